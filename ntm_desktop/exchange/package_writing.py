"""Writes a package beside its target, reads it back, and only then gives it its name."""

import hashlib
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path
from typing import IO

from ntm_desktop.domain.errors import PackageDamaged, PackageTooLarge
from ntm_desktop.domain.moments import vietnam_time
from ntm_desktop.exchange import keys, manifest_file, payload, read_me, stick
from ntm_desktop.exchange.container import MANIFEST, Reason, zip_info
from ntm_desktop.exchange.evidence_members import CarriedFile, write_evidence
from ntm_desktop.exchange.manifest import Draft, Manifest, Member
from ntm_desktop.exchange.package import READ_ME, SIGNATURE, SUFFIX, PackageSummary, open_package
from ntm_desktop.exchange.sealing import new_payload_key
from ntm_desktop.exchange.segments import Segment
from ntm_desktop.exchange.stick import IsCancelled, Progress
from ntm_desktop.exchange.tally import Counted


def suggested_name(draft: Draft) -> str:
    """Code, number and date only, as on an envelope: `NTM-23500-so-0012-20220205.ntm`."""
    sample = "MINH-HOA-" if draft.is_sample else ""
    day = vietnam_time(draft.created_at)
    return stick.safe_name(
        f"NTM-{sample}{draft.sender.place.code[:40]}-so-{draft.number:04d}-{day:%Y%m%d}{SUFFIX}".replace(" ", "-")
    )


def write_package(
    target: Path,
    draft: Draft,
    segments: Iterable[Segment],
    signing_key: bytes,
    *,
    counted: Counted | None = None,
    evidence: Sequence[CarriedFile] = (),
    progress: Progress | None = None,
    cancelled: IsCancelled | None = None,
) -> PackageSummary:
    """Writes `target` (its name made safe for FAT32; see the summary's path) or nothing at all.

    Sealed when any recipient has a known key (`Draft.seals_to`). An existing file of that name is replaced once
    the new one was read back. `counted` is what `tally.counted` found in these segments; otherwise each is decoded
    and counted, and nothing is said of partitions. `progress` gets operations written. `evidence` are files that
    lie whole on this laptop's disk; in a package that is not sealed they stay at home.
    Raises FileMissing (no such folder), FolderReadOnly, DiskFull, PackageTooLarge, Cancelled, and PackageDamaged
    with the reason `not_written` when the stick gives back something else than was written.
    """
    if draft.sender.public_key != keys.public_key(signing_key):
        raise ValueError("the draft names another key than the one that signs")
    target = target.with_name(stick.safe_name(target.name))
    with stick.expected_errors(target, writing=True), stick.part_file(target) as part:
        try:
            with part.open("xb") as file:
                observed = _observed(segments, progress, cancelled)
                stored = _write(file, draft, observed, signing_key, counted, evidence, cancelled)
                stick.settle(file)
        except (zipfile.LargeZipFile, payload.TooMuch) as error:
            raise PackageTooLarge(str(target)) from error
        summary = _read_back(part, target, hashlib.sha256(stored).hexdigest(), cancelled)
        stick.rename(part, target)
    return summary


def _observed(
    segments: Iterable[Segment], progress: Progress | None, cancelled: IsCancelled | None
) -> Iterator[Segment]:
    done = 0
    for segment in segments:
        stick.tell(done, 0, progress, cancelled)
        yield segment
        done += segment.length
    stick.tell(done, 0, progress, cancelled)


def _write(
    file: IO[bytes],
    draft: Draft,
    segments: Iterable[Segment],
    signing_key: bytes,
    counted: Counted | None,
    evidence: Sequence[CarriedFile],
    cancelled: IsCancelled | None,
) -> bytes:
    """The stored bytes of the manifest, which come last because they count the rest."""
    payload_key = new_payload_key()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED, allowZip64=False) as archive:
        member, contents, envelopes = payload.write_payload(archive, segments, counted, draft.seals_to, payload_key)
        carried = evidence if envelopes else ()
        files = write_evidence(archive, payload_key, carried, lambda _: stick.tell(0, 0, None, cancelled))
        text = read_me.compose(draft, contents)
        archive.writestr(zip_info(READ_ME), text)
        described = Member(READ_ME, hashlib.sha256(text).hexdigest(), len(text))
        stored = manifest_file.to_bytes(Manifest(draft, contents, (member, *files, described), envelopes))
        archive.writestr(zip_info(MANIFEST), stored)
        archive.writestr(zip_info(SIGNATURE), keys.sign(signing_key, stored))
    return stored


def _read_back(part: Path, target: Path, expected_id: str, cancelled: IsCancelled | None) -> PackageSummary:
    try:
        with open_package(part, None, cancelled=cancelled) as opened:
            found = opened.summary
    except PackageDamaged as error:
        raise PackageDamaged(str(target), Reason.NOT_WRITTEN.value) from error
    if found.id != expected_id:
        raise PackageDamaged(str(target), Reason.NOT_WRITTEN.value)
    return PackageSummary(str(target), found.size, found.id, found.manifest)
