"""What the households earn, village by village, and the commune's average by actual members."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QObject, Qt
from PySide6.QtWidgets import QHeaderView, QTableView, QWidget

from ntm_desktop.domain.household_income import IncomeSum, commune_income, sum_incomes
from ntm_desktop.domain.households import Household
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.places import Place, distinct_names
from ui import style
from ui.households.cell_model import bold
from ui.qt_override import override
from ui.table_model import LEFT, NOWHERE, Index

_HEADERS = ("Thôn", "Hộ đã ghi", "Nhân khẩu", "Cộng, tr.đ", "Bình quân")


class VillageIncomeModel(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._lines: list[tuple[str, ...]] = []

    def show_incomes(self, households: Sequence[Household], villages: Sequence[Place], year: int) -> None:
        sums, names = sum_incomes(households, year), distinct_names(villages)
        self.beginResetModel()
        self._lines = [_line("Toàn xã", commune_income(sums.values()))]
        self._lines += [_line(names[one.id], sums[one.id]) for one in villages if one.id in sums]
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._lines)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(_HEADERS)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADERS[section]
        return LEFT if role == Qt.ItemDataRole.TextAlignmentRole else None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self._lines[index.row()][index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column():
            return Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
        if role == Qt.ItemDataRole.FontRole and index.row() == 0:
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
    return (name, f"{one.told}/{one.households}", str(one.people), format_number(one.total), average)
