"""Backups, restoring one, and proving that nothing was lost."""

import contextlib
import shutil
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from db import backup as backups
from db import check as checks
from db.connection import open_database
from db.repositories import desk as settings
from ntm_desktop.domain.disk_errors import not_writable
from ntm_desktop.domain.errors import (
    BackupWithoutKey,
    DatabaseDamaged,
    DatabaseNewer,
    DeskMissing,
    FileExists,
    ProjectionDiffers,
)
from ntm_desktop.domain.package_numbers import after_a_gap
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.make_folder import make_folder
from ntm_desktop.services.open_desk import OpenDesk, Progress, draw_incarnation, json_text, open_desk


class Checked(NamedTuple):
    """What was proven: that many operations, replayed, give exactly the stored tables."""

    operations: int
    conflicts: int
    waiting: int


def back_up(desk: OpenDesk, target: Path | None = None, *, reason: str = "thu-cong") -> Path:
    """A verified copy in the data folder, or at `target`.

    Once there is a recovery key, copies do not hold the laptop's own: they get around, and whoever had it could
    sign as this laptop. The key stays in today's data and, wrapped, with the paper.
    A copy elsewhere takes the files of evidence along, in the folder `minh-chung` beside it.
    Raises FolderReadOnly, DiskFull, BackupInvalid, and FileExists: nothing is ever written over.
    """
    without = ""
    if desk.log.value(desk.desk.device, "recovery") != "null":
        # Here, not above: the window starts without cryptography.
        from ntm_desktop.services.make_recovery_key import renew_wrapped

        renew_wrapped(desk)
        without = "signing_key"
    if target is None:
        folder, now = desk.folder.backups, datetime.now()
        return backups.back_up(desk.database, folder, reason=reason, now=now, without=without)
    if target.exists():
        raise FileExists(str(target))
    from ntm_desktop.services.keep_evidence import copy_beside  # here, not above: the window starts without it

    copy_beside(desk, target)
    backups.copy_to(desk.database, target, without=without)
    return target


def back_up_to(desk: OpenDesk, folder: Path, progress: Progress | None = None) -> Path:
    """A verified copy with the files of evidence in `folder` (a stick); raises as `back_up`, and Cancelled."""
    from ntm_desktop.services.keep_evidence import copy_beside

    target = folder / f"ntm-{datetime.now():%Y%m%d-%H%M%S}-ra-usb.db"
    copy_beside(desk, target, progress)
    return back_up(desk, target)


def restore(folder: DataFolder, source: Path) -> Path | None:
    """Puts a backup in the place of today's data, which is backed up first; returns that copy.

    The open desk must be closed: DatabaseLocked says that some window still has it. A new incarnation is drawn,
    so that what is entered from here on can never be mistaken for what the lost file had numbered. A backup that
    holds no key of the laptop takes over today's. Files of evidence beside it are added to the store, from which
    nothing is ever taken away. Raises FileMissing, BackupInvalid, BackupWithoutKey,
    DatabaseNewer and disk errors.
    """
    backups.check_backup(source)
    also = {} if backups.setting_of(source, "signing_key") else {"signing_key": _key_of_today(folder, source)}
    saved = _kept_before_restoring(folder) if folder.database.is_file() else None
    make_folder(folder.root)
    from ntm_desktop.services.keep_evidence import bring_back

    bring_back(folder, source)  # before the figures: a file that nobody names yet is better than a name without one
    also["next_number"] = json_text(number_after(source, saved))
    backups.put_back(source, folder.database, draw_incarnation(), **also)
    open_database(folder.database).close()  # an older backup is migrated now, not when somebody waits for a screen
    return saved


def number_after(source: Path, today: Path | None = None) -> int:
    """The number that packages go on with after `source` was put back in the place of `today` (a copy of it).

    Above all that either has sent. What was sent since cannot be known where there is nothing of today, or it
    cannot be read: then, and wherever something was sent, the next hundred begins.
    """
    of_today = backups.numbers_of(today) if today is not None else None
    known = [backups.numbers_of(source) or (0, 1), of_today or (0, 1)]
    sent, begun = max(sent for sent, _ in known), max(begun for _, begun in known)
    if of_today is not None:
        return max(begun, after_a_gap(sent)) if sent else begun
    return after_a_gap(max(sent, begun - 1))


def _key_of_today(folder: DataFolder, source: Path) -> str:
    """Today's signing key, where today's data is of the laptop that made the backup."""
    try:
        with contextlib.closing(open_database(folder.database)) as today:
            found = {name: settings.setting(today, name) for name in ("device", "signing_key")}
    except (DeskMissing, DatabaseDamaged, DatabaseNewer) as error:
        raise BackupWithoutKey(str(source)) from error
    if not found["signing_key"] or json_text(found["device"]) != backups.setting_of(source, "device"):
        raise BackupWithoutKey(str(source))
    return json_text(found["signing_key"])


def _kept_before_restoring(folder: DataFolder) -> Path:
    """A backup of today's data; of what cannot be opened any more, the file as it stands."""
    try:
        with open_desk(folder) as desk:
            saved = back_up(desk, reason="truoc-khoi-phuc")
            desk.database.leave_write_ahead()
            return saved
    except (DatabaseDamaged, DatabaseNewer):
        return set_aside(folder)


def set_aside(folder: DataFolder) -> Path:
    """A copy of a database that cannot be opened any more, beside the backups. Raises disk errors."""
    target = folder.backups / f"hong-{datetime.now():%Y%m%d-%H%M%S}.db"
    try:
        make_folder(folder.backups)
        shutil.copyfile(folder.database, target)
    except OSError as error:
        raise not_writable(error, folder.backups) from error
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
