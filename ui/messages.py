"""The one door for telling and asking. Tests replace it; nothing else opens a message box."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.sentences import sentence_for

# The boxes are imported where one is opened: the window starts without them.


class Messages(QObject):
    """Short news goes to the status bar (`told`); what needs an answer or an action opens a dialog."""

    told = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent

    def tell(self, text: str) -> None:
        """News that needs no answer: never a dialog after success."""
        self.told.emit(text)

    def tell_error(self, error: ExpectedError) -> None:
        """One sentence: what happened, what it means, what to do."""
        self.warn(sentence_for(error))

    def warn(self, text: str, details: str = "") -> None:
        from ui import message_boxes

        message_boxes.warn(self._window, text, details)

    def ask(self, question: str, act: str, keep: str, then: Callable[[], None]) -> None:
        """Asks before a risky step; the buttons name the act ("Xóa 3 nhiệm vụ") and the way back ("Giữ lại")."""
        from ui import message_boxes

        message_boxes.ask(self._window, question, act, keep, then)

    def tell_bug(self, details: str) -> None:
        """A fault of the program: it runs on; the details can be copied for whoever mends it."""
        from ui import message_boxes

        message_boxes.tell_bug(self._window, details)
