"""Answers of households become figures; what is not known counts neither for nor against."""

import tomllib
from collections import Counter
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from ntm_desktop.domain.criteria import Indicator
from ntm_desktop.domain.criteria_format import criteria_from_json
from ntm_desktop.domain.household_form import read_form
from ntm_desktop.domain.household_indicators import (
    RegisterCount,
    add_up,
    count_villages,
    figure_of,
    read_rules,
)
from ntm_desktop.domain.household_lists import working_list
from ntm_desktop.domain.households import Household, Income, Member
from ntm_desktop.domain.recording import Amount, NotApplicable, Share, SharesBySex

RULES = read_rules(tomllib.loads(resources.text("households", "indicators.toml")))
FORM = read_form(tomllib.loads(resources.text("households", "form.toml")))
SET = criteria_from_json(resources.text("criteria", "village-ntm-starter.json"), "village-ntm-starter.json")
YEAR = 2021


def _indicator(code: str) -> Indicator:
    return SET.indicator(code)


def _household(*members: Member, village: str = "v", people: int | None = None, **answers: str) -> Household:
    return Household(village, members or (Member("A Nam", "male"),), people=people, answers=answers)


def _count(name: str, *households: Household) -> RegisterCount:
    found = add_up(count_villages(RULES[name], households, YEAR).values())
    assert found is not None
    return found


def _choices(code: str) -> st.SearchStrategy[str]:
    return st.sampled_from(["", *(one.code for one in FORM.field(code).choices)])


_MEMBERS = st.builds(
    Member,
    name=st.just("Y Lan"),
    sex=st.sampled_from(["", "male", "female"]),
    birth=st.sampled_from(["", "1950", "1965-04", "1980-05-12", "2004", "2015"]),
    insured=st.sampled_from(["", "yes", "no"]),
    job=st.sampled_from(["", *(one.code for one in FORM.member_field("job").choices)]),
    away=st.sampled_from(["", "yes"]),
)
_HOUSEHOLDS = st.builds(
    Household,
    village_id=st.sampled_from(["một", "hai", "ba"]),
    members=st.lists(_MEMBERS, min_size=1, max_size=4).map(tuple),
    people=st.sampled_from([None, 1, 3, 6]),
    answers=st.fixed_dictionaries({one.code: _choices(one.code) for one in FORM.fields}),
    income=st.lists(
        st.builds(
            Income,
            st.sampled_from([2020, YEAR]),
            st.sampled_from(["crops", "wages"]),
            st.decimals(0, 500, places=1, allow_nan=False),
        ),
        max_size=3,
    ).map(tuple),
)
_REGISTERS = st.lists(_HOUSEHOLDS, max_size=12)


@given(_REGISTERS, st.sampled_from(sorted(RULES)))
def test_the_villages_add_up_to_the_commune(register: list[Household], name: str) -> None:
    villages = count_villages(RULES[name], register, YEAR)
    as_one = count_villages(RULES[name], [replace(one, village_id="xã") for one in register], YEAR)
    assert add_up(villages.values()) == as_one.get("xã")


@given(_REGISTERS, _HOUSEHOLDS, st.sampled_from(sorted(RULES)))
def test_one_more_household_never_makes_a_count_smaller(
    register: list[Household], more: Household, name: str
) -> None:
    before, after = _sums(name, register), _sums(name, [*register, more])
    assert all(old <= new for old, new in zip(before, after, strict=True))


def _sums(name: str, register: list[Household]) -> tuple[Decimal | int, ...]:
    found = add_up(count_villages(RULES[name], register, YEAR).values())
    return tuple(found.total) if found else (0, 0, 0)


@given(_REGISTERS, st.sampled_from(sorted(name for name in RULES if RULES[name].of == "household")))
def test_every_household_is_counted_once_or_not_asked(register: list[Household], name: str) -> None:
    rule = RULES[name]
    not_asked = sum(
        any(
            one.answer(field) and one.answer(field) not in codes | rule.unsure.get(field, frozenset())
            for field, codes in rule.among.items()
        )
        for one in register
    )
    assert sum(_sums(name, register)) + not_asked == len(register)


@given(_REGISTERS, st.sampled_from(sorted(RULES)))
def test_the_working_list_is_as_long_as_the_count_says(register: list[Household], name: str) -> None:
    rule = RULES[name]
    found = working_list(rule, register, YEAR, Decimal(10_000))
    if rule.of == "household":
        counted, others, unknown = _sums(name, register)
        assert len(found.against) == (others if rule.is_good else counted)
        assert len(found.unknown) == unknown
    elif rule.of == "member":
        assert sum(len(one.persons) for one in found.against) == _sums(name, register)[1]
    else:
        assert len(found.against) + len(found.unknown) == len(register)


