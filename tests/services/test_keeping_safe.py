"""Backups that can be trusted, restoring that loses nothing, and the proof that log and tables agree."""

import contextlib
import errno
import os
import sqlite3
from datetime import datetime
from pathlib import Path

import pytest

from db import backup, connection
from ntm_desktop.domain.errors import (
    BackupInvalid,
    DatabaseLocked,
    DatabaseNewer,
    DiskFull,
    FileExists,
    FileMissing,
    FolderReadOnly,
    ProjectionDiffers,
)
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.keep_safe import back_up, check, rebuild, restore
from ntm_desktop.services.list_backups import list_backups
from ntm_desktop.services.open_desk import OpenDesk, open_desk
from ntm_desktop.services.record import record_note
from tests.services.state import enter, facts_of, names_in, state_of


def test_a_backup_holds_everything_and_is_read_back(sample_desk: OpenDesk, tmp_path: Path) -> None:
    enter(sample_desk, "Thôn 1", "9.2", "151/200")
    saved = back_up(sample_desk, tmp_path / "USB" / "bản sao Ia Ơ̆.db")
    folder = DataFolder(tmp_path / "khác")
    restore(folder, saved)
    assert facts_of(folder) == facts_of(sample_desk.folder)


def test_backups_are_kept_in_the_data_folder_and_listed_latest_first(empty_desk: OpenDesk) -> None:
    assert list_backups(empty_desk.folder) == []
    saved = [back_up(empty_desk) for _ in range(3)]
    listed = list_backups(empty_desk.folder)
    assert listed == saved[::-1]
    assert names_in(empty_desk.folder.backups) == {path.name for path in listed}


def test_of_two_backups_of_one_second_the_one_written_last_stands_first(empty_desk: OpenDesk) -> None:
    folder, moment = empty_desk.folder, datetime(2022, 2, 5, 9, 30, 5)
    made = [
        backup.back_up(empty_desk.database, folder.backups, reason=reason, now=moment)
        for reason in ("truoc-nhan-tep", "sau-xoa-ho")
    ]
    assert list_backups(folder) == made[::-1]


def test_a_backup_is_never_written_over_another_file(empty_desk: OpenDesk, tmp_path: Path) -> None:
    target = tmp_path / "báo cáo.docx"
    target.write_text("quý giá")
    with pytest.raises(FileExists):
        back_up(empty_desk, target)
    assert target.read_text() == "quý giá"
    assert not list(tmp_path.glob("*.part"))


def test_the_data_itself_is_no_place_for_a_backup(empty_desk: OpenDesk) -> None:
    before = state_of(empty_desk.folder)
    with pytest.raises(FileExists):
        back_up(empty_desk, empty_desk.folder.root / "." / "ntm.db")
    assert state_of(empty_desk.folder) == before


def test_a_device_is_no_place_for_a_backup(empty_desk: OpenDesk) -> None:
    with pytest.raises(FileExists):
        back_up(empty_desk, Path("/dev/full"))
    assert Path("/dev/full").is_char_device()


@pytest.mark.parametrize(("code", "expected"), [(errno.ENOSPC, DiskFull), (errno.EROFS, FolderReadOnly)])
def test_a_backup_that_cannot_be_written_leaves_nothing(
    empty_desk: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, expected: type[Exception]
) -> None:
    def refuse(_: int) -> None:
        raise OSError(code, os.strerror(code))

    before = state_of(empty_desk.folder)
    monkeypatch.setattr(os, "fsync", refuse)
    with pytest.raises(expected):
        back_up(empty_desk, tmp_path / "USB" / "a.db")
    assert names_in(tmp_path / "USB") == set()
    assert state_of(empty_desk.folder) == before


def test_restoring_backs_up_first_and_brings_the_earlier_figures_back(empty_desk: OpenDesk, tmp_path: Path) -> None:
    folder = empty_desk.folder
    enter(empty_desk, "Thôn 1", "9.2", "100/200")
    saved, then = back_up(empty_desk, tmp_path / "a.db"), facts_of(folder)
    enter(empty_desk, "Thôn 1", "9.2", "151/200")
    now = facts_of(folder)
    empty_desk.close()
    kept = restore(folder, saved)
    assert facts_of(folder) == then
    assert kept is not None
    assert kept in list_backups(folder)
    restore(folder, kept)
    assert facts_of(folder) == now


def test_restoring_draws_a_new_incarnation(empty_desk: OpenDesk, tmp_path: Path) -> None:
    folder = empty_desk.folder
    saved = back_up(empty_desk, tmp_path / "a.db")
    lost = enter(empty_desk, "Thôn 1", "9.2", "1/200")
    lost_operations = [one for batch in empty_desk.log.operations() for one in batch]
    empty_desk.close()
    restore(folder, saved)
    with open_desk(folder) as desk:
        enter(desk, "Thôn 1", "9.2", "2/200")
        assert lost.has_changed
        desk.log.take_in([lost_operations])
        assert len(desk.log.conflicts()) == 1  # both are kept, neither is taken for the other
        check(desk)


