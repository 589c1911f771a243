"""A file out: written, read back, and the word when the stick may be pulled out."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from ntm_desktop.services.open_desk import OpenDesk, Progress
from ntm_desktop.services.send_package import Exported, export_package
from ui.exchange.panes import ExchangePanes
from ui.exchange.target import note_folder
from ui.screen import Shell


class Sending(QObject):
    done = Signal(str)

    def __init__(self, shell: Shell, panes: ExchangePanes, window: QWidget) -> None:
        super().__init__(window)
        self._shell, self._panes, self._window = shell, panes, window
        panes.export.clicked.connect(self._export)
        panes.export_commune.clicked.connect(self._export_commune)

    def export_to(self, folder: str) -> None:
        """Writes the package for the usual recipient into `folder`, as a task."""
        self._write(folder, to_commune=False)

    def export_to_commune(self, folder: str) -> None:
        """Writes the package for the other laptops of the commune, as a task."""
        self._write(folder, to_commune=True)

    def _write(self, folder: str, *, to_commune: bool) -> None:
        note_folder(self._shell.desk, folder)

        def work(desk: OpenDesk, progress: Progress) -> Exported:
            return export_package(desk, Path(folder), progress, to_commune=to_commune)

        self._shell.tasks.run("Đang ghi tệp", work, self._show_exported)

    @Slot()
    def _export(self) -> None:
        self._panes.target.with_folder(self._window, "export_folder", self.export_to)

    @Slot()
    def _export_commune(self) -> None:
        self._panes.target.with_folder(self._window, "export_folder", self.export_to_commune)

    def _show_exported(self, exported: Exported) -> None:
        self._panes.show_result(exported.sentence)
        self.done.emit(f"Đã ghi tệp số {exported.number}")
