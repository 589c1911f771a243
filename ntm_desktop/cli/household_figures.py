"""households against, recount, take, income: what the register says of the indicators."""

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from ntm_desktop.cli.households import cells_of, household_data, households
from ntm_desktop.cli.options import (
    free,
    village_of,
    with_commune,
    with_criteria_set,
    with_data_dir,
    with_force,
    with_json,
    with_period,
    with_village,
    with_year,
)
from ntm_desktop.cli.output import Answers, remark, say, say_json, table
from ntm_desktop.cli.vietnamese import UsageSentence
from ntm_desktop.domain.criteria import Level
from ntm_desktop.domain.entries import entry_text
from ntm_desktop.domain.household_cells import HouseholdCells
from ntm_desktop.domain.household_income import IncomeSum, commune_income, sum_incomes
from ntm_desktop.domain.household_lists import Listed
from ntm_desktop.domain.numbers import as_json as number
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.periods import parse_period

if TYPE_CHECKING:
    from ntm_desktop.services.count_households import RegisterFigure

__all__ = ["COMMANDS", "households"]


@households.command("against", help="Những hộ làm cho một chỉ tiêu chưa đạt, và những hộ chưa rõ.")
@click.argument("code")
@with_village
@with_commune
@with_period
@with_criteria_set
@click.option("--out", type=click.Path(), help="Ghi danh sách ra tệp PDF để in.")
@with_force
@with_json
@with_data_dir
@click.pass_obj
def households_against(
    answers: Answers,
    /,
    code: str,
    village: str | None,
    commune: str | None,
    period: str,
    criteria_set: str | None,
    out: str | None,
    force: bool,
    as_json: bool,
) -> None:
    from ntm_desktop.services.count_households import households_against as listed
    from ntm_desktop.services.count_households import list_sentence

    with answers.open() as desk:
        where = desk.find_commune(commune)
        place = village_of(desk, where, village) or where
        chosen = desk.criteria_set(criteria_set, Level.VILLAGE)
        when = parse_period(period)
        found = listed(desk, place, chosen, code, when)
        cells = cells_of(desk, where)
        if out:
            from ntm_desktop.services.print_households import save_working_list

            save_working_list(desk, place, chosen, code, when, free(Path(out), force=force))
    if as_json:
        data = {"against": [_listed(cells, one) for one in found.against]}
        say_json(data | {"unknown": [_listed(cells, one) for one in found.unknown]})
        return
    say(f"{place.title}, chỉ tiêu {code}: {list_sentence(found)}.")
    rows: list[tuple[str, ...]] = [("", "Thôn", "Số hộ", "Chủ hộ", "Ghi chú")]
    for sign, ones in (("✗", found.against), ("?", found.unknown)):
        rows += [(sign, *_line(cells, one)) for one in ones]
    if len(rows) > 1:
        table(rows)
    if out:
        say(f"Đã ghi danh sách: {out}")


@households.command("recount", help="Tính mọi chỉ tiêu từ sổ hộ, đặt cạnh số đã nhập.")
@with_commune
@with_period
@with_criteria_set
@with_json
@with_data_dir
@click.pass_obj
def households_recount(
    answers: Answers, commune: str | None, period: str, criteria_set: str | None, as_json: bool
) -> None:
    from ntm_desktop.services.count_households import recount

    with answers.open() as desk:
        where = desk.find_commune(commune)
        chosen = desk.criteria_set(criteria_set, Level.VILLAGE)
        found = [one for one in recount(desk, where, chosen, parse_period(period)).values() if one.count]
    if as_json:
        say_json(
            [
                {
                    "place": one.place.name,
                    "place_id": one.place.id,
                    "code": one.indicator.code,
                    "register": entry_text(one.figure) or None,
                    "unknown": one.count.unknown if one.count else 0,
                    "typed": entry_text(one.typed) or None,
                    "differs": one.differs,
                }
                for one in found
            ]
        )
        return
    rows = [
        (
            one.indicator.code,
            one.place.name,
            one.text or "–",
            entry_text(one.typed) or "–",
            "khác nhau" if one.differs else "",
        )
        for one in found
    ]
    if rows:
        table([("Mã", "Nơi", "Sổ hộ", "Đã nhập", ""), *rows])
    say(f"{format_number(sum(one.differs for one in found))} chỗ sổ hộ khác số đã nhập.")


