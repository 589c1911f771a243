"""The commune a request for a permit speaks of: a misspelt name would make a second one beside it."""

from typing import NamedTuple

from db.repositories import places
from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.domain.places import Place, known_by
from ntm_desktop.domain.spellings import near_name
from ntm_desktop.exchange.enrolment import Request
from ntm_desktop.services.open_desk import OpenDesk


class AskedCommune(NamedTuple):
    """`known` goes by that id or name at this desk; `near` by a name that is nearly that, to be asked about."""

    known: Place | None
    near: Place | None


def find_asked_commune(desk: OpenDesk, request: Request) -> AskedCommune:
    """What the upper level compares before it permits; nothing is near to a commune that somebody stands for."""
    communes = desk.communes()
    known = next((one for one in communes if one.id == request.place_id), None)
    known = known or next((one for one in communes if _is_called(one, request.place_name)), None)
    if known is not None and _is_settled(desk, known, request.device):
        return AskedCommune(known, None)
    others = {one.name: one for one in communes if one != known}
    near = near_name(request.place_name, others)
    return AskedCommune(known, others[near] if near else None)


def _is_settled(desk: OpenDesk, commune: Place, asking: str) -> bool:
    """The upper level has named it, or another laptop works there."""
    devices = desk.log.rights().devices
    authors = [devices.get(one) for one in places.list_authors(desk.database, commune.id)]
    is_named = any(one is not None and one.role is DeviceRole.UPPER_LEVEL for one in authors)
    return is_named or any(one.place_id == commune.id for one in devices.values() if one.id != asking)


def _is_called(commune: Place, name: str) -> bool:
    return any(known_by(one) == known_by(name) for one in (commune.name, *commune.aliases))
