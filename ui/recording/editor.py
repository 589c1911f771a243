"""Typing into a cell: one line over the cell, and one sentence under it when what was typed cannot be saved."""

from enum import Enum

from PySide6.QtCore import QEvent, QRect, Qt, Signal
from PySide6.QtGui import QFocusEvent, QGuiApplication, QKeyEvent, QKeySequence
from PySide6.QtWidgets import QLabel, QLineEdit, QWidget

from ui import style
from ui.qt_override import override


class Step(Enum):
    """Where to go after saving: rows and columns."""

    STAY = (0, 0)
    DOWN = (1, 0)
    UP = (-1, 0)
    RIGHT = (0, 1)
    LEFT = (0, -1)


_WIDEST = 420
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_VERTICAL = {Qt.Key.Key_Down: Step.DOWN, Qt.Key.Key_Up: Step.UP}
_HORIZONTAL = {Qt.Key.Key_Right: Step.RIGHT, Qt.Key.Key_Left: Step.LEFT}


def is_several_cells(text: str) -> bool:
    """As a spreadsheet copies them: tabs between columns, lines between rows."""
    return any(mark in text.rstrip("\r\n") for mark in "\t\r\n")


def _clipboard() -> str:
    return QGuiApplication.clipboard().text()


def step_of(event: QKeyEvent) -> Step | None:
    """Enter and Tab, with Shift the other way."""
    back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    if event.key() in _ENTER:
        return Step.UP if back else Step.DOWN
    if event.key() == Qt.Key.Key_Backtab:
        return Step.LEFT
    if event.key() == Qt.Key.Key_Tab:
        return Step.LEFT if back else Step.RIGHT
    return None


class CellEditor(QLineEdit):
    """The one editor of a grid, moved to the cell that is edited."""

    done = Signal(Step)
    """The person asked to save and go on."""
    left = Signal()
    """The focus went elsewhere: saved as well."""
    cancelled = Signal()
    several_pasted = Signal(str)
    """More than one cell was pasted: that is not for an open cell."""
    asked_reason = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("cell_editor")
        self.setAccessibleName("Nhập số liệu vào ô")
        self.setAlignment(Qt.AlignmentFlag.AlignRight)
        self._is_replacing = False
        self._show_fault(False)
        self.hide()

    def begin(self, text: str, *, is_replacing: bool) -> None:
        """Typing into the cell replaces what stood there, and arrows leave it; F2 edits, and arrows stay inside."""
        self._is_replacing = is_replacing
        self._show_fault(False)
        self.setText(text)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if not is_replacing:
            self.selectAll()

    def offer_reason(self, reason: str) -> None:
        """After a bare "-": the set's own reason stands there, selected, so that typing replaces it."""
        self._is_replacing = False
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

    def show_fault(self) -> None:
        self._show_fault(True)
        self._is_replacing = False

    @override
    def event(self, event: QEvent) -> bool:
        # Tab reaches an editor here, before it would move the focus.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = step_of(event)
            if step is not None:
                self.done.emit(step)
                return True
        return super().event(event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.matches(QKeySequence.StandardKey.Paste) and is_several_cells(_clipboard()):
            self.several_pasted.emit(_clipboard())
        elif key in _VERTICAL:
            self.done.emit(_VERTICAL[key])
        elif key in _HORIZONTAL and self._is_replacing:
            self.done.emit(_HORIZONTAL[key])
        else:
            super().keyPressEvent(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.isVisible() and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def _show_fault(self, is_faulty: bool) -> None:
        colour = style.NOT_MET if is_faulty else style.ACCENT
        self.setStyleSheet(f"border: 2px solid {colour}; border-radius: 0; padding: 0 3px; min-height: 0;")


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
