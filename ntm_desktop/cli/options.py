"""Options that many commands take, each in one wording, and the village that they name."""

from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from ntm_desktop.domain.errors import FileStands, UnknownPlace
from ntm_desktop.domain.places import Place, PlaceKind
from ntm_desktop.services.open_desk import OpenDesk

F = TypeVar("F", bound=Callable[..., Any])

with_period = click.option("--period", required=True, help="Kỳ: 2021, 2021-H1, 2021-Q3, 2021-07.")
with_year = click.option("--year", type=click.IntRange(2000, 2099), required=True, help="Năm.")
with_criteria_set = click.option("--set", "criteria_set", help="Mã bộ tiêu chí.")
with_village = click.option("--village", help="Tên thôn.")
with_one_village = click.option("--village", required=True, help="Tên thôn.")
with_commune = click.option("--commune", help="Tên xã, khi máy có nhiều xã.")
with_commune_of_village = click.option("--commune", help="Tên xã, khi tên thôn không duy nhất.")


def with_data_dir(command: F) -> F:
    """`--data-dir` after the command's name as well as before it."""

    def keep(context: click.Context, _: click.Parameter, value: str | None) -> None:
        if value is not None:
            context.obj.data_dir = value

    return click.option(
        "--data-dir",
        type=click.Path(file_okay=False),
        help="Thư mục dữ liệu.",
        expose_value=False,
        is_eager=True,
        callback=keep,
    )(command)


def with_force(command: F) -> F:
    """`--force`, without which a command that makes a file writes over none."""
    return click.option("--force", is_flag=True, help="Ghi đè tệp đã có.")(command)


def free(path: Path, *, force: bool) -> Path:
    """The path, where nothing lies there or it may be replaced. Raises FileStands."""
    if not force and path.exists():
        raise FileStands(str(path))
    return path


def with_json(command: F) -> F:
    """`--json` for a reading command, as the argument `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON cho máy đọc.")(command)


def village_called(desk: OpenDesk, text: str, commune: str | None) -> Place:
    """Raises UnknownPlace (also for the name of a commune), AmbiguousPlace."""
    found = desk.find_place(text, commune or None)
    if found.kind is not PlaceKind.VILLAGE:
        raise UnknownPlace(text, tuple(one.name for one in desk.villages(found.id)))
    return found


def village_of(desk: OpenDesk, commune: Place, text: str | None) -> Place | None:
    """The village of that name in the commune, where one is named. Raises UnknownPlace, AmbiguousPlace."""
    return village_called(desk, text, commune.name) if text else None
