"""One line per place: how many criteria are met, a sign for each, and how many indicators stand how."""

from collections import Counter
from typing import NamedTuple

from ntm_desktop.domain.criteria import CriteriaSet, Level
from ntm_desktop.domain.evaluation import CriterionAssessment, PlaceAssessment, Verdict
from ntm_desktop.domain.places import Place, PlaceKind, distinct_names
from ntm_desktop.services.assess import Grid
from ntm_desktop.services.summarise import Overview
from ui.style import VERDICT_LOOK

OPEN = (Verdict.NOT_MET, Verdict.NO_DATA, Verdict.NO_TARGET)


class Line(NamedTuple):
    """A village, or a whole commune (`is_whole`); `is_here` when the chosen commune holds it.

    `verdicts` counts its indicators.
    """

    place: Place
    name: str
    assessment: PlaceAssessment
    verdicts: Counter[Verdict]
    is_whole: bool = False
    is_here: bool = True

    def first_open(self, number: int | None = None) -> str:
        """The code of the first indicator (of that criterion) that still needs something, else of the first."""
        ones = [one for one in self.assessment.indicators if number in (None, one.criterion)]
        needing = [one for one in ones if one.verdict in OPEN]
        return (needing or ones)[0].indicator.code if ones else ""


class Lack(NamedTuple):
    """One indicator and the villages that lack it; under the commune's own set the commune itself."""

    code: str
    text: str
    not_met: tuple[Place, ...]
    no_data: tuple[Place, ...]
    gap: str


def lines_of(chosen: Overview, others: tuple[Overview, ...]) -> list[Line]:
    """The chosen commune's villages and itself; at the upper level every commune, the chosen one opened."""
    if not others:
        return [*_villages(chosen.grid), _whole(chosen.grid, "Toàn xã")]
    lines: list[Line] = []
    for overview in sorted((chosen, *others), key=lambda one: (one.grid.commune.order, one.grid.commune.name)):
        is_here = overview is chosen
        lines.append(_whole(overview.grid, overview.grid.commune.title, is_here=is_here))
        lines += [one._replace(name=f"      {one.name}") for one in _villages(overview.grid)] if is_here else []
    return lines


def lacks_of(grid: Grid) -> list[Lack]:
    """What is missing most: by how many villages lack it, in the order of the set where equal."""
    lacks = []
    for indicator in grid.criteria_set.indicators():
        verdicts = _verdicts(grid, indicator.code)
        not_met = tuple(village for village, verdict in verdicts if verdict is Verdict.NOT_MET)
        no_data = tuple(village for village, verdict in verdicts if verdict is Verdict.NO_DATA)
        if not_met or no_data:
            gap = grid.totals[indicator.code].assessment.gap_text
            lacks.append(Lack(indicator.code, indicator.text, not_met, no_data, gap))
    return sorted(lacks, key=lambda one: -len(one.not_met) - len(one.no_data))


def _verdicts(grid: Grid, code: str) -> list[tuple[Place, Verdict]]:
    if is_commune_set(grid.criteria_set):
        return [(grid.commune, grid.totals[code].assessment.verdict)]
    return [(village, grid.cells[(village.id, code)].assessment.verdict) for village in grid.villages]


def criterion_tooltip(line: Line, one: CriterionAssessment) -> str:
    """Every indicator of the criterion, with what is missing."""
    look = VERDICT_LOOK[one.verdict]
    head = f"{line.name}: tiêu chí {one.criterion.number} {one.criterion.name}: {look.word.lower()}"
    rows = []
    for each in one.indicators:
        sign = VERDICT_LOOK[each.verdict].sign
        why = each.gap_text or each.reason
        rows.append(f"{sign} {each.indicator.code} {each.indicator.text}" + (f": {why}" if why else ""))
    return "\n".join([head, *rows])


def is_commune_set(criteria_set: CriteriaSet) -> bool:
    return criteria_set.level is Level.COMMUNE


def _judged(grid: Grid) -> tuple[Place, ...]:
    return () if is_commune_set(grid.criteria_set) else grid.villages


def _villages(grid: Grid) -> list[Line]:
    names = distinct_names(grid.villages)
    return [_line(grid, village, names[village.id]) for village in _judged(grid)]


def _whole(grid: Grid, name: str, *, is_here: bool = True) -> Line:
    assert grid.commune.kind is not PlaceKind.VILLAGE
    return _line(grid, grid.commune, name)._replace(is_whole=True, is_here=is_here)


def _line(grid: Grid, place: Place, name: str) -> Line:
    assessment = grid.place(place.id)
    return Line(place, name, assessment, Counter(one.verdict for one in assessment.indicators))
