"""Printing what a screen shows: a heading and a table, laid out by Qt on A4, its header on every sheet.

Below every sheet stand its number and, where what it shows is sample data, that it is.
"""

import itertools
from collections.abc import Callable, Iterable, Sequence
from html import escape
from pathlib import Path
from typing import NamedTuple

from PySide6.QtCore import QAbstractItemModel, QMarginsF, QObject, QRectF, Qt, Slot
from PySide6.QtGui import QFont, QPageLayout, QPageSize, QPainter, QTextDocument
from PySide6.QtPrintSupport import QPrintDialog, QPrinter, QPrinterInfo
from PySide6.QtWidgets import QApplication, QDialog, QWidget

from ui.files import ask_where_to_save, first_folder

ILLUSTRATIVE_MARK = "SỐ LIỆU MINH HỌA"
NOT_PRINTED = "Không in được; hãy xem lại máy in"
_MARGIN_MM, _MM_PER_INCH = 20, 25.4
_NOT_IN_NAMES = str.maketrans('/\\:*?"<>|', "---------")


class PaperJob(QObject):
    """One print of one screen, from the question for the printer to the word that it is sent."""

    def __init__(
        self, parent: QWidget, title: str, html: str, tell: Callable[[str], None], *, is_illustrative: bool = False
    ) -> None:
        super().__init__(parent)
        self._title, self._html, self._tell = title, html, tell
        self._mark = ILLUSTRATIVE_MARK if is_illustrative else ""
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setDocName(title)

    def ask(self) -> None:
        dialog = print_dialog(self._printer, self._title, self.parent())
        dialog.accepted.connect(self._print)
        QDialog.open(dialog)

    def ask_where(self) -> None:
        """Asks for the file, instead of the printer."""
        parent = self.parent()
        assert isinstance(parent, QWidget)
        name = f"{_file_name(self._title)}.pdf"
        ask_where_to_save(parent, "paper_file", f"Lưu “{self._title}”", "PDF (*.pdf)", name, self.save_to)

    @Slot(str)
    def save_to(self, file: str) -> None:
        """The same sheets as a PDF."""
        printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(file)
        self.print_on(printer)

    def print_on(self, printer: QPrinter) -> None:
        """Prints without asking."""
        self._printer = printer
        self._print()

    def _print(self) -> None:
        printer = self._printer
        printer.setDocName(self._title)
        printer.setFullPage(True)
        size = QPageSize(QPageSize.PageSizeId.A4)
        printer.setPageLayout(QPageLayout(size, QPageLayout.Orientation.Landscape, QMarginsF()))
        painter = QPainter()
        if not painter.begin(printer):
            file = written_file(printer)
            self._tell(f"Không ghi được {file}; hãy chọn thư mục khác" if file else NOT_PRINTED)
            return
        with painter:
            self._paint(painter)
        self._tell(f"{sent(printer, f'“{self._title}”')}.")
        self.deleteLater()

    def _paint(self, painter: QPainter) -> None:
        margin = self._printer.resolution() * _MARGIN_MM / _MM_PER_INCH
        body = QRectF(painter.viewport()).adjusted(margin, margin, -margin, -margin)
        document = QTextDocument()
        document.setDefaultFont(QApplication.font())
        document.documentLayout().setPaintDevice(self._printer)
        document.setDocumentMargin(0)
        document.setHtml(self._html)
        document.setPageSize(body.size())
        count = document.pageCount()
        for number in range(count):
            if number:
                self._printer.newPage()
            seen = QRectF(0, number * body.height(), body.width(), body.height())
            painter.save()
            painter.translate(body.left(), body.top() - seen.top())
            document.drawContents(painter, seen)
            painter.restore()
            if number + 1 < count:  # the table goes on: Qt leaves it open below
                painter.setPen(Qt.GlobalColor.gray)
                painter.drawLine(body.bottomLeft(), body.bottomRight())
            self._paint_foot(painter, QRectF(body.left(), body.bottom(), body.width(), margin * 0.8), number, count)

    def _paint_foot(self, painter: QPainter, foot: QRectF, number: int, count: int) -> None:
        font = QFont(QApplication.font())
        font.setPointSizeF(8)
        painter.setFont(font)
        painter.setPen(Qt.GlobalColor.black)
        middle = Qt.AlignmentFlag.AlignVCenter
        painter.drawText(foot, Qt.AlignmentFlag.AlignRight | middle, f"Trang {number + 1}/{count}")
        font.setBold(True)
        painter.setFont(font)
        painter.drawText(foot, Qt.AlignmentFlag.AlignLeft | middle, self._mark)


def written_file(printer: QPrinter) -> str:
    """The file that a printer writes instead of paper, empty where it prints."""
    is_pdf = printer.outputFormat() is QPrinter.OutputFormat.PdfFormat
    return printer.outputFileName() if is_pdf else ""


def sent(printer: QPrinter, called: str) -> str:
    """Where it went, without a full stop: some printers are a file."""
    if file := written_file(printer):
        return f"Đã lưu {called} thành tệp PDF: {file}"
    return f"Đã gửi {called} đến máy in"


def print_dialog(printer: QPrinter, title: str, parent: QObject | None) -> QPrintDialog:
    """The system's dialog for choosing a printer."""
    if not QPrinterInfo.availablePrinterNames():  # then it is a file, and that belongs with the documents
        printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
        printer.setOutputFileName(str(_free_file(printer.docName() or title)))
    dialog = QPrintDialog(printer, parent if isinstance(parent, QWidget) else None)
    dialog.setObjectName("print_dialog")
    dialog.setWindowTitle(title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return dialog


def _free_file(called: str) -> Path:
    """Named after the paper, with a number where such a file lies there."""
    name = _file_name(called)
    folder = Path(first_folder())
    numbered = (folder / f"{name} ({number}).pdf" for number in itertools.count(2))
    return next(one for one in itertools.chain([folder / f"{name}.pdf"], numbered) if not one.exists())


def _file_name(called: str) -> str:
    return " ".join(called.translate(_NOT_IN_NAMES).split())


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
