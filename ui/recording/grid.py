"""The grid: code, text and target stay on the left, places scroll on the right, the criterion's heading floats."""

from functools import partial

from PySide6.QtCore import QModelIndex, QPoint, QRect, Qt, Signal
from PySide6.QtGui import QFont, QMouseEvent, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QGridLayout,
    QHeaderView,
    QTableView,
    QWidget,
)

from ui import style
from ui.cell_sentence import CellSentence
from ui.qt_override import override
from ui.recording.cells import CellLook
from ui.recording.delegates import (
    TALL_ROW,
    TEXT_LINES,
    TEXT_PADDING,
    FixedDelegate,
    Pictures,
    PlaceDelegate,
    paint_heading,
    paint_look,
    wrapped,
)
from ui.recording.heading import wrap_name
from ui.recording.model import CODE, FIXED, TARGET, TEXT, FigureModel
from ui.recording.place_view import PlaceView

_HEADER, _TALL_HEADER = 42, 58
_NAME_LINES = 2
_CODE_WIDTH, _TARGET_WIDTH = 58, 104
_TEXT_LEAST, _TEXT_MOST = 224, 460
_PLACE_LEAST, _PLACE_MOST, _BESIDE_TEXT = 96, 176, 50
_SCROLL_BAR = 20
_HEADING_PADDING = 15


