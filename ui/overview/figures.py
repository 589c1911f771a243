"""What the plans state, exactly as printed, with their own doubts beside it."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt, Slot
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QListWidget,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.plan import PlanFigure
from ui import style
from ui.lists import fill
from ui.naming import named
from ui.overview.figure_tables import StatedTable
from ui.qt_override import override
from ui.table_model import LEFT, NOWHERE, RIGHT, Index

_LONG = 16


class StatedModel(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._table = StatedTable("", (), ())

    def show(self, table: StatedTable) -> None:
        self.beginResetModel()
        self._table = table
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._table.rows)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self._table.columns) + 2

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(section)
        unit = f" ({self._table.unit})" if self._table.unit else ""
        title = ("Nơi", f"Nội dung{unit}", *self._table.columns)[section]
        if role == Qt.ItemDataRole.ToolTipRole:
            return title
        return _in_two_lines(title) if role == Qt.ItemDataRole.DisplayRole else None

    @property
    def has_long_titles(self) -> bool:
        return any("\n" in _in_two_lines(title) for title in self._table.columns)

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        place, item, unit, cells = self._table.rows[index.row()]
        if index.column() < 2:
            shown = f"{item} ({unit})" if unit and not self._table.unit else item
            text = place if index.column() == 0 else shown
            return text if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) else None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return self._side(index.column())
        return _cell(cells.get(self._table.columns[index.column() - 2]), role)

    def _side(self, section: int) -> Qt.AlignmentFlag:
        """Numbers right below a title at the right; a column that holds words is read from the left."""
        return RIGHT if section >= 2 and self._table.is_of_numbers(self._table.columns[section - 2]) else LEFT


def _cell(figure: PlanFigure | None, role: int) -> Any:
    if figure is None:
        return None
    if role == Qt.ItemDataRole.DisplayRole:
        return f"⚠ {figure.value}" if figure.doubt else figure.value
    if role == Qt.ItemDataRole.ToolTipRole:
        doubt = f"\nKhông khớp: {figure.doubt}" if figure.doubt else ""
        return f"{figure.value}{doubt}\nNguồn: {figure.source}"
    if role == Qt.ItemDataRole.ForegroundRole and figure.doubt:
        return QBrush(QColor(style.NO_TARGET))
    return None


def _in_two_lines(title: str) -> str:
    """Broken at the space nearest to its middle where it is long."""
    spaces = [at for at, letter in enumerate(title) if letter == " "]
    if len(title) <= _LONG or not spaces:
        return title
    middle = min(spaces, key=lambda at: abs(at - len(title) / 2))
    return f"{title[:middle]}\n{title[middle + 1 :]}"


class FiguresView(QWidget):
    """Topics at the left, the printed table at the right, and under it what does not add up."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tables: list[StatedTable] = []
        self._topics = named(QListWidget(), "figure_topics", "Mục của kế hoạch")
        self._topics.setFixedWidth(200)
        self._model = StatedModel(self)
        self._view = named(QTableView(), "figure_table", "Số liệu theo kế hoạch đã nhập")
        self._view.setModel(self._model)
        self._view.verticalHeader().hide()
        self._view.verticalHeader().setDefaultSectionSize(style.ROW_HEIGHT + 10)
        self._view.horizontalHeader().setDefaultAlignment(LEFT)
        self._view.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self._view.setTabKeyNavigation(False)
        self._doubts = named(QLabel(), "figure_doubts", "Những chỗ không khớp")
        self._doubts.setWordWrap(True)
        self._source = named(QLabel(), "figure_source", "Nguồn của số liệu")
        self._source.setWordWrap(True)
        style.make_quiet(self._source)
        right = QVBoxLayout()
        right.setSpacing(style.GAP)
        right.addWidget(self._view, 1)
        right.addWidget(self._doubts)
        right.addWidget(self._source)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, style.GAP, 0, 0)
        row.setSpacing(style.GAP)
        row.addWidget(self._topics)
        row.addLayout(right, 1)
        self.setFocusProxy(self._topics)
        self._topics.currentRowChanged.connect(self._show_topic)

    def show_tables(self, tables: list[StatedTable]) -> None:
        chosen = max(0, self._topics.currentRow())
        self._tables = tables
        fill(
            self._topics,
            [f"{table.title}  ⚠ {len(table.doubts)}" if table.doubts else table.title for table in tables],
        )
        self._topics.setCurrentRow(min(chosen, len(tables) - 1))

    def show_doubts(self) -> None:
        """Goes to the first topic that does not add up."""
        for row, table in enumerate(self._tables):
            if table.doubts:
                self._topics.setCurrentRow(row)
                return

    @Slot(int)
    def _show_topic(self, row: int) -> None:
        if not 0 <= row < len(self._tables):
            return
        table = self._tables[row]
        self._model.show(table)
        header = self._view.horizontalHeader()
        header.setFixedHeight(
            style.ROW_HEIGHT + (header.fontMetrics().lineSpacing() if self._model.has_long_titles else 0)
        )
        for column in range(self._model.columnCount()):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        for column, width in ((0, 120), (1, 250)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            self._view.setColumnWidth(column, width)
        lines = list(dict.fromkeys(f"⚠ Không khớp: {one.doubt}" for one in table.doubts))  # of two cells, told once
        self._doubts.setText("\n".join(lines))
        self._doubts.setVisible(bool(lines))
        sources = dict.fromkeys(one.source for row_ in table.rows for one in row_[3].values() if one.source)
        self._source.setText("Nguồn: " + "; ".join(sources) if sources else "")
