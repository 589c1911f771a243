"""Segments: a stretch of one laptop's log, encoded and signed once by that laptop, forwarded as it stands.

Whoever carries a segment cannot change it, and fields that only a later version knows survive. In a package a
segment is two lines: a header and the line of `operation_lines` that its signature covers. Each names the hash of
its laptop's log before it (`domain.history`), so that whoever holds a copied key cannot go on from another past.
Personal values stand in a third line of their own (`openings`), which may be left behind or erased.
"""

import hashlib
import json
import re
from collections.abc import Iterable, Iterator
from itertools import islice
from operator import itemgetter
from typing import NamedTuple

from ntm_desktop.domain.history import History
from ntm_desktop.domain.operation import Operation, is_personal, is_sample_device
from ntm_desktop.exchange import keys, openings, operation_lines
from ntm_desktop.exchange.operation_lines import BLOCK_SIZE, MAX_LINE
from ntm_desktop.exchange.strict_json import DEVICE, SHA256, Fields, parse_object

MAX_HEADER = 4096
_SIGNED_AS = "ntm-segment-2"
_SIGNED_AS_WITHOUT_HISTORY = "ntm-segment-1"
_SIGNATURE = re.compile(r"([0-9a-f]{128})?")
_home = itemgetter(0, 1)  # device, incarnation: by position, which is twice as fast as by name
_seq = itemgetter(2)


class Segment(NamedTuple):
    """Operations `first` to `last` of one origin; `line` as `operation_lines` wrote it, its line end included.

    `signature` is 64 bytes by the device's key, or empty: sample devices have no key. `before` is the digest of
    its log's history up to `first`, 32 bytes; the first format had none. `opening` is the line of its personal
    values, empty where they are not here or there are none; no signature covers it, since `line` commits to it.
    """

    device: str
    incarnation: int
    first: int
    last: int
    line: bytes
    signature: bytes
    before: bytes = b""
    opening: bytes = b""

    @property
    def length(self) -> int:
        """How many operations it holds."""
        return self.last - self.first + 1


def make_segments(
    operations: Iterable[Operation], signing_key: bytes | None, history: History | None = None
) -> Iterator[Segment]:
    """Segments of up to 4,096 operations; these must be one origin's, consecutive and in order.

    `history` is what stands before the first of them, and goes on with them; nothing unless it is given.
    A sample device's are never signed; any other device needs its key. Raises ValueError: a bug of the caller.
    """
    previous: Segment | None = None
    history = history or History()
    for line, block, opening in _closed_lines(operations):
        is_told = history.at == block[0].seq - 1 and not is_sample_device(block[0].device)
        before = history.digest if is_told else b""
        segment = sign_line(line, block[0], len(block), signing_key, before)._replace(opening=opening)
        if previous and (_home(previous) != _home(segment) or previous.last + 1 != segment.first):
            raise ValueError("operations of several origins, or not consecutive")
        _check_rows(segment, block)
        if before:
            history.add(block)
        yield segment
        previous = segment


def _closed_lines(operations: Iterable[Operation]) -> Iterator[tuple[bytes, list[Operation], bytes]]:
    """Lines without personal values, the operations each holds, and what opens it."""
    rows = iter(operations)
    while chunk := list(islice(rows, BLOCK_SIZE)):
        closed, opening = openings.close(chunk) if any(map(is_personal, chunk)) else (chunk, openings.NOTHING)
        for line, block in operation_lines.encode(closed):
            own = openings.of_block(opening, block, chunk)
            yield line, block, openings.to_line(own)


def sign_line(line: bytes, first: Operation, count: int, signing_key: bytes | None, before: bytes = b"") -> Segment:
    """The segment of a line that holds `count` operations from `first` on."""
    unsigned = Segment(first.device, first.incarnation, first.seq, first.seq + count - 1, line, b"", before)
    if is_sample_device(first.device):
        return unsigned
    if signing_key is None:
        raise ValueError("only sample data goes unsigned")
    return unsigned._replace(signature=keys.sign(signing_key, _signed_bytes(unsigned)))


def operations_of(segment: Segment) -> list[Operation]:
    """With the personal values that are here.

    Raises ValueError where the line does not hold exactly `first` to `last` of that origin, or the opening other
    values than were signed.
    """
    operations = operation_lines.decode(segment.line).operations
    _check_rows(segment, operations)
    return openings.reopen(operations, openings.from_line(segment.opening))


def is_authentic(segment: Segment, public_key: str | None) -> bool:
    """Whether that key signed it as it stands; sample data is signed by nobody, and only sample data may be."""
    if is_sample_device(segment.device):
        return not segment.signature
    return public_key is not None and keys.is_signed_by(public_key, _signed_bytes(segment), segment.signature)


def to_lines(segment: Segment) -> bytes:
    """Header and line as they stand in a package."""
    header = {
        "device": segment.device,
        "incarnation": segment.incarnation,
        "first": segment.first,
        "last": segment.last,
        "signature": segment.signature.hex(),
    }
    if segment.before:
        header["before"] = segment.before.hex()
    if segment.opening:
        header["opening"] = True
    return json.dumps(header, separators=(",", ":")).encode() + b"\n" + segment.line + segment.opening


def has_opening(header: bytes) -> bool:
    """Whether a third line follows. Raises ValueError."""
    fields = Fields(parse_object(header))
    return "opening" in fields.names() and fields.flag("opening")


def from_lines(header: bytes, line: bytes, opening: bytes = b"") -> Segment:
    """The lines are not decoded: a segment that is known already costs next to nothing. Raises ValueError."""
    if not (header.endswith(b"\n") and line.endswith(b"\n") and len(line) <= MAX_LINE):
        raise ValueError("lines")
    if has_opening(header) != (opening.endswith(b"\n") and len(opening) <= MAX_LINE):
        raise ValueError("opening")
    fields = Fields(parse_object(header))
    first = fields.number("first", 1)
    return Segment(
        device=fields.text("device", DEVICE),
        incarnation=fields.number("incarnation", 0),
        first=first,
        last=fields.number("last", first, first + BLOCK_SIZE - 1),
        line=line,
        signature=bytes.fromhex(fields.text("signature", _SIGNATURE)),
        before=bytes.fromhex(fields.text("before", SHA256)) if "before" in fields.names() else b"",
        opening=opening,
    )


def _signed_bytes(segment: Segment) -> bytes:
    digest = hashlib.sha256(segment.line).hexdigest()
    signed_as = (_SIGNED_AS, segment.before.hex()) if segment.before else (_SIGNED_AS_WITHOUT_HISTORY,)
    return "\n".join((*signed_as, *map(str, segment[:4]), digest, "")).encode()


def _check_rows(segment: Segment, operations: list[Operation]) -> None:
    expected = list(range(segment.first, segment.last + 1))
    if set(map(_home, operations)) != {_home(segment)} or list(map(_seq, operations)) != expected:
        raise ValueError("a line of other operations than its segment says")
