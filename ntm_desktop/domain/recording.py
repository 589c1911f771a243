"""What is recorded of a place: one figure per indicator and period, checked against the indicator's shape."""

from collections.abc import Mapping
from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple

from ntm_desktop.domain.criteria import Indicator, IndicatorKind
from ntm_desktop.domain.errors import (
    NegativeNumber,
    NotApplicableNotAllowed,
    NotWhole,
    NumeratorAboveDenominator,
    WrongFigureKind,
    ZeroDenominator,
)
from ntm_desktop.domain.figure_states import FigureState
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.periods import Period
from ntm_desktop.domain.text_lengths import LONGEST_REASON, fitting


class Answer(Enum):
    """đạt / không đạt, of a yes/no indicator: `Answer(True)`. No tuple, or đạt would equal the count 1."""

    YES = True
    NO = False

    @property
    def is_yes(self) -> bool:
        """Whether the answer is đạt."""
        return self is Answer.YES


class Amount(NamedTuple):
    """A count, in the indicator's quantity."""

    value: Decimal


class Share(NamedTuple):
    """Numerator and denominator of a ratio or average: never only the percentage, which could not be added up."""

    numerator: Decimal
    denominator: Decimal


class SharesBySex(NamedTuple):
    """Women and men counted apart; the target must hold for each."""

    female: Share
    male: Share


class Checked(NamedTuple):
    """Which of the n items (their positions from 1) of a k-of-n indicator are there."""

    items: frozenset[int]


class NotApplicable(NamedTuple):
    """The indicator does not concern this place, for that reason."""

    reason: str


Figure = Answer | Amount | Share | SharesBySex | Checked | NotApplicable


class ReadingKey(NamedTuple):
    """Whose figure it is: laptops that record the same thing apart from each other meet at the same key."""

    place_id: str
    criteria_set: str
    code: str
    period: Period


class Reading(NamedTuple):
    """A recorded figure. `is_illustrative` marks generated sample data ("số liệu minh họa") for ever."""

    key: ReadingKey
    figure: Figure | None
    is_illustrative: bool = False
    note: str = ""
    has_conflict: bool = False
    state: FigureState = FigureState.DRAFT
    origin: str = ""
    """Where exactly this figure comes from ("Lấy từ sổ hộ ngày 22/11/2026"): another figure has another origin."""


def check_figure(indicator: Indicator, figure: Figure) -> None:
    """Raises the first rule the figure breaks: kind, whole numbers, negatives, shares, the reason's length."""
    if isinstance(figure, NotApplicable):
        if indicator.not_applicable is None:
            raise NotApplicableNotAllowed(indicator.code)
        fitting(figure.reason, "lý do", LONGEST_REASON)
        return
    if not _fits(indicator, figure):
        raise WrongFigureKind(indicator.code, expected_entry(indicator))
    if isinstance(figure, Amount):
        _check_amount(figure.value, indicator)
    for share in shares_of(figure):
        _check_share(share, indicator)


def expected_entry(indicator: Indicator) -> str:
    """How this indicator is entered, as a Vietnamese phrase for a hint or an error sentence."""
    if indicator.kind is IndicatorKind.YES_NO:
        return "đạt hoặc không đạt"
    if indicator.kind is IndicatorKind.COUNT:
        return f"một số ({indicator.quantity})" if indicator.quantity else "một số"
    if indicator.kind is IndicatorKind.K_OF_N:
        return f"số thứ tự các nội dung đạt, từ 1 đến {len(indicator.items)}"
    pair = f"tử số/mẫu số ({indicator.numerator_label}/{indicator.denominator_label})"
    return f"nữ tử số/mẫu số; nam tử số/mẫu số ({indicator.numerator_label})" if indicator.by_sex else pair


def shares_of(figure: Figure | None) -> tuple[Share, ...]:
    """The shares in a figure: one, women's and men's, or none."""
    if isinstance(figure, Share):
        return (figure,)
    if isinstance(figure, SharesBySex):
        return (figure.female, figure.male)
    return ()


