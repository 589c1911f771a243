"""The register is typed, pasted, found, moved, taken back and printed as in a spreadsheet."""

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import (
    QComboBox,
    QFileDialog,
    QLabel,
    QMessageBox,
    QPushButton,
    QTableView,
    QTabWidget,
    QWidget,
)
from pytestqt.qtbot import QtBot

from ntm_desktop.documents.preview import count_pages
from ntm_desktop.domain.entries import entry_text
from ntm_desktop.domain.households import Household, Income, Member
from ntm_desktop.domain.recording import ReadingKey
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.act import undo, undoable
from ntm_desktop.services.confirm_figures import confirm_figures
from ntm_desktop.services.keep_households import list_households, save_households
from ntm_desktop.services.keep_safe import back_up
from ntm_desktop.services.list_backups import list_backups
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.record import reading_at, record_entry
from ntm_desktop.services.start_desk import start_commune
from tests.services.state import YEAR
from tests.ui.desks import upper_desk
from tests.ui.keys import press, type_text
from tests.ui.stage import Stage, named_controls
from ui.households.compare_page import ComparePage
from ui.households.grid import CellGrid
from ui.households.screen import HouseholdsScreen
from ui.messages import Messages
from ui.recording.preview import PreviewDialog
from ui.screen import Shell
from ui.tasks import Tasks

CONTROL = Qt.KeyboardModifier.ControlModifier


@pytest.fixture
def desk(empty_desk: OpenDesk) -> OpenDesk:
    first, second = empty_desk.villages(empty_desk.place.id)
    members = (Member("Rơ Châm H'Lan", "female", "1980", insured="yes"), Member("A Nam", "male", "1978-02-03"))
    listed = [
        Household(first.id, members, "1", answers={"house": "solid"}),
        Household(first.id, (Member("Y Thu", "female"),), "2", 3, {"house": "weak"}),
        Household(second.id, (Member("A Đăm", "male"),), "1", 2),
    ]
    save_households(empty_desk, empty_desk.place, listed, "nhập 3 hộ")
    return empty_desk


@pytest.fixture
def stage(qtbot: QtBot, desk: OpenDesk) -> Stage:
    return Stage(qtbot, desk, HouseholdsScreen)


def grid(stage: Stage, name: str = "households_grid") -> CellGrid:
    found: CellGrid = stage.find(CellGrid, name)
    return found


def at(stage: Stage, row: int, column: str, name: str = "households_grid") -> CellGrid:
    """The grid with that cell as the current one."""
    found = grid(stage, name)
    found.go_to(row, found.model().columns.index(column))
    found.setFocus()
    return found


def text(stage: Stage, row: int, column: str, name: str = "households_grid") -> str:
    model = grid(stage, name).model()
    return str(model.index(row, model.columns.index(column)).data() or "")


def heads(stage: Stage) -> list[str]:
    return [text(stage, row, "head") for row in range(grid(stage).model().rowCount() - 1)]


def register(stage: Stage) -> list[Household]:
    return list_households(stage.desk, stage.desk.place)


def type_line(text_: str) -> None:
    type_text(text_)
    press(Qt.Key.Key_Return)


def choose(stage: Stage, name: str, data: str) -> None:
    combo: QComboBox = stage.find(QComboBox, name)
    combo.setCurrentIndex(combo.findData(data))


def test_every_household_is_a_row_and_the_current_ones_people_stand_below(stage: Stage) -> None:
    assert heads(stage) == ["Rơ Châm H'Lan", "Y Thu", "A Đăm"]
    assert text(stage, 0, "people") == "2"
    assert text(stage, 1, "name", "household_members") == "A Nam"
    assert text(stage, 1, "birth", "household_members") == "03/02/1978"
    at(stage, 1, "head")
    assert text(stage, 0, "name", "household_members") == "Y Thu"


def test_an_answer_is_given_by_its_first_letters_and_enter_goes_down(stage: Stage) -> None:
    at(stage, 1, "house")
    type_line("b")
    assert text(stage, 1, "house") == "Bán kiên cố"
    assert register(stage)[1].answer("house") == "semi_solid"
    assert grid(stage).currentIndex().row() == 2
    assert stage.said[-1].startswith("Đã lưu")


