"""Which machines are known as senders, and the register of packages sent and received."""

from dataclasses import dataclass

from db.connection import Database


@dataclass(frozen=True, slots=True)
class RegisteredPackage:
    """One line of the register; `direction` is "sent" or "received", `summary` one Vietnamese sentence."""

    id: int
    direction: str
    number: int
    counterpart: str
    file_name: str
    sha256: str
    at: int
    operations: int
    summary: str


def find_sender(database: Database, public_key: str) -> str | None:
    row = database.row("SELECT name FROM sender WHERE public_key = ?", (public_key,))
    return str(row[0]) if row else None


def add_sender(database: Database, public_key: str, name: str, at: int) -> None:
    with database.transaction():
        database.execute("INSERT OR REPLACE INTO sender VALUES (?, ?, ?)", (public_key, name, at))


def forget_senders(database: Database) -> None:
    """Those two desks of the sample trusted each other says nothing about real ones."""
    database.execute("DELETE FROM sender")


def add_package(database: Database, package: RegisteredPackage) -> None:
    """Adds a line; its `id` is given by the database."""
    with database.transaction():
        database.execute(
            "INSERT INTO package (direction, number, counterpart, file_name, sha256, at, operations, summary) "
            "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
            (
                *(package.direction, package.number, package.counterpart, package.file_name),
                *(package.sha256, package.at, package.operations, package.summary),
            ),
        )


def find_received(database: Database, sha256: str) -> RegisteredPackage | None:
    return next(
        (one for one in list_packages(database) if one.direction == "received" and one.sha256 == sha256), None
    )


def list_packages(database: Database) -> list[RegisteredPackage]:
    """Latest first."""
    rows = database.rows(
        "SELECT id, direction, number, counterpart, file_name, sha256, at, operations, summary "
        "FROM package ORDER BY id DESC"
    )
    return [RegisteredPackage(*row) for row in rows]


def next_number(database: Database) -> int:
    row = database.row("SELECT COALESCE(MAX(number), 0) + 1 FROM package WHERE direction = 'sent'")
    return int(row[0]) if row else 1
