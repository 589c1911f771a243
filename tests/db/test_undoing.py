"""Taking out again what was taken in: the tables stand as before, and as a replay of what is left makes them."""

from hypothesis import assume, given, settings
from hypothesis import strategies as st

from db import undo_taking_in
from db.check import differences
from db.operation_log import Change, OperationLog
from tests.db.test_operation_log import CELL, HERE, THERE, change, everything, figure, laptop, tables

CHANGES = st.builds(
    change,
    st.integers(0, 3).map(figure),
    st.sampled_from([CELL, "v1|set|9.3|2021", "v2|set|9.2|2021", "v1|set|9.2|2022", "v1|set|\0|2021"]),
    st.sampled_from(["figure", "note"]),
) | st.builds(
    lambda value, field: Change("remark", CELL, field, value),
    st.sampled_from(['"có"', '"không"']),
    st.sampled_from(["answer"]),
)


@settings(max_examples=100, deadline=None)
@given(
    mine=st.lists(CHANGES, max_size=12),
    sent=st.lists(CHANGES, max_size=6),
    later=st.lists(CHANGES, min_size=1, max_size=30),
)
def test_undone_all_stands_as_before_and_as_a_replay_says(
    mine: list[Change], sent: list[Change], later: list[Change]
) -> None:
    """More goes than stays, or less; of one field or of many, known here or new."""
    database, log = laptop(HERE)
    there = laptop(THERE)[1]
    log.write(mine, "A Nam", at=1)
    there.write(sent, "Y Hoa", at=2)
    log.take_in([everything(there)])
    before = tables(database)
    assume(there.write(later, "Y Hoa", at=3))
    taken = log.take_in([everything(there)])
    ranges = [(log.origins()[home][0], *span) for home, span in taken.ranges.items()]
    assert undo_taking_in.undo(database, HERE, ranges) == taken.added
    assert tables(database) == before
    assert differences(database, HERE) == []


def test_a_first_import_much_larger_than_all_that_stood_goes_whole() -> None:
    database, log = laptop(HERE)
    log.write([change(figure(1))], "A Nam", at=1)
    before = tables(database)
    _, there = laptop(THERE)
    there.write([change(figure(at), f"v{at % 3}|set|{at}.1|2021") for at in range(300)], "Y Hoa", at=2)
    there.write([change(figure(2))], "Y Hoa", at=3)
    taken = OperationLog(database, HERE, 1).take_in([everything(there)])
    ranges = [(log.origins()[home][0], *span) for home, span in taken.ranges.items()]
    undo_taking_in.undo(database, HERE, ranges)
    assert tables(database) == before
    assert differences(database, HERE) == []
