"""Taking an import back: what it added goes, what it replaced stands again, and so do the rights it changed."""

import pytest

from ntm_desktop.domain.errors import CannotUndoImport
from ntm_desktop.domain.review import ReviewState
from ntm_desktop.services.assign import assign
from ntm_desktop.services.decide_conflicts import list_conflicts
from ntm_desktop.services.enrol import list_devices, revoke
from ntm_desktop.services.keep_safe import check
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.review import set_review
from ntm_desktop.services.send_package import export_package
from ntm_desktop.services.undo_import import can_undo, undo_import
from tests.exchange_story.desks import (
    OFFICERS,
    VILLAGES,
    Laptops,
    carry,
    enter,
    figure,
    full_round,
    shared_facts,
    village_set,
)


def test_all_that_was_taken_in_first_can_go_again(laptops: Laptops) -> None:
    before = shared_facts(laptops.upper)
    path = export_package(laptops.lead, laptops.stick).path
    taken = import_package(laptops.upper, path)
    assert undo_import(laptops.upper)[1] == taken.added
    assert shared_facts(laptops.upper) == before
    check(laptops.upper)
    assert import_package(laptops.upper, path).added == taken.added


def test_a_desk_keeps_its_own_commune_when_its_leads_package_is_taken_back(laptops: Laptops) -> None:
    """Both have written the same places, each for itself; one of them goes."""
    nam = laptops.officers[0]
    before = shared_facts(nam)
    carry(laptops.lead, nam, laptops.stick, to_commune=True)
    undo_import(nam)
    assert shared_facts(nam) == before
    assert nam.place.name == "Ia Tơi"
    assert [village.name for village in nam.villages(nam.place.id)] == ["Thôn 1", "Thôn 7"]


def test_what_it_replaced_stands_again_and_its_conflict_is_gone(laptops: Laptops) -> None:
    full_round(laptops)
    nam, hoa = laptops.officers
    enter(laptops.lead, "9.2", "150/200")
    full_round(laptops)
    enter(nam, "9.2", "151/200")
    enter(hoa, "9.2", "152/200")
    carry(nam, laptops.lead, laptops.stick)
    assert figure(laptops.lead, "9.2") == '{"d":"200","n":"151"}'
    carry(hoa, laptops.lead, laptops.stick)
    assert len(list_conflicts(laptops.lead)) == 1
    undo_import(laptops.lead)
    assert list_conflicts(laptops.lead) == []
    assert figure(laptops.lead, "9.2") == '{"d":"200","n":"151"}'
    undo_import(laptops.lead)
    assert figure(laptops.lead, "9.2") == '{"d":"200","n":"150"}'
    check(laptops.lead)


def test_a_review_taken_back_is_gone_though_its_criterion_is_assigned_besides(laptops: Laptops) -> None:
    """Both speak of the same criterion, village and year."""
    lead, upper = laptops.lead, laptops.upper
    full_round(laptops)
    enter(lead, "9.2", "150/200")
    assign(lead, [lead.find_place(VILLAGES[0])], village_set(lead), [9], 2021, [OFFICERS[0]])
    carry(lead, upper, laptops.stick)
    set_review(upper, upper.find_place(VILLAGES[0]), village_set(upper), 9, 2021, ReviewState.RETURNED, "Thiếu hộ")
    before = shared_facts(lead)
    carry(upper, lead, laptops.stick)
    assert shared_facts(lead)["review"] != before["review"]
    undo_import(lead)
    assert shared_facts(lead) == before
    check(lead)


def test_a_revocation_taken_back_trusts_the_laptop_again(laptops: Laptops) -> None:
    full_round(laptops)
    hoa = laptops.officers[1]
    enter(hoa, "9.2", "150/200")
    revoke(laptops.lead, hoa.desk.device)  # before this figure ever came
    carry(laptops.lead, laptops.upper, laptops.stick)
    assert next(one for one in list_devices(laptops.upper) if one.id == hoa.desk.device).is_revoked
    undo_import(laptops.upper)
    assert next(one for one in list_devices(laptops.upper) if one.id == hoa.desk.device).is_trusted
    check(laptops.upper)


def test_it_is_offered_only_while_nothing_builds_on_it(laptops: Laptops) -> None:
    full_round(laptops)
    enter(laptops.officers[0], "9.2", "150/200")
    carry(laptops.officers[0], laptops.lead, laptops.stick)
    assert can_undo(laptops.lead) is not None
    enter(laptops.lead, "9.2", "151/200")
    assert can_undo(laptops.lead) is None
    before = shared_facts(laptops.lead)
    with pytest.raises(CannotUndoImport) as refused:
        undo_import(laptops.lead)
    assert refused.value.reason == "built_on"
    assert shared_facts(laptops.lead) == before
