"""The package file (`.ntm`): what is in it, and reading it; opened only when everything in it is right.

Members: `segments.jsonl` (or `segments.sealed`), `DOC-TRUOC.txt`, `manifest.json` (SHA-256 and size of each other
member) and `manifest.sig` (64 bytes of Ed25519 over the manifest as stored). Later versions add members that the
manifest announces; they are checked like the others and left alone. Files of evidence are members of their own
(`evidence_members`), only in sealed packages.
"""

import hashlib
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

from ntm_desktop.domain.errors import (
    ExpectedError,
    PackageDamaged,
    PackageNewer,
    PackageSealedForOthers,
    PackageTooLarge,
)
from ntm_desktop.domain.operation import Operation
from ntm_desktop.exchange import keys, manifest_file, payload, stick
from ntm_desktop.exchange.container import MANIFEST, Container, Reason
from ntm_desktop.exchange.evidence_members import evidence_members, member_name, read_evidence
from ntm_desktop.exchange.manifest import Manifest, Member
from ntm_desktop.exchange.segments import Segment, operations_of
from ntm_desktop.exchange.stick import IsCancelled, Progress
from ntm_desktop.exchange.strict_json import parse_object
from ntm_desktop.exchange.tally import MAX_OPERATIONS, Tally

READ_ME = "DOC-TRUOC.txt"
SIGNATURE = "manifest.sig"
SUFFIX = ".ntm"

_MAX_MANIFEST = 8 * 2**20


@dataclass(frozen=True, slots=True)
class PackageSummary:
    """A package that was written or found whole. `id` is the SHA-256 of its manifest: equal ids, equal packages."""

    path: str
    size: int
    id: str
    manifest: Manifest


@dataclass(frozen=True, slots=True)
class Verification:
    """What `verify_package` found; `words` are the sender's six words, empty when the package is not whole.

    A package sealed for others is whole but cannot be read: the fault is PackageSealedForOthers, with a summary.
    """

    path: str
    summary: PackageSummary | None
    words: str
    fault: ExpectedError | None

    @property
    def is_ok(self) -> bool:
        """Whether nothing was wrong."""
        return self.fault is None


class OpenedPackage:
    """A package whose signature and every hash were right; its rows are still checked as they are read."""

    def __init__(
        self, container: Container, summary: PackageSummary, manifest_bytes: bytes, payload_key: bytes | None
    ) -> None:
        self._container = container
        self._payload_key = payload_key
        self.summary = summary
        self.manifest_bytes = manifest_bytes
        self._evidence = {member.name: member for member in evidence_members(summary.manifest)}

    @property
    def manifest(self) -> Manifest:
        """What the sender signed."""
        return self.summary.manifest

    @property
    def is_readable(self) -> bool:
        """Not sealed, or sealed to the laptop that opened it."""
        return not self.manifest.is_sealed or self._payload_key is not None

    def file_sha256(self) -> str:
        """Of the whole file, for people to compare; `summary.id` is how laptops know the package."""
        return self._container.sha256()

    def segments(self) -> Iterator[Segment]:
        """As they stand: neither decoded nor their own signatures checked, so that known ones cost next to nothing.

        Raises PackageSealedForOthers at once, and while reading PackageDamaged (`malformed`) and PackageTooLarge.
        """
        if not self.is_readable:
            raise PackageSealedForOthers(self.summary.path)
        return payload.read_payload(self._container, self.manifest, self._payload_key, self.summary.path)

    def carries(self, sha256: str) -> Member | None:
        """The member that holds that file of evidence; None where there is none, or it cannot be read here."""
        return self._evidence.get(member_name(self._payload_key, sha256)) if self._payload_key else None

    def check_evidence(self) -> Iterator[None]:
        """Unseals every file of evidence, to prove that it is one; a step for each chunk. Raises PackageDamaged."""
        if self._payload_key is not None:
            for member in self._evidence.values():
                for _ in read_evidence(self._container, member, self._payload_key):
                    yield

    def evidence(self, member: Member) -> Iterator[bytes]:
        """The bytes of a file that `carries` found, in chunks. Raises PackageDamaged (`malformed`)."""
        assert self._payload_key is not None
        return read_evidence(self._container, member, self._payload_key)

    def operations_of(self, segment: Segment) -> list[Operation]:
        """`segments.operations_of`, with PackageDamaged (`malformed`) instead of ValueError."""
        with self._container.damage_as(Reason.MALFORMED):
            return operations_of(segment)

    def operations(self) -> Iterator[list[Operation]]:
        """Every row, a list for each segment; at the end the kinds are compared too."""
        tally = Tally()
        for segment in self.segments():
            rows = self.operations_of(segment)
            tally.add_segment(segment)
            tally.add_rows(rows)
            if tally.is_too_much:
                raise PackageTooLarge(self.summary.path)
            yield rows
        if tally.contents() != replace(self.manifest.contents, partitions=None):
            raise self._container.damaged(Reason.MALFORMED)


