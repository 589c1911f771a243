"""Two laptops keep one register: the same list meets, one household changed apart is decided in words."""

from dataclasses import replace

import pytest
from pytestqt.qtbot import QtBot

from ntm_desktop.cli import run
from ntm_desktop.domain.households import Household, Member
from ntm_desktop.services.keep_households import list_households, save_households
from ntm_desktop.services.open_desk import OpenDesk
from tests.ui.round_trip import RoundTrip
from tests.ui.stage import Stage
from ui.conflicts.screen import ConflictsScreen


def _enter(desk: OpenDesk, house: str, *heads: str) -> list[Household]:
    village = desk.find_place("Thôn 1").id
    listed = [
        Household(village, (Member(head, "male"),), str(number), 4, {"house": house})
        for number, head in enumerate(heads, start=1)
    ]
    return list(save_households(desk, desk.place, listed, "nhập danh sách").households)


def _register(desk: OpenDesk) -> list[Household]:
    return list_households(desk, desk.place)


def _lines(qtbot: QtBot, desk: OpenDesk) -> list[tuple[str, ...]]:
    stage = Stage(qtbot, desk, ConflictsScreen)
    return [line.texts for line in stage.screen.model.rows]


def test_the_same_list_taken_in_on_two_laptops_is_one_register(qtbot: QtBot, desks: RoundTrip) -> None:
    for officer in (desks.nam, desks.hoa):
        _enter(officer, "solid", "A Nam", "Y Lan")
        desks.carry(officer, desks.lead)
    assert [one.head for one in _register(desks.lead)] == ["A Nam", "Y Lan"]
    assert _lines(qtbot, desks.lead) == []


def test_an_answer_changed_apart_is_decided_in_the_registers_words(
    qtbot: QtBot, desks: RoundTrip, capsys: pytest.CaptureFixture[str]
) -> None:
    for officer, house in ((desks.nam, "weak"), (desks.hoa, "makeshift")):
        (kept,) = _enter(officer, "solid", "A Nam")
        save_households(officer, officer.place, [replace(kept, answers={"house": house})], "sửa nhà ở")
        desks.carry(officer, desks.lead)
    ((_, what, _, values, _),) = _lines(qtbot, desks.lead)
    assert what == "Hộ dân A Nam, Thôn 1: Nhà ở"
    assert set(values.split("  ≠  ")) == {"Thiếu kiên cố", "Nhà tạm, dột nát"}
    run(["conflicts", "list", "--data-dir", str(desks.lead.folder.root)])
    assert "1. Nhà ở của hộ A Nam, Thôn 1: trước đó trống" in (said := capsys.readouterr().out)
    assert "Nhà tạm, dột nát, " in said


def test_a_household_written_apart_is_decided_whole(qtbot: QtBot, desks: RoundTrip) -> None:
    for officer, house in ((desks.nam, "weak"), (desks.hoa, "solid")):
        _enter(officer, house, "A Nam")
        desks.carry(officer, desks.lead)
    ((_, what, _, values, _),) = _lines(qtbot, desks.lead)
    assert what == "Hộ dân A Nam, Thôn 1: Cả hộ"
    assert set(values.split("  ≠  ")) == {
        "Thôn 1; 1; A Nam; Nam; 4; Thiếu kiên cố",
        "Thôn 1; 1; A Nam; Nam; 4; Kiên cố",
    }
