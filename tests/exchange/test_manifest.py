"""The manifest: strict where it is known, patient where it is not."""

import copy
import json
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

import pytest

from ntm_desktop.domain.partitions import Group, Partitions
from ntm_desktop.exchange.manifest import (
    Contents,
    Envelope,
    Manifest,
    Member,
    PlaceRef,
    Recipient,
    SeqRange,
)
from ntm_desktop.exchange.manifest_file import from_document, program_needed, sender_key, to_bytes
from tests.exchange.packages import DEVICE, DRAFT, SEALED_TO, draft

CONTENTS = Contents(3, {"reading": 2, "place": 1}, (SeqRange(DEVICE, 1, 1, 9, 3),))
MEMBERS = (Member("segments.jsonl", "ab" * 32, 120),)
MANIFEST = Manifest(DRAFT, CONTENTS, MEMBERS)

_OTHERS = [None, True, -1, 1.5, 10**30, "", "x\ny", "\ud800", [], [1], {}, {"a": 1}]


def document() -> dict[str, Any]:
    return dict(json.loads(to_bytes(MANIFEST)))


def test_what_is_written_is_read_back() -> None:
    assert from_document(document()) == MANIFEST


def test_the_same_manifest_gives_the_same_bytes() -> None:
    assert to_bytes(MANIFEST) == to_bytes(Manifest(DRAFT, CONTENTS, MEMBERS))


def test_names_are_composed_and_on_one_line() -> None:
    place = PlaceRef("23500", "Xa\u0303  Ia\u00a0To\u031bi\u200b\n")
    written = to_bytes(Manifest(draft(recipients=(Recipient(place),)), CONTENTS, MEMBERS))
    assert from_document(json.loads(written)).about.recipients == (Recipient(PlaceRef("23500", "Xã Ia Tơi")),)


def test_a_value_of_a_wrong_type_is_refused_wherever_it_stands() -> None:
    for place in _places(document()):
        for other in _OTHERS:
            changed = document()
            before = _put(changed, place, copy.deepcopy(other))
            if type(before) is type(other) or place == ("capabilities",):
                continue
            if place == ("builds_on_package",) and other is None:
                continue
            with pytest.raises(ValueError):
                _read(changed)


@pytest.mark.parametrize(
    "place",
    [
        *[(name,) for name in document() if name not in ("capabilities", "builds_on_package")],
        ("recipients", 0, "keys"),
        ("holds", 0, "seq"),
        ("received", 0, "id"),
        ("sender", "device"),
        ("sender", "place", "code"),
        ("recipients", 0, "place"),
        ("contents", "ranges", 0, "last"),
        ("members", 0, "sha256"),
    ],
)
def test_a_missing_field_is_refused(place: tuple[Any, ...]) -> None:
    changed = document()
    target = changed
    for step in place[:-1]:
        target = target[step]
    del target[place[-1]]
    with pytest.raises(ValueError):
        _read(changed)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        (("format",), "zip"),
        (("purpose",), "gossip"),
        (("number",), 0),
        (("number",), 2**63),
        (("created_at",), 10**12),
        (("sender", "device"), "1F3A99C0DE51B2A7"),
        (("sender", "public_key"), "AB" * 32),
        (("sender", "place", "name"), "Xa\u0303"),
        (("sender", "place", "code"), "x" * 301),
        (("builds_on", 0, "seq"), 0),
        (("builds_on_package",), 0),
        (("holds", 1, "device"), "x"),
        (("received", 0, "id"), "ab" * 31),
        (("received", 0, "number"), 0),
        (("recipients", 0, "keys"), ["AB" * 32]),
        (("recipients", 0, "keys"), [None]),
        (("contents", "operations"), 4),
        (("contents", "kinds", "reading"), 1),
        (("contents", "ranges", 0, "first"), 10),
        (("contents", "ranges", 0, "count"), 2),
        (("members", 0, "name"), "../x"),
        (("members", 0, "name"), "a/b"),
        (("members", 0, "name"), ".hidden"),
        (("members", 0, "name"), "Thôn.txt"),
        (("members", 0, "sha256"), "AB" * 32),
    ],
)
def test_a_value_out_of_its_limits_is_refused(place: tuple[Any, ...], value: Any) -> None:
    changed = document()
    _put(changed, place, value)
    with pytest.raises(ValueError):
        _read(changed)


STATED = Partitions(64, (Group(3, 2, "ab" * 16), Group(61, 1, "cd" * 16)))


def test_what_must_stand_afterwards_is_read_back() -> None:
    for stated in (None, Partitions(64, ()), STATED):
        written = to_bytes(Manifest(DRAFT, replace(CONTENTS, partitions=stated), MEMBERS))
        assert from_document(json.loads(written)).contents.partitions == stated


@pytest.mark.parametrize(
    "stated",
    [
        None,
        [],
        {},
        {"groups": 64},
        {"groups": 0, "filled": ""},
        {"groups": 1025, "filled": ""},
        {"groups": "64", "filled": ""},
        {"groups": 64, "filled": None},
        {"groups": 64, "filled": " "},
        {"groups": 64, "filled": "x"},
        {"groups": 64, "filled": f"64:1:{'ab' * 16}"},
        {"groups": 64, "filled": f"3:0:{'ab' * 16}"},
        {"groups": 64, "filled": f"3:1:{'AB' * 16}"},
        {"groups": 64, "filled": f"3:1:{'ab' * 15}"},
        {"groups": 64, "filled": f"3:1:{'ab' * 16} "},
        {"groups": 64, "filled": f"3:1:{'ab' * 16} 3:1:{'ab' * 16}"},
        {"groups": 64, "filled": f"4:1:{'ab' * 16} 3:1:{'ab' * 16}"},
    ],
)
def test_partitions_of_a_wrong_shape_are_refused(stated: Any) -> None:
    changed = document()
    changed["contents"]["partitions"] = stated
    with pytest.raises(ValueError):
        _read(changed)


