"""The package file (`.ntm`): written beside its target and read back; opened only when everything in it is right.

Members: `operations.jsonl`, `DOC-TRUOC.txt`, `manifest.json` (SHA-256 and size of each other member) and
`manifest.sig` (64 bytes of Ed25519 over the manifest as stored). Later versions add members that the manifest
announces (evidence as `evidence-<sha256>`); they are checked like the others and left alone.
"""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO

from ntm_desktop.domain.errors import (
    Cancelled,
    ExpectedError,
    PackageDamaged,
    PackageNewer,
    PackageTooLarge,
)
from ntm_desktop.domain.operation import Operation
from ntm_desktop.exchange import keys, manifest, operation_lines, read_me, stick
from ntm_desktop.exchange.container import MANIFEST, Container, Reason
from ntm_desktop.exchange.manifest import Contents, Draft, Manifest, Member
from ntm_desktop.exchange.operation_lines import Block, Extra
from ntm_desktop.exchange.stick import IsCancelled, Progress
from ntm_desktop.exchange.strict_json import parse_object
from ntm_desktop.exchange.tally import MAX_OPERATIONS, Tally

OPERATIONS = "operations.jsonl"
READ_ME = "DOC-TRUOC.txt"
SIGNATURE = "manifest.sig"
SUFFIX = ".ntm"

MAX_PAYLOAD = 2**30
_MAX_MANIFEST = 8 * 2**20
_ZIP_TIME = (1980, 1, 1, 0, 0, 0)  # the same operations make the same bytes


@dataclass(frozen=True, slots=True)
class PackageSummary:
    """A package that was written or found whole. `id` is the SHA-256 of its manifest: equal ids, equal packages."""

    path: str
    size: int
    id: str
    manifest: Manifest


@dataclass(frozen=True, slots=True)
class Verification:
    """What `verify_package` found; `words` are the sender's six words, empty when the package is not whole."""

    path: str
    summary: PackageSummary | None
    words: str
    fault: ExpectedError | None

    @property
    def is_ok(self) -> bool:
        return self.fault is None


# ---- writing


def suggested_name(draft: Draft) -> str:
    """Codes, number and date only, as on the outside of an envelope: `NTM-23500-so-0012-20220205.ntm`."""
    sample = "MINH-HOA-" if draft.is_sample else ""
    day = read_me.local_time(draft.created_at)
    return stick.safe_name(
        f"NTM-{sample}{draft.sender.place.code[:40]}-so-{draft.number:04d}-{day:%Y%m%d}{SUFFIX}".replace(" ", "-")
    )


def write_package(
    target: Path,
    draft: Draft,
    operations: Iterable[Operation],
    signing_key: bytes,
    *,
    extra: Extra | None = None,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> PackageSummary:
    """Writes `target` (its name made safe for FAT32; see the summary's path) or nothing at all.

    An existing file of that name is replaced once the new one was read back. `progress` gets operations written.
    Raises FileMissing (no such folder), FolderReadOnly, DiskFull, PackageTooLarge, Cancelled, and PackageDamaged
    with the reason `not_written` when the stick gives back something else than was written.
    """
    if draft.sender.public_key != keys.public_key(signing_key):
        raise ValueError("the draft names another key than the one that signs")
    target = target.with_name(stick.safe_name(target.name))
    with stick.expected_errors(target, writing=True), stick.part_file(target) as part:
        try:
            with part.open("xb") as file:
                stored = _write(file, draft, _observed(operations, progress, cancelled), signing_key, extra)
                stick.settle(file)
        except (zipfile.LargeZipFile, _TooMuch) as error:
            raise PackageTooLarge(str(target)) from error
        summary = _read_back(part, target, hashlib.sha256(stored).hexdigest(), cancelled)
        stick.rename(part, target)
    return summary


class _TooMuch(Exception):
    """More than a reader would take."""


def _observed(
    operations: Iterable[Operation], progress: Progress | None, cancelled: IsCancelled | None
) -> Iterator[Operation]:
    for done, operation in enumerate(operations):
        if done % operation_lines.BLOCK_SIZE == 0:
            _tell(done, 0, progress, cancelled)
        yield operation


def _write(
    file: IO[bytes], draft: Draft, operations: Iterable[Operation], signing_key: bytes, extra: Extra | None
) -> bytes:
    """The stored bytes of the manifest, which come last because they count the rest."""
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, allowZip64=False) as archive:
        member, contents = _write_operations(archive, operations, extra)
        text = read_me.compose(draft, contents)
        _write_member(archive, READ_ME, text)
        described = Member(READ_ME, hashlib.sha256(text).hexdigest(), len(text))
        stored = manifest.to_bytes(Manifest(draft, contents, (member, described)))
        _write_member(archive, MANIFEST, stored)
        _write_member(archive, SIGNATURE, keys.sign(signing_key, stored))
    return stored


def _write_operations(
    archive: zipfile.ZipFile, operations: Iterable[Operation], extra: Extra | None
) -> tuple[Member, Contents]:
    digest, size, tally = hashlib.sha256(), 0, Tally()
    with archive.open(_info(OPERATIONS), "w") as stream:
        for line, block in operation_lines.encode(operations, extra):
            tally.add(block)
            size += len(line)
            if tally.is_too_much or size > MAX_PAYLOAD:
                raise _TooMuch
            digest.update(line)
            stream.write(line)
    return Member(OPERATIONS, digest.hexdigest(), size), tally.contents()


