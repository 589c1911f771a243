"""Who sits at this laptop: the name that signs every edit from now on."""

from db.repositories import desk as settings
from db.repositories.persons import find
from ntm_desktop.domain.desk import Desk
from ntm_desktop.domain.errors import MissingText, PinNeeded
from ntm_desktop.domain.text_lengths import LONGEST_NAME, fitting
from ntm_desktop.services.open_desk import OpenDesk


def change_person(desk: OpenDesk, name: str) -> Desk:
    """Keeps the name; what was entered before keeps the name it was entered under.

    Raises MissingText, TextTooLong, and PinNeeded for the name of someone else who guards it with a PIN.
    """
    person = fitting(" ".join(name.split()), "họ tên", LONGEST_NAME)
    if not person:
        raise MissingText("tên người nhập")
    guarded = find(desk.database, person)
    if person != desk.desk.person and guarded is not None and guarded.pin_hash is not None:
        raise PinNeeded(person)
    settings.save_setting(desk.database, "person", person)
    desk.desk = desk.desk._replace(person=person)
    return desk.desk
