"""Backing up by hand and going back to a backup, asked for first."""

from datetime import datetime
from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.services.keep_safe import back_up, back_up_to
from ntm_desktop.services.list_backups import list_backups
from ntm_desktop.services.open_desk import OpenDesk, Progress
from ntm_desktop.services.remember import LAST_ELSEWHERE, remember
from ntm_desktop.services.restore_desk import restore_in_place
from ui.exchange.safety import SafetyPane, backup_title
from ui.files import ask_file, ask_folder
from ui.screen import Shell


class Safekeeping(QObject):
    done = Signal(str)
    restored = Signal(str)

    def __init__(self, shell: Shell, pane: SafetyPane, window: QWidget) -> None:
        super().__init__(window)
        self._shell, self._pane, self._window = shell, pane, window
        self._to_restore = Path()
        pane.back_up_asked.connect(self._back_up)
        pane.back_up_to_asked.connect(self._ask_where)
        pane.restore_asked.connect(self._ask_restore)
        pane.looked_at.connect(self._list_backups)

    @Slot(str)
    def confirm_restore(self, file: str) -> None:
        """Asks before that backup takes the place of today's data."""
        self._to_restore = Path(file)
        self._shell.messages.ask(
            f"Thay toàn bộ dữ liệu trên máy bằng bản sao lưu {backup_title(self._to_restore)}? Những gì nhập sau "
            "lúc đó sẽ không còn trên màn hình. Dữ liệu hôm nay được sao lưu trước.",
            "Khôi phục bản này",
            "Giữ dữ liệu hôm nay",
            self._restore,
        )

    @Slot()
    def _list_backups(self) -> None:
        self._pane.show_backups(list_backups(self._shell.desk.folder))

    @Slot()
    def _back_up(self) -> None:
        self._shell.tasks.run("Đang sao lưu", _back_up, self._show_backed_up)

    @Slot()
    def _ask_where(self) -> None:
        title = "Chọn USB hoặc thư mục để sao lưu"
        ask_folder(self._window, "backup_folder", title, "Sao lưu vào đây", self.back_up_to)

    @Slot(str)
    def back_up_to(self, folder: str) -> None:
        """Copies the data and the files of evidence there, as a task."""
        self._shell.tasks.run(
            "Đang sao lưu ra USB",
            lambda desk, progress: back_up_to(desk, Path(folder), progress),
            self._show_backed_up_elsewhere,
        )

    def _show_backed_up(self, path: Path) -> None:
        self._pane.say(f"Đã sao lưu và kiểm tra lại: {path}")
        self.done.emit("Đã sao lưu")

    def _show_backed_up_elsewhere(self, path: Path) -> None:
        remember(self._shell.desk, LAST_ELSEWHERE, datetime.now().isoformat(timespec="seconds"))
        self._pane.say(f"Đã sao lưu ra USB và kiểm tra lại: {path}")
        self.done.emit("Đã sao lưu ra USB")

    @Slot(str)
    def _ask_restore(self, file: str) -> None:
        if file:
            self.confirm_restore(file)
            return
        folder = str(self._shell.desk.folder.backups)
        kinds = "Bản sao lưu (*.db)"
        ask_file(self._window, "backup_file", "Chọn bản sao lưu", kinds, "Chọn", self.confirm_restore, start=folder)

    @Slot()
    def _restore(self) -> None:
        if self._shell.tasks.is_busy:
            self._shell.messages.warn("Đang làm việc khác; chờ xong rồi khôi phục.")
            return
        try:
            saved = restore_in_place(self._shell.desk, self._to_restore)
        except ExpectedError as error:
            self._list_backups()  # the chosen one may be gone
            self._shell.messages.tell_error(error)
            return
        kept = f" Dữ liệu trước khi khôi phục: {saved.name}." if saved else ""
        sentence = f"Đã khôi phục bản sao lưu {backup_title(self._to_restore)}.{kept}"
        self._pane.say(sentence)
        self.restored.emit(sentence)


def _back_up(desk: OpenDesk, progress: Progress) -> Path:
    progress(0, 0, "Đang sao lưu")
    return back_up(desk)
