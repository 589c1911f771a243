"""Which machines are trusted, what other laptops hold, and the register of packages sent and received."""

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from db.built_on import Range
from db.connection import Database
from db.repositories import desk as settings

Vector = dict[tuple[str, int], int]
"""By device and incarnation the last running number held."""


@dataclass(frozen=True, slots=True)
class RegisteredPackage:
    """One line of the register; `direction` is "sent" or "received", `summary` one Vietnamese sentence.

    `package_id` is the SHA-256 of the signed manifest, by which laptops know a package; `sha256` that of the whole
    file, which people can compare. `device` is the laptop that made it; `acknowledged_at` when the last
    recipient's receipt arrived; `held_after` what every origin had once it was taken in.
    """

    id: int
    direction: str
    number: int
    counterpart: str
    file_name: str
    package_id: str
    sha256: str
    at: int
    operations: int
    summary: str
    device: str = ""
    acknowledged_at: int | None = None
    held_after: dict[int, int] = field(default_factory=dict)
    undone_at: int | None = None
    figures: int | None = None
    """How many of the operations are figures; None of a package from before this was counted."""
    awaited: tuple[str, ...] = ()
    """The laptops whose receipts it waits for, where they were known when it was sent."""
    acknowledged_by: tuple[str, ...] = ()


_DOUBTED_PACKAGES = 10

_COLUMNS = (
    "id, direction, number, counterpart, file_name, package_id, sha256, at, operations, summary, device, "
    "acknowledged_at, held_after, undone_at, figures, awaited, acknowledged_by"
)


def find_sender(database: Database, public_key: str) -> str | None:
    """The name of the sender with that key, None where nobody knows it."""
    row = database.row("SELECT name FROM sender WHERE public_key = ?", (public_key,))
    return str(row[0]) if row else None


def add_sender(database: Database, public_key: str, name: str, at: int, *, role: str = "", place: str = "") -> None:
    """Trusts a machine as what it was when its words were compared: its role and place id, where they are known."""
    with database.transaction():
        database.execute(
            "INSERT INTO sender VALUES (?, ?, ?, ?, ?) ON CONFLICT DO UPDATE SET name = excluded.name, "
            "added_at = excluded.added_at, role = iif(excluded.role = '', role, excluded.role), "
            "place = iif(excluded.place = '', place, excluded.place)",
            (public_key, name, at, role, place),
        )


def senders_called(database: Database, name: str) -> list[str]:
    """Keys of the trusted senders of that place's code."""
    return [key for (key,) in database.rows("SELECT public_key FROM sender WHERE name = ?", (name,))]


def list_senders(database: Database) -> list[tuple[str, str, str, str]]:
    """public key, name, role and place id of every trusted sender."""
    return [
        (key, name, role, place)
        for key, name, role, place in database.rows(
            "SELECT public_key, name, role, place FROM sender ORDER BY public_key"
        )
    ]


def add_package(database: Database, package: RegisteredPackage) -> int:
    """Adds a line and returns the id the database gave it."""
    with database.transaction():
        database.execute(
            "INSERT INTO package (direction, number, counterpart, file_name, package_id, sha256, at, operations, "
            "summary, device, held_after, figures, awaited) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(package.direction, package.number, package.counterpart, package.file_name),
                *(package.package_id, package.sha256, package.at, package.operations),
                *(package.summary, package.device),
                json.dumps(package.held_after),
                package.figures,
                json.dumps(package.awaited),
            ),
        )
        row = database.row("SELECT last_insert_rowid()")
        return int(row[0]) if row else 0


def add_ranges(database: Database, package_id: int, ranges: Iterable[Range]) -> None:
    """What taking this package in has added of each origin."""
    database.execute_many("INSERT INTO package_range VALUES (?, ?, ?, ?)", [(package_id, *one) for one in ranges])


def list_ranges(database: Database, package_id: int) -> list[Range]:
    """The operations that a package added: origin, first and last running number."""
    return [
        (origin, first, last)
        for origin, first, last in database.rows(
            "SELECT origin, first, last FROM package_range WHERE package = ?", (package_id,)
        )
    ]


