"""One measured figure beside its limit, and the ways of measuring."""

import statistics
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Figure:
    """`value` against `limit`, both in `unit` ("x" for a ratio in one run, "ms")."""

    what: str
    value: float
    limit: float
    unit: str = "x"
    detail: str = ""

    @property
    def holds(self) -> bool:
        return self.value <= self.limit

    def __str__(self) -> str:
        verdict = "holds" if self.holds else "BROKEN"
        return f"{verdict:7} {self.value:8.2f} {self.unit:2} (limit {self.limit:g}) {self.what}; {self.detail}"


def seconds(work: Callable[[], object]) -> float:
    begun = time.perf_counter()
    work()
    return time.perf_counter() - begun


def paired(ours: Callable[[], object], bare: Callable[[], object], runs: int = 5) -> tuple[float, float, float]:
    """Median ratio of pairs run in turn after one warm-up, and both medians in seconds."""
    ours()
    bare()
    pairs = [(seconds(ours), seconds(bare)) for _ in range(runs)]
    ratio = statistics.median(one / other for one, other in pairs)
    return ratio, statistics.median(one for one, _ in pairs), statistics.median(other for _, other in pairs)


def process(code: str, *arguments: str) -> str:
    """Runs Python code in a process of its own and returns what it printed."""
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return done.stdout
