"""Signed segments: own ones as they are made, others' as they arrived, both forwarded verbatim."""

import zlib
from collections.abc import Iterator

from db.connection import Database
from db.origin import origin_of

_LEVEL = 4  # a third of the time of zlib's own choice, for a tenth more bytes

StoredSegment = tuple[str, int, int, int, bytes, bytes, bytes, bytes]
"""device, incarnation, first, last, line, signature, hash of what stands before it (empty where it names none), and
the line that opens its personal values (empty where they are not here)."""


def add(database: Database, segment: StoredSegment) -> None:
    """Keeps a segment; of two that begin alike (a laptop packed again after going back to a backup) the longer."""
    device, incarnation, first, last, line, signature, before, opening = segment
    origin, _ = origin_of(database, device, incarnation)
    database.execute(
        "INSERT INTO segment VALUES (?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET last = excluded.last, "
        "line = excluded.line, signature = excluded.signature, before = excluded.before, "
        "opening = excluded.opening WHERE excluded.last > last",
        (origin, first, last, zlib.compress(line, _LEVEL), signature, before, _packed(opening)),
    )


def list_holding(database: Database, device: str, incarnation: int, seq: int) -> list[StoredSegment]:
    """Every segment that holds that operation, none where it was never packed; those of one origin may overlap."""
    rows = database.rows(
        "SELECT first, last, line, signature, before, opening FROM segment "
        "JOIN origin ON origin.id = segment.origin WHERE device = ? AND incarnation = ? "
        "AND first <= ? AND last >= ? ORDER BY first",
        (device, incarnation, seq, seq),
    )
    return [
        (device, incarnation, first, last, zlib.decompress(line), signature, before, _unpacked(opening))
        for first, last, line, signature, before, opening in rows
    ]


def save_opening(database: Database, segment: StoredSegment, opening: bytes) -> None:
    """Replaces what opens the segment's personal values."""
    device, incarnation, first, *_ = segment
    database.execute(
        "UPDATE segment SET opening = ? WHERE first = ? "
        "AND origin = (SELECT id FROM origin WHERE device = ? AND incarnation = ?)",
        (_packed(opening), first, device, incarnation),
    )


def _packed(opening: bytes) -> bytes:
    return zlib.compress(opening, _LEVEL) if opening else b""


def _unpacked(stored: bytes) -> bytes:
    return zlib.decompress(stored) if stored else b""


def find_signature(database: Database, device: str, incarnation: int, first: int, last: int) -> bytes | None:
    """The signature of the segment kept under exactly these numbers."""
    row = database.row(
        "SELECT signature FROM segment JOIN origin ON origin.id = segment.origin "
        "WHERE device = ? AND incarnation = ? AND first = ? AND last = ?",
        (device, incarnation, first, last),
    )
    return bytes(row[0]) if row else None


def names_history(database: Database, device: str, incarnation: int) -> bool:
    """Whether a segment of this origin has ever said what stands before it."""
    return (
        database.row(
            "SELECT 1 FROM segment JOIN origin ON origin.id = segment.origin "
            "WHERE device = ? AND incarnation = ? AND before <> x'' LIMIT 1",
            (device, incarnation),
        )
        is not None
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


def list_since(
    database: Database, held: dict[tuple[str, int], int], *, by_name: bool = False
) -> Iterator[StoredSegment]:
    """Every segment that goes beyond what `held` says of its origin, origin by origin in running order.

    Origins as they became known here, or by device and incarnation.
    """
    order = "device, incarnation" if by_name else "segment.origin"
    rows = database.rows(
        "SELECT device, incarnation, first, last, segment.origin FROM segment "
        f"JOIN origin ON origin.id = segment.origin ORDER BY {order}, first"
    )
    for device, incarnation, first, last, origin in rows:
        if last <= held.get((device, incarnation), 0):
            continue
        found = database.row(
            "SELECT line, signature, before, opening FROM segment WHERE origin = ? AND first = ?", (origin, first)
        )
        assert found is not None
        line, signature, before, opening = found
        yield device, incarnation, first, last, zlib.decompress(line), signature, before, _unpacked(opening)
