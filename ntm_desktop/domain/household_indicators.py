"""How the register becomes figures: each rule counts households, persons or income, village by village.

An answer that is not known counts neither for nor against; it is counted apart ("chưa rõ") and always said.
"""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from operator import attrgetter
from typing import Any, NamedTuple

from ntm_desktop.domain.criteria import Indicator, IndicatorKind
from ntm_desktop.domain.households import Household, Member, actual_people
from ntm_desktop.domain.recording import Amount, Figure, NotApplicable, Share, SharesBySex


class _NotAsked:
    """Outside what a rule counts at all."""


NOT_ASKED = _NotAsked()
HOUSEHOLD, MEMBER, INCOME = "household", "member", "income"
FEMALE, MALE = "female", "male"


@dataclass(frozen=True, slots=True)
class HouseholdRule:
    """One rule of `resources/households/indicators.toml`, where each part is explained."""

    name: str
    of: str
    title: str
    against: str
    counted: Mapping[str, frozenset[str]]
    among: Mapping[str, frozenset[str]]
    ages: Mapping[str, tuple[int, int]]
    is_good: bool = True
    unsure: Mapping[str, frozenset[str]] = field(default_factory=dict)

    @property
    def fields(self) -> tuple[str, ...]:
        """The answers the rule looks at."""
        return tuple(dict.fromkeys((*self.among, *self.counted)))


class Tally(NamedTuple):
    """Who is counted, who is not, of whom it is not known; of income: triệu đồng, people, unknown households."""

    counted: Decimal | int = 0
    others: Decimal | int = 0
    unknown: int = 0

    def plus(self, other: "Tally") -> "Tally":
        """Both added up."""
        return Tally(self.counted + other.counted, self.others + other.others, self.unknown + other.unknown)


NOBODY = Tally()


@dataclass(frozen=True, slots=True)
class RegisterCount:
    """One rule over one village (or several added up). `female` and `male` only where persons are counted.

    The unit of `unknown` is that of the rule: households, or persons; of income, households.
    """

    rule: HouseholdRule
    total: Tally
    female: Tally = NOBODY
    male: Tally = NOBODY

    @property
    def unknown(self) -> int:
        """How many households have not said."""
        return self.total.unknown

    def plus(self, other: "RegisterCount") -> "RegisterCount":
        """Villages add up to their commune: numerators and denominators, never percentages."""
        return RegisterCount(
            self.rule,
            self.total.plus(other.total),
            self.female.plus(other.female),
            self.male.plus(other.male),
        )


def read_rules(data: Mapping[str, Any]) -> dict[str, HouseholdRule]:
    """The rules from their parsed file. Raises KeyError: a packaged file that is wrong is a bug."""
    return {
        name: HouseholdRule(
            name,
            one["of"],
            one["title"],
            one["against"],
            {field: frozenset(codes) for field, codes in one.get("counted", {}).items()},
            {field: frozenset(codes) for field, codes in one.get("among", {}).items()},
            {sex: (ages[0], ages[1]) for sex, ages in one.get("ages", {}).items()},
            one.get("is_good", True),
            {field: frozenset(codes) for field, codes in one.get("unsure", {}).items()},
        )
        for name, one in data.items()
    }


def count_villages(rule: HouseholdRule, households: Iterable[Household], year: int) -> dict[str, RegisterCount]:
    """By village what the rule finds there in `year`; villages without a household are left out."""
    if rule.of == INCOME:
        return _count_income(rule, households, year)
    if rule.of == MEMBER:
        return _count_members(rule, list(households), year)
    fields = rule.fields
    listed = list(households)
    # Column by column, then like ones together: thousands of households in a few milliseconds.
    columns = [[one.village_id for one in listed]]
    columns += [[one.answers.get(field, "") for one in listed] for field in fields]
    combinations: Counter[tuple[str, ...]] = Counter(zip(*columns, strict=True))
    tallies: dict[str, Tally] = {}
    for (village, *answers), number in combinations.items():
        judged = _judge(rule, dict(zip(fields, answers, strict=True)))
        tallies[village] = tallies.get(village, NOBODY).plus(_tally(judged, number))
    return {village: RegisterCount(rule, tally) for village, tally in tallies.items()}


def add_up(counts: Iterable[RegisterCount]) -> RegisterCount | None:
    """The commune's count from its villages', None where there is none."""
    total: RegisterCount | None = None
    for one in counts:
        total = one if total is None else total.plus(one)
    return total


