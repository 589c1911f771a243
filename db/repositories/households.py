"""Households of a commune: the record as first written, with later changes of single fields laid over it."""

from collections.abc import Collection, Iterator, Sequence
from typing import Any

from db.connection import Database
from ntm_desktop.domain.household_data import FIELDS, fields_from_rows, household_from_data
from ntm_desktop.domain.households import Household
from ntm_desktop.domain.operation import SAMPLE_PREFIX

_COLUMNS = ", ".join(FIELDS)
_RECORD = "iif(json_valid(record), record, '{}')"  # a value no version writes must not end every query
_STANDING = "commune = ? AND record IS NOT NULL AND deleted IS NOT 1 AND erased IS NULL"


def entity_of(commune_id: str, household_id: str) -> str:
    """What operations call a household: its commune's id and its own."""
    return f"{commune_id}|{household_id}"


def list_households(
    database: Database, commune_id: str, villages: Collection[str] | None = None
) -> list[Household]:
    """Every household that stands, of these villages or of the whole commune; in no particular order."""
    where, parameters = _STANDING, [commune_id]
    if villages is not None and len(villages) == 1:  # few records name it: the others need not be taken apart
        where += " AND (village = ? OR record LIKE '%' || ? || '%')"
        parameters += [*villages, *villages]
    if villages is not None:
        marks = ", ".join("?" for _ in villages)
        where += f" AND COALESCE(village, json_extract({_RECORD}, '$.village')) IN ({marks})"
        parameters += villages
    return _households(database, where, parameters)


def list_in_parts(database: Database, commune_id: str, size: int) -> Iterator[list[Household]]:
    """All that stand in the commune, so many rows at a time: each part takes its own short while to read."""
    found = _rows(database, _STANDING, [commune_id])
    invented = _of_sample(database)
    while found:
        yield _read(found[:size], invented)
        del found[:size]


def list_at(database: Database, commune_id: str, identities: Collection[str]) -> list[Household]:
    """Those of these ids that stand."""
    found = []
    for identity in identities:
        found += _households(database, f"{_STANDING} AND id = ?", [commune_id, identity])
    return found


def find(database: Database, commune_id: str, household_id: str) -> Household | None:
    """The household at that id, also where it was removed; None where there never was one."""
    where = "commune = ? AND id = ? AND record IS NOT NULL AND erased IS NULL"
    return next(iter(_households(database, where, [commune_id, household_id])), None)


def ids(database: Database, commune_id: str) -> dict[str, bool]:
    """Every id ever used in the commune, and whether a household stands there now."""
    rows = database.rows(
        "SELECT id, record IS NOT NULL AND deleted IS NOT 1 AND erased IS NULL FROM household WHERE commune = ?",
        (commune_id,),
    )
    return {household_id: bool(stands) for household_id, stands in rows}


def erased_ids(database: Database, commune_id: str) -> set[str]:
    """Ids that are never used again: whatever is written under them is erased too."""
    rows = database.rows("SELECT id FROM household WHERE commune = ? AND erased = 1", (commune_id,))
    return {household_id for (household_id,) in rows}


def count(database: Database, commune_id: str) -> int:
    """How many households stand."""
    row = database.row(f"SELECT COUNT(*) FROM household WHERE {_STANDING}", (commune_id,))
    return int(row[0]) if row else 0


def villages_with_real_households(database: Database) -> set[str]:
    """Villages of which a person has written a household."""
    return {
        village
        for (village,) in database.rows(
            f"SELECT DISTINCT COALESCE(village, json_extract({_RECORD}, '$.village')) FROM household "
            "WHERE record IS NOT NULL AND deleted IS NOT 1 AND erased IS NULL "
            f"AND COALESCE(json_extract({_RECORD}, '$.illustrative'), 0) = 0"
        )
        if village
    }


def _households(database: Database, where: str, parameters: Sequence[str]) -> list[Household]:
    return _read(_rows(database, where, parameters), _of_sample(database))


def _rows(database: Database, where: str, parameters: Sequence[str]) -> list[tuple[Any, ...]]:
    return database.rows(f"SELECT id, record, {_COLUMNS}, commune FROM household WHERE {where}", parameters)


def _read(rows: Sequence[tuple[Any, ...]], invented: Collection[str]) -> list[Household]:
    read = (_household(row[:-1], is_invented=f"{row[-1]}|{row[0]}" in invented) for row in rows)
    return [found for found in read if found is not None]


def _of_sample(database: Database) -> set[str]:
    """What the sample's devices wrote, whatever it says of itself: nothing of the sample passes for real."""
    found = database.rows(
        "SELECT entity FROM operation WHERE kind = 'household' "
        f"AND origin IN (SELECT id FROM origin WHERE device LIKE '{SAMPLE_PREFIX}%')"
    )
    return {entity for (entity,) in found}


def _household(row: tuple[Any, ...], *, is_invented: bool) -> Household | None:
    """None for what a later version wrote in a way this one cannot read: the log keeps and forwards it."""
    try:
        data = fields_from_rows(row[1], dict(zip(FIELDS, row[2:], strict=True)))
        if is_invented:
            data["illustrative"] = True
        return household_from_data(str(row[0]), data)
    except ValueError:
        return None
