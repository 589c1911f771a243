"""Following the plan: tasks as printed, their progress, and plans taken in from files."""

import json
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import resources
from ntm_desktop.domain.errors import ExpectedError, FileMissing, FileUnreadable, PlanInvalid, UnknownTask
from ntm_desktop.domain.plan import PlanTask, TaskStatus
from ntm_desktop.services.import_plan import import_plan
from ntm_desktop.services.keep_safe import check
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.track_plan import (
    TaskFilter,
    find_task,
    get_task,
    list_plans,
    list_tasks,
    shown_tasks,
    update_task,
)
from tests.excel.workbooks import plan_workbook
from tests.services.state import state_of

TODAY = date(2021, 12, 31)


def shown(desk: OpenDesk, wanted: TaskFilter, today: date = TODAY) -> list[PlanTask]:
    return shown_tasks(list_tasks(desk), wanted, today)


def test_a_lead_unit_is_found_by_its_abbreviation(sample_desk: OpenDesk) -> None:
    tasks = list_tasks(sample_desk)
    short = shown_tasks(tasks, TaskFilter(lead="ubnd"), date(2021, 1, 1))
    full = shown_tasks(tasks, TaskFilter(lead="ủy ban nhân dân"), date(2021, 1, 1))
    assert short == full
    assert len(short) > 5
    assert all("ban nhân dân" in task.lead for task in short)
    agriculture = shown_tasks(tasks, TaskFilter(lead="phòng nn&ptnt"), date(2021, 1, 1))
    assert {task.lead for task in agriculture} == {"Phòng Nông nghiệp và Phát triển nông thôn"}


def test_the_programme_has_its_73_tasks_exactly_as_printed(sample_desk: OpenDesk) -> None:
    printed = json.loads(resources.text("sample", "ia-hdrai-programme.json"))["tasks"]
    tasks = list_tasks(sample_desk)
    assert len(tasks) == 73
    for row, task in zip(printed, tasks, strict=True):
        texts = ("number", "content", "section", "section_title", "subsection", "deadline", "lead", "coordinating")
        assert [getattr(task, name) for name in texts] == [row[name] or "" for name in texts]


def test_two_tasks_of_one_number_are_two_tasks(sample_desk: OpenDesk) -> None:
    doubled = [one for one in list_tasks(sample_desk) if one.number == "1.6"]
    assert len(doubled) == 2
    assert len({one.id for one in doubled}) == 2
    update_task(sample_desk, doubled[0], status=TaskStatus.DONE)
    assert get_task(sample_desk, doubled[1].id).status is TaskStatus.NOT_STARTED


@pytest.mark.parametrize(
    ("progress", "status"),
    [
        (0, TaskStatus.NOT_STARTED),
        (1, TaskStatus.IN_PROGRESS),
        (99, TaskStatus.IN_PROGRESS),
        (100, TaskStatus.DONE),
    ],
)
def test_progress_says_the_status(sample_desk: OpenDesk, progress: int, status: TaskStatus) -> None:
    task, _ = update_task(sample_desk, find_task(sample_desk, "3"), progress=50)
    task, _ = update_task(sample_desk, task, progress=progress)
    assert (task.progress, task.status) == (progress, status)


def test_finished_work_is_at_100_and_untouched_work_at_0(sample_desk: OpenDesk) -> None:
    task, _ = update_task(sample_desk, find_task(sample_desk, "3"), status=TaskStatus.DONE)
    assert task.progress == 100
    task, _ = update_task(sample_desk, task, status=TaskStatus.NOT_STARTED)
    assert task.progress == 0


def test_work_in_progress_keeps_how_far_it_is(sample_desk: OpenDesk) -> None:
    task, _ = update_task(sample_desk, find_task(sample_desk, "3"), progress=60)
    task, _ = update_task(sample_desk, task, status=TaskStatus.IN_PROGRESS, note=" Đã xong 3/5 tuyến ")
    assert (task.progress, task.note) == (60, "Đã xong 3/5 tuyến")


@pytest.mark.parametrize(("progress", "kept"), [(-5, 0), (250, 100)])
def test_progress_stays_between_0_and_100(sample_desk: OpenDesk, progress: int, kept: int) -> None:
    task, _ = update_task(sample_desk, find_task(sample_desk, "3"), progress=progress)
    assert task.progress == kept


