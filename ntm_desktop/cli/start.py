"""init, sample, villages, communes, demo."""

from pathlib import Path

import click

from ntm_desktop.cli.options import with_commune, with_data_dir, with_json
from ntm_desktop.cli.output import Answers, say, say_json
from ntm_desktop.cli.vietnamese import UsageSentence, command, group
from ntm_desktop.domain.desk import Role
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.services.open_desk import OpenDesk


@command("init", help="Tạo dữ liệu ban đầu cho máy của xã hoặc bàn làm việc của cấp trên.")
@click.option("--sample", help="Dùng dữ liệu mẫu (ia-hdrai).")
@click.option("--commune", help="Tên xã.")
@click.option(
    "--upper-level",
    is_flag=False,
    flag_value="",
    default=None,
    help="Bàn của cấp trên; kèm tên đơn vị nếu không dùng dữ liệu mẫu.",
)
@click.option("--under", default="", help='Tên cấp trên của xã, ví dụ "huyện Ia H\'Drai".')
@click.option("--province", default="", help="Tên tỉnh.")
@click.option("--village", "villages", multiple=True, help="Tên thôn; ghi lại nhiều lần cho nhiều thôn.")
@click.option("--column", help="Cột chỉ tiêu của xã (general, tay_nguyen, special).")
@click.option("--person", default="", help="Họ tên người nhập.")
@with_data_dir
@click.pass_obj
def init(
    answers: Answers,
    sample: str | None,
    commune: str | None,
    upper_level: str | None,
    under: str,
    province: str,
    villages: tuple[str, ...],
    column: str | None,
    person: str,
) -> None:
    from ntm_desktop.services import start_desk

    if column is not None and column not in (known := _columns()):
        raise UsageSentence(f"không có cột chỉ tiêu “{column}”; có: {', '.join(known)}")
    if sample:
        is_upper = upper_level is not None
        desk = start_desk.start_with_sample(
            answers.folder, sample, commune=commune, upper_level=is_upper, person=person
        )
    elif upper_level is not None and commune is None:
        desk = start_desk.start_upper_level(answers.folder, upper_level, province=province, person=person)
    elif commune is not None:
        desk = start_desk.start_commune(
            answers.folder,
            commune,
            upper_level=under or upper_level or "",
            province=province,
            villages=villages,
            column=column,
            person=person,
        )
    else:
        raise UsageSentence("cần --sample, --commune hoặc --upper-level")
    with desk:
        say(_started(desk))
        _say_near(desk)


def _say_near(desk: OpenDesk) -> None:
    """A commune under a name that is nearly another's may be that one, misspelt."""
    from ntm_desktop.services.spell_names import near_commune, near_upper_level

    own, upper = desk.place, desk.upper_level()
    is_commune = desk.desk.role is Role.COMMUNE
    for typed, near in (
        (own.title, near_commune(own.name) if is_commune else None),
        (upper.title if upper else "", near_upper_level(upper.name) if upper else None),
    ):
        if near:
            say(
                f"Lưu ý: “{typed}” gần giống “{near}”. Nếu gõ nhầm thì xóa thư mục dữ liệu vừa tạo rồi tạo lại "
                "cho đúng; giấy phép nhận sau này cũng quyết định máy làm việc cho xã nào."
            )


@group("sample", help="Dữ liệu mẫu.")
def sample_group() -> None:
    pass


@sample_group.command("delete", help="Xóa toàn bộ dữ liệu mẫu trong một bước, sau khi sao lưu.")
@with_data_dir
@click.pass_obj
def sample_delete(answers: Answers) -> None:
    from ntm_desktop.services.delete_sample import delete_sample

    with answers.open() as desk:
        deleted = delete_sample(desk)
    say(
        f"Đã xóa {format_number(deleted.values)} số liệu mẫu; giữ lại {deleted.places_kept} địa danh. "
        f"Bản sao lưu trước khi xóa: {deleted.backup}"
    )


@group("village", help="Danh sách thôn của xã.")
def village_group() -> None:
    pass


