"""Files on a USB stick: written beside, flushed, renamed; copied off before they are believed."""

import contextlib
import errno
import hashlib
import os
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from ntm_desktop.domain.errors import (
    Cancelled,
    DiskFull,
    ExpectedError,
    FileMissing,
    FileNotWritten,
    FileUnreadable,
    FolderReadOnly,
    PackageTooLarge,
)
from ntm_desktop.domain.names import fold, nfc

if sys.platform != "win32":
    import fcntl

Progress = Callable[[int, int], None]
"""Called with what is done and the total; the total is 0 where nobody knows it."""

IsCancelled = Callable[[], bool]

CHUNK = 1 << 18
MAX_FILE = 2**32 - 1  # FAT32
_FULL = {errno.ENOSPC, errno.EDQUOT}
_READ_ONLY = {errno.EACCES, errno.EPERM, errno.EROFS}
_COPY = ".ntm"
_RESERVED = {"con", "prn", "aux", "nul", *(f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10))}


def tell(done: int, total: int, progress: Progress | None, cancelled: IsCancelled | None) -> None:
    """Says how far the work is; raises Cancelled where it is to stop."""
    if cancelled and cancelled():
        raise Cancelled
    if progress:
        progress(done, total)


def safe_name(name: str) -> str:
    """`name` as FAT32 and Windows can hold it, composed (NFC), its ending kept."""
    stem, dot, ending = nfc(name).rpartition(".")
    stem, ending = (stem, ending) if dot else (ending, "")
    stem = "".join("-" if letter in '<>:"/\\|?*' else letter for letter in stem if letter.isprintable())
    stem = " ".join(stem.split()).strip(". ")[:100].rstrip(". ") or "NTM"
    ending = "".join(letter for letter in ending if letter.isalnum())[:10]
    if fold(stem.split(".")[0]) in _RESERVED:
        stem = f"{stem}_"
    return f"{stem}.{ending}" if ending else stem


@contextmanager
def expected_errors(path: Path, *, writing: bool) -> Iterator[None]:
    """What the disk refuses, as errors that a person can mend."""
    try:
        yield
    except OSError as error:
        raise _expected(error, path, writing) from error


def _expected(error: OSError, path: Path, writing: bool) -> ExpectedError:
    if error.errno in _FULL:
        return DiskFull(str(path.parent))
    if error.errno == errno.EFBIG:
        return PackageTooLarge(str(path))
    if error.errno in _READ_ONLY and writing:
        return FolderReadOnly(str(path.parent))
    if error.errno in {errno.ENOENT, errno.ENOTDIR}:
        return FileMissing(str(path.parent if writing else path))
    failed = FileNotWritten if writing else FileUnreadable
    return failed(str(path), errno.errorcode.get(error.errno or 0, type(error).__name__))


def sha256_of(file: IO[bytes]) -> str:
    """Of what is left to read of it."""
    digest = hashlib.sha256()
    while chunk := file.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


@contextmanager
def part_file(target: Path) -> Iterator[Path]:
    """A fresh `.part` beside `target`; gone again when anything fails."""
    part = target.with_name(f"{target.name}.part")
    try:
        part.unlink(missing_ok=True)
        yield part
    except BaseException:
        with contextlib.suppress(OSError):
            part.unlink(missing_ok=True)
        raise


def settle(file: IO[bytes]) -> None:
    """Down to the disk: a stick is pulled out without a word."""
    file.flush()
    os.fsync(file.fileno())


def rename(part: Path, target: Path) -> None:
    """Gives the finished file its name, down to the disk."""
    part.replace(target)
    if os.name == "posix":  # Windows writes the folder itself
        with contextlib.suppress(OSError):  # the name is there; not every file system flushes a folder
            folder = os.open(target.parent, os.O_RDONLY)
            try:
                os.fsync(folder)
            finally:
                os.close(folder)


@contextmanager
def copied(path: Path, folder: Path, progress: Progress | None, cancelled: IsCancelled | None) -> Iterator[Path]:
    """A private copy of `path` in `folder`, gone at the end. Raises PackageTooLarge over what FAT32 holds."""
    with expected_errors(path, writing=False):
        source = path.open("rb")
    with source:
        with expected_errors(folder / "copy", writing=True):
            folder.mkdir(parents=True, exist_ok=True)
            held, name = _new_copy(folder)
        try:
            # Closing writes too: what the buffer holds may still find the disk full.
            with expected_errors(folder / "copy", writing=True), os.fdopen(os.dup(held), "wb") as copy:
                _copy(source, copy, path, Path(name), progress, cancelled)
            yield Path(name)
        finally:
            os.close(held)  # before the file goes: Windows deletes nothing that is open
            with contextlib.suppress(OSError):
                Path(name).unlink(missing_ok=True)


def sweep_copies(folder: Path) -> None:
    """Removes the copies of programs that were killed; those in use, here or in another window, stay."""
    for left in folder.glob(f"*{_COPY}") if folder.is_dir() else ():
        with contextlib.suppress(OSError):
            if sys.platform == "win32":
                left.unlink()  # refused while it is open
                continue
            with left.open("rb") as file:
                fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
                left.unlink()


def _new_copy(folder: Path) -> tuple[int, str]:
    """An empty file that stays open as long as it is used, so that nobody sweeps it away."""
    while True:
        held, name = tempfile.mkstemp(suffix=_COPY, dir=folder)
        if sys.platform == "win32":
            return held, name
        with contextlib.suppress(OSError):  # a file system without locks
            fcntl.flock(held, fcntl.LOCK_EX)
        if Path(name).exists():  # not swept in the moment before it was locked
            return held, name
        os.close(held)


def _copy(
    source: IO[bytes],
    copy: IO[bytes],
    path: Path,
    copy_path: Path,
    progress: Progress | None,
    cancelled: IsCancelled | None,
) -> None:
    done = 0
    while True:
        with expected_errors(path, writing=False):
            chunk = source.read(CHUNK)
        done += len(chunk)
        if done > MAX_FILE:
            raise PackageTooLarge(str(path))
        if cancelled and cancelled():
            raise Cancelled
        with expected_errors(copy_path, writing=True):
            copy.write(chunk)
            if not chunk:
                copy.flush()
                return
        if progress:
            progress(done, 0)
