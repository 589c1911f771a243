"""The register without a mouse: every part is reached."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTabWidget, QWidget
from pytestqt.qtbot import QtBot

from ntm_desktop.services.open_desk import OpenDesk
from tests.ui.keys import press
from tests.ui.stage import Stage
from ui.households.screen import HouseholdsScreen


def test_f6_goes_round_filters_register_and_what_is_below(qtbot: QtBot, sample_desk: OpenDesk) -> None:
    stage = Stage(qtbot, sample_desk, HouseholdsScreen)
    stage.wait()
    tabs = stage.find(QTabWidget, "household_tabs")
    stage.screen.focus_first()
    for page, below in enumerate(("household_members", "household_income", "register_compare")):
        tabs.setCurrentIndex(page)
        stage.find(QWidget, "households_grid").setFocus()
        press(Qt.Key.Key_F6)
        assert stage.find(QWidget, below).hasFocus()
        press(Qt.Key.Key_F6)
        assert stage.find(QWidget, "households_village").hasFocus()
        press(Qt.Key.Key_F6)
        assert stage.find(QWidget, "households_grid").hasFocus()


def test_control_and_tab_turns_the_page_below(qtbot: QtBot, sample_desk: OpenDesk) -> None:
    stage = Stage(qtbot, sample_desk, HouseholdsScreen)
    stage.wait()
    tabs = stage.find(QTabWidget, "household_tabs")
    stage.find(QWidget, "household_members").setFocus()
    press(Qt.Key.Key_Tab, Qt.KeyboardModifier.ControlModifier)
    assert tabs.currentIndex() == 1
