"""Criteria sets: versioned documents of criteria and indicators with their targets."""

from collections.abc import Mapping
from decimal import Decimal
from enum import StrEnum
from types import MappingProxyType
from typing import NamedTuple

from ntm_desktop.domain.errors import UnknownIndicator


class Level(StrEnum):
    """Whose criteria they are."""

    VILLAGE = "village"
    COMMUNE = "commune"


class IndicatorKind(StrEnum):
    """What a figure of the indicator consists of."""

    YES_NO = "yes_no"
    RATIO = "ratio"
    AVERAGE = "average"
    COUNT = "count"
    K_OF_N = "k_of_n"


class Rule(StrEnum):
    """On which side of the target a figure meets it."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"


class Basis(StrEnum):
    """Where a figure comes from. Only QUOTED stands in a paper; the others must be checked with the province."""

    QUOTED = "quoted"
    UNVERIFIED = "unverified"
    SAMPLE = "sample"


class TargetMark(StrEnum):
    """Who stands for a target: the set's own file, a person who entered it, or who compared it with a decision."""

    PACKAGED = "packaged"
    ENTERED = "entered"
    CHECKED = "checked"


class Target(NamedTuple):
    """What must be reached: percent for a ratio, the indicator's quantity otherwise, 1 for a yes/no.

    `source` names the paper a quoted figure stands in; empty otherwise.
    """

    value: Decimal
    basis: Basis
    source: str = ""
    mark: TargetMark = TargetMark.PACKAGED


class TargetSchedule(NamedTuple):
    """One column's targets: `fixed` for every year, or `by_year` where each year has its own."""

    fixed: Target | None = None
    by_year: Mapping[int, Target] = MappingProxyType({})

    def for_year(self, year: int) -> Target | None:
        """The target of that year; None where none is set."""
        return self.by_year.get(year, self.fixed)


class VillageSource(NamedTuple):
    """The village indicator whose numerators and denominators a commune indicator adds up."""

    criteria_set: str
    code: str


class Requirement(NamedTuple):
    """One paper or picture that must prove the figure: a line of the indicator's checklist of evidence."""

    id: str
    text: str
    basis: Basis
    source: str = ""


class Indicator(NamedTuple):
    """One thing that is measured.

    `quantity` is what is counted ("hộ", "km"); `is_whole` when there are no halves of it.
    `not_applicable` is the set's own reason for which it may be left out, None when it may not.
    """

    code: str
    text: str
    text_basis: Basis
    kind: IndicatorKind
    text_source: str = ""
    rule: Rule = Rule.AT_LEAST
    quantity: str = ""
    is_whole: bool = False
    numerator_label: str = ""
    denominator_label: str = ""
    by_sex: bool = False
    sums_villages: bool = False
    village_source: VillageSource | None = None
    items: tuple[str, ...] = ()
    targets: Mapping[str, TargetSchedule] = MappingProxyType({})
    set_by_province: bool = False
    not_applicable: str | None = None
    from_households: str | None = None
    agencies: tuple[str, ...] = ()
    evidence: tuple[Requirement, ...] = ()

    def target(self, column: str | None, year: int) -> Target | None:
        """The target of that column and year; never borrowed from another column or year."""
        schedule = self.targets.get(column or "") or self.targets.get(EVERY_COLUMN)
        return schedule.for_year(year) if schedule else None


EVERY_COLUMN = "*"
"""The column of a set (or indicator) that does not tell communes apart."""


class Criterion(NamedTuple):
    """A numbered criterion; it is met when all its indicators are."""

    number: int
    name: str
    group: str
    indicators: tuple[Indicator, ...]


class Recognition(NamedTuple):
    """The set's own rules for recognising a place."""

    not_applicable_counts_as_met: bool = True
    vote_at_least: Target | None = None
    public_notice_days: Target | None = None


class CriteriaSet(NamedTuple):
    """The criteria of one decision, in force from the year `valid_from` to `valid_to`, both included."""

    id: str
    version: int
    level: Level
    title: str
    issued: str
    valid_from: int
    valid_to: int
    status: str
    columns: dict[str, str]
    groups: dict[str, str]
    recognition: Recognition
    criteria: tuple[Criterion, ...]
    asks_households: str = ""
    """The decision that has the register of households sent to the upper level; empty where none does."""

    def validity_remark(self, year: int) -> str:
        """Why a year does not fit the set, in Vietnamese; empty where it does. A remark, never an error."""
        if self.valid_from <= year <= self.valid_to:
            return ""
        years = f"từ năm {self.valid_from} đến năm {self.valid_to}"
        return f"Bộ tiêu chí này áp dụng {years}, không áp dụng cho năm {year}."

    def indicators(self) -> tuple[Indicator, ...]:
        """All indicators, in the order of the criteria."""
        return tuple(indicator for criterion in self.criteria for indicator in criterion.indicators)

    def indicator(self, code: str) -> Indicator:
        """Raises UnknownIndicator."""
        for indicator in self.indicators():
            if indicator.code == code.strip():
                return indicator
        raise UnknownIndicator(code, self.title)

    def criterion_of(self, code: str) -> Criterion:
        """Raises UnknownIndicator."""
        for criterion in self.criteria:
            if any(indicator.code == code.strip() for indicator in criterion.indicators):
                return criterion
        raise UnknownIndicator(code, self.title)
