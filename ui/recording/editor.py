"""Typing a figure into a cell: one line over the cell."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QWidget

from ui.cell_edit import HORIZONTAL, VERTICAL, CellEdit, is_several_cells
from ui.qt_override import override

_WIDEST = 420


def _clipboard() -> str:
    return QGuiApplication.clipboard().text()


class CellEditor(CellEdit):
    """The editor of figures."""

    several_pasted = Signal(str)
    """More than one cell was pasted: that is not for an open cell."""
    asked_reason = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("cell_editor")
        self.setAccessibleName("Nhập số liệu vào ô")
        self.setAlignment(Qt.AlignmentFlag.AlignRight)

    def offer_reason(self, reason: str) -> None:
        """After a bare "-": the set's own reason stands there, selected, so that typing replaces it."""
        self.is_replacing = False
        self.setText(f"- {reason}")
        self.setSelection(2, len(self.text()))
        self.asked_reason.emit(
            "Không áp dụng vì sao? Nhấn Enter để ghi lý do này, hoặc gõ lý do khác; Esc để bỏ."
            if reason
            else "Không áp dụng vì sao? Gõ lý do rồi nhấn Enter; Esc để bỏ."
        )

    def wanted_width(self) -> int:
        """For what is typed, as far as a sentence goes."""
        return min(self.fontMetrics().horizontalAdvance(self.text()) + 24, _WIDEST)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.matches(QKeySequence.StandardKey.Paste) and is_several_cells(_clipboard()):
            self.several_pasted.emit(_clipboard())
        elif key in VERTICAL:
            self.done.emit(VERTICAL[key])
        elif key in HORIZONTAL and self.is_replacing:
            self.done.emit(HORIZONTAL[key])
        else:
            super().keyPressEvent(event)
