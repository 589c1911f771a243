"""A folder to write into, made where it is not there yet."""

from pathlib import Path

from ntm_desktop.domain.disk_errors import not_writable


def make_folder(path: Path) -> Path:
    """Raises DiskFull, FolderReadOnly."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise not_writable(error, path) from error
    return path
