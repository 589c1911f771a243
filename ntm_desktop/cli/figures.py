"""record, assess, history."""

from typing import Any

import click

from ntm_desktop.cli.options import (
    village_called,
    with_commune_of_village,
    with_criteria_set,
    with_data_dir,
    with_json,
    with_period,
    with_village,
)
from ntm_desktop.cli.output import Answers, remark_validity, say, say_json, table
from ntm_desktop.cli.vietnamese import UsageSentence, command
from ntm_desktop.domain.criteria import CriteriaSet, Indicator, IndicatorKind, Level
from ntm_desktop.domain.entries import entry_text, parse_entry
from ntm_desktop.domain.evaluation import (
    VERDICT_TITLES,
    Assessment,
    PlaceAssessment,
    display_target,
    display_value,
)
from ntm_desktop.domain.moments import moment_text
from ntm_desktop.domain.numbers import as_json as number
from ntm_desktop.domain.numbers import parse_number
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.places import Place, PlaceKind
from ntm_desktop.domain.recording import Amount, Answer, Figure, NotApplicable, ReadingKey, Share


@command("record", help="Ghi một số liệu của thôn (hoặc của xã), hoặc nhận cả biểu Excel đã điền (--from).")
@click.argument("place", required=False)
@click.argument("code", required=False)
@click.option("--from", "source", type=click.Path(), help="Biểu Excel đã điền, xuất bằng lệnh template.")
@click.option("--dry-run", is_flag=True, help="Với --from: chỉ xem, không ghi.")
@click.option("--period", help="Kỳ: 2021, 2021-H1, 2021-Q3, 2021-07.")
@with_criteria_set
@with_commune_of_village
@click.option("--numerator", help="Tử số.")
@click.option("--denominator", help="Mẫu số.")
@click.option("--value", help="Một số, với chỉ tiêu đếm.")
@click.option("--female", help="Nữ, dạng tử/mẫu.")
@click.option("--male", help="Nam, dạng tử/mẫu.")
@click.option("--items", help="Số thứ tự các nội dung đạt, ví dụ 1,3,4.")
@click.option("--yes", is_flag=True, help="Đạt.")
@click.option("--no", is_flag=True, help="Không đạt.")
@click.option("--not-applicable", is_flag=True, help="Không áp dụng.")
@click.option("--clear", is_flag=True, help="Xóa số liệu.")
@click.option("--reason", default="", help="Lý do không áp dụng.")
@with_json
@with_data_dir
@click.pass_obj
def record(
    answers: Answers,
    /,
    place: str | None,
    code: str | None,
    source: str | None,
    dry_run: bool,
    period: str | None,
    criteria_set: str | None,
    commune: str | None,
    as_json: bool,
    **given: Any,
) -> None:
    if source is not None:
        from ntm_desktop.cli.workbooks import record_from

        if place or code or any(given.values()):
            raise UsageSentence("--from nhận cả biểu nên không ghi thêm thôn, mã chỉ tiêu hay số liệu")
        record_from(
            answers,
            source,
            commune=commune,
            criteria_set=criteria_set,
            period=period,
            dry_run=dry_run,
            as_json=as_json,
        )
        return
    place, code, period = (_given(*one) for one in (("place", place), ("code", code), ("period", period)))
    if dry_run:
        raise UsageSentence("--dry-run chỉ dùng với --from")
    from ntm_desktop.services.assess import assess_commune, assess_village
    from ntm_desktop.services.record import figure_at, record_figure

    with answers.open() as desk:
        where = desk.find_place(place, commune)
        chosen = desk.criteria_set_for(where, criteria_set)
        when = parse_period(period)
        indicator = chosen.indicator(code)
        figure = _figure(indicator, given, figure_at(desk, where, chosen, indicator.code, when))
        recorded = record_figure(desk, where, chosen, code, when, figure)
        assess = assess_village if where.kind is PlaceKind.VILLAGE else assess_commune
        one = assess(desk, where, chosen, when).of(chosen.indicator(code).code)
    if as_json:
        say_json(assessment_data(one))
        remark_validity(chosen, when, as_json=True)
        return
    value = display_value(one)
    gap = f", {one.gap_text}" if one.gap_text else ""
    entered = entry_text(recorded.reading.figure) or "trống"
    shown = f" = {value}" if value and value != entered else ""
    say(
        f"Đã lưu chỉ tiêu {one.indicator.code} của {where.title}, {when.title}: {entered}{shown}. "
        f"{VERDICT_TITLES[one.verdict]}{gap}."
    )
    remark_validity(chosen, when, as_json=False)


