"""Taking the register's figures over: one, or all that are shown, asked before typed figures are replaced."""

from datetime import datetime

from PySide6.QtCore import QObject, Signal, Slot

from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.services.count_households import (
    RegisterFigure,
    Taken,
    recount,
    take_all_from_register,
    take_from_register,
)
from ui.households.register import Register
from ui.screen import Shell


class RegisterTaking(QObject):
    taken = Signal(str)
    """What the status bar says; the figures are to be compared anew."""

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
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

    @Slot(object)
    def take(self, one: RegisterFigure) -> None:
        """The register's side of that one figure becomes the figure."""
        register = self._register
        if register is None:
            return
        try:
            found = take_from_register(
                *(register.desk, one.place, register.criteria_set, one.indicator.code, register.period),
                register.households,
            )
        except ExpectedError as error:
            self._shell.messages.tell_error(error)
            return
        self._tell(found)

    @Slot()
    def ask_all(self) -> None:
        """All that are shown; a question first where that replaces what was typed."""
        if self._register is None:
            return
        figures = self.show(self._register, self._village_id)
        differing = sum(one.differs for one in figures)
        if not differing:
            self._take_all()
            return
        where = "thôn này" if self._village_id else "các thôn"
        self._shell.messages.ask(
            f"{differing} số đã nhập của {where} khác sổ hộ và sẽ được thay bằng số của sổ hộ. Hãy chắc rằng sổ hộ "
            "đã ghi đủ các hộ. Việc này lấy lại được bằng Ctrl+Z.",
            f"Thay {differing} số",
            "Giữ số đã nhập",
            self._take_all,
        )

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
        said = one if len(found.taken) == 1 else f"{len(found.taken)} ô"
        self.taken.emit(f"Đã lấy {said} từ sổ hộ {datetime.now():%H:%M}")
