from contextlib import suppress
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.errors import (
    AmbiguousNumber,
    ExpectedError,
    NegativeNumber,
    NotANumber,
    NotWhole,
    NumberTooLarge,
)
from ntm_desktop.domain.numbers import as_json, format_entry, format_number, parse_number, round_half_up
from tests.domain.builders import decimals, wholes


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("1.234,5", "1234.5"),
        ("1,234.5", "1234.5"),
        ("152.863,3", "152863.3"),
        ("1.234.567", "1234567"),
        ("1,234,567.25", "1234567.25"),
        ("1 234 567,5", "1234567.5"),
        ("1\u00a0234", "1234"),
        ("27,9", "27.9"),
        ("27.9", "27.9"),
        ("0,125", "0.125"),
        ("007", "7"),
        (" 12 ", "12"),
        ("1234,5", "1234.5"),
        ("12,3456", "12.3456"),
        ("0", "0"),
        ("0,0", "0"),
        ("5,0", "5"),
    ],
)
def test_numbers_are_read_as_vietnam_and_excel_write_them(text: str, value: str) -> None:
    assert parse_number(text) == Decimal(value)


def test_one_mark_before_three_digits_is_ambiguous_where_parts_are_possible() -> None:
    with pytest.raises(AmbiguousNumber) as caught:
        parse_number("1.234")
    assert (caught.value.as_thousands, caught.value.as_fraction) == (Decimal(1234), Decimal("1.234"))
    with pytest.raises(AmbiguousNumber):
        parse_number("1,234")


def test_one_mark_before_three_digits_is_a_thousand_where_whole_things_are_counted() -> None:
    assert parse_number("1.234", whole=True) == parse_number("1,234", whole=True) == Decimal(1234)


@pytest.mark.parametrize(
    "text", ["", " ", "abc", "12a", "1..2", "1.23.4", "1,2.345,6", ".5", "5.", "1.234 567", "٣x", "1e5"]
)
def test_what_is_no_number_is_refused(text: str) -> None:
    with pytest.raises(NotANumber):
        parse_number(text)


def test_negative_numbers_are_refused_as_such() -> None:
    for text in ("-5", "−5", "- 1.234,5"):
        with pytest.raises(NegativeNumber):
            parse_number(text)


def test_half_a_household_is_refused() -> None:
    with pytest.raises(NotWhole) as caught:
        parse_number("12,5", unit="hộ", whole=True)
    assert caught.value.unit == "hộ"


def test_slips_of_the_finger_are_too_large() -> None:
    with pytest.raises(NumberTooLarge):
        parse_number("9" * 20)


@pytest.mark.parametrize(
    ("value", "places", "text"),
    [
        (Decimal("152863.3"), None, "152.863,3"),
        (Decimal("1E+3"), None, "1.000"),
        (Decimal("-1234.5"), None, "-1.234,5"),
        (0, None, "0"),
        (Decimal("2.345"), 2, "2,35"),
        (Decimal(5), 2, "5,00"),
        (Fraction(1, 3), None, "0,33"),
        (Fraction(75), None, "75"),
        (Fraction(151, 2), None, "75,5"),
    ],
)
def test_numbers_are_written_as_vietnam_writes_them(
    value: Decimal | Fraction | int, places: int | None, text: str
) -> None:
    assert format_number(value, places) == text


@given(decimals)
def test_what_stands_in_a_cell_is_read_back_without_doubt(value: Decimal) -> None:
    assert parse_number(format_entry(value)) == value


@pytest.mark.parametrize(
    ("value", "text"),
    [("1234", "1234"), ("1234567", "1.234.567"), ("1.125", "1,1250"), ("0.125", "0,125"), ("1234.5", "1.234,5")],
)
def test_only_what_would_be_ambiguous_is_written_differently_in_a_cell(value: str, text: str) -> None:
    assert format_entry(Decimal(value)) == text


@given(wholes)
def test_whole_numbers_are_read_back_without_doubt(value: int) -> None:
    assert parse_number(format_number(value), whole=True) == value


@given(st.text(max_size=20))
def test_any_text_is_a_number_or_an_expected_error(text: str) -> None:
    with suppress(ExpectedError):
        assert parse_number(text) >= 0


@given(st.fractions(min_value=-1000, max_value=1000), st.integers(min_value=0, max_value=6))
def test_rounding_moves_by_at_most_half_a_place(value: Fraction, places: int) -> None:
    rounded = round_half_up(value, places)
    assert abs(Fraction(rounded) - value) <= Fraction(1, 2 * 10**places)


def test_halves_are_rounded_away_from_zero() -> None:
    assert round_half_up(Fraction(5, 1000), 2) == Decimal("0.01")
    assert round_half_up(Fraction(-5, 1000), 2) == Decimal("-0.01")


def test_json_numbers_are_whole_where_they_are() -> None:
    assert as_json(Decimal("12.0")) == 12
    assert isinstance(as_json(Decimal("12.0")), int)
    assert as_json(Fraction(1, 3)) == 1 / 3
    assert as_json(Fraction(749999999, 10**7)) == 74.9999999
