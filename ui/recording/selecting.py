"""Where one is in a table of figures, and what is selected: cells, lines and columns, as in Excel."""

from PySide6.QtCore import QItemSelection, QItemSelectionModel, QModelIndex, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QTableView, QWidget

from ntm_desktop.domain.criteria import Indicator
from ntm_desktop.domain.places import Place
from ui.cell_edit import Step
from ui.recording.table import FigureTable

ARROWS = {
    Qt.Key.Key_Down: Step.DOWN,
    Qt.Key.Key_Up: Step.UP,
    Qt.Key.Key_Right: Step.RIGHT,
    Qt.Key.Key_Left: Step.LEFT,
}


class SelectingView(QTableView):
    def __init__(self, table: FigureTable, parent: QWidget) -> None:
        super().__init__(parent)
        self._table = table

    def selected(self) -> list[QModelIndex]:
        """The selected cells of figures, line by line; the current one where no more are."""
        found = [one for one in self.selectedIndexes() if self._table.indicator_at(one) is not None]
        if not found and self.currentIndex().isValid():
            found = [one for one in [self.currentIndex()] if self._table.indicator_at(one) is not None]
        return sorted(found, key=lambda one: (one.row(), one.column()))

    def selected_cells(self) -> list[tuple[Place, Indicator]]:
        """Whose figures they are, each once."""
        cells: dict[tuple[str, str], tuple[Place, Indicator]] = {}
        for index in self.selected():
            place, indicator = self._table.place_at(index), self._table.indicator_at(index)
            if place is not None and indicator is not None:
                cells[(place.id, indicator.code)] = (place, indicator)
        return list(cells.values())

    @property
    def table(self) -> FigureTable:
        return self._table

    def neighbour(self, *, is_above: bool) -> tuple[Place, Indicator] | None:
        """Whose figure stands above the current cell, or to its left."""
        current = self.currentIndex()
        row, column = current.row() - is_above, current.column() - (not is_above)
        while is_above and row >= 0 and not self._table.is_stop(row, column):
            row -= 1
        if row < 0 or column < self._table.first_column:
            return None
        index = self._table.index(row, column)
        place, indicator = self._table.place_at(index), self._table.indicator_at(index)
        return (place, indicator) if place is not None and indicator is not None else None

    def step(self, step: Step) -> None:
        """To the next cell that way; headings are passed unless their indicators are folded away."""
        index = self.currentIndex()
        rows, columns = step.value
        if not index.isValid() or step is Step.STAY:
            return
        self.go(*self.next_stop(index.row(), index.column(), rows, columns))

    def go(self, row: int, column: int) -> None:
        if 0 <= row < self._table.rowCount():
            self.setCurrentIndex(self._table.index(row, column))

    def next_stop(self, row: int, column: int, rows: int, columns: int) -> tuple[int, int]:
        """The next stop that way, over the edge to the next line; a row outside the table where there is none."""
        first, last = self._table.first_column, self._table.last_column
        while 0 <= row < self._table.rowCount():
            row, column = row + rows, column + columns
            if not first <= column <= last:
                row, column = row + columns, first if columns > 0 else last
            if 0 <= row < self._table.rowCount() and self._table.is_stop(row, column):
                break
        return row, column

    def jump(self, *, is_end: bool, whole: bool) -> None:
        """To the first or last cell of the row, or with `whole` of the table."""
        first, last = self._table.first_column, self._table.last_column
        stops = [row for row in range(self._table.rowCount()) if self._table.is_stop(row, first)]
        if stops:
            row = (stops[-1] if is_end else stops[0]) if whole else max(self.currentIndex().row(), 0)
            self.go(row, last if is_end and self._table.is_stop(row, last) else first)

    def selects(self, event: QKeyEvent) -> bool:
        """Shift with an arrow, Home or End makes the selection larger; Ctrl+A takes all, Ctrl+Space the column."""
        key, held = Qt.Key(event.key()), held_keys(event.modifiers())
        last = self._table.rowCount() - 1
        current = self.currentIndex()
        first_column, last_column = self._table.first_column, self._table.last_column
        if not current.isValid():
            return False
        if held == "Ctrl" and key == Qt.Key.Key_A:
            self._select((0, first_column), (last, last_column))
        elif held == "Ctrl" and key == Qt.Key.Key_Space:
            self._select((0, current.column()), (last, current.column()))
        elif held == "Shift" and key == Qt.Key.Key_Space:
            self._select((current.row(), first_column), (current.row(), last_column))
        elif held == "Shift" and key in ARROWS:
            self._extend(ARROWS[key])
        elif held == "Shift" and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            is_end = key == Qt.Key.Key_End
            self._reach(current.row(), last_column if is_end else first_column)
        elif held == "Ctrl+Shift" and key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            is_end = key == Qt.Key.Key_End
            self._reach(last if is_end else 0, last_column if is_end else first_column)
        else:
            return False
        return True

    def _extend(self, step: Step) -> None:
        """As in Excel the current cell stays and the other corner moves."""
        ranges = self.selectionModel().selection()
        current = self.currentIndex()
        rows, columns = step.value
        row, column = current.row(), current.column()
        if not ranges.isEmpty():
            corner = ranges.first()
            row = corner.top() if corner.bottom() == row else corner.bottom()
            column = corner.left() if corner.right() == column else corner.right()
        row += rows
        while rows and 0 <= row < self._table.rowCount() and not self._table.is_stop(row, column):
            row += rows
        self._reach(row, column + columns)

    def _reach(self, row: int, column: int) -> None:
        if 0 <= row < self._table.rowCount() and self._table.first_column <= column <= self._table.last_column:
            current = self.currentIndex()
            self._select((current.row(), current.column()), (row, column))
            QTableView.scrollTo(self, self._table.index(row, column))

    def _select(self, one: tuple[int, int], other: tuple[int, int]) -> None:
        rows, columns = sorted((one[0], other[0])), sorted((one[1], other[1]))
        corners = self._table.index(rows[0], columns[0]), self._table.index(rows[1], columns[1])
        self.selectionModel().select(QItemSelection(*corners), QItemSelectionModel.SelectionFlag.ClearAndSelect)


def held_keys(modifiers: Qt.KeyboardModifier) -> str:
    """The modifiers held down, as they are printed on keys."""
    names = (
        (Qt.KeyboardModifier.ControlModifier, "Ctrl"),
        (Qt.KeyboardModifier.AltModifier, "Alt"),
        (Qt.KeyboardModifier.ShiftModifier, "Shift"),
    )
    return "+".join(name for modifier, name in names if modifiers & modifier)
