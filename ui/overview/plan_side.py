"""What the plans say, beside what is missing: how the tasks stand, and whether the figures plans state add up."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ntm_desktop.domain.numbers import format_number
from ntm_desktop.services.summarise import Overview
from ui import style
from ui.naming import named

_WIDTH = 240


class PlanSide(QWidget):
    plan_asked = Signal(object)
    """The tasks are to be opened: all of them (None), or "overdue"."""
    figures_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        heading = QLabel("Kế hoạch", self)
        style.make_title(heading)
        self._tasks = named(QLabel(self), "plan_summary", "Tóm tắt kế hoạch")
        self._to_plan = named(QPushButton("Mở kế hoạch", self), "to_plan", "Mở kế hoạch")
        self._doubts = named(QLabel(self), "doubt_summary", "Số liệu kế hoạch đã nhập")
        self._to_figures = named(QPushButton("Xem số liệu kế hoạch", self), "to_figures", "Xem số liệu kế hoạch")
        # No label here may wrap: Qt would then keep this part as high as it likes, at the cost of the places.
        self.setFixedWidth(_WIDTH)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        for widget in (heading, self._tasks, self._to_plan):
            column.addWidget(widget)
        column.addSpacing(style.GAP)
        column.addWidget(self._doubts)
        column.addWidget(self._to_figures)
        column.addStretch(1)
        self._to_plan.clicked.connect(self._ask_plan)
        self._to_figures.clicked.connect(self._ask_figures)

    def show_tasks(self, overview: Overview) -> None:
        """How many tasks there are, done and overdue."""
        if overview.tasks:
            self._tasks.setText(
                f"{format_number(overview.tasks)} nhiệm vụ\n✓ {format_number(overview.tasks_done)} hoàn thành\n"
                f"⚠ {format_number(overview.tasks_overdue)} quá hạn"
            )
        else:
            self._tasks.setText("Chưa có kế hoạch nào trong máy.")
        self._to_plan.setText("Xem nhiệm vụ quá hạn" if overview.tasks_overdue else "Mở kế hoạch")
        self._to_plan.setProperty("target", "overdue" if overview.tasks_overdue else None)

    def show_doubts(self, count: int | None) -> None:
        """How many stated figures do not add up; None while they are being checked. Two lines, so nothing moves."""
        if count is None:
            self._doubts.setText("Số liệu kế hoạch đã nhập\nđang được soát.")
        elif count:
            self._doubts.setText(f"⚠ Kế hoạch đã nhập có\n{format_number(count)} chỗ không khớp.")
        else:
            self._doubts.setText("Số liệu kế hoạch đã nhập\nkhông có chỗ nào không khớp.")

    def offer_figures(self, is_offered: bool) -> None:
        for widget in (self._doubts, self._to_figures):
            widget.setVisible(is_offered)

    @Slot()
    def _ask_plan(self) -> None:
        self.plan_asked.emit(self._to_plan.property("target"))

    @Slot()
    def _ask_figures(self) -> None:
        self.figures_asked.emit()
