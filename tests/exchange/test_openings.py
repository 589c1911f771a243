"""Personal values beside a signed segment: opened, left behind, erased; never exchanged for others."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.operation import Operation, is_withheld
from ntm_desktop.exchange import openings

DEVICE = "0123456789abcdef"


def _operation(seq: int, value: object, kind: str = "household", field: str = "poverty") -> Operation:
    text = json.dumps(value, ensure_ascii=False)
    return Operation(DEVICE, 1, seq, kind, "xã|1f", field, text, "", "A Nam", 1)


def _log() -> list[Operation]:
    return [
        _operation(1, {"n": "1"}, "reading", "figure"),
        _operation(2, "poor"),
        _operation(3, "Rơ Châm H'Lan", field="note"),
        _operation(4, True, field="erased"),
    ]


def test_what_is_signed_holds_no_personal_value() -> None:
    closed, opening = openings.close(_log())
    assert [is_withheld(one.value) for one in closed] == [False, True, True, False]
    assert "poor" not in json.dumps([one.value for one in closed])
    assert set(opening.values) == {2, 3}


def test_what_was_closed_is_opened_again() -> None:
    closed, opening = openings.close(_log())
    assert openings.reopen(closed, openings.from_line(openings.to_line(opening))) == _log()


def test_without_its_opening_a_value_stays_withheld() -> None:
    closed, _ = openings.close(_log())
    assert openings.reopen(closed, openings.NOTHING) == closed
    again, nothing = openings.close(closed)
    assert (again, nothing.is_empty) == (closed, True)


@pytest.mark.parametrize("value", ['"near_poor"', '"poor" ', "null"])
def test_another_value_than_the_signed_one_is_refused(value: str) -> None:
    closed, opening = openings.close(_log())
    forged = openings.Opening(opening.salt, {}, {**opening.values, 2: value})
    with pytest.raises(ValueError, match="not signed"):
        openings.reopen(closed, forged)


def test_a_value_for_what_is_no_personal_data_is_refused() -> None:
    closed, opening = openings.close(_log())
    forged = openings.Opening(opening.salt, {}, {**opening.values, 1: '{"n":"2"}'})
    with pytest.raises(ValueError, match="not signed"):
        openings.reopen(closed, forged)


def test_a_value_for_an_operation_that_is_not_there_is_refused() -> None:
    closed, opening = openings.close(_log())
    forged = openings.Opening(opening.salt, {}, {**opening.values, 9: '"poor"'})
    with pytest.raises(ValueError, match="other operations"):
        openings.reopen(closed, forged)


def test_what_was_erased_cannot_be_opened_and_the_rest_can() -> None:
    closed, opening = openings.close(_log())
    left = openings.from_line(openings.to_line(openings.erase(opening, [2])))
    opened = openings.reopen(closed, left)
    assert is_withheld(opened[1].value)
    assert opened[2] == _log()[2]
    assert left.salt == b""


def test_erasing_the_last_value_leaves_nothing() -> None:
    _, opening = openings.close(_log())
    assert openings.erase(opening, [2, 3]) == openings.NOTHING


def test_two_openings_of_one_line_open_together_what_either_opens() -> None:
    closed, opening = openings.close(_log())
    first, second = openings.erase(opening, [2]), openings.erase(opening, [3])
    assert openings.reopen(closed, openings.merge(first, second)) == _log()
    assert openings.merge(opening, first) == opening
    assert openings.merge(openings.NOTHING, first) == first


@given(st.lists(st.text(max_size=20), min_size=1, max_size=20), st.sets(st.integers(1, 20)))
def test_whatever_is_erased_the_others_open_as_they_were(texts: list[str], gone: set[int]) -> None:
    log = [_operation(seq, text) for seq, text in enumerate(texts, start=1)]
    closed, opening = openings.close(log)
    opened = openings.reopen(closed, openings.erase(opening, gone))
    for before, after in zip(log, opened, strict=True):
        assert is_withheld(after.value) if before.seq in gone else after == before


@pytest.mark.parametrize(
    "line",
    [
        b"{}",
        b"[]",
        b'{"values":{}}',
        b'{"values":{"2":"1"}}',
        b'{"values":{"2":1},"salt":"00112233445566778899aabbccddeeff"}',
        b'{"values":{"x":"1"},"salt":"00112233445566778899aabbccddeeff"}',
        b'{"values":{"2":"1"},"salt":"0011"}',
        b'{"values":{"2":"1"},"salts":{"3":"00112233445566778899aabbccddeeff"}}',
        b'{"values":{"2":"poor"},"salt":"00112233445566778899aabbccddeeff"}',
    ],
)
def test_a_line_that_is_no_opening_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError):
        openings.from_line(line)
