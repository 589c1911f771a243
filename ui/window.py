"""The frame: navigation, context bar, task strip, the screens, status bar. Screens are made when first shown."""

from collections.abc import Callable

from PySide6.QtCore import QSize, QTimer, Signal
from PySide6.QtGui import QCloseEvent, QKeyEvent, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QMainWindow,
    QPushButton,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from ntm_desktop.domain.errors import Cancelled, ExpectedError, NothingToUndo
from ntm_desktop.domain.periods import Period
from ntm_desktop.domain.places import PlaceKind
from ntm_desktop.services.act import Undone, last_titles, redo, undo
from ntm_desktop.services.open_desk import OpenDesk, open_desk
from ntm_desktop.services.persons import has_to_ask
from ntm_desktop.services.remember import recall, remember
from ntm_desktop.services.summarise import has_illustration
from ui.context_bar import ContextBar
from ui.daily_backup import back_up_quietly, backup_words, is_due
from ui.messages import Messages
from ui.navigation import ENTRIES, Navigation
from ui.offered_extras import offer_extras
from ui.qt_override import override
from ui.remembered_context import offer_context, recall_context, remember_context
from ui.screen import Screen, Shell
from ui.screens import Screens
from ui.status_bar import StatusBar
from ui.task_strip import TaskStrip
from ui.tasks import Tasks

_FIRST = ENTRIES[0].name


