"""What people type into a cell, read into a figure, and the figure as it stands in the cell."""

from collections.abc import Callable
from decimal import Decimal

from ntm_desktop.domain.criteria import Indicator, IndicatorKind
from ntm_desktop.domain.errors import PercentTyped, UnclearShare, WrongFigureKind
from ntm_desktop.domain.formulas import parse_amount, split_share
from ntm_desktop.domain.numbers import format_amount, format_entry
from ntm_desktop.domain.recording import (
    Amount,
    Answer,
    Checked,
    Figure,
    NotApplicable,
    Share,
    SharesBySex,
    check_figure,
    expected_entry,
)

_YES = {"x", "đ", "d", "đạt", "dat", "có", "co", "v", "✓", "✔", "√"}
_NO = {"k", "kđ", "kd", "không", "khong", "không đạt", "khong dat", "chưa đạt", "chua dat", "✗"}
_NOT_APPLICABLE = {"-", "–", "kad", "không áp dụng", "khong ap dung", "○"}


def parse_entry(indicator: Indicator, text: str, standing: Figure | None = None) -> Figure | None:
    """Reads what a person types into a cell; empty text clears it (None).

    `151/200`; `151/` or `151` keeps the denominator of the figure that is `standing`, `/200` its numerator;
    `=45+32/200` adds up to 77/200, for outside parentheses a slash parts the share and inside them it divides;
    `x` or `Đ` for đạt, `k` for không đạt; `-` for không áp dụng, `- lý do` with the reason;
    by sex `40/52; 61/70` (women; men); k of n `1, 3, 4`.
    Raises the errors of parse_amount and check_figure, WrongFigureKind, UnclearShare, PercentTyped.
    """
    stripped = text.strip()
    lowered = stripped.casefold()
    if not stripped:
        return None
    figure: Figure
    if indicator.kind is IndicatorKind.RATIO and stripped.endswith("%") and stripped[:1].isdigit():
        raise PercentTyped(stripped, expected_entry(indicator))
    reason = _reason(stripped)
    if reason is not None:
        figure = NotApplicable(reason)
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
            reason = " ".join(text[len(word) :].split()).lstrip(" :")
            is_reason = len(word) > 1 or (any(letter.isalpha() for letter in reason) and not reason[0].isdigit())
            return reason if is_reason and reason else None
    return None


def entry_text(figure: Figure | None) -> str:
    """What stands in a cell that is typed in: what `parse_entry` reads back, never a formula for a spreadsheet."""
    return _text(figure, format_entry)


def figure_text(figure: Figure | None) -> str:
    """The same for reading alone: thousands stand apart everywhere, also where typed so they had two readings."""
    return _text(figure, format_amount)


def _text(figure: Figure | None, write: Callable[[Decimal], str]) -> str:
    if figure is None:
        return ""
    if isinstance(figure, Answer):
        return "Đạt" if figure.is_yes else "Không đạt"
    if isinstance(figure, Amount):
        return write(figure.value)
    if isinstance(figure, Share):
        return f"{write(figure.numerator)}/{write(figure.denominator)}"
    if isinstance(figure, SharesBySex):
        return f"{_text(figure.female, write)}; {_text(figure.male, write)}"
    if isinstance(figure, Checked):
        return ", ".join(str(item) for item in sorted(figure.items)) or "0"
    return f"Không áp dụng: {figure.reason}" if figure.reason else "Không áp dụng"


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
