"""Targets entered and confirmed at a desk: everything that judges sees them, and they can be taken back."""

import shutil
from decimal import Decimal
from pathlib import Path

import pytest

from db.operation_log import Change
from ntm_desktop.documents.blocks import Paragraph
from ntm_desktop.documents.village_papers import compose_papers
from ntm_desktop.domain.criteria import Basis, CriteriaSet, TargetMark
from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.domain.dossier import VillageDossier
from ntm_desktop.domain.errors import CriteriaSetExists, MissingText, NotAllowed, NoTargetToCheck
from ntm_desktop.domain.evaluation import Verdict
from ntm_desktop.domain.targets import TargetKey, checked_data, checked_field, paper_of
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.act import act, redo, undo, undoable
from ntm_desktop.services.assess import assess_grid
from ntm_desktop.services.build_dossier import build_dossier
from ntm_desktop.services.decide_conflicts import decide, list_conflicts
from ntm_desktop.services.manage_places import add_criteria_set
from ntm_desktop.services.open_desk import OpenDesk, json_text, open_desk
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.send_package import export_package
from ntm_desktop.services.set_target import (
    confirm_targets,
    enter_target,
    list_targets,
    reach_of,
    why_not_enter,
    withdraw_targets,
)
from ntm_desktop.services.start_desk import start_commune
from tests.services.state import YEAR, enter, village_set
from tests.ui.desks import UPPER, enrolled, lead_desk, stick_of, upper_desk
from ui.conflicts.words import value_text, what

PAPER = ("45/QĐ-UBND", "10/01/2022")


def lacking(desk: OpenDesk) -> str:
    """The first indicator of the commune's set without a target."""
    chosen = commune_set(desk)
    return next(
        one.indicator.code
        for one in list_targets(chosen, desk.place.column, 2021)
        if one.target is None and one.indicator.kind == "ratio"
    )


def commune_set(desk: OpenDesk) -> CriteriaSet:
    return desk.criteria_sets["commune-ntm-2021-2025"]


def dossier(desk: OpenDesk) -> VillageDossier:
    return build_dossier(desk, desk.villages(desk.place.id)[0], YEAR, village_set(desk))


def test_an_entered_target_is_judged_by_at_once_and_after_opening_again(empty_desk: OpenDesk) -> None:
    code = lacking(empty_desk)
    enter_target(empty_desk, commune_set(empty_desk), code, empty_desk.place.column, None, "80", *PAPER)
    again = open_desk(empty_desk.folder)
    for desk in (empty_desk, again):
        found = commune_set(desk).indicator(code).target(desk.place.column, 2024)
        assert found is not None
        assert (found.value, found.basis, found.mark) == (80, Basis.QUOTED, TargetMark.ENTERED)
        total = assess_grid(desk, desk.place, commune_set(desk), YEAR).totals[code].assessment
        assert total.target == found
        assert total.verdict is Verdict.NO_DATA
    again.close()


def test_a_village_is_judged_by_the_entered_target(empty_desk: OpenDesk) -> None:
    enter(empty_desk, "Thôn 1", "9.2", "151/200")
    chosen, column = village_set(empty_desk), empty_desk.place.column
    enter_target(empty_desk, chosen, "9.2", column, 2021, "90", *PAPER)
    grid = assess_grid(empty_desk, empty_desk.place, village_set(empty_desk), YEAR)
    assert grid.cells[(grid.villages[0].id, "9.2")].assessment.verdict is Verdict.NOT_MET
    undo(empty_desk)
    empty_desk.reread_criteria_sets()
    grid = assess_grid(empty_desk, empty_desk.place, village_set(empty_desk), YEAR)
    assert grid.cells[(grid.villages[0].id, "9.2")].assessment.verdict is Verdict.MET
    redo(empty_desk)


def test_confirming_removes_the_reason_for_a_draft(empty_desk: OpenDesk) -> None:
    enter(empty_desk, "Thôn 1", "9.2", "151/200")
    before = dossier(empty_desk)
    assert before.unchecked_targets
    written = confirm_targets(
        empty_desk, village_set(empty_desk), before.unchecked_targets, empty_desk.place.column, 2021, *PAPER
    )
    assert len(written) == len(before.unchecked_targets)
    assert dossier(empty_desk).unchecked_targets == ()
    found = undoable(empty_desk)
    assert found is not None
    assert found.title == f"đối chiếu mức đạt {len(written)} chỉ tiêu"


