"""The two tables of the overview: places, and what is missing most. Enter or a double click opens a line."""

from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QWidget

from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.names import matches
from ui import style
from ui.opening_table import OpeningTable
from ui.overview.lack_model import CODE, GAP, NO_DATA, NOT_MET, TEXT, LackModel
from ui.overview.line_model import FIRST_CRITERION, MET, PLACE, LineModel
from ui.overview.lines import Lack, Line
from ui.qt_override import override

_MOST_LINES = 11
_FEWEST_LINES = 4
_FEWEST_LACKS = 3
_WIDE_ENOUGH = 1060
_ROOMY = (136, 58, 28, 36)
_NARROW = (104, 50, 26, 28)
"""Widths of place, criteria met, one criterion, one verdict."""


class LineTable(OpeningTable):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("overview_places", "Tình hình từng thôn, từng tiêu chí", parent)
        self.lines = LineModel(self)
        self.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        self.horizontalHeader().setMinimumSectionSize(24)
        self.setModel(self.lines)
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self._room = 0

    def show_lines(self, lines: list[Line], criteria_set: CriteriaSet) -> None:
        """A line a place, the current row kept; as high as its lines up to a limit."""
        row = max(0, self.currentIndex().row())
        self.lines.show(lines, criteria_set)
        self._share_width()
        shown = min(_MOST_LINES, max(1, len(lines)))
        self.setMaximumHeight(style.ROW_HEIGHT * (shown + 1) + 2)
        self.setMinimumHeight(style.ROW_HEIGHT * (min(shown, _FEWEST_LINES) + 1) + 2)
        self.setCurrentIndex(self.lines.index(min(row, len(lines) - 1), PLACE))

    def look_for(self, words: str) -> None:
        """Goes to the first place of that name."""
        for row, line in enumerate(self.lines.lines):
            if words.strip() and matches(words, (line.name, *line.place.aliases)):
                self.setCurrentIndex(self.lines.index(row, PLACE))
                return

    @override
    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._room = event.size().width()
        self._share_width()

    def _share_width(self) -> None:
        """Everything in view on a small or scaled display too: only the word beside a line may be shortened."""
        if not (self._room and self.lines.lines):
            return
        place, met, criterion, verdict = _ROOMY if self._room >= _WIDE_ENOUGH else _NARROW
        header, first_verdict = self.horizontalHeader(), self.lines.first_verdict
        header.resizeSection(PLACE, place)
        header.resizeSection(MET, met)
        for column in range(FIRST_CRITERION, self.lines.note):
            header.resizeSection(column, criterion if column < first_verdict else verdict)
        header.setSectionResizeMode(self.lines.note, QHeaderView.ResizeMode.Stretch)


class LackTable(OpeningTable):
    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("overview_lacks", "Chỉ tiêu còn thiếu nhiều nhất", parent)
        self.lacks = LackModel(self)
        self.setModel(self.lacks)
        self.setShowGrid(False)
        self.setMinimumHeight(style.ROW_HEIGHT * (_FEWEST_LACKS + 1) + 2)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        header = self.horizontalHeader()
        for column, width in ((CODE, 52), (NOT_MET, 92), (NO_DATA, 118), (GAP, 196)):
            header.setSectionResizeMode(column, QHeaderView.ResizeMode.Fixed)
            header.resizeSection(column, width)
        header.setSectionResizeMode(TEXT, QHeaderView.ResizeMode.Stretch)

    def show_lacks(self, lacks: list[Lack]) -> None:
        self.lacks.show(lacks)
        if lacks:
            self.setCurrentIndex(self.lacks.index(0, CODE))
