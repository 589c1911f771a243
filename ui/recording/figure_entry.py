"""What is typed into a cell is saved at once, or a sentence says why not."""

from PySide6.QtCore import QModelIndex

from ntm_desktop.domain.criteria import Indicator
from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.domain.places import Place
from ntm_desktop.sentences import sentence_for
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.record import record_entry
from ui.recording.figure_views import FigureViews
from ui.recording.model import FigureModel
from ui.recording.refusals import why_not, why_not_cleared
from ui.recording.taking import FigureTaking


class FigureEntry:
    """The cells of every view ask it before they open and when they are left."""

    def __init__(self, desk: OpenDesk, model: FigureModel, views: FigureViews, taking: FigureTaking) -> None:
        self._desk, self._model, self._views, self._taking = desk, model, views, taking
        for view in views.all_places():
            view.save = self._save
            view.why_not = self._why_not

    def why_not_at(self, place: Place, indicator: Indicator) -> str:
        """Why nothing can be typed there, empty where something can."""
        grid = self._model.grid
        return why_not(self._desk, grid, self._model.reviews, place, indicator) if grid is not None else ""

    def _why_not(self, index: QModelIndex) -> str:
        table = self._views.places.table
        place, indicator = table.place_at(index), table.indicator_at(index)
        return self.why_not_at(place, indicator) if place is not None and indicator is not None else ""

    def _save(self, index: QModelIndex, text: str) -> str:
        """Saves a cell; returns the sentence why it could not be saved."""
        table, grid = self._views.places.table, self._model.grid
        place, indicator = table.place_at(index), table.indicator_at(index)
        if place is None or indicator is None or grid is None:
            return ""
        if not text.strip() and (why := why_not_cleared(grid, place, indicator)):
            return why
        try:
            recorded = record_entry(self._desk, place, grid.criteria_set, indicator.code, grid.period, text)
        except ExpectedError as error:
            return sentence_for(error)
        self._taking.take(recorded)
        return ""
