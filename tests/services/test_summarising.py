"""The overview of a commune."""

from datetime import date

from ntm_desktop.domain.criteria import Level
from ntm_desktop.domain.periods import year_of
from ntm_desktop.domain.plan import TaskStatus, is_overdue
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.summarise import summarise
from ntm_desktop.services.track_plan import list_tasks, update_task


def test_the_tasks_are_counted_as_if_one_by_one(sample_desk: OpenDesk) -> None:
    today = date(2023, 1, 1)
    late = [task for task in list_tasks(sample_desk) if is_overdue(task, today)]
    update_task(sample_desk, late[0], status=TaskStatus.DONE)
    tasks = list_tasks(sample_desk)
    chosen = sample_desk.criteria_set(None, Level.VILLAGE)
    overview = summarise(sample_desk, sample_desk.place, chosen, year_of(2021), today)
    assert overview.tasks == len(tasks)
    assert overview.tasks_done == sum(task.status is TaskStatus.DONE for task in tasks) >= 1
    assert overview.tasks_overdue == sum(is_overdue(task, today) for task in tasks) == len(late) - 1