class FigureGrid(QFrame):
    current_changed = Signal()
    fold_asked = Signal(int)

    def __init__(self, model: FigureModel, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("figure_grid")
        self.setAccessibleName("Bảng số liệu")
        self._model = model
        self.fixed = QTableView(self)
        self.fixed.setObjectName("indicators")
        self.fixed.setAccessibleName("Mã, nội dung và quy định của chỉ tiêu")
        self.fixed.setModel(model)
        self._fixed_delegate = FixedDelegate(model, self.fixed)
        self.fixed.setItemDelegate(self._fixed_delegate)
        self.places = PlaceView(model, PlaceDelegate(model, self), self)
        self._under = QWidget(self)
        self._under.setObjectName("under_indicators")
        self._under.setAccessibleName("Phần dưới cột chỉ tiêu")
        self._sentence = CellSentence(self)
        self._floating = FloatingHeading(self, model)
        self._model.fit_heading = self._fit_heading
        self._set_up_views()
        self._lay_out()
        self._connect()

    @property
    def sentence(self) -> CellSentence:
        return self._sentence

    def fit(self) -> None:
        """After another grid was shown: spans, hidden halves and widths."""
        for column in range(self._model.columnCount()):
            self.fixed.setColumnHidden(column, column >= FIXED)
            self.places.setColumnHidden(column, column < FIXED)
            if column >= FIXED:
                self.places.setColumnWidth(column, self._place_width(column))
        columns = range(FIXED, self._model.columnCount())
        lines = max(
            (self._model.headerData(one, Qt.Orientation.Horizontal).count("\n") for one in columns), default=1
        )
        for view in (self.fixed, self.places):
            view.horizontalHeader().setFixedHeight(_HEADER if lines < _NAME_LINES else _TALL_HEADER)
        self._span()
        self._fit_fixed()
        self.place_floating()

    def go_to_cell(self, row: int, column: int) -> None:
        if 0 <= row < self._model.rowCount() and FIXED <= column < self._model.columnCount():
            self.places.setCurrentIndex(self._model.index(row, column))

    def say(self, text: str, *, is_fault: bool) -> None:
        if text:
            self._sentence.say(text, self._current_rect(), is_fault=is_fault)

    def place_floating(self) -> None:
        """Keeps the heading of the topmost criterion in sight while its own line is scrolled away."""
        top = self.places.rowAt(0)
        row = self._model.rows[top] if 0 <= top < len(self._model.rows) else None
        is_needed = row is not None and (row.indicator is not None or self.places.rowViewportPosition(top) < 0)
        self._floating.setVisible(is_needed)
        if row is not None and is_needed:
            covered = top
            while top > 0 and self._model.rows[top].indicator is not None:
                top -= 1
            self._floating.show_row(top)
            corner = self.places.viewport().mapTo(self, QPoint(0, 0))
            width = corner.x() + self.places.viewport().width() - self.fixed.x()
            # As high as the line it covers: no line is seen in part below it.
            self._floating.setGeometry(self.fixed.x(), corner.y(), width, self.places.rowHeight(covered))
            self._floating.raise_()
            self._sentence.raise_()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_fixed()
        self.place_floating()

    def _set_up_views(self) -> None:
        for view in (self.fixed, self.places):
            view.verticalHeader().hide()
            view.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            view.verticalHeader().setDefaultSectionSize(style.ROW_HEIGHT)
            view.verticalHeader().setMinimumSectionSize(style.ROW_HEIGHT)
            header = view.horizontalHeader()
            header.setFixedHeight(_HEADER)
            header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
            header.setHighlightSections(False)
            header.setSectionsClickable(False)
            view.setShowGrid(False)
            view.setWordWrap(False)
            view.setFrameShape(QFrame.Shape.NoFrame)
            view.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
            view.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
            view.setStyleSheet("QTableView { border: none; } QHeaderView::section { padding: 2px 6px; }")
        self.fixed.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.fixed.setSelectionMode(QAbstractItemView.SelectionMode.NoSelection)
        self.fixed.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.fixed.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.fixed.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)

    def _lay_out(self) -> None:
        self.setStyleSheet(f"#figure_grid {{ border: 1px solid {style.RULE}; background: {style.PAPER}; }}")
        table = QGridLayout(self)
        table.setContentsMargins(1, 1, 1, 1)
        table.setSpacing(0)
        table.addWidget(self.fixed, 0, 0)
        table.addWidget(self._under, 1, 0)
        table.addWidget(self.places, 0, 1, 2, 1)
        table.setColumnStretch(1, 1)
        table.setRowStretch(0, 1)
        self._under.setFixedHeight(0)

    def _connect(self) -> None:
        ours, theirs = self.fixed.verticalScrollBar(), self.places.verticalScrollBar()
        theirs.valueChanged.connect(ours.setValue)
        ours.valueChanged.connect(theirs.setValue)
        ours.rangeChanged.connect(self._match_rows)
        self.places.horizontalScrollBar().rangeChanged.connect(self._match_heights)
        self.places.scrolled.connect(self._follow_scroll)
        self.places.current_changed.connect(self._note_current)
        self.places.refused.connect(self._refuse)
        self.places.hinted.connect(self._hint)
        self.places.quiet.connect(self._sentence.hide)
        self.places.fold_asked.connect(self.fold_asked)
        self._floating.pressed.connect(self.fold_asked)
        self.fixed.clicked.connect(self._choose_row)
        self._model.modelReset.connect(self._follow_rows)

    def _fit_fixed(self) -> None:
        """The text takes what the places leave it, so that a small commune needs no scrolling to the side."""
        places = sum(self._place_width(column) for column in range(FIXED, self._model.columnCount()))
        beside = _CODE_WIDTH + _TARGET_WIDTH + _SCROLL_BAR + places
        text = max(_TEXT_LEAST, min(_TEXT_MOST, self.width() - beside))
        for column, width in ((CODE, _CODE_WIDTH), (TEXT, text), (TARGET, _TARGET_WIDTH)):
            self.fixed.setColumnWidth(column, width)
        self.fixed.setFixedWidth(_CODE_WIDTH + text + _TARGET_WIDTH + 1)
        fit_rows((self.fixed, self.places), self._model, text)

    def _fit_heading(self, column: int, text: str) -> str:
        """The name on two lines at most, cut at its end: the whole is in the tooltip."""
        name, *rest = text.split("\n")
        metrics = self.places.horizontalHeader().fontMetrics()
        room = self.places.columnWidth(column) - _HEADING_PADDING
        return "\n".join([*wrap_name(name, metrics, room, _NAME_LINES), *rest])

    def _place_width(self, column: int) -> int:
        text = self.places.fontMetrics().horizontalAdvance(self._model.longest_text(column))
        return max(_PLACE_LEAST, min(_PLACE_MOST, text + _BESIDE_TEXT))

    def _span(self) -> None:
        self.fixed.clearSpans()
        for position, row in enumerate(self._model.rows):
            if row.indicator is None:
                self.fixed.setSpan(position, CODE, 1, FIXED)
        self.place_floating()

    def _follow_rows(self) -> None:
        self._span()
        fit_rows((self.fixed, self.places), self._model, self.fixed.columnWidth(TEXT))

    def _match_heights(self, _least: int, most: int) -> None:
        """Both halves show the same number of rows when a scroll bar stands under the right one."""
        self._under.setFixedHeight(self.places.horizontalScrollBar().sizeHint().height() if most > 0 else 0)

    def _match_rows(self) -> None:
        """The left half is laid out later than the right one: where that had been scrolled by then, it follows."""
        self.fixed.verticalScrollBar().setValue(self.places.verticalScrollBar().value())

    def _follow_scroll(self) -> None:
        self.place_floating()
        if self._sentence.isVisible():
            self._sentence.place(self._current_rect())

    def _note_current(self) -> None:
        before, now = self._fixed_delegate.current_row, self.places.currentIndex().row()
        self._fixed_delegate.current_row = now
        for row in {before, now} - {-1}:
            line = QRect(0, self.fixed.rowViewportPosition(row), self.fixed.width(), self.fixed.rowHeight(row))
            self.fixed.viewport().update(line)
        self.current_changed.emit()

    def _refuse(self, sentence: str) -> None:
        self.say(sentence, is_fault=self.places.is_editing)

    def _hint(self, sentence: str) -> None:
        self.say(sentence, is_fault=False)

    def _choose_row(self, index: QModelIndex) -> None:
        if not self.places.commit():
            return
        if self._model.indicator_at(index) is None:
            self.fold_asked.emit(self._model.rows[index.row()].criterion.number)
            return
        column = max(self.places.currentIndex().column(), FIXED)
        self.go_to_cell(index.row(), column)
        self.places.setFocus()

    def _current_rect(self) -> QRect:
        cell = self.places.visualRect(self.places.currentIndex())
        return QRect(self.places.viewport().mapTo(self, cell.topLeft()), cell.size())