def test_the_answers_are_offered_below_the_cell_and_arrows_choose(stage: Stage) -> None:
    at(stage, 0, "water")
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Down)
    press(Qt.Key.Key_Tab)
    assert text(stage, 0, "water") == "Giếng hợp vệ sinh"
    assert grid(stage).currentIndex().column() == grid(stage).model().columns.index("latrine")


def test_what_is_no_answer_keeps_the_cell_open_with_a_sentence(stage: Stage) -> None:
    at(stage, 0, "house")
    type_line("lâu đài")
    assert "“lâu đài” không phải là câu trả lời" in grid(stage).sentence
    assert grid(stage).is_editing
    press(Qt.Key.Key_Escape)
    assert text(stage, 0, "house") == "Kiên cố"


@pytest.mark.parametrize(
    ("column", "typed", "said"),
    [("birth", "2199", "Năm sinh “2199” không thể đúng"), ("number", "2", "Số hộ 2 đã là của hộ Y Thu")],
)
def test_what_cannot_be_is_refused_in_its_cell(stage: Stage, column: str, typed: str, said: str) -> None:
    before = text(stage, 0, column)
    at(stage, 0, column)
    type_line(typed)
    assert said in grid(stage).sentence
    press(Qt.Key.Key_Escape)
    assert text(stage, 0, column) == before


def test_the_enter_of_what_was_typed_into_a_counted_cell_stays_with_the_sentence(stage: Stage) -> None:
    at(stage, 0, "people")
    place = grid(stage).currentIndex()
    type_line("9")
    said = grid(stage).sentence
    assert said
    assert grid(stage).currentIndex() == place
    press(Qt.Key.Key_Return)
    assert grid(stage).sentence == ""
    assert grid(stage).currentIndex() != place


def test_a_negative_income_is_refused(stage: Stage) -> None:
    at(stage, 0, "income|2021")
    type_line("-5")
    assert "số âm" in grid(stage).sentence


def test_a_name_in_the_empty_row_is_a_new_household_of_the_village_above(stage: Stage) -> None:
    at(stage, 3, "head")
    type_line("Ksor Blơ")
    assert heads(stage)[-1] == "Ksor Blơ"
    assert text(stage, 3, "village") == "Làng Lợt"
    assert register(stage)[-1].village_id == stage.desk.find_place("Làng Lợt").id
    assert grid(stage).currentIndex().row() == 4
    undo(stage.desk)
    assert len(register(stage)) == 3


def test_a_new_household_is_typed_along_the_line(stage: Stage) -> None:
    at(stage, 3, "head")
    for word in ("Ksor Blơ", "nam", "1981", "4", "Gia Rai"):
        type_text(word)
        press(Qt.Key.Key_Tab)
    new = register(stage)[-1]
    assert (new.members, new.people, new.answer("ethnic")) == (
        (Member("Ksor Blơ", "male", "1981", "head"),),
        4,
        "gia_rai",
    )
    assert text(stage, 4, "head") == "+ Thêm hộ: gõ tên"
    assert text(stage, 0, "name", "household_members") == "Ksor Blơ"


def test_enter_after_tabs_begins_the_next_line_where_this_one_began(stage: Stage) -> None:
    found = at(stage, 3, "head")
    for head in ("Ksor Blơ", "Kpuih Lệ"):
        for word in (head, "nữ"):
            type_text(word)
            press(Qt.Key.Key_Tab)
        type_line("1981")
    assert {one.members for one in register(stage)[-2:]} == {
        (Member("Ksor Blơ", "female", "1981", "head"),),
        (Member("Kpuih Lệ", "female", "1981", "head"),),
    }
    at(stage, 0, "head")
    people = at(stage, 2, "name", "household_members")
    for name in ("Y Một", "Y Hai"):
        type_text(name)
        press(Qt.Key.Key_Tab)
        type_line("nữ")
    assert people.currentIndex().column() == people.model().columns.index("name")
    assert [one.name for one in register(stage)[0].members] == ["Rơ Châm H'Lan", "A Nam", "Y Một", "Y Hai"]
    found.go_to(0, found.model().columns.index("house"))
    found.setFocus()
    press(Qt.Key.Key_Tab)
    press(Qt.Key.Key_Right)
    column = found.currentIndex().column()
    press(Qt.Key.Key_Return)
    assert found.currentIndex().column() == column