class MainWindow(QMainWindow):
    closed = Signal()

    def __init__(self, desk: OpenDesk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setObjectName("main_window")
        self.setAccessibleName("NTM Desktop")
        self.setWindowTitle(f"{desk.place.title} – NTM Desktop")
        self.desk = desk
        self.messages = Messages(self)
        self.tasks = Tasks(desk.folder, self)
        self._shell = Shell(desk, self.messages, self.tasks)
        self._is_leaving = False
        self._was_shown = False
        self._body = QWidget(self)  # the parent of all that lies on it: a widget that moves is styled again
        self._body.setObjectName("body")
        self._body.setAccessibleName("NTM Desktop")
        self._navigation = Navigation(self._body)
        self._context_bar = ContextBar(desk, self._body)
        self._strip = TaskStrip(self.tasks, self._body)
        self._screens = Screens(self._shell, self._body)
        self._status = StatusBar(self._body)
        self._lay_out()
        self._connect()
        offer_context(self._context_bar, self.desk)
        recall_context(self._context_bar, self.desk)
        self._show_desk()
        offer_extras(self._navigation, self.desk, self._screens.name)

    @property
    def screen_name(self) -> str:
        return self._screens.name

    def screen_area(self) -> QSize:
        """The room on the display for the window."""
        return super().screen().availableGeometry().size()

    def made_screen(self, name: str) -> Screen:
        """The screen of that name, made now if it was never shown."""
        return self._screens.of(name)

    def show_screen(self, name: str) -> bool:
        """Shows a screen with the chosen context; False where the one shown cannot be left yet."""
        if not self._screens.may_leave():
            self._navigation.show_chosen(self._screens.name)
            return False
        if self._screens.shown is not None and self._context_bar.clear_search():
            self._screens.shown.look_for("")
        offer_context(self._context_bar, self.desk)
        self._screens.show_screen(name, self._context_bar.context())
        offer_extras(self._navigation, self.desk, name)
        self._navigation.show_chosen(name)
        if recall(self.desk, "frame.screen") != name:
            remember(self.desk, "frame.screen", name)
        return True

    def show_first(self) -> None:
        """The screen shown last time, or the first one."""
        name = str(recall(self.desk, "frame.screen", _FIRST))
        self.show_screen(name if self._navigation.is_offered(name) else _FIRST)

    def go_to(self, name: str, target: object = None) -> None:
        """Shows that screen, at the thing `target` names where one is given."""
        if self.show_screen(name) and target is not None:
            self._screens.of(name).open_at(target)

    def _choose_commune(self, commune_id: str) -> None:
        """Beside the screen that asks, which shows what it has to show already."""
        offer_context(self._context_bar, self.desk)
        context = self._context_bar.context()
        self._context_bar.choose(commune_id, context.period, context.criteria_set.id)
        remember_context(self._context_bar, self.desk)
        self._screens.note_own_change()

    def choose_period(self, period: Period) -> None:
        """Chooses the period as if it were chosen in the bar."""
        context = self._context_bar.context()
        self._context_bar.choose(context.commune.id, period, context.criteria_set.id)
        self._change_context()

    def undo(self) -> None:
        """Takes back the last act of the person who sits here, wherever it was done."""
        self._turn(undo, "Hoàn tác")

    def redo(self) -> None:
        """Does again what was undone last."""
        self._turn(redo, "Làm lại")

    def back_up_if_due(self) -> None:
        """A copy of the day, made in the background when the program starts and none was made today."""
        if is_due(self.desk):
            self.tasks.run("Đang sao lưu", back_up_quietly, self._note_backup)

    def ask_person(self) -> None:
        """Who sits here: a name and its PIN; what was typed so far is saved in the old name first."""
        if self._screens.may_leave():
            self._open_person_dialog(must_choose=False)

    @override
    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        if not self._was_shown and has_to_ask(self.desk):
            self._body.hide()  # nothing of anybody is seen before a name was entered
            QTimer.singleShot(0, self, self._ask_at_start)
        self._was_shown = True

    @override
    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Outside dialogs Qt lets only Space press a button; people press Enter."""
        focused = self.focusWidget()
        is_enter = event.matches(QKeySequence.StandardKey.InsertParagraphSeparator)
        if is_enter and isinstance(focused, QPushButton | QToolButton):
            focused.click()
            return
        super().keyPressEvent(event)

    @override
    def closeEvent(self, event: QCloseEvent) -> None:
        if not self._is_leaving and not self._screens.may_leave():
            event.ignore()
            self.messages.ask(
                "Số đang gõ chưa đúng nên chưa được lưu. Đóng chương trình thì số đang gõ sẽ mất, số cũ vẫn còn.",
                "Đóng, bỏ số đang gõ",
                "Sửa tiếp",
                self._leave,
            )
            return
        self.tasks.close()
        self.closed.emit()
        super().closeEvent(event)

    def _leave(self) -> None:
        self._is_leaving = True
        self.close()

    def _ask_at_start(self) -> None:
        self._open_person_dialog(must_choose=True)

    def _open_person_dialog(self, *, must_choose: bool) -> None:
        from ui.persons.dialog import PersonDialog  # most laptops have one person

        dialog = PersonDialog(self.desk, self, must_choose=must_choose)
        dialog.signed_in.connect(self._welcome)
        if must_choose:
            dialog.rejected.connect(self._leave)
        dialog.open()

    def _welcome(self, person: str) -> None:
        """Rights may differ from person to person: what is shown is loaded anew."""
        self._body.show()
        self._screens.note_change()
        self._show_desk()
        self._status.show_news(f"Từ bây giờ ghi với tên {person}")
        self._screens.load(self._context_bar.context())

    def _turn(self, turning: Callable[[OpenDesk], Undone], verb: str) -> None:
        if not self._screens.may_leave():
            return
        try:
            undone = turning(self.desk)
        except NothingToUndo:
            self.messages.tell(f"Không còn việc nào để {verb.lower()}")
            return
        except ExpectedError as error:
            self.messages.tell_error(error)
            return
        if any(one.change.kind in ("criteria_set", "target") for one in undone.written):
            self.desk.reread_criteria_sets()
        self._screens.note_change()
        offer_context(self._context_bar, self.desk)
        self._show_undone(undone)
        self._show_desk()
        offer_extras(self._navigation, self.desk, self._screens.name)
        self._status.show_news(f"Đã {verb.lower()}: {undone.title}")

    def _show_undone(self, undone: Undone) -> None:
        """On the screen and in the context where it is seen; else the screen that is shown is loaded anew."""
        from ui.undoing import shown_at  # here, not above: the window starts without

        shown = shown_at(undone.written)
        if shown is None or not self._navigation.is_offered(shown.screen):
            self._screens.load(self._context_bar.context())
            return
        if shown.period is not None:
            context = self._context_bar.context()
            places = {one.id: one for one in self.desk.all_places()}
            place = places.get(shown.place_id)
            commune = place.parent_id if place is not None and place.kind is PlaceKind.VILLAGE else shown.place_id
            period = context.period if context.period.contains(shown.period) else shown.period
            self._context_bar.choose(commune or "", period, shown.criteria_set)
        if shown.screen == self._screens.name:
            self._screens.take_back(undone.written, self._context_bar.context())
            self._screens.of(shown.screen).open_at(shown.target)
        else:
            self.go_to(shown.screen, shown.target)

    def _take_up(self, made: Screen) -> None:
        made.saved.connect(self._note_saved)
        made.go_to.connect(self.go_to)
        made.commune_asked.connect(self._choose_commune)
        self._status.come_after(made)

    def _lay_out(self) -> None:
        right = QVBoxLayout()
        right.setSpacing(0)
        right.addWidget(self._context_bar)
        right.addWidget(self._strip)
        right.addWidget(self._screens, 1)
        right.addWidget(self._status)
        row = QHBoxLayout(self._body)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._navigation)
        row.addLayout(right, 1)
        self.setCentralWidget(self._body)
        self.resize(1366, 690)

    def _connect(self) -> None:
        self._screens.made.connect(self._take_up)
        self._navigation.chosen.connect(self.show_screen)
        self._context_bar.changed.connect(self._change_context)
        self._context_bar.searched.connect(self._look_for)
        self._context_bar.search_left.connect(self._leave_search)
        self.messages.told.connect(self._status.show_news)
        self.tasks.failed.connect(self._tell_failure)
        self.tasks.broke.connect(self.messages.tell_bug)
        self.tasks.finished.connect(self._refresh_desk)
        self._status.person_asked.connect(self.ask_person)
        self._status.undo_asked.connect(self.undo)
        self._status.redo_asked.connect(self.redo)
        for keys, asked in (("Ctrl+Z", self.undo), ("Ctrl+Y", self.redo), ("Ctrl+Shift+Z", self.redo)):
            QShortcut(QKeySequence(keys), self).activated.connect(asked)
        QShortcut(QKeySequence("Ctrl+P"), self).activated.connect(self._print)
        QShortcut(QKeySequence("F1"), self).activated.connect(self._show_keys)

    def _change_context(self) -> None:
        if not self._screens.may_leave():
            recall_context(self._context_bar, self.desk)
            return
        remember_context(self._context_bar, self.desk)
        self._screens.note_change()
        self._screens.load(self._context_bar.context())

    def _note_saved(self, sentence: str) -> None:
        """Every other screen reloads when it is shown next; the one that saved has drawn its own change."""
        self._screens.note_own_change()
        if not self.windowTitle().startswith(f"{self.desk.place.title} –"):
            self._show_place()
        self._status.show_person(self.desk.desk.person)
        self._status.show_acts(*last_titles(self.desk))
        if self._status.has_sample:  # looking for it reads every figure; saving can only make it less
            self._status.show_sample(has_illustration(self.desk))
        offer_extras(self._navigation, self.desk, self._screens.name)
        if sentence:
            self._status.show_news(sentence)

    def _look_for(self, words: str) -> None:
        if (shown := self._screens.shown) is not None:
            shown.look_for(words)

    def _leave_search(self) -> None:
        if (shown := self._screens.shown) is not None:
            shown.leave_search()

    def _show_keys(self) -> None:
        """The keys of the screen that is shown, or the help."""
        shown = self._screens.shown
        if shown is None or not shown.show_keys():
            self.show_screen("help")

    def _print(self) -> None:
        if (shown := self._screens.shown) is not None:
            shown.print_shown()

    def _tell_failure(self, error: ExpectedError) -> None:
        if isinstance(error, Cancelled):
            self.messages.tell("Đã dừng; số liệu trên máy không thay đổi")
        else:
            self.messages.tell_error(error)

    def _refresh_desk(self) -> None:
        """A task works on a desk of its own; what it changed about the laptop is taken over from the file."""
        QTimer.singleShot(0, self, self._reread_desk)

    def _reread_desk(self) -> None:
        with open_desk(self.desk.folder) as fresh:
            self.desk.desk, self.desk.criteria_sets = fresh.desk, fresh.criteria_sets
        self.desk.log.forget_rights()
        self._show_place()
        self._show_desk()
        offer_extras(self._navigation, self.desk, self._screens.name)

    def _show_place(self) -> None:
        """A permit or a package may give the laptop another commune, or the commune another name."""
        self.setWindowTitle(f"{self.desk.place.title} – NTM Desktop")
        offer_context(self._context_bar, self.desk)

    def _show_desk(self) -> None:
        self._status.show_person(self.desk.desk.person)
        self._status.show_acts(*last_titles(self.desk))
        self._status.show_sample(has_illustration(self.desk))
        self._status.show_backup(backup_words(self.desk))

    def _note_backup(self, _path: object) -> None:
        self._show_desk()
