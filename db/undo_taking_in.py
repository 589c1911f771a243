"""Undoing one import: what it added goes, what it replaced stands again. Offered until something builds on it."""

from collections.abc import Mapping, Sequence

from db.connection import Database
from db.heads import reconsider
from db.projection import TABLES
from db.rights_state import load_rights
from ntm_desktop.domain.operation import parse_key

Range = tuple[int, int, int]
"""origin's local number, first and last running number."""

_AMONG = "EXISTS (SELECT 1 FROM undone u WHERE u.origin = {0}.origin AND {0}.seq BETWEEN u.first AND u.last)"


def builds_on(database: Database, ranges: Sequence[Range], held_after: Mapping[int, int]) -> bool:
    """Whether anything written or taken in later needs what these ranges hold.

    `held_after` maps every origin to the last running number known when the import was done.
    """
    spans = {origin: (first, last) for origin, first, last in ranges}
    numbers: dict[tuple[str, int], int] = {}
    for number, device, incarnation, last in database.rows("SELECT id, device, incarnation, last_seq FROM origin"):
        numbers[(device, incarnation)] = number
        if number in spans and last != spans[number][1]:
            return True
    for parents in _later_parents(database, held_after):
        for key in map(parse_key, parents.split()):
            first, last = spans.get(numbers.get((key.device, key.incarnation), -1), (1, 0))
            if first <= key.seq <= last:
                return True
    return False


def undo(database: Database, device: str, ranges: Sequence[Range]) -> int:
    """Takes the operations of these ranges out again, in one transaction; returns how many they were."""
    with database.transaction():
        database.execute("CREATE TEMP TABLE IF NOT EXISTS undone (origin INTEGER PRIMARY KEY, first, last)")
        database.execute("DELETE FROM undone")
        database.execute_many("INSERT INTO undone VALUES (?, ?, ?)", ranges)
        # Fields that something else has written too are worked out anew; the others simply lose their row.
        shared = database.rows(
            "SELECT DISTINCT o.entity, o.field FROM operation o WHERE parents <> '' AND " + _AMONG.format("o")
        )
        shared += database.rows(
            "SELECT p.entity, p.field FROM parallel p WHERE EXISTS (SELECT 1 FROM operation o "
            "WHERE o.entity = p.entity AND o.field = p.field AND " + _AMONG.format("o") + ")"
        )
        _delete_rows(database)
        count = sum(last - first + 1 for _, first, last in ranges)
        for table in ("head", "quarantined", "operation"):
            for origin, first, last in ranges:
                database.execute(
                    f"DELETE FROM {table} WHERE origin = ? AND seq BETWEEN ? AND ?", (origin, first, last)
                )
        for origin, first, last in ranges:
            database.execute(
                "DELETE FROM segment WHERE origin = ? AND first BETWEEN ? AND ?", (origin, first, last)
            )
            database.execute("UPDATE origin SET last_seq = ? WHERE id = ?", (first - 1, origin))
        left = database.rows(
            "SELECT DISTINCT o.entity, o.field FROM operation o JOIN touched t ON t.entity = o.entity"
        )
        database.execute("DROP TABLE touched")
        rights = load_rights(database, device)
        reconsider(database, rights, [*shared, *left])
        return count


def _delete_rows(database: Database) -> None:
    """Removes the rows of every entity the ranges touch; what stands besides is projected again afterwards."""
    database.execute("DROP TABLE IF EXISTS touched")
    database.execute(
        "CREATE TEMP TABLE touched AS SELECT DISTINCT o.kind AS kind, o.entity AS entity FROM operation o WHERE "
        + _AMONG.format("o")
    )
    for (kind,) in database.rows("SELECT DISTINCT kind FROM touched"):
        if (table := TABLES.get(kind)) is None:
            continue
        where = " AND ".join(f"{key} = ?" for key in table.keys)
        entities = database.rows("SELECT entity FROM touched WHERE kind = ?", (kind,))
        keys = [entity.split("|") for (entity,) in entities]
        fitting = [key for key in keys if len(key) == len(table.keys)]
        database.execute_many(f"DELETE FROM {table.name} WHERE {where}", fitting)


def _later_parents(database: Database, held_after: Mapping[int, int]) -> list[str]:
    """What operations that came afterwards have replaced."""
    found: list[str] = []
    for (origin,) in database.rows("SELECT id FROM origin"):
        rows = database.rows(
            "SELECT parents FROM operation WHERE origin = ? AND seq > ? AND parents <> ''",
            (origin, held_after.get(origin, 0)),
        )
        found += [parents for (parents,) in rows]
    return found
