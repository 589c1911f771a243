import json
from decimal import Decimal

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QPlainTextEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from db.operation_log import Change
from db.repositories.recording import entity_of
from ntm_desktop.domain.recording import ReadingKey, Share, figure_to_data
from ntm_desktop.services.act import act, last_titles
from ntm_desktop.services.open_desk import OpenDesk, json_text
from tests.ui.keys import press, type_text
from tests.ui.recording.conftest import GoTo
from ui.recording.details import DetailsPane
from ui.recording.screen import RecordingScreen
from ui.window import MainWindow


def text(screen: RecordingScreen, name: str) -> str:
    label = screen.details.findChild(QLabel, name)
    assert label is not None
    return label.text() if label.isVisible() else ""


def enter(go_to: GoTo, village: str, code: str, typed: str) -> None:
    go_to(village, code)
    type_text(typed)
    press(Qt.Key.Key_Return)


def settle(qtbot: QtBot, go_to: GoTo, village: str, code: str) -> None:
    """The pane follows the cell a moment later; on a busy machine that moment is longer."""
    go_to(village, code)
    qtbot.wait(120)
    window = QApplication.activeWindow()
    title = window.findChild(QLabel, "indicator_text") if window is not None else None
    if title is not None and title.isVisible():
        qtbot.waitUntil(lambda: title.text().startswith(f"{code} "))


def test_the_pane_says_what_is_missing_and_what_the_target_rests_on(
    qtbot: QtBot, screen: RecordingScreen, go_to: GoTo
) -> None:
    enter(go_to, "Thôn 1", "9.2", "140/200")
    settle(qtbot, go_to, "Thôn 1", "9.2")
    assert text(screen, "verdict") == "✗ Chưa đạt"
    assert text(screen, "gap") == "Còn thiếu 10 hộ"
    assert "≥ 75 %" in text(screen, "target")
    assert "Căn cứ: " in text(screen, "target")
    assert "140" in text(screen, "result")
    assert "70 %" in text(screen, "result")
    assert "151/200" in text(screen, "how_to_enter")


def test_history_shows_who_wrote_what_and_gives_it_back(qtbot: QtBot, screen: RecordingScreen, go_to: GoTo) -> None:
    enter(go_to, "Thôn 1", "9.2", "140/200")
    enter(go_to, "Thôn 1", "9.2", "151/200")
    settle(qtbot, go_to, "Thôn 1", "9.2")
    assert "151/200" in text(screen, "history_text_1")
    assert "A Nam" in text(screen, "history_text_1")
    assert "đang dùng" in text(screen, "history_text_1")
    assert "140/200" in text(screen, "history_text_2")
    button = screen.details.findChild(QPushButton, "restore_2")
    assert button is not None
    assert button.text() == "Lấy lại giá trị này"
    button.click()
    assert last_titles(screen.shell.desk)[0] == "lấy lại số cũ của 9.2, Thôn 1"
    qtbot.wait(120)
    assert "140/200" in text(screen, "history_text_1")


def test_an_undo_is_said_as_one_in_the_history(
    qtbot: QtBot, screen: RecordingScreen, go_to: GoTo, window: MainWindow
) -> None:
    enter(go_to, "Thôn 1", "9.2", "140/200")
    window.undo()
    enter(go_to, "Thôn 1", "9.2", "151/200")
    settle(qtbot, go_to, "Thôn 1", "9.2")
    assert text(screen, "history_text_1").startswith("151/200\n")
    assert text(screen, "history_text_2").startswith("xóa trống (hoàn tác)\n")


def test_a_value_given_back_says_where_it_came_from(
    qtbot: QtBot, screen: RecordingScreen, go_to: GoTo, empty_desk: OpenDesk
) -> None:
    village, chosen = empty_desk.find_place("Thôn 1"), screen.model.grid
    assert chosen is not None
    key = ReadingKey(village.id, chosen.criteria_set.id, "9.2", chosen.period)
    data = figure_to_data(Share(Decimal(151), Decimal(200)), origin="Lấy từ sổ hộ ngày 22/11/2026")
    act(empty_desk, "thử", [Change("reading", entity_of(key), "figure", json_text(data))])
    enter(go_to, "Thôn 1", "9.2", "140/200")
    settle(qtbot, go_to, "Thôn 1", "9.2")
    assert "Lấy từ sổ hộ" not in text(screen, "history_text_1")
    assert "Lấy từ sổ hộ ngày 22/11/2026" in text(screen, "history_text_2")
    assert text(screen, "origin") == ""
    button = screen.details.findChild(QPushButton, "restore_2")
    assert button is not None
    button.click()
    qtbot.wait(120)
    assert text(screen, "origin") == "Lấy từ sổ hộ ngày 22/11/2026"


