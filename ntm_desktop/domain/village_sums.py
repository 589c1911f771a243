"""A commune's figure is the sum over its villages, and is judged like theirs once none is missing."""

from collections.abc import Iterable
from decimal import Decimal
from typing import NamedTuple

from ntm_desktop.domain.criteria import Indicator, IndicatorKind
from ntm_desktop.domain.evaluation import Assessment, Given, Verdict, assess_indicator
from ntm_desktop.domain.recording import (
    Amount,
    Answer,
    Checked,
    Figure,
    NotApplicable,
    Share,
    SharesBySex,
    shares_of,
)


class VillageSum(NamedTuple):
    """The sum over villages of one indicator. `missing` are the names of villages without a figure."""

    given: Given
    villages_with_figure: int
    missing: tuple[str, ...]
    villages_met: int = 0


def add_up(indicator: Indicator, villages: Iterable[tuple[str, Given]]) -> VillageSum:
    """Sums numerators and denominators (never averages percentages); villages where it does not apply are left out.

    A yes/no indicator has no sum: a commune has it when every village has.
    """
    missing: list[str] = []
    figures: list[Figure] = []
    illustrative = False
    for name, given in villages:
        if given.figure is None:
            missing.append(name)
            continue
        illustrative = illustrative or given.is_illustrative
        figures.append(given.figure)
    applying: list[Figure] = [figure for figure in figures if not isinstance(figure, NotApplicable)]
    met = sum(isinstance(figure, Answer) and figure.is_yes for figure in applying)
    if figures and not applying:
        total: Figure | None = figures[0]
    else:
        total = _sum(indicator, applying)
    return VillageSum(Given(total, illustrative), len(figures), tuple(missing), met)


def assess_sum(
    criterion: int, indicator: Indicator, villages: VillageSum, *, column: str | None, year: int
) -> Assessment:
    """The verdict on a sum; while a village's figure is missing there is none, only the sum so far."""
    total = assess_indicator(criterion, indicator, villages.given, column=column, year=year)
    if not villages.missing or villages.given.figure is None:
        return total
    reason = f"Còn thiếu số liệu của: {', '.join(villages.missing)}"
    return total._replace(verdict=Verdict.NO_DATA, gaps=(), reason=reason)


def _sum(indicator: Indicator, figures: list[Figure]) -> Figure | None:
    if not figures:
        return None
    if indicator.kind is IndicatorKind.YES_NO:
        return Answer(all(isinstance(figure, Answer) and figure.is_yes for figure in figures))
    if indicator.kind is IndicatorKind.COUNT:
        return Amount(sum((figure.value for figure in figures if isinstance(figure, Amount)), Decimal(0)))
    if indicator.kind is IndicatorKind.K_OF_N:
        checked = [figure.items for figure in figures if isinstance(figure, Checked)]
        return Checked(frozenset.intersection(*checked)) if checked else None
    if indicator.by_sex and all(isinstance(figure, SharesBySex) for figure in figures):
        split = [figure for figure in figures if isinstance(figure, SharesBySex)]
        return SharesBySex(_total(one.female for one in split), _total(one.male for one in split))
    return _total(share for figure in figures for share in shares_of(figure))


def _total(shares: Iterable[Share]) -> Share:
    listed = list(shares)
    return Share(
        sum((share.numerator for share in listed), Decimal(0)),
        sum((share.denominator for share in listed), Decimal(0)),
    )
