"""Operations as JSON Lines: a line holds up to 4,096 of them, column by column, and stands by itself.

    {"n":3,"device":"0123456789abcdef","incarnation":1,"seq":[17,1,1],"kind":"reading",
     "entity":["5f..e1","village-ntm-starter",{"of":["9.1","9.2"],"at":[0,1,0]},["2021","2021","2022"]],
     "field":"figure","value":["{\\"n\\":\\"151\\"}","null","{\\"n\\":\\"9\\"}"],"parents":[0,0,16],
     "person":"Rơ Châm H'Lan","at":[1639000000,4,61]}

- A text or incarnation column is one value for all, a list, or `of` (distinct values) with `at` (positions in it).
- `seq` and `at` are differences to the row before; the first to zero.
- `entity` is its parts between `|`, a column each; `null` where an entity has fewer.
- A parent in the operation's own log is how far back it is, none is 0, anything else is written out.
- Further columns (of a later version) are lists, `null` where a row has none; they are kept row by row.

Like stands next to like, which is what deflate wants and what `zip` reads back without a loop in Python.
"""

import json
import re
import secrets
from collections.abc import Collection, Hashable, Iterable, Iterator, Mapping, Sequence
from functools import partial
from itertools import accumulate, chain, islice, pairwise
from typing import Any, NamedTuple, TypeVar

from ntm_desktop.domain.operation import Operation, OperationKey
from ntm_desktop.exchange.strict_json import (
    DEVICE,
    LATEST_TIME,
    MAX_INTEGER,
    Fields,
    parse_object,
    refuse_half_characters,
)

BLOCK_SIZE = 4096
MAX_LINE = 32 * 2**20
MAX_VALUES = 16 * 2**20  # characters of values in one block
_FULL_ENOUGH = 256 * 2**10  # a block with this much text is closed early
_MAX_TEXT = 1000
_MAX_PARENTS = 4000
_ENTITY_PARTS = 8
_KEY = r"[0-9a-f]{16}:(0|[1-9][0-9]{0,18}):[1-9][0-9]{0,18}"
_PARENTS = re.compile(f"{_KEY}( {_KEY})*")
_OWN_SEQ = re.compile(r"[1-9][0-9]{0,18}")
_COLUMNS = frozenset((*Operation._fields, "n"))

Extra = Mapping[OperationKey, Mapping[str, Any]]
"""Fields of a later version, by the operation they belong to."""

_Value = TypeVar("_Value", bound=Hashable)
# Operation._make without its Python frame: this runs once for each of a hundred thousand rows.
_as_operation = partial(tuple.__new__, Operation)


class Block(NamedTuple):
    """Operations that were read together, and fields of later versions that are forwarded as they are."""

    operations: list[Operation]
    extra: dict[OperationKey, dict[str, Any]]


# Writing


def encode(operations: Iterable[Operation], extra: Extra | None = None) -> Iterator[tuple[bytes, list[Operation]]]:
    """Lines, with the operations each holds. Raises ValueError for one that `decode` would refuse: a bug."""
    for block in _blocks(operations):
        line = _line(block, extra or {})
        if decode(line).operations != block:
            raise ValueError("operations that would not read back")
        yield line, block


def _blocks(operations: Iterable[Operation]) -> Iterator[list[Operation]]:
    rows = iter(operations)
    while taken := list(islice(rows, BLOCK_SIZE)):
        if sum(len(row.value) for row in taken) <= _FULL_ENOUGH:
            yield taken
            continue
        start = size = 0
        for position, row in enumerate(taken):
            size += len(row.value)
            if size > _FULL_ENOUGH:
                yield taken[start : position + 1]
                start, size = position + 1, 0
        if start < len(taken):
            yield taken[start:]


