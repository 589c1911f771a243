"""Indicators from the register: counted, compared with what was typed, and which households hold them back."""

import tomllib
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import resources
from db.repositories import households as rows
from db.repositories import recording
from ntm_desktop.domain.criteria import CriteriaSet, Indicator
from ntm_desktop.domain.entries import figure_text
from ntm_desktop.domain.errors import NotFromHouseholds
from ntm_desktop.domain.household_indicators import (
    MEMBER,
    HouseholdRule,
    RegisterCount,
    add_up,
    count_villages,
    figure_of,
    read_rules,
)
from ntm_desktop.domain.household_lists import WorkingList, working_list
from ntm_desktop.domain.households import Household
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.periods import Period
from ntm_desktop.domain.places import Place, PlaceKind
from ntm_desktop.domain.recording import Figure, Reading
from ntm_desktop.services.keep_households import list_households
from ntm_desktop.services.open_desk import OpenDesk


@dataclass(frozen=True, slots=True)
class RegisterFigure:
    """What the register says of one indicator of one place, and what was typed there.

    `figure` is None where no household of the place answers what is counted, `count` where it has none at all.
    """

    indicator: Indicator
    place: Place
    figure: Figure | None
    count: RegisterCount | None
    typed: Figure | None
    is_illustrative: bool = False

    @property
    def differs(self) -> bool:
        """Both are there, and they are not the same."""
        return self.figure is not None and self.typed is not None and self.figure != self.typed

    @property
    def is_unsure(self) -> bool:
        """Whether some households (or persons) are not known, so that the figure may not be the whole truth."""
        return self.count is not None and bool(self.count.total.unknown)

    @property
    def unknown_text(self) -> str:
        """ "chưa rõ 5 hộ", empty where everything is known."""
        if self.count is None or not self.count.unknown:
            return ""
        return f"chưa rõ {self.count.unknown} {'người' if self.count.rule.of == MEMBER else 'hộ'}"

    @property
    def text(self) -> str:
        """ "148/195 (chưa rõ 5 hộ)", or what is missing."""
        if self.count is None:
            return "chưa có hộ nào"
        if self.figure is None:
            return self.unknown_text
        said = figure_text(self.figure)
        return f"{said} ({self.unknown_text})" if self.unknown_text else said


@cache
def load_rules() -> dict[str, HouseholdRule]:
    """How answers become figures (`resources/households/indicators.toml`)."""
    return read_rules(tomllib.loads(resources.text("households", "indicators.toml")))


def indicators_from_households(criteria_set: CriteriaSet) -> tuple[Indicator, ...]:
    """Indicators of the set that the register can yield."""
    return tuple(one for one in criteria_set.indicators() if is_from_households(one))


def is_from_households(indicator: Indicator) -> bool:
    """Whether the register can yield it."""
    return indicator.from_households in load_rules()


def rule_of(indicator: Indicator) -> HouseholdRule:
    """Raises NotFromHouseholds."""
    found = load_rules().get(indicator.from_households or "")
    if found is None:
        raise NotFromHouseholds(indicator.code)
    return found


def recount(
    desk: OpenDesk,
    commune: Place,
    criteria_set: CriteriaSet,
    period: Period,
    households: Sequence[Household] | None = None,
    codes: Sequence[str] | None = None,
) -> dict[tuple[str, str], RegisterFigure]:
    """Every indicator the register yields, by (place, code): its villages, and the commune as their sum.

    `households` is the register where the caller holds it already; `codes` asks for some indicators only.
    """
    register = list_households(desk, commune) if households is None else households
    places = [*desk.villages(commune.id), commune]
    only = codes[0] if codes is not None and len(codes) == 1 else None
    typed = recording.list_current(desk.database, [one.id for one in places], criteria_set.id, period, only)
    invented = {one.village_id for one in register if one.is_illustrative}
    figures: dict[tuple[str, str], RegisterFigure] = {}
    for indicator in indicators_from_households(criteria_set):
        if codes is not None and indicator.code not in codes:
            continue
        counts = count_villages(rule_of(indicator), register, period.year)
        for place in places:
            is_commune = place.kind is PlaceKind.COMMUNE
            count = add_up(counts.values()) if is_commune else counts.get(place.id)
            is_illustrative = bool(invented) if is_commune else place.id in invented
            standing = typed.get((place.id, indicator.code))
            figures[place.id, indicator.code] = _side_by_side(indicator, place, count, standing, is_illustrative)
    return figures


