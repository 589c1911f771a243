"""The last periods in the details pane: a small chart with the target's line, and the numbers under it."""

from collections.abc import Sequence

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QFont, QPainter, QPaintEvent, QPen
from PySide6.QtWidgets import QLabel, QVBoxLayout, QWidget

from ntm_desktop.domain.evaluation import Assessment, display_value
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.periods import Period
from ui import style
from ui.naming import named
from ui.qt_override import override
from ui.recording import detail_texts as texts

PERIODS_SHOWN = 12
_HEIGHT = 84
_LEAST_POINTS = 2


class PeriodsSection(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "periods_section", "Các kỳ gần nhất")
        self.chart = PeriodChart(self)
        self._table = named(QLabel(self), "periods", "Số liệu các kỳ gần nhất")
        self._table.setTextFormat(Qt.TextFormat.RichText)
        self._table.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        column.addWidget(self.chart)
        column.addWidget(self._table)

    def show_periods(self, periods: Sequence[tuple[Period, Assessment]]) -> None:
        """Earliest first; the latest twelve are shown."""
        shown = periods[-PERIODS_SHOWN:]
        self.chart.show_periods(shown)
        self._table.setText(texts.past_table(shown))
        self.setVisible(bool(shown))


class PeriodChart(QWidget):
    """One point a period, its sign over it, and the target as a dashed line; nothing to draw for a yes or no."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "period_chart", "Biểu đồ các kỳ gần nhất")
        self.setFixedHeight(_HEIGHT)
        self._points: list[tuple[Period, Assessment]] = []
        self._values: list[float] = []
        self._targets: list[float | None] = []

    def show_periods(self, periods: Sequence[tuple[Period, Assessment]]) -> None:
        is_charted = bool(periods) and not texts.is_uncharted(periods[-1][1].indicator)
        self._points = [(when, one) for when, one in periods if is_charted and one.value is not None]
        self._values = [float(one.value) for _, one in self._points if one.value is not None]
        self._targets = [float(one.target.value) if one.target else None for _, one in self._points]
        self.setVisible(len(self._points) >= _LEAST_POINTS)
        said = self._said()
        self.setAccessibleDescription(said)
        self.setToolTip(said)
        self.update()

    @override
    def sizeHint(self) -> QSize:
        return QSize(0, _HEIGHT)

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if len(self._points) < _LEAST_POINTS:
            return
        with QPainter(self) as painter:
            self._draw(painter)

    def _draw(self, painter: QPainter) -> None:
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        font = QFont(self.font())
        font.setPointSizeF(font.pointSizeF() * 0.8)
        painter.setFont(font)
        bottom = painter.fontMetrics().height()
        room = QRectF(self.rect()).adjusted(10, 16, -10, -bottom - 4)
        places = self._places(room)
        self._draw_target(painter, room)
        painter.setPen(QPen(QColor(style.MUTED), 1))
        painter.drawPolyline(places)
        for (_, one), at in zip(self._points, places, strict=True):
            self._draw_point(painter, one, at)
        painter.setPen(QColor(style.MUTED))
        ends = QRectF(0, self.height() - bottom, self.width(), bottom)
        painter.drawText(ends, Qt.AlignmentFlag.AlignLeft, texts.short_period(self._points[0][0]))
        painter.drawText(ends, Qt.AlignmentFlag.AlignRight, texts.short_period(self._points[-1][0]))

    def _draw_point(self, painter: QPainter, one: Assessment, at: QPointF) -> None:
        look = style.VERDICT_LOOK[one.verdict]
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(QColor(look.colour))
        painter.drawEllipse(at, 3, 3)
        painter.setPen(QColor(look.colour))
        painter.drawText(QRectF(at.x() - 10, at.y() - 17, 20, 14), Qt.AlignmentFlag.AlignCenter, look.sign)

    def _draw_target(self, painter: QPainter, room: QRectF) -> None:
        """A step where the target changed from year to year."""
        painter.setPen(QPen(QColor(style.ACCENT), 1, Qt.PenStyle.DashLine))
        step = room.width() / max(1, len(self._points) - 1)
        heights = self._heights(self._targets, room)
        for position, y in enumerate(heights):
            if y is not None:
                x = room.left() + position * step
                painter.drawLine(QPointF(max(0, x - step / 2), y), QPointF(min(self.width(), x + step / 2), y))

    def _places(self, room: QRectF) -> list[QPointF]:
        step = room.width() / max(1, len(self._points) - 1)
        heights = self._heights(self._values, room)
        return [QPointF(room.left() + at * step, y) for at, y in enumerate(heights) if y is not None]

    def _heights(self, values: Sequence[float | None], room: QRectF) -> list[float | None]:
        known = [*self._values, *(one for one in self._targets if one is not None)]
        least, most = min(known), max(known)
        scale = room.height() / (most - least) if most > least else 0.0
        middle = 0.0 if scale else room.height() / 2
        return [None if one is None else room.bottom() - middle - (one - least) * scale for one in values]

    def _said(self) -> str:
        """For screen readers: the chart in a sentence."""
        if len(self._points) < _LEAST_POINTS:
            return ""
        first, last = self._points[0], self._points[-1]
        met = sum(style.VERDICT_LOOK[one.verdict].sign == "✓" for _, one in self._points)
        return (
            f"{len(self._points)} kỳ: từ {display_value(first[1])} ({first[0].title}) "
            f"đến {display_value(last[1])} ({last[0].title}); đạt {format_number(met)} kỳ."
        )
