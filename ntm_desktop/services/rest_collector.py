"""Python's search for cycles rests while hundreds of thousands of rows pass, none of which refers to another."""

import contextlib
import gc
from collections.abc import Iterator


def leave_to_stay() -> None:
    """What is held now is not searched any more: thousands of households, none of which refers to another."""
    gc.freeze()


@contextlib.contextmanager
def collector_resting() -> Iterator[None]:
    """It would cost a tenth of an import or of undoing one."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
