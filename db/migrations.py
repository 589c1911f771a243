"""The shape of the database, step by step. Each step uses only SQL written here, never today's records."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from sqlite_utils import Database as Tables


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
    # No foreign key to origin: SQLite could not empty the table at once when a large import is undone, and
    # `check` looks for operations of no origin.
    """CREATE TABLE operation (
        origin INTEGER NOT NULL, seq INTEGER NOT NULL,
        kind TEXT NOT NULL, entity TEXT NOT NULL, field TEXT NOT NULL, value TEXT NOT NULL,
        parents TEXT NOT NULL, person TEXT NOT NULL, at INTEGER NOT NULL,
        PRIMARY KEY (origin, seq)) STRICT, WITHOUT ROWID""",
    "CREATE INDEX operation_of_field ON operation (entity, field)",  # as `field_index` builds it again
    # Consecutive operations of one origin as their author packed and signed them; forwarded as they are.
    """CREATE TABLE segment (
        origin INTEGER NOT NULL REFERENCES origin (id), first INTEGER NOT NULL, last INTEGER NOT NULL,
        line BLOB NOT NULL, signature BLOB NOT NULL, before BLOB NOT NULL DEFAULT x'',
        opening BLOB NOT NULL DEFAULT x'',
        PRIMARY KEY (origin, first)) STRICT, WITHOUT ROWID""",
    # Operations outside their author's rights: kept and forwarded, never shown.
    """CREATE TABLE quarantined (
        origin INTEGER NOT NULL, seq INTEGER NOT NULL, reason TEXT NOT NULL,
        PRIMARY KEY (origin, seq)) STRICT, WITHOUT ROWID""",
    # Operations that a later one of the same field has replaced: few beside those that stand.
    """CREATE TABLE replaced (
        origin INTEGER NOT NULL, seq INTEGER NOT NULL, PRIMARY KEY (origin, seq)) STRICT, WITHOUT ROWID""",
    # The operations of a field that no later one has replaced; two of them with different values are a conflict.
    """CREATE VIEW head AS SELECT entity, field, origin, seq FROM operation o WHERE NOT EXISTS
        (SELECT 1 FROM replaced r WHERE r.origin = o.origin AND r.seq = o.seq) AND NOT EXISTS
        (SELECT 1 FROM quarantined q WHERE q.origin = o.origin AND q.seq = o.seq)""",
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
        figure TEXT, note TEXT, checked TEXT, confirmed TEXT,
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
        source TEXT, sort_order INTEGER, deleted INTEGER) STRICT, WITHOUT ROWID""",
    """CREATE TABLE criteria_set (
        id TEXT PRIMARY KEY, document TEXT, deleted INTEGER) STRICT, WITHOUT ROWID""",
    """CREATE TABLE device (
        id TEXT PRIMARY KEY, public_key TEXT, role TEXT, place TEXT, name TEXT, permit TEXT, revoked TEXT,
        deleted INTEGER) STRICT, WITHOUT ROWID""",
    """CREATE TABLE assignment (
        village TEXT NOT NULL, criteria_set TEXT NOT NULL, criterion TEXT NOT NULL, year TEXT NOT NULL,
        writers TEXT, PRIMARY KEY (village, criteria_set, criterion, year)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE quarantine (
        id TEXT PRIMARY KEY, reason TEXT, deleted INTEGER) STRICT, WITHOUT ROWID""",
    """CREATE TABLE review (
        village TEXT NOT NULL, criteria_set TEXT NOT NULL, criterion TEXT NOT NULL, year TEXT NOT NULL,
        state TEXT, remark TEXT, snapshot TEXT,
        PRIMARY KEY (village, criteria_set, criterion, year)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE remark (
        place TEXT NOT NULL, criteria_set TEXT NOT NULL, code TEXT NOT NULL, period TEXT NOT NULL,
        text TEXT, answer TEXT, PRIMARY KEY (place, criteria_set, code, period)) STRICT, WITHOUT ROWID""",
    # Personal data. `record` is the household as first written, each other column a later change of one field.
    """CREATE TABLE household (
        commune TEXT NOT NULL, id TEXT NOT NULL, record TEXT, village TEXT, number TEXT, members TEXT,
        people TEXT, ethnic TEXT, poverty TEXT, lacks TEXT, house TEXT, water TEXT, latrine TEXT, bath TEXT,
        tank TEXT, electricity TEXT, waste TEXT, livestock TEXT, more TEXT, income TEXT, phone TEXT, note TEXT,
        deleted INTEGER, erased INTEGER,
        PRIMARY KEY (commune, id)) STRICT, WITHOUT ROWID""",
    # A file that proves a figure: its bytes lie beside the database under their SHA-256.
    """CREATE TABLE evidence (
        place TEXT NOT NULL, id TEXT NOT NULL, reading TEXT, file TEXT, requirement TEXT, number TEXT, date TEXT,
        issuer TEXT, abstract TEXT, deleted INTEGER, PRIMARY KEY (place, id)) STRICT, WITHOUT ROWID""",
    # Why a warning of the checks may stand, for the figures it was said of.
    """CREATE TABLE check_answer (
        place TEXT NOT NULL, criteria_set TEXT NOT NULL, code TEXT NOT NULL, period TEXT NOT NULL,
        rule TEXT NOT NULL, answer TEXT, PRIMARY KEY (place, criteria_set, code, period, rule))
        STRICT, WITHOUT ROWID""",
    # A target a commune entered or compared with the province's decision.
    """CREATE TABLE target (
        criteria_set TEXT NOT NULL, code TEXT NOT NULL, target_column TEXT NOT NULL, year TEXT NOT NULL,
        value TEXT, checked TEXT, PRIMARY KEY (criteria_set, code, target_column, year)) STRICT, WITHOUT ROWID""",
)

