"""Undoing one import: what it added goes, what it replaced stands again. Offered until something builds on it."""

from collections.abc import Mapping, Sequence, Set
from itertools import chain

from db.changed_rights import settle_rights
from db.connection import Database
from db.heads import reconsider, standing_rows
from db.projection import TABLES, project
from db.rights_state import load_rights
from ntm_desktop.domain.operation import parse_key
from ntm_desktop.domain.rights import RIGHTS_KINDS

Range = tuple[int, int, int]
"""origin's local number, first and last running number."""

_WITHIN = "origin = ? AND seq BETWEEN ? AND ?"


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
    with database.wide_cache(), database.transaction():
        rights = load_rights(database, device)
        _note_touched(database, ranges)
        database.execute("DELETE FROM parallel WHERE +entity IN (SELECT entity FROM touched)")
        is_most = _delete_operations(database, ranges)
        # What something else has written too is worked out anew; the rest simply loses its row.
        left = database.rows(
            "SELECT DISTINCT o.kind, o.entity, o.field FROM touched t CROSS JOIN operation o ON o.entity = t.entity"
        )
        if is_most:
            _delete_rows_of_places(database)
        else:
            _delete_rows(database, {(kind, entity) for kind, entity, _ in left})
        database.execute("DROP TABLE touched")
        _stand_again(database, device, left)
        settle_rights(database, device, [rights])
        return sum(last - first + 1 for _, first, last in ranges)


def _delete_operations(database: Database, ranges: Sequence[Range]) -> bool:
    """Whether that was the greater part of the log."""
    row = database.row("SELECT SUM(last_seq) FROM origin")
    count = sum(last - first + 1 for _, first, last in ranges)
    is_most = row is not None and count > int(row[0]) - count
    (_keep_the_rest if is_most else _delete)(database, "operation", ranges)
    for table in ("quarantined", "replaced"):
        _delete(database, table, ranges)
    for origin, first, last in ranges:
        # One that began before stays: what it holds besides can still be forwarded.
        database.execute("DELETE FROM segment WHERE origin = ? AND first BETWEEN ? AND ?", (origin, first, last))
        database.execute("UPDATE origin SET last_seq = ? WHERE id = ?", (first - 1, origin))
    return is_most


def _delete(database: Database, table: str, ranges: Sequence[Range]) -> None:
    for span in ranges:
        database.execute(f"DELETE FROM {table} WHERE {_WITHIN}", span)


def _keep_the_rest(database: Database, table: str, ranges: Sequence[Range]) -> None:
    """The same where less stays than goes: SQLite empties a whole table at once."""
    others = " AND ".join(f"NOT ({_WITHIN})" for _ in ranges)
    database.execute(f"CREATE TEMP TABLE kept AS SELECT * FROM {table} WHERE {others}", [*chain(*ranges)])
    database.execute(f"DELETE FROM {table}")
    database.execute(f"INSERT INTO {table} SELECT * FROM kept")
    database.execute("DROP TABLE kept")


def _stand_again(database: Database, device: str, left: list[tuple[str, str, str]]) -> None:
    """Rows of what stands besides; first what rights follow from, since the rest is judged by it."""
    project(database, standing_rows(database, {(kind, entity): None for kind, entity, _ in left}))
    of_rights = [one for one in left if one[0] in RIGHTS_KINDS]
    for fields in (of_rights, left):
        reconsider(database, load_rights(database, device), [(entity, field) for _, entity, field in fields])


def _note_touched(database: Database, ranges: Sequence[Range]) -> None:
    database.execute("DROP TABLE IF EXISTS touched")
    database.execute("CREATE TEMP TABLE touched (entity TEXT, kind TEXT)")
    for span in ranges:
        database.execute(f"INSERT INTO touched SELECT entity, kind FROM operation WHERE {_WITHIN}", span)


def _delete_rows(database: Database, left: Set[tuple[str, str]]) -> None:
    """Removes the rows of touched entities of which nothing is left; what is left is projected again.

    By kind and entity: an assignment and a review, a figure and a remark on it go by the same entity.
    """
    by_kind: dict[str, list[list[str]]] = {}
    for kind, entity in sorted(set(database.rows("SELECT kind, entity FROM touched"))):
        if (kind, entity) not in left:
            by_kind.setdefault(kind, []).append(entity.split("|"))
    for kind, keys in by_kind.items():
        if (table := TABLES.get(kind)) is not None:
            where = " AND ".join(f"{key} = ?" for key in table.keys)
            fitting = [key for key in keys if len(key) == len(table.keys)]
            database.execute_many(f"DELETE FROM {table.name} WHERE {where}", fitting)


def _delete_rows_of_places(database: Database) -> None:
    """The same where most rows go: asking for each one by its key would take twice as long."""
    for (kind,) in database.rows("SELECT DISTINCT kind FROM touched"):
        if (table := TABLES.get(kind)) is None:
            continue
        entity = " || '|' || ".join(table.keys)
        first_part = "substr(entity, 1, instr(entity || '|', '|') - 1)"
        marks = ", ".join("?" * len(table.columns))
        database.execute(
            f"DELETE FROM {table.name} WHERE {table.keys[0]} IN "
            f"(SELECT DISTINCT {first_part} FROM touched WHERE kind = ?) AND NOT EXISTS "
            f"(SELECT 1 FROM head WHERE head.entity = {entity} AND head.field IN ({marks}))",
            (kind, *table.columns),
        )


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
