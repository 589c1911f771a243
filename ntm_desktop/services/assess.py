"""Assessing villages and communes from what is recorded: one place, or the whole grid of a commune."""

from collections.abc import Sequence
from typing import NamedTuple

from db.repositories import recording
from ntm_desktop.domain.criteria import CriteriaSet, Criterion, Indicator, Level
from ntm_desktop.domain.evaluation import (
    NOTHING,
    Assessment,
    CriterionAssessment,
    Given,
    PlaceAssessment,
    assess_criterion,
    assess_indicator,
)
from ntm_desktop.domain.periods import Period
from ntm_desktop.domain.places import Place
from ntm_desktop.domain.recording import Reading
from ntm_desktop.domain.village_sums import add_up, assess_sum
from ntm_desktop.services.decide_conflicts import open_fields
from ntm_desktop.services.open_desk import OpenDesk


class Cell(NamedTuple):
    """One indicator of one place. `reading` may stand under a shorter period inside the chosen one.

    `is_editable` is False where the figure is drawn from another set or does not exist at this place.
    """

    place_id: str
    assessment: Assessment
    reading: Reading | None = None
    has_conflict: bool = False
    is_editable: bool = True


class Total(NamedTuple):
    """One indicator of the whole commune; `villages_met` of `villages_with_figure` for a yes/no."""

    assessment: Assessment
    villages_met: int = 0
    villages_with_figure: int = 0
    missing: tuple[str, ...] = ()


class Grid(NamedTuple):
    """A commune's figures of one set and period, assessed: indicators down, villages across, the commune last."""

    criteria_set: CriteriaSet
    period: Period
    commune: Place
    villages: tuple[Place, ...]
    cells: dict[tuple[str, str], Cell]
    totals: dict[str, Total]

    def criterion(self, place_id: str, number: int) -> CriterionAssessment:
        """A village's (or with the commune's id the commune's) verdict on one criterion."""
        return self._assess(place_id, next(one for one in self.criteria_set.criteria if one.number == number))

    def place(self, place_id: str) -> PlaceAssessment:
        """A village's (or with the commune's id the commune's) verdicts on everything."""
        return PlaceAssessment(tuple(self._assess(place_id, one) for one in self.criteria_set.criteria))

    def _assess(self, place_id: str, criterion: Criterion) -> CriterionAssessment:
        ones = tuple(self._of(place_id, one.code) for one in criterion.indicators)
        return assess_criterion(self.criteria_set, criterion, ones)

    def _of(self, place_id: str, code: str) -> Assessment:
        if place_id == self.commune.id:
            return self.totals[code].assessment
        return self.cells[(place_id, code)].assessment


def assess_grid(desk: OpenDesk, commune: Place, criteria_set: CriteriaSet, period: Period) -> Grid:
    """Everything recorded of the commune's villages in that period, assessed."""
    villages = tuple(desk.villages(commune.id))
    figures = _Figures(desk, commune, villages, criteria_set, period, None)
    cells: dict[tuple[str, str], Cell] = {}
    totals: dict[str, Total] = {}
    for criterion in criteria_set.criteria:
        for indicator in criterion.indicators:
            row, total = figures.assess(criterion.number, indicator)
            cells.update({(cell.place_id, indicator.code): cell for cell in row})
            totals[indicator.code] = total
    return Grid(criteria_set, period, commune, villages, cells, totals)


def reassess_indicator(desk: OpenDesk, grid: Grid, code: str) -> Grid:
    """The grid after one indicator changed: its row is read and assessed anew, the rest is kept."""
    figures = _Figures(desk, grid.commune, grid.villages, grid.criteria_set, grid.period, code)
    indicator = grid.criteria_set.indicator(code)
    row, total = figures.assess(grid.criteria_set.criterion_of(code).number, indicator)
    cells = grid.cells | {(cell.place_id, code): cell for cell in row}
    return grid._replace(cells=cells, totals=grid.totals | {code: total})


