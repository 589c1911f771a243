from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QTabWidget
from pytestqt.qtbot import QtBot

from ntm_desktop.services.assign import writers_of
from ntm_desktop.services.open_desk import OpenDesk
from tests.ui.keys import press, type_text
from tests.ui.round_trip import RoundTrip
from tests.ui.stage import Stage, named_controls
from ui.assignments.page import AssignmentsPage
from ui.catalogue.screen import CatalogueScreen


def tabs(stage: Stage) -> list[str]:
    widget = stage.find(QTabWidget, "catalogue_tabs")
    return [widget.tabText(at) for at in range(widget.count())]


def opened(qtbot: QtBot, desks: RoundTrip) -> tuple[Stage, AssignmentsPage]:
    """Both officers have sent something, so that their names are known."""
    desks.carry(desks.lead, desks.nam, desks.hoa, to_commune=True)
    for officer in (desks.nam, desks.hoa):
        desks.record(officer, "9.1", "0")
        desks.carry(officer, desks.lead)
    stage = Stage(qtbot, desks.lead, CatalogueScreen)
    stage.screen.open_at("assignments")
    page = stage.screen.findChild(AssignmentsPage)
    assert page.isVisible()
    return stage, page


def mark(page: AssignmentsPage, *names: str) -> None:
    for row in range(page.people.count()):
        item = page.people.item(row)
        item.setCheckState(Qt.CheckState.Checked if item.text() in names else Qt.CheckState.Unchecked)


def names(page: AssignmentsPage) -> list[str]:
    return [page.people.item(row).text() for row in range(page.people.count())]


def test_the_page_is_the_lead_s_once_there_is_an_officer_s_laptop(
    qtbot: QtBot, desks: RoundTrip, empty_desk: OpenDesk
) -> None:
    assert "Phân công" in tabs(Stage(qtbot, desks.lead, CatalogueScreen))
    assert "Phân công" not in tabs(Stage(qtbot, desks.nam, CatalogueScreen))
    assert "Phân công" not in tabs(Stage(qtbot, empty_desk, CatalogueScreen))


def test_everyone_may_write_until_something_is_given(qtbot: QtBot, desks: RoundTrip) -> None:
    _, page = opened(qtbot, desks)
    assert page.model.index(0, 1).data() == "mọi cán bộ"
    assert names(page) == ["A Nam", "Rơ Mah H'Lan", "Y Hoa"]


def test_a_criterion_s_row_is_given_for_all_villages(qtbot: QtBot, desks: RoundTrip) -> None:
    stage, page = opened(qtbot, desks)
    page.table.setCurrentIndex(page.model.index(8, 0))
    assert stage.text("assignments_chosen") == "Đang chọn 1 tiêu chí của 3 thôn"
    mark(page, "A Nam", "Y Hoa")
    stage.click("assign")
    assert [page.model.index(8, column).data() for column in (1, 2, 3)] == ["A Nam, Y Hoa"] * 3
    assert writers_of(desks.lead, desks.village(desks.lead), 9, 2021) == ("A Nam", "Y Hoa")
    assert writers_of(desks.lead, desks.village(desks.lead), 9, 2022) is None
    assert stage.said[-1].startswith("Đã giao 3 ô tiêu chí cho A Nam, Y Hoa")


def test_marks_follow_the_selection_and_everyone_takes_the_names_away(qtbot: QtBot, desks: RoundTrip) -> None:
    stage, page = opened(qtbot, desks)
    page.table.setCurrentIndex(page.model.index(8, 1))
    mark(page, "Y Hoa")
    stage.click("assign")
    page.table.setCurrentIndex(page.model.index(0, 1))
    assert page.marked() == []
    page.table.setCurrentIndex(page.model.index(8, 1))
    assert page.marked() == ["Y Hoa"]
    stage.click("assign_everyone")
    assert page.model.index(8, 1).data() == "mọi cán bộ"
    assert writers_of(desks.lead, desks.village(desks.lead), 9, 2021) is None


def test_somebody_not_known_yet_can_be_named(qtbot: QtBot, desks: RoundTrip) -> None:
    stage, page = opened(qtbot, desks)
    page.table.setCurrentIndex(page.model.index(0, 1))
    stage.find(QLineEdit, "officer_name").setFocus()
    type_text("Siu Blêh")
    press(Qt.Key.Key_Return)
    assert page.marked() == ["Siu Blêh"]
    stage.click("assign")
    assert page.model.index(0, 1).data() == "Siu Blêh"


def test_the_assignment_reaches_the_officer_by_package(qtbot: QtBot, desks: RoundTrip) -> None:
    stage, page = opened(qtbot, desks)
    page.table.setCurrentIndex(page.model.index(8, 0))
    mark(page, "A Nam")
    stage.click("assign")
    desks.carry(desks.lead, desks.nam, desks.hoa, to_commune=True)
    assert writers_of(desks.hoa, desks.village(desks.hoa), 9, 2021) == ("A Nam",)


def test_every_control_has_a_name(qtbot: QtBot, desks: RoundTrip) -> None:
    stage, _ = opened(qtbot, desks)
    assert named_controls(stage.screen) == []
