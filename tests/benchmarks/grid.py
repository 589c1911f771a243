"""The grid of 20 villages and 60 indicators: an edit and a scroll in a frame, beside a bare table of its size.

Counted is the thread's own time: neither other programs nor the disk's word that it has written. What writing and
committing take by the clock stands beside it.
"""

import os
import statistics
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ntm_desktop.paths import DataFolder
from tests.benchmarks.figures import Figure
from tests.benchmarks.large_desk import large_desk

EDITS, SCROLLS, FRAME = 200, 200, 16


def measure() -> Iterator[Figure]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as name, large_desk(DataFolder(Path(name))) as desk:
        from tests.benchmarks.typing_in_grid import typed_edits

        commits = _Commits()
        times = typed_edits(desk, EDITS, time.thread_time)
        yield _edit(times, commits.end())
        yield from _scrolling(desk)


def _edit(times: list[float], commits: list[float]) -> Figure:
    detail = (
        f"median {_middle(times):.1f} ms; writing and committing by the clock: median {_middle(commits):.1f} ms"
    )
    return Figure("edit saved, evaluated and painted, 95th percentile", _at95(times), FRAME, "ms", detail)


def _scrolling(desk: Any) -> Iterator[Figure]:
    from PySide6.QtWidgets import QApplication

    from tests.benchmarks.bare_table import bare_table
    from tests.benchmarks.typing_in_grid import shown_grid

    window, screen = shown_grid(desk)
    ours = _scroll_times(screen.grid.places.verticalScrollBar(), QApplication.processEvents)
    grid = screen.grid
    bare = bare_table(screen.model, grid.places.width() + grid.fixed.width(), grid.places.height())
    QApplication.processEvents()
    theirs = _scroll_times(bare.verticalScrollBar(), QApplication.processEvents)
    bare.close()
    window.close()
    detail = f"median {_middle(ours):.1f} ms over {SCROLLS} steps of a wheel"
    yield Figure("scroll, 95th percentile", _at95(ours), FRAME, "ms", detail)
    detail = f"{_middle(ours):.1f} ms beside {_middle(theirs):.1f} ms of a bare QTableView with the same texts"
    yield Figure("scroll beside a bare table", _middle(ours) / _middle(theirs), 4, "x", detail)


def _scroll_times(bar: Any, settle: Callable[[], object]) -> list[float]:
    """Seconds from a step of three lines to the painted table."""
    times = []
    step = 3
    for _ in range(SCROLLS):
        if not bar.minimum() <= bar.value() + step <= bar.maximum():
            step = -step
        begun = time.thread_time()
        bar.setValue(bar.value() + step)
        settle()
        times.append(time.thread_time() - begun)
    return times


class _Commits:
    """How long the outermost transaction of each edit took to write and commit."""

    def __init__(self) -> None:
        from ntm_desktop.services import record

        self._record, self._act = record, record.act
        self._times: list[float] = []
        record.act = self._timed

    def end(self) -> list[float]:
        self._record.act = self._act
        return self._times

    def _timed(self, *arguments: Any) -> Any:
        begun = time.perf_counter()
        try:
            return self._act(*arguments)
        finally:
            self._times.append(time.perf_counter() - begun)


def _middle(times: list[float]) -> float:
    return statistics.median(times) * 1000


def _at95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1] * 1000
