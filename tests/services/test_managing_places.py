"""Villages added and renamed, and criteria sets brought in: ids and figures stay."""

import json
from pathlib import Path
from typing import Any

import pytest

import resources
from db.operation_log import Change
from ntm_desktop.domain.errors import (
    CriteriaSetExists,
    CriteriaSetInvalid,
    FileMissing,
    FileUnreadable,
    MissingText,
)
from ntm_desktop.services.assess import assess_village
from ntm_desktop.services.keep_safe import check
from ntm_desktop.services.manage_places import add_criteria_set, add_village, change_place, read_criteria_file
from ntm_desktop.services.open_desk import OpenDesk, open_desk
from tests.services.state import YEAR, enter, state_of, village_set


def test_a_village_is_added_last(empty_desk: OpenDesk) -> None:
    village = add_village(empty_desk, empty_desk.place, "  Làng Groi ")
    assert [one.name for one in empty_desk.villages(empty_desk.place.id)] == ["Thôn 1", "Làng Lợt", "Làng Groi"]
    assert village.order == 3
    check(empty_desk)


def test_a_second_village_of_one_name_is_another_village(empty_desk: OpenDesk) -> None:
    ids = {add_village(empty_desk, empty_desk.place, name).id for name in ("Làng Lợt", "lang lot", "Làng Lợt")}
    assert len(ids | {one.id for one in empty_desk.villages(empty_desk.place.id)}) == 5


@pytest.mark.parametrize("name", ["", "   "])
def test_a_village_needs_a_name(empty_desk: OpenDesk, name: str) -> None:
    before = state_of(empty_desk.folder)
    with pytest.raises(MissingText):
        add_village(empty_desk, empty_desk.place, name)
    with pytest.raises(MissingText):
        change_place(empty_desk, empty_desk.find_place("Thôn 1"), name=name)
    assert state_of(empty_desk.folder) == before


def test_renaming_keeps_the_figures(empty_desk: OpenDesk) -> None:
    village = empty_desk.find_place("Thôn 1")
    enter(empty_desk, village, "9.2", "151/200")
    change_place(empty_desk, village, name="Làng Đăk Hlơ̆")
    renamed = empty_desk.find_place("lang dak hlo")
    assert (renamed.id, renamed.name) == (village.id, "Làng Đăk Hlơ̆")
    assert assess_village(empty_desk, renamed, village_set(empty_desk), YEAR).of("9.2").numerator == 151


def test_a_village_is_found_by_its_other_names(empty_desk: OpenDesk) -> None:
    change_place(empty_desk, empty_desk.find_place("Làng Lợt"), aliases=["Thôn 3", " ", "Làng Groi"])
    found = empty_desk.find_place("thon 3")
    assert found.name == "Làng Lợt"
    assert found.aliases == ("Thôn 3", "Làng Groi")


def test_the_communes_target_column_is_changed(empty_desk: OpenDesk) -> None:
    change_place(empty_desk, empty_desk.place, column="general")
    assert empty_desk.place.column == "general"


def test_changing_nothing_writes_nothing(empty_desk: OpenDesk) -> None:
    village = empty_desk.find_place("Thôn 1")
    assert change_place(empty_desk, village) == []
    assert change_place(empty_desk, village, name="Thôn 1") == []


@pytest.mark.parametrize("value", ["5", '"abc"', '{"a":1}', "[1,null]", "true"])
def test_other_names_of_another_shape_are_none(empty_desk: OpenDesk, value: str) -> None:
    place = empty_desk.find_place("Thôn 1")
    empty_desk.log.write([Change("place", place.id, "aliases", value)], "A Nam")
    assert empty_desk.find_place("Thôn 1").aliases == ()


def document(**changes: Any) -> dict[str, Any]:
    packaged: dict[str, Any] = json.loads(resources.text("criteria", "village-ntm-starter.json"))
    return packaged | {"id": "thon-tinh-kon-tum", "title": "Bộ tiêu chí thôn của tỉnh Kon Tum"} | changes


def as_file(path: Path, data: Any) -> Path:
    path.write_text(json.dumps(data, ensure_ascii=False), encoding="utf-8")
    return path


def test_a_set_is_brought_in_and_is_there_after_closing(empty_desk: OpenDesk, tmp_path: Path) -> None:
    added = add_criteria_set(empty_desk, as_file(tmp_path / "bộ.json", document()))
    assert added.is_new
    empty_desk.close()
    with open_desk(empty_desk.folder) as desk:
        assert desk.criteria_sets["thon-tinh-kon-tum"] == added.criteria_set
        check(desk)


def test_a_newer_version_takes_the_place_of_the_older(empty_desk: OpenDesk, tmp_path: Path) -> None:
    add_criteria_set(empty_desk, as_file(tmp_path / "a.json", document()))
    added = add_criteria_set(empty_desk, as_file(tmp_path / "b.json", document(version=2)))
    assert not added.is_new
    assert empty_desk.criteria_sets["thon-tinh-kon-tum"].version == 2


def test_another_set_under_a_version_that_is_here_already_is_refused(empty_desk: OpenDesk, tmp_path: Path) -> None:
    add_criteria_set(empty_desk, as_file(tmp_path / "a.json", document(version=2)))
    assert not add_criteria_set(empty_desk, as_file(tmp_path / "a lần nữa.json", document(version=2))).is_new
    for version in (1, 2):
        with pytest.raises(CriteriaSetExists):
            add_criteria_set(empty_desk, as_file(tmp_path / "b.json", document(version=version, title="Bộ khác")))
    assert empty_desk.criteria_sets["thon-tinh-kon-tum"].title == document()["title"]


def test_a_set_with_holes_names_them_all_and_nothing_changed(empty_desk: OpenDesk, tmp_path: Path) -> None:
    broken = document()
    del broken["title"]
    broken["criteria"][0]["indicators"][0]["kind"] = "guess"
    broken["criteria"][1]["indicators"][0]["targets"]["*"]["value"] = "nhiều"
    before = state_of(empty_desk.folder)
    with pytest.raises(CriteriaSetInvalid) as refused:
        add_criteria_set(empty_desk, as_file(tmp_path / "bộ.json", broken))
    assert len(refused.value.problems) >= 3
    assert refused.value.file == "bộ.json"
    assert state_of(empty_desk.folder) == before


@pytest.mark.parametrize("data", [b"", b"{", b"[]", b"null", b"[" * 100_000, b'{"format": NaN}'])
def test_a_file_that_is_no_set_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "a.json").write_bytes(data)
    with pytest.raises(CriteriaSetInvalid):
        read_criteria_file(tmp_path / "a.json")


def test_a_file_that_is_no_text_or_is_missing_is_refused(tmp_path: Path) -> None:
    (tmp_path / "a.json").write_bytes(b"\xff\xfe\x00{")
    with pytest.raises(FileUnreadable):
        read_criteria_file(tmp_path / "a.json")
    with pytest.raises(FileMissing):
        read_criteria_file(tmp_path / "b.json")
    with pytest.raises(FileMissing):
        read_criteria_file(tmp_path)


def test_a_set_of_a_later_version_is_no_hindrance_to_opening(empty_desk: OpenDesk) -> None:
    change = Change("criteria_set", "later", "document", json.dumps(json.dumps({"format": "ntm-criteria/9"})))
    empty_desk.log.write([change], "A Nam")
    empty_desk.close()
    with open_desk(empty_desk.folder) as desk:
        assert "later" not in desk.criteria_sets
        check(desk)
