"""Counting what goes by, the same way when writing and when reading."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from operator import itemgetter
from typing import NamedTuple

from ntm_desktop.domain.operation import Operation, is_sample_device
from ntm_desktop.domain.partitions import Partitions, PartitionSums, groups_for
from ntm_desktop.exchange.manifest import Contents, SeqRange
from ntm_desktop.exchange.segments import Segment, operations_of

MAX_OPERATIONS = 20_000_000
_MAX_CHARACTERS = 2**31  # of values, unfolded

_kind = itemgetter(3)  # by position, which is twice as fast as by name


class Counted(NamedTuple):
    """Numbers of operations by kind, and partitions."""

    kinds: Mapping[str, int]
    partitions: Partitions | None = None


class Tally:
    """Counts operations, kinds and ranges as they pass, and notices what is too much."""

    def __init__(self) -> None:
        self.operations = 0
        self._characters = 0
        self._kinds: Counter[str] = Counter()
        self._ranges: dict[tuple[str, int], tuple[int, int, int]] = {}

    def add_segment(self, segment: Segment) -> None:
        """Counts a segment that is not decoded: its operations and the range they take."""
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
        """By origin the running numbers that were counted, in order."""
        return tuple(SeqRange(*home, *found) for home, found in sorted(self._ranges.items()))

    def contents(self, counted: Counted | None = None) -> Contents:
        """With what was counted before, where no rows were added here."""
        kinds, partitions = counted or (self._kinds, None)
        return Contents(self.operations, dict(kinds), self.ranges, partitions)


def counted(segments: Iterable[Segment], operations: int) -> Counted:
    """What about so many operations are, and what must stand once they were taken in.

    They come origin by origin, by device and incarnation, each in running order. Raises ValueError for one that
    does not hold what it says.
    """
    kinds: Counter[str] = Counter()
    sums = PartitionSums(groups_for(operations))
    home: tuple[str, int] = "", 0
    seen = 0
    for segment in segments:
        if segment[:2] != home:
            home, seen = segment[:2], 0
        rows = operations_of(segment)
        kinds.update(map(_kind, rows))
        if is_sample_device(segment.device):  # nobody's word
            continue
        # Segments of one origin may overlap; what stands is counted once.
        sums.add(*home, [(row[2], *row[3:7]) for row in rows[max(0, seen + 1 - segment.first) :]])
        seen = max(seen, segment.last)
    return Counted(kinds, sums.result())
