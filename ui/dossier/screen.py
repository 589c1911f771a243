"""Hồ sơ: choose a village, see what is missing, look at the papers, save or print them."""

from pathlib import Path

from PySide6.QtCore import QModelIndex, QTimer, Slot
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from ntm_desktop.domain.criteria import CriteriaSet, Level
from ntm_desktop.domain.desk import Role
from ntm_desktop.domain.dossier import VillageDossier
from ntm_desktop.domain.errors import ChecksFail, ExpectedError, NothingToPrint, OpenConflicts, UnknownCriteriaSet
from ntm_desktop.domain.names import matches
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.places import Place, distinct_names
from ntm_desktop.sentences import sentence_for
from ntm_desktop.services.build_dossier import build_dossier
from ntm_desktop.services.open_desk import OpenDesk, Progress
from ntm_desktop.services.prepare_dossier import (
    PageImage,
    SavedDossier,
    SavedDossiers,
    dossier_file_name,
    missing,
    preview,
    save_dossier,
    save_village_dossiers,
)
from ui import style
from ui.dossier.panes import DossierPanes
from ui.dossier.printing import DPI, PagePrinting, Pages
from ui.empty_state import EmptyState
from ui.files import ask_folder, ask_where_to_save
from ui.qt_override import override
from ui.screen import Context, Screen, Shell

_SCREEN_DPI = 110
_SETTLE = 200  # milliseconds: running through the list of villages draws only where one stops


