"""A rectangle of cells as text, the way spreadsheets put it on the clipboard and take it from there."""

import csv
import io
import re
from collections.abc import Iterable, Sequence

from ntm_desktop.domain.errors import PasteTooLarge
from ntm_desktop.domain.names import nfc
from ntm_desktop.domain.numbers import format_number

Table = tuple[tuple[str, ...], ...]
MOST_ROWS, MOST_COLUMNS = 2000, 200
"""More than any commune has indicators and villages: a whole column or sheet was copied by mistake."""
_LONGEST = 4_000_000
_SPACES = re.compile(r"[\s\u00a0\u2000-\u200b\u202f\u2060\ufeff]+")
_FORMULA = ("=", "+", "-", "@", "−")


def read_table(text: str, most_rows: int = MOST_ROWS) -> Table:
    """The cells of copied text: tabs between columns, lines between rows, quotes around what has either inside.

    Without a tab, comma or semicolon part columns where a heading line shows that they do (CSV). Cells come out
    composed, with single spaces; all rows are equally long; the empty rows and columns at the end are gone.
    Raises PasteTooLarge.
    """
    if len(text) > _LONGEST:
        lines, width = text.count("\n") + 1, text.partition("\n")[0].count("\t") + 1
        raise PasteTooLarge(format_number(lines), format_number(width))
    cleaned = nfc(text.replace("\r\n", "\n").replace("\r", "\n").replace("\0", ""))
    rows = [[_clean(cell) for cell in row] for row in _split(cleaned, _delimiter(cleaned))]
    while rows and not any(rows[-1]):
        rows.pop()
    width = max((_width(row) for row in rows), default=0)
    if len(rows) > most_rows or width > MOST_COLUMNS:
        raise PasteTooLarge(format_number(len(rows)), format_number(width))
    return tuple(tuple([*row, *[""] * width][:width]) for row in rows)


def write_table(rows: Iterable[Sequence[str]]) -> str:
    """Text that spreadsheets take as cells and `read_table` reads back; nothing in it is taken for a formula."""
    return "\n".join("\t".join(_safe(cell) for cell in row) for row in rows)


def _split(text: str, delimiter: str) -> list[list[str]]:
    rows: list[list[str]] = []
    row: list[str] = []
    at = 0
    while at <= len(text):
        cell, at = _cell(text, at, delimiter)
        row.append(cell)
        if at >= len(text) or text[at] == "\n":
            rows.append(row)
            row = []
        at += 1
    return rows


def _cell(text: str, at: int, delimiter: str) -> tuple[str, int]:
    """The cell that begins at `at`, and where it ends; a quote that is never closed is a plain sign."""
    if text[at : at + 1] == '"':
        end = at + 1
        while (end := text.find('"', end)) != -1 and text[end + 1 : end + 2] == '"':
            end += 2
        if end != -1 and text[end + 1 : end + 2] in ("", "\n", delimiter):
            return text[at + 1 : end].replace('""', '"'), end + 1
    ends = [found for mark in (delimiter, "\n") if (found := text.find(mark, at)) != -1]
    end = min(ends, default=len(text))
    return text[at:end], end


def _delimiter(text: str) -> str:
    first = text.strip("\n").partition("\n")[0]
    if "\t" in text or "\n" not in text.strip("\n") or "/" in first:
        return "\t"
    for mark in (";", ","):
        # A heading has words and no figure parted by the mark: "1, 3" and "0,5" are figures with commas inside.
        has_words = mark in first and re.search(r"[^\W\d]{2}", first)
        if has_words and not re.search(rf"\d\s*{mark}\s*\d", first):
            try:
                widths = {len(row) for row in csv.reader(io.StringIO(text.strip("\n")), delimiter=mark)}
            except csv.Error:  # a field of a hundred thousand letters: no table
                continue
            if len(widths) == 1:
                return mark
    return "\t"


def _clean(cell: str) -> str:
    """With single spaces, and without the apostrophe that keeps a text from being a formula."""
    plain = _SPACES.sub(" ", cell).strip()
    return plain[1:] if plain.startswith("'") and plain[1:].startswith(_FORMULA) else plain


def _safe(cell: str) -> str:
    plain = _clean(cell)
    if '"' in plain[:1]:
        return '"' + plain.replace('"', '""') + '"'
    return f"'{plain}" if plain.startswith(_FORMULA) else plain


def _width(row: Sequence[str]) -> int:
    return max((at for at, cell in enumerate(row, start=1) if cell), default=0)
