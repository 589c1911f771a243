from pathlib import Path

import pytest
from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QCheckBox,
    QComboBox,
    QLabel,
    QPushButton,
    QSpinBox,
    QTextBrowser,
)
from pytestqt.qtbot import QtBot

from ntm_desktop.documents.preview import count_pages
from ntm_desktop.domain.errors import PlanInvalid
from ntm_desktop.domain.plan import TaskStatus
from ntm_desktop.services.import_plan import import_plan
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.track_plan import list_plans, list_tasks
from tests.excel.lists import tcvn3
from tests.excel.workbooks import old_plan_workbook
from tests.ui.keys import press, type_text
from tests.ui.stage import Stage, named_controls, plan_file
from ui.plan.model import CONTENT, DEADLINE, NOTE, NUMBER, PROGRESS, STATUS, TaskTree
from ui.plan.screen import PlanScreen
from ui.plan.tree import PlanTree
from ui.workbooks.plan_report import PlanReportDialog

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def stage(qtbot: QtBot, empty_desk: OpenDesk, tmp_path: Path) -> Stage:
    import_plan(empty_desk, plan_file(tmp_path))
    return Stage(qtbot, empty_desk, PlanScreen)


def tree(stage: Stage) -> PlanTree:
    found: PlanTree = stage.find(PlanTree, "plan_tree")
    return found


def texts(stage: Stage, column: int) -> list[str]:
    """That column of every task shown, top to bottom."""
    model = tree(stage).model()
    assert isinstance(model, TaskTree)
    return [str(model.index_of(task.id, column).data()) for task in model.tasks()]


def choose(stage: Stage, row: int, column: int) -> QModelIndex:
    model = tree(stage).model()
    assert isinstance(model, TaskTree)
    index = model.index_of(model.tasks()[row].id, column)
    tree(stage).setCurrentIndex(index)
    tree(stage).setFocus()
    return index


def fill_in(stage: Stage, row: int, column: int, text: str) -> None:
    """F2, the text, Enter, as a person does; Qt commits when it is back in its loop."""
    choose(stage, row, column)
    press(Qt.Key.Key_F2)
    type_text(text)
    press(Qt.Key.Key_Return)
    QApplication.processEvents()


def test_two_tasks_with_one_number_stay_two(stage: Stage) -> None:
    assert texts(stage, NUMBER) == ["1.6", "1.6", "2"]
    assert texts(stage, CONTENT) == ["Làm đường nội thôn", "Nạo vét kênh", "Sửa nhà dột nát"]


def test_tasks_stand_under_their_printed_headings(stage: Stage) -> None:
    model = tree(stage).model()
    first, second = model.index(0, 0), model.index(1, 0)
    assert [str(one.data()).split("   ")[0] for one in (first, second)] == ["I. Giao thông", "II. Nhà ở"]
    assert model.rowCount(first) == 2
    assert str(model.index(0, 0, second).data()).startswith("1. Hộ nghèo")


def test_an_overdue_task_says_so_in_a_word_and_a_sign(stage: Stage) -> None:
    assert texts(stage, DEADLINE) == ["Năm 2020\n⚠ Quá hạn", "", "Thường xuyên"]
    assert "⚠ 1 quá hạn" in stage.text("plan_counts")


def test_progress_is_typed_in_place_and_saved_on_leaving(stage: Stage) -> None:
    fill_in(stage, 1, PROGRESS, "40")
    saved = list_tasks(stage.desk)[1]
    assert (saved.progress, saved.status) == (40, TaskStatus.IN_PROGRESS)
    assert texts(stage, STATUS)[1] == "Đang thực hiện"
    assert stage.said[-1].startswith("Đã lưu ")


