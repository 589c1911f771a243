"""Python's search for cycles rests: while many rows pass, and while a thread works beside the window."""

import contextlib
import gc
from collections.abc import Iterator
from threading import Lock

_lock = Lock()
_resting = 0
"""How many rests there are: the collector is one for the whole process."""


def leave_to_stay() -> None:
    """What is held now is not searched any more: thousands of households, none of which refers to another."""
    gc.freeze()


def rest() -> None:
    """No search on any thread until `wake` was called as often."""
    global _resting
    with _lock:
        _resting += 1
        gc.disable()


def wake() -> None:
    """Ends one rest."""
    global _resting
    with _lock:
        _resting -= 1
        if not _resting:
            gc.enable()


@contextlib.contextmanager
def collector_resting() -> Iterator[None]:
    """It would cost a tenth of an import or of undoing one."""
    rest()
    try:
        yield
    finally:
        wake()
