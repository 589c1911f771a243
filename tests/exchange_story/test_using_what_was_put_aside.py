"""What an officer wrote without being assigned: the lead takes it in with one act, and it counts everywhere."""

import pytest

from ntm_desktop.domain.errors import NotAllowed
from ntm_desktop.services.assign import assign
from ntm_desktop.services.decide_conflicts import list_conflicts
from ntm_desktop.services.keep_safe import check, rebuild
from ntm_desktop.services.list_pending import list_put_aside
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.undo_import import can_undo
from ntm_desktop.services.use_put_aside import use_put_aside
from tests.exchange_story.desks import (
    OFFICERS,
    VILLAGES,
    Laptops,
    assert_same,
    carry,
    enter,
    figure,
    full_round,
    village_set,
)

SAID = '{"d":"200","n":"150"}'


def person_of(desk: OpenDesk, code: str) -> str:
    """Whose the figure is that stands."""
    row = desk.database.row(
        "SELECT person FROM head JOIN operation USING (origin, seq) "
        "WHERE head.field = 'figure' AND head.entity LIKE ?",
        (f"%|{code}|2021",),
    )
    assert row is not None
    return str(row[0])


@pytest.fixture
def aside(laptops: Laptops) -> Laptops:
    """A Nam wrote 9.2 before he heard that criterion 9 is Y Hoa's."""
    full_round(laptops)
    lead, nam = laptops.lead, laptops.officers[0]
    assign(lead, [lead.find_place(VILLAGES[0])], village_set(lead), [9], 2021, [OFFICERS[1]])
    enter(nam, "9.2", "150/200")
    taken = carry(nam, lead, laptops.stick)
    assert taken.quarantined == 1
    assert figure(lead, "9.2") is None
    return laptops


def test_it_counts_on_every_laptop_and_stays_its_authors(aside: Laptops) -> None:
    lead = aside.lead
    (one,) = list_put_aside(lead)
    assert one.may_be_used
    assert use_put_aside(lead, [one.key]) == 1
    assert figure(lead, "9.2") == SAID
    assert person_of(lead, "9.2") == OFFICERS[0]
    assert list_put_aside(lead) == []
    full_round(aside)
    full_round(aside)
    for desk in aside.open.values():
        assert figure(desk, "9.2") == SAID
        rebuild(desk)
        check(desk)
    assert_same(*aside.open.values())


def test_where_it_was_known_as_put_aside_it_comes_back_too(aside: Laptops) -> None:
    full_round(aside)
    assert figure(aside.upper, "9.2") is None
    use_put_aside(aside.lead, [one.key for one in list_put_aside(aside.lead)])
    full_round(aside)
    assert figure(aside.upper, "9.2") == SAID
    assert_same(aside.upper, aside.lead)


def test_beside_another_value_both_are_in_conflict(aside: Laptops) -> None:
    enter(aside.lead, "4.1", "1/200")
    hoa = aside.officers[1]
    enter(hoa, "9.2", "151/200")
    carry(hoa, aside.lead, aside.stick)
    use_put_aside(aside.lead, [one.key for one in list_put_aside(aside.lead)])
    assert len(list_conflicts(aside.lead)) == 1


def test_taking_in_what_it_came_with_cannot_be_undone_any_more(aside: Laptops) -> None:
    assert can_undo(aside.lead) is not None
    use_put_aside(aside.lead, [one.key for one in list_put_aside(aside.lead)])
    assert can_undo(aside.lead) is None


def test_only_the_lead_may(aside: Laptops) -> None:
    nam = aside.officers[0]
    key = list_put_aside(aside.lead)[0].key
    carry(aside.lead, nam, aside.stick, to_commune=True)
    assert not any(one.may_be_used for one in list_put_aside(nam))
    with pytest.raises(NotAllowed):
        use_put_aside(nam, [key])


def test_what_stands_aside_for_another_reason_stays(aside: Laptops) -> None:
    assert use_put_aside(aside.lead, ["0123456789abcdef:1:1"]) == 0
    assert len(list_put_aside(aside.lead)) == 1
