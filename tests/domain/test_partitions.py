"""What must stand after an import, counted by kind x village x year in as many groups as are worth their bytes."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.partitions import MOST_GROUPS, Partitions, PartitionSums, Row, groups_for

ROWS: list[Row] = [
    (at + 1, "reading", f"lang-{at % 7}|bo|{at % 5}.1|{2019 + at % 3}-Q1", "figure", str(at)) for at in range(300)
]
HOME = ("1f3a99c0de51b2a7", 1)


def sums(*batches: list[Row], home: tuple[str, int] = HOME, groups: int = 64) -> Partitions:
    made = PartitionSums(groups)
    for batch in batches:
        made.add(*home, batch)
    return made.result()


@given(st.lists(st.integers(0, len(ROWS)), max_size=5))
def test_it_does_not_matter_in_which_batches_rows_come(cuts: list[int]) -> None:
    assert sums(*(ROWS[first:last] for first, last in pairwise((0, *sorted(cuts), len(ROWS))))) == sums(ROWS)


def test_every_operation_is_counted_once_and_a_village_and_year_stay_together() -> None:
    found = sums(ROWS)
    assert sum(one.operations for one in found.filled) == len(ROWS)
    assert 0 < len(found.filled) <= 7 * 3


@pytest.mark.parametrize("field", range(5))
@pytest.mark.parametrize("position", [0, 150, 299])
def test_every_change_of_a_row_is_noticed_in_its_group(position: int, field: int) -> None:
    changed = [*ROWS]
    row = list(changed[position])
    row[field] = 1000 if field == 0 else f"{row[field]}x"
    changed[position] = tuple(row)
    if field == 1:  # the kind decides only about the group
        assert sums(changed).filled != sums(ROWS).filled
        return
    apart = set(sums(changed).filled) ^ set(sums(ROWS).filled)
    assert 1 <= len({one.number for one in apart}) <= 2


def test_another_laptop_or_another_order_is_another_sum() -> None:
    assert sums(ROWS, home=("2" * 16, 1)) != sums(ROWS)
    assert sums(ROWS, home=(HOME[0], 2)) != sums(ROWS)
    assert sums(ROWS[::-1]) != sums(ROWS)


def test_a_row_left_out_or_repeated_is_noticed() -> None:
    assert sums(ROWS[:-1]) != sums(ROWS)
    assert sums([*ROWS, ROWS[-1]]) != sums(ROWS)


def test_there_are_never_more_groups_than_are_worth_their_bytes() -> None:
    assert [groups_for(count) for count in (1, 600, 10_000, 10_000_000)] == [64, 64, 156, MOST_GROUPS]


def test_more_villages_than_anyone_has_do_not_fill_the_memory() -> None:
    many: list[Row] = [(at, "reading", f"lang-{at}|bo|1.1|2021", "figure", "1") for at in range(1, 140_000)]
    found = sums(many, groups=MOST_GROUPS)
    assert sum(one.operations for one in found.filled) == len(many)


def test_erasing_personal_values_changes_nothing() -> None:
    household: Row = (1, "household", "xa|1f", "record", '{"head":"A Nam"}')
    assert sums([household]) == sums([(*household[:4], "null")])


def test_things_of_one_kind_with_an_id_of_their_own_are_one_partition() -> None:
    tasks: list[Row] = [(at, "plan_task", f"{at:032x}", "status", '"done"') for at in range(1, 50)]
    assert [one.operations for one in sums(tasks).filled] == [49]
