"""Signed segments: own ones as they are made, others' as they arrived, both forwarded verbatim."""

import zlib
from collections.abc import Iterator

from db.connection import Database
from db.origin import origin_of

StoredSegment = tuple[str, int, int, int, bytes, bytes]
"""device, incarnation, first, last, line, signature."""


def add(database: Database, segment: StoredSegment) -> None:
    """Keeps a segment; of two that begin alike (a laptop packed again after going back to a backup) the longer."""
    device, incarnation, first, last, line, signature = segment
    origin, _ = origin_of(database, device, incarnation)
    database.execute(
        "INSERT INTO segment VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET "
        "last = excluded.last, line = excluded.line, signature = excluded.signature WHERE excluded.last > last",
        (origin, first, last, zlib.compress(line), signature),
    )


def last_packed(database: Database, device: str, incarnation: int) -> int:
    """Up to which running number an origin's operations stand in segments without a gap.

    There is one where a laptop went back to a backup from before it packed, and later heard of its own again.
    """
    covered = 0
    for first, last in database.rows(
        "SELECT first, last FROM segment JOIN origin ON origin.id = segment.origin "
        "WHERE device = ? AND incarnation = ? ORDER BY first",
        (device, incarnation),
    ):
        if first > covered + 1:
            break
        covered = max(covered, last)
    return covered


def list_since(database: Database, held: dict[tuple[str, int], int]) -> Iterator[StoredSegment]:
    """Every segment that goes beyond what `held` says of its origin, origin by origin in running order."""
    rows = database.rows(
        "SELECT device, incarnation, first, last, segment.origin FROM segment "
        "JOIN origin ON origin.id = segment.origin ORDER BY segment.origin, first"
    )
    for device, incarnation, first, last, origin in rows:
        if last <= held.get((device, incarnation), 0):
            continue
        found = database.row("SELECT line, signature FROM segment WHERE origin = ? AND first = ?", (origin, first))
        assert found is not None
        yield device, incarnation, first, last, zlib.decompress(found[0]), found[1]
