from pathlib import Path

import pytest
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from ntm_desktop.services.open_desk import OpenDesk
from tests.evidence.desks import key_of, place_of
from ui.evidence.section import EvidenceSection
from ui.messages import Messages
from ui.screen import Shell
from ui.tasks import Tasks


class Stage:
    """The section in a pane of the usual width, and what it says."""

    def __init__(self, qtbot: QtBot, desk: OpenDesk) -> None:
        self.qtbot, self.desk = qtbot, desk
        self.holder = QWidget()
        self.holder.resize(320, 560)
        self.shell = Shell(desk, Messages(self.holder), Tasks(desk.folder, self.holder))
        self.section = EvidenceSection(self.shell, self.holder)
        column = QVBoxLayout(self.holder)
        column.addWidget(self.section)
        column.addStretch(1)
        self.said: list[str] = []
        self.failures: list[object] = []
        self.section.saved.connect(self.said.append)
        self.shell.messages.told.connect(self.said.append)
        self.shell.tasks.failed.connect(self.failures.append)
        self.shell.tasks.broke.connect(self.failures.append)
        qtbot.addWidget(self.holder, before_close_func=self._end)
        with qtbot.waitActive(self.holder):
            self.holder.show()
            self.holder.activateWindow()

    def _end(self, _holder: QWidget) -> None:
        """What still runs after a test that failed ends before the objects it tells."""
        self.shell.tasks.wait()

    def show(self, village: str = "Thôn 1", code: str = "6.1") -> None:
        key = key_of(self.desk, village, code)
        self.section.show_reading(key, place_of(self.desk, key))

    def add(self, *files: Path) -> None:
        self.section.add_files(files)
        self.wait()

    def wait(self) -> None:
        self.qtbot.waitUntil(lambda: not self.shell.tasks.is_busy, timeout=20000)
        assert not self.failures, self.failures


@pytest.fixture
def stage(qtbot: QtBot, empty_desk: OpenDesk) -> Stage:
    return Stage(qtbot, empty_desk)
