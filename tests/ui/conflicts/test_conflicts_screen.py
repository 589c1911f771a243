import json

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QToolButton
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.dossier import VillageDossier
from ntm_desktop.domain.entries import entry_text
from ntm_desktop.domain.errors import OpenConflicts
from ntm_desktop.domain.periods import parse_period, year_of
from ntm_desktop.domain.recording import ReadingKey
from ntm_desktop.services.build_dossier import build_dossier
from ntm_desktop.services.decide_conflicts import list_conflicts
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.record import history, reading_at, record_entry, record_note
from tests.ui.keys import press, type_text
from tests.ui.round_trip import RoundTrip
from tests.ui.stage import Stage, named_controls
from ui.conflicts.screen import ConflictsScreen
from ui.dossier.screen import DossierScreen
from ui.navigation import Navigation
from ui.recording.model import FIXED
from ui.recording.screen import RecordingScreen
from ui.window import MainWindow


def key(desks: RoundTrip, desk: OpenDesk, code: str = "4.1") -> ReadingKey:
    return ReadingKey(desks.village(desk).id, desks.criteria_set(desk).id, code, year_of(2021))


def standing(desks: RoundTrip, desk: OpenDesk, code: str = "4.1") -> str:
    return entry_text(reading_at(desk, key(desks, desk, code)).figure)


def visible_texts(stage: Stage) -> list[str]:
    return [one.text() for one in stage.screen.findChildren(QLabel) if one.isVisible()]


def button_of(stage: Stage, value: str) -> QPushButton:
    """The button under the side that says `value`."""
    buttons = stage.screen.findChildren(QPushButton)
    return next(one for one in buttons if one.isVisible() and one.accessibleName().endswith(f": {value}"))


def test_every_conflict_is_listed_with_place_indicator_period_values_and_persons(
    qtbot: QtBot, desks: RoundTrip
) -> None:
    desks.record(desks.hoa, "9.2", "140/200", "Thôn 7")
    desks.record(desks.nam, "9.2", "151/200", "Thôn 7")
    desks.disagree()
    stage = Stage(qtbot, desks.lead, ConflictsScreen)
    assert stage.text("conflicts_title") == "2 chỗ hai máy ghi khác nhau"
    lines = sorted(line.texts[:3] for line in stage.screen.model.rows)
    assert [(place, what[:3], period) for place, what, period in lines] == [
        ("Thôn 1", "4.1", "Năm 2021"),
        ("Thôn 7", "9.2", "Năm 2021"),
    ]
    values = {line.texts[3] for line in stage.screen.model.rows}
    assert {frozenset(one.split("  ≠  ")) for one in values} == {
        frozenset({"191/200", "150/200"}),
        frozenset({"151/200", "140/200"}),
    }
    assert all("A Nam" in line.texts[4] and "Y Hoa" in line.texts[4] for line in stage.screen.model.rows)


def test_the_sides_show_what_stood_before_who_wrote_what_and_the_note_beside_it(
    qtbot: QtBot, desks: RoundTrip
) -> None:
    desks.record(desks.lead, "4.1", "180/200")
    desks.carry(desks.lead, desks.nam, desks.hoa, to_commune=True)
    record_note(desks.nam, key(desks, desks.nam), "Biên bản kiểm tra 05/02/2022")
    desks.disagree()
    stage = Stage(qtbot, desks.lead, ConflictsScreen)
    texts = visible_texts(stage)
    assert stage.text("side_title_1") == "Trước đó"
    assert stage.text("side_value_1") == "180/200"
    assert {"150/200", "191/200"} < set(texts)
    assert "Ghi chú: Biên bản kiểm tra 05/02/2022" in texts
    assert any("95,5 %" in text and "Chưa đạt" in text for text in texts)
    assert not stage.find(QPushButton, "keep_1").isVisible()


def test_a_quarter_keeps_its_number_in_the_title_as_people_write_it(qtbot: QtBot, desks: RoundTrip) -> None:
    for officer, text in ((desks.hoa, "150/200"), (desks.nam, "151/200")):
        village, chosen = desks.village(officer), desks.criteria_set(officer)
        record_entry(officer, village, chosen, "4.1", parse_period("2021-Q3"), text)
        desks.carry(officer, desks.lead)
    stage = Stage(qtbot, desks.lead, ConflictsScreen)
    assert any(one.endswith("– Thôn 1 – quý III năm 2021") for one in visible_texts(stage))


