"""The target in the details pane: its value, on what it rests, and the ways to enter, confirm or withdraw it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ntm_desktop.domain.criteria import Indicator, Target, TargetMark
from ui import style
from ui.flow import Flow
from ui.naming import named
from ui.recording import detail_texts as texts


class TargetSection(QWidget):
    enter_asked = Signal()
    confirm_asked = Signal()
    withdraw_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "target_section", "Quy định")
        self._said = named(QLabel(self), "target", "Quy định")
        self._said.setWordWrap(True)
        self._said.setTextFormat(Qt.TextFormat.PlainText)
        self._confirm = self._button("Đã đối chiếu...", "confirm_target", "Ghi mức này đã đối chiếu với quyết định")
        self._enter = self._button("Nhập mức...", "enter_target", "Nhập mức đạt theo quyết định")
        self._withdraw = self._button("Bỏ", "withdraw_target", "Bỏ mức đã nhập, đã đối chiếu")
        self._confirm.clicked.connect(self.confirm_asked)
        self._enter.clicked.connect(self.enter_asked)
        self._withdraw.clicked.connect(self.withdraw_asked)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        column.addWidget(self._said)
        column.addLayout(Flow(self._confirm, self._enter, self._withdraw))

    def show_target(self, indicator: Indicator, target: Target | None, year: int, *, can_enter: bool) -> None:
        """A commune under an upper level confirms; it enters only where it stands alone."""
        self._said.setText("\n".join(texts.target_lines(indicator, target, year)))
        self._said.setStyleSheet(f"color: {style.NO_TARGET if target is None else style.TEXT};")
        self._confirm.setVisible(target is not None and target.mark is TargetMark.PACKAGED)
        self._enter.setVisible(can_enter)
        self._enter.setText("Nhập mức..." if target is None else "Sửa mức...")
        self._withdraw.setVisible(
            target is not None
            and (target.mark is TargetMark.CHECKED or (can_enter and target.mark is TargetMark.ENTERED))
        )
        self.show()

    def _button(self, text: str, name: str, title: str) -> QPushButton:
        button = named(QPushButton(text, self), name, title)
        button.setToolTip(title)
        button.setStyleSheet("padding: 3px 8px;")
        return button
