"""What does not add up, said beside each place of the overview: worked out at rest, a place after the other."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot

from ntm_desktop.domain.criteria import Level
from ntm_desktop.domain.places import Place
from ntm_desktop.services.check_figures import Finding, check_commune, check_village
from ntm_desktop.services.open_desk import OpenDesk
from ui.at_rest import AtRest
from ui.overview.line_model import LineModel
from ui.screen import Context


class Doubts(QObject):
    def __init__(self, desk: OpenDesk, lines: LineModel, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._lines = desk, lines
        self._context: Context | None = None
        self._waiting: list[Place] = []
        self._timer = AtRest(desk, self)
        self._timer.due.connect(self._check_next)

    def start(self, context: Context) -> None:
        """Every place of the chosen commune is checked anew."""
        self._context = context
        self._waiting = [line.place for line in self._lines.lines if line.is_here]
        self._timer.start(0)

    def stop(self) -> None:
        self._timer.stop()

    @Slot()
    def _check_next(self) -> None:
        if not self._waiting or self._context is None:
            return
        one = self._context
        if one.criteria_set.level is Level.COMMUNE:  # figures of all places bear on each other
            checked = check_commune(self._desk, one.commune, one.criteria_set, one.period)
            for place in self._waiting:
                self._note(place, checked.of(place.id))
            self._waiting = []
            return
        place = self._waiting.pop(0)
        self._note(place, check_village(self._desk, place, one.criteria_set, one.period))
        self._timer.start(0)

    def _note(self, place: Place, found: Sequence[Finding]) -> None:
        self._lines.note_doubts(place.id, sum(not one.is_answered for one in found))
