"""Opening any workbook a person may bring: known by what it is, never by its ending, and never harmful."""

import zipfile
from pathlib import Path

from ntm_desktop.domain.errors import FileMissing, FileUnreadable
from ntm_desktop.excel.book import MAX_ROWS, Sheet
from ntm_desktop.excel.unreadable import UNREADABLE, unreadable
from ntm_desktop.excel.xls_reading import read_xls
from ntm_desktop.excel.xlsx_reading import read_xlsx

MAX_UNPACKED = 200 * 2**20  # a workbook that unfolds to more is no list and no form
MAX_WHOLE = 40 * 2**20  # of the parts that are read as a whole: texts, styles
MAX_PART = 6 * 2**20  # of the others: lists of sheets, names and links
MAX_OLD = 60 * 2**20
_READ_ROW_BY_ROW = ("xl/worksheets/", "xl/media/")
_READ_BY_OPENPYXL = ("[Content_Types].xml", "xl/workbook.xml", "xl/_rels/workbook.xml.rels")
_COMPOUND = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_BARE_BIFF = (b"\x09\x08", b"\x09\x04", b"\x09\x02", b"\x09\x00")


def read_book(path: Path, *, max_rows: int = MAX_ROWS, first_only: bool = False) -> list[Sheet]:
    """Every sheet of an .xlsx or .xls file, hidden ones included; charts are left out.

    Raises FileMissing, FileUnreadable with a reason of its own for: a file another program holds, Excel's lock
    file, a password, a web page or text renamed, another kind of document, too large, damaged, no sheet.
    """
    kind = _kind_of(path)
    if kind == "xls":
        return read_xls(path, max_rows, first_only)
    return read_xlsx(path, max_rows, first_only)


def _kind_of(path: Path) -> str:
    if path.name.startswith("~$"):
        raise FileUnreadable(str(path), "lock_file")
    try:
        with path.open("rb") as file:
            start = file.read(4096)
        size = path.stat().st_size
    except FileNotFoundError as error:
        raise FileMissing(str(path)) from error
    except IsADirectoryError as error:
        raise FileUnreadable(str(path), "workbook") from error
    except PermissionError as error:
        raise FileUnreadable(str(path), "in_use") from error
    except OSError as error:
        raise FileUnreadable(str(path), "") from error
    if start.startswith(b"PK"):
        _check_zip(path)
        return "xlsx"
    if start.startswith(_COMPOUND):
        _check_compound(path, size)
        return "xls"
    if start[:2] in _BARE_BIFF:  # before Excel 5 a workbook was a bare stream of records
        return "xls"
    raise FileUnreadable(str(path), _what_text(start))


def _check_zip(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except UNREADABLE as error:
        raise unreadable(path, error) from error
    names = {one.filename for one in members}
    if "xl/workbook.bin" in names:
        raise FileUnreadable(str(path), "binary_workbook")
    if any(one.startswith("word/") or one in ("mimetype", "content.xml") for one in names):
        raise FileUnreadable(str(path), "other_document")
    if any(one.flag_bits & 1 for one in members):
        raise FileUnreadable(str(path), "encrypted")
    if any(one.file_size > MAX_PART for one in members if one.filename in _READ_BY_OPENPYXL):
        raise FileUnreadable(str(path), "too_large")
    whole = [one for one in members if not one.filename.startswith(_READ_ROW_BY_ROW)]
    if sum(one.file_size for one in members) > MAX_UNPACKED or sum(one.file_size for one in whole) > MAX_WHOLE:
        raise FileUnreadable(str(path), "too_large")


def _check_compound(path: Path, size: int) -> None:
    """Word's old files, and workbooks under a password, come in the same wrapping as .xls."""
    if size > MAX_OLD:
        raise FileUnreadable(str(path), "too_large")
    try:
        data = path.read_bytes()
    except OSError as error:
        raise unreadable(path, error) from error
    if "EncryptedPackage".encode("utf-16-le") in data:
        raise FileUnreadable(str(path), "encrypted")
    if "WordDocument".encode("utf-16-le") in data and "Workbook".encode("utf-16-le") not in data:
        raise FileUnreadable(str(path), "other_document")


def _what_text(start: bytes) -> str:
    """Which of the things people rename to .xls this is."""
    lowered = start.lower()
    if b"<html" in lowered or b"<table" in lowered or b"<!doctype html" in lowered:
        return "web_page"
    if b"urn:schemas-microsoft-com:office:spreadsheet" in lowered:
        return "web_page"
    if start.startswith(b"%PDF"):
        return "other_document"
    if start and b"\0" not in start and any(mark in start for mark in (b",", b";", b"\t")):
        return "text_table"
    return "workbook"
