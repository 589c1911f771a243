"""Printing from the register: the working list or the income through the house's papers, the rest as a table."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.periods import Period
from ntm_desktop.domain.places import Place
from ntm_desktop.services.open_desk import OpenDesk, Progress
from ntm_desktop.services.prepare_dossier import PageImage
from ntm_desktop.services.print_households import (
    income_file_name,
    income_pages,
    save_income,
    save_working_list,
    working_list_file_name,
    working_list_pages,
)
from ui.dossier.printing import DPI, PagePrinting
from ui.files import ask_where_to_save
from ui.households.household_model import HouseholdModel
from ui.households.register import Register, Wanted
from ui.paper import page_html
from ui.screen import Shell

_PRINTED = ("village", "number", "head", "birth", "people", "poverty", "house", "water", "latrine", "note")


def register_html(model: HouseholdModel, title: str, below: str) -> str:
    """The rows that are shown, as a table on A4."""
    columns = [model.columns.index(one) for one in _PRINTED]
    heads = [model.title(one) for one in _PRINTED]
    shown = range(max(0, model.rows() - 1))
    rows = ([model.text(row, column) for column in columns] for row in shown)
    return page_html(title, below, heads, rows)


class RegisterPapers(QObject):
    """One paper at a time: `code` is the indicator of a working list, empty for the income of `period`'s year."""

    def __init__(self, shell: Shell, window: QWidget) -> None:
        super().__init__(window)
        self._shell, self._window = shell, window
        self._printing = PagePrinting(shell, window)
        self._what: tuple[Place, CriteriaSet, str, Period] | None = None

    def choose(self, place: Place, criteria_set: CriteriaSet, code: str, period: Period) -> None:
        """What is printed or saved next."""
        self._what = (place, criteria_set, code, period)

    def choose_for(self, register: Register, wanted: Wanted) -> None:
        """The working list of what is shown: of one village, or a page for each."""
        place = next((one for one in register.villages if one.id == wanted.village_id), register.commune)
        self.choose(place, register.criteria_set, wanted.code, register.period)

    @property
    def called(self) -> str:
        return "danh sách hộ" if self._what is not None and self._what[2] else "tổng hợp thu nhập các hộ"

    def ask_printer(self) -> None:
        if self._what is not None:
            self._printing.ask(self.called, partial(_pages, *self._what))

    def ask_where(self) -> None:
        if self._what is None:
            return
        place, _, code, period = self._what
        name = working_list_file_name(place, code, period) if code else income_file_name(place, period.year)
        ask_where_to_save(self._window, "list_file", f"Lưu {self.called}", "PDF (*.pdf)", name, self.save_to)

    @Slot(str)
    def save_to(self, file: str) -> None:
        """The chosen paper as a PDF."""
        if self._what is None:
            return
        place, criteria_set, code, period = self._what

        def work(desk: OpenDesk, progress: Progress) -> Path:
            progress(0, 0, "Đang lập danh sách")
            if not code:
                return save_income(desk, place, period.year, Path(file))
            return save_working_list(desk, place, criteria_set, code, period, Path(file))

        self._shell.tasks.run(f"Đang lưu {self.called}", work, self._tell_saved)

    def _tell_saved(self, path: Path) -> None:
        self._shell.messages.tell(f"Đã lưu {self.called}: {path}")


def _pages(place: Place, criteria_set: CriteriaSet, code: str, period: Period, desk: OpenDesk) -> list[PageImage]:
    if not code:
        return income_pages(desk, place, period.year, DPI)
    return working_list_pages(desk, place, criteria_set, code, period, DPI)
