"""A household as a row of cells, and a member as another: what stands in each, and what a person types there."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from ntm_desktop.domain.formulas import parse_amount
from ntm_desktop.domain.household_form import FormField, HouseholdForm
from ntm_desktop.domain.household_income import UNDIVIDED, with_source
from ntm_desktop.domain.household_rules import birth_text, parse_birth
from ntm_desktop.domain.households import HEAD, Household, Income, Member, listed_people
from ntm_desktop.domain.names import nfc, squeeze
from ntm_desktop.domain.numbers import format_entry, parse_number
from ntm_desktop.domain.places import Place, distinct_names, find_place

VILLAGE, NUMBER, NAME, PEOPLE, LACKS, PHONE, NOTE = (
    *("village", "number", "head", "people", "lacks", "phone", "note"),
)
INCOME = "income"
"""The column of one source and year is "income|2021|crops"; "income|2021" is the year's sum."""
NO_LACK = "Không thiếu hụt"
_PLAIN = {NUMBER: "Số hộ", NAME: "Họ tên chủ hộ", PEOPLE: "Nhân khẩu", PHONE: "Điện thoại", NOTE: "Ghi chú"}
_OF_HEAD = ("sex", "birth")
MEMBER_COLUMNS = ("name", "sex", "birth", "relation", "ethnic", "insured", "job", "away")


class HouseholdCells:
    """Reads and writes the cells of households: the form, the villages by name, and what day it is."""

    def __init__(self, form: HouseholdForm, villages: Sequence[Place], today: date) -> None:
        self.form, self.villages, self.today = form, tuple(villages), today
        self._village_names = distinct_names(villages)
        self._fields: Mapping[str, FormField] = {one.code: one for one in form.fields}
        self._member_fields: Mapping[str, FormField] = {one.code: one for one in form.member_fields}

    def columns(self) -> tuple[str, ...]:
        """Every column of the register, in the order of the form."""
        return (VILLAGE, NUMBER, NAME, *_OF_HEAD, PEOPLE, *self._fields, LACKS, PHONE, NOTE)

    def title(self, column: str) -> str:
        """The heading of a column."""
        if column == VILLAGE:
            return "Thôn"
        if column == LACKS:
            return self.form.lacks.short
        if column == "birth":
            return "Năm sinh"
        if column.startswith(INCOME):
            _, year, source = f"{column}||".split("|")[:3]
            return f"{self.form.income.title_of(source)} {year}" if source else f"Thu nhập {year}"
        if (field := self._fields.get(column) or self._member_fields.get(column)) is not None:
            return field.short
        return "Họ và tên" if column == "name" else _PLAIN[column]

    def choices(self, column: str) -> FormField | None:
        """The question a column asks, None where free text or a number is typed."""
        if column == LACKS:
            return None
        return self._fields.get(column) or self._member_fields.get(column)

    def text(self, household: Household, column: str) -> str:
        """What stands in the cell, as it can be typed again."""
        if column == VILLAGE:
            return self._village_names.get(household.village_id, "")
        if column == NAME:
            return household.head
        if column in _OF_HEAD:
            return self.member_text(household.members[0], column) if household.members else ""
        if column == PEOPLE:
            people = listed_people(household)
            return "" if people is None else str(people)
        if column == LACKS:
            return self._lacks_text(household.lacks)
        if column.startswith(INCOME):
            return _income_text(household, column)
        if column in self._fields:
            return self._fields[column].title_of(household.answer(column))
        return str(getattr(household, column))

    def typed(self, household: Household, column: str, text: str) -> Household:
        """The household with what was typed into that cell; empty text clears it.

        Raises NotAChoice, BirthUnreadable, BirthImpossible, UnknownPlace, AmbiguousPlace and what `parse_number`
        raises.
        """
        typed = nfc(" ".join(text.split())) if column != NOTE else nfc(text.strip())
        if column == VILLAGE:
            return replace(household, village_id=self._village(typed))
        if column == NAME or column in _OF_HEAD:
            head = household.members[0] if household.members else Member("", relation=HEAD)
            changed = self.typed_member(head, "name" if column == NAME else column, typed)
            return replace(household, members=(changed, *household.members[1:]))
        if column == PEOPLE:
            return replace(household, people=_people(household, typed))
        if column == LACKS:
            return replace(household, lacks=self._lacks(typed))
        if column.startswith(INCOME):
            return _with_income(household, column, typed)
        if column in self._fields:
            return replace(household, answers={**household.answers, column: self._fields[column].parse(typed)})
        return replace(household, **{column: typed})  # type: ignore[arg-type]  # number, phone, note: texts

    def member_text(self, member: Member, column: str) -> str:
        """What stands in a cell of a person."""
        if column == "birth":
            return birth_text(member.birth)
        if column == "ethnic" and "ethnic" in self._fields:
            return self._fields[column].title_of(member.ethnic)
        if column in self._member_fields:
            answer = getattr(member, column)  # empty where nobody has said: who is not away needs no word
            return self._member_fields[column].title_of(answer) if answer else ""
        return str(getattr(member, column))

    def typed_member(self, member: Member, column: str, text: str) -> Member:
        """The person with what was typed into that cell. Raises as `typed`."""
        typed = nfc(" ".join(text.split()))
        value = typed
        if column == "birth":
            value = parse_birth(typed, self.today)
        elif column == "ethnic" and "ethnic" in self._fields:
            value = self._fields[column].parse(typed)
        elif column in self._member_fields:
            value = self._member_fields[column].parse(typed)
        return replace(member, **{column: value})

    def _village(self, typed: str) -> str:
        if not typed:
            return ""
        for identity, name in self._village_names.items():
            if name == typed or identity == typed:
                return identity
        begins = [key for key, name in self._village_names.items() if squeeze(name).startswith(squeeze(typed))]
        exact = [key for key, name in self._village_names.items() if squeeze(name) == squeeze(typed)]
        if len(exact) != 1 and len(begins) == 1:
            return begins[0]
        return find_place(self.villages, typed).id

    def _lacks_text(self, lacks: tuple[str, ...] | None) -> str:
        if lacks is None:
            return ""
        return "; ".join(self.form.lacks.title_of(one) for one in lacks) or NO_LACK

    def _lacks(self, typed: str) -> tuple[str, ...] | None:
        if not typed:
            return None
        if squeeze(typed) in (squeeze(NO_LACK), "khong", "k", "0"):
            return ()
        parts = [part.strip() for part in typed.replace(",", ";").split(";")]
        found = {self.form.lacks.parse(part) for part in parts if part}
        return tuple(one.code for one in self.form.lacks.choices if one.code in found)


