"""Thẩm tra: the upper level accepts or returns criterion by criterion; a commune reads what it was told."""

from datetime import datetime

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtGui import QKeySequence, QResizeEvent, QShortcut
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.desk import Role
from ntm_desktop.domain.errors import ExpectedError, MissingText
from ntm_desktop.domain.names import matches
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.places import Place
from ntm_desktop.domain.review import Remark, ReviewState
from ntm_desktop.sentences import sentence_for
from ntm_desktop.services.compare_figures import ComparedFigure, compare
from ntm_desktop.services.review import (
    Reviewed,
    count_unanswered,
    list_remarks,
    list_reviewed,
    set_review,
    write_remark,
)
from ntm_desktop.services.summarise import has_illustration
from ui import style
from ui.criteria_by_place import CRITERION, FIRST_PLACE
from ui.empty_state import EmptyState
from ui.naming import named
from ui.opening_table import OpeningTable
from ui.paper import PaperJob, page_html
from ui.qt_override import override
from ui.review.model import ReviewModel
from ui.review.pane import ReviewPane
from ui.review.remarks_page import HEADERS, RemarksPage
from ui.review.sheets import grid_sheet, legend, reviewed_places, said_lines, told
from ui.review_words import by_figure, key_of
from ui.screen import Context, Screen, Shell

_COLUMN = 124  # as wide as "▽ Chờ thẩm tra"
_CRITERION_MOST, _CRITERION_LEAST = 250, 140
_SCROLL_BAR = 18
_HEADER = 42


