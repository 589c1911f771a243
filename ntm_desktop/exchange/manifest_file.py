"""The manifest's JSON: strictly parsed, and signed as it stands.

Members named `evidence-<keyed hash>` are files of evidence; a reader that does not know them leaves them alone. A
package that uses something new in a way that must be understood names a capability; whatever else is unknown at the
top level is kept in `Draft.unknown` and forwarded.
`sender.public_key` and the signature over the stored bytes stay as they are in every later version, so that
"needs a newer program" is only ever said of a package that is whole.
"""

import json
import re
from dataclasses import asdict
from typing import Any

from ntm_desktop.domain.partitions import MOST_GROUPS, Group, Partitions
from ntm_desktop.exchange.manifest import (
    FORMAT_VERSION,
    SEALED_SEGMENTS,
    SEGMENTS,
    Contents,
    CriteriaSetRef,
    Draft,
    Envelope,
    Manifest,
    Mark,
    Member,
    PlaceRef,
    Purpose,
    Receipt,
    Recipient,
    Sender,
    SeqRange,
)
from ntm_desktop.exchange.sealing import ALGORITHM, SEALED_KEY_SIZE
from ntm_desktop.exchange.strict_json import (
    DEVICE,
    LATEST_TIME,
    MAX_NAME,
    MEMBER_NAME,
    PROGRAM,
    SHA256,
    Fields,
    one_line,
    parse_object,
)

FORMAT = "ntm-package"
MIN_PROGRAM = "0.1.0"
SEALED_1 = "sealed-1"
CAPABILITIES = {SEALED_1: "0.1.0"}
"""What this program understands beyond the plain format, with the first program version that does."""

_ENVELOPE = re.compile(f"[0-9a-f]{{{2 * SEALED_KEY_SIZE}}}")
_FILLED = re.compile(r"([0-9]{1,4}:[1-9][0-9]{0,8}:[0-9a-f]{32}( (?=[0-9])|$))*")
_TOP_LEVEL = {
    *("format", "version", "min_reader", "capabilities", "purpose", "sender", "recipients", "number"),
    *("created_at", "is_sample", "criteria_sets", "contents", "members"),
    *("holds", "received", "builds_on", "builds_on_package", "sealed"),
}


def to_bytes(manifest: Manifest) -> bytes:
    """Raises ValueError where the result could not be read back: a bug of the caller."""
    document = _document(manifest)
    unknown = manifest.about.unknown
    if taken := _TOP_LEVEL & unknown.keys():
        raise ValueError(f"known keys among the unknown: {sorted(taken)}")
    stored = (json.dumps(document | dict(unknown), ensure_ascii=False, indent=1) + "\n").encode()
    from_document(parse_object(stored))
    return stored


def _document(manifest: Manifest) -> dict[str, Any]:
    about, contents = manifest.about, manifest.contents
    is_named = not manifest.is_sealed
    document: dict[str, Any] = {
        "format": FORMAT,
        "version": manifest.version,
        "min_reader": {"version": FORMAT_VERSION, "program": MIN_PROGRAM},
        "capabilities": {SEALED_1: CAPABILITIES[SEALED_1]} if manifest.is_sealed else {},
        "purpose": about.purpose.value,
        "sender": {
            "device": about.sender.device,
            "place": _place_document(about.sender.place, is_named),
            "public_key": about.sender.public_key,
        },
        "recipients": [_recipient_document(each, is_named) for each in about.recipients],
        "number": about.number,
        "created_at": about.created_at,
        "is_sample": about.is_sample or contents.holds_sample,
        "criteria_sets": [asdict(each) for each in about.criteria_sets],
        "builds_on": [asdict(each) for each in about.builds_on],
        "builds_on_package": about.builds_on_package,
        "holds": [asdict(each) for each in about.holds],
        "received": [asdict(each) for each in about.received],
        "contents": _contents_document(contents),
        "members": [asdict(each) for each in manifest.members],
    }
    if manifest.is_sealed:
        document["sealed"] = {"algorithm": ALGORITHM, "keys": [asdict(each) for each in manifest.envelopes]}
    return document


