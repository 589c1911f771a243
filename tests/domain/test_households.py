"""Households: their form, their ids, and what is refused or warned of."""

import tomllib
from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
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
from ntm_desktop.domain.household_data import changed_fields, household_from_data, household_to_data
from ntm_desktop.domain.household_form import read_form
from ntm_desktop.domain.household_income import incomes_over
from ntm_desktop.domain.household_rules import birth_text, parse_birth, problems_of, tidied, warnings_of
from ntm_desktop.domain.households import Household, Income, Member, actual_people, household_id, listed_people
from ntm_desktop.sentences import sentence_for

FORM = read_form(tomllib.loads(resources.text("households", "form.toml")))
TODAY = date(2026, 11, 22)
HEAD = Member("Rơ Châm H'Lan", "female", "1980", "head")
GOOD = Household("v", (HEAD, Member("A Nam", "male", "1978-02-03", "spouse")), "12")


@pytest.mark.parametrize(
    ("text", "birth"),
    [
        ("1980", "1980"),
        ("12/05/1980", "1980-05-12"),
        ("1-2-2001", "2001-02-01"),
        ("5.1999", "1999-05"),
        ("1980-05-12", "1980-05-12"),
        ("1980-05-12 00:00:00", "1980-05-12"),
        (" ", ""),
    ],
)
def test_a_birth_is_read_as_people_write_it(text: str, birth: str) -> None:
    assert parse_birth(text, TODAY) == birth


@pytest.mark.parametrize("text", ["2199", "01/01/2027", "1899", "23/11/2026"])
def test_a_birth_that_cannot_be_is_refused(text: str) -> None:
    with pytest.raises(BirthImpossible) as caught:
        parse_birth(text, TODAY)
    assert text in sentence_for(caught.value)


@pytest.mark.parametrize("text", ["năm 80", "31/02/1980", "80", "19800", "1980-13"])
def test_what_is_no_date_is_refused(text: str) -> None:
    with pytest.raises(BirthUnreadable):
        parse_birth(text, TODAY)


@given(st.dates(date(1900, 1, 1), TODAY))
def test_every_birthday_is_read_back_as_it_is_shown(day: date) -> None:
    assert parse_birth(birth_text(day.isoformat()), TODAY) == day.isoformat()


@pytest.mark.parametrize(
    ("wrong", "expected"),
    [
        (replace(GOOD, members=()), HouseholdWithoutHead),
        (replace(GOOD, members=(Member(" "),)), HouseholdWithoutHead),
        (replace(GOOD, village_id=""), HouseholdWithoutVillage),
        (replace(GOOD, members=(replace(HEAD, birth="2199"),)), BirthImpossible),
        (replace(GOOD, members=(replace(HEAD, sex="neither"),)), NotAChoice),
        (replace(GOOD, members=(HEAD, Member(""))), MemberWithoutName),
        (replace(GOOD, members=(HEAD, Member("A Nam", relation="head"))), HeadTwice),
        (replace(GOOD, people=0), PeopleImpossible),
        (replace(GOOD, people=1200), PeopleImpossible),
        (replace(GOOD, answers={"house": "castle"}), NotAChoice),
        (replace(GOOD, lacks=("luck",)), NotAChoice),
        (replace(GOOD, income=(Income(2026, "crops", Decimal(-5)),)), IncomeImpossible),
        (replace(GOOD, income=(Income(2199, "crops", Decimal(5)),)), IncomeImpossible),
        (replace(GOOD, income=(Income(2026, "theft", Decimal(5)),)), NotAChoice),
        (replace(GOOD, note="a" * 3000), TextTooLong),
    ],
)
def test_what_cannot_be_kept_is_said_in_a_sentence(wrong: Household, expected: type[ExpectedError]) -> None:
    problems = problems_of(tidied(wrong), FORM, TODAY)
    assert expected in [type(one) for one in problems]
    assert all(len(sentence_for(one)) > 20 for one in problems)


def test_a_good_household_has_no_problems() -> None:
    assert problems_of(tidied(GOOD), FORM, TODAY) == ()


def test_two_heads_of_one_name_are_allowed_with_a_warning() -> None:
    other = replace(GOOD, members=(replace(HEAD, name="Ro Cham H’Lan"),), id="other")
    assert [type(one) for one in warnings_of(replace(GOOD, id="own"), [other])] == [SameHeadTwice]
    assert warnings_of(replace(other, id="own"), [replace(other, id="own")]) == ()


