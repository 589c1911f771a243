"""Readings: the figures recorded of places."""

import json
from collections.abc import Sequence
from datetime import date
from functools import lru_cache
from typing import Any, NamedTuple

from db.connection import Database
from ntm_desktop.domain.errors import UnknownPeriod
from ntm_desktop.domain.figure_states import FigureState, state_of
from ntm_desktop.domain.operation import SAMPLE_PREFIX
from ntm_desktop.domain.periods import Period, parse_period, speaking_order
from ntm_desktop.domain.recording import Figure, Reading, ReadingKey, figure_from_data, origin_of

_END = ":"
"""After every year in the order of text."""
_COLUMNS = "place, criteria_set, period, code, figure, note, checked, confirmed"


def entity_of(key: ReadingKey) -> str:
    """The natural key written out: laptops that record the same thing apart meet here."""
    return f"{key.place_id}|{key.criteria_set}|{key.code}|{key.period.code}"


def list_current(
    database: Database, place_ids: Sequence[str], criteria_set: str, period: Period, code: str | None = None
) -> dict[tuple[str, str], Reading]:
    """By (place, indicator) the reading that speaks for `period` (`speaking_order`), of one indicator if `code`."""
    order = [one.code for one in speaking_order(period)]
    marks, codes = (", ".join("?" for _ in some) for some in (place_ids, order))
    ranked = f"CASE period {' '.join(f'WHEN ? THEN {rank}' for rank in range(len(order)))} END"
    sql = (  # with MIN, SQLite takes the other columns from the row that holds the least
        f"SELECT {_COLUMNS}, MIN({ranked}) FROM reading "
        f"WHERE place IN ({marks}) AND criteria_set = ? AND period IN ({codes}) AND figure IS NOT NULL"
    )
    parameters: list[Any] = [*order, *place_ids, criteria_set, *order]
    if code is not None:
        sql += " AND code = ?"
        parameters.append(code)
    rows = database.rows(f"{sql} GROUP BY place, code", parameters)
    return {(row[0], row[3]): _reading(row[:-1]) for row in rows}


class Stored(NamedTuple):
    """A reading whose figure is not parsed yet: of most of them only the key is asked."""

    key: ReadingKey
    row: tuple[Any, ...]

    def read(self) -> Reading:
        """The reading itself."""
        return _reading(self.row)


def list_of_years(
    database: Database, place_ids: Sequence[str], criteria_set: str, years: Sequence[int]
) -> list[Stored]:
    """Every figure of those places and years, whatever its period; illustrative ones too."""
    marks = ", ".join("?" for _ in place_ids)
    within = " OR ".join("period GLOB ?" for _ in years)
    rows = database.rows(
        f"SELECT {_COLUMNS} FROM reading "
        f"WHERE place IN ({marks}) AND criteria_set = ? AND ({within}) AND figure IS NOT NULL",
        (*place_ids, criteria_set, *(f"{year}*" for year in years)),
    )
    return [Stored(_key(row), row) for row in rows if _is_period(row[2])]


def latest_ends(
    database: Database,
    place_ids: Sequence[str],
    criteria_set: str,
    codes: Sequence[str],
    year: int,
    last_year: int | None = None,
) -> dict[tuple[str, str], date]:
    """By place and indicator the last day of the latest period with a figure, of that year up to the last one."""
    places, wanted = (", ".join("?" for _ in some) for some in (place_ids, codes))
    rows = database.rows(
        f"SELECT place, code, period FROM reading WHERE place IN ({places}) AND criteria_set = ? "
        f"AND period >= ? AND period < ? AND code IN ({wanted}) AND figure IS NOT NULL",
        (*place_ids, criteria_set, str(year), _END if last_year is None else str(last_year + 1), *codes),
    )
    ends: dict[tuple[str, str], date] = {}
    for place_id, code, period in rows:
        if _is_period(period):
            ends[place_id, code] = max(_period(period).end, ends.get((place_id, code), date.min))
    return ends