@given(_REGISTERS)
def test_women_and_men_and_those_of_unknown_sex_are_everybody(register: list[Household]) -> None:
    for name in ("health_insured", "employed"):
        for count in count_villages(RULES[name], register, YEAR).values():
            both = count.female.plus(count.male)
            assert all(part <= whole for part, whole in zip(both, count.total, strict=True))


def test_every_rule_asks_only_what_the_form_asks() -> None:
    for rule in RULES.values():
        field_of = FORM.member_field if rule.of == "member" else FORM.field
        for part in (rule.counted, rule.among):
            for field, codes in part.items():
                assert codes <= set(field_of(field).codes), rule.name


def test_every_indicator_marked_from_households_has_its_rule() -> None:
    marked = {one.from_households for one in SET.indicators() if one.from_households}
    assert marked <= RULES.keys()


def test_a_share_leaves_out_households_that_have_not_answered() -> None:
    count = _count("solid_house", _household(house="solid"), _household(house="weak"), _household())
    assert figure_of(_indicator("9.2"), count) == Share(Decimal(1), Decimal(2))
    assert count.unknown == 1


def test_makeshift_houses_are_counted_and_listed() -> None:
    register = [_household(house="makeshift"), _household(house="solid")]
    assert figure_of(_indicator("9.1"), _count("makeshift_house", *register)) == Amount(Decimal(1))
    assert [one.household for one in working_list(RULES["makeshift_house"], register, YEAR).against] == register[:1]


def test_one_missing_part_of_sanitation_decides_whatever_else_is_unknown() -> None:
    count = _count("sanitation", _household(latrine="bad"), _household(latrine="good", bath="good"))
    assert (count.total.others, count.unknown) == (1, 1)


def test_where_nobody_keeps_animals_the_indicator_does_not_apply() -> None:
    count = _count("hygienic_livestock", _household(livestock="keeps_none"))
    assert figure_of(_indicator("17.3"), count) == NotApplicable("không có hộ chăn nuôi")
    unsure = _count("hygienic_livestock", _household(livestock="keeps_none"), _household())
    assert figure_of(_indicator("17.3"), unsure) is None


def test_insured_women_and_men_are_counted_apart_and_who_is_away_is_not() -> None:
    members = (
        Member("A Nam", "male", insured="yes"),
        Member("Y Lan", "female", insured="no"),
        Member("A Thu", "male", insured="no", away="yes"),
    )
    found = figure_of(_indicator("15.1"), _count("health_insured", _household(*members)))
    assert found == SharesBySex(Share(Decimal(0), Decimal(1)), Share(Decimal(1), Decimal(1)))


def test_people_a_list_only_counts_are_unknown_persons() -> None:
    assert _count("health_insured", _household(Member("A Nam", "male", insured="yes"), people=5)).unknown == 4


@pytest.mark.parametrize(
    ("sex", "birth", "job", "expected"),
    [
        ("male", "1981", "farming", (1, 0, 0)),
        ("male", "1981", "seeking", (0, 1, 0)),
        ("male", "1981", "student", (0, 0, 0)),
        ("male", "1981", "", (0, 0, 1)),
        ("female", "1960", "farming", (0, 0, 0)),
        ("", "1963", "farming", (0, 0, 1)),
        ("male", "2010", "", (0, 0, 0)),
        ("male", "", "farming", (0, 0, 1)),
        ("male", "", "unable", (0, 0, 0)),
    ],
)
def test_work_is_asked_of_those_of_working_age(
    sex: str, birth: str, job: str, expected: tuple[int, int, int]
) -> None:
    assert tuple(_count("employed", _household(Member("A", sex, birth, job=job))).total) == expected


def test_income_is_averaged_over_the_actual_members_of_the_households_that_told_it() -> None:
    told = replace(
        _household(Member("A Nam"), Member("Y Lan"), Member("A Thu", away="yes")),
        income=(Income(YEAR, "crops", Decimal("60.5")), Income(YEAR, "wages", Decimal(20))),
    )
    other_year = replace(told, income=(Income(2020, "crops", Decimal(99)),))
    nobody_counted = replace(_household(), income=told.income)
    count = _count("annual_income", told, other_year, nobody_counted)
    assert figure_of(_indicator("10.1"), count) == Share(Decimal("80.5"), Decimal(2))
    assert count.unknown == 2


def test_a_household_below_the_years_income_is_listed_with_what_it_has_each() -> None:
    poor = replace(_household(people=4), income=(Income(YEAR, "crops", Decimal(100)),))
    found = working_list(RULES["annual_income"], [poor], YEAR, Decimal(36))
    assert [one.income_each for one in found.against] == [25]
    assert Counter(len(one.persons) for one in found.against) == {0: 1}
