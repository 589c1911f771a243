"""The register: written as acts, changed field by field, and all or nothing."""

from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import pytest

from db.operation_log import Change
from db.repositories import households as rows
from ntm_desktop.domain.errors import (
    HouseholdNumberTaken,
    HouseholdWithoutVillage,
    IncomeImpossible,
    SameHeadTwice,
)
from ntm_desktop.domain.households import Household, Income, Member
from ntm_desktop.services.act import redo, undo
from ntm_desktop.services.keep_households import (
    list_households,
    problems_with,
    remove_households,
    save_households,
)
from ntm_desktop.services.open_desk import OpenDesk

TODAY = date(2026, 11, 22)


def _new(desk: OpenDesk, head: str, number: str = "", village: int = 0, **more: Any) -> Household:
    where = desk.villages(desk.place.id)[village].id
    fields: dict[str, Any] = {"answers": {"house": "solid"}, **more}
    return replace(Household(where, (Member(head, "male", "1980"),), number), **fields)


def _save(desk: OpenDesk, *households: Household) -> tuple[Household, ...]:
    return save_households(desk, desk.place, households, "ghi hộ", today=TODAY).households


def _names(desk: OpenDesk) -> list[str]:
    return [one.head for one in list_households(desk, desk.place)]


def test_a_new_household_is_one_operation(empty_desk: OpenDesk) -> None:
    found = save_households(
        empty_desk,
        empty_desk.place,
        [_new(empty_desk, "A Nam", "1"), _new(empty_desk, "Y Lan", "2")],
        "nhập hai hộ",
    )
    assert (found.added, found.changed, len(found.written)) == (2, 0, 2)
    assert list_households(empty_desk, empty_desk.place) == list(found.households)


def test_only_changed_fields_are_written(empty_desk: OpenDesk) -> None:
    (kept,) = _save(empty_desk, _new(empty_desk, "A Nam", "1"))
    changed = replace(kept, answers={"house": "weak"}, phone="0905", lacks=())
    found = save_households(empty_desk, empty_desk.place, [changed], "sửa hộ")
    assert {one.change.field for one in found.written} == {"house", "phone", "lacks"}
    assert (found.added, found.changed) == (0, 1)
    assert list_households(empty_desk, empty_desk.place) == [changed]


def test_a_cleared_answer_stays_cleared(empty_desk: OpenDesk) -> None:
    (kept,) = _save(empty_desk, _new(empty_desk, "A Nam", people=4, lacks=("water",), note="xa"))
    _save(empty_desk, cleared := replace(kept, answers={}, people=None, lacks=None, note=""))
    assert list_households(empty_desk, empty_desk.place) == [cleared]


def test_a_whole_list_is_taken_back_and_done_again(empty_desk: OpenDesk) -> None:
    kept = _save(empty_desk, *(_new(empty_desk, f"A {number}", str(number)) for number in range(1, 30)))
    undo(empty_desk)
    assert list_households(empty_desk, empty_desk.place) == []
    redo(empty_desk)
    assert list_households(empty_desk, empty_desk.place) == list(kept)


def test_a_household_undone_and_written_again_is_as_it_was_written(empty_desk: OpenDesk) -> None:
    (first,) = _save(empty_desk, _new(empty_desk, "A Nam", "1"))
    _save(empty_desk, replace(first, note="cũ"))
    undo(empty_desk)
    undo(empty_desk)
    (again,) = _save(empty_desk, _new(empty_desk, "A Nam", "1", answers={"house": "weak"}))
    assert again.id == first.id
    assert list_households(empty_desk, empty_desk.place) == [again]


def test_a_removed_household_comes_back_by_undoing_or_by_writing_it_again(empty_desk: OpenDesk) -> None:
    (kept,) = _save(empty_desk, _new(empty_desk, "A Nam", "1", note="nhà xa"))
    remove_households(empty_desk, empty_desk.place, [kept], "xóa hộ A Nam")
    assert list_households(empty_desk, empty_desk.place) == []
    undo(empty_desk)
    assert list_households(empty_desk, empty_desk.place) == [kept]
    redo(empty_desk)
    (again,) = _save(empty_desk, _new(empty_desk, "A Nam", "1"))
    assert again.id == kept.id
    assert list_households(empty_desk, empty_desk.place) == [again]


