"""undo, redo, confirm, reopen: what was done lately, and the lead's word on figures."""

import click

from ntm_desktop.cli.options import (
    village_called,
    with_commune_of_village,
    with_criteria_set,
    with_data_dir,
    with_json,
    with_period,
)
from ntm_desktop.cli.output import Answers, say, say_json, table
from ntm_desktop.cli.vietnamese import UsageSentence, command
from ntm_desktop.domain.criteria import CriteriaSet, Level
from ntm_desktop.domain.moments import moment_text
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.places import Place
from ntm_desktop.services.open_desk import OpenDesk


@command("undo", help="Hoàn tác việc làm gần nhất của người đang nhập; --list liệt kê các việc.")
@click.option("--list", "as_list", is_flag=True, help="Liệt kê các việc gần đây, không hoàn tác.")
@with_json
@with_data_dir
@click.pass_obj
def undo(answers: Answers, as_list: bool, as_json: bool) -> None:
    from ntm_desktop.services import act

    with answers.open() as desk:
        if not as_list:
            _say_turned("Hoàn tác", act.undo(desk), as_json)
            return
        done = act.list_acts(desk)
    if as_json:
        say_json([{"title": one.title, "at": one.at, "undone": one.is_undone} for one in done])
        return
    rows: list[tuple[str, ...]] = []
    for one in done:
        rows.append((moment_text(one.at), "đã hoàn tác" if one.is_undone else "", one.title))
    table(rows)
    if not done:
        say("Chưa có việc nào để hoàn tác.")


@command("redo", help="Làm lại việc vừa hoàn tác.")
@with_json
@with_data_dir
@click.pass_obj
def redo(answers: Answers, as_json: bool) -> None:
    from ntm_desktop.services import act

    with answers.open() as desk:
        _say_turned("Làm lại", act.redo(desk), as_json)


@command("confirm", help="Xác nhận số liệu của một thôn (hoặc mọi thôn): từ đó số bị khóa.")
@click.argument("village", required=False)
@with_period
@click.option("--code", "codes", multiple=True, help="Mã chỉ tiêu; không ghi thì mọi chỉ tiêu.")
@click.option("--criterion", type=int, metavar="SỐ", help="Số tiêu chí: mọi chỉ tiêu của tiêu chí đó.")
@with_criteria_set
@with_commune_of_village
@click.option("--checked", is_flag=True, help="Chỉ đánh dấu đã soát, chưa khóa.")
@with_data_dir
@click.pass_obj
def confirm(
    answers: Answers,
    village: str | None,
    period: str,
    codes: tuple[str, ...],
    criterion: int | None,
    criteria_set: str | None,
    commune: str | None,
    checked: bool,
) -> None:
    from ntm_desktop.services.confirm_figures import check_figures, confirm_figures

    with answers.open() as desk:
        chosen, when = desk.criteria_set(criteria_set, Level.VILLAGE), parse_period(period)
        cells = _cells(desk, chosen, village, commune, codes, criterion)
        written = (check_figures if checked else confirm_figures)(desk, chosen, when, cells)
    said = "đánh dấu đã soát" if checked else "xác nhận"
    say(f"Đã {said} {format_number(len(written))} số liệu kỳ {when.title}.")


@command("reopen", help="Mở lại số đã xác nhận để sửa, với lý do.")
@click.argument("village", required=False)
@with_period
@click.option("--reason", required=True, help="Vì sao mở lại.")
@click.option("--code", "codes", multiple=True, help="Mã chỉ tiêu; không ghi thì mọi chỉ tiêu.")
@click.option("--criterion", type=int, metavar="SỐ", help="Số tiêu chí: mọi chỉ tiêu của tiêu chí đó.")
@with_criteria_set
@with_commune_of_village
@with_data_dir
@click.pass_obj
def reopen(
    answers: Answers,
    village: str | None,
    period: str,
    reason: str,
    codes: tuple[str, ...],
    criterion: int | None,
    criteria_set: str | None,
    commune: str | None,
) -> None:
    from ntm_desktop.services.confirm_figures import reopen_figures

    with answers.open() as desk:
        chosen, when = desk.criteria_set(criteria_set, Level.VILLAGE), parse_period(period)
        cells = _cells(desk, chosen, village, commune, codes, criterion)
        written = reopen_figures(desk, chosen, when, cells, reason)
    say(f"Đã mở lại {format_number(len(written))} số liệu kỳ {when.title}.")


@command("copy-last", help="Chép số kỳ trước vào các ô còn trống; --dry-run chỉ xem.")
@click.argument("village", required=False)
@click.option("--period", required=True, help="Kỳ nhận số: 2021, 2021-H1, 2021-Q3, 2021-07.")
@click.option("--over", is_flag=True, help="Ghi đè cả ô đã có số.")
@click.option("--dry-run", is_flag=True, help="Chỉ liệt kê, không ghi.")
@with_criteria_set
@with_commune_of_village
@with_data_dir
@click.pass_obj
def copy_last(
    answers: Answers,
    village: str | None,
    period: str,
    over: bool,
    dry_run: bool,
    criteria_set: str | None,
    commune: str | None,
) -> None:
    from ntm_desktop.domain.entries import entry_text
    from ntm_desktop.services.fill_figures import propose_last, write_cells

    with answers.open() as desk:
        chosen, when = desk.criteria_set(criteria_set, Level.VILLAGE), parse_period(period)
        places = _villages(desk, village, commune)
        cells = propose_last(desk, places, chosen, when, overwrites=over)
        changes = [one for one in cells if one.is_change]
        if not dry_run:
            write_cells(desk, chosen, when, changes, "chép số kỳ trước cho")
    if dry_run:
        rows: list[tuple[str, ...]] = []
        for one in changes:
            if one.place and one.indicator:
                rows.append((one.place.title, one.indicator.code, entry_text(one.new), one.text))
        table(rows)
    say(f"{'Sẽ chép' if dry_run else 'Đã chép'} {format_number(len(changes))} số của kỳ trước vào kỳ {when.title}.")


def _say_turned(verb: str, turned: object, as_json: bool) -> None:
    from ntm_desktop.services.act import Undone

    assert isinstance(turned, Undone)
    if as_json:
        say_json({"title": turned.title, "written": len(turned.written)})
    else:
        say(f"{verb}: {turned.title}.")


def _villages(desk: OpenDesk, village: str | None, commune: str | None) -> list[Place]:
    return [village_called(desk, village, commune)] if village else desk.villages(desk.find_commune(commune).id)


def _cells(
    desk: OpenDesk,
    chosen: CriteriaSet,
    village: str | None,
    commune: str | None,
    codes: tuple[str, ...],
    criterion: int | None,
) -> list[tuple[Place, str]]:
    """Raises UnknownIndicator, UnknownPlace, AmbiguousPlace, UsageSentence."""
    wanted = [chosen.indicator(code).code for code in codes]
    if criterion is not None:
        found = next((one for one in chosen.criteria if one.number == criterion), None)
        if found is None:
            raise UsageSentence(f"bộ tiêu chí không có tiêu chí {criterion}")
        wanted += [one.code for one in found.indicators]
    wanted = wanted or [one.code for one in chosen.indicators()]
    return [(place, code) for place in _villages(desk, village, commune) for code in wanted]


COMMANDS: tuple[click.Command, ...] = (undo, redo, confirm, reopen, copy_last)
