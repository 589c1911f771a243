"""What every command shares: the data folder, the open desk, and answering people or machines."""

import errno
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.errors import AnswerUnwritten
from ntm_desktop.domain.periods import Period
from ntm_desktop.paths import DataFolder, default_root
from ntm_desktop.services.open_desk import OpenDesk, open_desk

F = TypeVar("F", bound=Callable[..., Any])


class Answers:
    """The choices of one run, passed from command to command."""

    def __init__(self, data_dir: str | None) -> None:
        self.data_dir = data_dir

    @property
    def folder(self) -> DataFolder:
        """The data folder of this run: `--data-dir`, or the person's own."""
        return DataFolder(Path(self.data_dir) if self.data_dir else default_root())

    def open(self) -> OpenDesk:
        """Raises what `open_desk` raises."""
        return open_desk(self.folder)


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


def with_json(command: F) -> F:
    """`--json` for a reading command, as the argument `as_json`."""
    return click.option("--json", "as_json", is_flag=True, help="In kết quả dạng JSON cho máy đọc.")(command)


def say(sentence: str) -> None:
    """Raises AnswerUnwritten where the answer finds no room: what the command stored is stored all the same."""
    try:
        click.echo(sentence)
    except OSError as error:
        if error.errno == errno.EPIPE:  # a reader that went away has seen what it wanted
            raise
        raise AnswerUnwritten from error


def remark_validity(chosen: CriteriaSet, period: Period, *, as_json: bool) -> None:
    """Says that the year is outside the set's validity; beside JSON on stderr, where it hinders no machine."""
    if not (remark := chosen.validity_remark(period.year)):
        return
    if as_json:
        click.echo(f"Lưu ý: {remark}", err=True)
    else:
        say(f"Lưu ý: {remark}")


def say_json(value: Any) -> None:
    """One JSON document, letters as they are. Raises AnswerUnwritten."""
    say(json.dumps(value, ensure_ascii=False, indent=2))


def table(rows: list[tuple[str, ...]]) -> None:
    """Columns as wide as their longest text; the last one runs free."""
    if not rows:
        return
    widths = [max(len(row[column]) for row in rows) for column in range(len(rows[0]))]
    for row in rows:
        padded = [text.ljust(width) for text, width in zip(row[:-1], widths[:-1], strict=True)]
        say("  ".join([*padded, row[-1]]).rstrip())
