"""Painting of the grid: verdict by tint and by sign, entries to the right, headings of criteria across."""

from collections import OrderedDict
from collections.abc import Callable
from functools import cache, lru_cache

from PySide6.QtCore import QObject, QRect, Qt
from PySide6.QtGui import QBrush, QColor, QFont, QFontMetrics, QPainter, QPen, QPixmap, QPolygon
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem, QTableView

from ntm_desktop.domain.figure_states import FigureState
from ui import style
from ui.cell_option import fields_of
from ui.qt_override import override
from ui.recording.cells import FINDING_SIGN, STATE_SIGNS, CellLook
from ui.recording.heading import wrap_name
from ui.recording.model import CODE, TARGET, FigureModel
from ui.table_model import LEFT, RIGHT, Index

_PAD = 6
_SIGN_ROOM = 16
_SMALLER = 0.8
_SELECTED = "#1E166534"
"""Over what is selected: the accent, seen through."""
TEXT_PADDING = 2 * _PAD
TALL_ROW = 44
TEXT_LINES = 2
"""An indicator's text stands on one or two lines; the whole is in the tooltip and in the details."""


def paint_look(painter: QPainter, rect: QRect, look: CellLook, font: QFont, *, is_heading: bool) -> None:
    """One cell of a place; headings are shaded and never tinted, so that the eye finds the groups."""
    tint = style.SHADE if is_heading else (look.look.tint if look.look else style.PAPER)
    painter.fillRect(rect, colour_of(tint))
    if look.is_locked:
        painter.fillRect(rect, QBrush(colour_of(style.RULE), Qt.BrushStyle.BDiagPattern))
    painter.setPen(colour_of(style.RULE))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    painter.drawLine(rect.topRight(), rect.bottomRight())
    room = rect.adjusted(_PAD, 0, -_PAD, 0)
    if look.look is not None:
        painter.setFont(font_like(font, is_bold=True))
        painter.setPen(colour_of(look.look.colour))
        painter.drawText(room, LEFT, look.sign)
    room.setLeft(room.left() + _SIGN_ROOM)
    marks = marks_of(look)
    if marks:
        bold = font_like(font, is_bold=True)
        paint_marks(painter, room.adjusted(-2, 0, 0, 0), look, bold)
        room.setLeft(room.left() + text_width(marks, bold))
    shown = font_like(font, is_bold=is_heading or look.is_total, is_italic=look.is_illustrative)
    painter.setPen(colour_of(style.TEXT if look.is_editable or look.is_total or is_heading else style.MUTED))
    _paint_entry(painter, room, look.text, shown)
    if look.is_illustrative:
        _mark_corner(painter, rect)


def parted_marks(look: CellLook) -> tuple[tuple[str, bool], ...]:
    """What is said beside the verdict, each with whether it asks for something to be done: a state rarely does."""
    return (
        (style.CONFLICT_SIGN if look.has_conflict else "", True),
        (look.mark, "!" in look.mark),
        (STATE_SIGNS[look.state], look.state is FigureState.CHANGED),
        (look.finding, FINDING_SIGN in look.finding),
    )


def marks_of(look: CellLook) -> str:
    """What is said of the figure beside its verdict: conflict, remark, state, what does not add up."""
    return "".join(mark for mark, _ in parted_marks(look))


def paint_marks(painter: QPainter, room: QRect, look: CellLook, font: QFont) -> None:
    """Each in the colour of its own meaning."""
    painter.setFont(font)
    for mark, asks in parted_marks(look):
        painter.setPen(colour_of(style.NOT_MET if asks else style.MUTED))
        painter.drawText(room, LEFT, mark)
        room.setLeft(room.left() + text_width(mark, font))


def paint_heading(painter: QPainter, rect: QRect, text: str, font: QFont) -> None:
    """A criterion's own line: shaded, bold, across the columns."""
    painter.fillRect(rect, colour_of(style.SHADE))
    painter.setPen(colour_of(style.RULE))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    bold = font_like(font, is_bold=True)
    painter.setFont(bold)
    painter.setPen(colour_of(style.TEXT))
    room = rect.adjusted(_PAD, 0, -_PAD, 0)
    painter.drawText(room, LEFT, elided(text, bold, room.width()))


# Painting asks for the same few colours, fonts and widths thousands of times: each is made once.


@cache
def colour_of(name: str) -> QColor:
    return QColor(name)


def font_like(font: QFont, *, is_bold: bool = False, is_italic: bool = False, scale: float = 1.0) -> QFont:
    """That font in another cut."""
    return _font_like(font.toString(), is_bold, is_italic, scale)


@lru_cache(maxsize=64)
def _font_like(description: str, is_bold: bool, is_italic: bool, scale: float) -> QFont:
    font = QFont()
    font.fromString(description)
    font.setBold(is_bold)
    font.setItalic(is_italic)
    if scale != 1.0 and font.pixelSize() > 0:
        font.setPixelSize(int(font.pixelSize() * scale))
    elif scale != 1.0:
        font.setPointSizeF(font.pointSizeF() * scale)
    return font


def text_width(text: str, font: QFont) -> int:
    return _text_width(text, font.toString())


@lru_cache(maxsize=8192)
def _text_width(text: str, description: str) -> int:
    return _metrics(description).horizontalAdvance(text)


def elided(text: str, font: QFont, width: int) -> str:
    """The text, or its beginning where it is wider than that."""
    return _elided(text, font.toString(), width)


@lru_cache(maxsize=8192)
def _elided(text: str, description: str, width: int) -> str:
    return _metrics(description).elidedText(text, Qt.TextElideMode.ElideRight, width)


def wrapped(text: str, font: QFont, width: int, most: int) -> tuple[str, ...]:
    """The text on at most that many lines; what does not fit ends in an ellipsis."""
    return _wrapped(text, font.toString(), width, most)


