"""The list of screens on the left: an icon and a word each, Ctrl+1 .. Ctrl+7."""

from typing import NamedTuple

from PySide6.QtCore import QSize, Qt, Signal
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
    Entry("plan", "Kế hoạch"),
    Entry("dossier", "Hồ sơ"),
    Entry("exchange", "Trao đổi"),
    Entry("catalogue", "Danh mục"),
    Entry("help", "Trợ giúp"),
)


class Navigation(QFrame):
    chosen = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("navigation")
        self.setAccessibleName("Các màn hình")
        self.setFixedWidth(148)
        self._buttons: dict[str, QToolButton] = {}
        self._group = QButtonGroup(self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.WIDE, 0, style.GAP)
        column.setSpacing(2)
        column.addWidget(self._brand())
        column.addSpacing(style.GAP)
        for position, entry in enumerate(ENTRIES, start=1):
            column.addWidget(self._button(entry, position))
        column.addStretch(1)

    def show_chosen(self, name: str) -> None:
        self._buttons[name].setChecked(True)

    def _brand(self) -> QLabel:
        brand = QLabel("NTM Desktop", self)
        brand.setObjectName("brand")
        brand.setAccessibleName("NTM Desktop")
        brand.setContentsMargins(13, 0, 0, 0)
        brand.setStyleSheet(f"font-weight: 600; color: {style.ACCENT};")
        return brand

    def _button(self, entry: Entry, position: int) -> QToolButton:
        button = QToolButton(self)
        button.setObjectName(f"go_{entry.name}")
        button.setText("  " + entry.title)
        button.setAccessibleName(entry.title)
        button.setIcon(icon(entry.name))
        button.setIconSize(QSize(SIZE, SIZE))
        button.setToolButtonStyle(Qt.ToolButtonStyle.ToolButtonTextBesideIcon)
        button.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        button.setCheckable(True)
        button.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        keys = f"Ctrl+{position}" + (" hoặc F1" if entry.name == "help" else "")
        button.setToolTip(f"{entry.title} ({keys})")
        self._buttons[entry.name] = button
        self._group.addButton(button)
        button.clicked.connect(self._tell_chosen)
        for sequence in (f"Ctrl+{position}", "F1") if entry.name == "help" else (f"Ctrl+{position}",):
            QShortcut(QKeySequence(sequence), self, context=Qt.ShortcutContext.WindowShortcut).activated.connect(
                button.click
            )
        return button

    def _tell_chosen(self) -> None:
        for name, button in self._buttons.items():
            if button.isChecked():
                self.chosen.emit(name)
