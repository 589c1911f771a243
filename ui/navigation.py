"""The list of screens on the left: an icon and a word each, Ctrl+1 and so on; two more while there is use."""

from typing import NamedTuple

from PySide6.QtCore import QSize, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QButtonGroup, QFrame, QLabel, QSizePolicy, QToolButton, QVBoxLayout, QWidget

from ui import style
from ui.icons import SIZE, icon


class Entry(NamedTuple):
    """One screen: its module is `ui.<name>.screen`, its class `<Name>Screen`."""

    name: str
    title: str


ENTRIES = (
    Entry("overview", "Tổng quan"),
    Entry("recording", "Số liệu"),
    Entry("households", "Hộ dân"),
    Entry("checks", "Kiểm tra"),
    Entry("plan", "Kế hoạch"),
    Entry("dossier", "Hồ sơ"),
    Entry("exchange", "Trao đổi"),
    Entry("catalogue", "Danh mục"),
    Entry("help", "Trợ giúp"),
)

EXTRAS = (Entry("review", "Thẩm tra"), Entry("conflicts", "Cần quyết định"))
"""Shown below Số liệu while they are offered: Ctrl+Shift+1 and Ctrl+Shift+2."""
_ABOVE_EXTRAS = "recording"
_WIDTH, _WIDTH_WITH_EXTRAS = 148, 186


class Navigation(QFrame):
    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAccessibleName("Các màn hình")
        self.setFixedWidth(_WIDTH)
        self._buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.WIDE, 0, style.GAP)
        column.setSpacing(2)
        column.addWidget(self._brand())
        column.addSpacing(style.GAP)
        for position, entry in enumerate(ENTRIES, start=1):
            column.addWidget(self._button(entry, f"Ctrl+{position}"))
            if entry.name == _ABOVE_EXTRAS:
                for extra in EXTRAS:
                    column.addWidget(self._button(extra, _key_of(extra)))
        column.addStretch(1)
        for extra in EXTRAS:
            self._buttons[extra.name].setEnabled(False)
        for extra in EXTRAS:
            self.offer(extra.name, extra.title, is_offered=False)

    def show_chosen(self, name: str) -> None:
        self._buttons[name].setChecked(True)

    def is_offered(self, name: str) -> bool:
        return name in self._buttons and self._buttons[name].isEnabled()

    def offer(self, name: str, title: str, *, is_offered: bool, count: int = 0) -> None:
        """Shows or hides one of the extras, with how many things wait there."""
        button = self._buttons[name]
        if is_offered and button.icon().isNull():  # few starts offer an extra, so none draws its icon for nothing
            button.setIcon(icon(name))
        button.setVisible(is_offered)
        button.setEnabled(is_offered)
        button.setText(f"  {title} {count}" if count else f"  {title}")
        button.setAccessibleName(f"{title}: {count}" if count else title)
        extras = [self._buttons[extra.name].isEnabled() for extra in EXTRAS if extra.name in self._buttons]
        self.setFixedWidth(_WIDTH_WITH_EXTRAS if any(extras) else _WIDTH)
        extra = next(one for one in EXTRAS if one.name == name)
        button.setToolTip(f"{button.accessibleName()} ({_key_of(extra)})")

    def _brand(self) -> QLabel:
        brand = QLabel("NTM Desktop", self)
        brand.setObjectName("brand")
        brand.setAccessibleName("NTM Desktop")
        brand.setContentsMargins(13, 0, 0, 0)
        return brand

    def _button(self, entry: Entry, key: str) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"go_{entry.name}")
        button.setText("  " + entry.title)
        button.setAccessibleName(entry.title)
        if entry in ENTRIES:
            button.setIcon(icon(entry.name))
        button.setIconSize(QSize(SIZE, SIZE))
        button.setProperty("toolButtonStyle", "ToolButtonTextBesideIcon")  # by name: see `ui.cells`
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setCheckable(True)
        keys = key + (" hoặc F1" if entry.name == "help" else "")
        button.setToolTip(f"{entry.title} ({keys})")
        self._buttons[entry.name] = button
        self._group.addButton(button)
        button.clicked.connect(self._tell_chosen)
        QShortcut(QKeySequence(key), self).activated.connect(button.click)
        return button

    def _tell_chosen(self) -> None:
        for name, button in self._buttons.items():
            if button.isChecked():
                self.chosen.emit(name)


def _key_of(extra: Entry) -> str:
    return f"Ctrl+Shift+{EXTRAS.index(extra) + 1}"
