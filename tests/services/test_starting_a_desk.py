"""First start: a desk of the sample or an empty one, whole or not at all."""

import errno
from pathlib import Path

import pytest

from db.operation_log import OperationLog
from ntm_desktop.domain.desk import Role
from ntm_desktop.domain.errors import (
    DeskExists,
    DiskFull,
    FolderReadOnly,
    MissingText,
    UnknownPlace,
    UnknownSample,
)
from ntm_desktop.domain.places import place_id
from ntm_desktop.paths import DataFolder
from ntm_desktop.services import start_desk
from ntm_desktop.services.keep_safe import check
from ntm_desktop.services.open_desk import OpenDesk, open_desk
from ntm_desktop.services.start_desk import start_commune, start_upper_level, start_with_sample
from ntm_desktop.services.track_plan import list_tasks
from tests.services.state import facts_of, names_in, state_of


def test_the_sample_makes_the_laptop_of_ia_toi(sample_desk: OpenDesk) -> None:
    assert sample_desk.desk.role is Role.COMMUNE
    assert sample_desk.desk.has_sample
    assert sample_desk.place.name == "Ia Tơi"
    assert [one.name for one in sample_desk.villages(sample_desk.place.id)] == [
        *("Thôn 1", "Thôn 7", "Thôn 8", "Thôn 9", "Thôn Ia Dơr"),
    ]
    upper = sample_desk.upper_level()
    assert upper is not None
    assert upper.name == "huyện Ia H'Drai"
    assert len(list_tasks(sample_desk)) == 73
    check(sample_desk)


@pytest.mark.parametrize("text", ["Ia Đal", "ia dal", "xã Ia Đal", "XA IA DAL"])
def test_the_sample_makes_the_laptop_of_another_commune(folder: DataFolder, text: str) -> None:
    with start_with_sample(folder, "ia-hdrai", commune=text) as desk:
        assert desk.place.name == "Ia Đal"
        assert len(desk.villages(desk.place.id)) == 8
        assert [one.name for one in desk.communes()] == ["Ia Đal"]


def test_the_sample_makes_the_districts_desk_with_all_three_communes(folder: DataFolder) -> None:
    with start_with_sample(folder, "ia-hdrai", upper_level=True) as desk:
        assert desk.desk.role is Role.UPPER_LEVEL
        assert {one.name for one in desk.communes()} == {"Ia Dom", "Ia Đal", "Ia Tơi"}
        assert desk.upper_level() == desk.place
        check(desk)


def test_two_samples_hold_the_same_facts(tmp_path: Path) -> None:
    folders = DataFolder(tmp_path / "a"), DataFolder(tmp_path / "b")
    for one in folders:
        start_with_sample(one, "ia-hdrai").close()
    first, second = (facts_of(one) for one in folders)
    for table in ("place", "reading", "plan", "plan_task", "plan_figure"):
        assert first[table] == second[table]
    assert state_of(folders[0])["setting"] != state_of(folders[1])["setting"]


def test_an_unknown_sample_and_an_unknown_commune_are_refused(folder: DataFolder) -> None:
    with pytest.raises(UnknownSample):
        start_with_sample(folder, "ha-noi")
    with pytest.raises(UnknownPlace) as refused:
        start_with_sample(folder, "ia-hdrai", commune="Ia Grai")
    assert set(refused.value.known) == {"Ia Dom", "Ia Đal", "Ia Tơi"}
    assert not folder.root.exists()


def test_an_empty_commune_has_its_villages_in_the_order_given(empty_desk: OpenDesk) -> None:
    assert empty_desk.place.title == "Xã Măng Bút"
    assert empty_desk.place.column == "special"
    assert [one.name for one in empty_desk.villages(empty_desk.place.id)] == ["Thôn 1", "Làng Lợt"]
    assert empty_desk.desk.person == "A Nam"
    assert not empty_desk.desk.has_sample
    assert list_tasks(empty_desk) == []
    check(empty_desk)


def test_an_empty_upper_level_has_no_communes(folder: DataFolder) -> None:
    with start_upper_level(folder, "huyện Ia H'Drai", province="tỉnh Kon Tum") as desk:
        assert desk.place.title == "Huyện Ia H'Drai"
        assert desk.communes() == []
        with pytest.raises(UnknownPlace):
            desk.find_commune(None)


