"""Below the list: the whole sentence of what does not add up, and the reason why it may stand."""

from PySide6.QtCore import Qt, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ntm_desktop.domain.moments import moment_text
from ntm_desktop.services.check_figures import Finding
from ui import style
from ui.naming import named


class AnswerPane(QWidget):
    answered = Signal(str)
    """The reason that was typed."""
    open_asked = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, "answer_pane", "Chỗ không khớp đang xem")
        self._title = named(QLabel(self), "check_title", "Điều được kiểm tra")
        self._title.setStyleSheet("font-weight: 600; font-size: 11pt;")
        self._text = named(QLabel(self), "check_text", "Chỗ không khớp")
        self._said = named(QLabel(self), "check_said", "Lý do đã ghi")
        self._fault = named(QLabel(self), "check_fault", "Vì sao chưa ghi được")
        self._fault.setStyleSheet(f"color: {style.NOT_MET};")
        for label in (self._title, self._text, self._said, self._fault):
            label.setWordWrap(True)
            label.setTextFormat(Qt.TextFormat.PlainText)
        style.make_quiet(self._said)
        self.reason = named(QLineEdit(self), "check_reason", "Lý do giữ số liệu này")
        self.reason.setPlaceholderText("Ví dụ: sáp nhập thôn theo nghị quyết tháng 3/2021")
        self.reason.setMaxLength(500)
        self.keep = named(QPushButton("&Ghi lý do", self), "answer_check", "Ghi lý do giữ số liệu này")
        style.make_main(self.keep)
        self.open = named(QPushButton("&Mở ô số liệu", self), "open_figure", "Mở ô số liệu để sửa")
        acts = QHBoxLayout()
        acts.setSpacing(style.GAP)
        acts.addWidget(self.reason, 100)
        acts.addWidget(self.keep)
        acts.addWidget(self.open)
        acts.addStretch()  # takes room only where no reason is asked for
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.GAP, 0, 0)
        column.setSpacing(style.SMALL)
        for part in (self._title, self._text, self._said):
            column.addWidget(part)
        column.addLayout(acts)
        column.addWidget(self._fault)
        self.keep.clicked.connect(self._keep)
        self.reason.returnPressed.connect(self._keep)
        self.open.clicked.connect(self.open_asked)

    def show_finding(self, finding: Finding, place: str, *, can_open: bool) -> None:
        """`can_open` is False for what a plan states: there is no cell to go to."""
        self._title.setText(f"{finding.rule.title} – {place}" if place else finding.rule.title)
        self._text.setText(finding.text)
        answer = finding.answer
        said = "" if answer is None else f"{answer.reason} ({answer.person}, {moment_text(answer.at)})"
        self._said.setText(said)
        self._said.setVisible(bool(said))
        self.reason.setText(answer.reason if answer is not None and finding.is_answered else "")
        for part in (self.reason, self.keep):
            part.setVisible(not finding.blocks_printing)
        self.open.setText("&Mở ô số liệu" if can_open else "&Mở số liệu kế hoạch")
        self.open.show()
        self.complain("")

    def show_nothing(self) -> None:
        """Nothing is chosen: there is nothing to answer."""
        for label in (self._title, self._text, self._said):
            label.clear()
        self.reason.clear()
        for part in (self.reason, self.keep, self.open):
            part.hide()
        self.complain("")

    def complain(self, sentence: str) -> None:
        self._fault.setText(sentence)
        self._fault.setVisible(bool(sentence))

    @Slot()
    def _keep(self) -> None:
        self.answered.emit(self.reason.text())
