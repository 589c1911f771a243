"""The register of households: reading it, and writing one or many as one named act that can be undone."""

import tomllib
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from functools import cache
from typing import Any

import resources
from db.operation_log import Change, Written
from db.repositories import households as rows
from ntm_desktop.domain.errors import ExpectedError, HouseholdNumberTaken, HouseholdWithoutVillage
from ntm_desktop.domain.household_data import EMPTY, changed_fields, household_to_data
from ntm_desktop.domain.household_form import HouseholdForm, read_form
from ntm_desktop.domain.household_rules import problems_of, tidied, warnings_of
from ntm_desktop.domain.households import Household, household_id, number_key
from ntm_desktop.domain.names import fold
from ntm_desktop.domain.places import Place
from ntm_desktop.services.act import act
from ntm_desktop.services.open_desk import OpenDesk, json_text

__all__ = [
    "HouseholdProblem",
    "SavedHouseholds",
    "list_households",
    "load_form",
    "problems_with",
    "read_in_parts",
    "register_order",
    "register_state",
    "remove_households",
    "save_households",
]


_PART = 250


@dataclass(frozen=True, slots=True)
class HouseholdProblem:
    """What is wrong with one of the households given: its position from 0, and the error that says it."""

    position: int
    error: ExpectedError


@dataclass(frozen=True, slots=True)
class SavedHouseholds:
    """What one save did: the households as they stand, and what of them should be looked at.

    `households` are in the order given, with their ids. `warnings` have the position of their household.
    """

    households: tuple[Household, ...]
    added: int
    changed: int
    warnings: tuple[HouseholdProblem, ...]
    written: tuple[Written, ...]


@cache
def load_form() -> HouseholdForm:
    """What is asked of a household (`resources/households/form.toml`)."""
    return read_form(tomllib.loads(resources.text("households", "form.toml")))


def list_households(desk: OpenDesk, commune: Place) -> list[Household]:
    """The whole register of a commune, village by village as they are ordered, then by number and head."""
    return sorted(rows.list_households(desk.database, commune.id), key=register_order(desk, commune))


def read_in_parts(desk: OpenDesk, commune: Place) -> Iterator[list[Household]]:
    """The same in no order, a part at a time: for a window that must not stand still meanwhile."""
    return rows.list_in_parts(desk.database, commune.id, _PART)


def register_state(desk: OpenDesk) -> object:
    """The same object for as long as no household was written, by whomever."""
    return desk.kept.get("household", "state", None, object)


def register_order(desk: OpenDesk, commune: Place) -> Callable[[Household], tuple[Any, ...]]:
    """By what a commune's households are sorted."""
    order = {village.id: position for position, village in enumerate(desk.villages(commune.id))}
    return lambda one: (order.get(one.village_id, len(order)), *in_village_order(one))


def in_village_order(household: Household) -> tuple[bool, int, str, str, str]:
    """The order within a village: numbers as numbers, households without one last, then by head."""
    digits = "".join(c for c in household.number if c.isdigit())
    number = int(digits[:9]) if digits else 0
    return (not household.number, number, household.number, fold(household.head), household.id)


def problems_with(
    desk: OpenDesk, commune: Place, households: Sequence[Household], *, today: date | None = None
) -> list[HouseholdProblem]:
    """Everything for which these households cannot be saved together, without writing anything.

    Also numbers that occur twice among them, or in the register already.
    """
    wanted = [tidied(one) for one in households]
    return _problems(desk, commune, wanted, _neighbours(desk, commune, wanted), today)