def test_a_decision_needs_a_reason_and_both_values_stay_without_one(qtbot: QtBot, desks: RoundTrip) -> None:
    desks.disagree()
    stage = Stage(qtbot, desks.lead, ConflictsScreen)
    button_of(stage, "191/200").click()
    assert "Chưa ghi lý do" in stage.text("decision_fault")
    assert stage.find(QLineEdit, "reason").hasFocus()
    assert len(list_conflicts(desks.lead)) == 1


def test_a_decision_ends_the_conflict_is_told_and_can_be_taken_back_from_history(
    qtbot: QtBot, desks: RoundTrip
) -> None:
    desks.disagree()
    stage = Stage(qtbot, desks.lead, ConflictsScreen)
    stage.find(QLineEdit, "reason").setText("đếm lại")
    button_of(stage, "150/200").click()
    assert list_conflicts(desks.lead) == []
    assert standing(desks, desks.lead) == "150/200"
    assert "✓ Đã quyết định 4.1 của Thôn 1: 150/200. Lý do: đếm lại." in stage.text("decision_result")
    assert "Không còn chỗ nào" in stage.text("conflicts_empty_why")
    stage.click("conflicts_empty_act")
    assert stage.went == [("recording", (desks.village(desks.lead).id, "4.1"))]
    assert "191/200" in {value_text(entry.value) for entry in history(desks.lead, key(desks, desks.lead))}


def test_notes_in_dispute_are_told_once_and_called_notes(qtbot: QtBot, desks: RoundTrip) -> None:
    for officer, text in ((desks.nam, "Theo biên bản"), (desks.hoa, "Theo sổ hộ")):
        record_note(officer, key(desks, officer), text)
        desks.carry(officer, desks.lead)
    stage = Stage(qtbot, desks.lead, ConflictsScreen)
    texts = visible_texts(stage)
    assert {"Theo biên bản", "Theo sổ hộ"} < set(texts)
    assert not [text for text in texts if text.startswith("Ghi chú: ")]
    stage.find(QLineEdit, "reason").setText("đã xem biên bản")
    button_of(stage, "Theo biên bản").click()
    result = stage.text("decision_result")
    assert result.startswith("✓ Đã quyết định ghi chú của chỉ tiêu 4.1 của Thôn 1: Theo biên bản.")
    assert "Lịch sử" not in result


def value_text(value: str) -> str:
    found = json.loads(value)
    return f"{found['n']}/{found['d']}" if found else ""


def test_after_a_decision_the_next_one_is_chosen(qtbot: QtBot, desks: RoundTrip) -> None:
    desks.record(desks.hoa, "9.2", "140/200")
    desks.record(desks.nam, "9.2", "151/200")
    desks.disagree()
    stage = Stage(qtbot, desks.lead, ConflictsScreen)
    first = stage.text("decision_title")
    stage.find(QLineEdit, "reason").setText("đếm lại")
    stage.find(QPushButton, "keep_2").click()
    assert stage.text("decision_title") != first
    assert stage.find(QLineEdit, "reason").text() == ""
    assert stage.screen.table.hasFocus()


def test_another_value_is_checked_like_any_figure(qtbot: QtBot, desks: RoundTrip) -> None:
    desks.disagree()
    stage = Stage(qtbot, desks.lead, ConflictsScreen)
    stage.find(QLineEdit, "reason").setText("đi đếm lại từng nhà")
    stage.click("ask_other")
    type_text("300/200")
    press(Qt.Key.Key_Return)
    assert "300" in stage.text("decision_fault")
    assert len(list_conflicts(desks.lead)) == 1
    stage.find(QLineEdit, "other_value").setText("195/200")
    stage.click("use_other")
    assert standing(desks, desks.lead) == "195/200"


def test_mine_and_theirs_are_named_where_this_laptop_wrote_one(qtbot: QtBot, desks: RoundTrip) -> None:
    desks.record(desks.lead, "4.1", "200/200")
    desks.record(desks.nam, "4.1", "191/200")
    desks.carry(desks.nam, desks.lead)
    stage = Stage(qtbot, desks.lead, ConflictsScreen)
    stage.screen.pane.reason.setFocus()
    type_text("so với sổ hộ")
    press(Qt.Key.Key_G, Qt.KeyboardModifier.AltModifier)
    qtbot.waitUntil(lambda: not list_conflicts(desks.lead))  # Qt shows the button pressed for a moment
    assert standing(desks, desks.lead) == "200/200"


