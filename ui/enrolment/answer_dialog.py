"""What giving and taking a permit share: a file from the stick, who it is from, six words typed as heard."""

from pathlib import Path
from typing import Generic, TypeVar

from PySide6.QtCore import Slot
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QLabel, QLineEdit, QPushButton, QWidget

from ntm_desktop.domain.errors import ExpectedError, MissingText, SenderWordsDiffer
from ui import style
from ui.enrolment.step_dialog import StepDialog, told
from ui.files import ask_file
from ui.naming import named

One = TypeVar("One")


class AnswerDialog(StepDialog, Generic[One]):
    """The words are typed, never shown beforehand: what is on screen would be agreed to without listening."""

    kinds = ""
    none = ""

    def __init__(self, name: str, title: str, act: str, found: list[tuple[Path, One]], parent: QWidget) -> None:
        super().__init__(name, title, act, parent)
        self._name, self._found = name, found
        self._file = named(QComboBox(), f"{name}_file", "Tệp")
        self._file.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self._other = named(QPushButton("Chọn tệp khác..."), f"{name}_other", "Chọn tệp khác")
        self._other.setAutoDefault(False)
        self._about = told(f"{name}_about", "Nội dung tệp")
        self._about.setStyleSheet(f"background: {style.SHADE}; padding: 8px; border-radius: 3px;")
        self._how = told(f"{name}_how", "Cách đối chiếu sáu từ")
        self.words = named(QLineEdit(), f"{name}_words", "Sáu từ nghe được")
        self.words.setPlaceholderText("gõ đủ sáu từ nghe được; không cần gõ dấu")
        label = QLabel("&Tệp:")
        label.setBuddy(self._file)
        row = QHBoxLayout()
        row.setSpacing(style.GAP)
        row.addWidget(label)
        row.addWidget(self._file, 1)
        row.addWidget(self._other)
        self.asking.addLayout(row)
        for widget in (self._about, self._how, self.words):
            self.asking.addWidget(widget)
        self._file.currentIndexChanged.connect(self._show_chosen)
        self._other.clicked.connect(self._ask_other)

    def start(self) -> None:
        """Shows what was found on the sticks; call once everything is laid out."""
        self._file.addItems([self._item(one) for _, one in self._found])
        self._show_chosen()

    def choose(self, file: str) -> None:
        """Takes a file from elsewhere."""
        path = Path(file)
        try:
            self._found.insert(0, (path, self._read(path)))
        except ExpectedError as error:
            self.show_fault(error)
            return
        self._file.insertItem(0, self._item(self._found[0][1]))
        self._file.setCurrentIndex(0)
        self._show_chosen()

    def chosen(self) -> tuple[Path, One] | None:
        row = self._file.currentIndex()
        return self._found[row] if 0 <= row < len(self._found) else None

    def _read(self, path: Path) -> One:
        raise NotImplementedError

    def _item(self, one: One) -> str:
        """Whose file it is, in one line; which one it is stands in the tooltip."""
        raise NotImplementedError

    def _describe(self, one: One) -> tuple[str, str]:
        """What the file says, and whom to call."""
        raise NotImplementedError

    def _answer(self, path: Path, one: One, words: str) -> None:
        raise NotImplementedError

    def _do(self) -> None:
        found = self.chosen()
        if found is None:
            self._ask_other()
            return
        if not self.words.text().strip():
            self.words.setFocus()
            raise MissingText("sáu từ nghe được")
        try:
            self._answer(*found, self.words.text())
        except SenderWordsDiffer:
            self.words.setFocus()
            self.words.selectAll()
            self.say_fault(
                "Sáu từ vừa gõ không khớp; chưa có gì thay đổi. Nhờ đọc lại chậm từng từ rồi gõ lại. Vẫn không "
                "khớp thì không dùng tệp này."
            )

    @Slot()
    def _show_chosen(self, *_: int) -> None:
        found = self.chosen()
        about, how = self._describe(found[1]) if found else (self.none, "")
        self._about.setText(about)
        which = str(found[0]) if found else ""
        self._about.setToolTip(which)
        self._file.setToolTip(which)
        self._how.setText(how)
        self._fault.hide()  # both were about another file
        self.words.clear()
        for below in (self._how, self.words):
            below.setVisible(found is not None)
        self._file.setEnabled(found is not None)
        self.act.setEnabled(found is not None)
        (self.words if found else self._other).setFocus()
        self.fit()

    @Slot()
    def _ask_other(self) -> None:
        ask_file(self, f"{self._name}_ask", self.windowTitle(), self.kinds, "Chọn tệp", self.choose)
