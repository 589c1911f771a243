"""The figures of one criterion of one village beside those of last time."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QFont

from ntm_desktop.domain.recording import entry_text
from ntm_desktop.domain.review import Remark
from ntm_desktop.services.compare_figures import ComparedFigure
from ui import style
from ui.qt_override import override
from ui.review_words import remark_mark

Index = QModelIndex | QPersistentModelIndex
CODE, TEXT, NOW, BEFORE, MARK = range(5)
_HEADERS = ("Mã", "Chỉ tiêu", "Hiện nay", "Lần trước", "Ý kiến")
_CHANGED = "≠ "


class FiguresModel(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.figures: tuple[ComparedFigure, ...] = ()
        self.remarks: dict[str, Remark] = {}

    def show(self, figures: tuple[ComparedFigure, ...], remarks: dict[str, Remark]) -> None:
        """`remarks` by the indicator's code."""
        self.beginResetModel()
        self.figures, self.remarks = figures, remarks
        self.endResetModel()

    def note_remark(self, code: str, remark: Remark) -> None:
        self.remarks[code] = remark
        self.dataChanged.emit(self.index(0, MARK), self.index(self.rowCount() - 1, MARK))

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.figures)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_HEADERS)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADERS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(section)
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one = self.figures[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(one, index.column())
        if role == Qt.ItemDataRole.ToolTipRole:
            note = f"\nGhi chú: {one.note}" if one.note else ""
            return f"{one.indicator.code} {one.indicator.text}{note}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(index.column())
        if role == Qt.ItemDataRole.FontRole and index.column() == NOW and one.is_changed:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(one, index.column())
        return None

    def _text(self, one: ComparedFigure, column: int) -> str:
        if column == NOW:
            return (_CHANGED if one.is_changed else "") + (entry_text(one.now) or "–")
        if column == MARK:
            return remark_mark(self.remarks.get(one.indicator.code))
        return (one.indicator.code, one.indicator.text, "", entry_text(one.before) or "–")[column]

    def _colour(self, one: ComparedFigure, column: int) -> QBrush | None:
        if column == BEFORE:
            return QBrush(QColor(style.MUTED))
        if column == NOW and one.is_changed:
            return QBrush(QColor(style.NO_TARGET))
        if column == MARK:
            return QBrush(QColor(style.NOT_MET))
        return None


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in (NOW, BEFORE) else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