@lru_cache(maxsize=4096)
def _wrapped(text: str, description: str, width: int, most: int) -> tuple[str, ...]:
    return tuple(wrap_name(text, _metrics(description), width, most))


@lru_cache(maxsize=16)
def _metrics(description: str) -> QFontMetrics:
    font = QFont()
    font.fromString(description)
    return QFontMetrics(font)


def outline(painter: QPainter, rect: QRect, *, is_current: bool) -> None:
    """The current cell is framed; the others that are selected are tinted."""
    painter.setBrush(Qt.BrushStyle.NoBrush)
    if is_current:
        painter.setPen(QPen(colour_of(style.ACCENT), 2))
        painter.drawRect(rect.adjusted(1, 1, -2, -2))
    else:
        painter.fillRect(rect, colour_of(_SELECTED))
        painter.setPen(QPen(colour_of(style.ACCENT), 1))
        painter.drawRect(rect.adjusted(0, 0, -1, -1))


Key = tuple[object, ...]
_KEPT = 900
"""Pictures of cells that are kept: a screen shows at most two hundred, and most look alike ("✓ Đạt")."""


class Pictures:
    """Cells as they were painted: scrolling and editing draw the same few looks again and again."""

    def __init__(self) -> None:
        self._pictures: OrderedDict[Key, QPixmap] = OrderedDict()

    def draw(self, painter: QPainter, rect: QRect, key: Key, paint: Callable[[QPainter, QRect], None]) -> None:
        """Draws the picture of `key` at `rect`, painted now where there is none yet."""
        ratio = painter.device().devicePixelRatioF()
        whole = (*key, rect.width(), rect.height(), ratio)
        picture = self._pictures.get(whole)
        if picture is None:
            picture = QPixmap(round(rect.width() * ratio), round(rect.height() * ratio))
            picture.setDevicePixelRatio(ratio)
            with QPainter(picture) as inside:
                paint(inside, QRect(0, 0, rect.width(), rect.height()))
            self._pictures[whole] = picture
            if len(self._pictures) > _KEPT:
                self._pictures.popitem(last=False)
        painter.drawPixmap(rect.topLeft(), picture)


class PlaceDelegate(QStyledItemDelegate):
    """Cells of villages and of the commune."""

    def __init__(self, model: FigureModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._pictures = Pictures()

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = fields_of(option)
        rect, font = cell.rect, cell.font
        is_heading = self._model.rows[index.row()].indicator is None
        look = self._model.look_at(index)
        self._pictures.draw(
            painter,
            rect,
            (look, is_heading),
            lambda inside, room: paint_look(inside, room, look, font, is_heading=is_heading),
        )
        if cell.state & QStyle.StateFlag.State_Selected:
            view = self.parent()
            painter.save()
            outline(painter, rect, is_current=isinstance(view, QTableView) and index == view.currentIndex())
            painter.restore()


class FixedDelegate(QStyledItemDelegate):
    """Code, text and target; the row of the current cell is tinted so that the eye keeps its line."""

    def __init__(self, model: FigureModel, parent: QObject) -> None:
        super().__init__(parent)
        self._model = model
        self._pictures = Pictures()
        self.current_row = -1

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        cell = fields_of(option)
        rect, font = cell.rect, cell.font
        row, column = index.row(), index.column()
        text = self._model.fixed_text(row, column)
        if self._model.rows[row].indicator is None:
            self._pictures.draw(
                painter, rect, (text,), lambda inside, room: paint_heading(inside, room, text, font)
            )
            return
        is_current = row == self.current_row
        self._pictures.draw(
            painter,
            rect,
            (text, column, is_current),
            lambda inside, room: _paint_fixed(inside, room, font, text, column, is_current=is_current),
        )


def _paint_fixed(painter: QPainter, rect: QRect, font: QFont, text: str, column: int, *, is_current: bool) -> None:
    painter.fillRect(rect, colour_of(style.ACCENT_TINT if is_current else style.PAPER))
    painter.setPen(colour_of(style.RULE))
    painter.drawLine(rect.bottomLeft(), rect.bottomRight())
    painter.setFont(font)
    painter.setPen(colour_of(style.TEXT if column not in (CODE, TARGET) else style.MUTED))
    room = rect.adjusted(_PAD, 0, -_PAD, 0)
    side = RIGHT if column == TARGET else LEFT
    lines = wrapped(text, font, room.width(), TEXT_LINES if rect.height() > style.ROW_HEIGHT else 1)
    painter.drawText(room, int(side), "\n".join(lines))


def _paint_entry(painter: QPainter, room: QRect, text: str, font: QFont) -> None:
    """On one line; women and men one above the other. What does not fit is written smaller before it is cut."""
    if not text:
        return
    lines = text.split("; ")
    if len(lines) > 1 or text_width(text, font) > room.width():
        font = font_like(font, is_bold=font.bold(), is_italic=font.italic(), scale=_SMALLER)
    painter.setFont(font)
    height = room.height() // len(lines)
    for position, line in enumerate(lines):
        place = QRect(room.left(), room.top() + position * height, room.width(), height)
        painter.drawText(place, RIGHT, elided(line, font, room.width()))


def _mark_corner(painter: QPainter, rect: QRect) -> None:
    """A small corner beside the italics: sample figures are told apart on poor screens too."""
    painter.setPen(Qt.PenStyle.NoPen)
    painter.setBrush(QBrush(colour_of(style.NO_TARGET)))
    corner = rect.topRight()
    x, y = corner.x(), corner.y()
    painter.drawPolygon(QPolygon([corner, corner.__class__(x - 5, y), corner.__class__(x, y + 5)]))
