"""plan list, import, update."""

from datetime import date
from pathlib import Path
from typing import Any

import click

from ntm_desktop.cli.options import with_data_dir, with_json
from ntm_desktop.cli.output import Answers, say, say_json, table
from ntm_desktop.cli.vietnamese import UsageSentence, group
from ntm_desktop.domain.legacy_vietnamese import Encoding
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.plan import TASK_STATUS_TITLES, PlanTask, TaskStatus, is_overdue

_SHOWN = 20


@group("plan", help="Kế hoạch và nhiệm vụ.")
def plan() -> None:
    pass


@plan.command("list", help="Liệt kê nhiệm vụ theo đúng thứ tự in trong kế hoạch.")
@click.option("--search", default="", help="Từ cần tìm, không cần dấu.")
@click.option("--status", type=click.Choice([one.value for one in TaskStatus]), help="Trạng thái.")
@click.option("--lead", default="", help="Đơn vị chủ trì, không cần dấu.")
@click.option("--overdue", is_flag=True, help="Chỉ nhiệm vụ quá hạn.")
@with_json
@with_data_dir
@click.pass_obj
def plan_list(answers: Answers, search: str, status: str | None, lead: str, overdue: bool, as_json: bool) -> None:
    from ntm_desktop.services.track_plan import TaskFilter, list_tasks, shown_tasks

    wanted = TaskFilter(search, TaskStatus(status) if status else None, lead, overdue)
    today = date.today()
    with answers.open() as desk:
        tasks = list_tasks(desk)
    shown = shown_tasks(tasks, wanted, today)
    positions = {task.id: position for position, task in enumerate(tasks, start=1)}
    if as_json:
        say_json([_task_data(task, positions[task.id], today) for task in shown])
        return
    rows = [
        (
            str(positions[task.id]),
            task.number,
            TASK_STATUS_TITLES[task.status] + (" (quá hạn)" if is_overdue(task, today) else ""),
            task.deadline or "–",
            task.lead,
            " ".join(task.content.split()),
        )
        for task in shown
    ]
    table([("STT", "Số", "Trạng thái", "Thời hạn", "Chủ trì", "Nội dung"), *rows])
    say(f"{format_number(len(shown))} nhiệm vụ.")


@plan.command("import", help="Nhận kế hoạch từ tệp .xlsx, .xls hoặc .json; không đánh số lại, không sửa chữ nào.")
@click.argument("file", type=click.Path())
@click.option(
    "--font",
    type=click.Choice(["auto", *(one.value for one in Encoding), "keep"]),
    default="auto",
    help="Phông của chữ không rõ phông; auto: chỉ chuyển theo tên phông từng ô; keep: giữ nguyên.",
)
@click.option("--dry-run", is_flag=True, help="Chỉ xem, không ghi.")
@with_data_dir
@click.pass_obj
def plan_import(answers: Answers, file: str, font: str, dry_run: bool) -> None:
    from ntm_desktop.services.import_plan import import_plan, preview_plan

    encoding = None if font in ("auto", "keep") else Encoding(font)
    with answers.open() as desk:
        if not dry_run:
            taken = import_plan(desk, Path(file), encoding, keeps_doubtful=font == "keep")
            say(f"{taken.sentence}.")
            return
        report = preview_plan(desk, Path(file), encoding, keeps_doubtful=font == "keep")
    for one in report.texts[:_SHOWN]:
        say(f"  {one.cell}: “{one.before}” → “{one.after}”")
    if len(report.texts) > _SHOWN:
        say(f"  ... và {format_number(len(report.texts) - _SHOWN)} ô nữa")
    say(
        f"{format_number(report.tasks)} nhiệm vụ: {format_number(report.added)} nhiệm vụ mới, "
        f"{format_number(report.changed)} nhiệm vụ thay đổi. Chưa ghi gì."
    )


@plan.command("update", help="Cập nhật nhiệm vụ theo STT trong plan list.")
@click.argument("task")
@click.option("--status", type=click.Choice([one.value for one in TaskStatus]), help="Trạng thái.")
@click.option("--progress", type=click.IntRange(0, 100), help="Tiến độ, từ 0 đến 100.")
@click.option("--note", help="Ghi chú.")
@with_data_dir
@click.pass_obj
def plan_update(answers: Answers, task: str, status: str | None, progress: int | None, note: str | None) -> None:
    from ntm_desktop.services.track_plan import find_task, update_task

    if status is None and progress is None and note is None:
        raise UsageSentence("cần --status, --progress hoặc --note")
    with answers.open() as desk:
        found = find_task(desk, task)
        after, _ = update_task(
            desk, found, status=TaskStatus(status) if status else None, progress=progress, note=note
        )
    say(f"Đã lưu nhiệm vụ {after.number}: {TASK_STATUS_TITLES[after.status]}, tiến độ {after.progress} %.")


def _task_data(task: PlanTask, position: int, today: date) -> dict[str, Any]:
    return {
        "position": position,
        "id": task.id,
        "number": task.number,
        "section": task.section,
        "section_title": task.section_title,
        "subsection": task.subsection,
        "subsection_title": task.subsection_title,
        "content": task.content,
        "deadline": task.deadline,
        "lead": task.lead,
        "coordinating": task.coordinating,
        "criteria": list(task.criteria),
        "status": task.status,
        "progress": task.progress,
        "note": task.note,
        "is_overdue": is_overdue(task, today),
    }


COMMANDS: tuple[click.Command, ...] = (plan,)
