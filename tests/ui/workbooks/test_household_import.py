"""Nhận danh sách hộ: from the file to the register in three steps, and back with one undo."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QLabel,
    QLineEdit,
    QPushButton,
    QSpinBox,
    QStackedWidget,
    QTableView,
    QTabWidget,
)
from pytestqt.qtbot import QtBot

from ntm_desktop.services.act import undo
from ntm_desktop.services.keep_households import list_households
from ntm_desktop.services.open_desk import OpenDesk
from tests.ui.stage import Stage, named_controls
from ui.households.screen import HouseholdsScreen
from ui.workbooks.household_import import HouseholdImportDialog, open_household_import


class Steps:
    """The dialog over the screen Hộ dân, as a person goes through it."""

    def __init__(self, qtbot: QtBot, desk: OpenDesk) -> None:
        self.stage = Stage(qtbot, desk, HouseholdsScreen)
        self.dialog: HouseholdImportDialog = open_household_import(
            self.stage.shell, self.stage.screen, self.stage.context.commune, 2021
        )
        self.said: list[str] = []
        self.dialog.taken_in.connect(self.said.append)

    def find(self, kind: type[Any], name: str) -> Any:
        found = self.dialog.findChild(kind, name)
        assert found is not None, name
        return found

    def read(self, path: Path) -> None:
        self.dialog.read_file(str(path))
        self.stage.wait()

    def go_on(self) -> None:
        button = self.find(QPushButton, "household_import_next")
        assert button.isEnabled()
        button.click()
        self.stage.wait()

    @property
    def step(self) -> int:
        return int(self.find(QStackedWidget, "household_import_steps").currentIndex())

    def text(self, name: str) -> str:
        return str(self.find(QLabel, name).text())

    def shown(self, name: str) -> list[list[str]]:
        model = self.find(QTableView, name).model()
        return [
            [str(model.index(row, column).data()) for column in range(model.columnCount())]
            for row in range(model.rowCount())
        ]

    def leave(self) -> None:
        self.dialog.reject()
        self.stage.wait()


@pytest.fixture
def steps(qtbot: QtBot, desk: OpenDesk) -> Steps:
    return Steps(qtbot, desk)


def test_a_list_in_an_old_font_comes_in_step_by_step_and_goes_out_with_one_undo(
    steps: Steps, desk: OpenDesk, old_list: Path
) -> None:
    assert not steps.find(QPushButton, "household_import_next").isEnabled()
    steps.read(old_list)
    assert steps.find(QComboBox, "list_sheet").currentText() == "Thôn 1"
    assert steps.find(QSpinBox, "list_header").value() == 3
    steps.go_on()
    assert steps.step == 1
    assert ["C5", "R¬ Mah Hlu©n", "Rơ Mah Hluân"] in steps.shown("list_conversions")
    assert steps.find(QComboBox, "list_kind_3").currentText() == "Quan hệ với chủ hộ"
    steps.go_on()
    assert "2 hộ, 5 nhân khẩu: 2 hộ mới" in steps.text("list_counts")
    assert steps.find(QPushButton, "household_import_next").text() == "Nhận 2 hộ"
    steps.go_on()
    assert steps.said == ["Đã nhận 2 hộ mới từ tệp Hộ thôn 1.xlsx"]
    commune = steps.stage.context.commune
    assert [one.head for one in list_households(desk, commune)] == ["Rơ Mah Hluân", "Đặng Văn Đức"]
    assert undo(desk).title == "nhận 2 hộ từ tệp Hộ thôn 1.xlsx"
    assert list_households(desk, commune) == []


def test_problems_hold_the_button_until_the_person_passes_over_them(
    steps: Steps, desk: OpenDesk, old_list: Path
) -> None:
    book = load_workbook(old_list)
    book.worksheets[0]["E8"].value = "30/02/1980"
    book.save(old_list)
    steps.read(old_list)
    steps.go_on()
    steps.go_on()
    assert not steps.find(QPushButton, "household_import_next").isEnabled()
    assert steps.shown("list_problems")[0][:4] == ["✗ Phải sửa", "Thôn 1", "E8", "30/02/1980"]
    steps.find(QCheckBox, "list_skip").setChecked(True)
    steps.go_on()
    found = list_households(desk, steps.stage.context.commune)
    assert [(one.head, one.members[0].birth) for one in found][1] == ("Đặng Văn Đức", "")


def test_a_changed_column_is_remembered_for_the_next_list_of_that_heading(steps: Steps, old_list: Path) -> None:
    steps.read(old_list)
    steps.go_on()
    steps.find(QComboBox, "list_kind_9").setCurrentIndex(0)
    steps.go_on()
    steps.go_on()
    again = open_household_import(steps.stage.shell, steps.stage.screen, steps.stage.context.commune)
    again.read_file(str(old_list))
    steps.stage.wait()
    again.findChild(QPushButton, "household_import_next").click()
    assert again.findChild(QComboBox, "list_kind_9").currentIndex() == 0
    again.reject()


def test_one_field_is_in_one_column(steps: Steps, old_list: Path) -> None:
    steps.read(old_list)
    steps.go_on()
    first, second = steps.find(QComboBox, "list_kind_9"), steps.find(QComboBox, "list_kind_2")
    first.setCurrentIndex(second.currentIndex())
    first.activated.emit(first.currentIndex())
    assert second.currentIndex() == 0
    steps.leave()


def test_a_file_that_is_no_workbook_is_told_in_the_dialog(steps: Steps, tmp_path: Path) -> None:
    file = tmp_path / "hộ.xlsx"
    file.write_text("Họ tên;Năm sinh\n", encoding="utf-8")
    steps.read(file)
    assert "tệp chữ (CSV)" in steps.text("household_import_fault")
    assert not steps.find(QPushButton, "household_import_next").isEnabled()
    steps.leave()


def test_a_sheet_without_a_heading_asks_for_its_row(steps: Steps, old_list: Path) -> None:
    book = load_workbook(old_list)
    book.worksheets[0]["C3"].value = "Người"
    book.save(old_list)
    steps.read(old_list)
    assert "Không tự nhận ra hàng tiêu đề" in steps.text("list_said")
    assert not steps.find(QPushButton, "household_import_next").isEnabled()
    steps.find(QSpinBox, "list_header").setValue(3)
    assert steps.find(QPushButton, "household_import_next").isEnabled()
    steps.leave()


def test_leaving_while_the_file_is_read_writes_nothing(steps: Steps, desk: OpenDesk, old_list: Path) -> None:
    steps.dialog.read_file(str(old_list))
    steps.leave()
    assert list_households(desk, steps.stage.context.commune) == []


def test_escape_leaves_and_every_control_has_its_names(steps: Steps, old_list: Path, qtbot: QtBot) -> None:
    steps.read(old_list)
    steps.go_on()
    assert named_controls(steps.dialog) == []
    qtbot.keyClick(steps.dialog, Qt.Key.Key_Escape)
    assert not steps.dialog.isVisible()


def test_the_empty_screen_offers_it_and_reloads_afterwards(qtbot: QtBot, desk: OpenDesk, old_list: Path) -> None:
    stage = Stage(qtbot, desk, HouseholdsScreen)
    stage.click("households_empty_other")
    dialog = stage.holder.findChild(HouseholdImportDialog)
    dialog.read_file(str(old_list))
    stage.wait()
    for _ in range(3):
        dialog.findChild(QPushButton, "household_import_next").click()
        stage.wait()
    assert stage.said[-1].startswith("Đã nhận 2 hộ mới")
    assert stage.text("households_counts") == "2 hộ · 5 nhân khẩu"


def test_all_sheets_of_one_heading_are_taken_in_at_once(steps: Steps, desk: OpenDesk, old_list: Path) -> None:
    book = load_workbook(old_list)
    book.copy_worksheet(book.worksheets[0]).title = "Làng Lợt"
    book.save(old_list)
    steps.read(old_list)
    sheets = steps.find(QComboBox, "list_sheet")
    assert sheets.itemText(2) == "Mọi trang có cùng tiêu đề (2 trang)"
    sheets.setCurrentIndex(2)
    sheets.activated.emit(2)
    for _ in range(3):
        steps.go_on()
    assert steps.said == ["Đã nhận 4 hộ mới từ tệp Hộ thôn 1.xlsx"]
    assert len({one.village_id for one in list_households(desk, steps.stage.context.commune)}) == 2


def test_the_files_name_is_shown_while_it_is_read(steps: Steps, old_list: Path) -> None:
    steps.dialog.read_file(str(old_list))
    assert steps.text("list_file").startswith("Hộ thôn 1.xlsx")
    steps.stage.wait()
    assert steps.text("list_file") == "Hộ thôn 1.xlsx"
    steps.leave()


def test_a_list_taken_in_again_shows_what_it_changes_household_by_household(steps: Steps, old_list: Path) -> None:
    for _ in range(3):
        if steps.step == 0:
            steps.read(old_list)
        steps.go_on()
    book = load_workbook(old_list)
    book.worksheets[0]["E9"].value = 2011
    book.worksheets[0]["I8"].value = "Kh«ng cã"
    book.save(old_list)
    again = open_household_import(steps.stage.shell, steps.stage.screen, steps.stage.context.commune, 2021)
    again.read_file(str(old_list))
    steps.stage.wait()
    for _ in range(2):
        again.findChild(QPushButton, "household_import_next").click()
        steps.stage.wait()
    tabs = again.findChild(QTabWidget, "list_check_tabs")
    assert tabs.currentWidget().objectName() == "list_changes_page"
    model = again.findChild(QTableView, "list_changes").model()

    def shown() -> list[list[str]]:
        return [[str(model.index(row, at).data()) for at in range(3, 6)] for row in range(model.rowCount())]

    changed_latrine = ["Nhà tiêu", "Tự hoại, bán tự hoại", "Không có nhà tiêu"]
    changed_birth = ["Kpă Hữu Thọ: năm sinh", "2010", "2011"]
    assert shown() == [changed_latrine, changed_birth]
    again.findChild(QLineEdit, "list_changes_search").setText("nam sinh kpa")
    assert shown() == [changed_birth]
    assert again.findChild(QLabel, "list_changes_count").text() == "1/2 chỗ thay đổi"
    assert named_controls(again) == []
    again.reject()
