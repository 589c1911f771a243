"""Long work: one after another, nothing refused in silence, a preview gives way to what a person asks for."""

import gc
import threading
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.errors import Cancelled
from ntm_desktop.services.open_desk import OpenDesk, Progress
from ui.tasks import Tasks


@pytest.fixture
def tasks(qtbot: QtBot, empty_desk: OpenDesk) -> Iterator[Tasks]:
    owner = QObject()
    made = Tasks(empty_desk.folder, owner)
    yield made
    made.wait()
    qtbot.wait(10)


def test_work_asked_for_meanwhile_is_done_afterwards(qtbot: QtBot, tasks: Tasks) -> None:
    gate, done = threading.Event(), []
    tasks.run("một", lambda *_: gate.wait(5), lambda _: done.append(1))
    tasks.run("hai", lambda *_: None, lambda _: done.append(2))
    gate.set()
    qtbot.waitUntil(lambda: done == [1, 2])
    assert not tasks.is_busy


def test_once_closed_nothing_is_begun_and_nobody_is_told_of_what_ran(qtbot: QtBot, tasks: Tasks) -> None:
    begun, said = threading.Event(), []

    def work(_: OpenDesk, _progress: Progress) -> None:
        begun.set()

    tasks.run("một", work, lambda _: tasks.run("hai", work, said.append))
    assert begun.wait(5)
    tasks.close()
    tasks.run("ba", work, said.append)
    qtbot.wait(50)
    assert not said
    assert not tasks.is_busy


class _Dialog(QObject):
    """As a closed dialog may be: it refers to itself, so only the search for cycles finds it."""

    def __init__(self, freed_on: list[int]) -> None:
        super().__init__()
        self.itself, self.freed_on = self, freed_on

    def __del__(self) -> None:
        self.freed_on.append(threading.get_ident())


def test_no_window_is_freed_on_the_thread_of_the_work(qtbot: QtBot, tasks: Tasks) -> None:
    """Qt ends the program where a widget is destroyed on another thread than its own."""
    freed_on: list[int] = []
    done: list[object] = []
    _Dialog(freed_on)

    def work(_: OpenDesk, _progress: Progress) -> int:
        kept = [[number] for number in range(200_000)]  # enough for Python to look for cycles many times
        return len(kept)

    tasks.run("một", work, done.append)
    qtbot.waitUntil(lambda: bool(done))
    gc.collect()
    assert freed_on == [threading.get_ident()]
    assert gc.isenabled()


def test_a_preview_gives_way_without_a_word(qtbot: QtBot, tasks: Tasks) -> None:
    begun, done, failed = threading.Event(), [], []
    tasks.failed.connect(failed.append)

    def endless(_: OpenDesk, progress: Progress) -> None:
        begun.set()
        while True:
            progress(0, 0, "Đang dựng")

    tasks.run("xem trước", endless, lambda _: done.append("preview"), gives_way=True)
    assert begun.wait(5)
    tasks.run("xuất", lambda *_: None, lambda _: done.append("export"))
    qtbot.waitUntil(lambda: done == ["export"])
    assert failed == []


def test_what_a_person_stops_is_said(qtbot: QtBot, tasks: Tasks) -> None:
    failed: list[object] = []
    tasks.failed.connect(failed.append)

    def endless(_: OpenDesk, progress: Progress) -> None:
        while True:
            progress(0, 0, "Đang làm")

    tasks.run("lâu", endless, failed.append)
    tasks.cancel()
    qtbot.waitUntil(lambda: len(failed) == 1)
    assert isinstance(failed[0], Cancelled)
