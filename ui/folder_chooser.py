"""Where a file is written: the sticks plugged in, the folder used last, or another one."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QEvent, Slot
from PySide6.QtWidgets import QComboBox, QWidget

from ntm_desktop.services.find_sticks import find_sticks
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.remember import recall, remember
from ui.files import ask_folder
from ui.naming import named
from ui.qt_override import override

_LAST = "exchange.folder"


class FolderChooser(QComboBox):
    def __init__(self, name: str, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        named(self, name, title)
        self._desk: OpenDesk | None = None
        self.activated.connect(self._ask_other)
        self.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)

    def offer(self, desk: OpenDesk) -> None:
        """Sticks first, then the folder used last, then another one."""
        self._desk = desk
        places = places_to_look(desk)
        sticks = find_sticks()
        self.clear()
        for place in places:
            kind = "USB" if place in sticks else "Thư mục"
            self.addItem(f"{kind}: {place}", str(place))
        self.addItem("Chọn thư mục khác..." if places else "Chưa thấy USB nào. Chọn thư mục để ghi...", "")
        self.setToolTip(self.currentText())

    def with_folder(self, window: QWidget, name: str, then: Callable[[str], None]) -> None:
        """Calls `then` with the chosen folder, asked for where none is chosen or it has gone meanwhile."""
        self.renew()
        if folder := str(self.currentData() or ""):
            then(folder)
        else:
            ask_folder(window, name, "Chọn nơi ghi tệp", "Ghi vào đây", then)

    def renew(self) -> None:
        """Offers what there is now, where a stick came or went; what is chosen stays chosen while it is there.

        Where the chosen place has gone no other one takes its place unasked.
        """
        if self._desk is None:
            return
        offered = [str(self.itemData(row) or "") for row in range(self.count())]
        chosen = str(self.currentData() or "")
        there = [one for one in offered if not one or Path(one).is_dir()]
        if there == offered and {str(one) for one in find_sticks()} <= set(offered):
            return
        self.offer(self._desk)
        row = self.findData(chosen)
        if row < 0 and Path(chosen).is_dir():
            self.take(chosen)
        else:
            self.setCurrentIndex(row if row >= 0 else self.count() - 1)
        self.setToolTip(self.currentText())

    @override
    def showPopup(self) -> None:
        self.renew()
        super().showPopup()

    @override
    def event(self, event: QEvent) -> bool:
        if event.type() == QEvent.Type.WindowActivate:  # one comes back from plugging a stick in or out
            self.renew()
        return super().event(event)

    @Slot(int)
    def _ask_other(self, row: int) -> None:
        """The last entry is an act: it asks at once."""
        if not self.itemData(row):
            ask_folder(self, f"{self.objectName()}_folder", "Chọn nơi ghi tệp", "Chọn thư mục này", self.take)

    @Slot(str)
    def take(self, folder: str) -> None:
        """Offers the folder first and chooses it."""
        self.insertItem(0, f"Thư mục: {folder}", folder)
        self.setCurrentIndex(0)
        self.setToolTip(self.currentText())


def places_to_look(desk: OpenDesk) -> list[Path]:
    """Where files of other laptops may lie: the sticks, then the folder used last."""
    places = find_sticks()
    last = str(recall(desk, _LAST, ""))
    if last and Path(last).is_dir() and Path(last) not in places:
        places.append(Path(last))
    return places


def note_folder(desk: OpenDesk, folder: str) -> None:
    """It is proposed again next time."""
    if recall(desk, _LAST, "") != folder:
        remember(desk, _LAST, folder)
