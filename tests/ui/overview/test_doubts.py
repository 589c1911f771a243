from pytestqt.qtbot import QtBot

from ntm_desktop.domain.periods import parse_period
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.record import record_entry
from tests.ui.stage import Stage
from ui.overview.screen import OverviewScreen
from ui.overview.tables import LineTable


def test_what_does_not_add_up_is_counted_beside_its_place(qtbot: QtBot, empty_desk: OpenDesk) -> None:
    stage = Stage(qtbot, empty_desk, OverviewScreen)
    village = empty_desk.find_place("Thôn 1")
    for code, typed in (("9.2", "90/100"), ("17.1", "90/99")):
        record_entry(empty_desk, village, stage.context.criteria_set, code, parse_period("2021"), typed)
    stage.screen.show_context(stage.context)
    table: LineTable = stage.find(LineTable, "overview_places")
    lines = table.lines
    row = [line.place.id for line in lines.lines].index(village.id)
    qtbot.waitUntil(lambda: lines.index(row, lines.note).data() == "1 chỗ không khớp")