def _line(block: list[Operation], extra: Extra) -> bytes:
    device, incarnation, seq, kind, entity, field, value, parents, person, at = zip(*block, strict=True)
    document: dict[str, Any] = {
        "n": len(block),
        "device": _packed(device),
        "incarnation": _packed(incarnation),
        "seq": _differences(seq),
        "kind": _packed(kind),
        "entity": _entity_parts(entity),
        "field": _packed(field),
        "value": _packed(value),
        "parents": [_parents_packed(row) for row in block] if any(parents) else 0,
        "person": _packed(person),
        "at": _differences(at),
    }
    if extra:
        rows = [extra.get(row.key, {}) for row in block]
        for name in sorted(set(chain.from_iterable(rows))):
            if name in _COLUMNS:
                raise ValueError(f"a known column among the extra: {name}")
            document[name] = [row.get(name) for row in rows]
    return json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8") + b"\n"


def _packed(values: Sequence[_Value]) -> Any:
    positions = {value: position for position, value in enumerate(dict.fromkeys(values))}
    if len(positions) == 1:
        return values[0]
    if len(positions) * 2 > len(values):
        return list(values)
    return {"of": list(positions), "at": [positions[value] for value in values]}


def _differences(numbers: Sequence[int]) -> list[int]:
    return [numbers[0], *(after - before for before, after in pairwise(numbers))]


def _entity_parts(entities: Sequence[str]) -> list[Any]:
    rows: list[list[str | None]] = [[*entity.split("|", _ENTITY_PARTS - 1)] for entity in entities]
    width = max(map(len, rows))
    for row in rows:
        row += [None] * (width - len(row))
    return [_packed(part) for part in zip(*rows, strict=True)]


def _parents_packed(row: Operation) -> int | str:
    if not row.parents:
        return 0
    own, _, seq = row.parents.rpartition(":")
    if own == f"{row.device}:{row.incarnation}" and _OWN_SEQ.fullmatch(seq) and int(seq) < row.seq:
        return row.seq - int(seq)
    return row.parents


# Reading


def decode(line: bytes) -> Block:
    """Raises ValueError for a line that `encode` would not have written, apart from further columns."""
    document = parse_object(line)
    count = Fields(document).number("n", 1, BLOCK_SIZE)
    devices, distinct_devices = _texts(document, "device", count)
    incarnations, distinct_incarnations = _unpacked(document.get("incarnation"), count, int)
    kinds, _ = _texts(document, "kind", count)
    names, _ = _texts(document, "field", count)
    people, _ = _texts(document, "person", count)
    values, distinct_values = _unpacked(document.get("value"), count, str)
    seqs = _running(document.get("seq"), count, 1, MAX_INTEGER)
    times = _running(document.get("at"), count, 0, LATEST_TIME)
    _check(all(map(DEVICE.fullmatch, distinct_devices)), "device")
    _check(min(distinct_incarnations) >= 0 and max(distinct_incarnations) <= MAX_INTEGER, "incarnation")
    _check(sum(map(len, values)) <= MAX_VALUES, "value")
    _check_values(set(distinct_values), may_be_odd=b"\\u" in line)
    entities = _entities(document.get("entity"), count)
    parents = _parents(document.get("parents"), devices, incarnations, seqs)
    rows = zip(devices, incarnations, seqs, kinds, entities, names, values, parents, people, times, strict=True)
    operations: list[Operation] = list(map(_as_operation, rows))
    return Block(operations, _extra(document, operations))


def _texts(document: dict[str, Any], name: str, count: int) -> tuple[list[str], list[str]]:
    texts, distinct = _unpacked(document.get(name), count, str)
    _check(max(map(len, distinct)) <= _MAX_TEXT, name)
    return texts, distinct


def _unpacked(column: Any, count: int, kind: type) -> tuple[list[Any], list[Any]]:
    """The column written out, and its distinct values (or all of them), for checks."""
    if type(column) is kind:
        return [column] * count, [column]
    if type(column) is dict:
        distinct = _check_list(column.get("of"), kind)
        positions = _check_list(column.get("at"), int, count)
        _check(min(positions) >= 0 and max(positions) < len(distinct), "at")
        return list(map(distinct.__getitem__, positions)), distinct
    written_out = _check_list(column, kind, count)
    return written_out, written_out


