"""Counting operations that go by, the same way when writing and when reading."""

from collections import Counter
from collections.abc import Sequence
from itertools import groupby
from operator import itemgetter

from ntm_desktop.domain.operation import Operation
from ntm_desktop.exchange.manifest import Contents, SeqRange

MAX_OPERATIONS = 20_000_000
_MAX_CHARACTERS = 2**31  # of values, unfolded

_home = itemgetter(0, 1)  # device, incarnation: by position, which is twice as fast as by name
_seq = itemgetter(2)
_kind = itemgetter(3)


class Tally:
    def __init__(self) -> None:
        self.operations = 0
        self._characters = 0
        self._kinds: Counter[str] = Counter()
        self._ranges: dict[tuple[str, int], tuple[int, int, int]] = {}

    def add(self, operations: Sequence[Operation]) -> None:
        self.operations += len(operations)
        self._characters += sum(len(operation.value) for operation in operations)
        self._kinds.update(map(_kind, operations))
        for home, group in groupby(operations, key=_home):
            seqs = list(map(_seq, group))
            first, last, count = self._ranges.get(home, (seqs[0], seqs[0], 0))
            self._ranges[home] = min(first, min(seqs)), max(last, max(seqs)), count + len(seqs)

    @property
    def is_too_much(self) -> bool:
        """More than any office has; what a hostile file would unfold to."""
        return self.operations > MAX_OPERATIONS or self._characters > _MAX_CHARACTERS

    def contents(self) -> Contents:
        ranges = tuple(SeqRange(*home, *found) for home, found in sorted(self._ranges.items()))
        return Contents(self.operations, dict(self._kinds), ranges)
