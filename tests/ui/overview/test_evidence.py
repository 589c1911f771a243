"""The overview says how far the evidence is."""

from pathlib import Path

from pytestqt.qtbot import QtBot

from ntm_desktop.services.list_evidence import count_evidence
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.record import record_entry
from tests.evidence import files
from tests.evidence.desks import add
from tests.services.state import YEAR, village_set
from tests.ui.stage import Stage
from ui.overview.screen import OverviewScreen


def test_missing_evidence_is_counted_in_one_sentence(qtbot: QtBot, empty_desk: OpenDesk, tmp_path: Path) -> None:
    add(empty_desk, files.photo(tmp_path / "1.jpg"), code="6.2", requirement="anh-khuon-vien")
    record_entry(empty_desk, empty_desk.find_place("Thôn 1"), village_set(empty_desk), "9.2", YEAR, "151/200")
    stage = Stage(qtbot, empty_desk, OverviewScreen)
    found = count_evidence(empty_desk, empty_desk.place, village_set(empty_desk), YEAR)
    qtbot.waitUntil(lambda: bool(stage.text("overview_evidence")), timeout=3000)
    assert stage.text("overview_evidence") == (
        f"☐ Minh chứng: đã có 1 tệp; {found.lacking}/{found.needing} số liệu của các thôn còn thiếu minh chứng. "
        "Xem từng thôn ở màn hình Hồ sơ."
    )
    assert (found.needing, found.lacking) == (2, 1)


def test_no_evidence_is_asked_for_where_nothing_is_recorded(empty_desk: OpenDesk) -> None:
    found = count_evidence(empty_desk, empty_desk.place, village_set(empty_desk), YEAR)
    assert (found.pieces, found.needing, found.lacking) == (0, 0, 0)
