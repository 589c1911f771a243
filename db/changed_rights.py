"""When rights change, what was refused may be allowed now, and the other way round: worked out until it stands."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from db.connection import Database
from db.heads import Field, reconsider
from db.rights_state import load_rights
from ntm_desktop.domain.devices import Device
from ntm_desktop.domain.operation import parse_key
from ntm_desktop.domain.rights import Rights

_MOST_ROUNDS = 8  # permits of permits; laptops that revoke each other must not go on for ever
_UPPER_LEVEL_KINDS = ("criteria_set", "plan", "plan_figure", "plan_task")


def settle_rights(database: Database, own_device: str, passed: Sequence[Rights]) -> Rights:
    """Works out anew what was judged under other rights than now hold; returns these.

    `passed` are the rights under which something was judged, in their order. What is allowed now (the places of
    a laptop that has just become known) may change rights in its turn.
    """
    now = load_rights(database, own_device)
    fields = [
        field
        for before, after in pairwise((*passed, now))
        for field in _fields_under_other_rights(database, before, after)
    ]
    for _ in range(_MOST_ROUNDS):
        if not fields:
            break
        reconsider(database, now, fields)
        before, now = now, load_rights(database, own_device)
        fields = _fields_under_other_rights(database, before, now)
    return now


def _fields_under_other_rights(database: Database, start: Rights, now: Rights) -> list[Field]:
    fields: list[Field] = []
    for key in map(parse_key, start.quarantined ^ now.quarantined):
        fields += _fields(database, "device = ? AND incarnation = ? AND seq = ?", *key)
    if _standing(start) == _standing(now):
        return fields
    # CROSS JOIN keeps the order: what is put aside is little, the log is not.
    put_aside = "SELECT DISTINCT entity, field FROM quarantined CROSS JOIN operation USING (origin, seq)"
    fields += database.rows(put_aside)
    for device in _changed(start.devices, now.devices):
        fields += _fields(database, "device = ?", device)
    for place in _changed(start.communes, now.communes):
        fields += _fields(database, "entity >= ? AND entity < ?", place, f"{place}}}")  # "}" follows "|"
    for place in start.upper_levels ^ now.upper_levels:
        fields += _fields(database, "entity = ?", place)
    if start.knows_upper_level != now.knows_upper_level:
        for kind in _UPPER_LEVEL_KINDS:
            fields += _fields(database, "o.kind = ?", kind)
    return fields


def _changed(start: Mapping[str, object], now: Mapping[str, object]) -> list[str]:
    """What was known before and is known otherwise now; of new ones nothing has to be taken back."""
    return [key for key, value in start.items() if now.get(key) != value]


def _standing(rights: Rights) -> tuple[dict[str, Device], dict[str, str]]:
    return dict(rights.devices), dict(rights.communes)


def _fields(database: Database, where: str, *parameters: str | int) -> list[Field]:
    sql = f"SELECT DISTINCT entity, field FROM operation o JOIN origin ON origin.id = o.origin WHERE {where}"
    return [(entity, name) for entity, name in database.rows(sql, parameters)]
