"""What was worked out from the rows of a table, kept until one of them changes, whoever writes it."""

from collections.abc import Callable, Hashable
from typing import Any, TypeVar

from db.connection import Database

_TIMES = "CREATE TEMP TABLE IF NOT EXISTS watched (name TEXT PRIMARY KEY, times INTEGER NOT NULL)"
_EVENTS = ("INSERT", "UPDATE", "DELETE")
Value = TypeVar("Value")


class Kept:
    """Of one connection. Its own writes are counted by triggers, those of others by SQLite."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._watched: set[str] = set()
        self._values: dict[tuple[str, str], tuple[object, Any]] = {}

    def get(self, table: str, what: str, of: Hashable, work: Callable[[], Value]) -> Value:
        """What `work` yields from the rows of `table`, worked out anew once any of them changed.

        One value of `what` is kept, that `of` which it was asked last. Inside a transaction nothing is kept: what
        is read there may be rolled back.
        """
        if self._database.connection.in_transaction:
            return work()
        state = of, self._state_of(table)
        standing = self._values.get((table, what))
        if standing is None or standing[0] != state:
            standing = self._values[table, what] = state, work()
        value: Value = standing[1]
        return value

    def _state_of(self, table: str) -> object:
        if self._database.is_read_only:  # nothing is written here, nor by others while it is read
            return None
        if table not in self._watched:
            self._watch(table)
        times = self._database.row("SELECT times FROM temp.watched WHERE name = ?", (table,))
        return times, self._database.row("PRAGMA data_version")

    def _watch(self, table: str) -> None:
        self._database.execute(_TIMES)
        self._database.execute("INSERT INTO temp.watched VALUES (?, 0)", (table,))
        for event in _EVENTS:
            self._database.execute(
                f"CREATE TEMP TRIGGER watch_{table}_{event} AFTER {event} ON main.{table} "
                f"BEGIN UPDATE watched SET times = times + 1 WHERE name = '{table}'; END"
            )
        self._watched.add(table)
