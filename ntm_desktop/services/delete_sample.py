"""Deleting the sample in one step: everything that came with it and that nobody has replaced."""

from dataclasses import dataclass, replace
from pathlib import Path

from db.operation_log import Change
from db.repositories import desk as settings
from db.repositories import exchange as packages
from db.repositories import recording
from ntm_desktop.domain.errors import SampleMissing
from ntm_desktop.services.keep_safe import back_up
from ntm_desktop.services.open_desk import OpenDesk


@dataclass(frozen=True, slots=True)
class DeletedSample:
    """How many sample values went; places with real figures stay, and the desk's own."""

    values: int
    places_kept: int
    backup: Path


def delete_sample(desk: OpenDesk) -> DeletedSample:
    """Clears the sample's values as operations, after a backup. Raises SampleMissing."""
    if not desk.desk.has_sample:
        raise SampleMissing
    saved = back_up(desk, reason="truoc-xoa-mau")
    kept = _places_to_keep(desk)
    changes = [
        Change(kind, entity, field, "null")
        for kind, entity, field in recording.list_sample_heads(desk.database)
        if not (kind == "place" and entity in kept)
    ]
    # A kept place becomes the desk's own: its name is written again, by a person.
    with desk.database.transaction():
        desk.log.write(changes, desk.desk.person)
        desk.log.adopt("place", sorted(kept), desk.desk.person)
        settings.save_setting(desk.database, "has_sample", False)
        packages.forget_senders(desk.database)
    desk.log.forget_rights()
    desk.desk = replace(desk.desk, has_sample=False)
    return DeletedSample(len(changes), len(kept), saved)


def _places_to_keep(desk: OpenDesk) -> set[str]:
    """The desk's own place, what stands above it, and every place with a real figure (with its commune)."""
    places = {place.id: place for place in desk.all_places()}
    wanted = {desk.desk.place_id} | recording.list_places_with_real_figures(desk.database)
    kept: set[str] = set()
    for place_id in wanted & places.keys():
        step: str | None = place_id
        while step and step in places:
            kept.add(step)
            step = places[step].parent_id
    return kept
