"""Counts and hashes of what a package carries, by kind x village x year: what must stand once it was taken in."""

import hashlib
import zlib
from collections.abc import Iterable
from typing import NamedTuple

from ntm_desktop.domain.operation import PERSONAL_KINDS

MOST_GROUPS = 1024
_FEWEST = 64
_OPERATIONS_EACH = 64
_DIGEST = 16
_MOST_NAMES = 65_536

Row = tuple[int, str, str, str, str]
"""seq, kind, entity, field, value of one operation."""


class Group(NamedTuple):
    """Partitions that fell into one group: how many operations, and 32 hex digits of their hash."""

    number: int
    operations: int
    digest: str


class Partitions(NamedTuple):
    """Every partition belongs to one of `groups`, as many as are worth their bytes; empty ones are not listed."""

    groups: int
    filled: tuple[Group, ...]


def groups_for(operations: int) -> int:
    """How many groups a package of so many operations is divided into."""
    return max(_FEWEST, min(MOST_GROUPS, operations // _OPERATIONS_EACH))


class PartitionSums:
    """Fed origin by origin in the order of (device, incarnation), each in running order."""

    def __init__(self, groups: int) -> None:
        self._groups = groups
        self._names: dict[tuple[str, str, str], int] = {}
        self._counts = [0] * groups
        self._homes = [""] * groups
        self._hashes = [hashlib.blake2b(digest_size=_DIGEST) for _ in range(groups)]

    def add(self, device: str, incarnation: int, rows: Iterable[Row]) -> None:
        """Adds rows of one log, in the order of their numbers."""
        texts: dict[int, list[str]] = {}
        names = self._names
        for seq, kind, entity, field, value in rows:
            place, _, rest = entity.partition("|")
            # Things with an id of their own have no place and year in their names.
            name = (kind, place, rest[rest.rfind("|") + 1 :][:4]) if rest else (kind, "", "")
            group = names.get(name)
            if group is None:
                group = self._group(name)
            said = "" if kind in PERSONAL_KINDS else value
            text = f"{seq}\x1f{entity}\x1f{field}\x1f{said}\n"
            try:
                texts[group].append(text)
            except KeyError:
                texts[group] = [text]
        home = f"{device}:{incarnation}\n"
        for group, found in texts.items():
            if self._homes[group] != home:  # once for each origin, however its rows are batched
                self._homes[group] = home
                self._hashes[group].update(home.encode())
            self._counts[group] += len(found)
            self._hashes[group].update("".join(found).encode())

    def result(self) -> Partitions:
        """Counts and hashes of every group that has rows."""
        filled = [
            Group(number, count, digest.hexdigest())
            for number, (count, digest) in enumerate(zip(self._counts, self._hashes, strict=True))
            if count
        ]
        return Partitions(self._groups, tuple(filled))

    def _group(self, name: tuple[str, str, str]) -> int:
        if len(self._names) >= _MOST_NAMES:
            self._names.clear()
        group = self._names[name] = zlib.crc32("|".join(name).encode()) % self._groups
        return group
