"""One change of one shared field: the unit of history, undo, audit and exchange."""

from typing import NamedTuple


class OperationKey(NamedTuple):
    """Where an operation was made: laptop, incarnation of its database, and running number from 1."""

    device: str
    incarnation: int
    seq: int

    def __str__(self) -> str:
        return f"{self.device}:{self.incarnation}:{self.seq}"


class Operation(NamedTuple):
    """A row of the log; flat, because a hundred thousand of them are read in one go.

    `device` is 16 hex digits. `entity` is a UUID in hex, or the natural key written out where two laptops can
    create the same thing (a reading: `place|criteria set|code|period`). `value` is JSON text, `null` where the
    field was cleared. `parents` names the heads this operation replaced, as `str(OperationKey)` joined by
    spaces. `at` is the laptop's wall time in seconds since 1970: shown to people, never decisive.
    """

    device: str
    incarnation: int
    seq: int
    kind: str
    entity: str
    field: str
    value: str
    parents: str
    person: str
    at: int

    @property
    def key(self) -> OperationKey:
        """Device, incarnation and running number: what names it everywhere."""
        return OperationKey(self.device, self.incarnation, self.seq)

    @property
    def parent_keys(self) -> tuple[OperationKey, ...]:
        """The operations it replaces."""
        return tuple(parse_key(text) for text in self.parents.split())


def parse_key(text: str) -> OperationKey:
    """Raises ValueError."""
    device, incarnation, seq = text.split(":")
    return OperationKey(device, int(incarnation), int(seq))


PERSONAL_KINDS = frozenset({"household"})
"""Kinds whose values are personal data: they do not leave the commune, and can be erased from the log itself."""


_WITHHELD = '{"withheld":'


def withheld(commitment: str) -> str:
    """What stands in place of a personal value that is not here: left behind, or erased. JSON text."""
    return f'{_WITHHELD}"{commitment}"}}'


def is_withheld(value: str) -> bool:
    """Whether only the hash of the value is here: the value itself stayed in its commune or was erased."""
    return value.startswith(_WITHHELD)


ERASED = "erased"
"""The field that says a household was erased: the one thing of it that everybody has to know."""


def is_personal(operation: Operation) -> bool:
    """Whether its value is personal data."""
    return operation.kind in PERSONAL_KINDS and operation.field != ERASED


SAMPLE_PREFIX = "5a5a"
"""How the device id of generated sample data begins; real devices never draw it."""


def is_sample_device(device: str) -> bool:
    """Whether operations of that device are sample data."""
    return device.startswith(SAMPLE_PREFIX)


def shown_first(key: OperationKey, value: str) -> tuple[bool, str, int, int]:
    """Sort key of parallel heads: the greatest is the one shown, equal on every laptop.

    An edit stands above a deletion (edit against delete keeps the edit); clocks play no part.
    """
    return (value != "null", key.device, key.incarnation, key.seq)