def test_more_than_a_hundred_percent_is_refused_and_stays_to_be_mended(stage: Stage) -> None:
    choose(stage, 1, PROGRESS)
    press(Qt.Key.Key_F2)
    type_text("150")
    press(Qt.Key.Key_Return)
    assert list_tasks(stage.desk)[1].progress == 0
    sentence = stage.find(QLabel, "cell_sentence")
    assert sentence.isVisible()
    assert sentence.text() == "Tiến độ từ 0 đến 100 %; 150 % chưa được lưu, số cũ vẫn còn."
    editor = tree(stage).findChild(QSpinBox, "progress_editor")
    assert editor is not None
    assert editor.isVisible()
    editor.selectAll()
    type_text("90")
    assert not sentence.isVisible()
    press(Qt.Key.Key_Return)
    QApplication.processEvents()  # Qt commits an editor a moment after its Enter
    assert list_tasks(stage.desk)[1].progress == 90


def test_status_is_chosen_from_a_list_in_the_cell(stage: Stage) -> None:
    choose(stage, 0, STATUS)
    press(Qt.Key.Key_Return)
    combo = tree(stage).findChild(QComboBox, "status_editor")
    assert combo is not None
    combo.setCurrentIndex(2)
    combo.activated.emit(2)
    assert list_tasks(stage.desk)[0].progress == 100
    assert "✓ 1 hoàn thành" in stage.text("plan_counts")
    assert "⚠ 0 quá hạn" in stage.text("plan_counts")


def test_a_note_is_typed_straight_into_the_cell(stage: Stage) -> None:
    fill_in(stage, 2, NOTE, "Đã họp thôn")
    assert list_tasks(stage.desk)[2].note == "Đã họp thôn"
    assert "Đã họp thôn" in stage.find(QTextBrowser, "plan_detail").toPlainText()


def test_escape_keeps_what_stood(stage: Stage) -> None:
    choose(stage, 1, PROGRESS)
    press(Qt.Key.Key_F2)
    type_text("70")
    press(Qt.Key.Key_Escape)
    assert list_tasks(stage.desk)[1].progress == 0


def test_search_needs_no_marks(stage: Stage) -> None:
    stage.screen.look_for("nao vet")
    assert texts(stage, CONTENT) == ["Nạo vét kênh"]
    assert stage.text("plan_counts").startswith("Hiện 1 / 3")


def test_filters_narrow_to_overdue_and_to_a_lead_unit(stage: Stage) -> None:
    overdue: QCheckBox = stage.find(QCheckBox, "plan_overdue")
    overdue.setChecked(True)
    assert texts(stage, NUMBER) == ["1.6"]
    overdue.setChecked(False)
    lead: QComboBox = stage.find(QComboBox, "plan_lead")
    lead.setCurrentIndex(lead.findText("Ủy ban nhân dân xã"))
    assert texts(stage, CONTENT) == ["Nạo vét kênh", "Sửa nhà dột nát"]


def test_the_filter_is_remembered(qtbot: QtBot, stage: Stage) -> None:
    stage.find(QCheckBox, "plan_overdue").setChecked(True)
    again = Stage(qtbot, stage.desk, PlanScreen)
    assert again.find(QCheckBox, "plan_overdue").isChecked()
    assert texts(again, NUMBER) == ["1.6"]


def test_the_overview_can_open_the_overdue_tasks(stage: Stage) -> None:
    stage.screen.open_at("overdue")
    assert texts(stage, CONTENT) == ["Làm đường nội thôn"]


def test_an_empty_plan_screen_gives_the_one_button_that_fills_it(
    qtbot: QtBot, empty_desk: OpenDesk, tmp_path: Path
) -> None:
    stage = Stage(qtbot, empty_desk, PlanScreen)
    button: QPushButton = stage.find(QPushButton, "plan_empty_act")
    assert button.isVisible()
    assert button.text() == "Nhập kế hoạch từ tệp..."
    stage.screen.take_in(str(plan_file(tmp_path)))
    stage.wait()
    assert stage.said == ["Đã nhận kế hoạch “Kế hoạch xã Măng Bút”: 3 nhiệm vụ"]
    assert texts(stage, NUMBER) == ["1.6", "1.6", "2"]
    assert not button.isVisible()


def test_the_empty_screen_explains_itself_in_whole_lines(qtbot: QtBot, empty_desk: OpenDesk) -> None:
    stage = Stage(qtbot, empty_desk, PlanScreen)
    why: QLabel = stage.find(QLabel, "plan_empty_why")
    assert why.height() >= why.heightForWidth(why.width())


