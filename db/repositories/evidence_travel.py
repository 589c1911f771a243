"""Which files of evidence went in which package, and who is known to have them: of this laptop, never exchanged."""

import json
from collections.abc import Iterable, Sequence

from db.connection import Database
from ntm_desktop.domain.evidence import is_sha256


def add_sent(database: Database, package_id: str, files: Iterable[str]) -> None:
    """Notes what a package carries, by the SHA-256 of its manifest."""
    database.execute_many(
        "INSERT OR IGNORE INTO package_evidence VALUES (?, ?)", ((package_id, sha256) for sha256 in files)
    )


def save_receipt(database: Database, holder: str, package_ids: Sequence[str], brought: Iterable[str]) -> None:
    """What the laptop `holder` has: all of the packages it says it took in, and what it brought itself.

    What it took back again is no longer among those packages, and is sent again.
    """
    database.execute("DELETE FROM evidence_receipt WHERE holder = ? AND NOT is_theirs", (holder,))
    database.execute(
        "INSERT OR IGNORE INTO evidence_receipt SELECT DISTINCT ?, sha256, 0 FROM package_evidence "
        "WHERE package_id IN (SELECT value FROM json_each(?))",
        (holder, json.dumps(list(package_ids))),
    )
    database.execute_many(
        "INSERT INTO evidence_receipt VALUES (?, ?, 1) ON CONFLICT DO UPDATE SET is_theirs = 1",
        ((holder, sha256) for sha256 in brought),
    )


def held_by_all(database: Database, holders: Sequence[str]) -> set[str]:
    """Files that each of these laptops is known to have; none while there is no laptop."""
    if not holders:
        return set()
    marks = ", ".join("?" for _ in holders)
    rows = database.rows(
        f"SELECT sha256 FROM evidence_receipt WHERE holder IN ({marks}) GROUP BY sha256 "
        "HAVING COUNT(DISTINCT holder) = ?",
        (*holders, len(set(holders))),
    )
    return {sha256 for (sha256,) in rows}


def files_of_places(database: Database, place_ids: Sequence[str]) -> dict[str, int]:
    """SHA-256 and size of every file that a listed piece of those places names; in no order that matters."""
    marks = ", ".join("?" for _ in place_ids)
    rows = database.rows(
        "SELECT json_extract(file, '$.sha256'), json_extract(file, '$.size') FROM evidence "
        f"WHERE place IN ({marks}) AND COALESCE(deleted, 0) = 0 AND json_valid(file)",
        tuple(place_ids),
    )
    return {sha256: size for sha256, size in rows if is_sha256(sha256) and isinstance(size, int)}


def files_of_log(database: Database) -> set[str]:
    """SHA-256 of every file the log ever named, also in what waits, was put aside or removed."""
    named = "SELECT json_extract(value, '$.sha256') FROM {} WHERE kind = 'evidence' AND field = 'file'"
    rows = database.rows(f"{named.format('operation')} UNION {named.format('waiting')}")
    return {sha256 for (sha256,) in rows if is_sha256(sha256)}
