"""Which column of a list is what: the heading is found and its titles compared without marks."""

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from typing import NamedTuple

import resources
from ntm_desktop.domain.household_form import HouseholdForm
from ntm_desktop.domain.names import nfc, squeeze
from ntm_desktop.excel.book import Sheet, Spot
from ntm_desktop.excel.template_cells import shown

_YEAR = re.compile(r"\bn\S{1,2}m\s+(20\d\d)\b")
""" "năm 2021", in an old font that nothing tells too."""
_WITHIN = 40
_DEEPEST = 3
_LEAST = 2
"""Columns that must be known in a row for it to be a heading."""


class ListField(NamedTuple):
    """What a column may hold; `key` is "birth", "poverty", "poverty=poor", "income=crops", "lacks=water"."""

    key: str
    title: str


class _Words(NamedTuple):
    key: str
    exact: frozenset[str]
    whole: frozenset[str]
    parts: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a list: its first row (from 0), how many rows it has, and the titles by column."""

    row: int
    depth: int
    titles: tuple[str, ...]

    @property
    def first_row(self) -> int:
        """The first row below the heading, counted from 0."""
        return self.row + self.depth

    @property
    def signature(self) -> str:
        """The same for lists of the same titles in the same order: what a mapping is remembered by."""
        return hashlib.sha256("|".join(squeeze(one) for one in self.titles).encode()).hexdigest()[:16]


def list_fields(form: HouseholdForm) -> tuple[ListField, ...]:
    """Everything a column can be said to hold, in the order offered."""
    named = [ListField(one["key"], one["title"]) for one in _columns()]
    known = {one.key for one in named}
    fields = [ListField(one.code, one.title) for one in form.fields if one.code not in known]
    incomes = [ListField(f"income={one.code}", f"Thu nhập: {one.title.lower()}") for one in form.income.choices]
    lacks = [ListField(f"lacks={one.code}", f"Thiếu hụt: {one.title.lower()}") for one in form.lacks.choices]
    return (*named, *fields, *incomes, *lacks)


def find_heading(sheet: Sheet, form: HouseholdForm) -> Heading | None:
    """The row in which most titles are known, None where there is none with a name among them."""
    best: tuple[int, Heading] | None = None
    for at in range(min(len(sheet.rows), _WITHIN)):
        if sum(isinstance(value, str) for value in sheet.rows[at]) < _LEAST:
            continue
        heading = heading_at(sheet, at)
        keys = set(guess_columns(heading.titles, form).values())
        if len(keys) >= _LEAST and keys & {"name", "head"} and (best is None or len(keys) > best[0]):
            best = len(keys), heading
    return best[1] if best else None


def heading_at(sheet: Sheet, row: int) -> Heading:
    """The heading that begins in that row; merged cells tell how deep it is."""
    depth = 1
    for block in sheet.merged:
        if block.top == row and block.bottom - row < _DEEPEST:
            is_over_several = block.top == block.bottom and block.right > block.left
            depth = max(depth, block.bottom - row + 1, 2 if is_over_several else 1)
    width = max((len(one) for one in sheet.rows[row : row + depth]), default=0)
    titles = tuple(_title(sheet, row, depth, column) for column in range(width))
    return Heading(row, depth, titles)


def guess_columns(titles: Sequence[str], form: HouseholdForm) -> dict[int, str]:
    """What each column seems to hold; every field at most once, the better title first."""
    found: dict[int, str] = {}
    words = _words(form)
    for is_whole in (True, False):
        for column, title in enumerate(titles):
            if column in found:
                continue
            if (key := _key_of(title, form, words, is_whole)) and key not in found.values():
                found[column] = key
    if "name" not in found.values():  # where every row is a household, its head is the name
        found = {column: "name" if key == "head" else key for column, key in found.items()}
    if {"relation", "number"} & set(found.values()) or "head" in found.values():
        found = {column: key for column, key in found.items() if key != "order"}
    return found


def year_in(titles: Sequence[str]) -> int | None:
    """A year that the titles of incomes name."""
    for title in titles:
        if (year := re.search(r"\b(20\d\d)\b", title)) and "thunhap" in squeeze(title):
            return int(year[1])
    return None


def year_above(sheet: Sheet, heading: Heading) -> tuple[Spot, int] | None:
    """The first cell of the list's own title that names a year ("DANH SÁCH HỘ NĂM 2021"), and the year."""
    for at, row in enumerate(sheet.rows[: heading.row]):
        for column, value in enumerate(row):
            if isinstance(value, str) and (year := _YEAR.search(nfc(value).casefold())):
                return Spot(at, column), int(year[1])
    return None


def _title(sheet: Sheet, row: int, depth: int, column: int) -> str:
    parts: list[str] = []
    for at in range(row, row + depth):
        spot = Spot(at, column)
        block = next((one for one in sheet.merged if one.holds(spot)), None)
        text = shown(sheet.value(Spot(block.top, block.left) if block else spot))
        if text and text not in parts:
            parts.append(text)
    return " ".join(parts)


def _key_of(title: str, form: HouseholdForm, listed: Sequence[_Words], is_whole: bool) -> str:
    text = squeeze(title)
    if not text:
        return ""
    if text.startswith(("thunhap", "tongthunhap")):
        return _income_key(text, form) if is_whole else ""
    for choice in form.lacks.choices if "thieuhut" in text else ():
        if squeeze(choice.title) in text:
            return f"lacks={choice.code}" if is_whole else ""
    if is_whole and (key := next((words.key for words in listed if _with_marks(title) in words.exact), "")):
        return key
    for words in listed:
        if text in words.whole if is_whole else any(part in text for part in words.parts):
            return words.key
    return ""


def _income_key(text: str, form: HouseholdForm) -> str:
    for choice in form.income.choices:
        if choice.code != "total" and any(squeeze(one) in text for one in (choice.title, *choice.spellings)):
            return f"income={choice.code}"
    return "income=total"


@cache
def _columns() -> list[Mapping[str, str]]:
    data: list[Mapping[str, str]] = tomllib.loads(resources.text("households", "list_columns.toml"))["column"]
    return data


@cache
def _words(form: HouseholdForm) -> tuple[_Words, ...]:
    """The titles of the file, and of the form's own fields behind them."""
    listed = [
        _Words(
            one["key"],
            frozenset(map(_with_marks, one["is"])),
            frozenset(map(squeeze, one["is"])),
            tuple(map(squeeze, one["has"])),
        )
        for one in _columns()
    ]
    own = [
        _Words(one.code, frozenset(map(_with_marks, titles)), frozenset(map(squeeze, titles)), ())
        for one in form.fields
        for titles in ((one.title, one.short),)
    ]
    return (*listed, *own)


def _with_marks(title: str) -> str:
    """Without marks "Điện" (electricity) and "Diện" (of poverty) are one word: a title written out goes first."""
    return " ".join(nfc(title).casefold().split())
