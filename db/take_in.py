"""Taking operations in: in any order, again and again, all or nothing, at the cost of the bare writes."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import Any

from db import new_figures
from db.changed_rights import settle_rights
from db.connection import Database
from db.field_index import FieldIndex
from db.heads import Field, heads_of, list_conflicts, parallel_fields, shown
from db.origin import INSERT_OPERATION, INSERT_REPLACED, origin_of
from db.personal_data import Gone
from db.projection import Projected, project, project_new
from db.rights_state import load_rights
from ntm_desktop.domain.counted_changes import Remarked
from ntm_desktop.domain.operation import Operation
from ntm_desktop.domain.rights import RIGHTS_KINDS, Refusal

_PARALLEL_AMONG = (
    "SELECT head.entity, head.field FROM operation JOIN head USING (entity, field) "
    "WHERE operation.origin = ? AND operation.seq BETWEEN ? AND ? GROUP BY 1, 2 "
    "HAVING MIN(head.origin * 4294967296 + head.seq) <> MAX(head.origin * 4294967296 + head.seq)"
)

Home = tuple[str, int]
"""device and incarnation."""

PutAside = Callable[[list[Operation]], None]
"""Writes the lead's word on officers' operations outside their assignments."""


@dataclass(slots=True)
class TakenIn:
    """The counted result of taking in operations from elsewhere."""

    added: int = 0
    changed: int = 0
    """Of those added, the ones that replaced a value which stood here before."""
    known: int = 0
    waiting: int = 0
    quarantined: int = 0
    by_kind: dict[str, int] = field(default_factory=dict)
    """Of those added and not put aside."""
    conflicts: tuple[Field, ...] = ()
    """Conflicts that stand after taking in and did not before."""
    ranges: dict[Home, tuple[int, int]] = field(default_factory=dict)
    """What was added of each origin: first and last running number."""
    apart: tuple[Home, ...] = ()
    """Origins whose other history was left out, by those who prove what arrives."""
    own_aside: dict[str, int] = field(default_factory=dict)
    """By kind, of this laptop's own that stood before and was put aside now."""
    files: int = 0
    """Files of evidence that came along and were not here."""
    remarked: Remarked = field(default_factory=Remarked)
    """Of those added and not put aside, what the upper level and the commune say to each other."""
    gone: Gone = field(default_factory=Gone)
    """What was erased here because the word of it came along."""


