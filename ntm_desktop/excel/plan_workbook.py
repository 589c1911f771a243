"""Reading a plan from a workbook: columns are found by their printed titles, every text is kept as it stands."""

import re
import zipfile
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from ntm_desktop.domain.errors import FileUnreadable, PlanInvalid
from ntm_desktop.domain.names import fold, nfc

MAX_ROWS = 5_000
MAX_COLUMNS = 60
MAX_UNPACKED = 200 * 2**20  # a workbook that unfolds to more is not a plan
_HEADER_WITHIN = 40

_TITLES = {
    "number": ("tt", "stt", "so tt", "so thu tu"),
    "content": ("noi dung", "nhiem vu"),
    "deadline": ("thoi gian", "thoi han", "tien do"),
    "lead": ("chu tri", "thuc hien chinh"),
    "coordinating": ("phoi hop",),
}
"""How offices title the columns, without marks; a title need only contain one of these."""

_ROMAN = re.compile(r"[IVXLC]+\.?")
_LETTERED = re.compile(r"[0-9]+\.?")


@dataclass(frozen=True, slots=True)
class PlanSheet:
    """`rows` are tasks in the printed order, by field of the plan task; headings became their section."""

    title: str
    rows: tuple[dict[str, str], ...]


def read_plan(path: Path) -> PlanSheet:
    """Raises FileUnreadable (not a workbook, or too large to be one), PlanInvalid (no such columns)."""
    rows = list(_cells(path))
    header = next((at for at, row in enumerate(rows[:_HEADER_WITHIN]) if "content" in _columns(row)), None)
    if header is None:
        problem = "Không thấy hàng tiêu đề có cột “Nội dung” trong 40 hàng đầu của trang tính thứ nhất."
        raise PlanInvalid(path.name, (problem,))
    title = next((text for row in rows[:header] for text in row if len(text) > 12), "")
    return PlanSheet(title, tuple(_tasks(rows[header + 1 :], _columns(rows[header]))))


def _cells(path: Path) -> Iterator[list[str]]:
    from openpyxl import load_workbook  # loaded by the action that needs it

    _check_size(path)
    try:
        book = load_workbook(path, read_only=True, data_only=True)
        try:
            sheet = book.worksheets[0]
            for row in sheet.iter_rows(max_row=MAX_ROWS, max_col=MAX_COLUMNS, values_only=True):
                yield [_text(value) for value in row]
        finally:
            book.close()
    except (
        OSError,
        ValueError,
        KeyError,
        IndexError,
        AttributeError,
        TypeError,
        SyntaxError,
        zipfile.BadZipFile,
    ) as error:
        raise FileUnreadable(str(path), "workbook") from error


def _check_size(path: Path) -> None:
    try:
        with zipfile.ZipFile(path) as archive:
            unpacked = sum(member.file_size for member in archive.infolist())
    except (OSError, ValueError, zipfile.BadZipFile) as error:
        raise FileUnreadable(str(path), "workbook") from error
    if unpacked > MAX_UNPACKED:
        raise FileUnreadable(str(path), "too_large")


def _text(value: Any) -> str:
    """Verbatim; a number that Excel made of "1.6" or "2024" is written as people see it."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
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
    """A row of number and content alone is a heading: Roman numerals open a section, others a subsection."""
    section = {"section": "", "section_title": "", "subsection": "", "subsection_title": ""}
    for row in rows:
        task = {field: row[at] for field, at in columns.items() if at < len(row)}
        number, content = task.get("number", "").strip(), task.get("content", "").strip()
        if not any(text.strip() for text in task.values()):
            continue
        is_heading = not any(task.get(field, "").strip() for field in ("deadline", "lead", "coordinating"))
        if is_heading and _ROMAN.fullmatch(number):
            section = {
                "section": number.rstrip("."), "section_title": content, "subsection": "", "subsection_title": "",
            }  # fmt: skip
        elif is_heading and _LETTERED.fullmatch(number) and section["section"]:
            section = section | {"subsection": number.rstrip("."), "subsection_title": content}
        else:
            yield {**section, **task}
