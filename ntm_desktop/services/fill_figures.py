"""What stood at several cells before this period, and writing what was agreed for them as one act."""

from collections.abc import Sequence

from db.operation_log import Written
from db.repositories import recording
from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.filling import carried_forward, earlier_years, latest_before
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.pasting import PastedCell
from ntm_desktop.domain.periods import Period
from ntm_desktop.domain.places import Place
from ntm_desktop.domain.recording import Reading
from ntm_desktop.sentences import sentence_for
from ntm_desktop.services.lock_figures import lock_of
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.record import NewFigure, record_figures


def last_figures(
    desk: OpenDesk, places: Sequence[Place], criteria_set: CriteriaSet, period: Period
) -> dict[tuple[str, str], Reading]:
    """By place and indicator the figure of the last period before this one, back to the year before."""
    ids = [place.id for place in places]
    years = earlier_years(period)
    found = recording.list_of_years(desk.database, ids, criteria_set.id, years) if ids else []
    return {at: one.read() for at, one in latest_before(found, period).items()}


def propose_last(
    desk: OpenDesk, places: Sequence[Place], criteria_set: CriteriaSet, period: Period, *, overwrites: bool = False
) -> tuple[PastedCell, ...]:
    """What copying the last period would write at these places; confirmed figures say why they stay."""
    ids = [place.id for place in places]
    current = recording.list_current(desk.database, ids, criteria_set.id, period) if ids else {}
    standing = {key: one.figure for key, one in current.items()}
    locks = {key: lock_of(desk, one.key) for key, one in current.items() if one.state.is_locked}
    refusals = {key: sentence_for(lock) for key, lock in locks.items() if lock is not None}
    cells = [(place, one) for place in places for one in criteria_set.indicators()]
    earlier = last_figures(desk, places, criteria_set, period)
    return carried_forward(cells, earlier, standing, refusals, overwrites=overwrites)


def write_cells(
    desk: OpenDesk, criteria_set: CriteriaSet, period: Period, cells: Sequence[PastedCell], verb: str
) -> list[Written]:
    """Writes the changes among `cells`, as one act: "dán 12 ô vào chỉ tiêu 9.2". Faulty cells stay out.

    Raises as `record_figures`.
    """
    changes = [one for one in cells if one.is_change]
    figures = [NewFigure(one.place, one.indicator.code, one.new) for one in changes if one.place and one.indicator]
    return record_figures(desk, criteria_set, period, figures, act_title(verb, changes))


def act_title(verb: str, changes: Sequence[PastedCell]) -> str:
    """ "dán 12 ô vào chỉ tiêu 9.2", "xóa 3 ô của Thôn 1", "chép số kỳ trước cho 40 ô"."""
    codes = {one.indicator.code for one in changes if one.indicator}
    places = {one.place.title for one in changes if one.place}
    counted = f"{verb} {format_number(len(changes))} ô"
    if len(codes) == 1:
        return f"{counted} {'của' if verb == 'xóa' else 'vào'} chỉ tiêu {min(codes)}"
    return f"{counted} của {min(places)}" if len(places) == 1 else counted
