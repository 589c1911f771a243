"""Undoing one import: what it added goes, what it replaced stands again. Offered until something builds on it."""

from collections.abc import Callable, Mapping, Sequence
from itertools import chain, groupby
from operator import itemgetter

from db.built_on import Range
from db.changed_rights import settle_rights
from db.connection import Database
from db.heads import reconsider, standing_rows
from db.projection import TABLES, project
from db.rights_state import load_rights
from ntm_desktop.domain.rights import RIGHTS_KINDS

Left = list[tuple[str, str, str]]
"""kind, entity and field of what else is said of something that an import speaks of."""

_AT_ONCE = 2000  # parameters of one statement
_WITHIN = "origin = ? AND seq BETWEEN ? AND ?"
_kind, _entity = itemgetter(0), itemgetter(1)


def undo(database: Database, device: str, ranges: Sequence[Range]) -> int:
    """Takes the operations of these ranges out again, in one transaction; returns how many they were."""
    with database.wide_cache(), database.transaction():
        rights = load_rights(database, device)
        count = sum(last - first + 1 for _, first, last in ranges)
        row = database.row("SELECT SUM(last_seq) FROM origin")
        # Below that, asking for each row by its key costs less than writing the rest anew.
        is_most = row is not None and count > 2 * (int(row[0]) - count)
        if is_most:
            left = _list_left_of_most(database, ranges)
            places = _list_places(database, ranges)
            _delete_operations(database, ranges, _keep_the_rest)
            _delete_rows_of_places(database, places)
        else:
            touched = _list_touched(database, ranges)
            _delete_operations(database, ranges, _delete)
            left = _list_left(database, touched)
            _delete_rows(database, touched, left)
        _stand_again(database, device, left)
        settle_rights(database, device, [rights])
        return count


def _list_touched(database: Database, ranges: Sequence[Range]) -> dict[str, list[str]]:
    """By kind the entities these ranges speak of, in their order: neighbours lie on one page."""
    touched: dict[str, set[str]] = {}
    for span in ranges:
        rows = database.rows(f"SELECT kind, entity FROM operation WHERE {_WITHIN}", span)
        for kind, run in groupby(rows, _kind):
            touched.setdefault(kind, set()).update(map(_entity, run))
    return {kind: sorted(entities) for kind, entities in touched.items()}


def _list_left(database: Database, touched: Mapping[str, list[str]]) -> Left:
    """What is said besides of these entities, once what an import said of them is deleted."""
    left: Left = []
    for entities in touched.values():
        for at in range(0, len(entities), _AT_ONCE):
            some = entities[at : at + _AT_ONCE]
            marks = ", ".join("?" * len(some))
            left += database.rows(
                f"SELECT DISTINCT kind, entity, field FROM operation WHERE entity IN ({marks})", some
            )
    return list(dict.fromkeys(left))


def _list_left_of_most(database: Database, ranges: Sequence[Range]) -> Left:
    """The same before it is deleted, asked from the side that holds less."""
    within, parameters = _within("o", ranges)
    left = database.rows(  # without DISTINCT, for which SQLite would walk the whole log by its index
        f"SELECT kind, entity, field FROM operation o WHERE NOT ({within}) AND EXISTS "
        f"(SELECT 1 FROM operation t WHERE t.entity = o.entity AND ({within.replace('o.', 't.')}))",
        parameters * 2,
    )
    return list(dict.fromkeys(left))


def _list_places(database: Database, ranges: Sequence[Range]) -> dict[str, list[tuple[str]]]:
    """By kind the first parts of the entities these ranges speak of: few, however many they are."""
    within, parameters = _within("t", ranges)
    first_part = "substr(entity, 1, instr(entity || '|', '|') - 1)"
    places: dict[str, list[tuple[str]]] = {}
    for kind, place in database.rows(
        f"SELECT DISTINCT kind, {first_part} FROM operation t WHERE {within}", parameters
    ):
        places.setdefault(kind, []).append((place,))
    return places


def _within(alias: str, ranges: Sequence[Range]) -> tuple[str, list[int]]:
    """The condition that a row of the log lies in one of these ranges, and its parameters."""
    one = f"{alias}.origin = ? AND {alias}.seq BETWEEN ? AND ?"
    return " OR ".join(one for _ in ranges), [*chain(*ranges)]


def _delete_operations(
    database: Database, ranges: Sequence[Range], delete: Callable[[Database, str, Sequence[Range]], None]
) -> None:
    within, parameters = _within("o", ranges)
    database.execute(
        f"DELETE FROM parallel WHERE EXISTS (SELECT 1 FROM operation o WHERE o.entity = parallel.entity "
        f"AND ({within}))",
        parameters,
    )
    delete(database, "operation", ranges)
    for table in ("quarantined", "replaced"):
        _delete(database, table, ranges)
    for origin, first, last in ranges:
        # One that began before stays: what it holds besides can still be forwarded.
        database.execute("DELETE FROM segment WHERE origin = ? AND first BETWEEN ? AND ?", (origin, first, last))
        database.execute("UPDATE origin SET last_seq = ? WHERE id = ?", (first - 1, origin))


def _delete(database: Database, table: str, ranges: Sequence[Range]) -> None:
    for span in ranges:
        database.execute(f"DELETE FROM {table} WHERE {_WITHIN}", span)


def _keep_the_rest(database: Database, table: str, ranges: Sequence[Range]) -> None:
    """The same where less stays than goes: SQLite empties a whole table at once."""
    within, parameters = _within(table, ranges)
    database.execute(f"CREATE TEMP TABLE kept AS SELECT * FROM {table} WHERE NOT ({within})", parameters)
    database.execute(f"DELETE FROM {table}")
    database.execute(f"INSERT INTO {table} SELECT * FROM kept")
    database.execute("DROP TABLE kept")


def _stand_again(database: Database, device: str, left: Left) -> None:
    """Rows of what stands besides; first what rights follow from, since the rest is judged by it."""
    project(database, standing_rows(database, {(kind, entity): None for kind, entity, _ in left}))
    of_rights = [one for one in left if one[0] in RIGHTS_KINDS]
    for fields in (of_rights, left):
        reconsider(database, load_rights(database, device), [(entity, field) for _, entity, field in fields])


def _delete_rows(database: Database, touched: Mapping[str, list[str]], left: Left) -> None:
    """Removes the rows of touched entities of which nothing is left; what is left is projected again.

    By kind and entity: an assignment and a review, a figure and a remark on it go by the same entity.
    """
    stays = {(kind, entity) for kind, entity, _ in left}
    for kind, entities in touched.items():
        if (table := TABLES.get(kind)) is not None:
            where = " AND ".join(f"{key} = ?" for key in table.keys)
            keys = [entity.split("|") for entity in entities if not stays or (kind, entity) not in stays]
            fitting = [key for key in keys if len(key) == len(table.keys)]
            database.execute_many(f"DELETE FROM {table.name} WHERE {where}", fitting)


def _delete_rows_of_places(database: Database, places: Mapping[str, list[tuple[str]]]) -> None:
    """The same where most rows go: asking for each one by its key would take twice as long."""
    for kind, firsts in places.items():
        if (table := TABLES.get(kind)) is None:
            continue
        entity = " || '|' || ".join(table.keys)
        fields = ", ".join(f"'{field}'" for field in table.columns)
        database.execute_many(
            f"DELETE FROM {table.name} WHERE {table.keys[0]} = ? AND NOT EXISTS "
            f"(SELECT 1 FROM head WHERE head.entity = {entity} AND head.field IN ({fields}))",
            firsts,
        )
