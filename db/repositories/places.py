"""Places: villages, communes, the upper level."""

import json
from typing import Any

from db.connection import Database
from ntm_desktop.domain.operation import SAMPLE_PREFIX
from ntm_desktop.domain.places import Place, PlaceKind

_SELECT = (
    "SELECT id, kind, name, parent, aliases, target_column, sort_order, EXISTS ("
    "SELECT 1 FROM head JOIN origin ON origin.id = head.origin "
    f"WHERE head.entity = place.id AND head.field = 'name' AND device LIKE '{SAMPLE_PREFIX}%') "
    "FROM place WHERE deleted IS NOT 1 AND name IS NOT NULL AND kind IS NOT NULL"
)


def list_villages(database: Database, commune_id: str) -> list[Place]:
    """The villages of a commune in their order."""
    return _places(database, " AND kind = 'village' AND parent = ?", (commune_id,))


def list_communes(database: Database) -> list[Place]:
    """Every commune in its order."""
    return _places(database, " AND kind = 'commune'")


def list_places(database: Database) -> list[Place]:
    """Every place in its order."""
    return _places(database, "")


def find(database: Database, place_id: str) -> Place | None:
    """The place of that id, None where there is none."""
    return next(iter(_places(database, " AND id = ?", (place_id,))), None)


def list_authors(database: Database, place_id: str) -> list[str]:
    """The laptops that have said something of the place that stands."""
    sql = "SELECT DISTINCT device FROM head JOIN origin ON origin.id = head.origin WHERE entity = ?"
    return [device for (device,) in database.rows(sql, (place_id,))]


def count_put_aside(database: Database, place_id: str) -> int:
    """Figures of the place that were put aside."""
    row = database.row(
        "SELECT COUNT(*) FROM quarantined CROSS JOIN operation USING (origin, seq) "
        "WHERE kind = 'reading' AND field = 'figure' AND entity >= ? AND entity < ?",
        (f"{place_id}|", f"{place_id}}}"),  # "}" follows "|"
    )
    return int(row[0]) if row else 0


def province_of(database: Database, place_id: str) -> str:
    """The province named at the upper level; empty where nobody has said it."""
    row = database.row("SELECT province FROM place WHERE id = ?", (place_id,))
    return str(row[0]) if row and row[0] else ""


def _texts(stored: str | None) -> tuple[str, ...]:
    """The list a person wrote; whatever else a package may have brought is none."""
    try:
        found = json.loads(stored or "[]")
    except ValueError:
        return ()
    return tuple(one for one in found if isinstance(one, str)) if isinstance(found, list) else ()


def _places(database: Database, where: str, parameters: tuple[Any, ...] = ()) -> list[Place]:
    rows = database.rows(f"{_SELECT}{where} ORDER BY sort_order, name, id", parameters)
    return [
        Place(
            id=place_id,
            kind=PlaceKind(kind),
            name=name,
            parent_id=parent,
            aliases=_texts(aliases),
            column=column,
            order=order or 0,
            is_sample=bool(is_sample),
        )
        for place_id, kind, name, parent, aliases, column, order, is_sample in rows
        if kind in set(PlaceKind)
    ]
