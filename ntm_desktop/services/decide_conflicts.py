"""Deciding conflicts: what stood before, what each laptop wrote, and a decision with its reason."""

from typing import NamedTuple

from db.operation_log import Change, HistoryEntry
from db.repositories import recording
from ntm_desktop.domain.criteria import Indicator
from ntm_desktop.domain.errors import MissingText, UnknownConflict
from ntm_desktop.domain.operation import OperationKey
from ntm_desktop.domain.periods import Period, parse_period
from ntm_desktop.domain.places import Place
from ntm_desktop.domain.recording import Figure, ReadingKey, check_figure, figure_from_data, figure_to_data
from ntm_desktop.domain.text_lengths import LONGEST_REASON, fitting
from ntm_desktop.services.act import DECISION, note_decision
from ntm_desktop.services.open_desk import OpenDesk, json_text, read_json

REASON = DECISION
"""The field beside a decided one that keeps the reason: `figure.decision`."""


class Side(NamedTuple):
    """One of the parallel values; `is_own` when this laptop wrote it."""

    value: str
    person: str
    at: int
    device: str
    is_own: bool
    is_shown: bool


class Conflict(NamedTuple):
    """A field that laptops wrote apart from each other. `place`, `indicator`, `period` are None for other things.

    `before` is the last value all of them knew, None where there was none.
    """

    kind: str
    entity: str
    field: str
    sides: tuple[Side, ...]
    before: str | None
    place: Place | None = None
    indicator: Indicator | None = None
    period: Period | None = None


def list_conflicts(desk: OpenDesk) -> list[Conflict]:
    """Every open conflict, each exactly once."""
    places = {place.id: place for place in desk.all_places()}
    return [_conflict(desk, entity, field, places) for entity, field in open_fields(desk)]


def open_fields(desk: OpenDesk) -> list[tuple[str, str]]:
    """Entity and field of every open conflict; two reasons for the same decision are none."""
    return [(entity, field) for entity, field in desk.log.conflicts() if not field.endswith(f".{REASON}")]


def notes_beside(desk: OpenDesk, conflict: Conflict) -> dict[str, str]:
    """By laptop the note it wrote last beside the figure in dispute."""
    if conflict.kind != "reading" or conflict.field != "figure":
        return {}
    notes: dict[str, str] = {}
    for entry in desk.log.history(conflict.entity, "note"):
        text = read_json(entry.value)
        if isinstance(text, str) and text:
            notes.setdefault(entry.device, text)
    return notes


def find_conflict(desk: OpenDesk, text: str) -> Conflict:
    """By its position in the list (1, 2, ...). Raises UnknownConflict."""
    conflicts = list_conflicts(desk)
    if text.strip().isdigit() and 1 <= int(text) <= len(conflicts):
        return conflicts[int(text) - 1]
    raise UnknownConflict(text)


def subject_of(desk: OpenDesk, conflict: Conflict) -> str:
    """What the field belongs to, in its own words: a task's content, a plan's title; empty for figures."""
    for name in {"plan_task": ("content",), "plan": ("title",), "plan_figure": ("item",)}.get(conflict.kind, ()):
        text = read_json(desk.log.value(conflict.entity, name))
        if isinstance(text, str) and text:
            return text
    return ""


def decide(desk: OpenDesk, conflict: Conflict, value: str, reason: str) -> None:
    """Ends the conflict on every laptop: the decision replaces all sides.

    Raises MissingText, TextTooLong, NotAllowed.
    """
    if not reason.strip():
        raise MissingText("lý do")
    note = json_text({"reason": fitting(reason, "lý do", LONGEST_REASON), "value": read_json(value)})
    with desk.database.transaction():
        decided = Change(conflict.kind, conflict.entity, conflict.field, value)
        said = Change(conflict.kind, conflict.entity, f"{conflict.field}.{REASON}", note)
        written = desk.log.write([decided, said], desk.desk.person)
        note_decision(desk, _title_of(conflict), written)
    if conflict.kind in ("criteria_set", "target"):
        desk.reread_criteria_sets()


def reasons_of(desk: OpenDesk, key: ReadingKey) -> dict[OperationKey, str]:
    """By each decision in the history of a figure the reason given for it: it is written right after it."""
    found = {}
    for entry in desk.log.history(recording.entity_of(key), f"figure.{REASON}"):
        said = read_json(entry.value)
        if isinstance(said, dict) and said.get("reason"):
            found[entry.key._replace(seq=entry.key.seq - 1)] = str(said["reason"])
    return found


def _title_of(conflict: Conflict) -> str:
    if conflict.indicator is None or conflict.place is None:
        return "quyết định chỗ các máy ghi khác nhau"
    return f"quyết định {conflict.indicator.code} của {conflict.place.title}"


def decide_figure(desk: OpenDesk, conflict: Conflict, figure: Figure, reason: str) -> None:
    """Another figure than any side's. Raises what `check_figure` raises, MissingText, NotAllowed."""
    if conflict.indicator is not None:
        check_figure(conflict.indicator, figure)
    decide(desk, conflict, json_text(figure_to_data(figure)), reason)


def figure_of(side_value: str) -> Figure | None:
    """The figure of a side of a reading; None where it was cleared or cannot be read."""
    try:
        return figure_from_data(read_json(side_value))[0]
    except ValueError:
        return None


def _conflict(desk: OpenDesk, entity: str, field: str, places: dict[str, Place]) -> Conflict:
    entries = desk.log.history(entity, field)
    heads = [entry for entry in entries if entry.is_head]
    sides = tuple(
        Side(entry.value, entry.person, entry.at, entry.device, entry.device == desk.desk.device, entry.is_shown)
        for entry in sorted(heads, key=lambda entry: (entry.device != desk.desk.device, entry.key))
    )
    before = next((entry.value for entry in entries if not entry.is_head), None)
    kind = desk.log.kind_of(entity, field)
    place, indicator, period = _reading_of(desk, kind, entity, places)
    return Conflict(kind, entity, field, sides, before, place, indicator, period)


def _reading_of(
    desk: OpenDesk, kind: str, entity: str, places: dict[str, Place]
) -> tuple[Place | None, Indicator | None, Period | None]:
    parts = entity.split("|")
    if kind not in ("reading", "remark") or len(parts) != 4:
        return places.get(parts[0]), None, None
    criteria_set = desk.criteria_sets.get(parts[1])
    known = {one.code: one for one in criteria_set.indicators()} if criteria_set else {}
    return places.get(parts[0]), known.get(parts[2]), parse_period(parts[3])


__all__ = [
    "Conflict",
    "HistoryEntry",
    "Side",
    "decide",
    "decide_figure",
    "figure_of",
    "find_conflict",
    "list_conflicts",
    "notes_beside",
    "open_fields",
    "reasons_of",
    "subject_of",
]