def test_a_member_announced_twice_is_refused() -> None:
    changed = document()
    changed["members"].append({**changed["members"][0], "name": "SEGMENTS.jsonl"})
    with pytest.raises(ValueError):
        _read(changed)


def test_unknown_fields_are_kept_and_forwarded() -> None:
    changed = document() | {"evidence": [{"package": 3}], "drones": None, "ghi chú": "sau này"}
    changed["sender"]["phone"] = "0260"
    found = from_document(changed)
    assert found.about.unknown == {"evidence": [{"package": 3}], "drones": None, "ghi chú": "sau này"}
    forwarded = json.loads(to_bytes(found))
    assert from_document(forwarded) == found
    assert forwarded["evidence"] == [{"package": 3}]


SEALED = Manifest(
    draft(recipients=SEALED_TO),
    CONTENTS,
    (Member("segments.sealed", "ab" * 32, 120),),
    tuple(Envelope(key, "cd" * 80) for key in draft(recipients=SEALED_TO).seals_to),
)


def test_a_sealed_manifest_is_read_back_without_names() -> None:
    found = from_document(json.loads(to_bytes(SEALED)))
    assert found.envelopes == SEALED.envelopes
    assert found.is_sealed
    assert found.about.recipients == (Recipient(PlaceRef("622"), SEALED_TO[0].keys),)
    assert found.about.sender.place == PlaceRef("23500")
    assert "Ia Tơi" not in to_bytes(SEALED).decode()


@pytest.mark.parametrize(
    "changes",
    [
        {"capabilities": {}},
        {"sealed": {}},
        {"sealed": None},
        {"sealed": {"algorithm": "rot13", "keys": [{"device_key": "ab" * 32, "sealed_key": "cd" * 80}]}},
        {"members": [{"name": "segments.jsonl", "sha256": "ab" * 32, "size": 1}]},
        {"members": []},
    ],
)
def test_a_seal_that_is_half_announced_is_refused(changes: dict[str, Any]) -> None:
    with pytest.raises(ValueError):
        from_document(json.loads(to_bytes(SEALED)) | changes)


@pytest.mark.parametrize(
    "keys", [None, [], [{}], [{"device_key": "ab" * 32}], [{"device_key": "ab" * 32, "sealed_key": "cd" * 79}]]
)
def test_envelopes_of_a_wrong_shape_are_refused(keys: Any) -> None:
    changed = json.loads(to_bytes(SEALED))
    changed["sealed"]["keys"] = keys
    with pytest.raises(ValueError):
        from_document(changed)


def test_a_sealed_member_needs_its_seal() -> None:
    changed = document()
    changed["members"][0]["name"] = "segments.sealed"
    with pytest.raises(ValueError):
        from_document(changed)


def test_it_is_sealed_to_every_known_key_and_not_at_all_where_none_is_known() -> None:
    known, unknown = SEALED_TO[0], Recipient(PlaceRef("623"))
    assert draft(recipients=(known,)).seals_to == (DRAFT.sender.public_key, *known.keys)
    assert draft(recipients=(known, unknown)).seals_to == (DRAFT.sender.public_key, *known.keys)
    assert draft(recipients=(unknown,)).seals_to == ()
    assert draft(recipients=()).seals_to == ()
    twice = Recipient(PlaceRef("623"), (*known.keys, DRAFT.sender.public_key, "ab" * 32))
    assert draft(recipients=(known, twice)).seals_to == (DRAFT.sender.public_key, *known.keys, "ab" * 32)


def test_a_known_field_cannot_hide_among_the_unknown() -> None:
    with pytest.raises(ValueError):
        to_bytes(Manifest(draft(unknown={"number": 99}), CONTENTS, MEMBERS))


def test_sample_operations_mark_the_package_whatever_the_sender_says() -> None:
    sample = Contents(1, {"reading": 1}, (SeqRange("5a5a99c0de51b2a7", 1, 1, 1, 1),))
    written = json.loads(to_bytes(Manifest(draft(is_sample=False), sample, MEMBERS)))
    assert written["is_sample"] is True
    written["is_sample"] = False
    with pytest.raises(ValueError):
        from_document(written)


def test_a_newer_format_names_the_program_it_needs() -> None:
    assert program_needed(document()) is None
    assert program_needed(document() | {"version": 7}) is None
    assert program_needed(document() | {"min_reader": {"version": 3, "program": "0.4.0"}}) == "0.4.0"


def test_of_several_unknown_capabilities_the_newest_program_is_named() -> None:
    changed = document() | {"capabilities": {"sealed": "0.9.1", "receipts": "0.10.0", "revoked": "0.2"}}
    assert program_needed(changed) == "0.10.0"


@pytest.mark.parametrize("capabilities", [None, [], {"sealed": 3}, {"sealed": "mới"}, {"sealed": "1." * 50}])
def test_capabilities_of_a_wrong_shape_are_refused(capabilities: Any) -> None:
    with pytest.raises(ValueError):
        program_needed(document() | {"capabilities": capabilities})


def _read(found: dict[str, Any]) -> None:
    """Everything that a reader asks of a manifest, in its order."""
    sender_key(found)
    program_needed(found)
    from_document(found)


def _places(found: Any, place: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    if place:
        yield place
    steps = found.items() if isinstance(found, dict) else enumerate(found) if isinstance(found, list) else ()
    for step, value in steps:
        yield from _places(value, (*place, step))


def _put(found: Any, place: tuple[Any, ...], value: Any) -> Any:
    for step in place[:-1]:
        found = found[step]
    before, found[place[-1]] = found[place[-1]], value
    return before
