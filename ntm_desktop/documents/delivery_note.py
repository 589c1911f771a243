"""Biên bản giao nhận: what two people sign when a package changes hands."""

from dataclasses import dataclass
from pathlib import Path

from ntm_desktop.documents.blocks import Paper
from ntm_desktop.documents.office_paper import compose_office_paper
from ntm_desktop.domain.numbers import grouped


@dataclass(frozen=True, slots=True)
class DeliveryNote:
    """One package of the register in words; what is unknown is empty and left to the pen."""

    own_place: str
    giver: str
    giver_person: str
    receiver: str
    receiver_person: str
    file_name: str
    number: int
    registered: str
    operations: str
    sha256: str
    words: str
    receipt: str
    is_sample: bool = False


def compose_delivery_note(note: DeliveryNote, *, wording_folder: Path | None = None) -> Paper:
    """The hash in groups of eight, so that two people can compare it aloud. Raises WordingInvalid."""
    facts = {
        "own_place": note.own_place,
        "giver": note.giver,
        "giver_person": note.giver_person,
        "receiver": note.receiver,
        "receiver_person": note.receiver_person,
        "file_name": note.file_name,
        "number": str(note.number),
        "registered": note.registered,
        "operations": note.operations,
        "sha256": grouped(note.sha256),
        "words": note.words,
        "receipt": note.receipt,
    }
    return compose_office_paper(
        "bien-ban-giao-nhan", facts, is_sample=note.is_sample, wording_folder=wording_folder
    )
