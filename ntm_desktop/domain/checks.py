"""Checks that add up: what a rule is, and what it found. The rules themselves are data (resources/checks)."""

from dataclasses import dataclass, replace
from decimal import Decimal
from enum import StrEnum
from typing import Any


class Severity(StrEnum):
    """Over an error no final paper is printed; a warning can be answered."""

    ERROR = "error"
    WARNING = "warning"


SEVERITY_TITLES = {Severity.ERROR: "Lỗi", Severity.WARNING: "Cần xem lại"}
SEVERITY_SIGNS = {Severity.ERROR: "✗", Severity.WARNING: "⚠"}


class CheckKind(StrEnum):
    """What is compared. The first group reads figures recorded here, the second those that plans state."""

    SHARE_WITHIN = "share_within"
    EQUAL_DENOMINATORS = "equal_denominators"
    PARTS_WITHIN = "parts_within"
    JUMP = "jump"
    RESULT_JUMP = "result_jump"
    SAME_END = "same_end"
    VILLAGE_COUNT = "village_count"
    AGAINST_ELSEWHERE = "against_elsewhere"
    AGAINST_REGISTER = "against_register"
    LEFT_OUT = "left_out"

    PARTS_ADD_UP = "parts_add_up"
    WITHIN_LONGER_PERIOD = "within_longer_period"
    ONLY_FALLS = "only_falls"
    COUNT_AGAINST_LIST = "count_against_list"


class Part(StrEnum):
    """Which number of a figure a rule speaks of."""

    VALUE = "value"
    NUMERATOR = "numerator"
    DENOMINATOR = "denominator"


@dataclass(frozen=True, slots=True)
class Term:
    """One number of one indicator: `9.2:denominator`."""

    code: str
    part: Part


class Where(StrEnum):
    """Where the list stands that a stated count is held against."""

    SAME_PLACE = "same_place"
    PLACES_BELOW = "places_below"
    ROWS = "rows"


@dataclass(frozen=True, slots=True)
class CheckRule:
    """A rule with its own identity. `text` and `mend` are Vietnamese; which other fields count, the kind says."""

    id: str
    kind: CheckKind
    severity: Severity
    title: str
    text: str
    mend: str
    labels: frozenset[str] = frozenset()
    criteria_set: str = ""
    parts: tuple[Term, ...] = ()
    whole: tuple[Term, ...] = ()
    """The same number in several indicators: the first that is recorded counts."""
    percent: Decimal | None = None
    points: Decimal | None = None
    topics: frozenset[str] = frozenset()
    total: str = ""
    words: tuple[str, ...] = ()
    count: str = ""
    list: str = ""
    where: Where | None = None


@dataclass(frozen=True, slots=True)
class CheckAnswer:
    """Why a warning may stand; it was given to the sentence `said`, and a later figure asks again."""

    reason: str
    said: str
    person: str = ""
    at: int = 0


PLAN = "plan"
"""Stands in place of a criteria set where a finding is about a figure that a plan states."""


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not add up.

    `codes` are the indicators it is shown beside; under the first of them the answer is kept. Of a plan's figure
    `criteria_set` is PLAN and the code is the figure's id.
    """

    rule: CheckRule
    place_id: str
    criteria_set: str
    codes: tuple[str, ...]
    period: str
    text: str
    answer: CheckAnswer | None = None

    @property
    def entity(self) -> str:
        """What operations call the answer to this finding."""
        return "|".join((self.place_id, self.criteria_set, self.codes[0], self.period, self.rule.id))

    @property
    def is_answered(self) -> bool:
        """An error is never answered, and an answer holds only for the numbers it was given to."""
        return self.rule.severity is Severity.WARNING and self.answer is not None and self.answer.said == self.text

    @property
    def blocks_printing(self) -> bool:
        """Whether no final paper may be printed while it stands."""
        return self.rule.severity is Severity.ERROR

    def with_answer(self, answer: CheckAnswer | None) -> "Finding":
        """The same finding with that answer, or with none."""
        return replace(self, answer=answer)


def read_rules(document: dict[str, Any]) -> tuple[CheckRule, ...]:
    """The rules of a parsed file. Raises ValueError that names the rule and what is wrong with it."""
    rules = tuple(_rule(data) for data in document.get("rule", []))
    ids = [rule.id for rule in rules]
    if repeated := sorted({one for one in ids if ids.count(one) > 1}):
        raise ValueError(f"rules of one id: {', '.join(repeated)}")
    return rules


_NEEDED = {
    CheckKind.EQUAL_DENOMINATORS: ("labels",),
    CheckKind.PARTS_WITHIN: ("criteria_set", "parts", "whole"),
    CheckKind.JUMP: ("labels", "percent"),
    CheckKind.RESULT_JUMP: ("points",),
    CheckKind.VILLAGE_COUNT: ("labels",),
    CheckKind.AGAINST_ELSEWHERE: ("labels",),
    CheckKind.PARTS_ADD_UP: ("total",),
    CheckKind.WITHIN_LONGER_PERIOD: ("topics",),
    CheckKind.ONLY_FALLS: ("words",),
    CheckKind.COUNT_AGAINST_LIST: ("count", "list", "where"),
}
_READERS: dict[str, Any] = {
    "kind": CheckKind,
    "severity": Severity,
    "labels": frozenset,
    "parts": lambda ones: tuple(_term(one) for one in ones),
    "whole": lambda ones: tuple(_term(one) for one in ([ones] if isinstance(ones, str) else ones)),
    "percent": lambda one: Decimal(str(one)),
    "points": lambda one: Decimal(str(one)),
    "topics": frozenset,
    "words": tuple,
    "where": Where,
}


def _rule(data: dict[str, Any]) -> CheckRule:
    try:
        rule = CheckRule(**{name: _READERS.get(name, str)(value) for name, value in data.items()})
    except (TypeError, ValueError, ArithmeticError) as error:
        raise ValueError(f"rule {data.get('id', '?')}: {error}") from error
    if missing := [name for name in _NEEDED.get(rule.kind, ()) if not getattr(rule, name)]:
        raise ValueError(f"rule {rule.id}: needs {', '.join(missing)}")
    return rule


def _term(text: str) -> Term:
    code, _, part = text.partition(":")
    return Term(code, Part(part))
