"""Numbers as people in Vietnam write and read them. Exact decimals in, exact decimals out."""

import re
from decimal import Decimal
from fractions import Fraction

from ntm_desktop.domain.errors import AmbiguousNumber, NegativeNumber, NotANumber, NotWhole, NumberTooLarge

_DIGITS = re.compile(r"\d+")
_GROUPED = re.compile(r"\d{1,3}([., ]\d{3})+")
_MIXED = re.compile(r"(?P<whole>\d{1,3}(?P<group>[., ])\d{3}(?:(?P=group)\d{3})*)(?P<point>[.,])(?P<part>\d+)")
_POINT = re.compile(r"\d+[.,]\d+")
LARGEST = Decimal(10) ** 15  # a thousand times the nation's budget in million đồng: anything above is a slip


def parse_number(text: str, *, unit: str = "", whole: bool = False) -> Decimal:
    """Reads one non-negative number.

    Both `1.234,5` and `1,234.5` are unambiguous and accepted. A single mark followed by exactly three
    digits (`1.234`) is a thousand where `whole` numbers are counted, and ambiguous elsewhere.
    Raises NotANumber, AmbiguousNumber, NegativeNumber, NotWhole, NumberTooLarge.
    """
    stripped = text.strip().replace("\u00a0", " ").replace("\u202f", " ")
    if stripped.startswith(("-", "−")) and _looks_numeric(stripped[1:]):
        raise NegativeNumber(text)
    value = read_number(stripped, text, whole=whole)
    if value > LARGEST:
        raise NumberTooLarge(text)
    if whole and value != value.to_integral_value():
        raise NotWhole(text, unit)
    return value.normalize() if value == 0 else _trim(value)


def format_number(value: Decimal | Fraction | int, places: int | None = None) -> str:
    """`152863.3` -> `152.863,3`. Without `places` a Decimal keeps its own; a Fraction is shown with two at most."""
    if isinstance(value, Fraction):
        places = 2 if places is None else places
        value = round_half_up(value, places)
        value = _trim(value)
        places = None
    number = Decimal(value) if places is None else round_half_up(Fraction(value), places)
    whole, _, part = f"{number:f}".partition(".")
    sign = "-" if whole.startswith("-") else ""
    grouped = f"{int(whole.lstrip('-')):,}".replace(",", ".")
    return sign + grouped + (f",{part}" if part else "")


def format_amount(value: Decimal) -> str:
    """As it is read, without empty decimals: `2126.0` -> `2.126`."""
    return format_number(_trim(value))


def format_entry(value: Decimal) -> str:
    """As it stands in a cell that can be typed into: what `parse_number` reads back without doubt.

    `1234` is not grouped and `1,125` gets a further 0, since one mark before three digits is ambiguous.
    """
    text = format_amount(value)
    if not _GROUPED.fullmatch(text) or text.startswith("0") or len(re.sub(r"\d", "", text)) > 1:
        return text
    return f"{text}0" if "," in text else text.replace(".", "")


def round_half_up(value: Fraction, places: int) -> Decimal:
    """For display only: verdicts compare exact fractions."""
    scaled = value * 10**places
    whole = (abs(scaled) + Fraction(1, 2)).__floor__()
    number = Decimal(whole).scaleb(-places)
    return -number if scaled < 0 and whole else number


def as_json(value: Decimal | Fraction) -> int | float:
    """A JSON number: an integer where it is one, otherwise the nearest double (74,9999999 never becomes 75)."""
    exact = Fraction(value)
    return int(exact) if exact.denominator == 1 else float(exact)


def read_number(stripped: str, text: str, *, whole: bool) -> Decimal:
    """The number as it stands, whole or not; `text` is what the person typed, for the sentence of an error."""
    if _DIGITS.fullmatch(stripped):
        return Decimal(stripped)
    mixed = _MIXED.fullmatch(stripped)
    if mixed and mixed["group"] != mixed["point"]:
        return Decimal(re.sub(r"\D", "", mixed["whole"]) + "." + mixed["part"])
    if _GROUPED.fullmatch(stripped):
        marks = re.sub(r"\d", "", stripped)
        thousands = Decimal(re.sub(r"\D", "", stripped))
        if len(set(marks)) > 1:
            raise NotANumber(text)
        if len(marks) > 1 or marks == " " or whole:
            return thousands
        if stripped.startswith("0"):
            return Decimal(re.sub(r"[.,]", ".", stripped))
        raise AmbiguousNumber(text, thousands, Decimal(re.sub(r"[.,]", ".", stripped)))
    if _POINT.fullmatch(stripped):
        return Decimal(stripped.replace(",", "."))
    raise NotANumber(text)


def _trim(value: Decimal) -> Decimal:
    if value == value.to_integral_value():
        return value.quantize(Decimal(1))
    return value.normalize()


def _looks_numeric(text: str) -> bool:
    return bool(text.strip()) and all(c.isdigit() or c in "., " for c in text.strip())


def grouped(sha256: str) -> str:
    """A hash in groups of eight, so that two people can compare it aloud."""
    return " ".join(sha256[start : start + 8] for start in range(0, len(sha256), 8))
