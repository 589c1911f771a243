"""Which listed household is which of the register, and what a list says laid over what the register knows."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

from ntm_desktop.domain.household_income import incomes_over
from ntm_desktop.domain.households import HEAD, Household, Member, household_id, number_key
from ntm_desktop.domain.names import squeeze
from ntm_desktop.excel.book import Sheet
from ntm_desktop.excel.household_list import HouseholdList
from ntm_desktop.excel.problem import Problem, worded


@dataclass(frozen=True, slots=True)
class Matched:
    """A listed household with what the register knows of it laid under it, and where it stands in the file."""

    household: Household
    sheet: str
    row: int

    def problem(self, sentence: str, *, stops: bool = True) -> Problem:
        """A problem of this household's row."""
        return Problem(self.sheet, f"dòng {self.row + 1}", self.household.head, sentence, stops)


def match_households(
    lists: Sequence[tuple[Sheet, HouseholdList]], standing: Sequence[Household]
) -> tuple[list[Matched], list[Problem]]:
    """Every listed household, matched by village and number, or by its head where either has no number."""
    register = _Register(standing)
    found: list[Matched] = []
    problems: list[Problem] = []
    for sheet, listed in lists:
        for one in listed.households:
            known = register.find(one.household)
            household = one.household
            if known is not None:
                household = _laid_over(known, household, has_members=listed.has_members)
            found.append(Matched(household, sheet.name, one.row))
            if known is not None and squeeze(known.head) != squeeze(household.head):
                sentence = worded("head_differs", standing=known.head, head=household.head)
                problems.append(found[-1].problem(sentence, stops=False))
    return found, problems


class _Register:
    """What stands, found by the ways a list names a household; each is found once."""

    def __init__(self, standing: Sequence[Household]) -> None:
        self._by_number = {(one.village_id, key): one for one in standing if (key := number_key(one.number))}
        self._by_id = {one.id: one for one in standing}
        self._unnumbered: dict[tuple[str, str], list[Household]] = {}
        for one in standing:
            if not number_key(one.number):
                self._unnumbered.setdefault((one.village_id, squeeze(one.head)), []).append(one)
        self._taken: dict[tuple[str, str], list[str]] = {}

    def find(self, listed: Household) -> Household | None:
        """Two heads of one name without numbers keep the order in which they were first taken in."""
        head = (listed.village_id, squeeze(listed.head))
        if number := number_key(listed.number):
            known = self._by_number.get((listed.village_id, number))
            namesakes = self._unnumbered.get(head, [])
            if known is None and len(namesakes) == 1:
                known = namesakes.pop()
            return known
        ids = self._taken.setdefault(head, [])
        ids.append(household_id(listed.village_id, "", listed.head, ids))
        return self._by_id.get(ids[-1])


def _laid_over(known: Household, new: Household, *, has_members: bool) -> Household:
    """What the list says, over what the register knows: a list that does not ask something does not clear it."""
    return replace(
        known,
        members=_members_over(known.members, new.members, has_members=has_members),
        number=new.number or known.number,
        people=new.people if new.people is not None else None if has_members else known.people,
        answers={**known.answers, **new.answers},
        lacks=new.lacks if new.lacks is not None else known.lacks,
        income=incomes_over(known.income, new.income),
        phone=new.phone or known.phone,
        note=new.note or known.note,
        is_illustrative=False,
    )


def _members_over(known: Sequence[Member], new: Sequence[Member], *, has_members: bool) -> tuple[Member, ...]:
    """Of two persons of one name the first is meant first. A list of heads alone leaves the others as they are."""
    left = [(squeeze(one.name), one) for one in known]
    over: list[Member] = []
    for one in new:
        name = squeeze(one.name)
        at = next((at for at, (spelled, _) in enumerate(left) if spelled == name), None)
        over.append(one if at is None else _member_over(left.pop(at)[1], one))
    if has_members:
        return tuple(over)
    if new and len(left) == len(known):  # nobody of that name: the head's name was corrected
        left = left[1:]
    return (*over, *(replace(one, relation="") if one.relation == HEAD else one for _, one in left))


def _member_over(known: Member, new: Member) -> Member:
    answers = {name: getattr(new, name) for name in Member.__slots__ if getattr(new, name)}
    return replace(known, **answers)
