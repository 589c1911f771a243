"""How far a figure is from its target, in things people can act on: 12 hộ, not 3,4 %."""

from decimal import Decimal
from fractions import Fraction
from typing import NamedTuple

from ntm_desktop.domain.criteria import Indicator, IndicatorKind, Rule, Target
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.recording import Amount, Answer, Checked, Figure, SharesBySex, shares_of


class Gap(NamedTuple):
    """What is still missing, in the indicator's own things: 12 hộ, not 3,4 %.

    `is_excess` when there are too many (poor households) rather than too few. `group` is "nữ" or "nam"
    where women and men are counted apart.
    """

    amount: Decimal
    unit: str
    is_excess: bool = False
    group: str = ""

    @property
    def text(self) -> str:
        """As people say it: "còn thiếu 12 hộ", with the group before it where there is one."""
        verb = "còn vượt" if self.is_excess else "còn thiếu"
        amount = f"{verb} {format_number(self.amount)} {self.unit}".strip()
        return f"{self.group}: {amount}" if self.group else amount


def against(indicator: Indicator, figure: Figure, target: Target) -> tuple[bool, tuple[Gap, ...]]:
    """Whether the figure meets the target, and what is missing where it does not; by sex each must meet it."""
    if isinstance(figure, Answer):
        return figure.is_yes, ()
    if isinstance(figure, Amount):
        return _compare(indicator, Fraction(figure.value), Fraction(target.value), indicator.quantity)
    if isinstance(figure, Checked):
        return _compare(indicator, Fraction(len(figure.items)), Fraction(target.value), "nội dung")
    scale = 100 if indicator.kind is IndicatorKind.RATIO else 1
    unit = indicator.quantity if indicator.kind is IndicatorKind.RATIO else _numerator_unit(indicator)
    results = []
    groups = ("nữ", "nam") if isinstance(figure, SharesBySex) else ("",)
    for group, share in zip(groups, shares_of(figure), strict=True):
        needed = _part(target.value, share.denominator, scale)
        results.append(_compare(indicator, Fraction(share.numerator), needed, unit, group))
    return all(is_met for is_met, _ in results), tuple(gap for _, gaps in results for gap in gaps)


def _part(wanted: Decimal, whole: Decimal, scale: int) -> Fraction:
    """`wanted` hundredths (or as many as `scale` says) of the whole, exact and in one fraction instead of five."""
    above, one = wanted.as_integer_ratio()
    below, other = whole.as_integer_ratio()
    return Fraction(above * below, one * other * scale)


def _compare(
    indicator: Indicator, have: Fraction, needed: Fraction, unit: str, group: str = ""
) -> tuple[bool, tuple[Gap, ...]]:
    if indicator.rule is Rule.AT_LEAST:
        missing, is_excess = needed - have, False
    else:
        missing, is_excess = have - needed, True
    if missing <= 0:
        return True, ()
    return False, (Gap(_rounded_up(missing, indicator), unit, is_excess, group),)


def _rounded_up(missing: Fraction, indicator: Indicator) -> Decimal:
    """The least number of things that closes the gap: 11,2 households are 12; kilometres to the metre."""
    places = 0 if indicator.is_whole or indicator.kind is IndicatorKind.K_OF_N else 3
    scaled = missing * 10**places
    least = Decimal(-((-scaled).__floor__())).scaleb(-places)
    return least.quantize(Decimal(1)) if least == least.to_integral_value() else least.normalize()


def _numerator_unit(indicator: Indicator) -> str:
    """An average's gap is in what is added up: "triệu đồng" of "triệu đồng/người/năm"."""
    return indicator.quantity.split("/")[0]
