"""The register as a grid: a household a row, and an empty row below them where the next one is typed."""

from collections.abc import Sequence
from datetime import date, datetime

from PySide6.QtCore import QObject

from ntm_desktop.domain.errors import ExpectedError, HouseholdWithoutHead
from ntm_desktop.domain.household_cells import INCOME, LACKS, NAME, PEOPLE, VILLAGE, HouseholdCells, income_column
from ntm_desktop.domain.household_form import FormField
from ntm_desktop.domain.households import Household
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.sentences import sentence_for
from ntm_desktop.services.keep_households import (
    HouseholdProblem,
    load_form,
    problems_with,
    remove_households,
    save_households,
)
from ui.households.cell_model import CellModel
from ui.households.register import Register, Wanted
from ui.qt_override import override
from ui.table_model import NOWHERE

WIDTHS = {
    VILLAGE: 88,
    "number": 52,
    NAME: 168,
    "sex": 64,
    "birth": 86,
    PEOPLE: 84,
    "ethnic": 96,
    "poverty": 108,
    "water": 164,
    "latrine": 172,
    LACKS: 150,
    "phone": 110,
    "note": 180,
}
_USUAL = 124
_INCOME = 150
_SHOWN_PROBLEMS = 3
_ASKED_FROM = 20
"""Rows beyond which a person is asked before they are pasted."""


