"""What every command shares: the data folder, the open desk, and answering people or machines."""

import errno
import json
from pathlib import Path
from typing import Any

import click

from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.errors import AnswerUnwritten
from ntm_desktop.domain.periods import Period
from ntm_desktop.paths import DataFolder, default_root
from ntm_desktop.services.open_desk import OpenDesk, open_desk


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


def say(sentence: str) -> None:
    """Raises AnswerUnwritten where the answer finds no room: what the command stored is stored all the same."""
    try:
        click.echo(sentence)
    except OSError as error:
        if error.errno == errno.EPIPE:  # a reader that went away has seen what it wanted
            raise
        raise AnswerUnwritten from error


ILLUSTRATIVE = "Trên máy có SỐ LIỆU MINH HỌA; các số trên đây có thể là số liệu mẫu."


def remark(sentence: str, *, as_json: bool) -> None:
    """Says what a person should know besides the answer; beside JSON on stderr, where it hinders no machine."""
    if as_json:
        click.echo(sentence, err=True)
    else:
        say(sentence)


def remark_validity(chosen: CriteriaSet, period: Period, *, as_json: bool) -> None:
    """Says that the year is outside the set's validity."""
    if said := chosen.validity_remark(period.year):
        remark(f"Lưu ý: {said}", as_json=as_json)


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
