"""One line of text that is asked for: why a confirmed figure is opened again."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui import style


class ReasonDialog(QDialog):
    given = Signal(str)

    def __init__(self, title: str, question: str, act: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.setObjectName("reason_dialog")
        self.setWindowTitle(title)
        self.setAccessibleName(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.setMinimumWidth(460)
        asked = QLabel(question, self)
        asked.setObjectName("reason_question")
        asked.setWordWrap(True)
        self._reason = QLineEdit(self)
        self._reason.setObjectName("reason")
        self._reason.setAccessibleName("Lý do")
        self._reason.setMaxLength(300)
        self._act = QPushButton(act, self)
        self._act.setObjectName("reason_act")
        self._act.setAccessibleName(act)
        self._act.setEnabled(False)
        self._act.setDefault(True)
        style.make_main(self._act)
        keep = QPushButton("Giữ nguyên", self)
        keep.setObjectName("reason_keep")
        keep.setAccessibleName("Giữ nguyên")
        column = QVBoxLayout(self)
        column.setContentsMargins(style.WIDE, style.WIDE, style.WIDE, style.WIDE)
        column.setSpacing(style.GAP)
        column.addWidget(asked)
        column.addWidget(self._reason)
        buttons = QHBoxLayout()
        buttons.addStretch(1)
        buttons.addWidget(self._act)
        buttons.addWidget(keep)
        column.addLayout(buttons)
        self._reason.textChanged.connect(self._allow)
        self._act.clicked.connect(self._give)
        keep.clicked.connect(self.reject)
        self._reason.setFocus()

    def _allow(self, text: str) -> None:
        self._act.setEnabled(bool(text.strip()))

    def _give(self) -> None:
        reason = self._reason.text()
        self.accept()
        self.given.emit(reason)
