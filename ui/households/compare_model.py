"""What the register says of each indicator beside what was typed."""

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QObject, Qt
from PySide6.QtGui import QColor

from ntm_desktop.domain.entries import entry_text
from ntm_desktop.services.count_households import RegisterFigure
from ui import style
from ui.qt_override import override
from ui.table_model import LEFT, NOWHERE, Index

HEADERS = ("", "Mã", "Chỉ tiêu", "Thôn", "Sổ hộ", "Đã nhập", "Chưa rõ")
SIGN, CODE, TEXT, PLACE, REGISTER, TYPED, UNKNOWN = range(len(HEADERS))
COMPARE_WIDTHS = (30, 56, 380, 110, 130, 130, 110)
DIFFERENT, SAME, NEW = "≠", "=", "+"


class CompareModel(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.figures: list[RegisterFigure] = []

    def show_figures(self, figures: Sequence[RegisterFigure]) -> None:
        self.beginResetModel()
        self.figures = list(figures)
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.figures)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(HEADERS)

    @override
    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return HEADERS[section]
        return LEFT if role == Qt.ItemDataRole.TextAlignmentRole else None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        one = self.figures[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return _texts(one)[index.column()]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            is_number = index.column() in (REGISTER, TYPED)
            return (Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft) | (
                Qt.AlignmentFlag.AlignVCenter
            )
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == SIGN:
            return QColor(style.NOT_MET if one.differs else style.MET)
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
        entry_text(one.figure) or "–",
        entry_text(one.typed) or "–",
        one.unknown_text.removeprefix("chưa rõ "),
    )
