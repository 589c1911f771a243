import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.names import fold, matches, nfc, squeeze


@pytest.mark.parametrize(
    ("written", "folded"),
    [
        ("Đăk Hlơ̆", "dak hlo"),
        ("Plei Ê̆", "plei e"),
        ("ƀuôn Čư Ŏr ĕ", "buon cu or e"),
        ("Ia H'Drai", "ia hdrai"),
        ("Ia H’Drai", "ia hdrai"),
        ("IA DƠR", "ia dor"),
        ("  Thôn \t Chư   Hem ", "thon chu hem"),
    ],
)
def test_names_are_folded_without_marks_strokes_and_apostrophes(written: str, folded: str) -> None:
    assert fold(written) == folded
    assert fold(unicodedata.normalize("NFD", written)) == folded


def test_names_that_people_join_or_split_meet_when_squeezed() -> None:
    assert squeeze("ĐăkHlơ") == squeeze("Đăk Hlơ") == "dakhlo"
    assert squeeze("Làng Groi (Thôn 3)") == "langgroithon3"


def test_every_word_of_a_query_must_occur_without_marks() -> None:
    texts = ("Phòng Lao động – Thương binh và Xã hội", "Năm 2024")
    assert matches("lao dong 2024", texts)
    assert matches("", texts)
    assert not matches("lao dong 2023", texts)


@pytest.mark.parametrize(
    ("query", "text"),
    [
        ("ubnd", "Ủy  ban nhân dân các xã"),
        ("UBND huyện", "Ủy ban nhân dân huyện Ia H'Drai"),
        ("ủy ban nhân dân", "UBND các xã"),
        ("nn&ptnt", "Phòng Nông nghiệp và Phát triển nông thôn"),
        ("phong nong nghiep", "Phòng NN&PTNT"),
        ("lđ-tbxh", "Phòng Lao động – Thương binh và Xã hội"),
        ("TC-KH", "Phòng Tài chính – Kế hoạch"),
    ],
)
def test_a_unit_is_found_by_its_short_and_by_its_full_name(query: str, text: str) -> None:
    short_forms = {
        "UBND": "Ủy ban nhân dân",
        "NNPTNT": "Nông nghiệp và Phát triển nông thôn",
        "LĐTBXH": "Lao động - Thương binh và Xã hội",
        "TCKH": "Tài chính - Kế hoạch",
    }
    assert matches(query, (text,), short_forms)
    assert not matches(query, ("Hạt Kiểm lâm",), short_forms)
    assert not matches("ubnd", ("Nhân dân bàn với ban thôn",), short_forms)


def test_initials_of_words_that_follow_each_other_are_found() -> None:
    texts = ("Tỷ lệ hộ nghèo đa chiều", "Ủy ban nhân dân xã")
    assert matches("hn", texts)
    assert matches("HNĐC", texts)
    assert matches("ubnd ty le", texts)
    assert not matches("hd", texts)
    assert not matches("cu", texts), "initials of two texts are not read together"
    assert not matches("h1", texts)


@given(st.text(max_size=20), st.lists(st.text(max_size=20), max_size=3))
def test_looking_for_anything_answers_yes_or_no(query: str, texts: list[str]) -> None:
    assert matches(query, texts) in (True, False)
    assert matches(query, (*texts, query))


@given(st.text())
def test_folding_twice_changes_nothing_and_composition_does_not_matter(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert squeeze(unicodedata.normalize("NFD", text)) == squeeze(nfc(text))


@given(st.text())
def test_composition_is_settled_at_the_entrance(text: str) -> None:
    assert unicodedata.is_normalized("NFC", nfc(text))
