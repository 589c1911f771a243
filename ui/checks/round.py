"""A round of checks: one place after the other while the hands rest, so that no window waits for all of them."""

from collections.abc import Iterable

from PySide6.QtCore import QObject, Signal, Slot

from ntm_desktop.domain.places import Place
from ntm_desktop.services.check_figures import check_at
from ntm_desktop.services.open_desk import OpenDesk
from ui.at_rest import AtRest
from ui.screen import Context


class CheckRound(QObject):
    found = Signal(object, object)
    """The place that was checked, and its findings."""
    ended = Signal()

    def __init__(self, desk: OpenDesk, parent: QObject) -> None:
        super().__init__(parent)
        self._desk = desk
        self._context: Context | None = None
        self._waiting: list[Place] = []
        self._timer = AtRest(desk, self)
        self._timer.due.connect(self._check_next)

    @property
    def is_running(self) -> bool:
        return self._timer.isActive()

    def start(self, context: Context, places: Iterable[Place]) -> None:
        """Checks these places of the context; a round that runs is given up."""
        self._context, self._waiting = context, list(places)
        self._timer.start()

    def stop(self) -> None:
        self._timer.stop()

    @Slot()
    def _check_next(self) -> None:
        one = self._context
        if one is None or not self._waiting:
            self.ended.emit()
            return
        place = self._waiting.pop(0)
        self._timer.start()  # before it is told: who listens may stop the round, or begin another
        self.found.emit(place, check_at(self._desk, place, one.criteria_set, one.period))
