"""Criteria down, villages across: who writes what in the chosen year."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor

from ntm_desktop.domain.criteria import Criterion
from ntm_desktop.domain.places import Place, distinct_names
from ui import style
from ui.qt_override import override
from ui.table_model import NOWHERE

Index = QModelIndex | QPersistentModelIndex
Writers = dict[tuple[str, int], tuple[str, ...] | None]
CRITERION = 0
FIRST_PLACE = 1
EVERYONE = "mọi cán bộ"
NOBODY = "chưa giao ai"


class AssignmentModel(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.places: list[Place] = []
        self.criteria: list[Criterion] = []
        self._writers: Writers = {}
        self._names: dict[str, str] = {}

    def show(self, places: Sequence[Place], criteria: Sequence[Criterion], writers: Writers) -> None:
        """`writers` None where everyone of the commune may write."""
        self.beginResetModel()
        self._names = distinct_names(places)
        self.places, self.criteria, self._writers = list(places), list(criteria), writers
        self.endResetModel()

    def replace(self, writers: Writers) -> None:
        """The same grid with other names; what is selected stays selected."""
        self._writers = writers
        if self.criteria:
            last = self.index(len(self.criteria) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, FIRST_PLACE), last)

    def writers_at(self, index: Index) -> tuple[str, ...] | None:
        place, criterion = self.places[index.column() - FIRST_PLACE], self.criteria[index.row()]
        return self._writers.get((place.id, criterion.number))

    def chosen(self, indexes: Iterable[QModelIndex]) -> list[tuple[Place, int]]:
        """Places and criteria of the selected cells; the criterion's own cell means its whole row."""
        listed: dict[tuple[str, int], tuple[Place, int]] = {}
        for index in indexes:
            number = self.criteria[index.row()].number
            places = self.places if index.column() == CRITERION else [self.places[index.column() - FIRST_PLACE]]
            listed |= {(place.id, number): (place, number) for place in places}
        return list(listed.values())

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.criteria)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else FIRST_PLACE + len(self.places)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return "Tiêu chí" if section == CRITERION else self._names[self.places[section - FIRST_PLACE].id]
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        criterion = self.criteria[index.row()]
        if index.column() == CRITERION:
            text = f"{criterion.number}. {criterion.name}"
            return text if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) else None
        writers = self.writers_at(index)
        if role == Qt.ItemDataRole.DisplayRole:
            return names_text(writers)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            place = self.places[index.column() - FIRST_PLACE]
            return f"{self._names[place.id]}, tiêu chí {criterion.number}: {names_text(writers)}"
        if role == Qt.ItemDataRole.ForegroundRole and not writers:
            return QBrush(QColor(style.MUTED))
        return None


def names_text(writers: tuple[str, ...] | None) -> str:
    return EVERYONE if writers is None else ", ".join(writers) or NOBODY
