"""Which rows the grid shows: criteria and their indicators, by words, by verdict and by what is folded."""

import re
from collections.abc import Collection
from dataclasses import dataclass
from enum import StrEnum

from ntm_desktop.domain.criteria import Criterion, Indicator, Level
from ntm_desktop.domain.evaluation import Verdict
from ntm_desktop.domain.names import matches
from ntm_desktop.domain.places import Place, PlaceKind
from ntm_desktop.services.assess import Grid
from ntm_desktop.services.record import is_recorded_for


@dataclass(frozen=True, slots=True)
class Row:
    """A criterion's heading (`indicator` None) or one of its indicators."""

    criterion: Criterion
    indicator: Indicator | None = None
    is_folded: bool = False


class Narrowing(StrEnum):
    """What the person asked to see only."""

    ALL = "all"
    NOT_MET = "not_met"
    NO_DATA = "no_data"


_CODE = re.compile(r"[0-9]+(\.[0-9a-zđ]*)*")
_WANTED = {Narrowing.NOT_MET: Verdict.NOT_MET, Narrowing.NO_DATA: Verdict.NO_DATA}


def shown_rows(grid: Grid, folded: Collection[int], narrowing: Narrowing, words: str) -> list[Row]:
    """In the set's order; a criterion without a row left is not shown. While searching nothing is folded."""
    rows: list[Row] = []
    for criterion in grid.criteria_set.criteria:
        kept = [
            one for one in criterion.indicators if _is_wanted(grid, one, narrowing) and _has(criterion, one, words)
        ]
        if not kept:
            continue
        is_folded = criterion.number in folded and not words
        rows.append(Row(criterion, is_folded=is_folded))
        if not is_folded:
            rows += [Row(criterion, one) for one in kept]
    return rows


def places_across(grid: Grid) -> tuple[Place, ...]:
    """The columns: villages and then the commune; under a set of the commune's own level the commune first."""
    if grid.criteria_set.level is Level.COMMUNE:
        return (grid.commune, *grid.villages)
    return (*grid.villages, grid.commune)


def is_editable(grid: Grid, place: Place, indicator: Indicator) -> bool:
    """Whether a figure is typed here, or is drawn or added up from elsewhere."""
    if not is_recorded_for(indicator, grid.criteria_set, place.kind):
        return False
    if place.id != grid.commune.id:
        return grid.cells[(place.id, indicator.code)].is_editable
    return not indicator.sums_villages or not grid.totals[indicator.code].villages_with_figure


def is_meaningful(grid: Grid, place: Place, indicator: Indicator) -> bool:
    """A commune's own indicator says nothing of a village: its cells there stay empty."""
    if grid.criteria_set.level is Level.VILLAGE or place.kind is not PlaceKind.VILLAGE:
        return True
    return indicator.sums_villages


def _is_wanted(grid: Grid, indicator: Indicator, narrowing: Narrowing) -> bool:
    wanted = _WANTED.get(narrowing)
    if wanted is None:
        return True
    return any(
        _verdict(grid, place, indicator) is wanted
        for place in places_across(grid)
        if is_editable(grid, place, indicator)
    )


def _verdict(grid: Grid, place: Place, indicator: Indicator) -> Verdict:
    if place.id == grid.commune.id:
        return grid.totals[indicator.code].assessment.verdict
    return grid.cells[(place.id, indicator.code)].assessment.verdict


def _has(criterion: Criterion, indicator: Indicator, words: str) -> bool:
    if _CODE.fullmatch(words.strip()):
        # A code means that one indicator: 9.2 is not 19.2.
        return f"{indicator.code}.".startswith(f"{words.strip().rstrip('.')}.")
    return matches(words, (indicator.code, indicator.text, f"{criterion.number} {criterion.name}"))
