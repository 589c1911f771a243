"""Writing a fact: every change of every shared field goes through here, local or taken in from a package.

exchange.md section 1 is the rule: operations name what they replace, heads are what nothing has replaced,
two heads with different values are a conflict, and the one shown is the same on every laptop.
"""

import sqlite3
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from db.connection import Database, translated
from db.projection import Projected, project
from ntm_desktop.domain.operation import Operation, OperationKey, shown_first

_INSERT_OPERATION = "INSERT INTO operation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
_INSERT_HEAD = "INSERT INTO head VALUES (?, ?, ?, ?)"
_PARALLEL_AMONG = (
    "SELECT head.entity, head.field FROM operation JOIN head USING (entity, field) "
    "WHERE operation.origin = ? AND operation.seq BETWEEN ? AND ? GROUP BY 1, 2 "
    "HAVING MIN(head.origin * 4294967296 + head.seq) <> MAX(head.origin * 4294967296 + head.seq)"
)
_DELETE_HEAD = "DELETE FROM head WHERE entity = ? AND field = ? AND origin = ? AND seq = ?"


class Change(NamedTuple):
    """A field to be written; `value` is JSON text."""

    kind: str
    entity: str
    field: str
    value: str


class Written(NamedTuple):
    """A field that was written, with what stood there before ("null" where nothing did)."""

    change: Change
    before: str
    operation: Operation


@dataclass(slots=True)
class TakenIn:
    """The counted result of taking in operations from elsewhere."""

    added: int = 0
    changed: int = 0
    """Of those added, the ones that replaced an earlier value."""
    known: int = 0
    waiting: int = 0
    by_kind: dict[str, int] = field(default_factory=dict)
    conflicts: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class HistoryEntry:
    """One past value of a field, as JSON text."""

    value: str
    person: str
    at: int
    device: str
    is_shown: bool
    is_head: bool


class OperationLog:
    """The log of one database, writing as one origin (device and incarnation)."""

    def __init__(self, database: Database, device: str, incarnation: int) -> None:
        self._database = database
        self._device = device
        self._incarnation = incarnation

    def write(self, changes: Iterable[Change], person: str, *, at: int | None = None) -> list[Written]:
        """Records the changes in one transaction and projects them; a value that already stands is no change."""
        written: list[Written] = []
        now = int(time.time()) if at is None else at
        with self._database.transaction():
            origin, last = self._own_origin()
            for change in changes:
                heads = self._heads(change.entity, change.field)
                before = _shown(heads)
                if before == change.value and len(heads) < 2:
                    continue
                last += 1
                parents = " ".join(sorted(str(head.key) for head in heads))
                operation = Operation(
                    self._device, self._incarnation, last, *change[:3], change.value, parents, person, now
                )
                self._database.execute(_INSERT_OPERATION, (origin, last, *change, parents, person, now))
                self._database.execute_many(
                    _DELETE_HEAD,
                    [(change.entity, change.field, head.origin, head.key.seq) for head in heads],
                )
                self._database.execute(_INSERT_HEAD, (change.entity, change.field, origin, last))
                if len(heads) > 1:
                    self._database.execute(
                        "DELETE FROM parallel WHERE entity = ? AND field = ?", (change.entity, change.field)
                    )
                written.append(Written(change, before, operation))
            self._database.execute("UPDATE origin SET last_seq = ? WHERE id = ?", (last, origin))
            project(self._database, (one.change for one in written))
        return written

    def adopt(self, kind: str, entities: Iterable[str], person: str) -> None:
        """Writes every shown field of the entities again as this origin's own: the sample's places become real."""
        with self._database.transaction():
            for entity in entities:
                fields = [
                    name
                    for (name,) in self._database.rows(
                        "SELECT DISTINCT field FROM head WHERE entity = ?", (entity,)
                    )
                ]
                standing = [Change(kind, entity, name, self.value(entity, name)) for name in fields]
                self.write([one._replace(value="null") for one in standing], person)
                self.write(standing, person)

    def value(self, entity: str, field_name: str) -> str:
        """The value shown now, "null" where there is none."""
        return _shown(self._heads(entity, field_name))

    def history(self, entity: str, field_name: str) -> list[HistoryEntry]:
        """Every known value of the field, newest first, found by walking parents from the heads."""
        heads = self._heads(entity, field_name)
        shown = max(heads, key=lambda head: shown_first(head.key, head.value), default=None)
        found: dict[OperationKey, HistoryEntry] = {}
        depth: dict[OperationKey, int] = {}
        queue = [(head.key, 0) for head in heads]
        head_keys = {head.key for head in heads}
        while queue:
            key, level = queue.pop()
            if depth.get(key, -1) >= level:
                continue
            depth[key] = level
            row = self._database.row(
                "SELECT o.value, o.parents, o.person, o.at FROM operation o JOIN origin ON origin.id = o.origin "
                "WHERE device = ? AND incarnation = ? AND seq = ?",
                tuple(key),
            )
            if row is None:
                continue
            value, parents, person, at = row
            is_shown = shown is not None and key == shown.key
            found[key] = HistoryEntry(value, person, at, key.device, is_shown, key in head_keys)
            operation = Operation(*key, "", entity, field_name, value, parents, person, at)
            queue += [(parent, level + 1) for parent in operation.parent_keys]
        return [found[key] for key in sorted(found, key=lambda key: (depth[key], -found[key].at))]

    def take_in(self, batches: Iterable[list[Operation]], progress: Callable[[int], None] | None = None) -> TakenIn:
        """Applies operations from elsewhere in one transaction: in any order, again and again, all or nothing.

        What is already known is counted and skipped. What builds on something that has not arrived waits.
        Raises ValueError for a value that its field cannot hold.
        """
        with self._database.transaction():
            try:
                return _TakeIn(self._database).run(batches, progress)
            except sqlite3.IntegrityError as error:
                raise ValueError(str(error)) from error

    def operations(self, batch: int = 5000) -> Iterable[list[Operation]]:
        """The whole log, parents always before what replaced them within one origin; in batches."""
        cursor = self._database.connection.execute(
            "SELECT device, incarnation, seq, kind, entity, field, value, parents, person, at "
            "FROM operation JOIN origin ON origin.id = operation.origin ORDER BY origin.id, seq"
        )
        make = Operation._make
        while True:
            with translated(self._database.path):
                rows = cursor.fetchmany(batch)
            if not rows:
                return
            yield [make(row) for row in rows]

    def ranges(self) -> list[tuple[str, int, int]]:
        """What this log holds: device, incarnation and last running number; numbers have no holes."""
        return [
            (device, incarnation, last)
            for device, incarnation, last in self._database.rows(
                "SELECT device, incarnation, last_seq FROM origin WHERE last_seq > 0 ORDER BY id"
            )
        ]

    def count(self) -> int:
        found = self._database.row("SELECT COUNT(*) FROM operation")
        return int(found[0]) if found else 0

    def conflicts(self) -> list[tuple[str, str]]:
        """Every (entity, field) with parallel heads of different values."""
        return list_conflicts(self._database)

    def _own_origin(self) -> tuple[int, int]:
        return origin_of(self._database, self._device, self._incarnation)

    def _heads(self, entity: str, field_name: str) -> "list[_Head]":
        return heads_of(self._database, entity, field_name)


