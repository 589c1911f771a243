"""The villages of a commune, renamed and given other names in place."""

from typing import Any

from PySide6.QtCore import QObject, Qt, Signal

from ntm_desktop.domain.places import Place, distinct_names
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

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._names: dict[str, str] = {}

    def show_villages(self, villages: list[Place]) -> None:
        """Those that share a name are told apart where they are read, not where they are edited."""
        self._names = distinct_names(villages)
        self.show_rows(villages)

    def has_twins(self) -> bool:
        """Whether two of them can only be told apart by their order."""
        return any(self._names[one.id] != one.name and not one.aliases for one in self.rows)

    @override
    def cell(self, row: Place, column: int, role: int) -> Any:
        if column == NAME and role != Qt.ItemDataRole.EditRole:
            is_read = role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)
            return self._names.get(row.id, row.name) if is_read else None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.EditRole, Qt.ItemDataRole.ToolTipRole):
            return (str(self.rows.index(row) + 1), row.name, "; ".join(row.aliases))[column]
        return None

    @override
    def setData(self, index: Index, value: Any, role: int = Qt.ItemDataRole.EditRole) -> bool:
        if role != Qt.ItemDataRole.EditRole or str(value).strip() == self.data(index, role):
            return False
        self.edited.emit(self.rows[index.row()], index.column(), str(value))
        return True
