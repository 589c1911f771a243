"""Where the cells of a pasted rectangle belong: indicators by code or text, villages by name, figures by kind."""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from ntm_desktop.domain.clipboard import Table
from ntm_desktop.domain.criteria import Indicator, IndicatorKind
from ntm_desktop.domain.entries import parse_entry
from ntm_desktop.domain.errors import AmbiguousPlace, ExpectedError, MissingText, UnknownPlace
from ntm_desktop.domain.names import fold, squeeze
from ntm_desktop.domain.places import Place, find_place
from ntm_desktop.domain.recording import Figure

_TOTALS = {"toanxa", "tong", "tongcong", "tongso", "cong", "cacthon", "xa"}
_DESCRIBING = {
    *("stt", "tt", "ma", "maso", "so", "chitieu", "noidung", "tieuchi", "noidungtieuchi", "noidungchitieu"),
    *("tenchitieu", "tentieuchi", "quydinh", "donvitinh", "dvt", "ghichu", "ketqua", "danhgia", "thon", "ten"),
}
_HEADER_WITHIN = 4
"""A heading stands in one of the first lines: above it may be a title."""
_LABELS_WITHIN = 6
_LEAST_TEXT = 12
_CODE = re.compile(r"\d+(\.\d+)*")


@dataclass(frozen=True, slots=True)
class Sheet:
    """What is pasted onto: the indicators and places that are shown, in order, and the cell the paste begins at.

    `refusals` say why nothing is written at a (place id, code); cells of it are never written.
    """

    indicators: Sequence[Indicator]
    places: Sequence[Place]
    row: int
    column: int
    standing: Mapping[tuple[str, str], Figure | None] = field(default_factory=dict)
    refusals: Mapping[tuple[str, str], str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class PastedColumn:
    """A column of the pasted text that holds figures. `place` None: nothing of it is pasted."""

    at: int
    heading: str
    place: Place | None
    is_matched: bool = True
    """False where the heading names no village here: a person may choose one."""


class PastedCell(NamedTuple):
    """One pasted figure: where it goes, what stands there, what would; or why it cannot go in."""

    row: int
    column: int
    text: str
    place: Place | None = None
    indicator: Indicator | None = None
    old: Figure | None = None
    new: Figure | None = None
    error: ExpectedError | None = None
    refusal: str = ""

    @property
    def is_faulty(self) -> bool:
        """Whether it cannot be written, for its text or for what stands there."""
        return self.error is not None or bool(self.refusal)

    @property
    def is_change(self) -> bool:
        """Whether writing it would change the figure."""
        return not self.is_faulty and self.new != self.old


@dataclass(frozen=True, slots=True)
class Pasting:
    """The whole of it, before anything is written."""

    columns: tuple[PastedColumn, ...]
    cells: tuple[PastedCell, ...]

    @property
    def changes(self) -> tuple[PastedCell, ...]:
        """The cells that would be written."""
        return tuple(one for one in self.cells if one.is_change)

    @property
    def faults(self) -> tuple[PastedCell, ...]:
        """The cells that cannot be written."""
        return tuple(one for one in self.cells if one.is_faulty)


def arrange(table: Table, sheet: Sheet, chosen: Mapping[int, Place | None] | None = None) -> Pasting:
    """Says of every cell of the table where it goes. `chosen` gives columns that no name tells a village.

    Lines are matched by code or by the indicator's text where the first columns hold them, else they follow the
    order of the sheet from its cell; so do columns, by village names in a heading. Empty cells change nothing.
    A village over two columns gives numerator and denominator. Never raises what a cell's text causes.
    """
    heading = _heading_row(table, sheet.places)
    body = list(range(heading + 1 if heading is not None else 0, len(table)))
    named = _Labels(sheet.indicators)
    labels = _label_columns(table, body, heading, sheet, named)
    rows = _rows(table, body, labels, sheet, named)
    columns = _columns(table, heading, labels, sheet, chosen or {})
    cells: list[PastedCell] = []
    taken: set[tuple[str, str]] = set()
    for at in body:
        for column, second in _pairs(columns, table[at], rows[at]):
            cells += _once(_cell(table[at][column.at], at, column, second, rows[at], sheet), taken)
    return Pasting(tuple(one for one, _ in columns), tuple(cells))


Row = tuple[Indicator | None, str]
"""The indicator of a line, or why it has none."""


def _heading_row(table: Table, places: Sequence[Place]) -> int | None:
    """The line that names the most villages."""
    counts = [sum(_place(cell, places) is not None for cell in row) for row in table[:_HEADER_WITHIN]]
    best = max(counts, default=0)
    if best:
        return counts.index(best)
    return 0 if table and _is_heading(table[0]) else None


def _is_heading(row: Sequence[str]) -> bool:
    """Words of two and more over every column of figures, as of villages that are not known here."""
    words = [cell for cell in row if cell]
    return len(words) > 1 and all(len(re.findall(r"[^\W\d_]", cell)) > 3 and "/" not in cell for cell in words)


def _place(text: str, places: Sequence[Place]) -> Place | None:
    if not squeeze(text) or _CODE.fullmatch(text.strip()):
        return None
    try:
        return find_place(places, text)
    except (UnknownPlace, AmbiguousPlace, MissingText):
        return None


def _label_columns(
    table: Table, body: Sequence[int], heading: int | None, sheet: Sheet, named: "_Labels"
) -> list[int]:
    """The first columns whose lines name indicators, each line by code or text."""
    found: list[int] = []
    width = len(table[0]) if table else 0
    for column in range(min(width - 1, _LABELS_WITHIN)):
        if heading is not None and _place(table[heading][column], sheet.places) is not None:
            break
        filled = [table[at][column] for at in body if table[at][column]]
        either = sum(named.by_either(cell) is not None for cell in filled)
        texts = sum(named.by_text(cell) is not None for cell in filled)
        are_distinct = len(set(filled)) * 2 > len(filled)  # codes may be figures
        if filled and (texts * 2 > len(filled) or (either * 2 > len(filled) and are_distinct)):
            found.append(column)
        elif heading is None:
            break
    return found


class _Labels:
    """How lines name indicators: worked out once for a sheet."""

    def __init__(self, indicators: Sequence[Indicator]) -> None:
        self._codes = {one.code: one for one in indicators}
        self._texts = [(squeeze(one.text), one) for one in indicators]

    def by_code(self, text: str) -> Indicator | None:
        """A spreadsheet with Vietnamese settings makes 9,2 of it."""
        return self._codes.get(text.strip().replace(",", ".").rstrip("."))

    def by_text(self, text: str) -> Indicator | None:
        """By its text without marks, also where one of the two goes on."""
        wanted = squeeze(text)
        exact = [one for known, one in self._texts if known == wanted]
        if exact or len(wanted) < _LEAST_TEXT:
            return exact[0] if len(exact) == 1 else None
        begun = [
            one
            for known, one in self._texts
            if known.startswith(wanted) or (len(known) >= _LEAST_TEXT and wanted.startswith(known))
        ]
        return begun[0] if len(begun) == 1 else None

    def by_either(self, text: str) -> Indicator | None:
        """By its code, by its text, or by the code with the text behind it."""
        found = self.by_code(text) or self.by_text(text)
        first, _, rest = text.strip().partition(" ")
        behind = self.by_code(first) if found is None and rest else None
        return behind if behind is not None and self.by_text(rest) is behind else found


def _rows(table: Table, body: Sequence[int], labels: Sequence[int], sheet: Sheet, named: _Labels) -> dict[int, Row]:
    rows: dict[int, Row] = {}
    for position, at in enumerate(body):
        if labels:
            rows[at] = _labelled(table[at], labels, named)
        elif sheet.row + position < len(sheet.indicators):
            rows[at] = (sheet.indicators[sheet.row + position], "")
        else:
            rows[at] = (None, "Dưới ô đang chọn không còn đủ dòng chỉ tiêu.")
    return rows


def _labelled(cells: Sequence[str], labels: Sequence[int], named: _Labels) -> Row:
    for column in labels:
        found = named.by_either(cells[column])
        if found is not None:
            return found, ""
    label = " ".join(cells[column] for column in labels if cells[column])
    return None, f"Bảng đang hiện không có chỉ tiêu “{label}”." if label else "Dòng này không ghi mã chỉ tiêu."


Column = tuple[PastedColumn, bool]
"""A column of figures, and whether it is the second one of its village."""


def _columns(
    table: Table, heading: int | None, labels: Sequence[int], sheet: Sheet, chosen: Mapping[int, Place | None]
) -> list[Column]:
    width = len(table[0]) if table else 0
    after = max(labels, default=-1) + 1
    if heading is None:
        return [(_by_position(at, at - after, sheet, chosen), False) for at in range(after, width)]
    named = [_place(title, sheet.places) for title in table[heading]]
    first = next((at for at, place in enumerate(named) if place is not None), 0)
    found: list[Column] = []
    for at in range(max(first, after), width):
        title, place = table[heading][at], named[at]
        last = found[-1] if found and found[-1][0].at == at - 1 and not found[-1][1] else None
        if last is not None and (not title or (place is not None and place == last[0].place)):
            found.append((PastedColumn(at, last[0].heading, last[0].place), True))
        elif place is not None or (title and not _is_ignored(title)):
            found.append((PastedColumn(at, title, chosen.get(at, place), place is not None), False))
    return found


def _is_ignored(title: str) -> bool:
    """A sum, or what describes the indicator: nobody's figure."""
    plain = squeeze(title)
    return plain in _TOTALS or plain in _DESCRIBING or fold(title).startswith(("toan xa", "tong "))


def _by_position(at: int, position: int, sheet: Sheet, chosen: Mapping[int, Place | None]) -> PastedColumn:
    column = sheet.column + position
    place = sheet.places[column] if column < len(sheet.places) else None
    return PastedColumn(at, "", chosen.get(at, place))


def _pairs(columns: Sequence[Column], cells: Sequence[str], row: Row) -> list[tuple[PastedColumn, str]]:
    """Each village's column with what its second column holds: a denominator, where the indicator has one."""
    pairs: list[tuple[PastedColumn, str]] = []
    for column, is_second in columns:
        if not is_second:
            pairs.append((column, ""))
        elif row[0] is not None and row[0].kind in (IndicatorKind.RATIO, IndicatorKind.AVERAGE):
            pairs[-1] = (pairs[-1][0], cells[column.at])
    return pairs


def _cell(text: str, at: int, column: PastedColumn, second: str, row: Row, sheet: Sheet) -> list[PastedCell]:
    text = f"{text}/{second}" if second and "/" not in text else text
    if not text or (column.place is None and column.heading):
        return []
    indicator, why = row
    if indicator is None or column.place is None:
        return [PastedCell(at, column.at, text, refusal=why or "Bên phải ô đang chọn không còn đủ cột thôn.")]
    key = (column.place.id, indicator.code)
    cell = PastedCell(at, column.at, text, column.place, indicator, sheet.standing.get(key))
    if refusal := sheet.refusals.get(key, ""):
        return [cell._replace(refusal=refusal)]
    try:
        return [cell._replace(new=parse_entry(indicator, text, cell.old))]
    except ExpectedError as error:
        return [cell._replace(error=error)]


def _once(cells: list[PastedCell], taken: set[tuple[str, str]]) -> list[PastedCell]:
    """A second figure for the same cell is not chosen between: it stays out, and says so."""
    kept = []
    for cell in cells:
        key = (cell.place.id, cell.indicator.code) if cell.place and cell.indicator else None
        again = key is not None and key in taken
        kept.append(cell._replace(refusal="Bảng vừa chép có hai số cho ô này.") if again else cell)
        if key is not None:
            taken.add(key)
    return kept
