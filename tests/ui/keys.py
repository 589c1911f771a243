"""Typing as a keyboard and as UniKey do: pytest-qt's own keyClicks aborts at letters outside ASCII."""

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget


def type_text(text: str) -> None:
    """Into whatever holds the focus, letter by letter."""
    for letter in text:
        _send(0, letter)


def press(key: Qt.Key, modifiers: Qt.KeyboardModifier = Qt.KeyboardModifier.NoModifier) -> None:
    """A key that types nothing, to whatever holds the focus; shortcuts work too."""
    QTest.keyClick(_focused(), key, modifiers)


def _send(key: int, text: str) -> None:
    for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
        QApplication.sendEvent(_focused(), QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, text))


def _focused() -> QWidget:
    focused = QApplication.focusWidget()
    assert focused is not None, "nothing holds the focus"
    return focused
