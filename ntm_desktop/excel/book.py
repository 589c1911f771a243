"""What was read of a workbook, whatever its format: values, and what a person must be told about their cells."""

import string
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from ntm_desktop.domain.legacy_vietnamese import Encoding

MAX_ROWS = 20_000
MAX_COLUMNS = 200
MAX_CELLS = 800_000
"""Of one sheet; a list of a commune's people in twenty columns stays well below."""


class Spot(NamedTuple):
    """A cell by row and column, both from 0."""

    row: int
    column: int

    @property
    def name(self) -> str:
        """As Excel calls it: "C12"."""
        return f"{column_name(self.column)}{self.row + 1}"


class Block(NamedTuple):
    """A rectangle of cells, edges included, counted from 0."""

    top: int
    left: int
    bottom: int
    right: int

    @property
    def name(self) -> str:
        """As Excel calls it: "B2:D5"."""
        return f"{Spot(self.top, self.left).name}:{Spot(self.bottom, self.right).name}"

    def holds(self, spot: Spot) -> bool:
        """Whether the cell lies in it."""
        return self.top <= spot.row <= self.bottom and self.left <= spot.column <= self.right


class CellError(str):
    """What Excel shows where a formula failed: "#REF!"."""

    __slots__ = ()


class Conversion(NamedTuple):
    """A text of an old font before and after."""

    spot: Spot
    before: str
    after: str
    encoding: Encoding


@dataclass(frozen=True, slots=True)
class Sheet:
    """`rows` from the first one, each as long as its last filled cell; empty cells are None.

    Texts are in NFC and, where the cell's font told so, converted to Unicode (`conversions`). `formulas` are read
    by the result Excel kept; of those `unresolved` it kept none. `doubtful` texts may be of an old font that
    nothing tells. `is_cut`: there is more below the last row that is read.
    """

    name: str
    rows: list[list[Any]]
    is_hidden: bool = False
    merged: tuple[Block, ...] = ()
    formulas: frozenset[Spot] = frozenset()
    unresolved: frozenset[Spot] = frozenset()
    percents: frozenset[Spot] = frozenset()
    conversions: tuple[Conversion, ...] = ()
    doubtful: tuple[Spot, ...] = ()
    is_cut: bool = False

    def value(self, spot: Spot) -> Any:
        """None outside what is filled."""
        if 0 <= spot.row < len(self.rows) and 0 <= spot.column < len(row := self.rows[spot.row]):
            return row[spot.column]
        return None


@dataclass(slots=True)
class Gathering:
    """A sheet while it is read."""

    rows: list[list[Any]] = field(default_factory=list)
    formulas: set[Spot] = field(default_factory=set)
    unresolved: set[Spot] = field(default_factory=set)
    percents: set[Spot] = field(default_factory=set)
    conversions: list[Conversion] = field(default_factory=list)
    doubtful: list[Spot] = field(default_factory=list)
    is_cut: bool = False

    def sheet(self, name: str, *, is_hidden: bool, merged: Sequence[Block]) -> Sheet:
        """The rows gathered so far as a sheet, without empty ones at the end."""
        while self.rows and not any(value is not None for value in self.rows[-1]):
            self.rows.pop()
        return Sheet(
            name,
            self.rows,
            is_hidden,
            tuple(merged),
            frozenset(self.formulas),
            frozenset(self.unresolved),
            frozenset(self.percents),
            tuple(self.conversions),
            tuple(self.doubtful),
            self.is_cut,
        )


def is_written(value: Any) -> bool:
    """Whether a cell says anything: a space that nobody sees far below a list is no row of it."""
    text = "".join(part for part, _ in value) if isinstance(value, list) else value
    return bool(text.strip()) if isinstance(text, str) else text is not None


def column_name(column: int) -> str:
    """From 0: A, B, ... Z, AA."""
    name, rest = "", column + 1
    while rest:
        rest, letter = divmod(rest - 1, 26)
        name = string.ascii_uppercase[letter] + name
    return name
