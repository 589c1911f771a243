"""What the upper level said beside the cells, and cells that are somebody else's."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QPlainTextEdit, QScrollArea
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.entries import entry_text
from ntm_desktop.domain.periods import year_of
from ntm_desktop.domain.recording import ReadingKey
from ntm_desktop.domain.review import ReviewState
from ntm_desktop.services.act import undo
from ntm_desktop.services.assign import assign
from ntm_desktop.services.record import reading_at
from ntm_desktop.services.review import list_remarks, review_of, set_review, write_remark
from tests.ui.keys import press, type_text
from tests.ui.round_trip import RoundTrip, round_trip
from tests.ui.stage import Stage
from ui.recording.cells import CellLook
from ui.recording.model import FIXED
from ui.recording.screen import RecordingScreen


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[RoundTrip]:
    with round_trip(tmp_path) as desks:
        yield desks


def go(stage: Stage, code: str, column: int = 0) -> None:
    screen = stage.screen
    screen.grid.go_to_cell(screen.model.row_of(code), FIXED + column)
    screen.grid.places.setFocus()


def look(stage: Stage, code: str) -> CellLook:
    model = stage.screen.model
    shown: CellLook = model.look_at(model.index(model.row_of(code), FIXED))
    return shown


def criterion_text(stage: Stage, code: str) -> str:
    model = stage.screen.model
    return str(model.look_at(model.index(model.heading_of(code), FIXED)).text)


def tooltip(stage: Stage, code: str) -> str:
    model = stage.screen.model
    text = str(model.index(model.row_of(code), FIXED).data(Qt.ItemDataRole.ToolTipRole))
    return " ".join(text.split())


def shown(stage: Stage, name: str) -> str:
    label: QLabel = stage.find(QLabel, name)
    return label.text() if label.isVisible() else ""


def returned(desks: RoundTrip) -> ReadingKey:
    """The upper level has accepted criterion 9 of Thôn 1 with a remark on 9.2; the lead has the answer."""
    desks.record(desks.lead, "9.2", "151/200")
    desks.carry(desks.lead, desks.upper)
    criteria_set, village = desks.criteria_set(desks.upper), desks.village(desks.upper)
    key = ReadingKey(village.id, criteria_set.id, "9.2", year_of(2021))
    set_review(desks.upper, village, criteria_set, 9, 2021, ReviewState.ACCEPTED)
    write_remark(desks.upper, key, "Kèm danh sách hộ")
    desks.carry(desks.upper, desks.lead)
    return key


def test_a_remark_is_marked_beside_the_cell_until_it_is_answered(qtbot: QtBot, desks: RoundTrip) -> None:
    key = returned(desks)
    stage = Stage(qtbot, desks.lead, RecordingScreen)
    go(stage, "9.2")
    qtbot.wait(120)
    assert look(stage, "9.2").mark == "✎!"
    assert look(stage, "9.1").mark == ""
    assert "Ý kiến cấp trên: Kèm danh sách hộ" in tooltip(stage, "9.2")
    assert shown(stage, "remark") == "Kèm danh sách hộ"
    answer = stage.find(QPlainTextEdit, "answer")
    answer.setFocus()
    answer.insertPlainText("Đã gửi kèm")
    stage.screen.grid.places.setFocus()
    remarks = list_remarks(desks.lead, desks.lead.place, desks.criteria_set(desks.lead), 2021)
    assert [one.answer for one in remarks.values()] == ["Đã gửi kèm"]
    assert look(stage, "9.2").mark == "✎"
    assert key.code == "9.2"


def test_the_criterion_s_row_says_what_the_upper_level_decided(qtbot: QtBot, desks: RoundTrip) -> None:
    returned(desks)
    stage = Stage(qtbot, desks.lead, RecordingScreen)
    assert criterion_text(stage, "9.2") == "◆ Chấp nhận"
    go(stage, "9.2")
    qtbot.wait(120)
    assert shown(stage, "review").startswith("◆ Đã chấp nhận (mã ")


def test_changing_an_accepted_figure_opens_the_criterion_again_visibly(qtbot: QtBot, desks: RoundTrip) -> None:
    returned(desks)
    stage = Stage(qtbot, desks.lead, RecordingScreen)
    go(stage, "9.2")
    type_text("152/200")
    press(Qt.Key.Key_Return)
    assert criterion_text(stage, "9.2") == "◇ Mở lại"
    go(stage, "9.2")
    qtbot.wait(120)
    assert "Mở lại: số liệu đã thay đổi sau khi chấp nhận" in shown(stage, "review")
    undo(desks.lead)
    stage.screen.show_context(stage.context)
    assert criterion_text(stage, "9.2") == "◆ Chấp nhận"


def given_back(desks: RoundTrip, *, remark: str = "") -> None:
    desks.record(desks.lead, "9.2", "151/200")
    desks.carry(desks.lead, desks.upper)
    criteria_set, village = desks.criteria_set(desks.upper), desks.village(desks.upper)
    set_review(desks.upper, village, criteria_set, 9, 2021, ReviewState.RETURNED, "Đếm lại số nhà")
    if remark:
        write_remark(desks.upper, ReadingKey(village.id, criteria_set.id, "9.2", year_of(2021)), remark)
    desks.carry(desks.upper, desks.lead)


def test_the_return_of_a_criterion_is_answered_at_any_of_its_cells(qtbot: QtBot, desks: RoundTrip) -> None:
    given_back(desks)
    stage = Stage(qtbot, desks.lead, RecordingScreen)
    go(stage, "9.1")
    qtbot.wait(120)
    answer = stage.find(QPlainTextEdit, "answer")
    assert answer.isVisible()
    answer.setFocus()
    answer.insertPlainText("Đã đếm lại, vẫn 151")
    stage.screen.grid.places.setFocus()
    found = review_of(desks.lead, desks.village(desks.lead), desks.criteria_set(desks.lead), 9, 2021)
    assert found.answer == "Đã đếm lại, vẫn 151"
    assert criterion_text(stage, "9.1") == "↪ Đã trả lời"
    go(stage, "8.1")
    qtbot.wait(120)
    assert not answer.isVisible()
    go(stage, "9.2")
    qtbot.wait(120)
    assert answer.toPlainText() == "Đã đếm lại, vẫn 151"


@pytest.mark.parametrize("remark", ["", "Kèm danh sách hộ"])
def test_opened_to_be_answered_the_remark_and_the_box_are_in_sight(
    qtbot: QtBot, desks: RoundTrip, remark: str
) -> None:
    given_back(desks, remark=remark)
    stage = Stage(qtbot, desks.lead, RecordingScreen)
    press(Qt.Key.Key_F4)
    stage.screen.focus_first()
    stage.screen.open_at((desks.village(desks.lead).id, "9.2", "answer"))
    qtbot.wait(200)
    answer = stage.find(QPlainTextEdit, "answer")
    assert answer.hasFocus()
    view = stage.find(QScrollArea, "details_scroll").viewport()
    seen = [answer, stage.find(QLabel, "review")]
    seen += [stage.find(QLabel, "remark")] if remark else []
    for widget in seen:
        assert widget.isVisible()
        top = widget.mapTo(view, QPoint(0, 0)).y()
        assert top >= 0, widget.objectName()
        assert top + widget.height() <= view.height(), widget.objectName()


def test_an_answer_being_typed_is_not_written_over(qtbot: QtBot, desks: RoundTrip) -> None:
    given_back(desks)
    stage = Stage(qtbot, desks.lead, RecordingScreen)
    stage.screen.open_at((desks.village(desks.lead).id, "9.2", "answer"))
    type_text("Đã")
    stage.screen.marks.changed.emit()
    qtbot.wait(150)
    type_text(" đếm")
    assert stage.find(QPlainTextEdit, "answer").toPlainText() == "Đã đếm"
    stage.screen.grid.places.setFocus()


def test_the_upper_level_reads_the_cells_and_is_told_where_it_remarks(qtbot: QtBot, desks: RoundTrip) -> None:
    returned(desks)
    stage = Stage(qtbot, desks.upper, RecordingScreen)
    assert not look(stage, "9.2").is_editable
    go(stage, "9.2")
    type_text("1")
    assert "Thẩm tra" in shown(stage, "cell_sentence")
    assert not stage.screen.grid.places.is_editing
    qtbot.wait(120)
    assert not stage.find(QPlainTextEdit, "note").isVisible()
    assert not stage.find(QPlainTextEdit, "answer").isVisible()
    assert shown(stage, "answer_said") == "Xã chưa trả lời."


def test_cells_of_others_are_marked_and_say_whose_they_are(qtbot: QtBot, desks: RoundTrip) -> None:
    assign(desks.lead, [desks.village(desks.lead)], desks.criteria_set(desks.lead), [9], 2021, ["A Nam"])
    desks.carry(desks.lead, desks.nam, desks.hoa, to_commune=True)
    hers = Stage(qtbot, desks.hoa, RecordingScreen)
    assert look(hers, "9.2").is_locked
    assert not look(hers, "8.1").is_locked
    assert "giao cho A Nam; Y Hoa không được phân công" in tooltip(hers, "9.2")
    go(hers, "9.2")
    type_text("5")
    assert "không được phân công" in shown(hers, "cell_sentence")
    his = Stage(qtbot, desks.nam, RecordingScreen)
    assert look(his, "9.2").is_editable
    go(his, "9.2")
    type_text("151/200")
    press(Qt.Key.Key_Return)
    key = ReadingKey(desks.village(desks.nam).id, desks.criteria_set(desks.nam).id, "9.2", year_of(2021))
    assert entry_text(reading_at(desks.nam, key).figure) == "151/200"