def test_a_mark_ends_when_the_target_becomes_another(empty_desk: OpenDesk) -> None:
    column = empty_desk.place.column
    confirm_targets(empty_desk, village_set(empty_desk), ["9.2"], column, 2021, *PAPER)
    enter_target(empty_desk, village_set(empty_desk), "9.2", column, None, "85", "50/QĐ-UBND", "1/3/2022")
    found = village_set(empty_desk).indicator("9.2").target(column, 2021)
    assert found is not None
    assert (found.value, found.mark, "50/QĐ-UBND" in found.source) == (85, TargetMark.ENTERED, True)


def test_what_was_entered_and_confirmed_is_withdrawn(empty_desk: OpenDesk) -> None:
    chosen, column = village_set(empty_desk), empty_desk.place.column
    enter_target(empty_desk, chosen, "9.2", column, None, "85", *PAPER)
    confirm_targets(empty_desk, village_set(empty_desk), ["9.2"], column, 2021, *PAPER)
    withdraw_targets(empty_desk, village_set(empty_desk), ["9.2"], column, 2021)
    assert village_set(empty_desk) == chosen
    assert withdraw_targets(empty_desk, chosen, ["9.2"], column, 2021) == []


def test_a_target_without_its_paper_is_refused_and_a_missing_one_not_confirmed(empty_desk: OpenDesk) -> None:
    chosen, column, code = commune_set(empty_desk), empty_desk.place.column, lacking(empty_desk)
    with pytest.raises(MissingText):
        enter_target(empty_desk, chosen, code, column, None, "80", "", "10/01/2022")
    with pytest.raises(NoTargetToCheck):
        confirm_targets(empty_desk, chosen, [code], column, 2021, *PAPER)
    assert commune_set(empty_desk) == chosen


def test_under_an_upper_level_the_commune_confirms_and_the_upper_level_sets(tmp_path: Path) -> None:
    with lead_desk(tmp_path) as lead, upper_desk(tmp_path) as upper:
        stick = stick_of(tmp_path, lead, upper)
        enrolled(lead, upper, stick, DeviceRole.LEAD)
        column = lead.place.column
        code = lacking(lead)
        import_package(lead, export_package(upper, stick).path)
        with pytest.raises(NotAllowed):
            enter_target(lead, commune_set(lead), code, column, None, "80", *PAPER)
        assert why_not_enter(lead, commune_set(lead)) is not None
        assert why_not_enter(lead, commune_set(lead), "checked") is None
        confirm_targets(lead, village_set(lead), ["9.2"], column, 2021, *PAPER)
        enter_target(upper, commune_set(upper), code, column, None, "80", *PAPER)
        import_package(lead, export_package(upper, stick).path)
        lead.reread_criteria_sets()
        found = commune_set(lead).indicator(code).target(column, 2021)
        assert found is not None
        assert found.value == 80
        confirm_targets(lead, commune_set(lead), [code], column, 2021, *PAPER)
        withdraw_targets(lead, commune_set(lead), [code], column, 2021)
        assert commune_set(lead).indicator(code).target(column, 2021) == found


def test_two_communes_that_name_different_decisions_each_keep_their_own(tmp_path: Path) -> None:
    with (
        lead_desk(tmp_path) as first,
        upper_desk(tmp_path) as upper,
        start_commune(
            DataFolder(tmp_path / "dom"), "Ia Dom", upper_level=UPPER, villages=["Thôn 3"], person="Y Dom"
        ) as second,
    ):
        other = ("46/QĐ-UBND", "11/01/2022")
        stick = stick_of(tmp_path, first, upper)
        for desk in (first, second):
            enrolled(desk, upper, stick, DeviceRole.LEAD)
            import_package(desk, export_package(upper, stick).path)
        confirm_targets(first, village_set(first), ["9.2"], first.place.column, 2021, *PAPER)
        confirm_targets(second, village_set(second), ["9.2"], second.place.column, 2021, *other)
        for desk in (first, second):
            import_package(upper, export_package(desk, stick).path)
        for desk in (first, second):
            import_package(desk, export_package(upper, stick).path)
            desk.reread_criteria_sets()
        upper.reread_criteria_sets()
        assert [list_conflicts(desk) for desk in (first, second, upper)] == [[], [], []]
        named = [_named(desk) for desk in (first, second, upper)]
        assert named[:2] == ["Quyết định số 45/QĐ-UBND ngày 10/01/2022", "Quyết định số 46/QĐ-UBND ngày 11/01/2022"]
        assert "QĐ-UBND" not in named[2]
        confirm_targets(upper, village_set(upper), ["9.2"], None, 2021, "47/QĐ-UBND", "12/01/2022")
        withdraw_targets(second, village_set(second), ["9.2"], second.place.column, 2021)
        for desk in (first, second):
            import_package(desk, export_package(upper, stick).path)
            desk.reread_criteria_sets()
        assert _named(first) == "Quyết định số 45/QĐ-UBND ngày 10/01/2022"
        assert _named(second) == "Quyết định số 47/QĐ-UBND ngày 12/01/2022"