def test_tab_past_the_end_of_the_last_line_is_at_its_beginning(stage: Stage) -> None:
    found = at(stage, 3, "note")
    type_text("mới chuyển đến")
    press(Qt.Key.Key_Tab)
    assert (found.currentIndex().row(), found.currentIndex().column()) == (3, 0)
    type_text("Ksor Blơ")
    press(Qt.Key.Key_Tab)
    assert found.sentence
    press(Qt.Key.Key_Escape)
    at(stage, 3, "head")
    type_line("Ksor Blơ")
    assert (register(stage)[-1].head, register(stage)[-1].note) == ("Ksor Blơ", "mới chuyển đến")


def test_names_stand_beside_their_own_answers_while_households_are_added(qtbot: QtBot, stage: Stage) -> None:
    found, stayed = at(stage, 0, "head"), stage.find(QTableView, "households_grid_frozen")
    village = register(stage)[0].village_id
    for number in range(30):
        one = Household(village, (Member(f"A Nam {number}"),), id=f"new-{number}")
        found.model().put([one])
        found.scrollToBottom()
    qtbot.wait(10)
    assert found.verticalScrollBar().value() > 0
    assert stayed.verticalScrollBar().value() == found.verticalScrollBar().value()


def test_a_household_may_be_begun_with_another_cell_than_its_name(stage: Stage) -> None:
    at(stage, 3, "number")
    type_text("15")
    press(Qt.Key.Key_Tab)
    assert len(register(stage)) == 3
    type_line("Siu Klŏ")
    assert (register(stage)[-1].head, register(stage)[-1].number) == ("Siu Klŏ", "15")


def test_a_namesake_is_kept_and_said(stage: Stage) -> None:
    at(stage, 3, "head")
    type_line("a đăm")
    assert "cũng tên chủ hộ" in stage.said[-1]
    assert len(register(stage)) == 4


def test_a_household_moves_to_another_village_by_typing_its_name(stage: Stage) -> None:
    at(stage, 0, "village")
    type_line("làng")
    assert "Số hộ 1 đã là của hộ A Đăm" in grid(stage).sentence
    press(Qt.Key.Key_Escape)
    at(stage, 1, "village")
    type_line("làng")
    assert text(stage, 1, "village") == "Làng Lợt"


def test_a_rectangle_is_pasted_as_one_act_with_new_rows_at_the_end(stage: Stage) -> None:
    QGuiApplication.clipboard().setText("7\tA Blư\tNam\t1970\n8\tY Ngọt\tNữ\t12/05/1991\n")
    at(stage, 3, "number")
    press(Qt.Key.Key_V, CONTROL)
    assert heads(stage)[-2:] == ["A Blư", "Y Ngọt"]
    assert register(stage)[-1].members[0].birth == "1991-05-12"
    found = undoable(stage.desk)
    assert found is not None
    assert found.title == "dán 8 ô vào sổ hộ"
    undo(stage.desk)
    assert len(register(stage)) == 3


def test_what_is_copied_is_no_formula_elsewhere_and_is_pasted_as_it_stood(stage: Stage) -> None:
    found = at(stage, 0, "phone")
    found.paste("+84 901")
    found.copy_selected()
    assert QGuiApplication.clipboard().text() == "'+84 901"
    at(stage, 1, "phone")
    press(Qt.Key.Key_V, CONTROL)
    assert [one.phone for one in register(stage)][:2] == ["+84 901", "+84 901"]


def test_one_wrong_cell_keeps_a_whole_paste_out(stage: Stage) -> None:
    QGuiApplication.clipboard().setText("A Blư\tNam\t1970\nY Ngọt\tNữ\t2199")
    at(stage, 3, "head")
    press(Qt.Key.Key_V, CONTROL)
    assert "2199" in grid(stage).sentence
    assert len(register(stage)) == 3


def test_fill_down_and_clearing_are_one_act_each(stage: Stage) -> None:
    found = at(stage, 0, "house")
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    press(Qt.Key.Key_Down, Qt.KeyboardModifier.ShiftModifier)
    assert len(found.selectedIndexes()) == 3
    press(Qt.Key.Key_D, CONTROL)
    assert [one.answer("house") for one in register(stage)] == ["solid"] * 3
    press(Qt.Key.Key_Delete)
    assert [one.answer("house") for one in register(stage)] == [""] * 3
    undo(stage.desk)
    undo(stage.desk)
    assert [one.answer("house") for one in register(stage)] == ["solid", "weak", ""]


