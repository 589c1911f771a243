"""One log, one hash, however it was cut; another log, another hash."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.history import BLOCK, START, History
from ntm_desktop.domain.operation import Operation
from tests.exchange.packages import operation, operations

LOG = operations(3 * BLOCK + 7)


def digest(rows: list[Operation], start: History | None = None) -> bytes:
    history = start or History()
    history.add(rows)
    return history.digest


@given(st.lists(st.integers(0, len(LOG)), max_size=6))
def test_it_does_not_matter_how_a_log_is_cut(cuts: list[int]) -> None:
    history = History()
    for first, last in pairwise((0, *sorted(cuts), len(LOG))):
        history.add(LOG[first:last])
    assert (history.at, history.digest) == (len(LOG), digest(LOG))


@pytest.mark.parametrize("block", [1, 2, 3])
def test_it_goes_on_from_the_end_of_any_block(block: int) -> None:
    mark = digest(LOG[: block * BLOCK])
    assert digest(LOG[block * BLOCK :], History(block * BLOCK, mark)) == digest(LOG)


def test_nothing_but_the_end_of_a_block_can_be_gone_on_from() -> None:
    with pytest.raises(ValueError):
        History(BLOCK + 1, START)


@pytest.mark.parametrize(
    "changes",
    [
        {"kind": "remark"},
        {"entity": "x|y"},
        {"field": "note"},
        {"value": "null"},
        {"parents": "2222222222222222:1:1"},
        {"person": "Y Hoa"},
        {"at": 1},
    ],
)
@pytest.mark.parametrize("position", [0, 4, BLOCK - 1, BLOCK, 2 * BLOCK + 5])
def test_every_change_of_any_operation_makes_another_history(changes: dict[str, str], position: int) -> None:
    changed = [*LOG]
    changed[position] = changed[position]._replace(**changes)
    assert digest(changed) != digest(LOG)


def test_texts_that_run_into_each_other_make_another_history() -> None:
    one, other = operation(1, kind="a", entity="b\x1fc"), operation(1, kind="a\x1fb", entity="c")
    assert digest([operation(1, kind="a", entity="b")]) not in {digest([one]), digest([other])}


def test_erasing_personal_values_changes_no_history() -> None:
    household = operation(1, kind="household", value='{"head":"A Nam"}')
    assert digest([household]) == digest([household._replace(value="null")])
