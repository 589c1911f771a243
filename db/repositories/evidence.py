"""Pieces of evidence: what proves a figure. Their bytes lie outside the database under their SHA-256."""

import json
from collections.abc import Iterable, Sequence
from typing import Any

from db.connection import Database
from ntm_desktop.domain.errors import UnknownPeriod
from ntm_desktop.domain.evidence import Details, Piece, file_from_data, is_sha256
from ntm_desktop.domain.periods import Period, parse_period, periods_of_year
from ntm_desktop.domain.recording import ReadingKey

_COLUMNS = "place, id, reading, file, requirement, number, date, issuer, abstract"
_LIVE = "COALESCE(deleted, 0) = 0 AND file IS NOT NULL"


def entity_of(piece: Piece) -> str:
    """How the log names a piece."""
    return f"{piece.key.place_id}|{piece.id}"


def reading_text(key: ReadingKey) -> str:
    """The reading a piece belongs to, without its place: that is in the piece's own name."""
    return f"{key.criteria_set}|{key.code}|{key.period.code}"


def list_within(
    database: Database, place_ids: Sequence[str], criteria_set: str, period: Period, code: str | None = None
) -> list[Piece]:
    """The pieces of those places for `period` and every period inside it; of one indicator if `code`.

    In the order of the places' ids, then by indicator, period and when they were added.
    """
    inside = {one.code for one in periods_of_year(period.year) if period.contains(one)}
    found = [
        piece
        for row in _rows(database, place_ids, f"{criteria_set}|{code}|" if code else f"{criteria_set}|")
        if (piece := _piece(row)) is not None
        and piece.key.criteria_set == criteria_set
        and piece.key.period.code in inside
        and code in (None, piece.key.code)
    ]
    return sorted(found, key=lambda one: (one.key.place_id, one.key.code, one.key.period, one.file.name, one.id))


def list_answers(
    database: Database, place_ids: Sequence[str], criteria_set: str, period: Period
) -> list[tuple[str, str, str]]:
    """Of each piece that `list_within` lists its place, its indicator and the line of the checklist it answers.

    Its file is not looked into: a grid asks for hundreds of cells at once.
    """
    inside = {one.code for one in periods_of_year(period.year) if period.contains(one)}
    marks = ", ".join("?" for _ in place_ids)
    start = f"{criteria_set}|"
    rows = database.rows(
        f"SELECT place, reading, requirement FROM evidence WHERE place IN ({marks}) AND {_LIVE} "
        "AND substr(reading, 1, ?) = ?",
        (*place_ids, len(start), start),
    )
    found = []
    for place, reading, requirement in rows:
        _, code, within = [*str(reading).split("|", 2), "", ""][:3]
        if within in inside:
            found.append((place, code, str(requirement or "")))
    return found


def list_all(database: Database) -> list[Piece]:
    """Every piece that was not removed, and that this version can read."""
    rows = database.rows(f"SELECT {_COLUMNS} FROM evidence WHERE {_LIVE} ORDER BY place, id")
    return [piece for row in rows if (piece := _piece(row)) is not None]


def find(database: Database, piece_id: str) -> Piece | None:
    """The piece with that id, also where it was removed."""
    row = database.row(f"SELECT {_COLUMNS} FROM evidence WHERE id = ? AND file IS NOT NULL", (piece_id,))
    return _piece(row) if row else None


def list_removed(database: Database) -> list[Piece]:
    """Pieces that were removed; their files stay until they are cleaned away."""
    rows = database.rows(f"SELECT {_COLUMNS} FROM evidence WHERE deleted = 1 AND file IS NOT NULL")
    return [piece for row in rows if (piece := _piece(row)) is not None]


def named_files(database: Database) -> set[str]:
    """SHA-256 of every file that a piece names, whether or not the rest of it can be read here."""
    rows = database.rows(f"SELECT json_extract(file, '$.sha256') FROM evidence WHERE {_LIVE} AND json_valid(file)")
    return {sha256 for (sha256,) in rows if is_sha256(sha256)}


def put_aside_files(database: Database) -> set[str]:
    """Files named by what waits for something earlier or is outside its author's rights: they may be needed yet."""
    named = "SELECT json_extract(value, '$.sha256') FROM {} WHERE kind = 'evidence' AND field = 'file'"
    rows = database.rows(
        f"{named.format('operation JOIN quarantined USING (origin, seq)')} UNION {named.format('waiting')}"
    )
    return {sha256 for (sha256,) in rows if is_sha256(sha256)}


def acted_on(database: Database, files: Iterable[str]) -> set[str]:
    """Pieces that an act remembered here would bring back or take away, of those whose file is among `files`."""
    wanted = set(files)
    rows = database.rows(
        "SELECT entity, json_extract(before, '$.sha256'), json_extract(after, '$.sha256') FROM act_change "
        "WHERE kind = 'evidence' AND field = 'file'"
    )
    return {entity for entity, before, after in rows if {before, after} & wanted}


def written_here(database: Database, entities: Iterable[str], device: str) -> set[str]:
    """Those of the pieces whose file was added on that laptop."""
    wanted = set(entities)
    rows = database.rows(
        "SELECT DISTINCT operation.entity FROM operation JOIN origin ON origin.id = operation.origin "
        "WHERE kind = 'evidence' AND field = 'file' AND device = ?",
        (device,),
    )
    return {entity for (entity,) in rows if entity in wanted}


def _rows(database: Database, place_ids: Sequence[str], start: str) -> list[tuple[Any, ...]]:
    marks = ", ".join("?" for _ in place_ids)
    return database.rows(
        f"SELECT {_COLUMNS} FROM evidence WHERE place IN ({marks}) AND {_LIVE} AND substr(reading, 1, ?) = ?",
        (*place_ids, len(start), start),
    )


def _piece(row: tuple[Any, ...]) -> Piece | None:
    """None for what a later version may have written: it stays in the log and travels on."""
    place, piece_id, reading, file, *said = row
    try:
        criteria_set, code, period = str(reading or "").split("|")
        key = ReadingKey(place, criteria_set, code, parse_period(period))
        return Piece(piece_id, key, file_from_data(json.loads(file)), Details(*(str(one or "") for one in said)))
    except (ValueError, UnknownPeriod):
        return None
