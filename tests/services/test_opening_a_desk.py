"""Opening a data folder: what is there is opened as it is, or refused with a reason and left alone."""

import contextlib
import random
import shutil
import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from db import connection
from ntm_desktop.domain.criteria import Level
from ntm_desktop.domain.errors import (
    AmbiguousPlace,
    CommuneNotNamed,
    DatabaseDamaged,
    DatabaseLocked,
    DatabaseNewer,
    DeskMissing,
    ExpectedError,
    UnknownCriteriaSet,
    UnknownPlace,
)
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.assess import assess_grid
from ntm_desktop.services.keep_safe import check
from ntm_desktop.services.open_desk import OpenDesk, open_desk
from ntm_desktop.services.start_desk import start_with_sample
from tests.services.state import YEAR, enter, names_in, state_of, village_set


@pytest.fixture
def closed(sample_desk: OpenDesk) -> DataFolder:
    """The folder of a desk that was closed."""
    enter(sample_desk, "Thôn 1", "9.2", "151/200")
    sample_desk.close()
    return sample_desk.folder


def test_what_was_saved_is_there_again(closed: DataFolder) -> None:
    before = state_of(closed)
    with open_desk(closed) as desk:
        assert desk.place.title == "Xã Ia Tơi"
        grid = assess_grid(desk, desk.place, village_set(desk), YEAR)
        assert grid.place(desk.find_place("thon 1").id).of("9.2").numerator == 151
    assert state_of(closed) == before


def test_a_folder_without_data_is_no_desk_and_nothing_is_made_there(tmp_path: Path) -> None:
    folder = DataFolder(tmp_path / "trống")
    with pytest.raises(DeskMissing):
        open_desk(folder)
    assert not folder.root.exists()


def test_a_copied_folder_numbers_its_operations_anew(closed: DataFolder, tmp_path: Path) -> None:
    copy = DataFolder(tmp_path / "máy khác")
    shutil.copytree(closed.root, copy.root)
    with open_desk(closed) as original, open_desk(copy) as copied:
        first = enter(original, "Thôn 7", "9.2", "1/200")
        second = enter(copied, "Thôn 7", "9.2", "2/200")
        assert first.has_changed
        assert second.has_changed
        own = {key for key in original.log.ranges() if key[0] == original.desk.device}
        copies = {key for key in copied.log.ranges() if key[0] == copied.desk.device}
        assert {incarnation for _, incarnation, _ in own} != {incarnation for _, incarnation, _ in copies}
        copied.log.take_in(original.log.operations())
        assert len(copied.log.conflicts()) == 1
        check(copied)


def test_a_copy_keeps_its_new_numbering(closed: DataFolder, tmp_path: Path) -> None:
    copy = DataFolder(tmp_path / "máy khác")
    shutil.copytree(closed.root, copy.root)
    open_desk(copy).close()
    before = state_of(copy)
    open_desk(copy).close()
    assert state_of(copy) == before


def test_data_of_a_newer_version_is_refused_and_left_alone(closed: DataFolder) -> None:
    with contextlib.closing(sqlite3.connect(closed.database)) as raw:
        raw.execute("PRAGMA user_version = 99")
    before = closed.database.read_bytes()
    with pytest.raises(DatabaseNewer) as refused:
        open_desk(closed)
    assert refused.value.found == "99"
    assert closed.database.read_bytes() == before


@pytest.mark.parametrize("data", [b"", b"SQLite format 3\0", b"not a database at all" * 100])
def test_a_file_that_is_no_database_is_refused_and_left_alone(folder: DataFolder, data: bytes) -> None:
    folder.root.mkdir()
    folder.database.write_bytes(data)
    with pytest.raises(DatabaseDamaged):
        open_desk(folder)
    assert folder.database.read_bytes() == data


def test_a_database_of_another_program_is_refused(folder: DataFolder) -> None:
    folder.root.mkdir()
    with contextlib.closing(sqlite3.connect(folder.database)) as raw:
        raw.execute("CREATE TABLE setting (name TEXT)")
        raw.execute("PRAGMA user_version = 1")
    with pytest.raises(DatabaseDamaged):
        open_desk(folder)


def test_settings_that_are_not_what_was_written_are_damage(closed: DataFolder) -> None:
    for name, value in (("role", '"king"'), ("incarnation", "[]"), ("device", "{"), ("has_sample", "zz")):
        with contextlib.closing(sqlite3.connect(closed.database)) as raw, raw:
            (kept,) = raw.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
            raw.execute("UPDATE setting SET value = ? WHERE name = ?", (value, name))
        with pytest.raises(DatabaseDamaged):
            open_desk(closed)
        with contextlib.closing(sqlite3.connect(closed.database)) as raw, raw:
            raw.execute("UPDATE setting SET value = ? WHERE name = ?", (kept, name))
    open_desk(closed).close()


