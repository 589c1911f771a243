"""The grid on paper: A4 across, the rows that are shown, as many villages to a sheet as stay readable."""

from collections.abc import Sequence

from PySide6.QtCore import QMarginsF, QRect, Qt
from PySide6.QtGui import QColor, QFont, QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrinter

from ntm_desktop.services.assess import Grid
from ui import style
from ui.recording.delegates import paint_heading, paint_look
from ui.recording.model import CODE, FIXED, TARGET, TEXT, FigureModel

_DOTS = 96  # the grid is drawn as on a screen of 96 dots and enlarged to the printer's
_MARGIN_MM = 12.0
_LINE, _HEADER, _TITLE = 22, 34, 40
_CODE_WIDTH, _TARGET_WIDTH, _PLACE_WIDTH, _TEXT_LEAST = 40, 88, 92, 300
_LETTERS = 11


def set_up_paper(printer: QPrinter) -> None:
    """A4 across, with the margins of the house."""
    margins = QMarginsF(_MARGIN_MM, _MARGIN_MM, _MARGIN_MM, _MARGIN_MM)
    across = QPageLayout.Orientation.Landscape
    printer.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), across, margins, QPageLayout.Unit.Millimeter)
    )


def paint_grid(printer: QPrinter, model: FigureModel) -> int:
    """Prints what the grid shows and returns how many sheets that took."""
    grid = model.grid
    painter = QPainter()
    if grid is None or not painter.begin(printer):
        return 0
    scale = printer.resolution() / _DOTS
    width, height = int(painter.viewport().width() / scale), int(painter.viewport().height() / scale)
    painter.scale(scale, scale)
    rows_each = max(1, (height - _TITLE - _HEADER - _LINE) // _LINE)
    columns_each = max(1, (width - _CODE_WIDTH - _TARGET_WIDTH - _TEXT_LEAST) // _PLACE_WIDTH)
    columns = list(range(FIXED, model.columnCount()))
    sheets = [
        (rows, columns[start : start + columns_each])
        for rows in _pages(model, rows_each)
        for start in range(0, len(columns), columns_each)
    ]
    with painter:
        for number, (rows, shown) in enumerate(sheets, start=1):
            if number > 1:
                printer.newPage()
            _Sheet(painter, model, grid, width, height).paint(rows, shown, f"{number}/{len(sheets)}")
    return len(sheets)


def _pages(model: FigureModel, most: int) -> list[range]:
    """The rows of each page; a heading never stands alone at its foot."""
    pages = []
    first = 0
    while first < model.rowCount():
        last = min(first + most, model.rowCount())
        if last - first > 1 and last < model.rowCount() and model.rows[last - 1].indicator is None:
            last -= 1
        pages.append(range(first, last))
        first = last
    return pages


class _Sheet:
    def __init__(self, painter: QPainter, model: FigureModel, grid: Grid, width: int, height: int) -> None:
        self._painter, self._model, self._grid = painter, model, grid
        self._width, self._height = width, height
        self._font = QFont(style.BUNDLED_FONT)
        self._font.setPixelSize(_LETTERS)

    def paint(self, rows: Sequence[int], columns: Sequence[int], number: str) -> None:
        self._title()
        text = self._width - _CODE_WIDTH - _TARGET_WIDTH - _PLACE_WIDTH * len(columns)
        edges = {CODE: (0, _CODE_WIDTH), TEXT: (_CODE_WIDTH, text), TARGET: (_CODE_WIDTH + text, _TARGET_WIDTH)}
        start = _CODE_WIDTH + text + _TARGET_WIDTH
        edges |= {column: (start + at * _PLACE_WIDTH, _PLACE_WIDTH) for at, column in enumerate(columns)}
        self._header(edges)
        for position, row in enumerate(rows):
            self._line(row, _TITLE + _HEADER + position * _LINE, edges, start)
        foot = QRect(0, self._height - _LINE, self._width, _LINE)
        self._write(foot, f"Tờ {number}", Qt.AlignmentFlag.AlignRight)
        signs = "   ".join(f"{look.sign} {look.word.lower()}" for look in style.VERDICT_LOOK.values())
        self._write(foot, f"{signs}   chữ nghiêng: số liệu minh họa", Qt.AlignmentFlag.AlignLeft)

    def _title(self) -> None:
        grid = self._grid
        title = f"{grid.commune.title} – {grid.period.title}"
        if any(total.assessment.is_illustrative for total in grid.totals.values()):
            title += " – SỐ LIỆU MINH HỌA"
        self._write(QRect(0, 0, self._width, _TITLE // 2), title, Qt.AlignmentFlag.AlignLeft, is_bold=True)
        below = QRect(0, _TITLE // 2, self._width, _TITLE // 2)
        self._write(below, grid.criteria_set.title, Qt.AlignmentFlag.AlignLeft)

    def _header(self, edges: dict[int, tuple[int, int]]) -> None:
        for column, (x, width) in edges.items():
            rect = QRect(x, _TITLE, width, _HEADER)
            self._painter.fillRect(rect, QColor(style.SHADE))
            self._painter.setPen(QColor(style.RULE))
            self._painter.drawRect(rect)
            side = Qt.AlignmentFlag.AlignLeft if column < TARGET else Qt.AlignmentFlag.AlignRight
            text = str(self._model.headerData(column, Qt.Orientation.Horizontal))
            self._write(rect.adjusted(4, 0, -4, 0), text, side, is_bold=True)

    def _line(self, row: int, y: int, edges: dict[int, tuple[int, int]], start: int) -> None:
        model, is_heading = self._model, self._model.rows[row].indicator is None
        for column, (x, width) in edges.items():
            rect = QRect(x, y, width, _LINE)
            if column >= FIXED:
                look = model.look_at(model.index(row, column))
                paint_look(self._painter, rect, look, self._font, is_heading=is_heading)
            elif is_heading and column == CODE:
                text = str(model.data(model.index(row, CODE)))[1:].strip()
                paint_heading(self._painter, QRect(0, y, start, _LINE), text, self._font)
            elif not is_heading:
                self._painter.setPen(QColor(style.RULE))
                self._painter.drawLine(rect.bottomLeft(), rect.bottomRight())
                side = Qt.AlignmentFlag.AlignRight if column == TARGET else Qt.AlignmentFlag.AlignLeft
                self._write(rect.adjusted(4, 0, -4, 0), str(model.data(model.index(row, column))), side)

    def _write(self, rect: QRect, text: str, side: Qt.AlignmentFlag, *, is_bold: bool = False) -> None:
        font = QFont(self._font)
        font.setBold(is_bold)
        self._painter.setFont(font)
        self._painter.setPen(QColor(style.TEXT))
        wrap = Qt.TextFlag.TextWordWrap
        if self._painter.fontMetrics().horizontalAdvance(text) > rect.width() and "\n" not in text:
            # Two lines of smaller letters; paper has no tooltip.
            font.setPixelSize(_LETTERS - 2)
            self._painter.setFont(font)
        self._painter.drawText(rect, int(side | Qt.AlignmentFlag.AlignVCenter) | int(wrap), text)
