"""Kiểm tra: every place where figures do not add up, worked through one after the other."""

from collections.abc import Sequence
from datetime import datetime

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QHeaderView, QLabel, QVBoxLayout, QWidget

from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.domain.names import matches
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.places import Place
from ntm_desktop.sentences import sentence_for
from ntm_desktop.services.assess import assess_grid
from ntm_desktop.services.check_figures import PLAN, Finding, answer_finding, check_plans
from ntm_desktop.services.remember import recall, remember
from ntm_desktop.services.summarise import has_illustration
from ui import style
from ui.checks.answer import AnswerPane
from ui.checks.model import ANSWER, CODE, KIND, PLACE, TEXT, CheckModel, Line, line_of
from ui.checks.round import CheckRound
from ui.empty_state import EmptyState
from ui.naming import named
from ui.opening_table import OpeningTable
from ui.paper import PaperJob, page_html
from ui.qt_override import override
from ui.screen import Context, Screen, Shell

_TWO_LINES = 44


class ChecksScreen(Screen):
    name = "checks"
    title = "Kiểm tra"
    icon = "checks"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._context: Context | None = None
        self._words = ""
        self._names: dict[str, str] = {}
        self._found: dict[str, Sequence[Finding]] = {}
        """By place, in the order they are listed."""
        self._lines: list[Line] = []
        self._wanted: object = None
        self._stood = ""
        self._round = CheckRound(shell.desk, self)
        self.model = CheckModel(self)
        self._title = named(QLabel(self), "checks_title", "Số chỗ không khớp")
        style.make_title(self._title)
        self._why = named(
            QLabel(
                "Lỗi phải sửa số liệu thì mới in được hồ sơ chính thức. Chỗ cần xem lại giữ được nếu ghi lý do."
            ),
            "checks_why",
            "Cách làm",
        )
        style.make_quiet(self._why)
        self._all = named(
            QCheckBox("&Hiện cả chỗ đã giải thích", self), "show_answered", "Hiện cả chỗ đã giải thích"
        )
        self.table = OpeningTable("checks", "Các chỗ không khớp; Enter để đến ô số liệu", self)
        self.pane = AnswerPane(self)
        self._empty = EmptyState("checks", "", "Mở Số liệu", self)
        self._lay_out()
        self._connect()
        self._all.setChecked(bool(recall(shell.desk, "checks.all", False)))

    @property
    def is_checking(self) -> bool:
        """Whether some places are not checked yet."""
        return self._round.is_running

    @override
    def show_context(self, context: Context) -> None:
        """Listed once every place is checked; one stays at the line one was at."""
        places = [context.commune, *self.shell.desk.villages(context.commune.id)]
        self._stood = self._current() or self._stood
        self._context, self._wanted, self._lines = context, None, []
        self._names = {one.id: one.title for one in self.shell.desk.all_places()}
        self._found = {one.id: () for one in places}
        self._round.start(context, places)
        self._show()

    @override
    def focus_first(self) -> None:
        (self.table if self.table.isVisibleTo(self) else self._empty).setFocus()

    @override
    def open_at(self, target: object) -> None:
        """(place id, indicator code), as everywhere, or a finding's entity; sought again once all is checked."""
        self._wanted = target
        for row, line in enumerate(self.model.rows):
            of = line.finding
            if target == of.entity or target in {(of.place_id, one) for one in of.codes}:
                self.table.selectRow(row)
                return

    @override
    def look_for(self, words: str) -> None:
        self._words = words
        self._show()

    @override
    def print_shown(self) -> None:
        if self.model.rows:
            self.paper().ask()

    def paper(self) -> PaperJob:
        """The list as it would be printed."""
        rows = [line.texts for line in self.model.rows]
        html = page_html(
            "Những chỗ số liệu không khớp", self._said_of(), self.model.headers, rows, (10, 14, 8, 48, 20)
        )
        is_illustrative = has_illustration(self.shell.desk)
        return PaperJob(self, self.title, html, self.shell.messages.tell, is_illustrative=is_illustrative)

    def _lay_out(self) -> None:
        self.table.setModel(self.model)
        self.table.setSelectionBehavior(OpeningTable.SelectionBehavior.SelectRows)
        self.table.setWordWrap(True)
        self.table.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.table.verticalHeader().setDefaultSectionSize(_TWO_LINES)
        header = self.table.horizontalHeader()
        for column, width in ((KIND, 126), (PLACE, 130), (CODE, 84), (ANSWER, 170)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Interactive)
            header.resizeSection(column, width)
        header.setSectionResizeMode(TEXT, QHeaderView.ResizeMode.Stretch)
        above = QHBoxLayout()
        above.addWidget(self._why, 1)
        above.addWidget(self._all)
        column_ = QVBoxLayout(self)
        column_.setContentsMargins(style.WIDE, style.WIDE, style.WIDE, style.WIDE)
        column_.setSpacing(style.GAP)
        column_.addWidget(self._title)
        column_.addLayout(above)
        column_.addWidget(self.table, 1)
        column_.addWidget(self.pane)
        column_.addWidget(self._empty, 1)

    def _connect(self) -> None:
        self.table.selectionModel().currentRowChanged.connect(self._show_current)
        self.table.opened.connect(self._open)
        self.pane.answered.connect(self._answer)
        self.pane.open_asked.connect(self._open_current)
        self._all.toggled.connect(self._show_all)
        self._empty.acted.connect(self._go_to_figures)
        self._round.found.connect(self._note_found)
        self._round.ended.connect(self._take_up)

    @Slot(object, object)
    def _note_found(self, place: Place, found: Sequence[Finding]) -> None:
        self._found[place.id] = found

    @Slot()
    def _take_up(self) -> None:
        """Everything is checked."""
        found = [one for of_place in self._found.values() for one in of_place]
        found += check_plans(self.shell.desk)
        self._lines = [self._line_of(one) for one in found]
        had_focus = self.table.hasFocus()
        self._show()
        self.open_at(self._wanted)
        if had_focus:
            self.focus_first()

    def _line_of(self, finding: Finding) -> Line:
        return line_of(finding, self._names.get(finding.place_id, ""), _codes(finding))

    def _show(self) -> None:
        standing = self._current() or self._stood
        shown = [line for line in self._lines if self._is_shown(line)]
        self.model.show_rows(shown)
        is_empty = not self._lines and not self.is_checking
        for part in (self._why, self._all, self.table, self.pane):
            part.setVisible(not is_empty)
        self._empty.setVisible(is_empty)
        if is_empty:
            self._empty.say(self._why_empty(), "Mở Số liệu")
        self._title.setText("Đang kiểm tra..." if self.is_checking else self._said_of())
        self._title.setVisible(not is_empty)
        entities = [line.finding.entity for line in shown]
        if shown:
            self.table.selectRow(entities.index(standing) if standing in entities else 0)
        else:
            self.pane.show_nothing()

    def _said_of(self) -> str:
        words = self._words.strip()
        filtered = f" – đang lọc: {words}, hiện {format_number(len(self.model.rows))} chỗ" if words else ""
        still = [line.finding for line in self._lines if not line.finding.is_answered]
        errors = sum(one.blocks_printing for one in still)
        if not still:
            return f"Không còn chỗ nào cần xem lại{filtered}"
        return (
            f"{format_number(errors)} lỗi phải sửa, {format_number(len(still) - errors)} chỗ cần xem lại{filtered}"
        )

    def _why_empty(self) -> str:
        """Where nothing is entered nothing adds up either: that is not to be taken for an answer."""
        context = self._context
        if context is not None:
            grid = assess_grid(self.shell.desk, context.commune, context.criteria_set, context.period)
            cells = [one.assessment.figure for one in grid.cells.values()]
            totals = [one.assessment.figure for one in grid.totals.values()]
            if not any(one is not None for one in (*cells, *totals)):
                return f"{context.period.title} chưa có số liệu nào nên chưa có gì để kiểm tra."
        return "Số liệu của kỳ này khớp với nhau: không có chỗ nào cần xem lại."

    def _is_shown(self, line: Line) -> bool:
        is_wanted = self._all.isChecked() or not line.finding.is_answered
        return is_wanted and matches(self._words, line.texts)

    def _current(self) -> str:
        row = self.table.currentIndex().row()
        return self.model.rows[row].finding.entity if 0 <= row < len(self.model.rows) else ""

    @Slot()
    def _show_current(self, *_: object) -> None:
        row = self.table.currentIndex().row()
        if 0 <= row < len(self.model.rows):
            line = self.model.rows[row]
            self.pane.show_finding(line.finding, line.place, can_open=line.finding.criteria_set != PLAN)

    @Slot(str)
    def _answer(self, reason: str) -> None:
        row = self.table.currentIndex().row()
        if not 0 <= row < len(self.model.rows):
            return
        try:
            answered = answer_finding(self.shell.desk, self.model.rows[row].finding, reason)
        except ExpectedError as error:
            self.pane.complain(sentence_for(error))
            return
        self._lines = [
            self._line_of(answered) if one.finding.entity == answered.entity else one for one in self._lines
        ]
        self._show()
        if self.model.rows:
            self.table.selectRow(min(row, len(self.model.rows) - 1))
        self.focus_first()
        self.saved.emit(f"Đã lưu {datetime.now():%H:%M}")

    @Slot(QModelIndex)
    def _open(self, index: QModelIndex) -> None:
        finding = self.model.rows[index.row()].finding
        if finding.criteria_set == PLAN:
            self.go_to.emit("overview", None)
        else:
            self.go_to.emit("recording", (finding.place_id, finding.codes[0]))

    @Slot()
    def _open_current(self) -> None:
        if self.table.currentIndex().isValid():
            self._open(self.table.currentIndex())

    @Slot(bool)
    def _show_all(self, is_all: bool) -> None:
        remember(self.shell.desk, "checks.all", is_all)
        self._show()

    @Slot()
    def _go_to_figures(self) -> None:
        self.go_to.emit("recording", None)


def _codes(finding: Finding) -> str:
    if finding.criteria_set == PLAN:
        return "Kế hoạch"
    shown = ", ".join(finding.codes[:3])
    return f"{shown}..." if len(finding.codes) > 3 else shown
