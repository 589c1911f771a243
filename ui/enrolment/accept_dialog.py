"""Nhận giấy phép: who gives it, six words heard on the phone; from then on this laptop is what it says."""

from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.domain.moments import moment_text
from ntm_desktop.services.enrol import DEVICE_ROLE_TITLES, accept_permit, read_permit
from ntm_desktop.services.find_enrolment_files import PERMIT_FILES, Permit, find_permits
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.remember import remember
from ui.enrolment.answer_dialog import AnswerDialog
from ui.enrolment.step_dialog import told, workplace
from ui.folder_chooser import places_to_look

_NEXT = {
    DeviceRole.OFFICER: (
        "Bước tiếp theo: người phụ trách bấm “Gửi các máy trong xã”, máy này bấm “Nhận tệp” để có danh sách thôn "
        "và phân công. Nhập xong thì bấm “Gửi người phụ trách xã”."
    ),
    DeviceRole.LEAD: "Bước tiếp theo: nhập số liệu, rồi bấm “Gửi lên cấp trên”.",
}


class AcceptDialog(AnswerDialog[Permit]):
    accepted_permit = Signal(str)
    kinds = PERMIT_FILES
    none = (
        "Chưa thấy giấy phép của máy này trên USB. Cắm USB mà người cấp phép đưa lại rồi mở lại, hoặc bấm "
        "“Chọn tệp khác...”."
    )

    def __init__(self, desk: OpenDesk, parent: QWidget) -> None:
        found = find_permits(desk, places_to_look(desk))
        super().__init__("accept_dialog", "Nhận giấy phép", "Nhận giấy phép", found, parent)
        self._desk = desk
        self.start()

    def _read(self, path: Path) -> Permit:
        return read_permit(path)

    def _item(self, one: Permit) -> str:
        return f"{one.issuer.name} cấp ngày {moment_text(one.issued_at)}"

    def _describe(self, one: Permit) -> tuple[str, str]:
        issuer = one.issuer
        return (
            f"Người cấp: {issuer.name}, {DEVICE_ROLE_TITLES[issuer.role].lower()}, "
            f"{workplace(issuer.role, issuer.place_name)}\n"
            f"Máy này sẽ là: {DEVICE_ROLE_TITLES[one.role].lower()}, {workplace(one.role, one.place_name)}\n"
            f"Ngày cấp: {moment_text(one.issued_at)}",
            f"Gọi điện cho {issuer.name} (số máy bạn vẫn biết), nhờ đọc “Sáu từ của máy này” ở màn hình Trao đổi "
            "của họ. Gõ lại ở đây:",
        )

    def _answer(self, path: Path, one: Permit, words: str) -> None:
        found = accept_permit(self._desk, path, words)
        remember(self._desk, "enrolment.asked", None)
        role, where = DEVICE_ROLE_TITLES[found.role].lower(), workplace(found.role, found.place_name)
        self.show_done(
            "Máy này đã có giấy phép",
            told("accept_result", "Kết quả", f"Máy này là {role}, {where}."),
            told("accept_next", "Việc tiếp theo", _NEXT.get(found.role, "")),
        )
        self.accepted_permit.emit(f"Đã nhận giấy phép: {role}, {where}")
