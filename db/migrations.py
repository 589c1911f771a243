"""The shape of the database, step by step. Each step uses only SQL written here, never today's records."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database as Tables

LATEST = 1
"""The number of steps, kept in `PRAGMA user_version`: a newer file is recognised before anything is read."""


def apply_migrations(tables: "Tables") -> None:
    """Applies every pending step, each atomic with its record."""
    from sqlite_utils import Migrations

    migrations = Migrations("ntm")
    for step in _STEPS:
        migrations(name=step.__name__)(step)
    migrations.apply(tables)
    tables.conn.execute(f"PRAGMA user_version = {LATEST}")


def _0001_log_and_projection(tables: "Tables") -> None:
    for statement in _LOG + _PROJECTION + _LOCAL:
        tables.conn.execute(statement)


_LOG = (
    # An origin is one incarnation of one laptop's database; operations name it by a small local number.
    """CREATE TABLE origin (
        id INTEGER PRIMARY KEY, device TEXT NOT NULL, incarnation INTEGER NOT NULL,
        last_seq INTEGER NOT NULL DEFAULT 0, UNIQUE (device, incarnation)) STRICT""",
    """CREATE TABLE operation (
        origin INTEGER NOT NULL REFERENCES origin (id), seq INTEGER NOT NULL,
        kind TEXT NOT NULL, entity TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL,
        parents TEXT NOT NULL, person TEXT NOT NULL, at INTEGER NOT NULL,
        PRIMARY KEY (origin, seq)) STRICT, WITHOUT ROWID""",
    # The operations of a field that no later one has replaced; two of them with different values are a conflict.
    """CREATE TABLE head (
        entity TEXT NOT NULL, field TEXT NOT NULL, origin INTEGER NOT NULL, seq INTEGER NOT NULL,
        PRIMARY KEY (entity, field, origin, seq)) STRICT, WITHOUT ROWID""",
    # Fields with several heads: few at any time, so that nobody has to search for conflicts.
    """CREATE TABLE parallel (
        entity TEXT NOT NULL, field TEXT NOT NULL, PRIMARY KEY (entity, field)) STRICT, WITHOUT ROWID""",
    # Operations whose predecessors have not arrived: they wait, visibly and without a time-out.
    """CREATE TABLE waiting (
        device TEXT NOT NULL, incarnation INTEGER NOT NULL, seq INTEGER NOT NULL,
        kind TEXT NOT NULL, entity TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL,
        parents TEXT NOT NULL, person TEXT NOT NULL, at INTEGER NOT NULL,
        PRIMARY KEY (device, incarnation, seq)) STRICT, WITHOUT ROWID""",
)

_PROJECTION = (
    """CREATE TABLE place (
        id TEXT PRIMARY KEY, kind TEXT, name TEXT, parent TEXT, aliases TEXT, target_column TEXT,
        province TEXT, sort_order INTEGER, deleted INTEGER) STRICT, WITHOUT ROWID""",
    """CREATE TABLE reading (
        place TEXT NOT NULL, criteria_set TEXT NOT NULL, period TEXT NOT NULL, code TEXT NOT NULL,
        figure TEXT, note TEXT,
        PRIMARY KEY (place, criteria_set, period, code)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE plan (
        id TEXT PRIMARY KEY, title TEXT, unit TEXT, year INTEGER, deleted INTEGER) STRICT, WITHOUT ROWID""",
    """CREATE TABLE plan_task (
        id TEXT PRIMARY KEY, plan TEXT, sort_order INTEGER, number TEXT, content TEXT, section TEXT,
        section_title TEXT, subsection TEXT, subsection_title TEXT, deadline TEXT, lead TEXT,
        coordinating TEXT, criteria TEXT, status TEXT, progress INTEGER, note TEXT,
        deleted INTEGER) STRICT, WITHOUT ROWID""",
    """CREATE TABLE plan_figure (
        id TEXT PRIMARY KEY, place TEXT, topic TEXT, item TEXT, column_title TEXT, value TEXT, unit TEXT,
        source TEXT, sort_order INTEGER, doubt TEXT, deleted INTEGER) STRICT, WITHOUT ROWID""",
    """CREATE TABLE criteria_set (
        id TEXT PRIMARY KEY, document TEXT, deleted INTEGER) STRICT, WITHOUT ROWID""",
)

_LOCAL = (
    # Of this laptop alone, never exchanged: whose desk it is, its keys, what was sent and received.
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE TABLE sender (
        public_key TEXT PRIMARY KEY, name TEXT NOT NULL, added_at INTEGER NOT NULL) STRICT, WITHOUT ROWID""",
    """CREATE TABLE package (
        id INTEGER PRIMARY KEY, direction TEXT NOT NULL, number INTEGER NOT NULL, counterpart TEXT NOT NULL,
        file_name TEXT NOT NULL, sha256 TEXT NOT NULL, at INTEGER NOT NULL, operations INTEGER NOT NULL,
        summary TEXT NOT NULL) STRICT""",
)

_STEPS = (_0001_log_and_projection,)
