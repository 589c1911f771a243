"""Invented families could be true, and come out at the figures they are made for."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.households import HEAD
from ntm_desktop.domain.sample_families import Family, invented_families

NAMES = {
    "male_family": ["Rơ Mah", "Siu", "Ksor"],
    "female_family": ["Rơ Mah", "Siu", "Ksor"],
    "male": ["Blĕng", "Klŏ", "Đăm", "Nay", "Tơi", "Hyên"],
    "female": ["H'Lan", "H'Nga", "H'Yen", "H'Blơ", "H'Mơn", "H'Luyn"],
    "named_after": "female",
}


def _families(seed: int = 1, able: int = 170, seeking: int = 12) -> list[Family]:
    return [family for _, family in invented_families(Random(seed), [NAMES], 90, 170, 160, able, seeking)]


def _of(family: Family, relation: str) -> list[int]:
    return [int(one.birth) for one in family if one.relation == relation]


@given(seed=st.integers(), able=st.integers(100, 260), seeking=st.integers(0, 10))
def test_women_men_workers_and_those_without_work_are_as_many_as_asked_for(
    seed: int, able: int, seeking: int
) -> None:
    people = [one for family in _families(seed, able, seeking) for one in family]
    assert [sum(one.sex == sex for one in people) for sex in ("female", "male")] == [170, 160]
    assert sum(one.job in ("farming", "wages", "seeking") for one in people) == able
    assert sum(one.job == "seeking" for one in people) == seeking


@given(seed=st.integers())
def test_a_couple_is_a_woman_and_a_man_and_older_than_its_children(seed: int) -> None:
    for family in _families(seed):
        couple = [one for one in family if one.relation in (HEAD, "spouse")]
        assert len({one.sex for one in couple}) == len(couple)
        youngest = max(int(one.birth) for one in couple)
        assert all(born - youngest >= 17 for born in _of(family, "child"))
        assert all(int(family[0].birth) - born >= 17 for born in _of(family, "parent"))


def test_children_bear_the_family_name_their_people_give_them() -> None:
    for family in _families():
        mothers = [one for one in family[:2] if one.sex == "female"]
        children = [one for one in family if one.relation == "child"]
        if mothers:
            assert {one.name.rsplit(" ", 1)[0] for one in children} <= {mothers[0].name.rsplit(" ", 1)[0]}


@pytest.mark.parametrize("seed", range(5))
def test_nobody_in_a_family_has_the_name_of_another(seed: int) -> None:
    for family in _families(seed):
        assert len({one.name for one in family}) == len(family)
