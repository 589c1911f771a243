"""Tables that run over pages. Imported only when a paper is drawn."""

from collections.abc import Sequence
from typing import Any

from reportlab.lib.colors import Color, black
from reportlab.platypus import Flowable, FrameBreak
from reportlab.platypus import Table as FlowingTable

from ntm_desktop.documents import pdf_styles as styles
from ntm_desktop.documents.blocks import Align, Cell, Row, Table
from ntm_desktop.documents.pdf_flowables import paragraph
from ntm_desktop.documents.pdf_fonts import REGULAR

_SHADE = Color(0.93, 0.93, 0.93)
_LOW = 150  # points: two such rows fit on any page, so they may be asked to stay together
_SIGNED_ROWS = 2
"""How many rows at least stand above the signatures."""
_LEAST_PART = 40  # points: a row too high for a page begins where at least two of its lines can stand


class SigningTable(FlowingTable):  # type: ignore[misc]  # reportlab is untyped
    """Says again, on the next page, which shaded row the rows there belong to; titles stand once on a page."""

    signing: Flowable | None = None
    """Who signs below: the last rows go to the page of the signatures with them."""

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Its size in points; too high to stand there where the signatures would be torn off it."""
        width, height = super().wrap(available_width, available_height)
        if self.signing is None or height > available_height:
            return width, height
        _, below = self.signing.wrap(available_width, available_height)
        below += max(self.getSpaceAfter(), self.signing.getSpaceBefore())
        return width, height if height + below <= available_height else available_height + 1

    def split(self, available_width: float, available_height: float) -> list[Any]:
        """The part that fits and the rest, whose titles are followed by the name of the group torn apart."""
        self._calc(available_width, available_height)
        if self.signing is not None and self._height <= available_height:
            available_height = sum(self._rowHeights[:-_SIGNED_ROWS])
        at = self._getFirstPossibleSplitRowPosition(available_height)
        room = available_height - sum(self._rowHeights[:at])
        is_torn = room > _LEAST_PART and self._rowHeights[at : at + 1] > [_LOW]
        shaded = [start[1] for _, start, *_ in self._bkgrndcmds]
        if not is_torn and all(row in shaded for row in range(1, at)):
            return []  # titles and names alone: they go to the next page with their rows
        name = max((row for row in shaded if row < at), default=0)
        said = _continued(self._cellvalues[name])
        goes_on = bool(said) and (is_torn or (at > name + 1 and at not in shaded))
        self.repeatRows: Any = (0, name) if goes_on else 1
        parts = list(self._splitRows(available_height, doInRowSplit=is_torn))
        for part in (self, *parts):
            part.repeatRows = 1
        if len(parts) < 2:
            return parts
        parts[1].signing = self.signing
        if goes_on:
            parts[1]._cellvalues[1] = said
        return [parts[0], FrameBreak, *parts[1:]]  # else the titles of the rest stand in what is left of this page


def _continued(cells: Sequence[Any]) -> list[Any]:
    """The cells of a shaded row as they read where its rows go on; empty where they say nothing of it."""
    drawn = [cell[0] if isinstance(cell, tuple) and cell else cell for cell in cells]  # wrapped once measured
    said = [getattr(cell, "continued", cell) for cell in drawn]
    return said if said != drawn else []


def flowing_table(block: Table, width: float) -> FlowingTable:
    """Titles repeat on every page; a row taller than what is left of a page is split within.

    A shaded row (a criterion's name) stays with the row below it, the last one (totals) with the one above.
    """
    total = sum(column.width for column in block.columns)
    data: list[list[Any]] = [[paragraph(column.title, styles.TABLE_TITLE) for column in block.columns]]
    commands: list[tuple[Any, ...]] = [
        ("FONT", (0, 0), (-1, -1), REGULAR),
        ("GRID", (0, 0), (-1, -1), 0.5, black),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
        ("TOPPADDING", (0, 0), (-1, -1), 2),
        ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
    ]
    low = [_is_low(row, block, width / total) for row in block.rows]
    for at, row in enumerate(block.rows, 1):
        if row.shaded:
            commands.append(("BACKGROUND", (0, at), (-1, at), _SHADE))
            first = min(at, len(block.rows) - 1)
            if all(low[first - 1 : first + 1]):
                commands.append(("NOSPLIT", (0, first), (-1, first + 1)))
        if not low[at - 1]:
            # Short cells in the middle of a split row would push their padding off the page.
            commands.append(("VALIGN", (0, at), (-1, at), "TOP"))
        data.append(_cells(row.cells, block, at, commands))
    return SigningTable(
        data,
        colWidths=[column.width / total * width for column in block.columns],
        style=commands,
        repeatRows=1,
        splitInRow=1,
        spaceBefore=6,
        spaceAfter=6,
    )


def _cells(cells: Sequence[Cell], block: Table, at: int, commands: list[tuple[Any, ...]]) -> list[Any]:
    drawn: list[Any] = []
    for cell in cells:
        align = cell.align or block.columns[len(drawn)].align
        style = (styles.CELL_BOLD if cell.bold else styles.CELL)[align]
        if cell.span > 1:
            commands.append(("SPAN", (len(drawn), at), (len(drawn) + cell.span - 1, at)))
        text: Any = paragraph(cell.text, style) if cell.text else ""
        if text and block.continued and block.rows[at - 1].shaded and cell.span > 1:
            text.continued = paragraph(f"{cell.text} {block.continued}", style)
        drawn.append(text)
        drawn += [""] * (cell.span - 1)
    return drawn


def _is_low(row: Row, block: Table, unit: float) -> bool:
    """Whether the row is surely low, judged by its letters: wrapping it twice would cost too much."""
    at = 0
    for cell in row.cells:
        width = sum(column.width for column in block.columns[at : at + cell.span]) * unit
        style = styles.CELL[Align.LEFT]
        if (len(cell.text) * style.fontSize * 0.6 / width + 1) * style.leading > _LOW:
            return False
        at += cell.span
    return True