def _write_member(archive: zipfile.ZipFile, name: str, data: bytes) -> None:
    archive.writestr(_info(name), data)


def _info(name: str) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, _ZIP_TIME)
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def _read_back(part: Path, target: Path, expected_id: str, cancelled: IsCancelled | None) -> PackageSummary:
    try:
        with open_package(part, None, cancelled=cancelled) as opened:
            found = opened.summary
    except PackageDamaged as error:
        raise PackageDamaged(str(target), Reason.NOT_WRITTEN.value) from error
    if found.id != expected_id:
        raise PackageDamaged(str(target), Reason.NOT_WRITTEN.value)
    return PackageSummary(str(target), found.size, found.id, found.manifest)


# ---- reading


class OpenedPackage:
    """A package whose signature and every hash were right; its rows are still checked as they are read."""

    def __init__(self, container: Container, summary: PackageSummary, manifest_bytes: bytes) -> None:
        self._container = container
        self.summary = summary
        self.manifest_bytes = manifest_bytes

    @property
    def manifest(self) -> Manifest:
        return self.summary.manifest

    def operations(self) -> Iterator[list[Operation]]:
        """In lists of up to 4,096. Raises PackageDamaged (`malformed`), PackageTooLarge."""
        for block in self.blocks():
            yield block.operations

    def blocks(self) -> Iterator[Block]:
        """`operations` together with the fields of later versions that came with them."""
        tally, declared = Tally(), self.manifest.contents
        with self._container.member(OPERATIONS) as stream:
            while line := stream.readline(operation_lines.MAX_LINE + 1):
                if len(line) > operation_lines.MAX_LINE:
                    raise PackageTooLarge(self.summary.path)
                with self._container.damage_as(Reason.MALFORMED):
                    block = operation_lines.decode(line)
                tally.add(block.operations)
                if tally.is_too_much:
                    raise PackageTooLarge(self.summary.path)
                if tally.operations > declared.operations:
                    break
                yield block
        if tally.contents() != declared:
            raise self._container.damaged(Reason.MALFORMED)


@contextmanager
def open_package(
    path: Path, copy_to: Path | None, *, progress: Progress | None = None, cancelled: IsCancelled | None = None
) -> Iterator[OpenedPackage]:
    """A package, copied to the folder `copy_to` first (None only for a file on this machine's own disk).

    Before it yields: limits, outline, signature, versions, hashes of every member. Whether the sender is known is
    the caller's question. `progress` gets bytes. Raises FileMissing, FileUnreadable, PackageDamaged, PackageNewer,
    PackageTooLarge, Cancelled, and FolderReadOnly or DiskFull of `copy_to`; for no bytes anything else.
    """
    with ExitStack() as stack:
        if copy_to is not None:
            place = stack.enter_context(stick.copied(path, copy_to, progress, cancelled))
        else:
            place = path
        container = stack.enter_context(Container(place, str(path)))
        yield _checked(container, path, progress, cancelled)


def verify_package(
    path: Path,
    copy_to: Path | None = None,
    *,
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> Verification:
    """Checks everything, every row included. Raises only what is not the package's fault (FileMissing, ...)."""
    try:
        with open_package(path, copy_to, progress=progress, cancelled=cancelled) as opened:
            for _ in opened.operations():
                _tell(0, 0, None, cancelled)
            words = keys.six_words(opened.manifest.about.sender.public_key)
            return Verification(str(path), opened.summary, words, None)
    except (PackageDamaged, PackageNewer, PackageTooLarge) as fault:
        return Verification(str(path), None, "", fault)


def _checked(
    container: Container, path: Path, progress: Progress | None, cancelled: IsCancelled | None
) -> OpenedPackage:
    stored = container.read(MANIFEST, _MAX_MANIFEST)
    signature = container.read(SIGNATURE, _MAX_MANIFEST)
    with container.damage_as(Reason.MALFORMED):
        document = parse_object(stored)
        sender_key = manifest.sender_key(document)
    if not keys.is_signed_by(sender_key, stored, signature):
        raise container.damaged(Reason.SIGNATURE)
    with container.damage_as(Reason.MALFORMED):
        needed = manifest.program_needed(document)
    if needed is not None:
        raise PackageNewer(str(path), needed)
    with container.damage_as(Reason.MALFORMED):
        found = manifest.from_document(document)
    if found.contents.operations > MAX_OPERATIONS:
        raise PackageTooLarge(str(path))
    _check_members(container, found.members, progress, cancelled)
    summary = PackageSummary(str(path), container.size, hashlib.sha256(stored).hexdigest(), found)
    return OpenedPackage(container, summary, stored)


def _check_members(
    container: Container, members: tuple[Member, ...], progress: Progress | None, cancelled: IsCancelled | None
) -> None:
    announced = {member.name: member.size for member in members}
    present = {name: size for name, size in container.sizes.items() if name not in (MANIFEST, SIGNATURE)}
    if announced != present or OPERATIONS not in present:
        raise container.damaged(Reason.ALTERED)
    done, total = 0, sum(present.values())
    for member in members:
        digest = hashlib.sha256()
        with container.member(member.name) as stream:
            while chunk := stream.read(stick.CHUNK):
                digest.update(chunk)
                done += len(chunk)
                _tell(done, total, progress, cancelled)
        if digest.hexdigest() != member.sha256:
            raise container.damaged(Reason.ALTERED)


def _tell(done: int, total: int, progress: Progress | None, cancelled: IsCancelled | None) -> None:
    if cancelled and cancelled():
        raise Cancelled
    if progress:
        progress(done, total)
