"""The laptops that are trusted here: what each says of itself, what was compared and what others permit."""

from collections.abc import Iterable, Mapping
from enum import StrEnum
from typing import Any, NamedTuple


class DeviceRole(StrEnum):
    """What a laptop may do: a commune's officer, the commune's lead, or the upper level."""

    OFFICER = "officer"
    LEAD = "lead"
    UPPER_LEVEL = "upper_level"


class Device(NamedTuple):
    """A laptop as far as it is trusted here: its role and place, granted or claimed and believed."""

    id: str
    role: DeviceRole
    place_id: str
    public_key: str
    name: str = ""
    revoked_after: Mapping[int, int] | None = None
    """By incarnation the last running number written before the laptop was lost; None while it is not revoked."""
    granted: frozenset[str] = frozenset()
    """Roles and places it may claim in place of those it began with."""


class Claim(NamedTuple):
    """What a laptop says of itself, and what others have written about it."""

    id: str
    public_key: str
    role: DeviceRole
    place_id: str
    name: str = ""
    permit: Mapping[str, Any] | None = None
    permitted_by: str = ""
    revoked_after: Mapping[int, int] | None = None
    vouches: tuple[tuple[str, str], ...] = ()
    """Public key and place of each upper level it works under, as its own permit names them."""


class Anchor(NamedTuple):
    """A laptop whose six words were compared, and what it was then; a later claim of its own changes nothing."""

    role: DeviceRole | None = None
    place_id: str = ""


def effective_devices(
    claims: Iterable[Claim], anchors: Mapping[str, Anchor], own: str, communes: Mapping[str, str]
) -> dict[str, Device]:
    """The laptops that are trusted here: this one, those whose key was compared, and those these permit.

    `anchors` are public keys compared by six words (or brought by this laptop's own permit). An officer's laptop
    believes the lead that permitted it also who the upper level is; nobody else brings one in.
    """
    known = {claim.id: claim for claim in claims}
    devices = {
        claim.id: _anchored(claim, Anchor() if claim.id == own else anchors[claim.public_key])
        for claim in known.values()
        if claim.id == own or claim.public_key in anchors
    }
    vouched = _vouched(known, devices, own)
    devices |= {
        claim.id: _anchored(claim, vouched[claim.public_key])
        for claim in known.values()
        if claim.id not in devices and claim.public_key in vouched
    }
    while True:
        found = {
            claim.id: _permitted(claim)
            for claim in known.values()
            if claim.id not in devices and _is_permitted(claim, devices, communes)
        }
        if not found:
            break
        devices |= found
    for claim in known.values():
        if claim.id in devices and _is_permitted(claim, devices, communes):
            device = devices[claim.id]
            devices[claim.id] = device._replace(granted=device.granted | _permitted(claim).granted)
    return devices


def _vouched(known: Mapping[str, Claim], devices: Mapping[str, Device], own: str) -> dict[str, Anchor]:
    """By public key the upper levels that the leads compared at an officer's laptop name."""
    at = devices.get(own)
    if at is None or at.role is not DeviceRole.OFFICER:
        return {}
    return {
        key: Anchor(DeviceRole.UPPER_LEVEL, place_id)
        for device in devices.values()
        if device.role is DeviceRole.LEAD and device.place_id == at.place_id
        for key, place_id in known[device.id].vouches
    }


def _anchored(claim: Claim, anchor: Anchor) -> Device:
    role = anchor.role if anchor.role and claim.role is not DeviceRole.OFFICER else claim.role
    granted = frozenset(
        (*((anchor.role,) if anchor.role else ()), *((anchor.place_id,) if anchor.place_id else ()))
    )
    place_id = anchor.place_id or claim.place_id
    return Device(claim.id, role, place_id, claim.public_key, claim.name, claim.revoked_after, granted)


def _permitted(claim: Claim) -> Device:
    assert claim.permit is not None
    role, place_id = DeviceRole(claim.permit["role"]), str(claim.permit["place"])
    granted = frozenset((role.value, place_id))
    return Device(claim.id, role, place_id, claim.public_key, claim.name, claim.revoked_after, granted)


def _is_permitted(claim: Claim, devices: Mapping[str, Device], communes: Mapping[str, str]) -> bool:
    """The upper level permits leads (and officers); a lead permits officers of its own commune.

    A permit outlives its issuer: what a revoked laptop wrote too late is put aside and never gets here.
    """
    issuer, permit = devices.get(claim.permitted_by), claim.permit
    if issuer is None or permit is None or permit.get("key") != claim.public_key:
        return False
    if permit.get("role") not in set(DeviceRole):
        return False
    if issuer.role is DeviceRole.UPPER_LEVEL:
        return True
    place = str(permit.get("place", ""))
    return (
        issuer.role is DeviceRole.LEAD
        and permit["role"] == DeviceRole.OFFICER
        and communes.get(place, place) == issuer.place_id
    )
