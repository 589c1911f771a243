"""What the upper level has said to the commune: reviews of criteria and remarks on figures, to be answered."""

from typing import Any, NamedTuple

from PySide6.QtCore import QModelIndex, Qt, Signal, Slot
from PySide6.QtGui import QBrush, QColor
from PySide6.QtWidgets import QHeaderView, QLabel, QVBoxLayout, QWidget

from ntm_desktop.domain.names import matches
from ntm_desktop.domain.numbers import format_number
from ui import style
from ui.naming import named
from ui.opening_table import OpeningTable
from ui.qt_override import override
from ui.table_model import TableModel

PLACE, WHAT, SAID, ANSWER = range(4)
HEADERS = ("Nơi", "Tiêu chí, chỉ tiêu", "Cấp trên", "Xã trả lời")


_WHY = (
    f"Enter: mở ô trong Số liệu để sửa hoặc trả lời. {style.REMARK_SIGN}! là ý kiến chưa trả lời; "
    "mã bên “Đã chấp nhận” để so với mã trên máy cấp trên: cùng mã là cùng số liệu."
)


class Said(NamedTuple):
    """One line; `place_id` and `code` are the cell it is about."""

    place_id: str
    code: str
    texts: tuple[str, ...]
    colour: str


class RemarksModel(TableModel[Said]):
    headers = HEADERS

    @override
    def cell(self, row: Said, column: int, role: int) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.texts[column]
        if role == Qt.ItemDataRole.ForegroundRole and column == SAID:
            return QBrush(QColor(row.colour))
        return None


class RemarksPage(QWidget):
    opened = Signal(str, str)
    """Place id and indicator code of the cell to go to."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.model = RemarksModel(self)
        self._title = named(QLabel(self), "remarks_title", "Ý kiến của cấp trên")
        style.make_title(self._title)
        self._why = named(QLabel(_WHY, self), "remarks_why", "Cách trả lời")
        self._why.setWordWrap(True)
        style.make_quiet(self._why)
        self.table = OpeningTable("remarks", "Ý kiến của cấp trên; Enter để mở ô", self)
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(OpeningTable.SelectionBehavior.SelectRows)
        self.table.setWordWrap(True)
        self.table.verticalHeader().setDefaultSectionSize(44)
        header = self.table.horizontalHeader()
        for column, width in ((PLACE, 120), (WHAT, 300)):
            header.resizeSection(column, width)
        for column in (SAID, ANSWER):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(style.GAP)
        for widget in (self._title, self._why, self.table):
            column_.addWidget(widget)
        self.table.opened.connect(self._open)

    def show_lines(self, lines: list[Said], waiting: int) -> None:
        self.model.show_rows(lines)
        count = f"{format_number(waiting)} ý kiến chưa trả lời" if waiting else "đã trả lời hết"
        self._title.setText(f"Ý kiến của cấp trên: {count}")
        if lines:
            self.table.selectRow(0)

    def look_for(self, words: str) -> None:
        """Goes to the first remark that has these words."""
        for row, line in enumerate(self.model.rows):
            if words.strip() and matches(words, line.texts):
                self.table.selectRow(row)
                return

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        line = self.model.rows[index.row()]
        self.opened.emit(line.place_id, line.code)
