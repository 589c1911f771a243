"""Confirmed figures are locked: nothing writes them until the lead has opened them again with a reason."""

from collections.abc import Iterable

from db.operation_log import Change
from db.repositories import places, recording
from ntm_desktop.domain.errors import FigureConfirmed
from ntm_desktop.domain.moments import day_text
from ntm_desktop.domain.recording import ReadingKey
from ntm_desktop.services.open_desk import OpenDesk


def check_unlocked(desk: OpenDesk, changes: Iterable[Change]) -> None:
    """Raises FigureConfirmed for the first confirmed figure among what is about to be written."""
    for one in changes:
        if one.kind == "reading" and one.field == "figure" and recording.is_confirmed(desk.database, one.entity):
            raise locked_error(desk, one.entity)


def locked_error(desk: OpenDesk, entity: str) -> FigureConfirmed:
    """Who confirmed that reading, and when."""
    place_id, _, code, _ = entity.split("|")
    place = places.find(desk.database, place_id)
    said = next(iter(desk.log.history(entity, "confirmed")), None)
    day = day_text(said.at) if said else ""
    return FigureConfirmed(code, place.title if place else "", said.person if said else "", day)


def lock_of(desk: OpenDesk, key: ReadingKey) -> FigureConfirmed | None:
    """Why that figure cannot be written now; None where it is not confirmed."""
    entity = recording.entity_of(key)
    return locked_error(desk, entity) if recording.is_confirmed(desk.database, entity) else None
