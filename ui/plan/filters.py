"""What part of the plan is shown: which plan, words, status, lead unit, only what is overdue."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import (
    QCheckBox,
    QComboBox,
    QHBoxLayout,
    QLabel,
    QPushButton,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.plan import TASK_STATUS_TITLES, Plan, PlanTask, TaskStatus, is_overdue
from ntm_desktop.services.track_plan import TaskFilter
from ui import style
from ui.naming import named

_ALL_STATUSES = "Mọi trạng thái"
_ALL_LEADS = "Mọi đơn vị chủ trì"


class PlanFilters(QWidget):
    changed = Signal()
    import_asked = Signal()

    def __init__(self, import_text: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._wanted_plan = ""
        self._plan = named(QComboBox(), "plan_choice", "Kế hoạch đang xem")
        self._plan.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._plan.setMinimumContentsLength(20)
        self._plan.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._import = named(QPushButton(import_text), "plan_import", import_text)
        self._words = ""
        self._status = named(QComboBox(), "plan_status", "Lọc theo trạng thái")
        self._status.addItem(_ALL_STATUSES, "")
        for status in TaskStatus:
            self._status.addItem(TASK_STATUS_TITLES[status], status.value)
        self._lead = named(QComboBox(), "plan_lead", "Lọc theo đơn vị chủ trì")
        self._lead.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._lead.setMinimumContentsLength(16)
        self._lead.setMaximumWidth(250)
        self._lead.addItem(_ALL_LEADS, "")
        self._overdue = named(QCheckBox("Chỉ &quá hạn"), "plan_overdue", "Chỉ hiện nhiệm vụ quá hạn")
        self._counts = named(QLabel(), "plan_counts", "Số nhiệm vụ")
        style.make_quiet(self._counts)
        self._lay_out()
        self._plan.currentIndexChanged.connect(self._choose)
        self._import.clicked.connect(self._ask_import)
        self._status.currentIndexChanged.connect(self._change)
        self._lead.currentIndexChanged.connect(self._change)
        self._overdue.toggled.connect(self._change)

    @property
    def plan_id(self) -> str:
        return str(self._plan.currentData() or "")

    @property
    def plan_title(self) -> str:
        return self._plan.currentText()

    @property
    def counts(self) -> str:
        """How many tasks there are and how many are shown, as the line says it."""
        return self._counts.text()

    @property
    def wanted(self) -> TaskFilter:
        """What the tasks shown have to fit."""
        status = self._status.currentData()
        return TaskFilter(
            words=self._words,
            status=TaskStatus(status) if status else None,
            lead=str(self._lead.currentData() or ""),
            only_overdue=self._overdue.isChecked(),
        )

    def as_data(self) -> dict[str, Any]:
        """What is remembered until the next start; searched words are not."""
        wanted = self.wanted
        return {"status": wanted.status or "", "lead": wanted.lead, "overdue": wanted.only_overdue}

    def restore(self, plan_id: str, data: dict[str, Any]) -> None:
        """Chooses again what was remembered."""
        self._wanted_plan = plan_id
        self._quietly(self._status, self._status.findData(data.get("status", "")))
        if lead := data.get("lead", ""):
            self._lead.addItem(lead, lead)
            self._quietly(self._lead, 1)
        self._overdue.blockSignals(True)
        self._overdue.setChecked(bool(data.get("overdue")))
        self._overdue.blockSignals(False)

    def choose_plan(self, plan_id: str) -> None:
        """Shows that plan, whole, once it is listed."""
        self._wanted_plan = plan_id
        self.show_all()

    def show_plans(self, plans: Sequence[Plan]) -> None:
        wanted = self._wanted_plan or self.plan_id
        self._plan.blockSignals(True)
        self._plan.clear()
        for plan in plans:
            self._plan.addItem(plan.title, plan.id)
        self._plan.setCurrentIndex(max(0, self._plan.findData(wanted)) if plans else -1)
        self._plan.setToolTip(self._plan.currentText())
        self._plan.blockSignals(False)

    def show_leads(self, leads: Sequence[str]) -> None:
        chosen = self._lead.currentData() or ""
        self._lead.blockSignals(True)
        self._lead.clear()
        self._lead.addItem(_ALL_LEADS, "")
        for lead in leads:
            self._lead.addItem(lead, lead)
        self._lead.setCurrentIndex(max(0, self._lead.findData(chosen)))
        self._lead.blockSignals(False)

    def show_counts(self, shown: Sequence[PlanTask], tasks: Sequence[PlanTask], today: date) -> None:
        done = sum(task.status is TaskStatus.DONE for task in tasks)
        late = sum(is_overdue(task, today) for task in tasks)
        states = f"✓ {format_number(done)} hoàn thành · ⚠ {format_number(late)} quá hạn"
        text = f"{format_number(len(tasks))} nhiệm vụ · {states}"
        self._counts.setText(text if len(shown) == len(tasks) else f"Hiện {format_number(len(shown))} / {text}")

    def show_all(self) -> None:
        """Nothing is left out any more; the words looked for stay."""
        self._status.setCurrentIndex(0)
        self._lead.setCurrentIndex(0)
        self._overdue.setChecked(False)

    def show_only_overdue(self) -> None:
        self._overdue.setChecked(True)

    def look_for(self, words: str) -> None:
        """Words of the window's one search box: it keeps text and focus."""
        self._words = words
        self._change()

    def _lay_out(self) -> None:
        above = QHBoxLayout()
        above.setSpacing(style.GAP)
        above.addWidget(self._plan, 1)
        above.addWidget(self._import)
        below = QHBoxLayout()
        below.setSpacing(style.GAP)
        below.addWidget(self._status)
        below.addWidget(self._lead)
        below.addWidget(self._overdue)
        below.addStretch(1)
        below.addWidget(self._counts)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        column.addLayout(above)
        column.addLayout(below)

    def _quietly(self, combo: QComboBox, index: int) -> None:
        combo.blockSignals(True)
        combo.setCurrentIndex(max(0, index))
        combo.blockSignals(False)

    @Slot()
    def _change(self, *_: object) -> None:
        self.changed.emit()

    @Slot(int)
    def _choose(self, _: int) -> None:
        self._wanted_plan = self.plan_id
        self._plan.setToolTip(self._plan.currentText())
        self.changed.emit()

    @Slot()
    def _ask_import(self) -> None:
        self.import_asked.emit()
