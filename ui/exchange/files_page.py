"""The packages on the sticks, the one to take in next on top."""

from pathlib import Path

from PySide6.QtCore import QModelIndex, Signal, Slot
from PySide6.QtWidgets import QHBoxLayout, QLabel, QPushButton, QVBoxLayout, QWidget

from ntm_desktop.domain.moments import moment_text
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.services.find_packages import FoundPackage, PackageState
from ui import style
from ui.exchange.lines_model import LinesModel, lined_table
from ui.naming import named

HEADERS = ("Tình trạng", "Nơi gửi", "Số", "Ngày lập", "Tệp")


class FilesPage(QWidget):
    chosen = Signal(str)
    other_asked = Signal()
    left = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._found: list[FoundPackage] = []
        self._title = named(QLabel("Chọn tệp để nhận"), "files_title", "Chọn tệp để nhận")
        style.make_title(self._title)
        self._why = named(QLabel(), "files_why", "Tệp tìm thấy")
        self._why.setWordWrap(True)
        self._model = LinesModel(HEADERS, self)
        self._table = lined_table("files", "Các tệp trên USB", self._model, (220, 240, 52, 148, 0))
        self._look = named(QPushButton("Xem tệp này"), "files_look", "Xem tệp đang chọn")
        self._other = named(QPushButton("Chọn tệp ở nơi khác..."), "files_other", "Chọn tệp ở nơi khác")
        self._leave = named(QPushButton("Thôi"), "files_leave", "Thôi, không nhận")
        style.make_main(self._look)
        answers = QHBoxLayout()
        answers.setSpacing(style.GAP)
        for button in (self._look, self._other, self._leave):
            answers.addWidget(button)
        answers.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        for widget in (self._title, self._why):
            column.addWidget(widget)
        column.addWidget(self._table, 1)
        column.addLayout(answers)
        self._look.clicked.connect(self._open)
        self._table.opened.connect(self._open)
        self._other.clicked.connect(self._ask_other)
        self._leave.clicked.connect(self._go)

    def show_found(self, found: list[FoundPackage]) -> None:
        """The files that were found, and how many of them are new."""
        self._found = found
        new = sum(one.state is PackageState.NEW for one in found)
        self._why.setText(
            f"Có {format_number(new)} tệp chưa nhận. Nhận từng tệp, tệp trên cùng trước."
            if new
            else "Không có tệp nào mới cho máy này: các tệp dưới đây đã nhận rồi hoặc gửi cho nơi khác."
        )
        self._model.show_rows([_line(one) for one in found])
        if found:
            self._table.setCurrentIndex(self._model.index(0, 0))
        self._table.setFocus()

    @Slot()
    def _open(self, _: QModelIndex | None = None) -> None:
        row = self._table.currentIndex().row()
        if 0 <= row < len(self._found):
            self.chosen.emit(str(self._found[row].path))

    @Slot()
    def _ask_other(self) -> None:
        self.other_asked.emit()

    @Slot()
    def _go(self) -> None:
        self.left.emit()


def _line(one: FoundPackage) -> tuple[str, ...]:
    if one.state is PackageState.UNREADABLE:
        return _state(one), "", "", "", _shown(one.path)
    return _state(one), one.sender, str(one.number), moment_text(one.created_at), _shown(one.path)


def _shown(path: Path) -> str:
    return path.name


def _state(one: FoundPackage) -> str:
    if one.state is PackageState.RECEIVED and one.received_at is not None:
        return f"= Đã nhận {moment_text(one.received_at)}"
    return {
        PackageState.NEW: "● Chưa nhận",
        PackageState.HELD: "= Đã có trong tệp nhận sau",
        PackageState.RECEIVED: "= Đã nhận",
        PackageState.OWN: "○ Của máy này gửi đi",
        PackageState.FOR_OTHERS: "○ Gửi cho nơi khác",
        PackageState.UNREADABLE: "✗ Không đọc được",
    }[one.state]
