"""The list of everything that does not add up."""

from typing import Any, NamedTuple

from PySide6.QtCore import Qt
from PySide6.QtGui import QBrush, QColor

from ntm_desktop.domain.checks import SEVERITY_SIGNS, SEVERITY_TITLES, Severity
from ntm_desktop.services.check_figures import Finding
from ui import style
from ui.qt_override import override
from ui.table_model import TableModel

KIND, PLACE, CODE, TEXT, ANSWER = range(5)


class Line(NamedTuple):
    finding: Finding
    place: str
    texts: tuple[str, ...]


class CheckModel(TableModel[Line]):
    headers = ("Loại", "Nơi", "Chỉ tiêu", "Chỗ không khớp và cách sửa", "Lý do đã ghi")

    @override
    def cell(self, row: Line, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole:
            return row.texts[column]
        if role == Qt.ItemDataRole.ToolTipRole:
            return row.texts[column] if column != CODE else ", ".join(row.finding.codes)
        if role == Qt.ItemDataRole.ForegroundRole and column == KIND:
            return QBrush(QColor(colour_of(row.finding)))
        return None


def line_of(finding: Finding, place: str, codes: str) -> Line:
    """`codes` is what stands in the column Chỉ tiêu."""
    answer = finding.answer
    said = "" if answer is None else answer.reason
    if answer is not None and not finding.is_answered:
        said = f"số liệu đã đổi sau khi ghi: {answer.reason}"
    return Line(finding, place, (kind_of(finding), place, codes, finding.text, said))


def kind_of(finding: Finding) -> str:
    """Sign and word: "✗ Lỗi", "⚠ Cần xem lại", "✓ Đã giải thích"."""
    if finding.is_answered:
        return "✓ Đã giải thích"
    return f"{SEVERITY_SIGNS[finding.rule.severity]} {SEVERITY_TITLES[finding.rule.severity]}"


def colour_of(finding: Finding) -> str:
    """Of the sign before a finding: answered, an error, a warning."""
    if finding.is_answered:
        return style.MET
    return style.NOT_MET if finding.rule.severity is Severity.ERROR else style.NO_TARGET
