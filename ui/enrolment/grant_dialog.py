"""Cấp giấy phép: who asks, six words heard on the phone, the role; the permit goes onto the same stick."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.domain.moments import moment_text
from ntm_desktop.services.enrol import DEVICE_ROLE_TITLES, permit, read_request
from ntm_desktop.services.find_enrolment_files import REQUEST_FILES, Request, find_requests
from ntm_desktop.services.known_machines import own_role, own_words
from ntm_desktop.services.open_desk import OpenDesk
from ui.enrolment.answer_dialog import AnswerDialog
from ui.enrolment.step_dialog import big_words, told
from ui.folder_chooser import places_to_look
from ui.naming import named


class GrantDialog(AnswerDialog[Request]):
    granted = Signal(str)
    kinds = REQUEST_FILES
    none = (
        "Chưa thấy tệp xin giấy phép trên USB. Máy xin phép phải bấm “Xin giấy phép cho máy này...” và ghi tệp vào "
        "USB trước; cắm USB đó vào đây rồi mở lại, hoặc bấm “Chọn tệp khác...”."
    )

    def __init__(self, desk: OpenDesk, parent: QWidget) -> None:
        found = find_requests(desk, places_to_look(desk))
        super().__init__("grant_dialog", "Cấp giấy phép cho một máy", "Cấp giấy phép", found, parent)
        self._desk = desk
        self._role = named(QComboBox(), "grant_role", "Vai trò của máy")
        is_upper = own_role(desk) is DeviceRole.UPPER_LEVEL
        for role in (DeviceRole.LEAD, DeviceRole.OFFICER) if is_upper else (DeviceRole.OFFICER,):
            self._role.addItem(DEVICE_ROLE_TITLES[role], role)
        label = QLabel("&Vai trò được cấp:")
        label.setBuddy(self._role)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(self._role, 1)
        self.asking.addLayout(row)
        self.start()

    def _read(self, path: Path) -> Request:
        return read_request(path)

    def _describe(self, one: Request) -> tuple[str, str]:
        asked = DEVICE_ROLE_TITLES[one.role].lower()
        row = self._role.findData(one.role)
        self._role.setCurrentIndex(max(row, 0))
        return (
            f"Người xin: {one.name}\nĐơn vị: {one.place_name}\nXin làm: {asked}\n"
            f"Ngày xin: {moment_text(one.created_at)}",
            f"Gọi điện cho {one.name} (số máy bạn vẫn biết), nhờ đọc sáu từ trên màn hình của họ. Gõ lại ở đây:",
        )

    def _answer(self, path: Path, one: Request, words: str) -> None:
        written = permit(self._desk, path, words, path.parent, DeviceRole(self._role.currentData()))
        self.show_done(
            f"Đã cấp giấy phép cho máy của {one.name}",
            told("grant_file", "Tệp đã ghi", f"1. Rút USB, đưa lại cho {one.name}. Tên tệp: {written.name}"),
            told(
                "grant_read",
                "Việc tiếp theo",
                "2. Họ bấm “Nhận giấy phép...” trên máy của họ và gọi lại để hỏi. Đọc to đúng sáu từ của máy này:",
            ),
            big_words("grant_own_words", own_words(self._desk)),
        )
        self.granted.emit(f"Đã cấp giấy phép cho máy của {one.name}")
