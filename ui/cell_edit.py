"""A line over a cell of a grid: the keys that leave it, and how it looks while what is typed cannot be saved."""

from enum import Enum

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent
from PySide6.QtWidgets import QApplication, QLineEdit, QWidget

from ui import style
from ui.qt_override import override


class Step(Enum):
    """Where to go after saving: rows and columns."""

    STAY = (0, 0)
    DOWN = (1, 0)
    UP = (-1, 0)
    RIGHT = (0, 1)
    LEFT = (0, -1)


VERTICAL = {Qt.Key.Key_Down: Step.DOWN, Qt.Key.Key_Up: Step.UP}
HORIZONTAL = {Qt.Key.Key_Right: Step.RIGHT, Qt.Key.Key_Left: Step.LEFT}
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_NO_TEXT_WITH = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)


def step_of(event: QKeyEvent, *, goes_across: bool = False) -> Step | None:
    """Enter and Tab, with Shift the other way; where Enter goes across the line it is as Tab."""
    back = bool(event.modifiers() & Qt.KeyboardModifier.ShiftModifier)
    if event.key() in _ENTER and goes_across:
        return Step.LEFT if back else Step.RIGHT
    if event.key() in _ENTER:
        return Step.UP if back else Step.DOWN
    if event.key() == Qt.Key.Key_Backtab:
        return Step.LEFT
    if event.key() == Qt.Key.Key_Tab:
        return Step.LEFT if back else Step.RIGHT
    return None


def types_text(event: QKeyEvent) -> bool:
    """Whether the key writes something, so that a cell opens with it."""
    return bool(event.text()) and event.text().isprintable() and not event.modifiers() & _NO_TEXT_WITH


def is_several_cells(text: str) -> bool:
    """As a spreadsheet copies them: tabs between columns, lines between rows."""
    return any(mark in text.rstrip("\r\n") for mark in "\t\r\n")


class CellEdit(QLineEdit):
    """The one editor of a grid, moved to the cell that is edited; grids add what their cells offer."""

    done = Signal(Step)
    """The person asked to save and go on."""
    left = Signal()
    """The focus went elsewhere: saved as well."""
    cancelled = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.is_replacing = False
        self.goes_across = False
        """Whether Enter goes on along the line, where one line is typed in several cells."""
        self._show_fault(False)
        self.hide()

    def open_with(self, text: str, *, is_replacing: bool) -> None:
        """Typing into the cell replaces what stood there, and arrows leave it; F2 edits, and arrows stay inside."""
        self.is_replacing = is_replacing
        self._show_fault(False)
        self.setText(text)
        self.show()
        self.raise_()
        self.setFocus(Qt.FocusReason.OtherFocusReason)
        if not is_replacing:
            self.selectAll()

    def show_fault(self) -> None:
        """What was typed cannot be saved; from now on arrows stay inside."""
        self._show_fault(True)
        self.is_replacing = False

    def take_key(self, event: QKeyEvent) -> None:
        """A quick hand types on while the editor is just opening; what the editor left alone ends here."""
        if self.hasFocus():
            event.ignore()
            return
        self.setFocus()
        QApplication.sendEvent(self, event)

    @override
    def event(self, event: QEvent) -> bool:
        # Tab reaches an editor here, before it would move the focus.
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.KeyPress:
            step = step_of(event, goes_across=self.goes_across)
            if step is not None:
                self.done.emit(step)
                return True
        return super().event(event)

    @override
    def focusOutEvent(self, event: QFocusEvent) -> None:
        super().focusOutEvent(event)
        if self.isVisible() and event.reason() != Qt.FocusReason.PopupFocusReason:
            self.left.emit()

    def _show_fault(self, is_faulty: bool) -> None:
        colour = style.NOT_MET if is_faulty else style.ACCENT
        self.setStyleSheet(f"border: 2px solid {colour}; border-radius: 0; padding: 0 3px; min-height: 0;")
