"""What waits for rest is done once, and not on a desk that was closed meanwhile."""

from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ntm_desktop.services.open_desk import OpenDesk
from ui.at_rest import AtRest


def test_many_calls_are_answered_once(qtbot: QtBot, empty_desk: OpenDesk) -> None:
    owner, told = QObject(), []
    waiting = AtRest(empty_desk, owner, 5)
    waiting.due.connect(lambda: told.append("now"))
    with qtbot.waitSignal(waiting.due):
        for _ in range(3):
            waiting.start()
    qtbot.wait(20)
    assert told == ["now"]


def test_nothing_is_done_on_a_closed_desk(qtbot: QtBot, empty_desk: OpenDesk) -> None:
    owner, told = QObject(), []
    waiting = AtRest(empty_desk, owner)
    waiting.due.connect(lambda: told.append("now"))
    waiting.start()
    empty_desk.close()
    with qtbot.waitSignal(waiting.timeout):
        pass
    assert not told