def test_nobody_says_for_another_place_what_it_compared(tmp_path: Path) -> None:
    with lead_desk(tmp_path) as lead, upper_desk(tmp_path) as upper:
        stick = stick_of(tmp_path, lead, upper)
        enrolled(lead, upper, stick, DeviceRole.LEAD)
        import_package(lead, export_package(upper, stick).path)
        entity = TargetKey("village-ntm-starter", "9.2").entity
        for field in (checked_field(upper.desk.place_id), "checked.", "value"):
            with pytest.raises(NotAllowed):
                act(lead, "thử", [Change("target", entity, field, "null"), Change("target", entity, field, "1")])


def test_what_earlier_versions_kept_for_all_places_still_holds_and_can_be_taken_back(empty_desk: OpenDesk) -> None:
    entity = TargetKey("village-ntm-starter", "9.2").entity
    said = json_text(checked_data(paper_of(*PAPER), Decimal(75)))
    act(empty_desk, "thử", [Change("target", entity, "checked", said)])
    empty_desk.reread_criteria_sets()
    assert "45/QĐ-UBND" in _named(empty_desk)
    confirm_targets(empty_desk, village_set(empty_desk), ["9.2"], None, 2021, "46/QĐ-UBND", "11/01/2022")
    assert "46/QĐ-UBND" in _named(empty_desk)
    withdraw_targets(empty_desk, village_set(empty_desk), ["9.2"], None, 2021)
    assert "QĐ-UBND" not in _named(empty_desk)


def _named(desk: OpenDesk) -> str:
    """The decision a desk names for 9.2."""
    found = village_set(desk).indicator("9.2").target(None, 2021)
    return found.source if found else ""


def test_a_set_with_entered_targets_is_not_taken_for_another_version(empty_desk: OpenDesk, tmp_path: Path) -> None:
    import resources

    file = tmp_path / "set.json"
    file.write_text(resources.text("criteria", "village-ntm-starter.json"), encoding="utf-8")
    confirm_targets(empty_desk, village_set(empty_desk), ["9.2"], empty_desk.place.column, 2021, *PAPER)
    try:
        add_criteria_set(empty_desk, file)
    except CriteriaSetExists:
        pytest.fail("the packaged set itself was refused")


def test_two_laptops_that_compared_with_different_decisions_are_told_apart(
    empty_desk: OpenDesk, tmp_path: Path
) -> None:
    other_folder = DataFolder(tmp_path / "other")
    shutil.copytree(empty_desk.folder.root, other_folder.root)
    column = empty_desk.place.column
    with open_desk(other_folder) as other:
        confirm_targets(other, village_set(other), ["9.2"], column, 2021, "46/QĐ-UBND", "11/01/2022")
        confirm_targets(empty_desk, village_set(empty_desk), ["9.2"], column, 2021, *PAPER)
        empty_desk.log.take_in(other.log.operations())
    (conflict,) = list_conflicts(empty_desk)
    assert what(empty_desk, conflict) == "Quyết định đã đối chiếu với mức đạt của chỉ tiêu 9.2"
    texts = {value_text(empty_desk, conflict, side.value) for side in conflict.sides}
    assert texts == {
        "75, Quyết định số 45/QĐ-UBND ngày 10/01/2022",
        "75, Quyết định số 46/QĐ-UBND ngày 11/01/2022",
    }
    decide(empty_desk, conflict, conflict.sides[0].value, "quyết định của tỉnh")
    found = village_set(empty_desk).indicator("9.2").target(column, 2021)
    assert found is not None
    assert found.mark is TargetMark.CHECKED


