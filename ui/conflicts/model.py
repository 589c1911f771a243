"""The list of everything that has to be decided."""

from typing import Any, NamedTuple

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from ntm_desktop.services.decide_conflicts import Conflict
from ntm_desktop.services.open_desk import OpenDesk
from ui.conflicts import words
from ui.qt_override import override

Index = QModelIndex | QPersistentModelIndex
PLACE, WHAT, PERIOD, VALUES, WHO = range(5)
_HEADERS = ("Nơi", "Chỉ tiêu hoặc nội dung", "Kỳ", "Các giá trị", "Ai ghi, lúc nào")


class Line(NamedTuple):
    conflict: Conflict
    texts: tuple[str, ...]


class ConflictModel(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []

    def show(self, desk: OpenDesk, conflicts: list[Conflict]) -> None:
        self.beginResetModel()
        self.lines = [Line(one, _texts(desk, one)) for one in conflicts]
        self.endResetModel()

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(_HEADERS)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return _HEADERS[section]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return self.lines[index.row()].texts[index.column()]
        return None


def headers() -> tuple[str, ...]:
    return _HEADERS


def _texts(desk: OpenDesk, conflict: Conflict) -> tuple[str, ...]:
    shown = words.sides(conflict)
    values = "  ≠  ".join(words.value_text(conflict, side.value) for side, _, _ in shown)
    who = "; ".join(f"{side.person} {words.moment(side.at)}" for side, _, _ in shown)
    return words.where(conflict), words.what(desk, conflict), words.when(conflict), values, who
