"""What a data folder holds, read beside the program, to prove that nothing changed; and desks to try things on."""

import contextlib
import sqlite3
from pathlib import Path
from typing import Any

from ntm_desktop.domain.criteria import CriteriaSet, Level
from ntm_desktop.domain.periods import Period, parse_period
from ntm_desktop.domain.places import Place
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.record import Recorded, record_entry

YEAR = parse_period("2021")
State = dict[str, list[tuple[Any, ...]]]


def state_of(folder: DataFolder) -> State:
    """Every row of every table."""
    address = f"{folder.database.resolve().as_uri()}?mode=ro"
    with contextlib.closing(sqlite3.connect(address, uri=True)) as connection:
        names = [name for (name,) in connection.execute("SELECT name FROM sqlite_master WHERE type = 'table'")]
        names = [name for name in names if not name.startswith(("sqlite_", "_sqlite_"))]
        return {name: sorted(connection.execute(f'SELECT * FROM "{name}"'), key=repr) for name in names}


_OWN = ("setting", "package", "sender", "segment")


def facts_of(folder: DataFolder) -> State:
    """What is shared: the log and what follows from it, without what this laptop keeps for itself."""
    return {name: rows for name, rows in state_of(folder).items() if name not in _OWN}


def village_set(desk: OpenDesk) -> CriteriaSet:
    return desk.criteria_set(None, Level.VILLAGE)


def commune_set(desk: OpenDesk) -> CriteriaSet:
    return desk.criteria_set(None, Level.COMMUNE)


def enter(desk: OpenDesk, village: str | Place, code: str, text: str, period: Period = YEAR) -> Recorded:
    """Types a figure of the village set into its cell."""
    place = village if isinstance(village, Place) else desk.find_place(village)
    return record_entry(desk, place, village_set(desk), code, period, text)


def names_in(folder: Path) -> set[str]:
    return {path.name for path in folder.iterdir()} if folder.is_dir() else set()
