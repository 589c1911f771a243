"""Selecting, copying, pasting with a preview, filling, clearing, copying the last period: each one act."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QCheckBox, QComboBox, QLabel, QLineEdit, QPushButton

from ntm_desktop.domain.figure_states import FigureState
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.services.act import last_titles
from ntm_desktop.services.open_desk import OpenDesk
from tests.services.state import enter
from tests.ui.keys import press, type_text
from tests.ui.recording.conftest import GoTo
from tests.ui.recording.test_entering import current, shown
from ui.eliding import ElidingLabel
from ui.recording.bulk_act import BulkAct
from ui.recording.paste_dialog import PasteDialog
from ui.recording.preview import PreviewDialog
from ui.recording.reason_dialog import ReasonDialog
from ui.recording.screen import RecordingScreen
from ui.status_bar import StatusBar
from ui.window import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


def copy(text: str) -> None:
    QGuiApplication.clipboard().setText(text)


def selected(screen: RecordingScreen) -> list[tuple[str, str]]:
    return [(place.name, one.code) for place, one in screen.views.places.selected_cells()]


def dialog(screen: RecordingScreen) -> PreviewDialog:
    found = screen.findChild(PreviewDialog)
    assert found is not None
    return found


def button(parent: PreviewDialog | ReasonDialog, name: str) -> QPushButton:
    found = parent.findChild(QPushButton, name)
    assert found is not None
    return found


def said(parent: PreviewDialog) -> str:
    label = parent.findChild(QLabel, "preview_said")
    assert label is not None
    return label.text()


def act_name(screen: RecordingScreen) -> str:
    return last_titles(screen.shell.desk)[0]


def news(window: MainWindow) -> str:
    bar = window.findChild(StatusBar)
    assert bar is not None
    label = bar.findChild(QLabel, "news")
    assert label is not None
    return str(label.property("text")) or label.text()


def test_shift_and_arrows_select_and_an_arrow_alone_lets_go(screen: RecordingScreen, go_to: GoTo) -> None:
    go_to("Thôn 1", "9.1")
    press(Qt.Key.Key_Down, SHIFT)
    press(Qt.Key.Key_Right, SHIFT)
    assert selected(screen) == [("Thôn 1", "9.1"), ("Làng Lợt", "9.1"), ("Thôn 1", "9.2"), ("Làng Lợt", "9.2")]
    assert current(screen) == ("Thôn 1", "9.1")
    press(Qt.Key.Key_Left, SHIFT)
    press(Qt.Key.Key_Up, SHIFT)
    assert selected(screen) == [("Thôn 1", "9.1")]
    press(Qt.Key.Key_Down, SHIFT)
    press(Qt.Key.Key_Right)
    assert selected(screen) == [("Làng Lợt", "9.1")]


def test_a_selection_passes_headings_and_takes_whole_columns_and_lines(
    screen: RecordingScreen, go_to: GoTo
) -> None:
    go_to("Thôn 1", "9.2")
    press(Qt.Key.Key_Down, SHIFT)
    assert selected(screen) == [("Thôn 1", "9.2"), ("Thôn 1", "10.1")]
    go_to("Thôn 1", "9.2")
    press(Qt.Key.Key_Space, SHIFT)
    assert [name for name, _ in selected(screen)] == ["Thôn 1", "Làng Lợt", "Măng Bút"]
    press(Qt.Key.Key_Space, CONTROL)
    assert len(selected(screen)) == 34
    press(Qt.Key.Key_A, CONTROL)
    assert len(selected(screen)) == 34 * 3


def test_a_rectangle_is_shown_before_it_is_pasted_as_one_act(
    window: MainWindow, screen: RecordingScreen, go_to: GoTo
) -> None:
    go_to("Thôn 1", "9.1")
    type_text("3")
    press(Qt.Key.Key_Return)
    copy("4\t5\n151/200\t140/200\n")
    go_to("Thôn 1", "9.1")
    press(Qt.Key.Key_V, CONTROL)
    assert said(dialog(screen)) == "4 ô sẽ được ghi."
    assert shown(screen, "Thôn 1", "9.1") == "✗ 3", "nothing is written before it is agreed"
    assert button(dialog(screen), "preview_act").text() == "Dán 4 ô"
    button(dialog(screen), "preview_act").click()
    assert shown(screen, "Thôn 1", "9.1") == "✗ 4"
    assert shown(screen, "Làng Lợt", "9.2") == "✗ 140/200"
    assert act_name(screen) == "dán 4 ô"
    press(Qt.Key.Key_Z, CONTROL)
    assert shown(screen, "Thôn 1", "9.1") == "✗ 3"
    assert shown(screen, "Làng Lợt", "9.2") == "–"
    assert window.screen_name == "recording"


def test_not_pasting_changes_nothing(screen: RecordingScreen, go_to: GoTo, empty_desk: OpenDesk) -> None:
    before = empty_desk.log.count()
    copy("4\t5")
    go_to("Thôn 1", "9.1")
    press(Qt.Key.Key_V, CONTROL)
    button(dialog(screen), "preview_keep").click()
    assert empty_desk.log.count() == before


def test_faulty_cells_stay_out_with_their_reason(screen: RecordingScreen, go_to: GoTo) -> None:
    copy("\tThôn 1\tlang lot\n9.1\tba\t5\n9.2\t75 %\t140/200\n")
    go_to("Thôn 1", "1.1")
    press(Qt.Key.Key_V, CONTROL)
    box = dialog(screen)
    assert said(box) == "2 ô sẽ được ghi; 2 ô không dán được (chữ đỏ)."
    texts = [str(box.model.data(box.model.index(row, 4))) for row in range(2)]
    assert texts[0].startswith("“ba” không phải là số")
    assert texts[1].startswith("“75 %” là tỷ lệ phần trăm nên chưa lưu. Hãy gõ tử số/mẫu số")
    button(box, "preview_act").click()
    assert shown(screen, "Làng Lợt", "9.1") == "✗ 5"
    assert shown(screen, "Thôn 1", "9.1") == "–"
    assert act_name(screen) == "dán 2 ô của Làng Lợt"


def test_a_heading_of_an_unknown_village_waits_for_a_choice(screen: RecordingScreen, go_to: GoTo) -> None:
    copy("Mã\tThôn 1\tLàng Tân Lập\n9.1\t3\t4\n")
    go_to("Thôn 1", "9.1")
    press(Qt.Key.Key_V, CONTROL)
    box = dialog(screen)
    assert isinstance(box, PasteDialog)
    choice = box.findChild(QComboBox, "village_for_1")
    assert choice is not None
    assert said(box) == "1 ô sẽ được ghi."
    choice.setCurrentIndex(2)
    choice.activated.emit(2)
    assert said(box) == "2 ô sẽ được ghi."
    button(box, "preview_act").click()
    assert shown(screen, "Làng Lợt", "9.1") == "✗ 4"


def test_one_cell_is_pasted_into_all_that_are_selected(screen: RecordingScreen, go_to: GoTo) -> None:
    copy("x")
    go_to("Thôn 1", "8.1")
    press(Qt.Key.Key_Right, SHIFT)
    press(Qt.Key.Key_V, CONTROL)
    button(dialog(screen), "preview_act").click()
    assert shown(screen, "Thôn 1", "8.1") == shown(screen, "Làng Lợt", "8.1") == "✓ Đạt"
    assert act_name(screen) == "dán 2 ô vào chỉ tiêu 8.1"


def test_what_is_copied_is_pasted_back_as_it_was(screen: RecordingScreen, go_to: GoTo) -> None:
    for code, typed in (("9.1", "3"), ("9.2", "151/200"), ("15.1", "40/52; 61/70")):
        go_to("Thôn 1", code)
        type_text(typed)
        press(Qt.Key.Key_Return)
    go_to("Thôn 1", "3.1")
    type_text("- =cmd()")
    press(Qt.Key.Key_Return)
    go_to("Thôn 1", "1.1")
    press(Qt.Key.Key_Space, CONTROL)
    press(Qt.Key.Key_C, CONTROL)
    text = QGuiApplication.clipboard().text()
    assert "Không áp dụng: =cmd()" in text
    assert not any(line.startswith(("=", "+", "-", "@")) for line in text.split("\n"))
    go_to("Làng Lợt", "1.1")
    press(Qt.Key.Key_V, CONTROL)
    button(dialog(screen), "preview_act").click()
    for code in ("9.1", "9.2", "15.1", "3.1"):
        assert shown(screen, "Làng Lợt", code) == shown(screen, "Thôn 1", code)


def test_a_copied_sheet_of_a_million_rows_is_refused_in_one_sentence(
    window: MainWindow, screen: RecordingScreen, go_to: GoTo
) -> None:
    copy("1\n" * 5000)
    go_to("Thôn 1", "9.1")
    press(Qt.Key.Key_V, CONTROL)
    from PySide6.QtWidgets import QMessageBox

    box = window.findChild(QMessageBox, "warning")
    assert box is not None
    assert "chưa dán gì" in box.text()
    box.close()
    assert screen.findChild(PreviewDialog) is None


@pytest.mark.parametrize("text", ["1/200\n2/200", "1/200\t2/200"])
def test_several_cells_pasted_over_an_open_cell_are_shown_too(
    screen: RecordingScreen, go_to: GoTo, text: str
) -> None:
    copy(text)
    go_to("Thôn 1", "9.2")
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_V, CONTROL)
    assert not screen.grid.places.is_editing
    button(dialog(screen), "preview_keep").click()


def test_filling_right_and_down_takes_from_the_first_or_the_neighbour(screen: RecordingScreen, go_to: GoTo) -> None:
    go_to("Thôn 1", "8.1")
    type_text("x")
    press(Qt.Key.Key_Right)
    press(Qt.Key.Key_R, CONTROL)
    assert shown(screen, "Làng Lợt", "8.1") == "✓ Đạt"
    assert act_name(screen) == "điền 1 ô vào chỉ tiêu 8.1"
    go_to("Thôn 1", "8.1")
    press(Qt.Key.Key_Down, SHIFT)
    press(Qt.Key.Key_D, CONTROL)
    assert shown(screen, "Thôn 1", "8.2") in ("✓ Đạt", "–")


def test_clearing_many_cells_is_one_act(screen: RecordingScreen, go_to: GoTo) -> None:
    for code, typed in (("9.1", "3"), ("9.2", "151/200")):
        go_to("Thôn 1", code)
        type_text(typed)
        press(Qt.Key.Key_Return)
    go_to("Thôn 1", "9.1")
    press(Qt.Key.Key_Down, SHIFT)
    press(Qt.Key.Key_Delete)
    assert shown(screen, "Thôn 1", "9.1") == shown(screen, "Thôn 1", "9.2") == "–"
    assert act_name(screen) == "xóa 2 ô của Thôn 1"
    press(Qt.Key.Key_Z, CONTROL)
    assert shown(screen, "Thôn 1", "9.2") == "✓ 151/200"


def test_the_last_period_is_copied_into_empty_cells_only_unless_asked(
    screen: RecordingScreen, go_to: GoTo, empty_desk: OpenDesk, window: MainWindow
) -> None:
    enter(empty_desk, "Thôn 1", "9.1", "7", parse_period("2020"))
    enter(empty_desk, "Thôn 1", "9.2", "120/200", parse_period("2020-Q3"))
    enter(empty_desk, "Làng Lợt", "9.1", "2", parse_period("2020"))
    go_to("Thôn 1", "9.1")
    type_text("5")
    press(Qt.Key.Key_Return)
    go_to("Thôn 1", "9.1")
    press(Qt.Key.Key_D, CONTROL | SHIFT)
    box = dialog(screen)
    choice, over = box.findChild(QComboBox, "copy_range"), box.findChild(QCheckBox, "copy_over")
    assert choice is not None
    assert over is not None
    assert choice.currentText() == "mọi chỉ tiêu của Thôn 1"
    assert said(box) == "1 ô sẽ được ghi."
    over.setChecked(True)
    assert said(box) == "2 ô sẽ được ghi."
    over.setChecked(False)
    choice.setCurrentIndex(2)
    choice.activated.emit(2)
    assert said(box) == "2 ô sẽ được ghi."
    button(box, "preview_act").click()
    assert shown(screen, "Thôn 1", "9.1") == "✗ 5"
    assert shown(screen, "Thôn 1", "9.2") == "✗ 120/200"
    assert shown(screen, "Làng Lợt", "9.1") == "✗ 2"
    assert act_name(screen) == "chép số kỳ trước cho 2 ô"


def test_figures_are_checked_confirmed_locked_and_opened_again(
    screen: RecordingScreen, go_to: GoTo, window: MainWindow
) -> None:
    for village in ("Thôn 1", "Làng Lợt"):
        go_to(village, "9.2")
        type_text("151/200")
        press(Qt.Key.Key_Return)
    go_to("Thôn 1", "9.2")
    press(Qt.Key.Key_F9)
    row = screen.model.row_of("9.2")
    assert row is not None
    index = screen.model.index(row, 3)
    assert screen.model.look_at(index).state is FigureState.CHECKED
    assert "đã soát" in screen.model.data(index, Qt.ItemDataRole.AccessibleTextRole)
    press(Qt.Key.Key_Space, SHIFT)
    press(Qt.Key.Key_F9, CONTROL)
    assert screen.model.look_at(index).state is FigureState.CONFIRMED
    assert act_name(screen) == "xác nhận 2 số của 2 thôn"
    go_to("Thôn 1", "9.2")
    type_text("1")
    assert not screen.grid.places.is_editing
    label = screen.grid.sentence
    assert "đã được A Nam xác nhận ngày" in label.text()
    press(Qt.Key.Key_Delete)
    assert shown(screen, "Thôn 1", "9.2") == "✓ 151/200"
    press(Qt.Key.Key_F9, SHIFT)
    asked = screen.findChild(ReasonDialog)
    assert asked is not None
    assert not button(asked, "reason_act").isEnabled()
    reason = asked.findChild(QLineEdit, "reason")
    assert reason is not None
    reason.setText("thôn báo lại")
    button(asked, "reason_act").click()
    assert screen.model.look_at(index).is_editable
    assert act_name(screen) == "mở lại 9.2 của Thôn 1"


def test_clearing_some_and_leaving_a_locked_one_says_both(
    screen: RecordingScreen, go_to: GoTo, window: MainWindow
) -> None:
    for village in ("Làng Lợt", "Thôn 1"):
        go_to(village, "9.2")
        type_text("151/200")
        press(Qt.Key.Key_Return)
    go_to("Thôn 1", "9.2")
    press(Qt.Key.Key_F9, CONTROL)
    press(Qt.Key.Key_Right, SHIFT)
    press(Qt.Key.Key_Delete)
    assert (shown(screen, "Thôn 1", "9.2"), shown(screen, "Làng Lợt", "9.2")) == ("✓ 151/200", "–")
    news, undo = window.findChild(ElidingLabel, "news"), window.findChild(QPushButton, "undo")
    assert news is not None
    assert news.whole_text.startswith(
        "Đã xóa 1 ô; 1 ô giữ nguyên: Số của chỉ tiêu 9.2, Thôn 1 đã được A Nam xác nhận"
    )
    assert "(Shift+F9)" in news.whole_text
    assert undo is not None
    assert undo.text().startswith("Hoàn tác: xóa")


def test_the_menu_says_what_the_keys_do(screen: RecordingScreen) -> None:
    acts = screen.toolbar.findChild(QPushButton, "bulk_acts")
    assert acts is not None
    texts = [action.text() for action in acts.menu().actions() if not action.isSeparator()]
    assert texts == [f"{act.title}\t{act.keys}" for act in BulkAct]


def test_a_criterion_of_a_village_is_confirmed_at_its_own_line(screen: RecordingScreen, go_to: GoTo) -> None:
    for code, typed in (("9.1", "3"), ("9.2", "151/200")):
        go_to("Thôn 1", code)
        type_text(typed)
        press(Qt.Key.Key_Return)
    go_to("Thôn 1", "9.1")
    press(Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    press(Qt.Key.Key_F9, CONTROL)
    assert act_name(screen) == "xác nhận 2 số của Thôn 1"
