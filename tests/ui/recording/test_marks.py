"""Signs beside figures that do not add up: worked out at rest, of every place that a change bears on."""

from pytestqt.qtbot import QtBot

from ntm_desktop.domain.criteria import Level
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.record import record_entry
from tests.services.state import YEAR, commune_set, enter
from tests.ui.stage import Stage
from ui.recording.screen import RecordingScreen


def test_under_the_communes_set_a_change_at_one_place_checks_all_of_them(
    qtbot: QtBot, empty_desk: OpenDesk
) -> None:
    village = empty_desk.find_place("Thôn 1")
    enter(empty_desk, village, "4.1", "190/200")
    record_entry(empty_desk, village, commune_set(empty_desk), "17.1", YEAR, "200/240")
    stage = Stage(qtbot, empty_desk, RecordingScreen, level=Level.COMMUNE)
    marks, findings = stage.screen.marks, stage.screen.model.reviews.findings
    qtbot.waitUntil(lambda: marks.is_resting and (village.id, "17.1") in findings)

    enter(empty_desk, village, "4.1", "190/240")
    marks.again({empty_desk.place.id})
    qtbot.waitUntil(lambda: marks.is_resting)
    assert not findings
