"""F6 goes round the parts of the register: in its tables Tab moves from cell to cell."""

from PySide6.QtCore import QObject, Qt, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from ui.households.below import COMPARE, INCOME, Below
from ui.households.filters import RegisterFilters
from ui.households.grid import CellGrid


class PartsRound(QObject):
    """Filters, the register, what is below it, and so on."""

    def __init__(self, screen: QWidget, filters: RegisterFilters, grid: CellGrid, below: Below) -> None:
        super().__init__(screen)
        self._screen, self._filters, self._grid, self._below = screen, filters, grid, below
        within = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, part, act in (("F6", screen, self.go_on), ("Ctrl+Tab", below, self.turn_page)):
            QShortcut(QKeySequence(keys), part, context=within).activated.connect(act)

    @Slot()
    def go_on(self) -> None:
        focused = self._screen.focusWidget()
        if not (self._grid.commit() and self._below.commit()):
            return
        if focused is not None and self._filters.isAncestorOf(focused):
            self._grid.setFocus()
        elif focused is not None and self._below.isAncestorOf(focused):
            self._filters.focus_first()
        else:
            self._shown_below().setFocus()

    @Slot()
    def turn_page(self) -> None:
        """Of what is below: a cell takes Ctrl+Tab before the tabs see it."""
        if self._below.commit():
            self._below.setCurrentIndex((self._below.currentIndex() + 1) % self._below.count())
            self._shown_below().setFocus()

    def _shown_below(self) -> QWidget:
        page = self._below.currentIndex()
        if page == COMPARE:
            return self._below.compare.table
        return self._below.income_grid if page == INCOME else self._below.member_grid