def test_saving_what_stands_is_no_change(sample_desk: OpenDesk) -> None:
    task, _ = update_task(sample_desk, find_task(sample_desk, "3"), progress=60, note="a")
    before = state_of(sample_desk.folder)
    assert update_task(sample_desk, task, progress=60, note="a") == (task, [])
    assert state_of(sample_desk.folder) == before


def test_an_update_can_be_undone(sample_desk: OpenDesk) -> None:
    task = find_task(sample_desk, "3")
    _, written = update_task(sample_desk, task, progress=60)
    sample_desk.log.write([one.change._replace(value=one.before) for one in written], "A Nam")
    assert get_task(sample_desk, task.id) == task


def test_a_task_is_found_by_its_place_in_the_plan_or_its_id(sample_desk: OpenDesk) -> None:
    tasks = list_tasks(sample_desk)
    assert find_task(sample_desk, " 73 ") == tasks[-1]
    assert find_task(sample_desk, tasks[4].id) == tasks[4]
    for text in ("0", "74", "-1", "1.6", "", "việc"):
        with pytest.raises(UnknownTask):
            find_task(sample_desk, text)


def test_a_task_that_is_not_there_is_not_written(sample_desk: OpenDesk) -> None:
    before = state_of(sample_desk.folder)
    with pytest.raises(UnknownTask):
        update_task(sample_desk, PlanTask("0" * 32, "p", 1, "1", "không có"), progress=60)
    assert state_of(sample_desk.folder) == before


def test_tasks_are_searched_without_marks_in_every_text(sample_desk: OpenDesk) -> None:
    with_marks = shown(sample_desk, TaskFilter("giao thông"))
    assert with_marks
    assert shown(sample_desk, TaskFilter("THONG  giao")) == with_marks
    assert shown(sample_desk, TaskFilter("không có từ này đâu")) == []
    assert len(shown(sample_desk, TaskFilter())) == 73


def test_tasks_are_filtered_by_lead_unit_without_marks(sample_desk: OpenDesk) -> None:
    lead = next(one.lead for one in list_tasks(sample_desk) if one.lead)
    found = shown(sample_desk, TaskFilter(lead=lead.lower()))
    assert found
    assert all(lead.split()[-1] in one.lead for one in found)


def test_tasks_are_filtered_by_status_and_by_being_overdue(sample_desk: OpenDesk) -> None:
    overdue = shown(sample_desk, TaskFilter(only_overdue=True))
    later = shown(sample_desk, TaskFilter(only_overdue=True), date(2035, 1, 1))
    assert len(overdue) < len(later) < 73
    update_task(sample_desk, later[0], status=TaskStatus.DONE)
    assert later[0].id not in {
        one.id for one in shown(sample_desk, TaskFilter(only_overdue=True), date(2035, 1, 1))
    }
    assert [one.id for one in shown(sample_desk, TaskFilter(status=TaskStatus.DONE))] == [later[0].id]


def test_a_plan_is_taken_in_from_a_workbook_as_printed(empty_desk: OpenDesk, tmp_path: Path) -> None:
    imported = import_plan(empty_desk, plan_workbook(tmp_path / "a.xlsx"))
    assert imported.tasks == 6
    assert imported.plan.title == "KẾ HOẠCH XÂY DỰNG NÔNG THÔN MỚI HUYỆN IA H'DRAI"
    tasks = list_tasks(empty_desk)
    assert [one.number for one in tasks] == ["1", "2", "1.5", "1.6", "1.6", "2"]
    assert [one.deadline for one in tasks] == ["Năm 2020", "", "Thường xuyên", "quý III năm 2024", "2024", ""]
    assert tasks[3].content == "Đường ĐăkHlơ – Ia Ơ̆"
    assert [one.title for one in list_plans(empty_desk)] == [imported.plan.title]
    check(empty_desk)


def as_json(path: Path, data: Any) -> Path:
    path.write_text(json.dumps(data), encoding="utf-8")
    return path


