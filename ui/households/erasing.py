"""Erasing a household for good: asked before, done in the background, and the copies that remain are named."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal

from ntm_desktop.domain.households import Household
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.services.erase_households import Erased, erase_households, forget_backups, what_remains
from ntm_desktop.services.open_desk import OpenDesk, Progress
from ui.screen import Shell


class HouseholdErasing(QObject):
    erased = Signal(str)
    """The sentence for the status bar; the register is to be read anew."""

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self._commune_id = ""
        self._household: Household | None = None
        self._older: tuple[Path, ...] = ()

    def ask(self, commune_id: str, household: Household) -> None:
        self._commune_id, self._household = commune_id, household
        self._shell.messages.ask(
            f"Xóa hẳn hộ {household.head}? Dữ liệu của hộ và cả lịch sử mất khỏi máy này, máy khác trong xã xóa "
            "theo khi nhận tệp kế tiếp. Việc này không hoàn tác được. Chỉ muốn bỏ hộ khỏi sổ mà vẫn hoàn tác "
            "được thì bấm “Giữ lại” rồi dùng Ctrl+Delete.",
            f"Xóa hẳn hộ {household.head}",
            "Giữ lại",
            self._erase,
        )

    def _erase(self) -> None:
        household, commune_id = self._household, self._commune_id
        if household is None:
            return
        household_id = household.id

        def work(desk: OpenDesk, _: Progress) -> Erased:
            return erase_households(desk, commune_id, [household_id])

        self._shell.tasks.run("Đang xóa hẳn hộ", work, self._show)

    def _show(self, erased: Erased) -> None:
        name = self._household.head if self._household is not None else ""
        self._household = None
        self.erased.emit(f"Đã xóa hẳn hộ {name}. {what_remains(erased, is_forgotten=False)}")
        self._older = erased.older_backups
        if self._older:
            count = len(self._older)
            self._shell.messages.ask(
                f"{format_number(count)} bản sao lưu trước đây trên máy vẫn còn dữ liệu của hộ vừa xóa. "
                f"Máy vừa sao lưu lại và đã kiểm tra bản mới ({erased.backup.name}). "
                "Xóa các bản cũ thì không khôi phục về trước lúc này được nữa.",
                f"Xóa {format_number(count)} bản sao lưu cũ",
                "Giữ các bản cũ",
                self._forget,
            )

    def _forget(self) -> None:
        count = forget_backups(self._older)
        self._older = ()
        self._shell.messages.tell(f"Đã xóa {format_number(count)} bản sao lưu cũ; bản sao lưu mới vẫn còn.")
