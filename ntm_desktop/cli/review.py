"""review, remark, assign: what the upper level says of figures, the commune's answer, and who writes what."""

from dataclasses import asdict
from typing import Any

import click

from ntm_desktop.cli.options import (
    with_commune,
    with_commune_of_village,
    with_criteria_set,
    with_data_dir,
    with_json,
    with_one_village,
    with_period,
    with_year,
)
from ntm_desktop.cli.output import Answers, say, say_json
from ntm_desktop.cli.vietnamese import UsageSentence, command, group
from ntm_desktop.domain.criteria import Level
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.recording import ReadingKey
from ntm_desktop.domain.review import REVIEW_TITLES, ReviewState


@group("review", help="Thẩm tra của cấp trên.")
def review() -> None:
    pass


def _partition(function: Any) -> Any:
    for option in (
        with_criteria_set,
        with_commune_of_village,
        with_year,
        click.option("--criterion", type=click.IntRange(1, 99), required=True, help="Số tiêu chí."),
        with_one_village,
    ):
        function = option(function)
    return function


@review.command("show", help="Kết quả thẩm tra một tiêu chí của thôn.")
@_partition
@with_json
@with_data_dir
@click.pass_obj
def review_show(
    answers: Answers,
    village: str,
    criterion: int,
    year: int,
    commune: str | None,
    criteria_set: str | None,
    as_json: bool,
) -> None:
    from ntm_desktop.services.review import review_of

    with answers.open() as desk:
        chosen = desk.criteria_set(criteria_set, Level.VILLAGE)
        found = review_of(desk, desk.find_place(village, commune), chosen, criterion, year)
    state = REVIEW_TITLES[found.review.state] if found.review.state else "Chưa thẩm tra"
    if as_json:
        say_json(asdict(found))
        return
    reopened = f"; mở lại vì đã đổi: {', '.join(found.changed_codes)}" if found.is_reopened else ""
    mark = f", mã {found.review.accepted_hash}" if found.review.accepted_hash else ""
    remark = f": {found.review.remark}" if found.review.remark else ""
    changed = f"; xã đã sửa {', '.join(found.changed_codes)}" if found.has_come_back and found.changed_codes else ""
    answer = f"; xã trả lời: {found.answer}" if found.answer else ""
    say(f"{state}{mark}{remark}{reopened}{changed}{answer}")


@review.command("set", help="Ghi kết quả thẩm tra (cấp trên).")
@_partition
@click.option("--state", type=click.Choice([one.value for one in ReviewState]), required=True, help="Kết quả.")
@click.option("--remark", default="", help="Ý kiến; bắt buộc khi trả lại.")
@with_data_dir
@click.pass_obj
def review_set(
    answers: Answers,
    village: str,
    criterion: int,
    year: int,
    commune: str | None,
    criteria_set: str | None,
    state: str,
    remark: str,
) -> None:
    from ntm_desktop.services.review import set_review

    with answers.open() as desk:
        chosen = desk.criteria_set(criteria_set, Level.VILLAGE)
        where = desk.find_place(village, commune)
        found = set_review(desk, where, chosen, criterion, year, ReviewState(state), remark)
    mark = f", mã {found.review.accepted_hash}" if found.review.accepted_hash else ""
    say(f"Đã ghi: tiêu chí {criterion} của {where.title}, năm {year}: {REVIEW_TITLES[ReviewState(state)]}{mark}.")


@command(
    "remark",
    help="Ghi ý kiến của cấp trên về một số liệu (--text), hoặc trả lời của xã (--answer; "
    "CODE là số tiêu chí thì trả lời lần trả lại).",
)
@click.argument("place")
@click.argument("code")
@with_period
@with_criteria_set
@with_commune_of_village
@click.option("--text", help="Ý kiến của cấp trên.")
@click.option("--answer", help="Trả lời của xã.")
@with_data_dir
@click.pass_obj
def remark(
    answers: Answers,
    place: str,
    code: str,
    period: str,
    criteria_set: str | None,
    commune: str | None,
    text: str | None,
    answer: str | None,
) -> None:
    from ntm_desktop.services.review import answer_remark, answer_return, write_remark

    if (text is None) == (answer is None):
        raise UsageSentence("cần --text hoặc --answer")
    with answers.open() as desk:
        where = desk.find_place(place, commune)
        chosen = desk.criteria_set(criteria_set, Level.VILLAGE)
        when = parse_period(period)
        number = next((one.number for one in chosen.criteria if str(one.number) == code), None)
        if answer is not None and number is not None:
            answer_return(desk, where, chosen, number, when.year, answer)
            say(f"Đã ghi trả lời về tiêu chí {code} của {where.title}, năm {when.year}.")
            return
        key = ReadingKey(where.id, chosen.id, chosen.indicator(code).code, when)
        if text is not None:
            write_remark(desk, key, text)
        else:
            answer_remark(desk, key, answer or "")
    say(f"Đã ghi {'ý kiến' if text is not None else 'trả lời'} về chỉ tiêu {code} của {where.title}.")


@command("assign", help="Phân công người nhập một tiêu chí của các thôn trong năm.")
@click.option("--village", "villages", multiple=True, help="Tên thôn; bỏ trống là mọi thôn.")
@click.option(
    "--criterion", "criteria", multiple=True, type=click.IntRange(1, 99), required=True, help="Số tiêu chí."
)
@with_year
@click.option("--writer", "writers", multiple=True, help="Họ tên người nhập; bỏ trống là mọi cán bộ của xã.")
@with_commune
@with_criteria_set
@with_data_dir
@click.pass_obj
def assign(
    answers: Answers,
    villages: tuple[str, ...],
    criteria: tuple[int, ...],
    year: int,
    writers: tuple[str, ...],
    commune: str | None,
    criteria_set: str | None,
) -> None:
    from ntm_desktop.services.assign import assign as write_assignment

    with answers.open() as desk:
        owner = desk.find_commune(commune)
        chosen = desk.criteria_set(criteria_set, Level.VILLAGE)
        places = [desk.find_place(one, owner.name) for one in villages] or desk.villages(owner.id)
        count = write_assignment(desk, places, chosen, criteria, year, list(writers) or None)
    who = ", ".join(writers) or "mọi cán bộ của xã"
    say(f"Đã phân công {format_number(count)} tiêu chí của thôn cho {who}, năm {year}.")


COMMANDS: tuple[click.Command, ...] = (review, remark, assign)
