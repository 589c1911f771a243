"""The table of places: name, criteria met, a sign per criterion, indicators by verdict, a word on illustration."""

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QColor, QFont, QStandardItem, QStandardItemModel

from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.evaluation import CriterionAssessment, Verdict
from ui import style
from ui.overview.lines import Line, criterion_tooltip

PLACE, MET = 0, 1
FIRST_CRITERION = 2
VERDICTS = tuple(Verdict)
ILLUSTRATIVE = "số liệu minh họa"
_INK, _GROUND = Qt.ItemDataRole.ForegroundRole, Qt.ItemDataRole.BackgroundRole


class LineModel(QStandardItemModel):
    """Qt holds the cells itself, as they are few: asking Python for each takes longer than drawing it."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.lines: list[Line] = []
        self._set: CriteriaSet | None = None
        self._bold = QFont()
        self._bold.setBold(True)

    def show(self, lines: list[Line], criteria_set: CriteriaSet) -> None:
        self.lines, self._set = lines, criteria_set
        self.clear()
        self.setColumnCount(self.note + 1)
        for section, heading in enumerate(self._headings(criteria_set)):
            self.setHorizontalHeaderItem(section, heading)
        for line in lines:
            self.appendRow(self._cells(line))

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

    def _headings(self, criteria_set: CriteriaSet) -> list[QStandardItem]:
        place, note = QStandardItem("Thôn, xã"), QStandardItem("Ghi chú")
        met = _centred("Đạt", "Số tiêu chí đạt trên tổng số tiêu chí")
        criteria = [
            _centred(str(one.number), f"Tiêu chí {one.number}: {one.name}") for one in criteria_set.criteria
        ]
        verdicts = [_centred(style.VERDICT_LOOK[one].sign, _counted(one)) for one in VERDICTS]
        for one in (place, note):
            one.setTextAlignment(style.LEFT)
        headings = [place, met, *criteria, *verdicts, note]
        for one in headings:
            one.setSizeHint(style.HEADING_SIZE)
        return headings

    def _cells(self, line: Line) -> list[QStandardItem]:
        assessment = line.assessment
        met = f"{assessment.criteria_met}/{len(assessment.criteria)}"
        note = QStandardItem(ILLUSTRATIVE if assessment.is_illustrative else "")
        note.setData(QColor(style.NO_TARGET), _INK)
        place, met_cell = QStandardItem(line.name), _centred(met, met)
        for one in (place, note):
            one.setToolTip(one.text())
        counts = [_count(verdict, line.verdicts[verdict]) for verdict in VERDICTS]
        signs = [_sign(line, one) for one in assessment.criteria]
        cells = [place, met_cell, *signs, *counts, note]
        if line.is_whole:
            for one in (place, met_cell, *counts, note):
                one.setData(QColor(style.SHADE), _GROUND)
        for one in cells[:-1] if line.is_whole else (met_cell,):
            one.setFont(self._bold)
        return cells


def _sign(line: Line, criterion: CriterionAssessment) -> QStandardItem:
    look = style.VERDICT_LOOK[criterion.verdict]
    cell = _centred(look.sign, criterion_tooltip(line, criterion))
    cell.setData(QColor(look.colour), _INK)
    cell.setData(QColor(look.tint), _GROUND)
    return cell


def _count(verdict: Verdict, count: int) -> QStandardItem:
    cell = _centred(str(count or ""), _counted(verdict))
    cell.setData(QColor(style.VERDICT_LOOK[verdict].colour), _INK)
    return cell


def _centred(text: str, tooltip: str) -> QStandardItem:
    cell = QStandardItem(text)
    cell.setTextAlignment(style.CENTRE)
    cell.setToolTip(tooltip)
    return cell


def _counted(verdict: Verdict) -> str:
    return f"Số chỉ tiêu: {style.VERDICT_LOOK[verdict].word.lower()}"
