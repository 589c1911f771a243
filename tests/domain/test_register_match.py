"""A typed figure beside the register: refuted only where no answer of those still unknown could make it."""

import tomllib
from decimal import Decimal

import pytest

import resources
from ntm_desktop.domain.household_indicators import HOUSEHOLD, INCOME, RegisterCount, Tally, read_rules
from ntm_desktop.domain.recording import Amount, Figure, Share, SharesBySex
from ntm_desktop.domain.register_match import contradicts

RULES = read_rules(tomllib.loads(resources.text("households", "indicators.toml")))


def count(counted: int, others: int, unknown: int, of: str = HOUSEHOLD) -> RegisterCount:
    rule = next(one for one in RULES.values() if one.of == of)
    return RegisterCount(rule, Tally(counted, others, unknown))


def share(numerator: int, denominator: int) -> Share:
    return Share(Decimal(numerator), Decimal(denominator))


def test_where_every_household_has_answered_the_figure_must_be_the_registers() -> None:
    said = share(70, 100)
    assert not contradicts(count(70, 30, 0), said, said)
    assert contradicts(count(70, 30, 0), share(71, 100), said)
    assert contradicts(count(70, 30, 0), share(70, 101), said)


@pytest.mark.parametrize(
    ("figure", "is_refuted"),
    [
        (share(70, 95), False),
        (share(75, 100), False),
        (share(69, 100), True),
        (share(76, 100), True),
        (share(70, 94), True),
        (share(70, 101), True),
    ],
)
def test_a_share_may_lie_within_what_is_still_unknown(figure: Share, is_refuted: bool) -> None:
    assert contradicts(count(70, 25, 5), figure, share(70, 95)) is is_refuted


@pytest.mark.parametrize(("number", "is_refuted"), [(7, False), (10, False), (6, True), (11, True)])
def test_a_count_may_lie_within_what_is_still_unknown(number: int, is_refuted: bool) -> None:
    assert contradicts(count(7, 90, 3), Amount(Decimal(number)), Amount(Decimal(7))) is is_refuted


@pytest.mark.parametrize("said", [None, Amount(Decimal(70))])
def test_what_cannot_be_compared_refutes_nothing(said: Figure | None) -> None:
    assert not contradicts(count(70, 30, 0), share(1, 100), said)


def test_unknown_incomes_and_persons_of_unknown_sex_decide_nothing() -> None:
    assert not contradicts(count(70, 25, 5, INCOME), share(1, 2), share(70, 95))
    by_sex = SharesBySex(share(40, 50), share(30, 45))
    assert not contradicts(count(70, 25, 5), SharesBySex(share(1, 2), share(1, 2)), by_sex)