class _Head(NamedTuple):
    origin: int
    key: OperationKey
    value: str


def heads_of(database: Database, entity: str, field_name: str) -> list[_Head]:
    rows = database.rows(
        "SELECT head.origin, device, incarnation, seq, value FROM head JOIN origin ON origin.id = head.origin "
        "JOIN operation USING (origin, seq) WHERE head.entity = ? AND head.field = ?",
        (entity, field_name),
    )
    return [
        _Head(origin, OperationKey(device, incarnation, seq), value)
        for origin, device, incarnation, seq, value in rows
    ]


def origin_of(database: Database, device: str, incarnation: int) -> tuple[int, int]:
    """Local number and last running number of an origin, which is made known when it was not."""
    database.execute("INSERT OR IGNORE INTO origin (device, incarnation) VALUES (?, ?)", (device, incarnation))
    found = database.row(
        "SELECT id, last_seq FROM origin WHERE device = ? AND incarnation = ?", (device, incarnation)
    )
    assert found is not None
    return int(found[0]), int(found[1])


def parallel_fields(database: Database) -> list[tuple[str, str]]:
    """Fields with more than one head, equal values included."""
    return [(entity, name) for entity, name in database.rows("SELECT entity, field FROM parallel")]


def list_conflicts(database: Database) -> list[tuple[str, str]]:
    return [
        (entity, name)
        for entity, name in parallel_fields(database)
        if len({head.value for head in heads_of(database, entity, name)}) > 1
    ]


def _shown(heads: list[_Head]) -> str:
    best = max(heads, key=lambda head: shown_first(head.key, head.value), default=None)
    return "null" if best is None else best.value


