"""What the households earn, village by village, and the commune's average by actual members."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from ntm_desktop.domain.household_income import IncomeSum, commune_income, sum_incomes
from ntm_desktop.domain.households import Household
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.places import Place, distinct_names
from ui import style
from ui.households.cell_model import bold
from ui.qt_override import override
from ui.table_model import RIGHT, TableModel


class VillageIncomeModel(TableModel[tuple[str, IncomeSum]]):
    headers = ("Thôn", "Hộ đã ghi", "Nhân khẩu", "Cộng, tr.đ", "Bình quân")
    numbers = (1, 2, 3, 4)

    def show_incomes(self, households: Sequence[Household], villages: Sequence[Place], year: int) -> None:
        sums, names = sum_incomes(households, year), distinct_names(villages)
        of_villages = [(names[one.id], sums[one.id]) for one in villages if one.id in sums]
        self.show_rows([("Toàn xã", commune_income(sums.values())), *of_villages])

    @override
    def cell(self, row: tuple[str, IncomeSum], column: int, role: int) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return _line(*row)[column]
        if role == Qt.ItemDataRole.TextAlignmentRole and column:
            return RIGHT
        if role == Qt.ItemDataRole.FontRole and row is self.rows[0]:
            return bold()
        return None


class VillageIncomeTable(QTableView):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("village_income")
        self.setAccessibleName("Thu nhập của các hộ theo thôn")
        self.incomes = VillageIncomeModel(self)
        self.setModel(self.incomes)
        self.setSelectionMode(QTableView.SelectionMode.NoSelection)
        self.setTabKeyNavigation(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(style.ROW_HEIGHT)
        self.horizontalHeader().setFixedHeight(style.ROW_HEIGHT)
        self.horizontalHeader().setSectionsClickable(False)
        for column, width in enumerate((120, 84, 84, 100, 84)):
            self.setColumnWidth(column, width)
        self.horizontalHeader().setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)


def _line(name: str, one: IncomeSum) -> tuple[str, ...]:
    average = "–" if one.average is None else format_number(one.average, 2)
    return (name, f"{one.told}/{one.households}", format_number(one.people), format_number(one.total), average)
