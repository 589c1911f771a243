from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QListWidget, QPushButton, QTableView, QTabWidget
from pytestqt.qtbot import QtBot

from ntm_desktop.documents.preview import count_pages
from ntm_desktop.domain.criteria import Level
from ntm_desktop.domain.evaluation import Verdict
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.assess import assess_grid
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.record import record_entry
from ntm_desktop.services.start_desk import start_commune, start_with_sample
from tests.ui.keys import press
from tests.ui.stage import Stage, named_controls
from ui.overview.line_model import FIRST_CRITERION, MET, PLACE, LineModel
from ui.overview.screen import OverviewScreen
from ui.overview.tables import LackTable, LineTable
from ui.table_model import LEFT, RIGHT


@pytest.fixture
def stage(qtbot: QtBot, sample_desk: OpenDesk) -> Stage:
    return Stage(qtbot, sample_desk, OverviewScreen)


def places(stage: Stage) -> LineModel:
    table: LineTable = stage.find(LineTable, "overview_places")
    return table.lines


def row_of(stage: Stage, name: str) -> int:
    return [line.name.strip() for line in places(stage).lines].index(name)


def test_every_village_has_a_line_and_the_commune_the_last(stage: Stage) -> None:
    names = [line.name for line in places(stage).lines]
    assert names == ["Thôn 1", "Thôn 7", "Thôn 8", "Thôn 9", "Thôn Ia Dơr", "Toàn xã"]


def test_a_line_counts_what_the_assessment_counts(stage: Stage) -> None:
    grid = assess_grid(stage.desk, stage.context.commune, stage.context.criteria_set, stage.context.period)
    model = places(stage)
    for row, village in enumerate(grid.villages):
        one = grid.place(village.id)
        assert model.index(row, MET).data() == f"{one.criteria_met}/19"
        assert model.index(row, MET).data(Qt.ItemDataRole.ToolTipRole) == f"Đạt {one.met_text}"
        shown = model.index(row, model.first_verdict).data()
        assert shown == (str(one.indicators_met) if one.indicators_met else "")


def test_a_criterion_is_a_sign_and_a_tint_with_the_reason_in_the_tooltip(stage: Stage) -> None:
    index = places(stage).index(row_of(stage, "Thôn 1"), FIRST_CRITERION + 8)
    assert index.data() == "✗"
    assert index.data(Qt.ItemDataRole.BackgroundRole).name().upper() == "#FBEFEA"
    assert "9.1" in index.data(Qt.ItemDataRole.ToolTipRole)
    assert "còn vượt" in index.data(Qt.ItemDataRole.ToolTipRole)


def test_illustrative_figures_are_called_so(stage: Stage) -> None:
    model = places(stage)
    assert model.index(0, model.note).data() == "số liệu minh họa"


def test_enter_on_a_criterion_goes_to_its_figures(stage: Stage) -> None:
    table: LineTable = stage.find(LineTable, "overview_places")
    table.setFocus()
    table.setCurrentIndex(places(stage).index(row_of(stage, "Thôn 1"), FIRST_CRITERION + 8))
    press(Qt.Key.Key_Return)
    village = places(stage).lines[row_of(stage, "Thôn 1")].place
    assert stage.went == [("recording", (village.id, "9.1"))]


def test_what_is_missing_most_stands_first_and_leads_there(stage: Stage) -> None:
    table: LackTable = stage.find(LackTable, "overview_lacks")
    counts = [len(one.not_met) + len(one.no_data) for one in table.lacks.lacks]
    assert counts == sorted(counts, reverse=True)
    table.opened.emit(table.lacks.index(0, 1))
    lack = table.lacks.lacks[0]
    assert stage.went == [("recording", ((lack.not_met or lack.no_data)[0].id, lack.code))]


