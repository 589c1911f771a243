from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.ui.round_trip import RoundTrip, round_trip


@pytest.fixture
def desks(tmp_path: Path) -> Iterator[RoundTrip]:
    with round_trip(tmp_path) as desks:
        yield desks
