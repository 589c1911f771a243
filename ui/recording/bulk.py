"""What is done with all the selected cells: pasted, filled, cleared, copied from the last period, confirmed."""

from collections.abc import Callable, Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QDialog, QWidget

from ntm_desktop.domain.clipboard import read_table
from ntm_desktop.domain.criteria import Indicator
from ntm_desktop.domain.entries import entry_text
from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.domain.filling import Entry, carried_forward, cleared, proposed
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.pasting import PastedCell, Sheet
from ntm_desktop.domain.places import Place
from ntm_desktop.domain.recording import Figure
from ntm_desktop.sentences import sentence_for
from ntm_desktop.services.assess import Grid
from ntm_desktop.services.confirm_figures import check_figures, confirm_figures, open_warnings, reopen_figures
from ntm_desktop.services.fill_figures import last_figures, write_cells
from ntm_desktop.services.record import Written
from ui.recording.bulk_act import BulkAct
from ui.recording.copy_dialog import SELECTION, VILLAGE, CopyDialog
from ui.recording.model import FigureModel
from ui.recording.paste_dialog import PasteDialog
from ui.recording.place_view import PlaceView
from ui.recording.preview import PreviewDialog
from ui.recording.reason_dialog import ReasonDialog
from ui.recording.refusals import why_not_cleared
from ui.screen import Shell

Cells = list[tuple[Place, Indicator]]
WhyNot = Callable[[Place, Indicator], str]


class BulkActs(QObject):
    written = Signal(list)
    """What was written, for drawing anew and the status line."""

    def __init__(self, shell: Shell, model: FigureModel, why_not: WhyNot, parent: QWidget) -> None:
        super().__init__(parent)
        self._shell, self._model, self._why_not, self._window = shell, model, why_not, parent

    def run(self, act: BulkAct, view: PlaceView, cells: Cells) -> None:
        """Does it with these cells, those selected in that view."""
        grid = self._model.grid
        if grid is None or not cells:
            return
        if act in (BulkAct.FILL_DOWN, BulkAct.FILL_RIGHT):
            entries = _filled(view, self._standing(), is_down=act is BulkAct.FILL_DOWN)
            self._write(proposed(entries, self._standing(), self._refusals(cells)), "điền")
        elif act is BulkAct.CLEAR:
            elsewhere = {(place.id, one.code): why_not_cleared(grid, place, one) for place, one in cells}
            refusals = {key: why for key, why in elsewhere.items() if why} | self._refusals(cells)
            self._write(cleared(cells, self._standing(), refusals), "xóa")
        elif act is BulkAct.COPY_LAST:
            self._ask_copy(grid, cells)
        elif act is BulkAct.REOPEN:
            self._ask_reason(grid, cells)
        elif act is BulkAct.PASTE:
            view.paste()
        else:
            self._say(act, grid, cells)

    def run_on(self, act: BulkAct, place: Place, indicator: Indicator) -> None:
        """Says it of that one figure: looked over, confirmed, opened again."""
        grid, cells = self._model.grid, [(place, indicator)]
        if grid is None:
            return
        if act is BulkAct.REOPEN:
            self._ask_reason(grid, cells)
        else:
            self._say(act, grid, cells)

    def paste(self, text: str, view: PlaceView, indicators: Sequence[Indicator], places: Sequence[Place]) -> None:
        """Shows where every cell of the copied text goes; one cell goes into all that are selected."""
        cells = view.selected_cells()
        try:
            table = read_table(text)
        except ExpectedError as error:
            self._shell.messages.tell_error(error)
            return
        if not cells or not table:
            self._shell.messages.tell("Không có gì để dán: bảng nhớ tạm trống")
            return
        everywhere = [(place, one) for place in places for one in indicators]
        refusals = self._refusals(everywhere)
        if len(table) == 1 and len(table[0]) == 1 and len(cells) > 1:
            entries = [Entry(place, indicator, table[0][0]) for place, indicator in cells]
            dialog = PreviewDialog("Dán vào các ô đang chọn", "dán", self._window)
            dialog.show_cells(proposed(entries, self._standing(), refusals))
        else:
            first_place, first = cells[0]
            row, column = list(indicators).index(first), list(places).index(first_place)
            sheet = Sheet(indicators, places, row, column, self._standing(), refusals)
            dialog = PasteDialog(table, sheet, self._window)
        self._open(dialog, "dán")

    def _say(self, act: BulkAct, grid: Grid, cells: Cells) -> None:
        """Looked over, or confirmed; warnings that nobody has answered are told."""
        say = check_figures if act is BulkAct.CHECK else confirm_figures
        at = (self._shell.desk, grid.criteria_set, grid.period, _codes(cells))
        written = self._try(lambda: say(*at))
        if written and act is BulkAct.CONFIRM and (open_ones := open_warnings(*at)):
            count, said = format_number(len(written)), format_number(len(open_ones))
            self._shell.messages.tell(f"Đã xác nhận {count} số; còn {said} chỗ cần xem lại ở màn hình Kiểm tra")

    def _ask_copy(self, grid: Grid, cells: Cells) -> None:
        village = cells[0][0]
        earlier = last_figures(self._shell.desk, [*grid.villages, grid.commune], grid.criteria_set, grid.period)
        indicators = grid.criteria_set.indicators()
        ranges = {
            SELECTION: cells,
            VILLAGE: [(village, one) for one in indicators],
        }
        whole = [(place, one) for place in self._model.places for one in indicators]

        def propose(asked: int, overwrites: bool) -> Sequence[PastedCell]:
            wanted = ranges.get(asked, whole)
            refusals = self._refusals(wanted)
            found = carried_forward(wanted, earlier, self._standing(), refusals, overwrites=overwrites)
            return [one for one in found if one.is_change or one.is_faulty]

        self._open(CopyDialog(propose, village.title, len(cells), self._window), "chép số kỳ trước cho")

    def _ask_reason(self, grid: Grid, cells: Cells) -> None:
        states = [grid.cells.get((place.id, one.code)) for place, one in cells]
        count = sum(bool(cell and cell.reading and cell.reading.state.is_locked) for cell in states)
        if not count:
            self._shell.messages.tell("Những ô đang chọn không có số nào đã xác nhận")
            return
        question = f"{format_number(count)} số đã được xác nhận sẽ mở lại để sửa được. Vì sao mở lại?"
        dialog = ReasonDialog("Mở lại số đã xác nhận", question, f"Mở lại {format_number(count)} số", self._window)
        reopening = _Reopening(self, grid, cells, dialog)
        dialog.given.connect(reopening.do)
        QDialog.open(dialog)

    def reopen(self, grid: Grid, cells: Cells, reason: str) -> None:
        """Opens confirmed figures with the reason that was typed."""
        desk = self._shell.desk
        self._try(lambda: reopen_figures(desk, grid.criteria_set, grid.period, _codes(cells), reason))

    def _open(self, dialog: PreviewDialog, verb: str) -> None:
        agreeing = _Agreeing(self, verb, dialog)
        dialog.agreed.connect(agreeing.do)
        QDialog.open(dialog)
        dialog.focus_first()

    def write(self, cells: Sequence[PastedCell], verb: str) -> None:
        self._write(cells, verb)

    def _write(self, cells: Sequence[PastedCell], verb: str) -> None:
        """Faulty cells stay out; how many, and why the first of them does, is said."""
        grid = self._model.grid
        faults = [one for one in cells if one.is_faulty]
        if grid is None:
            return
        written: list[Written] = []
        if any(one.is_change for one in cells):
            written = self._try(lambda: write_cells(self._shell.desk, grid.criteria_set, grid.period, cells, verb))
        elif not faults:
            self._shell.messages.tell("Không có ô nào thay đổi")
        if faults:
            why = faults[0].refusal or (sentence_for(faults[0].error) if faults[0].error else "")
            done = f"Đã {verb} {format_number(len(written))} ô; " if written else ""
            self._shell.messages.tell(f"{done}{format_number(len(faults))} ô giữ nguyên: {why}")

    def _try(self, work: Callable[[], list[Written]]) -> list[Written]:
        try:
            written = work()
        except ExpectedError as error:
            self._shell.messages.tell_error(error)
            return []
        if written:
            self.written.emit(written)
        return written

    def _standing(self) -> dict[tuple[str, str], Figure | None]:
        grid = self._model.grid
        if grid is None:
            return {}
        standing = {at: cell.assessment.figure for at, cell in grid.cells.items()}
        return standing | {(grid.commune.id, code): one.assessment.figure for code, one in grid.totals.items()}

    def _refusals(self, cells: Sequence[tuple[Place, Indicator]]) -> dict[tuple[str, str], str]:
        found = {(place.id, one.code): self._why_not(place, one) for place, one in cells}
        return {key: why for key, why in found.items() if why}


