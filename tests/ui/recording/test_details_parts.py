"""The parts of the details pane: folded with keys, targets entered and confirmed, checks, state, periods."""

from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox, QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.criteria import TargetMark
from ntm_desktop.domain.evaluation import display_target
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.services.act import last_titles
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.record import record_entry
from tests.evidence.files import photo
from tests.services.state import village_set
from tests.ui.keys import press
from tests.ui.recording.conftest import GoTo
from tests.ui.recording.test_details import enter, settle, text
from tests.ui.stage import named_controls
from ui.recording.cells import FINDING_SIGN, LACK_SIGN
from ui.recording.details_fold import Fold
from ui.recording.details_periods import PeriodChart
from ui.recording.model import FIXED
from ui.recording.screen import RecordingScreen
from ui.targets.dialog import TargetDialog
from ui.window import MainWindow

RESTED = 700
"""Long enough for the signs to be worked out."""


def button(screen: RecordingScreen, name: str) -> QPushButton:
    found = screen.details.findChild(QPushButton, name)
    assert found is not None, name
    return found


def fold(screen: RecordingScreen, name: str) -> Fold:
    found = screen.details.findChild(Fold, f"fold_{name}")
    assert found is not None, name
    return found


def fill(screen: RecordingScreen, **fields: str) -> TargetDialog:
    dialog = screen.findChild(TargetDialog, "target_dialog")
    assert dialog is not None
    for name, typed in fields.items():
        field = dialog.findChild(QLineEdit, f"target_{name}")
        assert field is not None
        field.setText(typed)
    act = dialog.findChild(QPushButton, "target_act")
    assert act is not None
    act.click()
    return dialog


def test_parts_are_folded_with_keys_and_stay_folded(
    qtbot: QtBot, window: MainWindow, screen: RecordingScreen, go_to: GoTo
) -> None:
    enter(go_to, "Thôn 1", "9.2", "140/200")
    settle(qtbot, go_to, "Thôn 1", "9.2")
    press(Qt.Key.Key_F6)
    focused = window.focusWidget()
    assert focused is not None
    assert focused.objectName() == "heading_target"
    press(Qt.Key.Key_Return)
    assert fold(screen, "target").is_folded
    assert text(screen, "target") == ""
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Left)
    assert text(screen, "verdict") == ""
    again = RecordingScreen(screen.shell)
    assert again.details.folded_names == ["target", "result"]
    again.deleteLater()
    press(Qt.Key.Key_Right)
    assert text(screen, "verdict") == "✗ Chưa đạt"


def test_parts_that_say_nothing_have_no_heading(qtbot: QtBot, screen: RecordingScreen, go_to: GoTo) -> None:
    settle(qtbot, go_to, "Thôn 1", "9.2")
    shown = [name for name in ("target", "result", "note", "evidence", "people") if fold(screen, name).isVisible()]
    assert shown == ["target", "result", "note", "evidence", "people"]
    for name in ("checks", "register", "state", "periods", "history", "review"):
        assert not fold(screen, name).isVisible(), name


def test_the_pane_says_how_an_indicator_is_counted_and_that_the_set_brings_no_guidance(
    qtbot: QtBot, screen: RecordingScreen, go_to: GoTo
) -> None:
    settle(qtbot, go_to, "Thôn 1", "9.2")
    said = text(screen, "guidance")
    assert "Lời văn mẫu, chưa đối chiếu với văn bản" in said
    assert "số hộ có nhà ở kiên cố hoặc bán kiên cố chia cho tổng số hộ, nhân 100" in said
    assert "Bộ tiêu chí không kèm hướng dẫn riêng cho chỉ tiêu này" in said
    settle(qtbot, go_to, "Thôn 1", "15.1")
    assert "Tính riêng nữ và nam; cả hai phải đạt" in text(screen, "guidance")
    settle(qtbot, go_to, "Thôn 1", "3.1")
    assert "Không áp dụng khi thôn, làng không có diện tích cần tưới" in text(screen, "guidance")


def test_a_target_is_confirmed_and_withdrawn_in_the_pane(
    qtbot: QtBot, screen: RecordingScreen, go_to: GoTo, empty_desk: OpenDesk
) -> None:
    settle(qtbot, go_to, "Thôn 1", "9.2")
    button(screen, "confirm_target").click()
    dialog = fill(screen, decision="45/QĐ-UBND", date="")
    assert "ngày" in dialog.findChild(QLabel, "target_fault").text()
    fill(screen, date="10/1/2022")
    qtbot.wait(120)
    assert "đã đối chiếu" in text(screen, "target")
    assert "45/QĐ-UBND ngày 10/01/2022" in text(screen, "target")
    assert not button(screen, "confirm_target").isVisible()
    assert screen.model.grid is not None
    target = screen.model.grid.criteria_set.indicator("9.2").target(None, 2021)
    assert target is not None
    assert target.mark is TargetMark.CHECKED
    button(screen, "withdraw_target").click()
    qtbot.wait(120)
    assert "45/QĐ-UBND" not in text(screen, "target")
    assert last_titles(empty_desk)[0].startswith("bỏ mức đạt")


