"""Backups: making one, the last ones, going back to one."""

from collections import Counter
from datetime import datetime
from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QListWidget, QPushButton, QVBoxLayout, QWidget

from ui import style
from ui.lists import fill
from ui.naming import named
from ui.notice import Notice
from ui.paper import Sheet, page_html
from ui.qt_override import override

REASONS = {
    "thu-cong": "tự bấm",
    "tu-dong": "tự động",
    "ra-usb": "ra USB",
    "truoc-nhan-tep": "trước khi nhận tệp",
    "truoc-khoi-phuc": "trước khi khôi phục",
    "truoc-xoa-mau": "trước khi xóa dữ liệu mẫu",
    "truoc-hoan-tac": "trước khi hoàn tác",
    "truoc-dung-lai": "trước khi dựng lại",
    "sau-xoa-ho": "sau khi xóa hộ",
}


class SafetyPane(QWidget):
    back_up_asked = Signal()
    back_up_to_asked = Signal()
    check_asked = Signal()
    restore_asked = Signal(str)
    """Asked for with the chosen backup of the list, or empty for another file."""
    looked_at = Signal()
    """It comes into view: copies are made and deleted from other screens too."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._backups: list[Path] = []
        heading = QLabel("Sao lưu")
        style.make_title(heading)
        self.back_up = named(QPushButton("Sao lưu ngay"), "back_up", "Sao lưu ngay")
        self.back_up_to = named(
            QPushButton("Sao lưu ra USB..."), "back_up_to", "Sao lưu ra USB cùng các tệp minh chứng"
        )
        self.check = named(QPushButton("Kiểm tra minh chứng..."), "check_evidence", "Kiểm tra, dọn tệp minh chứng")
        self._list = named(QListWidget(), "backups", "Các bản sao lưu gần nhất")
        self._none = named(QLabel("Chưa có bản sao lưu nào."), "backups_none", "Chưa có bản sao lưu")
        style.make_quiet(self._none)
        self.restore = named(
            QPushButton("Khôi phục bản đang chọn..."), "restore_chosen", "Khôi phục từ bản sao lưu đang chọn"
        )
        self.restore_other = named(
            QPushButton("Khôi phục từ tệp khác..."), "restore_other", "Khôi phục từ bản sao lưu ở nơi khác"
        )
        why = QLabel("Máy tự sao lưu mỗi ngày và trước mỗi việc lớn. Mỗi tuần nên sao lưu ra USB.")
        why.setWordWrap(True)
        style.make_quiet(why)
        self._result = Notice("safety_result", "Kết quả sao lưu", style.ACCENT_TINT)
        acts = QHBoxLayout()
        acts.setSpacing(style.GAP)
        for button in (self.back_up, self.back_up_to, self.restore, self.restore_other, self.check):
            acts.addWidget(button)
        acts.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.WIDE, 0, 0)
        column.setSpacing(style.GAP)
        for widget in (heading, why, self._none):
            column.addWidget(widget)
        column.addWidget(self._list, 100)
        column.addWidget(self._result)
        column.addLayout(acts)
        column.addStretch(1)
        self.back_up.clicked.connect(self._ask_back_up)
        self.back_up_to.clicked.connect(self.back_up_to_asked)
        self.check.clicked.connect(self.check_asked)
        self.restore.clicked.connect(self._ask_restore)
        self.restore_other.clicked.connect(self._ask_other)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self.looked_at.emit()

    def show_backups(self, backups: list[Path]) -> None:
        if backups == self._backups and self._list.count():
            return  # what is chosen stays chosen
        self._backups = backups
        fill(self._list, _titles(backups))
        self._list.setVisible(bool(backups))
        self._none.setVisible(not backups)
        self.restore.setEnabled(bool(backups))
        if backups:
            self._list.setCurrentRow(0)

    def sheet(self, place: str) -> Sheet | None:
        """The list of backups on paper; None where there is none."""
        if not self._backups:
            return None
        title = f"Các bản sao lưu trên máy – {place}"
        rows = list(zip(_titles(self._backups), (path.name for path in self._backups), strict=True))
        where = f"Thư mục: {self._backups[0].parent}"
        return Sheet(title, page_html(title, where, ("Lúc sao lưu", "Tên tệp"), rows))

    def say(self, sentence: str) -> None:
        """What just happened."""
        self._result.say(f"✓ {sentence}")

    def focus_first(self) -> None:
        self.back_up.setFocus()

    @Slot()
    def _ask_back_up(self) -> None:
        self.back_up_asked.emit()

    @Slot()
    def _ask_restore(self) -> None:
        row = self._list.currentRow()
        if 0 <= row < len(self._backups):
            self.restore_asked.emit(str(self._backups[row]))

    @Slot()
    def _ask_other(self) -> None:
        self.restore_asked.emit("")


def _titles(backups: list[Path]) -> list[str]:
    """Those of one minute with their seconds."""
    minutes = Counter(path.stem[:17] for path in backups)
    return [backup_title(path, with_seconds=minutes[path.stem[:17]] > 1) for path in backups]


def backup_title(path: Path, *, with_seconds: bool = False) -> str:
    """ "05/02/2022 14:32, trước khi nhận tệp" of `ntm-20220205-143200-truoc-nhan-tep.db`; else the name."""
    try:
        made = datetime.strptime(path.stem[4:19], "%Y%m%d-%H%M%S")
    except ValueError:
        return path.name
    rest = path.stem[20:]
    reason = next((text for key, text in REASONS.items() if rest.startswith(key)), "")
    moment = f"{made:%d/%m/%Y %H:%M:%S}" if with_seconds else f"{made:%d/%m/%Y %H:%M}"
    return moment + (f", {reason}" if reason else "")
