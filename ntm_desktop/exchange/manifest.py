"""What a package says of itself: records, strict parsing, and the bytes that are signed as they stand.

Kept for what comes later: the top-level keys `sealed`, `receipts`, `revoked`, `partitions` and `evidence`, and a
recipient's `device` and `key`. A package that uses one in a way that must be understood names a capability;
whatever else is unknown at the top level is kept in `Manifest.unknown` and forwarded.
`sender.public_key` and the signature over the stored bytes stay as they are in every later version, so that
"needs a newer program" is only ever said of a package that is whole.
"""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ntm_desktop.domain.names import nfc
from ntm_desktop.domain.operation import is_sample_device
from ntm_desktop.exchange.strict_json import Fields, parse_object

FORMAT = "ntm-package"
FORMAT_VERSION = 1
MIN_PROGRAM = "0.1.0"
CAPABILITIES: frozenset[str] = frozenset()
"""What this program understands beyond the plain format; sealing and receipts will be named here."""

LATEST_TIME = 32_503_680_000  # the year 3000
MAX_NAME = 300

DEVICE = re.compile(r"[0-9a-f]{16}")
SHA256 = re.compile(r"[0-9a-f]{64}")
MEMBER_NAME = re.compile(r"[A-Za-z0-9][A-Za-z0-9_-]{0,99}(\.[a-z0-9]{1,8})?")
_PROGRAM = re.compile(r"[0-9]{1,4}(\.[0-9]{1,4}){0,3}")
_TOP_LEVEL = {
    *("format", "version", "min_reader", "capabilities", "purpose", "sender", "recipients", "number"),
    *("created_at", "is_sample", "criteria_sets", "builds_on", "contents", "members"),
}


class Purpose(StrEnum):
    OFFICER_TO_LEAD = "officer_to_lead"
    LEAD_TO_UPPER_LEVEL = "lead_to_upper_level"
    UPPER_LEVEL_TO_COMMUNES = "upper_level_to_communes"
    HAND_OVER = "hand_over"
    BACKUP = "backup"


@dataclass(frozen=True, slots=True)
class PlaceRef:
    """A place by its id; `name` may be empty (a sealed package shows only codes)."""

    code: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Sender:
    device: str
    place: PlaceRef
    public_key: str


@dataclass(frozen=True, slots=True)
class Mark:
    """Everything of this laptop's log up to `seq`."""

    device: str
    incarnation: int
    seq: int


@dataclass(frozen=True, slots=True)
class SeqRange:
    """`count` operations of one laptop's log between `first` and `last`; fewer than fit when some stay at home."""

    device: str
    incarnation: int
    first: int
    last: int
    count: int


@dataclass(frozen=True, slots=True)
class CriteriaSetRef:
    id: str
    version: int


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside the package: SHA-256 and size of what comes out of it."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Draft:
    """What the sender knows before packing. `created_at` is the wall time: shown, never decisive.

    `builds_on` is what the recipient must already hold; empty when everything is carried.
    """

    purpose: Purpose
    sender: Sender
    recipients: tuple[PlaceRef, ...]
    number: int
    created_at: int
    is_sample: bool = False
    criteria_sets: tuple[CriteriaSetRef, ...] = ()
    builds_on: tuple[Mark, ...] = ()
    unknown: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Contents:
    """What was packed, counted."""

    operations: int
    kinds: Mapping[str, int]
    ranges: tuple[SeqRange, ...]

    @property
    def holds_sample(self) -> bool:
        return any(is_sample_device(each.device) for each in self.ranges)


@dataclass(frozen=True, slots=True)
class Manifest:
    about: Draft
    contents: Contents
    members: tuple[Member, ...]
    version: int = FORMAT_VERSION


def to_bytes(manifest: Manifest) -> bytes:
    """Raises ValueError where the result could not be read back: a bug of the caller."""
    about, contents = manifest.about, manifest.contents
    document: dict[str, Any] = {
        "format": FORMAT,
        "version": manifest.version,
        "min_reader": {"version": FORMAT_VERSION, "program": MIN_PROGRAM},
        "capabilities": {},
        "purpose": about.purpose.value,
        "sender": {
            "device": about.sender.device,
            "place": _place_document(about.sender.place),
            "public_key": about.sender.public_key,
        },
        "recipients": [{"place": _place_document(place)} for place in about.recipients],
        "number": about.number,
        "created_at": about.created_at,
        "is_sample": about.is_sample or contents.holds_sample,
        "criteria_sets": [{"id": each.id, "version": each.version} for each in about.criteria_sets],
        "builds_on": [
            {"device": each.device, "incarnation": each.incarnation, "seq": each.seq} for each in about.builds_on
        ],
        "contents": {
            "operations": contents.operations,
            "kinds": dict(sorted(contents.kinds.items())),
            "ranges": [
                {
                    "device": each.device,
                    "incarnation": each.incarnation,
                    "first": each.first,
                    "last": each.last,
                    "count": each.count,
                }
                for each in contents.ranges
            ],
        },
        "members": [{"name": each.name, "sha256": each.sha256, "size": each.size} for each in manifest.members],
    }
    if taken := document.keys() & about.unknown.keys():
        raise ValueError(f"known keys among the unknown: {sorted(taken)}")
    stored = (json.dumps(document | dict(about.unknown), ensure_ascii=False, indent=1) + "\n").encode()
    from_document(parse_object(stored))
    return stored


