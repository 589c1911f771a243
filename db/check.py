"""Proof that the rows screens read are what the operation log says, and the mending when they are not."""

from typing import Any

from db.connection import Database, open_in_memory
from db.operation_log import OperationLog, heads_of
from db.projection import TABLES, project
from ntm_desktop.domain.errors import DatabaseDamaged
from ntm_desktop.domain.operation import shown_first

_HEADS = (
    "SELECT entity, field, device, incarnation, seq FROM head JOIN origin ON origin.id = head.origin "
    "ORDER BY entity, field, device, incarnation, seq"
)


def differences(database: Database) -> list[str]:
    """What differs between the tables and a replay of the log, each as "table key: found, expected".

    Raises DatabaseDamaged when the file itself does not hold together.
    """
    _check_file(database)
    found: list[str] = []
    for device, incarnation, last, count in database.rows(
        "SELECT device, incarnation, last_seq, COUNT(seq) FROM origin LEFT JOIN operation ON origin = id "
        "GROUP BY id"
    ):
        if last != count:
            found.append(f"operation {device}:{incarnation}: {count}, {last}")
    with_replay = open_in_memory()
    try:
        log = OperationLog(database, "", 0)
        OperationLog(with_replay, "", 0).take_in(log.operations())
        for table in sorted({table.name for table in TABLES.values()}):
            found += _compare(table, _table_rows(database, table), _table_rows(with_replay, table))
        found += _compare("head", set(database.rows(_HEADS)), set(with_replay.rows(_HEADS)))
        found += _compare("parallel", _table_rows(database, "parallel"), _table_rows(with_replay, "parallel"))
    finally:
        with_replay.close()
    return found


def rebuild(database: Database) -> None:
    """Makes every projected row anew from the log, in one transaction."""
    with database.transaction():
        for table in {table.name for table in TABLES.values()}:
            database.execute(f"DELETE FROM {table}")
        shown = []
        for kind, entity, field in database.rows(
            "SELECT DISTINCT kind, operation.entity, operation.field FROM head JOIN operation USING (origin, seq)"
        ):
            best = max(heads_of(database, entity, field), key=lambda head: shown_first(head.key, head.value))
            shown.append((kind, entity, field, best.value))
        project(database, shown)


def _check_file(database: Database) -> None:
    result = database.row("PRAGMA quick_check(1)")
    if result != ("ok",) or database.row("PRAGMA foreign_key_check") is not None:
        raise DatabaseDamaged(str(database.path or ""))


def _table_rows(database: Database, table: str) -> set[tuple[Any, ...]]:
    return set(database.rows(f"SELECT * FROM {table}"))


def _compare(table: str, found: set[tuple[Any, ...]], expected: set[tuple[Any, ...]]) -> list[str]:
    surplus = [f"{table}: {row!r}, –" for row in sorted(found - expected, key=repr)]
    lacking = [f"{table}: –, {row!r}" for row in sorted(expected - found, key=repr)]
    return surplus + lacking
