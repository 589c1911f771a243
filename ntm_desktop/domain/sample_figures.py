"""Invented figures of a sample village, the same on every machine, that hang together.

One count of households and people per period, no numerator above its denominator, nothing worse than before.
How good a village is ("strength" from 0 to 1) and what its figures range between is data of the sample.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from math import ceil, floor
from random import Random
from typing import Any

from ntm_desktop.domain.criteria import CriteriaSet, Indicator, IndicatorKind, Rule
from ntm_desktop.domain.periods import Period, parse_period
from ntm_desktop.domain.recording import Amount, Answer, Figure, NotApplicable, Share, SharesBySex

_IMPROVEMENT = 0.2  # of strength, from the end of the first year to the end of the last
_STRONG = 0.9  # from here on a village leaves nothing uncollected
_LEFT_OUT_YEARLY, _LEFT_OUT_QUARTERLY = 0.06, 0.25
_TENTHS = ("km_main", "km_inner", "ha_irrigated")  # measured to a tenth; everything else is counted whole


def illustrative_figures(
    illustration: Mapping[str, Any], commune: str, village: Mapping[str, Any], chosen: CriteriaSet
) -> Iterator[tuple[str, Period, Figure]]:
    """Code, period and figure of one village, without those that were "not collected"."""
    maker = _Maker(illustration, commune, village)
    for indicator in chosen.indicators():
        for period, figure in zip(maker.periods, maker.series(indicator), strict=True):
            if not maker.is_left_out(indicator, period, figure):
                yield indicator.code, period, figure


@dataclass(frozen=True, slots=True)
class _Moment:
    """One period of one village: how far it has come, and everything that is counted there."""

    period: Period
    strength: float
    sizes: dict[str, int]


class _Maker:
    """Draws one village's figures; every draw has its fixed place in the sequence."""

    def __init__(self, illustration: Mapping[str, Any], commune: str, village: Mapping[str, Any]) -> None:
        self._illustration = illustration
        self._own = village["illustration"]
        self._where = (commune, village["name"])
        self._random = Random(f"{illustration['seed']}|{commune}|{village['name']}")
        codes = [*illustration["periods"], *illustration["more_periods"].get(commune, [])]
        self.periods = sorted((parse_period(code) for code in codes), key=lambda one: one.end)
        fixed = self._fixed_sizes()
        people_each = self._between(3.5, 3.9)
        self._moments = [self._moment(period, people_each, fixed) for period in self.periods]

    def series(self, indicator: Indicator) -> list[Figure]:
        noise = self._between(-0.08, 0.08)
        if indicator.code in self._own.get("not_applicable", ()):
            return [NotApplicable(indicator.not_applicable or "") for _ in self.periods]
        if indicator.kind is IndicatorKind.YES_NO:
            least = self._illustration["yes_from_strength"][indicator.code]
            return [Answer(moment.strength + noise >= least) for moment in self._moments]
        of = self._illustration["shares"][indicator.code]["of"]
        if indicator.kind is IndicatorKind.COUNT:
            counted = self._counts(indicator, of, noise, per=None)
            return [Amount(Decimal(count)) for count in counted]
        if indicator.by_sex:
            female = self._shares(indicator, "women", noise + 0.01)
            male = self._shares(indicator, "men", noise - 0.01)
            return [SharesBySex(*pair) for pair in zip(female, male, strict=True)]
        return list(self._shares(indicator, of, noise))

    def is_left_out(self, indicator: Indicator, period: Period, figure: Figure) -> bool:
        draw = self._random.random()
        is_yearly = period.last - period.first == 11
        commune, village = self._where
        here = {"commune": commune, "village": village, "code": indicator.code, "period": period.code}
        if here in self._illustration["left_empty"]:
            return True
        if not is_yearly and indicator.code in self._illustration["once_a_year"]:
            return True
        if (
            isinstance(figure, NotApplicable)
            or self._miss(indicator) is not None
            or self._own["strength"] >= _STRONG
        ):
            return False
        return draw < (_LEFT_OUT_YEARLY if is_yearly else _LEFT_OUT_QUARTERLY)

    def _shares(self, indicator: Indicator, of: str, noise: float) -> list[Share]:
        counted = self._counts(indicator, of, noise, per=of)
        sizes = [moment.sizes[of] for moment in self._moments]
        return [Share(_exact(count, of), _exact(size, of)) for count, size in zip(counted, sizes, strict=True)]

    def _counts(self, indicator: Indicator, of: str, noise: float, *, per: str | None) -> list[int]:
        """The numerators, made backwards from the last so that no earlier one is better."""
        is_average = indicator.kind is IndicatorKind.AVERAGE
        made: list[int] = []
        last_size = 1
        for moment in reversed(self._moments):
            size = moment.sizes[of]
            share = self._share(indicator, moment.strength + noise)
            count = round(share * size) if is_average else round(min(max(share, 0.0), 1.0) * size)
            if not made:
                count = self._steered(indicator, size, count)
            else:
                later = Fraction(made[-1]) if per is None else Fraction(made[-1] * size, last_size)
                count = min(count, floor(later)) if indicator.rule is Rule.AT_LEAST else max(count, ceil(later))
            made.append(count)
            last_size = size
        return made[::-1]

    def _share(self, indicator: Indicator, strength: float) -> float:
        ends = self._illustration["shares"][indicator.code]
        weak, strong = float(ends["weak"]), float(ends["strong"])
        return weak + (strong - weak) * min(max(strength, 0.0), 1.0)

    def _steered(self, indicator: Indicator, size: int, count: int) -> int:
        """The last numerator, where the sample says by how many it misses the target."""
        target = indicator.target(None, self.periods[-1].year)
        amount = self._miss(indicator)
        if amount is None or target is None:
            return count
        needed = Fraction(target.value) * size / 100
        return ceil(needed) - amount if indicator.rule is Rule.AT_LEAST else floor(needed) + amount

    def _miss(self, indicator: Indicator) -> int | None:
        commune, village = self._where
        for one in self._illustration["short_by"]:
            if (one["commune"], one["village"], one["code"]) == (commune, village, indicator.code):
                return int(one["amount"])
        return None

    def _moment(self, period: Period, people_each: float, fixed: Mapping[str, int]) -> _Moment:
        is_first_year = period.year == self.periods[0].year
        progress = 0.0 if is_first_year else period.last / 12
        first, last = self._own["households_2020"], self._own["households_2021"]
        households = first + round((last - first) * progress)
        people = round(households * people_each)
        women = round(people * 0.49)
        sizes = {
            "households": households,
            "people": people,
            "women": women,
            "men": people - women,
            "working_age": round(people * 0.56),
            "school_age": round(people * 0.24),
            "livestock_households": round(households * 0.45),
            **fixed,
        }
        return _Moment(period, self._own["strength"] - _IMPROVEMENT * (1 - progress), sizes)

    def _fixed_sizes(self) -> dict[str, int]:
        """What does not change over the two years; lengths and areas in tenths."""
        ranges = {
            "km_main": (12, 45),
            "km_inner": (20, 60),
            "ha_irrigated": (40, 300),
            "graduates": (4, 11),
            "establishments": (2, 9),
        }
        return {name: round(self._between(*ends)) for name, ends in ranges.items()} | {"models": 3}

    def _between(self, low: float, high: float) -> float:
        return low + (high - low) * self._random.random()


def _exact(count: int, of: str) -> Decimal:
    return Decimal(count).scaleb(-1) if of in _TENTHS else Decimal(count)
