"""From the buttons of Số liệu to forms on disk and back: asks for the file, works as a task, shows, takes in."""

from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QWidget

from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.places import Place, distinct_names
from ntm_desktop.services.open_desk import OpenDesk, Progress
from ntm_desktop.services.remember import recall, remember
from ntm_desktop.services.take_in_workbook import (
    TakenInWorkbook,
    WorkbookReport,
    preview_workbook,
    take_in_workbook,
)
from ntm_desktop.services.write_workbook import (
    WrittenWorkbook,
    file_name,
    write_commune_workbook,
    write_village_workbook,
    write_village_workbooks,
)
from ui.files import ask_file, ask_folder, ask_where_to_save
from ui.screen import Context, Shell
from ui.workbooks.form_export import FormExportDialog, Scope
from ui.workbooks.form_report import FormReportDialog

BOOKS = "Bảng tính Excel (*.xlsx *.xls)"
_FOLDER = "workbooks.folder"


class FormActs(QObject):
    """One for each screen that offers them; `context` is set whenever the screen's is."""

    taken_in = Signal(str)
    """Figures were written: the sentence for the status bar."""

    def __init__(self, shell: Shell, parent: QWidget) -> None:
        super().__init__(parent)
        self._shell, self._window = shell, parent
        self.context: Context | None = None
        self._village: Place | None = None
        self._is_filled = True

    def ask_export(self) -> None:
        """Opens the dialog of what to give out."""
        if self.context is None:
            return
        villages = self._shell.desk.villages(self.context.commune.id)
        dialog = FormExportDialog(self.context, villages, self._window)
        dialog.asked.connect(self._ask_where)
        dialog.open()

    def ask_receive(self) -> None:
        """Asks for a filled form and shows what it says."""
        if self.context is not None:
            ask_file(
                self._window,
                "form_file",
                "Chọn biểu Excel đã điền",
                BOOKS,
                "Đọc biểu",
                self._read,
                start=self._start,
            )

    @property
    def _start(self) -> str:
        folder = str(recall(self._shell.desk, _FOLDER, "") or "")
        return folder if folder and Path(folder).is_dir() else ""

    def _ask_where(self, scope: Scope, village: Place | None, is_filled: bool) -> None:
        if self.context is None:
            return
        self._village, self._is_filled = village, is_filled
        commune, period = self.context.commune, self.context.period
        if scope is Scope.EACH_VILLAGE:
            ask_folder(
                self._window,
                "form_folder",
                "Thư mục lưu các biểu",
                "Lưu vào đây",
                self._write_each,
                start=self._start,
            )
            return
        names = distinct_names(self._shell.desk.villages(commune.id))
        what = names[village.id] if village else "cả xã"
        suggested = file_name(commune, what, period)
        write = self._write_village if village else self._write_commune
        ask_where_to_save(
            self._window,
            "form_target",
            "Lưu biểu Excel",
            "Bảng tính Excel (*.xlsx)",
            suggested,
            write,
            start=self._start,
        )

    def _write_commune(self, target: str) -> None:
        if self.context is not None:
            self._keep_folder(Path(target).parent)
            work = partial(_write_commune, self.context, Path(target), self._is_filled)
            self._shell.tasks.run("Xuất biểu Excel", work, self._tell_written)

    def _write_village(self, target: str) -> None:
        if self.context is not None and self._village is not None:
            self._keep_folder(Path(target).parent)
            work = partial(_write_village, self.context, self._village, Path(target), self._is_filled)
            self._shell.tasks.run("Xuất biểu Excel", work, self._tell_written)

    def _write_each(self, folder: str) -> None:
        if self.context is not None:
            self._keep_folder(Path(folder))
            work = partial(_write_each, self.context, Path(folder), self._is_filled)
            self._shell.tasks.run("Xuất biểu Excel", work, self._tell_written)

    def _keep_folder(self, folder: Path) -> None:
        remember(self._shell.desk, _FOLDER, str(folder))

    def _tell_written(self, written: list[WrittenWorkbook]) -> None:
        first = written[0].path
        where = str(first) if len(written) == 1 else f"{format_number(len(written))} biểu trong {first.parent}"
        self._shell.messages.tell(f"Đã xuất {where}")

    def _read(self, file: str) -> None:
        if self.context is not None:
            self._keep_folder(Path(file).parent)
            self._shell.tasks.run("Đọc biểu Excel", partial(_preview, self.context, Path(file)), self._show)

    def _show(self, report: WorkbookReport) -> None:
        dialog = FormReportDialog(report, self._window)
        dialog.agreed.connect(self._take_in)
        dialog.other_asked.connect(self.ask_receive)
        dialog.open()

    def _take_in(self, report: WorkbookReport) -> None:
        self._shell.tasks.run("Nhận biểu Excel", partial(_take_in, report), self._tell_taken)

    def _tell_taken(self, taken: TakenInWorkbook) -> None:
        self._shell.messages.tell(taken.sentence)
        self.taken_in.emit(taken.sentence)


# What runs on the thread of the task: nothing of the window is in reach.


def _write_commune(
    context: Context, target: Path, is_filled: bool, desk: OpenDesk, progress: Progress
) -> list[WrittenWorkbook]:
    progress(0, 1, "")
    commune, chosen, period = context.commune, context.criteria_set, context.period
    return [write_commune_workbook(desk, commune, chosen, period, target, is_filled=is_filled)]


def _write_village(
    context: Context, village: Place, target: Path, is_filled: bool, desk: OpenDesk, progress: Progress
) -> list[WrittenWorkbook]:
    progress(0, 1, "")
    return [
        write_village_workbook(desk, village, context.criteria_set, context.period, target, is_filled=is_filled)
    ]


def _write_each(
    context: Context, folder: Path, is_filled: bool, desk: OpenDesk, progress: Progress
) -> list[WrittenWorkbook]:
    return write_village_workbooks(
        desk, context.commune, context.criteria_set, context.period, folder, progress, is_filled=is_filled
    )


def _preview(context: Context, path: Path, desk: OpenDesk, progress: Progress) -> WorkbookReport:
    progress(0, 1, path.name)
    return preview_workbook(
        desk, path, commune=context.commune, criteria_set=context.criteria_set, period=context.period
    )


def _take_in(report: WorkbookReport, desk: OpenDesk, progress: Progress) -> TakenInWorkbook:
    progress(0, 1, report.path.name)
    return take_in_workbook(desk, report)
