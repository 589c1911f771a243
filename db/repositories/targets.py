"""Targets that were entered or compared with a decision."""

import json
from typing import TYPE_CHECKING, Any

from db.connection import Database

if TYPE_CHECKING:
    from ntm_desktop.domain.targets import EnteredTarget


def list_entered(database: Database) -> "dict[str, list[EnteredTarget]]":
    """By criteria set everything said of its targets; what cannot be read is left out."""
    rows = database.rows(
        "SELECT criteria_set, code, target_column, year, value, checked FROM target"
        " WHERE value IS NOT NULL OR checked IS NOT NULL"
    )
    if not rows:
        return {}
    # Here, not above: the window starts without, where no target was entered.
    from ntm_desktop.domain.targets import EVERY_YEAR, TargetKey, entered_from_data

    listed: dict[str, list[EnteredTarget]] = {}
    for set_id, code, column, year, value, checked in rows:
        if year != EVERY_YEAR and not (len(year) == 4 and year.isascii() and year.isdigit()):
            continue
        key = TargetKey(set_id, code, column, None if year == EVERY_YEAR else int(year))
        if (one := entered_from_data(key, _parsed(value), _parsed(checked))) is not None:
            listed.setdefault(set_id, []).append(one)
    return listed


def _parsed(text: str | None) -> Any:
    try:
        return json.loads(text) if text is not None else None
    except ValueError:
        return None
