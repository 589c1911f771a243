"""Hộ dân: the register as a spreadsheet, its people and income, and the indicators it yields."""

from collections.abc import Callable
from datetime import datetime
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Slot
from PySide6.QtWidgets import QLabel, QSplitter, QStackedLayout, QVBoxLayout, QWidget

from ntm_desktop.domain.criteria import Level
from ntm_desktop.domain.desk import Role
from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.domain.households import Household
from ntm_desktop.sentences import sentence_for
from ntm_desktop.services.count_households import RegisterFigure, indicators_from_households
from ntm_desktop.services.keep_households import save_households
from ntm_desktop.services.remember import recall, remember
from ui import style
from ui.empty_state import EmptyState
from ui.households.below import COMPARE, Below
from ui.households.erasing import HouseholdErasing
from ui.households.filters import RegisterFilters
from ui.households.grid import CellGrid
from ui.households.household_model import HouseholdModel
from ui.households.income_model import taken_out
from ui.households.parts import PartsRound
from ui.households.reading import RegisterReading
from ui.households.register import Register, Wanted
from ui.households.taking import RegisterTaking
from ui.naming import named
from ui.qt_override import override
from ui.screen import Context, Screen, Shell

if TYPE_CHECKING:
    from ui.households.printing import RegisterPapers
    from ui.paper import PaperJob

_NO_VILLAGES = "{commune} chưa có thôn nào. Mỗi hộ thuộc một thôn: hãy thêm các thôn trước, rồi mới ghi sổ hộ."
_EMPTY = (
    "Sổ hộ chưa có hộ nào. Gõ từng hộ như trong bảng tính, dán danh sách từ Excel, "
    "hoặc nhập cả tệp Excel bằng nút “Nhập từ Excel”."
)
_START = "Gõ hộ đầu tiên"
_NOT_HERE = (
    "Sổ hộ ở máy của xã và không gửi lên cấp trên. Cấp trên xem số liệu xã đã lấy từ sổ hộ ở màn hình Số liệu."
)
_IMPORT = "Nhập từ Excel..."
_FROZEN = 3


