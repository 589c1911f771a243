"""One line of what waits for a person elsewhere, each with the way there."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ntm_desktop.services.count_calls import Calls
from ui import style
from ui.naming import named

_AMBER = "#FAF5E6"


class CallsBar(QFrame):
    asked = Signal(str, object)
    """The screen to go to, and where in it."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "calls", "Việc đang chờ")
        self.setStyleSheet(f"#calls {{ background: {_AMBER}; border-radius: 3px; }}")
        lead = QLabel("Đang chờ:", self)
        style.make_bold(lead)
        self._conflicts = self._button("calls_conflicts")
        self._packages = self._button("calls_packages")
        self._remarks = self._button("calls_remarks")
        row = QHBoxLayout(self)
        row.setContentsMargins(style.GAP, style.SMALL, style.GAP, style.SMALL)
        row.setSpacing(style.GAP)
        for widget in (lead, self._conflicts, self._remarks, self._packages):
            row.addWidget(widget)
        row.addStretch(1)
        self._conflicts.clicked.connect(self._ask_conflicts)
        self._packages.clicked.connect(self._ask_packages)
        self._remarks.clicked.connect(self._ask_remarks)

    def show_calls(self, calls: Calls) -> None:
        """Hidden where nothing waits."""
        for button, count, words in (
            (self._conflicts, calls.conflicts, "⚠ {count} chỗ các máy ghi khác nhau"),
            (self._remarks, calls.remarks, "✎ {count} ý kiến của cấp trên chưa trả lời"),
            (self._packages, calls.packages, "… {count} tệp chờ tệp gửi trước"),
        ):
            text = words.format(count=count)
            button.setText(text)
            button.setAccessibleName(f"Xem {text[2:]}")
            button.setVisible(count > 0)
        self.setVisible(calls != Calls())

    def _button(self, name: str) -> QPushButton:
        return named(QPushButton(self), name, "Xem")

    @Slot()
    def _ask_conflicts(self) -> None:
        self.asked.emit("conflicts", None)

    @Slot()
    def _ask_packages(self) -> None:
        self.asked.emit("exchange", "pending")

    @Slot()
    def _ask_remarks(self) -> None:
        self.asked.emit("review", None)