class TakeIn:
    """One import: rows are collected per batch and written with executemany; `expected` operations at most."""

    def __init__(self, database: Database, own_device: str, put_aside: PutAside | None, *, expected: int) -> None:
        self._database = database
        self._own_device = own_device
        self._put_aside = put_aside
        self._not_assigned: list[Operation] = []
        self._result = TakenIn()
        self._before = set(list_conflicts(database))
        self._rights = load_rights(database, own_device)
        self._passed = [self._rights]
        self._origins: dict[Home, tuple[int, int]] = {
            (device, incarnation): (number, last)
            for number, device, incarnation, last in database.rows(
                "SELECT id, device, incarnation, last_seq FROM origin"
            )
        }
        self._stood = {home: last for home, (_, last) in self._origins.items()}
        self._field_index = FieldIndex(database, expected, sum(last for _, last in self._origins.values()))

    def run(self, batches: Iterable[list[Operation]], progress: Callable[[int], None] | None) -> TakenIn:
        """Takes in batch after batch, says what came of it; `progress` gets operations done. Raises ValueError."""
        waiting: list[Operation] = []
        done = 0
        for batch in batches:
            waiting += self._apply(batch)
            done += len(batch)
            if progress:
                progress(done)
        self._field_index.put_back()
        self._retry(waiting)
        self._keep_origins()
        self._rights = settle_rights(self._database, self._own_device, self._passed)
        if self._put_aside and self._not_assigned:
            self._put_aside(self._not_assigned)  # before counting: under changed rights they were judged anew
        for kind, count in self._list_quarantined():
            self._result.quarantined += count
            self._result.by_kind[kind] -= count
        now = list_conflicts(self._database) if self._result.added else []
        self._result.conflicts = tuple(one for one in now if one not in self._before)
        return self._result

    def _keep_origins(self) -> None:
        self._database.execute_many(
            "UPDATE origin SET last_seq = ? WHERE id = ?",
            [(last, number) for number, last in self._origins.values()],
        )

    def _list_quarantined(self) -> list[tuple[str, int]]:
        """By kind, of what was added; an operation refused at first may have been allowed by what came after it.

        What a commune calls its upper level is put aside without being news.
        """
        sql = (
            "SELECT kind, COUNT(*) FROM quarantined JOIN operation USING (origin, seq) "
            "WHERE origin = ? AND seq BETWEEN ? AND ? "
            "AND NOT (kind = 'place' AND reason = 'upper_level_only') GROUP BY kind"
        )
        spans = [(self._origins[home][0], *span) for home, span in self._result.ranges.items()]
        return [(str(kind), int(count)) for span in spans for kind, count in self._database.rows(sql, span)]

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
        marks = ", ".join("?" * len(Operation._fields))
        self._database.execute_many(f"INSERT OR IGNORE INTO waiting VALUES ({marks})", queue)
        self._result.waiting = len(queue)

    def _apply(self, batch: list[Operation]) -> list[Operation]:
        """Writes what is new and ready; returns what has to wait."""
        if self._add_new_figures(batch):
            return []
        waiting: list[Operation] = []
        at = 0
        while at < len(batch):
            piece = _Piece()
            at = self._collect(batch, at, piece, waiting)
            if piece.rows:
                self._write(piece)
            if piece.rights_kind:
                self._keep_origins()
                self._rights = load_rights(self._database, self._own_device)
                self._passed.append(self._rights)
        return waiting

    def _collect(self, batch: list[Operation], at: int, piece: "_Piece", waiting: list[Operation]) -> int:
        """Fills `piece` from `batch[at:]`; ends where it holds a change of rights that the next operation needs."""
        origins, result, refusal = self._origins, self._result, self._rights.refusal
        rows, shown_now, by_kind = piece.rows, piece.shown, result.by_kind
        home: Home | None = None
        number = last = 0
        for position in range(at, len(batch)):
            operation = batch[position]
            device, incarnation, seq, kind, entity, name, value, parents, person, when = operation
            if (device, incarnation) != home:
                if home is not None:
                    origins[home] = (number, last)
                home = (device, incarnation)
                number, last = origins.get(home) or origin_of(self._database, device, incarnation)
                origins[home] = (number, last)
            if seq <= last:
                result.known += 1
                continue
            if piece.rights_kind and kind != piece.rights_kind:
                origins[home] = (number, last)
                return position
            if seq != last + 1:
                waiting.append(operation)
                continue
            if parents:
                origins[home] = (number, last)
                if not self._holds(operation):
                    waiting.append(operation)
                    continue
            last = seq
            rows.append((number, seq, kind, entity, name, value, parents, person, when))
            by_kind[kind] = by_kind.get(kind, 0) + 1
            reason = refusal(operation)
            if reason is None and self._put_aside and self._rights.refuses_officer(operation):
                self._not_assigned.append(operation)
                reason = Refusal.NOT_ASSIGNED
            if reason is not None:
                piece.quarantined.append((number, seq, reason))
                continue
            if kind in RIGHTS_KINDS:
                piece.rights_kind = kind
            if parents:
                result.changed += self._replaces_what_stood(operation)
                for key in operation.parent_keys:
                    piece.replaced.append((origins[(key.device, key.incarnation)][0], key.seq, entity, name))
            piece.allowed += 1
            shown_now[(entity, name)] = (kind, entity, name, value)
        if home is not None:
            origins[home] = (number, last)
        return len(batch)

    def _replaces_what_stood(self, operation: Operation) -> bool:
        """Whether a value it replaces was here before, and did not come in just now as well."""
        return any(key.seq <= self._stood.get((key.device, key.incarnation), 0) for key in operation.parent_keys)

    def _holds(self, operation: Operation) -> bool:
        for key in operation.parent_keys:
            known = self._origins.get((key.device, key.incarnation))
            if known is None or key.seq > known[1]:
                return False
        return True

    def _add_new_figures(self, batch: list[Operation]) -> bool:
        """Whether the batch was nothing but figures where none stood before, and was written as such."""
        home = batch[0][:2] if batch else ("", 0)
        if home not in self._origins:
            return False
        number, last = self._origins[home]
        figures = new_figures.find(batch, last, self._rights, decides=self._put_aside is not None)
        if figures is None:
            return False
        piece = _Piece()
        piece.rows = [(number, *operation[2:]) for operation in batch]
        self._origins[home] = (number, batch[-1].seq)
        by_kind = self._result.by_kind
        by_kind["reading"] = by_kind.get("reading", 0) + len(batch)
        self._field_index.leave_out()
        self._insert(piece)
        if not new_figures.add_rows(self._database, figures):
            piece.shown = {(one.entity, one.field): one[3:7] for one in batch}
            self._show(piece)
        return True

    def _write(self, piece: "_Piece") -> None:
        self._insert(piece)
        self._database.execute_many("INSERT INTO quarantined VALUES (?, ?, ?)", piece.quarantined)
        self._database.execute_many(INSERT_REPLACED, piece.replaced)
        is_simple = piece.allowed == len(piece.shown) and not piece.replaced and not piece.rights_kind
        if not (is_simple and project_new(self._database, piece.shown.values())):
            self._show(piece)  # otherwise no row stood there before, so nothing can be parallel

    def _insert(self, piece: "_Piece") -> None:
        self._result.added += len(piece.rows)
        homes = {number: home for home, (number, _) in self._origins.items()}
        for number, (first, last) in piece.ranges().items():
            start, end = self._result.ranges.get(homes[number], (first, last))
            self._result.ranges[homes[number]] = (min(start, first), max(end, last))
        self._database.execute_many(INSERT_OPERATION, piece.rows)

    def _show(self, piece: "_Piece") -> None:
        self._field_index.put_back()
        self._note_parallel(piece)
        project(self._database, piece.shown.values())

    def _note_parallel(self, piece: "_Piece") -> None:
        """Finds which of the fields just written have several heads, and shows the same one on every laptop."""
        found = {
            (entity, name)
            for number, (first, last) in piece.ranges().items()
            for entity, name in self._database.rows(_PARALLEL_AMONG, (number, first, last))
        }
        before = set(parallel_fields(self._database))
        self._database.execute_many(
            "DELETE FROM parallel WHERE entity = ? AND field = ?", (before & piece.shown.keys()) - found
        )
        self._database.execute_many("INSERT INTO parallel VALUES (?, ?)", found - before)
        for entity, name in found & piece.shown.keys():
            best = shown(heads_of(self._database, entity, name))
            piece.shown[(entity, name)] = (piece.shown[(entity, name)][0], entity, name, best)


class _Piece:
    """Rows to be written together, under one state of rights."""

    __slots__ = ("allowed", "quarantined", "replaced", "rights_kind", "rows", "shown")

    def __init__(self) -> None:
        self.rows: list[tuple[Any, ...]] = []
        self.allowed = 0
        self.replaced: list[tuple[int, int, str, str]] = []
        self.quarantined: list[tuple[int, int, str]] = []
        self.shown: dict[Field, Projected] = {}
        self.rights_kind = ""  # what kind of change of rights the piece ends with

    def ranges(self) -> dict[int, tuple[int, int]]:
        """By origin the first and last running number; an origin's rows stand in running order."""
        last = {row[0]: row[1] for row in self.rows}
        first = {row[0]: row[1] for row in reversed(self.rows)}
        return {number: (first[number], last[number]) for number in last}