class HouseholdsScreen(Screen):
    name = "households"
    title = "Hộ dân"
    icon = "households"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._context: Context | None = None
        self._filters = RegisterFilters()
        self._model = HouseholdModel(self)
        self._grid = CellGrid("households_grid", "Sổ hộ: mỗi dòng một hộ", self._model, frozen=_FROZEN)
        self._below = Below(self._save_household)
        self._is_upper = shell.desk.desk.role is Role.UPPER_LEVEL
        if self._is_upper:
            self._empty = EmptyState("households", _NOT_HERE, "Mở Số liệu")
        else:
            self._empty = EmptyState("households", _EMPTY, _START, other=_IMPORT)
        self._filters.import_list.setHidden(self._is_upper)
        self._papers: RegisterPapers | None = None
        self._erasing = HouseholdErasing(shell, self)
        self._taking = RegisterTaking(shell, self)
        self._reading = RegisterReading(shell.desk, self)
        self._waiting = named(QLabel("Đang mở sổ hộ..."), "households_waiting", "Đang mở sổ hộ")
        self._current = ""
        self._target: object = None
        self._lay_out()
        self._parts = PartsRound(self, self._filters, self._grid, self._below)
        self._reading.done.connect(self._take_up)
        self._filters.changed.connect(self._refilter)
        self._grid.paste_asked.connect(self._ask_paste)
        self._filters.print_list.clicked.connect(self.print_shown)
        self._filters.import_list.clicked.connect(self._import_list)
        self._filters.save_list.clicked.connect(self._save_list)
        self._model.saved.connect(self._note_saved)
        self._grid.row_changed.connect(self._show_current)
        self._empty.acted.connect(self._start)
        self._empty.other_acted.connect(self._import_list)
        self._below.page_shown.connect(self._compare)
        self._below.erase_asked.connect(self._ask_erasing)
        self._erasing.erased.connect(self._show_erased)
        self._below.income_print_asked.connect(self._print_income)
        self._below.compare.take_asked.connect(self._taking.take)
        self._below.compare.take_all_asked.connect(self._taking.ask_all)
        self._taking.taken.connect(self._note_taken)
        self._below.compare.list_asked.connect(self._show_lacking)

    @override
    def show_context(self, context: Context) -> None:
        desk = self.shell.desk
        chosen = context.criteria_set
        if chosen.level is not Level.VILLAGE:
            chosen = desk.criteria_set(None, Level.VILLAGE)
        self._context = Context(context.commune, context.period, chosen)
        if not self._is_of_commune(self._model.register):
            self._stack.setCurrentWidget(self._waiting)
        self._reading.start(self._context)

    @override
    def focus_first(self) -> None:
        (self._grid if self._stack.currentIndex() == 0 else self._stack.currentWidget()).setFocus()

    @override
    def open_at(self, target: object) -> None:
        """`target` is a household's id or entity, or (village id, code): those that this indicator lacks there."""
        if self._reading.is_running:
            self._target = target
        elif isinstance(target, tuple):
            self._filters.choose(Wanted(str(target[0]), "", str(target[1])))
            self._refilter()
        elif target:
            self._go_to(str(target).rpartition("|")[2])

    @override
    def look_for(self, words: str) -> None:
        self._filters.look_for(words)

    @override
    def finish_editing(self) -> bool:
        if not (self._grid.commit() and self._below.commit()):
            return False
        if self._model.has_draft:
            self.shell.messages.tell("Hộ đang thêm chưa có tên chủ hộ nên chưa được lưu")
        return True

    @override
    @Slot()
    def print_shown(self) -> None:
        """The working list of the chosen indicator through the house's papers; else the rows as they are shown."""
        if self._context is None or self._model.register is None or not self.finish_editing():
            return
        if self._filters.wanted.code:
            self._made_papers().ask_printer()
        else:
            self.paper().ask()

    def paper(self) -> "PaperJob":
        """The register as it is shown, as a table on A4."""
        from ui.households.printing import register_html
        from ui.paper import ILLUSTRATIVE_MARK, PaperJob

        commune = self._context.commune.title if self._context else ""
        is_sample = self._model.register is not None and self._model.register.is_illustrative
        title = f"Sổ hộ {commune}{f' – {ILLUSTRATIVE_MARK}' if is_sample else ''}"
        html = register_html(self._model, title, f"{self._filters.village_name}. {self._filters.counts}")
        return PaperJob(self, title, html, self.shell.messages.tell, is_illustrative=is_sample)

    def _lay_out(self) -> None:
        split = QSplitter(Qt.Orientation.Vertical)
        split.addWidget(self._grid)
        split.addWidget(self._below)
        split.setStretchFactor(0, 3)
        split.setStretchFactor(1, 2)
        split.setCollapsible(0, False)
        split.setSizes([310, 236])
        full = QWidget()
        column = QVBoxLayout(full)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(style.GAP)
        column.addWidget(self._filters)
        column.addWidget(split, 1)
        self._stack = QStackedLayout()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(style.WIDE, style.WIDE, style.WIDE, style.WIDE)
        outer.addLayout(self._stack)  # first: it shows what it is given, which alone would be a window
        self._stack.addWidget(full)
        self._stack.addWidget(self._empty)
        self._waiting.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._waiting.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._stack.addWidget(self._waiting)

    def _is_of_commune(self, register: Register | None) -> bool:
        commune = self._context.commune if self._context is not None else None
        return register is not None and commune is not None and register.commune.id == commune.id

    @Slot(object)
    def _take_up(self, register: Register) -> None:
        """The register was read: shown as the last one was, the first time with the village chosen last."""
        if self._grid.is_editing or self._below.is_editing:  # typed meanwhile: what is saved belongs to it
            self._reading.start_later()
            return
        wanted = Wanted(str(recall(self.shell.desk, "households.village", "")), self._filters.wanted.words)
        if self._is_of_commune(self._model.register):
            wanted = self._filters.wanted
        waited = self._waiting.hasFocus()
        self._filters.offer(register.villages, indicators_from_households(register.criteria_set), wanted)
        self._model.show_register(register, self._filters.wanted)
        self._grid.set_widths(self._model.widths())
        self._show_village_column()
        self._stack.setCurrentIndex(0 if register.households else 1)
        self._explain_empty(register)
        self._stay()
        self._tell_counts()
        self._compare()
        target, self._target = self._target, None
        if target is not None:
            self.open_at(target)
        if waited:
            self.focus_first()

    def _explain_empty(self, register: Register) -> None:
        """A household belongs to a village: where there is none, that comes first."""
        if not self._is_upper:
            has_villages = bool(register.villages)
            self._empty.say(
                _EMPTY if has_villages else _NO_VILLAGES.format(commune=register.commune.title),
                _START if has_villages else "Thêm thôn",
            )
            self._empty.offer_other(has_villages)

    @Slot()
    def _refilter(self) -> None:
        if not (self._grid.commit() and self._below.commit()):
            self._filters.choose(self._model.wanted)
            return
        wanted = self._filters.wanted
        if wanted.village_id != self._model.wanted.village_id:
            remember(self.shell.desk, "households.village", wanted.village_id)
        self._model.look_for(wanted)
        self._show_village_column()
        self._stay()
        self._tell_counts()
        self._compare()

    def _show_village_column(self) -> None:
        """Of one village alone its name says nothing in every row."""
        self._grid.setColumnHidden(0, bool(self._filters.wanted.village_id))
        self._grid.refresh_frozen()

    def _stay(self) -> None:
        """On the household one was on; else on the first."""
        register = self._model.register
        row = register.position_of(self._current) if register is not None else None
        column = max(self._grid.currentIndex().column(), self._model.columns.index("head"))
        self._grid.go_to(row or 0, column)
        self._show_current()

    @Slot()
    def _show_current(self) -> None:
        household = self._model.household(self._grid.currentIndex().row())
        self._current = household.id if household is not None else ""
        if self._context is not None:
            self._below.show_household(household, self._model.cells, self._context.period.year)

    def _go_to(self, household_id: str) -> None:
        register = self._model.register
        if register is None:
            return
        if register.position_of(household_id) is None:
            self._filters.choose(Wanted())
            self._refilter()
        if (row := register.position_of(household_id)) is not None:
            self._grid.go_to(row, self._model.columns.index("head"))

    @Slot()
    def _start(self) -> None:
        if self._is_upper:
            self.go_to.emit("recording", None)
            return
        if self._model.register is None or not self._model.register.villages:
            self.go_to.emit("catalogue", "villages")
            return
        self._stack.setCurrentIndex(0)
        self._grid.go_to(0, self._model.columns.index("head"))
        self._grid.setFocus()

    @Slot()
    def _import_list(self) -> None:
        if self._context is None or not self.finish_editing():
            return
        from ui.workbooks.household_import import open_household_import  # opening the window needs no workbooks

        commune, year = self._context.commune, self._context.period.year
        open_household_import(self.shell, self, commune, year).taken_in.connect(self._show_taken_in)

    @Slot(str)
    def _show_taken_in(self, sentence: str) -> None:
        if self._context is not None:
            self.show_context(self._context)
        self._grid.setFocus()
        self.saved.emit(sentence)

    def _save_household(self, household: Household, title: str) -> str:
        """From members and income: saved, and taken up by the grid above."""
        register = self._model.register
        if register is None:
            return ""
        before = register.find(household.id)
        try:
            saved = save_households(register.desk, register.commune, [household], title)
        except ExpectedError as error:
            return sentence_for(error)
        self._model.put(saved.households)
        self._show_current()
        warning = f"; lưu ý: {sentence_for(saved.warnings[0].error)}" if saved.warnings else ""
        self._note_saved(f"Đã lưu {datetime.now():%H:%M}{taken_out(before, household)}{warning}")
        return ""

    @Slot(str)
    def _note_saved(self, sentence: str) -> None:
        if self._reading.is_running and self._context is not None:  # begun before this was saved
            self._reading.start(self._context)
        self._stack.setCurrentIndex(0)
        household = self._model.household(self._grid.currentIndex().row())
        if household is None or household.id == self._current:
            self._show_current()
        self._tell_counts()
        self._compare()
        self.saved.emit(sentence)

    @Slot(str, str, object)
    def _ask_paste(self, question: str, act: str, paste: Callable[[], None]) -> None:
        self.shell.messages.ask(question, act, "Không dán", paste)

    def _tell_counts(self) -> None:
        if (register := self._model.register) is not None:
            counts = (len(register.shown), len(register.households), *register.people())
            self._filters.show_counts(*counts, is_illustrative=register.is_illustrative)

    @Slot()
    def _compare(self) -> None:
        """Sums over the whole register, only while they are seen."""
        register = self._model.register
        if register is None:
            return
        self._below.show_incomes(register.households, register.villages, register.period.year)
        if self._below.currentIndex() != COMPARE:
            return
        figures = self._taking.show(register, self._filters.wanted.village_id)
        self._below.compare.show_figures(figures, self._taking.locked(figures))

    @Slot(str)
    def _note_taken(self, sentence: str) -> None:
        self._compare()
        self.saved.emit(sentence)

    @Slot()
    def _ask_erasing(self) -> None:
        household = self._model.household(self._grid.currentIndex().row())
        if household is not None and self._context is not None:
            self._erasing.ask(self._context.commune.id, household)

    @Slot(str)
    def _show_erased(self, sentence: str) -> None:
        if self._context is not None:
            self.show_context(self._context)
        self.saved.emit(sentence)

    @Slot(object)
    def _show_lacking(self, one: RegisterFigure) -> None:
        self._filters.choose(Wanted(one.place.id, "", one.indicator.code))
        self._refilter()
        self._grid.setFocus()

    def _made_papers(self) -> "RegisterPapers":
        """Made when something is first printed: the papers are slow to load."""
        if self._papers is None:
            from ui.households.printing import RegisterPapers

            self._papers = RegisterPapers(self.shell, self)
        if (register := self._model.register) is not None:
            self._papers.choose_for(register, self._filters.wanted)
        return self._papers

    @Slot()
    def _save_list(self) -> None:
        """What Ctrl+P would print, as a file."""
        if self._model.register is None or not self.finish_editing():
            return
        if self._filters.wanted.code:
            self._made_papers().ask_where()
        else:
            self.paper().ask_where()

    @Slot()
    def _print_income(self) -> None:
        if (register := self._model.register) is not None:
            papers = self._made_papers()
            papers.choose(register.commune, register.criteria_set, "", register.period)
            papers.ask_printer()
