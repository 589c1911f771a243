"""The income of one household: a source a row, the years beside each other, sum and average below."""

from collections.abc import Sequence
from decimal import Decimal

from PySide6.QtCore import QObject

from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.domain.household_cells import HouseholdCells, income_column
from ntm_desktop.domain.household_income import undivided
from ntm_desktop.domain.household_lists import income_each
from ntm_desktop.domain.households import Household
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.sentences import sentence_for
from ui.households.cell_model import CellModel
from ui.households.member_model import SaveHousehold
from ui.qt_override import override

INCOME_WIDTHS = (206, 100, 100, 100)
_YEARS = 3


class IncomeModel(CellModel):
    def __init__(self, save: SaveHousehold, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._save = save
        self._household: Household | None = None
        self._cells: HouseholdCells | None = None
        self._years: tuple[int, ...] = ()
        self.columns = ("source",)

    def show_household(self, household: Household | None, cells: HouseholdCells, year: int) -> None:
        self.beginResetModel()
        self._household, self._cells = household, cells
        self._years = tuple(year - back for back in range(_YEARS))
        self.columns = ("source", *(str(one) for one in self._years))
        self.numeric = frozenset(self.columns[1:])
        self.endResetModel()

    @override
    def rows(self) -> int:
        return 0 if self._household is None or self._cells is None else len(self._sources()) + 2

    @override
    def title(self, column: str) -> str:
        return "Nguồn thu, triệu đồng" if column == "source" else f"Năm {column}"

    @override
    def text(self, row: int, column: int) -> str:
        household, cells = self._household, self._cells
        if household is None or cells is None:
            return ""
        sources = self._sources()
        if column == 0:
            return sources[row][1] if row < len(sources) else ("Cộng", "Bình quân đầu người")[row - len(sources)]
        year = self._years[column - 1]
        if row < len(sources):
            return cells.text(household, income_column(year, sources[row][0]))
        if row == len(sources):
            return cells.text(household, income_column(year))
        each = income_each(household, year)
        return "" if each is None else format_number(each, 2)

    @override
    def is_bold(self, row: int) -> bool:
        return row >= len(self._sources())

    @override
    def why_not(self, row: int, column: int) -> str:
        if column == 0 or row >= len(self._sources()):
            return "Dòng này chương trình tự tính; hãy gõ số ở dòng của từng nguồn."
        return ""

    @override
    def save(self, cells: Sequence[tuple[int, int, str]], title: str) -> str:
        household, reader = self._household, self._cells
        if household is None or reader is None:
            return ""
        sources = self._sources()
        try:
            for row, column, text in cells:
                if self.why_not(row, column) or column >= len(self.columns):
                    return self.why_not(row, column)
                year = self._years[column - 1]
                household = reader.typed(household, income_column(year, sources[row][0]), text)
        except ExpectedError as error:
            return sentence_for(error)
        return self._save(household, title or f"sửa thu nhập của hộ {household.head}")

    @override
    def remove(self, rows: Sequence[int]) -> str:
        return ""

    def _sources(self) -> list[tuple[str, str]]:
        cells = self._cells
        return [(one.code, one.title) for one in cells.form.income.choices] if cells is not None else []


def taken_out(before: Household | None, after: Household) -> str:
    """What the sources took out of the undivided income, said where the person looks after typing."""
    for year in before.years() if before is not None else ():
        whole, left = undivided(before, year) if before is not None else Decimal(0), undivided(after, year)
        if left < whole and (after.income_of(year) or Decimal(0)) > left:
            return f"; “Chưa chia theo nguồn” năm {year}: {format_number(whole)} còn {format_number(left)}"
    return ""
