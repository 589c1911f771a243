"""A household as the fields of the log, and back: one record while it is new, then one operation per field."""

import json
from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from sys import intern
from typing import Any

from ntm_desktop.domain.households import Household, Income, Member

ANSWER_FIELDS = (
    *("ethnic", "poverty", "house", "water", "latrine", "bath", "tank", "electricity", "waste", "livestock"),
)
"""Questions with a field of their own in the log; what else a form asks is kept together in `more`."""

FIELDS = ("village", "number", "members", "people", *ANSWER_FIELDS, "more", "lacks", "income", "phone", "note")


def household_to_data(household: Household) -> dict[str, Any]:
    """Every field that says something, by its name in the log; empty ones are left out."""
    answers = household.answers
    data: dict[str, Any] = {
        "village": household.village_id,
        "number": household.number,
        "members": [_member_data(one) for one in household.members],
        "people": household.people,
        **{code: answers.get(code, "") for code in ANSWER_FIELDS},
        "more": {code: answer for code, answer in sorted(answers.items()) if code not in ANSWER_FIELDS and answer},
        "lacks": None if household.lacks is None else list(household.lacks),
        "income": [[one.year, one.source, str(one.amount)] for one in household.income],
        "phone": household.phone,
        "note": household.note,
    }
    if household.is_illustrative:
        data["illustrative"] = True
    return {name: value for name, value in data.items() if not _is_nothing(name, value)}


def changed_fields(before: Household, after: Household) -> dict[str, Any]:
    """Fields to be written so that `before` becomes `after`; a cleared one is its empty value, never None."""
    old, new = household_to_data(before), household_to_data(after)
    return {name: new.get(name, EMPTY[name]) for name in FIELDS if old.get(name) != new.get(name)}


EMPTY: dict[str, Any] = {
    "people": 0,
    "members": [],
    "more": {},
    "lacks": "",
    "income": [],
    **dict.fromkeys(("village", "number", *ANSWER_FIELDS, "phone", "note"), ""),
}
"""What stands in the log where a field was cleared: null would let the first record through again."""


def household_from_data(identity: str, data: Mapping[str, Any]) -> Household:
    """From the record with its later changes laid over it. Raises ValueError for what no version wrote.

    The few codes are held once, however many households there are: it is their counting that must be quick.
    """
    try:
        answers = {code: intern(str(data[code])) for code in ANSWER_FIELDS if data.get(code)}
        more = data.get("more") or {}
        lacks = data.get("lacks")
        people = data.get("people")
        return Household(
            village_id=intern(str(data.get("village") or "")),
            members=tuple(_member(one) for one in _listed(data.get("members"))),
            number=str(data.get("number") or ""),
            people=int(people or 0) or None,
            answers=answers | {str(code): str(answer) for code, answer in more.items()},
            lacks=None if lacks is None or lacks == "" else tuple(str(one) for one in _listed(lacks)),
            income=tuple(_income(one) for one in _listed(data.get("income"))),
            phone=str(data.get("phone") or ""),
            note=str(data.get("note") or ""),
            id=identity,
            is_illustrative=bool(data.get("illustrative", False)),
        )
    except (AttributeError, KeyError, TypeError, InvalidOperation) as error:
        raise ValueError("not a household") from error


def fields_from_rows(record: str, fields: Mapping[str, object]) -> dict[str, Any]:
    """The record's JSON text with the columns that are not NULL laid over it. Raises ValueError."""
    data = json.loads(record)
    if not isinstance(data, dict):
        raise ValueError("not a household")
    for name, stored in fields.items():
        if stored is not None:
            data[name] = json.loads(str(stored)) if name in _LISTS and stored != "" else stored
    return data


_LISTS = frozenset({"members", "more", "lacks", "income"})


def _is_nothing(name: str, value: Any) -> bool:
    return value is None if name == "lacks" else value in ("", None, [], {})


def _member_data(member: Member) -> dict[str, str]:
    named = {name: getattr(member, name) for name in Member.__slots__}
    return {name: value for name, value in named.items() if value}


def _listed(value: Any) -> Sequence[Any]:
    """A text is no list of its letters."""
    if value and not isinstance(value, list | tuple):
        raise TypeError
    return value or ()


def _member(data: Mapping[str, Any]) -> Member:
    if not isinstance(data, Mapping):
        raise TypeError
    return Member(**{"name": "", **{name: intern(str(data[name])) for name in Member.__slots__ if name in data}})


def _income(data: Any) -> Income:
    year, source, amount = data
    value = Decimal(str(amount))
    if not value.is_finite() or abs(value) > _LARGEST or int(value.as_tuple().exponent) < -_PLACES:
        raise ValueError("not an income")
    return Income(int(year), intern(str(source)), value)


_LARGEST = Decimal(10) ** 12
_PLACES = 12
