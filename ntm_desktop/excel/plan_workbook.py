"""Reading a plan from a workbook: columns are found by their printed titles, every text is kept as it stands."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from ntm_desktop.domain.errors import FileUnreadable, PlanInvalid
from ntm_desktop.domain.legacy_vietnamese import Encoding, is_unicode, to_unicode
from ntm_desktop.domain.names import fold
from ntm_desktop.excel.book import Conversion, Sheet, Spot
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
    """`rows` are tasks in the printed order, by field of the plan task; headings became their section.

    `conversions` are the texts of old fonts before and after; `doubtful` are those of which no font tells, read
    as `encoding` where that is one. `is_unsure`: most texts are such, and nobody has said what they are; `encoding`
    is then the one in which the titles of the columns can be read, if there is one.
    """

    title: str
    rows: tuple[dict[str, str], ...]
    conversions: tuple[Conversion, ...] = ()
    doubtful: frozenset[Spot] = frozenset()
    encoding: Encoding | None = None
    is_unsure: bool = False


def read_plan(path: Path, encoding: Encoding | None = None, *, keeps_doubtful: bool = False) -> PlanSheet:
    """From .xlsx or .xls, old fonts converted by their names; texts of no known font are of `encoding`, or kept.

    Raises what `read_book` raises, and PlanInvalid (no such columns, formulas).
    """
    sheet = _open(path)
    is_unsure = encoding is None and not keeps_doubtful and _is_mostly_doubtful(sheet)
    for way in (None, *Encoding) if is_unsure else (encoding,):
        rows, said = _cells(sheet, way)
        header = next((at for at, row in enumerate(rows[:_HEADER_WITHIN]) if "content" in _columns(row)), None)
        if header is not None:
            title = next((text for row in rows[:header] for text in row if len(text) > 12), "")
            tasks = tuple(_tasks(rows[header + 1 :], _columns(rows[header])))
            conversions = tuple(sorted((*sheet.conversions, *said), key=lambda one: one.spot))
            return PlanSheet(title, tasks, conversions, frozenset(sheet.doubtful), way, is_unsure)
    problem = "Không thấy hàng tiêu đề có cột “Nội dung” trong 40 hàng đầu của trang tính thứ nhất."
    raise PlanInvalid(path.name, (problem,))


def _open(path: Path) -> Sheet:
    sheet = read_book(path, max_rows=MAX_ROWS, first_only=True)[0]
    if sheet.is_cut:
        raise FileUnreadable(str(path), "too_large")
    _check_formulas(path, sheet)
    return sheet


def _cells(sheet: Sheet, encoding: Encoding | None) -> tuple[list[list[str]], list[Conversion]]:
    """Every cell as text, and what became of those that no font tells of."""
    width = min(MAX_COLUMNS, max((len(row) for row in sheet.rows), default=0))
    texts = ([_text(value) for value in row[:width]] for row in sheet.rows)
    rows = [row + [""] * (width - len(row)) for row in texts]
    said = []
    for spot in sheet.doubtful if encoding else ():
        before = rows[spot.row][spot.column] if spot.column < width else ""
        if encoding and (after := to_unicode(before, encoding)) != before:
            rows[spot.row][spot.column] = after
            said.append(Conversion(spot, before, after, encoding))
    return rows, said


def _is_mostly_doubtful(sheet: Sheet) -> bool:
    """In a plan typed in Unicode "Có" is as doubtful as anything, and right: the many decide."""
    certain = sum(isinstance(value, str) and is_unicode(value) for row in sheet.rows for value in row)
    return len(sheet.doubtful) > certain


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