class HouseholdModel(CellModel):
    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self.register: Register | None = None
        self._cells = HouseholdCells(load_form(), (), date.today())
        self._draft: Household | None = None
        self._wanted = Wanted()
        self.columns = (*self._cells.columns(), income_column(date.today().year))

    @property
    def cells(self) -> HouseholdCells:
        return self._cells

    @property
    def wanted(self) -> Wanted:
        return self._wanted

    @property
    def has_draft(self) -> bool:
        """Whether a household is begun in the empty row that cannot be saved yet."""
        return self._draft is not None

    def widths(self) -> tuple[int, ...]:
        return tuple(_INCOME if one.startswith(INCOME) else WIDTHS.get(one, _USUAL) for one in self.columns)

    def show_register(self, register: Register, wanted: Wanted) -> None:
        self.beginResetModel()
        self.register, self._draft, self._wanted = register, None, wanted
        self._cells = HouseholdCells(load_form(), register.villages, date.today())
        income = income_column(register.period.year)
        named = self._cells.columns()
        at = named.index(LACKS) + 1
        self.columns = (*named[:at], income, *named[at:])
        self.numeric = frozenset({"number", "birth", PEOPLE, income})
        register.refresh(wanted)
        self.endResetModel()

    def look_for(self, wanted: Wanted) -> None:
        """Shows what is wanted; while words are typed this happens with every letter."""
        if self.register is None:
            return
        self.beginResetModel()
        self._wanted = wanted
        self.register.show(wanted)
        self.endResetModel()

    def household(self, row: int) -> Household | None:
        """The household of that row; None for the empty one."""
        if self.register is None or not 0 <= row < len(self.register.shown):
            return None
        return self.register.households[self.register.shown[row]]

    def put(self, households: Sequence[Household]) -> None:
        """Takes up households that were saved elsewhere (members, income)."""
        if self.register is None:
            return
        before = len(self.register.shown)
        self.register.put(households)
        if len(self.register.shown) != before:
            self.register.shown, after = self.register.shown[:before], self.register.shown
            self.beginInsertRows(NOWHERE, before, len(after) - 1)
            self.register.shown = after
            self.endInsertRows()
        for one in households:
            if (row := self.register.position_of(one.id)) is not None:
                self.row_changed(row)

    @override
    def rows(self) -> int:
        return 0 if self.register is None else len(self.register.shown) + 1

    @override
    def title(self, column: str) -> str:
        return f"{self._cells.title(column)}, tr.đ" if column.startswith(INCOME) else self._cells.title(column)

    @override
    def text(self, row: int, column: int) -> str:
        household = self.household(row) or self._draft
        return self._cells.text(household, self.columns[column]) if household is not None else ""

    @override
    def shown(self, row: int, column: int) -> str:
        if self.register is not None and row == len(self.register.shown) and self._draft is None:
            return "+ Thêm hộ: gõ tên" if self.columns[column] == NAME else ""
        return self.text(row, column)

    @override
    def tip(self, row: int, column: int) -> str:
        text = self.text(row, column)
        return text if len(text) > 10 else ""

    @override
    def is_quiet(self, row: int, column: int) -> bool:
        return self.register is not None and row == len(self.register.shown)

    @override
    def choices(self, column: int) -> FormField | None:
        return self._cells.choices(self.columns[column])

    @override
    def why_not(self, row: int, column: int) -> str:
        if self.columns[column] == PEOPLE and (one := self.household(row)) is not None and len(one.members) > 1:
            return "Số nhân khẩu đếm từ những người đã kê ở bảng dưới; hãy thêm hoặc bỏ người ở đó."
        return ""

    @override
    def save(self, cells: Sequence[tuple[int, int, str]], title: str) -> str:
        register = self.register
        if register is None:
            return ""
        try:
            changed = self._typed(cells)
        except ExpectedError as error:
            return sentence_for(error)
        rows, households = list(changed), list(changed.values())
        last = len(register.shown)
        if len(rows) == 1 and rows[0] == last and not households[0].head:  # begun, and waits for its head's name
            self._draft = households[0]
            self.row_changed(last)
            return ""
        try:
            named = title or _title(self._cells, households[0], self.columns[cells[0][1]], is_new=rows[0] >= last)
            saved = save_households(register.desk, register.commune, households, named)
        except ExpectedError as error:
            problems = problems_with(register.desk, register.commune, households)
            return self._problems(problems, rows) if problems else sentence_for(error)
        if any(row >= last for row in rows):
            self._draft = None
        self.put(saved.households)
        warning = f"; lưu ý: {sentence_for(saved.warnings[0].error)}" if saved.warnings and len(rows) == 1 else ""
        self.saved.emit(f"Đã lưu {datetime.now():%H:%M}{warning}")
        return ""

    @override
    def paste_question(self, cells: Sequence[tuple[int, int, str]]) -> tuple[str, str] | None:
        rows = {row for row, _, text in cells if text}
        if self.register is None or len(rows) <= _ASKED_FROM:
            return None
        new = sum(row >= len(self.register.shown) for row in rows)
        old = len(rows) - new
        parts = [f"thêm {format_number(new)} hộ mới"] if new else []
        parts += [f"sửa {format_number(old)} hộ đang hiện"] if old else []
        lines = f"{format_number(len(rows))} dòng"
        question = f"Bảng vừa chép có {lines}: {', '.join(parts)}. Việc này lấy lại được bằng Ctrl+Z."
        return question, f"Thêm {format_number(new)} hộ" if not old else f"Dán {lines}"

    @override
    def remove(self, rows: Sequence[int]) -> str:
        register = self.register
        found = [one for row in rows if (one := self.household(row)) is not None]
        if self._draft is not None and register is not None and len(register.shown) in rows:
            self._draft = None
            self.row_changed(len(register.shown))
        if not found or register is None:
            return ""
        what = f"hộ {found[0].head}" if len(found) == 1 else f"{format_number(len(found))} hộ"
        try:
            remove_households(register.desk, register.commune, found, f"bỏ {what} khỏi sổ hộ")
        except ExpectedError as error:
            return sentence_for(error)
        register.take_out(found)
        self.show_register(register, self._wanted)
        self.saved.emit(f"Đã bỏ {what} khỏi sổ hộ; bấm Ctrl+Z để lấy lại")
        return ""

    def _typed(self, cells: Sequence[tuple[int, int, str]]) -> dict[int, Household]:
        """By row the household with what was typed; several cells at once leave out lines that say nothing."""
        changed: dict[int, Household] = {}
        said = {row for row, _, text in cells if text}
        for row, column, text in cells:
            before = changed.get(row) or self.household(row)
            if before is None:
                if row not in said:
                    continue
                before = self._draft if self._draft is not None and self._is_first_new(row) else self._new()
            changed[row] = self._cells.typed(before, self.columns[column], text)
        return {row: one for row, one in changed.items() if one != self.household(row)} or changed

    def _is_first_new(self, row: int) -> bool:
        return self.register is not None and row == len(self.register.shown)

    def _new(self) -> Household:
        """In the village that is shown, or in that of the household above."""
        register = self.register
        assert register is not None
        above = self.household(len(register.shown) - 1)
        first = register.villages[0].id if register.villages else ""
        return Household(self._wanted.village_id or (above.village_id if above is not None else first))

    def _problems(self, problems: Sequence[HouseholdProblem], rows: Sequence[int]) -> str:
        if len(rows) == 1:
            error = problems[0].error
            if isinstance(error, HouseholdWithoutHead):
                return "Hộ chưa có tên chủ hộ nên chưa lưu; hãy ghi họ tên chủ hộ trước."
            return sentence_for(error)
        said = [f"Dòng {rows[one.position] + 1}: {sentence_for(one.error)}" for one in problems[:_SHOWN_PROBLEMS]]
        more = len(problems) - len(said)
        tail = f"\n... và {format_number(more)} chỗ nữa" if more > 0 else ""
        return "Chưa lưu gì vì có chỗ chưa đúng.\n" + "\n".join(said) + tail


def _title(cells: HouseholdCells, household: Household, column: str, *, is_new: bool) -> str:
    if is_new:
        return f"thêm hộ {household.head}"
    return f"sửa {cells.title(column).lower()} của hộ {household.head}"
