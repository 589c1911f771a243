"""Operations as lines: what goes in comes out; what nobody would have written is refused."""

import json
import zlib
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ntm_desktop.domain.operation import Operation, OperationKey
from ntm_desktop.exchange.operation_lines import BLOCK_SIZE, Block, decode, encode
from tests.exchange.packages import DEVICE, operation, operations

_devices = st.sampled_from([DEVICE, "0000000000000000", "5a5affffffffffff"])
_integers = st.integers(1, 2**63 - 1) | st.integers(1, 50)
_keys = st.builds(OperationKey, _devices, st.sampled_from([0, 1, 2**62]), _integers)
_texts = st.text(max_size=20) | st.sampled_from(["", "|", "a|b|c", "|||||||||||", "Ia H'Drai ơ̆ ê̆"])
_json = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False, allow_infinity=False) | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=5,
)
_values = st.builds(lambda value, plain: json.dumps(value, ensure_ascii=plain), _json, st.booleans())
_operations = st.builds(
    lambda key, kind, entity, field, value, parents, person, at: Operation(
        key.device, key.incarnation, key.seq, kind, entity, field, value, " ".join(map(str, parents)), person, at
    ),
    *(_keys, _texts, _texts, _texts, _values, st.lists(_keys, max_size=3), _texts, st.integers(0, 32_503_680_000)),
)


def lines_of(rows: list[Operation]) -> list[bytes]:
    return [line for line, _ in encode(rows)]


def read(lines: list[bytes]) -> list[Operation]:
    return [row for line in lines for row in decode(line).operations]


@given(st.lists(_operations, max_size=12))
@settings(max_examples=300, deadline=None)
def test_any_operations_come_out_as_they_went_in(rows: list[Operation]) -> None:
    assert read(lines_of(rows)) == rows


@given(st.lists(st.sampled_from([*operations(30), operation(9, entity="a" * 32), operation(3, parents="")])))
@settings(max_examples=100, deadline=None)
def test_rows_that_resemble_each_other_come_out_as_they_went_in(rows: list[Operation]) -> None:
    assert read(lines_of(rows)) == rows


def test_blocks_are_bounded_in_rows_and_in_text() -> None:
    assert [len(block) for _, block in encode(operations(2 * BLOCK_SIZE + 1))] == [BLOCK_SIZE, BLOCK_SIZE, 1]
    long = [operation(seq, value=json.dumps("ă" * 100_000)) for seq in range(1, 11)]
    assert max(len(line) for line in lines_of(long)) < 2**20
    assert read(lines_of(long)) == long


def test_a_changed_cell_costs_less_than_twenty_bytes() -> None:
    rows = operations(20_000)
    assert len(zlib.compress(b"".join(lines_of(rows)), 6)) / len(rows) < 10


def test_fields_of_a_later_version_survive_row_by_row() -> None:
    rows = operations(4)
    extra: dict[OperationKey, dict[str, Any]] = {
        rows[1].key: {"reason": "theo biên bản", "weight": [1, {"a": None}]},
        rows[3].key: {"reason": "x"},
    }
    [(line, _)] = encode(rows, extra)
    assert decode(line) == Block(rows, extra)


def test_an_extra_field_cannot_pass_for_a_known_one() -> None:
    rows = operations(1)
    with pytest.raises(ValueError):
        list(encode(rows, {rows[0].key: {"value": "1"}}))


@pytest.mark.parametrize(
    "changes",
    [
        {"device": "1F3A99C0DE51B2A7"},
        {"device": "1f3a99c0de51b2a"},
        {"incarnation": -1},
        {"incarnation": 2**63},
        {"seq": 0},
        {"seq": 2**63},
        {"seq": True},
        {"at": -1},
        {"at": 10**12},
        {"value": ""},
        {"value": "{"},
        {"value": "1 2"},
        {"value": "NaN"},
        {"value": "9" * 5000},
        {"value": '"\\ud800"'},
        {"value": "[" * 100_000},
        {"value": "1],[2"},
        {"entity": "x" * 1001},
        {"kind": "x" * 1001},
        {"person": None},
        {"person": "\ud800"},
        {"parents": "hôm qua"},
        {"parents": f"{DEVICE}:1"},
        {"parents": f"{DEVICE}:1:0"},
        {"parents": f"{DEVICE}:01:1"},
        {"parents": f"{DEVICE}:1:1 "},
    ],
)
def test_an_operation_that_could_not_be_read_back_is_never_written(changes: dict[str, Any]) -> None:
    with pytest.raises((ValueError, TypeError)):
        lines_of([operation(5), operation(6, **changes)])


