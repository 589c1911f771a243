"""Painting finished pages on a printer: the paper is the PDF's, nothing is laid out a second time."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QMarginsF, QObject, Slot
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from ntm_desktop.domain.numbers import format_number
from ntm_desktop.services.open_desk import OpenDesk, Progress
from ntm_desktop.services.prepare_dossier import PageImage
from ui.dossier.pages_view import as_image
from ui.paper import print_dialog, sent
from ui.screen import Shell

DPI = 200
"""Sharp on an office printer."""


def paint_pages(printer: QPrinter, pages: Sequence[PageImage]) -> int:
    """Prints the pages and returns how many; a wide page turns the paper."""
    if not pages:
        return 0
    printer.setFullPage(True)
    _turn(printer, pages[0])
    painter = QPainter()
    if not painter.begin(printer):
        return 0
    with painter:
        for number, page in enumerate(pages):
            if number > 0:
                _turn(printer, page)
                printer.newPage()
            painter.drawImage(painter.viewport(), as_image(page))
    return len(pages)


def _turn(printer: QPrinter, page: PageImage) -> None:
    wide = page.width > page.height
    turned = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
    printer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), turned, QMarginsF()))


Pages = Callable[[OpenDesk], list[PageImage]]


class PagePrinting(QObject):
    """Prints one paper at a time: asks for the printer, has the pages drawn as a task, and says what came of it."""

    def __init__(self, shell: Shell, window: QWidget) -> None:
        super().__init__(window)
        self._shell, self._window = shell, window
        self._printer: QPrinter | None = None
        self._called = ""
        self._pages: Pages | None = None

    def ask(self, called: str, pages: Pages) -> None:
        """Asks for the printer; `called` is the name of the paper within a sentence."""
        self._called, self._pages = called, pages
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setDocName(called[:1].upper() + called[1:])
        dialog = print_dialog(self._printer, f"In {called}", self._window)
        dialog.accepted.connect(self._print)
        QDialog.open(dialog)

    def print_to(self, printer: QPrinter, called: str, pages: Pages) -> None:
        """Prints without asking."""
        self._printer, self._called, self._pages = printer, called, pages
        self._print()

    @Slot()
    def _print(self) -> None:
        pages = self._pages
        if pages is None:
            return

        def work(desk: OpenDesk, progress: Progress) -> list[PageImage]:
            progress(0, 0, "Đang chuẩn bị trang in")
            return pages(desk)

        self._shell.tasks.run(f"Đang in {self._called}", work, self._paint)

    def _paint(self, pages: list[PageImage]) -> None:
        if self._printer is None:
            return
        told = sent(self._printer, self._called)
        count, self._printer = paint_pages(self._printer, pages), None
        if count:
            self._shell.messages.tell(f"{told}, {format_number(count)} trang.")
        else:
            self._shell.messages.warn("Máy in không nhận trang nào; hãy kiểm tra máy in rồi in lại.")
