"""The database file is opened with its guarantees, or refused with a reason and left as it is."""

import sqlite3
from pathlib import Path

import pytest

from db import connection, migrations
from db.connection import open_database, open_in_memory
from db.migrations import LATEST
from ntm_desktop.domain.errors import DatabaseDamaged, DatabaseLocked, DatabaseNewer, DeskMissing, FolderReadOnly


@pytest.fixture
def path(tmp_path: Path) -> Path:
    target = tmp_path / "ntm.db"
    open_database(target, create=True).close()
    return target


def test_an_open_database_keeps_what_people_enter(path: Path) -> None:
    database = open_database(path)
    pragmas = {name: database.row(f"PRAGMA {name}") for name in ("foreign_keys", "journal_mode", "synchronous")}
    assert pragmas == {"foreign_keys": (1,), "journal_mode": ("wal",), "synchronous": (2,)}
    database.close()


def test_a_missing_database_is_not_made_by_looking(tmp_path: Path) -> None:
    with pytest.raises(DeskMissing):
        open_database(tmp_path / "ntm.db")
    assert list(tmp_path.iterdir()) == []


def test_an_older_database_is_brought_up_step_by_step(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    for step in range(1, len(migrations._STEPS)):
        path = tmp_path / f"{step}.db"
        with monkeypatch.context() as older:
            older.setattr(migrations, "_STEPS", migrations._STEPS[:step])
            for module in (migrations, connection):
                older.setattr(module, "LATEST", step)
            open_database(path, create=True).close()
        database = open_database(path)
        fresh = open_in_memory()
        shape = "SELECT name, sql FROM sqlite_master WHERE type IN ('table', 'view', 'index') ORDER BY name"
        for name, _ in fresh.rows(shape):
            columns = f"SELECT name, type FROM pragma_table_info('{name}')"
            assert set(database.rows(columns)) == set(fresh.rows(columns)), name
        assert database.row("PRAGMA user_version") == (LATEST,)
        database.close()
        fresh.close()


def test_a_database_of_a_newer_version_is_refused_unchanged(path: Path) -> None:
    with sqlite3.connect(path) as raw:
        raw.execute(f"PRAGMA user_version = {LATEST + 1}")
    raw.close()
    before = path.read_bytes()
    with pytest.raises(DatabaseNewer):
        open_database(path)
    assert path.read_bytes() == before


@pytest.mark.parametrize("content", [b"", b"not a database", b"SQLite format 3\x00" + b"\xff" * 4096])
def test_what_is_no_database_of_ours_is_refused_unchanged(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "ntm.db"
    path.write_bytes(content)
    with pytest.raises(DatabaseDamaged):
        open_database(path)
    assert path.read_bytes() == content


def test_another_programs_database_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "ntm.db"
    other = sqlite3.connect(path)
    other.execute("CREATE TABLE t (x)")
    other.commit()
    other.close()
    with pytest.raises(DatabaseDamaged):
        open_database(path)


def test_a_locked_database_says_so(path: Path) -> None:
    holder = sqlite3.connect(path, isolation_level=None)
    holder.execute("BEGIN IMMEDIATE")
    database = open_database(path)
    database.execute("PRAGMA busy_timeout = 1")
    with pytest.raises(DatabaseLocked), database.transaction():
        pass
    holder.execute("ROLLBACK")
    holder.close()
    database.close()


def test_a_folder_that_cannot_be_written_says_so(tmp_path: Path) -> None:
    with pytest.raises(FolderReadOnly):
        open_database(tmp_path / "no such folder" / "ntm.db", create=True)


def test_a_failed_transaction_leaves_nothing_behind(path: Path) -> None:
    database = open_database(path)

    def fail_half_way() -> None:
        with database.transaction():
            database.execute("INSERT INTO setting VALUES ('a', '1')")
            raise RuntimeError

    with pytest.raises(RuntimeError):
        fail_half_way()
    assert database.rows("SELECT * FROM setting") == []
    database.close()
