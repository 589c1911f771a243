"""What does not add up is found where it stands, can be answered, and keeps a final paper from being printed."""

import pytest

from db.operation_log import Change
from ntm_desktop.domain.errors import CannotAnswerCheck, ChecksFail, UnknownFinding
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.act import undo
from ntm_desktop.services.build_dossier import build_dossier
from ntm_desktop.services.check_figures import (
    answer_finding,
    check_at,
    check_commune,
    check_plans,
    find_finding,
)
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.prepare_dossier import missing
from ntm_desktop.services.record import record_entry
from ntm_desktop.services.start_desk import start_with_sample
from tests.services.state import YEAR, commune_set, enter, village_set


def _rules_at(desk: OpenDesk, village: str) -> list[str]:
    return [one.rule.id for one in check_at(desk, desk.find_place(village), village_set(desk), YEAR)]


def test_two_totals_of_households_in_one_village_are_found(empty_desk: OpenDesk) -> None:
    enter(empty_desk, "Thôn 1", "4.1", "190/200")
    enter(empty_desk, "Thôn 1", "9.2", "150/198")
    enter(empty_desk, "Làng Lợt", "9.2", "10/50")

    assert _rules_at(empty_desk, "Thôn 1") == ["households-equal"]
    assert _rules_at(empty_desk, "Làng Lợt") == []


def test_a_figure_of_july_is_held_against_the_year_before(empty_desk: OpenDesk) -> None:
    enter(empty_desk, "Thôn 1", "4.1", "200/200", parse_period("2020"))
    enter(empty_desk, "Thôn 1", "4.1", "300/300", parse_period("2021-07"))

    found = check_at(empty_desk, empty_desk.find_place("Thôn 1"), village_set(empty_desk), YEAR)
    assert [one.rule.id for one in found] == ["households-jump"]
    assert "năm 2020 là 200" in found[0].text


def test_an_indicator_left_out_that_had_a_figure_earlier_in_the_year_is_found(empty_desk: OpenDesk) -> None:
    enter(empty_desk, "Thôn 1", "17.3", "5/9", parse_period("2021-H1"))
    enter(empty_desk, "Thôn 1", "17.3", "- không còn nuôi")
    enter(empty_desk, "Làng Lợt", "17.3", "- chưa từng nuôi")

    assert _rules_at(empty_desk, "Thôn 1") == ["left-out-now"]
    assert _rules_at(empty_desk, "Làng Lợt") == []


def test_a_figure_that_only_a_later_version_can_read_is_held_against_nothing(empty_desk: OpenDesk) -> None:
    enter(empty_desk, "Thôn 1", "4.1", "190/200")
    chosen, village = village_set(empty_desk), empty_desk.find_place("Thôn 1")
    for period in ("2020", "2021", "2021-12"):
        entity = f"{village.id}|{chosen.id}|9.2|{period}"
        empty_desk.log.write([Change("reading", entity, "figure", '{"later":[1,2]}')], "A Nam")

    assert _rules_at(empty_desk, "Thôn 1") == []


def test_the_year_and_its_december_say_one_thing(empty_desk: OpenDesk) -> None:
    enter(empty_desk, "Thôn 1", "9.1", "4")
    enter(empty_desk, "Thôn 1", "9.1", "5", parse_period("2021-12"))

    found = check_at(empty_desk, empty_desk.find_place("Thôn 1"), village_set(empty_desk), YEAR)
    assert [one.rule.id for one in found] == ["same-time-twice"]
    assert "năm 2021 ghi 4, tháng 12/2021 ghi 5" in found[0].text


def test_a_villages_two_sets_say_one_number_of_households(empty_desk: OpenDesk) -> None:
    village = empty_desk.find_place("Thôn 1")
    enter(empty_desk, village, "4.1", "190/200")
    record_entry(empty_desk, village, commune_set(empty_desk), "17.1", YEAR, "200/240")

    found = check_commune(empty_desk, empty_desk.place, commune_set(empty_desk), YEAR)
    assert [one.rule.id for one in found.findings] == ["against-elsewhere"]
    text = "17.1: tổng số hộ ghi 240, bộ tiêu chí thôn ghi 200."
    assert found.by_cell()[village.id, "17.1"][0].text.startswith(text)


