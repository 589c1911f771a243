"""Painting finished pages on a printer: the paper is the PDF's, nothing is laid out a second time."""

from collections.abc import Sequence

from PySide6.QtCore import QMarginsF
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from ntm_desktop.services.prepare_dossier import PageImage
from ui.dossier.pages_view import as_image

DPI = 200
"""Sharp on an office printer; ten pages take some 120 MB while they are printed."""


def paint_pages(printer: QPrinter, pages: Sequence[PageImage]) -> int:
    """Prints the pages and returns how many; a wide page turns the paper."""
    printer.setFullPage(True)
    painter = QPainter()
    for number, page in enumerate(pages):
        wide = page.width > page.height
        turned = QPageLayout.Orientation.Landscape if wide else QPageLayout.Orientation.Portrait
        printer.setPageLayout(QPageLayout(QPageSize(QPageSize.PageSizeId.A4), turned, QMarginsF()))
        if number == 0:
            if not painter.begin(printer):
                return 0
        else:
            printer.newPage()
        painter.drawImage(painter.viewport(), as_image(page))
    painter.end()
    return len(pages)
