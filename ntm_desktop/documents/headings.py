"""Headings whose names and set terms are not torn apart by the end of a line."""

import re
from collections.abc import Mapping

from ntm_desktop.documents.wording import fill

_NAMES = ("village", "commune", "upper_level", "province", "own_place")
_WHOLE = re.compile(r"nông thôn mới|năm \d{4}", re.IGNORECASE)
_LONGEST = 45
_LONGEST_IN_COLUMN = 22  # letters; a longer name does not fit on one line of its column and may break


def fill_heading(text: str, facts: Mapping[str, str], *, narrow: bool = False) -> str:
    """`text` filled, its names held together by spaces that do not break; they copy out as ordinary ones."""
    longest = _LONGEST_IN_COLUMN if narrow else _LONGEST
    names = {name: _whole(facts[name]) for name in _NAMES if len(facts.get(name, "")) <= longest and name in facts}
    return _WHOLE.sub(lambda term: _whole(term.group()), fill(text, {**facts, **names}))


def _whole(text: str) -> str:
    return text.replace(" ", "\u00a0")
