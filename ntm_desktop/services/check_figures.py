"""Checking that figures add up: each against the others, against earlier ones, and what plans state.

The rules are data (resources/checks/rules.toml). A warning may be answered with a reason; over an error the final
paper is not printed.
"""

import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from functools import cache
from typing import TypeVar

import resources
from db.operation_log import Change
from db.repositories import check_answers, plan, recording
from ntm_desktop.domain.checks import PLAN, Answer, CheckRule, Finding, Severity, read_rules
from ntm_desktop.domain.criteria import CriteriaSet, Level
from ntm_desktop.domain.desk import Role
from ntm_desktop.domain.errors import CannotAnswerCheck, MissingText, UnknownCriteriaSet, UnknownFinding
from ntm_desktop.domain.figure_checks import PeriodFigure, PlaceFigures, check_place, stated_denominator
from ntm_desktop.domain.filling import latest_before
from ntm_desktop.domain.periods import Period, speaking_order
from ntm_desktop.domain.places import Place, PlaceKind
from ntm_desktop.domain.plan import PlanFigure
from ntm_desktop.domain.plan_checks import check_plan_figures, with_doubts
from ntm_desktop.domain.recording import NotApplicable, Reading
from ntm_desktop.domain.text_lengths import LONGEST_REASON, fitting
from ntm_desktop.services.act import act
from ntm_desktop.services.count_households import count_register, indicators_from_households
from ntm_desktop.services.open_desk import OpenDesk, json_text

__all__ = [
    "PLAN",
    "CheckRule",
    "Checked",
    "Finding",
    "Severity",
    "answer_finding",
    "check_commune",
    "check_plans",
    "check_village",
    "find_finding",
    "stated_figures",
]


@dataclass(frozen=True, slots=True)
class Checked:
    """What was found of a commune's places in one period, in the order of villages, the commune itself first."""

    findings: tuple[Finding, ...]

    @property
    def open(self) -> tuple[Finding, ...]:
        """What nobody has answered yet."""
        return tuple(one for one in self.findings if not one.is_answered)

    @property
    def errors(self) -> tuple[Finding, ...]:
        """What keeps final papers from being printed."""
        return tuple(one for one in self.findings if one.blocks_printing)

    def of(self, place_id: str) -> tuple[Finding, ...]:
        """What was found at that place."""
        return tuple(one for one in self.findings if one.place_id == place_id)

    def by_cell(self) -> dict[tuple[str, str], tuple[Finding, ...]]:
        """By place and indicator what is to be shown beside the figure."""
        cells: dict[tuple[str, str], tuple[Finding, ...]] = {}
        for one in self.findings:
            for code in one.codes:
                cells[one.place_id, code] = (*cells.get((one.place_id, code), ()), one)
        return cells


Chosen = TypeVar("Chosen")


@cache
def _rules() -> tuple[CheckRule, ...]:
    return read_rules(tomllib.loads(resources.text("checks", "rules.toml")))


def check_commune(desk: OpenDesk, commune: Place, criteria_set: CriteriaSet, period: Period) -> Checked:
    """Checks the figures of a commune and of all its villages."""
    places = [commune, *desk.villages(commune.id)]
    return Checked(_found(desk, places, criteria_set, period))


def check_village(desk: OpenDesk, village: Place, criteria_set: CriteriaSet, period: Period) -> tuple[Finding, ...]:
    """Checks one village's figures against each other, against earlier ones and against its other set."""
    return _found(desk, [village], criteria_set, period)


def check_plans(desk: OpenDesk) -> tuple[Finding, ...]:
    """Checks what the plans and reports on this desk state."""
    return _answered(desk, _check_plans(desk, plan.list_figures(desk.database)))


def stated_figures(desk: OpenDesk) -> tuple[PlanFigure, ...]:
    """The figures that plans and reports on this desk state, each with what does not add up beside it."""
    figures = plan.list_figures(desk.database)
    return with_doubts(figures, _check_plans(desk, figures))


def answer_finding(desk: OpenDesk, finding: Finding, reason: str) -> Finding:
    """Says why a warning may stand; an empty reason takes the answer back.

    Raises CannotAnswerCheck for an error, which has to be mended, MissingText, NotAllowed.
    """
    if finding.blocks_printing:
        raise CannotAnswerCheck(finding.text)
    cleaned = fitting(reason, "lý do", LONGEST_REASON)
    if not cleaned and finding.answer is None:
        raise MissingText("lý do")
    value = json_text({"reason": cleaned, "said": finding.text} if cleaned else None)
    title = f"trả lời cảnh báo ở {finding.codes[0]}" if finding.criteria_set != PLAN else "trả lời cảnh báo"
    act(desk, title, [Change("check_answer", finding.entity, "answer", value)])
    return _answered(desk, [finding.with_answer(None)])[0]


def find_finding(findings: Sequence[Finding], number: str) -> Finding:
    """The finding of that place in the list, from 1. Raises UnknownFinding."""
    if number.isdigit() and 1 <= int(number) <= len(findings):
        return findings[int(number) - 1]
    raise UnknownFinding(number)


def _check_plans(desk: OpenDesk, figures: Sequence[PlanFigure]) -> list[Finding]:
    """A commune's desk knows only its own part of what the upper level lists."""
    return check_plan_figures(_rules(), figures, sees_below=desk.desk.role is Role.UPPER_LEVEL)


def _answered(desk: OpenDesk, findings: Iterable[Finding]) -> tuple[Finding, ...]:
    answers = check_answers.list_answers(desk.database)

    def answered(one: Finding) -> Finding:
        said = answers.get(one.entity)
        if not isinstance(said, dict):
            return one
        latest = desk.log.history(one.entity, "answer")[0]
        return one.with_answer(
            Answer(str(said.get("reason", "")), str(said.get("said", "")), latest.person, latest.at)
        )

    return tuple(map(answered, findings))


