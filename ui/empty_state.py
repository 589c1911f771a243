"""What an empty screen shows: why it is empty, and the one button that fills it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ui import style
from ui.qt_override import override

_WIDTH = 520
_NARROWEST, _STEP = 200, 10


class EmptyState(QWidget):
    acted = Signal()
    other_acted = Signal()
    """The second way, where there is one."""

    def __init__(self, name: str, why: str, act: str, parent: QWidget | None = None, *, other: str = "") -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_empty")
        self._why = QLabel(why)
        self._why.setObjectName(f"{name}_empty_why")
        self._why.setWordWrap(True)
        self._why.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._why.setFixedWidth(_WIDTH)
        self._act = QPushButton(act)
        self._act.setObjectName(f"{name}_empty_act")
        self._act.setAccessibleName(act)
        style.make_main(self._act)
        self._act.clicked.connect(self._clicked)
        column = QVBoxLayout(self)
        column.setSpacing(style.WIDE)
        column.addStretch(2)
        column.addWidget(self._why, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addWidget(self._act, 0, Qt.AlignmentFlag.AlignHCenter)
        self._other: QPushButton | None = None
        if other:
            self._other = QPushButton(other)
            self._other.setObjectName(f"{name}_empty_other")
            self._other.setAccessibleName(other)
            self._other.clicked.connect(self._clicked_other)
            column.addWidget(self._other, 0, Qt.AlignmentFlag.AlignHCenter)
        column.addStretch(3)
        self.setFocusProxy(self._act)

    def say(self, why: str, act: str) -> None:
        """Why there is nothing to see, and the words of the button that leads on."""
        self._why.setText(why)
        self._give_height()
        self._act.setText(act)
        self._act.setAccessibleName(act)

    def offer_other(self, is_offered: bool) -> None:
        """Shows or hides the second way."""
        if self._other is not None:
            self._other.setVisible(is_offered)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._give_height()

    def _give_height(self) -> None:
        """As narrow as its lines allow, so that no last line is one word; and high enough for all of them.

        A wrapped label that stands in the middle is given the height of one line only.
        """
        self._why.ensurePolished()
        self._why.setMinimumSize(0, 0)  # else it measures itself no narrower than it was
        height = max(0, self._why.heightForWidth(_WIDTH))
        width = _WIDTH
        while width > _NARROWEST and self._why.heightForWidth(width - _STEP) == height:
            width -= _STEP
        self._why.setFixedWidth(width)
        self._why.setMinimumHeight(height)

    def _clicked(self) -> None:
        self.acted.emit()

    def _clicked_other(self) -> None:
        self.other_acted.emit()
