"""The one door to the database file: opened with the guarantees people's work needs, or refused with a reason."""

import contextlib
import sqlite3
from collections.abc import Generator, Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from db.migrations import LATEST, apply_migrations
from ntm_desktop.domain.errors import (
    DatabaseDamaged,
    DatabaseLocked,
    DatabaseNewer,
    DeskMissing,
    DiskFull,
    FolderReadOnly,
    SqliteTooOld,
)

if TYPE_CHECKING:
    from tempfile import TemporaryDirectory

    from sqlite_utils import Database as Tables

APPLICATION_ID = 0x4E544D44  # "NTMD"
OLDEST_SQLITE = (3, 40, 0)
_BUSY_MS = 3000


class Database:
    """A connection of one thread. Statements run inside `transaction()`; a failure leaves nothing behind."""

    def __init__(self, connection: sqlite3.Connection, path: Path | None) -> None:
        self.connection = connection
        self.path = path
        self.is_open = True
        self.is_read_only = False
        self._tables: Tables | None = None
        self._copy: TemporaryDirectory[str] | None = None

    @property
    def tables(self) -> "Tables":
        """The same connection as sqlite-utils sees it; made when first asked for, since its import is slow."""
        if self._tables is None:
            from sqlite_utils import Database as Tables

            self._tables = Tables(self.connection, strict=True, execute_plugins=False)
        return self._tables

    @contextlib.contextmanager
    def transaction(self) -> Generator[None, None, None]:
        """All or nothing. Takes the write lock at once; inside another transaction it joins that one.

        Raises DatabaseLocked, DiskFull, FolderReadOnly, DatabaseDamaged for what the machine does.
        """
        if self.connection.in_transaction:
            yield
            return
        with translated(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield
            except BaseException:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise
            try:
                self.connection.execute("COMMIT")
            except sqlite3.Error:
                if self.connection.in_transaction:
                    self.connection.execute("ROLLBACK")
                raise

    def rows(self, sql: str, parameters: Sequence[Any] = ()) -> list[tuple[Any, ...]]:
        """Every row of a query. Raises as `transaction`."""
        with translated(self.path):
            return self.connection.execute(sql, parameters).fetchall()

    def row(self, sql: str, parameters: Sequence[Any] = ()) -> tuple[Any, ...] | None:
        """The first row of a query, None where there is none. Raises as `transaction`."""
        with translated(self.path):
            found: tuple[Any, ...] | None = self.connection.execute(sql, parameters).fetchone()
            return found

    def execute(self, sql: str, parameters: Sequence[Any] = ()) -> None:
        """One statement. Raises as `transaction`."""
        with translated(self.path):
            self.connection.execute(sql, parameters)

    def execute_many(self, sql: str, parameters: Iterable[Sequence[Any]]) -> int:
        """Returns how many rows were changed."""
        with translated(self.path):
            return self.connection.executemany(sql, parameters).rowcount

    def wide_cache(self) -> contextlib.AbstractContextManager[None]:
        """64 MB for work that touches every page of the indexes again and again; 2 MB do for everything else."""
        return self.cache_of(64_000)

    @contextlib.contextmanager
    def cache_of(self, size: int) -> Generator[None, None, None]:
        """A page cache of `size` kB meanwhile."""
        before = self.row("PRAGMA cache_size")
        self.execute(f"PRAGMA cache_size = {-size}")
        try:
            yield
        finally:
            self.execute(f"PRAGMA cache_size = {before[0] if before else -2000}")

    def leave_no_traces(self) -> None:
        """Writes the file anew without what was deleted or replaced, which otherwise stays in free pages."""
        self.execute("VACUUM")
        self.execute("PRAGMA wal_checkpoint(TRUNCATE)")

    def leave_write_ahead(self) -> None:
        """Back to one file alone, before it is moved; refused while another window has it open."""
        self.execute("PRAGMA journal_mode = DELETE")

    def close(self) -> None:
        """Tidies SQLite's statistics and closes; the copy of a read-only file goes."""
        with contextlib.suppress(sqlite3.Error):
            self.connection.execute("PRAGMA optimize")
        self.connection.close()
        self.is_open = False
        if self._copy is not None:
            self._copy.cleanup()


def open_database(path: Path, *, create: bool = False) -> Database:
    """Opens, checks and migrates the file; `create` makes it where there is none.

    Where nothing may be written (a stick locked against it, another person's folder) it is opened to be read, and
    what writes later raises FolderReadOnly.
    Raises DeskMissing, DatabaseNewer, DatabaseDamaged, DatabaseLocked, FolderReadOnly, DiskFull, SqliteTooOld.
    """
    if sqlite3.sqlite_version_info < OLDEST_SQLITE:
        raise SqliteTooOld(sqlite3.sqlite_version, ".".join(map(str, OLDEST_SQLITE)))
    if not create and not path.is_file():
        raise DeskMissing(str(path.parent))
    with translated(path):
        connection = sqlite3.connect(path, isolation_level=None, timeout=_BUSY_MS / 1000)
    try:
        with translated(path):
            _prepare(connection, path, create=create)
    except FolderReadOnly:
        connection.close()
        if create:
            raise
        return _opened_to_read(path)
    except BaseException:
        connection.close()
        raise
    return Database(connection, path)


def _opened_to_read(path: Path) -> Database:
    """The file as it stands, writing nothing beside it, not even SQLite's own files.

    Pages that were written ahead and not yet folded in (after a power cut) are read from a copy: alone SQLite could
    not join them here. Raises what `open_database` raises.
    """
    from tempfile import TemporaryDirectory  # rarely needed, and slow to load

    place, copy = path, None
    ahead = path.with_name(f"{path.name}-wal")
    try:
        if ahead.is_file() and ahead.stat().st_size:
            copy = TemporaryDirectory(prefix="ntm-")
            place = Path(copy.name) / path.name
            for file in (path, ahead):
                (place.parent / file.name).write_bytes(file.read_bytes())
    except OSError as error:
        raise FolderReadOnly(str(path.parent)) from error
    how = "mode=ro&immutable=1" if copy is None else "mode=rw"
    with translated(path):
        connection = sqlite3.connect(f"{place.resolve().as_uri()}?{how}", uri=True, isolation_level=None)
    try:
        with translated(path):
            found = _recognised(connection, path)
            if found < LATEST:  # an older file would have to be migrated first
                raise FolderReadOnly(str(path.parent))
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA query_only = ON")
    except BaseException:
        connection.close()
        raise
    database = Database(connection, path)
    database.is_read_only, database._copy = True, copy
    return database


def open_in_memory() -> Database:
    """A database of the same shape without a file, for tests."""
    connection = sqlite3.connect(":memory:", isolation_level=None)
    connection.execute("PRAGMA foreign_keys = ON")
    database = Database(connection, None)
    apply_migrations(database.tables)
    return database


@contextlib.contextmanager
def translated(path: Path | None) -> Generator[None, None, None]:
    """Turns what SQLite says about the machine into errors a person can mend; our own mistakes pass through."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        expected = _expected(error, str(path or ""))
        if expected is None:
            raise
        raise expected from error
    except UnicodeDecodeError as error:  # SQLite quoting what it found in a damaged file
        raise DatabaseDamaged(str(path or "")) from error


def _expected(error: sqlite3.DatabaseError, path: str) -> Exception | None:
    code = getattr(error, "sqlite_errorcode", 0) & 0xFF
    if not code and str(error).startswith("Could not decode to UTF-8"):  # text was damaged, the pages were not
        return DatabaseDamaged(path)
    if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
        return DatabaseLocked(path)
    if code == sqlite3.SQLITE_FULL:
        return DiskFull(path)
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return FolderReadOnly(path)
    if code in (sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB):
        return DatabaseDamaged(path)
    return None


def _recognised(connection: sqlite3.Connection, path: Path, *, may_be_new: bool = False) -> int:
    """The version of a file of this program, 0 for a new one. Raises DatabaseDamaged, DatabaseNewer."""
    found = int(connection.execute("PRAGMA user_version").fetchone()[0])
    application = int(connection.execute("PRAGMA application_id").fetchone()[0])
    is_new = may_be_new and found == 0 and application == 0
    if not is_new and (found == 0 or application != APPLICATION_ID):
        raise DatabaseDamaged(str(path))
    if found > LATEST:
        raise DatabaseNewer(str(path), str(found))
    return found


def _prepare(connection: sqlite3.Connection, path: Path, *, create: bool) -> None:
    found = _recognised(connection, path, may_be_new=create)
    is_new = found == 0
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA busy_timeout = {_BUSY_MS}")
    if found == LATEST:
        return
    if not is_new:
        _copy_before_migrating(connection, path, found)
    if is_new:
        connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    apply_migrations(Database(connection, path).tables)


def _copy_before_migrating(connection: sqlite3.Connection, path: Path, found: int) -> None:
    target = path.with_name(f"{path.stem}-before-version-{LATEST}-from-{found}.db")
    with contextlib.closing(sqlite3.connect(target)) as copy:
        connection.backup(copy)
