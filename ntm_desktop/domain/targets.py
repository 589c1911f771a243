"""Targets people entered from a decision or compared with it, laid over those a criteria set brings.

The program never invents a target: what is entered names its paper (number and date). A mark "đã đối chiếu" speaks
of the value it was given to; when the target becomes another one, it has to be compared again.
"""

from collections.abc import Iterable, Mapping
from decimal import Decimal, InvalidOperation
from typing import Any, NamedTuple

from ntm_desktop.domain.criteria import (
    EVERY_COLUMN,
    Basis,
    CriteriaSet,
    Indicator,
    IndicatorKind,
    Target,
    TargetMark,
    TargetSchedule,
)
from ntm_desktop.domain.errors import ExpectedError, MissingText, TargetUnfit
from ntm_desktop.domain.evidence import date_text, parse_date
from ntm_desktop.domain.numbers import parse_number
from ntm_desktop.domain.text_lengths import LONGEST_NAME, LONGEST_REASON, fitting

EVERY_YEAR = "*"


class TargetKey(NamedTuple):
    """One target of one indicator; `year` None for every year of the set."""

    criteria_set: str
    code: str
    column: str = EVERY_COLUMN
    year: int | None = None

    @property
    def entity(self) -> str:
        """What operations call this target."""
        return "|".join((self.criteria_set, self.code, self.column, str(self.year or EVERY_YEAR)))


CHECKED = "checked"


def checked_field(place_id: str) -> str:
    """The field in which a place says that it compared its own copy of a target: each of them for itself."""
    return f"{CHECKED}.{place_id}"


class Paper(NamedTuple):
    """The decision a target stands in; `date` in ISO."""

    decision: str
    date: str

    @property
    def text(self) -> str:
        """ "Quyết định số 12/QĐ-UBND ngày 05/02/2022"."""
        kind = "Quyết định số " if self.decision[:1].isdigit() else ""
        return f"{kind}{self.decision} ngày {date_text(self.date)}"


class EnteredTarget(NamedTuple):
    """What people said of one target: its value with its paper, and that it was compared with a decision."""

    key: TargetKey
    value: Decimal | None = None
    source: str = ""
    checked: Paper | None = None
    checked_value: Decimal | None = None
    checked_text: str = ""
    """The indicator's own text, where that was compared with the decision too."""


def paper_of(decision: str, date: str) -> Paper:
    """As people type it. Raises MissingText, WrongDate, TextTooLong."""
    number = " ".join(fitting(decision, "số quyết định", LONGEST_NAME).split())
    if not number:
        raise MissingText("số quyết định")
    iso = parse_date(date)
    if not iso:
        raise MissingText("ngày của quyết định")
    return Paper(number, iso)


def parse_target(indicator: Indicator, text: str) -> Decimal:
    """The value typed for an indicator; a yes/no has one target only. Raises TargetUnfit and as `parse_number`."""
    if indicator.kind is IndicatorKind.YES_NO:
        return Decimal(1)
    is_whole = indicator.kind is IndicatorKind.K_OF_N or (
        indicator.kind is IndicatorKind.COUNT and indicator.is_whole
    )
    typed = text.strip().removesuffix("%").strip().lstrip("≥≤").strip()
    value = parse_number(typed, unit=indicator.quantity or "nội dung", whole=is_whole)
    if reason := misfit(indicator, value):
        raise TargetUnfit(indicator.code, text.strip(), reason)
    return value


def misfit(indicator: Indicator, value: Decimal) -> str:
    """Why the value cannot be a target of that indicator, a Vietnamese phrase; empty where it can."""
    kind, is_whole = indicator.kind, value == value.to_integral_value()
    if not value.is_finite() or value < 0:
        return "mức không được là số âm"
    if kind is IndicatorKind.YES_NO and value != 1:
        return "chỉ tiêu đạt/không đạt chỉ có một mức là đạt"
    if kind is IndicatorKind.RATIO and value > 100:
        return "mức của một tỷ lệ từ 0 đến 100 %"
    if kind is IndicatorKind.AVERAGE and value == 0:
        return "mức bình quân phải lớn hơn 0"
    if kind is IndicatorKind.COUNT and indicator.is_whole and not is_whole:
        return "mức phải là số nguyên vì chỉ tiêu này đếm số nguyên"
    if kind is IndicatorKind.K_OF_N and not (is_whole and 1 <= value <= len(indicator.items)):
        return f"số nội dung phải đạt từ 1 đến {len(indicator.items)}"
    return ""


def column_for(criteria_set: CriteriaSet, indicator: Indicator, column: str | None) -> str:
    """Where a commune's target is written: where its target stands, else its own column of the set."""
    if column in indicator.targets:
        return str(column)
    if EVERY_COLUMN in indicator.targets or column not in criteria_set.columns:
        return EVERY_COLUMN
    return str(column)


