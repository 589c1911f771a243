"""Text on one line, shortened to the room there is: a label with the whole text in its tooltip."""

from bisect import bisect_right

from PySide6.QtCore import QSize
from PySide6.QtGui import QFontMetrics, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from ui import style
from ui.qt_override import override


class ElidingLabel(QLabel):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._whole = ""
        style.make_plain(self)
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

    @property
    def whole_text(self) -> str:
        return self._whole

    def show_text(self, text: str) -> None:
        self._whole = text
        self._elide()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._elide()

    @override
    def minimumSizeHint(self) -> QSize:
        return QSize(0, super().minimumSizeHint().height())

    def _elide(self) -> None:
        shown = elided(self._whole, self.fontMetrics(), self.width())
        self.setText(shown)
        self.setToolTip(self._whole if shown != self._whole else "")


def elided(text: str, metrics: QFontMetrics, room: int) -> str:
    """The text, cut and with "…" where it is wider than `room` pixels."""
    if metrics.horizontalAdvance(text) <= room:
        return text
    # Not QFontMetrics.elidedText, which asks for an enum of the namespace `Qt`: the window starts without that.
    fitting = bisect_right(range(len(text)), room, key=lambda end: metrics.horizontalAdvance(f"{text[:end]}…"))
    return f"{text[: max(0, fitting - 1)]}…"
