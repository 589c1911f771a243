"""The people of one household: a person a row, and an empty row where the next one is typed."""

from collections.abc import Callable, Sequence
from dataclasses import replace

from PySide6.QtCore import QObject

from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.domain.household_cells import MEMBER_COLUMNS, HouseholdCells
from ntm_desktop.domain.household_form import FormField
from ntm_desktop.domain.households import Household, Member
from ntm_desktop.sentences import sentence_for
from ui.households.cell_model import CellModel
from ui.qt_override import override

SaveHousehold = Callable[[Household, str], str]
"""Saves the household under the act's title; the sentence why it could not, or nothing."""

MEMBER_WIDTHS = (190, 64, 92, 120, 110, 70, 180, 130)


class MemberModel(CellModel):
    def __init__(self, save: SaveHousehold, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._save = save
        self._household: Household | None = None
        self._draft: Member | None = None
        self._cells: HouseholdCells | None = None
        self.columns = MEMBER_COLUMNS
        self.numeric = frozenset({"birth"})

    def show_household(self, household: Household | None, cells: HouseholdCells) -> None:
        self.beginResetModel()
        self._household, self._cells, self._draft = household, cells, None
        self.endResetModel()

    @override
    def rows(self) -> int:
        return 0 if self._household is None else len(self._household.members) + 1

    @override
    def title(self, column: str) -> str:
        return self._cells.title(column) if self._cells is not None else ""

    @override
    def text(self, row: int, column: int) -> str:
        member = self._member(row) or self._draft
        return self._cells.member_text(member, self.columns[column]) if member and self._cells else ""

    @override
    def shown(self, row: int, column: int) -> str:
        if self._member(row) is None and self._draft is None:
            return "+ Thêm người: gõ tên" if self.columns[column] == "name" else ""
        return self.text(row, column)

    @override
    def is_quiet(self, row: int, column: int) -> bool:
        return self._member(row) is None

    @override
    def choices(self, column: int) -> FormField | None:
        return self._cells.choices(self.columns[column]) if self._cells is not None else None

    @override
    def why_not(self, row: int, column: int) -> str:
        if row == 0 and self.columns[column] == "relation":
            return "Người ở dòng đầu là chủ hộ."
        return ""

    @override
    def save(self, cells: Sequence[tuple[int, int, str]], title: str) -> str:
        household, reader = self._household, self._cells
        if household is None or reader is None:
            return ""
        members: dict[int, Member] = dict(enumerate(household.members))
        said = {row for row, _, text in cells if text}
        try:
            for row, column, text in cells:
                if row not in members and row not in said:
                    continue
                before = members.get(row) or (self._draft if row == len(household.members) else None) or Member("")
                members[row] = reader.typed_member(before, self.columns[column], text)
        except ExpectedError as error:
            return sentence_for(error)
        new = members.get(len(household.members))
        if new is not None and not new.name and len(members) == len(household.members) + 1:
            self._draft = new
            self.row_changed(len(household.members))
            return ""
        changed = replace(household, members=tuple(members[row] for row in sorted(members)))
        return self._save(changed, title or f"sửa nhân khẩu của hộ {household.head}")

    @override
    def remove(self, rows: Sequence[int]) -> str:
        """Where the head goes, the next person becomes the head."""
        household = self._household
        if household is None:
            return ""
        self._draft = None
        kept = tuple(one for row, one in enumerate(household.members) if row not in rows)
        if kept == household.members:
            return ""
        if not kept:
            return (
                "Hộ phải còn ít nhất một người; để bỏ cả hộ, hãy chọn dòng của hộ ở bảng trên rồi bấm Ctrl+Delete."
            )
        return self._save(replace(household, members=kept), f"bỏ người khỏi hộ {household.head}")

    def _member(self, row: int) -> Member | None:
        if self._household is None or row >= len(self._household.members):
            return None
        return self._household.members[row]
