"""households list, show, add, set, remove: the register itself."""

from dataclasses import replace
from datetime import date
from typing import Any

import click

from ntm_desktop.cli.options import (
    village_of,
    with_commune,
    with_data_dir,
    with_json,
    with_one_village,
    with_village,
)
from ntm_desktop.cli.output import Answers, say, say_json, table
from ntm_desktop.cli.vietnamese import UsageSentence, group
from ntm_desktop.domain.household_cells import MEMBER_COLUMNS, HouseholdCells, income_column
from ntm_desktop.domain.household_search import find_households
from ntm_desktop.domain.households import HEAD, Household, Member
from ntm_desktop.domain.names import squeeze
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.places import Place
from ntm_desktop.sentences import sentence_for
from ntm_desktop.services.open_desk import OpenDesk

Pairs = list[tuple[str, str]]


@group("households", help="Sổ hộ: hộ dân, nhân khẩu, thu nhập; số liệu tính từ sổ hộ.")
def households() -> None:
    pass


@households.command("list", help="Liệt kê các hộ, theo thôn rồi theo số hộ.")
@with_village
@with_commune
@click.option("--search", default="", help="Tên, số hộ, điện thoại hoặc chữ cái đầu; không cần dấu.")
@with_json
@with_data_dir
@click.pass_obj
def households_list(answers: Answers, village: str | None, commune: str | None, search: str, as_json: bool) -> None:
    from ntm_desktop.services.keep_households import list_households

    with answers.open() as desk:
        where = desk.find_commune(commune)
        only = village_of(desk, where, village)
        found = [one for one in list_households(desk, where) if only is None or one.village_id == only.id]
        found = find_households(found, search)
        cells = cells_of(desk, where)
    if as_json:
        say_json([household_data(cells, one) for one in found])
        return
    columns = ("village", "number", "head", "people", "poverty", "house", "water", "latrine")
    rows = [tuple(cells.text(one, column) or "–" for column in columns) for one in found]
    if rows:
        table([tuple(cells.title(column) for column in columns), *rows])
    mark = " Có số liệu minh họa." if any(one.is_illustrative for one in found) else ""
    say(f"{format_number(len(found))} hộ.{mark}")


@households.command("show", help="Một hộ: mọi thông tin, nhân khẩu và thu nhập.")
@click.argument("household")
@with_village
@with_commune
@with_json
@with_data_dir
@click.pass_obj
def households_show(
    answers: Answers, household: str, village: str | None, commune: str | None, as_json: bool
) -> None:
    with answers.open() as desk:
        where = desk.find_commune(commune)
        found = _find(desk, where, household, village)
        cells = cells_of(desk, where)
    if as_json:
        say_json(household_data(cells, found))
        return
    table([(cells.title(column), cells.text(found, column) or "–") for column in cells.columns()])
    say("Nhân khẩu:")
    table([tuple(cells.member_text(one, column) or "–" for column in MEMBER_COLUMNS) for one in found.members])
    for one in found.income:
        column = income_column(one.year, one.source)
        say(f"{cells.title(column)}: {cells.text(found, column)} triệu đồng")


@households.command("add", help="Thêm một hộ: --village, --head và các thông tin TRƯỜNG=GIÁ_TRỊ.")
@with_one_village
@with_commune
@click.option("--head", required=True, help="Họ tên chủ hộ.")
@click.argument("values", nargs=-1)
@with_data_dir
@click.pass_obj
def households_add(answers: Answers, village: str, commune: str | None, head: str, values: tuple[str, ...]) -> None:
    pairs = _pairs(values)
    with answers.open() as desk:
        where = desk.find_commune(commune)
        only = village_of(desk, where, village)
        assert only is not None
        new = Household(only.id, (Member(head, relation=HEAD),))
        _save(desk, where, _with_values(cells_of(desk, where), new, pairs), f"thêm hộ {head}", "Đã thêm")


@households.command(
    "set", help="Sửa một hộ bằng TRƯỜNG=GIÁ_TRỊ, ví dụ house=“Kiên cố” village=“Thôn 2” income.2021=95."
)
@click.argument("household")
@click.argument("values", nargs=-1)
@with_village
@with_commune
@click.option("--member", help="Sửa (hoặc thêm) người có tên này thay vì sửa hộ.")
@click.option("--remove-member", help="Bỏ người có tên này khỏi hộ.")
@with_data_dir
@click.pass_obj
def households_set(
    answers: Answers,
    household: str,
    values: tuple[str, ...],
    village: str | None,
    commune: str | None,
    member: str | None,
    remove_member: str | None,
) -> None:
    if not values and not member and not remove_member:
        raise UsageSentence("cần ít nhất một TRƯỜNG=GIÁ_TRỊ, --member hoặc --remove-member")
    pairs = _pairs(values)
    with answers.open() as desk:
        where = desk.find_commune(commune)
        cells, found = cells_of(desk, where), _find(desk, where, household, village)
        if remove_member:
            found = _without_member(found, remove_member)
        found = _with_member(cells, found, member, pairs) if member else _with_values(cells, found, pairs)
        _save(desk, where, found, f"sửa hộ {found.head}", "Đã lưu")


