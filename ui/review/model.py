"""Criteria down, places across: how far the upper level's review has come."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor

from ntm_desktop.domain.criteria import CriteriaSet, Criterion
from ntm_desktop.domain.places import Place, distinct_names
from ntm_desktop.domain.review import ReviewState
from ntm_desktop.services.review import Reviewed
from ui import style
from ui.qt_override import override
from ui.review_words import look_of, review_sentence
from ui.table_model import NOWHERE

Index = QModelIndex | QPersistentModelIndex
CRITERION = 0
FIRST_PLACE = 1
_NEW = style.Look("▽", "Chờ thẩm tra", style.TEXT, style.PAPER)
_NOTHING = style.Look("–", "", style.NO_DATA, "#FAFAFA")


def shown_look(reviewed: Reviewed | None) -> style.Look:
    """The review, or that figures are waiting for one, or that there is nothing yet."""
    look = look_of(reviewed)
    if look is not None:
        return look
    return _NEW if reviewed is not None and reviewed.has_figures else _NOTHING


class ReviewModel(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.places: list[Place] = []
        self.criteria: list[Criterion] = []
        self.reviewed: dict[tuple[str, int], Reviewed] = {}
        self._names: dict[str, str] = {}

    def show(
        self, criteria_set: CriteriaSet, places: Sequence[Place], reviewed: dict[tuple[str, int], Reviewed]
    ) -> None:
        self.beginResetModel()
        self._names = distinct_names(places)
        self.places, self.criteria, self.reviewed = list(places), list(criteria_set.criteria), reviewed
        self.endResetModel()

    def replace(self, index: Index, reviewed: Reviewed) -> None:
        """One partition was reviewed."""
        self.reviewed[(self.places[index.column() - FIRST_PLACE].id, self.criteria[index.row()].number)] = reviewed
        self.dataChanged.emit(index, index)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, index.column(), index.column())

    def at(self, index: Index) -> tuple[Place, Criterion] | None:
        """The place and criterion of a cell; of the criterion's own column the first place."""
        if not index.isValid() or not self.places:
            return None
        return self.places[max(0, index.column() - FIRST_PLACE)], self.criteria[index.row()]

    def reviewed_at(self, place: Place, criterion: Criterion) -> Reviewed | None:
        return self.reviewed.get((place.id, criterion.number))

    @override
    def rowCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else len(self.criteria)

    @override
    def columnCount(self, parent: Index = NOWHERE) -> int:
        return 0 if parent.isValid() else FIRST_PLACE + len(self.places)

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if orientation is not Qt.Orientation.Horizontal or role != Qt.ItemDataRole.DisplayRole:
            return None
        if section == CRITERION:
            return "Tiêu chí"
        place = self.places[section - FIRST_PLACE]
        return f"{self._names[place.id]}\nchấp nhận {self._accepted(place)}/{len(self.criteria)}"

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        criterion = self.criteria[index.row()]
        if index.column() == CRITERION:
            text = f"{criterion.number}. {criterion.name}"
            return text if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole) else None
        place = self.places[index.column() - FIRST_PLACE]
        reviewed = self.reviewed_at(place, criterion)
        look = shown_look(reviewed)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{look.sign} {look.word}".strip()
        if role == Qt.ItemDataRole.ToolTipRole:
            said = review_sentence(reviewed) or look.word or "Chưa có số liệu"
            return f"{self._names[place.id]}, tiêu chí {criterion.number}: {said}"
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return f"{self._names[place.id]}, tiêu chí {criterion.number}: {look.word or 'chưa có số liệu'}"
        if role == Qt.ItemDataRole.ForegroundRole:
            return QBrush(QColor(look.colour))
        if role == Qt.ItemDataRole.BackgroundRole:
            return QBrush(QColor(look.tint))
        return None

    def _accepted(self, place: Place) -> int:
        ones = (self.reviewed_at(place, criterion) for criterion in self.criteria)
        return sum(
            one is not None and one.review.state is ReviewState.ACCEPTED and not one.is_reopened for one in ones
        )
