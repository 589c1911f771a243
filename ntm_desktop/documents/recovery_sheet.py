"""The sheet for the safe: the recovery key of one laptop, printed once."""

from pathlib import Path

from ntm_desktop.documents.blocks import Paper
from ntm_desktop.documents.office_paper import compose_office_paper


def compose_recovery_sheet(
    *, own_place: str, person: str, made_on: str, words: str, key: str, wording_folder: Path | None = None
) -> Paper:
    """Raises WordingInvalid."""
    facts = {"own_place": own_place, "person": person, "made_on": made_on, "words": words, "key": key}
    return compose_office_paper("khoa-khoi-phuc", facts, wording_folder=wording_folder)