def list_taken_in(database: Database) -> list[tuple[int, int, int, str, int, int, int]]:
    """What imports that stand have added, latest first: package, its number, when, device, incarnation, range."""
    rows = database.rows(
        "SELECT package.id, package.number, package.at, origin.device, origin.incarnation, "
        "package_range.first, package_range.last FROM package "
        "JOIN package_range ON package_range.package = package.id "
        "JOIN origin ON origin.id = package_range.origin "
        "WHERE direction = 'received' AND undone_at IS NULL ORDER BY package.id DESC"
    )
    return [(row[0], row[1], row[2], row[3], row[4], row[5], row[6]) for row in rows]


def mark_undone(database: Database, package_id: int, at: int) -> None:
    """Notes that the package was taken back, at that second."""
    database.execute("UPDATE package SET undone_at = ? WHERE id = ?", (at, package_id))


def mark_acknowledged(database: Database, package_id: str, at: int, holder: str) -> None:
    """The laptop `holder` says it has taken this package in; once all have that were awaited, it has arrived."""
    row = database.row(
        "SELECT awaited, acknowledged_by FROM package "
        "WHERE direction = 'sent' AND package_id = ? AND acknowledged_at IS NULL",
        (package_id,),
    )
    if row is None:
        return
    given = sorted({*json.loads(row[1]), holder})
    has_arrived = set(json.loads(row[0])) <= set(given)
    database.execute(
        "UPDATE package SET acknowledged_by = ?, acknowledged_at = ? WHERE direction = 'sent' AND package_id = ?",
        (json.dumps(given), at if has_arrived else None, package_id),
    )


def find_received(database: Database, package_id: str) -> RegisteredPackage | None:
    """The package of that id, where it was taken in and not undone."""
    rows = database.rows(
        f"SELECT {_COLUMNS} FROM package WHERE direction = 'received' AND package_id = ? AND undone_at IS NULL "
        "ORDER BY id DESC LIMIT 1",
        (package_id,),
    )
    return _package(rows[0]) if rows else None


def has_received_after(database: Database, device: str, number: int) -> bool:
    """Whether a later package of that laptop was taken in and stands."""
    row = database.row(
        "SELECT 1 FROM package WHERE direction = 'received' AND device = ? AND number > ? AND undone_at IS NULL",
        (device, number),
    )
    return row is not None


def list_packages(database: Database) -> list[RegisteredPackage]:
    """Latest first."""
    return [_package(row) for row in database.rows(f"SELECT {_COLUMNS} FROM package ORDER BY id DESC")]


def next_number(database: Database) -> int:
    """The number of the next package to be sent: above all that were, and from `next_number` on after a gap."""
    row = database.row("SELECT COALESCE(MAX(number), 0) + 1 FROM package WHERE direction = 'sent'")
    return max(int(row[0]) if row else 1, int(settings.setting(database, "next_number", 1)))


def save_receipt(database: Database, holder: str, held: Vector) -> None:
    """What the laptop `holder` has said it holds.

    One that says less than before went back to a backup, or is one of two copies that both go on working. For a
    while only what every one of its packages has said counts, so that neither copy is left waiting.
    """
    before = held_by(database, holder)
    if any(held.get(home, 0) < last for home, last in before.items()):
        doubt = _DOUBTED_PACKAGES
    else:
        row = database.row("SELECT packages - 1 FROM doubt WHERE holder = ?", (holder,))
        doubt = int(row[0]) if row else 0
    if doubt:
        held = {home: min(last, held[home]) for home, last in before.items() if home in held}
        database.execute("INSERT OR REPLACE INTO doubt VALUES (?, ?)", (holder, doubt))
    else:
        database.execute("DELETE FROM doubt WHERE holder = ?", (holder,))
    database.execute("DELETE FROM receipt WHERE holder = ?", (holder,))
    database.execute_many(
        "INSERT INTO receipt VALUES (?, ?, ?, ?)", [(holder, *home, last) for home, last in held.items()]
    )


def held_by(database: Database, holder: str) -> Vector:
    """What that laptop has said it holds: last running number by device and incarnation."""
    return {
        (device, incarnation): seq
        for device, incarnation, seq in database.rows(
            "SELECT device, incarnation, seq FROM receipt WHERE holder = ?", (holder,)
        )
    }


def _package(row: tuple[Any, ...]) -> RegisteredPackage:
    values: dict[str, Any] = dict(zip(_COLUMNS.split(", "), row, strict=True))
    for listed in ("awaited", "acknowledged_by"):
        values[listed] = tuple(json.loads(values[listed]))
    values["held_after"] = {int(origin): last for origin, last in json.loads(values["held_after"]).items()}
    return RegisteredPackage(**values)
