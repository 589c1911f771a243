"""Segments: nobody writes in another's name, moves what another wrote, or leaves a row out."""

from typing import Any

import pytest

from ntm_desktop.domain.history import START, History
from ntm_desktop.domain.operation import Operation
from ntm_desktop.exchange import keys
from ntm_desktop.exchange.operation_lines import BLOCK_SIZE, encode
from ntm_desktop.exchange.segments import (
    Segment,
    from_lines,
    is_authentic,
    make_segments,
    operations_of,
    sign_line,
    to_lines,
)
from tests.exchange.packages import DEVICE, SEED, STRANGER_SEED, operation, operations

KEY = keys.public_key(SEED)
SAMPLE = "5a5a000000000001"


def one(rows: list[Operation] | None = None) -> Segment:
    [segment] = make_segments(rows or operations(5), SEED)
    return segment


def test_a_log_becomes_segments_and_a_log_again() -> None:
    rows = operations(2 * BLOCK_SIZE + 3)
    made = list(make_segments(rows, SEED))
    assert [(each.first, each.last) for each in made] == [(1, 4096), (4097, 8192), (8193, 8195)]
    assert [row for each in made for row in operations_of(each)] == rows
    assert all(is_authentic(each, KEY) for each in made)


def test_the_same_rows_make_the_same_segment() -> None:
    assert one() == one()


@pytest.mark.parametrize(
    "rows",
    [
        [operation(1), operation(3)],
        [operation(2), operation(1)],
        [operation(1), operation(1)],
        [operation(1), operation(2, incarnation=2)],
        [operation(1), operation(2, device="2" * 16)],
        [*operations(BLOCK_SIZE), operation(BLOCK_SIZE + 2)],
        [*operations(BLOCK_SIZE), operation(BLOCK_SIZE + 1, incarnation=2)],
    ],
)
def test_rows_that_do_not_follow_each_other_are_refused(rows: list[Operation]) -> None:
    with pytest.raises(ValueError):
        list(make_segments(rows, SEED))


def test_only_sample_data_goes_unsigned() -> None:
    with pytest.raises(ValueError):
        list(make_segments(operations(1), None))
    for key in (None, SEED):
        [segment] = make_segments([operation(1, device=SAMPLE, parents="")], key)
        assert segment.signature == b""
        assert is_authentic(segment, None)


def test_a_signature_on_sample_data_is_no_segment_of_anybody() -> None:
    [segment] = make_segments([operation(1, device=SAMPLE, parents="")], None)
    assert not is_authentic(segment._replace(signature=one().signature), KEY)


def test_real_data_without_a_signature_is_not_authentic() -> None:
    assert not is_authentic(one()._replace(signature=b""), KEY)
    assert not is_authentic(one()._replace(signature=b""), None)
    assert not is_authentic(one(), None)


def test_another_key_signs_in_nobody_elses_name() -> None:
    [forged] = make_segments(operations(5), STRANGER_SEED)
    assert not is_authentic(forged, KEY)
    assert is_authentic(forged, keys.public_key(STRANGER_SEED))


@pytest.mark.parametrize(
    "changes",
    [
        {"device": "2" * 16},
        {"device": SAMPLE},
        {"incarnation": 2},
        {"first": 2},
        {"last": 6},
        {"first": 11, "last": 15},
    ],
)
def test_a_segment_moved_to_another_origin_or_range_is_noticed_twice(changes: dict[str, Any]) -> None:
    moved = one()._replace(**changes)
    assert not is_authentic(moved, KEY)
    with pytest.raises(ValueError):
        operations_of(moved)


def test_a_segment_names_what_stands_before_it() -> None:
    rows = operations(2 * BLOCK_SIZE + 3)
    history = History()
    for each in make_segments(rows, SEED):
        assert each.before == history.digest
        history.add(operations_of(each))
    assert one().before == START


def test_segments_go_on_from_what_stands() -> None:
    rows = operations(20)
    history = History()
    history.add(rows[:7])
    expected = history.digest
    [later] = make_segments(rows[7:], SEED, history)
    assert later.before == expected
    assert history.at == len(rows)


