"""The exchange on screen: two big acts, what happened, register or package, and backups at the side."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import (
    QComboBox,
    QHBoxLayout,
    QHeaderView,
    QLabel,
    QPushButton,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.services.exchange_packages import RegisteredPackage
from ui import style
from ui.exchange.package_page import PackagePage
from ui.exchange.register_model import WIDTHS, RegisterModel
from ui.exchange.safety import SafetyPane
from ui.naming import named
from ui.opening_table import OpeningTable

_SIDE = 270
_BIG = 34


class ExchangePanes(QWidget):
    def __init__(self, export_text: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.export = named(QPushButton(export_text), "export", export_text)
        style.make_main(self.export)
        self._target = named(QComboBox(), "export_target", "Nơi ghi tệp")
        self._target.setSizeAdjustPolicy(QComboBox.SizeAdjustPolicy.AdjustToMinimumContentsLengthWithIcon)
        self.receive = named(QPushButton("Nhận tệp..."), "receive", "Nhận tệp")
        self.verify = named(QPushButton("Kiểm tra tệp..."), "verify", "Kiểm tra tệp, không nhận")
        undoing = "Hoàn tác lần nhận này..."
        self.undo = named(QPushButton(undoing), "undo_import", "Hoàn tác lần nhận tệp gần nhất")
        self.undo.hide()
        self._result = named(QLabel(), "exchange_result", "Kết quả")
        self._result.setWordWrap(True)
        self._result.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._result.setStyleSheet(f"background: {style.ACCENT_TINT}; padding: 8px; border-radius: 3px;")
        self._result.hide()
        self._words = named(QLabel(), "own_words", "Sáu từ của máy này")
        self._words.setWordWrap(True)
        self._words.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._register = RegisterModel(self)
        self._table = OpeningTable("register", "Sổ tệp đã gửi và đã nhận")
        self._none = named(QLabel(), "register_none", "Sổ còn trống")
        self._none.setText("Chưa gửi và chưa nhận tệp nào. Cắm USB rồi bấm “" + export_text + "”.")
        style.make_quiet(self._none)
        self.package = PackagePage()
        self.safety = SafetyPane()
        self._lay_out()

    def target(self) -> str:
        """The folder to write to; empty to ask for one."""
        return str(self._target.currentData() or "")

    def show_targets(self, sticks: list[Path], last: str) -> None:
        """Sticks first, then the folder used last, then another one."""
        self._target.clear()
        for stick in sticks:
            self._target.addItem(f"USB: {stick}", str(stick))
        if last and Path(last).is_dir() and last not in [str(stick) for stick in sticks]:
            self._target.addItem(f"Thư mục: {last}", last)
        self._target.addItem("Chọn thư mục khác...", "")
        self._target.setToolTip(self._target.currentText())

    def show_words(self, words: str) -> None:
        self._words.setText(f"<b>{words}</b>")

    def show_register(self, packages: list[RegisteredPackage], name: Callable[[str], str]) -> None:
        self._register.show(packages, name)
        self._table.setVisible(bool(packages))
        self._none.setVisible(not packages)
        if packages:
            self._table.setCurrentIndex(self._register.index(0, 0))

    def offer_undo(self, can_undo: bool) -> None:
        self.undo.setVisible(can_undo)

    def show_result(self, sentence: str) -> None:
        self._result.setText(f"✓ {sentence}")
        self._result.show()
        self.show_register_again()

    def show_package(self) -> None:
        self._result.hide()
        self._acts.hide()
        self._stack.setCurrentIndex(1)
        self.package.focus_answer()

    def show_register_again(self) -> None:
        self._acts.show()
        self._stack.setCurrentIndex(0)

    def _lay_out(self) -> None:
        self._acts = QWidget()
        acts = QHBoxLayout(self._acts)
        acts.setContentsMargins(0, 0, 0, 0)
        acts.setSpacing(style.WIDE)
        to = QLabel("Ghi vào:")
        to.setBuddy(self._target)
        below = QHBoxLayout()
        below.addWidget(to)
        below.addWidget(self._target, 1)
        checking = QHBoxLayout()
        checking.addWidget(self.verify)
        checking.addWidget(self.undo)
        checking.addStretch(1)
        for button, under in ((self.export, below), (self.receive, checking)):
            button.setStyleSheet(f"min-height: {_BIG}px; font-size: 12pt;")
            part = QVBoxLayout()
            part.setSpacing(style.GAP)
            part.addWidget(button)
            part.addLayout(under)
            acts.addLayout(part, 1)
        register = QWidget()
        listed = QVBoxLayout(register)
        listed.setContentsMargins(0, 0, 0, 0)
        listed.setSpacing(style.GAP)
        heading = QLabel("Sổ tệp đã gửi và đã nhận")
        style.make_title(heading)
        listed.addWidget(heading)
        listed.addWidget(self._none)
        listed.addWidget(self._table, 1)
        listed.addStretch(0)
        listed.setStretchFactor(self._table, 1)
        self._dress_table()
        self._stack = QStackedWidget()
        self._stack.addWidget(register)
        self._stack.addWidget(self.package)
        left = QVBoxLayout()
        left.setSpacing(style.WIDE)
        left.addWidget(self._acts)
        left.addWidget(self._result)
        left.addWidget(self._stack, 1)
        side = QWidget()
        side.setFixedWidth(_SIDE)
        right = QVBoxLayout(side)
        right.setContentsMargins(0, 0, 0, 0)
        right.setSpacing(style.SMALL)
        own = QLabel("Sáu từ của máy này")
        style.make_title(own)
        why = QLabel("Đọc qua điện thoại khi nơi nhận hỏi.")
        style.make_quiet(why)
        for widget in (own, self._words, why):
            right.addWidget(widget)
        right.addSpacing(style.WIDE)
        right.addWidget(self.safety, 1)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(style.WIDE + style.GAP)
        row.addLayout(left, 1)
        row.addWidget(side)
        outer = self.parentWidget()
        assert outer is not None
        holder = QVBoxLayout(outer)
        holder.setContentsMargins(style.WIDE, style.WIDE, style.WIDE, style.WIDE)
        holder.addWidget(self)

    def _dress_table(self) -> None:
        self._table.setModel(self._register)
        self._table.setShowGrid(False)
        self._table.setSelectionBehavior(OpeningTable.SelectionBehavior.SelectRows)
        header = self._table.horizontalHeader()
        for column, width in enumerate(WIDTHS):
            if width:
                header.resizeSection(column, width)
            else:
                header.setSectionResizeMode(column, QHeaderView.ResizeMode.Stretch)
