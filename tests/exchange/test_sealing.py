"""Sealing: only those named can open it, and nothing in it can be changed, moved or left out."""

import hashlib
import io
import json
import tracemalloc
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_desktop.domain.errors import PackageDamaged, PackageSealedForOthers
from ntm_desktop.exchange import keys, sealing
from ntm_desktop.exchange.manifest import PlaceRef, Recipient
from ntm_desktop.exchange.package import open_package, verify_package
from ntm_desktop.exchange.sealing import CHUNK, Deflater, Inflated, Sealer, seal_key, unseal_key, unsealed
from tests.exchange.packages import (
    SEALED_TO,
    SEED,
    STRANGER_SEED,
    UPPER_SEED,
    members_of,
    operations,
    segments,
    whole_package,
    with_payload,
    zipped,
)

KEY = bytes(range(32))
SEALED_CHUNK = CHUNK + 17


def sealed(data: bytes, key: bytes = KEY, step: int = 1000) -> bytes:
    out = bytearray()
    sealer = Sealer(key, out.extend)
    for start in range(0, len(data), step):
        sealer.write(data[start : start + step])
    sealer.close()
    return bytes(out)


def opened(data: bytes, key: bytes = KEY) -> bytes:
    return b"".join(unsealed(io.BytesIO(data), key))


@pytest.mark.parametrize("size", [0, 1, CHUNK - 1, CHUNK, CHUNK + 1, 3 * CHUNK, 3 * CHUNK + 5])
def test_what_was_sealed_is_opened(size: int) -> None:
    data = bytes(index % 251 for index in range(size))
    assert opened(sealed(data)) == opened(sealed(data, step=10**6)) == data


def test_the_same_twice_is_sealed_otherwise() -> None:
    assert sealed(b"x") != sealed(b"x")


def test_another_key_opens_nothing() -> None:
    with pytest.raises(ValueError):
        opened(sealed(b"x" * 100), bytes(32))


def test_cut_off_anywhere_it_is_refused() -> None:
    data = sealed(b"x" * 500)
    for length in range(len(data)):
        with pytest.raises(ValueError):
            opened(data[:length])


def test_whole_chunks_left_out_moved_or_doubled_are_noticed() -> None:
    data = sealed(bytes(3 * CHUNK + 5))
    start, chunks = data[:24], [data[at : at + SEALED_CHUNK] for at in range(24, len(data), SEALED_CHUNK)]
    a, b, c, last = chunks
    for wrong in (
        *([a, b, c], [a, b], [], [b, c, last], [a, c, last], [a, b, last], [last]),
        *([b, a, c, last], [a, c, b, last], [last, a, b, c], [a, a, b, c, last], [a, b, c, last, last]),
        [a, b, c, last, b"\0"],
    ):
        with pytest.raises(ValueError):
            opened(start + b"".join(wrong))