def test_a_household_is_taken_out_and_comes_back(stage: Stage) -> None:
    at(stage, 1, "head")
    press(Qt.Key.Key_Delete, CONTROL)
    assert heads(stage) == ["Rơ Châm H'Lan", "A Đăm"]
    assert "Ctrl+Z" in stage.said[-1]
    undo(stage.desk)
    stage.screen.show_context(stage.context)
    assert heads(stage) == ["Rơ Châm H'Lan", "Y Thu", "A Đăm"]


def test_people_are_added_changed_and_removed_below(stage: Stage) -> None:
    at(stage, 2, "name", "household_members")
    type_line("H'Ngọt")
    at(stage, 2, "relation", "household_members")
    type_line("con")
    people = register(stage)[0].members
    assert [(one.name, one.relation) for one in people][2] == ("H'Ngọt", "child")
    assert text(stage, 0, "people") == "3"
    at(stage, 1, "name", "household_members")
    press(Qt.Key.Key_Delete, CONTROL)
    assert [one.name for one in register(stage)[0].members] == ["Rơ Châm H'Lan", "H'Ngọt"]


def test_a_new_person_is_typed_along_the_line_without_a_hand_on_the_mouse(stage: Stage) -> None:
    at(stage, 2, "name", "household_members")
    for word in ("H'Ngọt", "nữ", "2010", "con"):
        type_text(word)
        press(Qt.Key.Key_Tab)
    assert register(stage)[0].members[2] == Member("H'Ngọt", "female", "2010", "child")


def test_after_a_person_went_the_next_one_is_current(stage: Stage) -> None:
    people = at(stage, 1, "birth", "household_members")
    press(Qt.Key.Key_Delete, CONTROL)
    assert (people.currentIndex().row(), people.currentIndex().column()) == (
        1,
        people.model().columns.index("birth"),
    )


def test_incomes_are_typed_one_below_the_other(stage: Stage) -> None:
    stage.find(QTabWidget, "household_tabs").setCurrentIndex(1)
    at(stage, 0, "2021", "household_income")
    type_line("77")
    type_line("12,5")
    assert register(stage)[0].income == (
        Income(2021, "crops", Decimal(77)),
        Income(2021, "livestock", Decimal("12.5")),
    )


def test_a_household_keeps_its_last_person(stage: Stage) -> None:
    at(stage, 1, "head")
    at(stage, 0, "name", "household_members")
    press(Qt.Key.Key_Delete, CONTROL)
    assert "ít nhất một người" in grid(stage, "household_members").sentence


def test_income_is_typed_by_source_and_adds_up(stage: Stage) -> None:
    stage.find(QTabWidget, "household_tabs").setCurrentIndex(1)
    at(stage, 0, "2021", "household_income")
    type_line("=50+10,5")
    at(stage, 3, "2021", "household_income")
    type_line("20")
    assert register(stage)[0].income == (
        Income(2021, "crops", Decimal("60.5")),
        Income(2021, "wages", Decimal(20)),
    )
    rows = grid(stage, "household_income").model().rowCount()
    assert [text(stage, row, "2021", "household_income") for row in (rows - 2, rows - 1)] == ["80,5", "40,25"]
    assert text(stage, 0, "income|2021") == "80,5"


def test_words_and_initials_find_a_household_without_marks(stage: Stage) -> None:
    stage.screen.look_for("rchl")
    assert heads(stage) == ["Rơ Châm H'Lan"]
    stage.screen.look_for("a nam")
    assert heads(stage) == ["Rơ Châm H'Lan"]
    stage.screen.look_for("dam")
    assert heads(stage) == ["A Đăm"]
    assert stage.text("households_counts") == "Hiện 1/3 hộ · 2 nhân khẩu"
    stage.screen.look_for("")
    assert len(heads(stage)) == 3


def test_one_village_hides_the_column_that_would_repeat_it(stage: Stage) -> None:
    choose(stage, "households_village", stage.desk.find_place("Thôn 1").id)
    assert heads(stage) == ["Rơ Châm H'Lan", "Y Thu"]
    assert grid(stage).isColumnHidden(0)


