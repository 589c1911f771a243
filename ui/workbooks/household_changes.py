"""What a list of households would change in the register: household by household, searched as one types."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import Qt, Slot
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QVBoxLayout, QWidget

from ntm_desktop.domain.names import matches
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.services.take_in_households import HouseholdChange
from ui import style
from ui.naming import named
from ui.qt_override import override
from ui.table_model import TableModel
from ui.workbooks.problem_table import read_table

_BEFORE, _AFTER = 4, 5


class HouseholdChangeModel(TableModel[HouseholdChange]):
    headers = ("Thôn", "Số hộ", "Chủ hộ", "Nội dung", "Đang có", "Sẽ là")
    widths = (110, 60, 170, 190, 180)

    @override
    def cell(self, row: HouseholdChange, column: int, role: int) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row[column] or ("trống" if column in (_BEFORE, _AFTER) else "")
        if role == Qt.ItemDataRole.ForegroundRole and column in (_BEFORE, _AFTER) and not row[column]:
            return QColor(style.MUTED)
        return None


class HouseholdChanges(QWidget):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "list_changes_page", "Những chỗ sẽ thay đổi trong sổ hộ")
        self._changes: Sequence[HouseholdChange] = ()
        self._search = named(QLineEdit(self), "list_changes_search", "Tìm trong những chỗ thay đổi")
        self._search.setPlaceholderText("Tìm thôn, chủ hộ, nội dung")
        self._search.setClearButtonEnabled(True)
        self._search.setFixedWidth(260)
        self._count = named(QLabel(self), "list_changes_count", "Số chỗ đang hiện")
        style.make_quiet(self._count)
        self.model = HouseholdChangeModel(self)
        self._table = read_table("list_changes", "Những chỗ sẽ thay đổi", self.model, self.model.widths)
        row = QHBoxLayout()
        row.setSpacing(style.WIDE)
        row.addWidget(self._search)
        row.addWidget(self._count, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.GAP, 0, 0)
        column.setSpacing(style.GAP)
        column.addLayout(row)
        column.addWidget(self._table, 1)
        self._search.textChanged.connect(self._look)

    def show_changes(self, changes: Sequence[HouseholdChange]) -> None:
        """All of them, until something is looked for."""
        self._changes = changes
        self._search.clear()
        self._look()

    @Slot()
    def _look(self) -> None:
        words = self._search.text()
        found = [one for one in self._changes if matches(words, one)] if words.strip() else list(self._changes)
        self.model.show_rows(found)
        all_ = format_number(len(self._changes))
        shown = f"{format_number(len(found))}/{all_}" if len(found) < len(self._changes) else all_
        self._count.setText(f"{shown} chỗ thay đổi")
