from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.periods import Period, year_of
from ntm_desktop.domain.plan import Deadline, DeadlineKind, PlanTask, TaskStatus, is_overdue, read_deadline


@pytest.mark.parametrize("text", ["Thường xuyên", "thuong xuyen", "THƯỜNG XUYÊN", "Thường xuyên, hàng năm"])
def test_ongoing_work_is_recognised(text: str) -> None:
    assert read_deadline(text) == Deadline(DeadlineKind.ONGOING)


@pytest.mark.parametrize("text", ["Hàng năm", "Hằng năm", "hàng quý", "Hằng quý", "Hàng tháng", "Hằng tháng"])
def test_repeated_work_is_recognised_in_both_spellings(text: str) -> None:
    assert read_deadline(text) == Deadline(DeadlineKind.YEARLY)


@pytest.mark.parametrize(
    ("text", "period"),
    [
        ("Năm 2024", year_of(2024)),
        ("2024", year_of(2024)),
        ("Năm 2020", year_of(2020)),
        ("Trong năm 2024", year_of(2024)),
        ("Hoàn thành trong năm 2024", year_of(2024)),
        ("Giai đoạn 2021-2025", year_of(2025)),
        ("quý III năm 2024", Period(2024, 7, 9)),
        ("Hoàn thành trong quý III năm 2024", Period(2024, 7, 9)),
        ("Quý I/2024", Period(2024, 1, 3)),
        ("Quý IV-2024", Period(2024, 10, 12)),
        ("quý 2 năm 2024", Period(2024, 4, 6)),
        ("Quý II, năm 2024", Period(2024, 4, 6)),
        ("tháng 6/2024", Period(2024, 6, 6)),
        ("Tháng 12 năm 2023", Period(2023, 12, 12)),
        ("Trước tháng 9, năm 2024", Period(2024, 9, 9)),
        ("Trước 30/6/2024", Period(2024, 6, 6)),
        ("6 tháng đầu năm 2024", Period(2024, 1, 6)),
    ],
)
def test_last_days_are_understood(text: str, period: Period) -> None:
    assert read_deadline(text) == Deadline(DeadlineKind.BY, period)


@pytest.mark.parametrize("text", ["", " ", "Theo kế hoạch", "12"])
def test_no_deadline_is_none(text: str) -> None:
    assert read_deadline(text) == Deadline(DeadlineKind.NONE)


@given(st.text(max_size=30))
def test_any_printed_deadline_is_understood_somehow(text: str) -> None:
    deadline = read_deadline(text)
    assert (deadline.period is not None) == (deadline.kind is DeadlineKind.BY)


def _task(deadline: str, status: TaskStatus = TaskStatus.NOT_STARTED) -> PlanTask:
    return PlanTask("t", "p", 1, "1.6", "Nội dung", deadline=deadline, status=status)


def test_a_task_is_overdue_from_the_day_after_its_last_day() -> None:
    assert not is_overdue(_task("Năm 2024"), date(2024, 12, 31))
    assert is_overdue(_task("Năm 2024"), date(2025, 1, 1))
    assert is_overdue(_task("quý III năm 2024"), date(2024, 10, 1))
    assert is_overdue(_task("Năm 2020"), date(2021, 1, 1))


def test_finished_ongoing_and_undated_tasks_are_never_overdue() -> None:
    assert not is_overdue(_task("Năm 2020", TaskStatus.DONE), date(2021, 1, 1))
    for text in ("Thường xuyên", "Hàng năm", ""):
        assert not is_overdue(_task(text), date(2099, 1, 1))