def figure_of(indicator: Indicator, count: RegisterCount) -> Figure | None:
    """The count in the indicator's own shape; None where nobody is known, or the shapes do not fit.

    Where it is known of everybody that nothing is there to be counted (no household keeps animals), the set's own
    reason for leaving the indicator out.
    """
    if indicator.not_applicable is not None and not any(count.total):
        return NotApplicable(indicator.not_applicable)
    if indicator.kind is IndicatorKind.COUNT:
        return Amount(Decimal(count.total.counted)) if count.total.counted or count.total.others else None
    if indicator.kind is IndicatorKind.AVERAGE and count.rule.of == INCOME:
        return Share(Decimal(count.total.counted), Decimal(count.total.others)) if count.total.others else None
    if indicator.kind is not IndicatorKind.RATIO or count.rule.of == INCOME:
        return None
    if not indicator.by_sex:
        return _share(count.total)
    female, male = _share(count.female), _share(count.male)
    return SharesBySex(female, male) if female and male and count.rule.of == MEMBER else None


def judge_household(rule: HouseholdRule, household: Household) -> object:
    """True where it is counted, False, None where that is not known, or NOT_ASKED."""
    return _judge(rule, household.answers)


def judge_member(rule: HouseholdRule, member: Member, year: int) -> object:
    """True, False, None where it is not known, or NOT_ASKED (of another age, gone away)."""
    if member.away:
        return NOT_ASKED
    answers = {field: getattr(member, field) for field in rule.fields}
    return _judge_person(rule, member.sex, member.birth_year, answers, year)


def _judge(rule: HouseholdRule, answers: Mapping[str, str]) -> object:
    if rule.unsure:
        answers = {code: "" if one in rule.unsure.get(code, ()) else one for code, one in answers.items()}
    among = _holds(rule.among, answers)
    if among is False:
        return NOT_ASKED
    if among is None:
        return None
    return _holds(rule.counted, answers)


def _judge_person(rule: HouseholdRule, sex: str, born: int | None, answers: Mapping[str, str], year: int) -> object:
    if rule.ages:
        if born is not None:
            limits = [rule.ages[sex]] if sex in rule.ages else list(rule.ages.values())
            inside = [first <= year - born <= last for first, last in limits]
            if not any(inside):
                return NOT_ASKED
            if not all(inside):
                return None
        elif _holds(rule.among, answers) is not False:
            return None
    return _judge(rule, answers)


def _holds(wanted: Mapping[str, frozenset[str]], answers: Mapping[str, str]) -> bool | None:
    """False as soon as one known answer is another; None while any is unknown; True when all hold."""
    given = [(answers.get(field, ""), codes) for field, codes in wanted.items()]
    if any(answer and answer not in codes for answer, codes in given):
        return False
    return None if any(not answer for answer, _ in given) else True


def _tally(judged: object, number: int) -> Tally:
    if judged is NOT_ASKED:
        return NOBODY
    return Tally(number * (judged is True), number * (judged is False), number * (judged is None))


def _count_members(rule: HouseholdRule, households: Sequence[Household], year: int) -> dict[str, RegisterCount]:
    fields = rule.fields
    villages = [one.village_id for one in households for member in one.members if not member.away]
    people = [member for one in households for member in one.members if not member.away]
    columns = [villages, [member.sex for member in people]]
    columns.append([member.birth[:4] for member in people] if rule.ages else [""] * len(people))
    columns += [list(map(attrgetter(field), people)) for field in fields]
    combinations: Counter[tuple[str, ...]] = Counter(zip(*columns, strict=True))
    unlisted: Counter[str] = Counter()
    for household in households:
        unlisted[household.village_id] += max(0, (household.people or 0) - len(household.members))
    judgements: dict[tuple[Any, ...], object] = {}
    judged: Counter[tuple[str, str, object]] = Counter()
    for (village, *person), number in combinations.items():
        sex, born, *answers = key = tuple(person)
        if key not in judgements:
            named = dict(zip(fields, answers, strict=True))
            judgements[key] = _judge_person(rule, sex, int(born) if born else None, named, year)
        judged[village, sex, judgements[key]] += number
    counts = {village: RegisterCount(rule, Tally(0, 0, number)) for village, number in unlisted.items()}
    for (village, sex, judgement), number in judged.items():
        tally = _tally(judgement, number)
        more_of_sex = (tally if sex == FEMALE else NOBODY, tally if sex == MALE else NOBODY)
        counts[village] = counts[village].plus(RegisterCount(rule, tally, *more_of_sex))
    return counts


def _count_income(rule: HouseholdRule, households: Iterable[Household], year: int) -> dict[str, RegisterCount]:
    found: dict[str, list[Any]] = {}
    for one in households:
        sums = found.setdefault(one.village_id, [Decimal(0), 0, 0])
        amount, people = one.income_of(year), actual_people(one)
        if amount is None or not people:
            sums[2] += 1
        else:
            sums[0] += amount
            sums[1] += people
    return {village: RegisterCount(rule, Tally(*sums)) for village, sums in found.items()}


def _share(tally: Tally) -> Share | None:
    total = tally.counted + tally.others
    return Share(Decimal(tally.counted), Decimal(total)) if total else None