def _contents_document(contents: Contents) -> dict[str, Any]:
    document: dict[str, Any] = {
        "operations": contents.operations,
        "kinds": dict(sorted(contents.kinds.items())),
        "ranges": [asdict(each) for each in contents.ranges],
    }
    if contents.partitions is not None:
        # One text: a list of a thousand lists would be most of the manifest.
        filled = " ".join(f"{number}:{count}:{digest}" for number, count, digest in contents.partitions.filled)
        document["partitions"] = {"groups": contents.partitions.groups, "filled": filled}
    return document


def _recipient_document(recipient: Recipient, is_named: bool) -> dict[str, Any]:
    return {"place": _place_document(recipient.place, is_named), "keys": list(recipient.keys)}


def _place_document(place: PlaceRef, is_named: bool) -> dict[str, str]:
    return {"code": one_line(place.code), "name": one_line(place.name) if is_named else ""}


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
    program = reader.text("program", PROGRAM)
    needed = [program] if reader.number("version", 1) > FORMAT_VERSION else []
    capabilities = fields.object("capabilities")
    needed += [capabilities.text(name, PROGRAM) for name in capabilities.names() if name not in CAPABILITIES]
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
        recipients=tuple(_recipient(each) for each in fields.objects("recipients")),
        number=fields.number("number", 1),
        created_at=fields.number("created_at", 0, LATEST_TIME),
        is_sample=fields.flag("is_sample"),
        criteria_sets=tuple(
            CriteriaSetRef(each.text("id", longest=MAX_NAME), each.number("version", 0))
            for each in fields.objects("criteria_sets")
        ),
        builds_on=_marks(fields.objects("builds_on")),
        builds_on_package=fields.number_or_none("builds_on_package", 1),
        holds=_marks(fields.objects("holds")),
        received=tuple(
            Receipt(each.text("id", SHA256), each.number("number", 1), each.number("at", 0, LATEST_TIME))
            for each in fields.objects("received")
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
    envelopes = _envelopes(fields)
    if (SEALED_SEGMENTS if envelopes else SEGMENTS) not in {each.name for each in members}:
        raise ValueError("no segments")
    return Manifest(about, contents, members, envelopes, fields.number("version", 1))


def _envelopes(fields: Fields) -> tuple[Envelope, ...]:
    is_sealed = "sealed" in fields.names()
    if is_sealed != (SEALED_1 in fields.object("capabilities").names()):
        raise ValueError("sealed")
    if not is_sealed:
        return ()
    sealed = fields.object("sealed")
    envelopes = tuple(
        Envelope(each.text("device_key", SHA256), each.text("sealed_key", _ENVELOPE))
        for each in sealed.objects("keys")
    )
    if sealed.text("algorithm") != ALGORITHM or not envelopes:
        raise ValueError("sealed")
    return envelopes


def _marks(listed: list[Fields]) -> tuple[Mark, ...]:
    return tuple(
        Mark(each.text("device", DEVICE), each.number("incarnation", 0), each.number("seq", 1)) for each in listed
    )


def _recipient(fields: Fields) -> Recipient:
    return Recipient(_place(fields.object("place")), fields.texts("keys", SHA256))


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
        partitions=_partitions(fields.object("partitions")) if "partitions" in fields.names() else None,
    )
    if {sum(contents.kinds.values()), sum(each.count for each in contents.ranges)} != {contents.operations}:
        raise ValueError("counts that do not add up")
    return contents


def _partitions(fields: Fields) -> Partitions:
    groups = fields.number("groups", 1, MOST_GROUPS)
    filled = fields.text("filled", _FILLED, may_be_empty=True)
    parts = [each.split(":") for each in filled.split(" ")] if filled else []
    found = tuple(Group(int(number), int(count), digest) for number, count, digest in parts)
    numbers = [each.number for each in found]
    if numbers != sorted(set(numbers)) or (numbers and numbers[-1] >= groups):
        raise ValueError("partitions")
    return Partitions(groups, found)


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
