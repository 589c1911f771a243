"""Taking the latest import out again, while nothing builds on it."""

import time

from db import undo_taking_in
from db.repositories import exchange as packages
from db.repositories.exchange import RegisteredPackage
from ntm_desktop.domain.errors import CannotUndoImport
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.rest_collector import collector_resting


def can_undo(desk: OpenDesk) -> RegisteredPackage | None:
    """The latest import, while nothing builds on it."""
    latest = next(
        (
            one
            for one in packages.list_packages(desk.database)
            if one.direction == "received" and one.undone_at is None and packages.list_ranges(desk.database, one.id)
        ),
        None,
    )
    if latest is None:
        return None
    ranges = packages.list_ranges(desk.database, latest.id)
    return None if undo_taking_in.builds_on(desk.database, ranges, latest.held_after) else latest


def undo_import(desk: OpenDesk) -> tuple[RegisteredPackage, int]:
    """Takes the latest import out again, all or nothing; returns it and how many operations went.

    Without a backup of its own: what it goes back to was backed up before the import, and what it takes out is
    in the package. Raises CannotUndoImport.
    """
    received = [one for one in packages.list_packages(desk.database) if one.direction == "received"]
    if not any(one.undone_at is None and packages.list_ranges(desk.database, one.id) for one in received):
        raise CannotUndoImport("none")
    latest = can_undo(desk)
    if latest is None:
        raise CannotUndoImport("built_on")
    with collector_resting(), desk.database.transaction():
        ranges = packages.list_ranges(desk.database, latest.id)
        count = undo_taking_in.undo(desk.database, desk.desk.device, ranges)
        packages.mark_undone(desk.database, latest.id, int(time.time()))
        desk.log.forget_rights()
    return latest, count
