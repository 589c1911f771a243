"""What is recorded of a place: one figure per indicator and period, checked against the indicator's shape."""

from decimal import Decimal
from enum import Enum
from typing import Any, NamedTuple

from ntm_desktop.domain.criteria import Indicator, IndicatorKind
from ntm_desktop.domain.errors import (
    NegativeNumber,
    NotApplicableNotAllowed,
    NotWhole,
    NumeratorAboveDenominator,
    UnclearShare,
    WrongFigureKind,
    ZeroDenominator,
)
from ntm_desktop.domain.figure_states import FigureState
from ntm_desktop.domain.formulas import parse_amount, split_share
from ntm_desktop.domain.numbers import format_entry, format_number
from ntm_desktop.domain.periods import Period
from ntm_desktop.domain.text_lengths import LONGEST_REASON, fitting


class Answer(Enum):
    """đạt / không đạt, of a yes/no indicator: `Answer(True)`. No tuple, or đạt would equal the count 1."""

    YES = True
    NO = False

    @property
    def is_yes(self) -> bool:
        return self is Answer.YES


class Amount(NamedTuple):
    """A count, in the indicator's quantity."""

    value: Decimal


class Share(NamedTuple):
    """Numerator and denominator of a ratio or average: never only the percentage (brief.md, fact 4)."""

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


_YES = {"x", "đ", "d", "đạt", "dat", "có", "co", "v", "✓"}
_NO = {"k", "kđ", "kd", "không", "khong", "không đạt", "khong dat", "chưa đạt", "chua dat", "✗"}
_NOT_APPLICABLE = {"-", "–", "kad", "không áp dụng", "khong ap dung", "○"}
_LONGEST_REASON = 300


def parse_entry(indicator: Indicator, text: str, standing: Figure | None = None) -> Figure | None:
    """Reads what a person types into a cell; empty text clears it (None).

    `151/200`; `151/` or `151` keeps the denominator of the figure that is `standing`, `/200` its numerator;
    `=45+32/200` adds up to 77/200, for outside parentheses a slash parts the share and inside them it divides;
    `x` or `Đ` for đạt, `k` for không đạt; `-` for không áp dụng for the set's own reason, `- lý do` for another;
    by sex `40/52; 61/70` (women; men); k of n `1, 3, 4`.
    Raises the errors of parse_amount and check_figure, WrongFigureKind, UnclearShare.
    """
    stripped = text.strip()
    lowered = stripped.casefold()
    if not stripped:
        return None
    figure: Figure
    reason = _reason(stripped)
    if reason is not None:
        figure = NotApplicable(reason or indicator.not_applicable or "")
    elif indicator.kind is IndicatorKind.YES_NO:
        if lowered not in _YES | _NO:
            raise WrongFigureKind(indicator.code, expected_entry(indicator))
        figure = Answer(lowered in _YES)
    elif indicator.kind is IndicatorKind.COUNT:
        figure = Amount(parse_amount(stripped, unit=indicator.quantity, whole=indicator.is_whole))
    elif indicator.kind is IndicatorKind.K_OF_N:
        figure = _parse_items(indicator, stripped)
    elif indicator.by_sex:
        women, separator, men = stripped.partition(";")
        if not separator:
            raise WrongFigureKind(indicator.code, expected_entry(indicator))
        female, male = (standing.female, standing.male) if isinstance(standing, SharesBySex) else (None, None)
        figure = SharesBySex(_parse_share(indicator, women, female), _parse_share(indicator, men, male))
    else:
        figure = _parse_share(indicator, stripped, standing if isinstance(standing, Share) else None)
    check_figure(indicator, figure)
    return figure


def _reason(text: str) -> str | None:
    """Why it is not applicable: empty where only that is said, None where something else is typed.

    After a sign or the words comes the reason; `-1` is a negative number and no reason.
    """
    if text.casefold() in _NOT_APPLICABLE:
        return ""
    for word in ("không áp dụng", "khong ap dung", "-", "–", "○"):
        if text.casefold().startswith(word):
            reason = " ".join(text[len(word) :].split()).lstrip(" :")[:_LONGEST_REASON].rstrip()
            is_reason = len(word) > 1 or (any(letter.isalpha() for letter in reason) and not reason[0].isdigit())
            return reason if is_reason and reason else None
    return None


def entry_text(figure: Figure | None) -> str:
    """What stands in the cell: the exact counterpart of `parse_entry`, and never a formula for a spreadsheet."""
    if figure is None:
        return ""
    if isinstance(figure, Answer):
        return "Đạt" if figure.is_yes else "Không đạt"
    if isinstance(figure, Amount):
        return format_entry(figure.value)
    if isinstance(figure, Share):
        return f"{format_entry(figure.numerator)}/{format_entry(figure.denominator)}"
    if isinstance(figure, SharesBySex):
        return f"{entry_text(figure.female)}; {entry_text(figure.male)}"
    if isinstance(figure, Checked):
        return ", ".join(str(item) for item in sorted(figure.items)) or "0"
    return f"Không áp dụng: {figure.reason}" if figure.reason else "Không áp dụng"


def figure_to_data(figure: Figure | None, *, is_illustrative: bool = False) -> dict[str, Any] | None:
    """The figure as the one field `figure` of a reading in the operation log; numbers as exact text."""
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
    return data


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


def _parse_share(indicator: Indicator, text: str, standing: Share | None) -> Share:
    """A half that is not given is that of the figure that stands; a percentage is never a share."""
    parts = [part.strip() for part in split_share(text)]
    if len(parts) > 2:
        raise UnclearShare(text)
    is_calculated = parts[0].startswith("=")
    numerator, denominator = parts[0].removeprefix("=").strip(), parts[1] if len(parts) > 1 else ""
    is_half = not numerator or not denominator
    if "%" in text or (is_half and standing is None) or not any(letter.isdigit() for letter in text):
        raise WrongFigureKind(indicator.code, expected_entry(indicator))
    whole = indicator.is_whole and indicator.kind is IndicatorKind.RATIO

    def read(part: str) -> Decimal:
        formula = f"={part}" if is_calculated and not part.startswith("=") else part
        return parse_amount(formula, unit=indicator.quantity, whole=whole)

    return Share(
        read(numerator) if numerator or standing is None else standing.numerator,
        read(denominator) if denominator or standing is None else standing.denominator,
    )


def _parse_items(indicator: Indicator, text: str) -> Checked:
    try:
        items = frozenset(int(part) for part in text.replace(";", ",").split(",") if part.strip())
    except ValueError as error:
        raise WrongFigureKind(indicator.code, expected_entry(indicator)) from error
    return Checked(items - {0})
