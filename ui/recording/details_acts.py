"""Between the details pane and the desk: what is shown of the current cell, and what is done with it there."""

from dataclasses import replace

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ntm_desktop.domain.criteria import Indicator
from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.domain.places import Place
from ntm_desktop.services.record import HistoryEntry, record_note, restore_figure
from ntm_desktop.services.remember import recall, remember
from ntm_desktop.services.review import answer_remark, answer_return
from ui.recording.bulk_act import BulkAct
from ui.recording.details import DetailsPane
from ui.recording.details_cell import CellDetails, details_of
from ui.recording.model import FigureModel
from ui.recording.reviews import number_of
from ui.review_words import key_of
from ui.screen import Shell
from ui.targets.acts import TargetActs, TargetsOf

_FOLDED = "recording.folded"


class CellActs(QObject):
    recorded = Signal(object)
    """A figure or a note was saved (Recorded)."""
    redraw_asked = Signal(str, str, str)
    """Indicator code, place id and the sentence: something of that cell was stored elsewhere."""
    state_asked = Signal(object, object, object)
    """A BulkAct for one place and indicator."""
    targets_changed = Signal(str)
    """The criteria sets were read anew: everything is to be judged again."""
    go_to = Signal(str, object)

    def __init__(self, shell: Shell, pane: DetailsPane, model: FigureModel, parent: QWidget) -> None:
        super().__init__(parent)
        self._shell, self._pane, self._model = shell, pane, model
        self._shown: CellDetails | None = None
        self._indicator: Indicator | None = None
        self._targets = TargetActs(shell, parent)
        self._targets.changed.connect(self.targets_changed)
        pane.fold(recall(shell.desk, _FOLDED) or ())
        self._connect()

    def show_cell(self, place: Place, indicator: Indicator, why_not_here: str) -> None:
        """Shows all that is known of the cell; `why_not` is said where it cannot be typed into."""
        grid = self._model.grid
        assert grid is not None
        reviews = self._model.reviews
        self._indicator = indicator
        self._shown = details_of(self._shell.desk, grid, reviews, place, indicator, why_not_here)
        self._pane.show_cell(self._shown, reviews.findings.get((place.id, indicator.code), ()))

    def show_nothing(self, why: str) -> None:
        """No cell is chosen; `why` says so."""
        self._shown = self._indicator = None
        self._pane.show_nothing(why)

    def _connect(self) -> None:
        pane = self._pane
        pane.note_left.connect(self._save_note)
        pane.answer_left.connect(self._save_answer)
        pane.folded.connect(self._remember)
        pane.history.restore_asked.connect(self._restore)
        pane.target.enter_asked.connect(self._enter_target)
        pane.target.confirm_asked.connect(self._confirm_target)
        pane.target.withdraw_asked.connect(self._withdraw_target)
        pane.state.asked.connect(self._ask_state)
        pane.checks.opened.connect(self._open_checks)
        pane.register.saved.connect(self._tell_stored)
        pane.register.list_asked.connect(self._open_households)
        pane.evidence.saved.connect(self._tell_stored)

    def _save_note(self, note: str) -> None:
        if self._shown is None:
            return
        try:
            self.recorded.emit(record_note(self._shell.desk, self._shown.shown_key, note))
        except ExpectedError as error:
            self._shell.messages.tell_error(error)

    def _save_answer(self, answer: str) -> None:
        shown = self._shown
        if shown is None:
            return
        at = (shown.key.place_id, shown.key.code)
        remark = self._model.reviews.remarks.get(at)
        try:
            if remark is not None:
                answer_remark(self._shell.desk, key_of(remark), answer)
                self._model.reviews.remarks[at] = replace(remark, answer=answer)
            else:
                self._answer_return(shown.place, answer)
        except ExpectedError as error:
            self._shell.messages.tell_error(error)
            return
        self._tell_stored("Đã lưu trả lời")

    def _answer_return(self, place: Place, answer: str) -> None:
        """Of the whole criterion, where the figure itself has no remark."""
        grid, indicator = self._model.grid, self._indicator
        assert grid is not None
        assert indicator is not None
        number = number_of(grid, indicator)
        self._model.reviews.reviewed[(place.id, number)] = answer_return(
            self._shell.desk, place, grid.criteria_set, number, grid.period.year, answer
        )

    def _restore(self, past: HistoryEntry) -> None:
        shown, grid = self._shown, self._model.grid
        if shown is None or grid is None:
            return
        at = (shown.place, grid.criteria_set, shown.key.code, shown.shown_key.period)
        try:
            self.recorded.emit(restore_figure(self._shell.desk, *at, past))
        except ExpectedError as error:
            self._shell.messages.tell_error(error)

    def _of_target(self) -> TargetsOf | None:
        grid, shown = self._model.grid, self._shown
        if grid is None or shown is None:
            return None
        return TargetsOf(grid.criteria_set, [shown.key.code], grid.commune.column, grid.period.year)

    def _enter_target(self) -> None:
        if (of := self._of_target()) is not None:
            self._targets.ask_enter(of)

    def _confirm_target(self) -> None:
        if (of := self._of_target()) is not None:
            self._targets.ask_confirm(of)

    def _withdraw_target(self) -> None:
        if (of := self._of_target()) is not None:
            self._targets.withdraw(of)

    def _ask_state(self, act: BulkAct) -> None:
        if self._shown is not None and self._indicator is not None:
            self.state_asked.emit(act, self._shown.place, self._indicator)

    def _open_checks(self) -> None:
        if self._shown is not None:
            self.go_to.emit("checks", (self._shown.key.place_id, self._shown.key.code))

    def _open_households(self, target: object) -> None:
        self.go_to.emit("households", target)

    def _tell_stored(self, sentence: str) -> None:
        self._pane.settle()
        if self._shown is not None:
            self.redraw_asked.emit(self._shown.key.code, self._shown.key.place_id, sentence)

    def _remember(self) -> None:
        remember(self._shell.desk, _FOLDED, self._pane.folded_names)
