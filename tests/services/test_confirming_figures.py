"""Draft, looked over, confirmed: what the lead has confirmed is locked until it is opened again with a reason."""

from collections.abc import Iterator
from datetime import datetime
from pathlib import Path

import pytest

from db.operation_log import Change
from db.repositories import recording
from ntm_desktop.domain.entries import parse_entry
from ntm_desktop.domain.errors import FigureConfirmed, FiguresInError, MissingText, NotAllowed, NothingToConfirm
from ntm_desktop.domain.figure_states import FigureState
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.sentences import sentence_for
from ntm_desktop.services.act import undo, undoable
from ntm_desktop.services.assess import assess_grid
from ntm_desktop.services.confirm_figures import (
    Cells,
    check_figures,
    confirm_figures,
    open_warnings,
    reopen_figures,
    why_not_confirm,
)
from ntm_desktop.services.fill_figures import propose_last
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.record import NewFigure, record_figures
from ntm_desktop.services.send_package import export_package
from tests.services.state import YEAR, enter, village_set
from tests.ui.desks import enrolled, lead_desk, officer_desk, stick_of


def cells_of(desk: OpenDesk, *codes: str) -> Cells:
    return [(village, code) for village in desk.villages(desk.place.id) for code in codes]


def state(desk: OpenDesk, village: str, code: str) -> FigureState:
    grid = assess_grid(desk, desk.place, village_set(desk), YEAR)
    place = next(one for one in grid.villages if one.name == village)
    reading = grid.cells[(place.id, code)].reading
    return reading.state if reading else FigureState.DRAFT


def test_a_figure_is_a_draft_then_looked_over_then_confirmed(empty_desk: OpenDesk) -> None:
    enter(empty_desk, "Thôn 1", "9.2", "151/200")
    chosen = village_set(empty_desk)
    assert state(empty_desk, "Thôn 1", "9.2") is FigureState.DRAFT
    check_figures(empty_desk, chosen, YEAR, cells_of(empty_desk, "9.2"))
    assert state(empty_desk, "Thôn 1", "9.2") is FigureState.CHECKED
    confirm_figures(empty_desk, chosen, YEAR, cells_of(empty_desk, "9.2"))
    assert state(empty_desk, "Thôn 1", "9.2") is FigureState.CONFIRMED


def test_a_figure_changed_after_it_was_looked_over_is_a_draft_again(empty_desk: OpenDesk) -> None:
    enter(empty_desk, "Thôn 1", "9.2", "151/200")
    check_figures(empty_desk, village_set(empty_desk), YEAR, cells_of(empty_desk, "9.2"))
    enter(empty_desk, "Thôn 1", "9.2", "152/200")
    assert state(empty_desk, "Thôn 1", "9.2") is FigureState.DRAFT


def test_a_confirmed_figure_is_locked_until_it_is_opened_again_with_a_reason(empty_desk: OpenDesk) -> None:
    chosen, cells = village_set(empty_desk), cells_of(empty_desk, "9.2")
    enter(empty_desk, "Thôn 1", "9.2", "151/200")
    confirm_figures(empty_desk, chosen, YEAR, cells)
    with pytest.raises(FigureConfirmed):
        enter(empty_desk, "Thôn 1", "9.2", "")
    with pytest.raises(FigureConfirmed) as caught:
        enter(empty_desk, "Thôn 1", "9.2", "152/200")
    said = sentence_for(caught.value)
    assert f"đã được A Nam xác nhận ngày {datetime.now():%d/%m/%Y}" in said
    assert "9.2, Thôn 1" in said
    with pytest.raises(MissingText):
        reopen_figures(empty_desk, chosen, YEAR, cells, "  ")
    reopen_figures(empty_desk, chosen, YEAR, cells, "thôn báo lại")
    enter(empty_desk, "Thôn 1", "9.2", "152/200")
    assert state(empty_desk, "Thôn 1", "9.2") is FigureState.DRAFT


