"""Criteria down, villages across: who writes what in the chosen year."""

from collections.abc import Iterable, Sequence
from typing import Any

from PySide6.QtCore import QModelIndex, QObject, Qt
from PySide6.QtGui import QBrush, QColor

from ntm_desktop.domain.criteria import Criterion
from ntm_desktop.domain.places import Place
from ui import style
from ui.criteria_by_place import CRITERION, FIRST_PLACE, CriteriaByPlace
from ui.qt_override import override
from ui.table_model import Index

Writers = dict[tuple[str, int], tuple[str, ...] | None]
EVERYONE = "mọi cán bộ"
NOBODY = "chưa giao ai"


class AssignmentModel(CriteriaByPlace):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._writers: Writers = {}

    def show(self, places: Sequence[Place], criteria: Sequence[Criterion], writers: Writers) -> None:
        """`writers` None where everyone of the commune may write."""
        self.beginResetModel()
        self.take(list(places), list(criteria))
        self._writers = writers
        self.endResetModel()

    def replace(self, writers: Writers) -> None:
        """The same grid with other names; what is selected stays selected."""
        self._writers = writers
        if self.criteria:
            last = self.index(len(self.criteria) - 1, self.columnCount() - 1)
            self.dataChanged.emit(self.index(0, FIRST_PLACE), last)

    def writers_at(self, index: Index) -> tuple[str, ...] | None:
        return self._writers_of(*self.partition_at(index))

    def chosen(self, indexes: Iterable[QModelIndex]) -> list[tuple[Place, int]]:
        """Places and criteria of the selected cells; the criterion's own cell means its whole row."""
        listed: dict[tuple[str, int], tuple[Place, int]] = {}
        for index in indexes:
            number = self.criteria[index.row()].number
            places = self.places if index.column() == CRITERION else [self.places[index.column() - FIRST_PLACE]]
            listed |= {(place.id, number): (place, number) for place in places}
        return list(listed.values())

    @override
    def cell(self, place: Place, criterion: Criterion, role: int) -> Any:
        writers = self._writers_of(place, criterion)
        if role == Qt.ItemDataRole.DisplayRole:
            return names_text(writers)
        if role in (Qt.ItemDataRole.ToolTipRole, Qt.ItemDataRole.AccessibleTextRole):
            return self.about(place, criterion, names_text(writers))
        if role == Qt.ItemDataRole.ForegroundRole and not writers:
            return QBrush(QColor(style.MUTED))
        return None

    def _writers_of(self, place: Place, criterion: Criterion) -> tuple[str, ...] | None:
        return self._writers.get((place.id, criterion.number))


def names_text(writers: tuple[str, ...] | None) -> str:
    return EVERYONE if writers is None else ", ".join(writers) or NOBODY