def test_a_plan_is_taken_in_from_json(empty_desk: OpenDesk, tmp_path: Path) -> None:
    tasks = [
        {"number": "1.6", "content": "Việc A", "deadline": None, "section": "I"},
        {"number": 1.6, "content": "Việc B", "deadline": 2024},
    ]
    data = {"title": "Kế hoạch", "unit": "huyện Ia H'Drai", "year": 2021, "tasks": tasks}
    imported = import_plan(empty_desk, as_json(tmp_path / "a.json", data))
    assert (imported.plan.unit, imported.plan.year) == ("huyện Ia H'Drai", 2021)
    assert [(one.number, one.content, one.deadline) for one in list_tasks(empty_desk)] == [
        ("1.6", "Việc A", ""),
        ("1.6", "Việc B", "2024"),
    ]


def test_the_packaged_programme_survives_being_taken_in(empty_desk: OpenDesk, tmp_path: Path) -> None:
    path = tmp_path / "chương trình.json"
    path.write_text(resources.text("sample", "ia-hdrai-programme.json"), encoding="utf-8-sig")
    assert import_plan(empty_desk, path).tasks == 73
    printed = json.loads(resources.text("sample", "ia-hdrai-programme.json"))["tasks"]
    assert [one.content for one in list_tasks(empty_desk)] == [row["content"] for row in printed]


def test_a_second_plan_stands_beside_the_first(sample_desk: OpenDesk, tmp_path: Path) -> None:
    imported = import_plan(sample_desk, plan_workbook(tmp_path / "a.xlsx"))
    assert len(list_plans(sample_desk)) == 2
    assert len(list_tasks(sample_desk)) == 79
    assert len(list_tasks(sample_desk, imported.plan.id)) == 6


NO_PLAN: list[Any] = [
    [],
    {},
    {"tasks": {}},
    {"tasks": ["a"]},
    {"tasks": []},
    {"tasks": [{"number": "1"}]},
    {"tasks": [{"content": " "}]},
    7,
]


@pytest.mark.parametrize("data", NO_PLAN)
def test_json_that_is_no_plan_is_refused_and_nothing_changed(
    empty_desk: OpenDesk, tmp_path: Path, data: Any
) -> None:
    before = state_of(empty_desk.folder)
    with pytest.raises(PlanInvalid):
        import_plan(empty_desk, as_json(tmp_path / "a.json", data))
    assert state_of(empty_desk.folder) == before


@pytest.mark.parametrize(
    "data",
    [b"", b"{", b"\xff\xfe", b"[" * 100_000, b'{"tasks":[{"content":"\\ud800"}]}', b'{"tasks":[{"a":1e999}]'],
)
def test_a_file_that_is_no_json_is_refused_and_nothing_changed(
    empty_desk: OpenDesk, tmp_path: Path, data: bytes
) -> None:
    (tmp_path / "a.json").write_bytes(data)
    before = state_of(empty_desk.folder)
    with pytest.raises(FileUnreadable):
        import_plan(empty_desk, tmp_path / "a.json")
    assert state_of(empty_desk.folder) == before


@pytest.mark.parametrize("year", [10**30, -1, True, "2021", 2021.5, None])
def test_a_year_that_is_none_is_no_hindrance(empty_desk: OpenDesk, tmp_path: Path, year: Any) -> None:
    data = {"year": year, "tasks": [{"content": "Việc"}]}
    assert import_plan(empty_desk, as_json(tmp_path / "a.json", data)).plan.year == 0


def test_every_task_without_content_is_named_at_once(empty_desk: OpenDesk, tmp_path: Path) -> None:
    rows = [(1, "Việc", "2024", "UBND xã", None), (2, None, "2024", "UBND xã", None), (3, " ", "2024", "A", None)]
    with pytest.raises(PlanInvalid) as refused:
        import_plan(empty_desk, plan_workbook(tmp_path / "a.xlsx", rows))
    assert len(refused.value.problems) == 2


@pytest.mark.parametrize("name", ["a.xlsx", "a.json", "."])
def test_a_missing_file_is_said(empty_desk: OpenDesk, tmp_path: Path, name: str) -> None:
    with pytest.raises(FileMissing):
        import_plan(empty_desk, tmp_path / name)


def test_a_workbook_that_is_none_changes_nothing(empty_desk: OpenDesk, tmp_path: Path) -> None:
    (tmp_path / "a.xlsx").write_bytes(b"PK\x05\x06" + bytes(18))
    before = state_of(empty_desk.folder)
    with pytest.raises(ExpectedError):
        import_plan(empty_desk, tmp_path / "a.xlsx")
    assert state_of(empty_desk.folder) == before