def test_a_file_damaged_anywhere_is_opened_or_refused_and_nothing_else(closed: DataFolder) -> None:
    whole = closed.database.read_bytes()
    chosen = random.Random(3)
    for _ in range(40):
        damaged = bytearray(whole)
        start = chosen.choice((chosen.randrange(8192), chosen.randrange(len(whole))))
        length = chosen.choice((1, 16, 512, 4096))
        damaged[start : start + length] = chosen.randbytes(len(damaged[start : start + length]))
        closed.database.write_bytes(damaged)
        with contextlib.suppress(ExpectedError), open_desk(closed) as desk:
            for commune in desk.communes():
                assess_grid(desk, commune, village_set(desk), YEAR)
            check(desk)


def test_a_file_cut_off_anywhere_is_refused(closed: DataFolder) -> None:
    whole = closed.database.read_bytes()
    for length in (1, 99, 100, 4095, 4096, 40_960, len(whole) // 2, len(whole) - 4096):
        closed.database.write_bytes(whole[:length])
        with pytest.raises(DatabaseDamaged), open_desk(closed) as desk:
            check(desk)


def test_data_locked_by_another_program_is_refused_and_opens_afterwards(
    closed: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "_BUSY_MS", 50)
    with contextlib.closing(sqlite3.connect(closed.database, isolation_level=None)) as other:
        other.execute("PRAGMA locking_mode = EXCLUSIVE")
        other.execute("BEGIN EXCLUSIVE")
        with pytest.raises(DatabaseLocked):
            open_desk(closed)
    open_desk(closed).close()


def test_saving_while_another_window_writes_is_refused_and_nothing_changed(
    closed: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "_BUSY_MS", 50)
    before = state_of(closed)
    with open_desk(closed) as desk, contextlib.closing(sqlite3.connect(closed.database)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(DatabaseLocked):
            enter(desk, "Thôn 1", "9.2", "152/200")
        other.rollback()
        enter(desk, "Thôn 1", "9.2", "151/200")
    assert state_of(closed) == before


def test_opening_leaves_no_other_files(closed: DataFolder) -> None:
    before = names_in(closed.root)
    open_desk(closed).close()
    assert names_in(closed.root) == before


@pytest.fixture
def district(tmp_path: Path) -> Iterator[OpenDesk]:
    with start_with_sample(DataFolder(tmp_path / "huyện"), "ia-hdrai", upper_level=True) as desk:
        yield desk


def test_villages_of_one_name_are_told_apart_by_their_commune(district: OpenDesk) -> None:
    with pytest.raises(AmbiguousPlace) as refused:
        district.find_place("thon 1")
    assert set(refused.value.candidates) == {"Thôn 1 (Xã Ia Tơi)", "Thôn 1 (Xã Ia Đal)"}
    assert district.find_place("thon 1", "ia dal").parent_id == district.find_commune("xã Ia Đal").id


@pytest.mark.parametrize("text", ["Thôn 1", "thon 1", "THÔN  1", "1", " Thon1 "])
def test_a_village_is_found_however_people_write_it(sample_desk: OpenDesk, text: str) -> None:
    assert sample_desk.find_place(text).name == "Thôn 1"


def test_an_unnamed_commune_is_the_only_one_there_is(sample_desk: OpenDesk, district: OpenDesk) -> None:
    assert sample_desk.find_commune(None).name == "Ia Tơi"
    with pytest.raises(CommuneNotNamed):
        district.find_commune(None)


def test_an_unknown_place_is_answered_with_the_known_ones(sample_desk: OpenDesk) -> None:
    with pytest.raises(UnknownPlace) as refused:
        sample_desk.find_place("Thôn 99")
    assert "Thôn Ia Dơr" in refused.value.known


def test_a_criteria_set_is_found_by_id_or_title_and_an_unknown_one_refused(sample_desk: OpenDesk) -> None:
    one = sample_desk.criteria_set("commune-ntm-2021-2025", Level.VILLAGE)
    assert sample_desk.criteria_set(one.title.upper(), Level.VILLAGE) is one
    with pytest.raises(UnknownCriteriaSet):
        sample_desk.criteria_set("bộ khác", Level.VILLAGE)
