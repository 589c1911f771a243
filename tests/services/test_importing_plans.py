"""Plans typed in old fonts: shown before and after, and never taken in with letters nobody has looked at."""

from pathlib import Path

import pytest

from ntm_desktop.domain.errors import PlanFontUnknown, PlanInvalid
from ntm_desktop.domain.legacy_vietnamese import Encoding
from ntm_desktop.sentences import sentence_for
from ntm_desktop.services.import_plan import import_plan, preview_plan, take_in_plan
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.track_plan import list_plans, list_tasks
from tests.excel.lists import tcvn3, vni
from tests.excel.workbooks import old_plan_workbook, plan_workbook
from tests.services.state import facts_of

TITLE = "Kế hoạch xây dựng nông thôn mới năm 2022"


def test_texts_of_old_fonts_are_shown_before_and_after_and_nothing_is_written(
    empty_desk: OpenDesk, tmp_path: Path
) -> None:
    before = facts_of(empty_desk.folder)
    report = preview_plan(empty_desk, old_plan_workbook(tmp_path / "a.xlsx", ".VnTime", tcvn3))
    assert report.must_be_seen
    assert not report.is_unsure
    assert (report.plan.title, report.tasks, report.added, report.changed) == (TITLE, 2, 2, 0)
    shown = {one.cell: (one.before, one.after) for one in report.texts}
    assert shown["A1"] == (tcvn3(TITLE), TITLE)
    assert shown["B6"] == (tcvn3("Làm đường nội thôn"), "Làm đường nội thôn")
    assert facts_of(empty_desk.folder) == before
    taken = take_in_plan(empty_desk, report)
    assert taken.tasks == 2
    assert [one.content for one in list_tasks(empty_desk)] == ["Rà soát quy hoạch chung", "Làm đường nội thôn"]


@pytest.mark.parametrize(("typed", "encoding"), [(tcvn3, Encoding.TCVN3), (vni, Encoding.VNI)])
def test_where_no_font_tells_the_titles_of_the_columns_do_and_a_person_is_asked(
    empty_desk: OpenDesk, tmp_path: Path, typed: object, encoding: Encoding
) -> None:
    assert callable(typed)
    path = old_plan_workbook(tmp_path / "a.xlsx", "", typed)
    report = preview_plan(empty_desk, path)
    assert (report.is_unsure, report.encoding, report.plan.title) == (True, encoding, TITLE)
    assert all(one.is_said for one in report.texts)
    with pytest.raises(PlanFontUnknown) as refused:
        import_plan(empty_desk, path)
    assert list_plans(empty_desk) == []
    assert "--font tcvn3" in sentence_for(refused.value)
    assert import_plan(empty_desk, path, encoding).plan.title == TITLE


def test_a_plan_whose_letters_are_kept_needs_titles_that_can_be_read(empty_desk: OpenDesk, tmp_path: Path) -> None:
    path = old_plan_workbook(tmp_path / "a.xlsx", "", tcvn3)
    with pytest.raises(PlanInvalid):
        preview_plan(empty_desk, path, Encoding.VNI)
    with pytest.raises(PlanInvalid):
        preview_plan(empty_desk, path, keeps_doubtful=True)


def test_a_plan_typed_in_unicode_needs_no_look(empty_desk: OpenDesk, tmp_path: Path) -> None:
    report = preview_plan(empty_desk, plan_workbook(tmp_path / "a.xlsx"))
    assert not report.must_be_seen
