"""Real widgets, offscreen, in the bundled font; a window or dialog left behind fails its test."""

import gc
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from ui.app import dress


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
