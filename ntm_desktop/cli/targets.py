"""targets: what must be reached, entered from a decision and confirmed by comparing with it."""

from typing import Any

import click

from ntm_desktop.cli.options import with_criteria_set, with_data_dir, with_json, with_year
from ntm_desktop.cli.output import Answers, say, say_json, table
from ntm_desktop.cli.vietnamese import group
from ntm_desktop.domain.criteria import CriteriaSet, Level, TargetMark
from ntm_desktop.domain.evaluation import display_target
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.set_target import ListedTarget

_COMMUNE = click.option("--commune", help="Tên xã, khi máy có nhiều xã: mức của cột (vùng) xã đó.")
_DECISION = click.option("--decision", required=True, help='Số, ký hiệu quyết định, ví dụ "12/QĐ-UBND".')
_DATE = click.option("--date", required=True, help="Ngày của quyết định, ví dụ 05/02/2022.")
MARKS = {
    TargetMark.PACKAGED: "theo bộ tiêu chí",
    TargetMark.ENTERED: "đã nhập",
    TargetMark.CHECKED: "đã đối chiếu",
}


@group("targets", help="Mức đạt của các chỉ tiêu và quyết định làm căn cứ.")
def targets() -> None:
    pass


@targets.command("list", help="Liệt kê mức đạt, căn cứ và mức nào chưa đối chiếu.")
@with_year
@with_criteria_set
@_COMMUNE
@click.option("--unchecked", is_flag=True, help="Chỉ chỉ tiêu còn thiếu mức, hoặc mức hay nội dung chưa đối chiếu.")
@with_json
@with_data_dir
@click.pass_obj
def targets_list(
    answers: Answers, year: int, criteria_set: str | None, commune: str | None, unchecked: bool, as_json: bool
) -> None:
    from ntm_desktop.services.set_target import list_targets

    with answers.open() as desk:
        chosen, column = _chosen(desk, criteria_set, commune)
        found = list_targets(chosen, column, year)
    if unchecked:
        found = [one for one in found if not one.is_compared]
    if as_json:
        say_json([_data(one) for one in found])
        return
    rows: list[tuple[str, ...]] = [
        (one.indicator.code, _shown(one), _basis(one), one.indicator.text) for one in found
    ]
    table(rows)
    lacking = sum(one.target is None for one in found)
    open_ones = sum(one.target is not None and one.target.basis != "quoted" for one in found)
    texts = sum(one.indicator.text_basis != "quoted" for one in found)
    open_said = f"{open_ones} mức chưa đối chiếu, {texts} nội dung chưa đối chiếu"
    say(f"{format_number(len(found))} chỉ tiêu: {lacking} chưa có mức đạt, {open_said}.")


@targets.command("set", help="Nhập mức đạt của một chỉ tiêu theo quyết định (của cấp trên, hoặc xã làm một mình).")
@click.argument("code")
@click.argument("value")
@_DECISION
@_DATE
@click.option(
    "--year", type=click.IntRange(2000, 2099), help="Chỉ cho một năm; không ghi thì cho mọi năm của bộ tiêu chí."
)
@with_criteria_set
@_COMMUNE
@with_data_dir
@click.pass_obj
def targets_set(answers: Answers, /, code: str, value: str, **given: Any) -> None:
    from ntm_desktop.services.set_target import enter_target, reach_of

    with answers.open() as desk:
        chosen, column = _chosen(desk, given["criteria_set"], given["commune"])
        kept = reach_of(desk, chosen, code, column).kept if given["year"] is None else {}
        enter_target(desk, chosen, code, column, given["year"], value, given["decision"], given["date"])
        indicator = desk.criteria_sets[chosen.id].indicator(code)
        year = given["year"] or next(
            (one for one in range(chosen.valid_from, chosen.valid_to + 1) if one not in kept), chosen.valid_from
        )
        target = indicator.target(column, year)
    shown = display_target(indicator, target)
    say(f"Mức đạt của {indicator.code}: {shown} ({target.source})." if target else f"Đã ghi {indicator.code}.")
    for year, own in kept.items():
        said = f"{display_target(indicator, own)} ({own.source}); đổi mức đó bằng --year {year}"
        say(f"Năm {year} giữ mức riêng: {said}.")


@targets.command(
    "confirm", help="Ghi mức và nội dung đã đối chiếu với quyết định; không ghi mã thì mọi chỉ tiêu chưa đối chiếu."
)
@click.argument("codes", nargs=-1)
@click.option("--levels-only", is_flag=True, help="Chỉ mức đạt; nội dung chỉ tiêu chưa đối chiếu.")
@with_year
@_DECISION
@_DATE
@with_criteria_set
@_COMMUNE
@with_data_dir
@click.pass_obj
def targets_confirm(answers: Answers, /, codes: tuple[str, ...], year: int, **given: Any) -> None:
    from ntm_desktop.services.set_target import confirm_targets, list_targets

    with answers.open() as desk:
        chosen, column = _chosen(desk, given["criteria_set"], given["commune"])
        wanted = list(codes) or [
            one.indicator.code
            for one in list_targets(chosen, column, year)
            if one.target is not None and not one.is_compared
        ]
        with_text = not given["levels_only"]
        paper = (given["decision"], given["date"])
        written = confirm_targets(desk, chosen, wanted, column, year, *paper, with_text=with_text)
    both = "mức đạt và nội dung của" if with_text else "mức đạt của"
    say(f"Đã ghi đối chiếu {both} {format_number(len(written))} chỉ tiêu.")


@targets.command("withdraw", help="Bỏ mức đã nhập, đã đối chiếu: mức của bộ tiêu chí có hiệu lực lại.")
@click.argument("codes", nargs=-1, required=True)
@with_year
@with_criteria_set
@_COMMUNE
@with_data_dir
@click.pass_obj
def targets_withdraw(answers: Answers, /, codes: tuple[str, ...], year: int, **given: Any) -> None:
    from ntm_desktop.services.set_target import withdraw_targets

    with answers.open() as desk:
        chosen, column = _chosen(desk, given["criteria_set"], given["commune"])
        written = withdraw_targets(desk, chosen, codes, column, year)
    say(f"Đã bỏ {format_number(len(written))} mục của mức đạt.")


def _chosen(desk: OpenDesk, criteria_set: str | None, commune: str | None) -> tuple[CriteriaSet, str | None]:
    return desk.criteria_set(criteria_set, Level.VILLAGE), desk.find_commune(commune).column


def _shown(one: ListedTarget) -> str:
    return display_target(one.indicator, one.target) or "chưa có"


def _basis(one: ListedTarget) -> str:
    if one.target is None:
        return "chưa có mức"
    if one.target.basis == "quoted":
        open_text = "" if one.is_compared else "; nội dung chưa đối chiếu"
        return f"{MARKS[one.target.mark]}: {one.target.source}{open_text}"
    return "chưa đối chiếu"


def _data(one: ListedTarget) -> dict[str, Any]:
    target = one.target
    return {
        "criterion": one.criterion.number,
        "code": one.indicator.code,
        "text": one.indicator.text,
        "value": str(target.value) if target else None,
        "shown": display_target(one.indicator, target) or None,
        "basis": target.basis if target else None,
        "source": target.source or None if target else None,
        "mark": target.mark if target else None,
        "text_basis": one.indicator.text_basis,
    }


COMMANDS = (targets,)
