"""What a hand types in place of a name that is known."""

import pytest

from ntm_desktop.domain.spellings import near_name, spelt_as_known

KNOWN = ("Ia Tơi", "Ia Đal", "Ia Dom", "huyện Ia H'Drai")


@pytest.mark.parametrize(
    ("typed", "spelt"),
    [
        ("ia toi", "Ia Tơi"),
        ("Xa Ia Toi", "Ia Tơi"),
        ("IA DAL", "Ia Đal"),
        ("H. ia h'drai", "huyện Ia H'Drai"),
        ("Ia Tôi", "Ia Tôi"),
        ("Ia Tơii", "Ia Tơii"),
        ("Mô Rai", "Mô Rai"),
    ],
)
def test_a_name_without_marks_is_spelt_as_the_known_one(typed: str, spelt: str) -> None:
    assert spelt_as_known(typed, KNOWN) == spelt


def test_a_name_without_marks_that_two_communes_have_stands_as_it_was_typed() -> None:
    assert spelt_as_known("ia dal", [*KNOWN, "Ia Dal"]) == "ia dal"


@pytest.mark.parametrize("typed", ["Ia Tơii", "Ia Tô", "Ai Tơi", "Ia Tôi", "Ia Tời", "Ia Toy"])
def test_a_name_one_letter_or_its_marks_off_is_near(typed: str) -> None:
    assert near_name(typed, KNOWN) == "Ia Tơi"


@pytest.mark.parametrize("typed", ["Ia Tơi", "ia tơi", "Mô Rai", "Ia", ""])
def test_the_name_itself_and_another_name_are_not_near(typed: str) -> None:
    assert near_name(typed, KNOWN) is None


def test_a_name_near_two_is_near_neither() -> None:
    assert near_name("Ia Doi", ["Ia Dom", "Ia Toi"]) is None
