"""A new person, or a new PIN: typed twice, so that nobody locks themselves out."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLabel, QLineEdit, QPushButton, QVBoxLayout, QWidget

from ui import style
from ui.naming import named


class PinForm(QWidget):
    given = Signal(str, str, str)
    """name, old PIN, new PIN."""
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._title = named(QLabel(), "pin_form_title", "Mã PIN")
        style.make_title(self._title)
        self._name = named(QLineEdit(), "new_person_name", "Họ tên")
        self._old = named(QLineEdit(), "old_pin", "Mã PIN đang dùng")
        self._new = named(QLineEdit(), "new_pin", "Mã PIN mới")
        self._again = named(QLineEdit(), "new_pin_again", "Gõ lại mã PIN mới")
        self._rows = QFormLayout()
        self._rows.setVerticalSpacing(style.GAP)
        for text, field in (
            ("&Họ tên:", self._name),
            ("Mã PIN đang &dùng:", self._old),
            ("Mã PIN &mới:", self._new),
            ("&Gõ lại mã PIN mới:", self._again),
        ):
            if field is not self._name:
                field.setEchoMode(QLineEdit.EchoMode.Password)
            label = QLabel(text)
            label.setBuddy(field)
            self._rows.addRow(label, field)
        self._new.setPlaceholderText("ít nhất 4 ký tự; không dùng ngày sinh")
        self._fault = named(QLabel(), "pin_form_fault", "Điều cần sửa")
        self._fault.setWordWrap(True)
        self._fault.setStyleSheet(f"color: {style.NOT_MET};")
        forgotten = QLabel(
            "Quên mã PIN thì không lấy lại được: người khác vào làm việc rồi thêm một tên mới (ví dụ thêm chức vụ)."
        )
        forgotten.setWordWrap(True)
        style.make_quiet(forgotten)
        self._save = named(QPushButton(), "save_pin", "Lưu mã PIN")
        style.make_main(self._save)
        self._leave = named(QPushButton("Quay lại"), "pin_form_leave", "Quay lại, chưa lưu")
        for button in (self._save, self._leave):
            button.setAutoDefault(False)
        acts = QHBoxLayout()
        acts.addStretch(1)
        acts.addWidget(self._leave)
        acts.addWidget(self._save)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(self._title)
        column.addLayout(self._rows)
        column.addWidget(self._fault)
        column.addWidget(forgotten)
        column.addStretch(1)
        column.addLayout(acts)
        self._save.clicked.connect(self._give)
        self._again.returnPressed.connect(self._give)
        self._leave.clicked.connect(self._go)

    def ask_new(self) -> None:
        """Asks for a new person's name and PIN."""
        self._ask("Thêm người nhập trên máy này", "Thêm người")
        self._name.clear()
        self._name.setReadOnly(False)
        self._rows.setRowVisible(self._old, False)
        self._name.setFocus()

    def ask_change(self, name: str, *, has_pin: bool) -> None:
        """Asks for another PIN of that person, and for the old one where there is one."""
        self._ask(f"{'Đổi' if has_pin else 'Đặt'} mã PIN", "Lưu mã PIN")
        self._name.setText(name)
        self._name.setReadOnly(True)
        self._rows.setRowVisible(self._old, has_pin)
        (self._old if has_pin else self._new).setFocus()

    def say(self, text: str) -> None:
        self._fault.setText(text)
        self._fault.setVisible(bool(text))

    def _ask(self, title: str, act: str) -> None:
        self._title.setText(title)
        self._save.setText(act)
        self._save.setAccessibleName(act)
        for field in (self._old, self._new, self._again):
            field.clear()
        self.say("")

    @Slot()
    def _give(self) -> None:
        if self._new.text() != self._again.text():
            self.say("Hai lần gõ mã PIN mới khác nhau; hãy gõ lại.")
            self._again.setFocus()
            return
        self.given.emit(self._name.text(), self._old.text(), self._new.text())

    @Slot()
    def _go(self) -> None:
        self.left.emit()