class _TakeIn:
    """One import: rows are collected per batch and written with executemany, the cost of the bare writes."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._result = TakenIn()
        self._origins: dict[tuple[str, int], tuple[int, int]] = {
            (device, incarnation): (number, last)
            for number, device, incarnation, last in database.rows(
                "SELECT id, device, incarnation, last_seq FROM origin"
            )
        }

    def run(self, batches: Iterable[list[Operation]], progress: Callable[[int], None] | None) -> TakenIn:
        waiting: list[Operation] = []
        done = 0
        for batch in batches:
            waiting += self._apply(batch)
            done += len(batch)
            if progress:
                progress(done)
        self._retry(waiting)
        self._result.conflicts = tuple(list_conflicts(self._database)) if self._result.added else ()
        self._database.execute_many(
            "UPDATE origin SET last_seq = ? WHERE id = ?",
            [(last, number) for number, last in self._origins.values()],
        )
        return self._result

    def _retry(self, waiting: list[Operation]) -> None:
        """What waited before and now may go on; then what still waits is kept."""
        stored = self._database.rows("SELECT * FROM waiting")
        queue = sorted({*waiting, *(Operation._make(row) for row in stored)}, key=lambda one: one.seq)
        while queue:
            left = self._apply(queue)
            if len(left) == len(queue):
                break
            queue = left
        if stored:
            self._database.execute("DELETE FROM waiting")
        self._database.execute_many("INSERT OR IGNORE INTO waiting VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", queue)
        self._result.waiting = len(queue)

    def _apply(self, batch: list[Operation]) -> list[Operation]:
        """Writes what is new and ready; returns what has to wait."""
        origins = self._origins
        rows: list[tuple[Any, ...]] = []
        replaced: list[tuple[object, ...]] = []
        heads: dict[tuple[str, str, int, int], None] = {}
        shown: dict[tuple[str, str], Projected] = {}
        waiting: list[Operation] = []
        by_kind = self._result.by_kind
        last_key: tuple[str, int] | None = None
        number = last = 0
        for operation in batch:
            device, incarnation, seq, kind, entity, name, value, parents, person, at = operation
            if (device, incarnation) != last_key:
                if last_key is not None:
                    origins[last_key] = (number, last)
                last_key = (device, incarnation)
                number, last = origins.get(last_key) or origin_of(self._database, device, incarnation)
                origins[last_key] = (number, last)
            if seq <= last:
                self._result.known += 1
                continue
            if seq != last + 1:
                waiting.append(operation)
                continue
            if parents:
                origins[last_key] = (number, last)
                keys = [(origins.get((key.device, key.incarnation)), key.seq) for key in operation.parent_keys]
                if any(known is None or parent > known[1] for known, parent in keys):
                    waiting.append(operation)
                    continue
                self._result.changed += 1
                for known, parent in keys:
                    assert known is not None
                    if heads.pop((entity, name, known[0], parent), 0) == 0:
                        replaced.append((entity, name, known[0], parent))
            last = seq
            rows.append((number, seq, kind, entity, name, value, parents, person, at))
            heads[(entity, name, number, seq)] = None
            shown[(entity, name)] = (kind, entity, name, value)
            by_kind[kind] = by_kind.get(kind, 0) + 1
        if last_key is not None:
            origins[last_key] = (number, last)
        if rows:
            self._write(rows, list(heads), replaced, shown)
        return waiting

    def _write(
        self,
        rows: list[tuple[Any, ...]],
        heads: list[tuple[str, str, int, int]],
        replaced: list[tuple[object, ...]],
        shown: dict[tuple[str, str], Projected],
    ) -> None:
        self._result.added += len(rows)
        self._database.execute_many(_INSERT_OPERATION, rows)
        self._database.execute_many(_DELETE_HEAD, replaced)
        self._database.execute_many(_INSERT_HEAD, heads)
        self._note_parallel(rows, shown)
        project(self._database, shown.values())

    def _note_parallel(self, rows: list[tuple[Any, ...]], shown: dict[tuple[str, str], Projected]) -> None:
        """Finds which of the fields just written have several heads, and shows the same one on every laptop."""
        ranges: dict[int, tuple[int, int]] = {}
        for number, seq, *_ in rows:
            first, last = ranges.get(number, (seq, seq))
            ranges[number] = (min(first, seq), max(last, seq))
        found = {
            (entity, name)
            for number, (first, last) in ranges.items()
            for entity, name in self._database.rows(_PARALLEL_AMONG, (number, first, last))
        }
        before = set(parallel_fields(self._database))
        self._database.execute_many(
            "DELETE FROM parallel WHERE entity = ? AND field = ?", (before & shown.keys()) - found
        )
        self._database.execute_many("INSERT INTO parallel VALUES (?, ?)", found - before)
        for entity, name in found:
            best = _shown(heads_of(self._database, entity, name))
            shown[(entity, name)] = (shown[(entity, name)][0], entity, name, best)
