"""Pasting: where every cell of the copied rectangle goes, with a choice for headings that name no village here."""

from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QWidget

from ntm_desktop.domain.clipboard import Table
from ntm_desktop.domain.pasting import Pasting, Sheet, arrange
from ntm_desktop.domain.places import Place
from ui import style
from ui.recording.preview import PreviewDialog

_NONE = "không dán cột này"
_MOST = 12


class PasteDialog(PreviewDialog):
    def __init__(self, table: Table, sheet: Sheet, parent: QWidget) -> None:
        super().__init__("Dán bảng số liệu", "dán", parent)
        self._copied, self._sheet = table, sheet
        self._chosen: dict[int, Place | None] = {}
        self._boxes: list[tuple[int, QComboBox]] = []
        found = arrange(table, sheet)
        self._ask_for_villages(found)
        self._show(found)

    def _ask_for_villages(self, found: Pasting) -> None:
        unknown = [one for one in found.columns if not one.is_matched][:_MOST]
        if unknown:
            said = QLabel("Đầu cột sau đây không khớp tên thôn nào; hãy chọn thôn, hoặc để không dán:", self)
            said.setObjectName("unknown_villages")
            said.setWordWrap(True)
            self.choices.addWidget(said)
        for number, one in enumerate(unknown, start=1):
            label = QLabel(f"“{one.heading}”", self)
            label.setObjectName(f"unknown_{number}")
            box = QComboBox(self)
            box.setObjectName(f"village_for_{number}")
            box.setAccessibleName(f"Thôn cho cột “{one.heading}”")
            box.addItem(_NONE)
            box.addItems([place.title for place in self._sheet.places])
            box.activated.connect(self._choose)
            label.setBuddy(box)
            row = QHBoxLayout()
            row.setSpacing(style.GAP)
            row.addWidget(label)
            row.addWidget(box)
            row.addStretch(1)
            self.choices.addLayout(row)
            self._boxes.append((one.at, box))

    def _choose(self) -> None:
        places = self._sheet.places
        self._chosen = {at: places[box.currentIndex() - 1] for at, box in self._boxes if box.currentIndex() > 0}
        self._show(arrange(self._copied, self._sheet, self._chosen))

    def _show(self, found: Pasting) -> None:
        self.show_cells(found.cells, "Bảng vừa chép không có ô số liệu nào để dán.")
