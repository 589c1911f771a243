"""A criterion that was returned: what the commune changed or answered since, on both sides."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from ntm_desktop.domain.desk import Role
from ntm_desktop.domain.errors import NotAllowed
from ntm_desktop.domain.periods import year_of
from ntm_desktop.domain.recording import ReadingKey
from ntm_desktop.domain.review import ReviewState
from ntm_desktop.sentences import sentence_for
from ntm_desktop.services.act import undo
from ntm_desktop.services.compare_figures import compare
from ntm_desktop.services.count_calls import count_calls
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.review import (
    Reviewed,
    answer_remark,
    answer_return,
    list_reviewed,
    review_of,
    set_review,
    write_remark,
)
from tests.ui.round_trip import RoundTrip, round_trip


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[RoundTrip]:
    """Criterion 9 of Thôn 1 was returned and the lead knows."""
    with round_trip(tmp_path) as desks:
        desks.record(desks.lead, "9.2", "151/200")
        desks.carry(desks.lead, desks.upper)
        give_back(desks, "Đếm lại số nhà")
        desks.carry(desks.upper, desks.lead)
        yield desks


def give_back(desks: RoundTrip, why: str) -> None:
    village, chosen = desks.village(desks.upper), desks.criteria_set(desks.upper)
    set_review(desks.upper, village, chosen, 9, 2021, ReviewState.RETURNED, why)


def answer(desks: RoundTrip, text: str) -> None:
    answer_return(desks.lead, desks.village(desks.lead), desks.criteria_set(desks.lead), 9, 2021, text)


def standing(desks: RoundTrip, desk: OpenDesk) -> Reviewed:
    village, chosen = desks.village(desk), desks.criteria_set(desk)
    one = review_of(desk, village, chosen, 9, 2021)
    assert list_reviewed(desk, [village], chosen, 2021)[(village.id, 9)] == one
    return one


def waiting(desks: RoundTrip) -> int:
    desk = desks.lead
    assert desk.desk.role is Role.COMMUNE
    return count_calls(desk, desk.place, desks.criteria_set(desk), 2021).remarks


def test_a_returned_criterion_waits_until_the_commune_answers_it(desks: RoundTrip) -> None:
    assert standing(desks, desks.lead).waits_for_commune
    assert waiting(desks) == 1
    answer(desks, "Đã đếm lại, vẫn 151")
    assert not standing(desks, desks.lead).waits_for_commune
    assert waiting(desks) == 0
    desks.carry(desks.lead, desks.upper)
    found = standing(desks, desks.upper)
    assert found.answer == "Đã đếm lại, vẫn 151"
    assert found.is_answered
    assert not found.changed_codes


def test_a_changed_figure_answers_a_returned_criterion(desks: RoundTrip) -> None:
    desks.record(desks.lead, "9.2", "155/200")
    assert waiting(desks) == 0
    desks.carry(desks.lead, desks.upper)
    found = standing(desks, desks.upper)
    assert found.changed_codes == ("9.2",)
    assert not found.is_answered
    assert not found.is_reopened


def test_an_answered_remark_on_a_figure_answers_the_criterion(desks: RoundTrip) -> None:
    key = ReadingKey(desks.village(desks.upper).id, desks.criteria_set(desks.upper).id, "9.2", year_of(2021))
    write_remark(desks.upper, key, "Kèm danh sách hộ")
    desks.carry(desks.upper, desks.lead)
    assert waiting(desks) == 1
    answer_remark(desks.lead, key, "Đã kèm")
    assert waiting(desks) == 0
    desks.carry(desks.lead, desks.upper)
    assert standing(desks, desks.upper).is_answered


def test_a_criterion_returned_again_waits_again(desks: RoundTrip) -> None:
    answer(desks, "Đã đếm lại")
    desks.carry(desks.lead, desks.upper)
    give_back(desks, "Đếm cả nhà bỏ trống")
    assert not standing(desks, desks.upper).is_answered
    desks.carry(desks.upper, desks.lead)
    assert waiting(desks) == 1


def test_figures_stand_beside_those_that_were_returned(desks: RoundTrip) -> None:
    desks.record(desks.lead, "9.2", "155/200")
    desks.carry(desks.lead, desks.upper)
    found = compare(desks.upper, desks.village(desks.upper), desks.criteria_set(desks.upper), 9, 2021)
    assert found.is_since_return
    assert not found.accepted_hash
    assert [one.indicator.code for one in found.figures if one.is_changed] == ["9.2"]


def test_an_answer_can_be_undone_and_is_the_communes_alone(desks: RoundTrip) -> None:
    answer(desks, "Đã đếm lại")
    undo(desks.lead)
    assert standing(desks, desks.lead).answer == ""
    with pytest.raises(NotAllowed):
        answer_return(desks.upper, desks.village(desks.upper), desks.criteria_set(desks.upper), 9, 2021, "Tôi")


def test_who_is_refused_is_told_what_to_do_instead(desks: RoundTrip) -> None:
    with pytest.raises(NotAllowed) as commune:
        set_review(
            *(desks.lead, desks.village(desks.lead), desks.criteria_set(desks.lead), 9, 2021), ReviewState.ACCEPTED
        )
    assert "máy của cấp trên" in sentence_for(commune.value)
    assert "phân công" not in sentence_for(commune.value)
    with pytest.raises(NotAllowed) as upper:
        desks.record(desks.upper, "9.2", "1/2")
    assert "màn hình Thẩm tra" in sentence_for(upper.value)
    assert "phân công" not in sentence_for(upper.value)
