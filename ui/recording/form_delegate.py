"""How the cells of a form are drawn."""

from PySide6.QtCore import QModelIndex, QRect, Qt
from PySide6.QtGui import QFont, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import style
from ui.cell_option import fields_of
from ui.qt_override import override
from ui.recording.delegates import (
    TEXT_LINES,
    TEXT_PADDING,
    colour_of,
    elided,
    font_like,
    outline,
    paint_heading,
    paint_marks,
    wrapped,
)
from ui.recording.form_model import DENOMINATOR, NUMERATOR, RESULT, VERDICT, FormModel
from ui.recording.place_view import PlaceView
from ui.table_model import Index


class FormDelegate(QStyledItemDelegate):
    def __init__(self, model: FormModel) -> None:
        super().__init__()
        self._model = model

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        cell = fields_of(option)
        rect, font = cell.rect, cell.font
        text = str(self._model.data(index) or "")
        column = index.column() - self._model.first_column
        is_heading = self._model.indicator_at(self._entry(index)) is None
        if is_heading:
            paint_heading(painter, rect, text, font)
        else:
            self._paint(painter, rect, font, index, column, text)
        if cell.state & QStyle.StateFlag.State_Selected and column in (NUMERATOR, DENOMINATOR) and not is_heading:
            outline(painter, rect, is_current=index == self._current())
        painter.restore()

    def _entry(self, index: Index) -> QModelIndex:
        return self._model.index(index.row(), self._model.first_column)

    def _current(self) -> QModelIndex:
        view = self.parent()
        return view.currentIndex() if isinstance(view, PlaceView) else QModelIndex()

    def _paint(self, painter: QPainter, rect: QRect, font: QFont, index: Index, column: int, text: str) -> None:
        look = self._model.look_at(self._entry(index))
        is_entry = column in (NUMERATOR, DENOMINATOR)
        is_current = self._current().row() == index.row()
        tint = style.ACCENT_TINT if is_current and column < 0 else style.PAPER
        if column == VERDICT and look.look is not None:
            tint = look.look.tint
        painter.fillRect(rect, colour_of(tint))
        painter.setPen(colour_of(style.RULE))
        painter.drawLine(rect.bottomLeft(), rect.bottomRight())
        if is_entry:
            painter.drawLine(rect.topRight(), rect.bottomRight())
        room = rect.adjusted(TEXT_PADDING // 2, 0, -TEXT_PADDING // 2, 0)
        if column == NUMERATOR:
            paint_marks(painter, QRect(room), look, font_like(font, is_bold=True))
        is_right = is_entry or column == RESULT or self._model.is_target(index.column())
        side = (
            Qt.AlignmentFlag.AlignRight if is_right else Qt.AlignmentFlag.AlignLeft
        ) | Qt.AlignmentFlag.AlignVCenter
        shown = font_like(font, is_italic=look.is_illustrative and column >= 0, is_bold=look.is_total and is_entry)
        painter.setFont(shown)
        colour = style.TEXT
        if column == VERDICT and look.look is not None:
            colour = look.look.colour
        elif (is_entry and not look.is_editable and not look.is_total) or self._model.is_target(index.column()):
            colour = style.MUTED
        painter.setPen(colour_of(colour))
        lines = (
            wrapped(text, shown, room.width(), TEXT_LINES)
            if not is_right and rect.height() > style.ROW_HEIGHT
            else (elided(text, shown, room.width()),)
        )
        painter.drawText(room, int(side), "\n".join(lines))
