"""Short random histories of laptops; the long ones are `python -m tests.soak.replicas`."""

import tempfile
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.soak.replicas import STEPS, Step, play

a_step = st.builds(Step, st.sampled_from(STEPS), *(st.integers(0, top) for top in (59, 999, 999)))


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(a_step, min_size=8, max_size=40))
def test_after_everybody_sent_to_everybody_all_show_the_same(enrolled_template: Path, steps: list[Step]) -> None:
    with tempfile.TemporaryDirectory() as name:
        play(enrolled_template, Path(name) / "laptops", steps)


def test_two_copies_of_a_laptop_that_both_go_on_are_both_kept_supplied(
    enrolled_template: Path, tmp_path: Path
) -> None:
    """Receipts of one copy must not keep back what the other never had."""
    steps = [
        *(Step("send", at, 1, 1) for at in (0, 1, 2)),
        Step("copy", 0, 1, 1),
        *(Step("record", at, at, at + 1) for at in range(5)),
        *(Step("send", at % 5, 1, 1) for at in range(10)),
        *(Step("receive", at % 5, at, 1) for at in range(20)),
    ]
    play(enrolled_template, tmp_path / "laptops", steps)
