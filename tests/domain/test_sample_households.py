"""The sample's register: invented, the same everywhere, and in agreement with the sample's figures but for one."""

import json
import tomllib

import resources
from ntm_desktop.domain.criteria_format import criteria_from_json
from ntm_desktop.domain.entries import entry_text
from ntm_desktop.domain.household_data import household_from_data
from ntm_desktop.domain.household_form import read_form
from ntm_desktop.domain.household_indicators import count_villages, figure_of, read_rules
from ntm_desktop.domain.household_rules import problems_of
from ntm_desktop.domain.households import Household
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.places import place_id
from ntm_desktop.domain.sample import sample_operations
from ntm_desktop.domain.sample_figures import illustrative_figures

SAMPLE = json.loads(resources.text("sample", "ia-hdrai.json"))
PROGRAMME = json.loads(resources.text("sample", "ia-hdrai-programme.json"))
SET = criteria_from_json(resources.text("criteria", "village-ntm-starter.json"), "village-ntm-starter.json")
YEAR = parse_period("2021")


def _register() -> list[Household]:
    operations = sample_operations(SAMPLE, PROGRAMME, {SET.id: SET})
    found = [one for ones in operations.values() for one in ones if one.kind == "household"]
    return [household_from_data(one.entity.partition("|")[2], json.loads(one.value)) for one in found]


def test_one_village_has_a_register_that_is_marked_as_illustrative() -> None:
    register = _register()
    upper = SAMPLE["upper_level"]["name"]
    assert {one.village_id for one in register} == {place_id(upper, "Ia Tơi", "Thôn 9")}
    assert len(register) == 101
    assert all(one.is_illustrative for one in register)
    assert register == _register()


def test_it_yields_the_villages_figures_but_for_the_one_that_differs() -> None:
    commune = next(one for one in SAMPLE["communes"] if one["name"] == "Ia Tơi")
    village = next(one for one in commune["villages"] if one["name"] == "Thôn 9")
    rules = read_rules(tomllib.loads(resources.text("households", "indicators.toml")))
    register, differing = _register(), {}
    typed = {
        code: figure
        for code, when, figure in illustrative_figures(SAMPLE["illustration"], "Ia Tơi", village, SET)
        if when == YEAR
    }
    for indicator in SET.indicators():
        if indicator.from_households:
            (count,) = count_villages(rules[indicator.from_households], register, YEAR.year).values()
            assert count.unknown == 0
            figure = figure_of(indicator, count)
            if figure != typed[indicator.code]:
                differing[indicator.code] = f"{entry_text(figure)} {entry_text(typed[indicator.code])}"
    assert differing == {"17.2": "73/101 75/101"}


def test_every_household_of_it_could_have_been_typed() -> None:
    form = read_form(tomllib.loads(resources.text("households", "form.toml")))
    from datetime import date

    assert [problem for one in _register() for problem in problems_of(one, form, date(2021, 12, 31))] == []
