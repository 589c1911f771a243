"""Taking in a filled form: read and compared first, then written as one act that can be undone.

What is taken in are the cells a person changed since the form was given out: figures that other people recorded
meanwhile are not put back.
"""

from dataclasses import dataclass
from pathlib import Path

from db.operation_log import Written
from db.repositories import recording
from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.entries import entry_text
from ntm_desktop.domain.errors import (
    NothingNewInWorkbook,
    TemplateForOthers,
    TemplateOtherPeriod,
    TemplateOtherSet,
    TemplateOutdated,
    UnknownPeriod,
    WorkbookInvalid,
)
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.periods import Period, parse_period
from ntm_desktop.domain.places import Place
from ntm_desktop.domain.recording import Figure, Reading, ReadingKey
from ntm_desktop.domain.rights import REFUSAL_TITLES
from ntm_desktop.excel.open_book import read_book
from ntm_desktop.excel.problem import Problem, worded
from ntm_desktop.excel.template_layout import NOT_APPLICABLE, Identity
from ntm_desktop.excel.template_reading import FilledFigure, identity_of, read_filled
from ntm_desktop.services.assign import why_not
from ntm_desktop.services.lock_figures import lock_of
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.record import NewFigure, record_figures

__all__ = [
    "FigureChange",
    "Problem",
    "TakenInWorkbook",
    "WorkbookReport",
    "preview_workbook",
    "take_in_workbook",
]


@dataclass(frozen=True, slots=True)
class FigureChange:
    """A figure the form changes: where it stands in the form, and its text before and after."""

    place: Place
    code: str
    text: str
    cell: str
    before: str
    after: str
    figure: Figure | None


@dataclass(frozen=True, slots=True)
class WorkbookReport:
    """Everything a person must know before a form is taken in; nothing has been written."""

    path: Path
    title: str
    commune: Place
    criteria_set: CriteriaSet
    period: Period
    changes: tuple[FigureChange, ...]
    problems: tuple[Problem, ...]

    @property
    def stopping(self) -> tuple[Problem, ...]:
        """Problems that keep the form from being taken in."""
        return tuple(one for one in self.problems if one.stops)

    @property
    def can_be_taken_in(self) -> bool:
        """Whether there is something to take in and nothing stops it."""
        return bool(self.changes) and not self.stopping


@dataclass(frozen=True, slots=True)
class TakenInWorkbook:
    """What was written, and the sentence for the status bar."""

    written: tuple[Written, ...]
    sentence: str


def preview_workbook(
    desk: OpenDesk,
    path: Path,
    *,
    commune: Place | None = None,
    criteria_set: CriteriaSet | None = None,
    period: Period | None = None,
) -> WorkbookReport:
    """Reads a filled form and says what it would change; commune, set and period are those chosen, if any.

    Raises what `read_book` raises, NotATemplate, TemplateAltered, TemplateOutdated, TemplateForOthers,
    TemplateOtherSet, TemplateOtherPeriod.
    """
    sheets = read_book(path)
    identity = identity_of(path, sheets)
    owner, places = _places(desk, path, identity, commune)
    found = _set(desk, path, identity, criteria_set)
    when = _period(path, identity, period)
    kinds = {one.id: one.kind for one in places.values()}
    filled = read_filled(sheets, identity, found, when, kinds, owner.column)
    current = recording.list_current(desk.database, list(places), found.id, when)
    problems = list(filled.problems)
    changes = []
    for one in filled.figures:
        change = _change(desk, identity, found, when, places[one.place_id], one, current, problems)
        if change is not None:
            changes.append(change)
    where = next(iter(identity.places.values())) if len(identity.places) == 1 else owner.title
    title = f"{where}, {when.title}, {found.title}"
    return WorkbookReport(path, title, owner, found, when, tuple(changes), tuple(problems))


def take_in_workbook(desk: OpenDesk, report: WorkbookReport) -> TakenInWorkbook:
    """Writes the changes as one act. Raises WorkbookInvalid, NothingNewInWorkbook, NotAllowed, FigureConfirmed."""
    if report.stopping:
        raise WorkbookInvalid(report.path.name, tuple(one.line for one in report.stopping))
    if not report.changes:
        raise NothingNewInWorkbook(report.path.name)
    figures = [NewFigure(one.place, one.code, one.figure) for one in report.changes]
    title = f"nhận {format_number(len(figures))} số liệu từ biểu {report.path.name}"
    written = record_figures(desk, report.criteria_set, report.period, figures, title)
    return TakenInWorkbook(
        tuple(written), f"Đã nhận {format_number(len(written))} số liệu từ biểu {report.path.name}"
    )


