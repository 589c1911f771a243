"""Exactly which households keep an indicator from being met, and of which it is not known."""

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from ntm_desktop.domain.household_indicators import (
    INCOME,
    MEMBER,
    NOT_ASKED,
    HouseholdRule,
    judge_household,
    judge_member,
)
from ntm_desktop.domain.households import Household, Member, actual_people


@dataclass(frozen=True, slots=True)
class Listed:
    """A household on a working list: with the persons it is about, or its income per person in triệu đồng."""

    household: Household
    persons: tuple[Member, ...] = ()
    income_each: Fraction | None = None


@dataclass(frozen=True, slots=True)
class WorkingList:
    """Those that keep the indicator from being met, and those of which it is not known yet."""

    rule: HouseholdRule
    against: tuple[Listed, ...]
    unknown: tuple[Listed, ...]


def working_list(
    rule: HouseholdRule, households: Iterable[Household], year: int, least_income: Decimal | None = None
) -> WorkingList:
    """In the order given. `least_income` is the target per person; without one no income is too low."""
    against: list[Listed] = []
    unknown: list[Listed] = []
    for one in households:
        if rule.of == MEMBER:
            _sort_members(rule, one, year, against, unknown)
        elif rule.of == INCOME:
            _sort_income(one, year, least_income, against, unknown)
        else:
            _sort_household(rule, one, against, unknown)
    return WorkingList(rule, tuple(against), tuple(unknown))


def income_each(household: Household, year: int) -> Fraction | None:
    """Its income per actual member in triệu đồng; None where income or people are not known."""
    amount, people = household.income_of(year), actual_people(household)
    return None if amount is None or not people else Fraction(amount) / people


def _sort_household(rule: HouseholdRule, one: Household, against: list[Listed], unknown: list[Listed]) -> None:
    judged = judge_household(rule, one)
    if judged is None:
        unknown.append(Listed(one))
    elif judged is not NOT_ASKED and judged is not rule.is_good:
        against.append(Listed(one))


def _sort_members(
    rule: HouseholdRule, one: Household, year: int, against: list[Listed], unknown: list[Listed]
) -> None:
    judged = [(member, judge_member(rule, member, year)) for member in one.members]
    wrong = tuple(member for member, found in judged if isinstance(found, bool) and found is not rule.is_good)
    unsure = tuple(member for member, found in judged if found is None)
    if wrong:
        against.append(Listed(one, wrong))
    if unsure or (one.people or 0) > len(one.members):
        unknown.append(Listed(one, unsure))


def _sort_income(
    one: Household, year: int, least: Decimal | None, against: list[Listed], unknown: list[Listed]
) -> None:
    each = income_each(one, year)
    if each is None:
        unknown.append(Listed(one))
    elif least is not None and each < Fraction(least):
        against.append(Listed(one, (), each))
