"""A grid as in a spreadsheet: typing, Enter and Tab, paste, fill down, clearing, rows taken away."""

from functools import partial

from PySide6.QtCore import QModelIndex, QRect, Qt, Signal, Slot
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence, QMouseEvent, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView, QWidget

from ntm_desktop.domain.clipboard import write_table
from ntm_desktop.domain.errors import PasteTooLarge
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.sentences import sentence_for
from ui import style
from ui.cell_edit import Step, is_several_cells, step_of, types_text
from ui.cell_sentence import CellSentence
from ui.households.cell_model import CellModel, cells_of_text
from ui.households.editor import RegisterEditor
from ui.households.frozen import FrozenColumns
from ui.qt_override import override
from ui.table_model import Index

_DELETE = Qt.Key.Key_Delete


class CellGrid(QTableView):
    current_changed = Signal()
    row_changed = Signal()
    """The current cell is in another row."""
    paste_asked = Signal(str, str, object)
    """A question before many rows are pasted, the word that agrees, and what it does."""

    def __init__(
        self, name: str, title: str, model: CellModel, parent: QWidget | None = None, frozen: int = 0
    ) -> None:
        super().__init__(parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self._model = model
        self.setModel(model)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.setWordWrap(False)
        self.setTabKeyNavigation(True)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.verticalHeader().setDefaultSectionSize(style.ROW_HEIGHT)
        self.horizontalHeader().setHighlightSections(False)
        self.horizontalHeader().setFixedHeight(style.ROW_HEIGHT)
        self.horizontalHeader().setSectionsClickable(False)
        self._frozen = FrozenColumns(self, frozen) if frozen else None
        self._covered = 0
        self._editor = RegisterEditor(self)
        self._sentence = CellSentence(self)
        self._edited = QModelIndex()
        self._tabs_began: int | None = None
        """The column where Tab first left a cell, while nothing but Tab moves on."""
        self._is_turned_away = False
        """What was typed here was refused: the Enter or Tab that ends that typing does not leave the cell."""
        self._editor.done.connect(self._commit_and_step)
        self._editor.left.connect(self._commit_on_leaving)
        self._editor.cancelled.connect(self.cancel)
        self._editor.pasted.connect(self._paste_into_editor)
        self.doubleClicked.connect(self._open)
        model.modelAboutToBeReset.connect(self._close_editor)
        self.horizontalHeader().sectionResized.connect(self._lay_frozen)

    @property
    def is_editing(self) -> bool:
        return self._edited.isValid()

    @property
    def editor(self) -> RegisterEditor:
        return self._editor

    @property
    def sentence(self) -> str:
        """What is said under the cell, empty where nothing is wrong."""
        return "" if self._sentence.isHidden() else self._sentence.text()

    def go_to(self, row: int, column: int) -> None:
        self.setCurrentIndex(self._model.index(row, column))

    def set_widths(self, widths: tuple[int, ...]) -> None:
        """Of the columns from the first, in pixels; the frozen ones follow."""
        for column, width in enumerate(widths):
            self.setColumnWidth(column, width)
        self.refresh_frozen()

    def refresh_frozen(self) -> None:
        """After columns were hidden, shown or made wider."""
        if self._frozen is not None:
            self._frozen.follow(self._model)
            self._lay_frozen()

    def begin_edit(self, text: str | None = None) -> None:
        """Opens the current cell: with `text` typed over it, or with what stands in it."""
        index = self.currentIndex()
        if not index.isValid():
            return
        if why := self._model.why_not(index.row(), index.column()):
            self._is_turned_away = text is not None
            self._say(why, is_fault=False)
            return
        self.scrollTo(index)
        self._sentence.hide()
        self._edited = index
        standing = self._model.text(index.row(), index.column())
        field = self._model.choices(index.column())
        self._editor.place(self._cell_rect(index))
        self._editor.begin(standing if text is None else text, field, is_replacing=text is not None)
        self._editor.place(self._cell_rect(index))

    def commit(self) -> bool:
        """Saves what is being typed; False where it cannot be saved: the editor stays open with the reason."""
        if not self.is_editing:
            return True
        index, typed = self._edited, self._editor.answer().strip()
        row, column = index.row(), index.column()
        if typed != self._model.text(row, column):
            why = self._saved([(row, column, typed)], "")
            if why:
                self._editor.show_fault()
                self._say(why, is_fault=True)
                return False
        self._close_editor()
        return True

    def cancel(self) -> None:
        """Leaves the editor; what stood in the cell stands."""
        self._close_editor()
        self._sentence.hide()
        self.setFocus()

    def step(self, step: Step) -> None:
        """To the next cell that way, as in a spreadsheet.

        Tab past the last column goes to the next row, in the last row to its beginning; Enter after Tabs goes below
        the cell where they began.
        """
        index = self.currentIndex()
        rows, columns = step.value
        if not index.isValid() or step is Step.STAY:
            return
        began = self._tabs_began
        row, column = index.row() + rows, index.column() + columns
        if rows and began is not None:
            column, began = began, None
        elif columns > 0 and began is None:
            began = index.column()
        while 0 <= column < len(self._model.columns) and self.isColumnHidden(column):
            column += columns
        if column >= len(self._model.columns):
            row, column = min(row + 1, self._model.rows() - 1), 0
        elif column < 0:
            row, column = row - 1, len(self._model.columns) - 1
        while 0 <= column < len(self._model.columns) and self.isColumnHidden(column):
            column += 1 if columns >= 0 else -1
        if 0 <= row < self._model.rows():
            self.go_to(row, column)
            self._tabs_began = began

    def paste(self, text: str) -> None:
        """Pastes the rectangle a spreadsheet copied, from the current cell on, as one act: all of it or nothing."""
        index = self.currentIndex()
        if not index.isValid():
            return
        visible = [at for at in range(index.column(), len(self._model.columns)) if not self.isColumnHidden(at)]
        try:
            cells = cells_of_text(text, index.row(), visible)
        except PasteTooLarge as error:
            self._say(sentence_for(error), is_fault=True)
            return
        if cells is None:
            self._say("Bảng vừa chép nhiều cột hơn số cột còn lại bên phải; chưa dán gì.", is_fault=True)
            return
        if not cells:
            return
        paste = partial(self._save_cells, cells, f"dán {format_number(len(cells))} ô vào sổ hộ")
        if asked := self._model.paste_question(cells):
            self.paste_asked.emit(*asked, paste)
        else:
            paste()

    def fill_down(self) -> None:
        """The topmost selected row's texts into the rows below it."""
        rows, columns = self._selected()
        if len(rows) < 2:
            return
        cells = [(row, column, self._model.text(rows[0], column)) for row in rows[1:] for column in columns]
        self._save_cells(cells, f"điền xuống {format_number(len(cells))} ô trong sổ hộ")

    def clear_selected(self) -> None:
        """Empties the selected cells that hold something, as one act."""
        rows, columns = self._selected()
        cells = [(row, column, "") for row in rows for column in columns if self._model.text(row, column)]
        if cells:
            self._save_cells(cells, f"xóa {format_number(len(cells))} ô trong sổ hộ")

    def remove_rows(self) -> None:
        """Removes the selected rows, or says why that cannot be; what follows them takes their place."""
        rows, _ = self._selected()
        column = self.currentIndex().column()
        if why := self._model.remove(rows):
            self._say(why, is_fault=True)
        elif rows:
            self._stand_at(rows[0], column)

    def copy_selected(self) -> None:
        """To the clipboard as spreadsheets take it: tabs between columns, lines between rows."""
        rows, columns = self._selected()
        lines = ([self._model.text(row, column) for column in columns] for row in rows)
        QGuiApplication.clipboard().setText(write_table(lines))

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.is_editing:
            self._editor.take_key(event)
            return
        step, control = step_of(event), bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier)
        if step is not None and self._is_turned_away:
            self._is_turned_away = False
        elif step is not None and not control:
            self._sentence.hide()
            self.step(step)
        elif event.key() == Qt.Key.Key_F2:
            self.begin_edit()
        elif event.key() == _DELETE and control:
            self.remove_rows()
        elif event.key() == _DELETE:
            self.clear_selected()
        elif control and event.key() == Qt.Key.Key_D:
            self.fill_down()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy_selected()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste(QGuiApplication.clipboard().text())
        elif types_text(event):
            self.begin_edit(event.text())
        else:
            self._sentence.hide()
            super().keyPressEvent(event)

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if event.commitString():
            self.begin_edit(event.commitString())
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self.commit():
            self._sentence.hide()
            super().mousePressEvent(event)

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._is_turned_away = False
        self._tabs_began = None
        self.current_changed.emit()
        if current.row() != previous.row():
            self.row_changed.emit()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_frozen()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        if self.is_editing:
            self._editor.place(self._cell_rect(self._edited))

    @override
    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        super().scrollTo(index, hint)
        bar = self.horizontalScrollBar()
        left = self.columnViewportPosition(index.column())
        if self._covered and index.column() < (self._frozen.columns if self._frozen else 0):
            bar.setValue(0)
        elif self._covered and left < self._covered:
            bar.setValue(bar.value() - (self._covered - left))

    def _selected(self) -> tuple[list[int], list[int]]:
        indexes = self.selectedIndexes() or [self.currentIndex()]
        rows = sorted({one.row() for one in indexes if one.isValid()})
        return rows, sorted({one.column() for one in indexes if not self.isColumnHidden(one.column())})

    def _save_cells(self, cells: list[tuple[int, int, str]], title: str) -> None:
        self._sentence.hide()
        if why := self._saved(cells, title):
            self._say(why, is_fault=True)

    def _saved(self, cells: list[tuple[int, int, str]], title: str) -> str:
        """Saves; the cursor stays where it was typed, also where the rows were drawn anew or one came before it."""
        index = self.currentIndex()
        row, column = index.row(), index.column()
        why = self._model.save(cells, title)
        self._stand_at(row, column)
        return why

    def _stand_at(self, row: int, column: int) -> None:
        index = self._model.index(min(row, self._model.rows() - 1), column)
        if index.isValid() and index != self.currentIndex():
            self.setCurrentIndex(index)

    def _say(self, why: str, *, is_fault: bool) -> None:
        self._sentence.say(why, self._cell_rect(self.currentIndex()), is_fault=is_fault)

    def _cell_rect(self, index: Index) -> QRect:
        """In the grid's own coordinates: the editor lies above the columns that stay."""
        return self.visualRect(index).translated(self.viewport().pos())

    @Slot()
    def _lay_frozen(self) -> None:
        if self._frozen is not None:
            self._covered = self._frozen.lay_over()

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        self.setCurrentIndex(index)
        self.begin_edit()

    @Slot(Step)
    def _commit_and_step(self, step: Step) -> None:
        began = self._tabs_began  # drawing anew what was saved moves the cursor, too
        if self.commit():
            self.setFocus()
            self._tabs_began = began
            self.step(step)

    @Slot()
    def _commit_on_leaving(self) -> None:
        if not self.commit():
            self._close_editor()

    @Slot()
    def _paste_into_editor(self) -> None:
        text = QGuiApplication.clipboard().text()
        if is_several_cells(text):
            self.cancel()
            self.paste(text)
        else:
            self._editor.insert(text.strip())

    @Slot()
    def _close_editor(self) -> None:
        self._edited = QModelIndex()
        if self._editor.hasFocus():  # hidden with the focus, it would pass it on as if Tab were pressed in the grid
            self.setFocus()
        self._editor.put_away()
