"""What the details pane says of one cell, read from the desk."""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from ntm_desktop.domain.criteria import CriteriaSet, Indicator
from ntm_desktop.domain.desk import Role
from ntm_desktop.domain.evaluation import Assessment, Given, assess_indicator
from ntm_desktop.domain.figure_states import FigureState
from ntm_desktop.domain.moments import moment_text
from ntm_desktop.domain.operation import OperationKey
from ntm_desktop.domain.periods import Period
from ntm_desktop.domain.places import Place
from ntm_desktop.domain.recording import Reading, ReadingKey
from ntm_desktop.services.assess import Grid
from ntm_desktop.services.assign import writers_of
from ntm_desktop.services.confirm_figures import why_not_confirm
from ntm_desktop.services.decide_conflicts import reasons_of
from ntm_desktop.services.open_desk import OpenDesk, read_json
from ntm_desktop.services.record import HistoryEntry, history, periods_of, reading_at, said_of, undone_of
from ntm_desktop.services.set_target import why_not_enter
from ui.recording import cells
from ui.recording.details_state import StateNow
from ui.recording.reviews import Reviews, number_of
from ui.review_words import review_sentence


@dataclass(frozen=True, slots=True)
class CellDetails:
    """What the pane shows of one cell."""

    key: ReadingKey
    """Of this cell; `shown_key` is where its figure really stands: another period, or the village set."""
    shown_key: ReadingKey
    place: Place
    assessment: Assessment
    year: int
    why_not_here: str
    """Why nothing is typed into this cell; empty where it is."""
    note: str
    origin: Sequence[str]
    periods: Sequence[tuple[Period, Assessment]]
    history: Sequence[HistoryEntry]
    reasons: Mapping[OperationKey, str]
    """Why it was decided so, by the entries of the history that were decisions."""
    state: StateNow | None = None
    people: Sequence[str] = ()
    """Who writes it, and which office answers for it."""
    can_enter_target: bool = False
    review: str = ""
    """The upper level's word on the criterion."""
    remark: str = ""
    answer: str = ""
    """The commune's, to the remark or else to the return of the criterion."""
    can_answer: bool = False
    """The commune, where there is something to answer."""
    has_conflict: bool = False
    undone: Collection[OperationKey] = ()
    """The entries of the history that took back what stood before them."""


def details_of(
    desk: OpenDesk, grid: Grid, reviews: Reviews, place: Place, indicator: Indicator, why_not_here: str
) -> CellDetails:
    number = number_of(grid, indicator)
    remark = reviews.remark(place.id, indicator.code)
    reviewed = reviews.reviewed.get((place.id, number))
    is_returned = reviewed is not None and reviewed.is_returned
    cell = grid.cells.get((place.id, indicator.code))
    reading = cells.reading_of(grid, place, indicator.code)
    key = ReadingKey(place.id, grid.criteria_set.id, indicator.code, grid.period)
    shown = reading.key if reading is not None else key
    past = history(desk, shown)
    return CellDetails(
        key,
        shown,
        place,
        cells.assessment_of(grid, place, indicator.code),
        grid.period.year,
        why_not_here,
        reading_at(desk, shown).note,
        cells.origin_lines(grid, place, indicator),
        _periods(desk, grid, number, indicator, shown),
        past,
        reasons_of(desk, shown),
        _state(desk, grid, reviews, place, number, reading),
        _people(desk, grid, place, number, indicator),
        why_not_enter(desk, grid.criteria_set) is None,
        review_sentence(reviewed),
        remark.text if remark else "",
        remark.answer if remark else reviewed.answer if reviewed is not None else "",
        desk.desk.role is Role.COMMUNE and (remark is not None or is_returned),
        bool(cell and cell.has_conflict),
        undone_of(desk, shown, past),
    )


def _periods(
    desk: OpenDesk, grid: Grid, number: int, indicator: Indicator, shown: ReadingKey
) -> list[tuple[Period, Assessment]]:
    """Each period under the target of its own year."""
    source: CriteriaSet = desk.criteria_sets[shown.criteria_set]
    column = grid.commune.column
    return [
        (
            one.key.period,
            assess_indicator(
                number, indicator, Given(one.figure, one.is_illustrative), column=column, year=one.key.period.year
            ),
        )
        for one in periods_of(desk, shown.place_id, source, shown.code)
    ]


def _state(
    desk: OpenDesk, grid: Grid, reviews: Reviews, place: Place, number: int, reading: Reading | None
) -> StateNow | None:
    """Nobody answers for sample figures, nor here for what is drawn from another set."""
    is_own = reading is not None and reading.key.criteria_set == grid.criteria_set.id
    if reading is None or reading.figure is None or reading.is_illustrative or not is_own:
        return None
    is_writer = (place.id, number) not in reviews.locks
    can_confirm = is_writer and why_not_confirm(desk, place, grid.criteria_set, grid.period) is None
    by, reopened = "", ""
    if reading.state is not FigureState.DRAFT:
        field = "confirmed" if reading.state.is_locked else "checked"
        by = _signed(said_of(desk, reading.key, field))
    elif (last := said_of(desk, reading.key, "confirmed")) is not None:
        said: Any = read_json(last.value)
        why = str(said.get("reopened", "")) if isinstance(said, dict) else ""
        reopened = f"{why} ({_signed(last)})" if why else ""
    return StateNow(reading.state, by, reopened, is_writer, can_confirm)


def _signed(entry: HistoryEntry | None) -> str:
    return f"{entry.person}, {moment_text(entry.at)}" if entry is not None else ""


def _people(desk: OpenDesk, grid: Grid, place: Place, number: int, indicator: Indicator) -> list[str]:
    writers = writers_of(desk, place, number, grid.period.year)
    if writers is None:
        who = "Người nhập: chưa phân công riêng, ai của xã cũng nhập được"
    else:
        who = f"Người nhập: {', '.join(writers) or 'chưa giao cho ai'}"
    offices = ", ".join(indicator.agencies)
    return [who, f"Cơ quan phụ trách: {offices}"] if offices else [who]
