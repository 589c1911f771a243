"""Plans: tasks exactly as printed, and the figures a plan states; nothing is renumbered."""

import re
from datetime import date
from enum import StrEnum
from typing import NamedTuple

from ntm_desktop.domain.names import fold
from ntm_desktop.domain.periods import Period, year_of


class TaskStatus(StrEnum):
    """How far a task is."""

    NOT_STARTED = "not_started"
    IN_PROGRESS = "in_progress"
    DONE = "done"


TASK_STATUS_TITLES = {
    TaskStatus.NOT_STARTED: "Chưa thực hiện",
    TaskStatus.IN_PROGRESS: "Đang thực hiện",
    TaskStatus.DONE: "Hoàn thành",
}


class Plan(NamedTuple):
    """A programme or plan; `unit` is who it is of ("huyện Ia H'Drai")."""

    id: str
    title: str
    unit: str
    year: int
    is_sample: bool = False


class PlanTask(NamedTuple):
    """One row of the plan. Texts are verbatim; `order` alone tells apart two tasks both numbered 1.6.

    `progress` is percent 0-100. `criteria` are numbers of the criteria the task serves.
    """

    id: str
    plan_id: str
    order: int
    number: str
    content: str
    section: str = ""
    section_title: str = ""
    subsection: str = ""
    subsection_title: str = ""
    deadline: str = ""
    lead: str = ""
    coordinating: str = ""
    criteria: tuple[int, ...] = ()
    status: TaskStatus = TaskStatus.NOT_STARTED
    progress: int = 0
    note: str = ""


class DeadlineKind(StrEnum):
    """What a task's deadline means: by a day, all the time, every year, or not stated."""

    BY = "by"
    ONGOING = "ongoing"
    YEARLY = "yearly"
    NONE = "none"


class Deadline(NamedTuple):
    """How a printed deadline is understood; the text itself is never changed."""

    kind: DeadlineKind
    period: Period | None = None

    def is_overdue(self, today: date) -> bool:
        """Whether its last day lies before `today`; never without a last day."""
        return self.period is not None and today > self.period.end


_QUARTER = re.compile(r"quy (i{1,3}|iv|[1-4])[ ,/-]*(?:nam )?(20\d\d)")
_HALF = re.compile(r"6 thang (dau|cuoi)[ ,/-]*(?:nam )?(20\d\d)")
_MONTH = re.compile(r"(?:thang |\b\d\d?[/-])(1[0-2]|0?[1-9])[ ,/-]*(?:nam )?(20\d\d)")
_REPEATED = re.compile(r"\bhang (nam|quy|thang)\b")
_YEAR = re.compile(r"\b(20\d\d)\b")
_ROMAN = {"i": 1, "ii": 2, "iii": 3, "iv": 4}


def read_deadline(text: str) -> Deadline:
    """ "Thường xuyên", "Hàng năm", "Năm 2024", "2024", "quý III năm 2024", "30/6/2024", or empty.

    A day is taken as its month: a plan is followed month by month.
    """
    folded = fold(text)
    if "thuong xuyen" in folded:
        return Deadline(DeadlineKind.ONGOING)
    if _REPEATED.search(folded):
        return Deadline(DeadlineKind.YEARLY)
    if found := _QUARTER.search(folded):
        quarter = _ROMAN.get(found[1]) or int(found[1])
        return Deadline(DeadlineKind.BY, Period(int(found[2]), quarter * 3 - 2, quarter * 3))
    if found := _HALF.search(folded):
        first = 1 if found[1] == "dau" else 7
        return Deadline(DeadlineKind.BY, Period(int(found[2]), first, first + 5))
    if found := _MONTH.search(folded):
        return Deadline(DeadlineKind.BY, Period(int(found[2]), int(found[1]), int(found[1])))
    if years := _YEAR.findall(folded):
        return Deadline(DeadlineKind.BY, year_of(int(years[-1])))
    return Deadline(DeadlineKind.NONE)


def is_overdue(task: PlanTask, today: date) -> bool:
    """Whether the task's last day has passed without it being done."""
    return is_late(task.status, task.deadline, today)


def is_late(status: TaskStatus, deadline: str, today: date) -> bool:
    """A finished task is never overdue; ongoing and yearly work has no last day."""
    return status is not TaskStatus.DONE and read_deadline(deadline).is_overdue(today)


class PlanFigure(NamedTuple):
    """A figure a plan states about a place, exactly as printed.

    `topic` groups ("criteria_met", "basic_indicator", "funding", "result"); `column` is the printed column
    ("2020", "2022 plan"); `doubt` is what the checks say of it, in Vietnamese; it is never stored.
    """

    id: str
    place_id: str
    topic: str
    item: str
    column: str
    value: str
    unit: str = ""
    source: str = ""
    order: int = 0
    doubt: str = ""
