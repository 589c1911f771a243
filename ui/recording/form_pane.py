"""A form on screen: what it is of, its table, and the sentence under a cell."""

from collections.abc import Sequence

from PySide6.QtCore import QPoint, QRect, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QComboBox,
    QFrame,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QVBoxLayout,
    QWidget,
)

from ui import style
from ui.cell_edit import Step
from ui.cell_sentence import CellSentence
from ui.qt_override import override
from ui.recording.delegates import TALL_ROW, TEXT_LINES, TEXT_PADDING, text_width, wrapped
from ui.recording.form_delegate import FormDelegate
from ui.recording.form_model import DENOMINATOR, NUMERATOR, RESULT, VERDICT, FormModel
from ui.recording.place_view import PlaceView
from ui.table_model import Index

_WIDTHS = {NUMERATOR: 104, DENOMINATOR: 78, RESULT: 96, VERDICT: 176}
_LABELS = {"Mã": 58, "Quy định": 96, "Thôn": 150}
_TEXT_LEAST = 190
_SCROLL_BAR = 20
_NAME_MOST = 340
_POPUP_MOST = 900
_MISSING = "Mới có tử số; hãy gõ mẫu số rồi Enter để lưu, hoặc Esc để bỏ tử số vừa gõ."


class FormView(PlaceView):
    """Enter goes from the numerator to its denominator, then to the first cell of the next line, as Tab does.

    A numerator typed where no denominator stands waits for it; together they are saved.
    """

    resized = Signal()

    def __init__(self, model: FormModel, name: str, title: str, parent: QWidget) -> None:
        self._form = model
        super().__init__(model, FormDelegate(model), parent)
        self.setObjectName(name)
        self.setAccessibleName(title)
        self.editor.setObjectName(f"{name}_editor")
        self.editor.goes_across = True
        self.has_floating_heading = False

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.resized.emit()

    @override
    def text_to_save(self, index: Index, typed: str) -> str:
        return self._form.whole_entry(index, typed)

    @override
    def commit(self) -> bool:
        if not self.is_editing:
            return True
        index, typed = self.edited, self.editor.text()
        if self._form.wants_other_half(index, typed):
            self._form.hold(index, typed)
            self.close_editor()
            self.go(index.row(), index.column() + 1)
            self.begin_edit("")
            self.hinted.emit(_MISSING)
            return False
        if self._form.pending is not None and not typed.strip():
            self.editor.show_fault()
            self.refused.emit(_MISSING)
            return False
        saved = super().commit()
        if saved:
            self._form.let_go()
        return saved

    @override
    def commit_and_step(self, step: Step) -> None:
        """A share typed whole into one cell leaves nothing to type in the other."""
        row, is_whole = self.edited.row(), self._form.is_whole(self.edited, self.editor.text())
        if not (step is Step.RIGHT and is_whole):
            super().commit_and_step(step)
        elif self.commit():
            self.setFocus()
            self.go(*self.next_stop(row, self._form.last_column, 0, 1))

    @override
    def next_stop(self, row: int, column: int, rows: int, columns: int) -> tuple[int, int]:
        """Up and down no line is passed that can be entered: where it has one cell only, that is it."""
        if columns:
            return super().next_stop(row, column, rows, columns)
        row += rows
        while 0 <= row < self._form.rowCount():
            for at in (column, self._form.first_column):
                if self._form.is_stop(row, at):
                    return row, at
            row += rows
        return row, column

    @override
    def cancel(self) -> None:
        self._form.let_go()
        super().cancel()


