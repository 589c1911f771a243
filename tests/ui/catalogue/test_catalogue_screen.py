import json
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QTableView,
    QTabWidget,
)
from pytestqt.qtbot import QtBot

import resources
from ntm_desktop.domain.errors import MissingText
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.change_person import change_person
from ntm_desktop.services.open_desk import OpenDesk, open_desk
from ntm_desktop.services.start_desk import start_upper_level
from tests.ui.keys import press, type_text
from tests.ui.stage import Stage, named_controls, paper_text
from ui.catalogue.screen import CatalogueScreen
from ui.catalogue.set_model import BASIS, CODE, KIND, TARGET
from ui.catalogue.village_model import ALIASES, NAME


@pytest.fixture
def stage(qtbot: QtBot, empty_desk: OpenDesk) -> Stage:
    return Stage(qtbot, empty_desk, CatalogueScreen)


def villages(stage: Stage) -> list[str]:
    return [one.name for one in stage.desk.villages(stage.context.commune.id)]


def read_names(stage: Stage) -> list[str]:
    """As the table shows them."""
    model = stage.find(QTableView, "villages").model()
    return [str(model.index(row, NAME).data()) for row in range(model.rowCount())]


def fill_in(stage: Stage, row: int, column: int, text: str) -> None:
    table: QTableView = stage.find(QTableView, "villages")
    table.setFocus()
    table.setCurrentIndex(table.model().index(row, column))
    press(Qt.Key.Key_F2)
    press(Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    type_text(text)
    press(Qt.Key.Key_Return)
    QApplication.processEvents()


def set_rows(stage: Stage) -> list[list[str]]:
    model = stage.find(QTableView, "criteria_table").model()
    return [
        [str(model.index(row, column).data() or "") for column in range(model.columnCount())]
        for row in range(model.rowCount())
    ]


def test_villages_are_added_with_enter(stage: Stage) -> None:
    name: QLineEdit = stage.find(QLineEdit, "village_name")
    name.setFocus()
    type_text("Thôn Ia Dơr")
    press(Qt.Key.Key_Return)
    assert villages(stage) == ["Thôn 1", "Làng Lợt", "Thôn Ia Dơr"]
    assert stage.said == ["Đã thêm Thôn Ia Dơr"]
    assert name.text() == ""
    assert name.hasFocus()


def test_two_villages_of_one_name_are_kept_apart(stage: Stage) -> None:
    stage.find(QLineEdit, "village_name").setText("Làng Lợt")
    stage.click("add_village")
    assert len(villages(stage)) == 2
    stage.answer("Thêm thôn cùng tên")
    assert villages(stage) == ["Thôn 1", "Làng Lợt", "Làng Lợt"]
    assert read_names(stage) == ["Thôn 1", "Làng Lợt", "Làng Lợt (thứ 2)"]
    assert "“Tên khác”" in stage.said[-1]
    assert any(label.text().startswith("⚠ Có thôn trùng tên") for label in stage.screen.findChildren(QLabel))
    fill_in(stage, 2, ALIASES, "Thôn 3")
    assert read_names(stage) == ["Thôn 1", "Làng Lợt", "Làng Lợt (Thôn 3)"]
    assert not any(label.text().startswith("⚠ Có thôn trùng tên") for label in stage.screen.findChildren(QLabel))
    assert len({one.id for one in stage.desk.villages(stage.context.commune.id)}) == 3


def test_a_village_without_a_name_is_refused(stage: Stage) -> None:
    stage.click("add_village")
    assert stage.warning() == "Chưa ghi tên thôn; hãy ghi rồi làm lại."
    assert len(villages(stage)) == 2


def test_a_village_is_renamed_in_place_and_keeps_its_id(stage: Stage) -> None:
    before = stage.desk.villages(stage.context.commune.id)[1].id
    fill_in(stage, 1, NAME, "Làng Groi")
    fill_in(stage, 1, ALIASES, "Thôn 3; Làng Lợt")
    renamed = stage.desk.villages(stage.context.commune.id)[1]
    assert (renamed.id, renamed.name, renamed.aliases) == (before, "Làng Groi", ("Thôn 3", "Làng Lợt"))


def test_the_target_column_is_chosen_from_the_sets_columns(stage: Stage) -> None:
    column: QComboBox = stage.find(QComboBox, "target_column")
    assert column.currentText() == "Xã đặc biệt khó khăn, xã khu vực II, III"
    column.setCurrentIndex(column.findText("Vùng Tây Nguyên"))
    column.activated.emit(column.currentIndex())
    stage.wait()
    assert stage.desk.place.column == "tay_nguyen"


def test_a_set_is_read_with_kind_target_and_basis(stage: Stage) -> None:
    stage.screen.open_at("criteria")
    rows = set_rows(stage)
    assert rows[0][CODE] == "1. Quy hoạch"
    by_code = {row[CODE]: row for row in rows}
    assert by_code["9.2"][KIND] == "Tỷ lệ"
    assert by_code["9.2"][TARGET].startswith("≥ ")
    assert {row[BASIS] for row in rows if row[BASIS]} == {"◇ mẫu", "? của nơi khác, chưa đối chiếu"}


def test_the_communes_set_shows_what_the_province_must_decide(stage: Stage) -> None:
    stage.screen.open_at("criteria")
    stage.find(QListWidget, "criteria_sets").setCurrentRow(1)
    bases = {row[BASIS] for row in set_rows(stage)}
    assert "? chưa đối chiếu" in bases
    assert "? chưa có mức đạt" in bases


def test_a_set_is_searched_without_marks(stage: Stage) -> None:
    stage.screen.open_at("criteria")
    stage.screen.look_for("nha dot nat")
    codes = [row[CODE] for row in set_rows(stage)]
    assert codes == ["9. Nhà ở dân cư", "9.1"]


def test_a_set_is_added_from_a_file(stage: Stage, tmp_path: Path) -> None:
    data = json.loads(resources.text("criteria", "village-ntm-starter.json"))
    data |= {"id": "village-kon-tum", "title": "Bộ tiêu chí thôn của tỉnh"}
    file = tmp_path / "bo-moi.json"
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    stage.screen.add_set(str(file))
    stage.wait()
    assert "village-kon-tum" in stage.desk.criteria_sets
    listed: QListWidget = stage.find(QListWidget, "criteria_sets")
    assert listed.currentItem().text() == "Bộ tiêu chí thôn của tỉnh"
    assert stage.said == ["Đã thêm bộ tiêu chí “Bộ tiêu chí thôn của tỉnh”"]


def test_every_problem_of_a_bad_set_is_listed(stage: Stage, tmp_path: Path) -> None:
    data = json.loads(resources.text("criteria", "village-ntm-starter.json"))
    data["criteria"][0]["indicators"][0]["kind"] = "guess"
    data["criteria"][1]["indicators"][0].pop("text")
    file = tmp_path / "hong.json"
    file.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    stage.screen.add_set(str(file))
    sentence = stage.warning()
    assert "hong.json" in sentence
    assert sentence.count("\n- ") >= 2


def test_the_person_who_types_is_changed(stage: Stage) -> None:
    stage.screen.open_at("person")
    stage.find(QLineEdit, "person_name").setText("  Rơ Mah   H'Lan ")
    stage.click("save_person")
    stage.wait()
    assert stage.desk.desk.person == "Rơ Mah H'Lan"
    with open_desk(stage.desk.folder) as again:
        assert again.desk.person == "Rơ Mah H'Lan"


def test_a_person_has_a_name(empty_desk: OpenDesk) -> None:
    with pytest.raises(MissingText):
        change_person(empty_desk, "   ")


def test_deleting_the_sample_asks_first_and_counts(qtbot: QtBot, sample_desk: OpenDesk) -> None:
    stage = Stage(qtbot, sample_desk, CatalogueScreen)
    stage.screen.open_at("person")
    stage.click("delete_sample")
    stage.answer("Giữ lại")
    assert sample_desk.desk.has_sample
    stage.click("delete_sample")
    stage.answer("Xóa dữ liệu mẫu")
    stage.wait()
    assert stage.said[0].startswith("Đã xóa ")
    assert not sample_desk.desk.has_sample
    assert not stage.find(QPushButton, "delete_sample").isVisible()
    assert stage.text("sample_state") == "Trên máy không có dữ liệu mẫu."


def test_every_control_has_a_name(stage: Stage) -> None:
    assert named_controls(stage.screen) == []
    assert stage.find(QTabWidget, "catalogue_tabs").count() == 3


def test_villages_and_the_set_that_is_read_are_printed(stage: Stage, tmp_path: Path) -> None:
    for printed, told in (("villages", villages(stage)), ("criteria", ["1.1", "9. Nhà ở"])):
        stage.screen.open_at(printed)
        paper = paper_text(stage.screen.paper(), tmp_path)
        assert all(one in paper for one in told), paper
    stage.screen.look_for("nha o kien co")
    paper = paper_text(stage.screen.paper(), tmp_path)
    assert "9.2" in paper
    assert "1.1" not in paper  # what the screen shows, no more
    stage.screen.open_at("person")
    assert stage.screen.paper() is None


def test_an_upper_level_without_a_commune_is_not_asked_for_villages(qtbot: QtBot, folder: DataFolder) -> None:
    with start_upper_level(folder, "huyện Ia H'Drai", person="Lê Thị Thu") as desk:
        stage = Stage(qtbot, desk, CatalogueScreen)
        assert stage.text("villages_title") == "Huyện Ia H'Drai: chưa có xã nào"
        assert "Nhận tệp của xã" in stage.text("villages_none")
        assert not stage.find(QLineEdit, "village_name").isVisible()
        assert not stage.find(QPushButton, "add_village").isVisible()
        assert not stage.find(QComboBox, "target_column").isVisible()


def test_numerals_of_a_column_of_targets_stay_capitals_on_paper(
    qtbot: QtBot, sample_desk: OpenDesk, tmp_path: Path
) -> None:
    stage = Stage(qtbot, sample_desk, CatalogueScreen)
    assert "xã đặc biệt khó khăn, xã khu vực II, III" in paper_text(stage.screen.paper(), tmp_path)