def test_the_decision_ends_the_conflict_at_the_upper_level_too(qtbot: QtBot, desks: RoundTrip) -> None:
    desks.disagree()
    desks.carry(desks.lead, desks.upper)
    stage = Stage(qtbot, desks.upper, ConflictsScreen)
    assert "Không quyết định được ở máy này" in stage.text("decision_fault")
    assert not stage.find(QLineEdit, "reason").isEnabled()
    here = Stage(qtbot, desks.lead, ConflictsScreen)
    here.find(QLineEdit, "reason").setText("đếm lại")
    button_of(here, "150/200").click()
    desks.carry(desks.lead, desks.upper)
    assert list_conflicts(desks.upper) == []
    assert standing(desks, desks.upper) == "150/200"


def test_the_navigation_offers_what_waits_with_its_count_and_only_then(qtbot: QtBot, desks: RoundTrip) -> None:
    window = MainWindow(desks.lead)
    qtbot.addWidget(window)
    window.choose_period(year_of(2021))
    window.show_screen("overview")
    window.show()
    go = window.findChild(QToolButton, "go_conflicts")
    assert go is not None
    assert not go.isVisible()
    desks.disagree()
    window.show_screen("recording")
    assert go.isVisible()
    assert go.text().strip() == "Cần quyết định 1"
    go.click()
    assert window.screen_name == "conflicts"
    window.findChild(QLineEdit, "reason").setText("đếm lại")
    window.findChild(QPushButton, "keep_2").click()
    assert go.isVisible()
    window.show_screen("overview")
    assert not go.isVisible()
    assert window.findChild(Navigation, "navigation") is not None
    window.close()


def test_f8_in_the_grid_and_the_button_of_the_pane_lead_to_the_decision(qtbot: QtBot, desks: RoundTrip) -> None:
    desks.disagree()
    stage = Stage(qtbot, desks.lead, RecordingScreen)
    screen = stage.screen
    row = screen.model.row_of("4.1")
    screen.grid.go_to_cell(row, FIXED)
    screen.grid.places.setFocus()
    qtbot.wait(120)
    target = ("conflicts", (desks.village(desks.lead).id, "4.1"))
    press(Qt.Key.Key_F8)
    assert stage.went == [target]
    stage.click("decide")
    assert stage.went == [target, target]
    there = Stage(qtbot, desks.lead, ConflictsScreen)
    there.screen.open_at(target[1])
    assert there.find(QLineEdit, "reason").hasFocus()


def test_a_draft_marks_the_open_conflict_and_a_final_dossier_waits_for_the_decision(
    qtbot: QtBot, desks: RoundTrip, monkeypatch: pytest.MonkeyPatch
) -> None:
    desks.disagree()
    chosen = (desks.lead, desks.village(desks.lead), year_of(2021), desks.criteria_set(desks.lead))
    assert build_dossier(*chosen).conflicts == {"4.1"}
    monkeypatch.setattr(VillageDossier, "is_draft", property(lambda _: False))
    with pytest.raises(OpenConflicts):
        build_dossier(*chosen)
    stage = Stage(qtbot, desks.lead, DossierScreen)
    assert "ghi khác nhau ở chỉ tiêu 4.1" in stage.text("dossier_summary")
    stage.click("dossier_enter")
    assert stage.went == [("conflicts", (chosen[1].id, "4.1"))]
    assert not stage.find(QPushButton, "dossier_save").isEnabled()


def test_every_control_has_a_name(qtbot: QtBot, desks: RoundTrip) -> None:
    desks.disagree()
    assert named_controls(Stage(qtbot, desks.lead, ConflictsScreen).screen) == []


def test_nothing_of_a_decision_is_pressed_together_on_a_low_display(qtbot: QtBot, desks: RoundTrip) -> None:
    record_note(desks.nam, key(desks, desks.nam), "Biên bản kiểm tra ngày 05/02/2022 của đoàn công tác xã")
    desks.disagree()
    stage = Stage(qtbot, desks.lead, ConflictsScreen)
    stage.click("ask_other")
    stage.holder.resize(900, 420)
    labels = [one for one in stage.screen.pane.findChildren(QLabel) if one.isVisible() and one.wordWrap()]
    assert labels
    qtbot.waitUntil(lambda: all(one.height() >= one.heightForWidth(one.width()) for one in labels))
