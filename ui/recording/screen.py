"""Số liệu: a grid of indicators by villages that is filled in place, and the details of the chosen cell."""

import json
from dataclasses import replace
from datetime import datetime

from PySide6.QtCore import QModelIndex, Qt, QTimer
from PySide6.QtGui import QHideEvent, QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from ntm_desktop.domain.criteria import Indicator, Level
from ntm_desktop.domain.desk import Role
from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.domain.places import Place, PlaceKind
from ntm_desktop.domain.recording import ReadingKey, figure_from_data
from ntm_desktop.domain.review import Remark
from ntm_desktop.sentences import sentence_for
from ntm_desktop.services.assess import Grid, assess_grid, reassess_indicator
from ntm_desktop.services.record import (
    Recorded,
    history,
    periods_of,
    reading_at,
    record_entry,
    record_figure,
    record_note,
)
from ntm_desktop.services.remember import recall, remember
from ntm_desktop.services.review import answer_remark
from ui import style
from ui.evidence.section import EvidenceSection
from ui.qt_override import override
from ui.recording import cells
from ui.recording.details import CellDetails, DetailsPane
from ui.recording.empty import EmptyGrid
from ui.recording.grid import FigureGrid
from ui.recording.legend import Legend
from ui.recording.model import FIXED, FigureModel
from ui.recording.reviews import number_of, read_reviews, reread_one
from ui.recording.rows import Narrowing, is_editable
from ui.recording.toolbar import RecordingToolbar
from ui.review_words import key_of, review_sentence
from ui.screen import Context, Screen, Shell

_DETAILS_AFTER_MS = 60
"""The pane follows the cell a moment later, so that holding an arrow key down stays smooth."""


