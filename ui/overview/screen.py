"""Tổng quan: every village in a line, what is missing most, what the plan says, and the next step."""

from datetime import date
from typing import TYPE_CHECKING

from PySide6.QtCore import QModelIndex, Slot
from PySide6.QtGui import QHideEvent, QKeySequence, QResizeEvent, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QStackedLayout, QTabWidget, QVBoxLayout, QWidget

from ntm_desktop.domain.desk import Role
from ntm_desktop.domain.places import Place
from ntm_desktop.services.summarise import Overview, summarise
from ui import style
from ui.at_rest import AtRest
from ui.naming import named
from ui.overview.figures_page import FiguresPage
from ui.overview.lack_model import NO_DATA
from ui.overview.line_model import PLACE
from ui.overview.lines import is_commune_set, lacks_of, lines_of
from ui.overview.next_step import NextStep, next_review, next_step, within
from ui.overview.plan_side import PlanSide
from ui.overview.tables import LackTable, LineTable
from ui.qt_override import override
from ui.screen import Context, Screen, Shell

if TYPE_CHECKING:
    from ui.empty_state import EmptyState
    from ui.overview.calls import CallsBar
    from ui.overview.doubts import Doubts
    from ui.paper import PaperJob

_HIGH_ENOUGH = 560
_CALL_AFTER_MS = 60
_NO_VILLAGES = "{commune} chưa có thôn nào. Thêm các thôn của xã rồi nhập số liệu cho từng thôn."
_NOT_SENT = "Máy chưa có thôn nào của {commune}. Nhận tệp của xã gửi lên để xem tình hình các thôn."
_NO_COMMUNE = "Máy chưa có xã nào. Nhận tệp của xã gửi lên để xem tình hình các thôn."


