"""Targets that were entered or compared with a decision."""

import json
from collections.abc import Collection
from typing import TYPE_CHECKING, Any

from db.connection import Database
from db.heads import heads_of, shown
from db.repositories.desk import setting

if TYPE_CHECKING:
    from ntm_desktop.domain.targets import EnteredTarget


def list_entered(database: Database, set_ids: Collection[str]) -> "dict[str, list[EnteredTarget]]":
    """By criteria set what holds here of its targets; what cannot be read is left out.

    That a target was compared with a decision, this place says for itself, else what is above it, else the one
    mark that earlier versions kept for all places.
    """
    rows = {
        (set_id, code, column, year): (value, checked)
        for set_id, code, column, year, value, checked in database.rows(
            "SELECT criteria_set, code, target_column, year, value, checked FROM target"
            " WHERE value IS NOT NULL OR checked IS NOT NULL"
        )
    }
    for entity, checked in _compared_here(database, set_ids).items():
        at = entity.split("|")
        if len(at) == 4:
            target = (at[0], at[1], at[2], at[3])
            rows[target] = (rows.get(target, (None, None))[0], checked)
    if not rows:
        return {}
    # Here, not above: the window starts without, where no target was entered.
    from ntm_desktop.domain.targets import EVERY_YEAR, TargetKey, entered_from_data

    listed: dict[str, list[EnteredTarget]] = {}
    for (set_id, code, column, year), (value, checked) in rows.items():
        if year != EVERY_YEAR and not (len(year) == 4 and year.isascii() and year.isdigit()):
            continue
        key = TargetKey(set_id, code, column, None if year == EVERY_YEAR else int(year))
        if (one := entered_from_data(key, _parsed(value), _parsed(checked))) is not None:
            listed.setdefault(set_id, []).append(one)
    return listed


def _compared_here(database: Database, set_ids: Collection[str]) -> dict[str, str]:
    """By target what this desk's own place says it was compared with, else what the place above says."""
    own = str(setting(database, "place_id", ""))
    row = database.row("SELECT parent FROM place WHERE id = ?", (own,))
    above = row[0] if row and row[0] else own
    found: dict[str, str] = {}
    for set_id in set_ids:
        said = database.rows(  # within the bounds of its entities: the log has a million others
            "SELECT DISTINCT field = ?, entity, field FROM operation "
            "WHERE entity > ? AND entity < ? AND field IN (?, ?) ORDER BY 1",  # the own word last: it holds
            (f"checked.{own}", f"{set_id}|", f"{set_id}}}", f"checked.{own}", f"checked.{above}"),
        )
        for _, entity, field in said:
            if (value := shown(heads_of(database, entity, field))) != "null":
                found[entity] = value
    return found


def _parsed(text: str | None) -> Any:
    try:
        return json.loads(text) if text is not None else None
    except ValueError:
        return None
