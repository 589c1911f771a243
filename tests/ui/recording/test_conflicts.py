from decimal import Decimal

from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.criteria import Level
from ntm_desktop.domain.periods import year_of
from ntm_desktop.domain.recording import Share
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.decide_conflicts import decide, list_conflicts
from ntm_desktop.services.keep_safe import back_up
from ntm_desktop.services.open_desk import OpenDesk, open_desk
from ntm_desktop.services.record import record_figure
from tests.ui.recording.conftest import GoTo
from ui.recording.model import FIXED
from ui.recording.screen import RecordingScreen
from ui.window import MainWindow


def record(desk: OpenDesk, numerator: int) -> None:
    village = desk.villages(desk.place.id)[0]
    share = Share(Decimal(numerator), Decimal(200))
    record_figure(desk, village, desk.criteria_set(None, Level.VILLAGE), "9.2", year_of(2021), share)


def differ(desk: OpenDesk, folder: DataFolder) -> None:
    """Two laptops wrote one figure differently."""
    other_folder = DataFolder(folder.root.with_name("other"))
    back_up(desk, other_folder.database)
    with open_desk(other_folder) as other:
        record(other, 140)
        record(desk, 151)
        desk.log.take_in(other.log.operations())


def test_the_reason_of_a_decision_stands_in_the_history_of_the_cell(
    qtbot: QtBot, window: MainWindow, screen: RecordingScreen, go_to: GoTo, empty_desk: OpenDesk, folder: DataFolder
) -> None:
    differ(empty_desk, folder)
    (conflict,) = list_conflicts(empty_desk)
    decide(empty_desk, conflict, conflict.sides[1].value, "đếm lại tại thôn")
    window.choose_period(year_of(2021))
    go_to("Thôn 1", "9.2")
    qtbot.wait(120)
    label = screen.details.findChild(QLabel, "history_text_1")
    assert label is not None
    assert "Quyết định của A Nam" in label.text()
    assert "Lý do: đếm lại tại thôn" in label.text()
    label = screen.details.findChild(QLabel, "history_text_2")
    assert label is not None
    assert "Quyết định" not in label.text()


def test_two_laptops_that_differ_are_shown_until_someone_decides(
    qtbot: QtBot, window: MainWindow, screen: RecordingScreen, go_to: GoTo, empty_desk: OpenDesk, folder: DataFolder
) -> None:
    differ(empty_desk, folder)
    window.choose_period(year_of(2021))
    row = screen.model.row_of("9.2")
    assert row is not None
    index = screen.model.index(row, FIXED)
    assert screen.model.look_at(index).has_conflict
    go_to("Thôn 1", "9.2")
    qtbot.wait(120)
    texts = [label.text() for label in screen.details.findChildren(QLabel) if label.isVisible()]
    assert any(text.startswith("⚠ ") for text in texts)
    button = next(
        one
        for one in screen.details.findChildren(QPushButton)
        if one.isVisible() and one.text() == "Lấy lại giá trị này"
    )
    button.click()
    assert not screen.model.look_at(index).has_conflict