def test_only_households_that_keep_an_indicator_from_being_met_are_shown(stage: Stage) -> None:
    choose(stage, "households_lacking", "9.2")
    assert heads(stage) == ["Y Thu"]
    choose(stage, "households_lacking", "9.2|?")
    assert heads(stage) == ["A Đăm"]


def test_the_register_is_compared_with_what_was_typed_and_taken_over(stage: Stage) -> None:
    village = stage.desk.find_place("Thôn 1")
    record_entry(stage.desk, village, stage.context.criteria_set, "9.2", stage.context.period, "5/9")
    stage.find(QTabWidget, "household_tabs").setCurrentIndex(2)
    page: ComparePage = stage.find(ComparePage, "register_page")
    figures = page.figures
    row = next(at for at, one in enumerate(figures) if one.place == village and one.indicator.code == "9.2")
    assert figures[row].differs
    page.table.setCurrentIndex(page.table.model().index(row, 1))
    stage.click("register_take")
    key = ReadingKey(village.id, stage.context.criteria_set.id, "9.2", stage.context.period)
    assert entry_text(reading_at(stage.desk, key).figure) == "1/2"
    assert stage.said[-1].startswith("Đã lấy 9.2 của Thôn 1 từ sổ hộ")
    assert not page.figures[row].differs
    button: QPushButton = stage.find(QPushButton, "register_take")
    assert not button.isEnabled()


def test_all_figures_are_taken_over_at_once_and_enter_lists_who_is_lacking(stage: Stage) -> None:
    stage.find(QTabWidget, "household_tabs").setCurrentIndex(2)
    stage.click("register_take_all")
    stage.click("preview_act")
    assert stage.said[-1].startswith("Đã lấy 2 ô từ sổ hộ")
    page: ComparePage = stage.find(ComparePage, "register_page")
    row = next(at for at, one in enumerate(page.figures) if one.indicator.code == "9.2")
    page.table.setCurrentIndex(page.table.model().index(row, 1))
    page.table.setFocus()
    press(Qt.Key.Key_Return)
    assert heads(stage) == ["Y Thu"]


def test_typed_figures_are_replaced_all_at_once_only_after_a_preview(stage: Stage) -> None:
    village, chosen = stage.desk.find_place("Thôn 1"), stage.context.criteria_set
    record_entry(stage.desk, village, chosen, "9.2", stage.context.period, "5/9")
    stage.find(QTabWidget, "household_tabs").setCurrentIndex(2)
    stage.click("register_take_all")
    dialog: PreviewDialog = stage.find(PreviewDialog, "preview_dialog")
    cell = next(one for one in dialog.model.cells if one.place == village and one.old is not None)
    assert (entry_text(cell.old), entry_text(cell.new)) == ("5/9", "1/2")
    stage.click("preview_keep")
    key = ReadingKey(village.id, chosen.id, "9.2", stage.context.period)
    assert entry_text(reading_at(stage.desk, key).figure) == "5/9"
    stage.click("register_take_all")
    stage.click("preview_act")
    assert entry_text(reading_at(stage.desk, key).figure) == "1/2"


def test_a_locked_figure_that_is_the_registers_own_is_no_refusal(stage: Stage) -> None:
    village, chosen = stage.desk.find_place("Thôn 1"), stage.context.criteria_set
    record_entry(stage.desk, village, chosen, "9.2", stage.context.period, "1/2")
    confirm_figures(stage.desk, chosen, stage.context.period, [(village, "9.2")])
    stage.find(QTabWidget, "household_tabs").setCurrentIndex(2)
    stage.click("register_take_all")
    dialog: PreviewDialog = stage.find(PreviewDialog, "preview_dialog")
    cell = next(one for one in dialog.model.cells if one.place == village and one.old is not None)
    assert (cell.is_change, cell.is_faulty) == (False, False)


def test_the_working_list_and_the_register_are_printed(stage: Stage, tmp_path: Path) -> None:
    choose(stage, "households_lacking", "9.2")
    stage.screen._made_papers().save_to(str(tmp_path / "list.pdf"))
    stage.wait()
    assert count_pages(tmp_path / "list.pdf") == 2  # a page for each village
    choose(stage, "households_lacking", "")
    printer = QPrinter()
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "register.pdf"))
    stage.screen.paper().print_on(printer)
    assert count_pages(tmp_path / "register.pdf") == 1


