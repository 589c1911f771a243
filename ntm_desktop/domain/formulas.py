"""Formulas as people type them in Excel without thinking: `=45+32-2`, `=(90+12)/2`. Exact decimals throughout."""

import re
from decimal import Decimal
from fractions import Fraction

from ntm_desktop.domain.errors import FormulaFails, NegativeNumber, NotANumber, NotWhole, NumberTooLarge
from ntm_desktop.domain.numbers import LARGEST, parse_number, read_number

_TOKEN = re.compile(r"\s*(\d[\d.,\u00a0\u202f ]*|[-+*/()])")
_SPELLINGS = str.maketrans({"−": "-", "–": "-", "×": "*", "÷": "/", "∶": "/"})
_LONGEST = 200
_DEEPEST = 20
_PLACES = 12
"""More decimals than this mean that a division does not come out."""


def parse_amount(text: str, *, unit: str = "", whole: bool = False) -> Decimal:
    """Reads a number, or after `=` a calculation with + - * / and parentheses.

    Parts need not be whole where the result must be: `=0,5+0,5`. Raises what `parse_number` raises, and
    FormulaFails where a division is by zero or does not come out.
    """
    stripped = text.strip()
    if not stripped.startswith("="):
        return parse_number(text, unit=unit, whole=whole)
    if len(stripped) > _LONGEST:
        raise NotANumber(text)
    value = _Reader(text, stripped[1:].translate(_SPELLINGS), whole).result()
    if value < 0:
        raise NegativeNumber(text)
    if value > LARGEST:
        raise NumberTooLarge(text)
    if whole and value.denominator != 1:
        raise NotWhole(text, unit)
    return _exact(value, text)


def split_share(text: str) -> list[str]:
    """The parts between slashes outside parentheses: inside them a slash divides, outside it parts a share."""
    parts, depth, begin = [], 0, 0
    for at, letter in enumerate(text):
        depth += (letter == "(") - (letter == ")")
        if letter == "/" and depth <= 0:
            parts.append(text[begin:at])
            begin = at + 1
    return [*parts, text[begin:]]


class _Reader:
    """One calculation, read from left to right: sums of products of numbers and parentheses."""

    def __init__(self, text: str, formula: str, whole: bool) -> None:
        self._text, self._whole = text, whole
        self._tokens = self._split(formula)
        self._at = 0

    def result(self) -> Fraction:
        value = self._sum(0)
        if self._next() is not None:
            raise NotANumber(self._text)
        return value

    def _split(self, formula: str) -> list[str]:
        tokens, at = [], 0
        formula = formula.rstrip()
        while at < len(formula):
            found = _TOKEN.match(formula, at)
            if found is None:
                raise NotANumber(self._text)
            tokens.append(found[1].strip())
            at = found.end()
        return tokens

    def _next(self) -> str | None:
        return self._tokens[self._at] if self._at < len(self._tokens) else None

    def _taken(self, *wanted: str) -> str | None:
        token = self._next()
        if token not in wanted:
            return None
        self._at += 1
        return token

    def _sum(self, depth: int) -> Fraction:
        sign = self._taken("+", "-")  # "=+45+32" is how many begin
        value = self._product(depth)
        value = -value if sign == "-" else value
        while operator := self._taken("+", "-"):
            other = self._product(depth)
            value = value + other if operator == "+" else value - other
        return value

    def _product(self, depth: int) -> Fraction:
        value = self._number(depth)
        while operator := self._taken("*", "/"):
            other = self._number(depth)
            if operator == "*":
                value *= other
            elif other:
                value /= other
            else:
                raise FormulaFails(self._text, "zero")
        return value

    def _number(self, depth: int) -> Fraction:
        if self._taken("("):
            value = self._sum(depth + 1) if depth < _DEEPEST else None
            if value is None or not self._taken(")"):
                raise NotANumber(self._text)
            return value
        token = self._next()
        if token is None or not token[0].isdigit():
            raise NotANumber(self._text)
        self._at += 1
        return Fraction(read_number(token, self._text, whole=self._whole))


def _exact(value: Fraction, text: str) -> Decimal:
    places, rest = 0, value.denominator
    for factor in (2, 5):
        power = 0
        while rest % factor == 0:
            rest //= factor
            power += 1
        places = max(places, power)
    if rest != 1 or places > _PLACES:
        raise FormulaFails(text, "inexact")
    digits = value.numerator * 10**places // value.denominator
    return Decimal((0, tuple(int(digit) for digit in str(digits)), -places))