def is_by_year(indicator: Indicator, column: str, year: int) -> bool:
    """Whether the target of that year is the year's own."""
    schedule = indicator.targets.get(column)
    return schedule is not None and year in schedule.by_year


def with_entered(criteria_set: CriteriaSet, entered: Iterable[EnteredTarget]) -> CriteriaSet:
    """The set as it holds here. What does not fit it (another version's code, a value of no sense) is left out."""
    by_code: dict[str, list[EnteredTarget]] = {}
    for one in entered:
        by_code.setdefault(one.key.code, []).append(one)
    criteria = tuple(
        criterion._replace(
            indicators=tuple(
                _overlaid(one, by_code[one.code], criteria_set.columns) if one.code in by_code else one
                for one in criterion.indicators
            )
        )
        for criterion in criteria_set.criteria
    )
    return criteria_set._replace(criteria=criteria)


def value_data(value: Decimal, source: str) -> dict[str, str]:
    """The field `value` of a target: the number as exact text, and the paper it stands in."""
    return {"value": str(value), "source": source}


def checked_data(paper: Paper, value: Decimal, text: str = "") -> dict[str, str]:
    """The field `checked`: the paper, the value compared with it and, where it was compared too, the text."""
    said = {"decision": paper.decision, "date": paper.date, "value": str(value)}
    return {**said, "text": text} if text else said


def entered_from_data(key: TargetKey, value: object, checked: object) -> EnteredTarget | None:
    """From the log's fields; None where nothing of it can be read."""
    number, source, paper, compared, text = None, "", None, None, ""
    if isinstance(value, Mapping):
        number, source = _decimal(value.get("value")), _text(value.get("source"))
    if isinstance(checked, Mapping):
        paper, compared = _paper(checked), _decimal(checked.get("value"))
        text = said if isinstance(said := checked.get("text"), str) else ""
    if number is not None and not source:  # a target without its paper is nobody's word
        number = None
    if number is None and (paper is None or compared is None):
        return None
    return EnteredTarget(key, number, source, paper, compared, text)


def _overlaid(indicator: Indicator, entered: list[EnteredTarget], columns: Mapping[str, str]) -> Indicator:
    """Every column before single ones and every year before single ones: the narrower word stands."""
    targets = dict(indicator.targets)
    for one in sorted(entered, key=lambda one: (one.key.column != EVERY_COLUMN, one.key.year or 0)):
        column = one.key.column
        if column != EVERY_COLUMN and column not in columns:
            continue
        standing = targets.get(column) or targets.get(EVERY_COLUMN) or TargetSchedule()
        schedule = _marked(_replaced(standing, indicator, one), one)
        if schedule != TargetSchedule():
            targets[column] = schedule
        if one.checked is not None and one.checked_text == indicator.text:
            indicator = indicator._replace(text_basis=Basis.QUOTED, text_source=one.checked.text)
    return indicator._replace(targets=targets)


def _replaced(standing: TargetSchedule, indicator: Indicator, one: EnteredTarget) -> TargetSchedule:
    if one.value is None or misfit(indicator, one.value):
        return standing
    target = Target(one.value, Basis.QUOTED, one.source, TargetMark.ENTERED)
    if one.key.year is None:
        return TargetSchedule(fixed=target)
    return standing._replace(by_year={**standing.by_year, one.key.year: target})


def _marked(standing: TargetSchedule, one: EnteredTarget) -> TargetSchedule:
    """A mark of every year is given to each year's target of that value."""
    paper, value = one.checked, one.checked_value
    if paper is None or value is None:
        return standing

    def marked(target: Target) -> Target:
        return Target(value, Basis.QUOTED, paper.text, TargetMark.CHECKED) if target.value == value else target

    if one.key.year is None:
        fixed = marked(standing.fixed) if standing.fixed else None
        return TargetSchedule(fixed, {year: marked(target) for year, target in standing.by_year.items()})
    found = standing.for_year(one.key.year)
    if found is None or found.value != value:
        return standing
    return standing._replace(by_year={**standing.by_year, one.key.year: marked(found)})


def _paper(data: Mapping[Any, Any]) -> Paper | None:
    try:
        return paper_of(_text(data.get("decision")), _text(data.get("date")))
    except ExpectedError:  # a package's bad data is no mark
        return None


def _text(value: object) -> str:
    return value[:LONGEST_REASON] if isinstance(value, str) else ""


def _decimal(value: object) -> Decimal | None:
    if isinstance(value, bool) or not isinstance(value, (str, int, float)):
        return None
    try:
        number = Decimal(str(value)[:64])
    except InvalidOperation:
        return None
    return number if number.is_finite() else None
