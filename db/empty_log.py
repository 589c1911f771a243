"""Emptying the log and everything that follows from it, for a desk that begins its real work."""

from db.connection import Database
from db.projection import TABLES

_FOLLOWS = (
    "replaced",
    "parallel",
    "quarantined",
    "waiting",
    "segment",
    "package_range",
    "package",
    "receipt",
    "package_evidence",
    "evidence_receipt",
    "sender",
    "act",
)


def empty_log(database: Database) -> None:
    """Forgets every operation, its rows, packages and trusted senders; settings and persons stay."""
    with database.transaction():
        for table in (*_FOLLOWS, "operation", "origin", *sorted({one.name for one in TABLES.values()})):
            database.execute(f"DELETE FROM {table}")
