"""Below the grid: the people and income of the household in the current row, and the register's figures."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QTabWidget, QVBoxLayout, QWidget

from ntm_desktop.domain.household_cells import HouseholdCells
from ntm_desktop.domain.households import Household, listed_people
from ntm_desktop.domain.places import Place
from ui import style
from ui.households.compare_page import ComparePage
from ui.households.grid import CellGrid
from ui.households.income_model import INCOME_WIDTHS, IncomeModel
from ui.households.member_model import MEMBER_WIDTHS, MemberModel, SaveHousehold
from ui.households.village_income import VillageIncomeTable
from ui.naming import named

MEMBERS, INCOME, COMPARE = range(3)
_KEYS = "Enter: xuống · Tab: sang phải · F2: sửa · Ctrl+Delete: bỏ dòng · Ctrl+D: điền xuống · F6: phần khác"


class Below(QTabWidget):
    page_shown = Signal()
    income_print_asked = Signal()
    erase_asked = Signal()

    def __init__(self, save: SaveHousehold, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("household_tabs")
        self.setAccessibleName("Nhân khẩu, thu nhập, số liệu từ sổ hộ")
        self.members = MemberModel(save, self)
        self.income = IncomeModel(save, self)
        self.member_grid = CellGrid("household_members", "Nhân khẩu của hộ", self.members)
        self.member_grid.set_widths(MEMBER_WIDTHS)
        self.member_grid.horizontalHeader().setStretchLastSection(True)
        self.income_grid = CellGrid("household_income", "Thu nhập của hộ theo nguồn", self.income)
        self.compare = ComparePage()
        self._print = named(QPushButton("In &tổng hợp thu nhập..."), "income_print", "In tổng hợp thu nhập của xã")
        self._print.clicked.connect(self.income_print_asked)
        self._villages = VillageIncomeTable()
        keys = QLabel(_KEYS)
        style.make_quiet(keys)
        self._erase = named(
            QPushButton("Xóa &hẳn hộ này..."), "erase_household", "Xóa hẳn hộ này, không hoàn tác được"
        )
        self._erase.clicked.connect(self.erase_asked)
        self.addTab(_members_page(self.member_grid, keys, self._erase), "Nhân khẩu")
        self.addTab(_income_page(self.income_grid, self._villages, self._print), "Thu nhập")
        self.addTab(self.compare, "Số liệu từ sổ hộ")
        self.currentChanged.connect(self._tell_shown)

    def show_household(self, household: Household | None, cells: HouseholdCells, year: int) -> None:
        self.members.show_household(household, cells)
        self.income.show_household(household, cells, year)
        self.income_grid.set_widths(INCOME_WIDTHS)
        self._erase.setEnabled(household is not None)
        of = f" · {household.head}" if household is not None else ""
        people = listed_people(household) if household is not None else None
        self.setTabText(MEMBERS, f"Nhân khẩu{of}{'' if people is None else f' ({people})'}")

    def show_incomes(self, households: Sequence[Household], villages: Sequence[Place], year: int) -> None:
        """Of the whole commune, by village; only while it is seen, for it adds up every household."""
        if self.currentIndex() == INCOME:
            self._villages.incomes.show_incomes(households, villages, year)

    @property
    def is_editing(self) -> bool:
        return self.member_grid.is_editing or self.income_grid.is_editing

    def commit(self) -> bool:
        return self.member_grid.commit() and self.income_grid.commit()

    def _tell_shown(self, _: int) -> None:
        self.page_shown.emit()


def _members_page(grid: CellGrid, keys: QLabel, erase: QPushButton) -> QWidget:
    page = QWidget()
    column = QVBoxLayout(page)
    column.setContentsMargins(style.GAP, style.GAP, style.GAP, style.SMALL)
    column.setSpacing(style.SMALL)
    column.addWidget(grid, 1)
    below = QHBoxLayout()
    below.addWidget(keys, 1)
    below.addWidget(erase)
    column.addLayout(below)
    return page


def _income_page(grid: CellGrid, villages: VillageIncomeTable, printing: QPushButton) -> QWidget:
    page = QWidget()
    side = QVBoxLayout()
    side.setSpacing(style.SMALL)
    side.addWidget(villages, 1)
    side.addWidget(printing, 0, Qt.AlignmentFlag.AlignRight)
    row = QHBoxLayout(page)
    row.setContentsMargins(style.GAP, style.GAP, style.GAP, style.SMALL)
    row.setSpacing(style.WIDE)
    row.addWidget(grid, 1)
    row.addLayout(side, 1)
    return page
