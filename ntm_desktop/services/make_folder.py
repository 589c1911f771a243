"""A folder to write into, made where it is not there yet."""

from pathlib import Path

from ntm_desktop.domain.errors import DiskFull, FolderReadOnly


def make_folder(path: Path) -> Path:
    """Raises DiskFull, FolderReadOnly."""
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise (DiskFull if error.errno == 28 else FolderReadOnly)(str(path)) from error
    return path
