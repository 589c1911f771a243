"""Nhận danh sách hộ từ Excel: the file, its columns, what it would do; only the last button writes."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import partial
from pathlib import Path
from typing import Any

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QProgressBar,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.places import Place
from ntm_desktop.sentences import sentence_for
from ntm_desktop.services.remember import recall, remember
from ntm_desktop.services.take_in_households import (
    HouseholdReport,
    ListChoices,
    Sheet,
    TakenInHouseholds,
    guess_choices,
    parts_like,
)
from ui import style
from ui.files import ask_file
from ui.naming import named
from ui.qt_override import override
from ui.screen import Shell
from ui.tasks import Work
from ui.workbooks import list_work
from ui.workbooks.check_page import CheckPage
from ui.workbooks.columns_page import ColumnsPage
from ui.workbooks.file_page import FilePage
from ui.workbooks.form_acts import BOOKS

_SIZE = (960, 600)
_FOLDER = "workbooks.lists"
_STEPS = ("1. Tệp và trang tính", "2. Các cột", "3. Kiểm tra và nhận")
FILE, COLUMNS, CHECK = range(3)


def open_household_import(
    shell: Shell, parent: QWidget, commune: Place | None = None, year: int | None = None
) -> "HouseholdImportDialog":
    """Opens the dialog over `parent`; commune and year (of incomes that name none) are those chosen there."""
    dialog = HouseholdImportDialog(
        shell, commune or shell.desk.communes()[0], year or date.today().year - 1, parent
    )
    dialog.open()
    return dialog


class HouseholdImportDialog(QDialog):
    taken_in = Signal(str)
    """Households were written: the sentence for the status bar."""

    def __init__(self, shell: Shell, commune: Place, year: int, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "household_import", "Nhận danh sách hộ từ Excel")
        self.setWindowTitle("Nhận danh sách hộ từ Excel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        self._shell, self._commune, self._year = shell, commune, year
        self._path: Path | None = None
        self._sheets: list[Sheet] = []
        self._at, self._takes_all = 0, False
        self._choices: ListChoices | None = None
        self._report: HouseholdReport | None = None
        self._then: Callable[[Any], None] | None = None
        self._is_working = self._is_leaving = False
        self._file = FilePage(shell.desk.villages(commune.id), self)
        self._columns = ColumnsPage(self)
        self._check = CheckPage(self)
        self._lay_out()
        self._connect()
        self._show_step(FILE)

    def read_file(self, file: str) -> None:
        """Reads the sheets of a chosen file as a task."""
        self._path = Path(file)
        remember(self._shell.desk, _FOLDER, str(self._path.parent))
        self._file.show_reading(self._path.name)
        self._run("Đọc bảng tính", partial(list_work.read, self._path), self._take_sheets)

    # The steps

    def _show_step(self, step: int) -> None:
        self._stack.setCurrentIndex(step)
        self._heading.setText(_STEPS[step])
        self._fault.hide()
        self._back.setEnabled(step != FILE)
        self._next.setText("Tiếp tục" if step != CHECK else self._words_of_taking())
        self._next.setAccessibleName(self._next.text())
        self._settle()
        if step == FILE:
            self._file.focus_first()
        elif step == COLUMNS:
            self._columns.focus_first()
        else:
            self._next.setFocus()

    def _words_of_taking(self) -> str:
        count = self._report.added + self._report.changed if self._report else 0
        return f"Nhận {format_number(count)} hộ" if count else "Nhận các hộ"

    def _settle(self) -> None:
        """Whether the main button can be pressed."""
        step = self._stack.currentIndex()
        if step == CHECK:
            report = self._report
            is_ready = report is not None and bool(report.added or report.changed)
            is_ready = is_ready and report is not None and (not report.stopping or self._check.skips_problems)
        else:
            is_ready = self._choices is not None
        self._next.setEnabled(is_ready and not self._is_working)

    @Slot()
    def _go_on(self) -> None:
        step = self._stack.currentIndex()
        if step == FILE and self._choices is not None:
            self._columns.show_choices(self._sheet, self._choices, self._year)
            self._show_step(COLUMNS)
        elif step == COLUMNS and self._path is not None:
            self._choices = self._chosen()
            parts = [(self._sheet, self._choices)]
            if self._takes_all:
                parts = parts_like(self._sheets, self._choices)
            work = partial(list_work.preview, self._path, parts, self._commune)
            self._run("Kiểm tra danh sách hộ", work, self._take_report)
        elif step == CHECK and self._report is not None and self._choices is not None:
            skips = self._check.skips_problems
            taking = partial(list_work.take_in, self._report, self._choices, self._commune, skips)
            self._run("Nhận danh sách hộ", taking, self._end)

    @Slot()
    def _go_back(self) -> None:
        self._show_step(self._stack.currentIndex() - 1)

    def _chosen(self) -> ListChoices:
        return replace(self._columns.choices, village_id=self._file.village_id)

    @property
    def _sheet(self) -> Sheet:
        return self._sheets[self._at]

    # The file and its sheets

    @Slot()
    def _ask_file(self) -> None:
        folder = str(recall(self._shell.desk, _FOLDER, "") or "")
        start = folder if folder and Path(folder).is_dir() else ""
        ask_file(self, "list_file_dialog", "Chọn danh sách hộ", BOOKS, "Đọc danh sách", self.read_file, start=start)

    def _take_sheets(self, found: tuple[list[Sheet], int]) -> None:
        self._sheets, self._at = found
        self._takes_all = False
        self._show_sheet(None)
        alike = len(parts_like(self._sheets, self._choices)) if self._choices is not None else 0
        self._file.show_file(self._path.name if self._path else "", self._sheets, self._at, alike)

    @Slot(int)
    def _choose_sheet(self, at: int) -> None:
        """The last line stands for every sheet with the heading of the one that was shown first."""
        self._takes_all = at == len(self._sheets)
        if not self._takes_all:
            self._at = at
        self._show_sheet(None)

    @Slot(int)
    def _move_heading(self, row: int) -> None:
        self._show_sheet(row)

    def _show_sheet(self, row: int | None) -> None:
        try:
            self._choices = guess_choices(self._shell.desk, self._sheet, row)
        except ExpectedError:
            self._choices = None  # the page says that the heading has to be shown
        self._file.show_sheet(self._sheet, self._choices)
        self._settle()

    def _take_report(self, report: HouseholdReport) -> None:
        self._report = report
        self._check.show_report(report)
        self._show_step(CHECK)

    def _end(self, taken: TakenInHouseholds) -> None:
        self.accept()
        self.taken_in.emit(taken.sentence)

    # Work

    def _run(self, title: str, work: Work, then: Callable[[Any], None]) -> None:
        self._is_working, self._then = True, then
        self._busy.setFormat(title)
        self._busy.setRange(0, 0)
        self._busy.show()
        self._stop.show()
        self._fault.hide()
        self._next.setEnabled(False)
        self._shell.tasks.run(title, partial(list_work.safely, work), self._arrive)

    @Slot()
    def _end_work(self) -> None:
        """Also after a bug, of which the window tells."""
        if self._is_working:
            self._is_working = False
            self._busy.hide()
            self._stop.hide()
            self._settle()

    def _arrive(self, result: Any) -> None:
        if self._is_leaving:
            super().reject()
        elif isinstance(result, ExpectedError):
            self._fault.setText(sentence_for(result))
            self._fault.show()
            if self._stack.currentIndex() == FILE and self._path is not None:
                self._file.show_unread(self._path.name)
        elif self._then is not None:
            self._then(result)
        self._settle()

    @override
    def reject(self) -> None:
        """While something runs it is stopped first: nothing may arrive at a dialog that is gone."""
        if self._is_working:
            self._is_leaving = True
            self._shell.tasks.cancel()
        else:
            super().reject()

    def _connect(self) -> None:
        self._file.file_asked.connect(self._ask_file)
        self._file.sheet_chosen.connect(self._choose_sheet)
        self._file.heading_moved.connect(self._move_heading)
        self._check.skipping_changed.connect(self._settle)
        self._next.clicked.connect(self._go_on)
        self._back.clicked.connect(self._go_back)
        self._leave.clicked.connect(self.reject)
        self._stop.clicked.connect(self._shell.tasks.cancel)
        self._shell.tasks.progressed.connect(self._show_progress)
        self._shell.tasks.finished.connect(self._end_work)

    @Slot(int, int, str)
    def _show_progress(self, done: int, total: int, _what: str) -> None:
        self._busy.setRange(0, max(0, total - 1))
        self._busy.setValue(done)

    def _lay_out(self) -> None:
        self._heading = named(QLabel(), "household_import_step", "Bước")
        style.make_title(self._heading)
        self._stack = QStackedWidget()
        named(self._stack, "household_import_steps", "Các bước")
        for page in (self._file, self._columns, self._check):
            self._stack.addWidget(page)
        self._fault = named(QLabel(), "household_import_fault", "Điều cần sửa")
        self._fault.setWordWrap(True)
        self._fault.setStyleSheet(f"color: {style.NOT_MET};")
        self._fault.hide()
        self._busy = named(QProgressBar(), "household_import_busy", "Tiến độ")
        self._busy.setFixedWidth(260)
        self._busy.hide()
        self._stop = named(QPushButton("Dừng"), "household_import_stop", "Dừng việc đang chạy")
        self._stop.setAutoDefault(False)
        self._stop.hide()
        self._back = named(QPushButton("Quay lại"), "household_import_back", "Quay lại bước trước")
        self._back.setAutoDefault(False)
        self._leave = named(QPushButton("Thôi"), "household_import_leave", "Thôi, không nhận")
        self._leave.setAutoDefault(False)
        self._next = named(QPushButton("Tiếp tục"), "household_import_next", "Tiếp tục")
        style.make_main(self._next)
        self._next.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.WIDE, style.WIDE, style.WIDE, style.WIDE)
        column.setSpacing(style.GAP)
        column.addWidget(self._heading)
        column.addWidget(self._stack, 1)
        column.addWidget(self._fault)
        buttons = QHBoxLayout()
        buttons.setSpacing(style.GAP)
        buttons.addWidget(self._busy)
        buttons.addWidget(self._stop)
        buttons.addStretch(1)
        buttons.addWidget(self._leave)
        buttons.addWidget(self._back)
        buttons.addWidget(self._next)
        column.addLayout(buttons)
