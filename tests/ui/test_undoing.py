"""Ctrl+Z takes back the last act wherever it was done, on whatever screen one is, and also after closing."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QMessageBox, QPushButton
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.entries import entry_text
from ntm_desktop.domain.periods import parse_period, year_of
from ntm_desktop.services.import_plan import import_plan
from ntm_desktop.services.manage_places import change_place
from ntm_desktop.services.open_desk import OpenDesk, open_desk
from ntm_desktop.services.record import figure_at
from ntm_desktop.services.track_plan import get_task, list_tasks, update_task
from tests.services.state import YEAR, enter, village_set
from tests.ui.keys import press
from tests.ui.stage import plan_file
from ui.checks.screen import ChecksScreen
from ui.eliding import ElidingLabel
from ui.recording.screen import RecordingScreen
from ui.window import MainWindow

CONTROL = Qt.KeyboardModifier.ControlModifier
SHIFT = Qt.KeyboardModifier.ShiftModifier


@pytest.fixture
def window(qtbot: QtBot, empty_desk: OpenDesk) -> Iterator[MainWindow]:
    window = MainWindow(empty_desk)
    qtbot.addWidget(window)
    window.choose_period(year_of(2021))
    window.show_screen("overview")
    window.show()
    qtbot.waitActive(window)
    yield window
    window.close()


def button(window: MainWindow, name: str) -> QPushButton:
    found = window.findChild(QPushButton, name)
    assert found is not None
    return found


def standing(desk: OpenDesk, village: str, code: str) -> str:
    return entry_text(figure_at(desk, desk.find_place(village), village_set(desk), code, YEAR))


def test_an_undone_figure_draws_its_line_and_nothing_else(qtbot: QtBot, window: MainWindow) -> None:
    enter(window.desk, "Làng Lợt", "9.2", "151/200")
    village = window.desk.find_place("Làng Lợt")
    window.go_to("recording", (village.id, "9.2"))
    screen = window.made_screen("recording")
    assert isinstance(screen, RecordingScreen)
    with qtbot.assertNotEmitted(screen.model.modelReset):
        window.undo()
    index = screen.grid.places.currentIndex()
    assert (screen.model.place_at(index), screen.model.entry_at(index)) == (village, "")
    with qtbot.assertNotEmitted(screen.model.modelReset):
        window.redo()
    assert screen.model.entry_at(screen.grid.places.currentIndex()) == "151/200"
    window.show_screen("overview")
    window.show_screen("recording")
    assert screen.model.entry_at(screen.grid.places.currentIndex()) == "151/200"


def test_undo_goes_to_the_screen_that_shows_what_was_undone(window: MainWindow) -> None:
    enter(window.desk, "Làng Lợt", "9.2", "151/200")
    press(Qt.Key.Key_Z, CONTROL)
    assert standing(window.desk, "Làng Lợt", "9.2") == ""
    assert window.screen_name == "recording"
    screen = window.made_screen("recording")
    assert isinstance(screen, RecordingScreen)
    index = screen.grid.places.currentIndex()
    place, indicator = screen.model.place_at(index), screen.model.indicator_at(index)
    assert place is not None
    assert indicator is not None
    assert (place.name, indicator.code) == ("Làng Lợt", "9.2")


@pytest.mark.parametrize("modifiers", [CONTROL, CONTROL | SHIFT])
def test_redo_does_it_again_by_either_key(window: MainWindow, modifiers: Qt.KeyboardModifier) -> None:
    enter(window.desk, "Thôn 1", "9.2", "151/200")
    press(Qt.Key.Key_Z, CONTROL)
    assert button(window, "redo").text() == "Làm lại: nhập 9.2 của Thôn 1"
    press(Qt.Key.Key_Z if modifiers & SHIFT else Qt.Key.Key_Y, modifiers)
    assert standing(window.desk, "Thôn 1", "9.2") == "151/200"
    assert button(window, "undo").text() == "Hoàn tác: nhập 9.2 của Thôn 1"
    assert not button(window, "redo").isEnabled()
    news = window.findChild(ElidingLabel, "news")
    assert news is not None
    assert news.whole_text == "Đã làm lại: nhập 9.2 của Thôn 1"


def test_acts_of_different_screens_are_undone_one_after_the_other(window: MainWindow, tmp_path: Path) -> None:
    desk = window.desk
    import_plan(desk, plan_file(tmp_path))
    task = list_tasks(desk)[0]
    update_task(desk, task, progress=40)
    change_place(desk, desk.find_place("Thôn 1"), name="Thôn Một")
    press(Qt.Key.Key_Z, CONTROL)
    assert window.screen_name == "catalogue"
    assert desk.find_place("Thôn 1").name == "Thôn 1"
    press(Qt.Key.Key_Z, CONTROL)
    assert window.screen_name == "plan"
    assert get_task(desk, task.id).progress == 0
    press(Qt.Key.Key_Z, CONTROL)
    assert list_tasks(desk) == []
    for _ in range(3):
        press(Qt.Key.Key_Y, CONTROL)
    assert desk.find_place("Thôn Một").name == "Thôn Một"
    assert get_task(desk, task.id).progress == 40


def test_a_reason_is_taken_back_where_the_list_is_worked_through(qtbot: QtBot, window: MainWindow) -> None:
    desk = window.desk
    for village in ("Thôn 1", "Làng Lợt"):
        enter(desk, village, "4.1", "50/200", parse_period("2020"))
        enter(desk, village, "4.1", "190/200")
    window.show_screen("checks")
    screen = window.made_screen("checks")
    assert isinstance(screen, ChecksScreen)
    qtbot.waitUntil(lambda: len(screen.model.rows) == 2)
    screen.table.selectRow(1)
    reason = screen.findChild(QLineEdit, "check_reason")
    assert reason is not None
    reason.setText("đường dây mới")
    button(window, "answer_check").click()
    assert len(screen.model.rows) == 1
    for key, left in ((Qt.Key.Key_Z, 2), (Qt.Key.Key_Y, 1), (Qt.Key.Key_Z, 2)):
        press(key, CONTROL)
        qtbot.waitUntil(lambda: not screen.is_checking)
        assert window.screen_name == "checks"
        assert len(screen.model.rows) == left
    assert screen.table.currentIndex().row() == 1


def test_undo_works_after_closing(qtbot: QtBot, empty_desk: OpenDesk) -> None:
    enter(empty_desk, "Thôn 1", "9.2", "151/200")
    empty_desk.close()
    with open_desk(empty_desk.folder) as desk:
        window = MainWindow(desk)
        qtbot.addWidget(window)
        window.show_first()
        assert button(window, "undo").accessibleName() == "Hoàn tác: nhập 9.2 của Thôn 1"
        button(window, "undo").click()
        assert standing(desk, "Thôn 1", "9.2") == ""
        assert not button(window, "undo").isEnabled()
        window.undo()
        window.close()


def test_the_period_that_shows_it_is_chosen(window: MainWindow) -> None:
    enter(window.desk, "Thôn 1", "9.2", "151/200", parse_period("2023-Q2"))
    window.undo()
    screen = window.made_screen("recording")
    assert isinstance(screen, RecordingScreen)
    assert screen.model.grid is not None
    assert screen.model.grid.period == parse_period("2023-Q2")


def test_what_another_changed_since_is_said_in_one_sentence(window: MainWindow) -> None:
    enter(window.desk, "Thôn 1", "9.2", "151/200")
    (change,) = [one for batch in window.desk.log.operations() for one in batch if one.field == "figure"]
    from ntm_desktop.services.record import Change

    window.desk.log.write([Change("reading", change.entity, "figure", '{"d":"9","n":"1"}')], "người khác")
    window.undo()
    box = window.findChild(QMessageBox, "warning")
    assert box is not None
    assert box.text().startswith("Không hoàn tác, làm lại được việc “nhập 9.2 của Thôn 1”")
    box.close()
