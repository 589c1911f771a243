"""The least that could show the grid's texts: Qt's own table, its own delegate, one model of plain strings."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QTableView

from ui.recording.model import FigureModel

Index = QModelIndex | QPersistentModelIndex


class Texts(QAbstractTableModel):
    def __init__(self, texts: list[list[str]]) -> None:
        super().__init__()
        self._texts = texts

    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._texts)

    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self._texts[0])

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        return self._texts[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None


def bare_table(model: FigureModel, width: int, height: int) -> QTableView:
    """Shown, with the same texts, rows and columns as wide as the grid's."""
    rows, columns = range(model.rowCount()), range(model.columnCount())
    texts = [[str(model.data(model.index(row, column)) or "") for column in columns] for row in rows]
    table = QTableView()
    plain = Texts(texts)
    plain.setParent(table)
    table.setModel(plain)
    table.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
    table.verticalHeader().setDefaultSectionSize(36)
    for column in columns:
        table.setColumnWidth(column, (58, 224, 104)[column] if column < 3 else 104)
    table.resize(width, height)
    table.show()
    return table
