"""What a package says of itself, as records; `manifest_file` has their bytes."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any

from ntm_desktop.domain.operation import is_sample_device
from ntm_desktop.domain.partitions import Partitions

FORMAT_VERSION = 2
"""2: segments name what stands before them, and the manifest what must stand once all is taken in."""
SEGMENTS = "segments.jsonl"
SEALED_SEGMENTS = "segments.sealed"


class Purpose(StrEnum):
    """From whom to whom a package goes."""

    OFFICER_TO_LEAD = "officer_to_lead"
    LEAD_TO_UPPER_LEVEL = "lead_to_upper_level"
    UPPER_LEVEL_TO_COMMUNES = "upper_level_to_communes"
    HAND_OVER = "hand_over"
    BACKUP = "backup"


@dataclass(frozen=True, slots=True)
class PlaceRef:
    """A place by its code; a sealed package shows no name."""

    code: str
    name: str = ""


@dataclass(frozen=True, slots=True)
class Recipient:
    """A place, and the public keys (Ed25519, hex) of its laptops as far as the sender knows them."""

    place: PlaceRef
    keys: tuple[str, ...] = ()

    @property
    def code(self) -> str:
        """The place's code, as on the envelope."""
        return self.place.code

    @property
    def name(self) -> str:
        """The place's name, as people call it."""
        return self.place.name


@dataclass(frozen=True, slots=True)
class Sender:
    """The laptop that signs, and its place."""

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
    """A criteria set the figures speak of."""

    id: str
    version: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """A package that the sender of this one has taken in: its id, its number there, and when."""

    id: str
    number: int
    at: int


@dataclass(frozen=True, slots=True)
class Envelope:
    """The payload's key, sealed to one laptop."""

    device_key: str
    sealed_key: str


@dataclass(frozen=True, slots=True)
class Member:
    """A file inside the package: SHA-256 and size of what comes out of it."""

    name: str
    sha256: str
    size: int


@dataclass(frozen=True, slots=True)
class Draft:
    """What the sender knows before packing. `created_at` is the wall time: shown, never decisive.

    `builds_on` is what the recipient must already hold (empty when everything is carried), `builds_on_package` the
    number of the package that last carried it. `holds` is all the sender has, `received` the receipts it gives.
    """

    purpose: Purpose
    sender: Sender
    recipients: tuple[Recipient, ...]
    number: int
    created_at: int
    is_sample: bool = False
    criteria_sets: tuple[CriteriaSetRef, ...] = ()
    builds_on: tuple[Mark, ...] = ()
    builds_on_package: int | None = None
    holds: tuple[Mark, ...] = ()
    received: tuple[Receipt, ...] = ()
    unknown: Mapping[str, Any] = field(default_factory=dict)

    @property
    def seals_to(self) -> tuple[str, ...]:
        """Whose keys it is sealed to: the sender's and all known ones of the recipients; nobody's while none is."""
        theirs = [key for each in self.recipients for key in each.keys]
        return () if not theirs else tuple(dict.fromkeys((self.sender.public_key, *theirs)))


@dataclass(frozen=True, slots=True)
class Contents:
    """What was packed, counted; `partitions` is what must stand afterwards, None where the sender did not say."""

    operations: int
    kinds: Mapping[str, int]
    ranges: tuple[SeqRange, ...]
    partitions: Partitions | None = None

    @property
    def holds_sample(self) -> bool:
        """Whether any operation in it is sample data."""
        return any(is_sample_device(each.device) for each in self.ranges)


@dataclass(frozen=True, slots=True)
class Manifest:
    """What the sender signs: about whom, what is inside, every member's hash, and the sealed keys."""

    about: Draft
    contents: Contents
    members: tuple[Member, ...]
    envelopes: tuple[Envelope, ...] = ()
    version: int = FORMAT_VERSION

    @property
    def is_sealed(self) -> bool:
        """Whether its segments can be read by its recipients alone."""
        return bool(self.envelopes)
