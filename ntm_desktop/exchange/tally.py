"""Counting what goes by, the same way when writing and when reading."""

from collections import Counter
from collections.abc import Mapping, Sequence
from operator import itemgetter

from ntm_desktop.domain.operation import Operation
from ntm_desktop.exchange.manifest import Contents, SeqRange
from ntm_desktop.exchange.segments import Segment

MAX_OPERATIONS = 20_000_000
_MAX_CHARACTERS = 2**31  # of values, unfolded

_kind = itemgetter(3)  # by position, which is twice as fast as by name


class Tally:
    def __init__(self) -> None:
        self.operations = 0
        self._characters = 0
        self._kinds: Counter[str] = Counter()
        self._ranges: dict[tuple[str, int], tuple[int, int, int]] = {}

    def add_segment(self, segment: Segment) -> None:
        self.operations += segment.length
        home = segment.device, segment.incarnation
        first, last, count = self._ranges.get(home, (segment.first, segment.last, 0))
        self._ranges[home] = min(first, segment.first), max(last, segment.last), count + segment.length

    def add_rows(self, operations: Sequence[Operation]) -> None:
        """The segment's own, once it was decoded."""
        self._characters += sum(len(operation.value) for operation in operations)
        self._kinds.update(map(_kind, operations))

    @property
    def is_too_much(self) -> bool:
        """More than any office has; what a hostile file would unfold to."""
        return self.operations > MAX_OPERATIONS or self._characters > _MAX_CHARACTERS

    @property
    def ranges(self) -> tuple[SeqRange, ...]:
        return tuple(SeqRange(*home, *found) for home, found in sorted(self._ranges.items()))

    def contents(self, kinds: Mapping[str, int] | None = None) -> Contents:
        """`kinds` where the caller knows them and no rows were added."""
        return Contents(self.operations, dict(self._kinds if kinds is None else kinds), self.ranges)
