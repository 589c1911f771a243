"""One line with at most one button: the next step, or what just happened."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ui import style
from ui.naming import named


class Notice(QFrame):
    acted = Signal()

    def __init__(self, name: str, title: str, tint: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_box")
        self.setStyleSheet(f"#{name}_box {{ background: {tint}; border-radius: 3px; }}")
        self._title = title
        self._text = named(QLabel(), name, title)
        self._text.setWordWrap(True)
        self._text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.button = named(QPushButton(), f"{name}_act", title)
        self.button.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(style.GAP, style.GAP, style.GAP, style.GAP)
        row.setSpacing(style.WIDE)
        row.addWidget(self._text, 1)
        row.addWidget(self.button)
        self.button.clicked.connect(self._act)
        self.hide()

    def say(self, text: str, act: str = "") -> None:
        """Shows the sentence; without `act` there is no button. An empty text hides it."""
        self._text.setText(text)
        self.button.setText(act)
        self.button.setAccessibleName(act.rstrip(".") or self._title)
        self.button.setVisible(bool(act))
        self.setVisible(bool(text))

    def stand_back(self, is_back: bool) -> None:
        """Hides it while something else needs the eye; the sentence stays."""
        self.setVisible(not is_back and bool(self._text.text()))

    @Slot()
    def _act(self) -> None:
        self.acted.emit()
