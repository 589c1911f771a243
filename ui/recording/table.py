"""What a view of figures needs of its table: whose figure a cell is, what is typed there, where the keys stop."""

from PySide6.QtCore import QAbstractTableModel

from ntm_desktop.domain.criteria import Indicator
from ntm_desktop.domain.places import Place
from ui.recording.cells import CellLook
from ui.table_model import Index


class FigureTable(QAbstractTableModel):
    first_column = 0
    """The first column the keys go to; those before it describe the line."""

    @property
    def last_column(self) -> int:
        return self.columnCount() - 1

    def indicator_at(self, index: Index) -> Indicator | None:
        """None at a heading."""
        raise NotImplementedError

    def place_at(self, index: Index) -> Place | None:
        raise NotImplementedError

    def look_at(self, index: Index) -> CellLook:
        raise NotImplementedError

    def entry_at(self, index: Index) -> str:
        """What stands in the cell as a person would type it; empty where nothing is recorded."""
        raise NotImplementedError

    def is_stop(self, row: int, column: int) -> bool:
        """Whether Enter, Tab and the arrows stop there, or pass it by."""
        raise NotImplementedError

    def folding(self, row: int) -> tuple[int, bool] | None:
        """Of the criterion this line belongs to: its number and whether its lines are hidden."""
        raise NotImplementedError
