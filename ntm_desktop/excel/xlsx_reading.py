"""Reading .xlsx: values, formulas, fonts and percent formats of the same cells, in one pass."""

import contextlib
import re
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import IO, Any

from ntm_desktop.domain.errors import FileUnreadable
from ntm_desktop.domain.legacy_vietnamese import Encoding, encoding_of_font
from ntm_desktop.excel.book import MAX_CELLS, MAX_COLUMNS, Block, CellError, Gathering, Sheet, Spot
from ntm_desktop.excel.open_book import UNREADABLE
from ntm_desktop.excel.texts import Texts
from ntm_desktop.excel.xlsx_parts import Merged, RawCell, Text, TooLarge, read_rows, read_texts

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
            book, texts = _open(file)
            try:
                reading = _Reading(book, texts, max_rows)
                sheets = [one for one in book.worksheets if hasattr(one, "_worksheet_path")]
                found = [reading.sheet(one) for one in (sheets[:1] if first_only else sheets)]
            finally:
                book.close()
    except TooLarge as error:
        raise FileUnreadable(str(path), "too_large") from error
    except UNREADABLE as error:
        raise FileUnreadable(str(path), "workbook") from error
    if not found:
        raise FileUnreadable(str(path), "workbook")
    return found


def _open(file: IO[bytes]) -> tuple[Any, list[Text]]:
    """The workbook as openpyxl knows its sheets and styles, and its texts as we read them."""
    from openpyxl.reader.excel import ExcelReader  # loaded by the action that needs it
    from openpyxl.xml.constants import SHARED_STRINGS

    reader = ExcelReader(file, read_only=True, data_only=True, keep_links=False)
    texts: list[Text] = []

    def read_strings() -> None:
        part = reader.package.find(SHARED_STRINGS)
        if part is not None:
            with reader.archive.open(part.PartName[1:]) as source:
                texts.extend(read_texts(source))

    reader.read_strings = read_strings
    reader.read()
    return reader.wb, texts


class _Reading:
    """What the sheets of a workbook share: its styles and texts."""

    def __init__(self, book: Any, shared: list[Text], max_rows: int) -> None:
        self._book, self._shared, self._max_rows = book, shared, max_rows
        fonts: list[Encoding | None] = [encoding_of_font(font.name or "") for font in book._fonts]
        styles = list(book._cell_styles)
        self._texts = Texts()
        self._encodings = {at: found for at, one in enumerate(styles) if (found := fonts[one.fontId])}
        self._percents = {at for at, one in enumerate(styles) if _is_percent(one.numFmtId, book._number_formats)}

    def sheet(self, sheet: Any) -> Sheet:
        gathering, blocks = Gathering(), []
        with sheet._get_source() as source:
            for one in read_rows(source, self._shared):
                if isinstance(one, Merged):
                    blocks += _blocks(one.range)
                    if len(blocks) > _MOST_MERGED:
                        raise TooLarge
                elif one[0] > self._max_rows:
                    if not self._looks_beyond(gathering, *one):
                        break
                else:
                    self._take_row(gathering, one[0] - 1, one[1])
        return gathering.sheet(sheet.title, is_hidden=sheet.sheet_state != "visible", merged=blocks)

    def _looks_beyond(self, gathering: Gathering, number: int, cells: Sequence[RawCell]) -> bool:
        """Whether to look on: until something is found, or the rows are many enough to be stray ones."""
        gathering.is_cut = gathering.is_cut or bool(cells)
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
                row[column] = self._texts.of(value, self._encodings.get(style), Spot(at, column), gathering)
            elif isinstance(value, list):  # a text in runs of several fonts
                encoding = self._encodings.get(style)
                row[column] = self._texts.of_runs(value, encoding, Spot(at, column), gathering)
            else:
                row[column] = value
        self._texts.cells += len(cells)
        if self._texts.cells > MAX_CELLS:
            raise TooLarge

    def _number(self, gathering: Gathering, spot: Spot, value: Any, style: int) -> Any:
        if value is None:
            return None
        if style in self._book._date_formats:
            from openpyxl.utils.datetime import from_excel

            with contextlib.suppress(OverflowError, ValueError):
                is_span = style in self._book._timedelta_formats
                return from_excel(value, self._book.epoch, timedelta=is_span)
            return CellError("#VALUE!")
        if style in self._percents:
            gathering.percents.add(spot)
        return value


def _is_percent(number_format: int, own: Sequence[str]) -> bool:
    if number_format in (9, 10):
        return True
    return number_format >= 164 and number_format - 164 < len(own) and "%" in own[number_format - 164]


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
