"""What the register says of each indicator beside what was typed."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor

from ntm_desktop.domain.entries import figure_text
from ntm_desktop.services.count_households import RegisterFigure
from ui import style
from ui.qt_override import override
from ui.table_model import LEFT, RIGHT, TableModel

SIGN, CODE, TEXT, PLACE, REGISTER, TYPED, UNKNOWN = range(7)
COMPARE_WIDTHS = (30, 56, 380, 110, 130, 130, 110)
DIFFERENT, SAME, NEW = "≠", "=", "+"


class CompareModel(TableModel[RegisterFigure]):
    headers = ("", "Mã", "Chỉ tiêu", "Thôn", "Sổ hộ", "Đã nhập", "Chưa rõ")
    numbers = (REGISTER, TYPED)

    @override
    def cell(self, row: RegisterFigure, column: int, role: int) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return _texts(row)[column]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return RIGHT if column in self.numbers else LEFT
        if role == Qt.ItemDataRole.ForegroundRole and column == SIGN:
            return QColor(style.NOT_MET if row.differs else style.MET)
        return None


def sign_of(one: RegisterFigure) -> str:
    """≠ they differ, = they agree, + only the register says something."""
    if one.figure is None:
        return ""
    if one.typed is None:
        return NEW
    return DIFFERENT if one.differs else SAME


def _texts(one: RegisterFigure) -> tuple[str, ...]:
    return (
        sign_of(one),
        one.indicator.code,
        one.indicator.text,
        one.place.name,
        figure_text(one.figure) or "–",
        figure_text(one.typed) or "–",
        one.unknown_text.removeprefix("chưa rõ "),
    )
