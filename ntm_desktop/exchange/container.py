"""The ZIP around a package, read with every liberty of the format taken away.

Nothing may stand before, between or after the members; names are plain, never twice; stored or deflated only.
Every byte around the members is the one this program writes: no times, attributes or attachments of other
archivers. So a file cut off anywhere, a bomb or a smuggled file is refused before a byte is unpacked.
"""

import io
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from enum import StrEnum
from pathlib import Path
from types import TracebackType
from typing import IO, cast

from ntm_desktop.domain.errors import PackageDamaged, PackageTooLarge
from ntm_desktop.exchange.stick import MAX_FILE, expected_errors, sha256_of
from ntm_desktop.exchange.strict_json import MEMBER_NAME

MANIFEST = "manifest.json"

MAX_MEMBERS = 20_000
MAX_UNPACKED = 6 * 2**30
MAX_RATIO = 200
_RATIO_COUNTS_FROM = 64 * 2**20  # small members of one repeated value are honest
_FIRST = b"PK\x03\x04"
_END = struct.Struct("<4s4H2LH")
_LOCAL_HEADER = struct.Struct("<4s5H3L2H")
_CENTRAL_HEADER = struct.Struct("<4s6H3L5H2L")
_ZIP_TIME, _STORED_TIME = (1980, 1, 1, 0, 0, 0), (0, 0x21)  # the same content makes the same bytes
_UNIX, _VERSION, _OWNERS_FILE = 3, 20, 0o600 << 16


class Reason(StrEnum):
    """`PackageDamaged.reason`: what is wrong, as far as a person can act on it.

    NOT_A_PACKAGE: another kind of file. CUT_OFF: the copy did not end. ALTERED: the ZIP or a member is not what the
    manifest says. SIGNATURE: the manifest is not what its sender signed. MALFORMED: signed, but nothing this
    program or a later one would write. NOT_WRITTEN: the stick gives back something else than was written.
    """

    NOT_A_PACKAGE = "not_a_package"
    CUT_OFF = "cut_off"
    ALTERED = "altered"
    SIGNATURE = "signature"
    MALFORMED = "malformed"
    NOT_WRITTEN = "not_written"


# What zipfile and zlib may raise over hostile bytes; ValueError is also every decoding error.
_UNREADABLE = (
    zipfile.BadZipFile,
    zipfile.LargeZipFile,
    zlib.error,
    struct.error,
    EOFError,
    RuntimeError,
    ValueError,
    OverflowError,
    LookupError,
    MemoryError,
)


def zip_info(name: str, method: int = zipfile.ZIP_DEFLATED) -> zipfile.ZipInfo:
    """How a member is written on every machine, and the only way it is read."""
    info = zipfile.ZipInfo(name, _ZIP_TIME)
    info.compress_type = method
    info.create_system, info.external_attr = _UNIX, _OWNERS_FILE
    return info


