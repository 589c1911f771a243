"""Backups, restoring one, and proving that nothing was lost."""

import shutil
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from db import backup as backups
from db import check as checks
from db.connection import open_database
from ntm_desktop.domain.errors import (
    DatabaseDamaged,
    DatabaseNewer,
    DiskFull,
    FileExists,
    FolderReadOnly,
    ProjectionDiffers,
)
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.open_desk import OpenDesk, draw_incarnation, open_desk


class Checked(NamedTuple):
    """What was proven: that many operations, replayed, give exactly the stored tables."""

    operations: int
    conflicts: int
    waiting: int


def back_up(desk: OpenDesk, target: Path | None = None, *, reason: str = "thu-cong") -> Path:
    """A verified copy in the data folder, or at `target`.

    Raises FolderReadOnly, DiskFull, BackupInvalid, and FileExists: nothing is ever written over.
    """
    if target is None:
        return backups.back_up(desk.database, desk.folder.backups, reason=reason, now=datetime.now())
    if target.exists():
        raise FileExists(str(target))
    backups.copy_to(desk.database, target)
    return target


def list_backups(folder: DataFolder) -> list[Path]:
    """Latest first."""
    return sorted(folder.backups.glob("ntm-*.db"), reverse=True) if folder.backups.is_dir() else []


def restore(folder: DataFolder, source: Path) -> Path | None:
    """Puts a backup in the place of today's data, which is backed up first; returns that copy.

    The open desk must be closed: DatabaseLocked says that some window still has it. A new incarnation is drawn,
    so that what is entered from here on can never be mistaken for what the lost file had numbered.
    Raises FileMissing, BackupInvalid, DatabaseNewer and disk errors.
    """
    backups.check_backup(source)
    saved = _kept_before_restoring(folder) if folder.database.is_file() else None
    try:
        folder.root.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise (DiskFull if error.errno == 28 else FolderReadOnly)(str(folder.root)) from error
    backups.put_back(source, folder.database, draw_incarnation())
    open_database(folder.database).close()  # an older backup is migrated now, not when somebody waits for a screen
    return saved


def _kept_before_restoring(folder: DataFolder) -> Path:
    """A backup of today's data; of what cannot be opened any more, the file as it stands."""
    try:
        with open_desk(folder) as desk:
            saved = back_up(desk, reason="truoc-khoi-phuc")
            desk.database.leave_write_ahead()
            return saved
    except (DatabaseDamaged, DatabaseNewer):
        return _set_aside(folder)


def _set_aside(folder: DataFolder) -> Path:
    target = folder.backups / f"hong-{datetime.now():%Y%m%d-%H%M%S}.db"
    try:
        folder.backups.mkdir(parents=True, exist_ok=True)
        shutil.copyfile(folder.database, target)
    except OSError as error:
        raise (DiskFull if error.errno == 28 else FolderReadOnly)(str(folder.backups)) from error
    return target


def check(desk: OpenDesk) -> Checked:
    """Proves that the projection equals the log. Raises DatabaseDamaged, ProjectionDiffers."""
    try:
        found = checks.differences(desk.database, desk.desk.device)
    except (ValueError, LookupError) as error:  # the log holds what no program ever wrote
        raise DatabaseDamaged(str(desk.folder.database)) from error
    if found:
        raise ProjectionDiffers(tuple(found))
    return Checked(desk.log.count(), len(desk.log.conflicts()), desk.log.count_waiting())


def rebuild(desk: OpenDesk) -> None:
    """Makes the projected tables anew from the log, after a backup."""
    back_up(desk, reason="truoc-dung-lai")
    checks.rebuild(desk.database, desk.desk.device)
