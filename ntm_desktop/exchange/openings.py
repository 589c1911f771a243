"""Personal data beside a signed segment, so that it can stay behind or be erased without breaking the signature.

In the signed line stands, in place of each personal value, a commitment to it: a keyed hash under a salt that only
the opening holds. The opening travels with the segment inside the commune, is left out of packages to the upper
level, and loses what is erased. A value without its salt cannot be guessed from the commitment, however few
answers there are ("hộ nghèo": yes or no).
"""

import base64
import hashlib
import hmac
import json
import os
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ntm_desktop.domain.operation import Operation, is_personal, is_withheld, withheld

SALT_BYTES = 16
_HASH_BYTES = 16


@dataclass(frozen=True, slots=True)
class Opening:
    """Values by running number. One `salt` opens all of them, or after something was erased each has its own."""

    salt: bytes
    salts: Mapping[int, bytes]
    values: Mapping[int, str]

    @property
    def is_empty(self) -> bool:
        """Whether there is nothing to open."""
        return not self.values

    def salt_of(self, seq: int) -> bytes:
        """The salt that the hash of that operation's value was made with."""
        return self.salts[seq] if seq in self.salts else _salt_of(self.salt, seq)


NOTHING = Opening(b"", {}, {})


def close(operations: Sequence[Operation]) -> tuple[list[Operation], Opening]:
    """The operations as they are signed, and what opens them. What is withheld already stays so."""
    salt = os.urandom(SALT_BYTES)
    closed, values = [], {}
    for one in operations:
        if is_personal(one) and not is_withheld(one.value):
            values[one.seq] = one.value
            commitment = _commitment(_salt_of(salt, one.seq), one)
            closed.append(one._replace(value=withheld(commitment)))
        else:
            closed.append(one)
    return closed, Opening(salt, {}, values) if values else NOTHING


def reopen(operations: Sequence[Operation], opening: Opening) -> list[Operation]:
    """The operations with the values that are here. Raises ValueError for a value that was not signed."""
    if opening.is_empty:
        return list(operations)
    opened = []
    found = 0
    for one in operations:
        value = opening.values.get(one.seq)
        if value is None:
            opened.append(one)
            continue
        candidate = one._replace(value=value)
        if not is_personal(one) or one.value != withheld(_commitment(opening.salt_of(one.seq), candidate)):
            raise ValueError("a value that was not signed")
        found += 1
        opened.append(candidate)
    if found != len(opening.values):
        raise ValueError("values of other operations")
    return opened


def blank(operation: Operation) -> Operation:
    """The operation as it stands once its value is erased where it was never signed: nothing opens it again."""
    return operation._replace(value=withheld(_commitment(os.urandom(SALT_BYTES), operation)))


def of_block(opening: Opening, block: Sequence[Operation], chunk: Sequence[Operation]) -> Opening:
    """What opens one line where a chunk that was closed together stands in several."""
    if len(block) == len(chunk):
        return opening
    inside = {one.seq for one in block}
    return erase(opening, [seq for seq in opening.values if seq not in inside])


def erase(opening: Opening, seqs: Iterable[int]) -> Opening:
    """Without these values, and without what would let them be guessed."""
    gone = set(seqs)
    kept = {seq: value for seq, value in opening.values.items() if seq not in gone}
    if len(kept) == len(opening.values):
        return opening
    return Opening(b"", {seq: opening.salt_of(seq) for seq in kept}, kept) if kept else NOTHING


def merge(first: Opening, second: Opening) -> Opening:
    """What opens whatever either of two openings of one line opens."""
    if second.values.keys() <= first.values.keys():
        return first
    if first.values.keys() <= second.values.keys():
        return second
    values = {**second.values, **first.values}
    return Opening(b"", {seq: (first if seq in first.values else second).salt_of(seq) for seq in values}, values)


def to_line(opening: Opening) -> bytes:
    """One line of JSON, its end included; empty where there is nothing to open."""
    if opening.is_empty:
        return b""
    document: dict[str, Any] = {"values": {str(seq): value for seq, value in opening.values.items()}}
    if opening.salt:
        document["salt"] = opening.salt.hex()
    else:
        document["salts"] = {str(seq): salt.hex() for seq, salt in opening.salts.items()}
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode() + b"\n"


def from_line(line: bytes) -> Opening:
    """Nothing of an empty line. Raises ValueError."""
    if not line:
        return NOTHING
    document = json.loads(line)
    try:
        values = {int(seq): _text(value) for seq, value in document["values"].items()}
        salt = bytes.fromhex(document.get("salt", ""))
        salts = {int(seq): bytes.fromhex(text) for seq, text in document.get("salts", {}).items()}
    except (AttributeError, KeyError, TypeError) as error:
        raise ValueError("opening") from error
    if not values or bool(salt) == bool(salts) or (salts and salts.keys() != values.keys()):
        raise ValueError("opening")
    if any(len(one) != SALT_BYTES for one in (*salts.values(), *([salt] if salt else []))):
        raise ValueError("salt")
    return Opening(salt, salts, values)


def _text(value: Any) -> str:
    if type(value) is not str:
        raise ValueError("value")
    json.loads(value)
    return value


def _salt_of(salt: bytes, seq: int) -> bytes:
    return hmac.digest(salt, b"salt" + seq.to_bytes(8, "big"), hashlib.sha256)[:SALT_BYTES]


def _commitment(salt: bytes, one: Operation) -> str:
    said = json.dumps(list(one), ensure_ascii=False, separators=(",", ":")).encode()
    digest = hmac.digest(salt, said, hashlib.sha256)[:_HASH_BYTES]
    return base64.urlsafe_b64encode(digest).decode().rstrip("=")
