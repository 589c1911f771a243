"""A table whose lines are opened with Enter or a double click, never edited."""

from PySide6.QtCore import QModelIndex, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ui import style
from ui.qt_override import override


class OpeningTable(QTableView):
    opened = Signal(QModelIndex)

    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(style.ROW_HEIGHT)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setFixedHeight(style.ROW_HEIGHT)
        self.doubleClicked.connect(self.opened)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        is_enter = event.matches(QKeySequence.StandardKey.InsertParagraphSeparator)
        if is_enter and self.currentIndex().isValid():
            self.opened.emit(self.currentIndex())
            return
        super().keyPressEvent(event)
