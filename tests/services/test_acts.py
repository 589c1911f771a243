"""What a person did can be taken back and done again, also after the program was closed."""

import pytest

from db.operation_log import Change
from db.repositories import acts
from ntm_desktop.domain.errors import ChangedSince, NothingToUndo
from ntm_desktop.services.act import act, redo, redoable, undo, undoable
from ntm_desktop.services.open_desk import OpenDesk, open_desk
from ntm_desktop.services.record import history, record_entry, undone_of
from tests.services.state import YEAR, village_set


def _note(desk: OpenDesk, field: str, value: str) -> list[Change]:
    return [Change("place", desk.desk.place_id, field, value)]


def _value(desk: OpenDesk, field: str) -> str:
    return desk.log.value(desk.desk.place_id, field)


def test_an_act_is_taken_back_whole_and_done_again(empty_desk: OpenDesk) -> None:
    name = _value(empty_desk, "name")
    act(
        empty_desk,
        "đổi tên và tỉnh",
        _note(empty_desk, "name", '"Ia Mới"') + _note(empty_desk, "province", '"Gia Lai"'),
    )

    assert undo(empty_desk).title == "đổi tên và tỉnh"
    assert (_value(empty_desk, "name"), _value(empty_desk, "province")) == (name, "null")

    redo(empty_desk)
    assert (_value(empty_desk, "name"), _value(empty_desk, "province")) == ('"Ia Mới"', '"Gia Lai"')


def test_an_act_that_wrote_one_field_twice_is_taken_back_and_done_again(empty_desk: OpenDesk) -> None:
    name = _value(empty_desk, "name")
    act(empty_desk, "đổi tên hai lần", _note(empty_desk, "name", '"Một"') + _note(empty_desk, "name", '"Hai"'))

    undo(empty_desk)
    assert _value(empty_desk, "name") == name
    redo(empty_desk)
    assert _value(empty_desk, "name") == '"Hai"'


def test_acts_survive_closing_the_program(empty_desk: OpenDesk) -> None:
    act(empty_desk, "đổi tên", _note(empty_desk, "name", '"Ia Mới"'))
    folder = empty_desk.folder
    empty_desk.close()

    with open_desk(folder) as again:
        found = undoable(again)
        assert found is not None
        assert found.title == "đổi tên"
        undo(again)
        assert _value(again, "name") != '"Ia Mới"'


def test_what_others_changed_since_is_not_overwritten(empty_desk: OpenDesk) -> None:
    act(empty_desk, "đổi tên", _note(empty_desk, "name", '"Ia Mới"'))
    empty_desk.log.write(_note(empty_desk, "name", '"Ia Khác"'), "người khác")

    with pytest.raises(ChangedSince):
        undo(empty_desk)
    assert _value(empty_desk, "name") == '"Ia Khác"'


def test_a_new_act_forgets_what_was_undone(empty_desk: OpenDesk) -> None:
    act(empty_desk, "một", _note(empty_desk, "name", '"Một"'))
    undo(empty_desk)
    act(empty_desk, "hai", _note(empty_desk, "name", '"Hai"'))

    assert redoable(empty_desk) is None
    with pytest.raises(NothingToUndo):
        redo(empty_desk)


def test_the_last_hundred_acts_of_a_person_are_kept(empty_desk: OpenDesk) -> None:
    for number in range(acts.KEPT + 5):
        act(empty_desk, f"lần {number}", _note(empty_desk, "name", f'"Tên {number}"'))

    for _ in range(acts.KEPT):
        undo(empty_desk)
    assert undoable(empty_desk) is None
    assert _value(empty_desk, "name") == '"Tên 4"'


def test_nothing_is_remembered_of_an_act_that_changes_nothing(empty_desk: OpenDesk) -> None:
    assert act(empty_desk, "ghi lại như cũ", _note(empty_desk, "name", _value(empty_desk, "name"))) == []
    assert undoable(empty_desk) is None


def test_each_person_undoes_only_their_own_acts(empty_desk: OpenDesk) -> None:
    act(empty_desk, "đổi tên", _note(empty_desk, "name", '"Ia Mới"'))
    empty_desk.desk = empty_desk.desk._replace(person="Y Blơm")

    assert undoable(empty_desk) is None


def test_what_took_something_back_is_known_in_the_history_also_after_other_acts(empty_desk: OpenDesk) -> None:
    village, chosen = empty_desk.find_place("Thôn 1"), village_set(empty_desk)
    key = record_entry(empty_desk, village, chosen, "9.2", YEAR, "150/200").reading.key

    def said() -> list[tuple[str, bool]]:
        past = history(empty_desk, key)
        undone = undone_of(empty_desk, key, past)
        return [(one.value, one.key in undone) for one in past]

    assert [is_undoing for _, is_undoing in said()] == [False]
    undo(empty_desk)
    assert [is_undoing for _, is_undoing in said()] == [True, False]
    redo(empty_desk)
    assert [is_undoing for _, is_undoing in said()] == [False, False, False]
    undo(empty_desk)
    record_entry(empty_desk, village, chosen, "9.2", YEAR, "151/200")
    assert [is_undoing for _, is_undoing in said()][:3] == [False, True, False]
    record_entry(empty_desk, village, chosen, "9.2", YEAR, "")
    assert not said()[0][1]
    assert redoable(empty_desk) is None
