"""What is proposed for several cells: from a neighbour, from the last period, or nothing."""

from decimal import Decimal

import pytest

from ntm_desktop.domain.criteria import Indicator
from ntm_desktop.domain.filling import Entry, carried_forward, cleared, earlier_years, latest_before, proposed
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.places import Place, PlaceKind
from ntm_desktop.domain.recording import Amount, Figure, Reading, ReadingKey, Share
from tests.domain.builders import count, ratio, yes_no

PLACE = Place("a", PlaceKind.VILLAGE, "Thôn 1")
COUNT, RATIO, ANSWER = count("9.1"), ratio("9.2"), yes_no("8.1")


def reading(period: str, value: int, *, code: str = "9.1", sample: bool = False) -> Reading:
    return Reading(ReadingKey("a", "set", code, parse_period(period)), Amount(Decimal(value)), sample)


@pytest.mark.parametrize(
    ("period", "expected"),
    [
        ("2022", 9),
        ("2021-Q4", 7),
        ("2021-Q3", 6),
        ("2021-07", 6),
        ("2021", None),
        ("2021-Q1", None),
        ("2020", None),
    ],
)
def test_the_last_period_is_the_latest_that_ended_before(period: str, expected: int | None) -> None:
    readings = [reading("2021-H1", 6), reading("2021-06", 5), reading("2021-Q3", 7), reading("2021", 9)]
    found = latest_before(readings, parse_period(period)).get(("a", "9.1"))
    assert (found.figure if found else None) == (Amount(Decimal(expected)) if expected is not None else None)


def test_only_the_years_that_can_hold_it_are_read() -> None:
    assert earlier_years(parse_period("2022")) == (2021,)
    assert earlier_years(parse_period("2022-Q2")) == (2021, 2022)


def test_figures_that_stand_are_kept_unless_asked_and_samples_are_never_carried() -> None:
    cells: list[tuple[Place, Indicator]] = [(PLACE, COUNT)]
    earlier = {("a", "9.1"): reading("2020", 4)}
    standing: dict[tuple[str, str], Figure | None] = {("a", "9.1"): Amount(Decimal(1))}
    assert carried_forward(cells, earlier, standing, {}, overwrites=False) == ()
    (over,) = carried_forward(cells, earlier, standing, {}, overwrites=True)
    assert (over.old, over.new, over.text) == (Amount(Decimal(1)), Amount(Decimal(4)), "Năm 2020")
    sample = {("a", "9.1"): reading("2020", 4, sample=True)}
    assert carried_forward(cells, sample, {}, {}, overwrites=True) == ()


def test_a_figure_that_no_longer_fits_its_indicator_says_so() -> None:
    (cell,) = carried_forward(
        [(PLACE, RATIO)], {("a", "9.2"): reading("2020", 4, code="9.2")}, {}, {}, overwrites=False
    )
    assert cell.is_faulty
    (locked,) = carried_forward(
        [(PLACE, COUNT)], {("a", "9.1"): reading("2020", 4)}, {}, {("a", "9.1"): "khóa"}, overwrites=False
    )
    assert (locked.refusal, locked.is_change) == ("khóa", False)


def test_entries_are_read_for_their_own_indicator() -> None:
    share: dict[tuple[str, str], Figure | None] = {("a", "9.2"): Share(Decimal(1), Decimal(2))}
    cells = proposed([Entry(PLACE, ANSWER, "x"), Entry(PLACE, RATIO, "x"), Entry(PLACE, COUNT, " ")], share, {})
    assert [(one.indicator.code if one.indicator else "", one.is_faulty) for one in cells] == [
        ("8.1", False),
        ("9.2", True),
    ]


def test_only_what_holds_a_figure_is_cleared() -> None:
    standing: dict[tuple[str, str], Figure | None] = {("a", "9.1"): Amount(Decimal(1)), ("a", "9.2"): None}
    found = cleared([(PLACE, COUNT), (PLACE, RATIO), (PLACE, ANSWER)], standing, {})
    assert [(one.old, one.new, one.is_change) for one in found] == [(Amount(Decimal(1)), None, True)]
