"""Gửi và nhận: the next step, the big acts, what happened, and register, files or package below."""

from itertools import pairwise

from PySide6.QtWidgets import QCheckBox, QHBoxLayout, QLabel, QPushButton, QStackedWidget, QVBoxLayout, QWidget

from ui import style
from ui.exchange.files_page import FilesPage
from ui.exchange.package_page import PackagePage
from ui.exchange.register_pane import RegisterPane
from ui.folder_chooser import FolderChooser
from ui.naming import named
from ui.notice import Notice

_BIG = 34
_AMBER = "#FAF5E6"


class ExchangePanes(QWidget):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.next = Notice("exchange_next", "Việc cần làm trước", _AMBER)
        self.export = named(QPushButton(), "export", "Gửi")
        style.make_main(self.export)
        self.export_commune = _button("Gửi các máy trong xã", "export_commune")
        self.households = named(QCheckBox(), "export_households", "Gửi kèm sổ hộ dân")
        self.households.hide()
        self._asked = named(QLabel(), "households_asked", "Vì sao có thể gửi kèm sổ hộ dân")
        self._asked.setWordWrap(True)
        style.make_quiet(self._asked)
        self._asked.hide()
        self.receive = _button("Nhận tệp...", "receive")
        self.verify = _button("Kiểm tra tệp, không nhận...", "verify")
        self.target = FolderChooser("export_target", "Nơi ghi tệp")
        self.result = Notice("exchange_result", "Kết quả", style.ACCENT_TINT)
        self._words = named(QLabel(), "own_words", "Sáu từ của máy này")
        style.make_quiet(self._words)
        self.register = RegisterPane("Chưa gửi và chưa nhận tệp nào. Cắm USB rồi bấm một trong các nút trên.")
        self.files = FilesPage()
        self.package = PackagePage()
        self._stack = QStackedWidget()
        for page in (self.register, self.files, self.package):
            self._stack.addWidget(page)
        self._lay_out()

    def name_acts(self, export: str, *, can_send: bool, to_commune: bool) -> None:
        """What sending is called at this laptop."""
        self.export.setText(export)
        self.export.setAccessibleName(export)
        self.export.setEnabled(can_send)
        self.export_commune.setVisible(to_commune)

    def offer_households(self, asked: str) -> None:
        """Personal data goes along only where a criteria set asks for it, and never by itself."""
        self.households.setText("Gửi kèm sổ hộ dân (dữ liệu cá nhân) lên cấp trên")
        self._asked.setText(f"Bộ tiêu chí “{asked}. Không chọn thì sổ hộ không rời xã.")
        self._asked.setVisible(bool(asked))
        self.households.setVisible(bool(asked))
        if not asked:
            self.households.setChecked(False)

    def take_in_first(self) -> None:
        """The upper level takes in before it sends."""
        self._acts_row.setDirection(QHBoxLayout.Direction.RightToLeft)
        style.make_main(self.receive)
        self.export.setProperty("main", None)
        for one, other in pairwise((self.receive, self.verify, self.export, self.export_commune, self.target)):
            self.setTabOrder(one, other)

    def show_words(self, words: str) -> None:
        self._words.setText(f"Sáu từ của máy này (đọc khi nơi nhận gọi điện hỏi): <b>{words}</b>")

    def show_result(self, sentence: str, act: str = "") -> None:
        self.result.say(f"✓ {sentence}", act)
        self.show_register()

    def show_register(self) -> None:
        self._show(0)

    def show_files(self) -> None:
        self._show(1)

    def show_package(self) -> None:
        self._show(2)
        self.package.focus_answer()

    def _show(self, page: int) -> None:
        self._acts.setVisible(page == 0)
        self._words.setVisible(page == 0)
        self.next.stand_back(page != 0)
        if page:
            self.result.say("")
        self._stack.setCurrentIndex(page)

    def _lay_out(self) -> None:
        to = QLabel("Ghi &vào:")
        to.setBuddy(self.target)
        below = QHBoxLayout()
        below.addWidget(to)
        below.addWidget(self.target, 1)
        sends = QHBoxLayout()
        sends.setSpacing(style.GAP)
        sends.addWidget(self.export, 1)
        sends.addWidget(self.export_commune, 1)
        checking = QHBoxLayout()
        checking.addWidget(self.verify)
        checking.addStretch(1)
        takes = QHBoxLayout()
        takes.addWidget(self.receive)
        for button in (self.export, self.export_commune, self.receive):
            button.setStyleSheet(f"min-height: {_BIG}px; font-size: 12pt;")
        self._acts = QWidget()
        acts = self._acts_row = QHBoxLayout(self._acts)
        acts.setContentsMargins(0, 0, 0, 0)
        acts.setSpacing(style.WIDE * 2)
        for above, under, share in ((sends, below, 3), (takes, checking, 2)):
            part = QVBoxLayout()
            part.setSpacing(style.GAP)
            part.addLayout(above)
            part.addLayout(under)
            acts.addLayout(part, share)
            if above is sends:
                part.addWidget(self.households)
                part.addWidget(self._asked)
            part.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, style.WIDE, 0, 0)
        column.setSpacing(style.WIDE)
        column.addWidget(self.next)
        column.addWidget(self._acts)
        column.addWidget(self.result)
        column.addWidget(self._stack, 1)
        column.addWidget(self._words)


def _button(text: str, name: str) -> QPushButton:
    return named(QPushButton(text), name, text.rstrip("."))
