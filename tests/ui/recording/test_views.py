"""The grid, one village's form and one indicator's form: switched by one key, each driven from the keyboard."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QComboBox

from ntm_desktop.domain.recording import Share
from ntm_desktop.services.open_desk import OpenDesk
from tests.ui.keys import press, type_text
from tests.ui.recording.conftest import GoTo
from tests.ui.recording.test_entering import shown, stored
from tests.ui.stage import named_controls
from ui.recording.figure_views import View
from ui.recording.form_model import DENOMINATOR, NUMERATOR, RESULT, VERDICT
from ui.recording.key_sheet import KeySheet
from ui.recording.screen import RecordingScreen
from ui.window import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier


def at(screen: RecordingScreen) -> tuple[str, str, int]:
    place, indicator = screen.views.current()
    column = screen.views.places.currentIndex().column() - screen.views.places.table.first_column
    return place.name if place else "", indicator.code if indicator else "", column


def line(screen: RecordingScreen) -> list[str]:
    table, index = screen.views.places.table, screen.views.places.currentIndex()
    return [
        str(table.data(table.index(index.row(), table.first_column + column)))
        for column in (NUMERATOR, DENOMINATOR, RESULT, VERDICT)
    ]


def test_f7_goes_round_the_three_views_at_the_same_figure(screen: RecordingScreen, go_to: GoTo) -> None:
    go_to("Làng Lợt", "9.2")
    for view in (View.VILLAGE, View.INDICATOR, View.GRID):
        press(Qt.Key.Key_F7)
        assert screen.views.view is view
        assert at(screen)[:2] == ("Làng Lợt", "9.2")
        assert screen.views.places.hasFocus()


def test_the_view_is_remembered(screen: RecordingScreen, go_to: GoTo) -> None:
    go_to("Làng Lợt", "9.2")
    press(Qt.Key.Key_F7)
    again = RecordingScreen(screen.shell)
    assert again.views.view is View.VILLAGE
    again.deleteLater()


def test_numerator_and_denominator_are_typed_apart_and_saved_together(
    screen: RecordingScreen, go_to: GoTo, empty_desk: OpenDesk
) -> None:
    go_to("Thôn 1", "9.2")
    press(Qt.Key.Key_F7)
    before = empty_desk.log.count()
    type_text("151")
    press(Qt.Key.Key_Tab)
    assert at(screen) == ("Thôn 1", "9.2", DENOMINATOR)
    assert screen.views.places.is_editing
    assert line(screen)[3] == "Còn thiếu mẫu số, chưa lưu"
    assert empty_desk.log.count() == before
    press(Qt.Key.Key_Return)
    assert screen.views.village.sentence.text().startswith("Mới có tử số")
    type_text("200")
    press(Qt.Key.Key_Return)
    assert stored(empty_desk, "Thôn 1", "9.2") is not None
    screen.views.go_to(*_keys(screen, "Thôn 1", "9.2"))
    assert line(screen) == ["151", "200", "75,5 %", "✓ Đạt"]


def _keys(screen: RecordingScreen, village: str, code: str) -> tuple[str, str]:
    return next(place.id for place in screen.model.places if place.name == village), code


def test_escape_lets_go_of_a_numerator_without_denominator(
    screen: RecordingScreen, go_to: GoTo, empty_desk: OpenDesk
) -> None:
    go_to("Thôn 1", "9.2")
    press(Qt.Key.Key_F7)
    type_text("151")
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Escape)
    assert line(screen) == ["", "", "", "– Chưa có số liệu"]
    assert stored(empty_desk, "Thôn 1", "9.2") is None
    assert screen.finish_editing()


def test_one_half_is_changed_in_its_own_cell(screen: RecordingScreen, go_to: GoTo, empty_desk: OpenDesk) -> None:
    go_to("Thôn 1", "9.2")
    type_text("151/200")
    press(Qt.Key.Key_Return)
    go_to("Thôn 1", "9.2")
    press(Qt.Key.Key_F7)
    press(Qt.Key.Key_Right)
    type_text("=200+40")
    press(Qt.Key.Key_Return)
    figure = stored(empty_desk, "Thôn 1", "9.2")
    assert isinstance(figure, Share)
    assert (figure.numerator, figure.denominator) == (151, 240)


def test_women_and_men_are_typed_in_both_halves(screen: RecordingScreen, go_to: GoTo) -> None:
    go_to("Thôn 1", "15.1")
    press(Qt.Key.Key_F7)
    type_text("40; 61")
    press(Qt.Key.Key_Tab)
    type_text("52; 70")
    press(Qt.Key.Key_Return)
    assert shown(screen, "Thôn 1", "15.1").endswith("40/52; 61/70")


def test_yes_and_counts_have_one_cell_and_tab_passes_the_other(screen: RecordingScreen, go_to: GoTo) -> None:
    go_to("Thôn 1", "8.1")
    press(Qt.Key.Key_F7)
    type_text("x")
    press(Qt.Key.Key_Tab)
    assert at(screen) == ("Thôn 1", "8.2", NUMERATOR)
    assert shown(screen, "Thôn 1", "8.1") == "✓ Đạt"


def test_one_indicator_is_entered_down_its_villages(screen: RecordingScreen, go_to: GoTo) -> None:
    go_to("Thôn 1", "9.1")
    press(Qt.Key.Key_F7)
    press(Qt.Key.Key_F7)
    type_text("3")
    press(Qt.Key.Key_Return)
    assert at(screen)[:2] == ("Làng Lợt", "9.1")
    type_text("0")
    press(Qt.Key.Key_Return)
    assert shown(screen, "Thôn 1", "9.1") == "✗ 3"
    assert shown(screen, "Làng Lợt", "9.1") == "✓ 0"
    assert at(screen)[0] == "Măng Bút"
    type_text("1")
    assert screen.views.indicator.sentence.text().startswith("Cột Toàn xã")


def test_control_page_down_goes_to_the_next_village_or_indicator(screen: RecordingScreen, go_to: GoTo) -> None:
    go_to("Thôn 1", "9.1")
    press(Qt.Key.Key_F7)
    press(Qt.Key.Key_PageDown, CONTROL)
    assert at(screen)[:2] == ("Làng Lợt", "9.1")
    press(Qt.Key.Key_F7)
    press(Qt.Key.Key_PageDown, CONTROL)
    assert at(screen)[:2] == ("Làng Lợt", "9.2")
    press(Qt.Key.Key_PageUp, CONTROL)
    assert at(screen)[:2] == ("Làng Lợt", "9.1")


def test_the_choice_above_shows_the_view(screen: RecordingScreen, go_to: GoTo) -> None:
    go_to("Thôn 1", "9.1")
    box = screen.toolbar.findChild(QComboBox, "view")
    assert box is not None
    box.setCurrentIndex(2)
    box.activated.emit(2)
    assert screen.views.view is View.INDICATOR
    press(Qt.Key.Key_F7)
    assert box.currentText() == "Bảng"


def test_f1_shows_the_keys_and_help_elsewhere(window: MainWindow, screen: RecordingScreen) -> None:
    press(Qt.Key.Key_F1)
    sheet = screen.findChild(KeySheet)
    assert sheet is not None
    assert sheet.isVisible()
    sheet.accept()
    window.show_screen("overview")
    press(Qt.Key.Key_F1)
    assert window.screen_name == "help"


def test_every_control_has_a_name_in_every_view(screen: RecordingScreen) -> None:
    for _ in View:
        press(Qt.Key.Key_F7)
        assert named_controls(screen) == []


def test_rows_are_two_lines_high_only_where_their_text_is(screen: RecordingScreen) -> None:
    heights = {screen.grid.places.rowHeight(row) for row in range(screen.model.rowCount())}
    assert heights == {28, 44}
    for row in range(screen.model.rowCount()):
        assert screen.grid.places.rowHeight(row) == screen.grid.fixed.rowHeight(row)


def test_the_current_line_is_in_view_after_switching(screen: RecordingScreen, go_to: GoTo) -> None:
    go_to("Thôn 1", "19.2")
    press(Qt.Key.Key_F7)
    view = screen.views.places
    assert view.viewport().rect().contains(view.visualRect(view.currentIndex()))


def test_the_row_of_the_commune_says_which_villages_are_still_missing(screen: RecordingScreen, go_to: GoTo) -> None:
    go_to("Thôn 1", "10.1")
    type_text("4712/140")
    press(Qt.Key.Key_Return)
    go_to("Thôn 1", "10.1")
    for _ in range(2):
        press(Qt.Key.Key_F7)
    assert screen.views.view is View.INDICATOR
    table = screen.views.places.table
    first, last = (
        [str(table.data(table.index(row, table.first_column + column))) for column in (RESULT, VERDICT)]
        for row in (0, table.rowCount() - 1)
    )
    assert first[0] == "33,66 tr.đ"
    assert last == ["33,66 tr.đ", "– Còn thiếu số liệu của: Làng Lợt"]
