"""Reading a plan from a workbook: columns are found by their printed titles, every text is kept as it stands."""

import re
import struct
import warnings
import zipfile
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ntm_desktop.domain.errors import FileUnreadable, PlanInvalid
from ntm_desktop.domain.names import fold, nfc

MAX_ROWS = 5_000
MAX_COLUMNS = 60
MAX_UNPACKED = 200 * 2**20  # a workbook that unfolds to more is not a plan
MAX_WHOLE = 40 * 2**20  # of the parts that are read as a whole: texts, styles
_READ_ROW_BY_ROW = ("xl/worksheets/", "xl/media/")
_HEADER_WITHIN = 40
_FORMULA = object()
# What zipfile, zlib, the XML parser and openpyxl raise over a file that is no workbook, or a hostile one.
_UNREADABLE = (
    OSError,
    ValueError,
    LookupError,
    ArithmeticError,
    AttributeError,
    TypeError,
    SyntaxError,
    RuntimeError,
    EOFError,
    AssertionError,
    zipfile.BadZipFile,
    zlib.error,
    struct.error,
)

_TITLES = {
    "number": ("tt", "stt", "so tt", "so thu tu"),
    "content": ("noi dung", "nhiem vu"),
    "deadline": ("thoi gian", "thoi han", "tien do"),
    "lead": ("chu tri", "thuc hien chinh"),
    "coordinating": ("phoi hop",),
}
"""How offices title the columns, without marks; a title need only contain one of these."""

_ROMAN = re.compile(r"[IVX]+\.?")
_NUMBERED = re.compile(r"[0-9]+\.?")


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """`rows` are tasks in the printed order, by field of the plan task; headings became their section."""

    title: str
    rows: tuple[dict[str, str], ...]


def read_plan(path: Path) -> PlanSheet:
    """Raises FileUnreadable (not a workbook, or too large to be one), PlanInvalid (no such columns, formulas)."""
    rows = _cells(path)
    header = next((at for at, row in enumerate(rows[:_HEADER_WITHIN]) if "content" in _columns(row)), None)
    if header is None:
        problem = "Không thấy hàng tiêu đề có cột “Nội dung” trong 40 hàng đầu của trang tính thứ nhất."
        raise PlanInvalid(path.name, (problem,))
    title = next((text for row in rows[:header] for text in row if len(text) > 12), "")
    return PlanSheet(title, tuple(_tasks(rows[header + 1 :], _columns(rows[header]))))


def _cells(path: Path) -> list[list[str]]:
    """The first sheet as text. Raises PlanInvalid for formulas of which the file holds no result."""
    _check_size(path)
    typed = _values(path, results=False)
    if len(typed) == MAX_ROWS and any(value is not None for value in typed[-1]):
        raise FileUnreadable(str(path), "too_large")
    formulas = [(at, place) for at, row in enumerate(typed) for place, cell in enumerate(row) if cell is _FORMULA]
    if not formulas:
        return [[_text(value) for value in row] for row in typed]
    shown = _values(path, results=True)
    missing = [f"Dòng {at + 1}: ô công thức chưa có kết quả." for at, place in formulas if shown[at][place] is None]
    if missing:
        mend = "Hãy mở tệp bằng Excel, lưu lại rồi nhận lại."
        raise PlanInvalid(path.name, (mend, *dict.fromkeys(missing)))
    return [[_text(value) for value in row] for row in shown]


def _values(path: Path, *, results: bool) -> list[list[Any]]:
    """Of each cell the value; of a formula its result, or the cell itself to be recognised by."""
    from openpyxl import load_workbook  # loaded by the action that needs it

    try:
        # The file is ours to close: openpyxl leaves one open that it could not read.
        with path.open("rb") as file, warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Excel may say and openpyxl leaves out is no concern of a plan
            book = load_workbook(file, read_only=True, data_only=results)
            try:
                rows = book.worksheets[0].iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS)
                return [[_FORMULA if cell.data_type == "f" else cell.value for cell in row] for row in rows]
            finally:
                book.close()
    except _UNREADABLE as error:
        raise FileUnreadable(str(path), "workbook") from error


def _check_size(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            members = archive.infolist()
    except _UNREADABLE as error:
        raise FileUnreadable(str(path), "workbook") from error
    whole = [one for one in members if not one.filename.startswith(_READ_ROW_BY_ROW)]
    if sum(one.file_size for one in members) > MAX_UNPACKED or sum(one.file_size for one in whole) > MAX_WHOLE:
        raise FileUnreadable(str(path), "too_large")


def _text(value: Any) -> str:
    """Verbatim; a number that Excel made of "1.6" or "2024" is written as people see it."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return nfc(str(value))


def _columns(row: Sequence[str]) -> dict[str, int]:
    found: dict[str, int] = {}
    for at, text in enumerate(row):
        folded = fold(text)
        for field, titles in _TITLES.items():
            exact = field == "number"
            if field not in found and any(folded == one if exact else one in folded for one in titles):
                found[field] = at
                break
    return found


def _tasks(rows: Sequence[Sequence[str]], columns: dict[str, int]) -> Iterator[dict[str, str]]:
    """A row of number and content alone is a heading: of a section with a Roman numeral, of a subsection when its
    numbers go on below it ("4", then "4.1"); otherwise it is a task that lacks the rest."""
    section = {"section": "", "section_title": "", "subsection": "", "subsection_title": ""}
    listed = [{field: row[at] for field, at in columns.items() if at < len(row)} for row in rows]
    listed = [task for task in listed if any(text.strip() for text in task.values())]
    nothing: dict[str, str] = {}
    for task, following in zip(listed, [*listed[1:], nothing], strict=False):
        number, content = task.get("number", "").strip(), task.get("content", "").strip()
        below = following.get("number", "").strip().startswith(f"{number.rstrip('.')}.")
        is_heading = not any(task.get(field, "").strip() for field in ("deadline", "lead", "coordinating"))
        if is_heading and _ROMAN.fullmatch(number):
            section = {
                "section": number.rstrip("."), "section_title": content, "subsection": "", "subsection_title": "",
            }  # fmt: skip
        elif is_heading and _NUMBERED.fullmatch(number) and below:
            section = section | {"subsection": number.rstrip("."), "subsection_title": content}
        else:
            yield {**section, **task}
