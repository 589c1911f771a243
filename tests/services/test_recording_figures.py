"""Recording: checked, signed, kept with its history, undone by writing back; and refused without a trace."""

from decimal import Decimal

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from db.repositories import recording
from ntm_desktop.domain.criteria import Indicator
from ntm_desktop.domain.entries import entry_text
from ntm_desktop.domain.errors import (
    AmbiguousNumber,
    ExpectedError,
    NegativeNumber,
    NotANumber,
    NotApplicableNotAllowed,
    NotWhole,
    NumberTooLarge,
    NumeratorAboveDenominator,
    PercentTyped,
    UnknownIndicator,
    WrongFigureKind,
    WrongPlaceForIndicator,
    ZeroDenominator,
)
from ntm_desktop.domain.evaluation import Verdict
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.places import PlaceKind
from ntm_desktop.domain.recording import Amount, Answer, NotApplicable, Share
from ntm_desktop.services.act import redo, undo
from ntm_desktop.services.assess import assess_village
from ntm_desktop.services.open_desk import OpenDesk, open_desk
from ntm_desktop.services.record import (
    history,
    is_recorded_for,
    periods_of,
    record_entry,
    record_figure,
    record_note,
    restore_figure,
)
from tests.services.state import YEAR, commune_set, enter, state_of, village_set


def test_a_figure_is_saved_with_its_author(empty_desk: OpenDesk) -> None:
    recorded = enter(empty_desk, "Làng Lợt", "9.2", "151/200")
    assert recorded.reading.figure == Share(Decimal(151), Decimal(200))
    assert not recorded.reading.is_illustrative
    (entry,) = history(empty_desk, recorded.reading.key)
    assert entry.person == "A Nam"
    assert entry.device == empty_desk.desk.device
    assert entry.is_shown


def test_a_saved_figure_is_there_after_closing(empty_desk: OpenDesk) -> None:
    key = enter(empty_desk, "Thôn 1", "1.1", "x").reading.key
    empty_desk.close()
    with open_desk(empty_desk.folder) as again:
        assert recording.get(again.database, key).figure == Answer(True)


def test_history_keeps_every_value_newest_first(empty_desk: OpenDesk) -> None:
    for text in ("100/200", "120/200", "", "151/200"):
        key = enter(empty_desk, "Thôn 1", "9.2", text).reading.key
    values = [entry.value for entry in history(empty_desk, key)]
    assert values == ['{"d":"200","n":"151"}', "null", '{"d":"200","n":"120"}', '{"d":"200","n":"100"}']
    assert [entry.is_shown for entry in history(empty_desk, key)] == [True, False, False, False]


def test_the_same_value_again_is_no_change(empty_desk: OpenDesk) -> None:
    enter(empty_desk, "Thôn 1", "9.2", "151/200")
    before = state_of(empty_desk.folder)
    again = enter(empty_desk, "Thôn 1", "9.2", "=150+1/200")
    assert not again.has_changed
    assert again.reading.figure == Share(Decimal(151), Decimal(200))
    assert state_of(empty_desk.folder) == before


def test_clearing_what_is_empty_is_no_change(empty_desk: OpenDesk) -> None:
    before = state_of(empty_desk.folder)
    assert not enter(empty_desk, "Thôn 1", "9.2", "  ").has_changed
    assert state_of(empty_desk.folder) == before


def test_undo_writes_the_value_back_and_redo_writes_it_again(empty_desk: OpenDesk) -> None:
    first = enter(empty_desk, "Thôn 1", "9.2", "100/200")
    second = enter(empty_desk, "Thôn 1", "9.2", "151/200")
    undone = undo(empty_desk)
    assert undone.title == "nhập 9.2 của Thôn 1"
    assert recording.get(empty_desk.database, first.reading.key).figure == first.reading.figure
    redo(empty_desk)
    assert recording.get(empty_desk.database, first.reading.key).figure == second.reading.figure
    assert len(history(empty_desk, first.reading.key)) == 4


def test_undoing_the_first_value_leaves_the_cell_empty(empty_desk: OpenDesk) -> None:
    first = enter(empty_desk, "Thôn 1", "9.1", "4")
    undo(empty_desk)
    assert recording.get(empty_desk.database, first.reading.key).figure is None


