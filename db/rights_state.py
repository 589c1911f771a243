"""Reading who may write what, as the log and this laptop's own trust say it."""

import json
from functools import partial

from db.connection import Database
from ntm_desktop.domain.devices import Anchor, Claim, DeviceRole, effective_devices
from ntm_desktop.domain.operation import OperationKey, shown_first
from ntm_desktop.domain.rights import Rights


def load_rights(database: Database, own_device: str) -> Rights:
    """The rights that hold now at this desk."""
    communes = {
        place: (parent if kind == "village" else place)
        for place, kind, parent in database.rows("SELECT id, kind, parent FROM place WHERE kind <> 'upper_level'")
        if kind == "commune" or parent
    }
    anchors = {
        key: Anchor(DeviceRole(role) if role in set(DeviceRole) else None, place)
        for key, role, place in database.rows("SELECT public_key, role, place FROM sender")
    }
    writers = {
        (village, criterion, year): frozenset(json.loads(listed))
        for village, criterion, year, listed in database.rows(
            "SELECT village, criterion, year, writers FROM assignment WHERE writers IS NOT NULL"
        )
    }
    put_aside = frozenset(
        key for (key,) in database.rows("SELECT id FROM quarantine WHERE reason IS NOT NULL AND deleted IS NOT 1")
    )
    devices = effective_devices(_claims(database), anchors, own_device, communes)
    return Rights(devices, communes, writers, put_aside, own_device, partial(_reading_of, database))


def _reading_of(database: Database, piece: str) -> str | None:
    """The figure a piece of evidence was given to first; what was put aside counts where nothing else stands."""
    row = database.row(
        "SELECT value FROM operation LEFT JOIN quarantined USING (origin, seq) "
        "WHERE entity = ? AND field = 'reading' AND kind = 'evidence' ORDER BY reason IS NOT NULL, origin, seq",
        (piece,),
    )
    return str(row[0]) if row else None


def _claims(database: Database) -> list[Claim]:
    # IN, not a join with the few laptops: SQLite would read the whole log to filter it beforehand.
    permitters: dict[str, str] = {}
    best: dict[str, tuple[bool, str, int, int]] = {}
    for entity, device, incarnation, seq, value in database.rows(
        "SELECT head.entity, origin.device, incarnation, seq, value FROM head "
        "CROSS JOIN origin ON origin.id = head.origin CROSS JOIN operation USING (origin, seq) "
        "WHERE head.field = 'permit' AND head.entity IN (SELECT id FROM device WHERE permit IS NOT NULL)"
    ):
        rank = shown_first(OperationKey(device, incarnation, seq), value)
        if entity not in best or rank > best[entity]:
            best[entity], permitters[entity] = rank, device
    vouches = _vouches(database)
    rows = database.rows(
        "SELECT id, public_key, role, place, name, permit, revoked FROM device WHERE deleted IS NOT 1"
    )
    claims = []
    for device, public_key, role, place, name, permit, revoked in rows:
        granted = json.loads(permit) if permit else None
        # A laptop that was permitted but has not spoken yet is what its permit says.
        said = {"key": public_key, "role": role, "place": place} if public_key else granted or {}
        if said.get("role") not in set(DeviceRole):
            continue
        marks = {int(incarnation): int(seq) for incarnation, seq in json.loads(revoked)} if revoked else None
        claims.append(
            Claim(
                device,
                said["key"],
                DeviceRole(said["role"]),
                said.get("place") or "",
                name or str((granted or {}).get("name") or ""),
                granted,
                permitters.get(device, ""),
                marks,
                vouches.get(device, ()),
            )
        )
    return claims


def _vouches(database: Database) -> dict[str, tuple[tuple[str, str], ...]]:
    """By device the upper levels it says it works under; of several heads all; another shape says nothing."""
    found: dict[str, tuple[tuple[str, str], ...]] = {}
    for device, value in database.rows(
        "SELECT head.entity, value FROM head CROSS JOIN operation USING (origin, seq) "
        "WHERE head.field = 'vouches' AND head.entity IN (SELECT id FROM device)"
    ):
        said = json.loads(value)
        listed = [one for one in said if isinstance(one, dict)] if isinstance(said, list) else []
        named = ((one.get("key"), one.get("place")) for one in listed)
        texts = [(key, place) for key, place in named if isinstance(key, str) and isinstance(place, str)]
        found[device] = (*found.get(device, ()), *texts)
    return found
