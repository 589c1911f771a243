"""What people call a place of which a package shows only the code on its outside ("xa-ia-toi")."""

import re

from db.repositories import desk as settings
from ntm_desktop.services.known_machines import place_code
from ntm_desktop.services.open_desk import OpenDesk

_PERMITTED = "permitted_places"
_CODE = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


def titles_by_code(desk: OpenDesk) -> dict[str, str]:
    """What the places of this desk are called, by their codes; also those it has only permitted a laptop for.

    A misspelt commune that a laptop has left has the code of the right one: what is worked with comes last.
    """
    permitted: dict[str, str] = settings.setting(desk.database, _PERMITTED, {})
    left = {one.id for one in desk.left_behind()}
    places = sorted(desk.all_places(), key=lambda one: (one.id not in left, one.id == desk.desk.place_id))
    return permitted | {place_code(place): place.title for place in places}


def remember_title(desk: OpenDesk, code: str, title: str) -> None:
    """What a place is called that a laptop was permitted for, until a package brings the place itself."""
    permitted = settings.setting(desk.database, _PERMITTED, {})
    settings.save_setting(desk.database, _PERMITTED, permitted | {code: title})


def called(text: str, titles: dict[str, str]) -> str:
    """The title that goes with a code, alone or before a person in brackets; anything else as it stands.

    Where no package has brought the place's name yet, the laptop is called by its person, or else by the code.
    """
    code, bracket, person = text.partition(" (")
    title = titles.get(code)
    if title is None and bracket and _CODE.fullmatch(code):
        return f"Máy của {person.removesuffix(')')}"
    if title is None:
        title = f"đơn vị chưa biết tên, mã {code}" if _CODE.fullmatch(code) else code
    return f"{title}{bracket}{person}"


def place_called(desk: OpenDesk, text: str) -> str:
    """The place that this code, or "code (person)", speaks of, as `called` says it."""
    return called(text, titles_by_code(desk))


def sender_called(desk: OpenDesk, code: str, public_key: str, *, is_spoken: bool = True) -> str:
    """Place and person of the laptop with that key; for the register with the code while there is no name yet."""
    titles = titles_by_code(desk)
    person = next((one.name for one in desk.log.rights().devices.values() if one.public_key == public_key), "")
    text = f"{code} ({person})" if person else code
    return called(text, titles) if is_spoken else text.replace(code, titles.get(code, code), 1)
