"""What taking in a list does on the thread of its task: nothing of the window is in reach."""

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.domain.places import Place
from ntm_desktop.services.open_desk import OpenDesk, Progress
from ntm_desktop.services.take_in_households import (
    HouseholdReport,
    ListChoices,
    Part,
    Sheet,
    TakenInHouseholds,
    preview_households,
    read_sheets,
    remember_choices,
    sheet_called,
    take_in_households,
)
from ui.tasks import Work


def safely(work: Work, desk: OpenDesk, progress: Progress) -> Any:
    """An error is a result of its own: the dialog says it where the person looks."""
    try:
        return work(desk, progress)
    except ExpectedError as error:
        return error


def read(path: Path, desk: OpenDesk, progress: Progress) -> tuple[list[Sheet], int]:
    """The sheets of the file and which one it opens with, as a task."""
    progress(0, 0, path.name)
    sheets = read_sheets(path)
    return sheets, sheets.index(sheet_called(path, sheets, ""))


def preview(
    path: Path, parts: Sequence[Part], commune: Place, desk: OpenDesk, progress: Progress
) -> HouseholdReport:
    """What taking the list in would change, as a task; nothing is written."""
    return preview_households(desk, path, parts, commune, progress)


def take_in(
    report: HouseholdReport,
    choices: ListChoices,
    commune: Place,
    skips_problems: bool,
    desk: OpenDesk,
    progress: Progress,
) -> TakenInHouseholds:
    """Takes the previewed list in as one act and remembers its columns for the next time."""
    progress(0, 0, "")
    taken = take_in_households(desk, report, commune, skips_problems=skips_problems)
    remember_choices(desk, choices)
    return taken
