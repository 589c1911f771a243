"""Targets of the province: entered with the paper they stand in, or confirmed by comparing with it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from db.operation_log import Change, Written
from db.repositories import targets as target_rows
from ntm_desktop.domain.criteria import Basis, CriteriaSet, Criterion, Indicator, Target, TargetMark
from ntm_desktop.domain.errors import NoTargetToCheck
from ntm_desktop.domain.operation import Operation
from ntm_desktop.domain.rights import Refusal
from ntm_desktop.domain.targets import (
    CHECKED,
    TargetKey,
    checked_data,
    checked_field,
    column_for,
    is_by_year,
    paper_of,
    parse_target,
    value_data,
)
from ntm_desktop.services.act import act
from ntm_desktop.services.open_desk import OpenDesk, json_text


@dataclass(frozen=True, slots=True)
class ListedTarget:
    """One indicator and the target that holds there, None where nobody has set one."""

    criterion: Criterion
    indicator: Indicator
    target: Target | None

    @property
    def is_compared(self) -> bool:
        """Whether both the target and the indicator's text stand in a decision."""
        return self.target is not None and Basis.QUOTED is self.target.basis is self.indicator.text_basis


def list_targets(criteria_set: CriteriaSet, column: str | None, year: int) -> list[ListedTarget]:
    """Every indicator of the set with its target for communes of that column, in that year."""
    return [
        ListedTarget(criterion, one, one.target(column, year))
        for criterion in criteria_set.criteria
        for one in criterion.indicators
    ]


def enter_target(
    desk: OpenDesk,
    criteria_set: CriteriaSet,
    code: str,
    column: str | None,
    year: int | None,
    text: str,
    decision: str,
    date: str,
    *,
    instead_of: int | None = None,
) -> list[Written]:
    """Writes the target as it stands in a decision, for one year or, with None, for every year of the set.

    What was entered or confirmed for a single year stays (`reach_of` tells which), except that of `instead_of`:
    what was only confirmed is entered for its year in the same act, so that it holds at every place alike. The
    desk's sets are read anew. Raises UnknownIndicator, TargetUnfit, MissingText, WrongDate, what `parse_number`
    raises, and NotAllowed where the upper level sets targets and this is not its laptop.
    """
    indicator = criteria_set.indicator(code)
    paper = paper_of(decision, date)
    value = parse_target(indicator, text)
    key = TargetKey(criteria_set.id, indicator.code, column_for(criteria_set, indicator, column), year)
    changes = [Change("target", key.entity, "value", json_text(value_data(value, paper.text)))]
    if year is None:
        kept = reach_of(desk, criteria_set, code, column, instead_of).kept
        changes += [
            Change("target", own.entity, "value", json_text(value_data(target.value, target.source or paper.text)))
            for own, target in ((key._replace(year=one), target) for one, target in kept.items())
            if desk.log.value(own.entity, "value") == "null"
        ]
        if instead_of is not None:
            changes += _taken_back(desk, key._replace(year=instead_of), ("value", CHECKED))
    return _write(desk, f"nhập mức đạt {indicator.code}{_of(year)}", changes)


class TargetReach(NamedTuple):
    """By year, where a target is entered for every year: what it takes the place of, and what stays beside it."""

    replaced: Mapping[int, Target | None]
    kept: Mapping[int, Target]


def reach_of(
    desk: OpenDesk, criteria_set: CriteriaSet, code: str, column: str | None, instead_of: int | None = None
) -> TargetReach:
    """What `enter_target` for every year would change and what it would leave. Raises UnknownIndicator."""
    indicator = criteria_set.indicator(code)
    at = column_for(criteria_set, indicator, column)
    own = {
        one.key.year
        for one in target_rows.list_entered(desk.database, (criteria_set.id,)).get(criteria_set.id, ())
        if (one.key.code, one.key.column) == (indicator.code, at) and one.key.year not in (None, instead_of)
    }
    years = range(criteria_set.valid_from, criteria_set.valid_to + 1)
    found = {year: indicator.target(column, year) for year in years}
    kept = {
        year: one
        for year, one in found.items()
        if one is not None and year in own and one.mark is not TargetMark.PACKAGED
    }
    return TargetReach({year: one for year, one in found.items() if year not in kept}, kept)


