"""Recording figures of villages and communes: checked, saved as one named act with author and history."""

from collections.abc import Sequence
from dataclasses import dataclass

from db.operation_log import Change, HistoryEntry, Written
from db.repositories import recording
from ntm_desktop.domain.criteria import CriteriaSet, Indicator, Level
from ntm_desktop.domain.entries import parse_entry
from ntm_desktop.domain.errors import WrongPlaceForIndicator
from ntm_desktop.domain.names import nfc
from ntm_desktop.domain.operation import OperationKey
from ntm_desktop.domain.periods import Period
from ntm_desktop.domain.places import Place, PlaceKind
from ntm_desktop.domain.recording import (
    Figure,
    Reading,
    ReadingKey,
    check_figure,
    figure_from_data,
    figure_to_data,
)
from ntm_desktop.domain.text_lengths import LONGEST_NOTE, fitting
from ntm_desktop.services.act import act, undone_keys
from ntm_desktop.services.open_desk import OpenDesk, json_text, read_json

__all__ = [
    "Change",
    "HistoryEntry",
    "NewFigure",
    "Recorded",
    "Written",
    "figure_at",
    "history",
    "is_recorded_for",
    "periods_of",
    "reading_at",
    "record_entry",
    "record_figure",
    "record_figures",
    "record_note",
    "restore_figure",
    "said_of",
    "undone_of",
]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a save did: the reading as it stands now, and whether anything changed."""

    reading: Reading
    has_changed: bool


@dataclass(frozen=True, slots=True)
class NewFigure:
    """A figure to be written at a place's indicator; None clears it."""

    place: Place
    code: str
    figure: Figure | None


def record_entry(
    desk: OpenDesk, place: Place, criteria_set: CriteriaSet, code: str, period: Period, text: str
) -> Recorded:
    """Saves what was typed into a cell; empty text clears it, half a share keeps the other half that stands there.

    Raises what `parse_entry` and `record_figure` raise.
    """
    indicator = criteria_set.indicator(code)
    standing = figure_at(desk, place, criteria_set, indicator.code, period)
    figure = parse_entry(indicator, nfc(text), standing)
    return record_figure(desk, place, criteria_set, code, period, figure)


def figure_at(desk: OpenDesk, place: Place, criteria_set: CriteriaSet, code: str, period: Period) -> Figure | None:
    """What the cell shows: the figure of that period, or the latest one inside it."""
    current = recording.list_current(desk.database, [place.id], criteria_set.id, period, code)
    found = current.get((place.id, code))
    return found.figure if found else None


def record_figure(
    desk: OpenDesk,
    place: Place,
    criteria_set: CriteriaSet,
    code: str,
    period: Period,
    figure: Figure | None,
    title: str = "",
) -> Recorded:
    """Saves a figure, or clears it with None, as one act ("nhập 9.2 của Thôn 1", or what `title` calls it).

    A figure a person enters is never illustrative, even where it replaces sample data.
    Raises UnknownIndicator, WrongPlaceForIndicator, NotAllowed, FigureConfirmed and what `check_figure` raises.
    """
    new = NewFigure(place, criteria_set.indicator(code).code, figure)
    key = ReadingKey(place.id, criteria_set.id, new.code, period)
    verb = "xóa" if figure is None else "nhập"
    written = record_figures(desk, criteria_set, period, [new], title or f"{verb} {new.code} của {place.title}")
    return Recorded(recording.get(desk.database, key), bool(written))


def record_figures(
    desk: OpenDesk, criteria_set: CriteriaSet, period: Period, figures: Sequence[NewFigure], title: str
) -> list[Written]:
    """Saves any number of figures as one act called `title`: all of them, or none. Raises as `record_figure`."""
    changes = []
    for one in figures:
        indicator = criteria_set.indicator(one.code)
        _check_place(one.place, criteria_set, indicator)
        if one.figure is not None:
            check_figure(indicator, one.figure)
        entity = recording.entity_of(ReadingKey(one.place.id, criteria_set.id, indicator.code, period))
        changes.append(Change("reading", entity, "figure", json_text(figure_to_data(one.figure))))
    return act(desk, title, changes)


def restore_figure(
    desk: OpenDesk, place: Place, criteria_set: CriteriaSet, code: str, period: Period, past: HistoryEntry
) -> Recorded:
    """Writes a value of the figure's history again, as it stood: with where it came from, and sample data as such.

    Raises as `record_figure`.
    """
    indicator = criteria_set.indicator(code)
    _check_place(place, criteria_set, indicator)
    data = read_json(past.value)
    figure, _ = figure_from_data(data)
    if figure is not None:
        check_figure(indicator, figure)
    key = ReadingKey(place.id, criteria_set.id, indicator.code, period)
    change = Change("reading", recording.entity_of(key), "figure", json_text(data))
    written = act(desk, f"lấy lại số cũ của {indicator.code}, {place.title}", [change])
    return Recorded(recording.get(desk.database, key), bool(written))


def record_note(desk: OpenDesk, key: ReadingKey, note: str) -> Recorded:
    """Saves the note beside a figure. Raises TextTooLong, NotAllowed."""
    value = json_text(fitting(note, "ghi chú", LONGEST_NOTE) or None)
    written = act(desk, f"ghi chú {key.code}", [Change("reading", recording.entity_of(key), "note", value)])
    return Recorded(recording.get(desk.database, key), bool(written))


def history(desk: OpenDesk, key: ReadingKey) -> list[HistoryEntry]:
    """Every value the figure ever had, newest first."""
    return desk.log.history(recording.entity_of(key), "figure")


def undone_of(desk: OpenDesk, key: ReadingKey, past: Sequence[HistoryEntry]) -> set[OperationKey]:
    """Which entries of that history (newest first) took back, on this laptop, what stood before them."""
    return undone_keys(desk, past, recording.entity_of(key), "figure")


def said_of(desk: OpenDesk, key: ReadingKey, field: str) -> HistoryEntry | None:
    """Who last wrote that field of a figure ("checked", "confirmed"), and what; None where nobody did."""
    return next(iter(desk.log.history(recording.entity_of(key), field)), None)


def reading_at(desk: OpenDesk, key: ReadingKey) -> Reading:
    """The reading at exactly that key with its note, empty where nothing was recorded."""
    return recording.get(desk.database, key)


def periods_of(desk: OpenDesk, place_id: str, criteria_set: CriteriaSet, code: str) -> list[Reading]:
    """The figure over all periods, latest last."""
    return recording.list_periods_of(desk.database, place_id, criteria_set.id, code)


def is_recorded_for(indicator: Indicator, criteria_set: CriteriaSet, kind: PlaceKind) -> bool:
    """Whether figures of this indicator are entered for places of that kind."""
    if criteria_set.level is Level.VILLAGE:
        return kind is PlaceKind.VILLAGE
    if kind is PlaceKind.COMMUNE:  # a sum is never typed: it follows its villages
        return not indicator.sums_villages
    return kind is PlaceKind.VILLAGE and indicator.sums_villages and indicator.village_source is None


def _check_place(place: Place, criteria_set: CriteriaSet, indicator: Indicator) -> None:
    if not is_recorded_for(indicator, criteria_set, place.kind):
        raise WrongPlaceForIndicator(indicator.code, place.title)
