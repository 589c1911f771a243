import pytest
from PySide6.QtCore import QRect
from PySide6.QtGui import QPainter
from pytestqt.qtbot import QtBot

from ui.recording.grid import FloatingHeading
from ui.recording.screen import RecordingScreen


def test_a_painter_ends_where_drawing_fails(
    screen: RecordingScreen, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Kept by the traceback and ended after its widget is gone, it would take the program with it."""
    painters: list[QPainter] = []

    def fail(_: FloatingHeading, painter: QPainter, wanted: QRect) -> None:
        painters.append(painter)
        raise ValueError(wanted)

    monkeypatch.setattr(FloatingHeading, "_draw", fail)
    heading = screen.grid.findChild(FloatingHeading)
    assert heading is not None
    heading.show_row(0)
    heading.show()
    with qtbot.captureExceptions() as caught:
        heading.update()
        qtbot.waitUntil(lambda: bool(painters))
    assert caught
    assert not any(painter.isActive() for painter in painters)
