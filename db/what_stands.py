"""What the log holds between two running numbers of a laptop, for comparing it with what a package says."""

from collections.abc import Iterator

from db.connection import Database
from ntm_desktop.domain.history import BLOCK, START, History
from ntm_desktop.domain.operation import Operation
from ntm_desktop.domain.partitions import Row

Span = tuple[str, int, int, int]
"""device, incarnation, first and last running number."""

_BATCH = 4096
# Operations that wait for what they build on have arrived too; there are hardly ever any.
_BETWEEN = (
    "SELECT {columns} FROM operation WHERE origin = (SELECT id FROM origin WHERE device = ?1 AND incarnation = ?2) "
    "AND seq BETWEEN ?3 AND ?4 UNION ALL "
    "SELECT {columns} FROM waiting WHERE device = ?1 AND incarnation = ?2 AND seq BETWEEN ?3 AND ?4 ORDER BY seq"
)
_SUMMED = _BETWEEN.format(columns="seq, kind, entity, field, value")
_WHOLE = _BETWEEN.format(columns="seq, kind, entity, field, value, parents, person, at")


def operations_between(database: Database, span: Span) -> list[Operation]:
    """In running order."""
    device, incarnation, *_ = span
    return [Operation(device, incarnation, *row) for row in database.rows(_WHOLE, span)]


def history_at(database: Database, device: str, incarnation: int, at: int) -> History:
    """What stands in the log of an origin up to `at`, from the last block that a segment has named."""
    row = database.row(
        "SELECT first, before FROM segment JOIN origin ON origin.id = segment.origin "
        "WHERE device = ? AND incarnation = ? AND first <= ? + 1 AND (first - 1) % ? = 0 AND before <> x'' "
        "ORDER BY first DESC LIMIT 1",
        (device, incarnation, at, BLOCK),
    )
    start, mark = (int(row[0]) - 1, bytes(row[1])) if row else (0, START)
    history = History(start, mark)
    for first in range(start + 1, at + 1, BLOCK):
        history.add(operations_between(database, (device, incarnation, first, min(first + BLOCK - 1, at))))
    return history


def rows_between(database: Database, span: Span) -> Iterator[list[Row]]:
    """What partitions are counted from, in running order and in batches."""
    device, incarnation, first, last = span
    for start in range(first, last + 1, _BATCH):
        yield database.rows(_SUMMED, (device, incarnation, start, min(start + _BATCH - 1, last)))
