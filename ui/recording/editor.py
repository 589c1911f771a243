"""Typing into a cell: one line over the cell, and one sentence under it when what was typed cannot be saved."""

from PySide6.QtCore import QRect, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QWidget

from ui import style
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


class CellSentence(QLabel):
    """One sentence under (or over) a cell: why it could not be saved, or why it is not entered here."""

    WIDTH = 340

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._around = parent
        self.setObjectName("cell_sentence")
        self.setAccessibleName("Vì sao chưa lưu được")
        self.setWordWrap(True)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self.hide()

    def say(self, text: str, cell: QRect, *, is_fault: bool) -> None:
        """Beside `cell`, given in the parent's coordinates; inside the parent whatever happens."""
        colour = style.NOT_MET if is_fault else style.MUTED
        self.setStyleSheet(
            f"background: {style.PAPER}; color: {colour}; border: 1px solid {colour}; padding: 4px 8px;"
        )
        self.setText(text)
        self.setAccessibleDescription(text)
        self.place(cell)
        self.show()
        self.raise_()

    def place(self, cell: QRect) -> None:
        """Under the cell, or over it where there is no room; in the parent's coordinates."""
        room = self._around.rect()
        width = min(self.WIDTH, room.width() - 8)
        # Measured by the text itself: the label's own hint forgets the frame of its style sheet.
        bounds = self.fontMetrics().boundingRect(
            QRect(0, 0, width - 20, 1000), Qt.TextFlag.TextWordWrap, self.text()
        )
        height = bounds.height() + 14
        x = max(4, min(cell.left(), room.right() - width - 4))
        below = cell.bottom() + 2
        y = below if below + height <= room.bottom() else cell.top() - height - 2
        self.setGeometry(x, max(0, y), width, height)
