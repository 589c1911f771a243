"""Cells that Qt holds itself."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from ui.cells import CENTRE, GROUND, INK, LEFT, TEXT_ALIGNMENT, cell, heading


def test_the_numbers_are_those_of_qt() -> None:
    roles = (Qt.ItemDataRole.TextAlignmentRole, Qt.ItemDataRole.BackgroundRole, Qt.ItemDataRole.ForegroundRole)
    assert roles == (TEXT_ALIGNMENT, GROUND, INK)
    left = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
    assert (left.value, Qt.AlignmentFlag.AlignCenter.value) == (LEFT, CENTRE)


def test_a_cell_stands_and_is_coloured_as_asked(qapp: QApplication) -> None:
    made = cell("✓", "Đạt", alignment=CENTRE, ink="#0F766E", ground="#E7F1F1")
    assert (made.text(), made.toolTip()) == ("✓", "Đạt")
    assert made.textAlignment() == Qt.AlignmentFlag.AlignCenter
    assert made.foreground().color().name().upper() == "#0F766E"
    assert made.background().color().name().upper() == "#E7F1F1"


def test_a_heading_stands_at_the_left(qapp: QApplication) -> None:
    assert heading("Chỉ tiêu").textAlignment() == Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
