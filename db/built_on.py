"""Whether anything builds on an import: what was written or taken in since and needs what it brought."""

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from db.connection import Database
from ntm_desktop.domain.operation import parse_key

Range = tuple[int, int, int]
"""origin's local number, first and last running number."""

_COLUMNS = "kind, entity, field"
_REFERENCES = {
    ("place", "parent"),
    ("household", "village"),
    ("plan_task", "plan"),
    ("plan_figure", "place"),
    ("evidence", "reading"),
}
"""Fields whose value names another entity."""


class BuiltOn(NamedTuple):
    """The first operation found that would hang in the air."""

    kind: str
    entity: str
    field: str


def first_built_on(
    database: Database, device: str, ranges: Sequence[Range], held_after: Mapping[int, int]
) -> BuiltOn | None:
    """What was written here or taken in later and needs what these ranges hold; None where nothing does.

    `device` is this laptop; `held_after` maps every origin to the last running number when the import was done.
    """
    spans = {origin: (first, last) for origin, first, last in ranges}
    numbers: dict[tuple[str, int], int] = {}
    own: list[int] = []
    for number, author, incarnation, last in database.rows("SELECT id, device, incarnation, last_seq FROM origin"):
        numbers[(author, incarnation)] = number
        if author == device:
            own.append(number)
        if number in spans and last != spans[number][1]:
            return _operation(database, number, spans[number][1] + 1)
    for origin in numbers.values():
        after = (origin, held_after.get(origin, 0))
        later = f"SELECT {_COLUMNS}, parents FROM operation WHERE origin = ? AND seq > ? AND parents <> ''"
        for kind, entity, field, parents in database.rows(later, after):
            for key in map(parse_key, parents.split()):
                first, last = spans.get(numbers.get((key.device, key.incarnation), -1), (1, 0))
                if first <= key.seq <= last:
                    return BuiltOn(kind, entity, field)
    judged = _Judged(database, device, ranges)
    for origin in own:
        after = (origin, held_after.get(origin, 0))
        for row in database.rows(f"SELECT {_COLUMNS}, value FROM operation WHERE origin = ? AND seq > ?", after):
            if judged.needs(*row):
                return BuiltOn(*row[:3])
    return None


class _Judged:
    """What this laptop wrote afterwards, held against what came; each entity is looked up once."""

    def __init__(self, database: Database, device: str, ranges: Sequence[Range]) -> None:
        self._database, self._device = database, device
        self._within = " OR ".join("(origin = ? AND seq BETWEEN ? AND ?)" for _ in ranges)
        self._ranges = [number for one in ranges for number in one]
        origins = [origin for origin, _, _ in ranges]
        marks = ", ".join("?" * len(origins))
        self._authors = {
            author for (author,) in database.rows(f"SELECT device FROM origin WHERE id IN ({marks})", origins)
        }
        self._spoken_of: dict[str, bool] = {}
        self._brought: dict[str, bool] = {}

    def needs(self, kind: str, entity: str, field: str, value: str) -> bool:
        """Whether that operation speaks of what came, or of something that is known only since."""
        if kind == "device" and entity in self._authors:
            return True  # permitted or revoked for what came from it
        if kind == "device" and entity == self._device:
            return False
        if kind == "quarantine":
            return self._is_within(entity)
        if self._is_spoken_of(entity) or (kind == "review" and self._has_figures(entity)):
            return True
        parts = entity.split("|")
        if kind == "check_answer" and self._is_spoken_of("|".join(parts[:4])):
            return True
        named = list(_named(kind, field, value))
        if kind == "evidence" and any(map(self._is_spoken_of, named)):
            return True
        return any(map(self._is_brought, (*parts, *named)))

    def _is_within(self, key: str) -> bool:
        """Whether the operation of that key came, which the lead has decided about since."""
        asked = (
            "SELECT 1 FROM operation JOIN origin ON origin.id = origin WHERE device = ? AND incarnation = ? "
            f"AND seq = ? AND ({self._within})"
        )
        return self._database.row(asked, (*parse_key(key), *self._ranges)) is not None

    def _is_spoken_of(self, entity: str) -> bool:
        if entity not in self._spoken_of:
            asked = f"SELECT 1 FROM operation WHERE entity = ? AND ({self._within}) LIMIT 1"
            self._spoken_of[entity] = self._database.row(asked, (entity, *self._ranges)) is not None
        return self._spoken_of[entity]

    def _is_brought(self, entity: str) -> bool:
        """Whether nobody knew of that place, plan, set or laptop before."""
        if entity not in self._brought:
            asked = f"SELECT 1 FROM operation WHERE entity = ? AND NOT ({self._within}) LIMIT 1"
            self._brought[entity] = (
                self._is_spoken_of(entity) and self._database.row(asked, (entity, *self._ranges)) is None
            )
        return self._brought[entity]

    def _has_figures(self, entity: str) -> bool:
        """Whether a figure of that criterion, village and year came."""
        village, criteria_set, criterion, year = entity.split("|")
        of_criterion = f"{village}|{criteria_set}|{criterion}"
        asked = (
            "SELECT entity FROM operation WHERE kind = 'reading' AND entity > ? AND entity < ? "
            f"AND ({self._within})"
        )
        for (reading,) in self._database.rows(asked, (of_criterion, f"{of_criterion}~", *self._ranges)):
            _, _, code, period = reading.split("|")
            if code.split(".")[0] == criterion and period.startswith(year):
                return True
        return False


def _named(kind: str, field: str, value: str) -> Iterator[str]:
    """Entities that the value speaks of."""
    if (kind, field) in _REFERENCES or (kind, field) == ("device", "permit"):
        said: Any = json.loads(value)
        if isinstance(said, dict):
            said = said.get("place")
        if isinstance(said, str):
            yield said


def _operation(database: Database, origin: int, seq: int) -> BuiltOn | None:
    row = database.row(f"SELECT {_COLUMNS} FROM operation WHERE origin = ? AND seq = ?", (origin, seq))
    return BuiltOn(*row) if row else BuiltOn("", "", "")
