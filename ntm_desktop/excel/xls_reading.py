"""Reading the workbooks of Excel 97 to 2003 (.xls), with the font of every cell."""

import contextlib
import io
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ntm_desktop.domain.errors import FileUnreadable
from ntm_desktop.domain.legacy_vietnamese import Encoding, encoding_of_font
from ntm_desktop.excel.book import MAX_CELLS, MAX_COLUMNS, Block, CellError, Gathering, Sheet, Spot, is_written
from ntm_desktop.excel.texts import Texts
from ntm_desktop.excel.unreadable import UNREADABLE, unreadable

_NUMBER, _DATE, _BOOLEAN, _ERROR, _TEXT = 2, 3, 4, 5, 1


def read_xls(path: Path, max_rows: int, first_only: bool) -> list[Sheet]:
    """Raises FileUnreadable. The format keeps results of formulas and does not tell them from typed values."""
    import xlrd  # loaded by the action that needs it
    from xlrd.compdoc import CompDocError

    try:
        # It keeps no file open, and its warnings about odd files go nowhere.
        book = xlrd.open_workbook(
            file_contents=path.read_bytes(),
            formatting_info=True,
            on_demand=True,
            ragged_rows=True,
            logfile=io.StringIO(),
        )
        reading = _Reading(book, max_rows)
        wanted = range(min(1, book.nsheets) if first_only else book.nsheets)
        found = [reading.sheet(book.sheet_by_index(at)) for at in wanted]
    except xlrd.XLRDError as error:
        raise FileUnreadable(str(path), "encrypted" if "ncrypt" in str(error) else "workbook") from error
    except (*UNREADABLE, CompDocError, MemoryError) as error:
        raise unreadable(path, error) from error
    if not found:
        raise FileUnreadable(str(path), "workbook")
    if reading.is_too_large:
        raise FileUnreadable(str(path), "too_large")
    return found


class _Reading:
    def __init__(self, book: Any, max_rows: int) -> None:
        self._book, self._max_rows = book, max_rows
        self._texts = Texts()
        self._fonts: list[Encoding | None] = [encoding_of_font(font.name) for font in book.font_list]
        self._encodings = {
            at: found for at, style in enumerate(book.xf_list) if (found := self._fonts[style.font_index])
        }
        self._percents = {
            at
            for at, style in enumerate(book.xf_list)
            if "%" in getattr(book.format_map.get(style.format_key), "format_str", "")
        }

    @property
    def is_too_large(self) -> bool:
        return self._texts.cells > MAX_CELLS

    def sheet(self, sheet: Any) -> Sheet:
        gathering = Gathering()
        for at in range(min(sheet.nrows, self._max_rows)):
            gathering.rows.append(self._row(sheet, at, gathering))
            if self.is_too_large:
                break
        gathering.is_cut = any(
            is_written(value)
            for at in range(self._max_rows, sheet.nrows)
            for value in sheet.row_values(at, 0, MAX_COLUMNS)
        )
        blocks = [Block(top, left, below - 1, beyond - 1) for top, below, left, beyond in sheet.merged_cells]
        return gathering.sheet(sheet.name, is_hidden=sheet.visibility != 0, merged=blocks)

    def _row(self, sheet: Any, at: int, gathering: Gathering) -> list[Any]:
        length = min(sheet.row_len(at), MAX_COLUMNS)
        kinds, values = sheet.row_types(at, 0, length), sheet.row_values(at, 0, length)
        self._texts.cells += length
        row = [
            self._value(sheet, Spot(at, column), kind, value, gathering)
            for column, (kind, value) in enumerate(zip(kinds, values, strict=True))
        ]
        while row and row[-1] is None:
            row.pop()
        return row

    def _value(self, sheet: Any, spot: Spot, kind: int, value: Any, gathering: Gathering) -> Any:
        if kind == _TEXT:
            return self._text(sheet, spot, value, gathering) if value else None
        if kind == _NUMBER:
            if sheet.cell_xf_index(*spot) in self._percents:
                gathering.percents.add(spot)
            return int(value) if value.is_integer() and abs(value) < 10**15 else value
        if kind == _DATE:
            return self._date(value)
        if kind == _BOOLEAN:
            return bool(value)
        return CellError("#!") if kind == _ERROR else None

    def _text(self, sheet: Any, spot: Spot, text: str, gathering: Gathering) -> str:
        own = self._encodings.get(sheet.cell_xf_index(*spot))
        runs = sheet.rich_text_runlist_map.get(tuple(spot))
        if not runs:
            return self._texts.of(text, own, spot, gathering)
        return self._texts.of_runs(self._runs(text, runs), own, spot, gathering)

    def _runs(self, text: str, starts: Sequence[tuple[int, int]]) -> list[tuple[str, str | None]]:
        """xlrd says where each font begins; what stands before the first is in the cell's own."""
        edges = [(0, None), *((start, self._book.font_list[font].name) for start, font in starts)]
        ends = [*(start for start, _ in edges[1:]), len(text)]
        return [(text[start:end], name) for (start, name), end in zip(edges, ends, strict=True)]

    def _date(self, value: float) -> Any:
        import xlrd

        with contextlib.suppress(xlrd.XLDateError, ValueError, OverflowError):
            return xlrd.xldate_as_datetime(value, self._book.datemode)
        return CellError("#VALUE!")
