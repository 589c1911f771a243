"""What a list says of a household that stands in the register already: nobody is lost, nobody stands twice."""

from ntm_desktop.domain.households import HEAD, Household, Member, household_id
from ntm_desktop.excel.book import Sheet
from ntm_desktop.excel.household_list import HouseholdList, ListedHousehold
from ntm_desktop.services.match_households import match_households

FATHER, MOTHER = Member("A Nam", "male", "1960", HEAD), Member("Y Lan", "female", "1962", "spouse")
SON = Member("A Nam", "male", "1990", "child")


def _members(known: tuple[Member, ...], *listed: Member, has_members: bool = False) -> tuple[Member, ...]:
    standing = Household("thon-1", known, "7", id="one")
    found = HouseholdList((ListedHousehold(Household("thon-1", listed, "7"), 3),), (), len(listed), has_members)
    (matched,), _ = match_households([(Sheet("Hộ", []), found)], [standing])
    return matched.household.members


def test_numbers_that_differ_by_a_stroke_are_two_households() -> None:
    standing = [Household("thon-1", (FATHER,), "12/1", id="one"), Household("thon-1", (MOTHER,), "121", id="two")]
    listed = [
        Household("thon-1", one.members, number) for one, number in zip(standing, ("12 / 1", "121"), strict=True)
    ]
    found = HouseholdList(tuple(ListedHousehold(one, 0) for one in listed), (), 2, has_members=False)
    matched, problems = match_households([(Sheet("Hộ", []), found)], standing)
    assert [one.household.id for one in matched] == ["one", "two"]
    assert not problems


def test_a_dash_is_no_number() -> None:
    standing = [Household("thon-1", (FATHER,), "-", id=household_id("thon-1", "-", FATHER.name))]
    listed = Household("thon-1", (MOTHER,), "-")
    found = HouseholdList((ListedHousehold(listed, 0),), (), 1, has_members=False)
    (matched,), _ = match_households([(Sheet("Hộ", []), found)], standing)
    assert (matched.household.id, matched.household.head) == ("", "Y Lan")


def test_a_list_of_heads_leaves_the_others_as_they_are() -> None:
    assert _members((FATHER, MOTHER), Member("A Nam", relation=HEAD)) == (FATHER, MOTHER)


def test_one_of_the_family_who_became_its_head_stands_once_and_the_former_head_stays() -> None:
    head, other = _members((FATHER, MOTHER), Member("Y Lan", relation=HEAD))
    assert (head.name, head.birth, head.relation) == ("Y Lan", "1962", HEAD)
    assert (other.name, other.birth, other.relation) == ("A Nam", "1960", "")


def test_a_corrected_name_of_the_head_adds_nobody() -> None:
    assert [one.name for one in _members((FATHER, MOTHER), Member("A Năm", relation=HEAD))] == ["A Năm", "Y Lan"]


def test_a_son_of_his_fathers_name_keeps_his_own_birth() -> None:
    assert _members((FATHER, SON), Member("A Nam", relation=HEAD)) == (FATHER, SON)
    both = (Member("A Nam", relation=HEAD), Member("A Nam", relation="child"))
    assert _members((FATHER, SON), *both, has_members=True) == (FATHER, SON)


def test_who_a_whole_list_no_longer_names_belongs_to_the_household_no_more() -> None:
    assert _members((FATHER, MOTHER), Member("Y Lan", relation=HEAD), has_members=True) == (
        Member("Y Lan", "female", "1962", HEAD),
    )
