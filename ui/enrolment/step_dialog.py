"""A dialog in two steps: what is asked, then what happened and what the person does next."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QDialog, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.domain.places import Place, PlaceKind
from ntm_desktop.sentences import sentence_for
from ntm_desktop.services.open_desk import OpenDesk
from ui import style
from ui.folder_chooser import FolderChooser
from ui.naming import named

WIDTH = 640


class StepDialog(QDialog):
    """Subclasses fill `asking`, implement `_do`, and call `show_done`."""

    def __init__(self, name: str, title: str, act: str, parent: QWidget) -> None:
        super().__init__(parent)
        named(self, name, title)
        self.setWindowTitle(title)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.asking, self._done = QVBoxLayout(), QVBoxLayout()
        self._stack = QStackedWidget()
        for column in (self.asking, self._done):
            page = QWidget()
            page.setLayout(column)
            column.setContentsMargins(0, 0, 0, 0)
            column.setSpacing(style.GAP)
            self._stack.addWidget(page)
        self._heading = named(QLabel(title), f"{name}_title", title)
        style.make_title(self._heading)
        self._fault = named(QLabel(), f"{name}_fault", "Điều cần sửa")
        self._fault.setWordWrap(True)
        self._fault.setStyleSheet(f"color: {style.NOT_MET};")
        self._fault.hide()
        self.act = named(QPushButton(act), f"{name}_act", act)
        style.make_main(self.act)
        self.act.setDefault(True)
        self.leave = named(QPushButton("Thôi"), f"{name}_leave", "Thôi, chưa làm gì")
        self.leave.setAutoDefault(False)
        buttons = QHBoxLayout()
        buttons.setSpacing(style.GAP)
        buttons.addStretch(1)
        buttons.addWidget(self.leave)
        buttons.addWidget(self.act)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(24, 20, 24, style.WIDE)
        outer.setSpacing(style.GAP)
        outer.addWidget(self._heading)
        outer.addWidget(self._stack)
        outer.addWidget(self._fault)
        outer.addStretch(1)
        outer.addLayout(buttons)
        self.setFixedWidth(WIDTH)
        self.act.clicked.connect(self._try)
        self.leave.clicked.connect(self.reject)

    @property
    def is_done(self) -> bool:
        return self._stack.currentIndex() == 1

    def ask_target(self, name: str, desk: OpenDesk) -> FolderChooser:
        """A line that asks where the file goes."""
        target = FolderChooser(name, "Nơi ghi tệp")
        target.offer(desk)
        label = QLabel("Ghi &vào:")
        label.setBuddy(target)
        row = QHBoxLayout()
        row.addWidget(label)
        row.addWidget(target, 1)
        self.asking.addLayout(row)
        return target

    def show_done(self, title: str, *parts: QWidget) -> None:
        """The second step; its one button closes."""
        self._heading.setText(title)
        for part in parts:
            self._done.addWidget(part)
        self._done.addStretch(1)
        self._fault.hide()
        self._stack.setCurrentIndex(1)
        self.leave.hide()
        self.act.setText("Xong")
        self.act.setAccessibleName("Xong, đóng")
        self.act.setEnabled(True)
        self.act.setFocus()
        self.fit()

    def show_fault(self, error: ExpectedError) -> None:
        """The sentence of the error, below what was asked."""
        self.say_fault(sentence_for(error))

    def say_fault(self, sentence: str) -> None:
        """A sentence below what was asked."""
        self._fault.setText(sentence)
        self._fault.show()
        self.fit()

    def fit(self) -> None:
        """As high as what it shows needs, wrapped lines included."""
        shown = self._done if self.is_done else self.asking
        self._stack.setFixedHeight(shown.totalHeightForWidth(WIDTH - 48))
        self.adjustSize()

    def _do(self) -> None:
        raise NotImplementedError

    @Slot()
    def _try(self) -> None:
        if self.is_done:
            self.accept()
            return
        try:
            self._do()
        except ExpectedError as error:
            self.show_fault(error)


def workplace(role: DeviceRole | None, place_name: str) -> str:
    """ "xã Ia Tơi" for a laptop of a commune; an upper level is called with its kind already."""
    if role is DeviceRole.UPPER_LEVEL:
        return place_name
    title = Place("", PlaceKind.COMMUNE, place_name).title
    return title[:1].lower() + title[1:]


def told(name: str, title: str, text: str = "") -> QLabel:
    """A sentence or more, wrapped."""
    label = named(QLabel(text), name, title)
    label.setWordWrap(True)
    return label


def big_words(name: str, words: str) -> QLabel:
    """Six words in two lines, large enough to be read aloud from a step away."""
    listed = words.split(", ")
    half = (len(listed) + 1) // 2
    label = named(QLabel("\n".join(" · ".join(part) for part in (listed[:half], listed[half:]))), name, words)
    label.setAlignment(Qt.AlignmentFlag.AlignCenter)
    label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
    label.setStyleSheet(
        f"background: {style.ACCENT_TINT}; border-radius: 3px; padding: 14px; font-size: 20pt; font-weight: 600;"
    )
    return label