def assess_village(desk: OpenDesk, village: Place, criteria_set: CriteriaSet, period: Period) -> PlaceAssessment:
    """The village's verdicts on everything in the set."""
    commune = next(one for one in desk.communes() if one.id == village.parent_id)
    return assess_grid(desk, commune, criteria_set, period).place(village.id)


def assess_commune(desk: OpenDesk, commune: Place, criteria_set: CriteriaSet, period: Period) -> PlaceAssessment:
    """The commune under a set of its own level, or the sum of its villages under a village set."""
    return assess_grid(desk, commune, criteria_set, period).place(commune.id)


class _Figures:
    """The readings that speak for one commune and period, by place and indicator."""

    def __init__(
        self,
        desk: OpenDesk,
        commune: Place,
        villages: Sequence[Place],
        criteria_set: CriteriaSet,
        period: Period,
        code: str | None,
    ) -> None:
        self._commune, self._villages, self._set, self._period = commune, villages, criteria_set, period
        ids = [commune.id, *(village.id for village in villages)]
        if code is None:
            self._own = desk.figures_now(ids, criteria_set.id, period)
        else:
            self._own = recording.list_current(desk.database, ids, criteria_set.id, period, code)
        self._drawn = self._drawn_from_villages(desk, ids, code)
        self._conflicts = {entity for entity, _ in open_fields(desk)}

    def assess(self, criterion: int, indicator: Indicator) -> tuple[list[Cell], Total]:
        keys = [(village.id, indicator.code) for village in self._villages]
        readings = [self._own.get(key) or self._drawn.get(key) for key in keys]
        givens = [_given(reading) for reading in readings]
        row = [
            self._cell(criterion, indicator, village, reading, given)
            for village, reading, given in zip(self._villages, readings, givens, strict=True)
        ]
        return row, self._total(criterion, indicator, givens)

    def _cell(
        self, criterion: int, indicator: Indicator, village: Place, reading: Reading | None, given: Given
    ) -> Cell:
        one = assess_indicator(criterion, indicator, given, column=self._commune.column, year=self._period.year)
        is_editable = self._set.level is Level.VILLAGE or (
            indicator.sums_villages and indicator.village_source is None
        )
        has_conflict = reading is not None and recording.entity_of(reading.key) in self._conflicts
        return Cell(village.id, one, reading, has_conflict, is_editable)

    def _total(self, criterion: int, indicator: Indicator, givens: Sequence[Given]) -> Total:
        column, year = self._commune.column, self._period.year
        if self._set.level is Level.COMMUNE and not indicator.sums_villages:
            own = self._own.get((self._commune.id, indicator.code))
            return Total(assess_indicator(criterion, indicator, _given(own), column=column, year=year))
        names = [village.name for village in self._villages]
        summed = add_up(indicator, zip(names, givens, strict=True))
        one = assess_sum(criterion, indicator, summed, column=column, year=year)
        return Total(one, summed.villages_met, summed.villages_with_figure, summed.missing)

    def _drawn_from_villages(
        self, desk: OpenDesk, ids: Sequence[str], code: str | None
    ) -> dict[tuple[str, str], Reading]:
        """Figures of the village set that a commune indicator adds up, under the commune indicator's code."""
        drawn: dict[tuple[str, str], Reading] = {}
        wanted = [
            one for one in self._set.indicators() if one.village_source is not None and code in (None, one.code)
        ]
        for set_id in {one.village_source.criteria_set for one in wanted if one.village_source}:
            current = recording.list_current(desk.database, ids, set_id, self._period, None)
            for one in wanted:
                if one.village_source and one.village_source.criteria_set == set_id:
                    for place_id in ids:
                        if reading := current.get((place_id, one.village_source.code)):
                            drawn[(place_id, one.code)] = reading
        return drawn


def _given(reading: Reading | None) -> Given:
    return Given(reading.figure, reading.is_illustrative) if reading else NOTHING
