"""Cần quyết định: every value that laptops wrote apart from each other, decided in place, one after the other."""

from datetime import datetime

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtWidgets import (
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QScrollArea,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.errors import ExpectedError, MissingText
from ntm_desktop.domain.evaluation import display_target
from ntm_desktop.domain.moments import moment_text
from ntm_desktop.domain.names import matches
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.recording import ReadingKey
from ntm_desktop.domain.rights import REFUSAL_TITLES
from ntm_desktop.sentences import sentence_for
from ntm_desktop.services.assign import why_not
from ntm_desktop.services.decide_conflicts import Conflict, decide, list_conflicts, notes_beside
from ntm_desktop.services.summarise import has_illustration
from ui import style
from ui.conflicts import words
from ui.conflicts.decision import DecisionPane
from ui.conflicts.model import HEADERS, PERIOD, PLACE, VALUES, WHAT, WHO, ConflictModel
from ui.conflicts.side_card import Card
from ui.empty_state import EmptyState
from ui.naming import named
from ui.opening_table import OpeningTable
from ui.paper import PaperJob, page_html
from ui.qt_override import override
from ui.screen import Context, Screen, Shell

_KEYS = "Alt+G giữ của tôi · Alt+L lấy của họ (Alt+A, Alt+B khi là máy khác) · Alt+N nhập giá trị khác"
_LINES_SHOWN = 6


class ConflictsScreen(Screen):
    name = "conflicts"
    title = "Cần quyết định"
    icon = "conflicts"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._shown: Conflict | None = None
        self._decided: tuple[str, str] | None = None
        self.model = ConflictModel(self)
        self._title = named(QLabel(self), "conflicts_title", "Số chỗ cần quyết định")
        style.make_title(self._title)
        self._why = named(
            QLabel("Cả hai giá trị đều được giữ cho đến khi có người quyết định. " + _KEYS, self),
            "conflicts_why",
            "Cách quyết định",
        )
        self._why.setWordWrap(True)
        style.make_quiet(self._why)
        self.table = OpeningTable("conflicts", "Các chỗ cần quyết định; Enter để ghi lý do", self)
        self.pane = DecisionPane(self)
        self._result = named(QLabel(self), "decision_result", "Vừa quyết định")
        self._result.setWordWrap(True)
        self._see = named(QPushButton("Mở ô vừa quyết định", self), "see_decided", "Mở ô vừa quyết định")
        self._empty = EmptyState("conflicts", "", "Mở Số liệu", self)
        self._stack = QStackedLayout()
        self._lay_out()
        self._connect()

    @override
    def show_context(self, context: Context) -> None:
        standing = self._shown
        self._refresh()
        if standing is not None:
            self._select((standing.entity, standing.field))

    @override
    def focus_first(self) -> None:
        (self.table if self.model.rows else self._empty).setFocus()

    @override
    def open_at(self, target: object) -> None:
        """`target` is (place id, indicator code), as everywhere."""
        for row, line in enumerate(self.model.rows):
            one = line.conflict
            if one.place and one.indicator and (one.place.id, one.indicator.code) == target:
                self.table.selectRow(row)
                self.pane.reason.setFocus()
                return

    @override
    def look_for(self, words: str) -> None:
        for row, line in enumerate(self.model.rows):
            if words.strip() and matches(words, line.texts):
                self.table.selectRow(row)
                return

    @override
    def print_shown(self) -> None:
        if self.model.rows:
            self.paper().ask()

    def paper(self) -> PaperJob:
        """The list as it would be printed."""
        rows = [line.texts for line in self.model.rows]
        below = "Những chỗ hai máy ghi khác nhau, chưa có người quyết định."
        html = page_html(self.title, below, HEADERS, rows, (12, 38, 12, 18, 20))
        is_illustrative = has_illustration(self.shell.desk)
        return PaperJob(self, self.title, html, self.shell.messages.tell, is_illustrative=is_illustrative)

    def _lay_out(self) -> None:
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(OpeningTable.SelectionBehavior.SelectRows)
        self.table.setTextElideMode(Qt.TextElideMode.ElideRight)
        header = self.table.horizontalHeader()
        for column, width in ((PLACE, 120), (PERIOD, 110), (VALUES, 160)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, width)
        for column in (WHAT, WHO):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
        self._result.setStyleSheet(f"background: {style.ACCENT_TINT}; padding: 4px 8px;")
        done = QHBoxLayout()
        done.setSpacing(style.GAP)
        done.addWidget(self._result, 1)
        done.addWidget(self._see)
        page = QWidget(self)
        column_ = QVBoxLayout(page)
        column_.setContentsMargins(0, 0, 0, 0)
        column_.setSpacing(style.GAP)
        column_.addWidget(self._title)
        column_.addWidget(self._why)
        column_.addWidget(self.table)
        column_.addSpacing(style.SMALL)
        column_.addWidget(self._scrolled(), 1)
        states = QWidget(self)
        self._stack = QStackedLayout(states)
        self._stack.addWidget(page)
        self._stack.addWidget(self._empty)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(style.WIDE, style.WIDE, style.WIDE, style.WIDE)
        outer.setSpacing(style.GAP)
        outer.addLayout(done)
        outer.addWidget(states, 1)

    def _scrolled(self) -> QScrollArea:
        """The decision, scrolled on a low display: nothing of it is pressed together."""
        area = named(QScrollArea(self), "decision_area", "Quyết định")
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidgetResizable(True)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        held = QWidget(area)
        column = QVBoxLayout(held)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.pane)
        column.addStretch(1)
        area.setWidget(held)
        return area

    def _connect(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(self._show_current)
        self.table.opened.connect(self._go_to_reason)
        self.pane.decided.connect(self._decide)
        self.pane.other_given.connect(self._decide_other)
        self._see.clicked.connect(self._see_decided)
        self._empty.acted.connect(self._see_decided)

    def _refresh(self) -> None:
        self.model.show(self.shell.desk, list_conflicts(self.shell.desk))
        count = len(self.model.rows)
        self._title.setText(f"{format_number(count)} chỗ hai máy ghi khác nhau")
        rows = max(2, min(count, _LINES_SHOWN))
        self.table.setFixedHeight((rows + 1) * style.ROW_HEIGHT + 4)
        self._stack.setCurrentIndex(0 if count else 1)
        self._say_empty()
        self._result.setVisible(bool(self._result.text()))
        self._see.setVisible(bool(self._result.text()) and count > 0 and self._decided is not None)
        if count:
            self.table.selectRow(0)
        else:
            self._shown = None

    def _say_empty(self) -> None:
        why = "Không còn chỗ nào hai máy ghi khác nhau. Khi nhận tệp có số khác với số trên máy, chúng hiện ở đây."
        self._empty.say(why, "Mở ô vừa quyết định" if self._decided else "Mở Số liệu")

    def _select(self, wanted: tuple[str, str]) -> None:
        for row, line in enumerate(self.model.rows):
            if (line.conflict.entity, line.conflict.field) == wanted:
                self.table.selectRow(row)

    @Slot()
    def _show_current(self, *_: object) -> None:
        row = self.table.currentIndex().row()
        if not 0 <= row < len(self.model.rows):
            return
        conflict = self._shown = self.model.rows[row].conflict
        texts = self.model.rows[row].texts
        period = texts[PERIOD][:1].lower() + texts[PERIOD][1:]
        title = " – ".join(text for text in (texts[WHAT], texts[PLACE], period) if text)
        hint = words.other_hint(conflict) if words.can_be_other(conflict) else ""
        self.pane.show_conflict(
            title, self._target(conflict), self._cards(conflict), other_hint=hint, why_not=self._why_not(conflict)
        )

    def _why_not(self, conflict: Conflict) -> str:
        """Why this laptop may not decide it: the figure is the commune's, or somebody else's."""
        if conflict.kind != "reading" or conflict.period is None:
            return ""
        place_id, set_id, code, _ = conflict.entity.split("|", 3)
        refusal = why_not(self.shell.desk, ReadingKey(place_id, set_id, code, conflict.period))
        return f"Không quyết định được ở máy này vì {REFUSAL_TITLES[refusal]}." if refusal else ""

    def _cards(self, conflict: Conflict) -> list[Card]:
        column = self._column(conflict)
        notes = notes_beside(self.shell.desk, conflict)
        cards = [self._card(conflict, "Trước đó", conflict.before, column, "", "", "")]
        for side, title, act in words.sides(conflict):
            who = f"{side.person}, {moment_text(side.at)}"
            is_shown = " (đang dùng tạm)" if side.is_shown else ""
            note = notes.get(side.device, "")
            cards.append(self._card(conflict, title + is_shown, side.value, column, who, note, act))
        return cards

    def _card(
        self, conflict: Conflict, title: str, value: str | None, column: str | None, who: str, note: str, act: str
    ) -> Card:
        meaning = words.assessed(conflict, value, column)
        rate = words.rate(meaning) if meaning else ""
        text = words.value_text(self.shell.desk, conflict, value)
        return Card(title, text, meaning, "" if rate == text else rate, who, note, act, value or "null")

    def _column(self, conflict: Conflict) -> str | None:
        """The column of targets of the commune the figure belongs to."""
        place = conflict.place
        ids = {place.id, place.parent_id} if place else set()
        return next((one.column for one in self.shell.desk.communes() if one.id in ids), None)

    def _target(self, conflict: Conflict) -> str:
        if conflict.indicator is None or conflict.period is None or conflict.field != "figure":
            return ""
        target = conflict.indicator.target(self._column(conflict), conflict.period.year)
        return f"Quy định: {display_target(conflict.indicator, target)}" if target else "Chưa có mức đạt"

    @Slot(QModelIndex)
    def _go_to_reason(self, _index: QModelIndex) -> None:
        self.pane.reason.setFocus()

    @Slot(str, str)
    def _decide(self, value: str, reason: str) -> None:
        conflict = self._shown
        if conflict is None:
            return
        row = self.table.currentIndex().row()
        try:
            decide(self.shell.desk, conflict, value, reason)
        except MissingText:
            self.pane.complain("Chưa ghi lý do; hãy ghi ngắn gọn vì sao chọn giá trị này rồi bấm lại.")
            self.pane.reason.setFocus()
            return
        except ExpectedError as error:
            self.pane.complain(sentence_for(error))
            return
        self._tell_decided(conflict, value, reason)
        self._refresh()
        if self.model.rows:
            self.table.selectRow(min(row, len(self.model.rows) - 1))
        self.focus_first()
        self.saved.emit(f"Đã lưu {datetime.now():%H:%M}")

    @Slot(str, str)
    def _decide_other(self, text: str, reason: str) -> None:
        if self._shown is None:
            return
        try:
            value = words.read_other(self._shown, text)
        except ExpectedError as error:
            self.pane.complain(sentence_for(error))
            self.pane.other.setFocus()
            return
        self._decide(value, reason)

    def _tell_decided(self, conflict: Conflict, value: str, reason: str) -> None:
        is_figure = conflict.indicator is not None and conflict.place is not None
        self._decided = (conflict.place.id, conflict.indicator.code) if is_figure else None  # type: ignore[union-attr]  # is_figure says so
        subject = words.short(self.shell.desk, conflict)
        place = f" của {words.where(conflict)}" if conflict.place else ""
        can_go_back = is_figure and conflict.field == "figure"
        back = " Muốn đổi lại: mở ô này, lấy lại giá trị cũ trong Lịch sử." if can_go_back else ""
        said = words.value_text(self.shell.desk, conflict, value)
        self._result.setText(f"✓ Đã quyết định {subject}{place}: {said}. Lý do: {reason.strip()}.{back}")

    @Slot()
    def _see_decided(self) -> None:
        self.go_to.emit("recording", self._decided)
