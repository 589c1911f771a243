"""Typing into a cell of the register: a line over the cell, and under it the answers that begin so."""

from PySide6.QtCore import QRect, QSize, Qt, Signal, Slot
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QWidget

from ntm_desktop.domain.household_form import FormField
from ui import style
from ui.cell_edit import HORIZONTAL, VERTICAL, CellEdit, Step
from ui.qt_override import override

_MOST = 20
_LIST_WIDTH = 260


class RegisterEditor(CellEdit):
    """The editor of the register, with the answers its questions have."""

    pasted = Signal()
    """Several cells are to be pasted: the grid does that."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("register_editor")
        self.setAccessibleName("Nhập vào ô của sổ hộ")
        self._field: FormField | None = None
        self._around = parent
        self._list = QListWidget(parent)
        self._list.setObjectName("register_choices")
        self._list.setAccessibleName("Các câu trả lời")
        self._list.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._list.itemClicked.connect(self._take_clicked)
        self._list.hide()
        self.textEdited.connect(self._offer)

    def begin(self, text: str, field: FormField | None, *, is_replacing: bool) -> None:
        """Typing replaces what stood there, and arrows leave the cell; F2 edits, and arrows stay inside.

        Where answers are offered, up and down choose among them.
        """
        self._field = field
        self.open_with(text, is_replacing=is_replacing)
        self._offer("" if field is not None and not is_replacing else text)
        if field is not None and not is_replacing:
            self._choose_standing(text)

    def answer(self) -> str:
        """What is to be saved: the answer chosen in the list, or what was typed."""
        item = self._list.currentItem()
        if self._list.isVisible() and item is not None and self.text().strip():
            return item.text().strip()
        return self.text()

    def put_away(self) -> None:
        self._list.hide()
        self.hide()

    def place(self, cell: QRect) -> None:
        """Over the cell; the answers below it, or above where there is no room."""
        self.setGeometry(cell)
        window = self.window()
        if self._list.parentWidget() is not window:  # the grid itself may be too low for the answers
            was_shown = self._list.isVisible()
            self._list.setParent(window)
            self._list.setVisible(was_shown)
        height = self._list.sizeHintForRow(0) * self._list.count() + 4 if self._list.count() else 0
        width = max(cell.width(), _LIST_WIDTH)
        corner = self._around.mapTo(window, cell.topLeft())
        below = corner.y() + cell.height()
        y = below if below + height <= window.height() else max(0, corner.y() - height)
        self._list.setGeometry(max(0, min(corner.x(), window.width() - width)), y, width, height)
        self._list.raise_()

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        key = Qt.Key(event.key())
        if key == Qt.Key.Key_Escape:
            self.cancelled.emit()
        elif event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif key in VERTICAL and self._list.isVisible():
            self._move(1 if key == Qt.Key.Key_Down else -1)
        elif key in VERTICAL:
            self.done.emit(VERTICAL[key])
        elif key in HORIZONTAL and self.is_replacing:
            self.done.emit(HORIZONTAL[key])
        else:
            super().keyPressEvent(event)

    def _move(self, by: int) -> None:
        row = (self._list.currentRow() + by) % max(1, self._list.count())
        self._list.setCurrentRow(row)
        if (item := self._list.item(row)) is not None:
            self.setText(item.text().strip())
            self.selectAll()

    @Slot(str)
    def _offer(self, text: str) -> None:
        field = self._field
        found = field.starting_with(text)[:_MOST] if field is not None else ()
        self._list.clear()
        for one in found:
            item = QListWidgetItem(f" {one.title}")
            item.setSizeHint(QSize(0, style.ROW_HEIGHT - style.SMALL))
            self._list.addItem(item)
        self._list.setVisible(bool(found))
        self._list.raise_()
        if found and text.strip():
            self._list.setCurrentRow(0)
        self.place(self.geometry())

    def _choose_standing(self, text: str) -> None:
        for row in range(self._list.count()):
            if self._list.item(row).text().strip() == text:
                self._list.setCurrentRow(row)

    @Slot(QListWidgetItem)
    def _take_clicked(self, item: QListWidgetItem) -> None:
        self.setText(item.text().strip())
        self._list.setCurrentItem(item)
        self.done.emit(Step.STAY)
