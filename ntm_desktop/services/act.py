"""What a person does in one step: written in one transaction, named, and kept so that it can be undone later.

Undoing writes the earlier values as new operations: history keeps both. The last hundred acts of a person
survive closing the program.
"""

import time
from collections.abc import Iterable, Sequence
from itertools import pairwise
from typing import NamedTuple

from db.operation_log import Change, HistoryEntry, Written
from db.repositories import acts
from db.repositories.acts import Act
from ntm_desktop.domain.errors import ChangedSince, DecisionStands, NothingToUndo
from ntm_desktop.domain.operation import OperationKey
from ntm_desktop.services.lock_figures import check_unlocked
from ntm_desktop.services.open_desk import OpenDesk

__all__ = [
    "DECISION",
    "Act",
    "DoneAct",
    "Undone",
    "act",
    "last_titles",
    "list_acts",
    "note_decision",
    "redo",
    "redoable",
    "undo",
    "undoable",
    "undone_keys",
]


DECISION = "decision"
"""Beside a field that was decided the one that keeps the reason: `figure.decision`."""


class Undone(NamedTuple):
    """The act's title and what now stands."""

    title: str
    written: tuple[Written, ...]


class DoneAct(NamedTuple):
    """One line of the list of what a person did; `at` in seconds since 1970."""

    title: str
    at: int
    is_undone: bool


def act(desk: OpenDesk, title: str, changes: Iterable[Change]) -> list[Written]:
    """Writes the changes as one act called `title` ("dán 12 ô vào chỉ tiêu 9.2"), lower case, without a stop.

    Returns what really changed; an act that changes nothing is not remembered.
    Raises NotAllowed, FigureConfirmed.
    """
    with desk.database.transaction():
        changes = list(changes)
        check_unlocked(desk, changes)
        written = desk.log.write(changes, desk.desk.person)
        if written:
            acts.add(desk.database, title, desk.desk.person, int(time.time()), written)
    return written


def note_decision(desk: OpenDesk, title: str, written: Sequence[Written]) -> None:
    """Remembers a decision between laptops as this person's last act, which `undo` then names and refuses."""
    acts.add(desk.database, title, desk.desk.person, int(time.time()), written)


def undoable(desk: OpenDesk) -> Act | None:
    """What `undo` would take back, for the name on the button."""
    return acts.last_done(desk.database, desk.desk.person)


def redoable(desk: OpenDesk) -> Act | None:
    """What `redo` would do again."""
    return acts.first_undone(desk.database, desk.desk.person)


def last_titles(desk: OpenDesk) -> tuple[str, str]:
    """What `undo` would take back and what `redo` would do again, by name; empty where there is nothing."""
    return acts.last_titles(desk.database, desk.desk.person)


def list_acts(desk: OpenDesk) -> list[DoneAct]:
    """What this person did here lately, newest first."""
    return [DoneAct(*row) for row in acts.titles(desk.database, desk.desk.person)]


def undone_keys(desk: OpenDesk, history: Sequence[HistoryEntry], entity: str, field: str) -> set[OperationKey]:
    """Which entries of a field's history, newest first, are the taking back of what stood before them here."""
    steps = acts.undone_steps(desk.database, entity, field)
    if not steps:
        return set()
    return {now.key for now, before in pairwise(history) if (before.value, now.value) in steps}


def undo(desk: OpenDesk) -> Undone:
    """Takes back this person's last act, whole.

    Raises NothingToUndo, DecisionStands, ChangedSince, NotAllowed, FigureConfirmed.
    """
    found = undoable(desk)
    if found is not None and any(one.field.endswith(f".{DECISION}") for one in found.after):
        raise DecisionStands(found.title)
    return _turn(desk, found, is_undoing=True)


def redo(desk: OpenDesk) -> Undone:
    """Does again what was undone last, whole. Raises NothingToUndo, ChangedSince, NotAllowed, FigureConfirmed."""
    return _turn(desk, redoable(desk), is_undoing=False)


def _turn(desk: OpenDesk, found: Act | None, *, is_undoing: bool) -> Undone:
    if found is None:
        raise NothingToUndo("hoàn tác" if is_undoing else "làm lại")
    standing, wanted = (found.after, found.before) if is_undoing else (found.before, found.after)
    with desk.database.transaction():
        _check_untouched(desk, found.title, standing)
        check_unlocked(desk, wanted)
        written = desk.log.write(wanted, desk.desk.person)
        acts.mark(desk.database, found, is_undone=is_undoing)
    return Undone(found.title, tuple(written))


def _check_untouched(desk: OpenDesk, title: str, standing: Sequence[Change]) -> None:
    """Nobody's later work is overwritten: not another person's, nor what a package brought."""
    last = {(one.entity, one.field): one.value for one in standing}
    if any(desk.log.value(entity, field) != value for (entity, field), value in last.items()):
        raise ChangedSince(title)
