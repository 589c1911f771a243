"""How long what people type may be: enough for every office, short enough for a cell, a paper and a package.

The rule is for what is entered here. What a package brings is kept as it is: another version may allow more.
"""

from ntm_desktop.domain.errors import TextTooLong
from ntm_desktop.domain.names import nfc

LONGEST_NAME = 200
LONGEST_REASON = 1_000
LONGEST_NOTE = 4_000
LONGEST_TASK = 8_000
"""One text of a plan's task, as printed."""


def fitting(text: str, label: str, longest: int) -> str:
    """The text composed, without blanks around it; `label` is its Vietnamese name. Raises TextTooLong."""
    cleaned = nfc(text.strip())
    if len(cleaned) > longest:
        raise TextTooLong(label, longest)
    return cleaned


def shortened(text: str, longest: int) -> str:
    """For a paper: what a package brought may be longer than any page."""
    return text if len(text) <= longest else f"{text[: longest - 1]}…"
