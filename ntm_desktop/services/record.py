"""Recording a figure of a village or commune: checked, saved with author and history, re-evaluated."""

from dataclasses import dataclass

from db.operation_log import Change, HistoryEntry, Written
from db.repositories import recording
from ntm_desktop.domain.criteria import CriteriaSet, Indicator, Level
from ntm_desktop.domain.errors import WrongPlaceForIndicator
from ntm_desktop.domain.names import nfc
from ntm_desktop.domain.periods import Period
from ntm_desktop.domain.places import Place, PlaceKind
from ntm_desktop.domain.recording import Figure, Reading, ReadingKey, check_figure, figure_to_data, parse_entry
from ntm_desktop.services.open_desk import OpenDesk, json_text

__all__ = [
    "Change",
    "HistoryEntry",
    "Recorded",
    "Written",
    "history",
    "is_recorded_for",
    "periods_of",
    "reading_at",
    "record_entry",
    "record_figure",
    "record_note",
    "write_back",
]


@dataclass(frozen=True, slots=True)
class Recorded:
    """What a save did: the reading as it stands now, and what to write to undo it (None: nothing changed)."""

    reading: Reading
    undo: Change | None
    redo: Change | None = None


def record_entry(
    desk: OpenDesk, place: Place, criteria_set: CriteriaSet, code: str, period: Period, text: str
) -> Recorded:
    """Saves what was typed into a cell; empty text clears it. Raises what `parse_entry` raises."""
    indicator = criteria_set.indicator(code)
    return record_figure(desk, place, criteria_set, code, period, parse_entry(indicator, nfc(text)))


def record_figure(
    desk: OpenDesk, place: Place, criteria_set: CriteriaSet, code: str, period: Period, figure: Figure | None
) -> Recorded:
    """Saves a figure, or clears it with None, in one transaction.

    A figure a person enters is never illustrative, even where it replaces sample data.
    Raises UnknownIndicator, WrongPlaceForIndicator and what `check_figure` raises.
    """
    indicator = criteria_set.indicator(code)
    _check_place(place, criteria_set, indicator)
    if figure is not None:
        check_figure(indicator, figure)
    key = ReadingKey(place.id, criteria_set.id, indicator.code, period)
    return _save(desk, key, "figure", json_text(figure_to_data(figure)))


def record_note(desk: OpenDesk, key: ReadingKey, note: str) -> Recorded:
    """Saves the note beside a figure."""
    text = nfc(note.strip())
    return _save(desk, key, "note", json_text(text or None))


def write_back(desk: OpenDesk, change: Change) -> list[Written]:
    """Undoes or repeats a change by writing its value as a new operation: history keeps both."""
    return desk.log.write([change], desk.desk.person)


def history(desk: OpenDesk, key: ReadingKey) -> list[HistoryEntry]:
    """Every value the figure ever had, newest first."""
    return desk.log.history(recording.entity_of(key), "figure")


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


def _save(desk: OpenDesk, key: ReadingKey, field: str, value: str) -> Recorded:
    entity = recording.entity_of(key)
    change = Change("reading", entity, field, value)
    written = desk.log.write([change], desk.desk.person)
    undo = change._replace(value=written[0].before) if written else None
    return Recorded(recording.get(desk.database, key), undo, change if written else None)
