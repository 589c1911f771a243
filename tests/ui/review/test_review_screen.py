from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPlainTextEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.periods import year_of
from ntm_desktop.domain.recording import ReadingKey
from ntm_desktop.domain.review import ReviewState
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.review import (
    answer_remark,
    answer_return,
    list_remarks,
    review_of,
    set_review,
    write_remark,
)
from ntm_desktop.services.start_desk import start_upper_level
from tests.ui.keys import press, type_text
from tests.ui.round_trip import RoundTrip
from tests.ui.stage import Stage, named_controls
from ui.review.figures_model import NOW, TEXT
from ui.review.screen import ReviewScreen
from ui.window import MainWindow


def at_the_upper_level(qtbot: QtBot, desks: RoundTrip) -> Stage:
    """Criterion 9 of Thôn 1 has arrived and is chosen."""
    desks.record(desks.lead, "9.1", "0")
    desks.record(desks.lead, "9.2", "151/200")
    desks.carry(desks.lead, desks.upper)
    stage = Stage(qtbot, desks.upper, ReviewScreen)
    stage.screen.open_at((desks.village(desks.upper).id, "9.2"))
    return stage


def cell(stage: Stage, code: str = "9.2") -> str:
    stage.screen.open_at((stage.screen.model.places[0].id, code))
    return str(stage.screen.table.currentIndex().data())


def figures(stage: Stage) -> dict[str, tuple[str, str]]:
    model = stage.screen.pane.figures
    rows = range(model.rowCount())
    return {model.index(row, 0).data(): (model.index(row, 2).data(), model.index(row, 3).data()) for row in rows}


def reviewed(desks: RoundTrip, *, at_upper: bool = True) -> object:
    desk = desks.upper if at_upper else desks.lead
    return review_of(desk, desks.village(desk), desks.criteria_set(desk), 9, 2021).review


def key(desks: RoundTrip, code: str = "9.2") -> ReadingKey:
    return ReadingKey(desks.village(desks.upper).id, desks.criteria_set(desks.upper).id, code, year_of(2021))


def test_what_arrived_waits_for_review_and_what_did_not_is_a_dash(qtbot: QtBot, desks: RoundTrip) -> None:
    stage = at_the_upper_level(qtbot, desks)
    assert cell(stage) == "▽ Chờ thẩm tra"
    assert cell(stage, "1.1") == "–"
    assert not stage.find(QPushButton, "accept").isEnabled()


def test_accepting_shows_the_short_code_of_the_figures(qtbot: QtBot, desks: RoundTrip) -> None:
    stage = at_the_upper_level(qtbot, desks)
    stage.click("accept")
    code = reviewed(desks).accepted_hash
    assert len(code) == 8
    assert cell(stage) == "◆ Chấp nhận"
    assert stage.text("review_state") == f"◆ Đã chấp nhận (mã {code})"
    assert "chấp nhận 1/19" in str(stage.screen.model.headerData(1, Qt.Orientation.Horizontal))
    assert not stage.find(QPushButton, "accept").isEnabled()


def test_returning_asks_for_a_remark_first(qtbot: QtBot, desks: RoundTrip) -> None:
    stage = at_the_upper_level(qtbot, desks)
    stage.click("return")
    assert stage.text("review_fault").startswith("Trả lại thì phải ghi ý kiến")
    assert stage.find(QLineEdit, "return_remark").hasFocus()
    type_text("Đếm lại số nhà")
    press(Qt.Key.Key_Return)
    assert cell(stage) == "↩ Trả lại"
    assert stage.text("review_state") == "↩ Trả lại: Đếm lại số nhà"
    stage.click("take_back")
    assert cell(stage) == "▼ Đã nhận"


def test_a_later_change_reopens_an_accepted_criterion_and_shows_what_changed(
    qtbot: QtBot, desks: RoundTrip
) -> None:
    stage = at_the_upper_level(qtbot, desks)
    stage.click("accept")
    desks.carry(desks.upper, desks.lead)
    desks.record(desks.lead, "9.2", "152/200")
    desks.carry(desks.lead, desks.upper)
    stage.screen.show_context(stage.context)
    assert cell(stage) == "◇ Mở lại"
    assert "số liệu đã thay đổi sau khi chấp nhận (chỉ tiêu 9.2" in stage.text("review_state")
    assert figures(stage) == {"9.1": ("0", "0"), "9.2": ("≠ 152/200", "151/200")}
    assert "So với lần chấp nhận" in stage.text("review_since")
    assert stage.find(QPushButton, "accept").text() == "&Chấp nhận lại"


def test_before_any_acceptance_figures_stand_beside_those_before_the_last_import(
    qtbot: QtBot, desks: RoundTrip
) -> None:
    stage = at_the_upper_level(qtbot, desks)
    assert figures(stage) == {"9.1": ("+ 0", "–"), "9.2": ("+ 151/200", "–")}
    desks.record(desks.lead, "9.2", "160/200")
    desks.carry(desks.lead, desks.upper)
    stage.screen.show_context(stage.context)
    assert figures(stage) == {"9.1": ("0", "0"), "9.2": ("≠ 160/200", "151/200")}
    assert "trước khi nhận tệp số" in stage.text("review_since")
    assert "1 chỉ tiêu thay đổi" in stage.text("review_since")


