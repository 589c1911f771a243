"""Cells of the register: what stands in them can be typed again, and what is typed there is what is meant."""

import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from ntm_desktop.domain.errors import AmbiguousPlace, BirthImpossible, NotAChoice, UnknownPlace
from ntm_desktop.domain.household_cells import MEMBER_COLUMNS, NO_LACK, HouseholdCells, income_column
from ntm_desktop.domain.household_form import read_form
from ntm_desktop.domain.households import HEAD, Household, Income, Member
from ntm_desktop.domain.places import Place, PlaceKind

FORM = read_form(tomllib.loads(resources.text("households", "form.toml")))
VILLAGES = tuple(
    Place(identity, PlaceKind.VILLAGE, name, "c")
    for identity, name in (("a", "Làng Lợt"), ("b", "Thôn 1"), ("c", "Thôn 10"))
)
CELLS = HouseholdCells(FORM, VILLAGES, date(2026, 11, 22))
HOUSEHOLD = Household(
    "b",
    (Member("Rơ Châm H'Lan", "female", "1980", HEAD), Member("A Nam", "male", "1978-02-03", "spouse")),
    "12",
    answers={one.code: one.choices[-1].code for one in FORM.fields},
    lacks=(FORM.lacks.choices[0].code, FORM.lacks.choices[1].code),
    income=(Income(2021, FORM.income.choices[0].code, Decimal("12.5")), Income(2020, "", Decimal(7))),
    phone="0905 123 456",
    note="nhà mới",
)


def typed(column: str, text: str, household: Household = HOUSEHOLD) -> Household:
    return CELLS.typed(household, column, text)


@pytest.mark.parametrize("column", [one for one in CELLS.columns() if one != "people"])
def test_what_stands_in_a_cell_typed_again_changes_nothing(column: str) -> None:
    assert typed(column, CELLS.text(HOUSEHOLD, column)) == HOUSEHOLD


@pytest.mark.parametrize("column", MEMBER_COLUMNS)
def test_what_stands_in_a_cell_of_a_person_typed_again_changes_nothing(column: str) -> None:
    person = HOUSEHOLD.members[1]
    assert CELLS.typed_member(person, column, CELLS.member_text(person, column)) == person


def test_every_column_has_a_heading_of_its_own() -> None:
    titles = [CELLS.title(column) for column in CELLS.columns()]
    assert all(titles)
    assert len(set(titles)) == len(titles)
    assert (CELLS.title("village"), CELLS.title("birth"), CELLS.title("name")) == ("Thôn", "Năm sinh", "Họ và tên")
    assert CELLS.title("lacks") == FORM.lacks.short
    assert CELLS.title(income_column(2021)) == "Thu nhập 2021"
    assert CELLS.title(income_column(2021, FORM.income.choices[0].code)).endswith(" 2021")


def test_the_head_is_typed_in_the_households_own_row() -> None:
    named = typed("head", " A  Thao ")
    assert (named.head, named.members[0].relation, named.members[1:]) == ("A Thao", HEAD, HOUSEHOLD.members[1:])
    assert typed("birth", "5/1979").members[0].birth == "1979-05"
    first = typed("head", "Y Lan", Household("b", ()))
    assert first.members == (Member("Y Lan", relation=HEAD),)
    assert CELLS.text(Household("b", ()), "birth") == ""


def test_nobody_is_born_tomorrow() -> None:
    with pytest.raises(BirthImpossible):
        typed("birth", "23/11/2026")


def test_a_village_is_named_by_its_beginning_where_only_one_begins_so() -> None:
    assert typed("village", "lang").village_id == "a"
    assert typed("village", "thon 1").village_id == "b"
    assert typed("village", "Thôn 10").village_id == "c"
    assert typed("village", "").village_id == ""
    with pytest.raises((UnknownPlace, AmbiguousPlace)):
        typed("village", "thôn")


@pytest.mark.parametrize("text", [NO_LACK, "không", "K", "0"])
def test_that_nothing_is_lacking_is_an_answer(text: str) -> None:
    said = typed("lacks", text)
    assert said.lacks == ()
    assert CELLS.text(said, "lacks") == NO_LACK


def test_what_is_lacking_is_listed_in_the_order_of_the_form() -> None:
    first, second = FORM.lacks.choices[:2]
    assert typed("lacks", f"{second.title}, {first.title}").lacks == (first.code, second.code)
    assert typed("lacks", "").lacks is None
    assert CELLS.text(replace(HOUSEHOLD, lacks=None), "lacks") == ""
    with pytest.raises(NotAChoice):
        typed("lacks", "một điều không có trong phiếu")


def test_a_number_of_people_is_kept_only_where_it_says_more_than_the_list() -> None:
    assert typed("people", "5").people == 5
    assert typed("people", "2").people is None
    assert typed("people", "").people is None
    assert typed("people", "1", Household("b", (Member("A Nam"),))).people == 1
    assert CELLS.text(HOUSEHOLD, "people") == "2"


def test_income_is_typed_by_source_or_as_one_sum() -> None:
    source, other = FORM.income.choices[0].code, FORM.income.choices[1].code
    assert CELLS.text(HOUSEHOLD, income_column(2021, source)) == "12,5"
    assert CELLS.text(HOUSEHOLD, income_column(2021, other)) == ""
    assert CELLS.text(HOUSEHOLD, income_column(2019)) == ""
    both = typed(income_column(2021, other), "7,5")
    assert CELLS.text(both, income_column(2021)) == "20"
    assert typed(income_column(2021, other), "", both).income_of(2021) == Decimal("12.5")
    whole = typed(income_column(2021), "30", both)
    assert CELLS.text(whole, income_column(2021, source)) == ""
    assert whole.income_of(2021) == 30
    assert typed(income_column(2021), "", both).years() == (2020,)


@given(st.sampled_from(["number", "phone", "note"]), st.text(max_size=30))
def test_free_text_is_kept_as_it_reads(column: str, text: str) -> None:
    kept = CELLS.text(typed(column, text), column)
    assert CELLS.text(typed(column, kept), column) == kept
