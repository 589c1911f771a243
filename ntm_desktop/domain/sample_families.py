"""Invented families of one sample village: names, ages and relations that could be true of people nobody knows."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from random import Random
from typing import Any

from ntm_desktop.domain.households import HEAD, Member

_SIZES = (1, 2, 3, 3, 4, 4, 5, 6)
_LARGEST = 7
_OLDEST_AT_WORK = {"male": 1963, "female": 1968}
_YOUNGEST_AT_WORK = 2004
_LAST_BORN = 2020
_GENERATION = 19
"""Years between a parent and a child, at the least."""
_LAST_CHILD = 42
"""The age of a mother at the birth of her last child, at the most."""
_OTHER = {"male": "female", "female": "male"}
Family = list[Member]
Names = Mapping[str, Any]
"""One people of the sample: its family names, of the same order for both sexes, and its given names."""


def invented_families(
    draw: Random, names: Sequence[Names], households: int, women: int, men: int, able: int, seeking: int
) -> list[tuple[Names, Family]]:
    """As many families as `households`, of `women` and `men`; `able` of them can work, `seeking` of those do not.

    `able` is at least `households`: heads come first, then spouses, then children who have grown up.
    """
    sizes = _sizes(draw, households, women + men)
    families = [_related(draw, size) for size in sizes]
    _give_sexes(draw, families, women, men)
    working = _who_works(draw, families, able)
    idle = set([place for place in working if place[1]][-seeking:] if seeking else [])
    made = []
    for at, family in enumerate(families):
        named = draw.choice(names)
        at_work = {position for one, position in working if one == at}
        aged = _ages(draw, family, at_work)
        employed = [
            replace(person, job=_job(draw, person, position in at_work, (at, position) in idle))
            for position, person in enumerate(aged)
        ]
        made.append((named, _named(draw, employed, named)))
    return made


def _sizes(draw: Random, households: int, people: int) -> list[int]:
    sizes = [draw.choice(_SIZES) for _ in range(households)]
    while sum(sizes) != people:
        at = draw.randrange(households)
        if sum(sizes) < people and sizes[at] < _LARGEST:
            sizes[at] += 1
        elif sum(sizes) > people and sizes[at] > 1:
            sizes[at] -= 1
    return sizes


def _related(draw: Random, size: int) -> Family:
    """Head, spouse, children; in some large households the last is a parent of the head."""
    relations = [HEAD, "spouse", *["child"] * (size - 2)][:size]
    if size > 3 and draw.random() < 0.3:
        relations[-1] = "parent"
    return [Member("", relation=relation) for relation in relations]


def _give_sexes(draw: Random, families: Sequence[Family], women: int, men: int) -> None:
    """A couple is a woman and a man; the others share what is left of the village's women and men."""
    left = {"female": women, "male": men}
    others = []
    for at, family in enumerate(families):
        sex = "male" if draw.random() < 0.75 else "female"
        for position, person in enumerate(family):
            if person.relation not in (HEAD, "spouse"):
                others.append((at, position))
                continue
            family[position] = replace(person, sex=sex if position == 0 else _OTHER[sex])
            left[family[position].sex] -= 1
    sexes = ["female"] * left["female"] + ["male"] * left["male"]
    draw.shuffle(sexes)
    for (at, position), sex in zip(others, sexes, strict=True):
        families[at][position] = replace(families[at][position], sex=sex)


def _who_works(draw: Random, families: Sequence[Family], able: int) -> list[tuple[int, int]]:
    """The first `able` of heads, spouses and children, in this order, as (family, position)."""
    places = []
    for relation in (HEAD, "spouse", "child"):
        found = [
            (at, position)
            for at, family in enumerate(families)
            for position, person in enumerate(family)
            if person.relation == relation
        ]
        draw.shuffle(found)
        places += found
    return places[:able]


def _ages(draw: Random, family: Family, at_work: set[int]) -> Family:
    """Births that fit: parents before children, couples of one age, eldest child first."""
    has_grown = any(family[position].relation == "child" for position in at_work)
    youngest_head = _YOUNGEST_AT_WORK - _GENERATION - 5 if has_grown else 1996
    born: dict[int, int] = {}
    for position, person in enumerate(family):
        if person.relation == HEAD:
            born[0] = draw.randint(_OLDEST_AT_WORK["female"], youngest_head)
        elif person.relation == "spouse":
            born[1] = min(max(born[0] + draw.randint(-4, 4), _OLDEST_AT_WORK[person.sex]), youngest_head)
        elif person.relation == "parent":
            born[position] = draw.randint(1935, max(1936, min(1955, born[0] - _GENERATION)))
    earliest = max(born[position] for position in (0, 1) if position in born) + _GENERATION
    latest = min(born[position] for position in (0, 1) if position in born) + _LAST_CHILD
    children = [position for position, person in enumerate(family) if person.relation == "child"]
    grown = [position for position in children if position in at_work]
    small = [position for position in children if position not in at_work]
    born |= zip(grown, _births(draw, len(grown), max(1994, earliest), _YOUNGEST_AT_WORK), strict=True)
    first, last = max(2007, min(earliest, _LAST_BORN - 4)), max(2012, min(latest, _LAST_BORN))
    born |= zip(small, _births(draw, len(small), first, last), strict=True)
    return [replace(person, birth=str(born[position])) for position, person in enumerate(family)]


def _births(draw: Random, count: int, first: int, last: int) -> list[int]:
    """Different years, the eldest first."""
    return sorted(draw.sample(range(min(first, last - count + 1), last + 1), count))


def _job(draw: Random, person: Member, is_able: bool, is_idle: bool) -> str:
    if is_idle:
        return "seeking"
    if is_able:
        return draw.choice(("farming", "farming", "farming", "wages"))
    return "student" if person.relation == "child" and int(person.birth) < 2016 else "unable"


def _named(draw: Random, family: Family, names: Names) -> Family:
    """Children bear the family name of the parent their people name them after; no given name twice."""
    count = len(names["male_family"])
    head, spouse = draw.sample(range(count), 2) if count > 1 else (0, 0)
    heir = head if family[0].sex == names["named_after"] or len(family) == 1 else spouse
    of = {HEAD: head, "spouse": spouse, "child": heir}
    of["parent"] = head if family[-1].sex == names["named_after"] else spouse
    used: set[str] = set()
    named = []
    for person in family:
        given = draw.choice([one for one in names[person.sex] if one not in used])
        used.add(given)
        named.append(replace(person, name=f"{names[person.sex + '_family'][of[person.relation]]} {given}"))
    return named