def _side_by_side(
    indicator: Indicator, place: Place, count: RegisterCount | None, typed: Reading | None, is_illustrative: bool
) -> RegisterFigure:
    figure = figure_of(indicator, count) if count else None
    return RegisterFigure(indicator, place, figure, count, typed.figure if typed else None, is_illustrative)


def count_register(
    desk: OpenDesk, village: Place, criteria_set: CriteriaSet, codes: Collection[str], year: int
) -> dict[str, tuple[RegisterCount, Figure | None]]:
    """By indicator what the village's households say; empty where it has none."""
    counts = _counts_of(desk, village, year).by_rule if codes else {}
    return {
        one.code: (count, figure_of(one, count))
        for one in indicators_from_households(criteria_set)
        if one.code in codes and (count := counts.get(one.from_households or ""))
    }


class _Counts(NamedTuple):
    by_rule: dict[str, RegisterCount]
    is_illustrative: bool


def _counts_of(desk: OpenDesk, village: Place, year: int) -> _Counts:
    """Every rule over one village's households: asked for with every cell and check, counted once."""

    def count() -> _Counts:
        households = rows.list_households(desk.database, village.parent_id or "", [village.id])
        counted = {name: count_villages(rule, households, year) for name, rule in load_rules().items()}
        return _Counts(
            {name: by_village[village.id] for name, by_village in counted.items() if village.id in by_village},
            any(one.is_illustrative for one in households),
        )

    return desk.kept.get("household", village.id, year, count)


def compare_with_register(
    desk: OpenDesk,
    place: Place,
    criteria_set: CriteriaSet,
    code: str,
    period: Period,
    households: Sequence[Household] | None = None,
) -> RegisterFigure:
    """Register and typed figure of one indicator side by side. Raises UnknownIndicator, NotFromHouseholds."""
    indicator = criteria_set.indicator(code)
    rule = rule_of(indicator)
    if households is None and place.kind is PlaceKind.VILLAGE:
        counts = _counts_of(desk, place, period.year)
        typed = recording.list_current(desk.database, [place.id], criteria_set.id, period, code).get(
            (place.id, code)
        )
        return _side_by_side(indicator, place, counts.by_rule.get(rule.name), typed, counts.is_illustrative)
    found = recount(desk, commune_of(desk, place), criteria_set, period, households, [code])
    return found[place.id, code]


def households_against(
    desk: OpenDesk,
    place: Place,
    criteria_set: CriteriaSet,
    code: str,
    period: Period,
    households: Sequence[Household] | None = None,
) -> WorkingList:
    """Which households of a village (or commune) keep the indicator from being met. Raises NotFromHouseholds."""
    indicator = criteria_set.indicator(code)
    commune = commune_of(desk, place)
    register = list_households(desk, commune) if households is None else households
    target = indicator.target(commune.column, period.year)
    return working_list(
        rule_of(indicator),
        [one for one in register if place.kind is PlaceKind.COMMUNE or one.village_id == place.id],
        period.year,
        target.value if target else None,
    )


def list_sentence(found: WorkingList) -> str:
    """ "12 hộ chưa có nhà tiêu hợp vệ sinh; 5 hộ chưa rõ"."""
    said = f"{format_number(len(found.against))} hộ {found.rule.against}"
    return f"{said}; {format_number(len(found.unknown))} hộ chưa rõ" if found.unknown else said


def commune_of(desk: OpenDesk, place: Place) -> Place:
    """The commune whose register speaks of that place."""
    if place.kind is PlaceKind.COMMUNE:
        return place
    return next(one for one in desk.communes() if one.id == place.parent_id)
