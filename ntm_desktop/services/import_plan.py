"""Taking in a plan from a file, and again when it comes back with changes: the same tasks are the same tasks."""

import json
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple
from uuid import UUID, uuid4, uuid5

from db.operation_log import Change
from ntm_desktop.domain.errors import FileMissing, FileUnreadable, PlanFontUnknown, PlanInvalid
from ntm_desktop.domain.legacy_vietnamese import ENCODING_TITLES, Encoding
from ntm_desktop.domain.names import nfc, squeeze
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.plan import Plan, PlanTask
from ntm_desktop.domain.text_lengths import LONGEST_NAME, LONGEST_REASON, LONGEST_TASK
from ntm_desktop.services.act import act
from ntm_desktop.services.open_desk import OpenDesk, json_text
from ntm_desktop.services.track_plan import list_plans, list_tasks

if TYPE_CHECKING:  # what reads workbooks is loaded by the act that needs it
    from ntm_desktop.excel.plan_workbook import PlanSheet

_TEXTS = (
    *("number", "content", "section", "section_title", "subsection", "subsection_title"),
    *("deadline", "lead", "coordinating"),
)
_PLANS = UUID("b3a1d7f4-52c8-5e0b-8f6a-7c1e9d2a4b60")

Row = dict[str, str]


@dataclass(frozen=True, slots=True)
class ImportedPlan:
    """What a file brought: `tasks` in it, of which so many are new or changed; `kept` stand only on this laptop."""

    plan: Plan
    tasks: int
    added: int
    changed: int
    kept: int

    @property
    def sentence(self) -> str:
        """One Vietnamese sentence, without a stop at its end."""
        title = f"kế hoạch “{self.plan.title}”"
        if self.added == self.tasks and not self.kept:
            return f"Đã nhận {title}: {format_number(self.tasks)} nhiệm vụ"
        kept = f"; {format_number(self.kept)} nhiệm vụ không có trong tệp được giữ nguyên" if self.kept else ""
        if not self.added and not self.changed:
            return f"Đã có {title}, {format_number(self.tasks)} nhiệm vụ: không có gì mới{kept}"
        news = f"{format_number(self.added)} nhiệm vụ mới, {format_number(self.changed)} nhiệm vụ thay đổi"
        return f"Đã nhận lại {title}: {news}; trạng thái, tiến độ và ghi chú giữ nguyên{kept}"


class ConvertedText(NamedTuple):
    """A text of an old font; `is_said` where no font told so, but a person or the titles of the columns."""

    cell: str
    before: str
    after: str
    is_said: bool


@dataclass(frozen=True, slots=True)
class PlanReport:
    """What a person must know before a plan is taken in; nothing has been written.

    `texts` are those of old fonts. `doubtful` counts those of which no font tells, read as
    `encoding`; `is_unsure` where most are such and nobody has said what they are.
    """

    path: Path
    plan: Plan
    tasks: int
    added: int
    changed: int
    kept: int
    changes: tuple[Change, ...]
    texts: tuple[ConvertedText, ...] = ()
    doubtful: int = 0
    encoding: Encoding | None = None
    is_unsure: bool = False

    @property
    def must_be_seen(self) -> bool:
        """Whether letters were changed on the way, or may have to be."""
        return bool(self.texts) or self.is_unsure


def import_plan(
    desk: OpenDesk, path: Path, encoding: Encoding | None = None, *, keeps_doubtful: bool = False
) -> ImportedPlan:
    """Previews and takes in at once. Raises as `preview_plan`; PlanFontUnknown where a person must say the font."""
    report = preview_plan(desk, path, encoding, keeps_doubtful=keeps_doubtful)
    if report.is_unsure:
        guess = ENCODING_TITLES[report.encoding] if report.encoding else ""
        raise PlanFontUnknown(path.name, report.doubtful, guess)
    return take_in_plan(desk, report)


def preview_plan(
    desk: OpenDesk, path: Path, encoding: Encoding | None = None, *, keeps_doubtful: bool = False
) -> PlanReport:
    """Reads a plan as printed, from a workbook with its columns or from JSON; nothing is renumbered, none written.

    A plan of the same title is brought up to date: its tasks are recognised by position, number and content, and
    keep their status, progress and note. What is no longer in the file stays.
    Texts of no known font are of `encoding`, or stay as they are where a person says so (`keeps_doubtful`).
    Raises FileMissing, FileUnreadable, PlanInvalid with every problem at once.
    """
    if not path.is_file():
        raise FileMissing(str(path))
    is_json = path.suffix.lower() == ".json"
    header, rows, sheet = _from_json(path) if is_json else _from_workbook(path, encoding, keeps_doubtful)
    problems = _problems(rows)
    if problems:
        raise PlanInvalid(path.name, problems)
    printed = Plan(
        "", (header["title"] or path.stem)[:LONGEST_REASON], header["unit"][:LONGEST_NAME], int(header["year"] or 0)
    )
    known = next((one for one in list_plans(desk) if _is_same(one, printed)), None)
    plan_id = known.id if known else uuid5(_PLANS, f"{printed.title}|{printed.unit}|{printed.year}").hex
    plan = Plan(plan_id, printed.title, printed.unit or (known.unit if known else ""), printed.year)
    tasks = list_tasks(desk, known.id) if known else []
    found = _recognised(rows, tasks)
    changes = [] if known else _plan_changes(plan)
    added = changed = 0
    taken = {task.id for task in tasks}
    spoken = tuple(name for name in _TEXTS if any(row.get(name) for row in rows))
    for order, row in enumerate(rows, start=1):
        task = found.get(order)
        news = _task_changes(_id_of(plan_id, row, taken), plan_id, order, row, task, spoken)
        changes += news
        added += task is None
        changed += task is not None and bool(news)
    report = PlanReport(path, plan, len(rows), added, changed, len(tasks) - len(found), tuple(changes))
    if sheet is None:
        return report
    return replace(
        report,
        texts=tuple(
            ConvertedText(one.spot.name, one.before, one.after, one.spot in sheet.doubtful)
            for one in sheet.conversions
        ),
        doubtful=len(sheet.doubtful),
        encoding=sheet.encoding,
        is_unsure=sheet.is_unsure,
    )


