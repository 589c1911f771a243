"""Calculations in a cell: exact, with both marks for decimals, refused by name."""

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.errors import (
    AmbiguousNumber,
    ExpectedError,
    FormulaFails,
    NegativeNumber,
    NotANumber,
    NotWhole,
    NumberTooLarge,
)
from ntm_desktop.domain.formulas import parse_amount, split_share


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("45", "45"),
        ("=45+32", "77"),
        ("=45+32-3", "74"),
        ("=+45+32", "77"),
        ("=-5+12", "7"),
        ("= 1,5 + 2.25", "3.75"),
        ("=2*(3+4)", "14"),
        ("=10/4", "2.5"),
        ("=1/3*3", "1"),
        ("=1.234,5+1,234.5", "2469"),
        ("=12 500 + 500", "13000"),
        ("=3×4÷2−1", "5"),
        ("=((((1))))", "1"),
    ],
)
def test_calculations_come_out_exactly(text: str, value: str) -> None:
    assert parse_amount(text) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "error"),
    [
        ("=", NotANumber),
        ("=+", NotANumber),
        ("=5+", NotANumber),
        ("=5++5", NotANumber),
        ("==5", NotANumber),
        ("=(5", NotANumber),
        ("=5)", NotANumber),
        ("=SUM(1;2)", NotANumber),
        ("=A1+B2", NotANumber),
        ("=1 234,5,6", NotANumber),
        ("45+32", NotANumber),
        ("=" + "(" * 99 + "1" + ")" * 99, NotANumber),
        ("=" + "1+" * 200 + "1", NotANumber),
        ("=1.234+1", AmbiguousNumber),
        ("=3-5", NegativeNumber),
        ("=1/0", FormulaFails),
        ("=10/3", FormulaFails),
        ("=999999999999*999999999999", NumberTooLarge),
    ],
)
def test_what_cannot_be_calculated_is_refused_by_name(text: str, error: type[ExpectedError]) -> None:
    with pytest.raises(error):
        parse_amount(text)


def test_the_result_is_whole_where_things_are_counted_whole_but_its_parts_need_not_be() -> None:
    assert parse_amount("=0,5+0,5", whole=True) == 1
    assert parse_amount("=1.234+1", whole=True) == 1235
    with pytest.raises(NotWhole):
        parse_amount("=5/2", whole=True)


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("151/200", ["151", "200"]),
        ("=(90/2)/200", ["=(90/2)", "200"]),
        ("1/2/3", ["1", "2", "3"]),
        ("(1/2", ["(1/2"]),
        (")1/2", [")1", "2"]),
        ("", [""]),
    ],
)
def test_a_slash_outside_parentheses_parts_a_share(text: str, parts: list[str]) -> None:
    assert split_share(text) == parts


terms = st.integers(min_value=0, max_value=10**6)


@given(terms, st.lists(st.tuples(st.sampled_from("+-*"), terms), max_size=5))
def test_calculations_agree_with_exact_arithmetic(first: int, others: list[tuple[str, int]]) -> None:
    text = "=" + str(first) + "".join(f"{sign}{number}" for sign, number in others)
    expected = Fraction(eval(text[1:]))
    try:
        assert Fraction(parse_amount(text)) == expected
    except (NegativeNumber, NumberTooLarge):
        assert expected < 0 or expected > 10**15


@given(st.text(max_size=20) | st.text(alphabet="0123456789.,=+-*/() \u00a0", max_size=30), st.booleans())
def test_anything_typed_is_a_number_or_an_expected_error(text: str, whole: bool) -> None:
    try:
        value = parse_amount(text, whole=whole)
    except ExpectedError:
        return
    assert value >= 0
    assert not whole or value == value.to_integral_value()