@households.command("take", help="Lấy số liệu của một chỉ tiêu (hoặc --all) từ sổ hộ.")
@click.argument("code", required=False)
@click.option("--all", "take_all", is_flag=True, help="Mọi chỉ tiêu tính được từ sổ hộ.")
@click.option("--unsure", is_flag=True, help="Lấy cả khi còn hộ chưa rõ; số lấy ra không tính những nơi ấy.")
@with_village
@with_commune
@with_period
@with_criteria_set
@with_json
@with_data_dir
@click.pass_obj
def households_take(
    answers: Answers,
    /,
    code: str | None,
    take_all: bool,
    unsure: bool,
    village: str | None,
    commune: str | None,
    period: str,
    criteria_set: str | None,
    as_json: bool,
) -> None:
    from ntm_desktop.services.take_from_register import take_all_from_register, take_from_register

    if bool(code) == take_all:
        raise UsageSentence("cần mã chỉ tiêu hoặc --all")
    if unsure and take_all:
        raise UsageSentence("--unsure chỉ đi với mã chỉ tiêu, --all chỉ lấy những chỉ tiêu đã rõ mọi hộ")
    with answers.open() as desk:
        where = desk.find_commune(commune)
        place = village_of(desk, where, village) or where
        chosen = desk.criteria_set(criteria_set, Level.VILLAGE)
        when = parse_period(period)
        if code:
            taken = take_from_register(desk, place, chosen, code, when, takes_unsure=unsure)
        else:
            taken = take_all_from_register(desk, place, chosen, when)
    if as_json:
        say_json([_taken_data(one) for one in taken.taken])
    else:
        for one in taken.taken:
            say(f"Đã lấy {one.indicator.code} của {one.place.title} từ sổ hộ: {one.text}.")
    if taken.unsure:
        said = ", ".join(f"{one.indicator.code} ({one.place.name}: {one.unknown_text})" for one in taken.unsure)
        how = "Thêm --unsure nếu vẫn cần." if code else "Lấy riêng từng chỉ tiêu nếu vẫn cần."
        remark(f"Không lấy vì sổ hộ còn hộ chưa rõ: {said}. {how}", as_json=as_json)
    if taken.left_out:
        said = ", ".join(f"{one.indicator.code} ({one.place.name})" for one in taken.left_out)
        remark(f"Sổ hộ chưa có thông tin cho: {said}.", as_json=as_json)


@households.command("income", help="Thu nhập các hộ theo nguồn, bình quân theo nhân khẩu thực tế.")
@with_year
@with_commune
@click.option("--out", type=click.Path(), help="Lưu bảng tổng hợp thành tệp PDF.")
@with_force
@with_json
@with_data_dir
@click.pass_obj
def households_income(
    answers: Answers, year: int, commune: str | None, out: str | None, force: bool, as_json: bool
) -> None:
    from ntm_desktop.services.keep_households import list_households, load_form
    from ntm_desktop.services.print_households import save_income

    with answers.open() as desk:
        where = desk.find_commune(commune)
        if out is not None:
            say(f"Đã lưu {save_income(desk, where, year, free(Path(out), force=force))}.")
            return
        sums = sum_incomes(list_households(desk, where), year)
        places = [(one.name, sums[one.id]) for one in desk.villages(where.id) if one.id in sums]
    places.append(("Toàn xã", commune_income(sums.values())))
    if as_json:
        say_json([{"place": name, **_income(one)} for name, one in places])
        return
    sources = [one for one in load_form().income.choices if any(one.code in found.by_source for _, found in places)]
    head = ("Nơi", "Hộ đã ghi", "Nhân khẩu", *(one.title for one in sources), "Cộng", "Bình quân")
    rows = [
        (
            name,
            f"{format_number(one.told)}/{format_number(one.households)}",
            format_number(one.people),
            *(format_number(one.by_source.get(source.code, 0)) for source in sources),
            format_number(one.total),
            "–" if one.average is None else format_number(one.average, 2),
        )
        for name, one in places
    ]
    say(f"Thu nhập năm {year}, triệu đồng; bình quân: triệu đồng/người/năm")
    table([head, *rows])


def _taken_data(one: "RegisterFigure") -> dict[str, Any]:
    return {
        "place": one.place.name,
        "code": one.indicator.code,
        "figure": entry_text(one.figure),
        "unknown": one.count.unknown if one.count else 0,
    }


def _income(one: IncomeSum) -> dict[str, Any]:
    return {
        "households": one.households,
        "told": one.told,
        "people": one.people,
        "by_source": {source: number(amount) for source, amount in one.by_source.items()},
        "total": number(one.total),
        "average": None if one.average is None else number(one.average),
    }


def _listed(cells: HouseholdCells, one: Listed) -> dict[str, Any]:
    data = household_data(cells, one.household)
    return data | {
        "persons": [person.name for person in one.persons],
        "income_each": None if one.income_each is None else number(one.income_each),
    }


def _line(cells: Any, one: Listed) -> tuple[str, ...]:
    what = ", ".join(person.name for person in one.persons)
    if one.income_each is not None:
        what = f"{format_number(one.income_each, 2)} triệu đồng/người"
    house = one.household
    return (cells.text(house, "village"), house.number or "–", house.head, what or "")


COMMANDS: tuple[click.Command, ...] = (households,)
