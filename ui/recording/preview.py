"""What would be written, cell by cell, before anything is: old and new value, and why a cell stays out."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, Qt, Signal
from PySide6.QtGui import QColor
from PySide6.QtWidgets import (
    QAbstractItemView,
    QDialog,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QTableView,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.entries import figure_text
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.pasting import PastedCell
from ntm_desktop.sentences import sentence_for
from ui import style
from ui.qt_override import override
from ui.recording.delegates import TEXT_PADDING, wrapped
from ui.table_model import RIGHT, Index

_TITLES = ("Thôn", "Chỉ tiêu", "Đang có", "Sẽ là", "Ghi chú")
PLACE, INDICATOR, OLD, NEW, REMARK = range(5)
_WIDTHS = (130, 64, 130, 130)
_SIZE = (920, 540)
_LINES, _FITTED = 4, 200


class PreviewModel(QAbstractTableModel):
    """Faulty cells first, then what changes, then what stays as it is."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.cells: list[PastedCell] = []
        self.source = ""
        """How what was copied is called beside a changed cell: "số của" its text."""

    def show_cells(self, cells: Sequence[PastedCell]) -> None:
        """Faulty cells first, then those that change."""
        self.beginResetModel()
        self.cells = sorted(cells, key=lambda one: (not one.is_faulty, not one.is_change))
        self.endResetModel()

    @override
    def rowCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(self.cells)

    @override
    def columnCount(self, parent: Index | None = None) -> int:
        return 0 if parent is not None and parent.isValid() else len(_TITLES)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _TITLES[section]
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.TextAlignmentRole:
            side = Qt.AlignmentFlag.AlignRight if section in (OLD, NEW) else Qt.AlignmentFlag.AlignLeft
            return side | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        cell = self.cells[index.row()]
        if role == Qt.ItemDataRole.DisplayRole:
            return _texts(cell, self.source)[index.column()]
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == REMARK:
            return _texts(cell, self.source)[REMARK]
        if role == Qt.ItemDataRole.ToolTipRole and index.column() == INDICATOR and cell.indicator is not None:
            return cell.indicator.text
        if role == Qt.ItemDataRole.TextAlignmentRole and index.column() in (OLD, NEW):
            return RIGHT
        if role == Qt.ItemDataRole.ForegroundRole:
            return QColor(style.NOT_MET if cell.is_faulty else style.TEXT if cell.is_change else style.MUTED)
        return None


class PreviewDialog(QDialog):
    """Opened beside the grid; nothing is written before its one main button is pressed."""

    agreed = Signal(list)
    """The cells that are to be written."""

    def __init__(self, title: str, verb: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._verb = verb
        self.setObjectName("preview_dialog")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        self.model = PreviewModel(self)
        self._said = QLabel(self)
        self._said.setObjectName("preview_said")
        self._said.setAccessibleName("Tóm tắt")
        self._said.setWordWrap(True)
        self.choices = QVBoxLayout()
        self._table = QTableView(self)
        self._act = QPushButton(self)
        self._keep = QPushButton(f"Không {verb}", self)
        self._set_up()
        self._lay_out()

    def show_cells(self, cells: Sequence[PastedCell], nothing: str = "Không có ô nào để ghi.") -> None:
        self.model.show_cells(cells)
        changes = sum(one.is_change for one in cells)
        faults = sum(one.is_faulty for one in cells)
        same = len(cells) - changes - faults
        parts = [
            text
            for count, text in (
                (changes, f"{format_number(changes)} ô sẽ được ghi"),
                (same, f"{format_number(same)} ô đã đúng số đó"),
                (faults, f"{format_number(faults)} ô không {self._verb} được (chữ đỏ)"),
            )
            if count
        ]
        self._said.setText(f"{'; '.join(parts)}." if parts else nothing)
        self._act.setText(f"{self._verb.capitalize()} {format_number(changes)} ô")
        self._act.setAccessibleName(self._act.text())
        self._act.setEnabled(changes > 0)
        self._fit_rows()

    def focus_first(self) -> None:
        (self._act if self._act.isEnabled() else self._keep).setFocus()

    def _fit_rows(self) -> None:
        """Why a cell stays out is read in full."""
        width = self._table.columnWidth(REMARK) - TEXT_PADDING
        for row, cell in enumerate(self.model.cells[:_FITTED]):
            text = _texts(cell, "")[REMARK] if cell.is_faulty else ""
            lines = len(wrapped(text, self._table.font(), width, _LINES)) if text else 1
            self._table.setRowHeight(
                row, style.ROW_HEIGHT + (max(lines, 1) - 1) * self._table.fontMetrics().height()
            )

    def _set_up(self) -> None:
        self._table.setObjectName("preview_cells")
        self._table.setAccessibleName("Từng ô: số đang có và số sẽ ghi")
        self._table.setModel(self.model)
        self._table.verticalHeader().hide()
        self._table.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self._table.verticalHeader().setDefaultSectionSize(style.ROW_HEIGHT)
        self._table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self._table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self._table.setTabKeyNavigation(False)
        self._table.setShowGrid(False)
        self._table.setWordWrap(True)
        self._table.horizontalHeader().setStretchLastSection(True)
        self._table.horizontalHeader().setHighlightSections(False)
        self._table.horizontalHeader().sectionResized.connect(self._fit_rows)
        for column, width in enumerate(_WIDTHS):
            self._table.setColumnWidth(column, width)
        self._act.setObjectName("preview_act")
        style.make_main(self._act)
        self._act.setDefault(True)
        self._act.clicked.connect(self._agree)
        self._keep.setObjectName("preview_keep")
        self._keep.setAccessibleName(self._keep.text())
        self._keep.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        column = QVBoxLayout(self)
        column.setContentsMargins(style.WIDE, style.WIDE, style.WIDE, style.WIDE)
        column.setSpacing(style.GAP)
        column.addLayout(self.choices)
        column.addWidget(self._said)
        column.addWidget(self._table, 1)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._act)
        buttons.addWidget(self._keep)
        column.addLayout(buttons)

    def _agree(self) -> None:
        cells = [one for one in self.model.cells if one.is_change]
        self.accept()
        self.agreed.emit(cells)


def _texts(cell: PastedCell, source: str) -> tuple[str, ...]:
    place = cell.place.title if cell.place else "–"
    code = cell.indicator.code if cell.indicator else "–"
    if cell.is_faulty:
        why = cell.refusal or (sentence_for(cell.error) if cell.error else "")
        return place, code, figure_text(cell.old) or "trống", cell.text or "trống", why
    remark = (f"{source} {cell.text}" if source else "") if cell.is_change else "giữ nguyên"
    return place, code, figure_text(cell.old) or "trống", figure_text(cell.new) or "trống", remark
