"""A cell edit, from the key that ends it to saved and re-evaluated: 20 villages, 60 indicators, 20 periods."""

import os
import statistics
import tempfile
from collections.abc import Iterator
from pathlib import Path

from ntm_desktop.paths import DataFolder
from tests.benchmarks.figures import Figure
from tests.benchmarks.large_desk import large_desk

EDITS = 200


def measure() -> Iterator[Figure]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as name, large_desk(DataFolder(Path(name))) as desk:
        from tests.benchmarks.typing_in_grid import typed_edits

        times = typed_edits(desk, EDITS)
    at95 = statistics.quantiles(times, n=20)[-1] * 1000
    middle = statistics.median(times) * 1000
    yield Figure("cell edit, 95th percentile", at95, 50, "ms", f"median {middle:.1f} ms over {len(times)} edits")
