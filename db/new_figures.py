"""The one hot path of taking in: a stretch of new figures of one laptop, judged and written without a look at each.

What does not fit is taken in operation by operation; the outcome is the same.
"""

from collections.abc import Sequence
from operator import itemgetter

from db.connection import Database
from ntm_desktop.domain.operation import Operation
from ntm_desktop.domain.rights import Rights

_FEWEST = 64
_KEYS = 4  # place, criteria set, code, period
_told_alike = itemgetter(0, 1, 3, 5)  # device, incarnation, kind, field
_seq, _entity, _value, _parents = itemgetter(2), itemgetter(4), itemgetter(6), itemgetter(7)
_INSERT = "INSERT OR IGNORE INTO reading (place, criteria_set, code, period, figure) VALUES (?, ?, ?, ?, ?)"

NewFigures = list[tuple[str | None, ...]]
"""Rows of the table of readings: place, criteria set, code, period, figure."""


def find(batch: Sequence[Operation], last: int, rights: Rights, *, decides: bool) -> NewFigures | None:
    """The rows of a batch that follows `last`, only figures that replace nothing and all are allowed; else None."""
    count = len(batch)
    if count < _FEWEST or batch[0].kind != "reading" or batch[0].field != "figure":
        return None
    if set(map(_told_alike, batch)) != {_told_alike(batch[0])} or any(map(_parents, batch)):
        return None
    if list(map(_seq, batch)) != list(range(last + 1, last + count + 1)):
        return None
    entities = list(map(_entity, batch))
    keys = [entity.split("|") for entity in entities]
    if set(map(len, keys)) != {_KEYS} or len(set(entities)) != count:
        return None
    places = {key[0]: operation for key, operation in zip(keys, batch, strict=True)}
    if not rights.allows_alike(places.values(), decides=decides):
        return None
    return [(*key, None if value == "null" else value) for key, value in zip(keys, map(_value, batch), strict=True)]


def add_rows(database: Database, figures: NewFigures) -> bool:
    """Whether there was no row for any of them yet; the others stay as they were."""
    return database.execute_many(_INSERT, figures) == len(figures)