def _place_document(place: PlaceRef) -> dict[str, str]:
    return {"code": _line(place.code), "name": _line(place.name)}


def _line(text: str) -> str:
    return "".join(letter for letter in " ".join(nfc(text).split()) if letter.isprintable())


def sender_key(document: dict[str, Any]) -> str:
    """The public key the signature is checked with, before anything else is believed. Raises ValueError."""
    fields = Fields(document)
    if fields.text("format") != FORMAT:
        raise ValueError("format")
    return fields.object("sender").text("public_key", SHA256)


def program_needed(document: dict[str, Any]) -> str | None:
    """The program version that reads this package, None where this one does. Raises ValueError."""
    fields = Fields(document)
    reader = fields.object("min_reader")
    program = reader.text("program", _PROGRAM)
    needed = [program] if reader.number("version", 1) > FORMAT_VERSION else []
    capabilities = fields.object("capabilities")
    needed += [capabilities.text(name, _PROGRAM) for name in capabilities.names() if name not in CAPABILITIES]
    return max(needed, key=_program_order, default=None)


def _program_order(program: str) -> tuple[int, ...]:
    return tuple(int(part) for part in program.split("."))


def from_document(document: dict[str, Any]) -> Manifest:
    """Raises ValueError for anything this version would not have written, apart from unknown fields."""
    fields = Fields(document)
    contents = _contents(fields.object("contents"))
    about = Draft(
        purpose=Purpose(fields.text("purpose")),
        sender=_sender(fields.object("sender")),
        recipients=tuple(_place(each.object("place")) for each in fields.objects("recipients")),
        number=fields.number("number", 1),
        created_at=fields.number("created_at", 0, LATEST_TIME),
        is_sample=fields.flag("is_sample"),
        criteria_sets=tuple(
            CriteriaSetRef(each.text("id", longest=MAX_NAME), each.number("version", 0))
            for each in fields.objects("criteria_sets")
        ),
        builds_on=tuple(
            Mark(each.text("device", DEVICE), each.number("incarnation", 0), each.number("seq", 1))
            for each in fields.objects("builds_on")
        ),
        unknown={name: document[name] for name in document if name not in _TOP_LEVEL},
    )
    if contents.holds_sample and not about.is_sample:
        raise ValueError("sample data that does not say so")
    members = tuple(
        Member(each.text("name", MEMBER_NAME), each.text("sha256", SHA256), each.number("size", 0))
        for each in fields.objects("members")
    )
    if len({each.name.casefold() for each in members}) != len(members):
        raise ValueError("a member twice")
    return Manifest(about, contents, members, fields.number("version", 1))


def _sender(fields: Fields) -> Sender:
    return Sender(fields.text("device", DEVICE), _place(fields.object("place")), fields.text("public_key", SHA256))


def _place(fields: Fields) -> PlaceRef:
    return PlaceRef(fields.text("code", longest=MAX_NAME), fields.text("name", longest=MAX_NAME, may_be_empty=True))


def _contents(fields: Fields) -> Contents:
    kinds = fields.object("kinds")
    contents = Contents(
        operations=fields.number("operations", 0),
        kinds={name: kinds.number(name, 1) for name in kinds.names()},
        ranges=tuple(_range(each) for each in fields.objects("ranges")),
    )
    if {sum(contents.kinds.values()), sum(each.count for each in contents.ranges)} != {contents.operations}:
        raise ValueError("counts that do not add up")
    return contents


def _range(fields: Fields) -> SeqRange:
    found = SeqRange(
        device=fields.text("device", DEVICE),
        incarnation=fields.number("incarnation", 0),
        first=fields.number("first", 1),
        last=fields.number("last", 1),
        count=fields.number("count", 1),
    )
    if found.first > found.last:
        raise ValueError("a range that ends before it begins")
    return found
