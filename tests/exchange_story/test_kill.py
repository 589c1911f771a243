"""A process killed in the middle; five hundred times in `python -m tests.soak.kill`."""

import sys
from pathlib import Path
from random import Random

import pytest

from tests.soak.kill import ACTIONS, Executioner

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows has no fork; sqlite and rename are the same"
)


def test_what_was_killed_stands_as_before_or_as_after(tmp_path: Path) -> None:
    executioner, random = Executioner(tmp_path), Random(7)
    for action in (*ACTIONS, *ACTIONS):
        assert executioner.kill(action, random) in ("before", "after")
