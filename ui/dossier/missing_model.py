"""What the dossier still lacks: a sign and code, the indicator, and what would mend it below it."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor

from ntm_desktop.domain.dossier import Missing
from ui import style
from ui.qt_override import override

Index = QModelIndex | QPersistentModelIndex
_HEADERS = ("Mã", "Chỉ tiêu và chỗ còn thiếu")


class MissingModel(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.missing: tuple[Missing, ...] = ()

    def show(self, missing: tuple[Missing, ...]) -> None:
        self.beginResetModel()
        self.missing = missing
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.missing)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_HEADERS)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADERS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        one = self.missing[index.row()]
        look = style.VERDICT_LOOK[one.verdict]
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{look.sign} {one.code}" if index.column() == 0 else f"{one.text}\n{one.what}"
        if role == Qt.ItemDataRole.ToolTipRole:
            return f"{one.code} {one.text}\n{look.word}: {one.what}"
        if role == Qt.ItemDataRole.ForegroundRole and index.column() == 0:
            return QBrush(QColor(look.colour))
        return None
