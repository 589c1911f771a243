"""What the checks look at: a place's figures now and before, and what the rest of the desk says of the same."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from decimal import Decimal

from db.repositories import recording
from db.repositories.recording import Stored
from ntm_desktop.domain.criteria import CriteriaSet, Level
from ntm_desktop.domain.errors import UnknownCriteriaSet
from ntm_desktop.domain.figure_checks import PeriodFigure, PlaceFigures, stated_denominator
from ntm_desktop.domain.filling import latest_before
from ntm_desktop.domain.periods import Period, speaking_order
from ntm_desktop.domain.places import Place, PlaceKind
from ntm_desktop.domain.recording import NotApplicable
from ntm_desktop.services.count_households import count_register
from ntm_desktop.services.follow_figures import comparable
from ntm_desktop.services.open_desk import OpenDesk

_ByPeriod = Mapping[Period, Stored]


def gather_figures(desk: OpenDesk, place: Place, criteria_set: CriteriaSet, period: Period) -> PlaceFigures:
    """Everything a village's or commune's figures under that set are checked against."""
    own = _own(desk, place, criteria_set, period)
    if criteria_set.level is Level.COMMUNE:
        return _with_elsewhere(desk, place, own)
    return _with_register(desk, place, own, criteria_set) if place.kind is PlaceKind.VILLAGE else own


def _own(desk: OpenDesk, place: Place, criteria_set: CriteriaSet, period: Period) -> PlaceFigures:
    indicators = {one.code: one for one in criteria_set.indicators()}
    years = (period.year - 1, period.year)
    stored = recording.list_of_years(desk.database, [place.id], criteria_set.id, years)
    by_code: dict[str, dict[Period, Stored]] = defaultdict(dict)
    for one in stored:
        if one.key.code in indicators:
            by_code[one.key.code][one.key.period] = one
    order = speaking_order(period)
    speaking = {code: next((of[one] for one in order if one in of), None) for code, of in by_code.items()}
    now = _read(speaking)
    last = {code: one for (_, code), one in latest_before(stored, period).items() if code in indicators}
    together = {code: _ending_together(by_code[code], one.period) for code, one in now.items()}
    return PlaceFigures(
        place.id,
        criteria_set.id,
        period,
        indicators,
        now=now,
        before=_read(last),
        same_end={code: found for code, found in together.items() if len(found) > 1},
        earlier=_read({code: _sooner(by_code[code], one) for code, one in now.items()}),
    )


def _sooner(of: _ByPeriod, speaking: PeriodFigure) -> Stored | None:
    """The latest figure of a period that ended before the one that speaks, asked where that leaves it out."""
    if not isinstance(speaking.figure, NotApplicable):
        return None
    sooner = [one for one in of if _end(one) < _end(speaking.period)]
    return of[max(sooner, key=lambda one: (_end(one), -one.first))] if sooner else None


def _ending_together(of: _ByPeriod, speaking: Period) -> Sequence[PeriodFigure]:
    """Figures of several periods that end with the one that speaks: a year and its December."""
    together = sorted((one for one in of if _end(one) == _end(speaking)), key=lambda one: one.first)
    return tuple(_read({one.code: of[one] for one in together}).values()) if len(together) > 1 else ()


def _end(period: Period) -> tuple[int, int]:
    return period.year, period.last


def _read(stored: Mapping[str, Stored | None]) -> dict[str, PeriodFigure]:
    """Without what only a later version can read."""
    read = {code: one.read() for code, one in stored.items() if one is not None}
    return {code: PeriodFigure(one.figure, one.key.period) for code, one in read.items() if one.figure is not None}


def _with_register(desk: OpenDesk, village: Place, own: PlaceFigures, criteria_set: CriteriaSet) -> PlaceFigures:
    """What the village's households say, of every figure that can be held against them."""
    year = own.period.year
    speaking = {code: one.period for code, one in own.now.items()}
    asked = comparable(desk, village, criteria_set, year, speaking).asked
    return replace(own, register=count_register(desk, village, criteria_set, asked, year)) if asked else own


def _with_elsewhere(desk: OpenDesk, place: Place, own: PlaceFigures) -> PlaceFigures:
    """Under a commune's set: what the village set says of the same village, and of all villages together."""
    try:
        village_set = desk.criteria_set(None, Level.VILLAGE)
    except UnknownCriteriaSet:
        return own
    is_village = place.kind is PlaceKind.VILLAGE
    villages = [place] if is_village else desk.villages(place.id)
    where = "bộ tiêu chí thôn ghi" if is_village else "các thôn cộng lại là"
    beside = _speaking_now(desk, villages, village_set, own.period)
    elsewhere = {}
    for label in {one.denominator_label for one in village_set.indicators() if one.denominator_label}:
        stated = [stated_denominator(label, one) for one in beside]
        known = [one for one in stated if one is not None]
        if known and len(known) == len(stated):
            elsewhere[label] = sum(known, Decimal(0)), where
    return replace(own, villages=None if is_village else len(villages), elsewhere=elsewhere)


def _speaking_now(
    desk: OpenDesk, villages: Sequence[Place], criteria_set: CriteriaSet, period: Period
) -> list[PlaceFigures]:
    """Of each village what speaks for the period, and nothing else."""
    indicators = {one.code: one for one in criteria_set.indicators()}
    now: dict[str, dict[str, PeriodFigure]] = {one.id: {} for one in villages}
    current = recording.list_current(desk.database, list(now), criteria_set.id, period)
    for (place_id, code), reading in current.items():
        if reading.figure is not None:
            now[place_id][code] = PeriodFigure(reading.figure, reading.key.period)
    return [PlaceFigures(one.id, criteria_set.id, period, indicators, now=now[one.id]) for one in villages]