class FormPane(QFrame):
    current_changed = Signal()
    fold_asked = Signal(int)
    chosen = Signal(int)
    """Another village or indicator: its position in the list."""

    def __init__(self, model: FormModel, what: str, name: str, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName(f"{name}_pane")
        self.setAccessibleName(title)
        self._model = model
        self._label = QLabel(f"&{what}:", self)
        self._label.setObjectName(f"{name}_label")
        self._label.setAccessibleName(what)
        self._box = QComboBox(self)
        self._box.setObjectName(f"{name}_choice")
        self._box.setAccessibleName(f"{what} đang xem")
        self._box.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._box.setMinimumContentsLength(14)
        self._label.setBuddy(self._box)
        self._keys = f"Ctrl+PageUp, Ctrl+PageDown: {what.lower()} trước, sau"
        self._hint = QLabel(self._keys, self)
        self._hint.setObjectName(f"{name}_hint")
        style.make_quiet(self._hint)
        self.places = FormView(model, name, title, self)
        self._sentence = CellSentence(self)
        self._sentence.setObjectName(f"{name}_sentence")
        self._set_up()
        self._lay_out()
        self._connect()

    @property
    def sentence(self) -> CellSentence:
        return self._sentence

    def offer(self, texts: Sequence[str], position: int, target: str = "") -> None:
        """What can be chosen, and what is; of an indicator its target."""
        self._hint.setText(f"Quy định: {target}  ·  {self._keys}" if target else self._keys)
        if [self._box.itemText(at) for at in range(self._box.count())] != list(texts):
            self._box.clear()
            self._box.addItems(list(texts))
            widest = max((text_width(text, self._box.font()) for text in texts), default=0)
            self._box.view().setMinimumWidth(min(widest + 2 * _SCROLL_BAR, _POPUP_MOST))
        self._box.setCurrentIndex(position)
        self._box.setToolTip(self._box.currentText())

    def fit(self) -> None:
        """Spans of headings, widths and heights."""
        view, labels = self.places, self._model.labels
        view.clearSpans()
        for row in range(self._model.rowCount()):
            if self._model.indicator_at(self._model.index(row, self._model.first_column)) is None:
                view.setSpan(row, 0, 1, self._model.first_column + VERDICT)
        known = sum(_WIDTHS.values()) + sum(_LABELS.get(label, 0) for label in labels)
        rest = view.width() - known - _SCROLL_BAR
        for column, label in enumerate(labels):
            view.setColumnWidth(column, _LABELS.get(label) or max(_TEXT_LEAST, rest))
        if labels == ("Thôn",):
            names = [text_width(self._model.label_at(row, 0), view.font()) for row in range(self._model.rowCount())]
            view.setColumnWidth(0, min(max([_LABELS["Thôn"], *names]) + 2 * TEXT_PADDING, _NAME_MOST))
        for column, width in _WIDTHS.items():
            view.setColumnWidth(self._model.first_column + column, width)
        self._fit_rows()
        view.doItemsLayout()  # the scroll bar's range, before anything is scrolled into view

    def go_to(self, place_id: str, code: str) -> bool:
        """Goes to that cell; whether it is on this form."""
        row = self._model.row_for(place_id, code)
        if row is not None:
            self.places.go(row, self._model.first_column)
        return row is not None

    def say(self, text: str, *, is_fault: bool) -> None:
        if text:
            self._sentence.say(text, self._current_rect(), is_fault=is_fault)

    def _set_up(self) -> None:
        view = self.places
        view.verticalHeader().hide()
        view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        view.verticalHeader().setDefaultSectionSize(style.ROW_HEIGHT)
        header = view.horizontalHeader()
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setStretchLastSection(True)
        header.setHighlightSections(False)
        header.setSectionsClickable(False)
        view.setShowGrid(False)
        view.setWordWrap(False)
        view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)

    def _lay_out(self) -> None:
        choice = QHBoxLayout()
        choice.setSpacing(style.GAP)
        choice.addWidget(self._label)
        choice.addWidget(self._box, 1)
        choice.addWidget(self._hint)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        column.addLayout(choice)
        column.addWidget(self.places, 1)

    def _connect(self) -> None:
        self._model.modelReset.connect(self.fit)
        self._model.dataChanged.connect(self._follow_texts)
        self.places.resized.connect(self._refit)
        self._box.activated.connect(self.chosen)
        self.places.current_changed.connect(self.current_changed)
        self.places.fold_asked.connect(self.fold_asked)
        self.places.other_asked.connect(self._step)
        self.places.refused.connect(self._refuse)
        self.places.hinted.connect(self._say_hint)
        self.places.quiet.connect(self._sentence.hide)
        self.places.scrolled.connect(self._follow_scroll)

    def _follow_texts(self) -> None:
        """What is missing may now need a second line, or need it no more."""
        if self.isVisible():
            self._fit_rows()

    def _refit(self) -> None:
        self.fit()
        if self.places.currentIndex().isValid():
            self.places.scrollTo(self.places.currentIndex())

    def _step(self, step: int) -> None:
        position = self._box.currentIndex() + step
        if 0 <= position < self._box.count():
            self._box.setCurrentIndex(position)
            self.chosen.emit(position)

    def _fit_rows(self) -> None:
        """Two lines where the text of the indicator, or what is said of the figure, needs them."""
        font, labels = self.places.font(), self._model.labels
        of_text = [at for at, label in enumerate(labels) if label == "Chỉ tiêu"]
        wide = [*of_text, self._model.columnCount() - 1]
        rooms = {at: self.places.columnWidth(at) - TEXT_PADDING for at in wide}
        for row in range(self._model.rowCount()):
            is_heading = self._model.indicator_at(self._model.index(row, self._model.first_column)) is None
            texts = {} if is_heading else {at: str(self._model.data(self._model.index(row, at))) for at in rooms}
            lines = max((len(wrapped(text, font, rooms[at], TEXT_LINES)) for at, text in texts.items()), default=1)
            height = style.ROW_HEIGHT if lines < TEXT_LINES else TALL_ROW
            if self.places.rowHeight(row) != height:
                self.places.setRowHeight(row, height)

    def _refuse(self, sentence: str) -> None:
        self.say(sentence, is_fault=self.places.is_editing)

    def _say_hint(self, sentence: str) -> None:
        self.say(sentence, is_fault=False)

    def _follow_scroll(self) -> None:
        if self._sentence.isVisible():
            self._sentence.place(self._current_rect())

    def _current_rect(self) -> QRect:
        cell = self.places.visualRect(self.places.currentIndex())
        return QRect(self.places.viewport().mapTo(self, QPoint(cell.topLeft())), cell.size())