def fit_rows(views: tuple[QTableView, ...], model: FigureModel, text_width: int) -> None:
    """A row is two lines high where its text needs them in that width; the others keep the usual height."""
    font = views[0].font()
    for position, row in enumerate(model.rows):
        text = row.indicator.text if row.indicator is not None else ""
        lines = len(wrapped(text, font, text_width - TEXT_PADDING, TEXT_LINES))
        height = style.ROW_HEIGHT if lines < TEXT_LINES else TALL_ROW
        for view in views:
            if view.rowHeight(position) != height:
                view.setRowHeight(position, height)


class FloatingHeading(QWidget):
    """The heading of the criterion at the top, over both halves, while its own line is scrolled away."""

    pressed = Signal(int)

    def __init__(self, grid: FigureGrid, model: FigureModel) -> None:
        super().__init__(grid)
        self.setObjectName("floating_heading")
        self.setAccessibleName("Tiêu chí đang xem")
        self._grid, self._model = grid, model
        self._pictures = Pictures()
        self._row = -1
        self.hide()

    def show_row(self, row: int) -> None:
        self._row = row
        self.setToolTip(str(self._model.data(self._model.index(row, CODE))))
        self.update()

    @override
    def paintEvent(self, event: QPaintEvent) -> None:
        if 0 <= self._row < len(self._model.rows):
            with QPainter(self) as painter:
                self._draw(painter, event.rect())

    def _draw(self, painter: QPainter, wanted: QRect) -> None:
        places = self._grid.places
        start = places.x() + places.viewport().x() - self.x()
        high = self.height()  # of the line it covers: none of that may show below it
        painter.setClipRect(QRect(start, 0, self.width() - start, self.height()))
        for column in range(FIXED, self._model.columnCount()):
            x = start + places.columnViewportPosition(column)
            rect = QRect(QPoint(x, 0), QPoint(x + places.columnWidth(column) - 1, high - 1))
            if not rect.intersects(wanted):
                continue
            look, font = self._model.look_at(self._model.index(self._row, column)), self.font()
            self._pictures.draw(painter, rect, (look,), partial(_paint_criterion, look=look, font=font))
        painter.setClipping(False)
        text = str(self._model.data(self._model.index(self._row, CODE)))
        paint_heading(painter, QRect(0, 0, start, high), text, self.font())

    @override
    def mousePressEvent(self, event: QMouseEvent) -> None:
        if self._grid.places.commit() and 0 <= self._row < len(self._model.rows):
            self.pressed.emit(self._model.rows[self._row].criterion.number)


def _paint_criterion(painter: QPainter, rect: QRect, *, look: CellLook, font: QFont) -> None:
    paint_look(painter, rect, look, font, is_heading=True)
