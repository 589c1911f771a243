"""Which machines this desk knows: the six words of a key, trusting a sender, and who a package is sealed to."""

import time
from collections.abc import Iterable
from pathlib import Path

from db.repositories import desk as settings
from db.repositories import exchange as packages
from db.repositories import review as rows
from ntm_desktop.domain.devices import Device, DeviceRole
from ntm_desktop.domain.errors import SenderRevoked, SenderWordsDiffer
from ntm_desktop.domain.moments import package_day_text
from ntm_desktop.domain.names import fold, squeeze
from ntm_desktop.domain.places import Place
from ntm_desktop.exchange import keys
from ntm_desktop.exchange.manifest import Purpose
from ntm_desktop.exchange.package import verify_package
from ntm_desktop.services.open_desk import OpenDesk

_ROLES = {
    Purpose.OFFICER_TO_LEAD: DeviceRole.OFFICER,
    Purpose.LEAD_TO_UPPER_LEVEL: DeviceRole.LEAD,
    Purpose.HAND_OVER: DeviceRole.LEAD,
    Purpose.UPPER_LEVEL_TO_COMMUNES: DeviceRole.UPPER_LEVEL,
}
"""As what a machine is trusted whose package of that purpose was shown."""


def signing_key(desk: OpenDesk) -> bytes:
    """This laptop's secret: it never leaves the database."""
    return bytes.fromhex(str(settings.setting(desk.database, "signing_key")))


def own_key(desk: OpenDesk) -> str:
    """This laptop's public key, hexadecimal."""
    return keys.public_key(signing_key(desk))


def own_words(desk: OpenDesk) -> str:
    """The six words other machines know this one by."""
    return keys.six_words(own_key(desk))


def machine_titles(desk: OpenDesk, devices: Iterable[str]) -> tuple[str, ...]:
    """What people call these laptops: by whose they are, where that is known."""
    known = desk.log.rights().devices

    def title(device: str) -> str:
        if device == desk.desk.device:
            return "máy này"
        named = device in known and known[device].name
        return f"máy của {named}" if named else f"máy {device[:4]}"

    return tuple(map(title, devices))


def own_role(desk: OpenDesk) -> DeviceRole:
    """What this laptop may do, as its permit or its first start says."""
    own = desk.log.rights().devices.get(desk.desk.device)
    return own.role if own else DeviceRole.LEAD


def knows_key(desk: OpenDesk, public_key: str, *, is_sample: bool) -> bool:
    """Compared by six words, permitted by someone trusted, this machine itself, or between sample desks.

    Not one that was revoked since, whoever had compared its words.
    """
    if public_key == own_key(desk):
        return True
    if public_key in revoked_keys(desk):
        return False
    if packages.find_sender(desk.database, public_key) is not None:
        return True
    if any(one.public_key == public_key for one in desk.log.rights().devices.values()):
        return True
    return is_sample and desk.desk.has_sample


def revoked_keys(desk: OpenDesk) -> dict[str, Device]:
    """By their keys the laptops whose permit was taken back."""
    return {one.public_key: one for one in desk.log.rights().devices.values() if one.revoked_after is not None}


def revoked_on(desk: OpenDesk, public_key: str) -> str:
    """The day on which the permit of the laptop with that key was taken back; empty while it was not."""
    device = revoked_keys(desk).get(public_key)
    at = rows.revoked_at(desk.database, device.id) if device else 0
    return package_day_text(at) if at else ""


def trust_sender(desk: OpenDesk, path: Path, words: str) -> str:
    """Accepts the machine that signed `path`, once its six words were compared; returns its place's code.

    Raises SenderWordsDiffer, SenderRevoked and what checking a package raises.
    """
    found = verify_package(path, signing_key=signing_key(desk))
    if found.summary is None:
        assert found.fault is not None
        raise found.fault
    if squeeze(words) != squeeze(found.words):
        raise SenderWordsDiffer(str(path), words)
    sender = found.summary.manifest.about.sender
    if day := revoked_on(desk, sender.public_key):
        titles = (place.title for place in desk.all_places() if place_code(place) == sender.place.code)
        raise SenderRevoked(str(path), next(titles, sender.place.code), day)
    role = _ROLES.get(found.summary.manifest.about.purpose, "")
    packages.add_sender(desk.database, sender.public_key, sender.place.code, int(time.time()), role=role)
    desk.log.reconsider(desk.log.refused_fields())
    return sender.place.code


def devices_of(desk: OpenDesk, place_id: str, *roles: DeviceRole) -> list[Device]:
    """The trusted laptops of a place, this one left out."""
    return [
        one
        for one in desk.log.rights().devices.values()
        if one.place_id == place_id
        and one.role in roles
        and one.revoked_after is None
        and one.id != desk.desk.device
    ]


def place_of_key(desk: OpenDesk, public_key: str) -> str:
    """The id of the place whose laptop has that key; empty where it is not known."""
    found = (one.place_id for one in desk.log.rights().devices.values() if one.public_key == public_key)
    return next(found, "")


def place_code(place: Place) -> str:
    """What stands on the outside: the name in plain letters ("xa-ia-toi"), nothing else."""
    letters = "".join(letter if letter.isalnum() else " " for letter in fold(place.title))
    return "-".join(letters.split())
