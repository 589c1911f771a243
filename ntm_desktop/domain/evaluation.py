"""Is it met? Pure rules from figures and targets to verdicts, with the gap in things people can act on.

Comparisons are exact (fractions); rounding is for display only, and never shows an unmet figure as met.
"""

from decimal import Decimal
from enum import StrEnum
from fractions import Fraction
from math import ceil, floor
from typing import NamedTuple

from ntm_desktop.domain.criteria import CriteriaSet, Criterion, Indicator, IndicatorKind, Rule, Target
from ntm_desktop.domain.gaps import Gap, against
from ntm_desktop.domain.numbers import format_number, round_half_up
from ntm_desktop.domain.recording import Amount, Answer, Checked, Figure, NotApplicable, shares_of


class Verdict(StrEnum):
    """What can be said of an indicator or a criterion; the words are in VERDICT_TITLES."""

    MET = "met"
    NOT_MET = "not_met"
    NO_DATA = "no_data"
    NO_TARGET = "no_target"
    NOT_APPLICABLE = "not_applicable"


VERDICT_TITLES = {
    Verdict.MET: "Đạt",
    Verdict.NOT_MET: "Chưa đạt",
    Verdict.NO_DATA: "Chưa có số liệu",
    Verdict.NO_TARGET: "Chưa có chỉ tiêu",
    Verdict.NOT_APPLICABLE: "Không áp dụng",
}


class Assessment(NamedTuple):
    """The verdict on one indicator of one place and period.

    `value` is exact: percent for a ratio, the average, the count, or 1 and 0 for yes and no.
    `reason` says in Vietnamese why there is no verdict, or whose figures are missing from a sum.
    """

    criterion: int
    indicator: Indicator
    verdict: Verdict
    figure: Figure | None = None
    value: Fraction | None = None
    numerator: Decimal | None = None
    denominator: Decimal | None = None
    target: Target | None = None
    gaps: tuple[Gap, ...] = ()
    reason: str = ""
    is_illustrative: bool = False

    @property
    def gap_text(self) -> str:
        """All gaps in one line, empty where there is none."""
        return "; ".join(gap.text for gap in self.gaps)

    @property
    def gap_amount(self) -> Decimal | None:
        """The gaps added up, None where there is none."""
        return sum((gap.amount for gap in self.gaps), Decimal(0)) if self.gaps else None


class CriterionAssessment(NamedTuple):
    """The verdict on one criterion, and those on its indicators."""

    criterion: Criterion
    verdict: Verdict
    counts_as_met: bool
    indicators: tuple[Assessment, ...]


class PlaceAssessment(NamedTuple):
    """One place and period under one set: what is met, what is missing."""

    criteria: tuple[CriterionAssessment, ...]

    @property
    def criteria_met(self) -> int:
        """How many criteria count as met."""
        return sum(criterion.counts_as_met for criterion in self.criteria)

    @property
    def counted_as_met(self) -> str:
        """Why more count as met than are marked as met, in brackets; empty where none does."""
        counted = sum(one.counts_as_met and one.verdict is Verdict.NOT_APPLICABLE for one in self.criteria)
        return f"(trong đó {counted} không áp dụng, tính là đạt theo bộ tiêu chí)" if counted else ""

    @property
    def met_text(self) -> str:
        """ "16/19 tiêu chí (trong đó 1 không áp dụng, tính là đạt theo bộ tiêu chí)"."""
        return f"{self.criteria_met}/{len(self.criteria)} tiêu chí {self.counted_as_met}".rstrip()

    @property
    def indicators(self) -> tuple[Assessment, ...]:
        """Every indicator's assessment, in the set's order."""
        return tuple(one for criterion in self.criteria for one in criterion.indicators)

    @property
    def indicators_met(self) -> int:
        """Indicators in force for this place that are met; not-applicable ones are neither met nor counted."""
        return sum(one.verdict is Verdict.MET for one in self.indicators)

    @property
    def indicators_in_force(self) -> int:
        """How many indicators apply to this place."""
        return sum(one.verdict is not Verdict.NOT_APPLICABLE for one in self.indicators)

    @property
    def is_illustrative(self) -> bool:
        """Whether any figure is sample data."""
        return any(one.is_illustrative for one in self.indicators)

    def of(self, code: str) -> Assessment:
        """The assessment of the indicator with that code; the set has it."""
        return next(one for one in self.indicators if one.indicator.code == code)


class Given(NamedTuple):
    """A figure as evaluation takes it."""

    figure: Figure | None
    is_illustrative: bool = False


NOTHING = Given(None)


NO_REASON = "chưa ghi lý do"
"""Said of what does not apply where nobody said why: a reason is never made up."""