def test_a_figure_that_contradicts_another_is_not_confirmed_and_the_contradiction_is_said(
    empty_desk: OpenDesk,
) -> None:
    for code, text in (("9.2", "151/200"), ("17.1", "150/200"), ("4.1", "190/208")):
        enter(empty_desk, "Thôn 1", code, text)
    chosen = village_set(empty_desk)
    with pytest.raises(FiguresInError) as caught:
        confirm_figures(empty_desk, chosen, YEAR, cells_of(empty_desk, "9.2", "4.1"))
    assert sentence_for(caught.value) == (
        "Chưa xác nhận số nào vì còn lỗi ở 4.1 (Thôn 1). "
        "Tổng số hộ ghi không giống nhau: 200 ở 9.2, 17.1; 208 ở 4.1. "
        "Một thôn trong một kỳ chỉ có một tổng số hộ: sửa lại chỉ tiêu ghi sai. Sửa xong rồi xác nhận lại."
    )
    assert state(empty_desk, "Thôn 1", "9.2") is FigureState.DRAFT
    check_figures(empty_desk, chosen, YEAR, cells_of(empty_desk, "4.1"))  # looked over is not confirmed
    confirm_figures(empty_desk, chosen, YEAR, cells_of(empty_desk, "9.2"))
    enter(empty_desk, "Thôn 1", "4.1", "190/200")
    confirm_figures(empty_desk, chosen, YEAR, cells_of(empty_desk, "4.1"))
    assert state(empty_desk, "Thôn 1", "4.1") is FigureState.CONFIRMED


def test_warnings_nobody_answered_are_counted_and_keep_nothing_from_being_confirmed(empty_desk: OpenDesk) -> None:
    enter(empty_desk, "Thôn 1", "4.1", "100/200", parse_period("2020"))
    enter(empty_desk, "Thôn 1", "4.1", "190/200")
    chosen, cells = village_set(empty_desk), cells_of(empty_desk, "4.1")
    confirm_figures(empty_desk, chosen, YEAR, cells)
    assert [one.rule.id for one in open_warnings(empty_desk, chosen, YEAR, cells)] == ["result-jump"]
    assert state(empty_desk, "Thôn 1", "4.1") is FigureState.CONFIRMED


def test_confirming_is_one_act_that_can_be_taken_back(empty_desk: OpenDesk) -> None:
    for village in ("Thôn 1", "Làng Lợt"):
        enter(empty_desk, village, "9.2", "151/200")
        enter(empty_desk, village, "9.1", "3")
    chosen = village_set(empty_desk)
    written = confirm_figures(empty_desk, chosen, YEAR, cells_of(empty_desk, "9.1", "9.2", "8.1"))
    assert len(written) == 4, "empty cells are left out"
    found = undoable(empty_desk)
    assert found is not None
    assert found.title == "xác nhận 4 số của 2 thôn"
    undo(empty_desk)
    assert state(empty_desk, "Thôn 1", "9.1") is FigureState.DRAFT


def test_copying_the_last_period_leaves_a_confirmed_figure_and_says_why(empty_desk: OpenDesk) -> None:
    chosen, village = village_set(empty_desk), empty_desk.find_place("Thôn 1")
    for code in ("9.2", "2.1"):
        enter(empty_desk, village, code, "100/200", parse_period("2020"))
        enter(empty_desk, village, code, "151/200")
    confirm_figures(empty_desk, chosen, YEAR, [(village, "9.2")])
    found = {
        one.indicator.code: one
        for one in propose_last(empty_desk, [village], chosen, YEAR, overwrites=True)
        if one.indicator is not None
    }
    assert found["2.1"].is_change
    assert not found["9.2"].is_change
    assert "xác nhận" in found["9.2"].refusal


