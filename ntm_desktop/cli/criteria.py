"""criteria: the sets there are, checking a file, adding one."""

from pathlib import Path
from typing import Any

import click

from ntm_desktop.cli.options import with_data_dir, with_json
from ntm_desktop.cli.output import Answers, say, say_json
from ntm_desktop.cli.vietnamese import group
from ntm_desktop.domain.criteria import CriteriaSet


@group("criteria", help="Bộ tiêu chí.")
def criteria() -> None:
    pass


@criteria.command("list", help="Liệt kê các bộ tiêu chí dùng được.")
@with_json
@with_data_dir
@click.pass_obj
def criteria_list(answers: Answers, as_json: bool) -> None:
    from ntm_desktop.services.open_desk import load_criteria_sets

    if answers.folder.database.is_file():
        with answers.open() as desk:
            sets = list(desk.criteria_sets.values())
    else:
        sets = list(load_criteria_sets().values())
    if as_json:
        say_json([_set_data(one) for one in sets])
        return
    for one in sets:
        say(f"{one.id} (bản {one.version}): {one.title}; {_size(one)}")
        say(f"  {one.issued}")


@criteria.command("check", help="Kiểm tra một tệp bộ tiêu chí; nêu mọi chỗ sai cùng một lúc.")
@click.argument("file", type=click.Path())
@with_json
@with_data_dir
def criteria_check(file: str, as_json: bool) -> None:
    from ntm_desktop.services.manage_places import read_criteria_file

    found = read_criteria_file(Path(file))
    if as_json:
        say_json(_set_data(found))
        return
    say(f"Bộ tiêu chí đúng: {found.title}; {_size(found)}.")


@criteria.command("add", help="Thêm một bộ tiêu chí từ tệp.")
@click.argument("file", type=click.Path())
@with_data_dir
@click.pass_obj
def criteria_add(answers: Answers, file: str) -> None:
    from ntm_desktop.services.manage_places import add_criteria_set

    with answers.open() as desk:
        added = add_criteria_set(desk, Path(file))
    said = "Đã thêm" if added.is_new else "Đã thay bản mới của"
    say(f"{said} bộ tiêu chí {added.criteria_set.title}.")


def _size(one: CriteriaSet) -> str:
    return f"{len(one.criteria)} tiêu chí, {len(one.indicators())} chỉ tiêu"


def _set_data(one: CriteriaSet) -> dict[str, Any]:
    return {
        "id": one.id,
        "version": one.version,
        "level": one.level,
        "title": one.title,
        "issued": one.issued,
        "valid_from": one.valid_from,
        "valid_to": one.valid_to,
        "criteria": len(one.criteria),
        "indicators": len(one.indicators()),
    }


COMMANDS: tuple[click.Command, ...] = (criteria,)
