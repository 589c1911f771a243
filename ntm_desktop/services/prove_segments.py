"""Proving what arrives: each segment its author's own and following what stands here, all of it there after."""

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from db.repositories import segments as stored_segments
from db.repositories.review import keys_of_devices
from db.take_in import Home
from db.what_stands import Span, history_at, operations_between, rows_between
from ntm_desktop.domain.errors import PackageDamaged, PackageNotAsStated
from ntm_desktop.domain.history import History
from ntm_desktop.domain.operation import PERSONAL_KINDS, Operation, is_sample_device
from ntm_desktop.domain.partitions import PartitionSums
from ntm_desktop.exchange.container import Reason
from ntm_desktop.exchange.package import OpenedPackage
from ntm_desktop.exchange.segments import Segment, is_authentic
from ntm_desktop.services.erase_households import fill_in
from ntm_desktop.services.open_desk import OpenDesk

_home = itemgetter(0, 1)


class Arriving:
    """The segments of a package that this desk does not hold yet, each proven to be its author's.

    `apart` are origins of which the package tells another history than the one that stands here: a copied key, or
    a database that was copied. What came first stays; nothing more of them is taken in.
    """

    def __init__(self, desk: OpenDesk, opened: OpenedPackage) -> None:
        self._desk, self._database, self._opened = desk, desk.database, opened
        self._held = {(device, incarnation): last for device, incarnation, last in desk.log.ranges()}
        self._reach = dict(self._held)
        self._histories: dict[Home, History] = {}
        self._keys = keys_of_devices(desk.database)
        self._spans: list[Span] = []
        self.skipped = 0
        self.apart: dict[Home, None] = {}

    def operations(self) -> Iterator[list[Operation]]:
        """Raises PackageDamaged."""
        for segment in self._opened.segments():
            home, span = segment[:2], segment[:4]
            self._spans.append(span)
            is_known = segment.last <= self._held.get(home, 0)
            if home in self.apart or (is_known and self._is_kept(segment)):
                self.skipped += segment.length
                if segment.opening and home not in self.apart:
                    self._fill_in(segment)
                continue
            operations = self._opened.operations_of(segment)
            self._learn_key(segment, operations)
            if not is_authentic(segment, self._keys.get(segment.device)):
                raise PackageDamaged(self._opened.summary.path, Reason.SIGNATURE)
            if not is_sample_device(segment.device) and not self._follows(segment, operations):
                self.apart[home] = None
                self.skipped += segment.length
            elif is_known:
                self.skipped += segment.length
            else:
                stored_segments.add(self._database, segment)
                self._reach[home] = max(segment.last, self._reach.get(home, 0))
                yield operations

    def check(self) -> None:
        """That what now stands is what the manifest says of each partition. Raises PackageNotAsStated."""
        stated = self._opened.manifest.contents.partitions
        if stated is None:
            return
        sums = PartitionSums(stated.groups)
        told = self._told_apart()
        for device, incarnation, first, last in _joined(self._spans):
            if (device, incarnation) in told:
                rows = told[(device, incarnation)]
                sums.add(device, incarnation, [row[2:7] for row in rows if first <= row.seq <= last])
                continue
            for batch in rows_between(self._database, (device, incarnation, first, last)):
                sums.add(device, incarnation, batch)
        if sums.result() != stated:
            raise PackageNotAsStated(self._opened.summary.path)

    def _is_kept(self, segment: Segment) -> bool:
        """The very same, line and past included, since its author signed both; sample data is nobody's word."""
        kept = stored_segments.find_signature(self._database, *segment[:4])
        return kept == segment.signature or is_sample_device(segment.device)

    def _fill_in(self, segment: Segment) -> None:
        """Personal values that whoever brought the segment first had left behind."""
        for stored in stored_segments.list_holding(self._database, *segment[:3]):
            if stored[:6] == segment[:6] and stored[7] != segment.opening:
                fill_in(self._desk, self._opened.operations_of(segment), stored, segment.opening)

    def _follows(self, segment: Segment, operations: list[Operation]) -> bool:
        """Whether it repeats what stands here and goes on from it."""
        home = segment[:2]
        reach = self._reach.get(home, 0)
        if segment.first > reach + 1:  # packages begin where their base ends, and logs have no holes
            raise PackageDamaged(self._opened.summary.path, Reason.MALFORMED)
        known = operations_between(self._database, (*home, segment.first, min(segment.last, reach)))
        if list(map(_impersonal, known)) != list(map(_impersonal, operations[: len(known)])):
            return False
        if segment.last <= reach:
            return True
        if not segment.before:  # of the first format, which its laptop left behind when it went on in the second
            return not stored_segments.names_history(self._database, *home)
        history = self._histories.get(home) or history_at(self._database, *home, reach)
        self._histories[home] = history
        is_next = segment.first == history.at + 1
        before = history if is_next else history_at(self._database, *home, segment.first - 1)
        if before.digest != segment.before:
            return False
        history.add(operations[history.at + 1 - segment.first :])
        return True

    def _learn_key(self, segment: Segment, operations: list[Operation]) -> None:
        """A laptop's first operations say its key; what it says later never changes it."""
        if segment.device in self._keys:
            return
        for one in operations:
            if one.kind == "device" and one.entity == segment.device and one.field == "public_key":
                self._keys[segment.device] = one.value.strip('"')
                return

    def _told_apart(self) -> dict[Home, list[Operation]]:
        """What the package says of origins that are not taken from it, so that the others can be compared."""
        told: dict[Home, dict[int, Operation]] = {home: {} for home in self.apart}
        for segment in self._opened.segments() if told else ():
            if segment[:2] in told:
                rows = told[segment[:2]]
                for one in self._opened.operations_of(segment):
                    rows.setdefault(one.seq, one)
        return {home: [rows[seq] for seq in sorted(rows)] for home, rows in told.items()}


def _impersonal(operation: Operation) -> Operation:
    """Personal values may have been erased on one side."""
    return operation._replace(value="") if operation.kind in PERSONAL_KINDS else operation


def _joined(spans: list[Span]) -> list[Span]:
    """By device, incarnation and number, each operation once; without sample data."""
    joined: list[Span] = []
    for home, found in groupby(sorted(spans), key=_home):
        if is_sample_device(home[0]):
            continue
        reach = 0
        for _, _, first, last in found:
            if last > reach:
                joined.append((*home, max(first, reach + 1), last))
                reach = last
    return joined