def test_the_next_step_is_a_sentence_and_a_button(stage: Stage) -> None:
    assert "chưa có số liệu" in stage.text("next_step")
    stage.click("next_step_act")
    screen, target = stage.went[0]
    assert screen == "recording"
    assert isinstance(target, tuple)
    village_id, code = target
    line = next(line for line in places(stage).lines if line.place.id == village_id)
    assert line.assessment.of(code).verdict is Verdict.NO_DATA


def test_the_plan_is_summed_up_and_leads_to_what_is_overdue(stage: Stage) -> None:
    assert stage.text("plan_summary").startswith("73 nhiệm vụ")
    stage.click("to_plan")
    assert stage.went == [("plan", "overdue")]


def test_what_the_plans_state_is_checked_once_the_places_are_seen(stage: Stage, qtbot: QtBot) -> None:
    assert stage.text("doubt_summary").endswith("đang được soát.")
    qtbot.waitUntil(lambda: "chỗ không khớp" in stage.text("doubt_summary"))


def test_a_screen_left_at_once_checks_nothing(stage: Stage, qtbot: QtBot) -> None:
    stage.screen.hide()
    qtbot.wait(200)
    assert stage.text("doubt_summary").endswith("đang được soát.")


def test_what_the_plan_states_is_shown_as_printed_with_its_doubts(stage: Stage) -> None:
    stage.click("to_figures")
    topics: QListWidget = stage.find(QListWidget, "figure_topics")
    assert stage.find(QTabWidget, "overview_tabs").currentIndex() == 1
    titles = [topics.item(row).text().strip() for row in range(topics.count())]
    topics.setCurrentRow(titles.index("Nguồn vốn  ⚠ 2"))
    model = stage.find(QTableView, "figure_table").model()
    texts = [
        str(model.index(row, column).data() or "")
        for row in range(model.rowCount())
        for column in range(model.columnCount())
    ]
    for printed in ("2.140.750", "⚠ 36.683", "34.083"):
        assert printed in texts or printed.removeprefix("⚠ ") in texts
    assert any(text.startswith("⚠ ") for text in texts)
    assert "Không khớp" in stage.text("figure_doubts")


def test_an_empty_commune_is_told_to_add_villages(qtbot: QtBot, folder: DataFolder) -> None:
    with start_commune(folder, "Ia Tơi") as desk:
        stage = Stage(qtbot, desk, OverviewScreen)
        assert stage.text("overview_empty_why").startswith("Xã Ia Tơi chưa có thôn nào")
        stage.click("overview_empty_act")
        assert stage.went == [("catalogue", "villages")]


def test_without_a_figure_the_next_step_is_the_first_village(qtbot: QtBot, empty_desk: OpenDesk) -> None:
    stage = Stage(qtbot, empty_desk, OverviewScreen)
    assert "Chưa có số liệu nào của năm 2021. Bắt đầu từ Thôn 1." in stage.text("next_step")
    assert stage.find(QPushButton, "next_step_act").hasFocus()


def test_a_new_figure_is_seen_after_reloading(qtbot: QtBot, empty_desk: OpenDesk) -> None:
    stage = Stage(qtbot, empty_desk, OverviewScreen)
    village = empty_desk.find_place("Thôn 1")
    record_entry(empty_desk, village, stage.context.criteria_set, "1.1", parse_period("2021"), "x")
    stage.screen.show_context(stage.context)
    model = places(stage)
    assert model.index(0, FIRST_CRITERION).data() == "✓"
    assert model.index(0, model.note).data() == ""
    assert model.index(0, PLACE).data() == "Thôn 1"


def test_the_upper_level_sees_a_line_per_commune(qtbot: QtBot, folder: DataFolder) -> None:
    with start_with_sample(folder, "ia-hdrai", upper_level=True) as desk:
        stage = Stage(qtbot, desk, OverviewScreen)
        whole = [line.name for line in places(stage).lines if line.is_whole]
        assert whole == ["Xã Ia Dom", "Xã Ia Đal", "Xã Ia Tơi"]
        assert len(places(stage).lines) == 3 + 5
        table: LineTable = stage.find(LineTable, "overview_places")
        table.opened.emit(places(stage).index(0, 0))
        assert stage.said == ["Chọn Xã Ia Dom ở dòng trên cùng để xem từng thôn."]


