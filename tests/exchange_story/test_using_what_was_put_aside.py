"""What an officer wrote without being assigned: the lead takes it in with one act, and it counts everywhere."""

import pytest

from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.domain.errors import NotAllowed
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.assign import assign
from ntm_desktop.services.decide_conflicts import list_conflicts
from ntm_desktop.services.keep_safe import check, rebuild
from ntm_desktop.services.list_packages import register
from ntm_desktop.services.list_pending import list_put_aside
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.send_package import export_package
from ntm_desktop.services.start_desk import start_commune
from ntm_desktop.services.undo_import import can_undo
from ntm_desktop.services.use_put_aside import use_put_aside
from tests.exchange_story.desks import (
    DISTRICT,
    OFFICERS,
    VILLAGES,
    Laptops,
    assert_same,
    carry,
    enrol,
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


def _with_a_village_of_its_own(laptops: Laptops) -> OpenDesk:
    """An officer whose first file also brings a village that the lead does not have; criterion 9 is another's."""
    lead = laptops.lead
    made = start_commune(
        *(DataFolder(laptops.root / "thao"), "Ia Tơi"),
        person="A Thao",
        upper_level=DISTRICT,
        villages=[*VILLAGES, "Thôn 9"],
    )
    laptops.open["thao"] = made
    enrol(laptops, made, lead, DeviceRole.OFFICER)
    assign(lead, [lead.find_place(VILLAGES[0])], village_set(lead), [9], 2021, [OFFICERS[1]])
    enter(made, "9.2", "150/200")
    return made


def test_it_is_counted_also_where_the_file_brings_rights_of_its_own(laptops: Laptops) -> None:
    thao, lead = _with_a_village_of_its_own(laptops), laptops.lead
    enter(thao, "4.1", "1/200")
    path = export_package(thao, laptops.stick).path
    looked = import_package(lead, path, dry_run=True)
    taken = import_package(lead, path)
    assert looked.quarantined == taken.quarantined == len(list_put_aside(lead)) == 1
    assert looked.by_kind == taken.by_kind
    assert taken.by_kind["reading"] == 1
    assert "1 ngoài quyền" in taken.sentence
    assert "1 để riêng" in register(lead)[0].summary
    assert figure(lead, "9.2") is None
    assert figure(lead, "4.1") is not None


def test_beside_the_leads_own_figure_it_is_put_aside_and_not_called_a_conflict(laptops: Laptops) -> None:
    thao, lead = _with_a_village_of_its_own(laptops), laptops.lead
    enter(lead, "9.2", "160/200")
    taken = carry(thao, lead, laptops.stick)
    assert (taken.quarantined, taken.conflicts) == (1, ())
    assert not list_conflicts(lead)
