"""Xin giấy phép cho máy này: the role, the file, then six words to read aloud."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QLabel, QRadioButton, QWidget

from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.services.enrol import write_request
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.remember import remember
from ui import style
from ui.enrolment.step_dialog import StepDialog, big_words, told
from ui.folder_chooser import note_folder
from ui.naming import named

ROLES = (
    (DeviceRole.OFFICER, "Máy của cán bộ trong xã", "Người phụ trách của xã cấp giấy phép.", "người phụ trách xã"),
    (DeviceRole.LEAD, "Máy của người phụ trách xã", "Cấp trên cấp giấy phép.", "cấp trên"),
)


class RequestDialog(StepDialog):
    written = Signal(str)

    def __init__(self, desk: OpenDesk, role: DeviceRole, parent: QWidget) -> None:
        title = "Xin giấy phép cho máy này"
        super().__init__("request_dialog", title, "Ghi tệp xin giấy phép", parent)
        self._desk = desk
        self._group = QButtonGroup(self)
        self.asking.addWidget(told("request_who", "Người xin", f"{desk.desk.person}, {desk.place.title}"))
        self.asking.addSpacing(style.SMALL)
        for position, (one, words, meaning, _) in enumerate(ROLES):
            button = named(QRadioButton(words), f"request_{one}", words)
            button.setAccessibleDescription(meaning)
            button.setChecked(one is role)
            self._group.addButton(button, position)
            explained = QLabel(meaning)
            explained.setContentsMargins(22, 0, 0, style.SMALL)
            style.make_quiet(explained)
            self.asking.addWidget(button)
            self.asking.addWidget(explained)
        self._target = self.ask_target("request_target", desk)
        self.fit()

    def write_to(self, folder: str) -> None:
        """Writes the request into `folder` and shows the six words."""
        role, _, _, to = ROLES[self._group.checkedId()]
        try:
            path, words = write_request(self._desk, Path(folder), role)
        except ExpectedError as error:
            self.show_fault(error)
            return
        note_folder(self._desk, folder)
        remember(self._desk, "enrolment.asked", str(role))
        remember(self._desk, "enrolment.written", True)
        self.show_done(
            "Đã ghi tệp xin giấy phép",
            told("request_file", "Tệp đã ghi", f"1. Rút USB, đưa cho {to}. Tên tệp: {path.name}"),
            told("request_read", "Việc tiếp theo", f"2. Khi {to} gọi điện hỏi, đọc to đúng sáu từ này:"),
            big_words("request_words", words),
            told("request_then", "Việc sau cùng", "3. Nhận lại USB thì cắm vào máy này, bấm “Nhận giấy phép...”."),
        )
        self.written.emit(f"Đã ghi tệp xin giấy phép {path.name}")

    def _do(self) -> None:
        self._target.with_folder(self, "request_folder", self.write_to)
