"""Cells that Qt holds itself, for tables of few lines: asking Python for each takes longer than drawing it.

Roles and alignments go by their numbers: the first mention of the namespace `Qt` makes its 92 enums, at a fifteenth
of the whole start, so what the first screen shows does without it.
"""

from functools import cache

from PySide6.QtCore import QSize
from PySide6.QtGui import QColor, QStandardItem

from ui.style import ROW_HEIGHT

TEXT_ALIGNMENT, GROUND, INK = 7, 8, 9
LEFT, CENTRE = 0x81, 0x84
_HEADING_SIZE = QSize(0, ROW_HEIGHT)
"""For tables that say their own widths: measuring every heading takes longer than drawing it."""


def cell(
    text: str, tooltip: str = "", *, alignment: int | None = None, ink: str = "", ground: str = ""
) -> QStandardItem:
    """One cell; `ink` and `ground` are colours such as those of `ui.style`."""
    made = QStandardItem(text)
    if tooltip:
        made.setToolTip(tooltip)
    if alignment is not None:
        made.setData(alignment, TEXT_ALIGNMENT)
    if ink:
        made.setData(_colour(ink), INK)
    if ground:
        made.setData(_colour(ground), GROUND)
    return made


def heading(text: str, tooltip: str = "", *, alignment: int = LEFT) -> QStandardItem:
    """One heading of a table of which every column is given its width."""
    made = cell(text, tooltip, alignment=alignment)
    made.setSizeHint(_HEADING_SIZE)
    return made


@cache
def _colour(name: str) -> QColor:
    return QColor(name)
