"""Figures proposed for several cells at once: filled from a neighbour, copied from the last period, cleared."""

from collections.abc import Iterable, Mapping
from typing import NamedTuple, Protocol, TypeVar

from ntm_desktop.domain.criteria import Indicator
from ntm_desktop.domain.entries import parse_entry
from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.domain.pasting import PastedCell
from ntm_desktop.domain.periods import Period, year_of
from ntm_desktop.domain.places import Place
from ntm_desktop.domain.recording import Figure, Reading, ReadingKey, check_figure

Standing = Mapping[tuple[str, str], Figure | None]
Refusals = Mapping[tuple[str, str], str]


class Entry(NamedTuple):
    """What is to stand at a place's indicator, as text; empty leaves it as it is."""

    place: Place
    indicator: Indicator
    text: str


def proposed(entries: Iterable[Entry], standing: Standing, refusals: Refusals) -> tuple[PastedCell, ...]:
    """Each entry read for its own indicator; what does not fit there says why."""
    cells = []
    for row, (place, indicator, text) in enumerate(entries):
        if not text.strip():
            continue
        key = (place.id, indicator.code)
        cell = PastedCell(row, 0, text, place, indicator, standing.get(key), refusal=refusals.get(key, ""))
        cells.append(cell if cell.refusal else _read(cell, indicator, text))
    return tuple(cells)


def cleared(
    cells: Iterable[tuple[Place, Indicator]], standing: Standing, refusals: Refusals
) -> tuple[PastedCell, ...]:
    """Every cell that holds a figure, emptied."""
    return tuple(
        PastedCell(row, 0, "", place, indicator, standing[place.id, indicator.code], refusal=refusals.get(key, ""))
        for row, (place, indicator) in enumerate(cells)
        if standing.get(key := (place.id, indicator.code)) is not None
    )


def carried_forward(
    cells: Iterable[tuple[Place, Indicator]],
    earlier: Mapping[tuple[str, str], Reading],
    standing: Standing,
    refusals: Refusals,
    *,
    overwrites: bool,
) -> tuple[PastedCell, ...]:
    """The last figure of an earlier period for each cell; one that holds a figure only where it `overwrites`.

    Sample figures are not carried forward: they would become real ones.
    """
    found = []
    for row, (place, indicator) in enumerate(cells):
        key = (place.id, indicator.code)
        reading = earlier.get(key)
        is_wanted = overwrites or standing.get(key) is None
        if reading is None or reading.figure is None or reading.is_illustrative or not is_wanted:
            continue
        title, refusal = reading.key.period.title, refusals.get(key, "")
        cell = PastedCell(row, 0, title, place, indicator, standing.get(key), reading.figure, refusal=refusal)
        found.append(cell if refusal else _checked(cell, indicator, reading.figure))
    return tuple(found)


class _Keyed(Protocol):
    @property
    def key(self) -> ReadingKey: ...


Kept = TypeVar("Kept", bound=_Keyed)


def latest_before(readings: Iterable[Kept], period: Period) -> dict[tuple[str, str], Kept]:
    """By place and indicator the figure of the latest period that ended before this one began."""
    latest: dict[tuple[str, str], Kept] = {}
    start = (period.year, period.first)
    for one in readings:
        key = (one.key.place_id, one.key.code)
        ended = (one.key.period.year, one.key.period.last)
        best = latest.get(key)
        if ended < start and (best is None or _rank(one.key.period) > _rank(best.key.period)):
            latest[key] = one
    return latest


def earlier_years(period: Period) -> tuple[int, ...]:
    """Where "the last period" is looked for: this year and the one before."""
    return (period.year - 1, period.year) if period != year_of(period.year) else (period.year - 1,)


def _rank(period: Period) -> tuple[int, int, int]:
    return period.year, period.last, -period.first


def _read(cell: PastedCell, indicator: Indicator, text: str) -> PastedCell:
    try:
        return cell._replace(new=parse_entry(indicator, text, cell.old))
    except ExpectedError as error:
        return cell._replace(error=error)


def _checked(cell: PastedCell, indicator: Indicator, figure: Figure) -> PastedCell:
    """An indicator may have changed since, in another version of its set."""
    try:
        check_figure(indicator, figure)
    except ExpectedError as error:
        return cell._replace(error=error)
    return cell
