"""Kế hoạch: the printed tasks, filtered and searched without marks, followed in place."""

from collections.abc import Callable
from datetime import date, datetime
from pathlib import Path

from PySide6.QtCore import QModelIndex, Qt, Slot
from PySide6.QtWidgets import QSplitter, QStackedLayout, QVBoxLayout, QWidget

from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.domain.legacy_vietnamese import Encoding
from ntm_desktop.domain.plan import PlanTask, TaskStatus, is_overdue
from ntm_desktop.services.import_plan import ImportedPlan, PlanReport, preview_plan, take_in_plan
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.remember import recall, remember
from ntm_desktop.services.track_plan import (
    list_plans,
    list_tasks,
    shown_tasks,
    update_task,
)
from ui import style
from ui.empty_state import EmptyState
from ui.files import ask_file
from ui.paper import PaperJob, page_html
from ui.plan.detail import TaskDetail
from ui.plan.filters import PlanFilters
from ui.plan.model import HEADERS, PROGRESS, STATUS, TASK_ROLE, TaskTree, printed_rows
from ui.plan.tree import PlanTree
from ui.qt_override import override
from ui.screen import Context, Screen, Shell
from ui.workbooks.plan_report import PlanReportDialog

_EMPTY = "Máy chưa có kế hoạch nào. Nhập kế hoạch từ bảng tính Excel để theo dõi từng nhiệm vụ."
_IMPORT = "Nhập kế hoạch từ tệp..."
_PAPER_WIDTHS = (5, 37, 9, 14, 14, 9, 5, 7)
_FILES = "Kế hoạch (*.xlsx *.xls *.json)"