def income_column(year: int, source: str = "") -> str:
    """The column of a year's income, of one source or of all."""
    return f"{INCOME}|{year}|{source}" if source else f"{INCOME}|{year}"


def _people(household: Household, typed: str) -> int | None:
    """A number that only repeats who is listed is not kept: it would contradict the list later."""
    if not typed:
        return None
    people = int(parse_number(typed, unit="người", whole=True))
    return None if people == len(household.members) > 1 else people


def _income_text(household: Household, column: str) -> str:
    _, year, source = f"{column}||".split("|")[:3]
    if not source:
        total = household.income_of(int(year))
        return "" if total is None else format_entry(total)
    amounts = [one.amount for one in household.income if (one.year, one.source) == (int(year), source)]
    return format_entry(sum(amounts, Decimal(0))) if amounts else ""


def _with_income(household: Household, column: str, typed: str) -> Household:
    """A year's sum typed as one number stands as not divided by source; it replaces what was divided."""
    _, text, source = f"{column}||".split("|")[:3]
    year = int(text)
    if not typed:
        kept = tuple(one for one in household.income if one.year != year or (source and one.source != source))
        return replace(household, income=kept)
    new = Income(year, source or UNDIVIDED, parse_amount(typed, unit="triệu đồng"))
    others = household.income if source else tuple(one for one in household.income if one.year != year)
    return replace(household, income=with_source(others, new))
