"""Verified copies of the database file, and putting one back."""

import contextlib
import mmap
import os
import sqlite3
from datetime import datetime
from pathlib import Path

from db.connection import APPLICATION_ID, Database, translated
from db.migrations import LATEST
from ntm_desktop.domain.disk_errors import not_writable
from ntm_desktop.domain.errors import BackupInvalid, DatabaseNewer, FileMissing, FolderReadOnly

_KEPT = 20


def back_up(database: Database, folder: Path, *, reason: str, now: datetime, without: str = "") -> Path:
    """Copies the database into `folder`, reads the copy back and compares; older copies beyond 20 go.

    Nothing half-written keeps the backup's name; `without` as in `copy_to`. Raises FolderReadOnly, DiskFull,
    BackupInvalid.
    """
    target = folder / f"ntm-{now:%Y%m%d-%H%M%S}-{reason}.db"
    counter = 1
    while target.exists():
        counter += 1
        target = folder / f"ntm-{now:%Y%m%d-%H%M%S}-{reason}-{counter:02d}.db"
    copy_to(database, target, without=without)
    for old in sorted(folder.glob("ntm-*.db"))[:-_KEPT]:
        if old != target:  # a clock that was set back makes the newest look like the oldest
            old.unlink(missing_ok=True)
    return target


def copy_to(database: Database, target: Path, *, without: str = "") -> None:
    """A verified copy at `target`, never the open file, and without the setting of that name: not a trace of it.

    Raises FolderReadOnly, DiskFull, BackupInvalid.
    """
    part = target.with_name(target.name + ".part")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        part.unlink(missing_ok=True)
        with translated(target), contextlib.closing(sqlite3.connect(part)) as copy:
            database.connection.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            if without:
                _leave_out(copy, part, without)
        _verify(part, target, database)
        _flush(part)
        part.replace(target)
    except PermissionError as error:
        raise FolderReadOnly(str(target.parent)) from error
    except OSError as error:
        raise not_writable(error, target.parent) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def check_backup(path: Path) -> None:
    """Raises FileMissing, BackupInvalid, DatabaseNewer: a file that may not take the place of today's data."""
    if not path.is_file():
        raise FileMissing(str(path))
    try:
        with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as copy:
            application = copy.execute("PRAGMA application_id").fetchone()[0]
            version = copy.execute("PRAGMA user_version").fetchone()[0]
            pages = copy.execute("PRAGMA page_count").fetchone()[0] * copy.execute("PRAGMA page_size").fetchone()[0]
            if pages != path.stat().st_size:  # SQLite forgives a file cut off inside its last page
                raise BackupInvalid(str(path))
            if application != APPLICATION_ID or copy.execute("PRAGMA quick_check(1)").fetchone()[0] != "ok":
                raise BackupInvalid(str(path))
    except sqlite3.DatabaseError as error:
        raise BackupInvalid(str(path)) from error
    if version > LATEST:
        raise DatabaseNewer(str(path), str(version))


def setting_of(source: Path, name: str) -> str | None:
    """A setting of a closed database file, as JSON text."""
    with (
        translated(source),
        contextlib.closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as original,
    ):
        row = original.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
        return str(row[0]) if row else None


def numbers_of(source: Path) -> tuple[int, int] | None:
    """The highest number of a package that a closed database file has sent, and the lowest its next may have.

    None where the file cannot be read any more.
    """
    highest = "SELECT COALESCE(MAX(number), 0) FROM package WHERE direction = 'sent'"
    try:
        with contextlib.closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as original:
            sent = original.execute(highest).fetchone()
            begun = original.execute("SELECT value FROM setting WHERE name = 'next_number'").fetchone()
            return int(sent[0]), int(begun[0]) if begun else 1
    except (sqlite3.DatabaseError, ValueError, UnicodeDecodeError):
        return None


def put_back(source: Path, target: Path, incarnation: int, **also: str) -> None:
    """Makes `target` a copy of `source` that numbers its operations anew; `target` must be closed.

    Before or after, never between: a copy under the old numbers never stands at `target`. `also` are settings
    that the copy gets, as JSON text.
    """
    part = target.with_name(target.name + ".part")
    try:
        with (
            translated(source),
            contextlib.closing(sqlite3.connect(f"{source.resolve().as_uri()}?mode=ro", uri=True)) as original,
            contextlib.closing(sqlite3.connect(part)) as copy,
        ):
            original.backup(copy)
            copy.execute("PRAGMA journal_mode = DELETE")
            values = {"incarnation": str(incarnation), **also}
            copy.executemany("INSERT OR REPLACE INTO setting VALUES (?, ?)", values.items())
            copy.commit()
        _flush(part)
        for leftover in (target.with_name(target.name + "-wal"), target.with_name(target.name + "-shm")):
            leftover.unlink(missing_ok=True)
        part.replace(target)
    except OSError as error:
        raise not_writable(error, target.parent) from error
    finally:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)


def _leave_out(copy: sqlite3.Connection, part: Path, name: str) -> None:
    """Deletes a setting so that the file holds it nowhere, not even where SQLite has moved rows about."""
    row = copy.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    if row is None:
        return
    copy.execute("PRAGMA secure_delete = ON")
    copy.execute("DELETE FROM setting WHERE name = ?", (name,))
    copy.commit()
    if _holds(part, str(row[0]).strip('"').encode()):
        copy.execute("VACUUM")


def _holds(path: Path, text: bytes) -> bool:
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return content.find(text) >= 0


def _verify(part: Path, target: Path, database: Database) -> None:
    """Raises BackupInvalid, by the name the copy was to have."""
    try:
        check_backup(part)
    except BackupInvalid as error:
        raise BackupInvalid(str(target)) from error
    with contextlib.closing(sqlite3.connect(part)) as copy:
        copied = copy.execute("SELECT COUNT(*) FROM operation").fetchone()
    if copied != database.row("SELECT COUNT(*) FROM operation"):
        raise BackupInvalid(str(target))


def _flush(path: Path) -> None:
    with path.open("rb+") as file:
        os.fsync(file.fileno())
