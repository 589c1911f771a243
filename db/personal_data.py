"""Personal values of the log: blanked for good, or filled in where they were left behind at first."""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from db.connection import Database
from ntm_desktop.domain.operation import ERASED, PERSONAL_KINDS, Operation

_KINDS = ", ".join(f"'{kind}'" for kind in sorted(PERSONAL_KINDS))
_WITHHELD = "'{\"withheld\":*'"
_COLUMNS = "device, incarnation, seq, kind, entity, field, value, parents, person, at"
OF_ENTITY = f"entity = ?1 AND kind IN ({_KINDS}) AND field <> '{ERASED}' AND value NOT GLOB {_WITHHELD}"
_HELD = (
    f"SELECT {_COLUMNS} FROM operation JOIN origin ON origin.id = operation.origin WHERE {OF_ENTITY} "
    f"UNION ALL SELECT {_COLUMNS} FROM waiting WHERE {OF_ENTITY} ORDER BY 1, 2, 3"
)
_TELLING = {"record": 0, "people": 0, "phone": 10, "note": 24}
"""Fields by whose value a household is known in a file, and how long the value is where it says enough."""


class Gone(NamedTuple):
    """What was erased: whose it was, how many values, and by which texts they can be found elsewhere."""

    entities: tuple[str, ...] = ()
    values: int = 0
    texts: tuple[bytes, ...] = ()


def telling_texts(operations: Iterable[Operation]) -> tuple[bytes, ...]:
    """Values that stand for one household and no other."""
    known = (one for one in operations if one.field in _TELLING and one.value != "null")
    return tuple(dict.fromkeys(one.value.encode() for one in known if len(one.value) >= _TELLING[one.field]))


def held_of(database: Database, entity: str) -> list[Operation]:
    """Every operation of the entity whose personal value stands here, what waits for its base included."""
    return [Operation._make(row) for row in database.rows(_HELD, (entity,))]


def erased_but_held(database: Database) -> list[str]:
    """Entities that were erased and of which a value has arrived since, or stands still."""
    erased = database.rows("SELECT commune || '|' || id FROM household WHERE erased = 1")
    return [entity for (entity,) in erased if held_of(database, entity)]


def put_values(database: Database, operations: Sequence[Operation]) -> list[tuple[str, str]]:
    """Puts these values where others stand under the same numbers; returns each (entity, field) touched."""
    for table in ("operation", "waiting"):
        where = (
            "origin = (SELECT id FROM origin WHERE device = ? AND incarnation = ?) AND seq = ?"
            if table == "operation"
            else "device = ? AND incarnation = ? AND seq = ?"
        )
        database.execute_many(
            f"UPDATE {table} SET value = ? WHERE {where}",
            [(one.value, one.device, one.incarnation, one.seq) for one in operations],
        )
    return list(dict.fromkeys((one.entity, one.field) for one in operations))


def withheld_among(database: Database, operations: Iterable[Operation]) -> list[Operation]:
    """Of these operations, which were left behind here until now."""
    found = []
    for one in operations:
        row = database.row(
            "SELECT value GLOB " + _WITHHELD + " FROM operation WHERE seq = ? AND "
            "origin = (SELECT id FROM origin WHERE device = ? AND incarnation = ?)",
            (one.seq, one.device, one.incarnation),
        )
        if row is not None and row[0]:
            found.append(one)
    return found
