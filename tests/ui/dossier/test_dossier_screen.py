from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QCheckBox, QLabel, QListWidget, QPushButton, QTableView
from pytestqt.qtbot import QtBot

from ntm_desktop.documents.preview import count_pages
from ntm_desktop.domain.criteria import Level
from ntm_desktop.domain.dossier import Lack, VillageDossier
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.build_dossier import build_dossier
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.prepare_dossier import PAPERS, missing
from ntm_desktop.services.start_desk import start_commune, start_upper_level
from tests.services.state import enter
from tests.ui.keys import press
from tests.ui.stage import Stage, named_controls
from ui.dossier.pages_view import PagesView
from ui.dossier.screen import DossierScreen
from ui.opening_table import OpeningTable
from ui.screen import Context


@pytest.fixture
def stage(qtbot: QtBot, sample_desk: OpenDesk) -> Stage:
    stage = Stage(qtbot, sample_desk, DossierScreen)
    qtbot.waitUntil(lambda: pages(stage).pages > 0, timeout=20000)
    return stage


def pages(stage: Stage) -> PagesView:
    found: PagesView = stage.find(PagesView, "dossier_pages")
    return found


def test_the_papers_of_the_first_village_are_shown(stage: Stage) -> None:
    assert stage.text("dossier_summary").startswith("<b>Thôn 1</b>: đạt ")
    assert stage.text("dossier_page") == f"Trang 1/{pages(stage).pages}"


def test_page_down_goes_to_the_next_page(stage: Stage) -> None:
    pages(stage).setFocus()
    press(Qt.Key.Key_PageDown)
    press(Qt.Key.Key_PageDown)
    assert pages(stage).page == 3
    press(Qt.Key.Key_PageUp)
    assert stage.text("dossier_page").startswith("Trang 2/")
    press(Qt.Key.Key_End)
    assert pages(stage).page == pages(stage).pages


def test_who_comes_back_to_an_unchanged_dossier_is_at_the_page_that_was_left(qtbot: QtBot, stage: Stage) -> None:
    drawn: list[str] = []
    stage.shell.tasks.started.connect(drawn.append)
    pages(stage).go_to_page(3)
    stage.screen.show_context(stage.context)
    qtbot.wait(300)
    assert (pages(stage).page, drawn) == (3, [])

    enter(stage.desk, "Thôn 1", "9.1", "7")
    stage.screen.show_context(stage.context)
    qtbot.waitUntil(lambda: bool(drawn) and not stage.shell.tasks.is_busy, timeout=20000)
    assert pages(stage).page == 1


def test_what_is_missing_is_listed_and_enter_goes_there(stage: Stage) -> None:
    village = stage.desk.find_place("Thôn 1")
    dossier = build_dossier(stage.desk, village, stage.context.period, stage.context.criteria_set)
    expected = missing(dossier)
    table: OpeningTable = stage.find(OpeningTable, "dossier_missing")
    assert table.model().rowCount() == len(expected) > 0
    table.setFocus()
    table.setCurrentIndex(table.model().index(1, 0))
    press(Qt.Key.Key_Return)
    assert stage.went == [("recording", (village.id, expected[1].code))]


def test_the_marks_on_the_papers_are_explained(stage: Stage) -> None:
    mark = stage.text("dossier_mark")
    assert "DỰ THẢO vì thôn chưa đạt tiêu chí số" in mark
    assert "chỉ tiêu chưa đối chiếu mức đạt với quyết định của tỉnh" in mark
    assert "số liệu minh họa" in mark


def test_only_the_chosen_papers_are_shown(qtbot: QtBot, stage: Stage) -> None:
    before = pages(stage).pages
    for one in PAPERS[1:]:
        stage.find(QCheckBox, f"paper_{one.id}").setChecked(False)
    qtbot.waitUntil(lambda: 0 < pages(stage).pages < before, timeout=20000)


