"""A file out: written, read back, and the word when the stick may be pulled out."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from ntm_desktop.domain.moments import moment_text
from ntm_desktop.services.open_desk import OpenDesk, Progress
from ntm_desktop.services.send_package import Exported, export_package, sent_already
from ui.exchange.panes import ExchangePanes
from ui.folder_chooser import note_folder
from ui.screen import Shell


class Sending(QObject):
    done = Signal(str)

    def __init__(self, shell: Shell, panes: ExchangePanes, window: QWidget) -> None:
        super().__init__(window)
        self._shell, self._panes, self._window = shell, panes, window
        self._is_writing = False
        shell.tasks.finished.connect(self._end_writing)
        panes.export.clicked.connect(self._export)
        panes.export_commune.clicked.connect(self._export_commune)

    def export_to(self, folder: str) -> None:
        """Writes the package for the usual recipient into `folder`, as a task."""
        self._write(folder, to_commune=False)

    def _send(self, folder: str, *, to_commune: bool) -> None:
        """A second press with nothing new makes no second number: the same may be written to another stick."""
        is_new = self._is_writing or (self._panes.households.isChecked() and not to_commune)
        before = None if is_new else sent_already(self._shell.desk, to_commune=to_commune)
        if before is None:
            self._write(folder, to_commune=to_commune)
            return
        number = before.number
        self._shell.messages.ask(
            f"Từ tệp số {number} gửi {before.counterpart} lúc {moment_text(before.at)} chưa có gì mới, nơi nhận "
            "chưa báo nhận. Nếu USB kia hỏng hoặc mất thì ghi lại đúng tệp đó vào USB này.",
            f"Ghi lại tệp số {number}",
            "Thôi",
            lambda: self._write(folder, to_commune=to_commune, again=number),
        )

    def _write(self, folder: str, *, to_commune: bool, again: int | None = None) -> None:
        if self._is_writing:
            return
        self._is_writing = True
        note_folder(self._shell.desk, folder)
        households = self._panes.households.isChecked() and not to_commune

        def work(desk: OpenDesk, progress: Progress) -> Exported:
            return export_package(
                desk, Path(folder), progress, to_commune=to_commune, again=again, households=households
            )

        self._shell.tasks.run("Đang ghi tệp", work, self._show_exported)

    def _send_usual(self, folder: str) -> None:
        self._send(folder, to_commune=False)

    def _send_commune(self, folder: str) -> None:
        self._send(folder, to_commune=True)

    @Slot()
    def _end_writing(self) -> None:
        self._is_writing = False

    @Slot()
    def _export(self) -> None:
        self._panes.target.with_folder(self._window, "export_folder", self._send_usual)

    @Slot()
    def _export_commune(self) -> None:
        self._panes.target.with_folder(self._window, "export_folder", self._send_commune)

    def _show_exported(self, exported: Exported) -> None:
        self._panes.households.setChecked(False)
        self._panes.show_result(exported.sentence)
        self.done.emit(f"Đã ghi tệp số {exported.number}")