def test_a_real_figure_takes_the_place_of_an_illustrative_one(sample_desk: OpenDesk) -> None:
    village = sample_desk.find_place("Thôn 7")
    before = assess_village(sample_desk, village, village_set(sample_desk), YEAR).of("9.2")
    assert before.is_illustrative
    recorded = enter(sample_desk, "Thôn 7", "9.2", "150/200")
    assert not recorded.reading.is_illustrative
    assert not assess_village(sample_desk, village, village_set(sample_desk), YEAR).of("9.2").is_illustrative


def test_undoing_a_real_figure_brings_the_mark_back_with_the_illustrative_one(sample_desk: OpenDesk) -> None:
    recorded = enter(sample_desk, "Thôn 7", "9.2", "150/200")
    undo(sample_desk)
    assert recording.get(sample_desk.database, recorded.reading.key).is_illustrative


def test_a_sample_figure_brought_back_from_history_is_still_a_sample_figure(sample_desk: OpenDesk) -> None:
    village, chosen = sample_desk.find_place("Thôn 7"), village_set(sample_desk)
    key = enter(sample_desk, "Thôn 7", "9.2", "150/200").reading.key
    restored = restore_figure(sample_desk, village, chosen, "9.2", YEAR, history(sample_desk, key)[-1])
    assert restored.reading.is_illustrative


def test_an_illustrative_figure_typed_again_is_a_persons_own(sample_desk: OpenDesk) -> None:
    village = sample_desk.find_place("Thôn 7")
    standing = assess_village(sample_desk, village, village_set(sample_desk), YEAR).of("9.2").figure
    recorded = enter(sample_desk, village, "9.2", entry_text(standing))
    assert recorded.reading.figure == standing
    assert not recorded.reading.is_illustrative


REFUSED = [
    ("9.2", "201/200", NumeratorAboveDenominator),
    ("9.2", "-1/200", NegativeNumber),
    ("9.1", "-3", NegativeNumber),
    ("9.1", "=3-5", NegativeNumber),
    ("9.1", "ba", NotANumber),
    ("9.1", "1,2,3", NotANumber),
    ("9.1", "1.234.56", NotANumber),
    ("9.1", "4,5", NotWhole),
    ("9.1", "9" * 20, NumberTooLarge),
    ("10.1", "1.234/25", AmbiguousNumber),
    ("2.1", "1.234/2", AmbiguousNumber),
    ("9.2", "0/0", ZeroDenominator),
    ("9.2", "75 %", PercentTyped),
    ("9.2", "201", NumeratorAboveDenominator),
    ("9.2", "/150", NumeratorAboveDenominator),
    ("2.1", "75", WrongFigureKind),
    ("2.1", "/200", WrongFigureKind),
    ("9.2", "x", WrongFigureKind),
    ("1.1", "151/200", WrongFigureKind),
    ("15.1", "40/52", WrongFigureKind),
    ("15.1", "60/52; 1/2", NumeratorAboveDenominator),
    ("9.2", "-", NotApplicableNotAllowed),
    ("99.9", "1", UnknownIndicator),
    ("", "1", UnknownIndicator),
]


@pytest.mark.parametrize(("code", "text", "error"), REFUSED)
def test_a_wrong_entry_is_refused_and_nothing_changed(
    empty_desk: OpenDesk, code: str, text: str, error: type[ExpectedError]
) -> None:
    enter(empty_desk, "Thôn 1", "9.2", "151/200")
    before = state_of(empty_desk.folder)
    with pytest.raises(error):
        enter(empty_desk, "Thôn 1", code, text)
    assert state_of(empty_desk.folder) == before


def test_a_figure_of_another_kind_is_refused_however_it_comes(empty_desk: OpenDesk) -> None:
    place, chosen = empty_desk.find_place("Thôn 1"), village_set(empty_desk)
    for code, figure in (
        ("9.2", Amount(Decimal(3))),
        ("9.1", Answer(True)),
        ("1.1", Share(Decimal(1), Decimal(2))),
    ):
        with pytest.raises(WrongFigureKind):
            record_figure(empty_desk, place, chosen, code, YEAR, figure)
    with pytest.raises(NegativeNumber):
        record_figure(empty_desk, place, chosen, "9.1", YEAR, Amount(Decimal(-1)))


def test_both_ways_of_writing_one_number_give_the_same_figure(empty_desk: OpenDesk) -> None:
    vietnamese = enter(empty_desk, "Thôn 1", "10.1", "1.234,5/25").reading.figure
    english = enter(empty_desk, "Làng Lợt", "10.1", "1,234.5/25").reading.figure
    assert vietnamese == english == Share(Decimal("1234.5"), Decimal(25))