def test_without_a_paper_there_is_nothing_to_save(qtbot: QtBot, stage: Stage) -> None:
    for one in PAPERS:
        stage.find(QCheckBox, f"paper_{one.id}").setChecked(False)
    assert not stage.find(QPushButton, "dossier_save").isEnabled()
    assert not stage.find(QPushButton, "dossier_print").isEnabled()
    qtbot.waitUntil(lambda: pages(stage).pages == 0)


def test_the_dossier_is_saved_as_a_pdf(stage: Stage, tmp_path: Path) -> None:
    target = tmp_path / "hồ sơ.pdf"
    stage.screen.save_to(str(target))
    stage.wait()
    assert count_pages(target) == pages(stage).pages
    assert stage.said[-1].startswith("Đã lưu hồ sơ Thôn 1, ")


def test_the_dossiers_of_all_villages_are_saved(stage: Stage, tmp_path: Path) -> None:
    stage.screen.save_all_to(str(tmp_path / "papers"))
    stage.wait()
    assert len(list((tmp_path / "papers").glob("*.pdf"))) == 5
    assert stage.said[-1].startswith("Đã lưu hồ sơ của 5 thôn vào ")


def test_the_same_pages_come_out_of_the_printer(stage: Stage, tmp_path: Path) -> None:
    for one in PAPERS[1:]:
        stage.find(QCheckBox, f"paper_{one.id}").setChecked(False)
    stage.wait()
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "in.pdf"))
    stage.screen.print_to(printer)
    stage.wait()
    printed = count_pages(tmp_path / "in.pdf")
    assert stage.said[-1] == f"Đã lưu hồ sơ Thôn 1 thành tệp PDF: {tmp_path / 'in.pdf'}, {printed} trang."
    assert 0 < printed < 10


def test_another_village_is_shown_when_chosen(qtbot: QtBot, stage: Stage) -> None:
    stage.screen.look_for("thon 8")
    assert stage.text("dossier_summary").startswith("<b>Thôn 8</b>")
    qtbot.waitUntil(lambda: pages(stage).pages > 0 and not stage.shell.tasks.is_busy, timeout=20000)


def test_a_quarter_without_figures_keeps_its_number_as_people_write_it(qtbot: QtBot, empty_desk: OpenDesk) -> None:
    stage = Stage(qtbot, empty_desk, DossierScreen, period="2021-Q3")
    assert "chưa có số liệu nào của quý III năm 2021" in stage.text("dossier_summary")


def test_a_village_without_figures_leads_to_entering_them(qtbot: QtBot, empty_desk: OpenDesk) -> None:
    stage = Stage(qtbot, empty_desk, DossierScreen)
    assert "chưa có số liệu nào của năm 2021" in stage.text("dossier_summary")
    assert not stage.find(QPushButton, "dossier_save").isEnabled()
    stage.click("dossier_enter")
    assert stage.went == [("recording", (empty_desk.find_place("Thôn 1").id, "1.1"))]


def test_a_commune_without_villages_leads_to_adding_them(qtbot: QtBot, folder: DataFolder) -> None:
    with start_commune(folder, "Ia Tơi") as desk:
        stage = Stage(qtbot, desk, DossierScreen)
        stage.click("dossier_empty_act")
        assert stage.went == [("catalogue", "villages")]


def test_every_control_has_a_name(stage: Stage) -> None:
    assert named_controls(stage.screen) == []
    assert stage.find(QListWidget, "dossier_villages").hasFocus()


def test_under_the_communes_set_it_says_that_papers_use_the_villages(
    qtbot: QtBot, stage: Stage, sample_desk: OpenDesk
) -> None:
    assert not stage.find(QLabel, "dossier_set").isVisible()
    stage.screen.show_context(
        Context(stage.context.commune, stage.context.period, sample_desk.criteria_set(None, Level.COMMUNE))
    )
    assert stage.find(QLabel, "dossier_set").isVisible()
    assert stage.text("dossier_set").startswith("Hồ sơ thôn luôn dùng bộ tiêu chí của thôn: ")
    qtbot.waitUntil(lambda: pages(stage).pages > 0 and not stage.shell.tasks.is_busy, timeout=20000)


