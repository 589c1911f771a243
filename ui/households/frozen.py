"""The first columns of a wide grid stay where they are when it scrolls to the right."""

from PySide6.QtCore import QAbstractItemModel, Qt, Slot
from PySide6.QtGui import QWheelEvent
from PySide6.QtWidgets import QAbstractItemView, QFrame, QTableView

from ui import style
from ui.qt_override import override


class FrozenColumns(QTableView):
    """Lies over the left side of `grid`, shares its model and selection, and never has the focus."""

    def __init__(self, grid: QTableView, count: int) -> None:
        super().__init__(grid)
        self._grid, self.columns = grid, count
        self.setObjectName(f"{grid.objectName()}_frozen")
        self.setAccessibleName("Các cột đứng yên")
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setStyleSheet(f"border: none; border-right: 2px solid {style.RULE};")
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setVerticalScrollMode(grid.verticalScrollMode())
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setDefaultSectionSize(style.ROW_HEIGHT)
        self.horizontalHeader().setFixedHeight(style.ROW_HEIGHT)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setSectionsClickable(False)
        grid.verticalScrollBar().valueChanged.connect(self.verticalScrollBar().setValue)
        self.verticalScrollBar().valueChanged.connect(grid.verticalScrollBar().setValue)
        self.verticalScrollBar().rangeChanged.connect(self._catch_up)
        self.pressed.connect(self._take_over)
        self.doubleClicked.connect(grid.doubleClicked)

    def follow(self, model: QAbstractItemModel) -> None:
        """Shows the first columns of the model that the grid shows now."""
        self.setModel(model)
        self.setSelectionModel(self._grid.selectionModel())
        for column in range(model.columnCount()):
            self.setColumnHidden(column, column >= self.columns or self._grid.isColumnHidden(column))

    def lay_over(self) -> int:
        """Takes its place over the grid; returns how many pixels it covers there."""
        width = 0
        for column in range(self.columns):
            if not self._grid.isColumnHidden(column):
                self.setColumnWidth(column, self._grid.columnWidth(column))
                width += self._grid.columnWidth(column)
        frame = self._grid.frameWidth()
        height = self._grid.viewport().height() + self._grid.horizontalHeader().height()
        self.setGeometry(frame, frame, width + 2, height)
        return width

    @override
    def wheelEvent(self, event: QWheelEvent) -> None:
        self._grid.wheelEvent(event)

    @Slot()
    def _catch_up(self) -> None:
        """A row more is known to the grid first: until it is known here too, this cannot scroll as far."""
        self.verticalScrollBar().setValue(self._grid.verticalScrollBar().value())

    @Slot()
    def _take_over(self) -> None:
        self._grid.setFocus()
