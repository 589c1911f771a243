"""The member that carries the segments: plain lines, or the same lines deflated and sealed."""

import hashlib
import io
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import IO

from ntm_desktop.domain.errors import PackageTooLarge
from ntm_desktop.exchange import keys
from ntm_desktop.exchange import segments as lines
from ntm_desktop.exchange.container import Container, Reason, zip_info
from ntm_desktop.exchange.manifest import SEALED_SEGMENTS, SEGMENTS, Contents, Envelope, Manifest, Member
from ntm_desktop.exchange.operation_lines import MAX_LINE
from ntm_desktop.exchange.sealing import Deflater, Inflated, Sealer, seal_key, unseal_key, unsealed
from ntm_desktop.exchange.segments import MAX_HEADER, Segment
from ntm_desktop.exchange.tally import Counted, Tally

MAX_PAYLOAD = 2**30


class TooMuch(Exception):
    """More than a reader would take."""


# Writing


class Hashed:
    """What is written on its way into the archive: counted and hashed."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self._digest = hashlib.sha256()
        self.size = 0

    def write(self, data: bytes) -> None:
        """Passes it on."""
        self._digest.update(data)
        self.size += len(data)
        self._stream.write(data)

    def member(self, name: str) -> Member:
        """How the manifest lists what was written."""
        return Member(name, self._digest.hexdigest(), self.size)


def write_payload(
    archive: zipfile.ZipFile,
    segments: Iterable[Segment],
    counted: Counted | None,
    seals_to: Iterable[str],
    payload_key: bytes,
) -> tuple[Member, Contents, tuple[Envelope, ...]]:
    """The member as it was written, what is in it, and the key's envelopes (none when not sealed).

    Unless `counted` is told, every segment is decoded and counted.
    Raises TooMuch, and ValueError for a segment that does not hold what it says.
    """
    envelopes = tuple(Envelope(key, seal_key(payload_key, key).hex()) for key in seals_to)
    if not envelopes:
        # Whoever finds the stick could read it: personal values go only into what is sealed.
        bare = (segment._replace(opening=b"") for segment in segments)
        with archive.open(zip_info(SEGMENTS), "w") as stream:
            hashed = Hashed(stream)
            contents = _write_lines(hashed, bare, counted)
        return hashed.member(SEGMENTS), contents, ()
    with archive.open(zip_info(SEALED_SEGMENTS, zipfile.ZIP_STORED), "w") as stream:
        hashed = Hashed(stream)
        sealer = Sealer(payload_key, hashed.write)
        deflater = Deflater(sealer.write)
        contents = _write_lines(deflater, segments, counted)
        deflater.close()
        sealer.close()
    return hashed.member(SEALED_SEGMENTS), contents, envelopes


def _write_lines(out: Hashed | Deflater, segments: Iterable[Segment], counted: Counted | None) -> Contents:
    tally, size = Tally(), 0
    for segment in segments:
        tally.add_segment(segment)
        if counted is None:
            tally.add_rows(lines.operations_of(segment))
        written = lines.to_lines(segment)
        size += len(written)
        if tally.is_too_much or size > MAX_PAYLOAD:
            raise TooMuch
        out.write(written)
    return tally.contents(counted)


# Reading


def payload_key(manifest: Manifest, signing_key: bytes) -> bytes | None:
    """None where no envelope is for this laptop."""
    public_key = keys.public_key(signing_key)
    for envelope in manifest.envelopes:
        if envelope.device_key == public_key:
            return unseal_key(bytes.fromhex(envelope.sealed_key), signing_key)
    return None


def read_payload(container: Container, manifest: Manifest, key: bytes | None, path: str) -> Iterator[Segment]:
    """Segments as they stand, not decoded; the manifest's ranges and counts must be theirs.

    Raises PackageDamaged (`malformed`) and PackageTooLarge; hashes were checked before.
    """
    tally, size = Tally(), 0
    with _lines(container, key) as stream:
        while True:
            with container.damage_as(Reason.MALFORMED):
                header = stream.readline(MAX_HEADER)
                line = stream.readline(MAX_LINE + 1)
                is_opened = bool(header) and lines.has_opening(header)
                opening = stream.readline(MAX_LINE + 1) if is_opened else b""
            if not header:
                break
            size += len(header) + len(line) + len(opening)
            if max(len(line), len(opening)) > MAX_LINE or size > MAX_PAYLOAD:
                raise PackageTooLarge(path)
            with container.damage_as(Reason.MALFORMED):
                segment = lines.from_lines(header, line, opening)
            tally.add_segment(segment)
            if tally.operations > manifest.contents.operations:
                break
            yield segment
    if (tally.operations, tally.ranges) != (manifest.contents.operations, manifest.contents.ranges):
        raise container.damaged(Reason.MALFORMED)


@contextmanager
def _lines(container: Container, key: bytes | None) -> Iterator[IO[bytes]]:
    if key is None:
        with container.member(SEGMENTS) as stream:
            yield stream
        return
    with (
        container.member(SEALED_SEGMENTS) as sealed,
        io.BufferedReader(Inflated(unsealed(sealed, key)), 1 << 16) as stream,
    ):
        yield stream