def test_a_text_is_compared_only_where_the_person_says_so(empty_desk: OpenDesk) -> None:
    enter(empty_desk, "Thôn 1", "9.2", "151/200")
    before = dossier(empty_desk)
    column, codes = empty_desk.place.column, [one.code for one in village_set(empty_desk).indicators()]
    confirm_targets(empty_desk, village_set(empty_desk), codes, column, 2021, *PAPER)
    assert dossier(empty_desk).unchecked_texts == before.unchecked_texts != ()
    confirm_targets(empty_desk, village_set(empty_desk), codes, column, 2021, *PAPER, with_text=True)
    assert dossier(empty_desk).unchecked_texts == ()
    assert list(dossier(empty_desk).decisions) == ["Quyết định số 45/QĐ-UBND ngày 10/01/2022"]
    withdraw_targets(empty_desk, village_set(empty_desk), codes, column, 2021)
    assert dossier(empty_desk).unchecked_texts == before.unchecked_texts


def test_the_papers_name_the_decision_and_call_nothing_a_sample_once_all_is_compared(empty_desk: OpenDesk) -> None:
    enter(empty_desk, "Thôn 1", "9.2", "151/200")

    def said() -> str:
        papers = compose_papers(dossier(empty_desk))
        return "\n".join(block.text for one in papers for block in one.blocks if isinstance(block, Paragraph))

    before = said()
    assert "Căn cứ Quyết định số ......../........" in before
    assert "bộ mẫu" in before
    codes = [one.code for one in village_set(empty_desk).indicators()]
    chosen, column = village_set(empty_desk), empty_desk.place.column
    confirm_targets(empty_desk, chosen, codes, column, 2021, *PAPER, with_text=True)
    after = said()
    assert "Căn cứ Quyết định số 45/QĐ-UBND ngày 10 tháng 01 năm 2022 quy định" in after
    assert "- Quyết định số 45/QĐ-UBND ngày 10 tháng 01 năm 2022" in after
    assert "Quyết định của Ủy ban nhân dân tỉnh Kon Tum:" not in after
    assert not [word for word in ("Quyết định số ....", "bộ mẫu", "chưa đối chiếu") if word in after]


def income(desk: OpenDesk) -> dict[int, tuple[int, TargetMark]]:
    """The targets of income by year: the set of the villages has one for each."""
    found = {year: village_set(desk).indicator("10.1").target("special", year) for year in range(2021, 2026)}
    return {year: (int(one.value), one.mark) for year, one in found.items() if one}


def test_a_target_for_every_year_replaces_that_of_the_year_it_was_typed_in_and_no_confirmed_one(
    empty_desk: OpenDesk,
) -> None:
    column = empty_desk.place.column
    confirm_targets(empty_desk, village_set(empty_desk), ["10.1"], column, 2021, *PAPER)
    enter_target(empty_desk, village_set(empty_desk), "10.1", column, 2022, "40", *PAPER)
    reach = reach_of(empty_desk, village_set(empty_desk), "10.1", column, 2022)
    assert {year: int(one.value) for year, one in reach.kept.items()} == {2021: 36}
    assert {year: int(one.value) for year, one in reach.replaced.items()} == {
        2022: 40,
        2023: 42,
        2024: 45,
        2025: 48,
    }
    enter_target(empty_desk, village_set(empty_desk), "10.1", column, None, "30", *PAPER, instead_of=2022)
    entered = (30, TargetMark.ENTERED)
    assert income(empty_desk) == {
        2021: (36, TargetMark.CHECKED),
        2022: entered,
        2023: entered,
        2024: entered,
        2025: entered,
    }
    # What stayed is written for its year: every place that takes this up judges by the same targets.
    assert empty_desk.log.value("village-ntm-starter|10.1|*|2021", "value") != "null"
    undo(empty_desk)
    empty_desk.reread_criteria_sets()
    assert income(empty_desk)[2022] == (40, TargetMark.ENTERED)
    assert income(empty_desk)[2023] == (42, TargetMark.PACKAGED)


def test_taking_back_a_year_leaves_what_was_entered_for_every_year(empty_desk: OpenDesk) -> None:
    column = empty_desk.place.column
    enter_target(empty_desk, village_set(empty_desk), "9.2", column, None, "80", *PAPER)
    confirm_targets(empty_desk, village_set(empty_desk), ["9.2"], column, 2021, *PAPER)
    enter_target(empty_desk, village_set(empty_desk), "9.2", column, 2022, "85", *PAPER)
    withdraw_targets(empty_desk, village_set(empty_desk), ["9.2"], column, 2022)
    found = {year: village_set(empty_desk).indicator("9.2").target(column, year) for year in (2021, 2022)}
    assert {year: (one.value, one.mark) for year, one in found.items() if one} == {
        2021: (80, TargetMark.CHECKED),
        2022: (80, TargetMark.CHECKED),
    }