def test_a_past_value_of_a_later_version_is_named_as_such_and_not_given_back(
    qtbot: QtBot, screen: RecordingScreen, go_to: GoTo, empty_desk: OpenDesk
) -> None:
    village, chosen = empty_desk.find_place("Thôn 1"), screen.model.grid
    assert chosen is not None
    key = ReadingKey(village.id, chosen.criteria_set.id, "9.2", chosen.period)
    act(empty_desk, "thử", [Change("reading", entity_of(key), "figure", '{"range":["1","2"]}')])
    enter(go_to, "Thôn 1", "9.2", "140/200")
    settle(qtbot, go_to, "Thôn 1", "9.2")
    assert "bản chương trình mới hơn" in text(screen, "history_text_2")
    button = screen.details.findChild(QPushButton, "restore_2")
    assert button is not None
    assert button.isHidden()


def test_a_note_is_saved_when_it_is_left(
    qtbot: QtBot, screen: RecordingScreen, go_to: GoTo, empty_desk: OpenDesk
) -> None:
    settle(qtbot, go_to, "Thôn 1", "9.2")
    note = screen.details.findChild(QPlainTextEdit, "note")
    assert note is not None
    note.setFocus()
    note.insertPlainText("Chờ trưởng thôn báo số")
    screen.grid.places.setFocus()
    operations = [one for batch in empty_desk.log.operations() for one in batch if one.field == "note"]
    assert [json.loads(one.value) for one in operations] == ["Chờ trưởng thôn báo số"]
    settle(qtbot, go_to, "Làng Lợt", "9.2")
    assert note.toPlainText() == ""
    settle(qtbot, go_to, "Thôn 1", "9.2")
    assert note.toPlainText() == "Chờ trưởng thôn báo số"


def test_a_note_stays_with_its_cell_when_another_is_chosen(
    qtbot: QtBot, screen: RecordingScreen, go_to: GoTo, empty_desk: OpenDesk
) -> None:
    """Moving on by the mouse or from code must not hang the note on the next cell."""
    settle(qtbot, go_to, "Thôn 1", "9.2")
    note = screen.details.note
    note.setFocus()
    note.insertPlainText("của Thôn 1")
    go_to("Làng Lợt", "9.2")
    qtbot.wait(120)
    entities = [one.entity for batch in empty_desk.log.operations() for one in batch if one.field == "note"]
    village = next(place for place in screen.model.places if place.name == "Thôn 1")
    assert [entity.split("|")[0] for entity in entities] == [village.id]


def test_f4_hides_and_shows_the_pane_and_it_is_remembered(screen: RecordingScreen, go_to: GoTo) -> None:
    go_to("Thôn 1", "9.2")
    assert not screen.details.isHidden()
    press(Qt.Key.Key_F4)
    assert screen.details.isHidden()
    again = RecordingScreen(screen.shell)
    assert again.details.isHidden()
    again.deleteLater()
    press(Qt.Key.Key_F4)
    assert not screen.details.isHidden()


def test_a_long_history_scrolls_and_cuts_nothing(qtbot: QtBot, screen: RecordingScreen, go_to: GoTo) -> None:
    for number in range(15):
        enter(go_to, "Thôn 1", "9.2", f"{100 + number}/200")
    settle(qtbot, go_to, "Thôn 1", "9.2")
    pane = screen.findChild(DetailsPane, "details_pane")
    assert pane is not None
    content = pane.findChild(QWidget, "details_content")
    assert content is not None
    assert content.width() <= pane.width()
    for label in content.findChildren(QLabel):
        if label.isVisible() and label.wordWrap():
            assert label.height() >= label.heightForWidth(label.width()), label.objectName()
