"""Writing a fact: every change of every shared field goes through here, local or taken in from a package.

The rule: operations name what they replace, heads are what nothing has replaced,
two heads with different values are a conflict, and the one shown is the same on every laptop.
"""

import sqlite3
import time
from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, NamedTuple

from db.changed_rights import settle_rights
from db.connection import Database
from db.heads import Field, heads_of, list_conflicts, operations_of, reconsider, shown
from db.origin import INSERT_OPERATION, INSERT_REPLACED, origin_of
from db.projection import project
from db.rights_state import load_rights
from ntm_desktop.domain.errors import NotAllowed
from ntm_desktop.domain.operation import SAMPLE_PREFIX, Operation, OperationKey, shown_first
from ntm_desktop.domain.rights import REFUSAL_TITLES, RIGHTS_KINDS, Refusal, Rights

if TYPE_CHECKING:
    from db.take_in import PutAside, TakenIn


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


class HistoryEntry(NamedTuple):
    """One past value of a field, as JSON text."""

    key: OperationKey
    value: str
    person: str
    at: int
    is_shown: bool
    is_head: bool

    @property
    def device(self) -> str:
        """The laptop that wrote it."""
        return self.key.device


class OperationLog:
    """The log of one database, writing as one origin (device and incarnation)."""

    def __init__(self, database: Database, device: str, incarnation: int) -> None:
        self._database = database
        self._device = device
        self._incarnation = incarnation
        self._rights: Rights | None = None

    def rights(self) -> Rights:
        """Who may write what, as it stands now; read anew after every change of it."""
        if self._rights is None:
            self._rights = load_rights(self._database, self._device)
        return self._rights

    def forget_rights(self) -> None:
        """After trust changed outside the log (a sender accepted or forgotten)."""
        self._rights = None

    def write(self, changes: Iterable[Change], person: str, *, at: int | None = None) -> list[Written]:
        """Records the changes in one transaction and projects them; a value that already stands is no change.

        Raises NotAllowed for what this laptop or this person may not write.
        """
        written: list[Written] = []
        now = max(0, int(time.time()) if at is None else at)
        changes = list(changes)
        before_rights = self.rights() if any(one.kind in RIGHTS_KINDS for one in changes) else None
        try:
            with self._database.transaction():
                origin, last = origin_of(self._database, self._device, self._incarnation)
                for change in changes:
                    heads = heads_of(self._database, change.entity, change.field)
                    before = shown(heads)
                    if before == change.value and len(heads) < 2:
                        continue
                    last += 1
                    parents = " ".join(sorted(str(head.key) for head in heads))
                    operation = Operation(self._device, self._incarnation, last, *change, parents, person, now)
                    self._check_right(operation)
                    self._insert(origin, operation, len(heads) > 1)
                    written.append(Written(change, before, operation))
                self._database.execute("UPDATE origin SET last_seq = ? WHERE id = ?", (last, origin))
                if before_rights is not None and written:
                    # What was judged under other rights than now hold: a permit for another commune, a revocation.
                    self._rights = settle_rights(self._database, self._device, [before_rights])
        except BaseException:
            self._rights = None
            raise
        return written

    def fields_of(self, entity: str) -> list[str]:
        """Fields of the entity that have a value."""
        rows = self._database.rows("SELECT DISTINCT field FROM head WHERE entity = ? ORDER BY field", (entity,))
        return [name for (name,) in rows]

    def entities_of_sample(self) -> frozenset[str]:
        """Everything the sample data speaks of."""
        return frozenset(
            entity
            for (entity,) in self._database.rows(
                "SELECT DISTINCT entity FROM operation JOIN origin ON origin.id = operation.origin "
                "WHERE device LIKE ?",
                (f"{SAMPLE_PREFIX}%",),
            )
        )

    def value(self, entity: str, field_name: str) -> str:
        """The value shown now, "null" where there is none."""
        return shown(heads_of(self._database, entity, field_name))

    def kind_of(self, entity: str, field_name: str) -> str:
        """The kind a field belongs to, empty where nothing is known of it."""
        row = self._database.row(
            "SELECT kind FROM operation WHERE entity = ? AND field = ? LIMIT 1", (entity, field_name)
        )
        return str(row[0]) if row else ""

    def history(self, entity: str, field_name: str) -> list[HistoryEntry]:
        """Every known value of the field, newest first: what replaced something stands before it."""
        heads = heads_of(self._database, entity, field_name)
        best = max(heads, key=lambda head: shown_first(head.key, head.value), default=None)
        head_keys = {head.key for head in heads}
        operations = {one.key: one for _, one in operations_of(self._database, entity, field_name)}
        depth: dict[OperationKey, int] = {}
        queue = [(key, 0) for key in operations if key in head_keys]
        while queue:
            key, level = queue.pop()
            if depth.get(key, -1) >= level or key not in operations:
                continue
            depth[key] = level
            queue += [(parent, level + 1) for parent in operations[key].parent_keys]
        return [
            HistoryEntry(
                key,
                operations[key].value,
                operations[key].person,
                operations[key].at,
                best is not None and key == best.key,
                key in head_keys,
            )
            for key in sorted(depth, key=lambda key: (depth[key], -operations[key].at))
        ]

    def take_in(
        self,
        batches: Iterable[list[Operation]],
        progress: Callable[[int], None] | None = None,
        *,
        put_aside: "PutAside | None" = None,
        expected: int = 0,
    ) -> "TakenIn":
        """Applies operations from elsewhere in one transaction: in any order, again and again, all or nothing.

        What is already known is counted and skipped. What builds on something that has not arrived waits.
        What is outside its author's rights is quarantined; `put_aside` where this is the lead's desk, which also
        judges officers by their assignments and says so to the others. At most `expected` are announced.
        Raises ValueError for a value that its field cannot hold.
        """
        from db.take_in import TakeIn  # here, not above: most windows are opened and closed without taking in

        self._rights = None
        with self._database.wide_cache(), self._database.transaction():
            try:
                taking = TakeIn(self._database, self._device, put_aside, expected=expected)
                return taking.run(batches, progress)
            except sqlite3.IntegrityError as error:
                raise ValueError(str(error)) from error

    def reconsider(self, fields: Iterable[Field]) -> None:
        """Works these fields out anew, after trust or rights changed."""
        with self._database.transaction():
            self._rights = None
            reconsider(self._database, self.rights(), fields)

    def operations(self, batch: int = 5000) -> Iterable[list[Operation]]:
        """The whole log, origin by origin in running order; in batches."""
        cursor = self._database.connection.execute(
            "SELECT device, incarnation, seq, kind, entity, field, value, parents, person, at "
            "FROM operation JOIN origin ON origin.id = operation.origin ORDER BY origin.id, seq"
        )
        make = Operation._make
        while rows := cursor.fetchmany(batch):
            yield [make(row) for row in rows]

    def operations_since(self, device: str, incarnation: int, seq: int) -> list[Operation]:
        """One origin's operations after `seq`, in running order."""
        rows = self._database.rows(
            "SELECT device, incarnation, seq, kind, entity, field, value, parents, person, at "
            "FROM operation JOIN origin ON origin.id = operation.origin "
            "WHERE device = ? AND incarnation = ? AND seq > ? ORDER BY seq",
            (device, incarnation, seq),
        )
        return [Operation._make(row) for row in rows]

    def origins(self) -> dict[tuple[str, int], tuple[int, int]]:
        """By device and incarnation the origin's local number and its last running number."""
        return {
            (device, incarnation): (number, last)
            for number, device, incarnation, last in self._database.rows(
                "SELECT id, device, incarnation, last_seq FROM origin"
            )
        }

    def refused_fields(self) -> list[Field]:
        """Fields of which something is put aside."""
        rows = self._database.rows(
            "SELECT DISTINCT entity, field FROM quarantined JOIN operation USING (origin, seq)"
        )
        return [(entity, field) for entity, field in rows]

    def ranges(self) -> list[tuple[str, int, int]]:
        """What this log holds: device, incarnation and last running number; numbers have no holes."""
        return [
            (device, incarnation, last)
            for device, incarnation, last in self._database.rows(
                "SELECT device, incarnation, last_seq FROM origin WHERE last_seq > 0 ORDER BY id"
            )
        ]

    def count(self) -> int:
        """How many operations the log holds."""
        found = self._database.row("SELECT COUNT(*) FROM operation")
        return int(found[0]) if found else 0

    def count_waiting(self) -> int:
        """Operations that wait for something they build on."""
        found = self._database.row("SELECT COUNT(*) FROM waiting")
        return int(found[0]) if found else 0

    def conflicts(self) -> list[Field]:
        """Every (entity, field) with parallel heads of different values."""
        return list_conflicts(self._database)

    def _check_right(self, operation: Operation) -> None:
        refusal = self.rights().refusal(operation)
        if refusal is None and self.rights().refuses_officer(operation):
            refusal = Refusal.NOT_ASSIGNED
        if refusal not in (None, Refusal.UNKNOWN_DEVICE):
            # A laptop that has not yet said who it is (first start, tests of the log) is its own master.
            assert refusal is not None
            raise NotAllowed(REFUSAL_TITLES[refusal], refusal)

    def _insert(self, origin: int, operation: Operation, was_parallel: bool) -> None:
        entity, name = operation.entity, operation.field
        for key in operation.parent_keys:
            parent_origin, _ = origin_of(self._database, key.device, key.incarnation)
            self._database.execute(INSERT_REPLACED, (parent_origin, key.seq, entity, name))
        self._database.execute(INSERT_OPERATION, (origin, *operation[2:]))
        if was_parallel:
            self._database.execute("DELETE FROM parallel WHERE entity = ? AND field = ?", (entity, name))
        project(self._database, [(operation.kind, entity, name, operation.value)])
        if operation.kind in RIGHTS_KINDS:
            self._rights = None