def _document(rows: int = 3) -> dict[str, Any]:
    return dict(json.loads(lines_of(operations(rows))[0]))


_WRONG: list[Any] = [
    *(None, True, -1, 1.5, 2**70, [], [None] * 3, [True] * 3, [1.0] * 3, [[]] * 3, [{}] * 3, ["a", 1, "b"]),
    *({}, {"of": [], "at": []}, {"of": ["x"], "at": [0, 0, 1]}, {"of": ["x"], "at": [0, -1, 0]}),
    *(
        {"of": ["x"], "at": [0, 0]},
        {"of": [1, 2], "at": [True, 0, 0]},
        {"of": "xyz", "at": [0, 0, 0]},
        {"at": [0] * 3},
    ),
]


@pytest.mark.parametrize("column", Operation._fields)
def test_a_column_of_a_wrong_type_or_length_is_refused(column: str) -> None:
    for wrong in _WRONG:
        with pytest.raises(ValueError):
            decode(json.dumps(_document() | {column: wrong}).encode())
    missing = _document()
    del missing[column]
    with pytest.raises(ValueError):
        decode(json.dumps(missing).encode())


@pytest.mark.parametrize("count", [None, True, 0, -1, 2, 4, BLOCK_SIZE + 1, 2**70, "3", 3.0])
def test_a_wrong_number_of_rows_is_refused(count: Any) -> None:
    with pytest.raises(ValueError):
        decode(json.dumps(_document() | {"n": count}).encode())


@pytest.mark.parametrize("parents", [[3, 0, 0], [0, 2, 0], [-1, 0, 0], ["x", 0, 0], [1.0, 0, 0], ["", None, 0]])
def test_a_parent_that_cannot_be_is_refused(parents: list[Any]) -> None:
    with pytest.raises(ValueError):
        decode(json.dumps(_document() | {"parents": parents}).encode())


@pytest.mark.parametrize(
    "column", [1, "x", [1, 2], {"of": [1], "at": [0, 0, 0]}], ids=["number", "text", "short", "packed"]
)
def test_a_later_column_that_does_not_go_by_rows_is_refused(column: Any) -> None:
    with pytest.raises(ValueError):
        decode(json.dumps(_document() | {"reason": column}).encode())


@pytest.mark.parametrize(
    "line",
    [
        b"",
        b"\n",
        b"[]",
        b"null",
        b"{}",
        b"\xff\xfe",
        b'{"n":1',
        b'{"n":1,"n":1}',
        b'{"n":NaN}',
        b"[" * 200_000,
        b'{"n":' * 200_000,
        b'{"n":' + b"9" * 10_000 + b"}",
    ],
)
def test_a_line_that_is_no_block_is_refused(line: bytes) -> None:
    with pytest.raises(ValueError):
        decode(line)


def test_half_characters_hidden_in_escapes_are_refused() -> None:
    plain = lines_of(operations(1))[0]
    for hidden in (b'"\\ud800"', b'"\\"\\\\ud800\\""', b'"\\"\\u005cud800\\""', b'"\\"\\\\\\u0075d800\\""'):
        document = plain.replace(b'"{\\"n\\":\\"1\\",\\"d\\":\\"200\\"}"', hidden)
        assert document != plain
        with pytest.raises(ValueError):
            decode(document)


def test_a_small_line_cannot_unfold_to_gigabytes() -> None:
    many = {"n": BLOCK_SIZE, "seq": [1] * BLOCK_SIZE, "at": [1] * BLOCK_SIZE, "parents": 0}
    with pytest.raises(ValueError):
        decode(json.dumps(_document() | many | {"value": json.dumps("x" * 10_000), "entity": ["e"]}).encode())
    with pytest.raises(ValueError):
        decode(json.dumps(_document() | many | {"value": "1", "entity": ["x" * 900] * 8}).encode())