def test_a_number_stands_once_in_a_village_and_may_stand_in_another(empty_desk: OpenDesk) -> None:
    _save(empty_desk, _new(empty_desk, "A Nam", "12"), _new(empty_desk, "Y Lan", "12", village=1))
    with pytest.raises(HouseholdNumberTaken) as caught:
        _save(empty_desk, _new(empty_desk, "A Thu", " 12"))
    assert caught.value.head == "A Nam"
    twice = [_new(empty_desk, "A Thu", "13"), _new(empty_desk, "A Thi", "13")]
    assert [one.position for one in problems_with(empty_desk, empty_desk.place, twice)] == [1]


def test_numbers_may_be_exchanged_in_one_act(empty_desk: OpenDesk) -> None:
    one, other = _save(empty_desk, _new(empty_desk, "A Nam", "1"), _new(empty_desk, "Y Lan", "2"))
    _save(empty_desk, replace(one, number="2"), replace(other, number="1"))
    assert _names(empty_desk) == ["Y Lan", "A Nam"]


def test_a_household_moves_to_another_village_and_its_number_is_free_again(empty_desk: OpenDesk) -> None:
    (kept,) = _save(empty_desk, _new(empty_desk, "A Nam", "1"))
    _save(empty_desk, replace(kept, village_id=empty_desk.villages(empty_desk.place.id)[1].id))
    (new,) = _save(empty_desk, _new(empty_desk, "Y Lan", "1"))
    assert new.id != kept.id
    assert _names(empty_desk) == ["Y Lan", "A Nam"]


def test_one_bad_household_keeps_all_of_them_out(empty_desk: OpenDesk) -> None:
    bad = [
        _new(empty_desk, "A Nam"),
        replace(_new(empty_desk, "Y Lan"), village_id="xã khác"),
        _new(empty_desk, "A Thu", income=(Income(2026, "crops", Decimal(-1)),)),
    ]
    with pytest.raises(HouseholdWithoutVillage):
        _save(empty_desk, *bad)
    assert list_households(empty_desk, empty_desk.place) == []
    found = problems_with(empty_desk, empty_desk.place, bad, today=TODAY)
    assert [(one.position, type(one.error)) for one in found] == [
        (1, HouseholdWithoutVillage),
        (2, IncomeImpossible),
    ]


def test_two_heads_of_one_name_are_both_kept_and_said(empty_desk: OpenDesk) -> None:
    _save(empty_desk, _new(empty_desk, "A Nam"))
    found = save_households(empty_desk, empty_desk.place, [_new(empty_desk, "a nam")], "ghi hộ", today=TODAY)
    assert [type(one.error) for one in found.warnings] == [SameHeadTwice]
    assert len({one.id for one in list_households(empty_desk, empty_desk.place)}) == 2


def test_households_stand_by_village_number_and_name(empty_desk: OpenDesk) -> None:
    _save(
        empty_desk,
        _new(empty_desk, "Ba", "10"),
        _new(empty_desk, "Đào"),
        _new(empty_desk, "An", village=1),
        _new(empty_desk, "Hai", "9"),
        _new(empty_desk, "Bé"),
    )
    assert _names(empty_desk) == ["Hai", "Ba", "Bé", "Đào", "An"]


def test_what_a_later_version_wrote_is_left_out_of_the_register(empty_desk: OpenDesk) -> None:
    _save(empty_desk, _new(empty_desk, "A Nam"))
    empty_desk.database.execute("UPDATE household SET members = '[17]'")
    assert list_households(empty_desk, empty_desk.place) == []
    assert rows.count(empty_desk.database, empty_desk.place.id) == 1


def test_a_household_like_one_that_was_erased_is_a_new_one(empty_desk: OpenDesk) -> None:
    (first,) = _save(empty_desk, _new(empty_desk, "A Nam", "1"))
    entity = rows.entity_of(empty_desk.place.id, first.id)
    empty_desk.log.write([Change("household", entity, "erased", "true")], "A Nam")
    (again,) = _save(empty_desk, _new(empty_desk, "A Nam", "1"))
    assert again.id != first.id
    assert list_households(empty_desk, empty_desk.place) == [again]
