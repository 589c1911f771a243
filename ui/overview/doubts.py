"""What does not add up, said beside each place of the overview."""

from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot

from ntm_desktop.domain.places import Place
from ntm_desktop.services.check_figures import Finding
from ntm_desktop.services.open_desk import OpenDesk
from ui.checks.round import CheckRound
from ui.overview.line_model import LineModel
from ui.screen import Context


class Doubts(QObject):
    def __init__(self, desk: OpenDesk, lines: LineModel, parent: QObject) -> None:
        super().__init__(parent)
        self._lines = lines
        self._round = CheckRound(desk, self)
        self._round.found.connect(self._note)

    def start(self, context: Context) -> None:
        """Every place of the chosen commune is checked anew."""
        self._round.start(context, [line.place for line in self._lines.lines if line.is_here])

    def stop(self) -> None:
        self._round.stop()

    @Slot(object, object)
    def _note(self, place: Place, found: Sequence[Finding]) -> None:
        self._lines.note_doubts(place.id, sum(not one.is_answered for one in found))
