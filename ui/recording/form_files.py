"""Forms given out and taken in as workbooks, from the buttons of Số liệu."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from ui.screen import Context, Shell

if TYPE_CHECKING:
    from ui.workbooks.form_acts import FormActs


class FormFiles(QObject):
    taken_in = Signal(str)
    """Figures were written: the sentence for the status bar."""

    def __init__(self, shell: Shell, may_leave: Callable[[], bool], window: QWidget) -> None:
        super().__init__(window)
        self._shell, self._may_leave, self._window = shell, may_leave, window
        self._acts: FormActs | None = None
        self.context: Context | None = None

    @Slot()
    def export(self) -> None:
        """Asks what to give out; what is being typed is saved first."""
        if self._may_leave():
            self._made().ask_export()

    @Slot()
    def receive(self) -> None:
        """Asks for a filled form."""
        if self._may_leave():
            self._made().ask_receive()

    def _made(self) -> "FormActs":
        """Made when first asked for: opening the window needs nothing of workbooks."""
        if self._acts is None:
            from ui.workbooks.form_acts import FormActs

            self._acts = FormActs(self._shell, self._window)
            self._acts.taken_in.connect(self.taken_in)
        self._acts.context = self.context
        return self._acts
