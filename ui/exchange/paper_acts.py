"""What is done with a line of the register: its note printed or saved, its file taken off the stick."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QWidget

from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.services.list_packages import RegisteredPackage
from ntm_desktop.services.open_desk import OpenDesk, Progress
from ntm_desktop.services.print_delivery_note import (
    delivery_note_file_name,
    delivery_note_pages,
    save_delivery_note,
)
from ntm_desktop.services.wipe_package import copies_on, wipe_package
from ui.dossier.printing import DPI, PagePrinting, Pages
from ui.exchange.register_pane import RegisterPane
from ui.files import ask_where_to_save
from ui.folder_chooser import places_to_look
from ui.screen import Shell

_CALLED = "biên bản giao nhận"


class PaperActs(QObject):
    wiped = Signal(str)
    noted = Signal(str)
    """Where a note was saved, to stay on the page."""

    def __init__(self, shell: Shell, pane: RegisterPane, window: QWidget) -> None:
        super().__init__(window)
        self._shell, self._pane, self._window = shell, pane, window
        self._package: RegisteredPackage | None = None
        self._copies: list[Path] = []
        self._printing = PagePrinting(shell, window)
        pane.print_note.clicked.connect(self._ask_printer)
        pane.save_note.clicked.connect(self._ask_where)
        pane.wipe.clicked.connect(self._ask_wipe)

    def save_to(self, file: str) -> None:
        """The note of the chosen line as a PDF."""
        package = self._pane.chosen()
        if package is None:
            return

        def work(desk: OpenDesk, progress: Progress) -> Path:
            progress(0, 0, "Đang lập biên bản")
            return save_delivery_note(desk, package, Path(file))

        self._shell.tasks.run("Đang lập biên bản giao nhận", work, self._tell_saved)

    def print_to(self, printer: QPrinter) -> None:
        """Prints the note of the chosen line."""
        if (package := self._pane.chosen()) is not None:
            self._printing.print_to(printer, _CALLED, _pages_of(package))

    def ask_wipe(self, package: RegisteredPackage) -> None:
        """Asks before the file leaves the stick."""
        desk = self._shell.desk
        self._package, self._copies = package, copies_on(desk, package, places_to_look(desk))
        if not self._copies:
            self._shell.messages.tell(f"Không thấy tệp số {package.number} trên USB đang cắm; không có gì để xóa.")
            return
        where = "máy này" if package.direction == "received" else "máy nhận"
        self._shell.messages.ask(
            f"Xóa tệp {self._copies[0].name} trên {self._copies[0].parent}? Số liệu trong tệp đã nằm ở {where}. "
            "Nếu còn phải đưa tệp sang máy khác thì giữ lại.",
            "Xóa tệp trên USB",
            "Giữ lại",
            self._wipe,
        )

    @Slot()
    def _ask_wipe(self) -> None:
        if (package := self._pane.chosen()) is not None:
            self.ask_wipe(package)

    @Slot()
    def _wipe(self) -> None:
        if self._package is None:
            return
        try:
            for path in self._copies:
                wipe_package(path, self._package.package_id)
        except ExpectedError as error:
            self._shell.messages.tell_error(error)
            return
        self.wiped.emit(f"Đã xóa tệp số {self._package.number} trên USB")

    @Slot()
    def _ask_where(self) -> None:
        if (package := self._pane.chosen()) is not None:
            name = delivery_note_file_name(package)
            title = "Lưu biên bản giao nhận"
            ask_where_to_save(self._window, "note_file", title, "Biên bản PDF (*.pdf)", name, self.save_to)

    @Slot()
    def _ask_printer(self) -> None:
        if (package := self._pane.chosen()) is not None:
            self._printing.ask(_CALLED, _pages_of(package))

    def _tell_saved(self, path: Path) -> None:
        self._shell.messages.tell("Đã lưu biên bản giao nhận")
        self.noted.emit(f"Đã lưu biên bản giao nhận: {path}")


def _pages_of(package: RegisteredPackage) -> Pages:
    return lambda desk: delivery_note_pages(desk, package, DPI)
