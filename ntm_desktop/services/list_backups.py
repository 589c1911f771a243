"""The copies of the database in the data folder."""

from pathlib import Path

from ntm_desktop.paths import DataFolder

_MOMENT = "ntm-20220205-093005"


def list_backups(folder: DataFolder) -> list[Path]:
    """Latest first, by the moment in their names; of one second the one written last."""
    found = folder.backups.glob("ntm-*.db") if folder.backups.is_dir() else ()
    return sorted(found, key=lambda one: (one.name[: len(_MOMENT)], one.stat().st_mtime_ns), reverse=True)
