"""Assigning criteria of villages to the officers who write them, by year."""

from collections.abc import Iterable, Sequence

from db.operation_log import Change
from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.operation import Operation
from ntm_desktop.domain.places import Place
from ntm_desktop.domain.recording import ReadingKey
from ntm_desktop.domain.review import ReviewKey
from ntm_desktop.domain.rights import Refusal
from ntm_desktop.domain.text_lengths import LONGEST_NAME, fitting
from ntm_desktop.services import persons
from ntm_desktop.services.act import act
from ntm_desktop.services.enrol import list_devices
from ntm_desktop.services.open_desk import OpenDesk, json_text


def assign(
    desk: OpenDesk,
    villages: Iterable[Place],
    criteria_set: CriteriaSet,
    criteria: Sequence[int],
    year: int,
    writers: Sequence[str] | None,
) -> int:
    """Says who writes these criteria of these villages in that year; None lets everyone of the commune.

    Returns how many assignments changed. Raises NotAllowed where this laptop is not the lead's or upper level's.
    """
    names = (
        None
        if writers is None
        else sorted({fitting(name, "họ tên", LONGEST_NAME) for name in writers if name.strip()})
    )
    changes = [
        Change(
            "assignment", ReviewKey(village.id, criteria_set.id, number, year).entity, "writers", json_text(names)
        )
        for village in villages
        for number in criteria
    ]
    return len(act(desk, f"phân công {format_number(len(changes))} tiêu chí của các thôn năm {year}", changes))


def writers_of(desk: OpenDesk, village: Place, criterion: int, year: int) -> tuple[str, ...] | None:
    """Who may write it; None when everyone of the commune may."""
    found = desk.log.rights().writers.get((village.id, str(criterion), str(year)))
    return None if found is None else tuple(sorted(found))


def officers(desk: OpenDesk) -> tuple[str, ...]:
    """Everyone known here who can be given criteria: by their laptops, by this one, or named before."""
    names = {one.name for one in list_devices(desk) if one.role is not DeviceRole.UPPER_LEVEL and one.is_trusted}
    names |= {one.name for one in persons.list_persons(desk)}
    for listed in desk.log.rights().writers.values():
        names |= listed
    return tuple(sorted(name for name in names if name))


def knows_officers(desk: OpenDesk) -> bool:
    """Whether another laptop of an officer was permitted: before that there is nobody to share the work with."""
    return any(one.role is DeviceRole.OFFICER and not one.is_own for one in list_devices(desk))


def why_not(desk: OpenDesk, key: ReadingKey) -> Refusal | None:
    """Why this person may not write that figure at this laptop; None where they may."""
    entity = f"{key.place_id}|{key.criteria_set}|{key.code}|{key.period.code}"
    asked = Operation(desk.desk.device, 0, 0, "reading", entity, "figure", "0", "", desk.desk.person, 0)
    rights = desk.log.rights()
    refusal = rights.refusal(asked)
    if refusal is None and rights.refuses_officer(asked):
        return Refusal.NOT_ASSIGNED
    # A laptop that has not yet said who it is is its own master.
    return None if refusal is Refusal.UNKNOWN_DEVICE else refusal
