"""The overview: how far every village and commune is, what is missing most, and how the plan's tasks stand."""

from datetime import date
from typing import NamedTuple

from db.repositories import plan as plan_rows
from db.repositories import recording as recording_rows
from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.periods import Period
from ntm_desktop.domain.places import Place
from ntm_desktop.domain.plan import TaskStatus, is_late
from ntm_desktop.services.assess import Grid, assess_grid
from ntm_desktop.services.open_desk import OpenDesk


class Overview(NamedTuple):
    """A commune at a glance."""

    grid: Grid
    tasks_done: int
    tasks_overdue: int
    tasks: int
    has_figures: bool
    """Whether the plans state figures; `check_figures.stated_figures` lists them with what does not add up."""


def summarise(desk: OpenDesk, commune: Place, criteria_set: CriteriaSet, period: Period, today: date) -> Overview:
    """The overview of a commune: villages, what is missing most, the plan."""
    grid = assess_grid(desk, commune, criteria_set, period)
    tasks = plan_rows.count_tasks(desk.database)
    return Overview(
        grid,
        tasks_done=sum(count for _, status, count in tasks if status is TaskStatus.DONE),
        tasks_overdue=sum(count for deadline, status, count in tasks if is_late(status, deadline, today)),
        tasks=sum(count for _, _, count in tasks),
        has_figures=plan_rows.has_figures(desk.database),
    )


def has_illustration(desk: OpenDesk) -> bool:
    """Whether anything on this laptop is sample data: its own sample, or figures that came in a file."""
    return desk.desk.has_sample or recording_rows.has_illustrative(desk.database)
