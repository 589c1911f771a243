"""Targets entered from a decision or compared with it, laid over those of the set."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.criteria import Basis, Indicator, Target, TargetMark, TargetSchedule
from ntm_desktop.domain.errors import MissingText, NotANumber, NotWhole, TargetUnfit, WrongDate
from ntm_desktop.domain.targets import (
    EnteredTarget,
    Paper,
    TargetKey,
    column_for,
    entered_from_data,
    misfit,
    paper_of,
    parse_target,
    with_entered,
)
from tests.domain.builders import average, count, packaged, ratio, yes_no

SET = packaged("commune-ntm-2021-2025")
PAPER = Paper("12/QĐ-UBND", "2022-02-05")


def effective(code: str, column: str | None, year: int, *entered: EnteredTarget) -> Target | None:
    return with_entered(SET, entered).indicator(code).target(column, year)


def entered(code: str, value: str, column: str = "*", year: int | None = None) -> EnteredTarget:
    return EnteredTarget(TargetKey(SET.id, code, column, year), Decimal(value), PAPER.text)


def checked(code: str, value: str, column: str = "*", year: int | None = None) -> EnteredTarget:
    return EnteredTarget(TargetKey(SET.id, code, column, year), checked=PAPER, checked_value=Decimal(value))


def test_a_missing_target_is_filled_and_quoted_from_its_paper() -> None:
    assert effective("2.1", "special", 2022) is None
    found = effective("2.1", "special", 2022, entered("2.1", "80", "special"))
    assert found == Target(
        Decimal(80), Basis.QUOTED, "Quyết định số 12/QĐ-UBND ngày 05/02/2022", TargetMark.ENTERED
    )
    assert effective("2.1", "general", 2022, entered("2.1", "80", "special")) is None


def test_a_single_year_stands_over_every_year_and_a_column_over_all() -> None:
    said = [entered("2.1", "70"), entered("2.1", "90", year=2023), entered("2.1", "60", "special")]
    values = {
        (column, year): effective("2.1", column, year, *said).value
        for column in (None, "special")
        for year in (2022, 2023)
    }
    assert values == {
        (None, 2022): Decimal(70),
        (None, 2023): Decimal(90),
        ("special", 2022): Decimal(60),
        ("special", 2023): Decimal(60),
    }


def test_a_target_compared_with_the_decision_is_quoted_and_keeps_its_value() -> None:
    found = effective("1.1", "special", 2022, checked("1.1", "1"))
    assert found is not None
    assert (found.value, found.basis, found.mark) == (Decimal(1), Basis.QUOTED, TargetMark.CHECKED)
    assert "12/QĐ-UBND" in found.source


def test_a_mark_does_not_hold_for_another_value() -> None:
    found = effective("2.1", None, 2022, entered("2.1", "80"), checked("2.1", "75"))
    assert found is not None
    assert (found.value, found.mark) == (Decimal(80), TargetMark.ENTERED)


def test_what_does_not_fit_the_set_is_left_out() -> None:
    odd = [entered("99.9", "1"), entered("2.1", "101"), entered("2.1", "50", "unknown column")]
    assert with_entered(SET, odd) == SET


def test_a_mark_of_every_year_marks_each_year_of_that_value() -> None:
    by_year = {2021: Target(Decimal(36), Basis.UNVERIFIED), 2022: Target(Decimal(39), Basis.UNVERIFIED)}
    one = average(targets={"*": TargetSchedule(by_year=by_year)})
    chosen = SET._replace(criteria=(SET.criteria[0]._replace(indicators=(one,)),))
    laid = with_entered(chosen, [checked(one.code, "39")]).indicator(one.code)
    assert [laid.target(None, year).basis for year in (2021, 2022)] == [Basis.UNVERIFIED, Basis.QUOTED]


@pytest.mark.parametrize(
    ("indicator", "text"),
    [
        (ratio(), "100,1"),
        (average(), "0"),
        (count(is_whole=True), "1,5"),
    ],
)
def test_a_value_that_makes_no_sense_is_refused(indicator: Indicator, text: str) -> None:
    with pytest.raises((TargetUnfit, NotWhole)):
        parse_target(indicator, text)


def test_a_target_is_read_as_people_write_it() -> None:
    assert parse_target(ratio(), "≥ 75 %") == Decimal(75)
    assert parse_target(ratio(), "82,5") == Decimal("82.5")
    assert parse_target(count(), "0") == 0
    assert parse_target(yes_no(), "") == 1
    with pytest.raises(NotANumber):
        parse_target(ratio(), "nhiều")


def test_a_paper_needs_number_and_day() -> None:
    assert paper_of(" 12/QĐ-UBND ", "5/2/2022") == PAPER
    with pytest.raises(MissingText):
        paper_of("", "5/2/2022")
    with pytest.raises(MissingText):
        paper_of("12/QĐ-UBND", "")
    with pytest.raises(WrongDate):
        paper_of("12/QĐ-UBND", "31/2/2022")


def test_it_is_written_where_the_target_stands() -> None:
    assert column_for(SET, ratio(), "special") == "*"
    assert column_for(SET, SET.indicator("2.1"), "special") == "special"
    assert column_for(SET, SET.indicator("2.1"), None) == "*"


ODD = st.one_of(
    st.none(),
    st.integers(),
    st.text(),
    st.floats(),
    st.dictionaries(st.text(), st.one_of(st.text(), st.integers())),
)
FIELDS = st.fixed_dictionaries({}, optional=dict.fromkeys(("value", "source", "decision", "date", "other"), ODD))


@given(st.one_of(ODD, FIELDS), st.one_of(ODD, FIELDS))
def test_whatever_a_package_says_of_a_target_is_read_or_left_out(value: object, mark: object) -> None:
    one = entered_from_data(TargetKey(SET.id, "2.1"), value, mark)
    laid = with_entered(SET, [one] if one else [])
    found = laid.indicator("2.1").target(None, 2022)
    assert found is None or (not misfit(laid.indicator("2.1"), found.value) and bool(found.source))
