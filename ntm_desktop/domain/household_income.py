"""Income of the households: by source and village, and the average by actual members of those that told it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from fractions import Fraction

from ntm_desktop.domain.households import Household, Income, actual_people

UNDIVIDED = "total"
"""The source of an income nobody has divided."""


@dataclass(frozen=True, slots=True)
class IncomeSum:
    """One village or the whole commune in one year; money in triệu đồng.

    `told` are the households whose income and people are known, `people` their actual members: the average is over
    these alone. `households` are all of the register.
    """

    households: int = 0
    told: int = 0
    people: int = 0
    by_source: dict[str, Decimal] = field(default_factory=dict)

    @property
    def total(self) -> Decimal:
        """Of all sources, in triệu đồng."""
        return sum(self.by_source.values(), Decimal(0))

    @property
    def average(self) -> Fraction | None:
        """Triệu đồng per person and year; None where nobody told."""
        return Fraction(self.total) / self.people if self.people else None

    def plus(self, other: "IncomeSum") -> "IncomeSum":
        """Both added up, source by source."""
        sources = {**self.by_source}
        for source, amount in other.by_source.items():
            sources[source] = sources.get(source, Decimal(0)) + amount
        return IncomeSum(
            self.households + other.households, self.told + other.told, self.people + other.people, sources
        )


def sum_incomes(households: Iterable[Household], year: int) -> dict[str, IncomeSum]:
    """By village; the commune is the sum of its villages."""
    found: dict[str, IncomeSum] = {}
    for one in households:
        found[one.village_id] = found.get(one.village_id, IncomeSum()).plus(_of(one, year))
    return found


def commune_income(villages: Iterable[IncomeSum]) -> IncomeSum:
    """The villages added up."""
    total = IncomeSum()
    for one in villages:
        total = total.plus(one)
    return total


def with_source(income: Sequence[Income], new: Income) -> tuple[Income, ...]:
    """One source written: what it gains is taken from the year's undivided amount, so nothing counts twice."""
    before = sum((one.amount for one in income if one[:2] == new[:2]), Decimal(0))
    kept = [one for one in income if one[:2] != new[:2]]
    gained = new.amount - before
    if new.source == UNDIVIDED or gained <= 0:
        return tuple(sorted((*kept, new)))
    found = []
    for one in kept:
        if (one.year, one.source) != (new.year, UNDIVIDED):
            found.append(one)
        elif one.amount > gained:
            found.append(one._replace(amount=one.amount - gained))
    return tuple(sorted((*found, new)))


def undivided(household: Household, year: int) -> Decimal:
    """What of a year's income nobody has divided by source, in triệu đồng."""
    return sum((one.amount for one in household.income if (one.year, one.source) == (year, UNDIVIDED)), Decimal(0))


def incomes_over(known: Sequence[Income], new: Sequence[Income]) -> tuple[Income, ...]:
    """What a list says over what is known: a year's sum replaces the year, its sources come out of a known sum."""
    sums = {one.year for one in new if one.source == UNDIVIDED}
    income = tuple(one for one in known if one.year not in sums)
    for one in new:
        income = with_source(income, one)
    return income


def _of(household: Household, year: int) -> IncomeSum:
    people = actual_people(household)
    if household.income_of(year) is None or not people:
        return IncomeSum(1)
    sources: dict[str, Decimal] = {}
    for one in household.income:
        if one.year == year:
            sources[one.source] = sources.get(one.source, Decimal(0)) + one.amount
    return IncomeSum(1, 1, people, sources)