@households.command("remove", help="Bỏ một hộ khỏi sổ; hoàn tác được.")
@click.argument("household")
@with_village
@with_commune
@with_data_dir
@click.pass_obj
def households_remove(answers: Answers, household: str, village: str | None, commune: str | None) -> None:
    from ntm_desktop.services.keep_households import remove_households

    with answers.open() as desk:
        where = desk.find_commune(commune)
        found = _find(desk, where, household, village)
        remove_households(desk, where, [found], f"bỏ hộ {found.head} khỏi sổ")
    say(f"Đã bỏ hộ {found.head} khỏi sổ hộ; hoàn tác bằng lệnh undo.")


@households.command("erase", help="Xóa hẳn dữ liệu của một hộ, cả lịch sử; không hoàn tác được.")
@click.argument("household")
@with_village
@with_commune
@click.option("--for-good", is_flag=True, help="Xác nhận xóa hẳn.")
@click.option("--forget-backups", is_flag=True, help="Xóa cả các bản sao lưu cũ trên máy còn giữ hộ này.")
@with_data_dir
@click.pass_obj
def households_erase(
    answers: Answers,
    /,
    household: str,
    village: str | None,
    commune: str | None,
    for_good: bool,
    forget_backups: bool,
) -> None:
    from ntm_desktop.services import erase_households as erasing

    if not for_good:
        raise UsageSentence("xóa hẳn thì không hoàn tác được; thêm --for-good để xác nhận")
    with answers.open() as desk:
        where = desk.find_commune(commune)
        found = _find(desk, where, household, village)
        erased = erasing.erase_households(desk, where.id, [found.id])
        if forget_backups:
            erasing.forget_backups(erased.older_backups)
    say(
        f"Đã xóa hẳn hộ {found.head} và lịch sử của hộ trên máy này. {erasing.what_remains(erased, forget_backups)}"
    )


def cells_of(desk: OpenDesk, commune: Place) -> HouseholdCells:
    """How the households of this commune are read from and written to text."""
    from ntm_desktop.services.keep_households import load_form

    return HouseholdCells(load_form(), desk.villages(commune.id), date.today())


def household_data(cells: HouseholdCells, one: Household) -> dict[str, Any]:
    """One household for machines: every cell as text, members, and income by year and source."""
    return {
        "id": one.id,
        **{column: cells.text(one, column) for column in cells.columns()},
        "answers": dict(one.answers),
        "members": [
            {column: cells.member_text(member, column) for column in MEMBER_COLUMNS} for member in one.members
        ],
        "income": [
            {"year": income.year, "source": income.source, "amount": float(income.amount)} for income in one.income
        ],
        "is_illustrative": one.is_illustrative,
    }


def _find(desk: OpenDesk, commune: Place, text: str, village: str | None) -> Household:
    from ntm_desktop.services.find_household import find_household

    return find_household(desk, commune, text, village_of(desk, commune, village))


def _with_values(cells: HouseholdCells, one: Household, pairs: Pairs) -> Household:
    """Fields by their code or heading; `income.2021.crops` is one source of a year, `income.2021` its sum."""
    known = {squeeze(name): column for column in cells.columns() for name in (column, cells.title(column))}
    for column, text in pairs:
        if column.startswith("income."):
            column = column.replace(".", "|")
        elif squeeze(column) in known:
            column = known[squeeze(column)]
        else:
            raise UsageSentence(f"không có trường “{column}”; các trường: {', '.join(cells.columns())}")
        try:
            one = cells.typed(one, column, text)
        except (LookupError, ValueError) as error:
            raise UsageSentence(f"không có trường “{column}”") from error
    return one


def _with_member(cells: HouseholdCells, one: Household, name: str, pairs: Pairs) -> Household:
    found = next((member for member in one.members if squeeze(member.name) == squeeze(name)), None)
    changed = found or Member(name)
    for column, text in pairs:
        if column not in MEMBER_COLUMNS:
            raise UsageSentence(f"không có trường “{column}”; các trường: {', '.join(MEMBER_COLUMNS)}")
        changed = cells.typed_member(changed, column, text)
    if found is None:
        return replace(one, members=(*one.members, changed))
    return replace(one, members=tuple(changed if member is found else member for member in one.members))


def _without_member(one: Household, name: str) -> Household:
    kept = tuple(member for member in one.members if squeeze(member.name) != squeeze(name))
    if len(kept) == len(one.members):
        raise UsageSentence(f"hộ {one.head} không có người nào tên “{name}”")
    return replace(one, members=kept)


def _pairs(values: tuple[str, ...]) -> Pairs:
    pairs = []
    for value in values:
        name, sign, text = value.partition("=")
        if not sign:
            raise UsageSentence(f"“{value}” phải có dạng TRƯỜNG=GIÁ_TRỊ")
        pairs.append((name.strip(), text.strip()))
    return pairs


def _save(desk: OpenDesk, commune: Place, one: Household, title: str, said: str) -> None:
    from ntm_desktop.services.keep_households import save_households

    saved = save_households(desk, commune, [one], title)
    say(f"{said} hộ {one.head}.")
    for warning in saved.warnings:
        say(f"Lưu ý: {sentence_for(warning.error)}")
