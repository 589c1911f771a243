"""Printing what a screen shows: a heading and a table, laid out by Qt on A4, its header on every sheet."""

from collections.abc import Callable, Iterable, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QAbstractItemModel, QMarginsF, QObject, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ui.files import first_folder


class PaperJob(QObject):
    """One print of one screen, from the question for the printer to the word that it is sent."""

    def __init__(self, parent: QWidget, title: str, html: str, tell: Callable[[str], None]) -> None:
        super().__init__(parent)
        self._title, self._html, self._tell = title, html, tell
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setDocName(title)

    def ask(self) -> None:
        dialog = print_dialog(self._printer, self._title, self.parent())
        dialog.accepted.connect(self._print)
        QDialog.open(dialog)

    def print_on(self, printer: QPrinter) -> None:
        """Prints without asking."""
        self._printer = printer
        self._print()

    def _print(self) -> None:
        size = QPageSize(QPageSize.PageSizeId.A4)
        across = QPageLayout.Orientation.Landscape
        # Qt lays a document two centimetres inside the page by itself.
        self._printer.setPageLayout(QPageLayout(size, across, QMarginsF()))
        document = QTextDocument()
        document.setDefaultFont(QApplication.font())
        document.setHtml(self._html)
        document.print_(self._printer)
        self._tell(f"Đã gửi “{self._title}” đến máy in.")
        self.deleteLater()


def print_dialog(printer: QPrinter, title: str, parent: QObject | None) -> QPrintDialog:
    """The system's dialog for choosing a printer."""
    if not QPrinterInfo.availablePrinterNames():  # then it is a file, and that belongs with the documents
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        name = title.replace("/", "-")
        printer.setOutputFileName(str(Path(first_folder()) / f"{name}.pdf"))
    dialog = QPrintDialog(printer, parent if isinstance(parent, QWidget) else None)
    dialog.setObjectName("print_dialog")
    dialog.setWindowTitle(title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog


class Sheet(NamedTuple):
    """What a page has to print."""

    title: str
    html: str


def shown_texts(model: QAbstractItemModel) -> tuple[list[str], list[list[str]]]:
    """Headers and rows of a table as they stand on screen; a row that shows one text alone is a heading."""
    columns = range(model.columnCount())
    headers = [str(model.headerData(column, Qt.Orientation.Horizontal) or "") for column in columns]
    rows = [[str(model.index(row, one).data() or "") for one in columns] for row in range(model.rowCount())]
    return headers, [row[:1] if row[0] and not any(row[1:]) else row for row in rows]


def page_html(
    title: str, below: str, headers: Sequence[str], rows: Iterable[Sequence[str]], widths: Sequence[int] = ()
) -> str:
    """A title, a line below it, and a table; a row of a single text stands across it as a heading.

    `widths` are the columns' hundredths of the page, by their content where not given.
    """
    shares = [f" width='{width}%'" for width in widths] or [""] * len(headers)
    head = "".join(
        f"<th align='left' bgcolor='#ECF0EE'{share}>{escape(text)}</th>"
        for text, share in zip(headers, shares, strict=True)
    )
    body = "".join(_row(row, len(headers)) for row in rows)
    return (
        f"<h3>{escape(title)}</h3><p>{escape(below)}</p>"
        "<table border='1' cellspacing='0' cellpadding='3' width='100%' "
        f"style='border-collapse:collapse;font-size:8pt'><thead><tr>{head}</tr></thead>{body}</table>"
    )


def _row(texts: Sequence[str], columns: int) -> str:
    if len(texts) == 1:
        return f"<tr><td colspan='{columns}' bgcolor='#F5F7F6'><b>{escape(texts[0])}</b></td></tr>"
    return "<tr>" + "".join(f"<td>{escape(text).replace(chr(10), '<br>')}</td>" for text in texts) + "</tr>"