def figure_to_data(
    figure: Figure | None, *, is_illustrative: bool = False, origin: str = ""
) -> dict[str, Any] | None:
    """The figure as the one field `figure` of a reading in the operation log; numbers as exact text.

    `origin` is part of it, so that whatever replaces the figure takes it away in the same act.
    """
    if figure is None:
        return None
    data: dict[str, Any]
    if isinstance(figure, Answer):
        data = {"yes": figure.is_yes}
    elif isinstance(figure, Amount):
        data = {"value": str(figure.value)}
    elif isinstance(figure, Share):
        data = {"n": str(figure.numerator), "d": str(figure.denominator)}
    elif isinstance(figure, SharesBySex):
        data = {
            "female": {"n": str(figure.female.numerator), "d": str(figure.female.denominator)},
            "male": {"n": str(figure.male.numerator), "d": str(figure.male.denominator)},
        }
    elif isinstance(figure, Checked):
        data = {"items": sorted(figure.items)}
    else:
        data = {"not_applicable": figure.reason}
    if is_illustrative:
        data["illustrative"] = True
    if origin:
        data["origin"] = origin
    return data


def origin_of(data: Mapping[str, Any] | None) -> str:
    """Where the figure says it comes from, one line; empty where a person entered it."""
    said = data.get("origin", "") if isinstance(data, Mapping) else ""
    return " ".join(said.split())[:LONGEST_REASON] if isinstance(said, str) else ""


def figure_from_data(data: dict[str, Any] | None) -> tuple[Figure | None, bool]:
    """The inverse of `figure_to_data`: the figure and whether it is illustrative. Raises ValueError."""
    if data is None:
        return None, False
    try:
        return _figure_of(data), bool(data.get("illustrative", False))
    except (KeyError, TypeError, ArithmeticError) as error:
        raise ValueError(f"not a figure: {data!r}") from error


def _figure_of(data: dict[str, Any]) -> Figure:
    if "yes" in data:
        return Answer(bool(data["yes"]))
    if "value" in data:
        return Amount(_decimal(data["value"]))
    if "n" in data:
        return Share(_decimal(data["n"]), _decimal(data["d"]))
    if "female" in data:
        female, male = data["female"], data["male"]
        return SharesBySex(
            Share(_decimal(female["n"]), _decimal(female["d"])),
            Share(_decimal(male["n"]), _decimal(male["d"])),
        )
    if "items" in data:
        return Checked(frozenset(int(item) for item in data["items"]))
    return NotApplicable(str(data["not_applicable"]))


# A package may say anything: what no cell would take is no figure, and would cost hours to calculate with.
_LARGEST = Decimal(10) ** 18
_PLACES = 30


def _decimal(text: Any) -> Decimal:
    value = Decimal(str(text))
    exponent = value.as_tuple().exponent
    if not isinstance(exponent, int) or value < 0 or value > _LARGEST or exponent < -_PLACES:
        raise ValueError(f"not a figure's number: {text!r}")
    return value


def _fits(indicator: Indicator, figure: Figure) -> bool:
    if indicator.kind is IndicatorKind.YES_NO:
        return isinstance(figure, Answer)
    if indicator.kind is IndicatorKind.COUNT:
        return isinstance(figure, Amount)
    if indicator.kind is IndicatorKind.K_OF_N:
        return isinstance(figure, Checked) and all(1 <= item <= len(indicator.items) for item in figure.items)
    return isinstance(figure, SharesBySex if indicator.by_sex else Share)


def _check_amount(value: Decimal, indicator: Indicator) -> None:
    if value < 0:
        raise NegativeNumber(format_number(value))
    if indicator.is_whole and value != value.to_integral_value():
        raise NotWhole(format_number(value), indicator.quantity)


def _check_share(share: Share, indicator: Indicator) -> None:
    for value in (share.numerator, share.denominator):
        if value < 0:
            raise NegativeNumber(format_number(value))
    if indicator.kind is IndicatorKind.RATIO:
        _check_amount(share.numerator, indicator)
        _check_amount(share.denominator, indicator)
    if share.denominator == 0:
        raise ZeroDenominator(indicator.denominator_label, indicator.not_applicable or "")
    if indicator.kind is IndicatorKind.RATIO and share.numerator > share.denominator:
        raise NumeratorAboveDenominator(
            share.numerator, share.denominator, indicator.numerator_label, indicator.denominator_label
        )
