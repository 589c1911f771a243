"""Texts of the old fonts: every letter goes there and back, and Unicode is never touched."""

import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.legacy_vietnamese import (
    TCVN3_LETTERS,
    VNI_LETTERS,
    Encoding,
    encoding_of_font,
    is_doubtful,
    is_unicode,
    to_unicode,
)

BASES = "aăâeêioôơuưy"
TONES = ("", "\u0300", "\u0301", "\u0309", "\u0303", "\u0323")
SMALL = [unicodedata.normalize("NFC", base + tone) for base in BASES for tone in TONES] + ["đ"]
CAPITALS = [letter.upper() for letter in SMALL]
MARKED = [letter for letter in SMALL + CAPITALS if not letter.isascii()]
TO_TCVN3 = {letter: code for code, letter in TCVN3_LETTERS.items()}
TO_VNI = {letter: code for code, letter in reversed(VNI_LETTERS.items())}
PLAIN = [chr(code) for code in range(0x20, 0x7F)]
IN_TCVN3 = PLAIN + [letter for letter in MARKED if letter in TO_TCVN3]


def typed(text: str, codes: dict[str, str]) -> str:
    return "".join(codes.get(letter, letter) for letter in text)


def test_there_are_134_vietnamese_letters_with_a_mark() -> None:
    assert len(set(MARKED)) == 134


def test_tcvn3_has_every_small_letter_and_the_capitals_without_a_tone() -> None:
    assert {letter for letter in MARKED if letter.islower()} <= TO_TCVN3.keys()
    assert {letter for letter in TO_TCVN3 if letter.isupper()} == set("ĂÂÊÔƠƯĐ")


def test_vni_has_every_letter() -> None:
    assert set(MARKED) == TO_VNI.keys()


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Céng hßa x· héi chñ nghÜa ViÖt Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("§éc lËp - Tù do - H¹nh phóc", "Độc lập - Tự do - Hạnh phúc"),
        ("NguyÔn ThÞ Hång, n­íc, ®­êng 5 m²", "Nguyễn Thị Hồng, nước, đường 5 m²"),
    ],
)
def test_tcvn3_is_read_as_its_font_shows_it(before: str, after: str) -> None:
    assert to_unicode(before, Encoding.TCVN3) == after


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("Coäng hoøa xaõ hoäi chuû nghóa Vieät Nam", "Cộng hòa xã hội chủ nghĩa Việt Nam"),
        ("Ñoäc laäp - Töï do - Haïnh phuùc", "Độc lập - Tự do - Hạnh phúc"),
        ("ÑÖÔØNG GIAO THOÂNG, Thò Nguyeãn, kyø", "ĐƯỜNG GIAO THÔNG, Thị Nguyễn, kỳ"),
        ("Aùnh, Oâng", "Ánh, Ông"),
    ],
)
def test_vni_is_read_as_its_font_shows_it(before: str, after: str) -> None:
    assert to_unicode(before, Encoding.VNI) == after


def test_the_fonts_of_capitals_show_capitals() -> None:
    assert to_unicode("ñy ban nh©n d©n x·", Encoding.TCVN3_CAPITALS) == "ỦY BAN NHÂN DÂN XÃ"


@given(st.text(alphabet=st.sampled_from(IN_TCVN3)))
def test_what_was_typed_in_tcvn3_comes_back(text: str) -> None:
    assert to_unicode(typed(text, TO_TCVN3), Encoding.TCVN3) == text


_VOWELS = set("aăâeêoôơuưyAĂÂEÊOÔƠUƯY")


@given(st.lists(st.sampled_from(MARKED), max_size=30))
def test_what_was_typed_in_vni_comes_back(letters: list[str]) -> None:
    """Letters apart from each other: a bare vowel before a code would read as one letter with it."""
    text = " ".join(letters)
    assert to_unicode(typed(text, TO_VNI), Encoding.VNI) == text


@given(st.text(alphabet=st.sampled_from(PLAIN)), st.sampled_from([Encoding.TCVN3, Encoding.VNI]))
def test_a_text_without_marks_is_the_same_in_every_font(text: str, encoding: Encoding) -> None:
    assert to_unicode(text, encoding) == text


@given(st.text(alphabet=st.sampled_from(PLAIN + MARKED)), st.sampled_from(list(Encoding)))
def test_a_text_with_a_letter_beyond_latin_1_is_unicode_whatever_its_font(text: str, encoding: Encoding) -> None:
    written = f"{text}ệ"
    assert to_unicode(written, encoding) == written


@given(st.text())
def test_the_result_is_always_composed(text: str) -> None:
    for encoding in Encoding:
        assert unicodedata.is_normalized("NFC", to_unicode(text, encoding))


@pytest.mark.parametrize(
    ("name", "encoding"),
    [
        (".VnTime", Encoding.TCVN3),
        (".VnTimeH", Encoding.TCVN3_CAPITALS),
        (".VnArial NarrowH", Encoding.TCVN3_CAPITALS),
        (".vntime", Encoding.TCVN3),
        ("VNI-Times", Encoding.VNI),
        ("Vni-Helve", Encoding.VNI),
        ("Times New Roman", None),
        ("Arial", None),
        ("", None),
    ],
)
def test_the_fonts_name_tells_the_encoding(name: str, encoding: Encoding | None) -> None:
    assert encoding_of_font(name) is encoding


def test_only_latin_1_letters_without_a_font_are_doubtful() -> None:
    assert is_doubtful("Hµ Néi")
    assert is_doubtful("Bình")
    assert not is_doubtful("Nguyễn")
    assert not is_doubtful("An – Binh")
    assert is_unicode("Ba\u0301")  # a letter with a mark of its own
