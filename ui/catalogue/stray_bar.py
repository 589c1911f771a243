"""A commune left behind by a misspelt start: said above the villages at the upper level, and settled there."""

from collections.abc import Callable

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QFrame, QHBoxLayout, QLabel, QPushButton, QVBoxLayout

from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.services.join_communes import StrayCommune, join_commune, keep_commune, list_stray
from ui import style
from ui.naming import named
from ui.screen import Shell


class StrayBar(QFrame):
    """Shows the first; once it is settled the next one comes. `settled` says what came of it."""

    settled = Signal(str)

    def __init__(self, shell: Shell) -> None:
        super().__init__()
        self._shell = shell
        named(self, "stray_bar", "Tên xã ghi nhầm")
        self._stray: StrayCommune | None = None
        self._words = named(QLabel(), "stray_words", "Tên xã ghi nhầm lúc bắt đầu")
        self._words.setWordWrap(True)
        self._words.setStyleSheet(f"color: {style.NO_TARGET};")
        self._join = named(QPushButton(), "stray_join", "Gộp vào xã đúng")
        self._keep = named(QPushButton("Giữ là một xã riêng"), "stray_keep", "Giữ là một xã riêng")
        buttons = QHBoxLayout()
        buttons.setSpacing(style.GAP)
        buttons.addWidget(self._join)
        buttons.addWidget(self._keep)
        buttons.addStretch(1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.SMALL)
        column.addWidget(self._words)
        column.addLayout(buttons)
        self._join.clicked.connect(self._ask_join)
        self._keep.clicked.connect(self._do_keep)
        self.hide()

    def refresh(self) -> None:
        """Nothing is shown while there is none."""
        self._stray = next(iter(list_stray(self._shell.desk)), None)
        self.setVisible(self._stray is not None)
        if self._stray is None:
            return
        self._words.setText(f"⚠ {self._stray.sentence}")
        into = self._stray.into
        self._join.setVisible(into is not None)
        words = f"Gộp vào {into.title}" if into else ""
        self._join.setText(words)
        self._join.setAccessibleName(words or "Gộp vào xã đúng")

    @Slot()
    def _ask_join(self) -> None:
        if self._stray is None or self._stray.into is None:
            return
        self._shell.messages.ask(
            f"{self._stray.sentence} Gộp thì tên này không còn, thôn chưa có ở {self._stray.into.title} được "
            "chuyển sang cùng số liệu.",
            self._join.text(),
            "Để sau",
            self._do_join,
        )

    @Slot()
    def _do_join(self) -> None:
        if self._stray is not None:
            self._settle(lambda stray: join_commune(self._shell.desk, stray).sentence, self._stray)

    @Slot()
    def _do_keep(self) -> None:
        if self._stray is not None:
            self._settle(lambda stray: f"Đã giữ {keep_commune(self._shell.desk, stray).title}", self._stray)

    def _settle(self, settle: Callable[[StrayCommune], str], stray: StrayCommune) -> None:
        try:
            said = settle(stray)
        except ExpectedError as error:
            self._shell.messages.tell_error(error)
            return
        self.settled.emit(said)
