"""A few lines of text that are saved when they are left; Tab leaves them, as every other field."""

from PySide6.QtCore import Signal
from PySide6.QtGui import QFocusEvent
from PySide6.QtWidgets import QPlainTextEdit, QWidget

from ui.qt_override import override


class NoteEdit(QPlainTextEdit):
    left = Signal()

    def __init__(self, parent: QWidget, name: str, title: str, hint: str, *, height: int = 68) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.setPlaceholderText(hint)
        self.setTabChangesFocus(True)
        self.setFixedHeight(height)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        self.left.emit()
