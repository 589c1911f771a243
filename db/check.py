"""Proof that the rows screens read are what the operation log says, and the mending when they are not."""

from typing import Any

from db.connection import Database, open_in_memory
from db.heads import reconsider
from db.operation_log import OperationLog
from db.projection import TABLES
from db.rights_state import load_rights
from ntm_desktop.domain.errors import DatabaseDamaged

_HEADS = (
    "SELECT entity, field, device, incarnation, seq FROM head JOIN origin ON origin.id = head.origin "
    "ORDER BY entity, field, device, incarnation, seq"
)

_QUARANTINED = (
    "SELECT device, incarnation, seq, reason FROM quarantined JOIN origin ON origin.id = quarantined.origin "
    "ORDER BY device, incarnation, seq"
)


def differences(database: Database, device: str = "") -> list[str]:
    """What differs between the tables and a replay of the log, each as "table key: found, expected".

    Raises DatabaseDamaged when the file itself does not hold together.
    """
    _check_file(database)
    found: list[str] = []
    for origin, incarnation, last, count in database.rows(
        "SELECT device, incarnation, last_seq, COUNT(seq) FROM origin LEFT JOIN operation ON origin = id "
        "GROUP BY id"
    ):
        if last != count:
            found.append(f"operation {origin}:{incarnation}: {count}, {last}")
    strays = database.rows("SELECT DISTINCT origin FROM operation WHERE origin NOT IN (SELECT id FROM origin)")
    found += [f"operation: {origin}, –" for (origin,) in strays]
    with_replay = open_in_memory()
    try:
        with_replay.execute_many("INSERT INTO sender VALUES (?, ?, ?, ?, ?)", database.rows("SELECT * FROM sender"))
        OperationLog(with_replay, device, 0).take_in(OperationLog(database, device, 0).operations())
        for table in sorted({table.name for table in TABLES.values()}):
            found += _compare(table, _table_rows(database, table), _table_rows(with_replay, table))
        found += _compare("head", set(database.rows(_HEADS)), set(with_replay.rows(_HEADS)))
        found += _compare("quarantined", set(database.rows(_QUARANTINED)), set(with_replay.rows(_QUARANTINED)))
        found += _compare("parallel", _table_rows(database, "parallel"), _table_rows(with_replay, "parallel"))
    finally:
        with_replay.close()
    return found


def rebuild(database: Database, device: str = "") -> None:
    """Works out everything anew from the log, in one transaction."""
    with database.transaction():
        for table in {table.name for table in TABLES.values()} - {"device", "assignment", "place", "quarantine"}:
            database.execute(f"DELETE FROM {table}")
        fields = [
            (entity, field) for entity, field in database.rows("SELECT DISTINCT entity, field FROM operation")
        ]
        for _ in range(2):  # the second time under the rights that the first has brought back
            reconsider(database, load_rights(database, device), fields)


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