class DossierScreen(Screen):
    name = "dossier"
    title = "Hồ sơ"
    icon = "dossier"

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._context: Context | None = None
        self._set: CriteriaSet | None = None
        self._villages: list[Place] = []
        self._dossier: VillageDossier | None = None
        self._wanted: object = None
        self._refused: OpenConflicts | ChecksFail | None = None
        self._drawn: object = None
        self._asked: object = None
        self._is_upper = shell.desk.desk.role is Role.UPPER_LEVEL
        self._printing = PagePrinting(shell, self)
        self._panes = DossierPanes()
        self._empty = EmptyState("dossier", "", "Thêm thôn")
        self._stack = QStackedLayout()
        outer = QVBoxLayout(self)
        outer.setContentsMargins(style.WIDE, style.WIDE, style.WIDE, style.WIDE)
        outer.addLayout(self._stack)  # first: it shows what it is given, which alone would be a window
        self._stack.addWidget(self._panes)
        self._stack.addWidget(self._empty)
        self._settle = QTimer(self)
        self._settle.setSingleShot(True)
        self._settle.setInterval(_SETTLE)
        self._settle.timeout.connect(self._draw)
        self._connect()

    @override
    def show_context(self, context: Context) -> None:
        chosen = self._village()
        self._context = context
        self._villages = self.shell.desk.villages(context.commune.id)
        is_village = context.criteria_set.level is Level.VILLAGE
        try:
            self._set = context.criteria_set if is_village else self.shell.desk.criteria_set(None, Level.VILLAGE)
        except UnknownCriteriaSet:
            self._set = None
        if not self._villages or self._set is None:
            why = f"{context.commune.title} chưa có thôn nào nên chưa lập được hồ sơ thôn."
            if self._is_upper:
                why = (
                    f"Máy chưa có thôn nào của {context.commune.title}. Nhận tệp của xã gửi lên để xem hồ sơ thôn."
                )
            self._empty.say(why, "Nhận tệp của xã" if self._is_upper else "Thêm thôn trong Danh mục")
            self._stack.setCurrentIndex(1)
            return
        self._stack.setCurrentIndex(0)
        names = distinct_names(self._villages)
        self._panes.show_villages([names[one.id] for one in self._villages], self._row_of(chosen))
        self._panes.show_set("" if is_village else self._set.title)
        self._show_village()

    @override
    def focus_first(self) -> None:
        (self._panes.villages if self._villages else self._empty).setFocus()

    @override
    def open_at(self, target: object) -> None:
        """`target` is a village's id."""
        for row, village in enumerate(self._villages):
            if village.id == target:
                self._panes.villages.setCurrentRow(row)

    @override
    def look_for(self, words: str) -> None:
        for row, village in enumerate(self._villages):
            if words.strip() and matches(words, (village.name, *village.aliases)):
                self._panes.villages.setCurrentRow(row)
                return

    @override
    def print_shown(self) -> None:
        if self._dossier is not None:
            self._printing.ask(f"hồ sơ {self._dossier.village.name}", self._chosen_pages(self._dossier))

    def print_to(self, printer: QPrinter) -> None:
        """Prints the chosen papers on that printer, as a task."""
        if self._dossier is not None:
            called = f"hồ sơ {self._dossier.village.name}"
            self._printing.print_to(printer, called, self._chosen_pages(self._dossier))

    def _chosen_pages(self, dossier: VillageDossier) -> Pages:
        kinds = self._panes.chosen_papers()
        return lambda _: preview(dossier, kinds, DPI)

    def save_to(self, file: str) -> None:
        """Saves the chosen papers as one PDF, as a task."""
        if self._dossier is None:
            return
        dossier, kinds = self._dossier, self._panes.chosen_papers()

        def work(_: OpenDesk, progress: Progress) -> SavedDossier:
            return save_dossier(dossier, Path(file), kinds, progress)

        self.shell.tasks.run(f"Đang lưu hồ sơ {dossier.village.name}", work, self._tell_saved)

    def save_all_to(self, folder: str) -> None:
        """Saves the dossier of every village with figures into `folder`, as a task."""
        context, chosen = self._context, self._set
        if context is None or chosen is None:
            return

        def work(desk: OpenDesk, progress: Progress) -> SavedDossiers:
            return save_village_dossiers(
                desk, context.commune, context.period, chosen, Path(folder), progress=progress
            )

        self.shell.tasks.run("Đang lưu hồ sơ các thôn", work, self._tell_all_saved)

    def _connect(self) -> None:
        self._panes.villages.currentRowChanged.connect(self._show_village)
        self._panes.papers_changed.connect(self._plan_drawing)
        self._panes.missing.opened.connect(self._open_missing)
        self._panes.save.clicked.connect(self._ask_where)
        self._panes.print_.clicked.connect(self.print_shown)
        self._panes.save_all.clicked.connect(self._ask_folder)
        self._panes.enter.clicked.connect(self._enter_figures)
        self._empty.acted.connect(self._add_villages)
        self.shell.tasks.finished.connect(self._plan_drawing)

    def _village(self) -> Place | None:
        row = self._panes.villages.currentRow()
        return self._villages[row] if 0 <= row < len(self._villages) else None

    def _row_of(self, chosen: Place | None) -> int:
        ids = [village.id for village in self._villages]
        return ids.index(chosen.id) if chosen and chosen.id in ids else 0

    @Slot()
    def _show_village(self, *_: int) -> None:
        village = self._village()
        if village is None or self._context is None or self._set is None:
            return
        self._refused = None
        try:
            self._dossier = build_dossier(self.shell.desk, village, self._context.period, self._set)
        except NothingToPrint:
            self._dossier = None
            self._panes.show_nothing(village.name, self._context.period.within)
            return
        except (OpenConflicts, ChecksFail) as error:
            self._dossier = None
            self._refused = error
            is_check = isinstance(error, ChecksFail)
            act = "Mở danh sách kiểm tra" if is_check else "Quyết định chỗ khác nhau"
            self._panes.show_refusal(sentence_for(error), act)
            return
        except ExpectedError as error:
            self._dossier = None
            self.shell.messages.tell_error(error)
            return
        self._panes.show_dossier(self._dossier, missing(self._dossier))
        self._plan_drawing()

    @Slot()
    def _plan_drawing(self, *_: object) -> None:
        self._panes.follow_choice(has_dossier=self._dossier is not None)
        if self._dossier is None:
            return
        self._wanted = (self._dossier, tuple(self._panes.chosen_papers()))
        if self._wanted != self._drawn:
            self._settle.start()

    @Slot()
    def _draw(self) -> None:
        if self._dossier is None or self.shell.tasks.is_busy or not self.isVisible():
            return
        if self._wanted == self._drawn:  # whatever was asked for and overtaken is asked for again
            return
        dossier, kinds = self._dossier, self._panes.chosen_papers()
        if not kinds:
            self._drawn = self._wanted
            self._panes.pages.show_word("Chưa chọn giấy tờ nào. Đánh dấu ít nhất một giấy tờ ở trên.")
            return
        self._asked = self._wanted
        self._panes.pages.show_word("Đang dựng trang xem trước...")

        def work(_: OpenDesk, progress: Progress) -> list[PageImage]:
            return preview(dossier, kinds, _SCREEN_DPI, progress)

        self.shell.tasks.run(f"Xem trước hồ sơ {dossier.village.name}", work, self._show_pages, gives_way=True)

    def _show_pages(self, pages: list[PageImage]) -> None:
        self._drawn, self._asked = self._asked, None
        if self._drawn == self._wanted:
            self._panes.pages.show_pages(pages)
        else:
            self._plan_drawing()

    @Slot(QModelIndex)
    def _open_missing(self, index: QModelIndex) -> None:
        village = self._village()
        if village:
            self.go_to.emit("recording", (village.id, self._panes.missing_code(index.row())))

    @Slot()
    def _ask_where(self) -> None:
        if self._dossier is not None:
            name = dossier_file_name(self._dossier)
            ask_where_to_save(self, "dossier_file", "Lưu hồ sơ", "Hồ sơ PDF (*.pdf)", name, self.save_to)

    @Slot()
    def _ask_folder(self) -> None:
        title = "Chọn thư mục để lưu hồ sơ các thôn"
        ask_folder(self, "dossier_folder", title, "Lưu vào đây", self.save_all_to)

    def _tell_saved(self, saved: SavedDossier) -> None:
        self.shell.messages.tell(
            f"Đã lưu hồ sơ {saved.village.name}, {format_number(saved.pages)} trang: {saved.path}"
        )

    def _tell_all_saved(self, done: SavedDossiers) -> None:
        saved, refused = done.saved, done.refused
        left = len(self._villages) - len(saved) - len(refused)
        more = f"; {format_number(left)} thôn chưa có số liệu nên chưa có hồ sơ" if left > 0 else ""
        where = f" vào {saved[0].path.parent}" if saved else ""
        text = f"Đã lưu hồ sơ của {format_number(len(saved))} thôn{where}{more}."
        if not refused:
            self.shell.messages.tell(text)
            return
        reasons = "\n\n".join(f"{one.village.name}: {sentence_for(one.reason)}" for one in refused)
        self.shell.messages.warn(f"{text} Chưa lưu được hồ sơ của {format_number(len(refused))} thôn:\n\n{reasons}")

    @Slot()
    def _enter_figures(self) -> None:
        village = self._village()
        if village and isinstance(self._refused, OpenConflicts):
            self.go_to.emit("conflicts", (village.id, self._refused.codes[0]))
        elif village and self._refused:
            self.go_to.emit("checks", None)
        elif village and self._set:
            self.go_to.emit("recording", (village.id, self._set.indicators()[0].code))

    @Slot()
    def _add_villages(self) -> None:
        self.go_to.emit(*(("exchange", "send") if self._is_upper else ("catalogue", "villages")))
