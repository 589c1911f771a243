"""What was saved, taken into what is shown: read again, assessed again and drawn anew."""

from collections.abc import Collection, Iterable, Sequence
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from ntm_desktop.services.assess import reassess_indicator
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.record import Recorded, Written
from ui.recording.marks import FigureMarks
from ui.recording.model import FigureModel
from ui.recording.reviews import reread_one

_FEW = 4
"""Indicators that are assessed and drawn one by one; more are as quick all together."""


class FigureTaking(QObject):
    saved = Signal(str)
    """A sentence for the status line."""
    redrawn = Signal()
    """The details of the current cell may be others now."""

    def __init__(self, desk: OpenDesk, model: FigureModel, marks: FigureMarks, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._model, self._marks = desk, model, marks

    def take(self, recorded: Recorded) -> None:
        """One figure was saved, or was as it stands already."""
        if recorded.has_changed:
            key, grid = recorded.reading.key, self._model.grid
            if grid is not None and key.criteria_set == grid.criteria_set.id:
                self._redraw(key.code, (key.place_id,))
            self._tell_saved()

    def take_written(self, written: list[Written]) -> None:
        """One act may have touched many cells: each indicator is assessed once."""
        for code, place_ids in self._touched(written).items():
            self._redraw(code, place_ids)
        self._tell_saved()

    def take_back(self, written: Sequence[Written]) -> bool:
        """What was undone, where that is figures of few indicators; False where reading all anew is quicker."""
        touched = self._touched(one for one in written if one.change.kind == "reading")
        is_all = all(one.change.kind == "reading" for one in written)
        if not is_all or not 0 < len(touched) <= _FEW:
            return False
        for code, place_ids in touched.items():
            self._redraw(code, place_ids)
        return True

    def redraw_cell(self, code: str, place_id: str, sentence: str) -> None:
        """Something beside the figure was stored: an answer, evidence, the register's figure."""
        self._redraw(code, (place_id,))
        self.saved.emit(sentence)

    def _touched(self, written: Iterable[Written]) -> dict[str, set[str]]:
        """By indicator of the set that is shown the places whose figures were written."""
        places: dict[str, set[str]] = {}
        grid = self._model.grid
        for one in written:
            place_id, set_id, code, _ = one.change.entity.split("|", 3)
            if grid is not None and set_id == grid.criteria_set.id:
                places.setdefault(code, set()).add(place_id)
        return places

    def _redraw(self, code: str, place_ids: Collection[str]) -> None:
        grid = self._model.grid
        if grid is not None:
            number = grid.criteria_set.criterion_of(code).number
            for place in self._model.places:
                if place.id in place_ids:
                    reread_one(self._desk, self._model.reviews, grid, place, number)
            self._model.replace_indicator(reassess_indicator(self._desk, grid, code), code)
            self._marks.again(place_ids)
        self.redrawn.emit()

    def _tell_saved(self) -> None:
        self.saved.emit(f"Đã lưu {datetime.now():%H:%M}")
