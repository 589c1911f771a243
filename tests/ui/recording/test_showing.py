from collections.abc import Iterator

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QComboBox, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.periods import year_of
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.start_desk import start_commune, start_upper_level, start_with_sample
from tests.ui.keys import press, type_text
from tests.ui.recording.conftest import GoTo
from ui.recording.legend import Legend
from ui.recording.model import CODE, FIXED
from ui.recording.rows import Narrowing
from ui.recording.screen import RecordingScreen
from ui.window import MainWindow

ALT = Qt.KeyboardModifier.AltModifier


def codes(screen: RecordingScreen) -> list[str]:
    return [row.indicator.code for row in screen.model.rows if row.indicator is not None]


@pytest.fixture
def sample_screen(qtbot: QtBot, sample_desk: OpenDesk) -> Iterator[RecordingScreen]:
    window = MainWindow(sample_desk)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.choose_period(year_of(2021))
    window.show_screen("recording")
    window.show()
    screen = window.made_screen("recording")
    assert isinstance(screen, RecordingScreen)
    yield screen
    window.close()


def test_searching_without_marks_finds_indicators(screen: RecordingScreen) -> None:
    screen.look_for("dot nat")
    assert codes(screen) == ["9.1"]
    screen.look_for("9.2")
    assert codes(screen) == ["9.2"]
    screen.look_for("")
    assert len(codes(screen)) == 34


def test_only_what_is_not_met_is_shown_and_the_choice_is_remembered(screen: RecordingScreen, go_to: GoTo) -> None:
    go_to("Thôn 1", "9.2")
    type_text("1/200")
    press(Qt.Key.Key_Return)
    box = screen.toolbar.findChild(QComboBox, "narrowing")
    assert box is not None
    box.setCurrentIndex(1)
    box.activated.emit(1)
    assert codes(screen) == ["9.2"]
    again = RecordingScreen(screen.shell)
    assert again.model.narrowing is Narrowing.NOT_MET
    again.deleteLater()


def test_the_sample_is_marked_in_every_cell_it_fills(sample_screen: RecordingScreen) -> None:
    model = sample_screen.model
    filled = [
        model.look_at(model.index(row, column))
        for row, standing in enumerate(model.rows)
        if standing.indicator is not None
        for column in range(FIXED, model.columnCount())
    ]
    assert all(look.is_illustrative for look in filled if look.text)
    assert sum(look.is_illustrative for look in filled) > 100


def test_a_figure_typed_over_the_sample_is_a_real_one(sample_screen: RecordingScreen, qtbot: QtBot) -> None:
    model = sample_screen.model
    row = model.row_of("9.2")
    assert row is not None
    sample_screen.grid.go_to_cell(row, FIXED)
    sample_screen.focus_first()
    type_text("10/200")
    press(Qt.Key.Key_Return)
    look = model.look_at(model.index(row, FIXED))
    assert (look.text, look.is_illustrative) == ("10/200", False)


def test_both_halves_scroll_together_and_the_heading_floats(sample_screen: RecordingScreen) -> None:
    grid = sample_screen.grid
    row = sample_screen.model.row_of("8.2")
    assert row is not None
    grid.places.verticalScrollBar().setValue(row)
    assert grid.fixed.rowAt(0) == grid.places.rowAt(0) == row
    floating = grid.findChild(QWidget, "floating_heading")
    assert floating is not None
    assert floating.isVisible()
    assert "8. Thông tin" in floating.toolTip()
    bottom = grid.places.verticalScrollBar().maximum()
    grid.places.verticalScrollBar().setValue(bottom)
    assert grid.fixed.rowAt(0) == grid.places.rowAt(0)


def test_both_halves_stand_at_the_same_line_once_all_is_unfolded(
    sample_screen: RecordingScreen, qtbot: QtBot
) -> None:
    grid, fold = sample_screen.grid, sample_screen.toolbar.fold_all_asked
    fold.emit(True)
    qtbot.waitUntil(lambda: grid.fixed.verticalScrollBar().maximum() == 0)
    fold.emit(False)
    sample_screen.views.go_to(sample_screen.model.places[0].id, "19.1")
    qtbot.waitUntil(lambda: grid.fixed.verticalScrollBar().maximum() > 0)
    assert grid.fixed.rowAt(0) == grid.places.rowAt(0) > 0


def test_no_empty_strip_stands_under_the_floating_heading(sample_screen: RecordingScreen) -> None:
    """Where it covers a line of two, it is as high as that line, to its last pixel."""
    grid = sample_screen.grid
    floating = grid.findChild(QWidget, "floating_heading")
    assert floating is not None
    bar = grid.places.verticalScrollBar()
    heights = set()
    for value in range(bar.maximum()):
        bar.setValue(value)
        if floating.isVisible() and floating.height() not in heights:
            heights.add(floating.height())
            picture = floating.grab().toImage()
            for x in (3, floating.width() - 60):
                assert picture.pixelColor(x, floating.height() - 4) == picture.pixelColor(x, 2), (value, x)
    assert len(heights) > 1


