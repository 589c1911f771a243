"""Số liệu: a grid of indicators by villages that is filled in place, and the details of the chosen cell."""

from collections.abc import Sequence
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ntm_desktop.domain.criteria import Indicator, Level
from ntm_desktop.domain.desk import Role
from ntm_desktop.domain.places import Place, PlaceKind
from ntm_desktop.services.assess import Grid, assess_grid
from ntm_desktop.services.record import Written
from ui import style
from ui.at_rest import AtRest
from ui.qt_override import override
from ui.recording import cells
from ui.recording.bulk import BulkActs
from ui.recording.bulk_act import BulkAct
from ui.recording.details import DetailsPane
from ui.recording.details_acts import CellActs
from ui.recording.empty import EmptyGrid
from ui.recording.figure_entry import FigureEntry
from ui.recording.figure_views import FigureViews, View
from ui.recording.form_files import FormFiles
from ui.recording.grid import FigureGrid
from ui.recording.hidden_rows import HiddenRows
from ui.recording.legend import Legend
from ui.recording.marks import FigureMarks
from ui.recording.model import FigureModel
from ui.recording.remembered_look import recall_look, remember_look
from ui.recording.reviews import read_reviews
from ui.recording.shown_rows import ShownRows
from ui.recording.taking import FigureTaking
from ui.recording.toolbar import RecordingToolbar
from ui.screen import Context, Screen, Shell

if TYPE_CHECKING:
    from ui.recording.print_acts import PrintActs

_DETAILS_AFTER_MS = 60
"""The pane follows the cell a moment later, so that holding an arrow key down stays smooth."""