@command("assess", help="Đánh giá một thôn, hoặc xã theo bộ tiêu chí của xã.")
@with_village
@click.option("--commune", is_flag=False, flag_value="", default=None, help="Xã; kèm tên khi máy có nhiều xã.")
@with_period
@with_criteria_set
@with_json
@with_data_dir
@click.pass_obj
def assess(
    answers: Answers,
    village: str | None,
    commune: str | None,
    period: str,
    criteria_set: str | None,
    as_json: bool,
) -> None:
    from ntm_desktop.services.assess import assess_commune, assess_village

    when = parse_period(period)
    with answers.open() as desk:
        if village:
            where = village_called(desk, village, commune)
            chosen = desk.criteria_set(criteria_set, Level.VILLAGE)
            found = assess_village(desk, where, chosen, when)
        elif commune is not None:
            where = desk.find_commune(commune)
            chosen = desk.criteria_set(criteria_set, Level.COMMUNE)
            found = assess_commune(desk, where, chosen, when)
        else:
            raise UsageSentence("cần --village hoặc --commune")
    if as_json:
        say_json([assessment_data(one) for one in found.indicators])
        remark_validity(chosen, when, as_json=True)
        return
    _say_assessment(where, chosen, when.title, found)
    remark_validity(chosen, when, as_json=False)


@command("history", help="Mọi giá trị một số liệu từng có, mới nhất trước; ai ghi, và lý do nếu là quyết định.")
@click.argument("place")
@click.argument("code")
@with_period
@with_criteria_set
@with_commune_of_village
@with_json
@with_data_dir
@click.pass_obj
def history(
    answers: Answers,
    place: str,
    code: str,
    period: str,
    criteria_set: str | None,
    commune: str | None,
    as_json: bool,
) -> None:
    from ntm_desktop.services.decide_conflicts import figure_of, reasons_of
    from ntm_desktop.services.record import history as history_of

    with answers.open() as desk:
        where = desk.find_place(place, commune)
        chosen = desk.criteria_set_for(where, criteria_set)
        key = ReadingKey(where.id, chosen.id, chosen.indicator(code).code, parse_period(period))
        if (standing := desk.figures_now([where.id], chosen.id, key.period).get((where.id, key.code))) is not None:
            key = standing.key  # a figure of July speaks for the year
        reasons = reasons_of(desk, key)
        entries = [
            {
                "figure": entry_text(figure_of(one.value)) or None,
                "person": one.person,
                "at": moment_text(one.at),
                "is_shown": one.is_shown,
                "is_disputed": one.is_head and not one.is_shown,
                "decision": reasons.get(one.key),
            }
            for one in history_of(desk, key)
        ]
    if as_json:
        say_json(entries)
        return
    if not entries:
        say(f"Chỉ tiêu {key.code} của {where.title}, {key.period.title}: chưa có số liệu.")
    else:
        say(f"Chỉ tiêu {key.code} của {where.title}, {key.period.title}:")
    for one in entries:
        now = ", đang dùng" if one["is_shown"] else ", máy khác ghi" if one["is_disputed"] else ""
        why = f"; quyết định, lý do: {one['decision']}" if one["decision"] else ""
        say(f"{one['figure'] or 'để trống'}: {one['person']}, {one['at']}{now}{why}")