def test_a_bad_plan_file_changes_nothing(qtbot: QtBot, empty_desk: OpenDesk, tmp_path: Path) -> None:
    stage = Stage(qtbot, empty_desk, PlanScreen)
    bad = tmp_path / "bad.json"
    bad.write_text('{"tasks": [{"number": "1"}]}', encoding="utf-8")
    stage.screen.take_in(str(bad))
    qtbot.waitUntil(lambda: bool(stage.failures))
    assert isinstance(stage.failures[0], PlanInvalid)
    assert list_tasks(empty_desk) == []


def test_the_programme_is_shown_whole(qtbot: QtBot, sample_desk: OpenDesk) -> None:
    stage = Stage(qtbot, sample_desk, PlanScreen)
    assert len(texts(stage, NUMBER)) == 73
    assert texts(stage, NUMBER)[3:5] == ["2", "2"]
    assert tree(stage).hasFocus()
    assert tree(stage).editTriggers() & QAbstractItemView.EditTrigger.EditKeyPressed


def test_every_control_has_a_name(stage: Stage) -> None:
    assert named_controls(stage.screen) == []
    choose(stage, 0, PROGRESS)
    press(Qt.Key.Key_F2)
    assert tree(stage).findChild(QSpinBox, "progress_editor").accessibleName()


def test_what_is_shown_is_what_is_printed(stage: Stage, tmp_path: Path) -> None:
    stage.screen.look_for("giao thong")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "in.pdf"))
    stage.screen.paper().print_on(printer)
    assert count_pages(tmp_path / "in.pdf") == 1
    assert stage.said[-1] == (f"Đã lưu “Kế hoạch: Kế hoạch xã Măng Bút” thành tệp PDF: {tmp_path / 'in.pdf'}.")


def report_of(qtbot: QtBot, stage: Stage, file: Path) -> PlanReportDialog:
    stage.screen.take_in(str(file))
    qtbot.waitUntil(lambda: stage.screen.findChild(PlanReportDialog) is not None)
    found = stage.screen.findChild(PlanReportDialog)
    assert isinstance(found, PlanReportDialog)
    return found


def test_a_plan_in_an_old_font_is_shown_before_and_after_and_then_taken_in(
    qtbot: QtBot, stage: Stage, tmp_path: Path
) -> None:
    dialog = report_of(qtbot, stage, old_plan_workbook(tmp_path / "a.xlsx", ".VnTime", tcvn3))
    assert ("B6", tcvn3("Làm đường nội thôn"), "Làm đường nội thôn") in dialog.conversions.rows
    assert "theo tên phông của từng ô" in dialog.findChild(QLabel, "plan_report_fonts").text()
    assert dialog.findChild(QComboBox, "plan_report_font").isHidden()
    assert len(list_plans(stage.desk)) == 1
    dialog.findChild(QPushButton, "plan_report_act").click()
    qtbot.waitUntil(lambda: len(list_plans(stage.desk)) == 2)


def test_letters_of_no_known_font_are_read_as_the_person_chooses(
    qtbot: QtBot, stage: Stage, tmp_path: Path
) -> None:
    dialog = report_of(qtbot, stage, old_plan_workbook(tmp_path / "a.xlsx", "", tcvn3))
    font = dialog.findChild(QComboBox, "plan_report_font")
    act = dialog.findChild(QPushButton, "plan_report_act")
    assert (font.currentText(), font.isVisible()) == ("TCVN3", True)
    assert dialog.findChild(QLabel, "plan_report_unsure").isVisible()
    font.setCurrentIndex(2)
    font.activated.emit(2)
    assert not act.isEnabled()
    qtbot.waitUntil(act.isEnabled)
    assert ("B6", tcvn3("Làm đường nội thôn"), "LÀM ĐƯỜNG NỘI THÔN") in dialog.conversions.rows
    dialog.reject()
    assert len(list_plans(stage.desk)) == 1
