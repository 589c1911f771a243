"""Following a plan: its tasks as printed, and their status."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

import resources
from db.operation_log import Change, Written
from db.repositories import plan as plan_rows
from ntm_desktop.domain.errors import UnknownTask
from ntm_desktop.domain.names import matches
from ntm_desktop.domain.plan import Plan, PlanTask, TaskStatus, is_overdue
from ntm_desktop.domain.text_lengths import LONGEST_NOTE, fitting
from ntm_desktop.services.act import act
from ntm_desktop.services.open_desk import OpenDesk, json_text


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """What the list shows: `words` are looked for without marks in every text of a task."""

    words: str = ""
    status: TaskStatus | None = None
    lead: str = ""
    only_overdue: bool = False


def list_plans(desk: OpenDesk) -> list[Plan]:
    """Every plan, by year and title."""
    return plan_rows.list_plans(desk.database)


def list_tasks(desk: OpenDesk, plan_id: str | None = None) -> list[PlanTask]:
    """In the printed order."""
    return plan_rows.list_tasks(desk.database, plan_id)


def shown_tasks(tasks: Iterable[PlanTask], wanted: TaskFilter, today: date) -> list[PlanTask]:
    """The tasks that pass the filter, in their order; units are found by short and by full name alike."""
    return [task for task in tasks if _is_shown(task, wanted, today)]


def update_task(
    desk: OpenDesk,
    task: PlanTask,
    *,
    status: TaskStatus | None = None,
    progress: int | None = None,
    note: str | None = None,
) -> tuple[PlanTask, list[Written]]:
    """Saves what changed and returns the task as it stands now; finished work is at 100 %, untouched work at 0.

    Raises UnknownTask, TextTooLong.
    """
    get_task(desk, task.id)
    fields: dict[str, Any] = {}
    if progress is not None:
        fields["progress"] = max(0, min(100, progress))
        if status is None:
            status = _status_of(fields["progress"])
    if status is not None:
        fields["status"] = status
        if progress is None and status is not TaskStatus.IN_PROGRESS:
            fields["progress"] = 100 if status is TaskStatus.DONE else 0
    if note is not None:
        fields["note"] = fitting(note, "ghi chú", LONGEST_NOTE)
    changes = [Change("plan_task", task.id, name, json_text(value)) for name, value in fields.items()]
    written = act(desk, _title(task, fields), changes)
    return get_task(desk, task.id), written


def get_task(desk: OpenDesk, task_id: str) -> PlanTask:
    """Raises UnknownTask."""
    found = plan_rows.find_task(desk.database, task_id)
    if found is None:
        raise UnknownTask(task_id)
    return found


def find_task(desk: OpenDesk, text: str) -> PlanTask:
    """The task at that place in the printed order (1, 2, ...), or with that id. Raises UnknownTask."""
    tasks = list_tasks(desk)
    for position, task in enumerate(tasks, start=1):
        if text.strip() in (str(position), task.id):
            return task
    raise UnknownTask(text)


def _title(task: PlanTask, fields: Mapping[str, Any]) -> str:
    """ "tiến độ của nhiệm vụ 1.6"."""
    words = {"progress": "tiến độ", "status": "trạng thái", "note": "ghi chú"}
    named = next((word for name, word in words.items() if name in fields), "")
    return f"{named} của nhiệm vụ {task.number or task.content[:40]}".strip()


def _status_of(progress: int) -> TaskStatus:
    if progress == 0:
        return TaskStatus.NOT_STARTED
    return TaskStatus.DONE if progress == 100 else TaskStatus.IN_PROGRESS


def _is_shown(task: PlanTask, wanted: TaskFilter, today: date) -> bool:
    texts = (
        *(task.number, task.content, task.section_title, task.subsection_title),
        *(task.deadline, task.lead, task.coordinating, task.note),
    )
    return (
        (wanted.status is None or task.status is wanted.status)
        and (not wanted.lead or matches(wanted.lead, (task.lead,), _abbreviations()))
        and (not wanted.only_overdue or is_overdue(task, today))
        and (not wanted.words.strip() or matches(wanted.words, texts, _abbreviations()))
    )


@cache
def _abbreviations() -> dict[str, str]:
    import tomllib  # here, not above: the plan is shown before anything is looked for

    return {
        str(short): str(full)
        for short, full in tomllib.loads(resources.text("names", "abbreviations.toml")).items()
    }
