"""What is said of figures: looked over ("đã soát"), confirmed by the lead, opened again with a reason."""

from collections.abc import Mapping, Sequence

from db.operation_log import Change, Written
from db.repositories import recording
from ntm_desktop.domain.checks import Finding
from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.errors import FiguresInError, MissingText, NothingToConfirm
from ntm_desktop.domain.figure_states import FigureState
from ntm_desktop.domain.names import nfc
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.operation import Operation
from ntm_desktop.domain.periods import Period
from ntm_desktop.domain.places import Place
from ntm_desktop.domain.recording import Reading, ReadingKey, figure_to_data
from ntm_desktop.domain.rights import Refusal
from ntm_desktop.services.act import act
from ntm_desktop.services.check_figures import check_at
from ntm_desktop.services.open_desk import OpenDesk, json_text

_NAMED = 5
"""How many figures a sentence names."""
Cells = Sequence[tuple[Place, str]]
"""Places and the codes of their indicators."""


def check_figures(desk: OpenDesk, criteria_set: CriteriaSet, period: Period, cells: Cells) -> list[Written]:
    """Marks what stands there as looked over. Raises NothingToConfirm, NotAllowed."""
    found = [one for one in _readings(desk, criteria_set, period, cells) if one.state is FigureState.DRAFT]
    return _say(desk, cells, found, "checked", "đánh dấu đã soát")


def confirm_figures(desk: OpenDesk, criteria_set: CriteriaSet, period: Period, cells: Cells) -> list[Written]:
    """The lead's word: what stands there is right, and locked from now on.

    Raises NothingToConfirm, NotAllowed, and FiguresInError where one of them contradicts others: then none is.
    """
    wanted = {FigureState.DRAFT, FigureState.CHECKED, FigureState.CHANGED}
    found = [one for one in _readings(desk, criteria_set, period, cells) if one.state in wanted]
    errors = [one for one in _open_findings(desk, criteria_set, period, cells, found) if one.blocks_printing]
    if errors:
        raise FiguresInError(_figures(errors, found, _names(cells)), errors[0].text)
    return _say(desk, cells, found, "confirmed", "xác nhận")


def open_warnings(desk: OpenDesk, criteria_set: CriteriaSet, period: Period, cells: Cells) -> list[Finding]:
    """What is still to be looked into at these figures and nobody has answered."""
    found = _readings(desk, criteria_set, period, cells)
    return [one for one in _open_findings(desk, criteria_set, period, cells, found) if not one.blocks_printing]


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


def _open_findings(
    desk: OpenDesk, criteria_set: CriteriaSet, period: Period, cells: Cells, found: Sequence[Reading]
) -> list[Finding]:
    """What was found at those readings, place by place."""
    at = {(one.key.place_id, one.key.code) for one in found}
    places = {place.id: place for place, _ in cells if any(place.id == of for of, _ in at)}
    return [
        one
        for place in places.values()
        for one in check_at(desk, place, criteria_set, period)
        if not one.is_answered and any((one.place_id, code) in at for code in one.codes)
    ]


def _figures(findings: Sequence[Finding], found: Sequence[Reading], names: Mapping[str, str]) -> tuple[str, ...]:
    """ "4.1 (Thôn 1)", the first of them where they are many."""
    at = {(one.place_id, code) for one in findings for code in one.codes}
    keys = [one.key for one in found]
    said = [f"{one.code} ({names[one.place_id]})" for one in keys if (one.place_id, one.code) in at]
    more = len(said) - _NAMED
    return (*said[:_NAMED], f"{format_number(more)} số nữa") if more > 0 else tuple(said)


def _say(desk: OpenDesk, cells: Cells, found: Sequence[Reading], field: str, word: str) -> list[Written]:
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