def test_an_entered_target_judges_the_grid_at_once(
    qtbot: QtBot, window: MainWindow, screen: RecordingScreen, go_to: GoTo
) -> None:
    enter(go_to, "Thôn 1", "9.2", "151/200")
    settle(qtbot, go_to, "Thôn 1", "9.2")
    assert text(screen, "verdict") == "✓ Đạt"
    button(screen, "enter_target").click()
    dialog = fill(screen, value="120", decision="45/QĐ-UBND", date="10/1/2022")
    assert "100" in dialog.findChild(QLabel, "target_fault").text()
    fill(screen, value="90")
    qtbot.wait(120)
    assert text(screen, "verdict") == "✗ Chưa đạt"
    window.undo()
    qtbot.wait(120)
    window.show_screen("recording")
    settle(qtbot, go_to, "Thôn 1", "9.2")
    assert text(screen, "verdict") == "✓ Đạt"


def test_what_does_not_add_up_is_marked_at_rest_and_said_in_the_pane(
    qtbot: QtBot, screen: RecordingScreen, go_to: GoTo
) -> None:
    enter(go_to, "Thôn 1", "4.1", "190/190")
    enter(go_to, "Thôn 1", "9.2", "140/200")
    qtbot.wait(RESTED)
    index = screen.model.index(screen.model.row_of("9.2") or 0, FIXED)
    assert screen.model.look_at(index).finding == FINDING_SIGN + LACK_SIGN
    assert FINDING_SIGN in screen.model.data(index, Qt.ItemDataRole.ToolTipRole)
    assert "số liệu không khớp" in screen.model.data(index, Qt.ItemDataRole.AccessibleTextRole)
    settle(qtbot, go_to, "Thôn 1", "9.2")
    assert "190" in text(screen, "check_1")
    with qtbot.waitSignal(screen.go_to) as asked:
        button(screen, "open_checks").click()
    assert asked.args is not None
    assert asked.args[0] == "checks"
    enter(go_to, "Thôn 1", "4.1", "190/200")
    qtbot.wait(RESTED)
    assert screen.model.look_at(index).finding == LACK_SIGN


def test_a_figure_is_checked_and_confirmed_in_the_pane(
    qtbot: QtBot, screen: RecordingScreen, go_to: GoTo, empty_desk: OpenDesk
) -> None:
    enter(go_to, "Thôn 1", "9.2", "151/200")
    settle(qtbot, go_to, "Thôn 1", "9.2")
    assert text(screen, "state") == "Bản nháp"
    button(screen, "mark_checked").click()
    qtbot.wait(120)
    assert text(screen, "state").startswith("• Đã soát: A Nam")
    button(screen, "confirm_figure").click()
    qtbot.wait(120)
    assert text(screen, "state").startswith("● Đã xác nhận: A Nam")
    assert button(screen, "reopen_figure").isVisible()
    assert "khóa" in text(screen, "how_to_enter")


def test_the_last_twelve_periods_stand_as_numbers_and_in_a_chart(
    qtbot: QtBot, screen: RecordingScreen, go_to: GoTo, empty_desk: OpenDesk
) -> None:
    village = empty_desk.find_place("Thôn 1")
    for month in range(1, 13):
        entered = f"{130 + 3 * month}/200"
        record_entry(
            empty_desk, village, village_set(empty_desk), "9.2", parse_period(f"2021-{month:02d}"), entered
        )
    record_entry(empty_desk, village, village_set(empty_desk), "9.2", parse_period("2020"), "90/200")
    settle(qtbot, go_to, "Thôn 1", "9.2")
    said = text(screen, "periods")
    assert said.count("<tr>") == 12
    assert "Năm 2020" not in said
    assert "✓" in said
    assert "✗" in said
    chart = screen.details.findChild(PeriodChart, "period_chart")
    assert chart is not None
    assert chart.isVisible()
    assert chart.accessibleDescription().startswith("12 kỳ: từ 66,5 % (Tháng 01/2021) đến 83 %")
    assert not chart.grab().isNull()


