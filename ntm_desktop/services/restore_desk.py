"""Going back to a backup while the window is open: the desk is closed, restored and opened again in its place."""

from pathlib import Path

from ntm_desktop.services.keep_safe import restore
from ntm_desktop.services.open_desk import OpenDesk, open_desk


def restore_in_place(desk: OpenDesk, source: Path) -> Path | None:
    """`desk` afterwards speaks for the restored file, or for the old one where restoring failed.

    Returns the copy of today's data. Raises what `restore` raises; then nothing was changed.
    """
    folder = desk.folder
    desk.close()
    try:
        return restore(folder, source)
    finally:
        fresh = open_desk(folder)
        desk.database, desk.log, desk.kept = fresh.database, fresh.log, fresh.kept
        desk.desk, desk.criteria_sets = fresh.desk, fresh.criteria_sets
