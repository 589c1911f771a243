"""One Vietnamese sentence for each expected error: what happened, what it means, what to do.

The wording is data (`resources/messages/errors.toml`), one entry per error class.
"""

from decimal import Decimal
from functools import cache
from pathlib import PurePath
from typing import Any

import resources
from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.domain.numbers import format_entry, format_number

_SHOWN_PROBLEMS = 12
_COUNTS = frozenset({"count", "people", "listed", "most", "longest"})
"""Numbers of things; a year or a line of a file is none."""


def sentence_for(error: ExpectedError) -> str:
    """The sentence of the error's class, or of its `reason` where the class tells several apart."""
    entry = _wording()[type(error).__name__]
    data = {name: _as_text(name, getattr(error, name)) for name in error.names()}
    numbers = ((name, getattr(error, name)) for name in error.names())
    data |= {f"{name}_to_type": format_entry(one) for name, one in numbers if isinstance(one, Decimal)}
    text = entry.get(str(getattr(error, "reason", "")), entry["text"])
    if isinstance(entry.get("without"), str) and any(not value for value in data.values()):
        text = entry["without"]
    return " ".join(text.format(**data).split(" "))


@cache
def _wording() -> dict[str, dict[str, str]]:
    import tomllib  # here, not above: the window starts without a single error

    return tomllib.loads(resources.text("messages", "errors.toml"))


def _as_text(name: str, value: Any) -> str:
    if isinstance(value, Decimal) or (isinstance(value, int) and name in _COUNTS):
        return format_number(value)
    if isinstance(value, tuple):
        if name == "problems" or name == "differences":
            more = len(value) - _SHOWN_PROBLEMS
            listed = "\n".join(f"- {one}" for one in value[:_SHOWN_PROBLEMS])
            return f"\n{listed}" + (f"\n- ... và {format_number(more)} chỗ nữa" if more > 0 else "")
        return ", ".join(str(one) for one in value)
    if name == "file":
        return PurePath(str(value)).name
    return str(value)
