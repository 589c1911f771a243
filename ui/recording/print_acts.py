"""Printing what the screen shows: the grid across A4, or the form of one place or indicator."""

from PySide6.QtCore import QObject
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from ntm_desktop.services.assess import Grid
from ui.paper import NOT_PRINTED, PaperJob, page_html, print_dialog, sent, shown_texts
from ui.recording.figure_views import FigureViews, View
from ui.recording.model import FigureModel
from ui.recording.printing import paint_grid, set_up_paper
from ui.screen import Shell


class PrintActs(QObject):
    """Asks for the printer, then prints the rows that are shown."""

    def __init__(self, shell: Shell, model: FigureModel, views: FigureViews, window: QWidget) -> None:
        super().__init__(window)
        self._shell, self._model, self._views, self._window = shell, model, views, window

    def ask(self) -> None:
        """Opens the dialog of the printer; what is shown then is printed when it is accepted."""
        if self._model.grid is None:
            return
        if self._views.view is not View.GRID:
            self._print_form(self._model.grid)
            return
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setDocName(f"Số liệu {self._model.grid.commune.title}, {self._model.grid.period.title}")
        set_up_paper(self._printer)
        dialog = print_dialog(self._printer, "In bảng số liệu", self._window)
        dialog.accepted.connect(self._print)
        QDialog.open(dialog)

    def _print_form(self, grid: Grid) -> None:
        place, indicator = self._views.current()
        of = ""
        if self._views.view is View.VILLAGE and place:
            of = place.title
        elif indicator:
            of = f"Chỉ tiêu {indicator.code}"
        headers, rows = shown_texts(self._views.places.table)
        title = f"{of} – {grid.period.title}"
        html = page_html(title, f"{grid.commune.title}. {grid.criteria_set.title}", headers, rows)
        assessed = [one.assessment for one in grid.totals.values()]
        assessed += [one.assessment for one in grid.cells.values()]
        is_illustrative = any(one.is_illustrative for one in assessed)
        tell = self._shell.messages.tell
        PaperJob(self._window, title, html, tell, is_illustrative=is_illustrative).ask()

    def _print(self) -> None:
        sheets = paint_grid(self._printer, self._model)
        told = f"{sent(self._printer, 'bảng số liệu')}, {sheets} tờ"
        self._shell.messages.tell(told if sheets else NOT_PRINTED)
