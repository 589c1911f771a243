"""Signs beside figures that do not add up or lack evidence: worked out a village at a time, at rest."""

from collections.abc import Collection

from PySide6.QtCore import QObject, Signal

from ntm_desktop.domain.criteria import Level
from ntm_desktop.domain.places import Place
from ntm_desktop.services.assess import Grid
from ntm_desktop.services.check_figures import Checked, check_at
from ntm_desktop.services.list_evidence import evidence_state
from ntm_desktop.services.open_desk import OpenDesk
from ui.at_rest import AtRest
from ui.recording.model import FigureModel

_AFTER_MS = 250
"""A rest after the last edit: nothing is checked in the edit itself."""


class FigureMarks(QObject):
    changed = Signal()
    """Signs of some cells are others now."""

    def __init__(self, desk: OpenDesk, model: FigureModel, parent: QObject) -> None:
        super().__init__(parent)
        self._desk, self._model = desk, model
        self._pending: list[Place] = []
        self._looks_for_evidence = False
        self._timer = AtRest(desk, self)
        self._timer.due.connect(self._step)

    def start(self) -> None:
        """Another context: everything is checked, a place after the other."""
        self.again({one.id for one in self._model.places})

    def again(self, place_ids: Collection[str]) -> None:
        """Something of these places was changed; under a commune's own set all places bear on each other."""
        grid = self._model.grid
        is_all = grid is not None and grid.criteria_set.level is Level.COMMUNE
        waiting = {one.id for one in self._pending}
        changed = [one for one in self._model.places if is_all or one.id in place_ids]
        self._pending += [one for one in changed if one.id not in waiting]
        self._looks_for_evidence = True
        self._timer.start(_AFTER_MS)

    @property
    def is_resting(self) -> bool:
        """Whether nothing waits to be checked."""
        return not self._timer.isActive()

    def stop(self) -> None:
        self._pending.clear()
        self._timer.stop()

    def _step(self) -> None:
        grid = self._model.grid
        if grid is None:
            return
        if self._looks_for_evidence:
            self._looks_for_evidence = False
            changed = self._note_lacks(grid)
        elif self._pending:
            changed = self._check_next(grid)
        else:
            return
        self._model.redraw_marks(changed)
        if changed:
            self.changed.emit()
        self._timer.start(0)

    def _check_next(self, grid: Grid) -> set[tuple[str, str]]:
        place = self._pending.pop(0)
        found = Checked(check_at(self._desk, place, grid.criteria_set, grid.period)).by_cell()
        standing = self._model.reviews.findings
        before = {at: ones for at, ones in standing.items() if at[0] == place.id}
        for at in before:
            del standing[at]
        standing.update(found)
        return {at for at in {*before, *found} if before.get(at) != found.get(at)}

    def _note_lacks(self, grid: Grid) -> set[tuple[str, str]]:
        states = evidence_state(self._desk, grid.commune, grid.criteria_set, grid.period)
        lacks = {at for at, state in states.items() if not state.is_complete}
        reviews = self._model.reviews
        changed, reviews.lacks = reviews.lacks ^ lacks, lacks
        return set(changed)
