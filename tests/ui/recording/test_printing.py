from pathlib import Path

import pypdfium2
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.periods import year_of
from ntm_desktop.services.open_desk import OpenDesk
from ui.recording.printing import paint_grid, set_up_paper
from ui.recording.screen import RecordingScreen
from ui.window import MainWindow


def test_the_grid_prints_across_with_its_heading_and_says_that_it_is_a_sample(
    qtbot: QtBot, sample_desk: OpenDesk, tmp_path: Path
) -> None:
    window = MainWindow(sample_desk)
    qtbot.addWidget(window)
    window.choose_period(year_of(2021))
    window.show_screen("recording")
    screen = window.made_screen("recording")
    assert isinstance(screen, RecordingScreen)
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "bang.pdf"))
    set_up_paper(printer)
    sheets = paint_grid(printer, screen.model)
    window.close()
    paper = pypdfium2.PdfDocument(tmp_path / "bang.pdf")
    assert len(paper) == sheets
    assert all(page.get_width() > page.get_height() for page in paper)
    assert "SỐ LIỆU MINH HỌA" in paper[0].get_textpage().get_text_range()
    paper.close()
