"""Biểu Excel from Số liệu: given out, filled, looked at, taken in, and undone."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QFileDialog, QLabel, QPushButton, QRadioButton
from pytestqt.qtbot import QtBot

from ntm_desktop.services.act import undo
from ntm_desktop.services.assess import assess_grid
from ntm_desktop.services.open_desk import OpenDesk
from tests.services.state import YEAR, village_set
from tests.ui.stage import Stage, named_controls
from ui.recording.screen import RecordingScreen
from ui.workbooks.form_export import FormExportDialog
from ui.workbooks.form_report import FormReportDialog


@pytest.fixture
def stage(qtbot: QtBot, desk: OpenDesk) -> Stage:
    return Stage(qtbot, desk, RecordingScreen)


def choose(stage: Stage, name: str, path: Path) -> None:
    """What the person picks in the file dialog of that name."""
    dialog = stage.holder.findChild(QFileDialog, name)
    assert dialog is not None
    dialog.fileSelected.emit(str(path))
    dialog.close()
    stage.wait()


def export(stage: Stage, scope: str, dialog_name: str, path: Path) -> None:
    stage.find(QAction, "export_forms").trigger()
    dialog = stage.holder.findChild(FormExportDialog)
    assert named_controls(dialog) == []
    dialog.findChild(QRadioButton, f"scope_{scope}").setChecked(True)
    dialog.findChild(QPushButton, "form_export_act").click()
    choose(stage, dialog_name, path)


def receive(stage: Stage, path: Path) -> FormReportDialog:
    stage.find(QAction, "receive_forms").trigger()
    choose(stage, "form_file", path)
    dialog = stage.holder.findChild(FormReportDialog)
    assert isinstance(dialog, FormReportDialog)
    return dialog


def fill(path: Path, code: str, **cells: Any) -> None:
    book = load_workbook(path)
    sheet = book.worksheets[0]
    row = next(cell.row for cell in sheet["A"] if str(cell.value).startswith(f"{code}|"))
    for column, value in cells.items():
        sheet[f"{column}{row}"].value = value
    book.save(path)


def test_a_form_goes_out_and_comes_back_as_one_act(stage: Stage, desk: OpenDesk, tmp_path: Path) -> None:
    path = tmp_path / "thôn 1.xlsx"
    export(stage, "village", "form_target", path)
    assert stage.said[-1] == f"Đã xuất {path}"
    fill(path, "9.2", F=151, G=200)
    dialog = receive(stage, path)
    act = dialog.findChild(QPushButton, "form_report_act")
    assert (act.text(), act.isEnabled()) == ("Nhận 1 số liệu", True)
    assert named_controls(dialog) == []
    act.click()
    stage.wait()
    assert stage.said[-1] == "Đã nhận 1 số liệu từ biểu thôn 1.xlsx"
    place = desk.find_place("Thôn 1")
    assert stage.screen.model.grid.cells[(place.id, "9.2")].reading is not None
    undo(desk)
    grid = assess_grid(desk, desk.communes()[0], village_set(desk), YEAR)
    assert grid.cells[(place.id, "9.2")].reading is None


def test_what_is_wrong_is_shown_by_cell_and_nothing_can_be_taken_in(stage: Stage, tmp_path: Path) -> None:
    path = tmp_path / "xã.xlsx"
    export(stage, "commune", "form_target", path)
    fill(path, "9.2", F="75%")
    dialog = receive(stage, path)
    assert not dialog.findChild(QPushButton, "form_report_act").isEnabled()
    assert "phải sửa" in dialog.findChild(QLabel, "form_report_said").text()
    assert dialog.problems.index(0, 2).data().startswith("F")
    dialog.reject()


def test_every_village_gets_its_file_in_a_folder(stage: Stage, tmp_path: Path) -> None:
    export(stage, "each_village", "form_folder", tmp_path)
    assert len(list(tmp_path.glob("Biểu *.xlsx"))) == 2
    assert stage.said[-1] == f"Đã xuất 2 biểu trong {tmp_path}"


def test_a_form_of_another_period_is_refused_in_one_sentence(stage: Stage, tmp_path: Path) -> None:
    path = tmp_path / "xã.xlsx"
    export(stage, "commune", "form_target", path)
    quarter = type(stage.context)(stage.context.commune, type(YEAR)(2021, 7, 9), stage.context.criteria_set)
    stage.screen.show_context(quarter)
    stage.find(QAction, "receive_forms").trigger()
    dialog = stage.holder.findChild(QFileDialog, "form_file")
    dialog.fileSelected.emit(str(path))
    dialog.close()
    stage._qtbot.waitUntil(lambda: not stage.shell.tasks.is_busy)
    assert type(stage.failures[0]).__name__ == "TemplateOtherPeriod"
    assert stage.holder.findChild(FormReportDialog) is None
