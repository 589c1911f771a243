"""Packages for the tests: whole ones, and ones that a stick, a person or an enemy has been at."""

import hashlib
import io
import json
import zipfile
from collections.abc import Callable, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from ntm_desktop.domain.operation import Operation
from ntm_desktop.exchange import keys
from ntm_desktop.exchange.manifest import CriteriaSetRef, Draft, Mark, PlaceRef, Purpose, Sender
from ntm_desktop.exchange.package import write_package

SEED = bytes(range(32))
DEVICE = "1f3a99c0de51b2a7"
VILLAGE = "9d6bc1f0a7e24c0f8b1d2e3f4a5b6c7d"

DRAFT = Draft(
    purpose=Purpose.LEAD_TO_UPPER_LEVEL,
    sender=Sender(DEVICE, PlaceRef("23500", "Xã Ia Tơi"), keys.public_key(SEED)),
    recipients=(PlaceRef("622", "Huyện Ia H'Drai"),),
    number=12,
    created_at=1_644_048_000,
    criteria_sets=(CriteriaSetRef("village-ntm-starter", 1),),
    builds_on=(Mark(DEVICE, 1, 3),),
)

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


def whole_package(folder: Path, rows: Iterable[Operation] | None = None, **changes: Any) -> Path:
    """A package of a few operations, as the program writes it."""
    rows = operations(5) if rows is None else rows
    return Path(write_package(folder / "gói.ntm", draft(**changes), rows, SEED).path)


def members_of(package: Path) -> Members:
    with zipfile.ZipFile(package) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(members: Iterable[tuple[str | zipfile.ZipInfo, bytes]]) -> bytes:
    """A ZIP of these members as they are, correct in itself, nothing signed again."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members:
            archive.writestr(name, data)
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


def with_payload(members: Members, payload: bytes, change: Callable[[dict[str, Any]], None] | None = None) -> bytes:
    """Another `operations.jsonl`, honestly hashed and signed."""

    def told(document: dict[str, Any]) -> None:
        for member in document["members"]:
            if member["name"] == "operations.jsonl":
                member |= {"sha256": hashlib.sha256(payload).hexdigest(), "size": len(payload)}
        if change:
            change(document)

    return resigned({**members, "operations.jsonl": payload}, told)
