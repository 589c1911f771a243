"""Short lists of finished texts: what waits, what was put aside, what lies on a stick."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt
from PySide6.QtWidgets import QHeaderView

from ui.opening_table import OpeningTable
from ui.qt_override import override
from ui.table_model import TableModel


class LinesModel(TableModel[tuple[str, ...]]):
    def __init__(self, headers: Sequence[str], parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.headers = tuple(headers)

    @override
    def cell(self, row: tuple[str, ...], column: int, role: int) -> Any:
        return row[column] if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) else None


def lined_table(name: str, title: str, model: QAbstractTableModel, widths: Sequence[int]) -> OpeningTable:
    """A table of whole rows; the columns of width 0 share what is left."""
    table = OpeningTable(name, title)
    table.setModel(model)
    table.setShowGrid(False)
    table.setStyleSheet("QTableView::item { padding-right: 8px; }")
    table.setSelectionBehavior(OpeningTable.SelectionBehavior.SelectRows)
    header = table.horizontalHeader()
    for column, width in enumerate(widths):
        if width:
            header.resizeSection(column, width)
        else:
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
    return table