def test_a_yes_or_no_has_no_chart(qtbot: QtBot, screen: RecordingScreen, go_to: GoTo, empty_desk: OpenDesk) -> None:
    village = empty_desk.find_place("Thôn 1")
    for period in ("2020", "2021"):
        record_entry(empty_desk, village, village_set(empty_desk), "6.1", parse_period(period), "x")
    settle(qtbot, go_to, "Thôn 1", "6.1")
    assert text(screen, "periods").count("<tr>") == 2
    chart = screen.details.findChild(PeriodChart, "period_chart")
    assert chart is not None
    assert not chart.isVisible()


def test_who_answers_for_it_is_said(qtbot: QtBot, screen: RecordingScreen, go_to: GoTo) -> None:
    settle(qtbot, go_to, "Thôn 1", "9.2")
    assert text(screen, "people").startswith("Người nhập: ")


def test_tab_goes_through_the_pane_from_top_to_bottom(
    qtbot: QtBot, window: MainWindow, screen: RecordingScreen, go_to: GoTo
) -> None:
    enter(go_to, "Thôn 1", "9.2", "151/200")
    settle(qtbot, go_to, "Thôn 1", "9.2")
    screen.details.focus_first()
    heights = []
    while (focused := window.focusWidget()) is not None and screen.details.isAncestorOf(focused):
        heights.append(focused.mapTo(screen.details, focused.rect().topLeft()).y() + _scrolled(screen))
        press(Qt.Key.Key_Tab)
        if len(heights) > 40:
            break
    assert len(heights) > 8
    assert heights == sorted(heights)


def test_every_control_of_the_pane_has_its_names(qtbot: QtBot, screen: RecordingScreen, go_to: GoTo) -> None:
    enter(go_to, "Thôn 1", "9.2", "140/200")
    settle(qtbot, go_to, "Thôn 1", "9.2")
    assert named_controls(screen.details) == []
    button(screen, "confirm_target").click()
    dialog = screen.findChild(TargetDialog, "target_dialog")
    assert dialog is not None
    assert named_controls(dialog) == []
    dialog.reject()


def _scrolled(screen: RecordingScreen) -> int:
    content = screen.details.findChild(QWidget, "details_content")
    assert content is not None
    return -content.y()


def test_the_question_what_a_file_proves_is_brought_in_sight(
    qtbot: QtBot, window: MainWindow, screen: RecordingScreen, go_to: GoTo, tmp_path: Path
) -> None:
    for typed in ("x", "k", "x"):
        enter(go_to, "Thôn 1", "6.1", typed)
    settle(qtbot, go_to, "Thôn 1", "6.1")
    pane = screen.details
    pane.evidence.add_files([photo(tmp_path / f"{name}.jpg") for name in ("a", "b", "c")])
    qtbot.waitUntil(lambda: not window.tasks.is_busy, timeout=20000)
    qtbot.wait(RESTED)
    question = pane.evidence.question
    shown = question.visibleRegion().boundingRect()
    assert shown.height() == question.height()
    assert shown.width() == question.width()


def choose_year(window: MainWindow, year: int) -> None:
    box = window.findChild(QComboBox, "year")
    assert box is not None
    row = box.findText(f"Năm {year}")
    box.setCurrentIndex(row)
    box.activated.emit(row)


def shown_target(screen: RecordingScreen, code: str) -> str:
    grid = screen.model.grid
    assert grid is not None
    indicator = grid.criteria_set.indicator(code)
    return display_target(indicator, indicator.target(grid.commune.column, grid.period.year))


def test_a_stored_target_holds_in_whatever_period_is_chosen_next(
    qtbot: QtBot, window: MainWindow, screen: RecordingScreen, go_to: GoTo
) -> None:
    settle(qtbot, go_to, "Thôn 1", "9.2")
    button(screen, "enter_target").click()
    fill(screen, value="90", decision="45/QĐ-UBND", date="10/1/2022")
    assert shown_target(screen, "9.2") == "≥ 90 %"
    for year in (2022, 2021):
        choose_year(window, year)
        assert shown_target(screen, "9.2") == "≥ 90 %", year


def test_a_target_taken_back_is_forgotten_in_whatever_period_is_chosen_next(
    qtbot: QtBot, window: MainWindow, screen: RecordingScreen, go_to: GoTo
) -> None:
    settle(qtbot, go_to, "Thôn 1", "9.2")
    before = shown_target(screen, "9.2")
    button(screen, "enter_target").click()
    fill(screen, value="90", decision="45/QĐ-UBND", date="10/1/2022")
    window.undo()
    window.show_screen("recording")
    assert shown_target(screen, "9.2") == before
    window.redo()
    window.undo()
    choose_year(window, 2022)
    catalogue = window.made_screen("catalogue")
    assert window.screen_name == "catalogue"
    assert catalogue.isVisible()
    window.show_screen("recording")
    assert shown_target(screen, "9.2") == before
