"""What a workbook's cell is wrong about, with sheet, cell and text; the wording is data."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import resources
from ntm_desktop.domain.numbers import format_number


@dataclass(frozen=True, slots=True)
class Problem:
    """`cell` is "C12", "dòng 12", "cột F" or empty for the whole sheet; `text` is what stands there.

    While one that `stops` is left, nothing of the file is taken in; the others are only told.
    """

    sheet: str
    cell: str
    text: str
    sentence: str
    stops: bool = True

    @property
    def line(self) -> str:
        """Everything in one line: "Biểu nhập số liệu, ô C12 (“75%”): ..."."""
        where = f"ô {self.cell}" if self.cell[:1].isupper() else self.cell
        places = ", ".join(part for part in (f"Trang “{self.sheet}”" if self.sheet else "", where) if part)
        shown = f" (“{self.text}”)" if self.text else ""
        return f"{places}{shown}: {self.sentence}" if places else self.sentence


def worded(key: str, **data: Any) -> str:
    """The sentence of that key in `resources/messages/workbooks.toml`."""
    counted = {name: format_number(data[name]) for name in _COUNTS & data.keys() if isinstance(data[name], int)}
    return " ".join(_wording()[key].format(**(data | counted)).split())


_COUNTS = frozenset({"count", "rows"})
"""Numbers of things; the number of a line is none."""


@cache
def _wording() -> dict[str, str]:
    import tomllib

    return dict(tomllib.loads(resources.text("messages", "workbooks.toml")))
