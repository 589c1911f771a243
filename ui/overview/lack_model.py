"""What is missing most: one indicator a line, with how many villages lack it."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui.overview.lines import Lack
from ui.qt_override import override

Index = QModelIndex | QPersistentModelIndex
CODE, TEXT, NOT_MET, NO_DATA, GAP = range(5)
_HEADERS = ("Mã", "Chỉ tiêu", "✗ Chưa đạt", "– Thiếu số liệu", "Toàn xã")


class LackModel(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lacks: list[Lack] = []

    def show(self, lacks: list[Lack]) -> None:
        self.beginResetModel()
        self.lacks = lacks
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lacks)

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
        lack, column = self.lacks[index.row()], index.column()
        if role == Qt.ItemDataRole.DisplayRole:
            counts = {NOT_MET: lack.not_met, NO_DATA: lack.no_data}
            if column in counts:
                return f"{len(counts[column])} thôn" if counts[column] else ""
            return {CODE: lack.code, TEXT: lack.text, GAP: lack.gap}[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            named = {NOT_MET: lack.not_met, NO_DATA: lack.no_data}
            if column in named:
                return ", ".join(village.name for village in named[column])
            return lack.gap if column == GAP else f"{lack.code} {lack.text}"
        return None
