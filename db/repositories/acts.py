"""What people did here lately, so that it can be undone and redone: of this laptop alone, never exchanged."""

from collections.abc import Sequence
from typing import NamedTuple

from db.connection import Database
from db.operation_log import Change, Written

KEPT = 100
"""How many acts of a person are remembered."""
_DONE, _UNDONE, _PASSED = range(3)
"""What `is_undone` holds; passed is an undone act that cannot be done again, for something else was done since."""


class Act(NamedTuple):
    """Something a person did in one step, in the order it was written. Values are JSON text."""

    id: int
    title: str
    at: int
    after: tuple[Change, ...]
    before: tuple[Change, ...]


def add(database: Database, title: str, person: str, at: int, written: Sequence[Written]) -> None:
    """Remembers an act; what that person had undone can no longer be redone."""
    database.execute("UPDATE act SET is_undone = ? WHERE person = ? AND is_undone = ?", (_PASSED, person, _UNDONE))
    database.execute("INSERT INTO act (title, person, at) VALUES (?, ?, ?)", (title, person, at))
    row = database.row("SELECT last_insert_rowid()")
    number = int(row[0]) if row else 0
    database.execute_many(
        "INSERT INTO act_change VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            (number, position, one.change.kind, one.change.entity, one.change.field, one.before, one.change.value)
            for position, one in enumerate(written)
        ),
    )
    for which in ("<>", "="):  # passed ones tell the history what was an undoing; they take nobody's room
        database.execute(
            f"DELETE FROM act WHERE person = ?1 AND is_undone {which} ?2 AND id NOT IN (SELECT id FROM act "
            f"WHERE person = ?1 AND is_undone {which} ?2 ORDER BY id DESC LIMIT ?3)",
            (person, _PASSED, KEPT),
        )


def last_done(database: Database, person: str) -> Act | None:
    """What Ctrl+Z would take back."""
    return _find(database, "SELECT MAX(id) FROM act WHERE person = ? AND NOT is_undone", person)


def first_undone(database: Database, person: str) -> Act | None:
    """What Ctrl+Y would do again."""
    return _find(database, f"SELECT MIN(id) FROM act WHERE person = ? AND is_undone = {_UNDONE}", person)


def mark(database: Database, act: Act, *, is_undone: bool) -> None:
    """Notes that the act was undone, or done again."""
    database.execute("UPDATE act SET is_undone = ? WHERE id = ?", (_UNDONE if is_undone else _DONE, act.id))


def last_titles(database: Database, person: str) -> tuple[str, str]:
    """Of the acts that `last_done` and `first_undone` would give, without reading what they wrote."""
    row = database.row(
        "SELECT (SELECT title FROM act WHERE person = ?1 AND NOT is_undone ORDER BY id DESC LIMIT 1), "
        "(SELECT title FROM act WHERE person = ?1 AND is_undone = ?2 ORDER BY id LIMIT 1)",
        (person, _UNDONE),
    )
    done, undone = row or (None, None)
    return done or "", undone or ""


def titles(database: Database, person: str) -> list[tuple[str, int, bool]]:
    """Title, time and whether it is undone; newest first."""
    rows = database.rows(
        "SELECT title, at, is_undone FROM act WHERE person = ? AND is_undone <> ? ORDER BY id DESC",
        (person, _PASSED),
    )
    return [(title, at, bool(undone)) for title, at, undone in rows]


def undone_steps(database: Database, entity: str, field: str) -> set[tuple[str, str]]:
    """Value before and value after of every step that only an undoing explains, as JSON text."""
    rows = database.rows(
        "SELECT before, after, is_undone FROM act_change JOIN act ON act.id = act_change.act "
        "WHERE entity = ? AND field = ?",
        (entity, field),
    )
    undone = {(after, before) for before, after, is_undone in rows if is_undone}
    return undone - {(before, after) for before, after, is_undone in rows if not is_undone}


def forget_entity(database: Database, entity: str) -> None:
    """Acts that touched it are forgotten whole: half an act cannot be undone."""
    database.execute("DELETE FROM act WHERE id IN (SELECT act FROM act_change WHERE entity = ?)", (entity,))


def _find(database: Database, sql: str, person: str) -> Act | None:
    row = database.row(f"SELECT id, title, at FROM act WHERE id = ({sql})", (person,))
    if row is None:
        return None
    changes = database.rows(
        "SELECT kind, entity, field, before, after FROM act_change WHERE act = ? ORDER BY position", (row[0],)
    )
    after = tuple(Change(kind, entity, field, value) for kind, entity, field, _, value in changes)
    before = tuple(Change(kind, entity, field, value) for kind, entity, field, value, _ in reversed(changes))
    number, title, at = row
    return Act(number, title, at, after, before)
