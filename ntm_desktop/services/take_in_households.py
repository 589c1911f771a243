"""Taking in a list of households from any workbook: looked at first, then written as one act that can be undone."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from db.operation_log import Written
from ntm_desktop.domain.errors import NoHeadingFound, NothingNewInWorkbook, UnknownSheet, WorkbookInvalid
from ntm_desktop.domain.household_data import changed_fields
from ntm_desktop.domain.households import Household, actual_people
from ntm_desktop.domain.legacy_vietnamese import ENCODING_TITLES, Encoding, is_unicode
from ntm_desktop.domain.legacy_vietnamese import to_unicode as convert
from ntm_desktop.domain.names import squeeze
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.places import Place
from ntm_desktop.excel.book import MAX_COLUMNS, MAX_ROWS, Sheet, column_name
from ntm_desktop.excel.household_list import read_households
from ntm_desktop.excel.list_cells import ListChoices
from ntm_desktop.excel.list_columns import (
    Heading,
    ListField,
    find_heading,
    guess_columns,
    heading_at,
    list_fields,
    year_above,
    year_in,
)
from ntm_desktop.excel.open_book import read_book
from ntm_desktop.excel.problem import Problem, worded
from ntm_desktop.excel.template_cells import shown
from ntm_desktop.sentences import sentence_for
from ntm_desktop.services.compare_households import HouseholdChange, list_changes
from ntm_desktop.services.keep_households import list_households, load_form, problems_with, save_households
from ntm_desktop.services.match_households import Matched, match_households
from ntm_desktop.services.open_desk import OpenDesk, Progress
from ntm_desktop.services.remember import recall, remember

__all__ = [
    "HouseholdChange",
    "HouseholdReport",
    "ListChoices",
    "ListField",
    "Part",
    "Sheet",
    "TakenInHouseholds",
    "column_at",
    "column_name",
    "convert",
    "fields_to_choose",
    "guess_choices",
    "is_unicode",
    "parts_like",
    "preview_households",
    "read_sheets",
    "remember_choices",
    "sheet_called",
    "shown",
    "take_in_households",
]

Part = tuple[Sheet, ListChoices]
"""A sheet and what its columns hold."""
_REMEMBERED = "households.columns"
_MOST_REMEMBERED = 50


@dataclass(frozen=True, slots=True)
class HouseholdReport:
    """Everything a person must know before a list is taken in; nothing has been written.

    `households` are those that can be taken in, with the ids of those that stand in the register already.
    `people` are the actual members of these, as the register will count them.
    `left_out` counts households that cannot; `problems` says why, by cell; `understood` how words of the
    list were read that no answer has; `changes` what would be another in the register, household by household.
    """

    file: str
    sheet: str
    households: tuple[Household, ...]
    people: int
    added: int
    changed: int
    left_out: int
    problems: tuple[Problem, ...]
    understood: tuple[Problem, ...] = ()
    changes: tuple[HouseholdChange, ...] = ()

    @property
    def stopping(self) -> tuple[Problem, ...]:
        """Problems that keep the list from being taken in."""
        return tuple(one for one in self.problems if one.stops)


@dataclass(frozen=True, slots=True)
class TakenInHouseholds:
    """What was written, and the sentence for the status bar."""

    written: tuple[Written, ...]
    added: int
    changed: int
    sentence: str


def read_sheets(path: Path) -> list[Sheet]:
    """The sheets that hold anything and are not hidden. Raises what `read_book` raises."""
    sheets = read_book(path)
    return [one for one in sheets if one.rows and not one.is_hidden] or sheets[:1]


def sheet_called(path: Path, sheets: Sequence[Sheet], name: str) -> Sheet:
    """The sheet of that name, without marks; without a name the first in which a heading is found.

    Raises UnknownSheet with the names there are.
    """
    if not name:
        return next((one for one in sheets if find_heading(one, load_form())), sheets[0])
    for one in sheets:
        if squeeze(one.name) == squeeze(name):
            return one
    raise UnknownSheet(path.name, name, tuple(one.name for one in sheets))


def fields_to_choose() -> tuple[ListField, ...]:
    """Everything a column can be said to hold."""
    return list_fields(load_form())


def guess_choices(desk: OpenDesk, sheet: Sheet, row: int | None = None) -> ListChoices:
    """The heading and what each column seems to hold: as it was chosen last for such a heading, or guessed.

    `row` (from 0) is where a person says the heading is. Raises NoHeadingFound.
    """
    form = load_form()
    heading = heading_at(sheet, row) if row is not None else find_heading(sheet, form)
    if heading is None:
        raise NoHeadingFound(sheet.name)
    stored = (recall(desk, _REMEMBERED) or {}).get(heading.signature)
    if isinstance(stored, dict):
        columns = {int(at): str(key) for at, key in stored.get("columns", {}).items()}
        encodings = {int(at): Encoding(code) for at, code in stored.get("encodings", {}).items()}
        encoding = Encoding(stored["encoding"]) if stored.get("encoding") else None
    else:
        columns, encodings, encoding = guess_columns(heading.titles, form), {}, None
    return ListChoices(
        heading,
        columns,
        encoding,
        encodings,
        year=year_in(heading.titles) or (titled[1] if (titled := year_above(sheet, heading)) else None),
        unit=_unit_of(heading, columns),
    )


def column_at(letters: str) -> int | None:
    """The column that Excel calls so, from 0."""
    wanted = letters.strip().upper()
    return next((at for at in range(MAX_COLUMNS) if column_name(at) == wanted), None)


def remember_choices(desk: OpenDesk, choices: ListChoices) -> None:
    """Keeps what was chosen for the next list with the same heading."""
    stored: dict[str, Any] = dict(recall(desk, _REMEMBERED) or {})
    stored.pop(choices.heading.signature, None)
    stored[choices.heading.signature] = {
        "columns": {str(at): key for at, key in choices.columns.items()},
        "encoding": choices.encoding,
        "encodings": {str(at): code for at, code in choices.encodings.items()},
    }
    remember(desk, _REMEMBERED, dict(list(stored.items())[-_MOST_REMEMBERED:]))


def parts_like(sheets: Sequence[Sheet], choices: ListChoices) -> list[Part]:
    """The sheets with the same heading, wherever it stands in each, with the same choices."""
    found = []
    for sheet in sheets:
        heading = find_heading(sheet, load_form())
        if heading is not None and heading.signature == choices.heading.signature:
            found.append((sheet, replace(choices, heading=heading)))
    return found


def preview_households(
    desk: OpenDesk,
    path: Path,
    parts: Sequence[Part],
    commune: Place,
    progress: Progress,
    *,
    today: date | None = None,
) -> HouseholdReport:
    """Reads the list, of one sheet or of several, and says what taking it in would do. Raises Cancelled."""
    form, villages, day = load_form(), desk.villages(commune.id), today or date.today()
    lists = [(sheet, read_households(sheet, choices, form, villages, day, progress)) for sheet, choices in parts]
    standing = list_households(desk, commune)
    matched, changed_heads = match_households(lists, standing)
    found = problems_with(desk, commune, [one.household for one in matched], today=day)
    # A household in no village is told by its cell already, and shares its number with none.
    told = [one for one in found if matched[one.position].household.village_id]
    bad = {one.position for one in found}
    refused = {(row.sheet, row.cell) for at in bad for row in (matched[at].problem(""),)}
    problems = [one for one in changed_heads if (one.sheet, one.cell) not in refused]
    problems += [matched[one.position].problem(sentence_for(one.error)) for one in told]
    good = tuple(one.household for at, one in enumerate(matched) if at not in bad)
    problems += _namesakes([one for at, one in enumerate(matched) if at not in bad])
    known = {one.id: one for one in standing}
    return HouseholdReport(
        path.name,
        ", ".join(sheet.name for sheet, _ in parts),
        good,
        sum(actual_people(one) or 0 for one in good),
        sum(not one.id for one in good),
        sum(bool(one.id and changed_fields(known[one.id], one)) for one in good),
        len(bad),
        (
            *(problem for part in parts for problem in _of_sheet(*part)),
            *(problem for part in parts for problem in _of_another_year(*part)),
            *(problem for _, listed in lists for problem in listed.problems),
            *problems,
        ),
        tuple(one for _, listed in lists for one in listed.understood),
        list_changes(form, villages, [(known.get(one.id), one) for one in good], day) if standing else (),
    )


def take_in_households(
    desk: OpenDesk, report: HouseholdReport, commune: Place, *, skips_problems: bool = False
) -> TakenInHouseholds:
    """Writes the households as one act.

    With `skips_problems` unreadable cells stay empty and households that cannot be kept are left out; otherwise
    nothing is written while there are any. Raises WorkbookInvalid, NothingNewInWorkbook, NotAllowed.
    """
    if report.stopping and not skips_problems:
        raise WorkbookInvalid(report.file, tuple(one.line for one in report.stopping))
    if not report.added and not report.changed:
        raise NothingNewInWorkbook(report.file)
    count = report.added + report.changed
    saved = save_households(
        desk, commune, report.households, f"nhận {format_number(count)} hộ từ tệp {report.file}"
    )
    done = [(saved.added, "nhận {} hộ mới"), (saved.changed, "cập nhật {} hộ")]
    said = ", ".join(words.format(number) for number, words in done if number)
    sentence = f"Đã {said} từ tệp {report.file}"
    return TakenInHouseholds(saved.written, saved.added, saved.changed, sentence)


def _namesakes(matched: Sequence[Matched]) -> list[Problem]:
    """Heads of one name in one village of the list: two households, or one written twice."""
    heads = Counter((one.household.village_id, squeeze(one.household.head)) for one in matched)
    return [
        one.problem(worded("same_head", count=count), stops=False)
        for one in matched
        if (count := heads[one.household.village_id, squeeze(one.household.head)]) > 1
    ]


def _of_sheet(sheet: Sheet, choices: ListChoices) -> list[Problem]:
    """What holds for the sheet as a whole: old fonts, and rows that are not read."""
    problems = []
    first = choices.heading.first_row
    for encoding, count in Counter(one.encoding for one in sheet.conversions if one.spot.row >= first).items():
        sentence = worded("converted", count=count, font=ENCODING_TITLES[encoding])
        problems.append(Problem(sheet.name, "", "", sentence, stops=False))
    used = {spot.column for spot in sheet.doubtful} & choices.columns.keys()
    doubtful = [one for one in sheet.doubtful if one.column in used and one.row >= choices.heading.first_row]
    certain = sum(
        column in choices.columns and isinstance(value, str) and is_unicode(value)
        for row in sheet.rows
        for column, value in enumerate(row)
    )
    # In a list typed in Unicode "Có" and "Không" are as doubtful as anything, and right.
    if len(doubtful) > certain and choices.encoding is None and not choices.encodings:
        problems.append(Problem(sheet.name, "", "", worded("doubtful", count=len(doubtful)), stops=False))
    if sheet.is_cut:
        problems.append(Problem(sheet.name, "", "", worded("cut", rows=MAX_ROWS)))
    return problems


def _of_another_year(sheet: Sheet, choices: ListChoices) -> list[Problem]:
    """Incomes that would be written for another year than the list's own title names."""
    titled = year_above(sheet, choices.heading)
    has_income = any(key.startswith("income") for key in choices.columns.values())
    if not has_income or titled is None or choices.year in (None, titled[1]):
        return []
    sentence = worded("another_year", year=choices.year, titled=titled[1])
    return [Problem(sheet.name, titled[0].name, shown(sheet.value(titled[0])), sentence, stops=False)]


_UNITS: Mapping[str, Decimal] = {
    "trieu": Decimal(1),
    "nghin": Decimal("0.001"),
    "ngan": Decimal("0.001"),
    "1000d": Decimal("0.001"),
    "dong": Decimal("0.000001"),
}


def _unit_of(heading: Heading, columns: Mapping[int, str]) -> Decimal:
    """What one of the numbers of income is in triệu đồng, by the words of their titles."""
    for at, key in columns.items():
        if key.startswith("income") and at < len(heading.titles):
            text = squeeze(heading.titles[at])
            for word, unit in _UNITS.items():
                if word in text:
                    return unit
    return Decimal(1)