def test_a_damaged_desk_is_restored_and_the_damaged_file_is_kept(empty_desk: OpenDesk, tmp_path: Path) -> None:
    folder = empty_desk.folder
    saved, then = back_up(empty_desk, tmp_path / "a.db"), facts_of(folder)
    empty_desk.close()
    damaged = b"\0" * 5000
    folder.database.write_bytes(damaged)
    kept = restore(folder, saved)
    assert facts_of(folder) == then
    assert kept is not None
    assert kept.read_bytes() == damaged


def test_what_is_no_backup_is_refused_and_the_data_stays(empty_desk: OpenDesk, tmp_path: Path) -> None:
    folder, before = empty_desk.folder, state_of(empty_desk.folder)
    other = tmp_path / "other.db"
    with contextlib.closing(sqlite3.connect(other)) as raw:
        raw.execute("CREATE TABLE setting (name TEXT)")
    for data in (b"", b"text", other.read_bytes(), folder.database.read_bytes()[:3000]):
        (tmp_path / "a.db").write_bytes(data)
        with pytest.raises(BackupInvalid):
            restore(folder, tmp_path / "a.db")
    with pytest.raises(FileMissing):
        restore(folder, tmp_path / "none.db")
    with pytest.raises(FileMissing):
        restore(folder, tmp_path)
    assert state_of(folder) == before
    assert not folder.backups.exists()


def test_a_backup_of_a_newer_version_is_refused_and_the_data_stays(empty_desk: OpenDesk, tmp_path: Path) -> None:
    saved = back_up(empty_desk, tmp_path / "a.db")
    with contextlib.closing(sqlite3.connect(saved)) as raw:
        raw.execute("PRAGMA user_version = 99")
    before = state_of(empty_desk.folder)
    with pytest.raises(DatabaseNewer):
        restore(empty_desk.folder, saved)
    assert state_of(empty_desk.folder) == before


def test_nothing_is_restored_while_a_window_has_the_data_open(
    empty_desk: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection, "_BUSY_MS", 50)
    saved = back_up(empty_desk, tmp_path / "a.db")
    enter(empty_desk, "Thôn 1", "9.2", "151/200")
    before = state_of(empty_desk.folder)
    with pytest.raises(DatabaseLocked):
        restore(empty_desk.folder, saved)
    assert state_of(empty_desk.folder) == before
    enter(empty_desk, "Thôn 1", "9.2", "152/200")


@pytest.mark.parametrize(("code", "expected"), [(errno.ENOSPC, DiskFull), (errno.EROFS, FolderReadOnly)])
def test_a_restore_that_cannot_be_finished_leaves_the_data(
    empty_desk: OpenDesk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, expected: type[Exception]
) -> None:
    folder = empty_desk.folder
    saved = back_up(empty_desk, tmp_path / "a.db")
    enter(empty_desk, "Thôn 1", "9.2", "151/200")
    empty_desk.close()
    before = state_of(folder)
    replaced = Path.replace

    def refuse(path: Path, target: Path) -> Path:
        if target == folder.database:
            raise OSError(code, os.strerror(code))
        return replaced(path, target)

    monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(expected):
        restore(folder, saved)
    assert state_of(folder) == before
    assert not list(folder.root.glob("*.part"))


def test_a_backup_starts_a_desk_on_another_laptop(sample_desk: OpenDesk, tmp_path: Path) -> None:
    saved = back_up(sample_desk)
    folder = DataFolder(tmp_path / "máy mới" / "dữ liệu")
    assert restore(folder, saved) is None
    with open_desk(folder) as desk:
        assert desk.place == sample_desk.place


def test_a_row_changed_behind_the_log_is_found_and_mended(sample_desk: OpenDesk) -> None:
    counted = check(sample_desk)
    sample_desk.database.execute("UPDATE place SET name = 'Thôn 2' WHERE name = 'Thôn 1'")
    with pytest.raises(ProjectionDiffers) as refused:
        check(sample_desk)
    assert any("Thôn 2" in one for one in refused.value.differences)
    rebuild(sample_desk)
    assert check(sample_desk) == counted
    assert len(list_backups(sample_desk.folder)) == 1


def test_a_full_disk_while_saving_is_said_and_nothing_changed(empty_desk: OpenDesk) -> None:
    key = enter(empty_desk, "Thôn 1", "9.2", "100/200").reading.key
    pages = empty_desk.database.row("PRAGMA page_count")
    assert pages is not None
    empty_desk.database.execute(f"PRAGMA max_page_count = {pages[0]}")  # what SQLite says when no page can be added
    try:
        for number in range(100):  # until the pages that are there are full
            before = state_of(empty_desk.folder)
            record_note(empty_desk, key, f"{number} " + "ghi chú " * 400)
    except DiskFull:
        assert state_of(empty_desk.folder) == before
    else:
        pytest.fail("a hundred notes found room where no page can be added")
    empty_desk.database.execute("PRAGMA max_page_count = 1000000")
    assert record_note(empty_desk, key, "ghi chú").reading.note == "ghi chú"
    check(empty_desk)
