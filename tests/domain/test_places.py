import pytest

from ntm_desktop.domain.errors import AmbiguousPlace, MissingText, UnknownPlace
from ntm_desktop.domain.places import (
    Place,
    PlaceKind,
    as_commune,
    as_upper_level,
    distinct_names,
    find_place,
    place_id,
)

COMMUNES = (
    Place("c1", PlaceKind.COMMUNE, "Ia Tơi"),
    Place("c2", PlaceKind.COMMUNE, "Ia Đal"),
)
VILLAGES = (
    Place("v1", PlaceKind.VILLAGE, "Thôn 1", "c1"),
    Place("v2", PlaceKind.VILLAGE, "Thôn Ia Dơr", "c1"),
    Place("v3", PlaceKind.VILLAGE, "Thôn 1", "c2"),
    Place("v4", PlaceKind.VILLAGE, "Làng Groi", "c2", aliases=("Thôn 3",)),
    Place("v5", PlaceKind.VILLAGE, "Đăk Hlơ", "c2"),
)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Thôn Ia Dơr", "v2"),
        ("thon ia dor", "v2"),
        ("Ia Dơr", "v2"),
        ("Làng Groi", "v4"),
        ("lang groi", "v4"),
        ("Thôn 3", "v4"),
        ("3", "v4"),
        ("Làng Groi (Thôn 3)", "v4"),
        ("ĐăkHlơ", "v5"),
        ("thôn Đăk Hlơ", "v5"),
    ],
)
def test_a_village_is_found_as_people_write_it(text: str, found: str) -> None:
    assert find_place(VILLAGES, text).id == found


@pytest.mark.parametrize("text", ["Ia Tơi", "ia toi", "xã Ia Tơi", "XA IA TOI"])
def test_a_commune_is_found_with_and_without_its_kind(text: str) -> None:
    assert find_place(COMMUNES, text).id == "c1"


def test_two_villages_of_one_name_are_told_apart_by_their_communes() -> None:
    with pytest.raises(AmbiguousPlace) as caught:
        find_place(VILLAGES, "thon 1", parents={one.id: one for one in COMMUNES})
    assert caught.value.candidates == ("Thôn 1 (Xã Ia Tơi)", "Thôn 1 (Xã Ia Đal)")
    assert find_place(VILLAGES[:2], "thon 1").id == "v1"


def test_an_exact_spelling_wins_over_one_without_marks() -> None:
    twins = (Place("a", PlaceKind.VILLAGE, "Làng Lợt"), Place("b", PlaceKind.VILLAGE, "Làng Lốt"))
    assert find_place(twins, "Làng Lốt").id == "b"
    with pytest.raises(AmbiguousPlace):
        find_place(twins, "lang lot")


def test_an_unknown_village_names_the_known_ones() -> None:
    with pytest.raises(UnknownPlace) as caught:
        find_place(VILLAGES[:2], "Thôn 99")
    assert caught.value.known == ("Thôn 1", "Thôn Ia Dơr")


@pytest.mark.parametrize("text", ["", "  ", "'"])
def test_no_name_at_all_is_asked_for(text: str) -> None:
    with pytest.raises(MissingText):
        find_place(VILLAGES[:2], text)


@pytest.mark.parametrize("text", ["Làng Groi", "thon 3", "Làng Groi (Thôn 3)"])
def test_a_name_with_another_in_brackets_is_called_by_either(text: str) -> None:
    village = Place("a", PlaceKind.VILLAGE, "Làng Groi (Thôn 3)")
    assert find_place([village, *VILLAGES[:1]], text) == village


def test_villages_that_names_cannot_tell_apart_are_listed_with_their_ids() -> None:
    twins = (Place("a1", PlaceKind.VILLAGE, "Làng Lợt"), Place("b2", PlaceKind.VILLAGE, "Làng Lợt"))
    with pytest.raises(AmbiguousPlace) as caught:
        find_place(twins, "lang lot")
    assert caught.value.candidates == ("Làng Lợt [a1]", "Làng Lợt [b2]")


def test_a_title_carries_its_kind_once() -> None:
    assert COMMUNES[0].title == "Xã Ia Tơi"
    assert Place("x", PlaceKind.COMMUNE, "xã Ia Tơi").title == "Xã Ia Tơi"
    assert Place("x", PlaceKind.COMMUNE, "thị trấn Plei Kần").title == "Thị trấn Plei Kần"
    assert Place("x", PlaceKind.UPPER_LEVEL, "huyện Ia H'Drai").title == "Huyện Ia H'Drai"
    assert VILLAGES[0].title == "Thôn 1"


def test_a_commune_whose_name_begins_like_a_kind_still_gets_its_kind() -> None:
    assert Place("x", PlaceKind.COMMUNE, "Xà Bang").title == "Xã Xà Bang"


def test_places_set_up_apart_from_each_other_meet_at_one_id() -> None:
    assert place_id("huyện Ia H'Drai", "Ia Tơi") == place_id("Huyện Ia H’Drai", "ia  toi")
    assert place_id("huyện Ia H'Drai", "Ia Tơi", "Thôn 1") != place_id("huyện Ia H'Drai", "Ia Đal", "Thôn 1")


def test_villages_of_one_name_are_told_apart_by_what_else_they_are_called() -> None:
    ones = (
        Place("v1", PlaceKind.VILLAGE, "Thôn 1"),
        Place("v2", PlaceKind.VILLAGE, "thôn 1", aliases=("Làng Lợt", "Lợt")),
        Place("v3", PlaceKind.VILLAGE, "Thôn 1"),
        Place("v4", PlaceKind.VILLAGE, "Thôn 2", aliases=("Làng Groi",)),
    )
    assert list(distinct_names(ones).values()) == ["Thôn 1", "thôn 1 (Làng Lợt)", "Thôn 1 (thứ 3)", "Thôn 2"]


@pytest.mark.parametrize("typed", ["Ia Tơi", "xã ia tơi", "XÃ IA TƠI", "Xa Ia Toi", "X. Ia Tơi", " xã  Ia Tơi "])
@pytest.mark.parametrize("above", ["huyện Ia H'Drai", "H. Ia H'Drai", "Huyen Ia HDrai", "Ia H'Drai"])
def test_a_commune_meets_at_one_id_however_its_kind_is_written(typed: str, above: str) -> None:
    assert place_id(above, typed) == place_id("huyện Ia H'Drai", "Ia Tơi")


def test_a_name_that_only_looks_like_a_kind_is_a_name() -> None:
    assert [as_commune(name) for name in ("Xà Bang", "Xa Dung", "Xã")] == ["Xà Bang", "Xa Dung", "Xã"]
    assert place_id("xã Xa Dung") == place_id("Xa Dung")
    assert place_id("Xà Bang") != place_id("Bang")
    assert place_id("H'Lan") != place_id("Lan")
    assert place_id("phường Quang Trung") != place_id("Quang Trung")


@pytest.mark.parametrize(
    ("typed", "printed"),
    [("xã ia tơi", "Ia Tơi"), ("Xã Ia Tơi", "Ia Tơi"), ("thị trấn Plei Kần", "thị trấn Plei Kần")],
)
def test_a_commune_is_printed_without_its_kind_and_with_capitals(typed: str, printed: str) -> None:
    assert as_commune(typed) == printed


@pytest.mark.parametrize(
    ("typed", "printed"), [("H. Ia H'Drai", "huyện Ia H'Drai"), ("tp.Kon Tum", "thành phố Kon Tum"), ("Sở", "Sở")]
)
def test_the_kind_of_an_upper_level_is_spelt_out(typed: str, printed: str) -> None:
    assert as_upper_level(typed) == printed
