"""What stands where in the workbook that is given out to be filled: rows of indicators, columns of places.

Every row and column carries its key in a hidden cell, so that it is known again wherever a person moved it.
"""

import hashlib
import json
from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from ntm_desktop.domain.criteria import CriteriaSet, Criterion, Indicator, IndicatorKind, Level
from ntm_desktop.domain.entries import entry_text
from ntm_desktop.domain.evaluation import display_target
from ntm_desktop.domain.periods import Period
from ntm_desktop.domain.places import Place, PlaceKind
from ntm_desktop.domain.recording import Amount, Answer, Checked, Figure, NotApplicable, Share, SharesBySex

TEMPLATE_VERSION = 1
IDENTITY_SHEET = "ntm"
FORM_SHEET = "Biểu nhập số liệu"
KEY_MARK = "ntm-ma"
"""In the hidden cell where the hidden row of column keys meets the hidden column of row keys."""
YES, NO = "Đạt", "Không đạt"
HAS, HAS_NOT = "Có", "Không"
NOT_APPLICABLE = "Không áp dụng"
LABELS = 5
"""Columns before the first to be filled: the hidden key, code, text, target, how to fill."""
LABEL_KEYS = ("ntm-tt", "ntm-noi-dung", "ntm-quy-dinh", "ntm-cach-ghi")
KEY_ROW, HEADER_ROW = 4, 5
"""From 0; the rows of indicators follow."""


class Form(StrEnum):
    """Which way a form lies."""

    VILLAGE = "village"
    """One place; numerator and denominator side by side."""
    COMMUNE = "commune"
    """Every village a column; numerator and denominator below one another."""


@dataclass(frozen=True, slots=True)
class Identity:
    """What the hidden sheet says: whose form this is, and what stood in it when it was given out.

    `filled` has the figures by "place|code", as they stand in a cell (`entry_text`).
    """

    version: int
    form: Form
    commune_id: str
    commune: str
    places: dict[str, str]
    criteria_set: str
    set_version: int
    period: str
    filled: dict[str, str]

    def to_text(self) -> str:
        """As JSON, read back by `identity_from_text`."""
        return json.dumps(asdict(self), ensure_ascii=False, separators=(",", ":"))


def identity_from_text(text: str) -> Identity:
    """Raises ValueError."""
    try:
        data = json.loads(text)
        names = {str(key): str(name) for key, name in data["places"].items()}
        filled = {str(key): str(entry) for key, entry in data["filled"].items()}
        return Identity(
            int(data["version"]),
            Form(data["form"]),
            str(data["commune_id"]),
            str(data["commune"]),
            names,
            str(data["criteria_set"]),
            int(data["set_version"]),
            str(data["period"]),
            filled,
        )
    except (KeyError, TypeError, AttributeError, RecursionError) as error:
        raise ValueError("not an identity") from error


def checksum(text: str) -> str:
    """SHA-256 in hex; it shows that an identity was altered, not by whom."""
    return hashlib.sha256(f"ntm|{text}".encode()).hexdigest()


class Line(NamedTuple):
    """One row: `key` is "9.2|n"; empty for the heading of a criterion or of a k-of-n indicator."""

    key: str
    labels: tuple[str, str, str, str]
    criterion: Criterion | None = None
    indicator: Indicator | None = None


class Column(NamedTuple):
    """One column to be filled; `key` is "place id|part"."""

    key: str
    title: str


def lines(form: Form, criteria_set: CriteriaSet, column: str | None, year: int) -> Iterator[Line]:
    """Every row from the first criterion on."""
    for criterion in criteria_set.criteria:
        yield Line("", (str(criterion.number), criterion.name, "", ""), criterion=criterion)
        for indicator in criterion.indicators:
            yield from _lines_of(form, indicator, display_target(indicator, indicator.target(column, year)))


def _lines_of(form: Form, indicator: Indicator, target: str) -> Iterator[Line]:
    code = indicator.code
    left_out = f"; ghi “{NOT_APPLICABLE}: lý do” nếu {indicator.not_applicable}" if indicator.not_applicable else ""
    if indicator.kind is IndicatorKind.K_OF_N:
        yield Line("", (code, indicator.text, target, f"Từng nội dung bên dưới{left_out}"), indicator=indicator)
        for at, item in enumerate(indicator.items, start=1):
            yield Line(f"{code}|i{at}", ("", f"{at}. {item}", "", "Chọn Có hoặc Không"), indicator=indicator)
        return
    parts = row_parts(form, indicator)
    for at, part in enumerate(parts):
        how = _how(form, indicator, part) + (left_out if at == 0 else "")
        labels = (code, indicator.text, target, how) if at == 0 else ("", "", "", how)
        yield Line(f"{code}|{part}", labels, indicator=indicator)