class Container:
    """An open package file whose outline was checked; a context manager.

    Raises PackageDamaged and PackageTooLarge, which name `shown`: the file the person chose, not our copy of it.
    """

    def __init__(self, path: Path, shown: str) -> None:
        self._shown = shown
        with expected_errors(Path(shown), writing=False):
            self._file = path.open("rb")
        try:
            self.size = self._check_end()
            with self.damage_as(Reason.ALTERED):
                self._zip = zipfile.ZipFile(self._file)
                self.sizes = self._check_members()
        except BaseException:
            self._file.close()
            raise

    def __enter__(self) -> "Container":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._zip.close()
        self._file.close()

    @contextmanager
    def damage_as(self, reason: Reason) -> Iterator[None]:
        """Whatever hostile bytes make the libraries raise becomes PackageDamaged; I/O errors stay I/O errors."""
        try:
            with expected_errors(Path(self._shown), writing=False):
                yield
        except _UNREADABLE as error:
            raise self.damaged(reason) from error

    def sha256(self) -> str:
        """Of the whole file, as sha256sum and certutil give it."""
        with expected_errors(Path(self._shown), writing=False):
            self._file.seek(0)
            return sha256_of(self._file)

    def damaged(self, reason: Reason) -> PackageDamaged:
        """The error for this file, to be raised."""
        return PackageDamaged(self._shown, reason.value)

    @contextmanager
    def member(self, name: str) -> Iterator[IO[bytes]]:
        """A member's bytes as a buffered stream; who reads it to its end finds nothing hidden behind it."""
        with (
            self.damage_as(Reason.ALTERED),
            self._zip.open(name) as raw,
            io.BufferedReader(cast(io.RawIOBase, raw), 1 << 16) as stream,
        ):
            yield stream
            if not stream.peek(1) and _has_more(raw):
                raise self.damaged(Reason.ALTERED)

    def read(self, name: str, longest: int) -> bytes:
        """A small member whole."""
        size = self.sizes.get(name)
        if size is None:
            raise self.damaged(Reason.ALTERED)
        if size > longest:
            raise PackageTooLarge(self._shown)
        with self.member(name) as stream:
            return stream.read()

    def _check_end(self) -> int:
        """The end record must close the file exactly; otherwise it was cut off, or never was one of ours."""
        with expected_errors(Path(self._shown), writing=False):
            size = self._file.seek(0, io.SEEK_END)
            self._file.seek(max(0, size - _END.size))
            tail = self._file.read(_END.size)
            self._file.seek(0)
            first = self._file.read(len(_FIRST))
        if size > MAX_FILE:
            raise PackageTooLarge(self._shown)
        if first != _FIRST[: len(first)]:
            raise self.damaged(Reason.NOT_A_PACKAGE)
        if len(tail) < _END.size:
            raise self.damaged(Reason.CUT_OFF)
        signature, disk, start_disk, here, entries, length, offset, comment = _END.unpack(tail)
        if signature != b"PK\x05\x06":
            raise self.damaged(Reason.CUT_OFF)
        if disk or start_disk or comment or here != entries or offset + length + _END.size != size:
            raise self.damaged(Reason.ALTERED)
        if entries > MAX_MEMBERS:
            raise PackageTooLarge(self._shown)
        self._directory, self._end = offset, tail
        return size

    def _check_members(self) -> dict[str, int]:
        members = sorted(self._zip.infolist(), key=lambda info: info.header_offset)
        names = {info.orig_filename.casefold() for info in members}
        if MANIFEST not in names:  # somebody's workbook or archive
            raise self.damaged(Reason.NOT_A_PACKAGE)
        self._check_sizes(members)
        if len(names) != len(members) or not all(map(_is_plain, members)):
            raise self.damaged(Reason.ALTERED)
        position, directory = 0, b""
        for info in members:
            local, central = _headers(info, position)
            self._file.seek(position)
            if self._file.read(len(local)) != local:
                raise self.damaged(Reason.ALTERED)
            position += len(local) + info.compress_size
            directory += central
        self._file.seek(self._directory)
        if position != self._directory or self._file.read() != directory + self._end:
            raise self.damaged(Reason.ALTERED)
        return {info.filename: info.file_size for info in members}

    def _check_sizes(self, members: list[zipfile.ZipInfo]) -> None:
        for info in members:
            if info.file_size > _RATIO_COUNTS_FROM and info.file_size > MAX_RATIO * info.compress_size:
                raise PackageTooLarge(self._shown)
        if sum(info.file_size for info in members) > MAX_UNPACKED:
            raise PackageTooLarge(self._shown)


def _is_plain(info: zipfile.ZipInfo) -> bool:
    """A name of ours, stored or deflated."""
    return (
        MEMBER_NAME.fullmatch(info.orig_filename) is not None
        and info.compress_type in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
        and (info.compress_type == zipfile.ZIP_DEFLATED or info.file_size == info.compress_size)
    )


def _has_more(raw: IO[bytes]) -> bool:
    """Whether a deflated member goes on behind its end, where zipfile silently stops reading."""
    unused = getattr(getattr(raw, "_decompressor", None), "unused_data", b"")
    return bool(unused) or getattr(raw, "_compress_left", 0) > 0


def _headers(info: zipfile.ZipInfo, position: int) -> tuple[bytes, bytes]:
    """The bytes before the member at `position` and its entry in the directory, as `zip_info` makes them."""
    name = info.orig_filename.encode("ascii")
    facts = (info.compress_type, *_STORED_TIME, info.CRC, info.compress_size, info.file_size, len(name), 0)
    local = _LOCAL_HEADER.pack(_FIRST, _VERSION, 0, *facts)
    made_by = _UNIX << 8 | _VERSION
    central = _CENTRAL_HEADER.pack(b"PK\x01\x02", made_by, _VERSION, 0, *facts, 0, 0, 0, _OWNERS_FILE, position)
    return local + name, central + name
