"""template; record --from and households import: workbooks out and in."""

from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ntm_desktop.cli.households import households
from ntm_desktop.cli.options import (
    free,
    with_commune,
    with_criteria_set,
    with_data_dir,
    with_force,
    with_json,
    with_period,
    with_village,
)
from ntm_desktop.cli.output import Answers, say, say_json
from ntm_desktop.cli.vietnamese import UsageSentence, command
from ntm_desktop.domain.criteria import Level
from ntm_desktop.domain.legacy_vietnamese import Encoding
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.periods import Period, parse_period
from ntm_desktop.services.open_desk import OpenDesk

if TYPE_CHECKING:
    from ntm_desktop.services.take_in_households import HouseholdReport
    from ntm_desktop.services.take_in_workbook import Problem, WorkbookReport

_SHOWN = 20


@command(
    "template", help="Xuất biểu Excel để nhập số liệu: một thôn, cả xã, hoặc mỗi thôn một tệp (OUT là thư mục)."
)
@click.argument("out", type=click.Path())
@with_village
@click.option("--commune", is_flag=False, flag_value="", default=None, help="Cả xã, mỗi thôn một cột; kèm tên xã.")
@click.option("--each-village", is_flag=True, help="Mỗi thôn một tệp trong thư mục OUT.")
@with_period
@with_criteria_set
@click.option("--blank", is_flag=True, help="Biểu trắng, không ghi sẵn số liệu đang có.")
@with_force
@with_data_dir
@click.pass_obj
def template(
    answers: Answers,
    out: str,
    village: str | None,
    commune: str | None,
    each_village: bool,
    period: str,
    criteria_set: str | None,
    blank: bool,
    force: bool,
) -> None:
    from ntm_desktop.services import write_workbook

    if (village is not None) + (commune is not None and not village) + each_village != 1 and not (
        each_village and commune
    ):
        raise UsageSentence("cần một trong --village, --commune, --each-village")
    when, is_filled = parse_period(period), not blank
    target = Path(out) if each_village else free(Path(out), force=force)
    with answers.open() as desk:
        if village:
            place = desk.find_place(village, commune or None)
            chosen = desk.criteria_set(criteria_set, Level.VILLAGE)
            made = write_workbook.write_village_workbook(desk, place, chosen, when, target, is_filled=is_filled)
            _say_written(made, when)
            return
        where = desk.find_commune(commune or None)
        chosen = desk.criteria_set(criteria_set, Level.VILLAGE)
        if each_village:
            for name in write_workbook.village_file_names(desk, where, when).values():
                free(target / name, force=force)
            written = write_workbook.write_village_workbooks(
                *(desk, where, chosen, when, target, lambda done, total, what: None),
                is_filled=is_filled,
                replaces=True,
            )
            say(f"Đã xuất {format_number(len(written))} biểu của các thôn, {when.title}: {target}")
            return
        made = write_workbook.write_commune_workbook(desk, where, chosen, when, target, is_filled=is_filled)
    _say_written(made, when)


def _say_written(made: Any, when: Period) -> None:
    what = f"{made.place.title}, {when.title}, có sẵn {format_number(made.figures)} số liệu"
    say(f"Đã xuất biểu của {what}: {made.path}")


def record_from(
    answers: Answers,
    source: str,
    *,
    commune: str | None,
    criteria_set: str | None,
    period: str | None,
    dry_run: bool,
    as_json: bool,
) -> None:
    """`record --from`: what the form says, and, unless only looked at, taken in as one act."""
    from ntm_desktop.services.take_in_workbook import preview_workbook, take_in_workbook

    with answers.open() as desk:
        report = preview_workbook(
            desk,
            Path(source),
            commune=desk.find_commune(commune) if commune else None,
            criteria_set=desk.criteria_set(criteria_set, Level.VILLAGE) if criteria_set else None,
            period=parse_period(period) if period else None,
        )
        taken = None if dry_run else take_in_workbook(desk, report)
    if as_json:
        say_json(_report_data(report, taken=None if taken is None else len(taken.written)))
        return
    say(report.title)
    for one in report.changes[:_SHOWN]:
        say(f"  {one.cell}: {one.place.name}, {one.code}: {one.before or 'trống'} → {one.after or 'trống'}")
    _say_more(len(report.changes), "số liệu")
    _say_problems(list(report.problems))
    if taken is not None:
        say(f"{taken.sentence}.")
        return
    stop = f", {format_number(len(report.stopping))} chỗ phải sửa trước khi nhận" if report.stopping else ""
    say(f"{format_number(len(report.changes))} số liệu sẽ thay đổi{stop}. Chưa ghi gì.")


