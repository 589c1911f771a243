"""Which copies of the database still hold what was erased: asked of their content, never of their date."""

import contextlib
import mmap
import sqlite3
from collections.abc import Iterable, Sequence
from pathlib import Path

from db.personal_data import OF_ENTITY, Gone


def copies_holding(copies: Iterable[Path], gone: Gone) -> list[Path]:
    """Those of these closed files in which a value that is gone here still stands; nothing is written."""
    return [path for path in copies if path.is_file() and (_says(path, gone.entities) or _has_bytes(path, gone))]


def _says(path: Path, entities: Sequence[str]) -> bool:
    """Whether its log, or what waits there, says anything of them. A file that cannot be read is searched only."""
    try:
        with contextlib.closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro", uri=True)) as copy:
            return any(
                copy.execute(f"SELECT 1 FROM {table} WHERE {OF_ENTITY} LIMIT 1", (entity,)).fetchone()
                for entity in entities
                for table in ("operation", "waiting")
            )
    except (sqlite3.DatabaseError, UnicodeDecodeError):
        return False


def _has_bytes(path: Path, gone: Gone) -> bool:
    """Also where SQLite keeps what was deleted or moved about."""
    if not path.stat().st_size:
        return False
    with path.open("rb") as file, mmap.mmap(file.fileno(), 0, access=mmap.ACCESS_READ) as content:
        return any(content.find(text) >= 0 for text in gone.texts)
