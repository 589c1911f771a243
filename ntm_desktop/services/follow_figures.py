"""Which recorded figures the register of households can speak of, and what it says beside the others.

The register says how things stand today, so a figure that a later one has followed is not held against it. Income
is kept by year: a year's figure is held against that year's incomes for good.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from db.repositories import recording
from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.entries import entry_text
from ntm_desktop.domain.household_indicators import INCOME
from ntm_desktop.domain.periods import Period
from ntm_desktop.domain.places import Place
from ntm_desktop.domain.register_match import contradicts
from ntm_desktop.services.count_households import count_register, indicators_from_households, rule_of
from ntm_desktop.services.open_desk import OpenDesk


@dataclass(frozen=True, slots=True)
class Comparable:
    """Indicators whose figures the register speaks of, and those where it does not any more."""

    asked: tuple[str, ...]
    followed: tuple[str, ...]


def comparable(
    desk: OpenDesk, village: Place, criteria_set: CriteriaSet, year: int, speaking: Mapping[str, Period]
) -> Comparable:
    """Of the indicators in `speaking`, by the period of the figure that speaks in that year."""
    rules = {one.code: rule_of(one) for one in indicators_from_households(criteria_set) if one.code in speaking}
    if not rules:
        return Comparable((), ())
    ends: dict[tuple[str, str], date] = {}
    for codes, last in (
        ([code for code, rule in rules.items() if rule.of != INCOME], None),
        ([code for code, rule in rules.items() if rule.of == INCOME], year),
    ):
        if codes:
            ends |= recording.latest_ends(desk.database, [village.id], criteria_set.id, codes, year, last)
    asked = [code for code in rules if ends.get((village.id, code)) == speaking[code].end]
    followed = [code for code, rule in rules.items() if rule.of != INCOME and code not in asked]
    return Comparable(tuple(asked), tuple(followed))


def is_followed(desk: OpenDesk, village: Place, criteria_set: CriteriaSet, code: str, period: Period) -> bool:
    """Whether the figure that speaks for the period has a later one beside it, so that no check compares it."""
    standing = recording.list_current(desk.database, [village.id], criteria_set.id, period, code).get(
        (village.id, code)
    )
    if standing is None or standing.figure is None:
        return False
    found = comparable(desk, village, criteria_set, period.year, {code: standing.key.period})
    return bool(found.followed)


def differing_today(desk: OpenDesk, village: Place, criteria_set: CriteriaSet, period: Period) -> dict[str, str]:
    """By indicator what the register says today, of figures not held against it that could not be true now."""
    current = recording.list_current(desk.database, [village.id], criteria_set.id, period)
    figures = {code: one for (_, code), one in current.items() if one.figure is not None}
    speaking = {code: one.key.period for code, one in figures.items()}
    followed = comparable(desk, village, criteria_set, period.year, speaking).followed
    counted = count_register(desk, village, criteria_set, followed, period.year)
    return {
        code: entry_text(said)
        for code, (count, said) in counted.items()
        if (figure := figures[code].figure) is not None and contradicts(count, figure, said)
    }
