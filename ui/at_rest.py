"""What waits until the hands rest: done once, a moment after the last call, never on a desk that was closed."""

from PySide6.QtCore import QObject, QTimer, Signal, Slot

from ntm_desktop.services.open_desk import OpenDesk


class AtRest(QTimer):
    due = Signal()
    """The moment has come; a desk closed a moment before its window is left alone."""

    def __init__(self, desk: OpenDesk, parent: QObject, after_ms: int = 0) -> None:
        super().__init__(parent, singleShot=True, interval=after_ms)
        self._desk = desk
        self.timeout.connect(self._tell)

    @Slot()
    def _tell(self) -> None:
        if self._desk.is_open:
            self.due.emit()
