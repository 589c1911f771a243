"""What is said of figures: looked over ("đã soát"), confirmed by the lead, opened again with a reason."""

from collections.abc import Mapping, Sequence

from db.operation_log import Change, Written
from db.repositories import recording
from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.errors import MissingText, NothingToConfirm
from ntm_desktop.domain.figure_states import FigureState
from ntm_desktop.domain.names import nfc
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.operation import Operation
from ntm_desktop.domain.periods import Period
from ntm_desktop.domain.places import Place
from ntm_desktop.domain.recording import Reading, ReadingKey, figure_to_data
from ntm_desktop.domain.rights import Refusal
from ntm_desktop.services.act import act
from ntm_desktop.services.open_desk import OpenDesk, json_text

Cells = Sequence[tuple[Place, str]]
"""Places and the codes of their indicators."""


def check_figures(desk: OpenDesk, criteria_set: CriteriaSet, period: Period, cells: Cells) -> list[Written]:
    """Marks what stands there as looked over. Raises NothingToConfirm, NotAllowed."""
    wanted = {FigureState.DRAFT}
    return _say(desk, criteria_set, period, cells, "checked", wanted, "đánh dấu đã soát")


def confirm_figures(desk: OpenDesk, criteria_set: CriteriaSet, period: Period, cells: Cells) -> list[Written]:
    """The lead's word: what stands there is right, and locked from now on. Raises NothingToConfirm, NotAllowed."""
    wanted = {FigureState.DRAFT, FigureState.CHECKED, FigureState.CHANGED}
    return _say(desk, criteria_set, period, cells, "confirmed", wanted, "xác nhận")


def reopen_figures(
    desk: OpenDesk, criteria_set: CriteriaSet, period: Period, cells: Cells, reason: str
) -> list[Written]:
    """Ends the confirmation, for a reason that is kept. Raises MissingText, NothingToConfirm, NotAllowed."""
    why = " ".join(nfc(reason).split())
    if not why:
        raise MissingText("lý do mở lại")
    found = [one for one in _readings(desk, criteria_set, period, cells) if one.state.is_locked]
    if not found:
        raise NothingToConfirm("mở lại")
    value = json_text({"reopened": why})
    changes = [Change("reading", recording.entity_of(one.key), "confirmed", value) for one in found]
    return act(desk, _title("mở lại", found, _names(cells)), changes)


def why_not_confirm(desk: OpenDesk, place: Place, criteria_set: CriteriaSet, period: Period) -> Refusal | None:
    """Why this laptop may not confirm figures of that place; None where it may."""
    code = criteria_set.criteria[0].indicators[0].code
    entity = recording.entity_of(ReadingKey(place.id, criteria_set.id, code, period))
    asked = Operation(desk.desk.device, 0, 0, "reading", entity, "confirmed", "0", "", desk.desk.person, 0)
    refusal = desk.log.rights().refusal(asked)
    return None if refusal is Refusal.UNKNOWN_DEVICE else refusal


def _say(
    desk: OpenDesk,
    criteria_set: CriteriaSet,
    period: Period,
    cells: Cells,
    field: str,
    wanted: set[FigureState],
    word: str,
) -> list[Written]:
    found = [one for one in _readings(desk, criteria_set, period, cells) if one.state in wanted]
    if not found:
        raise NothingToConfirm(word)
    changes = [
        Change(
            "reading",
            recording.entity_of(one.key),
            field,
            json_text(
                {"figure": figure_to_data(one.figure, is_illustrative=one.is_illustrative, origin=one.origin)}
            ),
        )
        for one in found
    ]
    return act(desk, _title(word, found, _names(cells)), changes)


def _readings(desk: OpenDesk, criteria_set: CriteriaSet, period: Period, cells: Cells) -> list[Reading]:
    """The figures that speak for these cells, under whatever period inside `period` they were recorded.

    Nobody answers for sample figures: they are left out.
    """
    places = list({place.id for place, _ in cells})
    if not places:
        return []
    current = recording.list_current(desk.database, places, criteria_set.id, period)
    wanted = dict.fromkeys((place.id, code) for place, code in cells)
    return [current[at] for at in wanted if at in current and not current[at].is_illustrative]


def _names(cells: Cells) -> Mapping[str, str]:
    return {place.id: place.title for place, _ in cells}


def _title(word: str, found: Sequence[Reading], names: Mapping[str, str]) -> str:
    """ "xác nhận 9.2 của Thôn 1", "xác nhận 12 số của Thôn 1"."""
    villages = {one.key.place_id for one in found}
    where = names[found[0].key.place_id] if len(villages) == 1 else f"{format_number(len(villages))} thôn"
    what = found[0].key.code if len(found) == 1 else f"{format_number(len(found))} số"
    return f"{word} {what} của {where}"
