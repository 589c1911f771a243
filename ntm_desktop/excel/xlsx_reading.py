"""Reading .xlsx in one pass: values, formulas, fonts and percent formats of the same cells.

openpyxl's own reader tells either formulas or their results, and its cells cost more than the parsing; its parser
of sheets tells everything at once.
"""

import warnings
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import IO, Any

from ntm_desktop.domain.errors import FileUnreadable
from ntm_desktop.domain.legacy_vietnamese import Encoding, encoding_of_font
from ntm_desktop.excel.book import MAX_CELLS, MAX_COLUMNS, Block, CellError, Gathering, Sheet, Spot
from ntm_desktop.excel.open_book import UNREADABLE
from ntm_desktop.excel.texts import Texts

_LOOKED_BEYOND = 20_000
"""Rows after the last one read that are looked at for anything written there."""
_LONGEST_ROW = 8 * 2**20


class _TooLarge(Exception):
    pass


def read_xlsx(path: Path, max_rows: int, first_only: bool) -> list[Sheet]:
    """Raises FileUnreadable. The caller has checked the sizes of the archive's members."""
    from openpyxl import load_workbook  # loaded by the action that needs it

    try:
        # The file is ours to close: openpyxl leaves one open that it could not read.
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Excel may say and openpyxl leaves out is no concern here
            has_old_runs = _names_old_font(file)
            book = load_workbook(file, read_only=True, data_only=True, keep_links=False, rich_text=has_old_runs)
            try:
                reading = _Reading(book, max_rows)
                sheets = [one for one in book.worksheets if hasattr(one, "_worksheet_path")]
                found = [reading.sheet(one) for one in (sheets[:1] if first_only else sheets)]
            finally:
                book.close()
    except _TooLarge as error:
        raise FileUnreadable(str(path), "too_large") from error
    except UNREADABLE as error:
        raise FileUnreadable(str(path), "workbook") from error
    if not found:
        raise FileUnreadable(str(path), "workbook")
    return found


def _names_old_font(file: IO[bytes]) -> bool:
    """Whether parts of texts name an old font: only then are the texts read with their runs."""
    import zipfile

    with zipfile.ZipFile(file) as archive:
        texts = archive.read("xl/sharedStrings.xml") if "xl/sharedStrings.xml" in archive.namelist() else b""
    return b'"VNI-' in texts or b'".Vn' in texts or b'"vni-' in texts or b'".vn' in texts


class _Reading:
    """What the sheets of a workbook share: its styles and texts."""

    def __init__(self, book: Any, max_rows: int) -> None:
        self._book, self._max_rows = book, max_rows
        fonts: list[Encoding | None] = [encoding_of_font(font.name or "") for font in book._fonts]
        styles = list(book._cell_styles)
        self._texts = Texts()
        self._encodings = {at: found for at, one in enumerate(styles) if (found := fonts[one.fontId])}
        self._percents = {at for at, one in enumerate(styles) if _is_percent(one.numFmtId, book._number_formats)}

    def sheet(self, sheet: Any) -> Sheet:
        from openpyxl.worksheet._reader import WorkSheetParser

        gathering = Gathering()
        with sheet._get_source() as source:
            parser = WorkSheetParser(
                _Watched(source),
                sheet._shared_strings,
                data_only=True,
                epoch=self._book.epoch,
                date_formats=self._book._date_formats,
                timedelta_formats=self._book._timedelta_formats,
                rich_text=True,
            )
            parser.parse_cell = _noting_formulas(parser.parse_cell)
            for number, cells in parser.parse():
                if len(gathering.rows) >= self._max_rows or number > self._max_rows:
                    if self._looks_beyond(gathering, number, cells):
                        continue
                    break
                self._take_row(gathering, number - 1, cells)
        blocks = _blocks(parser.merged_cells)
        return gathering.sheet(sheet.title, is_hidden=sheet.sheet_state != "visible", merged=blocks)

    def _looks_beyond(self, gathering: Gathering, number: int, cells: Sequence[dict[str, Any]]) -> bool:
        """Whether to look on: until something is found, or the rows are many enough to be stray ones."""
        gathering.is_cut = any(cell["value"] is not None for cell in cells)
        return not gathering.is_cut and number < self._max_rows + _LOOKED_BEYOND

    def _take_row(self, gathering: Gathering, at: int, cells: Sequence[dict[str, Any]]) -> None:
        rows = gathering.rows
        while len(rows) <= at:
            rows.append([])
        row: list[Any] = rows[at]
        for cell in cells:
            value, column = cell["value"], cell["column"] - 1
            if (value is None and not cell["formula"]) or column >= MAX_COLUMNS:
                continue
            if len(row) <= column:
                row.extend([None] * (column + 1 - len(row)))
            style = cell["style_id"]
            if cell["formula"]:
                (gathering.formulas if value is not None else gathering.unresolved).add(Spot(at, column))
            if cell["data_type"] == "e":
                value = CellError(value)
            elif isinstance(value, list):  # a text in runs of several fonts
                value = self._texts.of_runs(_runs(value), self._encodings.get(style), Spot(at, column), gathering)
            elif isinstance(value, str):
                value = self._texts.of(value, self._encodings.get(style), Spot(at, column), gathering)
            elif style in self._percents:
                gathering.percents.add(Spot(at, column))
            row[column] = value
        self._texts.cells += len(cells)
        if self._texts.cells > MAX_CELLS:
            raise _TooLarge


def _noting_formulas(parse: Callable[[Any], dict[str, Any]]) -> Callable[[Any], dict[str, Any]]:
    def parse_cell(element: Any) -> dict[str, Any]:
        cell = parse(element)
        cell["formula"] = len(element) > 0 and element[0].tag.endswith("}f")
        return cell

    return parse_cell


def _runs(value: list[Any]) -> list[tuple[str, str | None]]:
    """Each run's text with the name of its font, None where it is the cell's own."""
    return [(one, None) if isinstance(one, str) else (one.text or "", one.font.rFont) for one in value]


def _is_percent(number_format: int, own: Sequence[str]) -> bool:
    if number_format in (9, 10):
        return True
    return number_format >= 164 and number_format - 164 < len(own) and "%" in own[number_format - 164]


def _blocks(merged: Any) -> list[Block]:
    if not merged:
        return []
    return [Block(one.min_row - 1, one.min_col - 1, one.max_row - 1, one.max_col - 1) for one in merged.mergeCell]


class _Watched:
    """A sheet's XML on its way to the parser, which keeps a whole row in memory: no row may be endless."""

    def __init__(self, source: IO[bytes]) -> None:
        self._source, self._since_row = source, 0

    def read(self, size: int = -1) -> bytes:
        data = self._source.read(size)
        self._since_row = 0 if b"row" in data else self._since_row + len(data)
        if self._since_row > _LONGEST_ROW:
            raise _TooLarge
        return data
