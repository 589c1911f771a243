"""Painting of the grid: verdict by tint and by sign, entries to the right, headings of criteria across."""

from PySide6.QtCore import QModelIndex, QObject, QPersistentModelIndex, QRect, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QPainter, QPen, QPolygon
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import style
from ui.qt_override import override
from ui.recording.cells import CellLook
from ui.recording.model import CODE, TARGET, FigureModel

Index = QModelIndex | QPersistentModelIndex
_PAD = 6
_SIGN_ROOM = 16
_SMALLER = 0.8
_MIDDLE_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_MIDDLE_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


def paint_look(painter: QPainter, rect: QRect, look: CellLook, font: QFont, *, is_heading: bool) -> None:
    """One cell of a place; headings are shaded and never tinted, so that the eye finds the groups."""
    tint = style.SHADE if is_heading else (look.look.tint if look.look else style.PAPER)
    painter.fillRect(rect, QColor(tint))
    if look.is_locked:
        painter.fillRect(rect, QBrush(QColor(style.RULE), Qt.BrushStyle.BDiagPattern))
    painter.setPen(QColor(style.RULE))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    painter.drawLine(rect.topRight(), rect.bottomRight())
    inner = rect.adjusted(_PAD, 0, -_PAD, 0)
    bold = QFont(font)
    bold.setBold(True)
    if look.look is not None:
        painter.setFont(bold)
        painter.setPen(QColor(look.look.colour))
        painter.drawText(inner, _MIDDLE_LEFT, look.sign)
    marks = (style.CONFLICT_SIGN if look.has_conflict else "") + look.mark
    room = inner.adjusted(_SIGN_ROOM, 0, 0, 0)
    if marks:
        painter.setFont(bold)
        needs_work = look.has_conflict or look.mark.endswith("!")
        painter.setPen(QColor(style.NOT_MET if needs_work else style.MUTED))
        painter.drawText(inner.adjusted(_SIGN_ROOM - 2, 0, 0, 0), _MIDDLE_LEFT, marks)
        room = room.adjusted(painter.fontMetrics().horizontalAdvance(marks), 0, 0, 0)
    shown = QFont(bold if is_heading or look.is_total else font)
    shown.setItalic(look.is_illustrative)
    painter.setFont(shown)
    painter.setPen(QColor(style.TEXT if look.is_editable or look.is_total or is_heading else style.MUTED))
    _paint_entry(painter, room, look.text, shown)
    if look.is_illustrative:
        _mark_corner(painter, rect)


def paint_heading(painter: QPainter, rect: QRect, text: str, font: QFont) -> None:
    painter.fillRect(rect, QColor(style.SHADE))
    painter.setPen(QColor(style.RULE))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    bold = QFont(font)
    bold.setBold(True)
    painter.setFont(bold)
    painter.setPen(QColor(style.TEXT))
    room = rect.adjusted(_PAD, 0, -_PAD, 0)
    painter.drawText(
        room, _MIDDLE_LEFT, painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
    )


class PlaceDelegate(QStyledItemDelegate):
    """Cells of villages and of the commune."""

    def __init__(self, model: FigureModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        rect: QRect = option.rect  # type: ignore[attr-defined]
        font: QFont = option.font  # type: ignore[attr-defined]
        is_heading = self._model.rows[index.row()].indicator is None
        paint_look(painter, rect, self._model.look_at(index), font, is_heading=is_heading)
        state: QStyle.StateFlag = option.state  # type: ignore[attr-defined]
        if state & QStyle.StateFlag.State_Selected:
            painter.setBrush(Qt.BrushStyle.NoBrush)
            painter.setPen(QPen(QColor(style.ACCENT), 2))
            painter.drawRect(rect.adjusted(1, 1, -2, -2))
        painter.restore()


class FixedDelegate(QStyledItemDelegate):
    """Code, text and target; the row of the current cell is tinted so that the eye keeps its line."""

    def __init__(self, model: FigureModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self.current_row = -1

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        rect: QRect = option.rect  # type: ignore[attr-defined]
        font: QFont = option.font  # type: ignore[attr-defined]
        text = str(self._model.data(index) or "")
        if self._model.rows[index.row()].indicator is None:
            paint_heading(painter, rect, text, font)
        else:
            self._paint_text(painter, rect, font, index, text)
        painter.restore()

    def _paint_text(self, painter: QPainter, rect: QRect, font: QFont, index: Index, text: str) -> None:
        is_current = index.row() == self.current_row
        painter.fillRect(rect, QColor(style.ACCENT_TINT if is_current else style.PAPER))
        painter.setPen(QColor(style.RULE))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        painter.setFont(font)
        painter.setPen(QColor(style.TEXT if index.column() not in (CODE, TARGET) else style.MUTED))
        room = rect.adjusted(_PAD, 0, -_PAD, 0)
        side = _MIDDLE_RIGHT if index.column() == TARGET else _MIDDLE_LEFT
        elided = painter.fontMetrics().elidedText(text, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(room, side, elided)


def _paint_entry(painter: QPainter, room: QRect, text: str, font: QFont) -> None:
    """On one line; women and men one above the other. What does not fit is written smaller before it is cut."""
    lines = text.split("; ")
    painter.setFont(font)
    if len(lines) > 1 or painter.fontMetrics().horizontalAdvance(text) > room.width():
        painter.setFont(_smaller(font))
    height = room.height() // len(lines)
    for position, line in enumerate(lines):
        place = QRect(room.left(), room.top() + position * height, room.width(), height)
        elided = painter.fontMetrics().elidedText(line, Qt.TextElideMode.ElideRight, room.width())
        painter.drawText(place, _MIDDLE_RIGHT, elided)


def _smaller(font: QFont) -> QFont:
    small = QFont(font)
    if font.pixelSize() > 0:
        small.setPixelSize(int(font.pixelSize() * _SMALLER))
    else:
        small.setPointSizeF(font.pointSizeF() * _SMALLER)
    return small


def _mark_corner(painter: QPainter, rect: QRect) -> None:
    """A small corner beside the italics: sample figures are told apart on poor screens too."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(QColor(style.NO_TARGET)))
    corner = rect.topRight()
    x, y = corner.x(), corner.y()
    painter.drawPolygon(QPolygon([corner, corner.__class__(x - 5, y), corner.__class__(x, y + 5)]))
