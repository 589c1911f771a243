"""Invented households are marked, never become real figures, and go with the sample; real ones stay."""

from dataclasses import replace

from db.repositories import recording
from ntm_desktop.domain.entries import entry_text
from ntm_desktop.domain.households import Household, Member
from ntm_desktop.domain.recording import ReadingKey
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.delete_sample import delete_sample
from ntm_desktop.services.keep_households import list_households, save_households
from ntm_desktop.services.keep_safe import check
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.record import reading_at
from ntm_desktop.services.start_desk import start_with_sample
from ntm_desktop.services.take_from_register import take_all_from_register, take_from_register
from tests.services.state import YEAR, village_set


def test_a_figure_counted_from_invented_households_is_illustrative(sample_desk: OpenDesk) -> None:
    village, chosen = sample_desk.find_place("Thôn 9"), village_set(sample_desk)
    take_from_register(sample_desk, village, chosen, "17.2", YEAR, takes_unsure=True)
    reading = reading_at(sample_desk, ReadingKey(village.id, chosen.id, "17.2", YEAR))
    assert (entry_text(reading.figure), reading.is_illustrative) == ("73/101", True)


def test_invented_households_and_what_was_counted_from_them_go_with_the_sample(sample_desk: OpenDesk) -> None:
    village = sample_desk.find_place("Thôn 9")
    one = next(one for one in list_households(sample_desk, sample_desk.place) if one.village_id == village.id)
    save_households(sample_desk, sample_desk.place, [replace(one, note="đã đến nhà")], "ghi chú hộ")
    take_all_from_register(sample_desk, village, village_set(sample_desk), YEAR)
    delete_sample(sample_desk)
    assert list_households(sample_desk, sample_desk.place) == []
    assert not recording.has_illustrative(sample_desk.database)
    assert sample_desk.villages(sample_desk.place.id) == []
    check(sample_desk)


def test_real_households_stay_with_their_village(sample_desk: OpenDesk) -> None:
    village = sample_desk.find_place("Thôn 7")
    real = Household(village.id, (Member("A Nam", "male"),), "1", answers={"house": "solid"})
    (kept,) = save_households(sample_desk, sample_desk.place, [real], "thêm hộ A Nam").households
    delete_sample(sample_desk)
    assert list_households(sample_desk, sample_desk.place) == [kept]
    assert [one.name for one in sample_desk.villages(sample_desk.place.id)] == ["Thôn 7"]


def test_the_upper_level_has_no_households_of_the_sample(folder: DataFolder) -> None:
    with start_with_sample(folder, "ia-hdrai", upper_level=True) as desk:
        assert desk.database.rows("SELECT * FROM household") == []