class RecordingScreen(Screen):
    name = "recording"
    title = "Số liệu"
    icon = "recording"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._context: Context | None = None
        self._printing: PrintActs | None = None
        self.model = FigureModel(self)
        self.toolbar = RecordingToolbar(self)
        self.views = FigureViews(self.model, self)
        self.details = DetailsPane(shell, self)
        self._cell = CellActs(shell, self.details, self.model, self)
        self.marks = FigureMarks(shell.desk, self.model, self)
        self._taking = FigureTaking(shell.desk, self.model, self.marks, self)
        self._entry = FigureEntry(shell.desk, self.model, self.views, self._taking)
        self._bulk = BulkActs(shell, self.model, self._entry.why_not_at, self)
        self._forms = FormFiles(shell, self.finish_editing, self)
        self._empty = EmptyGrid(self)
        self._legend = Legend(self)
        self._hidden = HiddenRows(self.model, self)
        self._rows = ShownRows(
            self.model, self.views, self.toolbar, self._hidden, shell.messages, self.finish_editing, self
        )
        self._stack = QStackedWidget(self)
        self._timer = AtRest(shell.desk, self, _DETAILS_AFTER_MS)
        self._lay_out()
        self._connect()
        recall_look(shell.desk, self.model, self.views, self.toolbar, self.details)

    @property
    def grid(self) -> FigureGrid:
        return self.views.grid

    @override
    def show_context(self, context: Context) -> None:
        self._context = self._forms.context = context
        standing = self.views.standing()
        grid = assess_grid(self.shell.desk, context.commune, context.criteria_set, context.period)
        self.model.show_grid(grid, read_reviews(self.shell.desk, grid))
        is_empty = not grid.villages and not _has_own_figures(context)
        self._stack.setCurrentIndex(1 if is_empty else 0)
        if is_empty:
            self._empty.explain(context.commune, is_upper=self.shell.desk.desk.role is Role.UPPER_LEVEL)
        self.grid.fit()
        self.views.go_to(*standing)
        self._show_details()
        self.marks.start()

    @override
    def take_back(self, written: Sequence[Written]) -> bool:
        return self._taking.take_back(written)

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is read any more once the screen is gone: the desk may be closed by then."""
        self._timer.stop()
        self.marks.stop()
        super().hideEvent(event)

    @override
    def focus_first(self) -> None:
        if self._stack.currentIndex() == 1:
            self._empty.focus_first()
        else:
            self.views.places.setFocus()

    @override
    def open_at(self, target: object) -> None:
        """Goes to the cell (place id, indicator code); with "answer" as third to the answer to the upper level."""
        if not (isinstance(target, tuple) and len(target) in (2, 3)):
            return
        place_id, code, *part = target
        if self.model.row_of(code) is None:
            self._rows.show_everything()
        self.views.go_to(place_id, code)
        if part:
            self.toolbar.show_details_open(is_open=True)
            self._show_details()
            self.details.focus_answer()

    @override
    def look_for(self, words: str) -> None:
        self._rows.look_for(words)

    @override
    def finish_editing(self) -> bool:
        self.details.leave_note()
        return self.views.places.commit()

    @override
    def print_shown(self) -> None:
        """Asks for the printer and prints the rows that are shown."""
        if self.model.grid is None or not self.finish_editing():
            return
        if self._printing is None:
            from ui.recording.print_acts import PrintActs  # here, not above: the window starts without printing

            self._printing = PrintActs(self.shell, self.model, self.views, self)
        self._printing.ask()

    @override
    def show_keys(self) -> bool:
        from ui.recording.key_sheet import KeySheet

        sheet = KeySheet(self)
        sheet.help_asked.connect(self._open_help)
        QDialog.open(sheet)
        return True

    def _lay_out(self) -> None:
        work = QWidget(self)
        work.setObjectName("recording_work")
        work.setAccessibleName("Bảng số liệu")
        column = QVBoxLayout(work)
        column.setContentsMargins(style.WIDE, style.GAP, style.WIDE, style.GAP)
        column.setSpacing(style.GAP)
        column.addWidget(self.toolbar)
        column.addWidget(self._hidden)
        column.addWidget(self.views, 1)
        column.addWidget(self._legend)
        full = QWidget(self)
        full.setObjectName("recording_full")
        full.setAccessibleName("Số liệu")
        row = QHBoxLayout(full)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(work, 1)
        row.addWidget(self.details)
        self._stack.setObjectName("recording_states")
        self._stack.setAccessibleName("Số liệu")
        self._stack.addWidget(full)
        self._stack.addWidget(self._empty)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(self._stack)

    def _connect(self) -> None:
        self.views.current_changed.connect(self._timer.start)
        self._timer.due.connect(self._show_details)
        self.views.bulk_asked.connect(self._run_bulk)
        self.views.pasted.connect(self._paste)
        self.views.switched.connect(self._note_view)
        self._bulk.written.connect(self._taking.take_written)
        self.toolbar.view_asked.connect(self._show_view)
        self.toolbar.bulk_asked.connect(self._run_bulk)
        self._rows.narrowed.connect(self._remember)
        self._rows.changed.connect(self._timer.start)
        self.toolbar.details_asked.connect(self._show_pane)
        self.toolbar.print_asked.connect(self.print_shown)
        self.toolbar.export_asked.connect(self._forms.export)
        self.toolbar.receive_asked.connect(self._forms.receive)
        self._forms.taken_in.connect(self._show_taken_in)
        self.details.decide_asked.connect(self._decide)
        self._cell.recorded.connect(self._taking.take)
        self._cell.redraw_asked.connect(self._taking.redraw_cell)
        self._cell.state_asked.connect(self._bulk.run_on)
        self._cell.targets_changed.connect(self._take_targets)
        self._cell.go_to.connect(self.go_to)
        self.marks.changed.connect(self._timer.start)
        self._taking.redrawn.connect(self._timer.start)
        self._taking.saved.connect(self.saved)
        self._empty.asked.connect(self.go_to)
        for keys, act in (("F8", self._decide), ("F6", self._next_part), ("F7", self.views.next_view)):
            within = Qt.ShortcutContext.WidgetWithChildrenShortcut
            QShortcut(QKeySequence(keys), self, context=within).activated.connect(act)

    def _remember(self) -> None:
        remember_look(self.shell.desk, self.model, self.views, self.details)

    # What is saved

    def _decide(self) -> None:
        """To the conflict of the current cell, decided on its own screen."""
        place, indicator, grid = self._current()
        if place is None or indicator is None or grid is None:
            return
        cell = grid.cells.get((place.id, indicator.code))
        if cell is None or not cell.has_conflict or cell.reading is None:
            self.shell.messages.tell("Ô này không có chỗ nào cần quyết định")
            return
        self.go_to.emit("conflicts", (cell.reading.key.place_id, cell.reading.key.code))

    def _take_targets(self, sentence: str) -> None:
        """Everything is judged by the sets as they are now."""
        context = self._context
        if context is not None:
            chosen = self.shell.desk.criteria_sets.get(context.criteria_set.id, context.criteria_set)
            self.show_context(context._replace(criteria_set=chosen))
        self.saved.emit(sentence)

    def _run_bulk(self, act: BulkAct) -> None:
        if self.finish_editing():
            self._bulk.run(act, self.views.places, self._chosen_cells())

    def _chosen_cells(self) -> list[tuple[Place, Indicator]]:
        """The selected cells; at a criterion's own line all its indicators there."""
        cells = self.views.places.selected_cells()
        place, number, grid = self.views.current()[0], self.views.criterion_at_current(), self.model.grid
        if cells or place is None or number is None or grid is None:
            return cells
        criterion = next(one for one in grid.criteria_set.criteria if one.number == number)
        return [(place, one) for one in criterion.indicators]

    def _paste(self, text: str) -> None:
        indicators, places = self.views.paste_onto()
        self._bulk.paste(text, self.views.places, indicators, places)

    def _show_taken_in(self, sentence: str) -> None:
        if self._context is not None:
            self.show_context(self._context)
        self.saved.emit(sentence)

    # What is shown

    def _show_view(self, view: View) -> None:
        self.views.show_view(view)
        self.toolbar.show_view(self.views.view)
        self.views.places.setFocus()

    def _note_view(self, view: View) -> None:
        self.toolbar.show_view(view)
        self._remember()
        self._timer.start()

    def _open_help(self) -> None:
        self.go_to.emit("help", "nhap-so-lieu")

    def _show_details(self) -> None:
        if self.details.isHidden():
            return
        place, indicator, grid = self._current()
        if place is None or indicator is None or grid is None:
            self._cell.show_nothing(self._said_of_criterion() or "Chọn một ô để xem chi tiết.")
            return
        self._cell.show_cell(place, indicator, self._entry.why_not_at(place, indicator))

    def _said_of_criterion(self) -> str:
        """The review of the criterion whose heading is chosen."""
        number = self.views.criterion_at_current()
        place, _ = self.views.current()
        return cells.criterion_tooltip(self.model.reviews, place, number) if place and number else ""

    def _show_pane(self, is_open: bool) -> None:
        self.details.leave_note()
        self.details.setVisible(is_open)
        self._remember()
        if is_open:
            self._show_details()
        elif not self.views.places.is_editing:
            self.views.places.setFocus()

    def _current(self) -> tuple[Place | None, Indicator | None, Grid | None]:
        return (*self.views.current(), self.model.grid)

    def _next_part(self) -> None:
        """F6 goes round: what to show, the grid, the note."""
        parts = (self.toolbar, self.views, self.details)
        for position, part in enumerate(parts):
            if part.isAncestorOf(self.focusWidget() or self):
                following = parts[(position + 1) % len(parts)]
                break
        else:
            following = self.views
        if following is self.views:
            self.views.places.setFocus()
        elif following is not self.details or not (self.details.isVisible() and self.details.focus_first()):
            self.toolbar.focus_first()


def _has_own_figures(context: Context) -> bool:
    """A commune's own set can be filled before its villages are named."""
    return context.commune.kind is PlaceKind.COMMUNE and context.criteria_set.level is Level.COMMUNE
