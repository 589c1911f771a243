"""The strip under the context bar while long work runs: what is being done, how far, and "Dừng"."""

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QFrame, QHBoxLayout, QProgressBar, QPushButton, QWidget

from ui import style
from ui.eliding import ElidingLabel
from ui.icons import icon
from ui.tasks import Tasks

_PATIENCE_MS = 400
"""Shorter work shows no strip: a flicker tells nobody anything."""


class TaskStrip(QFrame):
    def __init__(self, tasks: Tasks, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("task_strip")
        self.setAccessibleName("Việc đang chạy")
        self._tasks = tasks
        self._title = ""
        self._what = ElidingLabel(self)
        self._what.setObjectName("task_title")
        self._what.setAccessibleName("Việc đang chạy")
        self._bar = QProgressBar(self)
        self._bar.setObjectName("task_progress")
        self._bar.setAccessibleName("Tiến độ")
        self._bar.setFixedSize(240, 18)
        self._stop = QPushButton(icon("stop"), "Dừng", self)
        self._stop.setObjectName("task_stop")
        self._stop.setAccessibleName("Dừng việc đang chạy")
        row = QHBoxLayout(self)
        row.setContentsMargins(style.WIDE, style.SMALL, style.WIDE, style.SMALL)
        row.setSpacing(style.GAP)
        row.addWidget(self._what, 1)
        row.addWidget(self._bar)
        row.addWidget(self._stop)
        self._timer = QTimer(self, singleShot=True, interval=_PATIENCE_MS)
        self._timer.timeout.connect(self.show)
        self._stop.clicked.connect(self._ask_to_stop)
        tasks.started.connect(self._begin)
        tasks.progressed.connect(self._show_progress)
        tasks.finished.connect(self._end)
        self.hide()

    def _begin(self, title: str) -> None:
        self._title = title
        self._what.show_text(title)
        self._bar.setRange(0, 0)
        self._stop.setEnabled(True)
        self._timer.start()

    def _show_progress(self, done: int, total: int, what: str) -> None:
        self._what.show_text(f"{self._title}: {what}" if what else self._title)
        self._bar.setRange(0, max(total, 0))
        self._bar.setValue(done)

    def _ask_to_stop(self) -> None:
        self._stop.setEnabled(False)
        self._what.show_text(f"{self._title}: đang dừng…")
        self._tasks.cancel()

    def _end(self) -> None:
        self._timer.stop()
        self.hide()