def test_the_income_of_the_villages_is_shown_and_printed(stage: Stage, tmp_path: Path) -> None:
    one = register(stage)[0]
    told = replace(one, income=(Income(2021, "crops", Decimal(80)),))
    save_households(stage.desk, stage.desk.place, [told], "ghi thu nhập")
    stage.screen.show_context(stage.context)
    stage.find(QTabWidget, "household_tabs").setCurrentIndex(1)
    table = stage.find(QTableView, "village_income").model()
    assert [table.index(0, column).data() for column in range(5)] == ["Toàn xã", "1/3", "2", "80", "40"]
    papers = stage.screen._made_papers()
    papers.choose(stage.desk.place, stage.context.criteria_set, "", stage.context.period)
    papers.save_to(str(tmp_path / "income.pdf"))
    stage.wait()
    assert count_pages(tmp_path / "income.pdf") == 1


def test_a_commune_without_villages_is_led_to_them_first(qtbot: QtBot, folder: DataFolder) -> None:
    with start_commune(folder, "Ia Dom") as desk:
        stage = Stage(qtbot, desk, HouseholdsScreen)
        qtbot.waitUntil(stage.find(QPushButton, "households_empty_act").isVisible)
        assert "chưa có thôn nào" in stage.text("households_empty_why")
        assert not stage.find(QPushButton, "households_empty_other").isVisible()
        stage.click("households_empty_act")
        assert stage.went == [("catalogue", "villages")]


def test_the_list_that_is_shown_is_saved_as_a_file_without_an_indicator(stage: Stage, tmp_path: Path) -> None:
    stage.click("households_pdf")
    dialog = stage.screen.findChild(QFileDialog, "paper_file")
    assert dialog is not None
    target = tmp_path / "so-ho.pdf"
    dialog.fileSelected.emit(str(target))
    dialog.close()
    assert count_pages(target) == 1
    assert stage.said[-1].endswith(f"thành tệp PDF: {target}.")


def test_an_empty_register_says_what_to_do(qtbot: QtBot, empty_desk: OpenDesk) -> None:
    stage = Stage(qtbot, empty_desk, HouseholdsScreen)
    assert "Sổ hộ chưa có hộ nào" in stage.text("households_empty_why")
    stage.click("households_empty_act")
    type_line("A Nam")
    assert heads(stage) == ["A Nam"]


def test_the_upper_level_is_told_that_the_register_stays_with_the_commune(qtbot: QtBot, tmp_path: Path) -> None:
    with upper_desk(tmp_path) as desk:
        screen = HouseholdsScreen(Shell(desk, Messages(window := QWidget()), Tasks(desk.folder, window)), window)
        qtbot.addWidget(window)
        shown: list[str] = []
        screen.go_to.connect(lambda name, _: shown.append(name))
        assert "không gửi lên cấp trên" in screen.findChild(QLabel, "households_empty_why").text()
        assert screen.findChild(QPushButton, "households_empty_other") is None
        assert screen.findChild(QPushButton, "households_import").isHidden()
        screen.findChild(QPushButton, "households_empty_act").click()
        assert shown == ["recording"]


def test_another_screen_can_ask_for_a_household_or_for_those_that_lack_something(stage: Stage) -> None:
    stage.screen.open_at((stage.desk.find_place("Thôn 1").id, "9.2"))
    assert heads(stage) == ["Y Thu"]
    stage.screen.open_at(f"{stage.desk.place.id}|{register(stage)[2].id}")
    assert heads(stage)[grid(stage).currentIndex().row()] == "A Đăm"


def test_every_control_has_its_names(stage: Stage) -> None:
    assert named_controls(stage.screen) == []


def test_a_household_is_erased_for_good_after_asking(stage: Stage) -> None:
    at(stage, 1, "head")
    stage.click("erase_household")
    stage.answer("Xóa hẳn hộ Y Thu")
    stage.wait()

    assert [one.head for one in list_households(stage.desk, stage.desk.place)] == ["Rơ Châm H'Lan", "A Đăm"]
    assert any(said.startswith("Đã xóa hẳn hộ Y Thu") for said in stage.said)


