"""Taking an import back: what it added goes, what it replaced stands again, and so do the rights it changed."""

import pytest

from ntm_desktop.domain.errors import CannotUndoImport
from ntm_desktop.domain.review import ReviewState
from ntm_desktop.sentences import sentence_for
from ntm_desktop.services.assign import assign
from ntm_desktop.services.decide_conflicts import decide, list_conflicts
from ntm_desktop.services.enrol import list_devices, revoke
from ntm_desktop.services.keep_safe import check
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.review import answer_remark, set_review, write_remark
from ntm_desktop.services.send_package import export_package
from ntm_desktop.services.undo_import import can_undo, undo_import, undo_question
from tests.exchange_story.desks import (
    OFFICERS,
    VILLAGES,
    Laptops,
    carry,
    enter,
    figure,
    full_round,
    reading_key,
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
    assert (refused.value.reason, refused.value.what) == ("built_on", "Số liệu 9.2, Năm 2021, Thôn 1")
    assert shared_facts(laptops.lead) == before


def refusal(desk: OpenDesk) -> str:
    """Why the latest import has to stay; nothing has changed."""
    before = shared_facts(desk)
    assert can_undo(desk) is None
    with pytest.raises(CannotUndoImport) as refused:
        undo_import(desk)
    assert shared_facts(desk) == before
    return sentence_for(refused.value)


@pytest.fixture
def received(laptops: Laptops) -> Laptops:
    """The upper level has just taken in a figure of the commune."""
    full_round(laptops)
    enter(laptops.lead, "9.2", "150/200")
    carry(laptops.lead, laptops.upper, laptops.stick)
    return laptops


def test_it_stays_once_its_figures_were_reviewed(received: Laptops) -> None:
    upper = received.upper
    set_review(upper, upper.find_place(VILLAGES[0]), village_set(upper), 4, 2021, ReviewState.RETURNED, "Thiếu hộ")
    assert can_undo(upper) is not None  # another criterion
    set_review(upper, upper.find_place(VILLAGES[0]), village_set(upper), 9, 2021, ReviewState.ACCEPTED)
    assert "(Thẩm tra tiêu chí 9, năm 2021: kết quả, Thôn 1)" in refusal(upper)


def test_it_stays_once_a_remark_was_made_on_its_figures(received: Laptops) -> None:
    write_remark(received.upper, reading_key(received.upper, "4.1"), "Đếm lại")
    assert can_undo(received.upper) is not None  # another figure
    write_remark(received.upper, reading_key(received.upper, "9.2"), "Đếm lại")
    assert "(Ý kiến 9.2, Năm 2021: ý kiến, Thôn 1)" in refusal(received.upper)


def test_a_remark_stays_once_it_was_answered(received: Laptops) -> None:
    write_remark(received.upper, reading_key(received.upper, "9.2"), "Đếm lại")
    carry(received.upper, received.lead, received.stick)
    assert can_undo(received.lead) is not None
    answer_remark(received.lead, reading_key(received.lead, "9.2"), "Đã đếm lại")
    assert "(Ý kiến 9.2, Năm 2021: trả lời, Thôn 1)" in refusal(received.lead)


def test_a_conflict_stays_once_it_was_decided(received: Laptops) -> None:
    nam, lead = received.officers[0], received.lead
    carry(nam, lead, received.stick)
    enter(nam, "9.2", "151/200")
    carry(nam, lead, received.stick)
    found = list_conflicts(lead)[0]
    decide(lead, found, found.sides[0].value, "đếm lại")
    assert "Số liệu 9.2" in refusal(lead)


def test_a_commune_stays_once_something_was_written_of_its_villages(laptops: Laptops) -> None:
    """They are known only since."""
    carry(laptops.lead, laptops.upper, laptops.stick)
    upper = laptops.upper
    set_review(upper, upper.find_place(VILLAGES[0]), village_set(upper), 9, 2021, ReviewState.RETURNED, "Chưa nhập")
    assert "Thẩm tra tiêu chí 9" in refusal(upper)


def test_what_came_from_a_laptop_stays_once_its_permit_was_taken_back(laptops: Laptops) -> None:
    full_round(laptops)
    hoa = laptops.officers[1]
    enter(hoa, "9.2", "150/200")
    carry(hoa, laptops.lead, laptops.stick)
    revoke(laptops.lead, hoa.desk.device)
    assert "(Giấy phép của máy: thu hồi)" in refusal(laptops.lead)


def test_it_stays_once_it_was_sent_on_to_others(laptops: Laptops) -> None:
    full_round(laptops)
    enter(laptops.officers[0], "9.2", "150/200")
    carry(laptops.officers[0], laptops.lead, laptops.stick)
    assert can_undo(laptops.lead) is not None
    number = export_package(laptops.lead, laptops.stick).number
    assert f"đã được gửi tiếp trong tệp số {number};" in refusal(laptops.lead)


def test_only_its_receipt_gone_back_is_told_and_can_be_taken_back(received: Laptops) -> None:
    upper = received.upper
    latest = can_undo(upper)
    assert latest is not None
    assert "nơi gửi đã được báo" not in undo_question(upper, latest)
    number = export_package(upper, received.stick).number
    question = undo_question(upper, latest)
    assert f"Trong tệp số {number} nơi gửi đã được báo là máy này đã nhận" in question
    assert "Lấy ra khỏi máy 1 thay đổi vừa nhận từ tệp số" in question
    undo_import(upper)


def test_what_else_was_recorded_since_does_not_keep_it(received: Laptops) -> None:
    enter(received.officers[0], "15.2", "Có")
    carry(received.officers[0], received.lead, received.stick)
    enter(received.lead, "4.1", "190/200")
    undo_import(received.lead)
    assert figure(received.lead, "15.2") is None
    assert figure(received.lead, "4.1") == '{"d":"200","n":"190"}'
    check(received.lead)
