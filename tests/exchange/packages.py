"""Packages for the tests: whole ones, and ones that a stick, a person or an enemy has been at."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

from ntm_desktop.domain.operation import Operation
from ntm_desktop.exchange import keys
from ntm_desktop.exchange.container import zip_info
from ntm_desktop.exchange.evidence_members import CarriedFile
from ntm_desktop.exchange.manifest import CriteriaSetRef, Draft, Mark, PlaceRef, Purpose, Receipt, Recipient, Sender
from ntm_desktop.exchange.package_writing import write_package
from ntm_desktop.exchange.segments import Segment, make_segments

SEED = bytes(range(32))
UPPER_SEED = bytes([7]) * 32
STRANGER_SEED = bytes([9]) * 32
DEVICE = "1f3a99c0de51b2a7"
VILLAGE = "9d6bc1f0a7e24c0f8b1d2e3f4a5b6c7d"

DRAFT = Draft(
    purpose=Purpose.LEAD_TO_UPPER_LEVEL,
    sender=Sender(DEVICE, PlaceRef("23500", "Xã Ia Tơi"), keys.public_key(SEED)),
    recipients=(Recipient(PlaceRef("622", "Huyện Ia H'Drai")),),
    number=12,
    created_at=1_644_048_000,
    criteria_sets=(CriteriaSetRef("village-ntm-starter", 1),),
    builds_on=(Mark(DEVICE, 1, 3),),
    builds_on_package=11,
    holds=(Mark(DEVICE, 1, 500), Mark("2222222222222222", 3, 7)),
    received=(Receipt("ab" * 32, 4, 1_643_000_000),),
)

SEALED_TO = (Recipient(PlaceRef("622", "Huyện Ia H'Drai"), (keys.public_key(UPPER_SEED),)),)

Members = dict[str, bytes]


def draft(**changes: Any) -> Draft:
    return replace(DRAFT, **changes)


def operation(seq: int = 1, **changes: Any) -> Operation:
    made = Operation(
        device=DEVICE,
        incarnation=1,
        seq=seq,
        kind="reading",
        entity=f"{VILLAGE}|village-ntm-starter|9.{seq % 4}|2021",
        field="figure",
        value=json.dumps({"n": str(seq), "d": "200"}, separators=(",", ":")),
        parents=f"{DEVICE}:1:{seq - 4}" if seq > 4 else "",
        person="Rơ Châm H'Lan",
        at=1_639_000_000 + 7 * seq,
    )
    return made._replace(**changes)


def operations(count: int) -> list[Operation]:
    return [operation(seq) for seq in range(1, count + 1)]


def segments(rows: Iterable[Operation]) -> Iterator[Segment]:
    """Signed by the sender of the packages here, one origin's consecutive rows after another's."""
    for _, run in groupby(enumerate(rows), key=lambda each: (*each[1][:2], each[1].seq - each[0])):
        yield from make_segments((row for _, row in run), SEED)


def whole_package(
    folder: Path, rows: Iterable[Operation] | None = None, evidence: Iterable[bytes] = (), **changes: Any
) -> Path:
    """A package of a few operations and these files, as the program writes it."""
    some = segments(operations(5) if rows is None else rows)
    carried = [_carried(folder / f"{number}.bin", content) for number, content in enumerate(evidence)]
    made = Path(write_package(folder / "gói.ntm", draft(**changes), some, SEED, evidence=carried).path)
    for file in carried:
        file.path.unlink()
    return made


def _carried(path: Path, content: bytes) -> CarriedFile:
    path.write_bytes(content)
    return CarriedFile(hashlib.sha256(content).hexdigest(), len(content), path)


def members_of(package: Path) -> Members:
    with zipfile.ZipFile(package) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(members: Iterable[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    """A ZIP of these members as they are, correct in itself, nothing signed again."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(zip_info(name) if isinstance(name, str) else name, data)
    return buffer.getvalue()


def resigned(members: Members, change: Callable[[dict[str, Any]], None]) -> bytes:
    """The package with `change` made to its manifest and signed by the sender: what a bad program could send."""
    document = json.loads(members["manifest.json"])
    change(document)
    stored = json.dumps(document, ensure_ascii=False).encode("utf-8", "surrogatepass")
    return with_manifest(members, stored)


def with_manifest(members: Members, stored: bytes) -> bytes:
    signed = {**members, "manifest.json": stored, "manifest.sig": keys.sign(SEED, stored)}
    return zipped(signed.items())


def with_payload(
    members: Members,
    payload: bytes,
    change: Callable[[dict[str, Any]], None] | None = None,
    name: str = "segments.jsonl",
) -> bytes:
    """Other segments, honestly hashed and signed."""

    def told(document: dict[str, Any]) -> None:
        for member in document["members"]:
            if member["name"] == name:
                member |= {"sha256": hashlib.sha256(payload).hexdigest(), "size": len(payload)}
        if change:
            change(document)

    return resigned({**members, name: payload}, told)
