"""A backup is a verified copy; putting one back happens wholly or not at all."""

from datetime import datetime
from pathlib import Path

import pytest

from db.backup import back_up, check_backup, copy_to, put_back
from db.connection import Database, open_database
from db.operation_log import Change, OperationLog
from ntm_desktop.domain.errors import BackupInvalid, FileMissing, FolderReadOnly

NOW = datetime(2022, 2, 5, 14, 32, 7)


@pytest.fixture
def database(tmp_path: Path) -> Database:
    opened = open_database(tmp_path / "ntm.db", create=True)
    OperationLog(opened, "a" * 16, 1).write([Change("place", "p1", "name", '"Thôn 1"')], "A Nam")
    return opened


def test_a_backup_holds_every_operation(database: Database, tmp_path: Path) -> None:
    copy = back_up(database, tmp_path / "backups", reason="thu", now=NOW)
    assert copy.name == "ntm-20220205-143207-thu.db"
    check_backup(copy)
    opened = open_database(copy)
    assert opened.rows("SELECT name FROM place") == [("Thôn 1",)]
    opened.close()


def test_two_backups_of_one_second_are_two_files(database: Database, tmp_path: Path) -> None:
    first = back_up(database, tmp_path / "b", reason="thu", now=NOW)
    second = back_up(database, tmp_path / "b", reason="thu", now=NOW)
    assert first != second
    assert first.exists()


def test_only_the_latest_twenty_are_kept(database: Database, tmp_path: Path) -> None:
    for second in range(23):
        back_up(database, tmp_path / "b", reason="thu", now=NOW.replace(second=second))
    kept = sorted(path.name for path in (tmp_path / "b").iterdir())
    assert len(kept) == 20
    assert kept[0] == "ntm-20220205-143203-thu.db"


def test_a_cut_off_backup_is_refused(database: Database, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy_to(database, copy)
    whole = copy.read_bytes()
    copy.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(BackupInvalid):
        check_backup(copy)


def test_a_missing_backup_is_said(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        check_backup(tmp_path / "none.db")


def test_a_copy_where_a_file_stands_for_the_folder_leaves_nothing(database: Database, tmp_path: Path) -> None:
    (tmp_path / "blocked").write_text("a file")
    with pytest.raises(FolderReadOnly):
        copy_to(database, tmp_path / "blocked" / "copy.db")
    assert (tmp_path / "blocked").read_text() == "a file"


def test_put_back_brings_the_old_state(database: Database, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    copy_to(database, copy)
    OperationLog(database, "a" * 16, 1).write([Change("place", "p1", "name", '"Thôn 2"')], "A Nam")
    database.close()
    put_back(copy, tmp_path / "ntm.db", 7)
    opened = open_database(tmp_path / "ntm.db")
    assert opened.rows("SELECT name FROM place") == [("Thôn 1",)]
    opened.close()
