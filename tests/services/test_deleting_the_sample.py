"""Deleting the sample: one step, after which nothing invented is left and nothing real is lost."""

from pathlib import Path

import pytest

from db.repositories import plan as plan_rows
from db.repositories import recording
from ntm_desktop.domain.errors import SampleMissing
from ntm_desktop.domain.recording import Share
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.assess import assess_grid
from ntm_desktop.services.check_package import verify_package
from ntm_desktop.services.delete_sample import delete_sample
from ntm_desktop.services.keep_safe import check, restore
from ntm_desktop.services.list_backups import list_backups
from ntm_desktop.services.open_desk import OpenDesk, open_desk
from ntm_desktop.services.record import history
from ntm_desktop.services.send_package import export_package
from ntm_desktop.services.start_desk import start_with_sample
from ntm_desktop.services.track_plan import find_task, list_plans, list_tasks, update_task
from tests.services.state import YEAR, enter, facts_of, state_of, village_set


def test_nothing_illustrative_is_left(sample_desk: OpenDesk) -> None:
    deleted = delete_sample(sample_desk)
    assert deleted.values > 1000
    assert not recording.has_illustrative(sample_desk.database)
    assert list_plans(sample_desk) == []
    assert list_tasks(sample_desk) == []
    assert plan_rows.list_figures(sample_desk.database) == []
    assert not sample_desk.desk.has_sample
    for chosen in sample_desk.criteria_sets.values():
        grid = assess_grid(sample_desk, sample_desk.place, chosen, YEAR)
        assert not any(one.is_illustrative for one in grid.place(sample_desk.place.id).indicators)
    check(sample_desk)


def test_the_desk_keeps_its_own_place_and_what_stands_above_it(sample_desk: OpenDesk) -> None:
    place = sample_desk.place
    delete_sample(sample_desk)
    assert sample_desk.place.name == place.name
    assert sample_desk.place.column == place.column
    assert not sample_desk.place.is_sample
    upper = sample_desk.upper_level()
    assert upper is not None
    assert upper.name == "huyện Ia H'Drai"
    assert sample_desk.villages(place.id) == []


def test_real_figures_and_their_villages_stay(sample_desk: OpenDesk) -> None:
    recorded = enter(sample_desk, "Thôn 7", "9.2", "150/200")
    deleted = delete_sample(sample_desk)
    (village,) = sample_desk.villages(sample_desk.place.id)
    assert (village.name, village.is_sample) == ("Thôn 7", False)
    assert deleted.places_kept == 3
    grid = assess_grid(sample_desk, sample_desk.place, village_set(sample_desk), YEAR)
    figures = {one.indicator.code: one.figure for one in grid.place(village.id).indicators if one.figure}
    assert figures == {"9.2": recorded.reading.figure}
    assert isinstance(figures["9.2"], Share)


def test_a_real_figure_that_was_taken_back_keeps_no_village(sample_desk: OpenDesk) -> None:
    enter(sample_desk, "Thôn 7", "9.2", "150/200")
    enter(sample_desk, "Thôn 7", "9.2", "")
    delete_sample(sample_desk)
    assert sample_desk.villages(sample_desk.place.id) == []


def test_a_followed_task_of_the_sample_goes_with_its_plan(sample_desk: OpenDesk) -> None:
    update_task(sample_desk, find_task(sample_desk, "7"), progress=60, note="ghi chú")
    delete_sample(sample_desk)
    assert list_tasks(sample_desk) == []
    check(sample_desk)


def test_the_step_is_kept_after_closing_and_done_once(sample_desk: OpenDesk) -> None:
    delete_sample(sample_desk)
    sample_desk.close()
    with open_desk(sample_desk.folder) as desk:
        before = state_of(desk.folder)
        with pytest.raises(SampleMissing):
            delete_sample(desk)
        assert state_of(desk.folder) == before


def test_a_desk_without_sample_has_nothing_to_delete(empty_desk: OpenDesk) -> None:
    with pytest.raises(SampleMissing):
        delete_sample(empty_desk)
    assert list_backups(empty_desk.folder) == []


def test_the_backup_made_before_brings_the_sample_back(sample_desk: OpenDesk) -> None:
    before = facts_of(sample_desk.folder)
    deleted = delete_sample(sample_desk)
    sample_desk.close()
    restore(sample_desk.folder, deleted.backup)
    assert facts_of(sample_desk.folder) == before
    with open_desk(sample_desk.folder) as desk:
        assert desk.desk.has_sample


def test_deletion_that_fails_half_way_leaves_the_sample(
    sample_desk: OpenDesk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("half way")

    before = state_of(sample_desk.folder)
    monkeypatch.setattr(type(sample_desk.log), "write", fail)
    with pytest.raises(RuntimeError):
        delete_sample(sample_desk)
    assert state_of(sample_desk.folder) == before


def test_work_goes_on_with_a_village_of_a_deleted_name(sample_desk: OpenDesk) -> None:
    from ntm_desktop.services.manage_places import add_village

    delete_sample(sample_desk)
    village = add_village(sample_desk, sample_desk.place, "Thôn 1")
    assert [one.name for one in sample_desk.villages(sample_desk.place.id)] == ["Thôn 1"]
    assert not village.is_sample
    enter(sample_desk, village, "9.2", "151/200")
    check(sample_desk)


def test_the_districts_desk_keeps_itself(folder: DataFolder) -> None:
    with start_with_sample(folder, "ia-hdrai", upper_level=True) as desk:
        delete_sample(desk)
        assert desk.place.title == "Huyện Ia H'Drai"
        assert desk.communes() == []
        check(desk)


def test_what_is_sent_afterwards_holds_nothing_of_the_sample(sample_desk: OpenDesk, tmp_path: Path) -> None:
    enter(sample_desk, "Thôn 7", "9.2", "150/200")
    delete_sample(sample_desk)
    report = verify_package(export_package(sample_desk, tmp_path).path)
    assert not report.is_sample
    assert report.kinds["reading"] == 1


def test_a_real_figure_keeps_its_author_time_and_history(sample_desk: OpenDesk) -> None:
    for text in ("150/200", "151/200"):
        recorded = enter(sample_desk, "Thôn 7", "9.2", text)
    before = [(one.value, one.person, one.at) for one in history(sample_desk, recorded.reading.key)][:2]
    delete_sample(sample_desk)
    assert [(one.value, one.person, one.at) for one in history(sample_desk, recorded.reading.key)] == before