def test_laptops_set_up_apart_meet_at_the_same_places(tmp_path: Path) -> None:
    first, second = DataFolder(tmp_path / "a"), DataFolder(tmp_path / "b")
    with (
        start_commune(first, "Ia Tơi", upper_level="huyện Ia H'Drai", villages=["Thôn 1"]) as a,
        start_commune(second, "IA TOI", upper_level="Huyện Ia H’Drai", villages=["thon 1"]) as b,
    ):
        assert a.place.id == b.place.id == place_id("huyện Ia H'Drai", "Ia Tơi")
        assert a.villages(a.place.id)[0].id == b.villages(b.place.id)[0].id


def test_villages_of_one_name_are_two_villages(folder: DataFolder) -> None:
    with start_commune(folder, "Ia Grai", villages=["Làng Lợt", "Làng Lợt", "lang lot"]) as desk:
        villages = desk.villages(desk.place.id)
        assert [one.name for one in villages] == ["Làng Lợt", "Làng Lợt", "lang lot"]
        assert len({one.id for one in villages}) == 3


@pytest.mark.parametrize(("name", "villages"), [("", []), ("  ", []), ("Ia Tơi", ["Thôn 1", " "])])
def test_a_place_without_a_name_is_refused(folder: DataFolder, name: str, villages: list[str]) -> None:
    with pytest.raises(MissingText):
        start_commune(folder, name, villages=villages)
    with pytest.raises(MissingText):
        start_upper_level(folder, " ")
    assert not folder.root.exists()


def test_an_existing_desk_is_never_overwritten(sample_desk: OpenDesk) -> None:
    before = state_of(sample_desk.folder)
    with pytest.raises(DeskExists):
        start_commune(sample_desk.folder, "Ia Tơi")
    with pytest.raises(DeskExists):
        start_with_sample(sample_desk.folder, "ia-hdrai")
    assert state_of(sample_desk.folder) == before


def test_a_start_that_fails_half_way_leaves_nothing(folder: DataFolder, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(*_: object, **__: object) -> None:
        raise DiskFull(str(folder.root))

    with monkeypatch.context() as broken:
        broken.setattr(OperationLog, "write", fail)
        with pytest.raises(DiskFull):
            start_commune(folder, "Ia Tơi")
    assert names_in(folder.root) == set()
    start_commune(folder, "Ia Tơi").close()


def test_a_start_that_cannot_be_put_in_its_place_leaves_nothing(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    with monkeypatch.context() as broken:
        broken.setattr(Path, "replace", full)
        with pytest.raises(DiskFull):
            start_commune(folder, "Ia Tơi")
    assert names_in(folder.root) == set()


def test_what_an_interrupted_start_left_is_no_desk_and_no_hindrance(folder: DataFolder) -> None:
    folder.root.mkdir()
    (folder.root / "ntm.db.new").write_bytes(b"half")
    (folder.root / "ntm.db.new-wal").write_bytes(b"half")
    start_commune(folder, "Ia Tơi").close()
    assert names_in(folder.root) == {"ntm.db"}
    open_desk(folder).close()


@pytest.mark.parametrize(("code", "expected"), [(errno.ENOSPC, DiskFull), (errno.EACCES, FolderReadOnly)])
def test_a_folder_that_cannot_be_made_is_said(
    folder: DataFolder, monkeypatch: pytest.MonkeyPatch, code: int, expected: type[Exception]
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(code, "refused")

    monkeypatch.setattr(Path, "mkdir", refuse)
    with pytest.raises(expected):
        start_commune(folder, "Ia Tơi")


def test_a_file_where_the_folder_should_be_is_said(tmp_path: Path) -> None:
    (tmp_path / "data").write_text("a")
    with pytest.raises(FolderReadOnly):
        start_commune(DataFolder(tmp_path / "data"), "Ia Tơi")


def test_the_sample_is_only_the_one_that_is_packaged() -> None:
    assert start_desk.SAMPLES == ("ia-hdrai",)