def test_an_answer_stands_until_the_figures_change(empty_desk: OpenDesk) -> None:
    enter(empty_desk, "Thôn 1", "4.1", "200/200", parse_period("2020"))
    enter(empty_desk, "Thôn 1", "4.1", "300/300")
    village, chosen = empty_desk.find_place("Thôn 1"), village_set(empty_desk)
    (found,) = check_at(empty_desk, village, chosen, YEAR)

    answered = answer_finding(empty_desk, found, "sáp nhập thôn 2")
    assert answered.is_answered
    assert answered.answer is not None
    assert answered.answer.person == "A Nam"

    enter(empty_desk, "Thôn 1", "4.1", "310/310")
    (again,) = check_at(empty_desk, village, chosen, YEAR)
    assert not again.is_answered
    assert again.answer is not None
    assert again.answer.reason == "sáp nhập thôn 2"


def test_answering_can_be_undone(empty_desk: OpenDesk) -> None:
    enter(empty_desk, "Thôn 1", "4.1", "200/200", parse_period("2020"))
    enter(empty_desk, "Thôn 1", "4.1", "300/300")
    village, chosen = empty_desk.find_place("Thôn 1"), village_set(empty_desk)
    answer_finding(empty_desk, check_at(empty_desk, village, chosen, YEAR)[0], "đúng")
    undo(empty_desk)

    assert not check_at(empty_desk, village, chosen, YEAR)[0].is_answered


def test_an_error_is_not_answered_away(empty_desk: OpenDesk) -> None:
    enter(empty_desk, "Thôn 1", "4.1", "190/200")
    enter(empty_desk, "Thôn 1", "9.2", "150/198")
    (found,) = check_at(empty_desk, empty_desk.find_place("Thôn 1"), village_set(empty_desk), YEAR)

    with pytest.raises(CannotAnswerCheck):
        answer_finding(empty_desk, found, "cứ in")


def test_what_contradicts_stands_before_what_is_missing(empty_desk: OpenDesk) -> None:
    enter(empty_desk, "Thôn 1", "4.1", "190/200")
    enter(empty_desk, "Thôn 1", "9.2", "150/198")
    dossier = build_dossier(empty_desk, empty_desk.find_place("Thôn 1"), YEAR, village_set(empty_desk))

    first = missing(dossier)[0]
    assert first.blocks
    assert first.text == "Tổng số hộ không giống nhau"


def test_a_final_paper_is_not_printed_over_an_error(empty_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch) -> None:
    from ntm_desktop.domain.dossier import VillageDossier

    enter(empty_desk, "Thôn 1", "4.1", "190/200")
    enter(empty_desk, "Thôn 1", "9.2", "150/198")
    monkeypatch.setattr(VillageDossier, "is_draft", False)

    with pytest.raises(ChecksFail) as raised:
        build_dossier(empty_desk, empty_desk.find_place("Thôn 1"), YEAR, village_set(empty_desk))
    assert raised.value.count == "1"


def test_the_sample_districts_plan_contradicts_itself_in_three_places(folder: DataFolder) -> None:
    with start_with_sample(folder, "ia-hdrai", upper_level=True) as desk:
        found = sorted(one.rule.id for one in check_plans(desk))
    assert found == ["only-falls", "villages-listed", "within-longer-period"]


def test_a_commune_holds_nothing_against_lists_it_knows_only_in_part(sample_desk: OpenDesk) -> None:
    assert {one.rule.id for one in check_plans(sample_desk)} == {"only-falls", "within-longer-period"}


def test_the_generated_figures_of_the_sample_add_up(sample_desk: OpenDesk) -> None:
    commune = sample_desk.communes()[0]
    assert check_commune(sample_desk, commune, village_set(sample_desk), YEAR).errors == ()


def test_a_number_that_is_not_in_the_list_is_refused() -> None:
    with pytest.raises(UnknownFinding):
        find_finding((), "1")