@contextmanager
def open_package(
    path: Path,
    copy_to: Path | None,
    *,
    signing_key: bytes | None = None,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> Iterator[OpenedPackage]:
    """A package, copied to the folder `copy_to` first (None only for a file on this machine's own disk).

    Before it yields: limits, outline, signature, versions, hashes of every member. Whether the sender is known is
    the caller's question. `signing_key` is this laptop's, which opens what was sealed to it. `progress` gets bytes.
    Raises FileMissing, FileUnreadable, PackageDamaged, PackageNewer, PackageTooLarge, Cancelled, and FolderReadOnly
    or DiskFull of `copy_to`; for no bytes anything else.
    """
    with ExitStack() as stack:
        if copy_to is not None:
            place = stack.enter_context(stick.copied(path, copy_to, progress, cancelled))
        else:
            place = path
        container = stack.enter_context(Container(place, str(path)))
        yield _checked(container, path, signing_key, progress, cancelled)


def read_outside(path: Path) -> PackageSummary:
    """What the signed manifest says, the other members unread: for choosing among files, never for taking one in.

    Raises FileMissing, FileUnreadable, PackageDamaged, PackageNewer, PackageTooLarge.
    """
    with Container(path, str(path)) as container:
        stored, found = _signed_manifest(container, path)
        return PackageSummary(str(path), container.size, hashlib.sha256(stored).hexdigest(), found)


def verify_package(
    path: Path,
    copy_to: Path | None = None,
    *,
    signing_key: bytes | None = None,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> Verification:
    """Checks everything, every row included. Raises only what is not the package's fault (FileMissing, ...)."""
    summary, words = None, ""
    try:
        with open_package(path, copy_to, signing_key=signing_key, progress=progress, cancelled=cancelled) as opened:
            found, spoken = opened.summary, keys.six_words(opened.manifest.about.sender.public_key)
            if not opened.is_readable:
                summary, words = found, spoken
            for _ in chain(opened.operations(), opened.check_evidence()):
                stick.tell(0, 0, None, cancelled)
            return Verification(str(path), found, spoken, None)
    except (PackageDamaged, PackageNewer, PackageSealedForOthers, PackageTooLarge) as fault:
        return Verification(str(path), summary, words, fault)


def _checked(
    container: Container,
    path: Path,
    signing_key: bytes | None,
    progress: Progress | None,
    cancelled: IsCancelled | None,
) -> OpenedPackage:
    stored, found = _signed_manifest(container, path)
    if found.contents.operations > MAX_OPERATIONS:
        raise PackageTooLarge(str(path))
    _check_members(container, found.members, progress, cancelled)
    summary = PackageSummary(str(path), container.size, hashlib.sha256(stored).hexdigest(), found)
    key = payload.payload_key(found, signing_key) if signing_key is not None else None
    return OpenedPackage(container, summary, stored, key)


def _signed_manifest(container: Container, path: Path) -> tuple[bytes, Manifest]:
    stored = container.read(MANIFEST, _MAX_MANIFEST)
    signature = container.read(SIGNATURE, _MAX_MANIFEST)
    with container.damage_as(Reason.MALFORMED):
        document = parse_object(stored)
        sender_key = manifest_file.sender_key(document)
    if not keys.is_signed_by(sender_key, stored, signature):
        raise container.damaged(Reason.SIGNATURE)
    with container.damage_as(Reason.MALFORMED):
        needed = manifest_file.program_needed(document)
    if needed is not None:
        raise PackageNewer(str(path), needed)
    with container.damage_as(Reason.MALFORMED):
        return stored, manifest_file.from_document(document)


def _check_members(
    container: Container, members: tuple[Member, ...], progress: Progress | None, cancelled: IsCancelled | None
) -> None:
    announced = {member.name: member.size for member in members}
    present = {name: size for name, size in container.sizes.items() if name not in (MANIFEST, SIGNATURE)}
    if announced != present:
        raise container.damaged(Reason.ALTERED)
    done, total = 0, sum(present.values())
    for member in members:
        digest = hashlib.sha256()
        with container.member(member.name) as stream:
            while chunk := stream.read(stick.CHUNK):
                digest.update(chunk)
                done += len(chunk)
                stick.tell(done, total, progress, cancelled)
        if digest.hexdigest() != member.sha256:
            raise container.damaged(Reason.ALTERED)
