"""Who sits here: a name, its PIN, and from then on everything is written in that name."""

from PySide6.QtCore import Qt, QTimer, Signal, Slot
from PySide6.QtWidgets import (
    QDialog,
    QHBoxLayout,
    QLabel,
    QLineEdit,
    QListWidget,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.errors import ExpectedError, PinTooSoon, WrongPin
from ntm_desktop.sentences import sentence_for
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.persons import Person, list_persons, set_pin, sign_in
from ui import style
from ui.lists import fill
from ui.naming import named
from ui.persons.pin_form import PinForm

_HONEST = (
    "Mã PIN giữ tên người ký số liệu và quyền sửa theo phân công. Mã PIN không khóa tệp dữ liệu trên ổ đĩa: máy "
    "phải có mật khẩu Windows riêng."
)


class PersonDialog(QDialog):
    signed_in = Signal(str)

    def __init__(self, desk: OpenDesk, parent: QWidget, *, must_choose: bool = False) -> None:
        """`must_choose`: at the start, where leaving without a choice closes the program.

        Then nobody is added: whoever is on the list enters first, so that a new name goes around no PIN.
        """
        super().__init__(parent)
        named(self, "person_dialog", "Người nhập")
        self.setWindowTitle("Người nhập")
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._desk = desk
        self._persons: list[Person] = []
        self._left = 0
        self._was_wrong = True
        self._clock = QTimer(self)
        self._clock.setInterval(1000)
        self._title = named(QLabel("Ai đang nhập trên máy này?"), "person_title", "Ai đang nhập trên máy này?")
        style.make_title(self._title)
        self._list = named(QListWidget(), "persons", "Người nhập trên máy này")
        self._pin = named(QLineEdit(), "pin", "Mã PIN")
        self._pin.setEchoMode(QLineEdit.EchoMode.Password)
        self._pin_label = QLabel("&Mã PIN:")
        self._pin_label.setBuddy(self._pin)
        self._fault = named(QLabel(), "pin_fault", "Điều cần sửa")
        self._fault.setWordWrap(True)
        self._fault.setStyleSheet(f"color: {style.NOT_MET};")
        self._enter = named(QPushButton("Vào làm việc"), "sign_in", "Vào làm việc với tên đang chọn")
        style.make_main(self._enter)
        self._enter.setDefault(True)
        self._add = _button("&Thêm người...", "add_person")
        self._add.setHidden(must_choose)
        self._change = _button("Đặt mã &PIN...", "change_pin")
        self._close = _button("Đóng chương trình" if must_choose else "Đóng", "person_close")
        self._form = PinForm()
        self._pages = QStackedWidget()
        self._lay_out()
        self._list.currentRowChanged.connect(self._follow_choice)
        self._enter.clicked.connect(self._sign_in)
        self._add.clicked.connect(self._ask_new)
        self._change.clicked.connect(self._ask_change)
        self._close.clicked.connect(self.reject)
        self._form.given.connect(self._save_pin)
        self._form.left.connect(self._show_list)
        self._clock.timeout.connect(self._tick)
        self._show_persons(desk.desk.person)

    def _lay_out(self) -> None:
        pin = QHBoxLayout()
        pin.setSpacing(style.GAP)
        pin.addWidget(self._pin_label)
        pin.addWidget(self._pin, 1)
        more = QHBoxLayout()
        more.setSpacing(style.GAP)
        more.addWidget(self._add)
        more.addWidget(self._change)
        more.addStretch(1)
        more.addWidget(self._close)
        more.addWidget(self._enter)
        honest = QLabel(_HONEST)
        honest.setWordWrap(True)
        style.make_quiet(honest)
        chooser = QWidget()
        column = QVBoxLayout(chooser)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(self._title)
        column.addWidget(self._list, 1)
        column.addLayout(pin)
        column.addWidget(self._fault)
        column.addWidget(honest)
        column.addLayout(more)
        self._pages.addWidget(chooser)
        self._pages.addWidget(self._form)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, style.WIDE)
        outer.addWidget(self._pages)
        self.resize(600, 400)

    def _show_persons(self, chosen: str) -> None:
        self._persons = list_persons(self._desk)
        fill(self._list, [_line(one) for one in self._persons])
        names = [one.name for one in self._persons]
        self._list.setCurrentRow(names.index(chosen) if chosen in names else 0)
        self._follow_choice()

    def _chosen(self) -> Person | None:
        row = self._list.currentRow()
        return self._persons[row] if 0 <= row < len(self._persons) else None

    @Slot()
    def _follow_choice(self, *_: int) -> None:
        person = self._chosen()
        has_pin = person is not None and person.has_pin
        self._pin.clear()
        self._pin.setEnabled(has_pin)
        self._pin.setPlaceholderText("" if has_pin else "người này chưa đặt mã PIN")
        self._change.setText("Đổi mã &PIN..." if has_pin else "Đặt mã &PIN...")
        self._change.setAccessibleName("Đổi mã PIN" if has_pin else "Đặt mã PIN")
        self._stop_waiting()
        (self._pin if has_pin else self._enter).setFocus()

    @Slot()
    def _sign_in(self) -> None:
        person = self._chosen()
        if person is None or self._left:
            return
        try:
            sign_in(self._desk, person.name, self._pin.text())
        except (PinTooSoon, WrongPin) as error:
            self._wait(error)
        except ExpectedError as error:
            self._say(sentence_for(error))
        else:
            self.signed_in.emit(person.name)
            self.accept()

    @Slot()
    def _ask_new(self) -> None:
        self._form.ask_new()
        self._pages.setCurrentWidget(self._form)

    @Slot()
    def _ask_change(self) -> None:
        if (person := self._chosen()) is not None:
            self._form.ask_change(person.name, has_pin=person.has_pin)
            self._pages.setCurrentWidget(self._form)

    @Slot(str, str, str)
    def _save_pin(self, name: str, old: str, new: str) -> None:
        try:
            set_pin(self._desk, name, new, old)
        except ExpectedError as error:
            self._form.say(sentence_for(error))
            return
        self._show_list()
        self._show_persons(" ".join(name.split()))

    @Slot()
    def _show_list(self) -> None:
        self._pages.setCurrentIndex(0)
        self._follow_choice()

    def _wait(self, error: PinTooSoon | WrongPin) -> None:
        """The button comes back when the waiting is over; the seconds are counted down."""
        self._left = int(error.wait)
        self._was_wrong = isinstance(error, WrongPin)
        self._pin.clear()
        self._clock.start()
        self._count_down()

    @Slot()
    def _tick(self) -> None:
        self._left -= 1
        if self._left > 0:
            self._count_down()
        else:
            self._stop_waiting()
            self._pin.setFocus()

    def _count_down(self) -> None:
        self._enter.setEnabled(False)
        why = "Mã PIN chưa đúng." if self._was_wrong else "Mã PIN vừa gõ chưa được xem: lần trước gõ sai."
        self._say(f"{why} Chờ {self._left} giây rồi thử lại; sai nhiều lần thì chờ lâu hơn.")

    def _stop_waiting(self) -> None:
        self._clock.stop()
        self._left = 0
        self._enter.setEnabled(True)
        self._say("")

    def _say(self, text: str) -> None:
        self._fault.setText(text)
        self._fault.setVisible(bool(text))


def _button(text: str, name: str) -> QPushButton:
    button = named(QPushButton(text), name, text.replace("&", "").rstrip("."))
    button.setAutoDefault(False)
    return button


def _line(person: Person) -> str:
    state = "có mã PIN" if person.has_pin else "chưa có mã PIN, ai cũng vào được tên này"
    return f"{person.name}  ({state}{'; đang làm việc' if person.is_signed_in else ''})"
