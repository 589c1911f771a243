"""Enrolling laptops: a request, a permit compared by six words read aloud, revocation."""

import time
from dataclasses import dataclass
from pathlib import Path

from db.operation_log import Change
from db.repositories import desk as settings
from db.repositories import exchange as packages
from db.repositories import places
from db.repositories import review as rows
from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.domain.errors import (
    CommuneNearlyKnown,
    PermitForAnother,
    PermitOfLesserRole,
    SenderWordsDiffer,
    UnknownDevice,
)
from ntm_desktop.domain.names import nfc, squeeze
from ntm_desktop.domain.places import Place, PlaceKind, find_place, known_by
from ntm_desktop.exchange import enrolment, keys
from ntm_desktop.exchange.enrolment import Issuer, Permit, Request
from ntm_desktop.services.find_asked_commune import find_asked_commune
from ntm_desktop.services.known_machines import own_key, own_role, place_code, signing_key
from ntm_desktop.services.name_places import remember_title
from ntm_desktop.services.open_desk import OpenDesk, json_text
from ntm_desktop.services.remember import recall

ASKED = "enrolment.asked"
"""The role chosen at the first start, for as long as no permit was accepted."""

DEVICE_ROLE_TITLES = {
    DeviceRole.OFFICER: "Máy của cán bộ",
    DeviceRole.LEAD: "Máy của người phụ trách xã",
    DeviceRole.UPPER_LEVEL: "Máy của cấp trên",
}


@dataclass(frozen=True, slots=True)
class KnownDevice:
    """A laptop that has spoken or was permitted; `is_trusted` when its operations count here.

    `role` and `place_id` are what somebody vouches for; what a laptop only claims of itself is none and empty.
    """

    id: str
    name: str
    role: DeviceRole | None
    place_id: str
    words: str
    is_trusted: bool
    is_revoked: bool
    is_own: bool
    has_recovery_key: bool = False
    place_name: str = ""
    """What its permit calls the place, for as long as no package has brought that place."""


def proposed_role(desk: OpenDesk) -> DeviceRole:
    """What this laptop asks for where nobody says otherwise: what was chosen at its first start, or what it is."""
    return DeviceRole(recall(desk, ASKED) or own_role(desk))


def write_request(desk: OpenDesk, folder: Path, role: DeviceRole = DeviceRole.OFFICER) -> tuple[Path, str]:
    """A request of this laptop for `role`; returns the file and the six words to read aloud."""
    place = desk.place
    request = Request(
        device=desk.desk.device,
        public_key=own_key(desk),
        place_code=place_code(place),
        place_id=place.id,
        place_name=place.name,
        role=role,
        name=desk.desk.person,
        created_at=int(time.time()),
    )
    path = enrolment.write_request(folder / enrolment.suggested_request_name(request), request, signing_key(desk))
    return path, request.words


def read_request(path: Path) -> Request:
    """Raises FileMissing, EnrolmentFileDamaged."""
    return enrolment.read_request(path)


def permit(
    desk: OpenDesk,
    request_path: Path,
    words: str,
    folder: Path,
    role: DeviceRole | None = None,
    *,
    commune: str | None = None,
) -> Path:
    """Answers a request once its six words were compared; the permit also goes into the log for everyone.

    A lead permits officers of its own commune, the upper level permits leads; it names the `commune` (or
    gives its id) where the request spells it otherwise.
    Raises SenderWordsDiffer, CommuneNearlyKnown, UnknownPlace, NotAllowed, EnrolmentFileDamaged and the errors
    of the disk.
    """
    request = enrolment.read_request(request_path)
    if squeeze(words) != squeeze(request.words):
        raise SenderWordsDiffer(str(request_path), words)
    granted = role or request.role
    place_id, place_name, code = _granted_place(desk, request, commune)
    said = {"role": granted, "place": place_id, "key": request.public_key, "name": request.name}
    desk.log.write([Change("device", request.device, "permit", json_text(said))], desk.desk.person)
    remember_title(desk, code, Place(place_id, PlaceKind.COMMUNE, place_name).title)
    answer = Permit(
        request=request,
        role=granted,
        place_code=code,
        place_id=place_id,
        place_name=place_name,
        issuer=_as_issuer(desk),
        issued_at=int(time.time()),
        chain=_own_chain(desk),
    )
    target = folder / enrolment.suggested_permit_name(answer)
    enrolment.write_permit(target, answer, signing_key(desk))
    return target


def read_permit(path: Path) -> Permit:
    """Raises FileMissing, EnrolmentFileDamaged."""
    return enrolment.read_permit(path)


def is_permitted(desk: OpenDesk, request: Request) -> bool:
    """Whether the laptop that asks has its permit already, in that role, and it was not taken back."""
    known = desk.log.rights().devices.get(request.device)
    stands = known is not None and known.role is request.role and known.revoked_after is None
    return stands and rows.permitted_key(desk.database, request.device) == request.public_key