@households.command("import", help="Nhận danh sách hộ từ bảng tính .xlsx hoặc .xls bất kỳ, nhận ra các cột.")
@click.argument("file", type=click.Path())
@click.option("--sheet", default="", help="Tên trang tính.")
@click.option("--all-sheets", is_flag=True, help="Nhận mọi trang có cùng tiêu đề, ví dụ mỗi thôn một trang.")
@click.option("--header", type=click.IntRange(1), help="Dòng tiêu đề của bảng, khi máy nhận nhầm.")
@click.option(
    "--map", "mapped", multiple=True, help="Cột=trường, ví dụ C=name hoặc C=- để bỏ cột; ghi lại nhiều lần."
)
@click.option(
    "--font",
    type=click.Choice(["auto", *(one.value for one in Encoding)]),
    default="auto",
    help="Phông của chữ không rõ phông; auto: chỉ chuyển theo tên phông từng ô.",
)
@click.option("--village", help="Thôn của các dòng không ghi thôn.")
@with_commune
@click.option("--year", type=click.IntRange(2000, 2099), help="Năm của các cột thu nhập.")
@click.option("--skip-problems", is_flag=True, help="Để trống ô không đọc được, bỏ hộ có lỗi, nhận phần còn lại.")
@click.option("--dry-run", is_flag=True, help="Chỉ xem, không ghi.")
@with_json
@with_data_dir
@click.pass_obj
def households_import(
    answers: Answers,
    file: str,
    sheet: str,
    all_sheets: bool,
    header: int | None,
    mapped: tuple[str, ...],
    font: str,
    village: str | None,
    commune: str | None,
    year: int | None,
    skip_problems: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    from ntm_desktop.services import take_in_households as service

    path = Path(file)
    with answers.open() as desk:
        where = desk.find_commune(commune)
        sheets = service.read_sheets(path)
        chosen = service.sheet_called(path, sheets, sheet)
        choices = service.guess_choices(desk, chosen, None if header is None else header - 1)
        choices = replace(
            choices,
            columns=_mapped(dict(choices.columns), mapped),
            encoding=choices.encoding if font == "auto" else Encoding(font),
            village_id=_village_id(desk, village, where.name),
            year=year or choices.year,
        )
        parts = service.parts_like(sheets, choices) if all_sheets else [(chosen, choices)]
        report = service.preview_households(desk, path, parts, where, lambda done, total, what: None)
        taken = None
        if not dry_run:
            taken = service.take_in_households(desk, report, where, skips_problems=skip_problems)
            service.remember_choices(desk, choices)
    if not as_json:
        titles = {one.key: one.title for one in service.fields_to_choose()}
        for at, key in sorted(choices.columns.items()):
            say(f"  Cột {service.column_name(at)} “{_title(choices.heading.titles, at)}”: {titles.get(key, key)}")
        below = [one for one in chosen.conversions if one.spot.row >= choices.heading.first_row]
        for changed in below[:5]:
            say(f"  {changed.spot.name}: “{changed.before}” → “{changed.after}”")
        _say_problems(list(report.problems))
    _say_households(report, as_json, taken=None if taken is None else taken.sentence)


def _say_households(report: "HouseholdReport", as_json: bool, *, taken: str | None) -> None:
    if as_json:
        say_json(
            {
                "sheet": report.sheet,
                "households": len(report.households),
                "people": report.people,
                "added": report.added,
                "changed": report.changed,
                "left_out": report.left_out,
                "problems": [_problem_data(one) for one in report.problems],
                "is_taken_in": taken is not None,
            }
        )
    elif taken is not None:
        say(f"{taken}.")
    else:
        stop = f"; {format_number(len(report.stopping))} chỗ phải sửa trước khi nhận" if report.stopping else ""
        say(
            f"{format_number(len(report.households))} hộ, {format_number(report.people)} nhân khẩu: "
            f"{format_number(report.added)} hộ mới, {format_number(report.changed)} hộ thay đổi{stop}. Chưa ghi gì."
        )


def _mapped(columns: dict[int, str], mapped: tuple[str, ...]) -> dict[int, str]:
    """Raises UsageSentence for a column or field there is none of."""
    from ntm_desktop.services.take_in_households import column_at, fields_to_choose

    known = {one.key for one in fields_to_choose()}
    for text in mapped:
        letters, separator, key = text.partition("=")
        at = column_at(letters)
        if not separator or at is None or (key not in known and key != "-"):
            raise UsageSentence(
                f"--map “{text}” không đúng; ghi CỘT=TRƯỜNG, các trường: {', '.join(sorted(known))}"
            )
        columns = {other: field for other, field in columns.items() if other != at and field != key}
        if key != "-":
            columns[at] = key
    return columns


def _village_id(desk: OpenDesk, village: str | None, commune: str) -> str:
    return desk.find_place(village, commune).id if village else ""


def _title(titles: tuple[str, ...], at: int) -> str:
    return titles[at] if at < len(titles) else ""


def _say_problems(problems: "list[Problem]") -> None:
    for one in problems[:_SHOWN]:
        say(f"  {one.line}")
    _say_more(len(problems), "chỗ cần biết")


def _say_more(count: int, what: str) -> None:
    if count > _SHOWN:
        say(f"  ... và {format_number(count - _SHOWN)} {what} nữa")


def _problem_data(one: "Problem") -> dict[str, Any]:
    return {"sheet": one.sheet, "cell": one.cell, "text": one.text, "sentence": one.sentence, "stops": one.stops}


def _report_data(report: "WorkbookReport", *, taken: int | None) -> dict[str, Any]:
    return {
        "commune": report.commune.name,
        "criteria_set": report.criteria_set.id,
        "period": report.period.code,
        "changes": [
            {"place": one.place.name, "code": one.code, "cell": one.cell, "before": one.before, "after": one.after}
            for one in report.changes
        ],
        "problems": [_problem_data(one) for one in report.problems],
        "written": taken,
        "is_taken_in": taken is not None,
    }


COMMANDS: tuple[click.Command, ...] = (template,)
