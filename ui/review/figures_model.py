"""The figures of one criterion of one village beside those of last time."""

from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QBrush, QColor, QFont

from ntm_desktop.domain.entries import figure_text
from ntm_desktop.domain.review import Remark
from ntm_desktop.services.compare_figures import ComparedFigure
from ui import style
from ui.qt_override import override
from ui.review_words import remark_mark
from ui.table_model import TableModel

CODE, TEXT, NOW, BEFORE, MARK = range(5)
HEADERS = ("Mã", "Chỉ tiêu", "Hiện nay", "Lần trước", "Ý kiến")
_CHANGED, _NEW = "≠ ", "+ "


class FiguresModel(TableModel[ComparedFigure]):
    headers = HEADERS

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.remarks: dict[str, Remark] = {}

    def show(self, figures: tuple[ComparedFigure, ...], remarks: dict[str, Remark]) -> None:
        """`remarks` by the indicator's code."""
        self.remarks = remarks
        self.show_rows(figures)

    def note_remark(self, code: str, remark: Remark) -> None:
        self.remarks[code] = remark
        self.dataChanged.emit(self.index(0, MARK), self.index(self.rowCount() - 1, MARK))

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(section)
        return super().headerData(section, orientation, role)

    @override
    def cell(self, one: ComparedFigure, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(one, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            note = f"\nGhi chú: {one.note}" if one.note else ""
            return f"{one.indicator.code} {one.indicator.text}\nHiện nay: {figure_text(one.now) or '–'}{note}"
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _side(column)
        if role == Qt.ItemDataRole.FontRole and column == NOW and one.is_changed:
            font = QFont()
            font.setBold(True)
            return font
        if role == Qt.ItemDataRole.ForegroundRole:
            return self._colour(one, column)
        return None

    def _text(self, one: ComparedFigure, column: int) -> str:
        if column == NOW:
            return _sign(one) + (figure_text(one.now) or "–")
        if column == MARK:
            return remark_mark(self.remarks.get(one.indicator.code))
        return (one.indicator.code, one.indicator.text, "", figure_text(one.before) or "–")[column]

    def _colour(self, one: ComparedFigure, column: int) -> QBrush | None:
        if column == BEFORE:
            return QBrush(QColor(style.MUTED))
        if column == NOW and one.is_changed:
            return QBrush(QColor(style.NO_TARGET))
        if column == MARK:
            return QBrush(QColor(style.NOT_MET))
        return None


def _sign(one: ComparedFigure) -> str:
    """Another value than last time, or the first there is."""
    if not one.is_changed:
        return ""
    return _CHANGED if figure_text(one.before) else _NEW


def _side(column: int) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in (NOW, BEFORE) else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
