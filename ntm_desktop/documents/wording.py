"""The wording of papers: data in `resources/wording/*.toml`.

A province changes sentences, their order and the table's columns there. `{name}` is filled by the program
(`{NAME}` in capitals, `{Name}` with a capital in front); which names there are depends on the place in the paper
(`wording_reader.py`).
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from ntm_desktop.documents.blocks import Align, Orientation

PLACEHOLDER = re.compile(r"\{([^{}]*)\}")


@dataclass(frozen=True, slots=True)
class ColumnWording:
    """A column of a table; `width` is relative to those of the others."""

    id: str
    title: str
    width: float
    align: Align


@dataclass(frozen=True, slots=True)
class Piece:
    """One entry of a paper's `blocks`; fields that its kind does not use keep their defaults.

    `when` is a condition of CONDITIONS, "not " in front turns it round; empty is always.
    """

    kind: str
    text: str = ""
    when: str = ""
    level: int = 1
    in_outline: bool = False
    count: int = 1
    columns: tuple[ColumnWording, ...] = ()
    rows: tuple[str, ...] = ()
    total: str = ""
    lines: tuple[str, ...] = ()
    hint: str = ""
    left_lines: tuple[str, ...] = ()
    recipients_title: str = ""
    recipients: tuple[str, ...] = ()
    pieces: tuple["Piece", ...] = ()


@dataclass(frozen=True, slots=True)
class LetterheadWording:
    """The head of a paper: who issues it, its number, place and date."""

    parents: tuple[str, ...]
    agency: tuple[str, ...]
    number: str
    place_date: str


@dataclass(frozen=True, slots=True)
class PaperWording:
    """One paper; `title` names it among bookmarks.

    `appendix_of` is what an appendix belongs to, and then it has no letterhead.
    """

    title: str
    subject: str
    name: str
    summary: str
    orientation: Orientation
    letterhead: LetterheadWording | None
    appendix_label: str
    appendix_of: str
    pieces: tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Shared:
    """What all papers have in common."""

    nation: str
    motto: str
    blank: str
    draft: str
    illustrative_page: str
    illustrative_note: str
    date: str
    date_blank: str
    village_kinds: tuple[str, ...]
    village_kind: str
    no_target: str
    no_unmet: str
    continued: str
    illustrative_mark: str
    mark_unverified: str
    mark_sample: str
    conflict_note: str
    verdicts: Mapping[str, str]
    appraisals: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Wording:
    """What all papers share, and each paper's own words by its name."""

    shared: Shared
    papers: Mapping[str, PaperWording]


def fill(text: str, facts: Mapping[str, str]) -> str:
    """`text` with its placeholders filled; `{NAME}` is the capitals of `{name}`, `{Name}` starts with one."""
    if "{" not in text:
        return text
    return PLACEHOLDER.sub(lambda found: _filled(found.group(1), facts), text)


def _filled(name: str, facts: Mapping[str, str]) -> str:
    word = facts[name.lower()]
    if name.isupper():
        return word.upper()
    return word[:1].upper() + word[1:] if name[0].isupper() else word


def date_text(day: date | None, shared: Shared) -> str:
    """Days below 10 and the months 1 and 2 take a 0 (Nghị định 30/2020/NĐ-CP, phụ lục I)."""
    if day is None:
        return shared.date_blank
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return fill(shared.date, {"day": f"{day.day:02d}", "month": month, "year": str(day.year)})
