"""The register: households with their members, as a commune keeps them. Personal data, never in a log file."""

from collections.abc import Container, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple
from uuid import UUID, uuid5

from ntm_desktop.domain.names import fold, squeeze

HEAD = "head"
"""The relation of the head of the household."""


class Income(NamedTuple):
    """What one source brought in one year, in triệu đồng; `source` is a code of the form."""

    year: int
    source: str
    amount: Decimal


@dataclass(frozen=True, slots=True)
class Member:
    """One person (nhân khẩu). Every answer is a code of the form, empty where it is not known.

    `birth` is "1980", "1980-05" or "1980-05-12", empty where it is not known. `ethnic` is empty where it is the
    household's. `away` is "yes" for who has been away for half a year: not one of the actual members.
    """

    name: str
    sex: str = ""
    birth: str = ""
    relation: str = ""
    ethnic: str = ""
    insured: str = ""
    job: str = ""
    away: str = ""

    @property
    def birth_year(self) -> int | None:
        """The year of birth, None where it is unknown."""
        return int(self.birth[:4]) if self.birth else None


@dataclass(frozen=True, slots=True)
class Household:
    """One household. `answers` maps a field of the form to the code of its choice; what is not known is left out.

    The head is the first member. `people` is the number of people where a list gives only that number, and not
    every person; None where every person is listed, or nobody has counted. `lacks` are the codes of the basic
    services it lacks, None where nobody has asked. `id` is empty until it is saved for the first time.
    """

    village_id: str
    members: tuple[Member, ...] = ()
    number: str = ""
    people: int | None = None
    answers: Mapping[str, str] = field(default_factory=dict)
    lacks: tuple[str, ...] | None = None
    income: tuple[Income, ...] = ()
    phone: str = ""
    note: str = ""
    id: str = ""
    is_illustrative: bool = False

    @property
    def head(self) -> str:
        """The name of its head, empty where nobody is listed."""
        return self.members[0].name if self.members else ""

    def answer(self, code: str) -> str:
        """The code answered to that question, empty where none is."""
        return self.answers.get(code, "")

    def years(self) -> tuple[int, ...]:
        """Years for which an income is written, latest first."""
        return tuple(sorted({one.year for one in self.income}, reverse=True))

    def income_of(self, year: int) -> Decimal | None:
        """The year's income of all sources in triệu đồng, None where nothing is written."""
        amounts = [one.amount for one in self.income if one.year == year]
        return sum(amounts, Decimal(0)) if amounts else None


def listed_people(household: Household) -> int | None:
    """How many belong to it, away or not; None while only the head is written and nobody has counted."""
    listed = len(household.members)
    if household.people is not None:
        return max(household.people, listed)
    return listed if listed > 1 else None


def actual_people(household: Household) -> int | None:
    """Those who really live there (nhân khẩu thực tế thường trú), None where it is not known."""
    listed = listed_people(household)
    if listed is None:
        return None
    away = [one for one in household.members if one.away]
    return listed - len(away)


def number_key(number: str) -> str:
    """A number as it is compared: without case or spaces; "12/1" is not "121". Empty without a digit or letter."""
    return fold(number).replace(" ", "") if squeeze(number) else ""


def household_id(village_id: str, number: str, head: str, taken: Container[str] = ()) -> str:
    """The id a new household gets: made from its village and number, or from its head where it has no number.

    The same list taken in on two laptops gives the same ids. Where the id is `taken` by another household (two
    heads of one name, a number used again), the next free one.
    """
    own = f"number|{squeeze(number)}" if squeeze(number) else f"head|{squeeze(head)}"
    count = 1
    while (found := uuid5(_HOUSEHOLDS, f"{village_id}|{own}|{count}").hex) in taken:
        count += 1
    return found


_HOUSEHOLDS = UUID("0d9a4c1e-52a7-5f0b-8b8e-2b6f3c7d9e15")
