"""The operation log: parents, heads, conflicts, and the same state everywhere in whatever order things arrive."""

import json
from itertools import pairwise

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from db.check import differences, rebuild
from db.connection import Database, open_in_memory
from db.operation_log import Change, OperationLog
from ntm_desktop.domain.operation import SAMPLE_PREFIX, Operation

HERE, THERE = "a" * 16, "b" * 16
SAMPLE = SAMPLE_PREFIX + "0" * 12
CELL = "v1|set|9.2|2021"
PLACES = [("c1", "place_kind", '"commune"')] + [
    (f"v{number}", name, value)
    for number in range(3)
    for name, value in (("place_kind", '"village"'), ("parent", '"c1"'))
]
BASE = [
    Operation(SAMPLE, 1, seq, "place", entity, name, value, "", "Số liệu mẫu", 0)
    for seq, (entity, name, value) in enumerate(PLACES, start=1)
]


def laptop(device: str) -> tuple[Database, OperationLog]:
    """A lead's laptop of commune c1 that trusts the other laptops of these tests."""
    database = open_in_memory()
    for letter in "abcd":
        database.execute("INSERT INTO sender (public_key, name, added_at) VALUES (?, ?, 0)", (letter * 64, letter))
    log = OperationLog(database, device, 1)
    log.take_in([BASE])
    claims = {"public_key": device[0] * 64, "role": "lead", "place": "c1"}
    log.write([Change("device", device, name, json.dumps(value)) for name, value in claims.items()], "A Nam", at=0)
    return database, log


SET_UP = len(BASE) + 3
"""Operations a laptop of these tests begins with."""


def change(value: str, entity: str = CELL, field: str = "figure", kind: str = "reading") -> Change:
    return Change(kind, entity, field, value)


def figure(count: int) -> str:
    return json.dumps({"value": str(count)})


def everything(log: OperationLog) -> list[Operation]:
    return [operation for batch in log.operations() for operation in batch]


def tables(database: Database) -> dict[str, list[tuple[object, ...]]]:
    """What a laptop knows, without its local numbers."""
    return {
        "reading": sorted(database.rows("SELECT * FROM reading"), key=repr),
        "place": sorted(database.rows("SELECT * FROM place"), key=repr),
        "device": sorted(database.rows("SELECT * FROM device"), key=repr),
        "quarantined": sorted(database.rows("SELECT COUNT(*) FROM quarantined")),
        "head": sorted(
            database.rows(
                "SELECT entity, field, device, incarnation, seq FROM head JOIN origin ON origin.id = head.origin"
            ),
            key=repr,
        ),
        "operation": sorted(
            database.rows(
                "SELECT device, incarnation, seq, value, parents FROM operation "
                "JOIN origin ON origin.id = operation.origin"
            ),
            key=repr,
        ),
        "parallel": sorted(database.rows("SELECT * FROM parallel")),
    }


@pytest.fixture
def database() -> Database:
    return laptop(HERE)[0]


def test_a_change_names_what_it_replaced_and_the_row_shows_it(database: Database) -> None:
    log = OperationLog(database, HERE, 1)
    first = log.write([change(figure(1))], "A Nam", at=10)[0]
    second = log.write([change(figure(2))], "Y Hoa", at=5)[0]
    assert second.before == figure(1)
    assert second.operation.parents == str(first.operation.key)
    assert database.row("SELECT figure FROM reading") == (figure(2),)


def test_a_value_that_already_stands_is_no_change(database: Database) -> None:
    log = OperationLog(database, HERE, 1)
    log.write([change(figure(1))], "A Nam")
    assert log.write([change(figure(1))], "Y Hoa") == []
    assert log.count() == SET_UP + 1


def test_history_tells_who_wrote_what_newest_first(database: Database) -> None:
    log = OperationLog(database, HERE, 1)
    for count, person in enumerate(["A Nam", "Y Hoa", "A Nam"]):
        log.write([change(figure(count))], person, at=100 - count)
    entries = log.history(CELL, "figure")
    assert [(json.loads(entry.value)["value"], entry.person) for entry in entries] == [
        ("2", "A Nam"),
        ("1", "Y Hoa"),
        ("0", "A Nam"),
    ]
    assert [entry.is_shown for entry in entries] == [True, False, False]


def test_parallel_edits_of_one_field_are_listed_once_and_shown_alike() -> None:
    (left, mine), (right, theirs) = laptop(HERE), laptop(THERE)
    mine.write([change(figure(1))], "A Nam")
    theirs.write([change(figure(2))], "Y Hoa")
    mine.take_in([everything(theirs)])
    theirs.take_in([everything(mine)])
    assert mine.conflicts() == theirs.conflicts() == [(CELL, "figure")]
    assert left.row("SELECT figure FROM reading") == right.row("SELECT figure FROM reading")


def test_the_same_value_on_both_sides_is_no_conflict() -> None:
    (_, mine), (_, theirs) = laptop(HERE), laptop(THERE)
    mine.write([change(figure(7))], "A Nam")
    theirs.write([change(figure(7))], "Y Hoa")
    assert mine.take_in([everything(theirs)]).conflicts == ()
    assert mine.conflicts() == []


