"""The recovery key on paper for the safe: drawn in memory, so that no file ever holds it."""

from datetime import datetime

from ntm_desktop.documents.office_paper import draw_office_paper
from ntm_desktop.documents.preview import PageImage, images_of
from ntm_desktop.documents.recovery_sheet import compose_recovery_sheet
from ntm_desktop.services.known_machines import own_words
from ntm_desktop.services.open_desk import OpenDesk


def recovery_sheet_pages(desk: OpenDesk, key: str, dpi: int) -> list[PageImage]:
    """The sheet for a printer. Raises WordingInvalid."""
    sheet = compose_recovery_sheet(
        own_place=desk.place.title,
        person=desk.desk.person,
        made_on=f"{datetime.now():%d/%m/%Y}",
        words=own_words(desk),
        key=key,
    )
    return images_of(draw_office_paper(sheet), dpi)
