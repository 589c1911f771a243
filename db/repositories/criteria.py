"""Criteria sets that were brought in beside the packaged ones, as whole documents."""

from db.connection import Database


def list_documents(database: Database) -> list[tuple[str, str]]:
    """(id, document as JSON text) of every set brought in."""
    return [
        (set_id, document)
        for set_id, document in database.rows(
            "SELECT id, document FROM criteria_set WHERE deleted IS NOT 1 AND document IS NOT NULL ORDER BY id"
        )
    ]
