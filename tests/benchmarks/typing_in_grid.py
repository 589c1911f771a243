"""Edits typed with real keys into the real grid."""

import time
from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ntm_desktop.domain.periods import year_of
from ntm_desktop.services.open_desk import OpenDesk
from tests.benchmarks.large_desk import SET_ID
from tests.ui.keys import press, type_text
from ui.app import build_window
from ui.recording.model import FIXED
from ui.recording.screen import RecordingScreen
from ui.window import MainWindow

_CODES = ("4.1", "9.2", "11.1", "17.1", "17.2", "17.4")


def shown_grid(desk: OpenDesk) -> tuple[MainWindow, RecordingScreen]:
    """The window at Số liệu, painted."""
    window = build_window(desk)
    window.resize(1366, 768)
    window.choose_period(year_of(2021))
    window.show_screen("recording")
    window.show()
    window.activateWindow()
    QApplication.processEvents()
    screen = window.made_screen("recording")
    assert isinstance(screen, RecordingScreen)
    while not screen.marks.is_resting:  # what is checked at rest is no part of an edit or a scroll
        QApplication.processEvents()
    return window, screen


def typed_edits(desk: OpenDesk, count: int, clock: Callable[[], float] = time.perf_counter) -> list[float]:
    """Seconds from the Return key to the painted, saved and re-evaluated grid, once for each edit."""
    window, screen = shown_grid(desk)
    grid = screen.model.grid
    assert grid is not None
    assert grid.criteria_set.id == SET_ID, "the large set is not the one shown"
    taken = []
    for at in range(count):
        village, code = at % len(grid.villages), _CODES[at % len(_CODES)]
        row = screen.model.row_of(code)
        assert row is not None
        screen.grid.go_to_cell(row, FIXED + village)
        screen.grid.places.setFocus()
        type_text(f"{100 + at % 90}/200")
        QApplication.processEvents()
        before = desk.log.count()
        screen.marks.stop()  # on a busy machine the rest after the last edit may be over by now
        begun = clock()
        press(Qt.Key.Key_Return)
        QApplication.processEvents()
        taken.append(clock() - begun)
        assert desk.log.count() == before + 1, "the edit was not saved"
    window.close()
    return taken
