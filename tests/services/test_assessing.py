"""Assessing: sums, never averages of percentages; one recorded period speaks for those around it."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.operation_log import Change
from db.repositories.recording import entity_of
from ntm_desktop.domain.evaluation import Assessment, Verdict
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.places import PlaceKind
from ntm_desktop.domain.recording import ReadingKey, Share, shares_of
from ntm_desktop.services.assess import assess_commune, assess_grid, assess_village, reassess_indicator
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.record import record_entry
from tests.services.state import YEAR, commune_set, enter, village_set


def of_village(desk: OpenDesk, village: str, code: str, period: str = "2021") -> Assessment:
    return assess_village(desk, desk.find_place(village), village_set(desk), parse_period(period)).of(code)


def of_commune(desk: OpenDesk, code: str, period: str = "2021") -> Assessment:
    return assess_commune(desk, desk.place, commune_set(desk), parse_period(period)).of(code)


def test_the_gap_is_said_in_households(empty_desk: OpenDesk) -> None:
    enter(empty_desk, "Thôn 1", "9.2", "138/200")
    one = of_village(empty_desk, "Thôn 1", "9.2")
    assert one.verdict is Verdict.NOT_MET
    assert one.gap_text == "còn thiếu 12 hộ"
    enter(empty_desk, "Thôn 1", "9.2", "151/200")
    assert of_village(empty_desk, "Thôn 1", "9.2").verdict is Verdict.MET


def test_an_empty_desk_has_no_verdict_anywhere(empty_desk: OpenDesk) -> None:
    grid = assess_grid(empty_desk, empty_desk.place, village_set(empty_desk), YEAR)
    for place in (empty_desk.place, *grid.villages):
        assert {one.verdict for one in grid.place(place.id).indicators} == {Verdict.NO_DATA}
    assert not any(grid.criterion(village.id, 9).counts_as_met for village in grid.villages)


def test_the_communes_figure_is_the_sum_of_its_villages(empty_desk: OpenDesk) -> None:
    enter(empty_desk, "Thôn 1", "9.2", "10/10")
    enter(empty_desk, "Làng Lợt", "9.2", "100/190")
    total = assess_grid(empty_desk, empty_desk.place, village_set(empty_desk), YEAR).totals["9.2"]
    assert (total.assessment.numerator, total.assessment.denominator) == (Decimal(110), Decimal(200))
    assert total.assessment.value == 55  # the average of 100 % and 52,6 % would pass


counts = st.integers(1, 500).flatmap(lambda total: st.tuples(st.integers(0, total), st.just(total)))


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(first=counts, second=counts)
def test_sums_over_villages_equal_the_sums(
    empty_desk: OpenDesk, first: tuple[int, int], second: tuple[int, int]
) -> None:
    enter(empty_desk, "Thôn 1", "9.2", f"{first[0]}/{first[1]}")
    enter(empty_desk, "Làng Lợt", "9.2", f"{second[0]}/{second[1]}")
    total = assess_grid(empty_desk, empty_desk.place, village_set(empty_desk), YEAR).totals["9.2"].assessment
    assert total.value == Fraction(first[0] + second[0], first[1] + second[1]) * 100


def test_in_the_sample_every_sum_is_the_sum_of_what_its_villages_hold(sample_desk: OpenDesk) -> None:
    grid = assess_grid(sample_desk, sample_desk.place, village_set(sample_desk), YEAR)
    for code, total in grid.totals.items():
        shares = [
            share for one in grid.villages for share in shares_of(grid.cells[(one.id, code)].assessment.figure)
        ]
        if shares:
            assert total.assessment.numerator == sum((share.numerator for share in shares), Decimal(0)), code
            assert total.assessment.denominator == sum((share.denominator for share in shares), Decimal(0)), code


def test_while_a_village_is_missing_the_sum_has_no_verdict_and_names_it(empty_desk: OpenDesk) -> None:
    enter(empty_desk, "Thôn 1", "9.2", "200/200")
    total = assess_grid(empty_desk, empty_desk.place, village_set(empty_desk), YEAR).totals["9.2"]
    assert total.missing == ("Làng Lợt",)
    assert total.assessment.verdict is Verdict.NO_DATA
    assert total.assessment.reason == "Còn thiếu số liệu của: Làng Lợt"
    assert total.assessment.numerator == 200


def test_a_yes_or_no_of_the_commune_counts_its_villages(empty_desk: OpenDesk) -> None:
    enter(empty_desk, "Thôn 1", "16.2", "x")
    enter(empty_desk, "Làng Lợt", "16.2", "k")
    total = assess_grid(empty_desk, empty_desk.place, village_set(empty_desk), YEAR).totals["16.2"]
    assert (total.villages_met, total.villages_with_figure) == (1, 2)
    assert total.assessment.verdict is Verdict.NOT_MET
    enter(empty_desk, "Làng Lợt", "16.2", "x")
    total = assess_grid(empty_desk, empty_desk.place, village_set(empty_desk), YEAR).totals["16.2"]
    assert total.assessment.verdict is Verdict.MET


def test_a_village_where_it_does_not_apply_is_left_out_of_the_sum(empty_desk: OpenDesk) -> None:
    enter(empty_desk, "Thôn 1", "17.3", "9/10")
    enter(empty_desk, "Làng Lợt", "17.3", "-")
    total = assess_grid(empty_desk, empty_desk.place, village_set(empty_desk), YEAR).totals["17.3"]
    assert total.missing == ()
    assert (total.assessment.numerator, total.assessment.denominator) == (Decimal(9), Decimal(10))


def test_the_commune_set_is_drawn_from_the_village_set(empty_desk: OpenDesk) -> None:
    enter(empty_desk, "Thôn 1", "9.2", "150/200")
    enter(empty_desk, "Làng Lợt", "9.2", "50/100")
    one = of_commune(empty_desk, "9.2")
    assert (one.numerator, one.denominator) == (Decimal(200), Decimal(300))
    assert one.target is not None


def test_what_is_drawn_from_another_set_is_not_edited_here(empty_desk: OpenDesk) -> None:
    enter(empty_desk, "Thôn 1", "9.2", "150/200")
    grid = assess_grid(empty_desk, empty_desk.place, commune_set(empty_desk), YEAR)
    village = empty_desk.find_place("Thôn 1").id
    assert not grid.cells[(village, "9.2")].is_editable
    assert grid.cells[(village, "2.2")].is_editable
    assert not grid.cells[(village, "1.1")].is_editable


def test_the_communes_own_figure_stands_where_nothing_is_summed(empty_desk: OpenDesk) -> None:
    record_entry(empty_desk, empty_desk.place, commune_set(empty_desk), "1.1", YEAR, "x")
    assert of_commune(empty_desk, "1.1").verdict is Verdict.MET


def test_a_sum_never_falls_back_on_a_figure_somebody_wrote_for_the_commune(empty_desk: OpenDesk) -> None:
    """No command and no cell writes one, but a package may bring it."""
    key = ReadingKey(empty_desk.place.id, commune_set(empty_desk).id, "9.2", YEAR)
    figure = Change("reading", entity_of(key), "figure", '{"d":"200","n":"190"}')
    empty_desk.log.write([figure], empty_desk.desk.person)
    grid = assess_grid(empty_desk, empty_desk.place, commune_set(empty_desk), YEAR)
    assert grid.totals["9.2"].assessment.verdict is Verdict.NO_DATA
    assert grid.totals["9.2"].missing == ("Thôn 1", "Làng Lợt")


@pytest.mark.parametrize("period", ["2021-07", "2021-Q3", "2021-H2", "2021"])
def test_a_monthly_figure_speaks_for_quarter_half_and_year(empty_desk: OpenDesk, period: str) -> None:
    enter(empty_desk, "Thôn 1", "9.2", "151/200", parse_period("2021-07"))
    assert of_village(empty_desk, "Thôn 1", "9.2", period).figure == Share(Decimal(151), Decimal(200))


@pytest.mark.parametrize("period", ["2021-06", "2021-08", "2021-Q2", "2021-H1", "2020", "2022"])
def test_a_monthly_figure_says_nothing_of_other_periods(empty_desk: OpenDesk, period: str) -> None:
    enter(empty_desk, "Thôn 1", "9.2", "151/200", parse_period("2021-07"))
    assert of_village(empty_desk, "Thôn 1", "9.2", period).verdict is Verdict.NO_DATA


def test_the_latest_figure_speaks_until_the_year_has_its_own(empty_desk: OpenDesk) -> None:
    for period, text in (("2021-09", "153/200"), ("2021-07", "151/200"), ("2021-Q3", "152/200")):
        enter(empty_desk, "Thôn 1", "9.2", text, parse_period(period))
    assert of_village(empty_desk, "Thôn 1", "9.2").numerator == 152  # of two that end together the longer
    enter(empty_desk, "Thôn 1", "9.2", "154/200", parse_period("2021-10"))
    assert of_village(empty_desk, "Thôn 1", "9.2").numerator == 154
    enter(empty_desk, "Thôn 1", "9.2", "160/200")
    assert of_village(empty_desk, "Thôn 1", "9.2").numerator == 160
    assert of_village(empty_desk, "Thôn 1", "9.2", "2021-Q3").numerator == 152


def test_clearing_the_years_figure_lets_the_month_speak_again(empty_desk: OpenDesk) -> None:
    enter(empty_desk, "Thôn 1", "9.2", "151/200", parse_period("2021-07"))
    enter(empty_desk, "Thôn 1", "9.2", "160/200")
    enter(empty_desk, "Thôn 1", "9.2", "")
    assert of_village(empty_desk, "Thôn 1", "9.2").numerator == 151


def test_reassessing_one_indicator_gives_what_assessing_everything_gives(sample_desk: OpenDesk) -> None:
    chosen = village_set(sample_desk)
    grid = assess_grid(sample_desk, sample_desk.place, chosen, YEAR)
    enter(sample_desk, "Thôn 1", "9.2", "151/200")
    again = reassess_indicator(sample_desk, grid, "9.2")
    assert again == assess_grid(sample_desk, sample_desk.place, chosen, YEAR)
    assert again != grid


def test_a_grid_holds_every_indicator_of_every_village(sample_desk: OpenDesk) -> None:
    for chosen in sample_desk.criteria_sets.values():
        grid = assess_grid(sample_desk, sample_desk.place, chosen, YEAR)
        assert all(village.kind is PlaceKind.VILLAGE for village in grid.villages)
        assert len(grid.cells) == len(grid.villages) * len(chosen.indicators())
        assert grid.totals.keys() == {one.code for one in chosen.indicators()}


def test_a_conflict_is_seen_in_its_cell(empty_desk: OpenDesk) -> None:
    enter(empty_desk, "Thôn 1", "9.2", "151/200")
    (operations,) = empty_desk.log.operations()
    own = next(one for one in operations if one.kind == "reading")
    other = own._replace(incarnation=7, seq=1, value='{"d":"200","n":"7"}')  # typed on a copy of this laptop's data
    assert empty_desk.log.take_in([[other]]).added == 1
    grid = assess_grid(empty_desk, empty_desk.place, village_set(empty_desk), YEAR)
    village = empty_desk.find_place("Thôn 1").id
    assert grid.cells[(village, "9.2")].has_conflict
    assert not grid.cells[(village, "9.1")].has_conflict
    enter(empty_desk, "Thôn 1", "9.2", "152/200")
    grid = assess_grid(empty_desk, empty_desk.place, village_set(empty_desk), YEAR)
    assert not grid.cells[(village, "9.2")].has_conflict
