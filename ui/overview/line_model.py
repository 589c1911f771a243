"""The table of places: name, criteria met, a sign per criterion, indicators by verdict, a word on illustration."""

from collections.abc import Callable
from functools import cache
from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt
from PySide6.QtGui import QBrush, QColor, QFont

from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.evaluation import Verdict
from ui import style
from ui.overview.lines import Line, criterion_tooltip
from ui.qt_override import override

Index = QModelIndex | QPersistentModelIndex
PLACE, MET = 0, 1
FIRST_CRITERION = 2
VERDICTS = tuple(Verdict)
ILLUSTRATIVE = "số liệu minh họa"


class LineModel(QAbstractTableModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []
        self._set: CriteriaSet | None = None
        self._bold = QFont()
        self._bold.setBold(True)

    def show(self, lines: list[Line], criteria_set: CriteriaSet) -> None:
        self.beginResetModel()
        self.lines, self._set = lines, criteria_set
        self.endResetModel()

    @property
    def criteria(self) -> int:
        return len(self._set.criteria) if self._set else 0

    @property
    def first_verdict(self) -> int:
        return FIRST_CRITERION + self.criteria

    @property
    def note(self) -> int:
        return self.first_verdict + len(VERDICTS)

    def criterion_at(self, column: int) -> int | None:
        """The criterion's number, None in the other columns."""
        if self._set and FIRST_CRITERION <= column < self.first_verdict:
            return self._set.criteria[column - FIRST_CRITERION].number
        return None

    @override
    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else len(self.lines)

    @override
    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008
        return 0 if parent.isValid() else self.note + 1

    @override
    def headerData(self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if role == Qt.ItemDataRole.SizeHintRole:
            return style.HEADING_SIZE
        if orientation is not Qt.Orientation.Horizontal or self._set is None:
            return None
        if role == Qt.ItemDataRole.DisplayRole:
            return self._heading(section)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._heading_tooltip(section)
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return style.LEFT if section in (PLACE, self.note) else style.CENTRE
        return None

    @override
    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        shown = _SHOWN.get(role)
        return shown(self, self.lines[index.row()], index.column()) if shown and index.isValid() else None

    def _heading(self, section: int) -> str:
        if section == PLACE:
            return "Thôn, xã"
        if section == MET:
            return "Đạt"
        if (number := self.criterion_at(section)) is not None:
            return str(number)
        return (
            "Ghi chú" if section == self.note else style.VERDICT_LOOK[VERDICTS[section - self.first_verdict]].sign
        )

    def _heading_tooltip(self, section: int) -> str:
        if self._set and self.criterion_at(section) is not None:
            criterion = self._set.criteria[section - FIRST_CRITERION]
            return f"Tiêu chí {criterion.number}: {criterion.name}"
        if self.first_verdict <= section < self.note:
            word = style.VERDICT_LOOK[VERDICTS[section - self.first_verdict]].word
            return f"Số chỉ tiêu: {word.lower()}"
        return "Số tiêu chí đạt trên tổng số tiêu chí" if section == MET else ""

    def _text(self, line: Line, column: int) -> str:
        if column == PLACE:
            return line.name
        if column == MET:
            return f"{line.assessment.criteria_met}/{len(line.assessment.criteria)}"
        if column < self.first_verdict:
            return style.VERDICT_LOOK[self._verdict(line, column)].sign
        if column == self.note:
            return ILLUSTRATIVE if line.assessment.is_illustrative else ""
        return str(line.verdicts[VERDICTS[column - self.first_verdict]] or "")

    def _tooltip(self, line: Line, column: int) -> str:
        if FIRST_CRITERION <= column < self.first_verdict:
            return criterion_tooltip(line, line.assessment.criteria[column - FIRST_CRITERION])
        if self.first_verdict <= column < self.note:
            return self._heading_tooltip(column)
        return self._text(line, column)

    def _font(self, line: Line, column: int) -> QFont | None:
        return self._bold if line.is_whole or column == MET else None

    def _alignment(self, _: Line, column: int) -> Qt.AlignmentFlag | None:
        return style.CENTRE if column not in (PLACE, self.note) else None

    def _colour(self, line: Line, column: int) -> QBrush | None:
        if FIRST_CRITERION <= column < self.first_verdict:
            return _brush(style.VERDICT_LOOK[self._verdict(line, column)].colour)
        if self.first_verdict <= column < self.note:
            return _brush(style.VERDICT_LOOK[VERDICTS[column - self.first_verdict]].colour)
        return _brush(style.NO_TARGET) if column == self.note else None

    def _background(self, line: Line, column: int) -> QBrush | None:
        if FIRST_CRITERION <= column < self.first_verdict:
            return _brush(style.VERDICT_LOOK[self._verdict(line, column)].tint)
        return _brush(style.SHADE) if line.is_whole else None

    def _verdict(self, line: Line, column: int) -> Verdict:
        return line.assessment.criteria[column - FIRST_CRITERION].verdict


@cache
def _brush(colour: str) -> QBrush:
    return QBrush(QColor(colour))


_SHOWN: dict[int, Callable[[LineModel, Line, int], Any]] = {
    Qt.ItemDataRole.DisplayRole: LineModel._text,
    Qt.ItemDataRole.ToolTipRole: LineModel._tooltip,
    Qt.ItemDataRole.FontRole: LineModel._font,
    Qt.ItemDataRole.ForegroundRole: LineModel._colour,
    Qt.ItemDataRole.BackgroundRole: LineModel._background,
    Qt.ItemDataRole.TextAlignmentRole: LineModel._alignment,
}
