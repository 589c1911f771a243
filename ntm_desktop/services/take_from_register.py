"""Taking figures over from the register ("lấy từ sổ hộ"): one, or all that are wholly known, as one act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from db.operation_log import Change, Written
from db.repositories import recording
from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.errors import RegisterSaysNothing, RegisterUnsure
from ntm_desktop.domain.household_indicators import INCOME
from ntm_desktop.domain.households import Household
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.periods import Period
from ntm_desktop.domain.places import Place, PlaceKind
from ntm_desktop.domain.recording import ReadingKey, check_figure, figure_to_data
from ntm_desktop.services.act import act
from ntm_desktop.services.count_households import (
    RegisterFigure,
    commune_of,
    indicators_from_households,
    recount,
    rule_of,
)
from ntm_desktop.services.lock_figures import lock_of
from ntm_desktop.services.open_desk import OpenDesk, json_text


@dataclass(frozen=True, slots=True)
class Taken:
    """What was taken over as one act; `left_out` are those of which the register says nothing.

    `unsure` are those of which it says something, but not of every household, where they were not taken.
    """

    taken: tuple[RegisterFigure, ...]
    left_out: tuple[RegisterFigure, ...]
    written: tuple[Written, ...]
    unsure: tuple[RegisterFigure, ...] = ()


def take_from_register(
    desk: OpenDesk,
    place: Place,
    criteria_set: CriteriaSet,
    code: str,
    period: Period,
    households: Sequence[Household] | None = None,
    *,
    takes_unsure: bool = False,
    today: date | None = None,
) -> Taken:
    """Records what the register says as the figure of that place, or of every village of a commune; one act.

    Where households are unknown only with `takes_unsure`, which a person has said. Its origin says where it comes
    from and what was not known; a note that a person wrote stays as it is. Raises NotFromHouseholds,
    RegisterSaysNothing, RegisterUnsure, FigureConfirmed, NotAllowed.
    """
    indicator = criteria_set.indicator(code)
    rule_of(indicator)
    title = f"lấy {indicator.code} của {place.title} từ sổ hộ"
    wanted = _wanted(desk, place, criteria_set, period, [indicator.code], households)
    known = [one for one in wanted if one.figure is not None]
    taken = [one for one in known if takes_unsure or not one.is_unsure]
    if known and not taken:
        raise RegisterUnsure(indicator.code, place.title, ", ".join(_unknown_at(one, place) for one in known))
    return _take(desk, place, criteria_set, period, wanted, taken, title, today)


def take_all_from_register(
    desk: OpenDesk,
    place: Place,
    criteria_set: CriteriaSet,
    period: Period,
    households: Sequence[Household] | None = None,
    *,
    today: date | None = None,
) -> Taken:
    """The same for every indicator of which every household is known, and no confirmed figure.

    Raises RegisterSaysNothing, NotAllowed.
    """
    codes = [one.code for one in indicators_from_households(criteria_set)]
    wanted = _wanted(desk, place, criteria_set, period, codes, households)
    taken = [one for one in wanted if _can_take_with_all(desk, criteria_set, period, one)]
    return _take(desk, place, criteria_set, period, wanted, taken, "", today)


def _wanted(
    desk: OpenDesk,
    place: Place,
    criteria_set: CriteriaSet,
    period: Period,
    codes: Sequence[str],
    households: Sequence[Household] | None,
) -> list[RegisterFigure]:
    """What the register says of these indicators, of the place or of every village of a commune."""
    commune = commune_of(desk, place)
    counted = recount(desk, commune, criteria_set, period, households, codes)
    villages = desk.villages(commune.id) if place.kind is PlaceKind.COMMUNE else [place]
    return [counted[village.id, code] for code in codes for village in villages if (village.id, code) in counted]


def _take(
    desk: OpenDesk,
    place: Place,
    criteria_set: CriteriaSet,
    period: Period,
    wanted: Sequence[RegisterFigure],
    taken: Sequence[RegisterFigure],
    title: str,
    today: date | None,
) -> Taken:
    if not taken:
        raise RegisterSaysNothing(", ".join(dict.fromkeys(one.indicator.code for one in wanted)), place.title)
    day = today or date.today()
    changes = [change for one in taken for change in _changes(desk, criteria_set, period, one, day)]
    written = act(desk, title or f"lấy {format_number(len(changes))} ô của {place.title} từ sổ hộ", changes)
    return Taken(
        tuple(taken),
        tuple(one for one in wanted if one.figure is None),
        tuple(written),
        tuple(one for one in wanted if one.is_unsure and one.figure is not None and one not in taken),
    )


def _unknown_at(one: RegisterFigure, asked: Place) -> str:
    """ "chưa rõ 1 hộ", with the village where a whole commune was asked for."""
    return one.unknown_text if one.place.id == asked.id else f"{one.unknown_text} ({one.place.name})"


def _can_take_with_all(desk: OpenDesk, criteria_set: CriteriaSet, period: Period, one: RegisterFigure) -> bool:
    """Whether "Lấy tất cả" takes it: every household is known, and nobody has confirmed what stands there."""
    return one.figure is not None and not one.is_unsure and lock_of(desk, key_at(one, criteria_set, period)) is None


def key_at(one: RegisterFigure, criteria_set: CriteriaSet, period: Period) -> ReadingKey:
    """Where the figure is written."""
    return ReadingKey(one.place.id, criteria_set.id, one.indicator.code, period)


def _changes(
    desk: OpenDesk, criteria_set: CriteriaSet, period: Period, one: RegisterFigure, today: date
) -> list[Change]:
    assert one.figure is not None
    check_figure(one.indicator, one.figure)
    key = key_at(one, criteria_set, period)
    entity = recording.entity_of(key)
    standing = recording.get(desk.database, key)
    if (standing.figure, standing.is_illustrative) == (one.figure, one.is_illustrative):
        return []
    data = figure_to_data(one.figure, is_illustrative=one.is_illustrative, origin=_origin(one, today))
    return [Change("reading", entity, "figure", json_text(data))]


def _origin(one: RegisterFigure, today: date) -> str:
    """ "Lấy từ sổ hộ ngày 22/11/2026; chưa rõ 1 hộ, không tính vào số này": said of this figure alone."""
    unknown = f"; {one.unknown_text}, không tính vào số này" if one.unknown_text else ""
    of_year = "" if one.count is None or one.count.rule.of != INCOME else ", chỉ tính các hộ đã ghi thu nhập"
    return f"Lấy từ sổ hộ ngày {today:%d/%m/%Y}{of_year}{unknown}"
