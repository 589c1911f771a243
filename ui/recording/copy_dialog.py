"""Copying the last period's figures into this one: for which cells, and whether over figures that stand."""

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QCheckBox, QComboBox, QHBoxLayout, QLabel, QWidget

from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.pasting import PastedCell
from ui import style
from ui.recording.preview import PreviewDialog

_NOTHING = "Kỳ trước không có số nào để chép cho những ô này; số liệu minh họa không chép sang kỳ sau."
SELECTION, VILLAGE, EVERYTHING = range(3)
Propose = Callable[[int, bool], Sequence[PastedCell]]
"""For a range of cells, and whether figures that stand are overwritten: what would be copied."""


class CopyDialog(PreviewDialog):
    def __init__(self, propose: Propose, village: str, selected: int, parent: QWidget) -> None:
        super().__init__("Chép số kỳ trước", "chép", parent)
        self._propose = propose
        self.model.source = "số của"
        label = QLabel("&Chép cho:", self)
        label.setObjectName("copy_range_label")
        self._range = QComboBox(self)
        self._range.setObjectName("copy_range")
        self._range.setAccessibleName("Chép cho những ô nào")
        self._range.addItems(
            [f"{format_number(selected)} ô đang chọn", f"mọi chỉ tiêu của {village}", "mọi thôn, mọi chỉ tiêu"]
        )
        self._range.setCurrentIndex(SELECTION if selected > 1 else VILLAGE)
        self._over = QCheckBox("Ghi đè cả ô đã có số", self)
        self._over.setObjectName("copy_over")
        self._over.setAccessibleName(self._over.text())
        label.setBuddy(self._range)
        row = QHBoxLayout()
        row.setSpacing(style.GAP)
        for widget in (label, self._range, self._over):
            row.addWidget(widget)
        row.addStretch(1)
        self.choices.addLayout(row)
        self._range.activated.connect(self._show)
        self._over.toggled.connect(self._show)
        self._show()

    def _show(self) -> None:
        cells = self._propose(self._range.currentIndex(), self._over.isChecked())
        self.show_cells(cells, _NOTHING)
