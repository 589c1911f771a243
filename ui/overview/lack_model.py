"""What is missing most: one indicator a line, with how many villages lack it."""

from collections.abc import Callable
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ui import style
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
        if role == Qt.ItemDataRole.SizeHintRole:
            return style.HEADING_SIZE
        if role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal:
            return _HEADERS[section]
        return style.LEFT if role == Qt.ItemDataRole.TextAlignmentRole else None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        shown = _SHOWN.get(role)
        return shown(self.lacks[index.row()], index.column()) if shown and index.isValid() else None


def _text(lack: Lack, column: int) -> str:
    if column in (NOT_MET, NO_DATA):
        villages = lack.not_met if column == NOT_MET else lack.no_data
        return f"{len(villages)} thôn" if villages else ""
    return {CODE: lack.code, TEXT: lack.text, GAP: lack.gap}[column]


def _tooltip(lack: Lack, column: int) -> str:
    if column in (NOT_MET, NO_DATA):
        return ", ".join(village.name for village in (lack.not_met if column == NOT_MET else lack.no_data))
    return lack.gap if column == GAP else f"{lack.code} {lack.text}"


_SHOWN: dict[int, Callable[[Lack, int], str]] = {
    Qt.ItemDataRole.DisplayRole: _text,
    Qt.ItemDataRole.ToolTipRole: _tooltip,
}
