"""The third step: how many households come, what they change, and every cell that is wrong."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QCheckBox, QLabel, QTabWidget, QVBoxLayout, QWidget

from ntm_desktop.domain.numbers import format_number
from ntm_desktop.services.take_in_households import HouseholdReport
from ui import style
from ui.naming import named
from ui.workbooks.household_changes import HouseholdChanges
from ui.workbooks.problem_table import ProblemModel, read_table

_MOST_SHOWN = 2_000


class CheckPage(QWidget):
    skipping_changed = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "list_check_page", "Kiểm tra")
        self._counts = named(QLabel(), "list_counts", "Số hộ sẽ nhận")
        style.make_bold(self._counts)
        self._said = named(QLabel(), "list_check_said", "Việc tiếp theo")
        self._said.setWordWrap(True)
        self._skip = named(QCheckBox(), "list_skip", "Bỏ qua các chỗ có lỗi và nhận phần còn lại")
        self._skip.setText("Để trống ô không đọc được, bỏ hộ có lỗi và nhận phần còn lại")
        self.problems = ProblemModel(self)
        self._table = read_table(
            "list_problems", "Những chỗ cần sửa, cần biết", self.problems, self.problems.widths
        )
        self._changes = HouseholdChanges(self)
        self._tabs = named(QTabWidget(self), "list_check_tabs", "Những chỗ cần biết, những chỗ thay đổi")
        self._tabs.setDocumentMode(True)
        self._tabs.addTab(self._table, "")
        self._tabs.addTab(self._changes, "")
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        for one in (self._counts, self._said, self._skip):
            column.addWidget(one)
        column.addWidget(self._tabs, 1)
        column.addStretch(0)
        self._skip.toggled.connect(self.skipping_changed)

    @property
    def skips_problems(self) -> bool:
        return self._skip.isChecked() and self._skip.isVisibleTo(self)

    def show_report(self, report: HouseholdReport) -> None:
        count, people = format_number(len(report.households)), format_number(report.people)
        same = len(report.households) - report.added - report.changed
        self._counts.setText(
            f"{count} hộ, {people} nhân khẩu: {format_number(report.added)} hộ mới, "
            f"{format_number(report.changed)} hộ thay đổi, {format_number(same)} hộ giữ nguyên."
        )
        stopping, told = len(report.stopping), len(report.problems) - len(report.stopping)
        if stopping:
            said = (
                f"Có {format_number(stopping)} chỗ phải sửa. Sửa trong Excel rồi chọn lại tệp, "
                "hoặc đổi cột ở bước trước"
                + (f"; bỏ qua thì {format_number(report.left_out)} hộ không được nhận." if report.left_out else ".")
            )
        elif told:
            said = f"Không có chỗ nào phải sửa; có {format_number(told)} chỗ nên xem."
        else:
            said = "Không có chỗ nào phải sửa. Nhận rồi vẫn hoàn tác được bằng một lần Ctrl+Z."
        if report.understood:
            count = format_number(len(report.understood))
            said += f" Có {count} cách ghi được hiểu theo câu trả lời của sổ, xem cuối mục Cần biết."
        self._said.setText(said)
        self._skip.setChecked(False)
        self._skip.setVisible(bool(stopping))
        self._show_tabs(report)
        first = sorted(report.problems, key=lambda one: not one.stops)[:_MOST_SHOWN]
        self.problems.show_rows([*first, *report.understood])

    def _show_tabs(self, report: HouseholdReport) -> None:
        told, changed = len(report.problems) + len(report.understood), len(report.changes)
        for at, (title, count) in enumerate((("Cần biết", told), ("Thay đổi trong sổ", changed))):
            self._tabs.setTabText(at, f"{title} ({format_number(count)})")
            self._tabs.setTabVisible(at, bool(count))
        self._tabs.setVisible(bool(told or changed))
        self._tabs.setCurrentIndex(0 if report.stopping or not changed else 1)
        self._changes.show_changes(report.changes)
