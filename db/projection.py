"""How operations become the rows that screens read. The rows can be rebuilt from the log at any time.

Kinds and fields that this version does not know stay in the log and travel on; they just have no row.
"""

import json
from collections.abc import Collection, Iterable
from typing import NamedTuple

from db.connection import Database
from ntm_desktop.domain.operation import PERSONAL_KINDS, is_withheld

JsonText = str
Projected = tuple[str, str, str, JsonText]
"""kind, entity, field, value: the value shown for a field after merging."""


class Table(NamedTuple):
    """`keys` are the columns that spell the entity; `columns` maps a field to its column."""

    name: str
    keys: tuple[str, ...]
    columns: dict[str, str]

    def upsert(self, field: str) -> str:
        """The statement that sets one column of a row, which it makes where it is missing."""
        column = self.columns[field]
        keys = ", ".join(self.keys)
        marks = ", ".join("?" for _ in self.keys)
        return (
            f"INSERT INTO {self.name} ({keys}, {column}) VALUES ({marks}, ?) "
            f"ON CONFLICT ({keys}) DO UPDATE SET {column} = excluded.{column}"
        )


def _by_id(name: str, *fields: str, **renamed: str) -> Table:
    return Table(name, ("id",), {field: field for field in (*fields, "deleted")} | renamed)


def _with_keys(keys: tuple[str, ...], name: str, *fields: str) -> Table:
    return Table(name, keys, {field: field for field in fields})


READING_KEYS = ("place", "criteria_set", "code", "period")
PARTITION_KEYS = ("village", "criteria_set", "criterion", "year")
TABLES: dict[str, Table] = {
    "reading": Table(
        "reading",
        READING_KEYS,
        {"figure": "figure", "note": "note", "checked": "checked", "confirmed": "confirmed"},
    ),
    "place": _by_id(
        "place",
        *("name", "parent", "aliases", "province"),
        place_kind="kind",
        column="target_column",
        order="sort_order",
    ),
    "plan": _by_id("plan", "title", "unit", "year"),
    "plan_task": _by_id(
        "plan_task",
        *("plan", "number", "content", "section", "section_title", "subsection", "subsection_title"),
        *("deadline", "lead", "coordinating", "criteria", "status", "progress", "note"),
        order="sort_order",
    ),
    "plan_figure": _by_id(
        "plan_figure",
        *("place", "topic", "item", "value", "unit", "source"),
        column="column_title",
        order="sort_order",
    ),
    "criteria_set": _by_id("criteria_set", "document"),
    "device": _by_id("device", "public_key", "role", "place", "name", "permit", "revoked"),
    "quarantine": _by_id("quarantine", "reason"),
    "assignment": Table("assignment", PARTITION_KEYS, {"writers": "writers"}),
    "review": Table("review", PARTITION_KEYS, {"state": "state", "remark": "remark", "snapshot": "snapshot"}),
    "remark": Table("remark", READING_KEYS, {"text": "text", "answer": "answer"}),
    "household": _with_keys(
        ("commune", "id"),
        "household",
        *("record", "village", "number", "members", "people", "ethnic", "poverty", "lacks", "house", "water"),
        *("latrine", "bath", "tank", "electricity", "waste", "livestock", "more", "income", "phone", "note"),
        *("deleted", "erased"),
    ),
    "evidence": _with_keys(
        ("place", "id"),
        "evidence",
        *("reading", "file", "requirement", "number", "date", "issuer", "abstract", "deleted"),
    ),
    "check_answer": _with_keys((*READING_KEYS, "rule"), "check_answer", "answer"),
    "target": _with_keys(("criteria_set", "code", "target_column", "year"), "target", "value", "checked"),
}
"""Operation kinds that have rows."""


def project_new(database: Database, shown: Collection[Projected]) -> bool:
    """Adds rows of figures; whether all of them were figures for which there was no row yet."""
    if any(kind != "reading" or field != "figure" for kind, _, field, _ in shown):
        return False
    keys = [(*entity.split("|"), None if value == "null" else value) for _, entity, _, value in shown]
    fitting = [row for row in keys if len(row) == 5]
    sql = "INSERT OR IGNORE INTO reading (place, criteria_set, code, period, figure) VALUES (?, ?, ?, ?, ?)"
    return len(fitting) == len(shown) == database.execute_many(sql, fitting)


def project(database: Database, shown: Iterable[Projected]) -> None:
    """Writes the shown values to their rows."""
    batches: dict[tuple[str, str], list[tuple[object, ...]]] = {}
    readings: list[tuple[object, ...]] = batches.setdefault(("reading", "figure"), [])
    for kind, entity, field, value in shown:
        if kind == "reading" and field == "figure":  # the one hot path: a hundred thousand cells in one import
            key = entity.split("|")
            if len(key) == 4:
                readings.append((*key, None if value == "null" else value))
            continue
        table = TABLES.get(kind)
        if table is None or field not in table.columns:
            continue
        keys = entity.split("|")
        if len(keys) == len(table.keys):
            held = None if kind in PERSONAL_KINDS and is_withheld(value) else _scalar(value)
            batches.setdefault((kind, field), []).append((*keys, held))
    for (kind, field), rows in batches.items():
        if rows:
            database.execute_many(TABLES[kind].upsert(field), rows)


def _scalar(value: JsonText) -> object:
    """Text and numbers as SQL values, so that queries read them; lists and objects stay JSON text."""
    decoded = json.loads(value)
    if isinstance(decoded, bool):
        return int(decoded)
    return value if isinstance(decoded, list | dict) else decoded
