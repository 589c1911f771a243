"""Where operations of the log are made, and how one is put into it."""

from db.connection import Database

INSERT_OPERATION = "INSERT INTO operation VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)"
INSERT_REPLACED = (  # only of the same field: nobody replaces what is not theirs to write
    "INSERT OR IGNORE INTO replaced SELECT origin, seq FROM operation "
    "WHERE origin = ? AND seq = ? AND entity = ? AND field = ?"
)


def origin_of(database: Database, device: str, incarnation: int) -> tuple[int, int]:
    """Local number and last running number of an origin, which is made known when it was not."""
    database.execute("INSERT OR IGNORE INTO origin (device, incarnation) VALUES (?, ?)", (device, incarnation))
    found = database.row(
        "SELECT id, last_seq FROM origin WHERE device = ? AND incarnation = ?", (device, incarnation)
    )
    assert found is not None
    return int(found[0]), int(found[1])
