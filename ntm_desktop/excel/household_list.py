"""From the rows of any list to households: people under their heads, every cell that cannot be read told."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, NamedTuple

from ntm_desktop.domain.household_form import HouseholdForm
from ntm_desktop.domain.households import HEAD, Household, Income, Member
from ntm_desktop.domain.legacy_vietnamese import to_unicode
from ntm_desktop.domain.names import squeeze
from ntm_desktop.domain.places import Place
from ntm_desktop.excel.book import Sheet, Spot
from ntm_desktop.excel.list_cells import ListCells, ListChoices, is_mark, is_no_mark
from ntm_desktop.excel.problem import Problem, worded
from ntm_desktop.excel.template_cells import shown

_TOTALS = ("cong", "tongcong", "tong", "tongso", "congtong")
_EVERY = 500
"""Rows between two tellings of how far it is."""


class ListedHousehold(NamedTuple):
    """A household and the row of its head, from 0."""

    household: Household
    row: int


@dataclass(frozen=True, slots=True)
class HouseholdList:
    """`has_members`: every row was a person, so that the members are known and not only the head.

    `understood`: words of the list that stand for an answer of another wording, with how many cells.
    """

    households: tuple[ListedHousehold, ...]
    problems: tuple[Problem, ...]
    people: int
    has_members: bool
    understood: tuple[Problem, ...] = ()


def read_households(
    sheet: Sheet,
    choices: ListChoices,
    form: HouseholdForm,
    villages: Sequence[Place],
    today: date,
    progress: Callable[[int, int, str], None],
) -> HouseholdList:
    """Reads every row below the heading. `progress` may raise to stop; nothing is kept then."""
    return _Reader(sheet, choices, form, villages, today).read(progress)


class _Reader(ListCells):
    """Groups the rows of people into households."""

    def read(self, progress: Callable[[int, int, str], None]) -> HouseholdList:
        found: list[ListedHousehold] = []
        rows, start = self._rows(), self.choices.heading.first_row
        members: list[Member] = []
        current: Household | None = None
        at_head, number = start, ""
        people = 0
        for at in range(start, len(rows)):
            if not (at - start) % _EVERY:
                progress(at - start, len(rows) - start, f"dòng {at + 1}")
            row = rows[at]
            if not any(value is not None for value in row):
                continue
            name = self.text(row, "name") or self.text(row, "head")
            if not name or self._is_aside(row, name, at, start):
                self._take_aside(row, at, start)
                continue
            answers = self._member_answers(row, at)
            relation = answers.pop("relation", "")
            its_number = self._number(row)
            people += 1
            if current is None or self._begins(row, relation, its_number, number, members):
                if current is not None:
                    found.append(ListedHousehold(replace(current, members=tuple(members)), at_head))
                elif relation not in ("", HEAD) and "relation" in self.at:
                    self.tell(at, "relation", "member_before_head")
                current, members = self._household(row, at, its_number, answers.get("ethnic", "")), []
                at_head, number, relation = at, its_number, HEAD
            else:
                self._check_member(row, at, current)
            if answers.get("ethnic") == current.answers.get("ethnic"):
                answers.pop("ethnic", None)  # said once, for the household
            members.append(Member(name, relation=relation, **answers))
        if current is not None:
            found.append(ListedHousehold(replace(current, members=tuple(members)), at_head))
        self._finish(found)
        has_members = bool(self.at.keys() & {"relation"}) or people > len(found)
        return HouseholdList(tuple(found), tuple(self.problems), people, has_members, self.understood())

    def _finish(self, found: Sequence[ListedHousehold]) -> None:
        if not found:
            self.note(None, "", worded("no_rows"))
        if self.incomes and self.choices.year is None:
            self.note(None, "", worded("year_needed"))

    # Rows

    def _rows(self) -> list[list[Any]]:
        """The sheet's rows, doubtful texts read in the font the person named."""
        if not self.doubtful:
            return self.sheet.rows
        rows = list(self.sheet.rows)
        for spot in self.doubtful:
            encoding = self.choices.encodings.get(spot.column, self.choices.encoding)
            if encoding is not None and spot.row >= self.choices.heading.first_row:
                rows[spot.row] = list(rows[spot.row])
                rows[spot.row][spot.column] = to_unicode(rows[spot.row][spot.column], encoding)
        return rows

    def _begins(
        self, row: Sequence[Any], relation: str, its_number: str, number: str, members: Sequence[Member]
    ) -> bool:
        """Whether a row is the head of the next household and not a member of the one above."""
        if relation:
            return relation == HEAD
        if "head" in self.at and "name" in self.at:
            head = self.text(row, "head")
            return bool(head) and (its_number != number or squeeze(head) != squeeze(members[0].name))
        if "relation" in self.at or "number" in self.at:
            is_new = bool(its_number) and its_number != number
            return is_new or ("relation" not in self.at and bool(its_number))
        return "order" not in self.at or self.text(row, "order") != ""

    def _is_aside(self, row: Sequence[Any], name: str, at: int, start: int) -> bool:
        """Sums, the row of column numbers, and a village's name over its rows."""
        if squeeze(name) in _TOTALS or squeeze(name).startswith("tongcong"):
            return True
        filled = [value for value in row if value is not None]
        if at == start and len(filled) > 1 and all(_is_column_number(value) for value in filled):
            return True
        return len(filled) == 1 and len(self.columns) > 2

    def _take_aside(self, row: Sequence[Any], at: int, start: int) -> None:
        """A row that is no person: a village's name holds for the rows below it."""
        texts = [shown(value) for value in row if value is not None]
        words = [text for text in texts if not _is_column_number(text)]
        if at == start and not words:
            return
        if len(words) == 1 and (village := self.village_in(words[0])):
            self.own_village = village
            return
        is_person = any(column < len(row) and row[column] is not None for column, _ in self.of_member)
        key = "row_without_name" if is_person else "not_a_household"
        self.note_row(at, texts[0], worded(key), stops=is_person)

    # What one row says

    def _member_answers(self, row: Sequence[Any], at: int) -> dict[str, str]:
        """The fields of a person that this row answers, by name."""
        values: dict[str, str] = {}
        for column, key in self.of_member:
            if column < len(row) and (value := row[column]) is not None:
                values[key] = self.choice(key, value, Spot(at, column))
        values["birth"], sex = self.birth(row, at)
        sex = sex or self.marked_sex(row, at)
        if sex and not values.get("sex"):
            values["sex"] = sex
        return values

    def _household(self, row: Sequence[Any], at: int, number: str, ethnic: str) -> Household:
        answers: dict[str, str] = {}
        for column, key in self.answers:
            if column < len(row) and (value := row[column]) is not None:
                answers[key] = self.choice(key, value, Spot(at, column))
        answers["ethnic"] = ethnic
        answers["poverty"] = self._marked_poverty(row, at, answers.get("poverty", ""))
        return Household(
            self._village(row, at),
            number=number,
            people=self._people(row, at),
            answers={key: answer for key, answer in answers.items() if answer},
            lacks=self._lacking(row, at),
            income=self._income(row, at),
            phone=self.text(row, "phone"),
            note=self.text(row, "note"),
        )

    def _check_member(self, row: Sequence[Any], at: int, household: Household) -> None:
        value = self.value(row, "village")
        if value is not None and self.find_village(shown(value)) not in (household.village_id, None):
            self.tell(at, "village", "village_differs", stops=False)

    def _village(self, row: Sequence[Any], at: int) -> str:
        value = self.value(row, "village")
        if value is None or not shown(value):
            if not self.own_village:
                column = "village" if "village" in self.at else "name"
                self.tell(at, column if column in self.at else "head", "village_missing")
            return self.own_village
        found = self.find_village(shown(value))
        if found is None:
            self.tell(at, "village", "village_unknown")
        return found or ""

    def _marked_poverty(self, row: Sequence[Any], at: int, said: str) -> str:
        """Of columns to be marked; a household that is not poor may still be near it where no column says so.

        What a column of the kind of household has `said` holds where no mark says more.
        """
        columns = [code for code in ("poor", "near_poor") if f"poverty={code}" in self.at]
        for code in columns:
            value, column = self.value(row, f"poverty={code}"), self.at[f"poverty={code}"]
            if value is None or value is False:
                continue
            text = shown(value)
            if is_mark(value):
                self.said[column, text, code] += 1
                return code
            if not is_no_mark(text):
                return self.choice("poverty", value, Spot(at, column))
            if len(columns) == 1 and code == "poor" and not said:
                self.said[column, text, "not_poor"] += 1
        unmarked = "none" if len(columns) == 2 else "not_poor" if columns == ["poor"] else ""
        return said or unmarked

    def _lacking(self, row: Sequence[Any], at: int) -> tuple[str, ...] | None:
        if self.lacks:
            return tuple(code for column, code in self.lacks.items() if column < len(row) and is_mark(row[column]))
        value = self.value(row, "lacks")
        if value is None:
            return None
        parts = [part.strip() for part in shown(value).replace(",", ";").split(";") if part.strip()]
        if len(parts) == 1 and squeeze(parts[0]).startswith("khong"):
            return ()
        spot = Spot(at, self.at["lacks"])
        found = {code for part in parts if (code := self.choice("lacks", part, spot))}
        return tuple(one.code for one in self.form.lacks.choices if one.code in found)

    def _people(self, row: Sequence[Any], at: int) -> int | None:
        value = self.value(row, "people")
        number = self.amount("people", value, Spot(at, self.at.get("people", 0)), whole=True)
        return None if number is None else int(number)

    def _income(self, row: Sequence[Any], at: int) -> tuple[Income, ...]:
        year = self.choices.year
        if year is None:
            return ()
        found = []
        for column, source in self.incomes:
            value = row[column] if column < len(row) else None
            amount = self.amount("income", value, Spot(at, column), whole=False)
            if amount is not None:
                found.append(Income(year, source, amount * self.choices.unit))
        if len(found) > 1:  # a column of sums beside its parts says nothing new
            found = [one for one in found if one.source != "total"]
        return tuple(found)

    def _number(self, row: Sequence[Any]) -> str:
        value = self.value(row, "number")
        return "" if value is None else str(value) if isinstance(value, int) else shown(value)


def _is_column_number(value: Any) -> bool:
    """ "1", "(2)", "A": what stands in the row of column numbers."""
    text = squeeze(shown(value))
    return len(text) <= 2 and (text.isdigit() or len(text) == 1)
