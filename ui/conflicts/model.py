"""The list of everything that has to be decided."""

from typing import Any, NamedTuple

from PySide6.QtCore import Qt

from ntm_desktop.domain.moments import moment_text
from ntm_desktop.services.decide_conflicts import Conflict
from ntm_desktop.services.open_desk import OpenDesk
from ui.conflicts import words
from ui.qt_override import override
from ui.table_model import TableModel

PLACE, WHAT, PERIOD, VALUES, WHO = range(5)
HEADERS = ("Nơi", "Chỉ tiêu hoặc nội dung", "Kỳ", "Các giá trị", "Ai ghi, lúc nào")


class Line(NamedTuple):
    conflict: Conflict
    texts: tuple[str, ...]


class ConflictModel(TableModel[Line]):
    headers = HEADERS

    def show(self, desk: OpenDesk, conflicts: list[Conflict]) -> None:
        """Each conflict as one line of finished texts."""
        self.show_rows(Line(one, _texts(desk, one)) for one in conflicts)

    @override
    def cell(self, row: Line, column: int, role: int) -> Any:
        if role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
            return row.texts[column]
        return None


def _texts(desk: OpenDesk, conflict: Conflict) -> tuple[str, ...]:
    shown = words.sides(conflict)
    values = "  ≠  ".join(words.value_text(desk, conflict, side.value) for side, _, _ in shown)
    who = "; ".join(f"{side.person} {moment_text(side.at)}" for side, _, _ in shown)
    return words.where(conflict), words.what(desk, conflict), words.when(conflict), values, who
