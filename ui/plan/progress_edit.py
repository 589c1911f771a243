"""The percentage of a task, typed in its cell: more than a hundred stays on screen with the reason, never saved."""

from PySide6.QtCore import QRect, Qt
from PySide6.QtWidgets import QSpinBox, QWidget

from ui.cell_sentence import CellSentence
from ui.naming import named
from ui.qt_override import override

_MOST = 100
_TYPED = 9999
"""What can be typed at all: Qt would swallow the last digit of 150 without a word."""


class ProgressEdit(QSpinBox):
    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "progress_editor", "Tiến độ, phần trăm")
        self.setRange(0, _TYPED)
        self.setSingleStep(10)
        self.setSuffix(" %")
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._sentence = CellSentence(parent)
        self.destroyed.connect(self._sentence.deleteLater)
        self.textChanged.connect(self._sentence.hide)

    @property
    def is_possible(self) -> bool:
        """Whether what stands in the field can be saved; says why where it cannot."""
        self.interpretText()
        if self.value() <= _MOST:
            return True
        self._sentence.say(
            f"Tiến độ từ 0 đến 100 %; {self.value()} % chưa được lưu, số cũ vẫn còn.",
            QRect(self.geometry()),
            is_fault=True,
        )
        return False

    @override
    def stepBy(self, steps: int) -> None:
        self.setValue(max(0, min(_MOST, self.value() + steps * self.singleStep())))
