"""The line at the bottom: what was saved, the last backup, who is entering, and whether the data are a sample."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QWidget

from ui import style
from ui.eliding import ElidingLabel, elided
from ui.icons import icon
from ui.qt_override import override


class ActButton(QPushButton):
    """Says the verb and, as far as there is room, the act: "Hoàn tác: nhập 9.2 của Thôn 1"."""

    MOST = 250

    def __init__(self, name: str, verb: str, keys: str, parent: QWidget) -> None:
        super().__init__(icon(name), verb, parent)
        self._verb, self._keys, self._named = verb, keys, verb
        self.setObjectName(name)
        self.setFlat(True)
        self.name_act("")

    def name_act(self, act: str) -> None:
        """What would be undone (or done again); empty: nothing would."""
        self._named = named = f"{self._verb}: {act}" if act else self._verb
        self.shorten(is_short=False)
        self.setToolTip(f"{named} ({self._keys})")
        self.setAccessibleName(named)
        self.setEnabled(bool(act))

    def shorten(self, *, is_short: bool) -> int:
        """Only the verb while the news needs the room, and how much is gained; the tooltip still names the act."""
        before = self.sizeHint().width()
        shown = self._verb if is_short else elided(self._named, self.fontMetrics(), self.MOST)
        self.setText(shown.replace("&", "&&"))
        return before - self.sizeHint().width()


class StatusBar(QFrame):
    person_asked = Signal()
    undo_asked = Signal()
    redo_asked = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("status_bar")
        self.setAccessibleName("Thanh trạng thái")
        self.setFixedHeight(style.ROW_HEIGHT)
        row = QHBoxLayout(self)
        row.setContentsMargins(style.WIDE, 0, style.WIDE, 0)
        row.setSpacing(style.WIDE)
        self._news = ElidingLabel(self)
        self._backup = QLabel(self)
        self._person = QPushButton(self)
        self._sample = QLabel("SỐ LIỆU MINH HỌA", self)
        self._person.setFlat(True)
        self._person.setToolTip("Đổi người nhập, đặt mã PIN")
        self._person.clicked.connect(self._ask_person)
        for label, name, title in (
            (self._news, "news", "Tin mới nhất"),
            (self._backup, "last_backup", "Lần sao lưu gần nhất"),
            (self._person, "person", "Đổi người nhập"),
            (self._sample, "sample_tag", "Số liệu minh họa"),
        ):
            label.setObjectName(name)
            label.setAccessibleName(title)
        self._sample.setToolTip(
            "Trên máy có số liệu minh họa, không phải số liệu thật. Dữ liệu mẫu của máy xóa được ở Danh mục."
        )
        self._sample.hide()
        self.undo = ActButton("undo", "Hoàn tác", "Ctrl+Z", self)
        self.redo = ActButton("redo", "Làm lại", "Ctrl+Y", self)
        self.undo.clicked.connect(self._ask_undo)
        self.redo.clicked.connect(self._ask_redo)
        row.addWidget(self._news, 1)
        row.addWidget(self.undo)
        row.addWidget(self.redo)
        row.addWidget(self._backup)
        row.addWidget(self._person)
        row.addWidget(self._sample)

    @property
    def has_sample(self) -> bool:
        return not self._sample.isHidden()

    def show_news(self, text: str) -> None:
        self._news.show_text(text)
        self._share_room()

    def show_backup(self, text: str) -> None:
        self._backup.setText(text)

    def show_acts(self, done: str, undone: str) -> None:
        """What Ctrl+Z would take back and Ctrl+Y do again; empty where there is nothing."""
        self.undo.name_act(done)
        self.redo.name_act(undone)
        self._share_room()

    def show_person(self, person: str) -> None:
        self._person.setText(f"Người nhập: {person} ▾".replace("&", "&&"))
        self._person.setAccessibleName(f"Người nhập: {person}. Đổi người nhập")

    def show_sample(self, has_sample: bool) -> None:
        self._sample.setVisible(has_sample)

    def come_after(self, screen: QWidget) -> None:
        """The last stop of the Tab key, although the screen was made after this bar."""
        last = QWidget(screen)  # never seen and so never stopped at: where the order of the screen ends
        last.setObjectName("screen_end")
        last.setAccessibleName("Cuối màn hình")
        last.setProperty("focusPolicy", "TabFocus")  # by name: see `ui.cells`
        last.hide()
        for button in (self.undo, self.redo, self._person):
            self.setTabOrder(last, button)
            last = button

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._share_room()

    def _share_room(self) -> None:
        """The news comes first: what can be undone gives way where that lets the news be read whole."""
        self.undo.shorten(is_short=False)
        self.redo.shorten(is_short=False)
        shown = [
            one for one in (self.undo, self.redo, self._backup, self._person, self._sample) if not one.isHidden()
        ]
        taken = sum(one.sizeHint().width() + style.WIDE for one in shown) + 2 * style.WIDE
        needed = self._news.fontMetrics().horizontalAdvance(self._news.whole_text)
        if taken + needed > self.width():
            gained = self.undo.shorten(is_short=True) + self.redo.shorten(is_short=True)
            if taken - gained + needed > self.width():  # it is cut all the same
                self.undo.shorten(is_short=False)

    @Slot()
    def _ask_undo(self) -> None:
        self.undo_asked.emit()

    @Slot()
    def _ask_redo(self) -> None:
        self.redo_asked.emit()

    @Slot()
    def _ask_person(self) -> None:
        self.person_asked.emit()