def test_undoing_does_not_write_a_figure_that_was_confirmed_since(empty_desk: OpenDesk) -> None:
    enter(empty_desk, "Thôn 1", "9.2", "151/200")
    key = enter(empty_desk, "Thôn 1", "9.2", "152/200").reading.key
    entity = recording.entity_of(key)
    empty_desk.log.write([Change("reading", entity, "confirmed", '{"figure":{"d":"200","n":"152"}}')], "phụ trách")
    with pytest.raises(FigureConfirmed):
        undo(empty_desk)
    assert state(empty_desk, "Thôn 1", "9.2") is FigureState.CONFIRMED


def test_a_figure_that_another_laptop_changed_afterwards_is_seen_and_can_be_confirmed_anew(
    empty_desk: OpenDesk,
) -> None:
    key = enter(empty_desk, "Thôn 1", "9.2", "151/200").reading.key
    chosen, cells = village_set(empty_desk), cells_of(empty_desk, "9.2")
    confirm_figures(empty_desk, chosen, YEAR, cells)
    empty_desk.log.write([Change("reading", recording.entity_of(key), "figure", '{"d":"200","n":"9"}')], "máy khác")
    assert state(empty_desk, "Thôn 1", "9.2") is FigureState.CHANGED
    with pytest.raises(FigureConfirmed):
        enter(empty_desk, "Thôn 1", "9.2", "152/200")
    confirm_figures(empty_desk, chosen, YEAR, cells)
    assert state(empty_desk, "Thôn 1", "9.2") is FigureState.CONFIRMED


def test_nothing_recorded_is_nothing_to_confirm(empty_desk: OpenDesk) -> None:
    chosen, cells = village_set(empty_desk), cells_of(empty_desk, "9.2")
    for say in (check_figures, confirm_figures):
        with pytest.raises(NothingToConfirm):
            say(empty_desk, chosen, YEAR, cells)
        with pytest.raises(NothingToConfirm):
            say(empty_desk, chosen, YEAR, [])
    with pytest.raises(NothingToConfirm):
        reopen_figures(empty_desk, chosen, YEAR, cells, "nhầm")


def test_many_figures_are_written_together_or_not_at_all(empty_desk: OpenDesk) -> None:
    chosen = village_set(empty_desk)
    enter(empty_desk, "Làng Lợt", "9.2", "1/200")
    confirm_figures(empty_desk, chosen, YEAR, cells_of(empty_desk, "9.2"))
    figure = parse_entry(chosen.indicator("9.2"), "151/200")
    before = empty_desk.log.count()
    with pytest.raises(FigureConfirmed):
        record_figures(
            empty_desk,
            chosen,
            YEAR,
            [NewFigure(village, "9.2", figure) for village in empty_desk.villages(empty_desk.place.id)],
            "dán 2 ô vào chỉ tiêu 9.2",
        )
    assert empty_desk.log.count() == before


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[tuple[OpenDesk, OpenDesk]]:
    with lead_desk(tmp_path) as lead, officer_desk(tmp_path) as officer:
        enrolled(officer, lead, stick_of(tmp_path, lead, officer))
        yield lead, officer


def test_an_officers_laptop_may_look_over_but_not_confirm(desks: tuple[OpenDesk, OpenDesk], tmp_path: Path) -> None:
    lead, officer = desks
    stick = stick_of(tmp_path, lead, officer)
    import_package(officer, export_package(lead, stick).path)
    chosen, village = village_set(officer), officer.villages(officer.place.id)[0]
    assert why_not_confirm(lead, village, chosen, YEAR) is None
    assert why_not_confirm(officer, village, chosen, YEAR) is not None
    enter(officer, village, "9.2", "1/200")
    check_figures(officer, chosen, YEAR, [(village, "9.2")])
    with pytest.raises(NotAllowed):
        confirm_figures(officer, chosen, YEAR, [(village, "9.2")])
    assert state(officer, village.name, "9.2") is FigureState.CHECKED
