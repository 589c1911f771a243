"""Who types on this laptop, and the sample data on it."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui import style
from ui.naming import named

_SAMPLE = (
    "Trên máy có dữ liệu mẫu: các xã, thôn và kế hoạch lấy từ văn bản của huyện, số liệu của các thôn là số minh "
    "họa. Khi làm thật, hãy xóa dữ liệu mẫu; những gì bạn tự nhập được giữ lại."
)
_NO_SAMPLE = "Trên máy không có dữ liệu mẫu."


class LaptopPage(QWidget):
    person_given = Signal(str)
    delete_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        heading = QLabel("Người nhập")
        why = QLabel("Tên này được ghi cùng mỗi số liệu nhập từ bây giờ. Số đã nhập giữ tên người đã nhập.")
        why.setWordWrap(True)
        style.make_quiet(why)
        self._name = named(QLineEdit(), "person_name", "Tên người nhập")
        self._name.setMaximumWidth(420)
        self._save = named(QPushButton("Lưu tên"), "save_person", "Lưu tên người nhập")
        sample_heading = QLabel("Dữ liệu mẫu")
        for one in (heading, sample_heading):
            style.make_title(one)
        self._sample = named(QLabel(), "sample_state", "Dữ liệu mẫu trên máy")
        self._sample.setWordWrap(True)
        self._sample.setMaximumWidth(720)
        self._delete = named(QPushButton("Xóa dữ liệu mẫu..."), "delete_sample", "Xóa dữ liệu mẫu")
        person = QHBoxLayout()
        person.setSpacing(style.GAP)
        person.addWidget(self._name, 1)
        person.addWidget(self._save)
        person.addStretch(1)
        deleting = QHBoxLayout()
        deleting.addWidget(self._delete)
        deleting.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.WIDE, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(heading)
        column.addWidget(why)
        column.addLayout(person)
        column.addSpacing(style.WIDE * 2)
        column.addWidget(sample_heading)
        column.addWidget(self._sample)
        column.addLayout(deleting)
        column.addStretch(1)
        self._save.clicked.connect(self._give)
        self._name.returnPressed.connect(self._give)
        self._delete.clicked.connect(self._ask)

    def show_laptop(self, person: str, *, has_sample: bool) -> None:
        self._name.setText(person)
        self._sample.setText(_SAMPLE if has_sample else _NO_SAMPLE)
        self._delete.setVisible(has_sample)

    def focus_first(self) -> None:
        self._name.setFocus()

    @Slot()
    def _give(self) -> None:
        self.person_given.emit(self._name.text())

    @Slot()
    def _ask(self) -> None:
        self.delete_asked.emit()