@village_group.command("list", help="Liệt kê các thôn.")
@with_json
@with_data_dir
@click.pass_obj
def village_list(answers: Answers, as_json: bool) -> None:
    with answers.open() as desk:
        rows = [
            {"commune": commune.name, "village": village.name, "aliases": list(village.aliases), "id": village.id}
            for commune in desk.communes()
            for village in desk.villages(commune.id)
        ]
    if as_json:
        say_json(rows)
        return
    for row in rows:
        say(f"{row['commune']}: {row['village']}")


@village_group.command("add", help="Thêm một thôn.")
@click.argument("name")
@with_commune
@with_data_dir
@click.pass_obj
def village_add(answers: Answers, name: str, commune: str | None) -> None:
    from ntm_desktop.services.manage_places import add_village

    with answers.open() as desk:
        owner = desk.find_commune(commune)
        village = add_village(desk, owner, name)
    say(f"Đã thêm {village.name} vào {owner.title}.")


@group("commune", help="Các xã ở bàn của cấp trên, và tên xã ghi nhầm lúc bắt đầu.")
def commune_group() -> None:
    pass


@commune_group.command("list", help="Liệt kê các xã, và tên xã mà chỉ máy nay làm việc cho xã khác đã ghi.")
@with_json
@with_data_dir
@click.pass_obj
def commune_list(answers: Answers, as_json: bool) -> None:
    from ntm_desktop.services.join_communes import list_stray

    with answers.open() as desk:
        communes, stray = desk.communes(), list_stray(desk)
    if as_json:
        rows = [{"commune": one.name, "id": one.id, "left_behind": False} for one in communes]
        left = [{"commune": one.place.name, "id": one.place.id, "left_behind": True} for one in stray]
        say_json([*rows, *left])
        return
    for commune in communes:
        say(commune.title)
    for one in stray:
        say(f"Chưa rõ: {one.sentence}")


@commune_group.command("join", help="Gộp tên xã ghi nhầm vào xã mà máy ấy nay làm việc (hoặc vào xã --into).")
@click.argument("name")
@click.option("--into", help="Xã được gộp vào.")
@with_data_dir
@click.pass_obj
def commune_join(answers: Answers, name: str, into: str | None) -> None:
    from ntm_desktop.services.join_communes import find_stray, join_commune

    with answers.open() as desk:
        joined = join_commune(desk, find_stray(desk, name), desk.find_commune(into) if into else None)
    say(f"{joined.sentence}.")


@commune_group.command("keep", help="Đây đúng là một xã riêng: giữ lại trong danh sách xã.")
@click.argument("name")
@with_data_dir
@click.pass_obj
def commune_keep(answers: Answers, name: str) -> None:
    from ntm_desktop.services.join_communes import find_stray, keep_commune

    with answers.open() as desk:
        kept = keep_commune(desk, find_stray(desk, name))
    say(f"{kept.title} nay là một xã trong danh sách.")


@command("demo", help="Làm trọn công việc chính không cần màn hình; kết quả nằm trong OUT.")
@click.argument("out", type=click.Path(file_okay=False))
@with_json
@with_data_dir
def demo(out: str, as_json: bool) -> None:
    from ntm_desktop.services.demonstrate import demonstrate

    shown = (lambda sentence: None) if as_json else say
    summary = demonstrate(Path(out), shown)
    if as_json:
        say_json(summary)


def _columns() -> list[str]:
    from ntm_desktop.services.open_desk import load_criteria_sets

    return list(dict.fromkeys(column for one in load_criteria_sets().values() for column in one.columns))


def _started(desk: OpenDesk) -> str:
    kind = "bàn làm việc" if desk.desk.role is Role.UPPER_LEVEL else "máy"
    villages = sum(len(desk.villages(commune.id)) for commune in desk.communes())
    sample = " Có số liệu minh họa." if desk.desk.has_sample else ""
    communes = f"{format_number(len(desk.communes()))} xã, " if desk.desk.role is Role.UPPER_LEVEL else ""
    what = f"{communes}{format_number(villages)} thôn"
    return f"Đã tạo {kind} của {desk.place.title}: {what}, tại {desk.folder.root}.{sample}"


COMMANDS: tuple[click.Command, ...] = (init, sample_group, village_group, commune_group, demo)
