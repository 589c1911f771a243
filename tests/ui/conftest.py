"""Real widgets, offscreen, in the bundled font; a window or dialog left behind fails its test."""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ntm_desktop.services.open_desk import OpenDesk
from ui.app import build_window, dress
from ui.window import MainWindow


@pytest.fixture(scope="session", autouse=True)
def _styled(qapp: QApplication) -> None:
    dress(qapp)


@pytest.fixture(autouse=True)
def _no_widget_is_left(qapp: QApplication) -> Iterator[None]:
    yield
    gc.collect()
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    left = [widget.objectName() or repr(widget) for widget in qapp.topLevelWidgets() if widget.isVisible()]
    assert not left, left


@pytest.fixture
def window(qtbot: QtBot, sample_desk: OpenDesk) -> Iterator[MainWindow]:
    """The whole window, on the sample of xã Ia Tơi."""
    window = build_window(sample_desk)
    qtbot.addWidget(window)
    window.show()
    qtbot.waitActive(window)
    yield window
    window.close()
