"""How a row of the plan is drawn (two lines at most) and edited in place."""

from PySide6.QtCore import QAbstractItemModel, QEvent, QObject, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QKeyEvent, QPainter, QPalette, QTextLayout, QTextOption
from PySide6.QtWidgets import (
    QComboBox,
    QLineEdit,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QWidget,
)

from ntm_desktop.domain.evaluation import Verdict
from ntm_desktop.domain.plan import TASK_STATUS_TITLES, TaskStatus
from ui import style
from ui.cell_option import CellOption, fields_of
from ui.naming import named
from ui.plan.model import DEADLINE, OVERDUE_ROLE, PROGRESS, STATUS, TASK_ROLE
from ui.plan.progress_edit import ProgressEdit
from ui.qt_override import override
from ui.table_model import Index

LINES = 2
_LEAVING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab, Qt.Key.Key_Backtab)
STATUS_COLOURS = {
    TaskStatus.NOT_STARTED: style.MUTED,
    TaskStatus.IN_PROGRESS: style.NO_TARGET,
    TaskStatus.DONE: style.MET,
}
STATUS_SIGNS = {TaskStatus.NOT_STARTED: "○", TaskStatus.IN_PROGRESS: "◐", TaskStatus.DONE: "✓"}


class PlanCells(QStyledItemDelegate):
    """Two lines of text, then an ellipsis; the whole text is in the tooltip and in the details below."""

    @override
    def sizeHint(self, option: QStyleOptionViewItem, index: Index) -> QSize:
        if index.data(TASK_ROLE) is None:
            return QSize(0, style.ROW_HEIGHT)
        return QSize(0, fields_of(option).fontMetrics.lineSpacing() * LINES + 2 * style.SMALL + 2)

    @override
    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        task = index.data(TASK_ROLE)
        if task is None:
            super().paint(painter, option, index)
            return
        self.initStyleOption(option, index)
        cell = fields_of(option)
        cell.text = ""
        cell.widget.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, option, painter, cell.widget)
        text = str(index.data() or "")
        colour = cell.palette.color(QPalette.ColorRole.Text)
        if index.column() == STATUS:
            text = f"{STATUS_SIGNS[task.status]} {text}"
            colour = QColor(STATUS_COLOURS[task.status])
        elif index.column() == DEADLINE and index.data(OVERDUE_ROLE):
            colour = QColor(style.VERDICT_LOOK[Verdict.NOT_MET].colour)
        self._write(painter, cell, text, colour, right=index.column() == PROGRESS)
        painter.setPen(QColor(style.RULE))
        painter.drawLine(cell.rect.bottomLeft(), cell.rect.bottomRight())

    @override
    def createEditor(self, parent: QWidget, option: QStyleOptionViewItem, index: Index) -> QWidget:
        if index.column() == STATUS:
            combo = QComboBox(parent)
            for status in TaskStatus:
                combo.addItem(f"{STATUS_SIGNS[status]} {TASK_STATUS_TITLES[status]}", status)
            combo.activated.connect(self._chosen)
            return _filled(named(combo, "status_editor", "Trạng thái"))
        if index.column() == PROGRESS:
            return _filled(ProgressEdit(parent))
        return _filled(named(QLineEdit(parent), "note_editor", "Ghi chú"))

    @override
    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """A progress that cannot be stays open when it would be saved."""
        if isinstance(watched, ProgressEdit) and isinstance(event, QKeyEvent):
            is_leaving = event.type() == QEvent.Type.KeyPress and event.key() in _LEAVING
            if is_leaving and not watched.is_possible:
                return True
        return super().eventFilter(watched, event)

    @override
    def setEditorData(self, editor: QWidget, index: Index) -> None:
        value = index.data(Qt.ItemDataRole.EditRole)
        if isinstance(editor, QComboBox):
            editor.setCurrentIndex(list(TaskStatus).index(value))
        elif isinstance(editor, ProgressEdit):
            editor.setValue(value)
            editor.selectAll()
        elif isinstance(editor, QLineEdit):
            editor.setText(value)

    @override
    def setModelData(self, editor: QWidget, model: QAbstractItemModel, index: Index) -> None:
        if isinstance(editor, QComboBox):
            model.setData(index, TaskStatus(editor.currentData()))
        elif isinstance(editor, ProgressEdit):
            if editor.is_possible:
                model.setData(index, editor.value())
        elif isinstance(editor, QLineEdit):
            model.setData(index, editor.text())

    @override
    def updateEditorGeometry(self, editor: QWidget, option: QStyleOptionViewItem, index: Index) -> None:
        rect = fields_of(option).rect
        height = min(rect.height(), editor.sizeHint().height())
        editor.setGeometry(rect.x(), rect.y() + (rect.height() - height) // 2, rect.width(), height)

    def _chosen(self, _: int) -> None:
        combo = self.sender()
        if isinstance(combo, QComboBox):
            self.commitData.emit(combo)
            self.closeEditor.emit(combo)

    def _write(self, painter: QPainter, option: CellOption, text: str, colour: QColor, *, right: bool) -> None:
        rect = QRectF(option.rect).adjusted(6, style.SMALL, -6, -style.SMALL)
        lines = wrapped(text, option, rect.width())
        spacing = option.fontMetrics.lineSpacing()
        top = rect.top() + (rect.height() - spacing * len(lines)) / 2
        painter.save()
        painter.setPen(colour)
        painter.setFont(option.font)
        side = Qt.AlignmentFlag.AlignRight if right else Qt.AlignmentFlag.AlignLeft
        for number, line in enumerate(lines):
            box = QRectF(QPointF(rect.left(), top + number * spacing), rect.size())
            box.setHeight(spacing)
            painter.drawText(box, side | Qt.AlignmentFlag.AlignVCenter | Qt.TextFlag.TextSingleLine, line)
        painter.restore()


def wrapped(text: str, option: CellOption, width: float) -> list[str]:
    """At most two lines of `text`; the second ends in an ellipsis when there is more."""
    lines: list[str] = []
    metrics = option.fontMetrics
    for part in filter(None, map(str.strip, text.split("\n"))):
        layout = QTextLayout(part, option.font)
        wrapping = QTextOption()
        wrapping.setWrapMode(QTextOption.WrapMode.WordWrap)
        layout.setTextOption(wrapping)
        layout.beginLayout()
        while (line := layout.createLine()).isValid():
            line.setLineWidth(width)
            if len(lines) == LINES:
                lines[-1] = metrics.elidedText(lines[-1] + " …", Qt.TextElideMode.ElideRight, int(width))
                if not lines[-1].endswith("…"):
                    lines[-1] += "…"
                layout.endLayout()
                return lines
            lines.append(part[line.textStart() : line.textStart() + line.textLength()].strip())
        layout.endLayout()
    return lines or [""]


def _filled(editor: QWidget) -> QWidget:
    """Nothing of the cell shows through."""
    editor.setAutoFillBackground(True)
    return editor
