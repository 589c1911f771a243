"""An invented register of one sample village: it yields the village's illustrative figures, but for a few.

The same on every machine. Nobody in it exists: names are put together at random.
"""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from random import Random
from typing import Any

from ntm_desktop.domain.households import Household, Income, household_id
from ntm_desktop.domain.recording import Amount, Figure, Share, SharesBySex
from ntm_desktop.domain.sample_families import Family, invented_families

_YES_AND_NO = {
    "hygienic_water": ("water", ("good_well", "tap"), ("bad_well", "stream")),
    "safe_electricity": ("electricity", ("safe",), ("none",)),
    "waste_collected": ("waste", ("collected", "self_treated"), ("none",)),
}


@dataclass(slots=True)
class _Making:
    """One household while it is put together; `wealth` decides who has what."""

    people: Family
    wealth: float
    answers: dict[str, str] = field(default_factory=dict)


def illustrative_households(
    village_id: str, figures: Mapping[str, Figure], register: Mapping[str, Any], year: int
) -> list[Household]:
    """`figures` by what they are called in `from_households`; `register` is the sample's part of that name."""
    draw = Random(f"{register['seed']}|{village_id}")
    short = register["differs"]
    insured = figures["health_insured"]
    assert isinstance(insured, SharesBySex)
    work = _share(figures["employed"])
    families = invented_families(
        draw,
        register["names"],
        households=int(_share(figures["solid_house"]).denominator),
        women=int(insured.female.denominator),
        men=int(insured.male.denominator),
        able=int(work.denominator),
        seeking=int(work.denominator - work.numerator),
    )
    making = [_Making(people, draw.random(), {"ethnic": names["ethnic"]}) for names, people in families]
    _give_insurance(draw, making, insured)
    by_wealth = sorted(making, key=lambda one: one.wealth)
    _give_houses(draw, by_wealth, figures)
    for rule, (name, yes, no) in _YES_AND_NO.items():
        _give(draw, by_wealth, name, int(_share(figures[rule]).numerator), yes, no)
    _give_sanitation(draw, by_wealth, int(_share(figures["sanitation"]).numerator) + short.get("sanitation", 0))
    _give_poverty(draw, by_wealth, int(_share(figures["poverty"]).numerator))
    _give_livestock(draw, making, _share(figures["hygienic_livestock"]))
    income = _incomes(draw, making, int(_share(figures["annual_income"]).numerator), year)
    return [
        _household(village_id, str(number), one, earned)
        for number, (one, earned) in enumerate(zip(making, income, strict=True), start=1)
    ]


def _share(figure: Figure) -> Share:
    assert isinstance(figure, Share)
    return figure


def _give_insurance(draw: Random, making: Sequence[_Making], insured: SharesBySex) -> None:
    for sex, share in (("female", insured.female), ("male", insured.male)):
        places = [(one, at) for one in making for at, person in enumerate(one.people) if person.sex == sex]
        draw.shuffle(places)
        for position, (one, at) in enumerate(places):
            answer = "yes" if position < share.numerator else "no"
            one.people[at] = replace(one.people[at], insured=answer)


def _give(
    draw: Random, by_wealth: Sequence[_Making], name: str, count: int, yes: Sequence[str], no: Sequence[str]
) -> None:
    """The better-off `count` have it."""
    for at, one in enumerate(reversed(by_wealth)):
        one.answers[name] = draw.choice(yes if at < count else no)


def _give_houses(draw: Random, by_wealth: Sequence[_Making], figures: Mapping[str, Figure]) -> None:
    makeshift = figures["makeshift_house"]
    assert isinstance(makeshift, Amount)
    _give(
        draw, by_wealth, "house", int(_share(figures["solid_house"]).numerator), ("solid", "semi_solid"), ("weak",)
    )
    for one in by_wealth[: int(makeshift.value)]:
        one.answers["house"] = "makeshift"


def _give_sanitation(draw: Random, by_wealth: Sequence[_Making], count: int) -> None:
    for at, one in enumerate(reversed(by_wealth)):
        lacking = "" if at < count else draw.choice(("latrine", "bath", "tank", "latrine"))
        one.answers["latrine"] = "bad" if lacking == "latrine" else draw.choice(("septic", "good"))
        one.answers["bath"] = "none" if lacking in ("bath", "latrine") else "good"
        one.answers["tank"] = "none" if lacking == "tank" else "good"


def _give_poverty(draw: Random, by_wealth: Sequence[_Making], count: int) -> None:
    for at, one in enumerate(by_wealth):
        one.answers["poverty"] = "none" if at >= count else "poor" if at < count * 3 // 5 else "near_poor"


def _give_livestock(draw: Random, making: Sequence[_Making], share: Share) -> None:
    shuffled = list(making)
    draw.shuffle(shuffled)
    for at, one in enumerate(shuffled):
        if at >= share.denominator:
            one.answers["livestock"] = "keeps_none"
        else:
            one.answers["livestock"] = "good" if at < share.numerator else draw.choice(("bad", "loose"))


def _incomes(draw: Random, making: Iterable[_Making], total: int, year: int) -> list[tuple[Income, ...]]:
    """The year's sum shared by people and wealth, to the last million."""
    weights = [len(one.people) * (0.4 + one.wealth) for one in making]
    whole = sum(weights)
    amounts = [int(total * weight / whole) for weight in weights]
    for at in range(total - sum(amounts)):
        amounts[at % len(amounts)] += 1
    made = []
    for amount in amounts:
        wages = amount * draw.choice((0, 0, 30, 60)) // 100
        animals = (amount - wages) * draw.choice((0, 10, 25)) // 100
        parts = (("crops", amount - wages - animals), ("livestock", animals), ("wages", wages))
        made.append(tuple(Income(year, source, Decimal(part)) for source, part in parts if part))
    return made


def _household(village_id: str, number: str, one: _Making, income: tuple[Income, ...]) -> Household:
    lacks = [
        lack
        for lack, name, bad in (
            ("house_quality", "house", ("weak", "makeshift")),
            ("water", "water", ("bad_well", "stream")),
            ("latrine", "latrine", ("bad", "none")),
        )
        if one.answers[name] in bad
    ]
    return Household(
        village_id,
        tuple(one.people),
        number,
        None if len(one.people) > 1 else 1,
        one.answers,
        tuple(lacks) if one.answers["poverty"] != "none" else (),
        tuple(sorted(income)),
        id=household_id(village_id, number, one.people[0].name),
        is_illustrative=True,
    )
