"""Assigning criteria of villages to the officers who write them, by year."""

from collections.abc import Iterable, Sequence

from db.operation_log import Change
from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.names import nfc
from ntm_desktop.domain.places import Place
from ntm_desktop.domain.review import ReviewKey
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
    names = None if writers is None else sorted({nfc(name.strip()) for name in writers if name.strip()})
    changes = [
        Change(
            "assignment", ReviewKey(village.id, criteria_set.id, number, year).entity, "writers", json_text(names)
        )
        for village in villages
        for number in criteria
    ]
    return len(desk.log.write(changes, desk.desk.person))


def writers_of(desk: OpenDesk, village: Place, criterion: int, year: int) -> tuple[str, ...] | None:
    """Who may write it; None when everyone of the commune may."""
    found = desk.log.rights().writers.get((village.id, str(criterion), str(year)))
    return None if found is None else tuple(sorted(found))
