"""The store of evidence files: `<data folder>/evidence/ab/<sha256>`, only ever added to, never written over.

A file is copied here under a passing name first, flushed, and only then takes its own name; whoever names it in
the database does so afterwards. A crash between leaves a file that nobody names, never a name without a file.
"""

import contextlib
import errno
import hashlib
import os
import stat
import tempfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ntm_desktop.domain.errors import (
    DiskFull,
    EvidenceRefused,
    ExpectedError,
    FileMissing,
    FileNotWritten,
    FileUnreadable,
    FolderReadOnly,
)
from ntm_desktop.domain.evidence import is_sha256

CHUNK = 1 << 18
_ARRIVING = "arriving"
_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_READ_ONLY = {errno.EACCES, errno.EPERM, errno.EROFS}


@dataclass(frozen=True, slots=True)
class Copied:
    """A private copy of a file that was given, and what it is."""

    path: Path
    sha256: str
    size: int


class EvidenceStore:
    """The files below `root`; the folder is made when the first file comes."""

    def __init__(self, root: Path) -> None:
        self.root = root

    def path(self, sha256: str) -> Path:
        """Where a file of that SHA-256 lies, or would. Raises ValueError for what is no SHA-256."""
        if not is_sha256(sha256):
            raise ValueError(f"not a SHA-256: {sha256!r}")
        return self.root / sha256[:2] / sha256

    def has(self, sha256: str) -> bool:
        """Whether the file lies in the store; its content is not looked at."""
        return self.path(sha256).is_file()

    def size(self, sha256: str) -> int:
        """Bytes. Raises FileMissing, FileUnreadable."""
        path = self.path(sha256)
        with _reading(path):
            return path.stat().st_size

    def is_whole(self, sha256: str) -> bool:
        """Reads the file and compares it with its name. Raises FileMissing, FileUnreadable."""
        return hash_of(self.path(sha256)) == sha256

    def list_files(self) -> Iterator[tuple[str, int]]:
        """SHA-256 and size of every file, by name."""
        for folder in sorted(self.root.glob("[0-9a-f][0-9a-f]")):
            for path in sorted(folder.iterdir()):
                if is_sha256(path.name) and path.name.startswith(folder.name) and path.is_file():
                    yield path.name, path.stat().st_size

    def list_strays(self) -> list[Path]:
        """What lies in the store under no SHA-256: copies that a crash or a power cut left half made."""
        if not self.root.is_dir():
            return []
        known = {self.path(sha256) for sha256, _ in self.list_files()}
        return sorted(path for path in self.root.rglob("*") if path.is_file() and path not in known)

    @contextlib.contextmanager
    def arriving(self) -> Iterator[Path]:
        """A fresh empty file inside the store to write to; gone at the end unless `keep` took it."""
        folder = self.root / _ARRIVING
        with _writing(folder):
            folder.mkdir(parents=True, exist_ok=True)
            handle, name = tempfile.mkstemp(suffix=".part", dir=folder)
            os.close(handle)
        try:
            yield Path(name)
        finally:
            with contextlib.suppress(OSError):
                Path(name).unlink(missing_ok=True)

    @contextlib.contextmanager
    def copied(self, source: Path, most: int) -> Iterator[Copied]:
        """A private copy of `source`, of `most` bytes at the utmost: what is read later cannot change any more.

        Raises FileMissing, FileUnreadable, EvidenceRefused (empty, too_large), DiskFull, FolderReadOnly.
        """
        with self.arriving() as part:
            digest, size = hashlib.sha256(), 0
            with _reading(source):
                given = source.open("rb")
            with given, _writing(part), part.open("wb") as copy:
                while chunk := _read(given.read, source):
                    size += len(chunk)
                    if size > most:
                        raise EvidenceRefused(source.name, "too_large")
                    digest.update(chunk)
                    copy.write(chunk)
            if not size:
                raise EvidenceRefused(source.name, "empty")
            yield Copied(part, digest.hexdigest(), size)

    @contextlib.contextmanager
    def received(self, chunks: Iterable[bytes]) -> Iterator[Path]:
        """Bytes that come in chunks, in a passing file for `keep`. Raises DiskFull, FolderReadOnly."""
        with self.arriving() as part:
            with _writing(part), part.open("wb") as file:
                for chunk in chunks:
                    file.write(chunk)
            yield part

    def keep(self, part: Path, sha256: str) -> bool:
        """Gives a complete file its name for good; False where it was there already.

        A file that is damaged is set aside and replaced by this one. Raises DiskFull, FolderReadOnly,
        FileNotWritten where what was written does not read back as `sha256`.
        """
        target = self.path(sha256)
        with _writing(target):
            with part.open("rb+") as file:
                os.fsync(file.fileno())
            if hash_of(part) != sha256:
                raise FileNotWritten(str(target), "not_written")
            target.parent.mkdir(parents=True, exist_ok=True)
            if target.is_file():
                if hash_of(target) == sha256:
                    return False
                _set_aside(target)
            part.chmod(stat.S_IREAD | stat.S_IRGRP | stat.S_IROTH)
            part.replace(target)
            _flush_folder(target.parent)
        return True

    def remove(self, sha256: str) -> None:
        """Raises FolderReadOnly; a file that is gone already is no error."""
        self.remove_stray(self.path(sha256))

    def remove_stray(self, path: Path) -> None:
        """Deletes a file nothing names, and its folder when that is empty then. Raises FolderReadOnly."""
        with _writing(path):
            with contextlib.suppress(FileNotFoundError):
                path.chmod(stat.S_IREAD | stat.S_IWRITE)  # Windows deletes nothing that is read-only
                path.unlink()
            with contextlib.suppress(OSError):
                path.parent.rmdir()


def hash_of(path: Path) -> str:
    """SHA-256 of a file, a chunk at a time. Raises FileMissing, FileUnreadable."""
    with _reading(path), path.open("rb") as file:
        digest = hashlib.sha256()
        while chunk := file.read(CHUNK):
            digest.update(chunk)
        return digest.hexdigest()


def _read(read: Callable[[int], bytes], source: Path) -> bytes:
    with _reading(source):
        return read(CHUNK)


def _set_aside(damaged: Path) -> None:
    number = 1
    while (aside := damaged.with_name(f"{damaged.name}.hong-{number}")).exists():
        number += 1
    damaged.replace(aside)


def _flush_folder(folder: Path) -> None:
    if os.name == "posix":  # Windows writes the folder itself
        with contextlib.suppress(OSError):  # the name is there; not every file system flushes a folder
            handle = os.open(folder, os.O_RDONLY)
            try:
                os.fsync(handle)
            finally:
                os.close(handle)


@contextlib.contextmanager
def _reading(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        if error.errno in (errno.ENOENT, errno.ENOTDIR):
            raise FileMissing(str(path)) from error
        raise FileUnreadable(str(path), errno.errorcode.get(error.errno or 0, "")) from error


@contextlib.contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as error:
        raise _not_written(error, path) from error


def _not_written(error: OSError, path: Path) -> ExpectedError:
    if error.errno in _FULL:
        return DiskFull(str(path.parent))
    if error.errno in _READ_ONLY:
        return FolderReadOnly(str(path.parent))
    return FileNotWritten(str(path), errno.errorcode.get(error.errno or 0, ""))
