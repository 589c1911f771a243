"""Evidence inside a package: a stored, sealed member per file, `evidence-<keyed hash of its SHA-256>`.

Only sealed packages carry files: a photo or a list of names must not lie open on a stick. The name is keyed with
the payload's key, so that it tells a recipient which file it is and a stranger nothing. Files pass in chunks.
"""

import hashlib
import hmac
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from ntm_desktop.domain.evidence import LARGEST
from ntm_desktop.exchange.container import Container, Reason, zip_info
from ntm_desktop.exchange.manifest import Manifest, Member
from ntm_desktop.exchange.payload import Hashed
from ntm_desktop.exchange.sealing import CHUNK, Sealer, sealed_size, unsealed

PREFIX = "evidence-"


@dataclass(frozen=True, slots=True)
class CarriedFile:
    """A file that goes along: what it is called by, and where it lies whole."""

    sha256: str
    size: int
    path: Path


def member_name(payload_key: bytes, sha256: str) -> str:
    """What the member of that file is called in a package with that key."""
    return PREFIX + hmac.new(payload_key, sha256.encode("ascii"), hashlib.sha256).hexdigest()


def evidence_members(manifest: Manifest) -> list[Member]:
    """The members that hold evidence."""
    return [member for member in manifest.members if member.name.startswith(PREFIX)]


def write_evidence(
    archive: zipfile.ZipFile, payload_key: bytes, files: Iterable[CarriedFile], tell: Callable[[int], None]
) -> list[Member]:
    """Seals each file into a member of its own; `tell` hears bytes. Raises OSError for a file that went."""
    return [_write_one(archive, payload_key, file, tell) for file in files]


def _write_one(
    archive: zipfile.ZipFile, payload_key: bytes, file: CarriedFile, tell: Callable[[int], None]
) -> Member:
    name = member_name(payload_key, file.sha256)
    with file.path.open("rb") as source, archive.open(zip_info(name, zipfile.ZIP_STORED), "w") as stream:
        hashed = Hashed(stream)
        sealer = Sealer(payload_key, hashed.write)
        while chunk := source.read(CHUNK):
            sealer.write(chunk)
            tell(len(chunk))
        sealer.close()
    return hashed.member(name)


def read_evidence(container: Container, member: Member, payload_key: bytes) -> Iterator[bytes]:
    """The file's bytes in chunks; its SHA-256 must give the member's name.

    Raises PackageDamaged (`malformed`) for anything `write_evidence` did not make; what was given until then is to
    be thrown away.
    """
    if member.size > sealed_size(LARGEST):
        raise container.damaged(Reason.MALFORMED)
    digest = hashlib.sha256()
    with container.damage_as(Reason.MALFORMED), container.member(member.name) as stream:
        for chunk in unsealed(stream, payload_key):
            digest.update(chunk)
            yield chunk
    if member_name(payload_key, digest.hexdigest()) != member.name:
        raise container.damaged(Reason.MALFORMED)
