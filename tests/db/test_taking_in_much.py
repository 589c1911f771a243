"""The short ways of large imports end where the long ones do."""

from collections.abc import Iterator

import pytest

from db.check import differences
from db.connection import Database
from db.operation_log import Change, OperationLog
from ntm_desktop.domain.operation import Operation
from tests.db.test_operation_log import HERE, THERE, change, everything, figure, laptop, tables

PLAN = "EXPLAIN QUERY PLAN SELECT DISTINCT field FROM head WHERE entity = ?"


def figures_of(log: OperationLog, count: int = 200) -> list[Operation]:
    """What another laptop of the commune has written."""
    log.write([change(figure(at), f"v{at % 3}|set|{at}.1|2021") for at in range(count)], "Y Hoa", at=7)
    return everything(log)


@pytest.fixture
def theirs() -> list[Operation]:
    return figures_of(laptop(THERE)[1])


def taken(batches: list[list[Operation]], before: list[Change] | None = None, expected: int = 0) -> Database:
    database, log = laptop(HERE)
    log.write(before or [], "A Nam", at=3)
    log.take_in(batches, expected=expected)
    assert differences(database, HERE) == []
    return database


@pytest.mark.parametrize("expected", [0, 60_000])
@pytest.mark.parametrize(
    "before",
    [
        [],
        [change(figure(0), "v0|set|0.1|2021")],
        [change(figure(999), "v1|set|100.1|2021"), change(figure(998), "v2|set|2.1|2021")],
        [change('"chờ xác nhận"', "v1|set|1.1|2021", "note")],
    ],
    ids=["nothing", "the same figure", "other figures", "a note"],
)
def test_at_once_or_one_by_one_the_same_stands(
    theirs: list[Operation], before: list[Change], expected: int
) -> None:
    at_once = taken([theirs[:13], theirs[13:]], before, expected)
    one_by_one = taken([[one] for one in theirs], before)
    assert tables(at_once) == tables(one_by_one)


def test_a_figure_written_twice_in_one_stretch_shows_the_later(theirs: list[Operation]) -> None:
    again = theirs[-1]._replace(seq=theirs[-1].seq + 1, value=figure(5), parents=str(theirs[-1].key))
    database = taken([[*theirs, again]])
    assert tables(database) == tables(taken([[one] for one in (*theirs, again)]))


def test_figures_of_a_laptop_nobody_knows_are_put_aside_at_once_too(theirs: list[Operation]) -> None:
    figures = [one._replace(device="e" * 16, seq=at) for at, one in enumerate(theirs[13:], start=1)]
    database = taken([figures])
    assert database.row("SELECT COUNT(*) FROM quarantined") == (len(figures),)
    assert database.row("SELECT COUNT(*) FROM reading") == (0,)


def test_a_large_import_ends_with_the_index_it_left_out_meanwhile(theirs: list[Operation]) -> None:
    database = taken([theirs], expected=60_000)
    assert "operation_of_field" in str(database.rows(PLAN, ("v1|set|1.1|2021",)))


def test_an_import_that_fails_leaves_the_index_where_it_was(theirs: list[Operation]) -> None:
    def cut_off() -> Iterator[list[Operation]]:
        yield theirs[:13]
        yield theirs[13:]
        raise ValueError("cut off")

    database, log = laptop(HERE)
    before = tables(database)
    with pytest.raises(ValueError):
        log.take_in(cut_off(), expected=60_000)
    assert tables(database) == before
    assert "operation_of_field" in str(database.rows(PLAN, ("v1|set|1.1|2021",)))


def test_nobody_replaces_what_another_field_holds(theirs: list[Operation]) -> None:
    """An operation may name what it likes as replaced: only what is of its own field goes."""
    victim = theirs[-1]
    hostile = victim._replace(seq=victim.seq + 1, field="note", value='"x"', parents=str(victim.key))
    database = taken([theirs, [hostile]])
    assert database.row("SELECT figure FROM reading WHERE code = ?", (victim.entity.split("|")[2],)) == (
        victim.value,
    )
    assert OperationLog(database, HERE, 1).value(victim.entity, "figure") == victim.value
