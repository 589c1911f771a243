"""Persons who share a laptop: each chooses a name and a PIN; a wrong PIN slows down.

The PIN guards in whose name something is written. It does not encrypt the data on the disk.
"""

import time
from typing import NamedTuple

from db.repositories import desk as settings
from db.repositories import persons as rows
from ntm_desktop.domain.errors import MissingText, PinTooShort, PinTooSoon, WrongPin
from ntm_desktop.domain.text_lengths import LONGEST_NAME, fitting
from ntm_desktop.services.open_desk import OpenDesk

SHORTEST_PIN = 4
_LONGEST_WAIT = 300


class Person(NamedTuple):
    """Someone who uses this laptop."""

    name: str
    has_pin: bool
    is_signed_in: bool


def list_persons(desk: OpenDesk) -> list[Person]:
    """Everyone who has worked at this laptop, by name."""
    known = {one.name: one.pin_hash is not None for one in rows.list_persons(desk.database)}
    known.setdefault(desk.desk.person, False)
    return [Person(name, has_pin, name == desk.desk.person) for name, has_pin in sorted(known.items())]


def has_to_ask(desk: OpenDesk) -> bool:
    """Whether the program asks who sits here before it is worked with: several persons guard their names."""
    return sum(one.has_pin for one in list_persons(desk)) > 1


def set_pin(desk: OpenDesk, name: str, pin: str, old_pin: str = "") -> None:
    """Adds the person, or gives a new PIN to one whose old PIN is right.

    Raises MissingText, TextTooLong, PinTooShort, PinTooSoon, WrongPin.
    """
    cleaned = fitting(name, "họ tên", LONGEST_NAME)
    if not cleaned:
        raise MissingText("họ tên")
    if len(pin.strip()) < SHORTEST_PIN:
        raise PinTooShort(str(SHORTEST_PIN))
    found = rows.find(desk.database, cleaned)
    if found is not None and found.pin_hash is not None:
        _check(desk, cleaned, old_pin)
    from ntm_desktop.exchange import pins  # here and below, not above: the window starts without cryptography

    rows.save_pin(desk.database, cleaned, pins.hash_pin(pin))


def sign_in(desk: OpenDesk, name: str, pin: str = "") -> None:
    """From here on everything is written in this person's name.

    Raises MissingText, TextTooLong, PinTooSoon, WrongPin.
    """
    cleaned = fitting(name, "họ tên", LONGEST_NAME)
    if not cleaned:
        raise MissingText("họ tên")
    found = rows.find(desk.database, cleaned)
    if found is not None and found.pin_hash is not None:
        _check(desk, cleaned, pin)
    rows.add(desk.database, desk.desk.person)  # who leaves stays on the list, with or without a PIN
    settings.save_setting(desk.database, "person", cleaned)
    desk.desk = desk.desk._replace(person=cleaned)


def _check(desk: OpenDesk, name: str, pin: str) -> None:
    from ntm_desktop.exchange import pins

    found = rows.find(desk.database, name)
    assert found is not None
    assert found.pin_hash is not None
    now = int(time.time())
    wait = min(_LONGEST_WAIT, 2**found.failures) if found.failures else 0
    left = found.failed_at + wait - now
    # A clock that was set back must not lock a person out for years.
    if found.failures and 0 < left <= wait:
        raise PinTooSoon(name, str(left))
    if not pins.is_pin(pin, found.pin_hash):
        rows.note_failure(desk.database, name, now)
        raise WrongPin(name, str(min(_LONGEST_WAIT, 2 ** (found.failures + 1))))
    rows.forget_failures(desk.database, name)