class OverviewScreen(Screen):
    name = "overview"
    title = "Tổng quan"
    icon = "overview"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._context: Context | None = None
        self._step: NextStep | None = None
        self._tabs = named(QTabWidget(self), "overview_tabs", "Các phần của tổng quan")
        self._page = QWidget()
        self._figures = FiguresPage(shell.desk)
        self._tabs.addTab(self._page, "Tình hình các thôn")
        self._tabs.addTab(self._figures, "Theo kế hoạch đã nhập")
        self._sentence = named(QLabel(self._page), "next_step", "Việc nên làm tiếp")
        style.make_plain(self._sentence)
        self._sentence.setWordWrap(True)
        self._act = named(QPushButton(self._page), "next_step_act", "Làm việc tiếp theo")
        style.make_main(self._act)
        self._lines = LineTable(self._page)
        self._legend = named(QLabel(_legend(), self._page), "legend", "Chú giải các dấu")
        self._legend.setWordWrap(True)
        style.make_quiet(self._legend)
        self._evidence = named(QLabel(self._page), "overview_evidence", "Tình hình minh chứng")
        self._evidence.setWordWrap(True)
        self._evidence.hide()
        self._lacks = LackTable(self._page)
        self._side = PlanSide(self._page)
        self._has_figures = False
        self._calling = AtRest(shell.desk, self, _CALL_AFTER_MS)
        self._calls: CallsBar | None = None
        self._doubts: Doubts | None = None
        self._empty: EmptyState | None = None
        self._lay_out()
        self._connect()

    @override
    def show_context(self, context: Context) -> None:
        self._context = context
        communes = self.shell.desk.communes()
        overviews = {one.id: self._summarise(context, one) for one in communes}
        chosen = overviews.pop(context.commune.id, None)
        if chosen is None or not (chosen.grid.villages or is_commune_set(context.criteria_set)):
            self._show_empty(context, has_commune=chosen is not None)
            return
        self._stack.setCurrentIndex(0)
        lines = lines_of(chosen, tuple(overviews.values()))
        self._lines.show_lines(lines, context.criteria_set)
        self._lacks.show_lacks(lacks_of(chosen.grid))
        level, period = context.criteria_set.level, context.period.within
        reviews = self.shell.desk.desk.role is Role.UPPER_LEVEL
        self._show_step(
            next_review(lines, level, period, context.commune, self._come_back(chosen, context))
            if reviews
            else next_step(lines, level, period)
        )
        self._show_plan(chosen)
        if self.isVisible():
            self._calling.start()

    @override
    def focus_first(self) -> None:
        if self._empty is not None and self._stack.currentIndex():
            self._empty.setFocus()
        else:
            self._tabs.setCurrentIndex(0)
            self._act.setFocus()

    @override
    def open_at(self, target: object) -> None:
        """`target` "figures" shows what the plans state."""
        if target == "figures" and self._tabs.isTabVisible(1):
            self._tabs.setCurrentIndex(1)
            self._figures.view().setFocus()

    @override
    def look_for(self, words: str) -> None:
        self._lines.look_for(words)

    @override
    def leave_search(self) -> None:
        (self._stack.currentWidget() if self._stack.currentIndex() else self._lines).setFocus()

    @override
    def print_shown(self) -> None:
        if self._context and not self._stack.currentIndex():
            self.paper().ask()

    def paper(self) -> "PaperJob":
        """The table of places, with what its signs mean, as it would be printed."""
        from ui.paper import PaperJob, page_html  # here, not above: the window starts without printing

        assert self._context is not None
        model = self._lines.lines
        columns = range(model.columnCount())
        headers = [model.horizontalHeaderItem(column).text() for column in columns]
        rows = [[str(model.index(row, one).data() or "") for one in columns] for row in range(model.rowCount())]
        title = f"{self.title} {self._context.commune.title}, {self._context.period.within}"
        html = page_html(title, f"{self._context.criteria_set.title}. {_legend()}", headers, rows)
        is_illustrative = any(line.assessment.is_illustrative for line in model.lines)
        return PaperJob(self, title, html, self.shell.messages.tell, is_illustrative=is_illustrative)

    def _summarise(self, context: Context, commune: Place) -> Overview:
        return summarise(self.shell.desk, commune, context.criteria_set, context.period, date.today())

    def _come_back(self, chosen: Overview, context: Context) -> list[tuple[Place, int]]:
        """What was returned and the commune has changed or answered since."""
        from ntm_desktop.services.review import list_reviewed

        places = {one.id: one for one in (context.commune, *chosen.grid.villages)}
        found = list_reviewed(self.shell.desk, list(places.values()), context.criteria_set, context.period.year)
        return sorted(
            ((places[place_id], number) for (place_id, number), one in found.items() if one.has_come_back),
            key=lambda at: (at[1], at[0].order),
        )

    def _show_empty(self, context: Context, *, has_commune: bool) -> None:
        empty = self._shown_empty()
        if has_commune and self.shell.desk.desk.role is Role.UPPER_LEVEL:
            empty.say(_NOT_SENT.format(commune=within(context.commune)), "Nhận tệp của xã")
            self._step = NextStep("", "", "exchange", "send")
        elif has_commune:
            empty.say(_NO_VILLAGES.format(commune=context.commune.title), "Thêm thôn")
            self._step = NextStep("", "", "catalogue", "villages")
        else:
            empty.say(_NO_COMMUNE, "Nhận tệp của xã")
            self._step = NextStep("", "", "exchange", "send")
        self._stack.setCurrentWidget(empty)

    def _shown_empty(self) -> "EmptyState":
        """What is said while there is nothing to see; made when it is first needed."""
        if self._empty is None:
            from ui.empty_state import EmptyState

            self._empty = EmptyState("overview", "", "", self)
            self._empty.acted.connect(self._take_step)
            self._stack.addWidget(self._empty)
        return self._empty

    def _show_step(self, step: NextStep) -> None:
        self._step = step
        self._sentence.setText(step.sentence)
        self._act.setText(step.act)
        self._act.setAccessibleName(f"{step.sentence} {step.act}")

    def _show_plan(self, overview: Overview) -> None:
        self._side.show_tasks(overview)
        self._has_figures = overview.has_figures
        self._figures.forget()
        self._tabs.setTabVisible(1, self._has_figures)
        self._give_room()
        self._side.show_doubts(None)
        if self._tabs.currentIndex() == 1:
            self._figures.check()
        elif self._has_figures and self.isVisible():
            self._figures.check_soon()

    @Slot()
    def _count_calls(self) -> None:
        """What waits elsewhere: once the places are seen."""
        from ntm_desktop.services.count_calls import Calls, count_calls
        from ui.overview.evidence import evidence_sentence

        if self._context is None:
            return
        one = self._context
        if self._doubts is None:
            from ui.overview.doubts import Doubts

            self._doubts = Doubts(self.shell.desk, self._lines.lines, self)
        self._doubts.start(one)
        self._evidence.setText(evidence_sentence(self.shell.desk, one))
        self._evidence.setVisible(bool(self._evidence.text()))
        calls = count_calls(self.shell.desk, one.commune, one.criteria_set, one.period.year)
        if self._calls is None:
            if calls == Calls():
                return
            from ui.overview.calls import CallsBar

            self._calls = CallsBar(self._page)
            self._calls.asked.connect(self.go_to)
            self._column.insertWidget(1, self._calls)
        self._calls.show_calls(calls)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._calling.start()
        if self._has_figures:
            self._figures.check_soon()

    @override
    def hideEvent(self, event: QHideEvent) -> None:
        super().hideEvent(event)
        self._calling.stop()
        if self._doubts is not None:
            self._doubts.stop()
        self._figures.rest()

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._give_room()

    def _give_room(self) -> None:
        """On a low display the places come first; what the plans state has its own tab."""
        self._side.offer_figures(self._has_figures and self.height() >= _HIGH_ENOUGH)

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(style.GAP)
        lead = QLabel("Việc nên làm tiếp:", self._page)
        style.make_bold(lead)
        above.addWidget(lead)
        above.addWidget(self._sentence, 1)
        above.addWidget(self._act)
        title = QLabel("Còn thiếu nhiều nhất", self._page)
        style.make_title(title)
        left = QVBoxLayout()
        left.setSpacing(style.SMALL)
        left.addWidget(title)
        left.addWidget(self._lacks, 1)
        below = QHBoxLayout()
        below.setSpacing(style.WIDE)
        below.addLayout(left, 1)
        below.addWidget(self._side)
        self._column = column = QVBoxLayout(self._page)
        column.setContentsMargins(0, style.GAP, 0, 0)
        column.setSpacing(style.GAP)
        column.addLayout(above)
        column.addWidget(self._lines, 100)  # as many lines as there are, then what is missing
        column.addWidget(self._legend)
        column.addWidget(self._evidence)
        column.addSpacing(style.SMALL)
        column.addLayout(below, 1)
        self._tabs.setDocumentMode(True)
        self._stack = QStackedLayout()
        self._stack.addWidget(self._tabs)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(style.WIDE, style.GAP, style.WIDE, style.WIDE)
        outer.addLayout(self._stack)

    def _connect(self) -> None:
        self._act.clicked.connect(self._take_step)
        self._lines.opened.connect(self._open_line)
        self._lacks.opened.connect(self._open_lack)
        self._side.plan_asked.connect(self._open_plan)
        self._side.figures_asked.connect(self._open_figures)
        self._figures.doubted.connect(self._side.show_doubts)
        self._calling.due.connect(self._count_calls)
        self._tabs.currentChanged.connect(self._turned)
        QShortcut(QKeySequence("Ctrl+Tab"), self).activated.connect(self._turn)

    @Slot()
    def _take_step(self) -> None:
        if self._step:
            self.go_to.emit(self._step.screen, self._step.target)

    @Slot(QModelIndex)
    def _open_line(self, index: QModelIndex) -> None:
        line = self._lines.lines.lines[index.row()]
        if not line.is_here:
            self.shell.messages.tell(f"Chọn {line.name} ở dòng trên cùng để xem từng thôn.")
            return
        number = self._lines.lines.criterion_at(index.column()) if index.column() != PLACE else None
        self.go_to.emit("recording", (line.place.id, line.first_open(number)))

    @Slot(QModelIndex)
    def _open_lack(self, index: QModelIndex) -> None:
        lack = self._lacks.lacks.lacks[index.row()]
        villages = (lack.no_data or lack.not_met) if index.column() == NO_DATA else (lack.not_met or lack.no_data)
        self.go_to.emit("recording", (villages[0].id, lack.code))

    @Slot(object)
    def _open_plan(self, target: object) -> None:
        self.go_to.emit("plan", target)

    @Slot()
    def _open_figures(self) -> None:
        self._tabs.setCurrentIndex(1)
        self._figures.view().show_doubts()
        self._figures.view().setFocus()

    @Slot(int)
    def _turned(self, tab: int) -> None:
        if tab == 1:
            self._figures.view()

    @Slot()
    def _turn(self) -> None:
        if self._tabs.isTabVisible(1):
            self._tabs.setCurrentIndex(1 - self._tabs.currentIndex())


def _legend() -> str:
    signs = "   ".join(f"{look.sign} {look.word}" for look in style.VERDICT_LOOK.values())
    return f"{signs}      Cột số: từng tiêu chí; cột dấu: số chỉ tiêu."
