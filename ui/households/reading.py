"""Reading the register a part at a time, so that the window lives however many households there are."""

from collections.abc import Iterable, Iterator
from operator import itemgetter
from typing import Any

from PySide6.QtCore import QObject, Signal, Slot

from ntm_desktop.domain.household_search import search_text
from ntm_desktop.domain.households import Household
from ntm_desktop.domain.places import Place
from ntm_desktop.services.keep_households import read_in_parts, register_order, register_state
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.rest_collector import leave_to_stay
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
        self._register: Register | None = None
        self._state = self._begun = object()
        """Of the register's rows when `_register` was read, and when the reading that runs was begun."""
        self._parts: Iterator[list[Household]] = iter(())
        self._next: list[Household] | None = None
        self._entries: list[tuple[tuple[Any, ...], Household, str]] = []
        self._timer = AtRest(desk, self)
        self._timer.due.connect(self._read_next)
        self._later = AtRest(desk, self, _LATER_MS)
        self._later.due.connect(self._start_again)

    @property
    def is_running(self) -> bool:
        return self._timer.isActive() or self._later.isActive()

    def start(self, context: Context) -> None:
        """Reads the register of that commune, where it changed since; what was being read is given up."""
        self._timer.stop()
        self._later.stop()
        self._context, self._entries = context, []
        self._begun = register_state(self._desk)
        last = self._register
        if last is not None and self._begun is self._state and last.villages == self._villages(context):
            self._tell(context, last.entries())
            return
        self._parts = read_in_parts(self._desk, context.commune)
        self._order = register_order(self._desk, context.commune)
        self._next = next(self._parts, None)
        self._read_next()

    def start_later(self) -> None:
        """Reads it anew once the hands rest again."""
        self._state = object()
        self._later.start()

    def _villages(self, context: Context) -> tuple[Place, ...]:
        return tuple(self._desk.villages(context.commune.id))

    @Slot()
    def _start_again(self) -> None:
        if self._context is not None:
            self.start(self._context)

    @Slot()
    def _read_next(self) -> None:
        part, self._next = self._next, next(self._parts, None)
        self._entries += [(self._order(one), one, search_text(one)) for one in part or ()]
        if self._next is not None:
            leave_to_stay()
            self._timer.start()
        elif self._context is not None:
            entries, self._entries = sorted(self._entries, key=itemgetter(0)), []
            self._state = self._begun
            self._tell(self._context, (one[1:] for one in entries))

    def _tell(self, context: Context, entries: Iterable[tuple[Household, str]]) -> None:
        self._register = Register(self._desk, context.commune, context.criteria_set, context.period, entries)
        self.done.emit(self._register)