def save_households(
    desk: OpenDesk,
    commune: Place,
    households: Sequence[Household],
    title: str,
    *,
    today: date | None = None,
) -> SavedHouseholds:
    """Saves all of them as one act called `title` ("nhập 312 hộ từ tệp ho-dan.xls"), or none.

    A household with an `id` is changed field by field; one without is new and gets its id from its village and
    number (or head): one operation. A new one whose number stands in its village already is refused.
    Raises the first problem (`problems_with` lists them all), NotAllowed.
    """
    wanted = [tidied(one) for one in households]
    standing = {one.id: one for one in _neighbours(desk, commune, wanted)}
    if problems := _problems(desk, commune, wanted, standing.values(), today):
        raise problems[0].error
    known = rows.ids(desk.database, commune.id) if any(one.id not in standing for one in wanted) else {}
    taken = {identity for identity, stands in known.items() if stands} | rows.erased_ids(desk.database, commune.id)
    changes: list[Change] = []
    saved: list[Household] = []
    for one in wanted:
        if not one.id:
            one = replace(one, id=household_id(one.village_id, one.number, one.head, taken))
        changes += _changes(desk, commune, one, standing.get(one.id), is_known=one.id in known)
        taken.add(one.id)
        saved.append(one)
    written = act(desk, title, changes)
    added = sum(one.id not in standing for one in saved)
    changed = {write.change.entity.partition("|")[2] for write in written} & standing.keys()
    after = {**standing, **{one.id: one for one in saved}}
    return SavedHouseholds(
        tuple(saved), added, len(changed), tuple(_warnings(saved, after.values())), tuple(written)
    )


def remove_households(desk: OpenDesk, commune: Place, households: Sequence[Household], title: str) -> list[Written]:
    """Takes them out of the register as one act; undoing brings them back. Raises NotAllowed."""
    return act(
        desk,
        title,
        [Change("household", rows.entity_of(commune.id, one.id), "deleted", json_text(True)) for one in households],
    )


def _neighbours(desk: OpenDesk, commune: Place, wanted: Sequence[Household]) -> list[Household]:
    """What stands at the ids of these households, and everything in their villages: a fraction of a register."""
    villages = {one.village_id for one in wanted}
    found = rows.list_households(desk.database, commune.id, villages)
    here = {one.id for one in found}
    elsewhere = [one.id for one in wanted if one.id and one.id not in here]
    return [*found, *rows.list_at(desk.database, commune.id, elsewhere)]


def _changes(
    desk: OpenDesk, commune: Place, one: Household, before: Household | None, *, is_known: bool
) -> list[Change]:
    entity = rows.entity_of(commune.id, one.id)
    if before is not None:
        return _field_changes(entity, changed_fields(before, one))
    removed = rows.find(desk.database, commune.id, one.id) if is_known else None
    if removed is not None:  # the same household again: what it had is replaced, and it stands once more
        return [
            *_field_changes(entity, changed_fields(removed, one)),
            Change("household", entity, "deleted", "null"),
        ]
    if is_known and one.id:  # undone once: fields of then must not lie over the new record
        clearing = [
            Change("household", entity, name, "null")
            for name in desk.log.fields_of(entity)
            if name in EMPTY and desk.log.value(entity, name) != "null"
        ]
    else:
        clearing = []
    return [*clearing, Change("household", entity, "record", json_text(household_to_data(one)))]


def _field_changes(entity: str, fields: dict[str, Any]) -> list[Change]:
    return [Change("household", entity, name, json_text(value)) for name, value in fields.items()]


def _problems(
    desk: OpenDesk,
    commune: Place,
    wanted: Sequence[Household],
    standing: Iterable[Household],
    today: date | None,
) -> list[HouseholdProblem]:
    villages = {one.id for one in desk.villages(commune.id)}
    form, day = load_form(), today or date.today()
    replaced = {one.id for one in wanted if one.id}
    by_number: dict[tuple[str, str], Household] = {}
    for one in standing:
        if one.id not in replaced and (number := number_key(one.number)):
            by_number[one.village_id, number] = one
    found: list[HouseholdProblem] = []
    for position, one in enumerate(wanted):
        found += [HouseholdProblem(position, error) for error in problems_of(one, form, day)]
        if one.village_id and one.village_id not in villages:
            found.append(HouseholdProblem(position, HouseholdWithoutVillage(one.head or one.number)))
        number = number_key(one.number)
        if number and (other := by_number.setdefault((one.village_id, number), one)) is not one:
            found.append(HouseholdProblem(position, HouseholdNumberTaken(one.number, other.head)))
    return found


def _warnings(saved: Sequence[Household], all_of_them: Iterable[Household]) -> Iterable[HouseholdProblem]:
    by_head: dict[tuple[str, str], list[Household]] = {}
    for one in all_of_them:
        by_head.setdefault((one.village_id, fold(one.head)), []).append(one)
    for position, one in enumerate(saved):
        namesakes = by_head.get((one.village_id, fold(one.head)), [])
        for warning in warnings_of(one, namesakes):
            yield HouseholdProblem(position, warning)
