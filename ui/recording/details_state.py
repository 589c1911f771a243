"""How far the figure is, in the details pane: draft, looked over, confirmed; and the next step."""

from typing import NamedTuple

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ntm_desktop.domain.figure_states import STATE_TITLES, FigureState
from ui import style
from ui.flow import Flow
from ui.naming import named
from ui.recording.bulk_act import BulkAct
from ui.recording.cells import STATE_SIGNS


class StateNow(NamedTuple):
    """What is shown; `by` is who said so and when, `reopened` the reason of the last opening."""

    state: FigureState
    by: str = ""
    reopened: str = ""
    can_check: bool = False
    can_confirm: bool = False


class StateSection(QWidget):
    asked = Signal(object)
    """The BulkAct that is wanted of this one figure."""

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "state_section", "Trạng thái của số liệu")
        self._said = named(QLabel(self), "state", "Trạng thái của số liệu")
        self._said.setWordWrap(True)
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._check = named(QPushButton("Đã soát", self), "mark_checked", "Đánh dấu số này đã soát")
        self._confirm = named(QPushButton("Xác nhận", self), "confirm_figure", "Xác nhận số này: từ đó số bị khóa")
        self._reopen = named(QPushButton("Mở lại...", self), "reopen_figure", "Mở lại số đã xác nhận, với lý do")
        self._check.clicked.connect(self._ask_check)
        self._confirm.clicked.connect(self._ask_confirm)
        self._reopen.clicked.connect(self._ask_reopen)
        for button in (self._check, self._confirm, self._reopen):
            button.setToolTip(button.accessibleName())
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        column.addWidget(self._said)
        column.addLayout(Flow(self._check, self._confirm, self._reopen))

    def show_state(self, now: StateNow | None) -> None:
        """None where there is no figure to speak of."""
        self.setVisible(now is not None)
        if now is None:
            return
        title = STATE_TITLES[now.state]
        first = f"{STATE_SIGNS[now.state]} {title[:1].upper()}{title[1:]}".strip()
        lines = [first + (f": {now.by}" if now.by else "")]
        if now.reopened:
            lines.append(f"Đã mở lại: {now.reopened}")
        self._said.setText("\n".join(lines))
        self._check.setVisible(now.can_check and now.state is FigureState.DRAFT)
        self._confirm.setVisible(now.can_confirm and now.state is not FigureState.CONFIRMED)
        self._reopen.setVisible(now.can_confirm and now.state.is_locked)

    def _ask_check(self) -> None:
        self.asked.emit(BulkAct.CHECK)

    def _ask_confirm(self) -> None:
        self.asked.emit(BulkAct.CONFIRM)

    def _ask_reopen(self) -> None:
        self.asked.emit(BulkAct.REOPEN)
