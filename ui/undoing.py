"""Where something that was undone or done again is seen: the screen, the thing on it, and the context it needs."""

from collections.abc import Sequence
from typing import NamedTuple

from ntm_desktop.domain.errors import UnknownPeriod
from ntm_desktop.domain.periods import Period, parse_period
from ntm_desktop.services.record import Written


class Shown(NamedTuple):
    """`target` is what `Screen.open_at` takes; of a figure also its set and period, which the context must show."""

    screen: str
    target: object = None
    place_id: str = ""
    criteria_set: str = ""
    period: Period | None = None


_SCREENS = {
    "plan": "plan",
    "place": "catalogue",
    "criteria_set": "catalogue",
    "assignment": "catalogue",
    "target": "catalogue",
    "review": "review",
}
_TARGETS = {"place": "villages", "criteria_set": "criteria", "assignment": "assignments", "target": "criteria"}


def shown_at(written: Sequence[Written]) -> Shown | None:
    """By what was written first; None where no screen of its own shows such things."""
    if not written:
        return None
    kind, entity = written[0].change.kind, written[0].change.entity
    if kind in ("reading", "remark", "check_answer"):
        return _figure(kind, entity)
    if kind == "plan_task":
        return Shown("plan", entity)
    if kind == "household":
        return Shown("households", entity)
    return Shown(_SCREENS[kind], _TARGETS.get(kind)) if kind in _SCREENS else None


def _figure(kind: str, entity: str) -> Shown | None:
    parts = entity.split("|")
    if len(parts) < 4:
        return None
    place_id, set_id, code, period = parts[:4]
    if kind == "remark" and code.isdigit():  # an answer to the return of a whole criterion
        return Shown("review")
    is_answer = kind == "check_answer"
    try:
        of = parse_period(period)
    except UnknownPeriod:  # of a figure that a plan states
        return Shown("checks", entity) if is_answer else None
    if is_answer:
        return Shown("checks", entity, place_id, set_id, of)
    return Shown("recording", (place_id, code), place_id, set_id, of)