def test_a_decision_ends_the_conflict_everywhere() -> None:
    (_, mine), (right, theirs) = laptop(HERE), laptop(THERE)
    mine.write([change(figure(1))], "A Nam")
    theirs.write([change(figure(2))], "Y Hoa")
    mine.take_in([everything(theirs)])
    mine.write([change(figure(2))], "A Nam")
    theirs.take_in([everything(mine)])
    assert mine.conflicts() == theirs.conflicts() == []
    assert right.row("SELECT figure FROM reading") == (figure(2),)


def test_an_edit_stands_above_a_deletion() -> None:
    (left, mine), (_, theirs) = laptop(HERE), laptop(THERE)
    mine.write([change(figure(1))], "A Nam")
    theirs.take_in([everything(mine)])
    theirs.write([change("null")], "Y Hoa")
    mine.write([change(figure(5))], "A Nam")
    mine.take_in([everything(theirs)])
    assert left.row("SELECT figure FROM reading") == (figure(5),)
    assert mine.conflicts() == [(CELL, "figure")]


def test_what_builds_on_something_missing_waits_and_goes_on_when_it_comes() -> None:
    (source, log), (target, late) = laptop(HERE), laptop(THERE)
    log.take_in([everything(late)])
    for count in range(4):
        log.write([change(figure(count))], "A Nam")
    *claims, first, second, third, fourth = (one for one in everything(log) if one.device == HERE)
    assert late.take_in([claims, [third, fourth]]).waiting == 2
    assert target.row("SELECT COUNT(*) FROM reading") == (0,)
    result = late.take_in([[first, second]])
    assert (result.added, result.waiting) == (4, 0)
    assert tables(target) == tables(source)


def test_taking_in_again_adds_nothing() -> None:
    (_, log), (_, taker) = laptop(HERE), laptop(THERE)
    log.write([change(figure(1)), change(figure(2), "v2|set|9.2|2021")], "A Nam")
    taker.take_in([everything(log)])
    again = taker.take_in([everything(log)])
    assert (again.added, again.known) == (0, SET_UP + 2)


def test_kinds_and_fields_of_later_versions_are_kept_and_forwarded() -> None:
    (source, log), (target, taker) = laptop(HERE), laptop(THERE)
    log.write([change('"x"', "e1", "colour", "hologram"), change('"y"', CELL, "smell")], "A Nam")
    taker.take_in([everything(log)])
    assert {*everything(log)} <= {*everything(taker)}
    assert differences(target, THERE) == []
    assert source.row("SELECT COUNT(*) FROM quarantined") == (0,)


def test_an_import_that_fails_leaves_nothing_behind(database: Database) -> None:
    log = OperationLog(database, HERE, 1)
    good = Operation(THERE, 1, 1, "place", "p1", "name", '"Thôn 1"', "", "Y Hoa", 1)
    bad = Operation(SAMPLE, 1, len(BASE) + 1, "plan_task", "t1", "progress", '"nhiều"', "", "Y Hoa", 1)
    with pytest.raises(ValueError):
        log.take_in([[good, bad]])
    assert log.count() == SET_UP
    assert database.row("SELECT COUNT(*) FROM origin") == (2,)


def test_check_sees_a_row_that_nobody_wrote_and_rebuild_mends_it(database: Database) -> None:
    log = OperationLog(database, HERE, 1)
    log.write([change(figure(1))], "A Nam")
    database.execute("UPDATE reading SET figure = ?", (figure(99),))
    assert len(differences(database, HERE)) == 2
    rebuild(database, HERE)
    assert differences(database, HERE) == []
    assert database.row("SELECT figure FROM reading") == (figure(1),)


steps = st.lists(
    st.tuples(
        st.integers(0, 3),  # which laptop
        st.one_of(
            st.tuples(st.just("write"), st.integers(0, 2), st.integers(0, 3)),
            st.tuples(st.just("receive"), st.integers(0, 3), st.integers(0, 5)),
        ),
    ),
    max_size=30,
)


@settings(max_examples=60, deadline=None)
@given(steps, st.randoms(use_true_random=False))
def test_laptops_that_exchange_in_any_order_end_alike(script: list, random: object) -> None:
    """Random histories of four laptops: partial deliveries, repeats and any order lead to one state everywhere."""
    devices = [letter * 16 for letter in "abcd"]
    laptops = [laptop(device) for device in devices]
    databases, logs = [database for database, _ in laptops], [log for _, log in laptops]
    for who, (what, first, second) in script:
        if what == "write":
            value = "null" if second == 3 else figure(second)
            logs[who].write([change(value, f"v{first}|set|9.2|2021")], devices[who], at=second * 10**9)
        elif first != who:
            carried = everything(logs[first])
            random.shuffle(carried)
            logs[who].take_in([carried[second:]])
    for _ in range(2):
        for giver in logs:
            for taker in logs:
                if giver is not taker:
                    taker.take_in([everything(giver)])
    states = [tables(database) for database in databases]
    assert all(one == other for one, other in pairwise(states))
    assert all(differences(database, device) == [] for database, device in zip(databases, devices, strict=True))
    assert states[0]["quarantined"] == [(0,)]
    assert all(database.row("SELECT COUNT(*) FROM waiting") == (0,) for database in databases)
    for database in databases:
        database.close()