class _Agreeing(QObject):
    """Writes what was agreed in a dialog; lives and dies with it."""

    def __init__(self, acts: BulkActs, verb: str, parent: QObject) -> None:
        super().__init__(parent)
        self._acts, self._verb = acts, verb

    def do(self, cells: list[PastedCell]) -> None:
        self._acts.write(cells, self._verb)


class _Reopening(QObject):
    def __init__(self, acts: BulkActs, grid: Grid, cells: Cells, parent: QObject) -> None:
        super().__init__(parent)
        self._acts, self._grid, self._cells = acts, grid, cells

    def do(self, reason: str) -> None:
        self._acts.reopen(self._grid, self._cells, reason)


def _codes(cells: Cells) -> list[tuple[Place, str]]:
    return [(place, indicator.code) for place, indicator in cells]


def _filled(view: PlaceView, standing: dict[tuple[str, str], Figure | None], *, is_down: bool) -> list[Entry]:
    """Each line's (or column's) first cell for the others; one cell alone takes from its neighbour, as in Excel."""
    indexes = view.selected()
    lines: dict[int, list[tuple[Place, Indicator]]] = {}
    for index in indexes:
        place, indicator = view.table.place_at(index), view.table.indicator_at(index)
        if place is not None and indicator is not None:
            cells = lines.setdefault(index.column() if is_down else index.row(), [])
            if (place, indicator) not in cells:
                cells.append((place, indicator))
    entries = []
    for cells in lines.values():
        source = view.neighbour(is_above=is_down) if len(cells) == 1 else cells[0]
        if source is not None:
            text = entry_text(standing.get((source[0].id, source[1].code)))
            entries += [Entry(place, indicator, text) for place, indicator in cells if (place, indicator) != source]
    return entries
