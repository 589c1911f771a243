"""Changing what is said of a piece of evidence, and removing pieces: acts that can be undone."""

from collections.abc import Sequence
from dataclasses import fields

from db.operation_log import Change
from db.repositories import evidence as rows
from ntm_desktop.domain.errors import UnknownRequirement
from ntm_desktop.domain.evidence import Details, Piece, checked_details
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.places import Place
from ntm_desktop.services.act import act
from ntm_desktop.services.open_desk import OpenDesk, json_text


def change_details(desk: OpenDesk, piece: Piece, place: Place, details: Details) -> Piece | None:
    """Writes what differs and returns the piece as it stands, None where nothing does.

    Raises WrongDate, TextTooLong, UnknownRequirement, NotAllowed.
    """
    said = checked_details(details)
    indicator = desk.criteria_sets[piece.key.criteria_set].indicator(piece.key.code)
    known = {one.id for one in indicator.evidence}
    if said.requirement and said.requirement not in known | {piece.details.requirement}:
        raise UnknownRequirement(said.requirement, tuple(f"{one.id} ({one.text})" for one in indicator.evidence))
    entity = rows.entity_of(piece)
    changes = [
        Change("evidence", entity, one.name, json_text(getattr(said, one.name) or None))
        for one in fields(Details)
        if getattr(said, one.name) != getattr(piece.details, one.name)
    ]
    act(desk, f"sửa thông tin minh chứng của {piece.key.code}, {place.name}", changes)
    return rows.find(desk.database, piece.id) if changes else None


def remove_evidence(desk: OpenDesk, pieces: Sequence[Piece], place: Place) -> None:
    """The pieces are listed no more; their files stay until somebody cleans up, so that this can be undone.

    Raises NotAllowed.
    """
    if not pieces:
        return
    codes = ", ".join(sorted({one.key.code for one in pieces}))
    what = f"{format_number(len(pieces))} minh chứng" if len(pieces) > 1 else f"minh chứng “{pieces[0].file.name}”"
    changes = [Change("evidence", rows.entity_of(one), "deleted", json_text(True)) for one in pieces]
    act(desk, f"gỡ {what} của {codes}, {place.name}", changes)