class PlanScreen(Screen):
    name = "plan"
    title = "Kế hoạch"
    icon = "plan"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._today = date.today()
        self._tasks: list[PlanTask] = []
        self._filters = PlanFilters(_IMPORT)
        self._model = TaskTree(self._today, self)
        self._tree = PlanTree(self._model)
        self._detail = TaskDetail()
        self._report: PlanReportDialog | None = None
        self._empty = EmptyState("plan", _EMPTY, _IMPORT)
        self._lay_out()
        self._filters.changed.connect(self._refilter)
        self._filters.import_asked.connect(self._choose_file)
        self._empty.acted.connect(self._choose_file)
        self._model.edited.connect(self._save)
        self._tree.selectionModel().currentChanged.connect(self._show_detail)
        self._recall()

    @override
    def show_context(self, context: Context) -> None:
        self._reload()

    @override
    def focus_first(self) -> None:
        if self._tasks:
            self._enter_tree()
        else:
            self._empty.setFocus()

    @override
    def open_at(self, target: object) -> None:
        """`target` is "overdue", or a task's id."""
        if target == "overdue" or not self._model.index_of(str(target), STATUS).isValid():
            self._filters.show_all()
        if target == "overdue":
            self._filters.show_only_overdue()
            self._enter_tree()
        elif (index := self._model.index_of(str(target), STATUS)).isValid():
            self._tree.setCurrentIndex(index)
            self._tree.setFocus()

    @override
    def look_for(self, words: str) -> None:
        self._filters.look_for(words)

    @override
    def print_shown(self) -> None:
        if self._tasks:
            self.paper().ask()

    def paper(self) -> PaperJob:
        """The tasks that are shown, under their headings, as they would be printed."""
        title = f"{self.title}: {self._filters.plan_title}"
        html = page_html(title, self._filters.counts, HEADERS, printed_rows(self._model), _PAPER_WIDTHS)
        return PaperJob(self, title, html, self.shell.messages.tell)

    def _lay_out(self) -> None:
        self._split = QSplitter(Qt.Orientation.Vertical)
        self._split.addWidget(self._tree)
        self._split.addWidget(self._detail)
        self._split.setStretchFactor(0, 1)
        self._split.setCollapsible(0, False)
        self._split.setSizes([440, 104])
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(self._filters)
        column.addWidget(self._split, 1)
        self._stack = QStackedLayout()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(style.WIDE, style.WIDE, style.WIDE, style.WIDE)
        outer.addLayout(self._stack)  # first: it shows what it is given, which alone would be a window
        self._stack.addWidget(full)
        self._stack.addWidget(self._empty)

    def _recall(self) -> None:
        plan_id = recall(self.shell.desk, "plan.plan", "")
        self._filters.restore(plan_id, recall(self.shell.desk, "plan.filter", {}))

    def _reload(self) -> None:
        plans = list_plans(self.shell.desk)
        self._filters.show_plans(plans)
        plan_id = self._filters.plan_id
        self._tasks = list_tasks(self.shell.desk, plan_id) if plan_id else []
        self._filters.show_leads(sorted({task.lead for task in self._tasks if task.lead}))
        self._stack.setCurrentIndex(0 if plans else 1)
        self._show()

    @Slot()
    def _refilter(self) -> None:
        remember(self.shell.desk, "plan.plan", self._filters.plan_id)
        remember(self.shell.desk, "plan.filter", self._filters.as_data())
        plan_id = self._filters.plan_id
        if plan_id and any(task.plan_id != plan_id for task in self._tasks[:1]):
            self._reload()
        else:
            self._show()

    def _show(self) -> None:
        current = self._tree.currentIndex()
        task = current.data(TASK_ROLE)
        shown = shown_tasks(self._tasks, self._filters.wanted, self._today)
        self._tree.show_tasks(shown)
        self._filters.show_counts(shown, self._tasks, self._today)
        self._stay_at(task.id if task else "", current.column())
        self._show_detail()

    def _stay_at(self, task_id: str, column: int) -> None:
        index = self._model.index_of(task_id, column)
        self._tree.setCurrentIndex(index if index.isValid() else self._model.first_task())

    @Slot()
    def _enter_tree(self) -> None:
        if not self._tree.currentIndex().isValid():
            self._tree.setCurrentIndex(self._model.first_task())
        self._tree.setFocus()

    @Slot(QModelIndex, QModelIndex)
    def _show_detail(self, *_: QModelIndex) -> None:
        task = self._tree.currentIndex().data(TASK_ROLE)
        self._detail.show_task(task, is_overdue=bool(task and is_overdue(task, self._today)))

    @Slot(object, int, object)
    def _save(self, task: PlanTask, column: int, value: object) -> None:
        try:
            if isinstance(value, TaskStatus):
                now, _ = update_task(self.shell.desk, task, status=value)
            elif column == PROGRESS and isinstance(value, int):
                now, _ = update_task(self.shell.desk, task, progress=value)
            else:
                now, _ = update_task(self.shell.desk, task, note=str(value))
        except ExpectedError as error:
            self.shell.messages.tell_error(error)
            return
        self._put(now)
        self.saved.emit(f"Đã lưu {datetime.now():%H:%M}")

    def _put(self, task: PlanTask) -> None:
        self._tasks = [task if one.id == task.id else one for one in self._tasks]
        self._model.put(task)
        shown = shown_tasks(self._tasks, self._filters.wanted, self._today)
        self._filters.show_counts(shown, self._tasks, self._today)
        self._show_detail()

    @Slot()
    def _choose_file(self) -> None:
        ask_file(self, "plan_file", "Nhập kế hoạch từ tệp", _FILES, "Nhập", self.take_in)

    @Slot(str)
    def take_in(self, file: str) -> None:
        """Reads the plan in `file` as a task; letters of old fonts are shown before it is taken in."""
        self._read(Path(file), None, self._show_read)

    def _read(self, path: Path, encoding: Encoding | None, then: Callable[[PlanReport], None], **how: bool) -> None:
        def work(desk: OpenDesk, _: object) -> PlanReport:
            return preview_plan(desk, path, encoding, **how)

        self.shell.tasks.run("Đang đọc kế hoạch", work, then)

    def _show_read(self, report: PlanReport) -> None:
        if not report.must_be_seen:
            self._write(report)
            return
        self._report = PlanReportDialog(report, self)
        self._report.agreed.connect(self._write)
        self._report.font_chosen.connect(self._read_again)
        self._report.finished.connect(self._forget_report)
        self._report.open()

    @Slot()
    def _forget_report(self) -> None:
        self._report = None

    @Slot(object, object)
    def _read_again(self, path: Path, encoding: Encoding | None) -> None:
        self._read(path, encoding, self._show_again, keeps_doubtful=encoding is None)

    def _show_again(self, report: PlanReport) -> None:
        if self._report is not None:  # it may have been closed meanwhile
            self._report.show_report(report)

    @Slot(object)
    def _write(self, report: PlanReport) -> None:
        def work(desk: OpenDesk, _: object) -> ImportedPlan:
            return take_in_plan(desk, report)

        self.shell.tasks.run("Đang nhập kế hoạch", work, self._taken_in)

    def _taken_in(self, imported: ImportedPlan) -> None:
        self._filters.choose_plan(imported.plan.id)
        self._reload()
        self._enter_tree()
        self.saved.emit(imported.sentence)