def test_what_contradicts_stands_first_with_a_sign_of_its_own(qtbot: QtBot, empty_desk: OpenDesk) -> None:
    enter(empty_desk, "Thôn 1", "4.1", "190/200")
    enter(empty_desk, "Thôn 1", "9.2", "150/198")
    stage = Stage(qtbot, empty_desk, DossierScreen)
    table: OpeningTable = stage.find(OpeningTable, "dossier_missing")

    assert table.model().index(0, 0).data() == "✗ 4.1"
    assert "Tổng số hộ không giống nhau" in table.model().index(0, 1).data()
    assert "1 chỗ không khớp, còn" in stage.text("dossier_summary")


def test_a_final_dossier_over_a_contradiction_leads_to_the_list(
    qtbot: QtBot, empty_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(empty_desk, "Thôn 1", "4.1", "190/200")
    enter(empty_desk, "Thôn 1", "9.2", "150/198")
    monkeypatch.setattr(VillageDossier, "is_draft", False)
    stage = Stage(qtbot, empty_desk, DossierScreen)

    assert "1 chỗ số liệu mâu thuẫn" in stage.text("dossier_summary")
    stage.click("dossier_enter")
    assert stage.went == [("checks", None)]


def test_a_list_of_missing_evidence_never_stands_below_nothing_missing(stage: Stage) -> None:
    village = stage.desk.find_place("Thôn 1")
    listed = missing(build_dossier(stage.desk, village, stage.context.period, stage.context.criteria_set))
    unproven = sum(one.lack is Lack.EVIDENCE for one in listed)
    assert unproven
    assert f"còn thiếu minh chứng ở {unproven} chỉ tiêu" in stage.text("dossier_summary")


def test_saving_all_says_which_village_was_refused_and_why(
    qtbot: QtBot, empty_desk: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    enter(empty_desk, "Thôn 1", "4.1", "190/200")
    enter(empty_desk, "Thôn 1", "9.2", "150/198")
    enter(empty_desk, "Làng Lợt", "9.2", "151/200")
    monkeypatch.setattr(VillageDossier, "is_draft", False)
    stage = Stage(qtbot, empty_desk, DossierScreen)
    warned: list[str] = []
    monkeypatch.setattr(stage.shell.messages, "warn", lambda text, *_: warned.append(text))
    stage.screen.save_all_to(str(tmp_path / "papers"))
    stage.wait()
    assert len(list((tmp_path / "papers").glob("*.pdf"))) == 1
    assert warned[-1].startswith("Đã lưu hồ sơ của 1 thôn vào ")
    assert "Chưa lưu được hồ sơ của 1 thôn:\n\nThôn 1: " in warned[-1]


def test_an_upper_level_without_villages_is_led_to_the_communes_file(qtbot: QtBot, folder: DataFolder) -> None:
    with start_upper_level(folder, "huyện Ia H'Drai", person="Lê Thị Thu") as desk:
        stage = Stage(qtbot, desk, DossierScreen)
        assert "Nhận tệp của xã" in stage.text("dossier_empty_why")
        stage.click("dossier_empty_act")
        assert stage.went == [("exchange", "send")]


def test_reasons_of_a_mark_are_told_apart_from_the_numbers_in_them(stage: Stage) -> None:
    mark = stage.text("dossier_mark")
    assert "tiêu chí số 2, 6, 9, 11, 18; 34 chỉ tiêu chưa đối chiếu mức đạt" in mark
    assert ". Giấy tờ ghi rõ “số liệu minh họa”" in mark
    shown = stage.find(QTableView, "dossier_missing").model()
    whats = {str(shown.index(row, 1).data()).split("\n")[1] for row in range(shown.rowCount())}
    assert all(what[0].isupper() for what in whats)
