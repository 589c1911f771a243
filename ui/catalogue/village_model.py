"""The villages of a commune, renamed and given other names in place."""

from typing import Any

from PySide6.QtCore import Qt, Signal

from ntm_desktop.domain.places import Place
from ui.qt_override import override
from ui.table_model import Index, TableModel

NUMBER, NAME, ALIASES = range(3)
HEADERS = ("STT", "Tên thôn", "Tên khác (cách nhau bằng dấu chấm phẩy)")


class VillageModel(TableModel[Place]):
    headers = HEADERS

    edited = Signal(object, int, str)
    """village, column, the new text."""

    @override
    def flags(self, index: Index) -> Qt.ItemFlag:
        flags = super().flags(index)
        return flags | Qt.ItemFlag.ItemIsEditable if index.column() in (NAME, ALIASES) else flags

    @override
    def cell(self, row: Place, column: int, role: int) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole):
            return (str(self.rows.index(row) + 1), row.name, "; ".join(row.aliases))[column]
        return None

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or str(value).strip() == self.data(index):
            return False
        self.edited.emit(self.rows[index.row()], index.column(), str(value))
        return True
