"""What lies on the sticks: packages with what their outside says, the one to take in next first."""

import contextlib
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from db.repositories import exchange as packages
from db.repositories.exchange import Vector
from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.exchange.evidence_members import evidence_members
from ntm_desktop.exchange.manifest import Manifest
from ntm_desktop.exchange.package import SUFFIX, read_outside
from ntm_desktop.services.known_machines import own_key, place_code
from ntm_desktop.services.name_places import called, titles_by_code
from ntm_desktop.services.open_desk import OpenDesk

_MOST = 200


class PackageState(StrEnum):
    """What a file on the stick is to this laptop."""

    NEW = "new"
    HELD = "held"
    """Never taken in, yet everything of it came with a later file."""
    RECEIVED = "received"
    OWN = "own"
    FOR_OTHERS = "for_others"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class FoundPackage:
    """A file with the ending of a package; `received_at` when it was taken in here."""

    path: Path
    state: PackageState
    id: str = ""
    sender: str = ""
    number: int = 0
    created_at: int = 0
    received_at: int | None = None


def find_packages(desk: OpenDesk, folders: Iterable[Path]) -> list[FoundPackage]:
    """New ones first, the latest made on top; only their outsides are read, so this is quick."""
    titles = titles_by_code(desk)
    persons = {one.public_key: one.name for one in desk.log.rights().devices.values() if one.name}
    held = {(device, incarnation): last for device, incarnation, last in desk.log.ranges()}
    found = [_found(desk, path, titles, persons, held) for path in _files(folders)]
    order = list(PackageState)
    return sorted(found, key=lambda one: (order.index(one.state), -one.created_at, -one.number, one.path.name))


def _files(folders: Iterable[Path]) -> list[Path]:
    """In the folder itself and one below, as people keep their sticks."""
    files: dict[Path, None] = {}
    for folder in folders:
        with contextlib.suppress(OSError):
            for pattern in (f"*{SUFFIX}", f"*/*{SUFFIX}"):
                files |= dict.fromkeys(path for path in folder.glob(pattern) if path.is_file())
    return list(files)[:_MOST]


def _found(
    desk: OpenDesk, path: Path, titles: dict[str, str], persons: dict[str, str], held: Vector
) -> FoundPackage:
    try:
        outside = read_outside(path)
    except ExpectedError:
        return FoundPackage(path, PackageState.UNREADABLE)
    about = outside.manifest.about
    before = packages.find_received(desk.database, outside.id)
    code, person = about.sender.place.code, persons.get(about.sender.public_key)
    sender = called(f"{code} ({person})" if person else code, titles)
    if about.sender.public_key == own_key(desk):
        state = PackageState.OWN
    elif not _is_for(desk, outside.manifest):
        state = PackageState.FOR_OTHERS
    elif before:
        state = PackageState.RECEIVED
    else:
        state = PackageState.HELD if _is_held(desk, outside.manifest, held) else PackageState.NEW
    at = before.at if before else None
    return FoundPackage(path, state, outside.id, sender, about.number, about.created_at, at)


def _is_held(desk: OpenDesk, manifest: Manifest, held: Vector) -> bool:
    """Whether it brings nothing: all its operations are here, and a later file brought the evidence it carries."""
    ranges = manifest.contents.ranges
    if not ranges or any(one.last > held.get((one.device, one.incarnation), 0) for one in ranges):
        return False
    number, device = manifest.about.number, manifest.about.sender.device
    return not evidence_members(manifest) or packages.has_received_after(desk.database, device, number)


def _is_for(desk: OpenDesk, manifest: Manifest) -> bool:
    if manifest.is_sealed:
        return own_key(desk) in {one.device_key for one in manifest.envelopes}
    codes = {one.code for one in manifest.about.recipients}
    return not codes or place_code(desk.place) in codes
