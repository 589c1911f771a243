"""Persons of this laptop and the hashes of their PINs; never exchanged."""

from typing import NamedTuple

from db.connection import Database


class PersonRow(NamedTuple):
    """`failures` wrong PINs in a row, the last at `failed_at` (seconds since 1970)."""

    name: str
    pin_hash: str | None
    failures: int
    failed_at: int


def list_persons(database: Database) -> list[PersonRow]:
    """Everyone who has worked here, by name."""
    return [PersonRow(*row) for row in database.rows("SELECT name, pin_hash, failures, failed_at FROM person")]


def find(database: Database, name: str) -> PersonRow | None:
    """The person of that name, None where there is none."""
    return next((one for one in list_persons(database) if one.name == name), None)


def add(database: Database, name: str) -> None:
    """Keeps the name; a PIN that is there stays."""
    with database.transaction():
        database.execute("INSERT INTO person (name) VALUES (?) ON CONFLICT (name) DO NOTHING", (name,))


def save_pin(database: Database, name: str, pin_hash: str) -> None:
    """Keeps the hash of a PIN, and adds the person where needed."""
    with database.transaction():
        database.execute(
            "INSERT INTO person (name, pin_hash) VALUES (?, ?) "
            "ON CONFLICT (name) DO UPDATE SET pin_hash = excluded.pin_hash, failures = 0",
            (name, pin_hash),
        )


def note_failure(database: Database, name: str, at: int) -> None:
    """Counts a wrong PIN, at that second."""
    with database.transaction():
        database.execute("UPDATE person SET failures = failures + 1, failed_at = ? WHERE name = ?", (at, name))


def forget_failures(database: Database, name: str) -> None:
    """The PIN was right: nothing is counted any more."""
    with database.transaction():
        database.execute("UPDATE person SET failures = 0 WHERE name = ?", (name,))