def test_a_chosen_cell_never_hides_under_the_floating_heading(sample_screen: RecordingScreen) -> None:
    grid, model = sample_screen.grid, sample_screen.model
    last = len(model.rows) - 1
    grid.go_to_cell(last, FIXED)
    for row in range(last, -1, -1):
        if model.rows[row].indicator is None:
            continue
        grid.go_to_cell(row, FIXED)
        floating = grid.findChild(QWidget, "floating_heading")
        assert floating is not None
        cell = grid.places.visualRect(grid.places.currentIndex())
        top = grid.places.viewport().mapTo(grid, QPoint(0, cell.top())).y()
        assert not floating.isVisible() or top > floating.geometry().bottom(), row


def test_folding_hides_indicators_and_enter_shows_them_again(screen: RecordingScreen, go_to: GoTo) -> None:
    go_to("Thôn 1", "9.2")
    press(Qt.Key.Key_Up, ALT)
    assert "9.2" not in codes(screen)
    index = screen.grid.places.currentIndex()
    assert str(screen.model.data(screen.model.index(index.row(), CODE))) == "▸  9. Nhà ở dân cư"
    press(Qt.Key.Key_Return)
    assert "9.2" in codes(screen)


def test_every_cell_is_reached_from_the_keyboard(screen: RecordingScreen, go_to: GoTo) -> None:
    press(Qt.Key.Key_Home, Qt.KeyboardModifier.ControlModifier)
    seen = set()
    cells = len(codes(screen)) * len(screen.model.places)
    for _ in range(cells):
        index = screen.grid.places.currentIndex()
        seen.add((index.row(), index.column()))
        press(Qt.Key.Key_Tab)
    assert len(seen) == cells


def test_f6_goes_from_part_to_part(window: MainWindow, screen: RecordingScreen, go_to: GoTo, qtbot: QtBot) -> None:
    go_to("Thôn 1", "9.2")
    qtbot.wait(120)
    places = []
    for _ in range(3):
        press(Qt.Key.Key_F6)
        focused = window.focusWidget()
        places.append(focused.objectName() if focused else "")
    assert places == ["heading_target", "narrowing", "figures"]


def test_a_commune_without_villages_is_led_to_add_them(qtbot: QtBot, folder: DataFolder) -> None:
    with start_commune(folder, "Ia Dom") as desk:
        window = MainWindow(desk)
        qtbot.addWidget(window)
        window.show_screen("recording")
        window.show()
        screen = window.made_screen("recording")
        button = screen.findChild(QPushButton, "empty_button")
        assert button is not None
        assert button.isVisible()
        assert button.text() == "Thêm thôn, làng"
        with qtbot.waitSignal(screen.go_to) as asked:
            button.click()
        assert asked.args == ["catalogue", "villages"]
        window.close()


def test_an_upper_level_without_communes_is_led_to_take_a_package_in(qtbot: QtBot, folder: DataFolder) -> None:
    with start_upper_level(folder, "huyện Ia H'Drai") as desk:
        window = MainWindow(desk)
        qtbot.addWidget(window)
        window.show_screen("recording")
        button = window.made_screen("recording").findChild(QPushButton, "empty_button")
        assert button is not None
        assert button.text() == "Nhận tệp của xã"
        window.close()


def test_an_upper_level_is_not_asked_for_the_villages_of_a_commune(qtbot: QtBot, folder: DataFolder) -> None:
    with start_with_sample(folder, "ia-hdrai", upper_level=True) as desk:
        empty = next(one for one in desk.communes() if not desk.villages(one.id))
        window = MainWindow(desk)
        qtbot.addWidget(window)
        window._choose_commune(empty.id)
        window.show_screen("recording")
        screen = window.made_screen("recording")
        button = screen.findChild(QPushButton, "empty_button")
        assert button is not None
        assert button.text() == "Nhận tệp của xã"
        with qtbot.waitSignal(screen.go_to) as asked:
            button.click()
        assert asked.args == ["exchange", "send"]
        window.close()


def test_a_long_name_is_shown_from_its_beginning(qtbot: QtBot, folder: DataFolder) -> None:
    names = ["Làng Kon Brăp Ju (Thôn 5)", "Làng Kon Brăp Ju Hạ và Làng Kon Tu Rằng sáp nhập", "Thôn 1"]
    with start_commune(folder, "Măng Bút", villages=names) as desk:
        window = MainWindow(desk)
        qtbot.addWidget(window)
        window.show_screen("recording")
        window.show()
        screen = window.made_screen("recording")
        assert isinstance(screen, RecordingScreen)
        headings = [
            screen.model.headerData(FIXED + column, Qt.Orientation.Horizontal).split("\n") for column in range(3)
        ]
        header = screen.grid.places.horizontalHeader()
        for column, lines in enumerate(headings):
            room = screen.grid.places.columnWidth(FIXED + column)
            assert all(header.fontMetrics().horizontalAdvance(line) < room - 12 for line in lines)
            assert header.height() >= len(lines) * header.fontMetrics().lineSpacing()
        assert headings[0] == ["Làng Kon Brăp Ju", "(Thôn 5)", "đạt 0/19"]
        assert headings[1][1].endswith("…")
        assert headings[2] == ["Thôn 1", "đạt 0/19"]
        window.close()


def test_the_legend_takes_two_lines_where_more_screens_are_offered(qtbot: QtBot) -> None:
    holder = QWidget()
    legend = Legend(holder)
    qtbot.addWidget(holder)
    holder.show()
    assert legend.heightForWidth(826) < 3 * legend.fontMetrics().lineSpacing()
