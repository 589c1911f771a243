"""What stands for a field: the heads nothing has replaced, the one shown, and working them out anew."""

from collections.abc import Iterable
from typing import NamedTuple

from db.connection import Database
from db.projection import TABLES, Projected, project
from ntm_desktop.domain.operation import Operation, OperationKey, is_withheld, shown_first
from ntm_desktop.domain.rights import Rights

Field = tuple[str, str]
"""entity and field name."""


class Head(NamedTuple):
    """A value that nothing has replaced yet: the laptop's number, the operation and what it says."""

    origin: int
    key: OperationKey
    value: str


def heads_of(database: Database, entity: str, field: str) -> list[Head]:
    """The operations of the field that nothing has replaced."""
    rows = database.rows(
        "SELECT head.origin, device, incarnation, seq, value FROM head JOIN origin ON origin.id = head.origin "
        "JOIN operation USING (origin, seq) WHERE head.entity = ? AND head.field = ?",
        (entity, field),
    )
    return [
        Head(origin, OperationKey(device, incarnation, seq), value)
        for origin, device, incarnation, seq, value in rows
    ]


def shown(heads: Iterable[Head]) -> str:
    """The value shown, "null" where there is none."""
    best = max(heads, key=lambda head: shown_first(head.key, head.value), default=None)
    return "null" if best is None else best.value


def parallel_fields(database: Database) -> list[Field]:
    """Fields with more than one head, equal values included."""
    return [(entity, name) for entity, name in database.rows("SELECT entity, field FROM parallel")]


def list_conflicts(database: Database) -> list[Field]:
    """Fields whose heads differ: every parallel edit that a person has to decide."""
    return [
        (entity, name)
        for entity, name in parallel_fields(database)
        if len({head.value for head in heads_of(database, entity, name) if not is_withheld(head.value)}) > 1
    ]


def operations_of(database: Database, entity: str, field: str) -> list[tuple[int, Operation]]:
    """Every known operation of a field with its origin's local number, quarantined ones included."""
    return [
        (row[0], Operation._make(row[1:]))
        for row in database.rows(
            "SELECT origin.id, device, incarnation, seq, kind, entity, field, value, parents, person, at "
            "FROM operation JOIN origin ON origin.id = operation.origin WHERE entity = ? AND field = ?",
            (entity, field),
        )
    ]


def reconsider(database: Database, rights: Rights, fields: Iterable[Field]) -> None:
    """Works heads, quarantine and rows of these fields out anew from their operations."""
    shown_now: list[Projected] = []
    touched: dict[tuple[str, str], None] = {}
    for entity, field in dict.fromkeys(fields):
        operations = operations_of(database, entity, field)
        database.execute("DELETE FROM parallel WHERE entity = ? AND field = ?", (entity, field))
        allowed = []
        for origin, operation in operations:
            reason = rights.refusal(operation)
            for table in ("quarantined", "replaced"):
                database.execute(f"DELETE FROM {table} WHERE origin = ? AND seq = ?", (origin, operation.seq))
            if reason is None:
                allowed.append((origin, operation))
            else:
                database.execute("INSERT INTO quarantined VALUES (?, ?, ?)", (origin, operation.seq, reason))
        replaced = {parent for _, operation in allowed for parent in operation.parent_keys}
        heads = [Head(origin, one.key, one.value) for origin, one in allowed if one.key not in replaced]
        database.execute_many(
            "INSERT INTO replaced VALUES (?, ?)", [(at, one.seq) for at, one in operations if one.key in replaced]
        )
        if len(heads) > 1:
            database.execute("INSERT INTO parallel VALUES (?, ?)", (entity, field))
        if operations:
            touched[(operations[0][1].kind, entity)] = None
        if heads:
            shown_now.append((allowed[0][1].kind, entity, field, shown(heads)))
    project(database, [*standing_rows(database, touched), *shown_now])


def standing_rows(database: Database, touched: Iterable[tuple[str, str]]) -> list[Projected]:
    """Deletes the rows of these entities and returns what their other fields still show."""
    standing: list[Projected] = []
    for kind, entity in touched:
        if (table := TABLES.get(kind)) is None:
            continue
        keys = entity.split("|")
        if len(keys) == len(table.keys):
            where = " AND ".join(f"{key} = ?" for key in table.keys)
            database.execute(f"DELETE FROM {table.name} WHERE {where}", keys)
        for (field,) in database.rows("SELECT DISTINCT field FROM head WHERE entity = ?", (entity,)):
            standing.append((kind, entity, field, shown(heads_of(database, entity, field))))
    return standing
