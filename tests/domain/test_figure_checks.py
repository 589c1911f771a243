"""Figures of one village and period contradict each other: which ones, and in which words."""

import tomllib
from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

import resources
from ntm_desktop.domain.checks import Finding, Severity, read_rules
from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.criteria_format import criteria_from_json
from ntm_desktop.domain.figure_checks import PeriodFigure, PlaceFigures, check_place
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.recording import Amount, Figure, Share, SharesBySex

YEAR = parse_period("2021")
RULES = read_rules(tomllib.loads(resources.text("checks", "rules.toml")))
SET = criteria_from_json(resources.text("criteria", "village-ntm-starter.json"), "set")
COMMUNE_SET = criteria_from_json(resources.text("criteria", "commune-ntm-2021-2025.json"), "set")


def _share(numerator: int, denominator: int) -> Share:
    return Share(Decimal(numerator), Decimal(denominator))


def _place(
    now: Mapping[str, Figure],
    before: Mapping[str, Figure] | None = None,
    chosen: CriteriaSet = SET,
    villages: int | None = None,
    elsewhere: Mapping[str, tuple[Decimal, str]] | None = None,
) -> PlaceFigures:
    return PlaceFigures(
        "thon1",
        chosen.id,
        YEAR,
        {one.code: one for one in chosen.indicators()},
        {code: PeriodFigure(figure, YEAR) for code, figure in now.items()},
        {code: PeriodFigure(figure, parse_period("2020")) for code, figure in (before or {}).items()},
        villages=villages,
        elsewhere=elsewhere or {},
    )


def _only(findings: list[Finding]) -> Finding:
    assert len(findings) == 1, [one.text for one in findings]
    return findings[0]


def test_a_numerator_above_its_denominator_that_a_file_brought_is_found() -> None:
    found = check_place(RULES, _place({"17.4": _share(210, 200)}))
    assert [one.rule.id for one in found] == ["share-within"]
    assert "tử số 210 (số hộ thu gom, xử lý rác) lớn hơn mẫu số 200" in found[0].text


def test_one_total_of_households_that_differs_is_shown_at_that_figure() -> None:
    found = _only(
        check_place(RULES, _place({"4.1": _share(200, 200), "9.2": _share(1, 200), "17.4": _share(1, 198)}))
    )
    assert found.rule.id == "households-equal"
    assert found.codes == ("17.4",)
    assert "200 ở 4.1, 9.2; 198 ở 17.4" in found.text
    assert found.blocks_printing


def test_totals_of_different_periods_may_differ() -> None:
    place = _place({"4.1": _share(1, 200)})
    earlier = PeriodFigure(_share(1, 198), parse_period("2021-Q3"))
    assert check_place(RULES, replace(place, now={**place.now, "9.2": earlier})) == []


def test_where_none_is_usual_every_total_is_shown() -> None:
    found = _only(check_place(RULES, _place({"4.1": _share(1, 200), "17.4": _share(1, 198)})))
    assert found.codes == ("4.1", "17.4")


def test_women_and_men_together_are_the_population() -> None:
    people = SharesBySex(_share(300, 380), _share(310, 370))
    found = _only(check_place(RULES, _place({"15.1": people, "10.1": _share(20000, 751)})))
    assert found.rule.id == "population-equal"


def test_huts_and_solid_houses_are_no_more_than_the_households() -> None:
    found = _only(check_place(RULES, _place({"9.1": Amount(Decimal(60)), "9.2": _share(151, 200)})))
    assert found.rule.id == "houses-within-households"
    assert "60 (hộ, chỉ tiêu 9.1) và 151" in found.text
    assert "cộng lại là 211, nhiều hơn 200 (tổng số hộ, chỉ tiêu 9.2)" in found.text


@pytest.mark.parametrize("population", ["15.1", "10.1"])
def test_children_are_no_more_than_the_people_of_the_village(population: str) -> None:
    """By whichever figure tells the population."""
    people: Figure = SharesBySex(_share(60, 70), _share(60, 73)) if population == "15.1" else _share(4712, 143)
    assert not check_place(RULES, _place({"14.1": _share(140, 143), population: people}))
    found = _only(check_place(RULES, _place({"14.1": _share(1990, 2000), population: people})))
    assert (found.rule.id, found.codes, found.blocks_printing) == (
        "children-within-population",
        ("14.1", population),
        True,
    )
    assert found.text.startswith("2.000 (tổng số trẻ em trong độ tuổi đi học, chỉ tiêu 14.1) nhiều hơn 143 (")


def test_a_fifth_more_households_than_last_year_asks_why() -> None:
    found = _only(check_place(RULES, _place({"4.1": _share(240, 241)}, {"4.1": _share(200, 200)})))
    assert found.rule.id == "households-jump"
    assert found.rule.severity is Severity.WARNING
    assert "tổng số hộ là 241, năm 2020 là 200 (thay đổi +20,5 %)" in found.text


def test_a_result_that_jumps_asks_why() -> None:
    found = _only(check_place(RULES, _place({"4.1": _share(200, 200)}, {"4.1": _share(100, 200)})))
    assert found.rule.id == "result-jump"


def test_the_communes_count_of_villages_is_that_of_the_list() -> None:
    found = _only(check_place(RULES, _place({"6.3": _share(5, 6)}, chosen=COMMUNE_SET, villages=5)))
    assert found.rule.id == "village-count"


def test_the_communes_households_are_those_of_its_villages() -> None:
    figures = _place(
        {"17.1": _share(900, 1000)},
        chosen=COMMUNE_SET,
        elsewhere={"tổng số hộ": (Decimal(1010), "các thôn cộng lại là")},
    )
    found = _only(check_place(RULES, figures))
    assert found.rule.id == "against-elsewhere"
    assert "tổng số hộ ghi 1.000, các thôn cộng lại là 1.010" in found.text


@given(households=st.integers(1, 5000), met=st.floats(0, 1))
def test_figures_of_one_total_are_never_reproached(households: int, met: float) -> None:
    one = _share(int(met * households), households)
    assert check_place(RULES, _place({"4.1": one, "9.2": one, "11.1": one, "17.1": one, "17.4": one})) == []


@given(first=st.integers(1, 5000), second=st.integers(1, 5000))
def test_two_totals_are_reproached_exactly_when_they_differ(first: int, second: int) -> None:
    found = check_place(RULES, _place({"4.1": _share(0, first), "9.2": _share(0, second)}))
    assert (found == []) == (first == second)


def test_a_rule_without_what_it_needs_is_named() -> None:
    rule = {"id": "x", "kind": "jump", "severity": "warning", "title": "", "text": "", "mend": ""}
    with pytest.raises(ValueError, match="rule x: needs labels, percent"):
        read_rules({"rule": [rule]})


def test_two_rules_of_one_id_are_refused() -> None:
    rule = {"id": "x", "kind": "share_within", "severity": "error", "title": "", "text": "", "mend": ""}
    with pytest.raises(ValueError, match="rules of one id: x"):
        read_rules({"rule": [rule, rule]})


def test_every_rule_says_what_to_do() -> None:
    assert all(rule.title and rule.text and rule.mend for rule in RULES)
