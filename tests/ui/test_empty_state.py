"""What stands in the place of an empty screen."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from ui.empty_state import EmptyState


def test_the_lines_of_a_sentence_are_about_as_long_as_each_other(qtbot: QtBot) -> None:
    state = EmptyState("none", "", "Thêm thôn")
    qtbot.addWidget(state)
    state.resize(900, 400)
    state.show()
    why = state.findChild(QLabel, "none_empty_why")
    assert why is not None
    line = why.fontMetrics().lineSpacing()
    state.say("Xã Măng Bút chưa có thôn nào. Thêm các thôn của xã rồi nhập số liệu cho từng thôn.", "Thêm thôn")
    assert why.width() < 400
    assert 2 * line <= why.minimumHeight() < 3 * line
    state.say("Máy chưa có xã nào.", "Nhận tệp của xã")
    assert why.minimumHeight() < 2 * line
