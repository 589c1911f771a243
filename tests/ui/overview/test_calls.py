"""Tổng quan says what waits elsewhere, and leads there."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtWidgets import QFrame, QPushButton
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.periods import year_of
from ntm_desktop.domain.recording import ReadingKey
from ntm_desktop.domain.review import ReviewState
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.count_calls import Calls, count_calls
from ntm_desktop.services.decide_conflicts import decide, list_conflicts
from ntm_desktop.services.review import answer_remark, answer_return, set_review, write_remark
from ntm_desktop.services.start_desk import start_upper_level
from tests.ui.round_trip import RoundTrip, round_trip
from tests.ui.stage import Stage, named_controls
from ui.overview.screen import OverviewScreen
from ui.review.screen import ReviewScreen


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[RoundTrip]:
    with round_trip(tmp_path) as desks:
        yield desks


def key_of(desks: RoundTrip) -> ReadingKey:
    return ReadingKey(desks.village(desks.lead).id, desks.criteria_set(desks.lead).id, "9.2", year_of(2021))


def calls_of(desks: RoundTrip) -> Calls:
    return count_calls(desks.lead, desks.lead.place, desks.criteria_set(desks.lead), 2021)


def test_nothing_is_said_where_nothing_waits(qtbot: QtBot, desks: RoundTrip) -> None:
    stage = Stage(qtbot, desks.lead, OverviewScreen)
    qtbot.wait(100)
    assert stage.screen.findChild(QFrame, "calls") is None
    assert calls_of(desks) == Calls()


def test_conflicts_remarks_and_waiting_packages_are_named_with_the_way_there(
    qtbot: QtBot, desks: RoundTrip
) -> None:
    desks.record(desks.lead, "9.2", "150/200")
    desks.carry(desks.lead, desks.upper)
    write_remark(desks.upper, key_of(desks), "Xem lại mẫu số")
    desks.carry(desks.upper, desks.lead)
    desks.disagree()
    desks.lead.folder.waiting.mkdir()
    (desks.lead.folder.waiting / "sau.ntm").write_bytes(b"x")
    stage = Stage(qtbot, desks.lead, OverviewScreen)
    qtbot.waitUntil(lambda: stage.screen.findChild(QFrame, "calls") is not None)
    assert named_controls(stage.screen) == []
    told = {
        "calls_conflicts": ("1 chỗ các máy ghi khác nhau", ("conflicts", None)),
        "calls_remarks": ("1 ý kiến của cấp trên chưa trả lời", ("review", None)),
        "calls_packages": ("1 tệp chờ tệp gửi trước", ("exchange", "pending")),
    }
    for name, (words, way) in told.items():
        assert words in stage.find(QPushButton, name).text()
        stage.click(name)
        assert stage.went[-1] == way
    answer_remark(desks.lead, key_of(desks), "Đã đếm lại")
    (one,) = list_conflicts(desks.lead)
    decide(desks.lead, one, one.sides[0].value, "đếm lại")
    assert calls_of(desks) == Calls(packages=1)
    stage.screen.show_context(stage.context)
    qtbot.waitUntil(lambda: stage.find(QPushButton, "calls_remarks").isHidden())
    assert stage.find(QPushButton, "calls_packages").isVisible()


def test_a_returned_criterion_waits_too_and_then_leads_the_upper_level_to_its_answer(
    qtbot: QtBot, desks: RoundTrip
) -> None:
    desks.record(desks.lead, "9.2", "150/200")
    desks.carry(desks.lead, desks.upper)
    village, chosen = desks.village(desks.upper), desks.criteria_set(desks.upper)
    set_review(desks.upper, village, chosen, 9, 2021, ReviewState.RETURNED, "Đếm lại")
    desks.carry(desks.upper, desks.lead)
    assert calls_of(desks) == Calls(remarks=1)
    answer_return(desks.lead, desks.village(desks.lead), chosen, 9, 2021, "Đã đếm lại")
    assert calls_of(desks) == Calls()
    desks.carry(desks.lead, desks.upper)
    stage = Stage(qtbot, desks.upper, OverviewScreen)
    assert stage.text("next_step") == "Xã Ia Tơi đã sửa hoặc trả lời 1 tiêu chí bị trả lại."
    assert stage.find(QPushButton, "next_step_act").text() == "Xem tiêu chí 9, Thôn 1"
    stage.click("next_step_act")
    assert stage.went == [("review", (village.id, "9.1"))]


def test_an_upper_level_without_communes_is_led_to_where_files_are_taken_in(qtbot: QtBot, tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "up")
    with start_upper_level(folder, "huyện Ia H'Drai", province="tỉnh Kon Tum", person="Y Thu") as desk:
        for screen, act in ((OverviewScreen, "overview_empty_act"), (ReviewScreen, "review_empty_act")):
            stage = Stage(qtbot, desk, screen)
            stage.click(act)
            assert stage.went == [("exchange", "send")]


def test_the_upper_level_has_no_remarks_to_answer(desks: RoundTrip) -> None:
    desks.record(desks.lead, "9.2", "150/200")
    desks.carry(desks.lead, desks.upper)
    write_remark(desks.upper, key_of(desks), "Xem lại mẫu số")
    commune = desks.upper.find_commune("Ia Tơi")
    assert count_calls(desks.upper, commune, desks.criteria_set(desks.upper), 2021) == Calls()
