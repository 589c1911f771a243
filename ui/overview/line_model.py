"""The table of places: name, criteria met, a sign per criterion, indicators by verdict, a word on illustration."""

from PySide6.QtCore import QObject
from PySide6.QtGui import QFont, QStandardItem, QStandardItemModel

from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.evaluation import CriterionAssessment, Verdict
from ntm_desktop.domain.numbers import format_number
from ui import style
from ui.cells import CENTRE, cell, heading
from ui.overview.lines import Line, criterion_tooltip

PLACE, MET = 0, 1
FIRST_CRITERION = 2
VERDICTS = tuple(Verdict)
ILLUSTRATIVE = "số liệu minh họa"
_MET_TOOLTIP = (
    "Số tiêu chí đạt trên tổng số tiêu chí. Tiêu chí không áp dụng (○) tính là đạt khi bộ tiêu chí quy định vậy; "
    "rê chuột vào từng ô để biết."
)


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
        for section, one in enumerate(self._headings(criteria_set)):
            self.setHorizontalHeaderItem(section, one)
        for line in lines:
            self.appendRow(self._cells(line))

    def note_doubts(self, place_id: str, doubts: int) -> None:
        """How much does not add up at that place, beside its line."""
        for row, line in enumerate(self.lines):
            if line.place.id == place_id:
                text = _note(line, doubts)
                self.item(row, self.note).setText(text)
                self.item(row, self.note).setToolTip(text)

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
        return [
            heading("Thôn, xã"),
            heading("Đạt", _MET_TOOLTIP, alignment=CENTRE),
            *(
                heading(str(one.number), f"Tiêu chí {one.number}: {one.name}", alignment=CENTRE)
                for one in criteria_set.criteria
            ),
            *(heading(style.VERDICT_LOOK[one].sign, _counted(one), alignment=CENTRE) for one in VERDICTS),
            heading("Ghi chú"),
        ]

    def _cells(self, line: Line) -> list[QStandardItem]:
        assessment = line.assessment
        shade = style.SHADE if line.is_whole else ""
        met = f"{assessment.criteria_met}/{len(assessment.criteria)}"
        note = _note(line, 0)
        cells = [
            cell(line.name, line.name, ground=shade),
            cell(met, f"Đạt {assessment.met_text}", alignment=CENTRE, ground=shade),
            *(_sign(line, one) for one in assessment.criteria),
            *(_count(verdict, line.verdicts[verdict], shade) for verdict in VERDICTS),
            cell(note, note, ink=style.NO_TARGET, ground=shade),
        ]
        for one in cells[:-1] if line.is_whole else (cells[MET],):
            one.setFont(self._bold)
        return cells


def _note(line: Line, doubts: int) -> str:
    parts = (
        f"{format_number(doubts)} chỗ không khớp" if doubts else "",
        ILLUSTRATIVE if line.assessment.is_illustrative else "",
    )
    return "; ".join(filter(None, parts))


def _sign(line: Line, criterion: CriterionAssessment) -> QStandardItem:
    look = style.VERDICT_LOOK[criterion.verdict]
    tooltip = criterion_tooltip(line, criterion)
    return cell(look.sign, tooltip, alignment=CENTRE, ink=look.colour, ground=look.tint)


def _count(verdict: Verdict, count: int, shade: str) -> QStandardItem:
    ink = style.VERDICT_LOOK[verdict].colour
    return cell(str(count or ""), _counted(verdict), alignment=CENTRE, ink=ink, ground=shade)


def _counted(verdict: Verdict) -> str:
    return f"Số chỉ tiêu: {style.VERDICT_LOOK[verdict].word.lower()}"
