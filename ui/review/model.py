"""Criteria down, places across: how far the upper level's review has come."""

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QBrush, QColor

from ntm_desktop.domain.criteria import CriteriaSet, Criterion
from ntm_desktop.domain.places import Place
from ntm_desktop.domain.review import ReviewState
from ntm_desktop.services.review import Reviewed
from ui import style
from ui.criteria_by_place import FIRST_PLACE, CriteriaByPlace
from ui.qt_override import override
from ui.review_words import look_of, review_sentence
from ui.table_model import Index

_NEW = style.Look("▽", "Chờ thẩm tra", style.TEXT, style.PAPER)
_NOTHING = style.Look("–", "", style.NO_DATA, "#FAFAFA")


def shown_look(reviewed: Reviewed | None) -> style.Look:
    """The review, or that figures are waiting for one, or that there is nothing yet."""
    look = look_of(reviewed)
    if look is not None:
        return look
    return _NEW if reviewed is not None and reviewed.has_figures else _NOTHING


class ReviewModel(CriteriaByPlace):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.reviewed: dict[tuple[str, int], Reviewed] = {}

    def show(
        self, criteria_set: CriteriaSet, places: Sequence[Place], reviewed: dict[tuple[str, int], Reviewed]
    ) -> None:
        self.beginResetModel()
        self.take(list(places), list(criteria_set.criteria))
        self.reviewed = reviewed
        self.endResetModel()

    def replace(self, index: Index, reviewed: Reviewed) -> None:
        """One partition was reviewed."""
        place, criterion = self.partition_at(index)
        self.reviewed[(place.id, criterion.number)] = reviewed
        self.dataChanged.emit(index, index)
        self.headerDataChanged.emit(Qt.Orientation.Horizontal, index.column(), index.column())

    def come_back(self) -> list[tuple[int, int]]:
        """Row and column of what was returned and has come back changed or answered, along the rows."""
        return [
            (row, FIRST_PLACE + column)
            for row, criterion in enumerate(self.criteria)
            for column, place in enumerate(self.places)
            if (one := self.reviewed_at(place, criterion)) is not None and one.has_come_back
        ]

    def at(self, index: Index) -> tuple[Place, Criterion] | None:
        """The place and criterion of a cell; of the criterion's own column the first place."""
        if not index.isValid() or not self.places:
            return None
        return self.places[max(0, index.column() - FIRST_PLACE)], self.criteria[index.row()]

    def reviewed_at(self, place: Place, criterion: Criterion) -> Reviewed | None:
        return self.reviewed.get((place.id, criterion.number))

    @override
    def heading(self, place: Place) -> str:
        return f"{self.name_of(place)}\nchấp nhận {self._accepted(place)}/{len(self.criteria)}"

    @override
    def cell(self, place: Place, criterion: Criterion, role: int) -> Any:
        reviewed = self.reviewed_at(place, criterion)
        look = shown_look(reviewed)
        if role == Qt.ItemDataRole.DisplayRole:
            return f"{look.sign} {look.word}".strip()
        if role == Qt.ItemDataRole.ToolTipRole:
            return self.about(place, criterion, review_sentence(reviewed) or look.word or "Chưa có số liệu")
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.about(place, criterion, look.word or "chưa có số liệu")
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
