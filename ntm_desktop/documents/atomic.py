"""Writing a file whole or not at all: a part file beside it, renamed over the target when complete."""

import errno
import os
from pathlib import Path

from ntm_desktop.domain.errors import DiskFull, FileInUse, FileMissing, FolderReadOnly


def write_whole(target: Path, content: bytes) -> None:
    """Raises FolderReadOnly, DiskFull, FileInUse, FileMissing (no such folder)."""
    part = target.with_name(f"{target.name}.part")
    try:
        try:
            _write(part, content)
        except OSError as error:
            raise _expected(error, target) from error
        try:
            part.replace(target)
        except PermissionError as error:
            raise FileInUse(str(target)) from error
        except OSError as error:
            raise _expected(error, target) from error
    finally:
        part.unlink(missing_ok=True)


def _write(part: Path, content: bytes) -> None:
    with part.open("wb") as file:
        file.write(content)
        file.flush()
        os.fsync(file.fileno())


def _expected(error: OSError, target: Path) -> Exception:
    folder = str(target.parent)
    if error.errno in (errno.ENOSPC, errno.EDQUOT, errno.EFBIG):
        return DiskFull(folder)
    if error.errno in (errno.ENOENT, errno.ENOTDIR) and not target.parent.is_dir():
        return FileMissing(folder)
    return FolderReadOnly(folder)