def assess_indicator(
    criterion: int, indicator: Indicator, given: Given, *, column: str | None, year: int
) -> Assessment:
    """The verdict for a figure under the target of `column` and `year`."""
    target = indicator.target(column, year)
    figure, illustrative = given.figure, given.is_illustrative
    if figure is None:
        return Assessment(criterion, indicator, Verdict.NO_DATA, target=target, reason="Chưa có số liệu")
    value, numerator, denominator = _measured(indicator, figure)
    if isinstance(figure, NotApplicable):
        reason = figure.reason or NO_REASON
        return Assessment(
            criterion,
            indicator,
            Verdict.NOT_APPLICABLE,
            figure,
            target=target,
            reason=reason,
            is_illustrative=illustrative,
        )
    gaps: tuple[Gap, ...] = ()
    if target is None:
        verdict, reason = Verdict.NO_TARGET, _why_no_target(indicator, year)
    elif _denominator_is_zero(figure):
        verdict, reason = Verdict.NO_DATA, f"{indicator.denominator_label.capitalize()} bằng 0"
    else:
        is_met, gaps = against(indicator, figure, target)
        verdict, reason = (Verdict.MET if is_met else Verdict.NOT_MET), ""
    return Assessment(
        criterion,
        indicator,
        verdict,
        figure,
        value,
        numerator,
        denominator,
        target,
        gaps,
        reason,
        illustrative,
    )


def assess_criterion(
    criteria_set: CriteriaSet, criterion: Criterion, ones: tuple[Assessment, ...]
) -> CriterionAssessment:
    """Met when all its indicators are; whether not-applicable counts as met is the set's rule."""
    verdicts = {one.verdict for one in ones}
    counts = criteria_set.recognition.not_applicable_counts_as_met
    if Verdict.NOT_MET in verdicts or (Verdict.NOT_APPLICABLE in verdicts and not counts):
        verdict = Verdict.NOT_MET
    elif Verdict.NO_DATA in verdicts:
        verdict = Verdict.NO_DATA
    elif Verdict.NO_TARGET in verdicts:
        verdict = Verdict.NO_TARGET
    elif verdicts == {Verdict.NOT_APPLICABLE}:
        verdict = Verdict.NOT_APPLICABLE
    else:
        verdict = Verdict.MET
    return CriterionAssessment(criterion, verdict, verdict in (Verdict.MET, Verdict.NOT_APPLICABLE), ones)


def display_value(assessment: Assessment) -> str:
    """The value for people: rounded, but never across the target (74,996 % is not shown as 75 %)."""
    if assessment.value is None:
        return ""
    kind = assessment.indicator.kind
    if kind is IndicatorKind.YES_NO:
        return "Đạt" if assessment.value else "Không đạt"
    number = format_number(_rounded(assessment.value, assessment.target))
    if kind is IndicatorKind.RATIO:
        return f"{number} %"
    return f"{number} {assessment.indicator.quantity}".strip()


def display_target(indicator: Indicator, target: Target | None) -> str:
    """The target for people: "≥ 75 %", "0 hộ", "Đạt"; empty when there is none."""
    if target is None:
        return ""
    if indicator.kind is IndicatorKind.YES_NO:
        return "Đạt"
    unit = "%" if indicator.kind is IndicatorKind.RATIO else indicator.quantity
    number = f"{format_number(target.value)} {unit}".strip()
    if indicator.kind is IndicatorKind.K_OF_N:
        return f"≥ {format_number(target.value)}/{len(indicator.items)} nội dung"
    if indicator.rule is Rule.AT_MOST and target.value == 0:
        return number
    return f"{'≥' if indicator.rule is Rule.AT_LEAST else '≤'} {number}"


def _measured(indicator: Indicator, figure: Figure) -> tuple[Fraction | None, Decimal | None, Decimal | None]:
    """Exact value, numerator, denominator; by sex the two are added for the overall figure."""
    if isinstance(figure, Answer):
        return Fraction(int(figure.is_yes)), None, None
    if isinstance(figure, Amount):
        return Fraction(figure.value), None, None
    if isinstance(figure, Checked):
        return Fraction(len(figure.items)), None, None
    shares = shares_of(figure)
    if not shares:
        return None, None, None
    numerator = sum((share.numerator for share in shares), Decimal(0))
    denominator = sum((share.denominator for share in shares), Decimal(0))
    if denominator == 0:
        return None, numerator, denominator
    scale = 100 if indicator.kind is IndicatorKind.RATIO else 1
    return _quotient(numerator, denominator, scale), numerator, denominator


def _quotient(numerator: Decimal, denominator: Decimal, scale: int) -> Fraction:
    """Exact, and one fraction instead of five: the first screen asks for hundreds."""
    above, one = numerator.as_integer_ratio()
    below, other = denominator.as_integer_ratio()
    return Fraction(above * other * scale, below * one)


def _denominator_is_zero(figure: Figure) -> bool:
    return any(share.denominator == 0 for share in shares_of(figure))


def _why_no_target(indicator: Indicator, year: int) -> str:
    if indicator.set_by_province:
        return "Chưa có chỉ tiêu: mức đạt do UBND tỉnh quy định"
    return f"Chưa có chỉ tiêu áp dụng cho năm {year}"


def _rounded(value: Fraction, target: Target | None) -> Decimal:
    """Two decimals, or as many more (up to six) as it takes to stay on the value's own side of the target."""
    for places in (2, 3, 4, 5, 6):
        rounded = round_half_up(value, places)
        if target is None or _side(Fraction(rounded), target) == _side(value, target):
            break
    else:
        is_above = target is not None and value > Fraction(target.value)
        rounded = Decimal(ceil(value * 10**6) if is_above else floor(value * 10**6)).scaleb(-6)
    return rounded.quantize(Decimal(1)) if rounded == rounded.to_integral_value() else rounded.normalize()


def _side(value: Fraction, target: Target) -> int:
    wanted = Fraction(target.value)
    return (value > wanted) - (value < wanted)