class ReviewScreen(Screen):
    name = "review"
    title = "Thẩm tra"
    icon = "review"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._context: Context | None = None
        self._remarks: dict[tuple[str, str], Remark] = {}
        self._is_upper = shell.desk.desk.role is Role.UPPER_LEVEL
        if not self._is_upper:
            self.setAccessibleName("Ý kiến của cấp trên")
        self.model = ReviewModel(self)
        self._title = named(QLabel(self), "review_heading", "Xã đang thẩm tra")
        style.make_title(self._title)
        self._come_back = named(QPushButton(self), "next_come_back", "Tới tiêu chí xã đã sửa, trả lời")
        self._come_back.setToolTip("Tới tiêu chí tiếp theo bị trả lại mà xã đã sửa hoặc trả lời (F3)")
        self._come_back.hide()
        self._legend = named(QLabel(legend(), self), "review_legend", "Chú giải các dấu")
        self._legend.setWordWrap(True)
        style.make_quiet(self._legend)
        self.table = OpeningTable("reviews", "Kết quả thẩm tra: tiêu chí theo thôn; Enter để xem số liệu", self)
        self.pane = ReviewPane(self)
        self.remarks = RemarksPage(self)
        self._empty = EmptyState("review", "", "Nhận tệp", self)
        self._stack = QStackedLayout()
        self._dress_table()
        self._lay_out()
        self._connect()

    @override
    def show_context(self, context: Context) -> None:
        standing = self.table.currentIndex()
        self.pane.leave_remark()
        self._context = context
        self._remarks = by_figure(
            list_remarks(self.shell.desk, context.commune, context.criteria_set, context.period.year)
        )
        places = reviewed_places(self.shell.desk, context, is_upper=self._is_upper)
        reviewed = list_reviewed(self.shell.desk, places, context.criteria_set, context.period.year)
        if self._is_upper:
            self._show_grid(context, places, reviewed, standing)
        else:
            self._show_said(context, places, reviewed)

    @override
    def focus_first(self) -> None:
        part = (self.table, self.remarks.table, self._empty)[self._stack.currentIndex()]
        part.setFocus()

    @override
    def open_at(self, target: object) -> None:
        """`target` is (place id, indicator code)."""
        if not (isinstance(target, tuple) and len(target) == 2):
            return
        for row, criterion in enumerate(self.model.criteria):
            for column, place in enumerate(self.model.places):
                if place.id == target[0] and any(one.code == target[1] for one in criterion.indicators):
                    self.table.setCurrentIndex(self.model.index(row, FIRST_PLACE + column))

    @override
    def look_for(self, words: str) -> None:
        if not self._is_upper:
            self.remarks.look_for(words)
            return
        for row, criterion in enumerate(self.model.criteria):
            if words.strip() and matches(words, (str(criterion.number), criterion.name)):
                column = max(FIRST_PLACE, self.table.currentIndex().column())
                self.table.setCurrentIndex(self.model.index(row, column))
                return

    @override
    def finish_editing(self) -> bool:
        self.pane.leave_remark()
        return True

    @override
    def print_shown(self) -> None:
        if self._context is not None and self._stack.currentWidget() is not self._empty:
            self.paper().ask()

    def paper(self) -> PaperJob:
        """The grid, or the list of what was said, as it would be printed."""
        assert self._context is not None
        year = self._context.period.year
        title = f"{self.accessibleName()} {self._context.commune.title}, năm {year}"
        below = f"{self._context.criteria_set.title}. {legend()}"
        if self._is_upper:
            html = page_html(title, below, *grid_sheet(self.model))
        else:
            rows = [line.texts for line in self.remarks.model.rows]
            html = page_html(title, below, HEADERS, rows, (14, 26, 32, 28))
        is_illustrative = has_illustration(self.shell.desk)
        return PaperJob(self, title, html, self.shell.messages.tell, is_illustrative=is_illustrative)

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.pane.fit(event.size().width())
        self._fit_columns()

    def _fit_columns(self) -> None:
        """Four villages are seen at once on a small display: the criterion gives way, whole in a tooltip."""
        count = len(self.model.places)
        if not count:
            return
        room = self.width() - self.pane.width() - 2 * style.WIDE - _SCROLL_BAR
        criterion = max(_CRITERION_LEAST, min(_CRITERION_MOST, room - count * _COLUMN))
        header = self.table.horizontalHeader()
        header.resizeSection(CRITERION, criterion)
        for at in range(FIRST_PLACE, FIRST_PLACE + count):
            header.resizeSection(at, _COLUMN)

    def _dress_table(self) -> None:
        self.table.setModel(self.model)
        self.table.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = self.table.horizontalHeader()
        header.setFixedHeight(_HEADER)
        header.setDefaultSectionSize(_COLUMN)

    def _lay_out(self) -> None:
        work = QWidget(self)
        column = QVBoxLayout(work)
        column.setContentsMargins(style.WIDE, style.WIDE, style.WIDE, style.GAP)
        column.setSpacing(style.GAP)
        above = QHBoxLayout()
        above.addWidget(self._title, 1)
        above.addWidget(self._come_back)
        column.addLayout(above)
        column.addWidget(self.table, 1)
        column.addWidget(self._legend)
        page = QWidget(self)
        row = QHBoxLayout(page)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(work, 1)
        row.addWidget(self.pane)
        said = QWidget(self)
        inner = QVBoxLayout(said)
        inner.setContentsMargins(style.WIDE, style.WIDE, style.WIDE, style.WIDE)
        inner.addWidget(self.remarks)
        self._stack = QStackedLayout(self)
        for state in (page, said, self._empty):
            self._stack.addWidget(state)

    def _connect(self) -> None:
        self.table.selectionModel().currentChanged.connect(self._show_current)
        self.table.opened.connect(self._go_to_figures)
        self.pane.accepted.connect(self._accept)
        self.pane.returned.connect(self._return)
        self.pane.taken_back.connect(self._take_back)
        self.pane.remark_left.connect(self._save_remark)
        self.remarks.opened.connect(self._open_cell)
        self._empty.acted.connect(self._receive)
        self._come_back.clicked.connect(self._go_to_come_back)
        QShortcut(QKeySequence("F3"), self).activated.connect(self._go_to_come_back)
        QShortcut(
            QKeySequence("Esc"), self.pane, context=Qt.ShortcutContext.WidgetWithChildrenShortcut
        ).activated.connect(self._back_to_grid)

    # What is shown

    def _show_grid(
        self,
        context: Context,
        places: list[Place],
        reviewed: dict[tuple[str, int], Reviewed],
        standing: QModelIndex,
    ) -> None:
        at = (standing.row(), standing.column()) if standing.isValid() else (0, FIRST_PLACE)
        self.model.show(context.criteria_set, places, reviewed)
        if not places:
            self._empty.say(
                f"{context.commune.title} chưa có số liệu để thẩm tra. Hãy nhận tệp của xã.", "Nhận tệp"
            )
            self._stack.setCurrentWidget(self._empty)
            return
        self._stack.setCurrentIndex(0)
        self._title.setText(f"{context.commune.title}, năm {context.period.year}")
        self._count_come_back()
        header = self.table.horizontalHeader()
        self._fit_columns()
        header.setSectionResizeMode(CRITERION, QHeaderView.ResizeMode.Interactive)
        row, column = min(at[0], len(self.model.criteria) - 1), min(at[1], len(places))
        self.table.setCurrentIndex(self.model.index(row, max(FIRST_PLACE, column)))
        self._show_current()

    def _show_said(self, context: Context, places: list[Place], reviewed: dict[tuple[str, int], Reviewed]) -> None:
        lines = said_lines(context, places, reviewed, self._remarks)
        if not lines:
            why = f"Cấp trên chưa có ý kiến nào về số liệu năm {context.period.year} của {context.commune.title}."
            self._empty.say(f"{why} Ý kiến hiện ở đây sau khi nhận tệp của cấp trên.", "Nhận tệp")
            self._stack.setCurrentWidget(self._empty)
            return
        self._stack.setCurrentIndex(1)
        self.remarks.show_lines(lines, count_unanswered(self._remarks.values(), reviewed.values()))

    @Slot()
    def _show_current(self, *_: object) -> None:
        found, context = self.model.at(self.table.currentIndex()), self._context
        if found is None or context is None:
            return
        self.pane.leave_remark()
        place, criterion = found
        if self.table.currentIndex().column() == CRITERION:
            self.table.setCurrentIndex(self.model.index(self.table.currentIndex().row(), FIRST_PLACE))
            return
        comparison = compare(self.shell.desk, place, context.criteria_set, criterion.number, context.period.year)
        remarks = {
            one.code: self._remarks[(place.id, one.code)]
            for one in criterion.indicators
            if (place.id, one.code) in self._remarks
        }
        title = f"{criterion.number}. {criterion.name} – {place.title}"
        self.pane.show_partition(title, self.model.reviewed_at(place, criterion), comparison, remarks)

    @Slot(QModelIndex)
    def _go_to_figures(self, _index: QModelIndex) -> None:
        self.pane.table.setFocus()

    def _count_come_back(self) -> None:
        count = len(self.model.come_back())
        self._come_back.setText(f"↪ {format_number(count)} tiêu chí xã đã sửa, trả lời  F3")
        self._come_back.setVisible(count > 0)

    @Slot()
    def _go_to_come_back(self) -> None:
        """The next one after the current cell, round and round."""
        here = (self.table.currentIndex().row(), self.table.currentIndex().column())
        places = self.model.come_back()
        if places:
            row, column = next((one for one in places if one > here), places[0])
            self.table.setCurrentIndex(self.model.index(row, column))
            self.table.setFocus()

    @Slot()
    def _back_to_grid(self) -> None:
        self.table.setFocus()

    @Slot(str, str)
    def _open_cell(self, place_id: str, code: str) -> None:
        self.go_to.emit("recording", (place_id, code, "answer"))

    @Slot()
    def _receive(self) -> None:
        self.go_to.emit("exchange", "send")

    # What is saved

    @Slot()
    def _accept(self) -> None:
        self._set(ReviewState.ACCEPTED)

    @Slot(str)
    def _return(self, remark: str) -> None:
        self._set(ReviewState.RETURNED, remark)

    @Slot()
    def _take_back(self) -> None:
        self._set(ReviewState.RECEIVED)

    def _set(self, state: ReviewState, remark: str = "") -> None:
        index = QModelIndex(self.table.currentIndex())
        found, context = self.model.at(index), self._context
        if found is None or context is None:
            return
        place, criterion = found
        try:
            reviewed = set_review(
                *(self.shell.desk, place, context.criteria_set, criterion.number, context.period.year),
                state,
                remark,
            )
        except MissingText:
            self.pane.complain("Trả lại thì phải ghi ý kiến để xã biết cần làm gì.")
            self.pane.reason.setFocus()
            return
        except ExpectedError as error:
            self.pane.complain(sentence_for(error))
            return
        self.model.replace(index, reviewed)
        self._count_come_back()
        self._show_current()
        self.table.setFocus()
        self.saved.emit(f"Đã lưu {datetime.now():%H:%M} · {told(place, criterion, reviewed)}")

    @Slot(object, str)
    def _save_remark(self, figure: ComparedFigure, text: str) -> None:
        at = (figure.key.place_id, figure.indicator.code)
        standing = self._remarks.get(at)
        key = key_of(standing) if standing else figure.key
        try:
            write_remark(self.shell.desk, key, text)
        except ExpectedError as error:
            self.pane.complain(sentence_for(error))
            return
        entity = f"{key.place_id}|{key.criteria_set}|{key.code}|{key.period.code}"
        self._remarks[at] = Remark(entity, text, standing.answer if standing else "")
        self.pane.figures.note_remark(figure.indicator.code, self._remarks[at])
        self.saved.emit(f"Đã lưu {datetime.now():%H:%M}")
