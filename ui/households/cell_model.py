"""What every grid of the register is: cells of text that are read, typed into and saved one or many at a time."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Signal
from PySide6.QtGui import QColor, QFont
from PySide6.QtWidgets import QApplication

from ntm_desktop.domain.clipboard import read_table
from ntm_desktop.domain.household_form import FormField
from ui import style
from ui.qt_override import override
from ui.table_model import LEFT, NOWHERE, RIGHT, Index

Cell = tuple[int, int]


class CellModel(QAbstractTableModel):
    """Subclasses say what stands where, and save; a sentence that is not empty says why they could not."""

    saved = Signal(str)
    """What the status bar says of something stored."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.columns: tuple[str, ...] = ()
        self.numeric: frozenset[str] = frozenset()

    def rows(self) -> int:
        raise NotImplementedError

    def title(self, column: str) -> str:
        raise NotImplementedError

    def text(self, row: int, column: int) -> str:
        """What stands in the cell, as it can be typed again."""
        raise NotImplementedError

    def save(self, cells: Sequence[tuple[int, int, str]], title: str) -> str:
        """Saves typed texts as one act, all or none; returns why not. Rows beyond the last are new ones."""
        raise NotImplementedError

    def paste_question(self, cells: Sequence[tuple[int, int, str]]) -> tuple[str, str] | None:
        """What is asked before so much is pasted, and the word of the button; None where nothing is."""
        return None

    def remove(self, rows: Sequence[int]) -> str:
        """Takes rows away as one act; returns why not."""
        raise NotImplementedError

    def choices(self, column: int) -> FormField | None:
        """The question whose answers are offered, None where anything is typed."""
        return None

    def why_not(self, row: int, column: int) -> str:
        """Why nothing is typed here; empty where it is."""
        return ""

    def tip(self, row: int, column: int) -> str:
        return self.text(row, column)

    def shown(self, row: int, column: int) -> str:
        """What is drawn, where that differs from what is typed."""
        return self.text(row, column)

    def is_quiet(self, row: int, column: int) -> bool:
        """Drawn in the secondary colour."""
        return False

    def is_bold(self, row: int) -> bool:
        return False

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else self.rows()

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        row, column = index.row(), index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            return self.shown(row, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.tip(row, column)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(column)
        if role == Qt.ItemDataRole.ForegroundRole and self.is_quiet(row, column):
            return QColor(style.MUTED)
        if role == Qt.ItemDataRole.FontRole and self.is_bold(row):
            return bold()
        return None

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal:
            if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                return self.title(self.columns[section])
            if role == Qt.ItemDataRole.TextAlignmentRole:
                return self._side(section)
        return None

    def _side(self, column: int) -> Qt.AlignmentFlag:
        """Numbers and their titles stand at the right."""
        return RIGHT if self.columns[column] in self.numeric else LEFT

    def row_changed(self, row: int) -> None:
        self.dataChanged.emit(self.index(row, 0), self.index(row, len(self.columns) - 1))


def bold() -> QFont:
    """The program's font, bold."""
    font = QApplication.font()
    font.setBold(True)
    return font


_MOST_ROWS = 20_000
"""More households, or people, than any commune has."""


def cells_of_text(text: str, row: int, columns: Sequence[int]) -> list[tuple[int, int, str]] | None:
    """The rectangle a spreadsheet copied, laid down from `row` over these columns; None where it is too wide.

    Raises PasteTooLarge.
    """
    table = read_table(text, _MOST_ROWS)
    if table and len(table[0]) > len(columns):
        return None
    return [(row + down, columns[right], one) for down, line in enumerate(table) for right, one in enumerate(line)]
