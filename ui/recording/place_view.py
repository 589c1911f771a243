"""Cells of figures driven from the keyboard as in Excel: typing, selecting, copying, pasting."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QStyledItemDelegate, QWidget

from ntm_desktop.domain.clipboard import write_table
from ui.cell_edit import Step, is_several_cells, step_of, types_text
from ui.qt_override import override
from ui.recording.bulk_act import BulkAct
from ui.recording.editor import CellEditor
from ui.recording.selecting import ARROWS, SelectingView, held_keys
from ui.recording.table import FigureTable
from ui.table_model import Index

_PAGES = {Qt.Key.Key_PageUp: -1, Qt.Key.Key_PageDown: 1}
_BULK = {
    ("Ctrl", Qt.Key.Key_D): BulkAct.FILL_DOWN,
    ("Ctrl", Qt.Key.Key_R): BulkAct.FILL_RIGHT,
    ("Ctrl+Shift", Qt.Key.Key_D): BulkAct.COPY_LAST,
    ("", Qt.Key.Key_F9): BulkAct.CHECK,
    ("Ctrl", Qt.Key.Key_F9): BulkAct.CONFIRM,
    ("Shift", Qt.Key.Key_F9): BulkAct.REOPEN,
}


class PlaceView(SelectingView):
    current_changed = Signal()
    bulk_asked = Signal(BulkAct)
    """What is to be done with all the cells that are selected."""
    pasted = Signal(str)
    """Copied text that is more than one cell, or one for several cells."""
    other_asked = Signal(int)
    """The village or indicator before (-1) or after (1) the one whose form this is."""
    fold_asked = Signal(int)
    """The number of the criterion whose indicators should be hidden, or shown again."""
    refused = Signal(str)
    """Why nothing can be typed here, or why what was typed cannot be saved."""
    hinted = Signal(str)
    """What to type, while it is typed."""
    quiet = Signal()
    """There is nothing to complain about any more."""
    scrolled = Signal()

    def __init__(self, model: FigureTable, delegate: QStyledItemDelegate, parent: QWidget) -> None:
        super().__init__(model, parent)
        self.setObjectName("figures")
        self.setAccessibleName("Bảng số liệu: chỉ tiêu theo thôn")
        self.save: Callable[[QModelIndex, str], str] = _saves_nothing
        """Saves what was typed and returns the sentence why it could not, or nothing."""
        self.why_not: Callable[[QModelIndex], str] = _why_not
        self.has_floating_heading = True
        self.setModel(model)
        delegate.setParent(self)
        self.setItemDelegate(delegate)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ContiguousSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(True)
        self._editor = CellEditor(self.viewport())
        self._edited = QModelIndex()
        self._is_turned_away = False
        """What was typed here was refused: the Enter or Tab that ends that typing does not leave the cell."""
        self._editor.done.connect(self.commit_and_step)
        self._editor.left.connect(self._commit_on_leaving)
        self._editor.cancelled.connect(self.cancel)
        self._editor.several_pasted.connect(self._paste_over_editor)
        self._editor.textChanged.connect(self.place_editor)
        self._editor.asked_reason.connect(self.hinted)
        model.modelAboutToBeReset.connect(self.close_editor)

    @property
    def is_editing(self) -> bool:
        return self._edited.isValid()

    @property
    def editor(self) -> CellEditor:
        return self._editor

    def begin_edit(self, text: str | None = None) -> None:
        """Opens the current cell: with `text` typed over it, or with what stands in it."""
        index = self.currentIndex()
        if not index.isValid():
            return
        look = self._table.look_at(index)
        if self._table.indicator_at(index) is None or not look.is_editable:
            self._is_turned_away = text is not None
            self.refused.emit(self.why_not(index))
            return
        self.scrollTo(index)
        self._edited = index
        self.place_editor()
        self.quiet.emit()
        self._editor.open_with(self.text_to_edit(index) if text is None else text, is_replacing=text is not None)

    @property
    def edited(self) -> QModelIndex:
        return self._edited

    def text_to_save(self, _index: Index, typed: str) -> str:
        """What was typed as the entry of the whole cell."""
        return typed

    def text_to_edit(self, index: Index) -> str:
        return self._table.entry_at(index)

    def commit(self) -> bool:
        """Saves what is being typed; False where it cannot be saved, and the editor stays open with the reason."""
        if not self.is_editing:
            return True
        index, typed = self._edited, self._editor.text()
        if self._wants_reason(index, typed):
            return False
        if typed.strip() != self.text_to_edit(index):
            sentence = self.save(index, self.text_to_save(index, typed))
            if sentence:
                self._editor.show_fault()
                self.refused.emit(sentence)
                return False
        self.close_editor()
        return True

    def _wants_reason(self, index: Index, typed: str) -> bool:
        """A bare "-" asks why it does not apply: the set's own reason is offered, Enter takes it."""
        indicator = self._table.indicator_at(index)
        if typed.strip() not in ("-", "–") or indicator is None or indicator.not_applicable is None:
            return False
        self._editor.offer_reason(indicator.not_applicable)
        return True

    def cancel(self) -> None:
        """Leaves the editor; what stood in the cell stands."""
        self.close_editor()
        self.setFocus()

    def place_editor(self) -> None:
        """Over its cell; wider to the left or right where more is typed than the cell has room for."""
        if not self.is_editing:
            return
        cell = self.visualRect(self._edited)
        width = max(cell.width(), self._editor.wanted_width())
        left = max(0, min(cell.left(), self.viewport().width() - width))
        self._editor.setGeometry(left, cell.top(), min(width, self.viewport().width()), cell.height())

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.is_editing:
            self._editor.take_key(event)
            return
        is_heading = self._table.indicator_at(self.currentIndex()) is None
        step = step_of(event, goes_across=self._editor.goes_across and not is_heading)
        key, modifiers = event.key(), event.modifiers()
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        bulk = _BULK.get((held_keys(modifiers), Qt.Key(key)))
        if bulk is not None:
            self.bulk_asked.emit(bulk)
        elif control and key in _PAGES:
            self.other_asked.emit(_PAGES[Qt.Key(key)])
        elif self.selects(event):
            self.quiet.emit()
        elif step is not None and not control:
            self._enter(step)
        elif modifiers & Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._fold_current(is_folding=key == Qt.Key.Key_Up)
        elif key in ARROWS and not control:
            self.quiet.emit()
            self.step(ARROWS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self.jump(is_end=key == Qt.Key.Key_End, whole=control)
        elif key == Qt.Key.Key_F2:
            self.begin_edit()
        elif key in (Qt.Key.Key_Delete, Qt.Key.Key_Backspace):
            self.clear()
        elif event.matches(QKeySequence.StandardKey.Copy):
            self.copy()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.paste()
        elif types_text(event):
            self._type(event.text())
        else:
            super().keyPressEvent(event)

    @override
    def inputMethodEvent(self, event: QInputMethodEvent) -> None:
        if event.commitString():
            self._type(event.commitString())
        event.accept()

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if not self.commit():
            return
        self.quiet.emit()
        index = self.indexAt(event.position().toPoint())
        if index.isValid() and self._table.indicator_at(index) is None:
            self._tell_fold(index.row())
            return
        super().mousePressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.indexAt(event.position().toPoint()) == self.currentIndex():
            self.begin_edit()

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
        self._is_turned_away = False
        self.current_changed.emit()

    @override
    def scrollContentsBy(self, dx: int, dy: int) -> None:
        super().scrollContentsBy(dx, dy)
        self.place_editor()
        self.scrolled.emit()

    @override
    def scrollTo(
        self, index: Index, hint: QAbstractItemView.ScrollHint = QAbstractItemView.ScrollHint.EnsureVisible
    ) -> None:
        super().scrollTo(index, hint)
        # The heading of the criterion floats over the first line: a cell must not hide under it.
        is_hidden = self.visualRect(index).top() < self.rowHeight(max(self.rowAt(0), 0))
        if self.has_floating_heading and is_hidden and self._table.indicator_at(index) is not None:
            self.verticalScrollBar().setValue(max(index.row() - 1, 0))

    def _enter(self, step: Step) -> None:
        index = self.currentIndex()
        if index.isValid() and self._table.indicator_at(index) is None and step is Step.DOWN:
            self._tell_fold(index.row())
            return
        if self._is_turned_away:
            self._is_turned_away = False
            return
        self.quiet.emit()
        self.step(step)

    def _tell_fold(self, row: int) -> None:
        if folding := self._table.folding(row):
            self.fold_asked.emit(folding[0])

    def _fold_current(self, *, is_folding: bool) -> None:
        index = self.currentIndex()
        folding = self._table.folding(index.row()) if index.isValid() else None
        if folding is not None and folding[1] != is_folding:
            self.fold_asked.emit(folding[0])

    def copy(self) -> None:
        """The selected rectangle as a spreadsheet takes it; headings in between are left out."""
        lines: dict[int, list[str]] = {}
        for index in self.selected():
            lines.setdefault(index.row(), []).append(self.text_to_edit(index))
        if lines:
            QGuiApplication.clipboard().setText(write_table(lines.values()))

    def clear(self) -> None:
        """One cell is cleared at once; several are asked for as one act."""
        if len(self.selected()) > 1:
            self.bulk_asked.emit(BulkAct.CLEAR)
        else:
            self._replace_with("")

    def paste(self) -> None:
        """One text into one cell is saved at once; more is shown before anything is written."""
        text = QGuiApplication.clipboard().text()
        if is_several_cells(text) or len(self.selected()) > 1:
            self.pasted.emit(text)
        elif text.strip():
            self._replace_with(text.rstrip("\r\n"))

    def _paste_over_editor(self, text: str) -> None:
        self.cancel()
        self.pasted.emit(text)

    def _type(self, text: str) -> None:
        index = self.currentIndex()
        if index.isValid() and self._table.indicator_at(index) is None:
            if text == " ":
                self._tell_fold(index.row())
            return
        self.begin_edit(text)

    def _replace_with(self, text: str) -> None:
        """Delete and paste: saved at once; what cannot be saved opens the editor with the reason."""
        self.begin_edit(text)
        if self.commit():
            self.setFocus()

    def commit_and_step(self, step: Step) -> None:
        """Saves, and goes on where it could be saved."""
        if self.commit():
            self.setFocus()
            self.step(step)

    def _commit_on_leaving(self) -> None:
        self.commit()

    def close_editor(self) -> None:
        """Puts the editor away without saving."""
        self._edited = QModelIndex()
        # Hiding what holds the focus would make Qt press Tab for us, and the cell would move on.
        if self._editor.hasFocus():
            self.setFocus()
        self._editor.hide()
        self.quiet.emit()


def _saves_nothing(_index: QModelIndex, _text: str) -> str:
    return ""


def _why_not(_index: QModelIndex) -> str:
    return ""
