"""conflicts, undo-import, quarantine: what people decide about what came by stick."""

from collections.abc import Sequence
from dataclasses import asdict
from typing import Any

import click

from ntm_desktop.cli.options import (
    with_data_dir,
    with_json,
)
from ntm_desktop.cli.output import ILLUSTRATIVE, Answers, say, say_json
from ntm_desktop.cli.vietnamese import UsageSentence, command, group
from ntm_desktop.domain.entries import entry_text, parse_entry
from ntm_desktop.domain.moments import moment_text
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.services.decide_conflicts import Conflict, figure_of
from ntm_desktop.services.open_desk import OpenDesk


@group("conflicts", help="Những chỗ hai máy ghi khác nhau.")
def conflicts() -> None:
    pass


@conflicts.command("list", help="Liệt kê các chỗ cần quyết định.")
@with_json
@with_data_dir
@click.pass_obj
def conflicts_list(answers: Answers, as_json: bool) -> None:
    from ntm_desktop.services.decide_conflicts import list_conflicts
    from ntm_desktop.services.summarise import has_illustration

    with answers.open() as desk:
        found, is_illustrative = list_conflicts(desk), has_illustration(desk)
        of_households = {
            position: _household_words(desk, one)
            for position, one in enumerate(found, start=1)
            if one.kind == "household"
        }
    if as_json:
        say_json([_conflict_data(position, one) for position, one in enumerate(found, start=1)])
        return
    for position, one in enumerate(found, start=1):
        if position in of_households:
            what, *texts = of_households[position]
            say(f"{position}. {what}: trước đó {texts[-1]}")
            _say_sides(one, texts)
            continue
        say(f"{position}. {_what(one)}: trước đó {_shown(one, one.before)}")
        _say_sides(one, [_shown(one, side.value) for side in one.sides])
    if found and is_illustrative:
        say(ILLUSTRATIVE)
    say(f"{format_number(len(found))} chỗ cần quyết định.")


@conflicts.command("decide", help="Quyết định chỗ số STT: lấy một bên (--take A) hoặc số liệu khác (--figure).")
@click.argument("number")
@click.option("--take", help="Chữ cái của bên được lấy.")
@click.option("--figure", help="Số liệu khác, ghi như trong ô nhập.")
@click.option("--reason", required=True, help="Lý do.")
@with_data_dir
@click.pass_obj
def conflicts_decide(answers: Answers, number: str, take: str | None, figure: str | None, reason: str) -> None:
    from ntm_desktop.services.decide_conflicts import decide, decide_figure, find_conflict

    if (take is None) == (figure is None):
        raise UsageSentence("cần --take CHỮ_CÁI hoặc --figure SỐ_LIỆU")
    with answers.open() as desk:
        found = find_conflict(desk, number)
        if take is not None:
            letters = "ABCDEFGH"[: len(found.sides)]
            if take.strip().upper() not in tuple(letters):
                raise UsageSentence(f"--take là một trong: {', '.join(letters)}")
            decide(desk, found, found.sides[letters.index(take.strip().upper())].value, reason)
        else:
            entered = parse_entry(found.indicator, figure or "") if found.indicator else None
            if entered is None:
                raise UsageSentence("--figure chỉ dùng cho số liệu và không được trống")
            decide_figure(desk, found, entered, reason)
    say(f"Đã quyết định: {_what(found)}.")


@command("undo-import", help="Hoàn tác lần nhận tệp gần nhất, khi chưa có gì dựa trên nó.")
@with_data_dir
@click.pass_obj
def undo_import(answers: Answers) -> None:
    from ntm_desktop.services.name_places import place_called
    from ntm_desktop.services.undo_import import undo_import as undo

    with answers.open() as desk:
        package, count = undo(desk)
        sender = place_called(desk, package.counterpart)
    say(f"Đã hoàn tác lần nhận tệp số {package.number} của {sender}: bỏ {format_number(count)} thay đổi.")


@command("quarantine", help="Những thay đổi ngoài quyền người ghi, được để riêng; --use STT để dùng.")
@click.option("--use", "used", multiple=True, type=click.IntRange(1), help="Dùng mục số STT (người phụ trách xã).")
@with_json
@with_data_dir
@click.pass_obj
def quarantine(answers: Answers, used: tuple[int, ...], as_json: bool) -> None:
    from ntm_desktop.services.list_pending import list_put_aside
    from ntm_desktop.services.use_put_aside import use_put_aside

    with answers.open() as desk:
        found = list_put_aside(desk)
        chosen = [found[number - 1] for number in used if number <= len(found)]
        if len(chosen) < len(used) or not all(one.may_be_used for one in chosen):
            raise UsageSentence("--use là số thứ tự một mục ngoài phân công, trên máy của người phụ trách xã")
        if chosen:
            count = use_put_aside(desk, [one.key for one in chosen])
            say(f"Đã dùng {format_number(count)} mục để riêng; người ghi vẫn như cũ.")
            return
    if as_json:
        say_json([asdict(one) for one in found])
        return
    for position, one in enumerate(found, start=1):
        say(f"{position}. {one.reason}: {one.person}, {one.what}, {one.place}: {one.value}")
    say(f"{format_number(len(found))} thay đổi để riêng.")


def _say_sides(one: Conflict, texts: Sequence[str]) -> None:
    for side, letter, text in zip(one.sides, "ABCDEFGH", texts, strict=False):
        own = " (máy này)" if side.is_own else ""
        say(f"   {letter}: {text}, {side.person}{own}, {moment_text(side.at)}")


def _household_words(desk: OpenDesk, one: Conflict) -> list[str]:
    """What is disputed, what each side says, and last what stood before."""
    from ntm_desktop.services.say_households import field_text, field_title, household_title

    values = [*(side.value for side in one.sides), one.before or "null"]
    texts = ["trống" if text == "null" else field_text(desk, one.entity, one.field, text) for text in values]
    return [f"{field_title(one.field)} của hộ {household_title(desk, one.entity)}", *texts]


def _what(one: Conflict) -> str:
    if one.indicator and one.place and one.period:
        return f"chỉ tiêu {one.indicator.code} của {one.place.title}, {one.period.title}"
    return f"{one.field} của {one.place.title if one.place else one.entity}"


def _shown(one: Conflict, value: str | None) -> str:
    if value is None or value == "null":
        return "trống"
    if one.kind == "reading" and one.field == "figure":
        return entry_text(figure_of(value)) or "trống"
    return value


def _conflict_data(position: int, one: Conflict) -> dict[str, Any]:
    return {
        "position": position,
        "kind": one.kind,
        "entity": one.entity,
        "field": one.field,
        "place": one.place.name if one.place else None,
        "code": one.indicator.code if one.indicator else None,
        "period": one.period.code if one.period else None,
        "before": None if one.before is None else _shown(one, one.before),
        "sides": [
            {"take": letter, "value": _shown(one, side.value)}
            | {k: v for k, v in side._asdict().items() if k != "value"}
            for side, letter in zip(one.sides, "ABCDEFGH", strict=False)
        ],
    }


COMMANDS: tuple[click.Command, ...] = (conflicts, undo_import, quarantine)