class RecordingScreen(Screen):
    name = "recording"
    title = "Số liệu"
    icon = "recording"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._shown_key: ReadingKey | None = None
        self._shown_remark: Remark | None = None
        self.model = FigureModel(self)
        self.toolbar = RecordingToolbar(self)
        self.grid = FigureGrid(self.model, self)
        self.grid.places.save = self._save_typed
        self.grid.places.why_not = self._why_not
        self.details = DetailsPane(self)
        self._evidence = EvidenceSection(shell, self.details)
        self.details.add_part(self._evidence)
        self._empty = EmptyGrid(self)
        self._legend = Legend(self)
        self._stack = QStackedWidget(self)
        self._timer = QTimer(self, singleShot=True, interval=_DETAILS_AFTER_MS)
        self._lay_out()
        self._connect()
        self._recall()

    @override
    def show_context(self, context: Context) -> None:
        place = self._current_place_and_code()
        grid = assess_grid(self.shell.desk, context.commune, context.criteria_set, context.period)
        self.model.show_grid(grid, read_reviews(self.shell.desk, grid))
        is_empty = not grid.villages and not _has_own_figures(context)
        self._stack.setCurrentIndex(1 if is_empty else 0)
        if is_empty:
            self._empty.explain(context.commune)
        self.grid.fit()
        self._go_back_to(place)
        self._show_details()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        """Nothing is read any more once the screen is gone: the desk may be closed by then."""
        self._timer.stop()
        super().hideEvent(event)

    @override
    def focus_first(self) -> None:
        if self._stack.currentIndex() == 1:
            self._empty.focus_first()
        else:
            self.grid.places.setFocus()

    @override
    def open_at(self, target: object) -> None:
        """Goes to the cell (place id, indicator code)."""
        if not (isinstance(target, tuple) and len(target) == 2):
            return
        place_id, code = target
        if self.model.row_of(code) is None:
            self.model.fold(())
            self._narrow(Narrowing.ALL)
        self._go_back_to((place_id, code))

    @override
    def look_for(self, words: str) -> None:
        if not self.finish_editing():
            return
        standing = self._current_place_and_code()
        self.model.narrow(words=words)
        self._go_back_to(standing)

    @override
    def finish_editing(self) -> bool:
        self.details.leave_note()
        return self.grid.places.commit()

    @override
    def print_shown(self) -> None:
        """Asks for the printer and prints the rows that are shown."""
        if self.model.grid is None or not self.finish_editing():
            return
        from PySide6.QtPrintSupport import QPrintDialog, QPrinter

        from ui.recording.printing import set_up_paper

        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        set_up_paper(self._printer)
        dialog = QPrintDialog(self._printer, self)
        dialog.setObjectName("print_dialog")
        dialog.setWindowTitle("In bảng số liệu")
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.accepted.connect(self._print)
        QDialog.open(dialog)

    def _print(self) -> None:
        from ui.recording.printing import paint_grid

        sheets = paint_grid(self._printer, self.model)
        self.shell.messages.tell(f"Đã gửi {sheets} tờ ra máy in" if sheets else "Không in được; hãy xem lại máy in")

    def _lay_out(self) -> None:
        work = QWidget(self)
        work.setObjectName("recording_work")
        work.setAccessibleName("Bảng số liệu")
        column = QVBoxLayout(work)
        column.setContentsMargins(style.WIDE, style.GAP, style.WIDE, style.GAP)
        column.setSpacing(style.GAP)
        column.addWidget(self.toolbar)
        column.addWidget(self.grid, 1)
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
        self.grid.current_changed.connect(self._timer.start)
        self._timer.timeout.connect(self._show_details)
        self.grid.fold_asked.connect(self._toggle_fold)
        self.toolbar.narrowed.connect(self._narrow)
        self.toolbar.fold_all_asked.connect(self._fold_all)
        self.toolbar.details_asked.connect(self._show_pane)
        self.toolbar.print_asked.connect(self.print_shown)
        self.details.restore_asked.connect(self._restore)
        self.details.note_left.connect(self._save_note)
        self.details.answer_left.connect(self._save_answer)
        self.details.decide_asked.connect(self._decide)
        self._evidence.saved.connect(self.saved)
        self._empty.asked.connect(self._go_elsewhere)
        QShortcut(
            QKeySequence("F8"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
        ).activated.connect(self._decide)
        QShortcut(
            QKeySequence("F6"), self, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
        ).activated.connect(self._next_part)

    def _recall(self) -> None:
        stored = recall(self.shell.desk, "recording") or {}
        narrowing = stored.get("narrowing", "")
        self.model.narrowing = Narrowing(narrowing) if narrowing in set(Narrowing) else Narrowing.ALL
        is_open = bool(stored.get("details", True))
        self.toolbar.show_narrowing(self.model.narrowing)
        self.toolbar.show_details_open(is_open)
        self.details.setVisible(is_open)

    def _remember(self) -> None:
        stored = {"narrowing": self.model.narrowing, "details": not self.details.isHidden()}
        remember(self.shell.desk, "recording", stored)

    # What is saved

    def _save_typed(self, index: QModelIndex, text: str) -> str:
        """Saves a cell; returns the sentence why it could not be saved."""
        place, indicator, grid = self.model.place_at(index), self.model.indicator_at(index), self.model.grid
        if place is None or indicator is None or grid is None:
            return ""
        reading = cells.reading_of(grid, place, indicator.code)
        if not text.strip() and reading is not None and reading.key.period != grid.period:
            return f"Số này ghi ở {reading.key.period.title}; hãy chọn kỳ đó rồi xóa."
        try:
            recorded = record_entry(self.shell.desk, place, grid.criteria_set, indicator.code, grid.period, text)
        except ExpectedError as error:
            return sentence_for(error)
        self._take(recorded)
        return ""

    def _save_note(self, note: str) -> None:
        if self._shown_key is None:
            return
        try:
            recorded = record_note(self.shell.desk, self._shown_key, note)
        except ExpectedError as error:
            self.shell.messages.tell_error(error)
            return
        self._take(recorded)

    def _save_answer(self, answer: str) -> None:
        remark, grid = self._shown_remark, self.model.grid
        if remark is None or grid is None:
            return
        try:
            answer_remark(self.shell.desk, key_of(remark), answer)
        except ExpectedError as error:
            self.shell.messages.tell_error(error)
            return
        place_id, _, code, _ = remark.entity.split("|", 3)
        self.model.reviews.remarks[(place_id, code)] = replace(remark, answer=answer)
        self.model.replace_indicator(grid, code)
        self._timer.start()
        self._tell_saved()

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

    def _restore(self, value: str) -> None:
        place, indicator, grid = self._current()
        if place is None or indicator is None or grid is None or self._shown_key is None:
            return
        figure, _ = figure_from_data(json.loads(value))
        try:
            recorded = record_figure(
                self.shell.desk,
                place,
                grid.criteria_set,
                indicator.code,
                self._shown_key.period,
                figure,
                f"lấy lại số cũ của {indicator.code}, {place.title}",
            )
        except ExpectedError as error:
            self.shell.messages.tell_error(error)
            return
        self._take(recorded)

    def _take(self, recorded: Recorded) -> None:
        if recorded.has_changed:
            self._redraw(recorded.reading.key)
            self._tell_saved()

    def _redraw(self, key: ReadingKey) -> None:
        grid = self.model.grid
        if grid is not None and key.criteria_set == grid.criteria_set.id:
            number = grid.criteria_set.criterion_of(key.code).number
            place = next((one for one in self.model.places if one.id == key.place_id), None)
            if place is not None:
                reread_one(self.shell.desk, self.model.reviews, grid, place, number)
            self.model.replace_indicator(reassess_indicator(self.shell.desk, grid, key.code), key.code)
        self._timer.start()

    def _tell_saved(self) -> None:
        self.saved.emit(f"Đã lưu {datetime.now():%H:%M}")

    # What is shown

    def _why_not(self, index: QModelIndex) -> str:
        place, indicator, grid = self.model.place_at(index), self.model.indicator_at(index), self.model.grid
        if place is None or indicator is None or grid is None:
            return ""
        if is_editable(grid, place, indicator):
            return self.model.reviews.locks.get((place.id, number_of(grid, indicator)), "")
        if place.id == grid.commune.id:
            return "Cột Toàn xã được cộng từ các thôn, không nhập tay."
        if indicator.village_source is not None:
            return f"Số này lấy từ chỉ tiêu {indicator.village_source.code} của bộ tiêu chí thôn; hãy nhập ở đó."
        return f"Chỉ tiêu {indicator.code} chỉ nhập cho toàn xã."

    def _show_details(self) -> None:
        if self.details.isHidden():
            return
        place, indicator, grid = self._current()
        if place is None or indicator is None or grid is None:
            self._shown_key = self._shown_remark = None
            self.details.show_nothing(self._said_of_criterion() or "Chọn một ô để xem chi tiết.")
            self._evidence.show_reading(None, None)
            return
        reviews = self.model.reviews
        number = number_of(grid, indicator)
        self._shown_remark = reviews.remark(place.id, indicator.code)
        cell = grid.cells.get((place.id, indicator.code))
        reading = cells.reading_of(grid, place, indicator.code)
        key = ReadingKey(place.id, grid.criteria_set.id, indicator.code, grid.period)
        self._shown_key = reading.key if reading is not None else key
        desk = self.shell.desk
        source = desk.criteria_sets[self._shown_key.criteria_set]
        self.details.show_cell(
            CellDetails(
                place.title,
                cells.assessment_of(grid, place, indicator.code),
                grid.period.year,
                self._why_not(self.grid.places.currentIndex()),
                reading_at(desk, self._shown_key).note,
                cells.origin_lines(grid, place, indicator),
                periods_of(desk, place.id, source, self._shown_key.code),
                history(desk, self._shown_key),
                review_sentence(reviews.reviewed.get((place.id, number))),
                self._shown_remark.text if self._shown_remark else "",
                self._shown_remark.answer if self._shown_remark else "",
                desk.desk.role is Role.COMMUNE,
                bool(cell and cell.has_conflict),
            )
        )
        self._evidence.show_reading(key, place)

    def _said_of_criterion(self) -> str:
        """The review of the criterion whose heading is chosen."""
        index = self.grid.places.currentIndex()
        place = self.model.place_at(index)
        if place is None or index.row() >= len(self.model.rows):
            return ""
        return cells.criterion_tooltip(self.model.reviews, place, self.model.rows[index.row()].criterion.number)

    def _show_pane(self, is_open: bool) -> None:
        self.details.leave_note()
        self.details.setVisible(is_open)
        self._remember()
        if is_open:
            self._show_details()
        elif not self.grid.places.is_editing:
            self.grid.places.setFocus()

    def _narrow(self, narrowing: Narrowing) -> None:
        if not self.finish_editing():
            self.toolbar.show_narrowing(self.model.narrowing)
            return
        standing = self._current_place_and_code()
        self.model.narrow(narrowing=narrowing)
        self.toolbar.show_narrowing(narrowing)
        self._remember()
        self._go_back_to(standing)

    def _toggle_fold(self, number: int) -> None:
        self._fold(self.model.folded ^ {number})

    def _fold_all(self, is_folding: bool) -> None:
        grid = self.model.grid
        if grid is not None:
            self._fold({one.number for one in grid.criteria_set.criteria} if is_folding else set())

    def _fold(self, numbers: set[int]) -> None:
        if not self.finish_editing():
            return
        standing = self._current_place_and_code()
        position = self.grid.places.verticalScrollBar().value()
        self.model.fold(numbers)
        self.toolbar.show_folded(bool(numbers))
        self.grid.places.verticalScrollBar().setValue(position)
        self._go_back_to(standing)

    def _current(self) -> tuple[Place | None, Indicator | None, Grid | None]:
        index = self.grid.places.currentIndex()
        return self.model.place_at(index), self.model.indicator_at(index), self.model.grid

    def _current_place_and_code(self) -> tuple[str, str]:
        index = self.grid.places.currentIndex()
        if not index.isValid() or index.row() >= len(self.model.rows):
            return "", ""
        place, row = self.model.place_at(index), self.model.rows[index.row()]
        indicator = row.indicator or row.criterion.indicators[0]
        return place.id if place else "", indicator.code

    def _go_back_to(self, standing: tuple[str, str]) -> None:
        """To that cell where it is shown, else to its criterion, else to the first cell."""
        place_id, code = standing
        columns = {place.id: FIXED + position for position, place in enumerate(self.model.places)}
        row = self.model.row_of(code)
        if row is None:
            row = self.model.heading_of(code)
        if row is None:
            row = next((at for at, one in enumerate(self.model.rows) if one.indicator is not None), 0)
        self.grid.go_to_cell(row, columns.get(place_id, FIXED))

    def _next_part(self) -> None:
        """F6 goes round: what to show, the grid, the note."""
        parts = (self.toolbar, self.grid, self.details)
        for position, part in enumerate(parts):
            if part.isAncestorOf(self.focusWidget() or self):
                following = parts[(position + 1) % len(parts)]
                break
        else:
            following = self.grid
        if following is self.details and not self.details.note.isVisible():
            following = self.toolbar
        if following is self.grid:
            self.grid.places.setFocus()
        elif following is self.details:
            self.details.note.setFocus()
        else:
            self.toolbar.focus_first()

    def _go_elsewhere(self, name: str) -> None:
        self.go_to.emit(name, None)


def _has_own_figures(context: Context) -> bool:
    """A commune's own set can be filled before its villages are named."""
    return context.commune.kind is PlaceKind.COMMUNE and context.criteria_set.level is Level.COMMUNE
