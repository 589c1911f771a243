"""The three ways of looking at the figures, one at a time: the grid, one village's form, one indicator's form."""

from enum import StrEnum

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from ntm_desktop.domain.criteria import Indicator
from ntm_desktop.domain.places import Place
from ui.recording import cells
from ui.recording.bulk_act import BulkAct
from ui.recording.form_model import IndicatorForm, VillageForm
from ui.recording.form_pane import FormPane
from ui.recording.grid import FigureGrid
from ui.recording.model import FIXED, FigureModel
from ui.recording.place_view import PlaceView


class View(StrEnum):
    GRID = "grid"
    VILLAGE = "village"
    INDICATOR = "indicator"


VIEW_TITLES = {View.GRID: "Bảng", View.VILLAGE: "Một thôn", View.INDICATOR: "Một chỉ tiêu"}
_ORDER = tuple(View)


class FigureViews(QStackedWidget):
    current_changed = Signal()
    fold_asked = Signal(int)
    bulk_asked = Signal(BulkAct)
    pasted = Signal(str)
    switched = Signal(View)

    def __init__(self, model: FigureModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("figure_views")
        self.setAccessibleName("Số liệu")
        self._model = model
        self.grid = FigureGrid(model, self)
        self._village_model = VillageForm(model, self)
        self._indicator_model = IndicatorForm(model, self)
        title = "Biểu của một thôn: mọi chỉ tiêu"
        self.village = FormPane(self._village_model, "Thôn", "village_form", title, self)
        title = "Một chỉ tiêu của mọi thôn"
        self.indicator = FormPane(self._indicator_model, "Chỉ tiêu", "indicator_form", title, self)
        for pane in (self.grid, self.village, self.indicator):
            self.addWidget(pane)
            pane.current_changed.connect(self._tell_current)
            pane.fold_asked.connect(self.fold_asked)
            pane.places.bulk_asked.connect(self.bulk_asked)
            pane.places.pasted.connect(self.pasted)
        self.village.chosen.connect(self._choose_place)
        self.indicator.chosen.connect(self._choose_indicator)

    @property
    def view(self) -> View:
        return _ORDER[self.currentIndex()]

    @property
    def pane(self) -> FigureGrid | FormPane:
        return (self.grid, self.village, self.indicator)[self.currentIndex()]

    @property
    def places(self) -> PlaceView:
        """The cells of the view that is shown."""
        return self.pane.places

    def all_places(self) -> tuple[PlaceView, ...]:
        return self.grid.places, self.village.places, self.indicator.places

    def show_view(self, view: View) -> None:
        """Shows it at the same figure; what is being typed stays where it is until it is right."""
        if view is self.view or not self.places.commit():
            return
        had_focus = self.places.hasFocus()
        standing = self.standing()
        self.setCurrentIndex(_ORDER.index(view))
        self.go_to(*standing)
        if had_focus:
            self.places.setFocus()
        self.switched.emit(view)

    def next_view(self) -> None:
        self.show_view(_ORDER[(self.currentIndex() + 1) % len(_ORDER)])

    def current(self) -> tuple[Place | None, Indicator | None]:
        """Place and indicator of the current cell; None for what it has not."""
        table, index = self.places.table, self.places.currentIndex()
        if not index.isValid() or index.row() >= table.rowCount():
            return None, None
        return table.place_at(index), table.indicator_at(index)

    def criterion_at_current(self) -> int | None:
        """The number of the criterion whose line is chosen."""
        index = self.places.currentIndex()
        folding = self.places.table.folding(index.row()) if index.isValid() else None
        return folding[0] if folding else None

    def standing(self) -> tuple[str, str]:
        """Place and code of the current cell; at a criterion's heading the code of its first indicator."""
        place, indicator = self.current()
        row = self.places.currentIndex().row()
        if indicator is None and self.view is not View.INDICATOR and 0 <= row < len(self._model.rows):
            indicator = self._model.rows[row].criterion.indicators[0]
        return (place.id if place else "", indicator.code if indicator else "")

    def go_to(self, place_id: str, code: str) -> None:
        """To that cell where it is shown, else to its criterion, else to the first cell."""
        grid = self._model.grid
        if grid is None or not self._model.places:
            return
        if self.view is View.GRID:
            self._go_in_grid(place_id, code)
            return
        place = next((one for one in self._model.places if one.id == place_id), self._model.places[0])
        indicators = grid.criteria_set.indicators()
        indicator = next((one for one in indicators if one.code == code), indicators[0])
        if self.view is View.VILLAGE:
            self._village_model.show_place(place)
            self.village.offer([one.title for one in self._model.places], self._model.places.index(place))
            self.village.fit()
            if not self.village.go_to(place.id, indicator.code):
                self.village.places.go(self._first_row(code), self._village_model.first_column)
        else:
            self._indicator_model.show_indicator(indicator)
            texts = [f"{one.code}  {one.text}" for one in indicators]
            self.indicator.offer(texts, indicators.index(indicator), cells.target_text(grid, indicator))
            self.indicator.fit()
            self.indicator.go_to(place.id, indicator.code)

    def paste_onto(self) -> tuple[list[Indicator], list[Place]]:
        """Indicators and places in the order of the view, which a pasted rectangle follows."""
        shown = [row.indicator for row in self._model.rows if row.indicator is not None]
        if self.view is View.VILLAGE and self._village_model.place is not None:
            return shown, [self._village_model.place]
        if self.view is View.INDICATOR and self._indicator_model.indicator is not None:
            return [self._indicator_model.indicator], list(self._model.places)
        return shown, list(self._model.places)

    def _go_in_grid(self, place_id: str, code: str) -> None:
        columns = {place.id: FIXED + position for position, place in enumerate(self._model.places)}
        self.grid.go_to_cell(self._first_row(code), columns.get(place_id, FIXED))

    def _first_row(self, code: str) -> int:
        row = self._model.row_of(code)
        if row is None:
            row = self._model.heading_of(code)
        if row is None:
            row = next((at for at, one in enumerate(self._model.rows) if one.indicator is not None), 0)
        return row

    def _choose_place(self, position: int) -> None:
        _, code = self.standing()
        self.go_to(self._model.places[position].id, code)
        self.village.places.setFocus()

    def _choose_indicator(self, position: int) -> None:
        grid = self._model.grid
        if grid is not None:
            place_id, _ = self.standing()
            self.go_to(place_id, grid.criteria_set.indicators()[position].code)
            self.indicator.places.setFocus()

    def _tell_current(self) -> None:
        self.current_changed.emit()
