"""What the frame does for every screen: the year, the mark of illustration, one search, Enter on a button."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QSignalSpy
from PySide6.QtWidgets import QApplication, QComboBox, QLabel, QLineEdit, QPushButton, QTableView, QTreeView
from pytestqt.qtbot import QtBot

from db.operation_log import Change
from db.repositories.recording import entity_of
from ntm_desktop.domain.criteria import Level
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.recording import Answer, ReadingKey, figure_to_data
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.import_plan import import_plan
from ntm_desktop.services.open_desk import OpenDesk, json_text
from ntm_desktop.services.start_desk import start_with_sample
from tests.ui.keys import press, type_text
from tests.ui.stage import plan_file
from ui.app import build_window
from ui.navigation import ENTRIES, Entry
from ui.window import MainWindow

WIDEST_NAVIGATION = 186

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def window(qtbot: QtBot, empty_desk: OpenDesk) -> Iterator[MainWindow]:
    window = _shown(qtbot, empty_desk)
    yield window
    window.close()


def _shown(qtbot: QtBot, desk: OpenDesk) -> MainWindow:
    window = build_window(desk)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
        window.activateWindow()
    return window


def _search(window: MainWindow) -> QLineEdit:
    found = window.findChild(QLineEdit, "search")
    assert found is not None
    return found


def _year(window: MainWindow) -> str:
    found = window.findChild(QComboBox, "year")
    assert found is not None
    return found.currentText()


def test_a_new_desk_starts_in_this_year(window: MainWindow) -> None:
    assert _year(window) == f"Năm {date.today().year}"
    step = window.findChild(QLabel, "next_step")
    assert step is not None
    assert f"năm {date.today().year}" in step.text()


def test_a_sample_desk_starts_in_the_year_of_its_figures(qtbot: QtBot, sample_desk: OpenDesk) -> None:
    window = build_window(sample_desk)
    qtbot.addWidget(window)
    assert _year(window) == "Năm 2021"
    window.close()


def test_a_year_the_set_is_not_for_is_remarked_and_may_be_worked_on(window: MainWindow) -> None:
    mark, chooser = window.findChild(QLabel, "outside_validity"), window.findChild(QComboBox, "criteria_set")
    assert mark is not None
    assert chooser is not None
    window.choose_period(parse_period("2021"))
    assert not mark.isVisible()
    assert "\n" not in chooser.toolTip()
    window.choose_period(parse_period(str(date.today().year)))
    assert mark.isVisible()
    assert "áp dụng từ năm 2021 đến năm 2025" in mark.toolTip()
    assert mark.toolTip() in chooser.toolTip()


def test_illustration_that_came_from_elsewhere_is_marked_as_well(window: MainWindow, empty_desk: OpenDesk) -> None:
    tag = window.findChild(QLabel, "sample_tag")
    assert tag is not None
    assert not tag.isVisible()
    key = ReadingKey(
        empty_desk.find_place("Thôn 1").id,
        empty_desk.criteria_set(None, Level.VILLAGE).id,
        "1.1",
        parse_period("2021"),
    )
    figure = json_text(figure_to_data(Answer(True), is_illustrative=True))
    empty_desk.log.write([Change("reading", entity_of(key), "figure", figure)], "Nơi khác")
    window._refresh_desk()
    QApplication.processEvents()
    assert tag.isVisible()


def test_one_search_box_holds_focus_and_words(qtbot: QtBot, empty_desk: OpenDesk, tmp_path: Path) -> None:
    import_plan(empty_desk, plan_file(tmp_path))
    window = _shown(qtbot, empty_desk)
    window.show_screen("plan")
    press(Qt.Key.Key_F, CONTROL)
    type_text("nao vet")
    assert _search(window).text() == "nao vet"
    assert _search(window).hasFocus()
    counts = window.findChild(QLabel, "plan_counts")
    assert counts is not None
    assert counts.text().startswith("Hiện 1 / 3")
    press(Qt.Key.Key_Return)
    tree = window.findChild(QTreeView, "plan_tree")
    assert tree is not None
    assert tree.hasFocus()
    press(Qt.Key.Key_F, CONTROL)
    press(Qt.Key.Key_Escape)
    assert _search(window).text() == ""
    assert tree.hasFocus()
    assert counts.text().startswith("3 nhiệm vụ")
    press(Qt.Key.Key_F, CONTROL)
    type_text("nao vet")
    window.show_screen("overview")
    assert _search(window).text() == ""
    assert counts.text().startswith("3 nhiệm vụ")
    window.close()


@pytest.mark.parametrize(("screen", "name"), [("exchange", "export"), ("catalogue", "add_village")])
def test_enter_presses_the_button_that_holds_the_focus(window: MainWindow, screen: str, name: str) -> None:
    window.show_screen(screen)
    button = window.findChild(QPushButton, name)
    assert button is not None
    button.clicked.disconnect()
    pressed = QSignalSpy(button.clicked)
    button.setFocus()
    press(Qt.Key.Key_Return)
    press(Qt.Key.Key_Enter)
    press(Qt.Key.Key_Space)
    assert pressed.count() == 3


@pytest.mark.parametrize("screen", ["overview", "recording", "plan", "exchange", "catalogue"])
def test_the_window_fits_a_display_scaled_to_125_percent(qtbot: QtBot, folder: DataFolder, screen: str) -> None:
    with start_with_sample(folder, "ia-hdrai", upper_level=True) as desk:
        window = build_window(desk)
        qtbot.addWidget(window)
        window.show_screen(screen)
        assert window.minimumSizeHint().width() <= 1092
        assert window.minimumSizeHint().height() <= 570
        window.close()


@pytest.mark.parametrize("entry", ENTRIES, ids=lambda entry: entry.name)
def test_each_screen_fits_beside_the_navigation_on_a_scaled_display(
    qtbot: QtBot, sample_desk: OpenDesk, entry: Entry
) -> None:
    window = build_window(sample_desk)
    qtbot.addWidget(window)
    window.show_screen(entry.name)
    assert window.made_screen(entry.name).minimumSizeHint().width() <= 1092 - WIDEST_NAVIGATION
    window.tasks.wait()
    window.close()


def test_on_a_scaled_display_the_whole_commune_and_the_mark_of_illustration_are_in_view(
    qtbot: QtBot, sample_desk: OpenDesk
) -> None:
    window = build_window(sample_desk)
    qtbot.addWidget(window)
    window.resize(1092, 540)
    window.show()
    QApplication.processEvents()
    table = window.findChild(QTableView, "overview_places")
    assert table is not None
    model = table.model()
    last = model.index(model.rowCount() - 1, 0)
    assert table.viewport().rect().contains(table.visualRect(last))
    note = model.index(model.rowCount() - 1, model.columnCount() - 1)
    assert note.data(Qt.ItemDataRole.FontRole) is None  # as wide as in the lines above
    room = table.visualRect(note).width() - 6
    assert table.fontMetrics().horizontalAdvance(str(note.data())) <= room
    window.close()
