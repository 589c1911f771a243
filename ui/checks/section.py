"""In the details of a figure: what does not add up there, and the way to the list."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLabel, QPushButton, QVBoxLayout, QWidget

from ntm_desktop.services.check_figures import Finding
from ui import style
from ui.checks.model import colour_of, kind_of
from ui.naming import named


class ChecksSection(QWidget):
    """Empty and hidden where the figure agrees with the others."""

    opened = Signal()
    """The person wants to work on it in the list."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, "checks_section", "Chỗ không khớp")
        self._labels: list[QLabel] = []
        self._open = named(QPushButton("Xem trong danh sách", self), "open_checks", "Mở danh sách kiểm tra")
        self._open.clicked.connect(self.opened)
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(style.SMALL)
        self._column.addWidget(self._open, 0, Qt.AlignmentFlag.AlignLeft)
        self.hide()

    def show_findings(self, findings: Sequence[Finding]) -> None:
        """What does not agree at the cell that is shown."""
        while len(self._labels) < len(findings):
            label = named(QLabel(self), f"check_{len(self._labels) + 1}", "Chỗ không khớp")
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
            self._column.insertWidget(len(self._labels), label)
            self._labels.append(label)
        for label, one in zip(self._labels, findings, strict=False):
            reason = f" Lý do: {one.answer.reason}." if one.answer is not None and one.is_answered else ""
            label.setText(f"{kind_of(one)}: {one.text}{reason}")
            label.setStyleSheet(f"color: {colour_of(one)};")
            label.show()
        for label in self._labels[len(findings) :]:
            label.hide()
        self.setVisible(bool(findings))
