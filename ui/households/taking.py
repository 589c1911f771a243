"""Taking the register's figures over: one, or all that are shown, asked before typed figures are replaced."""

from collections.abc import Sequence
from datetime import datetime
from functools import partial

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from ntm_desktop.domain.entries import figure_text
from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.pasting import PastedCell
from ntm_desktop.sentences import sentence_for
from ntm_desktop.services.count_households import RegisterFigure, recount
from ntm_desktop.services.lock_figures import lock_of
from ntm_desktop.services.take_from_register import Taken, key_at, take_all_from_register, take_from_register
from ui.households.register import Register
from ui.recording.details_register import ask_if_unsure
from ui.recording.preview import PreviewDialog
from ui.screen import Shell


class RegisterTaking(QObject):
    taken = Signal(str)
    """What the status bar says; the figures are to be compared anew."""

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self._shell, self._window = shell, parent
        self._register: Register | None = None
        self._village_id = ""

    def show(self, register: Register, village_id: str) -> list[RegisterFigure]:
        """The figures of that village, or of every village that has households, side by side."""
        self._register, self._village_id = register, village_id
        found = recount(
            register.desk, register.commune, register.criteria_set, register.period, register.households
        )
        villages = {village_id} if village_id else {one.id for one in register.villages}
        return [one for one in found.values() if one.count is not None and one.place.id in villages]

    def locked(self, figures: Sequence[RegisterFigure]) -> dict[tuple[str, str], str]:
        """By place and indicator why a confirmed figure stays as it is."""
        register, found = self._register, {}
        for one in figures if register is not None else ():
            lock = lock_of(register.desk, key_at(one, register.criteria_set, register.period)) if register else None
            if lock is not None:
                found[one.place.id, one.indicator.code] = sentence_for(lock)
        return found

    @Slot(object)
    def take(self, one: RegisterFigure) -> None:
        """The register's side of that one figure becomes the figure."""
        ask_if_unsure(self._shell, one, partial(self._take_one, one))

    def _take_one(self, one: RegisterFigure) -> None:
        register = self._register
        if register is None:
            return
        try:
            found = take_from_register(
                *(register.desk, one.place, register.criteria_set, one.indicator.code, register.period),
                register.households,
                takes_unsure=True,  # asked before
            )
        except ExpectedError as error:
            self._shell.messages.tell_error(error)
            return
        self._tell(found)

    @Slot()
    def ask_all(self) -> None:
        """All that are shown: cell by cell what stands there and what will, before anything is written."""
        if self._register is None:
            return
        cells = [
            PastedCell(
                *(row, 0, figure_text(one.figure), one.place, one.indicator, one.typed, one.figure),
                refusal=self._why_not(self._register, one),
            )
            for row, one in enumerate(self.show(self._register, self._village_id))
        ]
        dialog = PreviewDialog("Lấy số liệu từ sổ hộ", "lấy", self._window)
        dialog.show_cells(cells, "Sổ hộ chưa có số liệu nào để lấy.")
        dialog.agreed.connect(self._take_all)
        dialog.open()
        dialog.focus_first()

    def _why_not(self, register: Register, one: RegisterFigure) -> str:
        """Why that figure stays out when all are taken; empty where it is taken."""
        if one.figure is None:
            return "sổ hộ chưa có thông tin"
        if one.figure == one.typed:
            return ""  # stands as it is, locked or not
        if one.is_unsure:
            return f"{one.unknown_text}; lấy riêng chỉ tiêu này nếu vẫn cần"
        lock = lock_of(register.desk, key_at(one, register.criteria_set, register.period))
        return sentence_for(lock) if lock is not None else ""

    @Slot()
    def _take_all(self) -> None:
        register = self._register
        if register is None:
            return
        place = next((one for one in register.villages if one.id == self._village_id), register.commune)
        try:
            found = take_all_from_register(
                register.desk, place, register.criteria_set, register.period, register.households
            )
        except ExpectedError as error:
            self._shell.messages.tell_error(error)
            return
        self._tell(found)

    def _tell(self, found: Taken) -> None:
        first = found.taken[0]
        one = f"{first.indicator.code} của {first.place.title}"
        said = one if len(found.taken) == 1 else f"{format_number(len(found.written))} ô"
        self.taken.emit(f"Đã lấy {said} từ sổ hộ {datetime.now():%H:%M}")
