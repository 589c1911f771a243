"""A database for a data folder that has none: it takes its place only when everything in it is written."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from db.connection import Database, open_database
from ntm_desktop.domain.disk_errors import not_writable
from ntm_desktop.domain.errors import DatabaseDamaged, DatabaseLocked, DeskExists, DiskFull, FolderReadOnly
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.make_folder import make_folder


@contextmanager
def new_database(folder: DataFolder, begin: Callable[[Path], None] | None = None) -> Iterator[Database]:
    """The database while it is written, begun empty or by `begin`; gone again where anything fails.

    Raises DeskExists, DiskFull, FolderReadOnly.
    """
    if folder.database.exists():
        raise DeskExists(str(folder.root))
    make_folder(folder.root)
    part = folder.root / "ntm.db.new"
    try:
        _remove(part)
        if begin:
            begin(part)
        database = open_database(part, create=begin is None)
        try:
            yield database
            database.leave_write_ahead()
        finally:
            database.close()
        for ending in ("-wal", "-shm"):  # of a database that stood here before
            folder.database.with_name(folder.database.name + ending).unlink(missing_ok=True)
        part.replace(folder.database)
    except OSError as error:
        raise not_writable(error, folder.root) from error
    except (DiskFull, FolderReadOnly, DatabaseLocked, DatabaseDamaged) as error:
        if error.path == str(part):  # a file that nobody has ever seen
            raise type(error)(str(folder.database)) from error
        raise
    finally:
        _remove(part)


def _remove(path: Path) -> None:
    for ending in ("", "-wal", "-shm", "-journal"):
        path.with_name(path.name + ending).unlink(missing_ok=True)