def _places(desk: OpenDesk, path: Path, identity: Identity, chosen: Place | None) -> tuple[Place, dict[str, Place]]:
    """The form's commune and places. Raises TemplateForOthers."""
    owner = next((one for one in desk.communes() if one.id == identity.commune_id), None)
    where = ", ".join(identity.places.values())
    if owner is None:
        raise TemplateForOthers(str(path), f"{where}, {identity.commune}", "")
    known = {one.id: one for one in (*desk.villages(owner.id), owner)}
    if unknown := [name for key, name in identity.places.items() if key not in known]:
        raise TemplateForOthers(str(path), ", ".join(unknown), "")
    if chosen is not None and chosen.id != owner.id:
        raise TemplateForOthers(str(path), identity.commune, "chosen")
    return owner, {key: known[key] for key in identity.places}


def _set(desk: OpenDesk, path: Path, identity: Identity, chosen: CriteriaSet | None) -> CriteriaSet:
    """Raises TemplateOtherSet, TemplateOutdated."""
    found = desk.criteria_sets.get(identity.criteria_set)
    if found is None:
        raise TemplateOtherSet(str(path), identity.criteria_set, "")
    if chosen is not None and chosen.id != found.id:
        raise TemplateOtherSet(str(path), found.title, chosen.title)
    if found.version != identity.set_version:
        raise TemplateOutdated(str(path), "set")
    return found


def _period(path: Path, identity: Identity, chosen: Period | None) -> Period:
    """Raises TemplateOutdated, TemplateOtherPeriod."""
    try:
        when = parse_period(identity.period)
    except UnknownPeriod as error:
        raise TemplateOutdated(str(path), "newer") from error
    if chosen is not None and chosen != when:
        raise TemplateOtherPeriod(str(path), when.title, chosen.title)
    return when


def _change(
    desk: OpenDesk,
    identity: Identity,
    criteria_set: CriteriaSet,
    period: Period,
    place: Place,
    one: FilledFigure,
    current: dict[tuple[str, str], Reading],
    problems: list[Problem],
) -> FigureChange | None:
    """What this figure changes, if anything; notes what a person must know about it."""
    base = identity.filled.get(f"{place.id}|{one.code}", "")
    reading = current.get((place.id, one.code))
    before, after = entry_text(reading.figure if reading else None), entry_text(one.figure)
    if _says_nothing_new(after, base) or _says_nothing_new(after, before):
        return None
    if reading is not None and one.figure is None and reading.key.period != period:
        sentence = worded("drawn_cleared", period=reading.key.period.within)
        problems.append(Problem(one.sheet, one.cell, "", sentence))
        return None
    key = ReadingKey(place.id, criteria_set.id, one.code, period)
    if lock := lock_of(desk, key):  # nothing is wrong in the form: the rest can be taken in
        said = {"person": lock.person, "day": lock.day}
        sentence = worded("confirmed", new=after or "trống", standing=before or "trống", **said)
        problems.append(Problem(one.sheet, one.cell, after, sentence, stops=False))
        return None
    if refusal := why_not(desk, key):
        problems.append(Problem(one.sheet, one.cell, after, worded("locked", why=f"{REFUSAL_TITLES[refusal]}.")))
        return None
    if base and before != base and not _says_nothing_new(base, before):
        sentence = worded("changed_since", base=base, standing=before or "trống", new=after or "trống")
        problems.append(Problem(one.sheet, one.cell, after, sentence, stops=False))
    text = criteria_set.indicator(one.code).text
    return FigureChange(place, one.code, text, one.cell, before, after, one.figure)


def _says_nothing_new(text: str, standing: str) -> bool:
    """Whether it is the same, or leaves the indicator out as before without repeating why.

    Older forms noted no reasons, and the list in a cell offers "Không áp dụng" alone: neither takes a reason away.
    """
    return text == standing or (text == NOT_APPLICABLE and standing.startswith(f"{NOT_APPLICABLE}:"))