def assessment_data(one: Assessment) -> dict[str, Any]:
    """One indicator for machines; `value` is a percentage for a ratio, true or false for a yes/no."""
    is_yes_no = one.indicator.kind is IndicatorKind.YES_NO
    value: Any = None if one.value is None else number(one.value)
    target: Any = None if one.target is None else number(one.target.value)
    return {
        "criterion": one.criterion,
        "code": one.indicator.code,
        "text": one.indicator.text,
        "kind": one.indicator.kind,
        "figure": entry_text(one.figure) or None,
        "value": bool(value) if is_yes_no and value is not None else value,
        "value_text": display_value(one),
        "numerator": None if one.numerator is None else number(one.numerator),
        "denominator": None if one.denominator is None else number(one.denominator),
        "unit": one.indicator.quantity,
        "rule": one.indicator.rule,
        "target": True if is_yes_no and target is not None else target,
        "target_text": display_target(one.indicator, one.target),
        "target_basis": one.target.basis if one.target else None,
        "verdict": one.verdict,
        "gap": None if one.gap_amount is None else number(one.gap_amount),
        "gap_text": one.gap_text,
        "reason": one.reason,
        "is_illustrative": one.is_illustrative,
    }


def _given(name: str, value: str | None) -> str:
    """What is needed unless a whole form is taken in. Raises MissingParameter as Click words it."""
    if value is None:
        context = click.get_current_context()
        param = next(one for one in context.command.params if one.name == name)
        raise click.MissingParameter(ctx=context, param=param)
    return value


def _figure(indicator: Indicator, given: dict[str, Any], standing: Figure | None) -> Figure | None:
    """The one figure the options describe; half a share keeps the other half of the one that stands."""
    answers = [name for name in ("yes", "no", "not_applicable", "clear") if given[name]]
    answer = answers[0] if answers else None
    options = ("numerator", "denominator", "value", "female", "male", "items")
    named = {name for name in options if given[name] is not None}
    whole, unit = indicator.is_whole, indicator.quantity
    if given["reason"] and answer != "not_applicable":
        raise UsageSentence("--reason chỉ dùng với --not-applicable")
    if len(answers) == 1 and not named:
        if answer == "clear":
            return None
        return NotApplicable(given["reason"] or "") if answer == "not_applicable" else Answer(answer == "yes")
    if answer:
        raise UsageSentence("chỉ ghi một loại số liệu: số, --yes, --no, --not-applicable hoặc --clear")
    if named == {"numerator", "denominator"}:
        whole = whole and indicator.kind is IndicatorKind.RATIO
        numerator = parse_number(given["numerator"] or "", unit=unit, whole=whole)
        return Share(numerator, parse_number(given["denominator"] or "", unit=unit, whole=whole))
    if named in ({"numerator"}, {"denominator"}):
        return parse_entry(indicator, f"{given['numerator'] or ''}/{given['denominator'] or ''}", standing)
    if named == {"value"}:
        return Amount(parse_number(given["value"] or "", unit=unit, whole=whole))
    if named == {"female", "male"}:
        return parse_entry(indicator, f"{given['female']}; {given['male']}")
    if named == {"items"}:
        return parse_entry(indicator, given["items"] or "")
    raise UsageSentence("cần --numerator và --denominator, hoặc --value, --yes, --no, --not-applicable, --clear")


def _say_assessment(where: Place, chosen: CriteriaSet, period: str, found: PlaceAssessment) -> None:
    say(f"{where.title}, {period}, {chosen.title}")
    say(f"Đạt {found.met_text}, {found.indicators_met}/{found.indicators_in_force} chỉ tiêu.")
    if found.is_illustrative:
        say("Có số liệu minh họa (đánh dấu *).")
    rows = []
    for one in found.indicators:
        target = display_target(one.indicator, one.target) or "chưa có"
        mark = "*" if one.is_illustrative else ""
        figure = (entry_text(one.figure) or "–") + mark
        why = one.gap_text or one.reason
        rows.append((one.indicator.code, VERDICT_TITLES[one.verdict], figure, display_value(one), target, why))
    table([("Mã", "Đánh giá", "Số liệu", "Kết quả", "Quy định", "Còn thiếu, lý do"), *rows])


COMMANDS: tuple[click.Command, ...] = (record, assess, history)