def test_every_flipped_bit_is_noticed() -> None:
    data = sealed(b"x" * 60)
    for bit in range(len(data) * 8):
        flipped = bytearray(data)
        flipped[bit // 8] ^= 1 << bit % 8
        with pytest.raises(ValueError):
            opened(bytes(flipped))


def test_a_chunk_shorter_than_all_but_the_last_is_refused() -> None:
    """Nobody writes it so; only one way to seal is accepted."""
    out = bytearray()
    sealer = Sealer(KEY, out.extend)
    out += sealing._push(sealer._state, b"short", None, 0)
    sealer.close()
    with pytest.raises(ValueError):
        opened(bytes(out))


def test_an_envelope_opens_for_its_laptop_alone() -> None:
    envelope = seal_key(KEY, keys.public_key(SEED))
    assert unseal_key(envelope, SEED) == KEY
    assert unseal_key(envelope, STRANGER_SEED) is None
    for wrong in (b"", envelope[:-1], envelope + b"\0", bytes(len(envelope))):
        assert unseal_key(wrong, SEED) is None


@pytest.mark.parametrize("key", ["", "zz", "00" * 31, "00" * 32, "ff" * 32])
def test_what_is_no_key_gets_no_envelope(key: str) -> None:
    with pytest.raises(ValueError):
        seal_key(KEY, key)


@given(st.lists(st.binary(max_size=300), max_size=10), st.integers(1, 50))
@settings(max_examples=100, deadline=None)
def test_deflated_chunks_read_as_one_stream(pieces: list[bytes], step: int) -> None:
    out = bytearray()
    deflater = Deflater(out.extend)
    for piece in pieces:
        deflater.write(piece * 20)
    deflater.close()
    chunks = [bytes(out[start : start + step]) for start in range(0, len(out), step)]
    expected = b"".join(piece * 20 for piece in pieces)
    assert io.BufferedReader(Inflated(iter(chunks)), 16).read() == expected
    for wrong in (chunks[:-1], [*chunks, b"x"], []):
        with pytest.raises(ValueError):
            io.BufferedReader(Inflated(iter(wrong)), 16).read()


def test_a_bomb_unfolds_no_further_than_it_is_read() -> None:
    out = bytearray()
    deflater = Deflater(out.extend)
    for _ in range(100):
        deflater.write(bytes(2**20))
    deflater.close()
    tracemalloc.start()
    stream = io.BufferedReader(Inflated(iter([bytes(out)])), 1 << 16)
    assert stream.readline(1000) == bytes(1000)
    assert tracemalloc.get_traced_memory()[1] < 2**20
    tracemalloc.stop()


# In a package


def test_recipients_and_the_sender_open_it_and_nobody_else(tmp_path: Path) -> None:
    path = whole_package(tmp_path, recipients=SEALED_TO)
    for seed in (SEED, UPPER_SEED):
        with open_package(path, None, signing_key=seed) as found:
            assert found.is_readable
            assert list(found.segments()) == list(segments(operations(5)))
        assert verify_package(path, signing_key=seed).is_ok
    for other in (STRANGER_SEED, None):
        with open_package(path, None, signing_key=other) as found:
            assert not found.is_readable
            with pytest.raises(PackageSealedForOthers) as caught:
                found.segments()
        assert caught.value.path == str(path)
        verified = verify_package(path, signing_key=other)
        assert isinstance(verified.fault, PackageSealedForOthers)
        assert verified.summary is not None
        assert verified.words == keys.six_words(keys.public_key(SEED))


def test_every_laptop_of_every_recipient_opens_it(tmp_path: Path) -> None:
    seeds = [bytes([n]) * 32 for n in range(20, 26)]
    public = [keys.public_key(seed) for seed in seeds]
    to = (Recipient(PlaceRef("1"), tuple(public[:4])), Recipient(PlaceRef("2"), tuple(public[4:])))
    path = whole_package(tmp_path, recipients=to)
    assert all(verify_package(path, signing_key=seed).is_ok for seed in seeds)


def test_a_place_without_a_known_key_does_not_open_it_to_all(tmp_path: Path) -> None:
    path = whole_package(tmp_path, recipients=(*SEALED_TO, Recipient(PlaceRef("623"))))
    assert not verify_package(path).is_ok
    assert "segments.jsonl" not in members_of(path)


def test_where_no_key_is_known_it_stays_open_to_all(tmp_path: Path) -> None:
    path = whole_package(tmp_path, recipients=(Recipient(PlaceRef("623")),))
    assert verify_package(path).is_ok
    assert "segments.jsonl" in members_of(path)


def test_neither_texts_nor_names_stand_in_a_sealed_file(tmp_path: Path) -> None:
    path = whole_package(tmp_path, recipients=SEALED_TO)
    everything = b"".join(members_of(path).values()).decode("utf-8", "replace")
    for said in ("H'Lan", "Ia Tơi", "H'Drai", "figure", "9d6bc1f0a7e24c0f8b1d2e3f4a5b6c7d"):
        assert said not in everything


def test_a_sealed_payload_is_as_small_as_an_open_one(tmp_path: Path) -> None:
    plain = whole_package(tmp_path, operations(20_000)).stat().st_size
    assert whole_package(tmp_path, operations(20_000), recipients=SEALED_TO).stat().st_size < plain * 1.02 + 1000


@pytest.mark.parametrize("length", [0, 10, 24, 41, -20, -1])
def test_a_sealed_payload_cut_short_and_signed_again_is_refused(tmp_path: Path, length: int) -> None:
    members = members_of(whole_package(tmp_path, recipients=SEALED_TO))
    cut = members["segments.sealed"][:length]
    _refused(tmp_path, with_payload(members, cut, name="segments.sealed"))


def test_a_payload_sealed_with_another_key_is_refused(tmp_path: Path) -> None:
    members = members_of(whole_package(tmp_path, recipients=SEALED_TO))
    _refused(tmp_path, with_payload(members, sealed(b"x"), name="segments.sealed"))


def test_swapped_envelopes_are_refused(tmp_path: Path) -> None:
    members = members_of(whole_package(tmp_path, recipients=SEALED_TO))

    def swap(document: dict[str, Any]) -> None:
        first, second = document["sealed"]["keys"]
        first["sealed_key"], second["sealed_key"] = second["sealed_key"], first["sealed_key"]

    path = tmp_path / "p.ntm"
    path.write_bytes(with_payload(members, members["segments.sealed"], swap, name="segments.sealed"))
    found = verify_package(path, signing_key=UPPER_SEED)
    assert isinstance(found.fault, PackageSealedForOthers)


def test_an_open_payload_cannot_be_slipped_in_for_a_sealed_one(tmp_path: Path) -> None:
    members = members_of(whole_package(tmp_path, recipients=SEALED_TO))
    payload = members.pop("segments.sealed")
    slipped = {**members, "segments.jsonl": payload}
    path = tmp_path / "p.ntm"
    path.write_bytes(zipped(slipped.items()))
    assert not verify_package(path, signing_key=UPPER_SEED).is_ok
    assert hashlib.sha256(payload).hexdigest() == json.loads(members["manifest.json"])["members"][0]["sha256"]


def _refused(folder: Path, data: bytes) -> None:
    path = folder / "p.ntm"
    path.write_bytes(data)
    found = verify_package(path, signing_key=UPPER_SEED)
    assert isinstance(found.fault, PackageDamaged)
    assert found.fault.reason == "malformed"
