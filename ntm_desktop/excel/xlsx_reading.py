"""Reading .xlsx: values, formulas, fonts and percent formats of the same cells, in one pass."""

import contextlib
import re
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any, NamedTuple

from ntm_desktop.domain.errors import FileUnreadable
from ntm_desktop.excel.book import MAX_CELLS, MAX_COLUMNS, Block, CellError, Gathering, Sheet, Spot, is_written
from ntm_desktop.excel.texts import Texts
from ntm_desktop.excel.unreadable import UNREADABLE, unreadable
from ntm_desktop.excel.xlsx_parts import Merged, RawCell, Text, TooLarge, read_rows, read_texts
from ntm_desktop.excel.xlsx_styles import NO_STYLES, Styles, read_styles

_LOOKED_BEYOND = 20_000
"""Rows after the last one read that are looked at for anything written there."""
_MOST_MERGED = 20_000
_RANGE = re.compile(r"([A-Z]{1,3})(\d{1,7})(?::([A-Z]{1,3})(\d{1,7}))?")


def read_xlsx(path: Path, max_rows: int, first_only: bool) -> list[Sheet]:
    """Raises FileUnreadable. The caller has checked the sizes of the archive's members."""
    try:
        # The file is ours to close: openpyxl leaves one open that it could not read.
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Excel may say and openpyxl leaves out is no concern here
            book = _open(file)
            parts = book.parts[:1] if first_only else book.parts
            found = [_Reading(book, max_rows).sheet(one) for one in parts]
    except TooLarge as error:
        raise FileUnreadable(str(path), "too_large") from error
    except UNREADABLE as error:
        raise unreadable(path, error) from error
    if not found:
        raise FileUnreadable(str(path), "workbook")
    return found


class _Part(NamedTuple):
    """A sheet of cells: its name, whether it is shown, and its member in the archive."""

    name: str
    is_hidden: bool
    member: str


class _Book(NamedTuple):
    """What the sheets of a workbook share."""

    archive: Any
    parts: list[_Part]
    texts: list[Text]
    styles: Styles
    epoch: Any


def _open(file: IO[bytes]) -> _Book:
    """The list of sheets as openpyxl finds it; texts, styles and cells we read ourselves, within bounds."""
    from openpyxl.reader.excel import ExcelReader  # loaded by the action that needs it
    from openpyxl.xml.constants import ARC_STYLE, SHARED_STRINGS

    reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
    reader.read_manifest()
    reader.read_workbook()
    parts = [
        _Part(sheet.name, sheet.state != "visible", relation.target)
        for sheet, relation in reader.parser.find_sheets()
        if relation.target in reader.valid_files and "chartsheet" not in relation.Type
    ]
    texts: list[Text] = []
    shared = reader.package.find(SHARED_STRINGS)
    if shared is not None:
        with reader.archive.open(shared.PartName[1:]) as source:
            texts = read_texts(source)
    styles = NO_STYLES
    if ARC_STYLE in reader.valid_files:
        with reader.archive.open(ARC_STYLE) as source:
            styles = read_styles(source)
    return _Book(reader.archive, parts, texts, styles, reader.wb.epoch)


class _Reading:
    """One sheet on its way from its member to rows."""

    def __init__(self, book: _Book, max_rows: int) -> None:
        self._book, self._styles, self._max_rows = book, book.styles, max_rows
        self._texts = Texts()

    def sheet(self, part: _Part) -> Sheet:
        gathering, blocks = Gathering(), []
        with self._book.archive.open(part.member) as source:
            for one in read_rows(source, self._book.texts):
                if isinstance(one, Merged):
                    blocks += _blocks(one.range)
                    if len(blocks) > _MOST_MERGED:
                        raise TooLarge
                elif one[0] > self._max_rows:
                    if not self._looks_beyond(gathering, *one):
                        break
                else:
                    self._take_row(gathering, one[0] - 1, one[1])
        return gathering.sheet(part.name, is_hidden=part.is_hidden, merged=blocks)

    def _looks_beyond(self, gathering: Gathering, number: int, cells: Sequence[RawCell]) -> bool:
        """Whether to look on: until something is found, or the rows are many enough to be stray ones."""
        gathering.is_cut = gathering.is_cut or any(is_written(one.value) for one in cells)
        return number < self._max_rows + _LOOKED_BEYOND

    def _take_row(self, gathering: Gathering, at: int, cells: Sequence[RawCell]) -> None:
        rows = gathering.rows
        while len(rows) <= at:
            rows.append([])
        row: list[Any] = rows[at]
        for column, kind, value, style, has_formula in cells:
            if column >= MAX_COLUMNS:
                break
            if len(row) <= column:
                row.extend([None] * (column + 1 - len(row)))
            if has_formula:
                (gathering.formulas if value is not None else gathering.unresolved).add(Spot(at, column))
            if kind == "n":
                row[column] = self._number(gathering, Spot(at, column), value, style)
            elif kind == "e":
                row[column] = None if value is None else CellError(value)
            elif isinstance(value, str):
                row[column] = self._texts.of(value, self._styles.encodings.get(style), Spot(at, column), gathering)
            elif isinstance(value, list):  # a text in runs of several fonts
                encoding = self._styles.encodings.get(style)
                row[column] = self._texts.of_runs(value, encoding, Spot(at, column), gathering)
            else:
                row[column] = value
        self._texts.cells += len(cells)
        if self._texts.cells > MAX_CELLS:
            raise TooLarge

    def _number(self, gathering: Gathering, spot: Spot, value: Any, style: int) -> Any:
        if value is None:
            return None
        if style in self._styles.dates:
            from openpyxl.utils.datetime import from_excel

            with contextlib.suppress(OverflowError, ValueError):
                is_span = style in self._styles.spans
                return from_excel(value, self._book.epoch, timedelta=is_span)
            return CellError("#VALUE!")
        if style in self._styles.percents:
            gathering.percents.add(spot)
        return value


def _blocks(text: str) -> list[Block]:
    found = _RANGE.fullmatch(text)
    if not found:
        return []
    left, top, right, bottom = found.groups()
    return [
        Block(int(top) - 1, _letters(left), int(bottom or top) - 1, _letters(right or left)),
    ]


def _letters(text: str) -> int:
    column = 0
    for letter in text:
        column = column * 26 + ord(letter) - 64
    return column - 1