def accept_permit(desk: OpenDesk, path: Path, words: str, *, is_lesser_fine: bool = True) -> Permit:
    """Makes this laptop what the permit says, once the issuer's six words were compared.

    Unless `is_lesser_fine` it may not make a lead's laptop an officer's, where it asked for more or has more.
    Raises PermitForAnother, SenderWordsDiffer, PermitOfLesserRole, EnrolmentFileDamaged.
    """
    found = enrolment.read_permit(path)
    if found.request.device != desk.desk.device or found.request.public_key != own_key(desk):
        raise PermitForAnother(str(path), found.request.name)
    if squeeze(words) != squeeze(found.words):
        raise SenderWordsDiffer(str(path), words)
    before = own_permit(desk)
    better = {found.request.role, *((before.role,) if before else ())} - {DeviceRole.OFFICER}
    if found.role is DeviceRole.OFFICER and better and not is_lesser_fine:
        raise PermitOfLesserRole(str(path), *(DEVICE_ROLE_TITLES[one].lower() for one in (found.role, max(better))))
    with desk.database.transaction():
        for issuer in (found.issuer, *(one.issuer for one in found.chain)):
            packages.add_sender(
                desk.database,
                issuer.public_key,
                issuer.place_code,
                int(time.time()),
                role=issuer.role,
                place=issuer.place_id,
            )
        settings.save_setting(desk.database, "permit", found.stored.decode("utf-8"))
        changes = [
            Change("device", desk.desk.device, "role", json_text(found.role)),
            Change("device", desk.desk.device, "place", json_text(found.place_id)),
            Change("device", desk.desk.device, "vouches", json_text(_upper_levels(found))),
        ]
        standing = places.find(desk.database, found.place_id)
        if standing is None:
            changes.append(Change("place", found.place_id, "place_kind", json_text(PlaceKind.COMMUNE)))
        if standing is None or standing.name != found.place_name:  # begun under a name with other marks
            changes.append(Change("place", found.place_id, "name", json_text(found.place_name)))
        desk.log.write(changes, desk.desk.person)
        settings.save_setting(desk.database, "place_id", found.place_id)
    desk.log.forget_rights()
    desk.reread()
    return found


def own_permit(desk: OpenDesk) -> Permit | None:
    """The permit this laptop works under; None where it never accepted one."""
    stored = settings.setting(desk.database, "permit")
    return enrolment.permit_of(str(stored).encode("utf-8")) if stored else None


def revoke(desk: OpenDesk, device: str) -> KnownDevice:
    """A lost laptop: what it wrote up to now stays, what comes later is put aside everywhere.

    Travels with the next package. Raises UnknownDevice, NotAllowed.
    """
    known = {one.id: one for one in list_devices(desk)}
    if device not in known or device == desk.desk.device:
        raise UnknownDevice(device)
    marks = [[incarnation, last] for one, incarnation, last in desk.log.ranges() if one == device]
    desk.log.write([Change("device", device, "revoked", json_text(marks))], desk.desk.person)
    desk.log.forget_rights()
    return next(one for one in list_devices(desk) if one.id == device)


def list_devices(desk: OpenDesk) -> list[KnownDevice]:
    """Every laptop this desk has heard of, this one first."""
    trusted = desk.log.rights().devices
    recoverable = rows.list_recoverable(desk.database)
    listed = []
    for device, key, name, is_revoked in rows.list_devices(desk.database):
        found = trusted.get(device)
        key = key or (found.public_key if found else "")
        listed.append(
            KnownDevice(
                id=device,
                name=name,
                role=found.role if found else None,
                place_id=found.place_id if found else "",
                words=keys.six_words(key) if key else "",
                is_trusted=found is not None and not is_revoked,
                is_revoked=is_revoked,
                is_own=device == desk.desk.device,
                has_recovery_key=device in recoverable,
            )
        )
    met = {one.id for one in listed}
    listed += [one for one in _issuers(desk) if one.id not in met]
    return sorted(listed, key=lambda one: (not one.is_own, one.name, one.id))


def _issuers(desk: OpenDesk) -> list[KnownDevice]:
    """Who permitted this laptop, and who permitted them: known from the permit before they ever sent anything."""
    own = own_permit(desk)
    return [
        KnownDevice(
            id=one.issuer.device,
            name=one.issuer.name,
            role=one.issuer.role,
            place_id=one.issuer.place_id,
            words=one.issuer.words,
            is_trusted=True,
            is_revoked=False,
            is_own=False,
            place_name=one.issuer.place_name,
        )
        for one in ((own, *own.chain) if own else ())
    ]


def _granted_place(desk: OpenDesk, request: Request, commune: str | None) -> tuple[str, str, str]:
    """A lead grants its own commune; the upper level the one it names, or that of the request as it knows it."""
    if own_role(desk) is not DeviceRole.UPPER_LEVEL:
        granted: Place | None = desk.place
    elif commune is None or known_by(commune) == known_by(request.place_name):
        granted, near = find_asked_commune(desk, request)
        if commune is None and near is not None:
            raise CommuneNearlyKnown(request.name, request.place_name, near.name)
    else:
        communes = desk.communes()
        granted = next((one for one in communes if one.id == commune), None) or find_place(communes, commune)
    if granted is None:
        return request.place_id, nfc(request.place_name), request.place_code
    return granted.id, granted.name, place_code(granted)


def _as_issuer(desk: OpenDesk) -> Issuer:
    own = desk.place
    return Issuer(
        desk.desk.device, own_key(desk), place_code(own), own.id, own.name, own_role(desk), desk.desk.person
    )


def _upper_levels(found: Permit) -> list[dict[str, str]]:
    """Said to the laptops this one has permitted before it had its own permit."""
    issuers = (found.issuer, *(one.issuer for one in found.chain))
    return [{"key": one.public_key, "place": one.place_id} for one in issuers if one.role is DeviceRole.UPPER_LEVEL]


def _own_chain(desk: OpenDesk) -> tuple[Permit, ...]:
    own = own_permit(desk)
    return (own, *own.chain) if own else ()
