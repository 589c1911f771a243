"""What a cell's style tells about its content: an old font, a date, a percentage. Nothing else of it is read."""

from dataclasses import dataclass
from typing import IO
from xml.etree.ElementTree import iterparse

from ntm_desktop.domain.legacy_vietnamese import Encoding, encoding_of_font
from ntm_desktop.excel.xlsx_parts import Checked, TooLarge

_MOST = 200_000
"""Fonts and formats; Excel itself takes 64,000."""


@dataclass(frozen=True, slots=True)
class Styles:
    """By the number of a style: the encoding of its font, where it is an old one; what its number format makes."""

    encodings: dict[int, Encoding]
    dates: frozenset[int]
    spans: frozenset[int]
    percents: frozenset[int]


NO_STYLES = Styles({}, frozenset(), frozenset(), frozenset())


def read_styles(source: IO[bytes]) -> Styles:
    """Raises ValueError for what no workbook holds, TooLarge."""
    codes: dict[int, str] = {}
    fonts: list[str] = []
    cells: list[tuple[int, int]] = []
    for _, element in iterparse(Checked(source)):
        tag = element.tag.rpartition("}")[2]
        if tag == "numFmt":
            codes[int(element.get("numFmtId", 0))] = element.get("formatCode", "")
        elif tag == "font":
            fonts.append(next((one.get("val", "") for one in element if one.tag.endswith("}name")), ""))
            element.clear()
        elif tag == "xf":
            cells.append((int(element.get("fontId", 0)), int(element.get("numFmtId", 0))))
            element.clear()
        elif tag == "cellStyleXfs":
            cells.clear()  # named styles: cells have formats of their own
        elif tag == "cellXfs":
            break
        if len(fonts) > _MOST or len(cells) > _MOST:
            raise TooLarge
    return _styles(codes, fonts, cells)


def _styles(codes: dict[int, str], fonts: list[str], cells: list[tuple[int, int]]) -> Styles:
    from openpyxl.styles.numbers import BUILTIN_FORMATS, is_date_format, is_timedelta_format

    known = dict(BUILTIN_FORMATS) | codes
    used = {number: known.get(number, "General") for _, number in cells}
    dates = {number for number, code in used.items() if is_date_format(code)}
    spans = {number for number, code in used.items() if is_timedelta_format(code)}
    percents = {number for number, code in used.items() if "%" in code}
    encodings = [encoding_of_font(name) for name in fonts]
    return Styles(
        {
            at: found
            for at, (font, _) in enumerate(cells)
            if 0 <= font < len(encodings) and (found := encodings[font])
        },
        frozenset(at for at, (_, number) in enumerate(cells) if number in dates),
        frozenset(at for at, (_, number) in enumerate(cells) if number in spans),
        frozenset(at for at, (_, number) in enumerate(cells) if number in percents),
    )
