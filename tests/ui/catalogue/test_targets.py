"""Danh mục: targets of many indicators compared with one decision at once, from the keyboard."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QLabel, QLineEdit, QPushButton, QScrollArea, QTableView
from pytestqt.qtbot import QtBot

from ntm_desktop.domain.criteria import CriteriaSet, TargetMark
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.set_target import confirm_targets, list_targets
from tests.ui.keys import press
from tests.ui.stage import Stage
from ui.catalogue.screen import CatalogueScreen
from ui.catalogue.set_model import BASIS, CODE
from ui.targets.dialog import TargetDialog


@pytest.fixture
def stage(qtbot: QtBot, empty_desk: OpenDesk) -> Stage:
    made = Stage(qtbot, empty_desk, CatalogueScreen)
    made.screen.open_at("criteria")
    return made


def give(stage: Stage, **fields: str) -> None:
    dialog: TargetDialog = stage.find(TargetDialog, "target_dialog")
    for name, typed in fields.items():
        field = dialog.findChild(QLineEdit, f"target_{name}")
        assert field is not None
        field.setText(typed)
    act = dialog.findChild(QPushButton, "target_act")
    assert act is not None
    act.click()


def chosen(stage: Stage) -> CriteriaSet:
    return stage.desk.criteria_sets["village-ntm-starter"]


def table(stage: Stage) -> QTableView:
    found: QTableView = stage.find(QTableView, "criteria_table")
    found.setFocus()
    return found


def test_all_targets_are_compared_at_once_with_keys(stage: Stage) -> None:
    table(stage)
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    press(Qt.Key.Key_Return)
    signed_for: QScrollArea = stage.find(QScrollArea, "target_indicators")
    assert len(stage.text("target_about").splitlines()) == 34
    assert "nữa" not in stage.text("target_about")
    assert signed_for.verticalScrollBar().maximum() > 0
    assert signed_for.focusPolicy() is Qt.FocusPolicy.StrongFocus
    give(stage, decision="45/QĐ-UBND", date="10/1/2022")
    marks = {one.target.mark for one in list_targets(chosen(stage), "special", 2021) if one.target}
    assert marks == {TargetMark.CHECKED}
    model = stage.screen._sets.model
    assert {model.data(model.index(row, BASIS)) for row, line in enumerate(model.rows) if line.indicator} == {
        "✓ đã đối chiếu"
    }
    assert stage.said == ["Đã ghi đối chiếu mức đạt và nội dung 34 chỉ tiêu"]
    assert all(one.is_compared for one in list_targets(chosen(stage), "special", 2021))


def test_the_line_of_a_criterion_stands_for_its_indicators(stage: Stage) -> None:
    shown = table(stage)
    model = stage.screen._sets.model
    row = next(at for at, line in enumerate(model.rows) if line.criterion.number == 17)
    shown.selectRow(row)
    codes = stage.screen._sets.selected_codes()
    assert codes == ["17.1", "17.2", "17.3", "17.4", "17.5", "17.6"]
    assert not stage.find(QPushButton, "enter_target").isEnabled()


def test_only_what_is_open_is_listed(stage: Stage) -> None:
    stage.find(QCheckBox, "open_targets").setChecked(True)
    model = stage.screen._sets.model
    before = [line.indicator.code for line in model.rows if line.indicator]
    shown = table(stage)
    shown.selectRow(1)
    press(Qt.Key.Key_Return)
    give(stage, decision="45/QĐ-UBND", date="10/1/2022")
    after = [line.indicator.code for line in model.rows if line.indicator]
    assert len(after) == len(before) - 1


def test_one_target_is_entered_and_taken_back(stage: Stage) -> None:
    shown = table(stage)
    model = stage.screen._sets.model
    row = next(at for at in range(model.rowCount()) if model.data(model.index(at, CODE)) == "9.2")
    shown.selectRow(row)
    press(Qt.Key.Key_F2)
    give(stage, value="85", decision="45/QĐ-UBND", date="10/1/2022")
    target = chosen(stage).indicator("9.2").target("special", 2021)
    assert target is not None
    assert (target.value, target.mark) == (85, TargetMark.ENTERED)
    assert stage.screen._sets.selected_codes() == ["9.2"]
    stage.click("withdraw_targets")
    target = chosen(stage).indicator("9.2").target("special", 2021)
    assert target is not None
    assert target.mark is TargetMark.PACKAGED


def test_a_refused_value_leaves_the_lines_of_the_form_apart(stage: Stage) -> None:
    table(stage).setCurrentIndex(stage.screen._sets.model.index(3, CODE))
    press(Qt.Key.Key_F2)
    give(stage, value="abc", decision="45/QĐ-UBND", date="10/1/2022")
    dialog: TargetDialog = stage.find(TargetDialog, "target_dialog")
    value, decision, date = (stage.find(QLineEdit, f"target_{name}") for name in ("value", "decision", "date"))
    bottoms = [one.mapTo(dialog, one.rect().bottomLeft()).y() for one in (value, decision)]
    tops = [one.mapTo(dialog, one.rect().topLeft()).y() for one in (decision, date)]
    assert all(top - bottom >= 8 for bottom, top in zip(bottoms, tops, strict=True))
    act, keep = (stage.find(QPushButton, f"target_{name}") for name in ("act", "keep"))
    assert act.x() > keep.x()
    dialog.reject()


def open_form(stage: Stage, code: str) -> TargetDialog:
    model = stage.screen._sets.model
    row = next(at for at in range(model.rowCount()) if model.data(model.index(at, CODE)) == code)
    table(stage).selectRow(row)
    press(Qt.Key.Key_F2)
    return stage.screen.findChildren(TargetDialog)[-1]


def test_a_target_by_year_is_entered_for_the_year_shown_unless_every_year_is_asked_for(stage: Stage) -> None:
    confirm_targets(stage.desk, chosen(stage), ["10.1"], "special", 2023, "12/QĐ-UBND", "5/2/2022")
    stage.screen.show_context(stage.context._replace(criteria_set=chosen(stage)))
    dialog = open_form(stage, "10.1")
    only: QCheckBox = stage.find(QCheckBox, "target_one_year")
    assert only.isChecked()
    assert stage.text("target_reach") == "Mức của các năm khác giữ nguyên."
    only.setChecked(False)
    assert stage.text("target_reach") == (
        "Áp dụng cho mọi năm 2021–2025 của bộ tiêu chí.\n"
        "Thay mức đang có: năm 2021: ≥ 36; năm 2022: ≥ 39; năm 2024: ≥ 45; "
        "năm 2025: ≥ 48.\n"
        "Giữ mức riêng của năm 2023: ≥ 42 (đã đối chiếu: Quyết định số 12/QĐ-UBND ngày 05/02/2022)."
    )
    only.setChecked(True)
    give(stage, value="30", decision="45/QĐ-UBND", date="10/1/2022")
    found = [chosen(stage).indicator("10.1").target("special", year) for year in range(2021, 2026)]
    assert [int(one.value) for one in found if one] == [30, 39, 42, 45, 48]
    assert dialog is not None


def test_a_target_of_every_year_is_entered_for_every_year_until_it_was_confirmed(stage: Stage) -> None:
    open_form(stage, "9.2")
    only: QCheckBox = stage.find(QCheckBox, "target_one_year")
    assert not only.isChecked()
    assert stage.text("target_reach") == (
        "Áp dụng cho mọi năm 2021–2025 của bộ tiêu chí.\nThay mức đang có: năm 2021–2025: ≥ 75 %."
    )
    give(stage, value="80", decision="45/QĐ-UBND", date="10/1/2022")
    confirm_targets(stage.desk, chosen(stage), ["9.2"], "special", 2021, "45/QĐ-UBND", "10/1/2022")
    stage.screen.show_context(stage.context._replace(criteria_set=chosen(stage)))
    dialog = open_form(stage, "9.2")
    again = dialog.findChild(QCheckBox, "target_one_year")
    assert again is not None
    assert again.isChecked()
    dialog.reject()


def test_the_form_is_as_high_as_what_it_says_of_the_years(stage: Stage) -> None:
    dialog = open_form(stage, "10.1")
    only: QCheckBox = stage.find(QCheckBox, "target_one_year")
    only.setChecked(False)
    said: QLabel = stage.find(QLabel, "target_reach")
    assert said.height() >= said.heightForWidth(said.width())
    dialog.reject()


def test_a_search_without_result_says_how_to_see_the_indicators_again(stage: Stage) -> None:
    words = stage.find(QLineEdit, "criteria_search")
    words.setText("zzz")
    assert stage.text("criteria_hint").startswith("Không có chỉ tiêu nào")
    words.clear()
    assert stage.text("criteria_hint").startswith("Chọn nhiều dòng")
