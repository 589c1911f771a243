"""What a workbook's cells are wrong about, and what would change, as tables of a dialog."""

from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ntm_desktop.services.take_in_workbook import FigureChange, Problem
from ui import style
from ui.naming import named
from ui.qt_override import override
from ui.table_model import RIGHT, TableModel

_TWO_LINES = 44
_SHOWS = (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole)


class ProblemModel(TableModel[Problem]):
    """Those that stop first; told by a sign, a word and a colour."""

    headers = ("Mức", "Trang", "Ô", "Đang ghi", "Điều cần biết")
    widths = (104, 130, 84, 150)

    @override
    def cell(self, row: Problem, column: int, role: int) -> Any:
        if role in _SHOWS:
            word = "✗ Phải sửa" if row.stops else "! Cần biết"
            sentence = row.sentence[:1].upper() + row.sentence[1:]
            return (word, row.sheet, row.cell, row.text, sentence)[column]
        if role == Qt.ItemDataRole.ForegroundRole and column == 0:
            return QColor(style.NOT_MET if row.stops else style.NO_TARGET)
        return None


class ChangeModel(TableModel[FigureChange]):
    headers = ("Nơi", "Chỉ tiêu", "Nội dung", "Đang có", "Sẽ là", "Ô")
    widths = (100, 64, 260, 205, 205, 60)
    numbers = (3, 4)

    @override
    def cell(self, row: FigureChange, column: int, role: int) -> Any:
        if role in _SHOWS:
            before, after = row.before or "trống", row.after or "trống"
            return (row.place.name, row.code, row.text, before, after, row.cell)[column]
        if role == Qt.ItemDataRole.TextAlignmentRole and column in (3, 4):
            return RIGHT
        return None


class ConversionModel(TableModel[tuple[str, str, str]]):
    """Cell, text as it stands in the file, text as it is taken in."""

    headers = ("Ô", "Chữ trong tệp", "Chuyển sang Unicode")
    widths = (70, 360)

    @override
    def cell(self, row: tuple[str, str, str], column: int, role: int) -> Any:
        return row[column] if role in _SHOWS else None


class RawModel(TableModel[tuple[str, ...]]):
    """The first rows of a sheet as they stand; the heading is marked."""

    heading = (-1, -1)

    def show_sheet(self, rows: list[tuple[str, ...]], names: tuple[str, ...], heading: tuple[int, int]) -> None:
        self.headers, self.heading = ("Dòng", *names), heading
        self.show_rows(rows)

    @override
    def cell(self, row: tuple[str, ...], column: int, role: int) -> Any:
        if role in _SHOWS:
            return row[column] if column < len(row) else ""
        is_heading = row[0].isdigit() and self.heading[0] <= int(row[0]) - 1 < self.heading[1]
        if role == Qt.ItemDataRole.BackgroundRole:
            return QColor(style.ACCENT_TINT if is_heading else style.SHADE if column == 0 else style.PAPER)
        return None


def read_table(name: str, title: str, model: TableModel[Any], widths: tuple[int, ...] = ()) -> QTableView:
    """A table that is only read, its last column as wide as is left."""
    table = named(QTableView(), name, title)
    table.setModel(model)
    table.verticalHeader().hide()
    table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
    table.verticalHeader().setDefaultSectionSize(style.ROW_HEIGHT)
    table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    table.setTabKeyNavigation(False)
    table.setWordWrap(False)
    if isinstance(model, (ProblemModel, ChangeModel)):  # what to do, and a reason, need two lines
        table.setWordWrap(True)
        table.verticalHeader().setDefaultSectionSize(_TWO_LINES)
    header = table.horizontalHeader()
    header.setHighlightSections(False)
    header.setStretchLastSection(True)
    for column, width in enumerate(widths):
        header.resizeSection(column, width)
    return table