def row_parts(form: Form, indicator: Indicator) -> tuple[str, ...]:
    """Which rows an indicator has; the names are those of the parts of its figure, or of both parts at once."""
    if indicator.kind in (IndicatorKind.YES_NO, IndicatorKind.COUNT):
        return ("v",)
    if indicator.kind is IndicatorKind.K_OF_N:
        return tuple(f"i{at}" for at in range(1, len(indicator.items) + 1))
    if form is Form.VILLAGE:
        return ("f", "m") if indicator.by_sex else ("s",)
    return ("fn", "fd", "mn", "md") if indicator.by_sex else ("n", "d")


def part_at(row_part: str, column_part: str) -> str:
    """The part of the figure where row and column meet; empty where nothing is to be filled."""
    if column_part == "v":
        return row_part
    if row_part in ("f", "m"):
        return row_part + column_part
    if row_part == "s":
        return column_part
    return row_part if column_part == "n" else ""


def columns(form: Form, places: Mapping[str, str]) -> list[Column]:
    """`places` are the names to print, by id."""
    if form is Form.COMMUNE:
        return [Column(f"{key}|v", name) for key, name in places.items()]
    key = next(iter(places))
    return [Column(f"{key}|n", "Kết quả hoặc tử số"), Column(f"{key}|d", "Mẫu số")]


def is_filled_for(indicator: Indicator, criteria_set: CriteriaSet, kind: PlaceKind) -> bool:
    """Whether places of that kind fill in this indicator."""
    if criteria_set.level is Level.VILLAGE:
        return kind is PlaceKind.VILLAGE
    if kind is PlaceKind.COMMUNE:
        return not indicator.sums_villages
    return indicator.sums_villages and indicator.village_source is None


def parts_of(indicator: Indicator, figure: Figure | None) -> dict[str, str | Decimal]:
    """What stands in the cells of a figure, by part."""
    if isinstance(figure, NotApplicable):
        return {first_part(indicator): entry_text(figure)}
    if isinstance(figure, Answer):
        return {"v": YES if figure.is_yes else NO}
    if isinstance(figure, Amount):
        return {"v": figure.value}
    if isinstance(figure, Share):
        return {"n": figure.numerator, "d": figure.denominator}
    if isinstance(figure, SharesBySex):
        women, men = figure.female, figure.male
        return {"fn": women.numerator, "fd": women.denominator, "mn": men.numerator, "md": men.denominator}
    if isinstance(figure, Checked):
        items = range(1, len(indicator.items) + 1)
        return {f"i{at}": HAS if at in figure.items else HAS_NOT for at in items}
    return {}


def first_part(indicator: Indicator) -> str:
    """Where "không áp dụng" is written."""
    if indicator.kind is IndicatorKind.K_OF_N:
        return "i1"
    if indicator.kind in (IndicatorKind.YES_NO, IndicatorKind.COUNT):
        return "v"
    return "fn" if indicator.by_sex else "n"


def headings(
    form: Form, commune: str, places: Mapping[str, str], set_title: str, period: Period
) -> tuple[str, str]:
    """The two lines on top of the form; `commune` and `places` as titles."""
    where = next(iter(places.values())) if form is Form.VILLAGE else ""
    owner = commune if not where or where == "Toàn xã" else f"{where}, {commune[:1].lower()}{commune[1:]}"
    return f"BIỂU NHẬP SỐ LIỆU: {owner}, {period.within}", set_title


def titles(places: tuple[Place, ...], names: Mapping[str, str]) -> dict[str, str]:
    """Names as columns print them: villages by name, the commune as a whole."""
    return {one.id: "Toàn xã" if one.kind is PlaceKind.COMMUNE else names[one.id] for one in places}


def _how(form: Form, indicator: Indicator, part: str) -> str:
    if indicator.kind is IndicatorKind.YES_NO:
        return f"Chọn {YES} hoặc {NO}"
    if indicator.kind is IndicatorKind.COUNT:
        label = indicator.numerator_label or "Ghi một số"
        return f"{label[:1].upper()}{label[1:]}" + (f" ({indicator.quantity})" if indicator.quantity else "")
    sex = {"f": "Nữ: ", "m": "Nam: "}.get(part[0], "")
    numerator, denominator = f"tử số là {indicator.numerator_label}", f"mẫu số là {indicator.denominator_label}"
    if form is Form.VILLAGE:
        text = f"{sex}{numerator}; {denominator}"
    else:
        text = sex + (numerator if part.endswith("n") else denominator)
    return text[:1].upper() + text[1:]