_LOCAL = (
    # Of this laptop alone, never exchanged: whose desk it is, its keys, what was sent and received.
    "CREATE TABLE setting (name TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID",
    """CREATE TABLE sender (
        public_key TEXT PRIMARY KEY, name TEXT NOT NULL, added_at INTEGER NOT NULL,
        role TEXT NOT NULL DEFAULT '', place TEXT NOT NULL DEFAULT '') STRICT, WITHOUT ROWID""",
    """CREATE TABLE package (
        id INTEGER PRIMARY KEY, direction TEXT NOT NULL, number INTEGER NOT NULL, counterpart TEXT NOT NULL,
        file_name TEXT NOT NULL, package_id TEXT NOT NULL, sha256 TEXT NOT NULL, at INTEGER NOT NULL,
        operations INTEGER NOT NULL,
        summary TEXT NOT NULL, device TEXT NOT NULL DEFAULT '', acknowledged_at INTEGER,
        held_after TEXT NOT NULL DEFAULT '{}', undone_at INTEGER) STRICT""",
    # What one package added, so that taking it in can be undone.
    """CREATE TABLE package_range (
        package INTEGER NOT NULL REFERENCES package (id), origin INTEGER NOT NULL, first INTEGER NOT NULL,
        last INTEGER NOT NULL, PRIMARY KEY (package, origin)) STRICT, WITHOUT ROWID""",
    # What another laptop has said it holds: its receipts.
    """CREATE TABLE receipt (
        holder TEXT NOT NULL, device TEXT NOT NULL, incarnation INTEGER NOT NULL, seq INTEGER NOT NULL,
        PRIMARY KEY (holder, device, incarnation)) STRICT, WITHOUT ROWID""",
    # Which files of evidence a package carried (by the SHA-256 of its manifest), and who has said to have them.
    """CREATE TABLE package_evidence (
        package_id TEXT NOT NULL, sha256 TEXT NOT NULL, PRIMARY KEY (package_id, sha256)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE evidence_receipt (
        holder TEXT NOT NULL, sha256 TEXT NOT NULL, is_theirs INTEGER NOT NULL DEFAULT 0,
        PRIMARY KEY (holder, sha256)) STRICT, WITHOUT ROWID""",
    # Laptops that have said they hold less than they said before, and how many packages that is remembered.
    "CREATE TABLE doubt (holder TEXT PRIMARY KEY, packages INTEGER NOT NULL) STRICT, WITHOUT ROWID",
    # What each person did lately, to undo and redo it.
    """CREATE TABLE act (
        id INTEGER PRIMARY KEY AUTOINCREMENT, title TEXT NOT NULL, person TEXT NOT NULL, at INTEGER NOT NULL,
        is_undone INTEGER NOT NULL DEFAULT 0) STRICT""",
    """CREATE TABLE act_change (
        act INTEGER NOT NULL REFERENCES act (id) ON DELETE CASCADE, position INTEGER NOT NULL,
        kind TEXT NOT NULL, entity TEXT NOT NULL, field TEXT NOT NULL, before TEXT NOT NULL, after TEXT NOT NULL,
        PRIMARY KEY (act, position)) STRICT, WITHOUT ROWID""",
    """CREATE TABLE person (
        name TEXT PRIMARY KEY, pin_hash TEXT, failures INTEGER NOT NULL DEFAULT 0,
        failed_at INTEGER NOT NULL DEFAULT 0) STRICT, WITHOUT ROWID""",
)


def _0002_figures_of_a_package(tables: "Tables") -> None:
    tables.conn.execute("ALTER TABLE package ADD COLUMN figures INTEGER")


def _0003_recipients_of_a_package(tables: "Tables") -> None:
    """Whose receipts a sent package waits for, and who has given one: lists of laptops as JSON."""
    for column in ("awaited", "acknowledged_by"):
        tables.conn.execute(f"ALTER TABLE package ADD COLUMN {column} TEXT NOT NULL DEFAULT '[]'")


_STEPS = (_0001_log_and_projection, _0002_figures_of_a_package, _0003_recipients_of_a_package)
LATEST = len(_STEPS)
"""Kept in `PRAGMA user_version`: a newer file is recognised before anything is read."""
