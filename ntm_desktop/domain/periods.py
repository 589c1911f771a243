"""Reporting periods: a year, half, quarter or month of the calendar."""

import re
from datetime import date, timedelta
from typing import NamedTuple

from ntm_desktop.domain.errors import UnknownPeriod

_PATTERN = re.compile(r"(?P<year>20\d\d)(?:-(?:H(?P<half>[12])|Q(?P<quarter>[1-4])|(?P<month>0[1-9]|1[0-2])))?")
_QUARTERS = ("I", "II", "III", "IV")


class Period(NamedTuple):
    """The months `first` .. `last` (1-12) of `year`; written `2021`, `2021-H1`, `2021-Q3`, `2021-07`."""

    year: int
    first: int
    last: int

    @property
    def code(self) -> str:
        """As it is stored and typed: 2021, 2021-H1, 2021-Q3, 2021-07."""
        length = self.last - self.first + 1
        if length == 12:
            return f"{self.year}"
        if length == 6:
            return f"{self.year}-H{1 if self.first == 1 else 2}"
        if length == 3:
            return f"{self.year}-Q{(self.first + 2) // 3}"
        return f"{self.year}-{self.first:02d}"

    @property
    def title(self) -> str:
        """As people say it: "Quý III năm 2021"."""
        length = self.last - self.first + 1
        if length == 12:
            return f"Năm {self.year}"
        if length == 6:
            return f"6 tháng {'đầu' if self.first == 1 else 'cuối'} năm {self.year}"
        if length == 3:
            return f"Quý {_QUARTERS[(self.first - 1) // 3]} năm {self.year}"
        return f"Tháng {self.first:02d}/{self.year}" if self.first < 3 else f"Tháng {self.first}/{self.year}"

    @property
    def within(self) -> str:
        """The title inside a sentence: "quý III năm 2021"."""
        return self.title[:1].lower() + self.title[1:]

    @property
    def end(self) -> date:
        """Its last day."""
        following = date(self.year + 1, 1, 1) if self.last == 12 else date(self.year, self.last + 1, 1)
        return following - timedelta(days=1)

    def contains(self, other: "Period") -> bool:
        """Whether the other period lies wholly inside this one."""
        return self.year == other.year and self.first <= other.first and other.last <= self.last

    def __str__(self) -> str:
        return self.code


def parse_period(text: str) -> Period:
    """Raises UnknownPeriod."""
    found = _PATTERN.fullmatch(text.strip().upper())
    if not found:
        raise UnknownPeriod(text)
    year = int(found["year"])
    if found["half"]:
        first = 1 if found["half"] == "1" else 7
        return Period(year, first, first + 5)
    if found["quarter"]:
        first = int(found["quarter"]) * 3 - 2
        return Period(year, first, first + 2)
    if found["month"]:
        return Period(year, int(found["month"]), int(found["month"]))
    return Period(year, 1, 12)


def year_of(year: int) -> Period:
    """The whole year."""
    return Period(year, 1, 12)


def periods_of_year(year: int) -> tuple[Period, ...]:
    """The year, its halves, quarters and months, largest first: what the period chooser offers."""
    halves = tuple(Period(year, first, first + 5) for first in (1, 7))
    quarters = tuple(Period(year, first, first + 2) for first in (1, 4, 7, 10))
    months = tuple(Period(year, month, month) for month in range(1, 13))
    return (year_of(year), *halves, *quarters, *months)


def speaking_order(period: Period) -> tuple[Period, ...]:
    """Which recorded periods speak for `period`, best first: itself, then the latest one inside it.

    Reporting is monthly to yearly from the same facts: a figure of July stands for the quarter and the year
    until a later one is recorded; of two that end together the longer one stands.
    """
    inside = (other for other in periods_of_year(period.year) if period.contains(other))
    return tuple(sorted(inside, key=lambda other: (other != period, -other.last, other.first)))
