"""What changed of a criterion since the upper level last looked: since acceptance, or by the last import."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db.operation_log import HistoryEntry
from db.repositories import exchange as packages
from db.repositories import recording
from ntm_desktop.domain.criteria import CriteriaSet, Indicator
from ntm_desktop.domain.periods import year_of
from ntm_desktop.domain.places import Place
from ntm_desktop.domain.recording import Figure, Reading, ReadingKey, figure_from_data, figure_to_data
from ntm_desktop.domain.review import ReviewKey
from ntm_desktop.services.open_desk import OpenDesk, read_json


@dataclass(frozen=True, slots=True)
class ComparedFigure:
    """One indicator: what is recorded, and what stood before; `key` is where it is recorded (or would be)."""

    indicator: Indicator
    key: ReadingKey
    now: Figure | None
    before: Figure | None
    note: str = ""

    @property
    def is_changed(self) -> bool:
        """Whether the figure differs from the one before."""
        return figure_to_data(self.now) != figure_to_data(self.before)


@dataclass(frozen=True, slots=True)
class Comparison:
    """`accepted_hash` when compared with what was accepted, `is_since_return` with what was returned.

    Else the number of the package; `at` when that was.
    """

    figures: tuple[ComparedFigure, ...]
    accepted_hash: str = ""
    package_number: int = 0
    at: int = 0
    is_since_return: bool = False


def compare(desk: OpenDesk, place: Place, criteria_set: CriteriaSet, criterion: int, year: int) -> Comparison:
    """The figures that speak for the year beside those last accepted or returned, or before the last import."""
    indicators = next(one for one in criteria_set.criteria if one.number == criterion).indicators
    current = recording.list_current(desk.database, [place.id], criteria_set.id, year_of(year))
    readings = {
        one.code: current.get((place.id, one.code))
        or Reading(ReadingKey(place.id, criteria_set.id, one.code, year_of(year)), None)
        for one in indicators
    }
    snapshot = _last_snapshot(desk, ReviewKey(place.id, criteria_set.id, criterion, year))
    if snapshot is not None:
        seen, at = snapshot
        before = {code: _figure(seen.get("figures", {}).get(code)) for code in readings}
        accepted = str(seen.get("hash", ""))
        lines = _lines(indicators, readings, before)
        return Comparison(lines, accepted_hash=accepted, at=at, is_since_return=not accepted)
    histories = {code: desk.log.history(recording.entity_of(one.key), "figure") for code, one in readings.items()}
    imports = _Imports(desk)
    latest = max((imports.package_of(entry) for one in histories.values() for entry in one[:1]), default=0)
    before = {code: _before(entries, imports, latest) for code, entries in histories.items()}
    number, at = imports.packages.get(latest, (0, 0))
    return Comparison(_lines(indicators, readings, before), package_number=number, at=at)


class _Imports:
    """Which import brought an operation in; 0 for what was written here."""

    def __init__(self, desk: OpenDesk) -> None:
        self._rows = packages.list_taken_in(desk.database)
        self.packages = {package: (number, at) for package, number, at, *_ in self._rows}

    def package_of(self, entry: HistoryEntry) -> int:
        key = entry.key
        for package, _, _, device, incarnation, first, last in self._rows:
            if (key.device, key.incarnation) == (device, incarnation) and first <= key.seq <= last:
                return package
        return 0


def _before(entries: list[HistoryEntry], imports: _Imports, latest: int) -> Figure | None:
    if not latest:
        return _figure(read_json(entries[0].value)) if entries else None
    older = next((entry for entry in entries if imports.package_of(entry) < latest), None)
    return _figure(read_json(older.value)) if older else None


def _last_snapshot(desk: OpenDesk, key: ReviewKey) -> tuple[dict[str, Any], int] | None:
    for entry in desk.log.history(key.entity, "snapshot"):
        found = read_json(entry.value)
        if isinstance(found, dict):
            return found, entry.at
    return None


def _lines(
    indicators: tuple[Indicator, ...], readings: Mapping[str, Reading], before: Mapping[str, Figure | None]
) -> tuple[ComparedFigure, ...]:
    return tuple(
        ComparedFigure(
            one, readings[one.code].key, readings[one.code].figure, before[one.code], readings[one.code].note
        )
        for one in indicators
    )


def _figure(data: Any) -> Figure | None:
    try:
        return figure_from_data(data)[0]
    except ValueError:  # of a later version: shown as nothing rather than guessed
        return None