def test_another_past_than_was_signed_is_noticed() -> None:
    for before in (b"", bytes([1]) * 32):
        assert not is_authentic(one()._replace(before=before), KEY)


def test_a_segment_of_the_first_format_named_no_past_and_is_still_authentic() -> None:
    [(line, rows)] = encode(operations(5))
    first = sign_line(line, rows[0], len(rows), SEED)
    assert is_authentic(first, KEY)
    assert not is_authentic(first._replace(before=START), KEY)
    header, stored = to_lines(first).splitlines(keepends=True)
    assert b"before" not in header
    assert from_lines(header, stored) == first


def test_the_line_of_another_segment_is_noticed() -> None:
    [other] = make_segments([operation(seq, value="1") for seq in range(1, 6)], SEED)
    assert not is_authentic(one()._replace(line=other.line), KEY)


def test_a_signature_over_a_header_that_lies_is_still_refused_when_decoded() -> None:
    [(line, rows)] = encode(operations(5))
    for first, count in ((rows[0], 4), (rows[0], 6), (rows[1], 5), (operation(1, incarnation=2), 5)):
        lying = sign_line(line, first, count, SEED)
        assert is_authentic(lying, KEY)
        with pytest.raises(ValueError):
            operations_of(lying)


@pytest.mark.parametrize(
    "rows",
    [
        [operation(1), operation(2, device="2" * 16), operation(3)],
        [operation(1), operation(3), operation(2)],
        [operation(1), operation(1), operation(3)],
    ],
)
def test_a_row_of_another_laptop_hidden_in_a_signed_line_is_refused(rows: list[Operation]) -> None:
    [(line, _)] = encode(rows)
    with pytest.raises(ValueError):
        operations_of(sign_line(line, rows[0], 3, SEED))


def test_every_flipped_bit_of_line_and_signature_is_noticed() -> None:
    segment = one()
    for field in ("line", "signature"):
        data: bytes = getattr(segment, field)
        for bit in range(len(data) * 8):
            flipped = bytearray(data)
            flipped[bit // 8] ^= 1 << bit % 8
            changes: dict[str, Any] = {field: bytes(flipped)}
            assert not is_authentic(segment._replace(**changes), KEY)


def test_lines_in_a_package_come_back_as_they_were() -> None:
    for segment in (one(), *make_segments([operation(1, device=SAMPLE, parents="")], None)):
        header, line = to_lines(segment).splitlines(keepends=True)
        assert from_lines(header, line) == segment


def test_an_unknown_field_of_the_header_is_let_be() -> None:
    header, line = to_lines(one()).splitlines(keepends=True)
    assert from_lines(header.replace(b"{", b'{"more":[1],', 1), line) == one()


@pytest.mark.parametrize(
    ("header", "line"),
    [
        (b"", b"x\n"),
        (b"{}\n", b"x\n"),
        (b"[]\n", b"x\n"),
        (b"\xff\n", b"x\n"),
        (None, b""),
        (None, b"x"),
        (b'{"device":1}\n', b"x\n"),
    ],
)
def test_what_is_no_segment_is_refused(header: bytes | None, line: bytes) -> None:
    own = to_lines(one()).splitlines(keepends=True)[0]
    with pytest.raises(ValueError):
        from_lines(own if header is None else header, line)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        (b'"first":1', b'"first":0'),
        (b'"first":1', b'"first":"1"'),
        (b'"last":5', b'"last":0'),
        (b'"last":5', b'"last":4097'),
        (b'"last":5', b'"last":null'),
        (b'"incarnation":1', b'"incarnation":-1'),
        (b'"incarnation":1', b'"incarnation":true'),
        (DEVICE.encode(), DEVICE.upper().encode()),
        (b'"signature":"', b'"signature":"0'),
        (b'"signature":"', b'"signature":5,"x":"'),
        (b'"before":"', b'"before":"0'),
        (b'"before":"', b'"before":null,"x":"'),
        (b'"before":"', b'"before":"","x":"'),
    ],
)
def test_a_header_out_of_its_limits_is_refused(before: bytes, after: bytes) -> None:
    header, line = to_lines(one()).splitlines(keepends=True)
    assert before in header
    with pytest.raises(ValueError):
        from_lines(header.replace(before, after, 1), line)