def test_a_remark_on_a_figure_is_saved_when_it_is_left_and_stays_with_its_figure(
    qtbot: QtBot, desks: RoundTrip
) -> None:
    stage = at_the_upper_level(qtbot, desks)
    stage.screen.pane.table.selectRow(1)
    note = stage.find(QPlainTextEdit, "remark_text")
    note.setFocus()
    note.insertPlainText("Kèm danh sách hộ")
    stage.screen.pane.table.selectRow(0)
    assert note.toPlainText() == ""
    listed = list_remarks(desks.upper, desks.upper.communes()[0], desks.criteria_set(desks.upper), 2021)
    assert [(one.entity.split("|")[2], one.text) for one in listed.values()] == [("9.2", "Kèm danh sách hộ")]
    note.setFocus()
    note.insertPlainText("đang gõ dở")
    assert stage.screen.finish_editing()
    assert len(list_remarks(desks.upper, desks.upper.communes()[0], desks.criteria_set(desks.upper), 2021)) == 2


def test_the_commune_reads_what_it_was_told_and_goes_to_the_cell(qtbot: QtBot, desks: RoundTrip) -> None:
    at_the_upper_level(qtbot, desks)
    criteria_set, village = desks.criteria_set(desks.upper), desks.village(desks.upper)
    set_review(desks.upper, village, criteria_set, 9, 2021, ReviewState.RETURNED, "Đếm lại số nhà")
    write_remark(desks.upper, key(desks), "Kèm danh sách hộ")
    desks.carry(desks.upper, desks.lead)
    stage = Stage(qtbot, desks.lead, ReviewScreen)
    lines = [line.texts for line in stage.screen.remarks.model.rows]
    assert lines[0] == ("Thôn 1", "9. Nhà ở dân cư", "↩ Trả lại: Đếm lại số nhà", "")
    assert lines[1][2:] == ("✎! Kèm danh sách hộ", "chưa")
    assert stage.text("remarks_title") == "Ý kiến của cấp trên: 1 ý kiến chưa trả lời"
    stage.screen.remarks.table.selectRow(1)
    press(Qt.Key.Key_Return)
    assert stage.went == [("recording", (desks.village(desks.lead).id, "9.2", "answer"))]


def give_back(desks: RoundTrip, why: str = "Đếm lại số nhà") -> None:
    village, chosen = desks.village(desks.upper), desks.criteria_set(desks.upper)
    set_review(desks.upper, village, chosen, 9, 2021, ReviewState.RETURNED, why)
    desks.carry(desks.upper, desks.lead)


def test_a_return_without_remarks_is_not_said_to_be_answered(qtbot: QtBot, desks: RoundTrip) -> None:
    at_the_upper_level(qtbot, desks)
    give_back(desks)
    stage = Stage(qtbot, desks.lead, ReviewScreen)
    assert stage.screen.remarks.model.rows[0].texts[2:] == ("↩ Trả lại: Đếm lại số nhà", "chưa")
    assert stage.text("remarks_title") == "Ý kiến của cấp trên: 1 ý kiến chưa trả lời"
    village = desks.village(desks.lead)
    answer_return(desks.lead, village, desks.criteria_set(desks.lead), 9, 2021, "Đã đếm lại")
    stage.screen.show_context(stage.context)
    assert stage.screen.remarks.model.rows[0].texts[3] == "Đã đếm lại"
    assert stage.text("remarks_title") == "Ý kiến của cấp trên: đã trả lời hết"


def test_the_upper_level_sees_what_was_changed_since_it_was_returned(qtbot: QtBot, desks: RoundTrip) -> None:
    stage = at_the_upper_level(qtbot, desks)
    give_back(desks)
    desks.record(desks.lead, "9.2", "155/200")
    desks.carry(desks.lead, desks.upper)
    stage.screen.show_context(stage.context)
    assert cell(stage) == "↪ Đã sửa"
    assert stage.text("review_state") == "↪ Trả lại, xã đã sửa chỉ tiêu 9.2: Đếm lại số nhà"
    assert figures(stage)["9.2"] == ("≠ 155/200", "151/200")
    assert "So với lần trả lại" in stage.text("review_since")
    assert "↪" in stage.text("review_legend")


def test_the_upper_level_reads_what_was_answered_to_a_return(qtbot: QtBot, desks: RoundTrip) -> None:
    stage = at_the_upper_level(qtbot, desks)
    give_back(desks)
    village = desks.village(desks.lead)
    answer_return(desks.lead, village, desks.criteria_set(desks.lead), 9, 2021, "Vẫn 151")
    desks.carry(desks.lead, desks.upper)
    stage.screen.show_context(stage.context)
    assert cell(stage) == "↪ Đã trả lời"
    assert stage.text("review_state").endswith("Xã trả lời: Vẫn 151")