def test_not_applicable_is_saved_where_the_set_allows_it(empty_desk: OpenDesk) -> None:
    assert enter(empty_desk, "Thôn 1", "5.1", "-").reading.figure == NotApplicable("")
    village = empty_desk.find_place("Thôn 1")
    one = assess_village(empty_desk, village, village_set(empty_desk), YEAR).of("5.1")
    assert one.verdict is Verdict.NOT_APPLICABLE


def test_a_villages_figure_is_not_recorded_for_the_commune(empty_desk: OpenDesk) -> None:
    with pytest.raises(WrongPlaceForIndicator):
        record_entry(empty_desk, empty_desk.place, village_set(empty_desk), "9.2", YEAR, "1/2")


def test_the_communes_own_figure_is_not_recorded_for_a_village(empty_desk: OpenDesk) -> None:
    with pytest.raises(WrongPlaceForIndicator):
        record_entry(empty_desk, empty_desk.find_place("Thôn 1"), commune_set(empty_desk), "1.1", YEAR, "x")
    recorded = record_entry(empty_desk, empty_desk.place, commune_set(empty_desk), "1.1", YEAR, "x")
    assert recorded.reading.figure == Answer(True)


def test_what_is_summed_is_recorded_of_villages_and_never_typed_for_the_commune(empty_desk: OpenDesk) -> None:
    chosen = commune_set(empty_desk)
    summed, own, drawn = chosen.indicator("2.2"), chosen.indicator("1.1"), chosen.indicator("9.1")
    kinds = (PlaceKind.COMMUNE, PlaceKind.VILLAGE, PlaceKind.UPPER_LEVEL)
    assert [is_recorded_for(summed, chosen, kind) for kind in kinds] == [False, True, False]
    assert [is_recorded_for(own, chosen, kind) for kind in kinds] == [True, False, False]
    assert [is_recorded_for(drawn, chosen, kind) for kind in kinds] == [False, False, False]


def test_a_note_stands_beside_the_figure_and_leaves_it_alone(empty_desk: OpenDesk) -> None:
    key = enter(empty_desk, "Thôn 1", "9.2", "151/200").reading.key
    noted = record_note(empty_desk, key, "  Theo phiếu thôn Ia Ơ̆ ").reading
    assert noted.note == "Theo phiếu thôn Ia Ơ̆"
    assert noted.figure == Share(Decimal(151), Decimal(200))
    assert record_note(empty_desk, key, "").reading.note == ""


def test_periods_of_one_figure_are_listed_latest_last(empty_desk: OpenDesk) -> None:
    for code in ("2021-Q3", "2020", "2021-07", "2021"):
        enter(empty_desk, "Thôn 1", "9.1", "4", parse_period(code))
    listed = periods_of(empty_desk, empty_desk.find_place("Thôn 1").id, village_set(empty_desk), "9.1")
    assert [one.key.period.code for one in listed] == ["2020", "2021-07", "2021-Q3", "2021"]


figures = st.decimals(min_value=0, max_value=10**9, places=2, allow_nan=False, allow_infinity=False)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(numerator=figures, extra=figures)
def test_whatever_is_recorded_is_read_back_exactly(
    empty_desk: OpenDesk, numerator: Decimal, extra: Decimal
) -> None:
    share = Share(numerator, numerator + extra + 1)
    chosen = village_set(empty_desk)
    place = empty_desk.find_place("Thôn 1")
    saved = record_figure(empty_desk, place, chosen, "2.1", YEAR, share).reading
    assert recording.get(empty_desk.database, saved.key).figure == share
    shown = entry_text(saved.figure)
    again = record_entry(empty_desk, place, chosen, "2.1", YEAR, shown).reading
    assert again.figure == share


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=12), code=st.sampled_from(["1.1", "9.1", "9.2", "10.1", "15.1", "5.1"]))
def test_any_text_is_saved_or_refused_and_nothing_else(empty_desk: OpenDesk, text: str, code: str) -> None:
    indicator: Indicator = village_set(empty_desk).indicator(code)
    try:
        saved = enter(empty_desk, "Thôn 1", code, text).reading
    except ExpectedError:
        return
    assert enter(empty_desk, "Thôn 1", indicator.code, entry_text(saved.figure)).reading.figure == saved.figure
