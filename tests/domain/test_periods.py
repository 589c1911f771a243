from collections.abc import Iterable
from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.errors import UnknownPeriod
from ntm_desktop.domain.periods import Period, parse_period, periods_of_year, speaking_order, year_of

periods = st.integers(min_value=2000, max_value=2099).flatmap(lambda year: st.sampled_from(periods_of_year(year)))


@pytest.mark.parametrize(
    ("text", "period", "title"),
    [
        ("2021", Period(2021, 1, 12), "Năm 2021"),
        ("2021-H1", Period(2021, 1, 6), "6 tháng đầu năm 2021"),
        ("2021-h2", Period(2021, 7, 12), "6 tháng cuối năm 2021"),
        ("2021-Q3", Period(2021, 7, 9), "Quý III năm 2021"),
        ("2021-q4", Period(2021, 10, 12), "Quý IV năm 2021"),
        ("2021-02", Period(2021, 2, 2), "Tháng 02/2021"),
        (" 2021-12 ", Period(2021, 12, 12), "Tháng 12/2021"),
    ],
)
def test_periods_are_read_and_named(text: str, period: Period, title: str) -> None:
    assert parse_period(text) == period
    assert period.title == title


@pytest.mark.parametrize(
    "text", ["", "21", "1999", "2021-Q5", "2021-H3", "2021-13", "2021-0", "2021-1", "2021Q1", "năm 2021", "٢٠٢١"]
)
def test_what_is_no_period_is_refused(text: str) -> None:
    with pytest.raises(UnknownPeriod):
        parse_period(text)


@given(periods)
def test_the_code_of_a_period_is_read_back(period: Period) -> None:
    assert parse_period(period.code) == period
    assert str(period) == period.code


@given(periods)
def test_a_period_ends_on_the_last_day_of_its_last_month(period: Period) -> None:
    assert (period.end.year, period.end.month) == (period.year, period.last)
    assert (period.end + timedelta(days=1)).day == 1


def test_a_year_offers_itself_its_halves_quarters_and_months() -> None:
    assert [one.code for one in periods_of_year(2021)[:8]] == [
        *("2021", "2021-H1", "2021-H2", "2021-Q1", "2021-Q2", "2021-Q3", "2021-Q4", "2021-01"),
    ]
    assert len(periods_of_year(2021)) == 19
    assert year_of(2024).end == date(2024, 12, 31)


def latest_within(period: Period, recorded: Iterable[Period]) -> Period | None:
    known = set(recorded)
    return next((other for other in speaking_order(period) if other in known), None)


def test_the_latest_figure_inside_speaks_for_a_period() -> None:
    recorded = [parse_period(text) for text in ("2020", "2021-Q1", "2021-Q3", "2021-07", "2021-09", "2022-01")]
    assert latest_within(parse_period("2021"), recorded) == parse_period("2021-Q3")
    assert latest_within(parse_period("2021-H1"), recorded) == parse_period("2021-Q1")
    assert latest_within(parse_period("2021-09"), recorded) == parse_period("2021-09")
    assert latest_within(parse_period("2021-Q4"), recorded) is None


@given(periods, st.lists(periods))
def test_what_speaks_for_a_period_lies_inside_it_and_nothing_later_does(
    period: Period, recorded: list[Period]
) -> None:
    found = latest_within(period, recorded)
    inside = [one for one in recorded if period.contains(one)]
    assert (found is None) == (not inside)
    if found is not None:
        assert found in inside
        assert found == period or all(one.end <= found.end for one in inside)


@given(periods, periods)
def test_containing_is_what_the_calendar_says(outer: Period, inner: Period) -> None:
    starts = date(outer.year, outer.first, 1) <= date(inner.year, inner.first, 1)
    assert outer.contains(inner) == (starts and inner.end <= outer.end)


def test_a_period_inside_a_sentence_keeps_the_number_of_its_quarter() -> None:
    assert parse_period("2021-Q3").within == "quý III năm 2021"
    assert parse_period("2021").within == "năm 2021"