def take_in_plan(desk: OpenDesk, report: PlanReport) -> ImportedPlan:
    """Writes what was previewed as one act. Raises NotAllowed."""
    act(desk, f"nhập kế hoạch {report.plan.title}", report.changes)
    return ImportedPlan(report.plan, report.tasks, report.added, report.changed, report.kept)


def _is_same(known: Plan, printed: Plan) -> bool:
    """By title; unit and year count where both papers name them."""
    return (
        squeeze(known.title) == squeeze(printed.title)
        and (not known.unit or not printed.unit or squeeze(known.unit) == squeeze(printed.unit))
        and (not known.year or not printed.year or known.year == printed.year)
    )


def _recognised(rows: Sequence[Row], tasks: Sequence[PlanTask]) -> dict[int, PlanTask]:
    """The task that each row (by its position from 1) is; what is alike in more ways is recognised first."""
    likenesses: tuple[Callable[[int, str, str], Hashable], ...] = (
        lambda order, number, content: (order, number, content),
        lambda order, number, content: (number, content),
        lambda order, number, content: content,
        lambda order, number, content: (order, number),
    )
    found: dict[int, PlanTask] = {}
    for likeness in likenesses:
        free: dict[Hashable, list[PlanTask]] = {}
        for task in tasks:
            if task not in found.values():
                free.setdefault(likeness(task.order, task.number.strip(), squeeze(task.content)), []).append(task)
        for order, row in enumerate(rows, start=1):
            alike = free.get(likeness(order, row.get("number", "").strip(), squeeze(row["content"])))
            if order not in found and alike:
                found[order] = alike.pop(0)
    return found


def _plan_changes(plan: Plan) -> list[Change]:
    fields = {"title": plan.title, "unit": plan.unit, "year": plan.year}
    return [Change("plan", plan.id, name, json_text(value)) for name, value in fields.items()]


def _task_changes(
    new_id: str, plan_id: str, order: int, row: Row, task: PlanTask | None, spoken: Sequence[str]
) -> list[Change]:
    """What the row says anew. A column that the file leaves empty throughout says nothing of a known task."""
    if task is None:
        values: dict[str, Any] = {"plan": plan_id, "order": order} | {
            name: text for name, text in row.items() if text
        }
    else:
        values = {name: row.get(name, "") for name in spoken if row.get(name, "") != getattr(task, name)}
        if order != task.order:
            values["order"] = order
    entity = task.id if task else new_id
    return [Change("plan_task", entity, name, json_text(value)) for name, value in values.items()]


def _id_of(plan_id: str, row: Row, taken: set[str]) -> str:
    """Two laptops that take in the same plan apart from each other meet at the same ids."""
    for repeated in range(1, 100):
        name = f"{plan_id}|{row.get('number', '')}|{squeeze(row['content'])}|{repeated}"
        if (made := uuid5(_PLANS, name).hex) not in taken:
            taken.add(made)
            return made
    return uuid4().hex


def _from_json(path: Path) -> tuple[dict[str, Any], list[Row], None]:
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
    return header, rows, None


def _from_workbook(
    path: Path, encoding: Encoding | None, keeps_doubtful: bool
) -> "tuple[dict[str, Any], list[Row], PlanSheet]":
    from ntm_desktop.excel.plan_workbook import read_plan

    sheet = read_plan(path, encoding, keeps_doubtful=keeps_doubtful)
    return {"title": sheet.title, "unit": "", "year": 0}, [dict(row) for row in sheet.rows], sheet


def _verbatim(value: Any) -> str:
    return "" if value is None else nfc(str(value))


def _problems(rows: Sequence[Row]) -> tuple[str, ...]:
    if not rows:
        return ("Tệp không có nhiệm vụ nào.",)
    return tuple(
        problem
        for position, row in enumerate(rows, start=1)
        for problem in (
            "" if row.get("content", "").strip() else f"Dòng {position}: nhiệm vụ không có nội dung.",
            f"Dòng {position}: có ô dài quá {LONGEST_TASK} ký tự." if _is_too_long(row) else "",
        )
        if problem
    )


def _is_too_long(row: Row) -> bool:
    return max(map(len, row.values()), default=0) > LONGEST_TASK
