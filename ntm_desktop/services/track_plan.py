"""Following a plan: its tasks as printed, their status, and taking in a plan from a file."""

import json
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path
from typing import Any
from uuid import uuid4

import resources
from db.operation_log import Change, Written
from db.repositories import plan as plan_rows
from ntm_desktop.domain.errors import FileMissing, FileUnreadable, PlanInvalid, UnknownTask
from ntm_desktop.domain.names import matches, nfc
from ntm_desktop.domain.plan import Plan, PlanTask, TaskStatus, is_overdue
from ntm_desktop.services.act import act
from ntm_desktop.services.open_desk import OpenDesk, json_text


@dataclass(frozen=True, slots=True)
class TaskFilter:
    """What the list shows: `words` are looked for without marks in every text of a task."""

    words: str = ""
    status: TaskStatus | None = None
    lead: str = ""
    only_overdue: bool = False


@dataclass(frozen=True, slots=True)
class ImportedPlan:
    plan: Plan
    tasks: int


def list_plans(desk: OpenDesk) -> list[Plan]:
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

    Raises UnknownTask.
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
        fields["note"] = nfc(note.strip())
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


def import_plan(desk: OpenDesk, path: Path) -> ImportedPlan:
    """Takes in a plan as printed, from a workbook (.xlsx) with its columns or from JSON; nothing is renumbered.

    Raises FileMissing, FileUnreadable, PlanInvalid with every problem at once.
    """
    if not path.is_file():
        raise FileMissing(str(path))
    header, rows = _from_json(path) if path.suffix.lower() == ".json" else _from_workbook(path)
    problems = _problems(rows)
    if problems:
        raise PlanInvalid(path.name, problems)
    plan = Plan(uuid4().hex, header["title"] or path.stem, header["unit"], int(header["year"] or 0))
    changes = [
        Change("plan", plan.id, "title", json_text(plan.title)),
        Change("plan", plan.id, "unit", json_text(plan.unit)),
        Change("plan", plan.id, "year", json_text(plan.year)),
    ]
    for order, row in enumerate(rows, start=1):
        task_id = uuid4().hex
        values = {"plan": plan.id, "order": order} | {name: text for name, text in row.items() if text}
        changes += [Change("plan_task", task_id, name, json_text(value)) for name, value in values.items()]
    act(desk, f"nhập kế hoạch {plan.title}", changes)
    return ImportedPlan(plan, len(rows))


_TEXTS = (
    *("number", "content", "section", "section_title", "subsection", "subsection_title"),
    *("deadline", "lead", "coordinating"),
)


def _title(task: PlanTask, fields: Mapping[str, Any]) -> str:
    """ "tiến độ của nhiệm vụ 1.6"."""
    words = {"progress": "tiến độ", "status": "trạng thái", "note": "ghi chú"}
    named = next((word for name, word in words.items() if name in fields), "")
    return f"{named} của nhiệm vụ {task.number or task.content[:40]}".strip()


def _from_json(path: Path) -> tuple[dict[str, Any], list[dict[str, str]]]:
    try:
        data = json.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, ValueError, RecursionError) as error:
        raise FileUnreadable(str(path), "json") from error
    tasks = data.get("tasks") if isinstance(data, dict) else None
    if not isinstance(tasks, list) or not all(isinstance(task, dict) for task in tasks):
        raise PlanInvalid(path.name, ("Tệp không có danh sách nhiệm vụ (tasks).",))
    year = data.get("year")
    header = {
        "title": _verbatim(data.get("title")),
        "unit": _verbatim(data.get("unit")),
        "year": year if type(year) is int and 2000 <= year < 2100 else 0,
    }
    rows = [{name: _verbatim(task.get(name)) for name in _TEXTS} for task in tasks]
    try:
        json_text([header, rows]).encode()
    except UnicodeEncodeError as error:  # half of a character, which no database holds
        raise FileUnreadable(str(path), "text_encoding") from error
    return header, rows


def _from_workbook(path: Path) -> tuple[dict[str, Any], list[dict[str, str]]]:
    from ntm_desktop.excel.plan_workbook import read_plan

    sheet = read_plan(path)
    return {"title": sheet.title, "unit": "", "year": 0}, [dict(row) for row in sheet.rows]


def _verbatim(value: Any) -> str:
    return "" if value is None else nfc(str(value))


def _problems(rows: Sequence[dict[str, str]]) -> tuple[str, ...]:
    if not rows:
        return ("Tệp không có nhiệm vụ nào.",)
    return tuple(
        f"Dòng {position}: nhiệm vụ không có nội dung."
        for position, row in enumerate(rows, start=1)
        if not row.get("content", "").strip()
    )


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
