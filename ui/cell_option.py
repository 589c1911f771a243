"""What Qt hands to whoever paints a cell, with the fields that the stubs of PySide6 leave out."""

from typing import cast

from PySide6.QtCore import QRect
from PySide6.QtGui import QFont, QFontMetrics, QPalette
from PySide6.QtWidgets import QStyle, QStyleOptionViewItem, QWidget


class CellOption(QStyleOptionViewItem):
    """Names the fields for the type checker; the objects are Qt's own and never made here."""

    rect: QRect
    font: QFont
    fontMetrics: QFontMetrics
    palette: QPalette
    state: QStyle.StateFlag
    text: str
    widget: QWidget


def fields_of(option: QStyleOptionViewItem) -> CellOption:
    """The same object: nothing is copied, and what is written to it reaches Qt."""
    return cast(CellOption, option)
