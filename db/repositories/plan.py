"""Plans, their tasks and the figures they state."""

import json
from typing import Any

from db.connection import Database
from ntm_desktop.domain.operation import SAMPLE_PREFIX
from ntm_desktop.domain.plan import Plan, PlanFigure, PlanTask, TaskStatus

_TASK_COLUMNS = (
    "id, plan, sort_order, number, content, section, section_title, subsection, subsection_title, deadline, "
    "lead, coordinating, criteria, status, progress, note"
)


def list_plans(database: Database) -> list[Plan]:
    """Every plan, by year and title."""
    rows = database.rows(
        "SELECT id, title, unit, year, EXISTS (SELECT 1 FROM head JOIN origin ON origin.id = head.origin "
        f"WHERE head.entity = plan.id AND device LIKE '{SAMPLE_PREFIX}%') "
        "FROM plan WHERE deleted IS NOT 1 AND title IS NOT NULL ORDER BY year, title, id"
    )
    return [
        Plan(plan_id, title, unit or "", year or 0, bool(is_sample))
        for plan_id, title, unit, year, is_sample in rows
    ]


def list_tasks(database: Database, plan_id: str | None = None) -> list[PlanTask]:
    """In the printed order, which the numbers do not tell."""
    where, parameters = (" AND plan = ?", (plan_id,)) if plan_id else ("", ())
    rows = database.rows(
        f"SELECT {_TASK_COLUMNS} FROM plan_task WHERE deleted IS NOT 1 AND content IS NOT NULL{where} "
        "ORDER BY (SELECT year || title FROM plan WHERE plan.id = plan_task.plan), plan, sort_order, id",
        parameters,
    )
    return [_task(row) for row in rows]


def count_tasks(database: Database) -> list[tuple[str, TaskStatus, int]]:
    """How many tasks there are of each deadline and status: a few lines where the tasks are hundreds."""
    rows = database.rows(
        "SELECT deadline, status, COUNT(*) FROM plan_task WHERE deleted IS NOT 1 AND content IS NOT NULL "
        "GROUP BY deadline, status"
    )
    return [(deadline or "", _status(status), count) for deadline, status, count in rows]


def find_task(database: Database, task_id: str) -> PlanTask | None:
    """The task of that id, None where there is none."""
    row = database.row(f"SELECT {_TASK_COLUMNS} FROM plan_task WHERE id = ? AND deleted IS NOT 1", (task_id,))
    return _task(row) if row else None


def has_figures(database: Database) -> bool:
    """Whether any plan states figures."""
    row = database.row("SELECT EXISTS (SELECT 1 FROM plan_figure WHERE deleted IS NOT 1 AND topic IS NOT NULL)")
    return bool(row and row[0])


def list_figures(database: Database) -> list[PlanFigure]:
    """What plans state about places, in the printed order."""
    rows = database.rows(
        "SELECT id, place, topic, item, column_title, value, unit, source, sort_order FROM plan_figure "
        "WHERE deleted IS NOT 1 AND topic IS NOT NULL ORDER BY sort_order, id"
    )
    return [
        PlanFigure(
            figure_id,
            place or "",
            topic,
            item or "",
            column or "",
            str(value if value is not None else ""),
            unit or "",
            source or "",
            order or 0,
        )
        for figure_id, place, topic, item, column, value, unit, source, order in rows
    ]


def _numbers(stored: str | None) -> tuple[int, ...]:
    """The list a person chose; whatever else a package may have brought is none."""
    try:
        found = json.loads(stored or "[]")
    except ValueError:
        return ()
    return tuple(one for one in found if type(one) is int) if isinstance(found, list) else ()


def _status(stored: str | None) -> TaskStatus:
    """What a later version may call otherwise has not been started here."""
    return TaskStatus(stored) if stored in set(TaskStatus) else TaskStatus.NOT_STARTED


def _task(row: tuple[Any, ...]) -> PlanTask:
    task_id, plan, order, number, content, section, section_title, subsection, subsection_title, *rest = row
    deadline, lead, coordinating, criteria, status, progress, note = rest
    return PlanTask(
        id=task_id,
        plan_id=plan or "",
        order=order or 0,
        number=number or "",
        content=content,
        section=section or "",
        section_title=section_title or "",
        subsection=subsection or "",
        subsection_title=subsection_title or "",
        deadline=deadline or "",
        lead=lead or "",
        coordinating=coordinating or "",
        criteria=_numbers(criteria),
        status=_status(status),
        progress=progress or 0,
        note=note or "",
    )
