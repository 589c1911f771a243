"""What a screen shows on paper: every sheet has its number and says when it is sample data."""

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from ntm_desktop.services.demonstrate_laptops import Laptops, laptops_that_met
from ntm_desktop.services.open_desk import OpenDesk
from tests.ui.stage import Stage, printed
from ui.checks.screen import ChecksScreen
from ui.conflicts.screen import ConflictsScreen
from ui.files import _LAST_FOLDER
from ui.households.screen import HouseholdsScreen
from ui.overview.screen import OverviewScreen
from ui.paper import ILLUSTRATIVE_MARK, PaperJob, page_html, print_dialog
from ui.review.screen import ReviewScreen


@pytest.fixture(scope="module")
def laptops(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Laptops]:
    with laptops_that_met(Path(tmp_path_factory.mktemp("met"))) as made:
        yield made


def test_every_row_is_on_exactly_one_sheet_with_its_number(qtbot: QtBot, tmp_path: Path) -> None:
    parent = QWidget()
    qtbot.addWidget(parent)
    said: list[str] = []
    rows = [(f"dòng-{at}", "chữ " * 30) for at in range(150)]
    job = PaperJob(parent, "Danh sách", page_html("Danh sách", "Dưới", ("Một", "Hai"), rows, (20, 80)), said.append)
    file = tmp_path / "in.pdf"
    sheets = printed(job, file)
    assert len(sheets) > 2
    for number, sheet in enumerate(sheets, start=1):
        assert f"Trang {number}/{len(sheets)}" in sheet
        assert "Một Hai" in sheet
        assert ILLUSTRATIVE_MARK not in sheet
    words = [word for sheet in sheets for word in sheet.split() if word.startswith("dòng-")]
    assert words == [one for one, _ in rows]
    assert said == [f"Đã lưu “Danh sách” thành tệp PDF: {file}."]


@pytest.mark.parametrize("kind", [OverviewScreen, ChecksScreen, HouseholdsScreen])
def test_every_sheet_of_sample_data_says_so(
    qtbot: QtBot, sample_desk: OpenDesk, tmp_path: Path, kind: type
) -> None:
    stage = Stage(qtbot, sample_desk, kind)
    if kind is ChecksScreen:
        qtbot.waitUntil(lambda: bool(stage.screen.model.rows), timeout=20000)
    if kind is HouseholdsScreen:
        qtbot.waitUntil(lambda: stage.screen._model.rows() > 1, timeout=20000)
    sheets = printed(stage.screen.paper(), tmp_path / "in.pdf")
    assert sheets
    assert all(ILLUSTRATIVE_MARK in sheet for sheet in sheets)


def test_decisions_and_remarks_on_sample_data_say_so(qtbot: QtBot, laptops: Laptops, tmp_path: Path) -> None:
    for kind in (ConflictsScreen, ReviewScreen):
        stage = Stage(qtbot, laptops.lead, kind)
        is_sample = laptops.lead.desk.has_sample
        sheets = printed(stage.screen.paper(), tmp_path / f"{kind.name}.pdf")
        assert all((ILLUSTRATIVE_MARK in sheet) is is_sample for sheet in sheets)


def test_a_printer_that_is_a_file_names_it_after_the_paper_and_spares_what_lies_there(
    qtbot: QtBot, qapp: object, tmp_path: Path
) -> None:
    qapp.setProperty(_LAST_FOLDER, str(tmp_path))  # type: ignore[attr-defined]
    parent = QWidget()
    qtbot.addWidget(parent)
    (tmp_path / "Biên bản giao nhận.pdf").write_text("cũ")
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName("Biên bản giao nhận")
    dialog = print_dialog(printer, "In biên bản giao nhận", parent)
    dialog.close()
    assert printer.outputFileName() == str(tmp_path / "Biên bản giao nhận (2).pdf")
