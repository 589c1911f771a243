"""The villages of a commune, renamed and given other names in place."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt, Signal

from ntm_desktop.domain.places import Place
from ui.qt_override import override

Index = QModelIndex | QPersistentModelIndex
NUMBER, NAME, ALIASES = range(3)
_HEADERS = ("STT", "Tên thôn", "Tên khác (cách nhau bằng dấu chấm phẩy)")


class VillageModel(QAbstractTableModel):
    edited = Signal(object, int, str)
    """village, column, the new text."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.villages: list[Place] = []

    def show(self, villages: list[Place]) -> None:
        self.beginResetModel()
        self.villages = villages
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.villages)

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
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() in (NAME, ALIASES) else flags

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        village = self.villages[index.row()]
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole):
            return (str(index.row() + 1), village.name, "; ".join(village.aliases))[index.column()]
        return None

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or str(value).strip() == self.data(index):
            return False
        self.edited.emit(self.villages[index.row()], index.column(), str(value))
        return True
