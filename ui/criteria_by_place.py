"""What every grid of criteria by places has in common: criteria down, villages (or the commune) across."""

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QObject, Qt

from ntm_desktop.domain.criteria import Criterion
from ntm_desktop.domain.places import Place, distinct_names
from ui.qt_override import override
from ui.table_model import LEFT, NOWHERE, Index

CRITERION = 0
"""The column that names the criteria; a place's own column comes after it."""
FIRST_PLACE = 1


class CriteriaByPlace(QAbstractTableModel):
    """A subclass fills it between beginResetModel and endResetModel and says in `cell` what a place shows."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.places: list[Place] = []
        self.criteria: list[Criterion] = []
        self._names: dict[str, str] = {}

    def cell(self, place: Place, criterion: Criterion, role: int) -> Any:
        """The value of that role, None where there is none."""
        raise NotImplementedError

    def heading(self, place: Place) -> str:
        """What stands over a place's column."""
        return self.name_of(place)

    def name_of(self, place: Place) -> str:
        """Its name, told apart from another of the same name."""
        return self._names[place.id]

    def about(self, place: Place, criterion: Criterion, said: str) -> str:
        """What is said of one cell, as a sentence that stands alone."""
        return f"{self.name_of(place)}, tiêu chí {criterion.number}: {said}"

    def partition_at(self, index: Index) -> tuple[Place, Criterion]:
        """The place and criterion of a place's cell."""
        return self.places[index.column() - FIRST_PLACE], self.criteria[index.row()]

    def take(self, places: list[Place], criteria: list[Criterion]) -> None:
        """Other rows and columns; called between beginResetModel and endResetModel."""
        self._names = distinct_names(places)
        self.places, self.criteria = places, criteria

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.criteria)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else FIRST_PLACE + len(self.places)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return LEFT
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        return "Tiêu chí" if section == CRITERION else self.heading(self.places[section - FIRST_PLACE])

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        if index.column() == CRITERION:
            criterion = self.criteria[index.row()]
            text = f"{criterion.number}. {criterion.name}"
            return text if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) else None
        return self.cell(*self.partition_at(index), role)