def test_old_copies_are_deleted_only_when_that_is_wanted(stage: Stage) -> None:
    older = back_up(stage.desk)
    at(stage, 1, "head")
    stage.click("erase_household")
    stage.answer("Xóa hẳn hộ Y Thu")
    stage.wait()
    assert older.is_file()

    stage.answer("Xóa 1 bản sao lưu cũ")
    assert not older.is_file()
    assert len(list_backups(stage.desk.folder)) == 1


def test_a_household_is_kept_where_nobody_confirms(stage: Stage) -> None:
    at(stage, 1, "head")
    stage.click("erase_household")
    stage.answer("Giữ lại")
    assert len(list_households(stage.desk, stage.desk.place)) == 3


def test_a_source_takes_from_the_undivided_income_and_says_so(stage: Stage) -> None:
    at(stage, 0, "income|2021")
    type_line("60")
    at(stage, 0, "income|2021")
    stage.find(QTabWidget, "household_tabs").setCurrentIndex(1)
    at(stage, 0, "2021", "household_income")
    type_line("77")
    assert register(stage)[0].income == (Income(2021, "crops", Decimal(77)),)
    assert "“Chưa chia theo nguồn” năm 2021: 60 còn 0" in stage.said[-1]


def test_many_rows_are_counted_and_asked_for_before_they_are_pasted(stage: Stage) -> None:
    at(stage, 3, "head")
    QGuiApplication.clipboard().setText("".join(f"A Dán {number}\n" for number in range(25)))
    press(Qt.Key.Key_V, CONTROL)
    box = stage.holder.findChild(QMessageBox, "question")
    assert "25 dòng: thêm 25 hộ mới" in box.text()
    assert {one.text() for one in box.buttons()} == {"Thêm 25 hộ", "Không dán"}
    assert len(register(stage)) == 3
    next(one for one in box.buttons() if one.text() == "Thêm 25 hộ").click()
    assert len(register(stage)) == 28
    assert stage.text("households_counts") == "28 hộ · 7 nhân khẩu của 3 hộ; 25 hộ chưa rõ"


def _reading_one_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("ntm_desktop.services.keep_households._PART", 1)


def test_a_large_register_is_read_in_parts_and_then_shows_what_was_asked_for(
    qtbot: QtBot, desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    _reading_one_by_one(monkeypatch)
    stage = Stage(qtbot, desk, HouseholdsScreen)
    stage.screen.open_at(register(stage)[-1].id)
    assert stage.find(QLabel, "households_waiting").isVisible()

    qtbot.waitUntil(grid(stage).isVisible)
    assert heads(stage) == ["Rơ Châm H'Lan", "Y Thu", "A Đăm"]
    assert grid(stage).currentIndex().row() == 2
    assert grid(stage).hasFocus()


def test_what_is_saved_or_typed_while_the_register_is_read_again_is_kept(
    qtbot: QtBot, desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    stage = Stage(qtbot, desk, HouseholdsScreen)
    _reading_one_by_one(monkeypatch)
    stage.screen.show_context(stage.context)
    at(stage, 1, "head")
    type_line("Y Thư")
    type_text("A Đ")
    qtbot.wait(50)
    assert grid(stage).is_editing

    type_line("ăk")
    qtbot.waitUntil(lambda: not stage.screen._reading.is_running)
    assert heads(stage) == [one.head for one in register(stage)] == ["Rơ Châm H'Lan", "Y Thư", "A Đăk"]


def test_the_register_is_read_again_only_where_it_changed(stage: Stage, monkeypatch: pytest.MonkeyPatch) -> None:
    read = []
    monkeypatch.setattr("ui.households.reading.search_text", lambda one: read.append(one.id) or "")
    record_entry(stage.desk, stage.desk.find_place("Thôn 1"), stage.context.criteria_set, "9.1", YEAR, "0")
    stage.screen.show_context(stage.context)
    assert (heads(stage), read) == (["Rơ Châm H'Lan", "Y Thu", "A Đăm"], [])

    save_households(stage.desk, stage.desk.place, [replace(register(stage)[1], number="9")], "đổi số")
    stage.screen.show_context(stage.context)
    assert text(stage, 1, "number") == "9"
    assert len(read) == 3