def test_the_communes_own_set_is_one_line(qtbot: QtBot, sample_desk: OpenDesk) -> None:
    stage = Stage(qtbot, sample_desk, OverviewScreen, level=Level.COMMUNE)
    assert [line.name for line in places(stage).lines] == ["Toàn xã"]
    lacks: LackTable = stage.find(LackTable, "overview_lacks")
    codes = {one.code for one in lacks.lacks.lacks}
    assert codes
    assert codes <= {one.code for one in stage.context.criteria_set.indicators()}
    assert stage.text("next_step").startswith("Xã Ia Tơi ")


def test_the_upper_level_is_led_to_the_review_of_what_came(qtbot: QtBot, folder: DataFolder) -> None:
    with start_with_sample(folder, "ia-hdrai", upper_level=True) as desk:
        stage = Stage(qtbot, desk, OverviewScreen)
        assert stage.text("next_step").startswith("Xã Ia Tơi ")
        assert stage.find(QPushButton, "next_step_act").text() == "Thẩm tra xã Ia Tơi"
        stage.click("next_step_act")
        assert stage.went == [("review", None)]


def test_the_upper_level_is_told_to_take_in_what_did_not_come(qtbot: QtBot, folder: DataFolder) -> None:
    with start_with_sample(folder, "ia-hdrai", upper_level=True) as desk:
        stage = Stage(qtbot, desk, OverviewScreen, period="2024")
        assert stage.text("next_step") == "Chưa có số liệu nào của xã Ia Tơi trong năm 2024."
        stage.click("next_step_act")
        assert stage.went == [("exchange", "send")]


def test_every_control_has_a_name(stage: Stage) -> None:
    assert named_controls(stage.screen) == []


def test_the_overview_is_printed_on_one_sheet(stage: Stage, tmp_path: Path) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "in.pdf"))
    stage.screen.paper().print_on(printer)
    assert count_pages(tmp_path / "in.pdf") == 1
    assert stage.said[-1].startswith("Đã lưu “Tổng quan Xã Ia Tơi, năm 2021” thành tệp PDF: ")


def test_a_desk_closed_before_its_window_is_asked_nothing(qtbot: QtBot, folder: DataFolder) -> None:
    with start_with_sample(folder, "ia-hdrai") as desk:
        stage = Stage(qtbot, desk, OverviewScreen)
    qtbot.wait(200)
    assert stage.text("doubt_summary").endswith("đang được soát.")


def test_titles_of_the_plan_s_tables_are_read_whole_and_stand_above_their_numbers(stage: Stage) -> None:
    stage.click("to_figures")
    topics, table = stage.find(QListWidget, "figure_topics"), stage.find(QTableView, "figure_table")
    topics.setCurrentRow(2)
    header, model = table.horizontalHeader(), table.model()
    titles = [str(model.headerData(column, Qt.Orientation.Horizontal)) for column in range(model.columnCount())]
    assert "Nhu cầu giai\nđoạn 2021-2025" in titles
    for column, title in enumerate(titles):
        widest = max(header.fontMetrics().horizontalAdvance(line) for line in title.split("\n"))
        assert widest < header.sectionSize(column), title
    assert header.height() >= 2 * header.fontMetrics().lineSpacing()
    role = Qt.ItemDataRole.TextAlignmentRole
    assert {model.headerData(column, Qt.Orientation.Horizontal, role) for column in range(2, len(titles))} == {
        RIGHT
    }
    topics.setCurrentRow(4)
    assert model.index(0, 2).data() == "3 sao"
    assert model.index(0, 2).data(role) == LEFT == model.headerData(2, Qt.Orientation.Horizontal, role)
