"""Which listed household is which of the register, and what a list says laid over what the register knows."""

from collections.abc import Sequence
from dataclasses import replace

from ntm_desktop.domain.households import Household, Member, household_id
from ntm_desktop.domain.names import squeeze
from ntm_desktop.excel.book import Sheet
from ntm_desktop.excel.household_list import HouseholdList, ListedHousehold
from ntm_desktop.excel.problem import Problem, worded


def match_households(
    sheet: Sheet, listed: HouseholdList, standing: Sequence[Household]
) -> tuple[list[Household], list[Problem]]:
    """The listed households with what the register knows of them already laid under them."""
    by_number = {(one.village_id, squeeze(one.number)): one for one in standing if one.number}
    by_id = {one.id: one for one in standing}
    taken: dict[tuple[str, str, str], list[str]] = {}
    found, problems = [], []
    for one in listed.households:
        household = one.household
        known = by_number.get((household.village_id, squeeze(household.number))) if household.number else None
        if known is None and not household.number:
            key = (household.village_id, household.number, squeeze(household.head))
            ids = taken.setdefault(key, [])
            ids.append(household_id(household.village_id, "", household.head, ids))
            known = by_id.get(ids[-1])
        if known is not None:
            if squeeze(known.head) != squeeze(household.head):
                problems.append(_other_head(sheet, one, known))
            household = _laid_over(known, household, has_members=listed.has_members)
        found.append(household)
    return found, problems


def _other_head(sheet: Sheet, one: ListedHousehold, known: Household) -> Problem:
    sentence = worded("head_differs", standing=known.head, head=one.household.head)
    return Problem(sheet.name, f"dòng {one.row + 1}", one.household.head, sentence, stops=False)


def _laid_over(known: Household, new: Household, *, has_members: bool) -> Household:
    """What the list says, over what the register knows: a list that does not ask something does not clear it."""
    years = {(one.year, one.source) for one in new.income}
    return replace(
        known,
        members=_members_over(known.members, new.members, has_members=has_members),
        number=new.number or known.number,
        people=new.people if new.people is not None else None if has_members else known.people,
        answers={**known.answers, **new.answers},
        lacks=new.lacks if new.lacks is not None else known.lacks,
        income=tuple(sorted((*(one for one in known.income if (one.year, one.source) not in years), *new.income))),
        phone=new.phone or known.phone,
        note=new.note or known.note,
        is_illustrative=False,
    )


def _members_over(known: Sequence[Member], new: Sequence[Member], *, has_members: bool) -> tuple[Member, ...]:
    by_name = {squeeze(one.name): one for one in known}
    over = tuple(_member_over(by_name.get(squeeze(one.name)), one) for one in new)
    return over if has_members else (*over, *known[1:])


def _member_over(known: Member | None, new: Member) -> Member:
    if known is None:
        return new
    answers = {name: getattr(new, name) for name in Member.__slots__ if getattr(new, name)}
    return replace(known, **answers)
