"""What people type has a length that fits a cell and a paper; what a package brings is kept whatever its length."""

from collections.abc import Callable
from pathlib import Path

import pytest

from db.operation_log import Change
from db.repositories.recording import entity_of
from ntm_desktop.domain.errors import PlanInvalid, TextTooLong
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.recording import NotApplicable, ReadingKey
from ntm_desktop.domain.text_lengths import LONGEST_NAME, LONGEST_NOTE, LONGEST_REASON, LONGEST_TASK
from ntm_desktop.paths import DataFolder
from ntm_desktop.sentences import sentence_for
from ntm_desktop.services.build_dossier import build_dossier
from ntm_desktop.services.change_person import change_person
from ntm_desktop.services.import_plan import import_plan
from ntm_desktop.services.keep_safe import check
from ntm_desktop.services.manage_places import add_village, change_place
from ntm_desktop.services.open_desk import OpenDesk, json_text
from ntm_desktop.services.persons import set_pin
from ntm_desktop.services.prepare_dossier import save_dossier
from ntm_desktop.services.record import reading_at, record_figure, record_note
from ntm_desktop.services.start_desk import start_commune
from ntm_desktop.services.track_plan import list_tasks, update_task
from tests.services.state import YEAR, enter, state_of, village_set


def key(desk: OpenDesk) -> ReadingKey:
    return ReadingKey(desk.find_place("Thôn 1").id, village_set(desk).id, "9.2", YEAR)


ENTRANCES: dict[str, tuple[int, Callable[[OpenDesk, str], object]]] = {
    "ghi chú": (LONGEST_NOTE, lambda desk, text: record_note(desk, key(desk), text)),
    "ghi chú nhiệm vụ": (LONGEST_NOTE, lambda desk, text: update_task(desk, list_tasks(desk)[0], note=text)),
    "lý do": (
        LONGEST_REASON,
        lambda desk, text: record_figure(
            desk, desk.find_place("Thôn 1"), village_set(desk), "17.3", YEAR, NotApplicable(text)
        ),
    ),
    "tên thôn": (LONGEST_NAME, lambda desk, text: add_village(desk, desk.place, text)),
    "đổi tên": (LONGEST_NAME, lambda desk, text: change_place(desk, desk.find_place("Thôn 1"), name=text)),
    "tên khác": (LONGEST_NAME, lambda desk, text: change_place(desk, desk.find_place("Thôn 1"), aliases=[text])),
    "họ tên": (LONGEST_NAME, change_person),
    "họ tên kèm mã PIN": (LONGEST_NAME, lambda desk, text: set_pin(desk, text, "2580")),
}


@pytest.mark.parametrize("entrance", ENTRANCES)
def test_what_is_too_long_is_refused_in_one_sentence_and_changes_nothing(
    sample_desk: OpenDesk, entrance: str
) -> None:
    longest, enter_text = ENTRANCES[entrance]
    before = state_of(sample_desk.folder)
    with pytest.raises(TextTooLong) as refused:
        enter_text(sample_desk, "ẩ" * (longest + 1))
    assert f"dài quá {format_number(longest)} ký tự nên chưa được lưu" in sentence_for(refused.value)
    assert state_of(sample_desk.folder) == before


@pytest.mark.parametrize("entrance", ENTRANCES)
def test_the_longest_that_fits_is_saved(sample_desk: OpenDesk, entrance: str) -> None:
    longest, enter_text = ENTRANCES[entrance]
    enter_text(sample_desk, "ẩ" * longest)
    stored = state_of(sample_desk.folder).values()
    assert any("ẩ" * longest in str(row) for rows in stored for row in rows)


@pytest.mark.parametrize("field", ["person", "province", "village"])
def test_a_new_desk_has_names_that_fit(tmp_path: Path, field: str) -> None:
    names = {"person": "", "province": "", "village": "Thôn 1"} | {field: "x" * (LONGEST_NAME + 1)}
    folder = DataFolder(tmp_path / "xã")
    with pytest.raises(TextTooLong):
        start_commune(
            folder,
            "Ia Tơi",
            upper_level="huyện",
            person=names["person"],
            province=names["province"],
            villages=[names["village"]],
        )
    assert not folder.database.exists()


def test_a_plan_with_an_endless_cell_is_refused_by_its_row(empty_desk: OpenDesk, tmp_path: Path) -> None:
    file = tmp_path / "a.json"
    long = "x" * (LONGEST_TASK + 1)
    file.write_text(f'{{"title": "Kế hoạch", "tasks": [{{"number": "1", "content": "{long}"}}]}}', encoding="utf-8")
    with pytest.raises(PlanInvalid) as refused:
        import_plan(empty_desk, file)
    assert refused.value.problems == (f"Dòng 1: có ô dài quá {LONGEST_TASK} ký tự.",)


def test_what_a_package_brings_is_kept_whatever_its_length(empty_desk: OpenDesk, tmp_path: Path) -> None:
    """Written past the services, as another version's operations arrive."""
    village, at = empty_desk.find_place("Thôn 1"), key(empty_desk)
    enter(empty_desk, village, "9.2", "150/200")
    note, name = "dài " * 20_000, "Thôn " + "x" * 3_000
    empty_desk.log.write(
        [
            Change("reading", entity_of(at), "note", json_text(note)),
            Change("place", village.id, "name", json_text(name)),
        ],
        empty_desk.desk.person,
    )
    assert reading_at(empty_desk, at).note == note
    assert check(empty_desk).operations
    renamed = empty_desk.find_place(name)
    saved = save_dossier(build_dossier(empty_desk, renamed, YEAR, village_set(empty_desk)), tmp_path / "a.pdf")
    assert saved.pages > 1
