"""The moving part of the grid: the cells of the places, driven from the keyboard as in Excel."""

from collections.abc import Callable

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QGuiApplication, QInputMethodEvent, QKeyEvent, QKeySequence, QMouseEvent
from PySide6.QtWidgets import QAbstractItemView, QApplication, QTableView, QWidget

from ui import style
from ui.qt_override import override
from ui.recording.delegates import PlaceDelegate
from ui.recording.editor import ONE_CELL, CellEditor, Step, is_several_cells, step_of
from ui.recording.model import FIXED, FigureModel

Index = QModelIndex | QPersistentModelIndex
_NO_TEXT_WITH = (
    Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.MetaModifier
)
_ARROWS = {
    Qt.Key.Key_Down: Step.DOWN,
    Qt.Key.Key_Up: Step.UP,
    Qt.Key.Key_Right: Step.RIGHT,
    Qt.Key.Key_Left: Step.LEFT,
}


class PlaceView(QTableView):
    current_changed = Signal()
    fold_asked = Signal(int)
    """The number of the criterion whose indicators should be hidden, or shown again."""
    refused = Signal(str)
    """Why nothing can be typed here, or why what was typed cannot be saved."""
    quiet = Signal()
    """There is nothing to complain about any more."""
    scrolled = Signal()

    def __init__(self, model: FigureModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("figures")
        self.setAccessibleName("Bảng số liệu: chỉ tiêu theo thôn")
        self._model = model
        self.save: Callable[[QModelIndex, str], str] = _saves_nothing
        """Saves what was typed and returns the sentence why it could not, or nothing."""
        self.why_not: Callable[[QModelIndex], str] = _why_not
        self.setModel(model)
        self.setItemDelegate(PlaceDelegate(model, self))
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(True)
        self._editor = CellEditor(self.viewport())
        self._edited = QModelIndex()
        self._editor.done.connect(self._commit_and_step)
        self._editor.left.connect(self._commit_on_leaving)
        self._editor.cancelled.connect(self.cancel)
        self._editor.refused.connect(self.refused)
        model.modelAboutToBeReset.connect(self._close_editor)

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
        look = self._model.look_at(index)
        if self._model.indicator_at(index) is None or not look.is_editable:
            self.refused.emit(self.why_not(index))
            return
        self.scrollTo(index)
        self._edited = index
        self.place_editor()
        self.quiet.emit()
        self._editor.begin(self.text_to_edit(index) if text is None else text, is_replacing=text is not None)

    def text_to_edit(self, index: Index) -> str:
        return self._model.entry_at(index)

    def commit(self) -> bool:
        """Saves what is being typed; False where it cannot be saved, and the editor stays open with the reason."""
        if not self.is_editing:
            return True
        index, typed = self._edited, self._editor.text()
        if typed.strip() != self.text_to_edit(index):
            sentence = self.save(index, typed)
            if sentence:
                self._editor.show_fault()
                self.refused.emit(sentence)
                return False
        self._close_editor()
        return True

    def cancel(self) -> None:
        self._close_editor()
        self.setFocus()

    def step(self, step: Step) -> None:
        """To the next cell that way; headings are passed unless their indicators are folded away."""
        index = self.currentIndex()
        rows, columns = step.value
        if not index.isValid() or step is Step.STAY:
            return
        row = index.row() + rows
        while rows and 0 <= row < len(self._model.rows) and not self._is_stop(row):
            row += rows
        column = index.column() + columns
        last = self._model.columnCount() - 1
        if not FIXED <= column <= last:
            row, column = self._wrapped(row, columns), FIXED if columns > 0 else last
        if 0 <= row < len(self._model.rows):
            self.setCurrentIndex(self._model.index(row, column))

    def place_editor(self) -> None:
        if self.is_editing:
            self._editor.setGeometry(self.visualRect(self._edited))

    def _pass_on(self, event: QKeyEvent) -> None:
        """A quick hand types on while the editor is just opening; what the editor leaves alone ends here."""
        if self._editor.hasFocus():
            event.ignore()
            return
        self._editor.setFocus()
        QApplication.sendEvent(self._editor, event)

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        if self.is_editing:
            self._pass_on(event)
            return
        step = step_of(event)
        key, modifiers = event.key(), event.modifiers()
        control = bool(modifiers & Qt.KeyboardModifier.ControlModifier)
        if step is not None and not control:
            self._enter(step)
        elif modifiers & Qt.KeyboardModifier.AltModifier and key in (Qt.Key.Key_Up, Qt.Key.Key_Down):
            self._fold_current(is_folding=key == Qt.Key.Key_Up)
        elif key in _ARROWS and not control:
            self.quiet.emit()
            self.step(_ARROWS[Qt.Key(key)])
        elif key in (Qt.Key.Key_Home, Qt.Key.Key_End):
            self._jump(is_end=key == Qt.Key.Key_End, whole=control)
        elif key == Qt.Key.Key_F2:
            self.begin_edit()
        elif key == Qt.Key.Key_Delete:
            self._replace_with("")
        elif event.matches(QKeySequence.StandardKey.Copy):
            QGuiApplication.clipboard().setText(self.text_to_edit(self.currentIndex()))
        elif event.matches(QKeySequence.StandardKey.Paste):
            self._paste(QGuiApplication.clipboard().text().rstrip("\r\n"))
        elif event.text().isprintable() and event.text() and not modifiers & _NO_TEXT_WITH:
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
        if index.isValid() and self._model.indicator_at(index) is None:
            self.fold_asked.emit(self._model.rows[index.row()].criterion.number)
            return
        super().mousePressEvent(event)

    @override
    def mouseDoubleClickEvent(self, event: QMouseEvent) -> None:
        if self.indexAt(event.position().toPoint()) == self.currentIndex():
            self.begin_edit()

    @override
    def currentChanged(self, current: Index, previous: Index) -> None:
        super().currentChanged(current, previous)
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
        is_hidden = self.visualRect(index).top() < style.ROW_HEIGHT
        if is_hidden and self._model.indicator_at(index) is not None:
            self.verticalScrollBar().setValue(max(index.row() - 1, 0))

    def _is_stop(self, row: int) -> bool:
        standing = self._model.rows[row]
        return standing.indicator is not None or standing.is_folded

    def _wrapped(self, row: int, direction: int) -> int:
        row += direction
        while 0 <= row < len(self._model.rows) and not self._is_stop(row):
            row += direction
        return row

    def _enter(self, step: Step) -> None:
        index = self.currentIndex()
        if index.isValid() and self._model.indicator_at(index) is None and step is Step.DOWN:
            self.fold_asked.emit(self._model.rows[index.row()].criterion.number)
            return
        self.quiet.emit()
        self.step(step)

    def _fold_current(self, *, is_folding: bool) -> None:
        index = self.currentIndex()
        if index.isValid():
            row = self._model.rows[index.row()]
            if (row.criterion.number in self._model.folded) != is_folding:
                self.fold_asked.emit(row.criterion.number)

    def _jump(self, *, is_end: bool, whole: bool) -> None:
        stops = [row for row in range(len(self._model.rows)) if self._is_stop(row)]
        if not stops:
            return
        row = (stops[-1] if is_end else stops[0]) if whole else max(self.currentIndex().row(), 0)
        self.setCurrentIndex(self._model.index(row, self._model.columnCount() - 1 if is_end else FIXED))

    def _type(self, text: str) -> None:
        index = self.currentIndex()
        if index.isValid() and self._model.indicator_at(index) is None:
            if text == " ":
                self.fold_asked.emit(self._model.rows[index.row()].criterion.number)
            return
        self.begin_edit(text)

    def _paste(self, text: str) -> None:
        """Into this one cell; of several cells nothing is taken, rather than some of them silently."""
        if is_several_cells(text):
            self.refused.emit(ONE_CELL)
        else:
            self._replace_with(text)

    def _replace_with(self, text: str) -> None:
        """Delete and paste: saved at once; what cannot be saved opens the editor with the reason."""
        self.begin_edit(text)
        if self.commit():
            self.setFocus()

    def _commit_and_step(self, step: Step) -> None:
        if self.commit():
            self.setFocus()
            self.step(step)

    def _commit_on_leaving(self) -> None:
        self.commit()

    def _close_editor(self) -> None:
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