def get(database: Database, key: ReadingKey) -> Reading:
    """The reading at exactly that key, empty where nothing was recorded."""
    row = database.row(
        f"SELECT {_COLUMNS} FROM reading WHERE place = ? AND criteria_set = ? AND period = ? AND code = ?",
        (key.place_id, key.criteria_set, key.period.code, key.code),
    )
    return _reading(row) if row else Reading(key, None)


def list_periods_of(database: Database, place_id: str, criteria_set: str, code: str) -> list[Reading]:
    """One indicator of one place over all periods, latest last."""
    rows = database.rows(
        f"SELECT {_COLUMNS} FROM reading WHERE place = ? AND criteria_set = ? AND code = ? AND figure IS NOT NULL",
        (place_id, criteria_set, code),
    )
    readings = [_reading(row) for row in rows if _is_period(row[2])]
    return sorted(readings, key=lambda one: (one.key.period.end, one.key.period.first))


def has_illustrative(database: Database) -> bool:
    """Whether any figure is sample data: stops at the first."""
    return database.row("SELECT 1 FROM reading WHERE json_extract(figure, '$.illustrative') LIMIT 1") is not None


def list_sample_heads(database: Database) -> list[tuple[str, str, str]]:
    """kind, entity and field of everything whose shown value came with the sample and nobody has replaced."""
    return [
        (kind, entity, field)
        for kind, entity, field in database.rows(
            "SELECT kind, operation.entity, operation.field FROM head JOIN operation USING (origin, seq) "
            "JOIN origin ON origin.id = head.origin WHERE device LIKE ? AND value <> 'null'",
            (f"{SAMPLE_PREFIX}%",),
        )
    ]


def list_places_with_real_figures(database: Database) -> set[str]:
    """Places of which a person has recorded something."""
    return {
        place
        for (place,) in database.rows(
            "SELECT DISTINCT place FROM reading WHERE figure IS NOT NULL "
            "AND COALESCE(json_extract(figure, '$.illustrative'), 0) = 0"
        )
    }


def is_confirmed(database: Database, entity: str) -> bool:
    """Whether the reading spelt by that entity was confirmed and not opened again."""
    row = database.row(
        "SELECT confirmed FROM reading WHERE place = ? AND criteria_set = ? AND code = ? AND period = ?",
        entity.split("|"),
    )
    said = _json(row[0]) if row else None
    return isinstance(said, dict) and "figure" in said


def _reading(row: tuple[Any, ...]) -> Reading:
    *_, figure, note, checked, confirmed = row
    parsed, illustrative, origin = _parsed(figure)
    is_plain = checked is None and confirmed is None
    state = FigureState.DRAFT if is_plain else state_of(_json(figure), _json(checked), _json(confirmed))
    return Reading(_key(row), parsed, illustrative, note or "", state=state, origin=origin)


@lru_cache(maxsize=4096)
def _parsed(text: str | None) -> tuple[Figure | None, bool, str]:
    """Figure, whether it is sample data, and where it comes from: the same few texts are read again and again."""
    data = _json(text)
    try:
        parsed, illustrative = figure_from_data(data)
    except ValueError:  # written by a later version: the log keeps and forwards it, here it is no figure
        parsed, illustrative = None, False
    return parsed, illustrative, origin_of(data)


def _key(row: tuple[Any, ...]) -> ReadingKey:
    place, criteria_set, period, code, *_ = row
    return ReadingKey(place, criteria_set, code, _period(period))


def _json(text: str | None) -> Any:
    """None for what is not there or not JSON: a package may have brought anything."""
    try:
        return json.loads(text) if text else None
    except (ValueError, TypeError):
        return None


_PERIODS: dict[str, Period] = {}


def _is_period(text: str) -> bool:
    """A later version may know others: they stay in the log and travel on."""
    try:
        _period(text)
    except UnknownPeriod:
        return False
    return True


def _period(text: str) -> Period:
    """The same few periods stand on every row."""
    if text not in _PERIODS:
        _PERIODS[text] = parse_period(text)
    return _PERIODS[text]