def _running(column: Any, count: int, lowest: int, highest: int) -> list[int]:
    _check_list(column, int, count)
    numbers = list(accumulate(column))
    _check(min(numbers) >= lowest and max(numbers) <= highest, "number")
    return numbers


def _entities(columns: Any, count: int) -> list[str]:
    _check_list(columns, None)
    _check(len(columns) <= _ENTITY_PARTS, "entity")
    parts = []
    longest = 0
    for column in columns:
        texts, distinct = _unpacked_with_gaps(column, count)
        longest += max(len(text) for text in distinct if text is not None) + 1
        parts.append(texts)
    _check(longest <= _MAX_TEXT + len(parts), "entity")  # before joining: a small line must not unfold to gigabytes
    if any(None in texts for texts in parts[1:]):
        return ["|".join([text for text in row if text is not None]) for row in zip(*parts, strict=True)]
    return list(map("|".join, zip(*parts, strict=True)))


def _unpacked_with_gaps(column: Any, count: int) -> tuple[list[Any], list[Any]]:
    texts = column.get("of") if type(column) is dict else column
    if type(texts) is not list or None not in texts:
        return _unpacked(column, count, str)
    _check_list([text for text in texts if text is not None], str)
    if type(column) is not dict:
        _check(len(texts) == count, "entity")
        return texts, texts
    written_out, _ = _unpacked({"of": list(range(len(texts))), "at": column.get("at")}, count, int)
    return [texts[position] for position in written_out], texts


def _parents(column: Any, devices: list[str], incarnations: list[int], seqs: list[int]) -> list[str]:
    if type(column) is int and column == 0:
        return [""] * len(seqs)
    _check(set(map(type, _check_list(column, None, len(seqs)))) <= {int, str}, "parents")
    return [
        f"{device}:{incarnation}:{_earlier(seq, parent)}"
        if type(parent) is int and parent
        else _written_out(parent)
        if parent
        else ""
        for parent, device, incarnation, seq in zip(column, devices, incarnations, seqs, strict=True)
    ]


def _earlier(seq: int, distance: int) -> int:
    _check(0 < distance < seq, "parents")
    return seq - distance


def _written_out(parents: Any) -> str:
    _check(type(parents) is str and len(parents) <= _MAX_PARENTS and _PARENTS.fullmatch(parents), "parents")
    return str(parents)


def _check_values(values: Collection[str], *, may_be_odd: bool) -> None:
    """Each is one JSON value and nothing else.

    They are parsed as one list, with a mark between each two that nobody could know: a value that is cut off or
    holds more than one would leave some mark out of its place.
    """
    mark = secrets.token_hex(8)
    _check(all(value == value.strip() for value in values), "value")
    try:
        found = _values.decode("[" + f',"{mark}",'.join(values) + "]")
    except RecursionError as error:
        raise ValueError("nested too deeply") from error
    _check(len(found) == 2 * len(values) - 1 and set(map(repr, found[1::2])) <= {repr(mark)}, "value")
    if may_be_odd:
        refuse_half_characters(found)


def _refuse(constant: str) -> None:
    raise ValueError(constant)


_values = json.JSONDecoder(parse_constant=_refuse)


def _extra(document: dict[str, Any], operations: list[Operation]) -> dict[OperationKey, dict[str, Any]]:
    found: dict[OperationKey, dict[str, Any]] = {}
    for name in document.keys() - _COLUMNS:
        _check_list(document[name], None, len(operations))
        for operation, value in zip(operations, document[name], strict=True):
            if value is not None:
                found.setdefault(operation.key, {})[name] = value
    return found


def _check_list(found: Any, kind: type | None, count: int | None = None) -> list[Any]:
    if type(found) is not list or not found or (count is not None and len(found) != count):
        raise ValueError("list")
    if kind is not None and set(map(type, found)) != {kind}:  # not isinstance: True is no number
        raise ValueError("types")
    return found


def _check(is_right: object, what: str) -> None:
    if not is_right:
        raise ValueError(what)
