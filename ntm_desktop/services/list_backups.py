"""The copies of the database in the data folder."""

from pathlib import Path

from ntm_desktop.paths import DataFolder


def list_backups(folder: DataFolder) -> list[Path]:
    """Latest first."""
    return sorted(folder.backups.glob("ntm-*.db"), reverse=True) if folder.backups.is_dir() else []
