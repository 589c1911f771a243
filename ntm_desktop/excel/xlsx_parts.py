"""The XML parts of an .xlsx file, in one pass each: texts with the fonts of their runs, and cells of a sheet.

openpyxl's own reader tells either formulas or their results, and builds an object for every text; a form or a list
is read several times as fast like this.
"""

from collections.abc import Iterator
from datetime import datetime
from typing import IO, Any, NamedTuple
from xml.etree.ElementTree import iterparse

_DIGITS = "0123456789"
_LONGEST_ROW = 4 * 2**20

Run = tuple[str, str | None]
"""A part of a text with the name of its font, None where it is the cell's own."""
Text = str | list[Run]


class RawCell(NamedTuple):
    """A cell as it stands in the file; `column` from 0. A text may be in runs; a date is its serial number."""

    column: int
    kind: str
    value: Any
    style: int
    has_formula: bool


class Merged(NamedTuple):
    """A merged range as the file names it: "A1:C1"."""

    range: str


class TooLarge(Exception):
    """A row that would fill the memory."""


class Checked:
    """XML on its way to the parser: in UTF-8, without declarations of entities, and without an endless row.

    The parser in C is as quick as it is trusting, and keeps a whole row in memory.
    """

    def __init__(self, source: IO[bytes], longest_row: int = 0) -> None:
        self._source, self._longest, self._since_row = source, longest_row, 0
        self._end = b""

    def read(self, size: int = -1) -> bytes:
        """Raises ValueError, TooLarge."""
        data = self._source.read(size)
        if b"\0" in data or b"<!DOCTYPE" in self._end + data:
            raise ValueError("not the XML of a workbook")
        self._end = data[-16:]
        self._since_row = 0 if b"row" in data else self._since_row + len(data)
        if self._longest and self._since_row > self._longest:
            raise TooLarge
        return data


def read_texts(source: IO[bytes]) -> list[Text]:
    """The shared texts of a workbook, in order."""
    texts: list[Text] = []
    for _, element in iterparse(Checked(source)):
        if element.tag.endswith("}si"):
            texts.append(text_of(element))
            element.clear()
    return texts


def text_of(element: Any) -> Text:
    """What a shared or inline text says; in runs only where one of them names a font."""
    if len(element) == 1 and element[0].tag.endswith("}t"):
        return element[0].text or ""
    runs: list[Run] = []
    for part in element:
        if part.tag.endswith("}t"):
            runs.append((part.text or "", None))
        elif part.tag.endswith("}r"):
            runs.append(_run(part))
    if any(font for _, font in runs):
        return runs
    return "".join(text for text, _ in runs)


def read_rows(source: IO[bytes], texts: list[Text]) -> Iterator[tuple[int, list[RawCell]] | Merged]:
    """Row by row (numbers from 1) the cells that hold something or a formula, then the merged ranges.

    Raises ValueError, LookupError for what no workbook holds.
    """
    number = 0
    for _, element in iterparse(Checked(source, _LONGEST_ROW)):
        tag = element.tag
        if tag.endswith("}row"):
            number = int(float(at)) if (at := element.get("r")) else number + 1
            yield number, _cells(element, texts)
            element.clear()
        elif tag.endswith("}mergeCell"):
            yield Merged(element.get("ref", ""))


def _cells(row: Any, texts: list[Text]) -> list[RawCell]:
    found: list[RawCell] = []
    column = -1
    for cell in row:
        reference = cell.get("r")
        column = _column(reference) if reference else column + 1
        if not len(cell):
            continue
        raw, has_formula, inline = None, False, None
        for part in cell:
            tag = part.tag
            if tag.endswith("}v"):
                raw = part.text
            elif tag.endswith("}f"):
                has_formula = True
            elif tag.endswith("}is"):
                inline = part
        kind = cell.get("t", "n")
        value = text_of(inline) if inline is not None else None if raw is None else _value(kind, raw, texts)
        if value == "":
            value = None
        if value is not None or has_formula:
            found.append(RawCell(column, kind, value, int(cell.get("s", 0)), has_formula))
    return found


def _value(kind: str, raw: str, texts: list[Text]) -> Any:
    if kind == "s":
        return texts[int(raw)]
    if kind == "n":
        return float(raw) if "." in raw or "e" in raw or "E" in raw else int(raw)
    if kind == "b":
        return raw.strip() == "1"
    if kind == "d":
        return datetime.fromisoformat(raw.removesuffix("Z"))
    return raw


_COLUMNS: dict[str, int] = {}


def _column(reference: str) -> int:
    letters = reference.rstrip(_DIGITS)
    if letters not in _COLUMNS:
        column = 0
        for letter in letters:
            if not "A" <= letter <= "Z":
                raise ValueError(reference)
            column = column * 26 + ord(letter) - 64
        if not 0 < column <= 16_384:
            raise ValueError(reference)
        _COLUMNS[letters] = column - 1
    return _COLUMNS[letters]


def _run(element: Any) -> Run:
    text, font = "", None
    for part in element:
        if part.tag.endswith("}t"):
            text = part.text or ""
        elif part.tag.endswith("}rPr"):
            font = next((one.get("val") for one in part if one.tag.endswith("}rFont")), None)
    return text, font
