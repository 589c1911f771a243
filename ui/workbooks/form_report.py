"""Nhận biểu Excel: what the filled form would change and what is wrong with it, before anything is written."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ntm_desktop.domain.numbers import format_number
from ntm_desktop.services.take_in_workbook import WorkbookReport
from ui import style
from ui.naming import named
from ui.workbooks.problem_table import ChangeModel, ProblemModel, read_table

_SIZE = (940, 560)


class FormReportDialog(QDialog):
    """Its one main button takes in everything that is shown, or nothing."""

    agreed = Signal(object)
    """The report that is to be taken in."""
    other_asked = Signal()
    """Another file is to be chosen: this one was mended meanwhile."""

    def __init__(self, report: WorkbookReport, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "form_report", "Nhận biểu Excel")
        self.setWindowTitle("Nhận biểu Excel")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.resize(*_SIZE)
        self._report = report
        self.changes, self.problems = ChangeModel(self), ProblemModel(self)
        self.changes.show_rows(report.changes)
        self.problems.show_rows(sorted(report.problems, key=lambda one: not one.stops))
        self._act = named(QPushButton(), "form_report_act", "")
        self._again = named(QPushButton("Chọn tệp khác..."), "form_report_other", "Chọn tệp khác")
        self._leave = named(QPushButton("Thôi"), "form_report_leave", "Thôi, không nhận")
        self._lay_out()
        self._say()
        self._act.clicked.connect(self._agree)
        self._again.clicked.connect(self._ask_other)
        self._leave.clicked.connect(self.reject)

    def _lay_out(self) -> None:
        title = named(QLabel(self._report.path.name), "form_report_title", self._report.path.name)
        style.make_title(title)
        about = named(QLabel(self._report.title), "form_report_about", "Biểu của nơi nào, kỳ nào")
        style.make_quiet(about)
        self._said = named(QLabel(), "form_report_said", "Tóm tắt")
        self._said.setWordWrap(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(style.WIDE, style.WIDE, style.WIDE, style.WIDE)
        column.setSpacing(style.GAP)
        for one in (title, about, self._said):
            column.addWidget(one)
        if self._report.problems:
            table = read_table(
                "form_report_problems", "Những chỗ cần sửa, cần biết", self.problems, self.problems.widths
            )
            column.addWidget(table, 2)
        if self._report.changes:
            table = read_table("form_report_changes", "Số liệu sẽ thay đổi", self.changes, self.changes.widths)
            column.addWidget(table, 3)
        if not (self._report.problems or self._report.changes):
            column.addStretch(1)
        buttons = QHBoxLayout()
        buttons.setSpacing(style.GAP)
        buttons.addWidget(self._again)
        buttons.addStretch(1)
        buttons.addWidget(self._leave)
        buttons.addWidget(self._act)
        column.addLayout(buttons)

    def _say(self) -> None:
        report = self._report
        count, stopping = len(report.changes), len(report.stopping)
        if stopping:
            said = (
                f"Có {format_number(stopping)} chỗ phải sửa nên chưa nhận được; chưa có gì thay đổi. "
                "Hãy sửa các ô đó trong Excel, lưu lại rồi bấm “Chọn tệp khác...” để nhận lại."
            )
        elif count:
            said = f"{format_number(count)} số liệu sẽ thay đổi. Nhận rồi vẫn hoàn tác được bằng một lần Ctrl+Z."
        elif report.problems:
            said = "Không nhận được số liệu nào từ biểu này; xem từng chỗ ở bảng dưới."
        else:
            said = "Biểu không có số liệu nào khác với số liệu đang có trên máy."
        self._said.setText(said)
        self._act.setText(f"Nhận {format_number(count)} số liệu" if count else "Nhận số liệu")
        self._act.setAccessibleName(self._act.text())
        self._act.setEnabled(report.can_be_taken_in)
        style.make_main(self._act)
        (self._act if report.can_be_taken_in else self._again if stopping else self._leave).setDefault(True)
        (self._act if report.can_be_taken_in else self._again if stopping else self._leave).setFocus()

    @Slot()
    def _agree(self) -> None:
        self.accept()
        self.agreed.emit(self._report)

    @Slot()
    def _ask_other(self) -> None:
        self.reject()
        self.other_asked.emit()
