"""Settings of this laptop alone; they are never exchanged."""

import json
from typing import Any

from db.connection import Database


def setting(database: Database, name: str, default: Any = None) -> Any:
    """The setting's value, or `default`. Raises ValueError where it is no JSON."""
    row = database.row("SELECT value FROM setting WHERE name = ?", (name,))
    return json.loads(row[0]) if row else default


def save_setting(database: Database, name: str, value: Any) -> None:
    """Keeps a JSON value under that name."""
    with database.transaction():
        database.execute(
            "INSERT INTO setting VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            (name, json.dumps(value, ensure_ascii=False)),
        )
