"""A criteria set to read: criteria as headings, indicators with kind, target and where the figure comes from."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QBrush, QColor, QFont

from ntm_desktop.domain.criteria import Basis, CriteriaSet, Criterion, Indicator, IndicatorKind, TargetMark
from ntm_desktop.domain.evaluation import display_target
from ntm_desktop.domain.names import matches
from ui import style
from ui.qt_override import override
from ui.table_model import TableModel

CODE, TEXT, KIND, TARGET, BASIS = range(5)
HEADERS = ("Mã", "Chỉ tiêu", "Loại", "Mức đạt", "Căn cứ")
KINDS = {
    IndicatorKind.YES_NO: "Đạt hoặc không",
    IndicatorKind.RATIO: "Tỷ lệ",
    IndicatorKind.AVERAGE: "Bình quân",
    IndicatorKind.COUNT: "Đếm",
    IndicatorKind.K_OF_N: "Số nội dung đạt",
}
BASES = {
    Basis.QUOTED: ("✓ đã có căn cứ", style.MET),
    Basis.UNVERIFIED: ("? chưa đối chiếu", style.NO_TARGET),
    Basis.SAMPLE: ("◇ mẫu", style.NO_TARGET),
}
MARKS = {
    TargetMark.ENTERED: ("✓ nhập theo QĐ", style.MET),
    TargetMark.CHECKED: ("✓ đã đối chiếu", style.MET),
}
_NO_TARGET = "? chưa có mức đạt"
_ELSEWHERE = "? của nơi khác, chưa đối chiếu"


@dataclass(frozen=True, slots=True)
class SetRow:
    """A criterion's heading (`indicator` None), or an indicator."""

    criterion: Criterion
    indicator: Indicator | None = None


class SetModel(TableModel[SetRow]):
    headers = HEADERS

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._column: str | None = None
        self._year = 0
        self._bold = QFont()
        self._bold.setBold(True)

    def show(
        self, chosen: CriteriaSet, words: str, column: str | None, year: int, *, is_open_only: bool = False
    ) -> None:
        """The targets of that column and year; only what holds `words`, marks or not.

        `is_open_only`: only those that are missing or were not compared with the province's decision.
        """
        self._column, self._year = column, year
        rows: list[SetRow] = []
        for criterion in chosen.criteria:
            name = (f"{criterion.number}. {criterion.name}",)
            kept = [
                one
                for one in criterion.indicators
                if matches(words, (*name, one.code, one.text)) and not (is_open_only and self._is_settled(one))
            ]
            if kept:
                rows += [SetRow(criterion), *(SetRow(criterion, one) for one in kept)]
        self.show_rows(rows)

    def codes_at(self, rows: Iterable[int]) -> list[str]:
        """Indicators of these lines; the line of a criterion stands for all of its that are shown."""
        chosen = {row for row in rows if 0 <= row < len(self.rows)}
        criteria = {self.rows[row].criterion.number for row in chosen if self.rows[row].indicator is None}
        return [
            line.indicator.code
            for row, line in enumerate(self.rows)
            if line.indicator is not None and (row in chosen or line.criterion.number in criteria)
        ]

    def _is_settled(self, one: Indicator) -> bool:
        target = one.target(self._column, self._year)
        return target is not None and Basis.QUOTED is target.basis is one.text_basis

    @override
    def cell(self, row: SetRow, column: int, role: int) -> Any:
        if row.indicator is None:
            return self._of_criterion(row.criterion, column, role)
        if role == Qt.ItemDataRole.DisplayRole:
            return self._text(row.indicator, column)
        if role == Qt.ItemDataRole.ToolTipRole:
            return self._tooltip(row.indicator)
        if role == Qt.ItemDataRole.ForegroundRole and column == BASIS:
            return QBrush(QColor(self._basis(row.indicator)[1]))
        return None

    def _of_criterion(self, criterion: Criterion, column: int, role: int) -> Any:
        if role == Qt.ItemDataRole.DisplayRole and column == CODE:
            return f"{criterion.number}. {criterion.name}"
        if role == Qt.ItemDataRole.FontRole:
            return self._bold
        return QBrush(QColor(style.SHADE)) if role == Qt.ItemDataRole.BackgroundRole else None

    def _text(self, one: Indicator, column: int) -> str:
        if column == KIND:
            return f"{KINDS[one.kind]}, nữ và nam riêng" if one.by_sex else KINDS[one.kind]
        if column == TARGET:
            return display_target(one, one.target(self._column, self._year)) or (
                "tỉnh quy định" if one.set_by_province else ""
            )
        return {CODE: one.code, TEXT: one.text, BASIS: self._basis(one)[0]}[column]

    def _basis(self, one: Indicator) -> tuple[str, str]:
        target = one.target(self._column, self._year)
        if target is None:
            return _NO_TARGET, style.NO_TARGET
        if target.basis is Basis.UNVERIFIED and target.source:
            return _ELSEWHERE, style.NO_TARGET
        return MARKS.get(target.mark, BASES[target.basis])

    def _tooltip(self, one: Indicator) -> str:
        target = one.target(self._column, self._year)
        lines = [f"{one.code} {one.text}", f"Lời văn chỉ tiêu: {BASES[one.text_basis][0]}"]
        if one.numerator_label:
            lines.append(f"Tử số: {one.numerator_label}; mẫu số: {one.denominator_label}")
        lines += [f"{number}. {item}" for number, item in enumerate(one.items, start=1)]
        if target and target.source:
            lines.append(f"Nguồn mức đạt: {target.source}")
            if target.basis is Basis.UNVERIFIED:
                lines.append("Đó là văn bản của nơi khác, chưa đối chiếu với quyết định của tỉnh.")
        if one.not_applicable:
            lines.append(f"Không áp dụng khi: {one.not_applicable}")
        if one.agencies:
            lines.append(f"Cơ quan phụ trách: {', '.join(one.agencies)}")
        return "\n".join(lines)