def _plan_in(path: Path, tasks: list[dict[str, str]]) -> Path:
    path.write_text(json.dumps({"title": "Kế hoạch nông thôn mới", "year": 2024, "tasks": tasks}), encoding="utf-8")
    return path


_ROADS = {"number": "1", "content": "Làm đường thôn 1", "deadline": "Năm 2024", "lead": "UBND xã"}
_WELLS = {"number": "1", "content": "Đào giếng", "deadline": "Quý III năm 2024", "lead": "UBND xã"}


def test_a_plan_taken_in_again_brings_nothing_new(empty_desk: OpenDesk, tmp_path: Path) -> None:
    file = plan_workbook(tmp_path / "a.xlsx")
    first = import_plan(empty_desk, file)
    update_task(empty_desk, list_tasks(empty_desk)[0], progress=40, note="đã khởi công")
    before = state_of(empty_desk.folder)
    again = import_plan(empty_desk, file)
    assert (again.added, again.changed, again.tasks) == (0, 0, first.tasks)
    assert "không có gì mới" in again.sentence
    assert state_of(empty_desk.folder) == before
    assert len(list_plans(empty_desk)) == 1


def test_a_plan_that_came_back_changed_is_brought_up_to_date_and_loses_nothing(
    empty_desk: OpenDesk, tmp_path: Path
) -> None:
    import_plan(empty_desk, _plan_in(tmp_path / "a.json", [_ROADS, _WELLS]))
    roads, wells = list_tasks(empty_desk)
    update_task(empty_desk, wells, progress=70, note="3/5 giếng")
    newer = [{**_WELLS, "deadline": "Năm 2025"}, {"number": "2", "content": "Trồng cây"}, _ROADS]
    again = import_plan(empty_desk, _plan_in(tmp_path / "b.json", newer))
    assert (again.added, again.changed, again.kept) == (1, 2, 0)
    first, second, third = list_tasks(empty_desk)
    assert (first.id, first.deadline, first.progress, first.note) == (wells.id, "Năm 2025", 70, "3/5 giếng")
    assert (second.content, third.id) == ("Trồng cây", roads.id)
    assert "1 nhiệm vụ mới, 2 nhiệm vụ thay đổi" in again.sentence


def test_a_task_that_left_the_file_stays_and_is_counted(empty_desk: OpenDesk, tmp_path: Path) -> None:
    import_plan(empty_desk, _plan_in(tmp_path / "a.json", [_ROADS, _WELLS]))
    again = import_plan(empty_desk, _plan_in(tmp_path / "b.json", [_ROADS]))
    assert (again.added, again.changed, again.kept) == (0, 0, 1)
    assert len(list_tasks(empty_desk)) == 2
    assert "1 nhiệm vụ không có trong tệp được giữ nguyên" in again.sentence


def test_two_tasks_alike_in_everything_stay_two_when_taken_in_again(empty_desk: OpenDesk, tmp_path: Path) -> None:
    file = _plan_in(tmp_path / "a.json", [_ROADS, _ROADS, _ROADS])
    import_plan(empty_desk, file)
    assert import_plan(empty_desk, file).added == 0
    assert len({task.id for task in list_tasks(empty_desk)}) == 3


def test_a_column_the_file_does_not_have_wipes_nothing(empty_desk: OpenDesk, tmp_path: Path) -> None:
    import_plan(empty_desk, _plan_in(tmp_path / "a.json", [{**_ROADS, "section_title": "Hạ tầng"}]))
    bare = {name: text for name, text in _ROADS.items() if name in ("number", "content")}
    import_plan(empty_desk, _plan_in(tmp_path / "b.json", [bare]))
    (task,) = list_tasks(empty_desk)
    assert (task.section_title, task.lead) == ("Hạ tầng", "UBND xã")


def test_a_plan_of_another_year_is_another_plan(empty_desk: OpenDesk, tmp_path: Path) -> None:
    import_plan(empty_desk, _plan_in(tmp_path / "a.json", [_ROADS]))
    other = json.loads((tmp_path / "a.json").read_text("utf-8")) | {"year": 2025}
    (tmp_path / "b.json").write_text(json.dumps(other), encoding="utf-8")
    assert import_plan(empty_desk, tmp_path / "b.json").added == 1
    assert len(list_plans(empty_desk)) == 2
