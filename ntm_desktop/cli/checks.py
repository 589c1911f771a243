"""checks: what does not add up."""

from typing import Any

import click

from ntm_desktop.cli.options import with_commune, with_criteria_set, with_data_dir, with_json
from ntm_desktop.cli.output import ILLUSTRATIVE, Answers, say, say_json
from ntm_desktop.cli.vietnamese import group
from ntm_desktop.domain.checks import SEVERITY_TITLES
from ntm_desktop.domain.criteria import Level
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.services.check_figures import PLAN, Finding
from ntm_desktop.services.open_desk import OpenDesk

_VILLAGE = click.option("--village", help="Chỉ một thôn.")


@group("checks", acts_alone=True, help="Những chỗ số liệu không khớp với nhau.")
@click.option("--period", help="Kỳ: 2021, 2021-H1, 2021-Q3, 2021-07.")
@with_criteria_set
@with_commune
@_VILLAGE
@with_json
@with_data_dir
@click.pass_context
def checks(context: click.Context, /, period: str | None, as_json: bool, **given: Any) -> None:
    if context.invoked_subcommand is not None:
        return
    from ntm_desktop.services.summarise import has_illustration

    answers: Answers = context.obj
    with answers.open() as desk:
        found = _findings(desk, period, **given)
        titles = {place.id: place.title for place in desk.all_places()}
        is_illustrative = has_illustration(desk)
    if as_json:
        say_json([_data(at, one, titles) for at, one in enumerate(found, start=1)])
        return
    for at, one in enumerate(found, start=1):
        said = f" Đã ghi lý do: {one.answer.reason}." if one.answer is not None and one.is_answered else ""
        place = titles.get(one.place_id, one.place_id)
        say(f"{at}. {SEVERITY_TITLES[one.rule.severity]}, {place}: {one.text}{said}")
    if found and is_illustrative:
        say(ILLUSTRATIVE)
    still = sum(not one.is_answered for one in found)
    say(
        f"{format_number(len(found))} chỗ không khớp, {format_number(still)} chỗ chưa xử lý."
        if found
        else "Số liệu khớp với nhau."
    )


@checks.command("answer", help="Ghi lý do để giữ nguyên chỗ số STT trong danh sách (--reason rỗng: bỏ lý do).")
@click.argument("number")
@click.option("--reason", required=True, help="Lý do.")
@click.option("--period", help="Kỳ đã dùng khi liệt kê.")
@with_criteria_set
@with_commune
@_VILLAGE
@with_data_dir
@click.pass_obj
def checks_answer(answers: Answers, /, number: str, reason: str, period: str | None, **given: Any) -> None:
    from ntm_desktop.services.check_figures import answer_finding, find_finding

    with answers.open() as desk:
        found = find_finding(_findings(desk, period, **given), number)
        answer_finding(desk, found, reason)
    say(f"Đã ghi lý do: {found.text}" if reason.strip() else f"Đã bỏ lý do: {found.text}")


def _findings(
    desk: OpenDesk, period: str | None, criteria_set: str | None, commune: str | None, village: str | None
) -> tuple[Finding, ...]:
    """Figures where a period is given, and what plans state where no village is."""
    from ntm_desktop.services.check_figures import check_at, check_commune, check_plans

    found: tuple[Finding, ...] = ()
    if period:
        chosen, at = desk.criteria_set(criteria_set, Level.VILLAGE), parse_period(period)
        if village:
            return check_at(desk, desk.find_place(village, commune), chosen, at)
        for one in [desk.find_commune(commune)] if commune else desk.communes():
            found += check_commune(desk, one, chosen, at).findings
    return found + check_plans(desk)


def _data(at: int, one: Finding, titles: dict[str, str]) -> dict[str, Any]:
    return {
        "number": at,
        "rule": one.rule.id,
        "severity": one.rule.severity,
        "place": titles.get(one.place_id, one.place_id),
        "criteria_set": None if one.criteria_set == PLAN else one.criteria_set,
        "codes": list(one.codes),
        "period": one.period or None,
        "text": one.text,
        "answer": one.answer.reason if one.answer else None,
        "is_answered": one.is_answered,
    }


COMMANDS = (checks,)
