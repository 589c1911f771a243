"""What a household must hold before it is kept, and what is kept with a warning."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal

from ntm_desktop.domain.errors import (
    BirthImpossible,
    BirthUnreadable,
    ExpectedError,
    HeadTwice,
    HouseholdWithoutHead,
    HouseholdWithoutVillage,
    IncomeImpossible,
    MemberWithoutName,
    MemberWithoutSex,
    NotAChoice,
    PeopleFewerThanListed,
    PeopleImpossible,
    SameHeadTwice,
    TextTooLong,
)
from ntm_desktop.domain.household_form import MEMBER_FIELDS, FormField, HouseholdForm
from ntm_desktop.domain.households import HEAD, Household, Member
from ntm_desktop.domain.names import nfc, squeeze

EARLIEST_BIRTH = 1900
MOST_PEOPLE = 99
_LARGEST_INCOME = Decimal(1_000_000)  # triệu đồng of one source and year: a thousand milliards is a slip
_LONGEST = {"name": 100, "number": 40, "phone": 40, "note": 2000}
_DATE = re.compile(r"(?:(?:(\d{1,2})[/.\-])?(\d{1,2})[/.\-])?(\d{4})")
_ISO_DATE = re.compile(r"(\d{4})-(\d{1,2})(?:-(\d{1,2})(?:[T ].*)?)?")


def parse_birth(text: str, today: date) -> str:
    """A year, month or day of birth as people write it, as "1980", "1980-05" or "1980-05-12"; empty stays empty.

    Raises BirthUnreadable (no such date) and BirthImpossible (before 1900, or after today).
    """
    written = text.strip().replace(" ", "")
    if not written:
        return ""
    if found := _DATE.fullmatch(written):
        day, month, year = found.groups()
    elif found := _ISO_DATE.fullmatch(text.strip()):
        year, month, day = found.groups()
    else:
        raise BirthUnreadable(text.strip())
    try:
        last = date(int(year), int(month or 1), int(day or 1))
    except ValueError as error:
        raise BirthUnreadable(text.strip()) from error
    if last > today or last.year < EARLIEST_BIRTH:
        raise BirthImpossible(text.strip(), EARLIEST_BIRTH, today.year)
    return "-".join((year, *(f"{int(part):02d}" for part in (month, day) if part)))


def birth_text(birth: str) -> str:
    """As Vietnam writes it: "12/05/1980", "05/1980", "1980"."""
    return "/".join(reversed(birth.split("-")))


def tidied(household: Household) -> Household:
    """Composed letters, single spaces, no empty answers; the first member is the head. Changes no meaning."""
    members = tuple(
        _tidied_member(one, HEAD if position == 0 else one.relation)
        for position, one in enumerate(household.members)
    )
    return replace(
        household,
        members=members,
        number=_line(household.number),
        phone=_line(household.phone),
        note=nfc(household.note.strip()),
        answers={code: answer for code, answer in household.answers.items() if answer},
        income=tuple(sorted(household.income)),
    )


def _tidied_member(member: Member, relation: str) -> Member:
    name = _line(member.name)
    if (name, relation) == (member.name, member.relation):
        return member
    return replace(member, name=name, relation=relation)


def problems_of(household: Household, form: HouseholdForm, today: date) -> tuple[ExpectedError, ...]:
    """Everything for which it cannot be kept, in the order of the form; empty when it can."""
    return tuple(_problems(household, form, today))


def warnings_of(household: Household, others: Iterable[Household]) -> tuple[ExpectedError, ...]:
    """What may be right but should be looked at. `others` are the other households of its village."""
    found: list[ExpectedError] = []
    spelling = squeeze(household.head)
    if any(squeeze(one.head) == spelling and one.id != household.id for one in others):
        found.append(SameHeadTwice(household.head))
    found += [MemberWithoutSex(one.name, household.head) for one in household.members if not one.sex]
    listed = len(household.members)
    if household.people is not None and household.people < listed:
        found.append(PeopleFewerThanListed(household.head, household.people, listed))
    return tuple(found)


def _problems(household: Household, form: HouseholdForm, today: date) -> Iterator[ExpectedError]:
    if not household.head:
        yield HouseholdWithoutHead(household.number)
    if not household.village_id:
        yield HouseholdWithoutVillage(household.head or household.number)
    for code, answer in household.answers.items():
        yield from _choice(form.fields, code, answer)
    for position, member in enumerate(household.members[1:], start=2):
        if not member.name:
            yield MemberWithoutName(household.head, position)
        elif member.relation == HEAD:
            yield HeadTwice(household.head, member.name)
    for member in household.members:
        yield from _of_member(member, form, today)
    if household.people is not None and not 1 <= household.people <= MOST_PEOPLE:
        yield PeopleImpossible(household.head, household.people, MOST_PEOPLE)
    for lack in household.lacks or ():
        yield from _choice((form.lacks,), "lacks", lack)
    yield from _of_income(household, form, today)
    for label, code, text in (
        ("họ tên", "name", household.head),
        ("số hộ", "number", household.number),
        ("điện thoại", "phone", household.phone),
        ("ghi chú", "note", household.note),
    ):
        if len(text) > _LONGEST[code]:
            yield TextTooLong(label, _LONGEST[code])


def _of_member(member: Member, form: HouseholdForm, today: date) -> Iterator[ExpectedError]:
    try:
        parse_birth(member.birth, today)
    except (BirthImpossible, BirthUnreadable) as error:
        yield error
    for code in MEMBER_FIELDS:
        yield from _choice(form.member_fields, code, getattr(member, code))
    yield from _choice(form.fields, "ethnic", member.ethnic)


def _of_income(household: Household, form: HouseholdForm, today: date) -> Iterator[ExpectedError]:
    for one in household.income:
        yield from _choice((form.income,), "income", one.source)
        if one.amount < 0 or one.amount > _LARGEST_INCOME or not 2000 <= one.year <= today.year + 1:
            yield IncomeImpossible(household.head, form.income.title_of(one.source), one.year, one.amount)


def _choice(fields: Iterable[FormField], code: str, answer: str) -> Iterator[NotAChoice]:
    """A field or answer of a later version's form is kept as it is only where it came with a package."""
    for one in fields:
        if one.code == code and answer and answer not in one.codes:
            yield NotAChoice(one.title, answer, tuple(choice.title for choice in one.choices))


def _line(text: str) -> str:
    return nfc(" ".join(text.split()))
