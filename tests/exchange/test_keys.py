"""Signing keys and the six words."""

import unicodedata

import pytest

import resources
from ntm_desktop.domain.names import fold
from ntm_desktop.exchange import keys

GOLDEN_WORDS = "hươu sao, hồi hương, em bé, sò huyết, gạch ngói, quả na"

# What is told apart badly over a phone, or not at all in one region or another.
_FIRST = {
    "ngh": "ng",
    "gh": "g",
    "tr": "ch",
    "gi": "d",
    "qu": "cu",
    "s": "x",
    "r": "d",
    "v": "d",
    "l": "n",
    "k": "c",
}
_LAST = {"ng": "n", "nh": "n", "ch": "t", "c": "t", "y": "i"}


def test_every_key_is_new() -> None:
    seeds = {keys.new_signing_key() for _ in range(50)}
    assert len(seeds) == 50
    assert {len(seed) for seed in seeds} == {32}


def test_a_signature_holds_for_its_message_and_key_alone() -> None:
    seed, other = bytes(32), bytes([1] * 32)
    signature = keys.sign(seed, b"message")
    assert keys.is_signed_by(keys.public_key(seed), b"message", signature)
    assert not keys.is_signed_by(keys.public_key(seed), b"massage", signature)
    assert not keys.is_signed_by(keys.public_key(other), b"message", signature)


def test_every_flipped_bit_of_a_signature_is_noticed() -> None:
    seed = bytes(32)
    signature = keys.sign(seed, b"message")
    for bit in range(len(signature) * 8):
        flipped = bytearray(signature)
        flipped[bit // 8] ^= 1 << bit % 8
        assert not keys.is_signed_by(keys.public_key(seed), b"message", bytes(flipped))


@pytest.mark.parametrize("public_key", ["", "zz", "00" * 31, "00" * 32, "ff" * 32, "01" + "00" * 31])
def test_a_key_that_is_none_signs_nothing(public_key: str) -> None:
    assert not keys.is_signed_by(public_key, b"message", bytes(64))


@pytest.mark.parametrize("length", [0, 1, 63, 65, 1000])
def test_a_signature_of_the_wrong_length_is_none(length: int) -> None:
    assert not keys.is_signed_by(keys.public_key(bytes(32)), b"message", bytes(length))


def test_six_words_stay_the_same_for_a_key_for_ever() -> None:
    assert keys.six_words("00" * 32) == GOLDEN_WORDS
    assert len(keys.six_words("00" * 32).split(", ")) == 6


def test_keys_that_differ_in_one_bit_have_other_words() -> None:
    words = {keys.six_words(f"{1 << bit:064x}") for bit in range(0, 256, 8)}
    assert len(words) == 32


def test_there_are_512_words_of_two_syllables() -> None:
    words = resources.text("exchange", "words.txt").splitlines()
    assert len(words) == 512
    assert tuple(words) == keys.spoken_words()
    assert all(len(word.split(" ")) == 2 and len(word) <= 12 for word in words)
    assert all(word == unicodedata.normalize("NFC", word) == word.lower().strip() for word in words)


def test_words_are_unique_without_marks_and_spaces() -> None:
    assert len({fold(word).replace(" ", "") for word in keys.spoken_words()}) == 512


def test_no_two_words_sound_alike_over_a_phone() -> None:
    """Dialects folded together, two words still differ in two places; nor is one the other turned around."""
    seen: dict[str, str] = {}
    turned: dict[tuple[str, ...], str] = {}
    for word in keys.spoken_words():
        sounds = [_sound(syllable) for syllable in word.split()]
        order = tuple(sorted(sounds))
        assert order not in turned, (word, turned[order])
        turned[order] = word
        for spelling in _one_letter_away(" ".join(sounds)):
            assert seen.setdefault(spelling, word) == word


def _sound(syllable: str) -> str:
    first, rest = ("đ", fold(syllable[1:])) if syllable.startswith("đ") else ("", fold(syllable))
    if not first:
        for written, spoken in _FIRST.items():
            if rest.startswith(written) and len(rest) > len(written):
                first, rest = spoken, rest[len(written) :]
                break
    for written, spoken in _LAST.items():
        if rest.endswith(written):
            rest = rest.removesuffix(written) + spoken
            break
    return first + rest


def _one_letter_away(text: str) -> set[str]:
    """What two texts have in common when one letter is changed, missing or too many."""
    return {f"{text[:at]}*{text[at + 1 :]}" for at in range(len(text))} | {
        f"{text[:at]}*{text[at:]}" for at in range(len(text) + 1)
    }
