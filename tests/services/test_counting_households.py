"""Figures from the register: beside what was typed, taken over as one act, and who keeps them from being met."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from db.operation_log import Change
from db.repositories.recording import entity_of
from ntm_desktop.domain.dossier import Lack
from ntm_desktop.domain.entries import entry_text
from ntm_desktop.domain.errors import FigureConfirmed, NotFromHouseholds, RegisterSaysNothing, RegisterUnsure
from ntm_desktop.domain.figure_states import FigureState
from ntm_desktop.domain.households import Household, Income, Member
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.recording import ReadingKey, Share
from ntm_desktop.services.act import act, last_titles, undo
from ntm_desktop.services.build_dossier import build_dossier
from ntm_desktop.services.check_figures import check_commune
from ntm_desktop.services.confirm_figures import confirm_figures
from ntm_desktop.services.count_households import (
    compare_with_register,
    households_against,
    list_sentence,
    recount,
)
from ntm_desktop.services.follow_figures import differing_today
from ntm_desktop.services.keep_households import list_households, save_households
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.prepare_dossier import missing
from ntm_desktop.services.record import history, reading_at, record_note, restore_figure
from ntm_desktop.services.take_from_register import take_all_from_register, take_from_register
from tests.services.state import YEAR, enter, village_set

TODAY = date(2026, 11, 22)


@pytest.fixture
def desk(empty_desk: OpenDesk) -> OpenDesk:
    """Thôn 1: three solid houses, one weak, one nobody has asked; Làng Lợt: one makeshift house."""
    first, second = empty_desk.villages(empty_desk.place.id)
    houses = ["solid", "solid", "solid", "weak", ""]
    listed = [
        Household(first.id, (Member(f"A {at}", "male"),), str(at), 4, {"house": house} if house else {})
        for at, house in enumerate(houses, start=1)
    ]
    listed.append(Household(second.id, (Member("Y Lan", "female"),), "1", 2, {"house": "makeshift"}))
    save_households(empty_desk, empty_desk.place, listed, "nhập 6 hộ", today=TODAY)
    return empty_desk


def _text(desk: OpenDesk, place: str, code: str) -> str:
    key = ReadingKey(desk.find_place(place).id, village_set(desk).id, code, YEAR)
    return entry_text(reading_at(desk, key).figure)


def test_register_and_typed_figure_stand_side_by_side(desk: OpenDesk) -> None:
    enter(desk, "Thôn 1", "9.2", "4/5")
    found = compare_with_register(desk, desk.find_place("Thôn 1"), village_set(desk), "9.2", YEAR)
    assert found.differs
    assert (found.text, entry_text(found.typed)) == ("3/4 (chưa rõ 1 hộ)", "4/5")


def test_a_figure_that_the_register_contradicts_is_found(desk: OpenDesk) -> None:
    enter(desk, "Thôn 1", "9.2", "5/5")
    enter(desk, "Làng Lợt", "9.1", "1")
    found = check_commune(desk, desk.place, village_set(desk), YEAR).findings
    assert [(one.place_id, one.rule.id) for one in found] == [(desk.find_place("Thôn 1").id, "register-differs")]
    assert found[0].text.startswith("9.2: ghi 5/5, sổ hộ hiện nay tính được 3/4 (chưa rõ 1).")


def test_a_figure_that_a_later_one_has_followed_is_not_held_against_the_register_of_today(desk: OpenDesk) -> None:
    enter(desk, "Thôn 1", "9.2", "5/5", parse_period("2020"))
    enter(desk, "Thôn 1", "9.2", "5/5", parse_period("2021-Q1"))
    enter(desk, "Thôn 1", "9.2", "4/5", parse_period("2021-07"))
    enter(desk, "Làng Lợt", "9.2", "1/1", parse_period("2020"))
    village, second = desk.find_place("Thôn 1"), desk.find_place("Làng Lợt")

    def found(period: str) -> list[str]:
        checked = check_commune(desk, desk.place, village_set(desk), parse_period(period))
        return [one.place_id for one in checked.findings if one.rule.id == "register-differs"]

    assert found("2020") == [second.id]  # nothing later was recorded there
    assert found("2021-Q1") == found("2021") == []
    enter(desk, "Thôn 1", "9.2", "5/5", parse_period("2021-07"))
    assert found("2021") == [village.id]


def test_income_is_kept_by_year_and_compared_though_a_later_year_has_followed(empty_desk: OpenDesk) -> None:
    village = empty_desk.find_place("Thôn 1")
    incomes = (Income(2021, "total", Decimal(60)), Income(2022, "total", Decimal(80)))
    head = Household(village.id, (Member("A 1", "male"),), "1", 2, income=incomes)
    save_households(empty_desk, empty_desk.place, [head], "nhập hộ", today=TODAY)
    enter(empty_desk, village, "10.1", "70/2")
    enter(empty_desk, village, "10.1", "80/2", parse_period("2022"))

    def found(period: str) -> list[str]:
        checked = check_commune(empty_desk, empty_desk.place, village_set(empty_desk), parse_period(period))
        return [one.text for one in checked.findings if one.rule.id == "register-differs"]

    assert [one.split(".", 2)[1] for one in found("2021")] == ["1: ghi 70/2, sổ hộ hiện nay tính được 60/2"]
    assert found("2022") == []
    assert differing_today(empty_desk, village, village_set(empty_desk), YEAR) == {}


def test_a_dossier_of_an_earlier_year_says_where_the_register_of_today_is_unlike_it(desk: OpenDesk) -> None:
    village = desk.find_place("Thôn 1")
    enter(desk, village, "9.2", "5/5")
    before = missing(build_dossier(desk, village, YEAR, village_set(desk)))
    assert [one.lack for one in before if one.code == "9.2"] == [Lack.CHECK, Lack.EVIDENCE]
    enter(desk, village, "9.2", "3/4", parse_period("2022"))
    listed = missing(build_dossier(desk, village, YEAR, village_set(desk)))
    (notice,) = [one for one in listed if one.code == "9.2" and one.lack is Lack.REGISTER]
    assert notice.what == (
        "ghi 5/5, sổ hộ hiện nay tính được 3/4; đã có số của kỳ sau nên chỉ nhắc để xem lại trước khi in"
    )
    assert not notice.blocks
    enter(desk, village, "9.2", "4/5")
    listed = missing(build_dossier(desk, village, YEAR, village_set(desk)))
    assert not [
        one for one in listed if one.lack is Lack.REGISTER
    ]  # the household nobody has asked may make it true


def test_a_figure_that_unknown_households_can_still_make_true_is_no_contradiction(desk: OpenDesk) -> None:
    enter(desk, "Thôn 1", "9.2", "4/5")
    assert not check_commune(desk, desk.place, village_set(desk), YEAR).findings


def test_the_commune_is_the_sum_of_its_villages(desk: OpenDesk) -> None:
    found = recount(desk, desk.place, village_set(desk), YEAR)
    assert found[desk.place.id, "9.2"].figure == Share(Decimal(3), Decimal(5))
    assert found[desk.place.id, "9.1"].text == "1 (chưa rõ 1 hộ)"


def test_a_figure_taken_over_says_where_it_comes_from_beside_the_note_of_a_person(desk: OpenDesk) -> None:
    village, chosen = desk.find_place("Thôn 1"), village_set(desk)
    key = ReadingKey(village.id, chosen.id, "9.2", YEAR)
    record_note(desk, key, "đã hỏi trưởng thôn")
    take_from_register(desk, village, chosen, "9.2", YEAR, takes_unsure=True, today=TODAY)
    assert _text(desk, "Thôn 1", "9.2") == "3/4"
    standing = reading_at(desk, key)
    assert standing.origin == "Lấy từ sổ hộ ngày 22/11/2026; chưa rõ 1 hộ, không tính vào số này"
    assert standing.note == "đã hỏi trưởng thôn"
    undo(desk)
    standing = reading_at(desk, key)
    assert (standing.figure, standing.origin, standing.note) == (None, "", "đã hỏi trưởng thôn")


def test_a_figure_typed_over_a_taken_one_has_its_origin_no_more_and_undoing_brings_both_back(
    desk: OpenDesk,
) -> None:
    village, chosen = desk.find_place("Thôn 1"), village_set(desk)
    key = ReadingKey(village.id, chosen.id, "9.2", YEAR)
    take_from_register(desk, village, chosen, "9.2", YEAR, takes_unsure=True, today=TODAY)
    enter(desk, village, "9.2", "5/5")
    assert (_text(desk, "Thôn 1", "9.2"), reading_at(desk, key).origin) == ("5/5", "")
    undo(desk)
    assert _text(desk, "Thôn 1", "9.2") == "3/4"
    assert "22/11/2026" in reading_at(desk, key).origin


def test_a_confirmed_figure_keeps_its_origin_and_is_not_changed_by_it(desk: OpenDesk) -> None:
    village, chosen = desk.find_place("Thôn 1"), village_set(desk)
    key = ReadingKey(village.id, chosen.id, "9.2", YEAR)
    take_from_register(desk, village, chosen, "9.2", YEAR, takes_unsure=True, today=TODAY)
    confirm_figures(desk, chosen, YEAR, [(village, "9.2")])
    standing = reading_at(desk, key)
    assert standing.state is FigureState.CONFIRMED
    assert standing.origin.startswith("Lấy từ sổ hộ")


def test_the_paper_says_where_a_figure_comes_from_only_while_it_stands(desk: OpenDesk) -> None:
    village, chosen = desk.find_place("Thôn 1"), village_set(desk)
    take_from_register(desk, village, chosen, "9.2", YEAR, takes_unsure=True, today=TODAY)
    record_note(desk, ReadingKey(village.id, chosen.id, "9.2", YEAR), "đã hỏi trưởng thôn")
    said = build_dossier(desk, village, YEAR, chosen).notes["9.2"]
    assert said == "Lấy từ sổ hộ ngày 22/11/2026; chưa rõ 1 hộ, không tính vào số này. đã hỏi trưởng thôn."
    enter(desk, village, "9.2", "5/5")
    assert build_dossier(desk, village, YEAR, chosen).notes["9.2"] == "đã hỏi trưởng thôn."


def test_a_whole_commune_is_taken_over_as_one_act(desk: OpenDesk) -> None:
    found = take_all_from_register(desk, desk.place, village_set(desk), YEAR, today=TODAY)
    assert [(one.place.name, one.indicator.code, one.unknown_text) for one in found.unsure] == [
        ("Thôn 1", "9.1", "chưa rõ 1 hộ"),
        ("Thôn 1", "9.2", "chưa rõ 1 hộ"),
    ]
    assert last_titles(desk)[0] == "lấy 2 ô của Xã Măng Bút từ sổ hộ"
    assert {(one.place.name, one.indicator.code) for one in found.taken} == {
        ("Làng Lợt", "9.1"),
        ("Làng Lợt", "9.2"),
    }
    assert any(one.indicator.code == "10.1" for one in found.left_out)
    undo(desk)
    assert _text(desk, "Làng Lợt", "9.1") == ""


def test_poor_and_near_poor_households_are_told_apart_where_figure_and_register_agree(desk: OpenDesk) -> None:
    village, chosen = desk.find_place("Làng Lợt"), village_set(desk)
    answers = ["poor", "near_poor", "near_poor", "none"]
    more = [
        Household(village.id, (Member(f"B {at}", "male"),), f"1{at}", 3, {"poverty": one})
        for at, one in enumerate(answers)
    ]
    first = next(one for one in list_households(desk, desk.place) if one.village_id == village.id)
    enter(desk, village, "11.1", "3/5")
    save_households(desk, desk.place, more, "nhập 4 hộ", today=TODAY)
    assert build_dossier(desk, village, YEAR, chosen).facts.poor_households is None
    save_households(desk, desk.place, [replace(first, answers={"poverty": "none"})], "sửa một hộ", today=TODAY)
    facts = build_dossier(desk, village, YEAR, chosen).facts
    assert (facts.poor_households, facts.near_poor_households) == (Decimal(1), Decimal(2))
    enter(desk, village, "11.1", "2/5")
    assert build_dossier(desk, village, YEAR, chosen).facts.poor_households is None


def test_nothing_is_taken_over_where_the_register_says_nothing(desk: OpenDesk) -> None:
    with pytest.raises(RegisterSaysNothing):
        take_from_register(desk, desk.find_place("Thôn 1"), village_set(desk), "17.1", YEAR)
    with pytest.raises(NotFromHouseholds):
        take_from_register(desk, desk.find_place("Thôn 1"), village_set(desk), "3.1", YEAR)


def test_a_confirmed_figure_is_not_taken_over(desk: OpenDesk) -> None:
    enter(desk, "Thôn 1", "9.2", "4/5")
    village = desk.find_place("Thôn 1")
    entity = entity_of(ReadingKey(village.id, village_set(desk).id, "9.2", YEAR))
    act(desk, "xác nhận 9.2", [Change("reading", entity, "confirmed", '{"figure":{"n":"4","d":"5"}}')])
    with pytest.raises(FigureConfirmed):
        take_from_register(desk, village, village_set(desk), "9.2", YEAR, takes_unsure=True)
    assert _text(desk, "Thôn 1", "9.2") == "4/5"


def test_the_households_that_keep_an_indicator_from_being_met_are_listed(desk: OpenDesk) -> None:
    found = households_against(desk, desk.find_place("Thôn 1"), village_set(desk), "9.2", YEAR)
    assert [one.household.head for one in found.against] == ["A 4"]
    assert [one.household.head for one in found.unknown] == ["A 5"]
    assert list_sentence(found) == "1 hộ chưa có nhà kiên cố hoặc bán kiên cố; 1 hộ chưa rõ"


def test_income_below_the_years_target_is_listed(desk: OpenDesk) -> None:
    village = desk.find_place("Làng Lợt")
    rich = Household(
        village.id, (Member("A Giàu", "male"),), people=2, income=(Income(2021, "crops", Decimal(200)),)
    )
    poor = replace(rich, members=(Member("A Khó", "male"),), income=(Income(2021, "crops", Decimal(30)),))
    save_households(desk, desk.place, [rich, poor], "ghi hai hộ", today=TODAY)
    found = households_against(desk, village, village_set(desk), "10.1", YEAR)
    assert [one.household.head for one in found.against] == ["A Khó"]
    assert compare_with_register(desk, village, village_set(desk), "10.1", YEAR).text == "230/4 (chưa rõ 1 hộ)"


def test_a_restored_figure_says_again_that_it_came_from_the_register(desk: OpenDesk) -> None:
    village, chosen = desk.find_place("Thôn 1"), village_set(desk)
    take_from_register(desk, village, chosen, "9.2", YEAR, takes_unsure=True, today=TODAY)
    key = ReadingKey(village.id, chosen.id, "9.2", YEAR)
    origin = reading_at(desk, key).origin
    assert origin.startswith("Lấy từ sổ hộ ngày 22/11/2026")
    typed = enter(desk, "Thôn 1", "9.2", "4/5")
    assert typed.reading.origin == ""
    restored = restore_figure(desk, village, chosen, "9.2", YEAR, history(desk, key)[1])
    assert (entry_text(restored.reading.figure), restored.reading.origin) == ("3/4", origin)
    back = restore_figure(desk, village, chosen, "9.2", YEAR, history(desk, key)[1])
    assert (entry_text(back.reading.figure), back.reading.origin) == ("4/5", "")


def test_a_figure_with_unknown_households_is_taken_over_only_when_that_is_said(desk: OpenDesk) -> None:
    with pytest.raises(RegisterUnsure) as refused:
        take_from_register(desk, desk.find_place("Thôn 1"), village_set(desk), "9.2", YEAR)
    assert refused.value.said == "chưa rõ 1 hộ"
    found = take_from_register(desk, desk.place, village_set(desk), "9.2", YEAR)
    assert [one.place.name for one in found.taken] == ["Làng Lợt"]
    assert [one.place.name for one in found.unsure] == ["Thôn 1"]
