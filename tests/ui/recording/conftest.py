from collections.abc import Callable, Iterator

import pytest
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.periods import year_of
from ntm_desktop.services.open_desk import OpenDesk
from ui.recording.model import FIXED
from ui.recording.screen import RecordingScreen
from ui.window import MainWindow

GoTo = Callable[[str, str], None]


@pytest.fixture
def window(qtbot: QtBot, empty_desk: OpenDesk) -> Iterator[MainWindow]:
    """A commune of two villages without figures, in 2021, at Số liệu."""
    window = MainWindow(empty_desk)
    qtbot.addWidget(window)
    window.resize(1366, 768)
    window.choose_period(year_of(2021))
    window.show_screen("recording")
    window.show()
    qtbot.waitActive(window)
    yield window
    window.close()


@pytest.fixture
def screen(window: MainWindow) -> RecordingScreen:
    screen = window.made_screen("recording")
    assert isinstance(screen, RecordingScreen)
    screen.focus_first()
    return screen


@pytest.fixture
def go_to(screen: RecordingScreen) -> GoTo:
    """Puts the current cell on a village's indicator."""

    def go(village: str, code: str) -> None:
        row = screen.model.row_of(code)
        assert row is not None
        column = next(at for at, place in enumerate(screen.model.places) if place.name == village)
        screen.grid.go_to_cell(row, FIXED + column)
        screen.grid.places.setFocus()

    return go
