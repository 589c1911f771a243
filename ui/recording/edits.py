"""Undo and redo: every change is a new operation, so history keeps what was undone too."""

from collections.abc import Callable

from PySide6.QtGui import QUndoCommand

from ntm_desktop.domain.recording import ReadingKey
from ntm_desktop.services.record import Change
from ui.qt_override import override

WriteBack = Callable[[Change, ReadingKey], None]


class Edit(QUndoCommand):
    """One change that already stands when it is pushed; undoing writes `before`, redoing `after`."""

    def __init__(self, name: str, key: ReadingKey, before: Change, after: Change, write_back: WriteBack) -> None:
        super().__init__(name)
        self._key, self._before, self._after = key, before, after
        self._write_back = write_back
        self._stands = True

    @override
    def undo(self) -> None:
        self._stands = False
        self._write_back(self._before, self._key)

    @override
    def redo(self) -> None:
        if not self._stands:
            self._write_back(self._after, self._key)
        self._stands = True
