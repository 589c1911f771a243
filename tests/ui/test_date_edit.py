"""A day is typed as people write it and shown back as it was understood."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from tests.ui.keys import press, type_text
from ui.date_edit import DateEdit


@pytest.mark.parametrize(
    ("typed", "shown"), [("5/2/21", "05/02/2021"), ("5-2-2021", "05/02/2021"), ("hôm qua", "hôm qua"), ("", "")]
)
def test_a_day_is_shown_back_once_it_is_left(qtbot: QtBot, typed: str, shown: str) -> None:
    form = QWidget()
    qtbot.addWidget(form)
    column = QVBoxLayout(form)
    date = DateEdit("")
    column.addWidget(date)
    column.addWidget(QLineEdit())
    with qtbot.waitActive(form):
        form.show()
        form.activateWindow()
    date.setFocus()
    type_text(typed)
    press(Qt.Key.Key_Tab)
    assert date.text() == shown
