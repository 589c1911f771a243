"""The tab of what the plans state: held against each other once the places are seen, drawn when first looked at."""

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QVBoxLayout, QWidget

from ntm_desktop.services.open_desk import OpenDesk
from ui.at_rest import AtRest
from ui.overview.figure_tables import StatedTable, tables_of

if TYPE_CHECKING:
    from ui.overview.figures import FiguresView

_CHECK_AFTER_MS = 100


class FiguresPage(QWidget):
    doubted = Signal(int)
    """How many figures do not agree."""

    def __init__(self, desk: OpenDesk) -> None:
        super().__init__()
        self._desk = desk
        self._tables: list[StatedTable] | None = None
        self._view: FiguresView | None = None
        self._checking = AtRest(desk, self, _CHECK_AFTER_MS)
        self._checking.due.connect(self.check)

    def forget(self) -> None:
        """The plans may be others now."""
        self._tables = None

    def check_soon(self) -> None:
        """Checks at the next rest, unless that was done."""
        if self._tables is None:
            self._checking.start()

    def rest(self) -> None:
        """Nothing is read any more: the desk may be closed a moment before its window."""
        self._checking.stop()

    @Slot()
    def check(self) -> None:
        """Holds what the plans state against each other."""
        from ntm_desktop.services.check_figures import stated_figures

        self._checking.stop()
        names = {place.id: place.title for place in self._desk.all_places()}
        self._tables = tables_of(stated_figures(self._desk), names)
        # One contradiction stands beside each of its figures; it is counted once, as Kiểm tra lists it.
        self.doubted.emit(len({one.doubt for table in self._tables for one in table.doubts}))
        if self._view is not None:
            self._view.show_tables(self._tables)

    def view(self) -> "FiguresView":
        """What the plans state; made when first looked at."""
        if self._view is None:
            from ui.overview.figures import FiguresView

            self._view = FiguresView(self)
            column = QVBoxLayout(self)
            column.setContentsMargins(0, 0, 0, 0)
            column.addWidget(self._view)
            self._view.show_tables(self._tables or [])
            self._view.show()
        if self._tables is None:
            self.check()
        return self._view