def test_enter_goes_round_what_has_come_back(qtbot: QtBot, desks: RoundTrip) -> None:
    stage = at_the_upper_level(qtbot, desks)
    assert not stage.find(QPushButton, "next_come_back").isVisible()
    give_back(desks)
    desks.record(desks.lead, "9.2", "155/200")
    desks.carry(desks.lead, desks.upper)
    stage.screen.show_context(stage.context)
    stage.screen.open_at((stage.screen.model.places[1].id, "1.1"))
    button = stage.find(QPushButton, "next_come_back")
    assert button.isVisible()
    assert button.text().startswith("↪ 1 tiêu chí xã đã sửa, trả lời")
    button.click()
    assert stage.screen.table.currentIndex().data() == "↪ Đã sửa"
    stage.click("accept")
    assert not button.isVisible()


def test_the_answer_of_the_commune_reaches_the_upper_level(qtbot: QtBot, desks: RoundTrip) -> None:
    at_the_upper_level(qtbot, desks)
    write_remark(desks.upper, key(desks, "9.1"), "Kèm danh sách hộ")
    desks.carry(desks.upper, desks.lead)
    answer_remark(desks.lead, key(desks, "9.1"), "Đã gửi kèm")
    desks.carry(desks.lead, desks.upper)
    stage = Stage(qtbot, desks.upper, ReviewScreen)
    stage.screen.open_at((desks.village(desks.upper).id, "9.1"))
    assert stage.text("remark_answer") == "Xã trả lời: Đã gửi kèm"


def test_a_commune_without_remarks_is_told_why_and_where_they_come_from(qtbot: QtBot, desks: RoundTrip) -> None:
    stage = Stage(qtbot, desks.lead, ReviewScreen)
    assert "Cấp trên chưa có ý kiến nào" in stage.text("review_empty_why")
    stage.click("review_empty_act")
    assert stage.went == [("exchange", "send")]


def test_the_navigation_names_it_by_role(qtbot: QtBot, desks: RoundTrip) -> None:
    at_the_upper_level(qtbot, desks)
    desks.carry(desks.upper, desks.lead)
    for desk, title in ((desks.upper, "Thẩm tra"), (desks.lead, "Ý kiến cấp trên")):
        window = MainWindow(desk)
        qtbot.addWidget(window)
        window.show_screen("overview")
        window.show()
        go = window.findChild(QToolButton, "go_review")
        assert go is not None
        assert go.isVisible()
        assert go.text().strip() == title
        go.click()
        assert window.screen_name == "review"
        window.close()


def test_enter_goes_to_the_figures_and_escape_back(qtbot: QtBot, desks: RoundTrip) -> None:
    stage = at_the_upper_level(qtbot, desks)
    stage.screen.focus_first()
    press(Qt.Key.Key_Return)
    assert stage.screen.pane.table.hasFocus()
    press(Qt.Key.Key_Return)
    assert stage.find(QPlainTextEdit, "remark_text").hasFocus()
    press(Qt.Key.Key_Escape)
    assert stage.screen.table.hasFocus()


def test_every_control_has_a_name(qtbot: QtBot, desks: RoundTrip) -> None:
    assert named_controls(at_the_upper_level(qtbot, desks).screen) == []


def test_an_upper_level_that_has_received_nothing_is_told_what_to_do(qtbot: QtBot, folder: DataFolder) -> None:
    with start_upper_level(folder, "huyện Ia H'Drai") as desk:
        window = MainWindow(desk)
        qtbot.addWidget(window)
        window.show_screen("review")
        window.show()
        why = window.findChild(QLabel, "review_empty_why")
        assert why is not None
        assert why.isVisible()
        assert "Hãy nhận tệp của xã" in why.text()
        window.close()


def test_indicators_of_a_criterion_are_read_whole_where_there_is_room(qtbot: QtBot, desks: RoundTrip) -> None:
    desks.record(desks.lead, "17.1", "112/116")
    desks.carry(desks.lead, desks.upper)
    stage = Stage(qtbot, desks.upper, ReviewScreen)
    stage.screen.open_at((desks.village(desks.upper).id, "17.1"))
    table = stage.screen.pane.table
    model, metrics = table.model(), table.fontMetrics()
    assert model.rowCount() == 6
    stage.holder.resize(1190, 680)
    qtbot.waitUntil(lambda: table.verticalScrollBar().maximum() == 0)
    for row in range(model.rowCount()):
        index = model.index(row, TEXT)
        room = table.visualRect(index).adjusted(4, 0, -4, 0)
        needed = metrics.boundingRect(room, Qt.TextFlag.TextWordWrap, str(index.data()))
        assert needed.height() <= room.height(), index.data()
    assert "Hiện nay: 112/116" in model.index(0, NOW).data(Qt.ItemDataRole.ToolTipRole)