def confirm_targets(
    desk: OpenDesk,
    criteria_set: CriteriaSet,
    codes: Sequence[str],
    column: str | None,
    year: int,
    decision: str,
    date: str,
    *,
    with_text: bool = False,
) -> list[Written]:
    """Says that these targets were compared with the decision ("đã đối chiếu"), as one act.

    `with_text`: the indicators' texts were compared with it as well.

    A target that holds for every year is confirmed for every year. The desk's sets are read anew.
    Raises UnknownIndicator, NoTargetToCheck, MissingText, WrongDate, NotAllowed.
    """
    paper = paper_of(decision, date)
    changes = []
    for code in codes:
        indicator = criteria_set.indicator(code)
        target = indicator.target(column, year)
        if target is None:
            raise NoTargetToCheck(indicator.code)
        value = json_text(checked_data(paper, target.value, indicator.text if with_text else ""))
        key = _standing(criteria_set, indicator, column, year)
        changes.append(Change("target", key.entity, checked_field(desk.desk.place_id), value))
    what = codes[0] if len(codes) == 1 else f"{len(codes)} chỉ tiêu"
    return _write(desk, f"đối chiếu mức đạt {what}", changes)


def withdraw_targets(
    desk: OpenDesk, criteria_set: CriteriaSet, codes: Sequence[str], column: str | None, year: int
) -> list[Written]:
    """Takes back what was entered and confirmed and holds in that year: what it stood over holds again.

    What was said of every year is taken back only where nothing was said of that year alone. Under an upper level
    a commune takes back its own word only: that it compared the target. Raises UnknownIndicator, NotAllowed.
    """
    fields = ("value", "checked") if why_not_enter(desk, criteria_set) is None else ("checked",)
    changes = []
    for code in codes:
        indicator = criteria_set.indicator(code)
        at = column_for(criteria_set, indicator, column)
        for one in (year,) if is_by_year(indicator, at, year) else (None, year):
            changes += _taken_back(desk, TargetKey(criteria_set.id, indicator.code, at, one), fields)
    what = codes[0] if len(codes) == 1 else f"{len(codes)} chỉ tiêu"
    return _write(desk, f"bỏ mức đạt đã nhập của {what}", changes)


def can_withdraw(target: Target | None) -> bool:
    """Whether somebody's word stands over the set's own target."""
    return target is not None and target.mark is not TargetMark.PACKAGED


def why_not_enter(desk: OpenDesk, criteria_set: CriteriaSet, field: str = "value") -> Refusal | None:
    """Why this laptop may not enter (`checked`: confirm) targets of the set; None where it may."""
    entity = TargetKey(criteria_set.id, criteria_set.criteria[0].indicators[0].code).entity
    name = checked_field(desk.desk.place_id) if field == CHECKED else field
    asked = Operation(desk.desk.device, 0, 0, "target", entity, name, "0", "", desk.desk.person, 0)
    refusal = desk.log.rights().refusal(asked)
    return None if refusal is Refusal.UNKNOWN_DEVICE else refusal


def _standing(criteria_set: CriteriaSet, indicator: Indicator, column: str | None, year: int) -> TargetKey:
    """The key under which the target of that year stands."""
    at = column_for(criteria_set, indicator, column)
    return TargetKey(criteria_set.id, indicator.code, at, year if is_by_year(indicator, at, year) else None)


def _taken_back(desk: OpenDesk, key: TargetKey, fields: Sequence[str]) -> list[Change]:
    """What stands in these fields becomes nothing; of `checked` what this place said, and what was said for all."""
    own = (checked_field(desk.desk.place_id),) if CHECKED in fields else ()
    return [
        Change("target", key.entity, field, "null")
        for field in (*fields, *own)
        if desk.log.value(key.entity, field) != "null"
    ]


def _write(desk: OpenDesk, title: str, changes: list[Change]) -> list[Written]:
    written = act(desk, title, changes)
    if written:
        desk.reread_criteria_sets()
    return written


def _of(year: int | None) -> str:
    return "" if year is None else f" năm {year}"
