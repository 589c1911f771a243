import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.operation import Operation, OperationKey, is_sample_device, parse_key, shown_first

keys = st.builds(
    OperationKey,
    st.text(alphabet="0123456789abcdef", min_size=16, max_size=16),
    st.integers(min_value=1, max_value=2**40),
    st.integers(min_value=1, max_value=2**40),
)


@given(st.lists(keys))
def test_parents_are_read_back(parents: list[OperationKey]) -> None:
    text = " ".join(str(key) for key in parents)
    one = Operation("a" * 16, 1, 2, "reading", "e", "figure", "null", text, "Rơ Mah H'Lan", 0)
    assert one.parent_keys == tuple(parents)
    assert one.key == OperationKey("a" * 16, 1, 2)


@pytest.mark.parametrize("text", ["", "a", "a:1", "a:1:2:3", "a:x:1"])
def test_what_is_no_key_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        parse_key(text)


def test_an_edit_stands_above_a_deletion_whatever_the_keys() -> None:
    deletion = shown_first(OperationKey("f" * 16, 9, 9), "null")
    assert shown_first(OperationKey("0" * 16, 1, 1), '"x"') > deletion


@given(st.lists(st.tuples(keys, st.sampled_from(["null", "1", "2"])), min_size=1, unique_by=lambda one: one[0]))
def test_the_head_shown_does_not_depend_on_the_order_of_arrival(heads: list[tuple[OperationKey, str]]) -> None:
    assert max(heads, key=lambda one: shown_first(*one)) == max(heads[::-1], key=lambda one: shown_first(*one))


def test_sample_devices_are_told_by_their_prefix() -> None:
    assert is_sample_device("5a5a0123456789ab")
    assert not is_sample_device("0123456789ab5a5a")
