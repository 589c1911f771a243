"""Cấp giấy phép: who asks, six words heard on the phone, the role; the permit goes onto the same stick."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.domain.moments import moment_text
from ntm_desktop.services.enrol import DEVICE_ROLE_TITLES, is_permitted, permit, read_request
from ntm_desktop.services.find_asked_commune import find_asked_commune
from ntm_desktop.services.find_enrolment_files import REQUEST_FILES, Request, find_requests
from ntm_desktop.services.known_machines import own_role, own_words
from ntm_desktop.services.open_desk import OpenDesk
from ui import style
from ui.enrolment.answer_dialog import AnswerDialog
from ui.enrolment.step_dialog import big_words, told, workplace
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
        found = sorted(find_requests(desk, places_to_look(desk)), key=lambda one: _comes_after(desk, one[1]))
        super().__init__("grant_dialog", "Cấp giấy phép cho một máy", "Cấp giấy phép", found, parent)
        self._desk = desk
        self._role = named(QComboBox(), "grant_role", "Vai trò của máy")
        is_upper = own_role(desk) is DeviceRole.UPPER_LEVEL
        for role in (DeviceRole.LEAD, DeviceRole.OFFICER) if is_upper else (DeviceRole.OFFICER,):
            self._role.addItem(DEVICE_ROLE_TITLES[role], role)
        self._commune = named(QComboBox(), "grant_commune", "Xã được cấp giấy phép")
        self._commune.setPlaceholderText("Chọn xã")
        self._near = told("grant_near", "Tên xã gần giống")
        self._near.setStyleSheet(f"color: {style.NO_TARGET};")
        self._ask("&Vai trò được cấp:", self._role)
        self._ask("&Làm việc cho:", self._commune)
        self.asking.addWidget(self._near)
        self.start()

    def _ask(self, title: str, field: QComboBox) -> None:
        label = QLabel(title)
        label.setBuddy(field)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(field, 1)
        self.asking.addLayout(row)

    def _read(self, path: Path) -> Request:
        return read_request(path)

    def _item(self, one: Request) -> str:
        told = ", đã có giấy phép" if is_permitted(self._desk, one) else ""
        who = f"{one.name}, {workplace(one.role, one.place_name)}"
        return f"{who}, xin ngày {moment_text(one.created_at)}{told}"

    def _describe(self, one: Request) -> tuple[str, str]:
        asked = DEVICE_ROLE_TITLES[one.role].lower()
        row = self._role.findData(one.role)
        self._role.setCurrentIndex(max(row, 0))
        self._offer_communes(one)
        has_one = "\nMáy này đã có giấy phép rồi." if is_permitted(self._desk, one) else ""
        return (
            f"Người xin: {one.name}\nĐơn vị: {workplace(one.role, one.place_name)}\nXin làm: {asked}\n"
            f"Ngày xin: {moment_text(one.created_at)}{has_one}",
            f"Gọi điện cho {one.name} (số máy bạn vẫn biết), nhờ đọc sáu từ trên màn hình của họ. Gõ lại ở đây:",
        )

    def _offer_communes(self, one: Request) -> None:
        """The upper level says which commune is meant; a lead permits for its own alone."""
        self._commune.clear()
        if own_role(self._desk) is not DeviceRole.UPPER_LEVEL:
            self._commune.addItem(self._desk.place.title, None)
            self._commune.setCurrentIndex(0)  # a field with a placeholder chooses nothing by itself
            self._commune.setEnabled(False)
            self._near.hide()
            return
        asked = find_asked_commune(self._desk, one)
        for commune in self._desk.communes():
            self._commune.addItem(commune.title, commune.id)
        if asked.known is None:
            self._commune.addItem(f"Xã mới: {one.place_name}", one.place_name)
        self._commune.setCurrentIndex(self._commune.findData(asked.known.id if asked.known else one.place_name))
        self._near.setVisible(asked.near is not None)
        if asked.near is not None:
            self._commune.setCurrentIndex(-1)
            self._near.setText(
                f"⚠ Tệp xin ghi xã “{one.place_name}”, gần giống {asked.near.title} đã có ở đây. Hỏi lại rồi chọn: "
                "cùng một xã thì chọn tên đã có, để không thành hai xã."
            )

    def _answer(self, path: Path, one: Request, words: str) -> None:
        role, commune = DeviceRole(self._role.currentData()), self._commune.currentData()
        written = permit(self._desk, path, words, path.parent, role, commune=commune)
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


def _comes_after(desk: OpenDesk, one: Request) -> tuple[bool, bool]:
    """Those without a permit first; among them those that ask this level."""
    asks_upper = one.role is DeviceRole.LEAD
    return is_permitted(desk, one), asks_upper != (own_role(desk) is DeviceRole.UPPER_LEVEL)