def test_a_member_of_no_sex_and_too_small_a_number_of_people_are_warned_of() -> None:
    doubtful = replace(GOOD, members=(*GOOD.members, Member("Y Thu")), people=2)
    assert [type(one) for one in warnings_of(doubtful, [])] == [MemberWithoutSex, PeopleFewerThanListed]
    assert all("Hãy" in sentence_for(one) or "chưa rõ" in sentence_for(one) for one in warnings_of(doubtful, []))


def test_people_are_those_listed_or_the_number_a_list_gives() -> None:
    alone = Household("v", (HEAD,))
    assert listed_people(alone) is None
    assert actual_people(replace(alone, people=1)) == 1
    assert actual_people(replace(GOOD, people=5)) == 5
    away = replace(GOOD, members=(*GOOD.members, Member("A Thu", away="yes")))
    assert (listed_people(away), actual_people(away)) == (3, 2)


def test_the_same_list_gives_the_same_ids_and_namesakes_get_their_own() -> None:
    assert household_id("v", "12", "A") == household_id("v", " 12", "B")
    assert household_id("v", "", "Rơ Châm H'Lan") == household_id("v", "", "ro cham hlan")
    first = household_id("v", "", "A Nam")
    second = household_id("v", "", "A Nam", {first})
    assert first != second == household_id("v", "", "A Nam", [first])
    assert household_id("v", "12", "A") != household_id("w", "12", "A")


def test_answers_are_found_by_words_spellings_and_beginnings_without_marks() -> None:
    house = FORM.field("house")
    assert [house.parse(text) for text in ("Bán kiên cố", "ban kien co", "BKC", "bá", "semi_solid", "")] == [
        *["semi_solid"] * 5,
        "",
    ]
    with pytest.raises(NotAChoice) as caught:
        house.parse("lâu đài")
    assert "Kiên cố, Bán kiên cố" in sentence_for(caught.value)


def test_every_answer_of_the_form_is_read_back_from_its_words() -> None:
    for field in (*FORM.fields, *FORM.member_fields, FORM.lacks, FORM.income):
        assert len({one.code for one in field.choices}) == len(field.choices)
        for choice in field.choices:
            assert field.parse(choice.title) == choice.code
            for spelling in choice.spellings:
                assert field.parse(spelling) == choice.code, (field.code, spelling)


def test_an_answer_of_unknown_kind_takes_no_short_beginning_from_another() -> None:
    assert FORM.field("latrine").parse("h") == "good"
    assert FORM.field("electricity").parse("th") == "safe"
    assert FORM.field("waste").parse("t") == "self_treated"


_TEXTS = st.text("aăâbcdđeêơư'’ ", max_size=12)
_HOUSEHOLDS = st.builds(
    Household,
    village_id=st.sampled_from(["v", "w"]),
    members=st.lists(st.builds(Member, _TEXTS, birth=st.sampled_from(["", "1980-02"])), max_size=3).map(tuple),
    number=_TEXTS,
    people=st.sampled_from([None, 1, 4]),
    answers=st.dictionaries(st.sampled_from(["house", "water", "asked_in_gia_lai"]), st.sampled_from(["a", "b"])),
    lacks=st.sampled_from([None, (), ("water",)]),
    income=st.lists(
        st.builds(Income, st.just(2026), st.just("crops"), st.decimals(0, 99, places=2)), max_size=2
    ).map(tuple),
    note=_TEXTS,
    id=st.just("id"),
)


@given(_HOUSEHOLDS)
def test_a_household_is_read_back_from_its_record(one: Household) -> None:
    assert household_from_data("id", household_to_data(one)) == one


@given(_HOUSEHOLDS, _HOUSEHOLDS)
def test_changed_fields_lay_over_the_record(before: Household, after: Household) -> None:
    laid_over = household_to_data(before) | changed_fields(before, after)
    assert household_from_data("id", laid_over) == after


@pytest.mark.parametrize(
    "data", [{"members": [3]}, {"income": [[1, 2]]}, {"income": [[2021, "a", "NaN"]]}, {"people": "x"}]
)
def test_what_no_version_wrote_is_no_household(data: dict[str, object]) -> None:
    with pytest.raises(ValueError):
        household_from_data("id", data)


def test_a_list_never_counts_an_income_twice() -> None:
    whole, crops = Income(2021, "total", Decimal(60)), Income(2021, "crops", Decimal(20))
    assert incomes_over((whole,), (crops,)) == (crops, whole._replace(amount=Decimal(40)))
    assert incomes_over((crops,), (whole,)) == (whole,)
    assert incomes_over((whole,), (crops._replace(year=2020),)) == (crops._replace(year=2020), whole)
