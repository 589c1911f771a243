"""PINs on a shared laptop, and the recovery key in the safe."""

import json
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_desktop.domain.errors import RecoveryKeyWrong
from ntm_desktop.exchange.pins import hash_pin, is_pin
from ntm_desktop.exchange.recovery import (
    Secrets,
    TrustedSender,
    new_recovery_key,
    printed,
    public_half,
    read_recovery_key,
    unwrap,
    wrap,
)
from tests.exchange.packages import SEED


def test_a_pin_is_known_by_its_hash_alone() -> None:
    kept = hash_pin("2580")
    assert kept.startswith("$argon2id$v=19$m=65536,t=2,p=1$")
    assert "2580" not in kept
    assert is_pin("2580", kept)
    assert not is_pin("2581", kept)
    assert not is_pin("", kept)


def test_equal_pins_have_other_hashes() -> None:
    assert hash_pin("2580") != hash_pin("2580")


def test_composition_and_spaces_around_do_not_matter() -> None:
    assert is_pin(" cửa 1", hash_pin("cu\u031b\u0309a 1 "))


@pytest.mark.parametrize("kept", ["", "x", "$argon2id$", "$argon2id$v=19$m=65536,t=2,p=1$AAAA$AAAA", "ư"])
def test_a_hash_that_is_none_fits_no_pin(kept: str) -> None:
    assert not is_pin("2580", kept)


def test_a_guess_costs_a_noticeable_while() -> None:
    kept = hash_pin("2580")
    started = time.perf_counter()
    is_pin("0000", kept)
    assert 0.01 < time.perf_counter() - started < 3


@given(st.binary(min_size=16, max_size=16))
@settings(max_examples=200, deadline=None)
def test_what_is_printed_is_typed_back(recovery: bytes) -> None:
    text = printed(recovery)
    assert len(text.split(" ")) == 11
    assert {len(group) for group in text.split(" ")} == {4}
    assert read_recovery_key(text) == recovery
    assert read_recovery_key(f"  {text.replace(' ', '-')}\n") == recovery


def test_every_recovery_key_is_new() -> None:
    keys = {new_recovery_key() for _ in range(50)}
    assert len(keys) == 50
    assert all(read_recovery_key(text) == recovery for text, recovery in keys)


def test_a_digit_mistyped_or_two_swapped_are_noticed_at_once() -> None:
    digits = printed(bytes(range(16))).replace(" ", "")
    wrong = [digits[:at] + str((int(digits[at]) + 1) % 10) + digits[at + 1 :] for at in range(len(digits))]
    wrong += [
        digits[:at] + digits[at + 1] + digits[at] + digits[at + 2 :]
        for at in range(len(digits) - 1)
        if digits[at] != digits[at + 1]
    ]
    for text in (*wrong, "", digits[:-1], digits + "0", "9" * 44):
        with pytest.raises(RecoveryKeyWrong):
            read_recovery_key(text)


def test_letters_that_look_like_digits_are_read_as_these() -> None:
    text = printed(bytes(range(16)))
    as_typed = text.translate(str.maketrans("0158", "OlSB")).lower().replace(" ", " - ")
    assert read_recovery_key(as_typed) == bytes(range(16))
    fullwidth = "".join(chr(ord(letter) + 0xFEE0) if letter.isdigit() else letter for letter in text)
    assert read_recovery_key(fullwidth) == bytes(range(16))


SECRETS = Secrets(SEED, "giấy phép", (TrustedSender("ab" * 32, "xa-ia-toi", "lead", "place"),))


def test_what_was_wrapped_comes_back_with_the_paper_alone() -> None:
    _, recovery = new_recovery_key()
    wrapped = wrap(SECRETS, public_half(recovery))
    assert SEED not in wrapped
    assert SEED.hex().encode() not in wrapped
    assert unwrap(wrapped, recovery) == SECRETS
    with pytest.raises(RecoveryKeyWrong):
        unwrap(wrapped, new_recovery_key()[1])


def test_every_flipped_bit_of_what_was_wrapped_is_noticed() -> None:
    recovery = bytes(16)
    wrapped = wrap(Secrets(SEED), public_half(recovery))
    for bit in range(len(wrapped) * 8):
        flipped = bytearray(wrapped)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(RecoveryKeyWrong):
            unwrap(bytes(flipped), recovery)
    for wrong in (b"", wrapped[:1], wrapped[:30], wrapped[:-1]):
        with pytest.raises(RecoveryKeyWrong):
            unwrap(wrong, recovery)


@pytest.mark.parametrize(
    "stored",
    [
        b"{}",
        b"[]",
        b"no",
        json.dumps({"signing_key": "00", "permit": "", "senders": []}).encode(),
        json.dumps({"signing_key": "00" * 32, "permit": 1, "senders": []}).encode(),
        json.dumps({"signing_key": "00" * 32, "permit": "", "senders": [["x"]]}).encode(),
        json.dumps({"signing_key": "00" * 32, "permit": "", "senders": [["ab" * 32, "", "king", ""]]}).encode(),
    ],
)
def test_what_holds_no_secrets_gives_none(stored: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Secrets, "to_bytes", lambda _: stored)
    with pytest.raises(RecoveryKeyWrong):
        unwrap(wrap(SECRETS, public_half(bytes(16))), bytes(16))


def test_nothing_is_wrapped_under_a_key_that_is_none() -> None:
    with pytest.raises(ValueError):
        wrap(SECRETS, "ff" * 32)