def _figures(
    desk: OpenDesk, places: Sequence[Place], criteria_set: CriteriaSet, period: Period
) -> dict[str, PlaceFigures]:
    indicators = {one.code: one for one in criteria_set.indicators()}
    ids = [place.id for place in places]
    recorded: dict[str, dict[str, list[Reading]]] = {place_id: defaultdict(list) for place_id in ids}
    read = recording.list_of_years(desk.database, ids, criteria_set.id, (period.year - 1, period.year))
    for reading in read:
        if reading.key.code in indicators:
            recorded[reading.key.place_id][reading.key.code].append(reading)
    last = latest_before(read, period)
    return {
        place_id: PlaceFigures(
            place_id,
            criteria_set.id,
            period,
            indicators,
            now=_each(by_code, lambda readings: _speaking(readings, period)),
            before={code: _recorded(last[place_id, code]) for code in by_code if (place_id, code) in last},
            same_end=_each(by_code, lambda readings: _ending_together(readings, period)),
            earlier=_each(by_code, lambda readings: _before_speaking(readings, period)),
        )
        for place_id, by_code in recorded.items()
    }


def _each(
    by_code: Mapping[str, list[Reading]], choose: Callable[[list[Reading]], Chosen | None]
) -> dict[str, Chosen]:
    return {code: chosen for code, readings in by_code.items() if (chosen := choose(readings))}


def _speaking(readings: Sequence[Reading], period: Period) -> PeriodFigure | None:
    by_period = {one.key.period: one for one in readings}
    return next((_recorded(by_period[one]) for one in speaking_order(period) if one in by_period), None)


def _before_speaking(readings: Sequence[Reading], period: Period) -> PeriodFigure | None:
    """The latest figure of a period that ended before the one that speaks ends."""
    speaking = _speaking(readings, period)
    if speaking is None or not isinstance(speaking.figure, NotApplicable):
        return None
    sooner = [one for one in readings if one.key.period.end < speaking.period.end]
    latest = max(sooner, key=lambda one: (one.key.period.end, -one.key.period.first), default=None)
    return _recorded(latest) if latest else None


def _ending_together(readings: Sequence[Reading], period: Period) -> tuple[PeriodFigure, ...]:
    """Figures of several periods that end with the one that speaks: a year and its December."""
    speaking = _speaking(readings, period)
    if speaking is None:
        return ()
    together = [one for one in readings if one.key.period.end == speaking.period.end]
    together.sort(key=lambda one: one.key.period.first)
    return tuple(map(_recorded, together)) if len(together) > 1 else ()


def _recorded(reading: Reading) -> PeriodFigure:
    assert reading.figure is not None
    return PeriodFigure(reading.figure, reading.key.period)


def _found(
    desk: OpenDesk, places: Sequence[Place], criteria_set: CriteriaSet, period: Period
) -> tuple[Finding, ...]:
    figures = _figures(desk, places, criteria_set, period)
    if criteria_set.level is Level.COMMUNE:
        figures = _with_elsewhere(desk, places, figures, period)
    else:
        figures = _with_register(desk, places, figures, criteria_set, period)
    return _answered(desk, (one for place in places for one in check_place(_rules(), figures[place.id])))


def _with_register(
    desk: OpenDesk,
    places: Sequence[Place],
    figures: Mapping[str, PlaceFigures],
    criteria_set: CriteriaSet,
    period: Period,
) -> dict[str, PlaceFigures]:
    """What the households of each village say, where it has a register and a figure that can be held against it.

    The register says how things stand today: a figure that a later one has followed is not held against it.
    """
    codes = [one.code for one in indicators_from_households(criteria_set)]
    ends = recording.latest_ends(desk.database, list(figures), criteria_set.id, codes, period.year)
    asked = {
        place.id: {
            code for code, one in figures[place.id].now.items() if ends.get((place.id, code)) == one.period.end
        }
        for place in places
    }
    villages = [one for one in places if one.kind is PlaceKind.VILLAGE and asked[one.id]]
    counted = count_register(desk, villages, criteria_set, codes, period.year)
    return dict(figures) | {
        place_id: replace(
            figures[place_id],
            register={code: said for code, said in by_code.items() if code in asked[place_id]},
        )
        for place_id, by_code in counted.items()
    }


def _with_elsewhere(
    desk: OpenDesk, places: Sequence[Place], figures: Mapping[str, PlaceFigures], period: Period
) -> dict[str, PlaceFigures]:
    """Under a commune's set: what the village set says of the same village, and of all villages together."""
    try:
        village_set = desk.criteria_set(None, Level.VILLAGE)
    except UnknownCriteriaSet:
        return dict(figures)
    villages = [place for place in places if place.kind is PlaceKind.VILLAGE]
    beside = _figures(desk, villages, village_set, period)
    told: dict[str, PlaceFigures] = {}
    for place in places:
        of = [place] if place.kind is PlaceKind.VILLAGE else villages
        where = "bộ tiêu chí thôn ghi" if place.kind is PlaceKind.VILLAGE else "các thôn cộng lại là"
        elsewhere = {}
        for label in {one.denominator_label for one in village_set.indicators() if one.denominator_label}:
            stated = [stated_denominator(label, beside[village.id]) for village in of]
            known = [one for one in stated if one is not None]
            if known and len(known) == len(stated):
                elsewhere[label] = sum(known, Decimal(0)), where
        count = None if place.kind is PlaceKind.VILLAGE else len(villages)
        told[place.id] = replace(figures[place.id], villages=count, elsewhere=elsewhere)
    return told
