"""What was saved, taken into what is shown: read again, assessed again and drawn anew."""

from collections.abc import Collection
from datetime import datetime

from PySide6.QtCore import QObject, Signal

from ntm_desktop.services.assess import reassess_indicator
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.record import Recorded, Written
from ui.recording.marks import FigureMarks
from ui.recording.model import FigureModel
from ui.recording.reviews import reread_one


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
        places: dict[str, set[str]] = {}
        grid = self._model.grid
        for one in written:
            place_id, set_id, code, _ = one.change.entity.split("|", 3)
            if grid is not None and set_id == grid.criteria_set.id:
                places.setdefault(code, set()).add(place_id)
        for code, ids in places.items():
            self._redraw(code, ids)
        self._tell_saved()

    def redraw_cell(self, code: str, place_id: str, sentence: str) -> None:
        """Something beside the figure was stored: an answer, evidence, the register's figure."""
        self._redraw(code, (place_id,))
        self.saved.emit(sentence)

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
