"""Reading the register a part at a time, so that the window lives however many households there are."""

from collections.abc import Iterator
from operator import itemgetter
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from ntm_desktop.domain.household_search import search_text
from ntm_desktop.domain.households import Household
from ntm_desktop.services.keep_households import read_in_parts, register_order
from ntm_desktop.services.open_desk import OpenDesk
from ui.at_rest import AtRest
from ui.households.register import Register
from ui.screen import Context

_LATER_MS = 500


class RegisterReading(QObject):
    done = Signal(object)
    """The Register; told before `start` has returned where one part is all."""

    def __init__(self, desk: OpenDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._context: Context | None = None
        self._parts: Iterator[list[Household]] = iter(())
        self._next: list[Household] | None = None
        self._entries: list[tuple[tuple[Any, ...], Household, str]] = []
        self._timer = AtRest(desk, self)
        self._timer.due.connect(self._read_next)

    @property
    def is_running(self) -> bool:
        return self._timer.isActive()

    def start_later(self) -> None:
        """Reads it anew once the hands rest again."""
        if self._context is not None:
            self._parts, self._next, self._entries = read_in_parts(self._desk, self._context.commune), [], []
            self._timer.start(_LATER_MS)

    def start(self, context: Context) -> None:
        """Reads the register of that commune; what was being read is given up."""
        self._timer.stop()
        self._context, self._entries = context, []
        self._parts = read_in_parts(self._desk, context.commune)
        self._order = register_order(self._desk, context.commune)
        self._next = next(self._parts, None)
        self._read_next()

    @Slot()
    def _read_next(self) -> None:
        part, self._next = self._next, next(self._parts, None)
        self._entries += [(self._order(one), one, search_text(one)) for one in part or ()]
        if self._next is None:
            self._end()
        else:
            self._timer.start(0)

    def _end(self) -> None:
        context = self._context
        assert context is not None
        entries, self._entries = sorted(self._entries, key=itemgetter(0)), []
        listed = (one[1:] for one in entries)
        register = Register(self._desk, context.commune, context.criteria_set, context.period, listed)
        self.done.emit(register)
