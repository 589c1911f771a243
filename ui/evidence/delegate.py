"""Draws a piece of evidence: small picture or kind of file, what it is called, what is said of it."""

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect, QSize, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui import style
from ui.cell_option import fields_of
from ui.evidence.model import THUMBNAIL_SIDE, PieceModel
from ui.qt_override import override
from ui.table_model import LEFT

ROW_HEIGHT = THUMBNAIL_SIDE + 2 * style.SMALL


class PieceDelegate(QStyledItemDelegate):
    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> QSize:
        return QSize(0, ROW_HEIGHT)

    @override
    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        model = index.model()
        assert isinstance(model, PieceModel)
        at = model.index(index.row())
        cell = fields_of(option)
        area, metrics = cell.rect, cell.fontMetrics
        painter.save()
        if cell.state & QStyle.StateFlag.State_Selected:
            painter.fillRect(area, QColor(style.ACCENT_TINT))
        box = QRect(area.left() + style.SMALL, area.top() + style.SMALL, THUMBNAIL_SIDE, THUMBNAIL_SIDE)
        self._draw_picture(painter, model, at, box)
        text = area.adjusted(THUMBNAIL_SIDE + 2 * style.SMALL + style.SMALL, 0, -style.SMALL, 0)
        line = metrics.lineSpacing()
        first = QRect(text.left(), text.center().y() - line - 1, text.width(), line)
        title = metrics.elidedText(str(at.data()), Qt.TextElideMode.ElideRight, text.width())
        painter.setPen(QColor(style.TEXT))
        painter.drawText(first, LEFT, title)
        painter.setPen(QColor(style.NOT_MET if model.lacks_file(at) else style.MUTED))
        said = metrics.elidedText(model.second_line(at), Qt.TextElideMode.ElideRight, text.width())
        painter.drawText(first.translated(0, line + 2), LEFT, said)
        if cell.state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(QColor(style.ACCENT))
            painter.drawRect(area.adjusted(0, 0, -1, -1))
        painter.restore()

    def _draw_picture(self, painter: QPainter, model: PieceModel, at: QModelIndex, box: QRect) -> None:
        image = model.thumbnail(at)
        if image is None:
            painter.fillRect(box, QColor(style.SHADE))
            painter.setPen(QColor(style.MUTED))
            painter.drawText(box, Qt.AlignmentFlag.AlignCenter, model.kind(at))
            return
        placed = QRect(0, 0, image.width(), image.height())
        placed.moveCenter(box.center())
        painter.drawImage(placed, image)
