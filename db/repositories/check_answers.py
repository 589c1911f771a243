"""Why warnings of the checks may stand."""

import json
from typing import Any

from db.connection import Database


def list_answers(database: Database) -> dict[str, Any]:
    """By the finding's entity what was answered: {"reason", "said"}."""
    rows = database.rows(
        "SELECT place, criteria_set, code, period, rule, answer FROM check_answer WHERE answer IS NOT NULL"
    )
    return {"|".join(row[:5]): json.loads(row[5]) for row in rows}
