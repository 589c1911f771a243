"""Deleting the sample in one step: the desk begins anew, with its own place and what people recorded themselves.

The log is emptied and what is real is written again by a new device, so that nothing of the sample can ever
travel, be printed or be taken for real.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db.empty_log import empty_log
from db.operation_log import Change
from db.repositories import evidence, households, recording
from ntm_desktop.domain.errors import SampleMissing
from ntm_desktop.domain.operation import Operation
from ntm_desktop.services.keep_safe import back_up
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.start_desk import settle

_KINDS_OF_PLACES = frozenset({"reading", "household", "evidence", "check_answer"})
"""Their entity begins with the place they speak of."""
_OWN_KINDS = frozenset({"criteria_set", "target", "plan", "plan_task", "plan_figure"})


@dataclass(frozen=True, slots=True)
class DeletedSample:
    """How many sample values went; places with real figures stay, and the desk's own."""

    values: int
    places_kept: int
    backup: Path


def delete_sample(desk: OpenDesk) -> DeletedSample:
    """Begins anew after a backup; real figures keep their author, time and history. Raises SampleMissing."""
    if not desk.desk.has_sample:
        raise SampleMissing
    saved = back_up(desk, reason="truoc-xoa-mau")
    sample_values = len(recording.list_sample_heads(desk.database))
    kept = _places_to_keep(desk)
    places = _as_they_stand(desk, kept)
    written = _written_here(desk, kept)
    own = desk.desk
    try:
        with desk.database.transaction():
            empty_log(desk.database)
            settle(desk.database, desk.folder, own.role, own.place_id, own.person, places, has_sample=False)
            desk.reread()
            for one in written:
                change = Change(one.kind, one.entity, one.field, one.value)
                desk.log.write([change], one.person, at=one.at)
    finally:
        desk.reread()
    return DeletedSample(sample_values - len(places), len(kept), saved)


def _as_they_stand(desk: OpenDesk, kept: Sequence[str]) -> list[Change]:
    """Every shown field of the kept places, to be written as this desk's own."""
    return [
        Change("place", place_id, field, desk.log.value(place_id, field))
        for place_id in kept
        for field in desk.log.fields_of(place_id)
    ]


def _written_here(desk: OpenDesk, kept: Sequence[str]) -> list[Operation]:
    """What people entered at this laptop, in the order they did, without what speaks of the sample."""
    sample = desk.log.entities_of_sample()

    def is_kept(one: Operation) -> bool:
        if one.device != desk.desk.device:
            return False
        if one.kind == "household" and one.entity in sample:
            return False
        if one.kind == "reading" and one.field == "figure" and '"illustrative":true' in one.value:
            return False  # counted from the sample's households
        if one.kind in _KINDS_OF_PLACES:
            return one.entity.partition("|")[0] in kept
        return one.kind in _OWN_KINDS and one.entity not in sample

    return [one for batch in desk.log.operations() for one in batch if is_kept(one)]


def _places_to_keep(desk: OpenDesk) -> list[str]:
    """The desk's own, what stands above it, all with real figures, evidence or households; uppermost first."""
    places = {place.id: place for place in desk.all_places()}
    wanted = {desk.desk.place_id} | recording.list_places_with_real_figures(desk.database)
    wanted |= households.villages_with_real_households(desk.database)
    wanted |= {piece.key.place_id for piece in evidence.list_all(desk.database)}
    kept: dict[str, int] = {}
    for place_id in wanted & places.keys():
        line = []
        step: str | None = place_id
        while step and step in places:
            line.append(step)
            step = places[step].parent_id
        kept |= {one: depth for depth, one in enumerate(reversed(line))}
    return sorted(kept, key=lambda one: (kept[one], places[one].order, one))
