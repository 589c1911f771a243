"""Kiểm tra: what does not add up is worked through one after the other."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLineEdit, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.periods import parse_period
from ntm_desktop.services.open_desk import OpenDesk
from tests.services.state import enter
from tests.ui.keys import press, type_text
from tests.ui.stage import Stage, named_controls
from ui.checks.model import ANSWER, CODE, KIND, PLACE, TEXT
from ui.checks.screen import ChecksScreen
from ui.checks.section import ChecksSection


@pytest.fixture
def stage(qtbot: QtBot, empty_desk: OpenDesk) -> Stage:
    """One error and one warning in Thôn 1."""
    enter(empty_desk, "Thôn 1", "4.1", "190/200")
    enter(empty_desk, "Thôn 1", "9.2", "150/198")
    enter(empty_desk, "Thôn 1", "17.3", "50/60", parse_period("2020"))
    enter(empty_desk, "Thôn 1", "17.3", "10/60")
    return _checked(qtbot, empty_desk)


def _checked(qtbot: QtBot, desk: OpenDesk) -> Stage:
    """The screen once every place is checked."""
    stage = Stage(qtbot, desk, ChecksScreen)
    qtbot.waitUntil(lambda: not stage.screen.is_checking)
    return stage


def _shown(stage: Stage, column: int) -> list[str]:
    model = stage.screen.model
    return [model.index(row, column).data() for row in range(model.rowCount())]


def test_errors_and_warnings_stand_in_one_list_with_sign_and_word(stage: Stage) -> None:
    assert _shown(stage, KIND) == ["✗ Lỗi", "⚠ Cần xem lại"]
    assert _shown(stage, PLACE) == ["Thôn 1", "Thôn 1"]
    assert _shown(stage, CODE) == ["4.1, 9.2", "17.3"]
    assert stage.text("checks_title") == "1 lỗi phải sửa, 1 chỗ cần xem lại"


def test_a_warning_is_answered_and_leaves_the_list(stage: Stage) -> None:
    stage.find(QTableView, "checks").selectRow(1)
    stage.find(QLineEdit, "check_reason").setFocus()
    type_text("kiểm tra lại chuồng trại")
    press(Qt.Key.Key_Return)

    assert _shown(stage, KIND) == ["✗ Lỗi"]
    stage.find(QCheckBox, "show_answered").setChecked(True)
    assert _shown(stage, KIND) == ["✗ Lỗi", "✓ Đã giải thích"]
    assert _shown(stage, ANSWER)[1] == "kiểm tra lại chuồng trại"
    assert stage.said[0].startswith("Đã lưu")


def test_an_error_offers_no_reason_but_the_way_to_its_cell(stage: Stage) -> None:
    stage.find(QTableView, "checks").selectRow(0)

    assert not stage.find(QLineEdit, "check_reason").isVisible()
    stage.click("open_figure")
    assert stage.went == [("recording", (stage.desk.find_place("Thôn 1").id, "4.1"))]


def test_a_warning_without_a_reason_is_not_answered(stage: Stage) -> None:
    stage.find(QTableView, "checks").selectRow(1)
    stage.click("answer_check")

    assert "lý do" in stage.text("check_fault")
    assert len(_shown(stage, KIND)) == 2


def test_the_list_is_searched_without_marks(stage: Stage) -> None:
    stage.screen.look_for("tong so ho")
    assert _shown(stage, KIND) == ["✗ Lỗi"]
    assert stage.text("checks_title").endswith("đang lọc: tong so ho, hiện 1 chỗ")
    stage.screen.look_for("zzz")
    assert not stage.find(QPushButton, "open_figure").isVisible()
    stage.screen.look_for("")
    assert stage.find(QPushButton, "open_figure").isVisible()


def test_another_screen_opens_it_at_a_figure(stage: Stage) -> None:
    stage.screen.open_at((stage.desk.find_place("Thôn 1").id, "17.3"))
    assert "kỳ trước" in stage.text("check_title")


def test_a_place_is_checked_while_the_window_lives_and_then_the_figure_asked_for_is_shown(
    qtbot: QtBot, stage: Stage
) -> None:
    stage.screen.show_context(stage.context)
    stage.screen.open_at((stage.desk.find_place("Thôn 1").id, "17.3"))
    assert (stage.text("checks_title"), _shown(stage, KIND)) == ("Đang kiểm tra...", [])

    qtbot.waitUntil(lambda: not stage.screen.is_checking)
    assert "kỳ trước" in stage.text("check_title")
    assert stage.find(QTableView, "checks").hasFocus()


def test_who_comes_back_is_at_the_line_that_was_left(qtbot: QtBot, stage: Stage) -> None:
    stage.find(QTableView, "checks").selectRow(1)
    for _ in range(2):  # the second time before the first has ended
        stage.screen.show_context(stage.context)
    qtbot.waitUntil(lambda: not stage.screen.is_checking)
    assert stage.find(QTableView, "checks").currentIndex().row() == 1


def test_the_list_is_printed_as_shown(stage: Stage) -> None:
    assert "Tổng số hộ ghi không giống nhau" in stage.screen.paper()._html
    assert "Tổng số hộ" in _shown(stage, TEXT)[0]


def test_where_all_adds_up_it_says_so(qtbot: QtBot, empty_desk: OpenDesk) -> None:
    stage = _checked(qtbot, empty_desk)
    assert stage.text("checks_empty_why") == "Năm 2021 chưa có số liệu nào nên chưa có gì để kiểm tra."
    stage.click("checks_empty_act")
    assert stage.went == [("recording", None)]
    enter(empty_desk, "Thôn 1", "9.1", "0")
    stage.screen.show_context(stage.context)
    qtbot.waitUntil(lambda: not stage.screen.is_checking)
    assert "khớp với nhau" in stage.text("checks_empty_why")


def test_what_the_plan_states_wrongly_stands_in_the_list(qtbot: QtBot, sample_desk: OpenDesk) -> None:
    stage = _checked(qtbot, sample_desk)
    assert _shown(stage, CODE).count("Kế hoạch") == 2


def test_every_control_has_its_names(stage: Stage) -> None:
    assert named_controls(stage.screen) == []


def test_the_section_beside_a_figure_is_hidden_where_all_is_well(stage: Stage) -> None:
    section = ChecksSection(stage.holder)
    section.show_findings(())
    assert section.isHidden()
    section.show_findings([stage.screen.model.rows[0].finding])
    assert not section.isHidden()
