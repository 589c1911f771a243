"""Reading a plan from a workbook: columns are found by their printed titles, every text is kept as it stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ntm_desktop.domain.errors import FileUnreadable, PlanInvalid
from ntm_desktop.domain.names import fold
from ntm_desktop.excel.book import Sheet
from ntm_desktop.excel.open_book import read_book

MAX_ROWS = 5_000
MAX_COLUMNS = 60
_HEADER_WITHIN = 40

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
    """From .xlsx or .xls, old fonts converted by their names.

    Raises what `read_book` raises, and PlanInvalid (no such columns, formulas).
    """
    rows = _cells(path)
    header = next((at for at, row in enumerate(rows[:_HEADER_WITHIN]) if "content" in _columns(row)), None)
    if header is None:
        problem = "Không thấy hàng tiêu đề có cột “Nội dung” trong 40 hàng đầu của trang tính thứ nhất."
        raise PlanInvalid(path.name, (problem,))
    title = next((text for row in rows[:header] for text in row if len(text) > 12), "")
    return PlanSheet(title, tuple(_tasks(rows[header + 1 :], _columns(rows[header]))))


def _cells(path: Path) -> list[list[str]]:
    """The first sheet as text. Raises PlanInvalid for formulas of which the file holds no result."""
    sheet = read_book(path, max_rows=MAX_ROWS, first_only=True)[0]
    if sheet.is_cut:
        raise FileUnreadable(str(path), "too_large")
    _check_formulas(path, sheet)
    width = min(MAX_COLUMNS, max((len(row) for row in sheet.rows), default=0))
    rows = ([_text(value) for value in row[:width]] for row in sheet.rows)
    return [row + [""] * (width - len(row)) for row in rows]


def _check_formulas(path: Path, sheet: Sheet) -> None:
    lines = sorted({spot.row + 1 for spot in sheet.unresolved})
    if lines:
        mend = "Hãy mở tệp bằng Excel, lưu lại rồi nhận lại."
        raise PlanInvalid(path.name, (mend, *(f"Dòng {line}: ô công thức chưa có kết quả." for line in lines)))


def _text(value: Any) -> str:
    """Verbatim; a number that Excel made of "1.6" or "2024" is written as people see it."""
    if value is None:
        return ""
    if isinstance(value, float) and value.is_integer():
        return str(int(value))
    if isinstance(value, date):
        return f"{value:%d/%m/%Y}"
    return str(value)


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
                "section": number.rstrip("."),
                "section_title": content,
                "subsection": "",
                "subsection_title": "",
            }
        elif is_heading and _NUMBERED.fullmatch(number) and below:
            section = section | {"subsection": number.rstrip("."), "subsection_title": content}
        else:
            yield {**section, **task}
