"""Trao đổi: a file out, a file in, the register; what waits; laptops and permits; backups."""

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QTabWidget, QVBoxLayout, QWidget

from ntm_desktop.domain.desk import Role
from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.services.ask_households import households_asked
from ntm_desktop.services.decide_conflicts import open_fields
from ntm_desktop.services.enrol import own_permit
from ntm_desktop.services.known_machines import devices_of, own_role, own_words, place_of_key
from ntm_desktop.services.list_backups import list_backups
from ntm_desktop.services.list_packages import register
from ntm_desktop.services.list_pending import list_put_aside, list_waiting
from ntm_desktop.services.remember import recall
from ntm_desktop.services.undo_import import latest_import
from ui import style
from ui.enrolment.page import LaptopsPage
from ui.exchange.evidence_files import EvidenceFiles
from ui.exchange.panes import ExchangePanes
from ui.exchange.paper_acts import PaperActs
from ui.exchange.pending_page import PendingPage
from ui.exchange.receiving import Receiving
from ui.exchange.register_pane import RegisterPane
from ui.exchange.safekeeping import Safekeeping
from ui.exchange.safety import SafetyPane
from ui.exchange.sending import Sending
from ui.exchange.using_aside import UsingAside
from ui.naming import named
from ui.paper import PaperJob
from ui.qt_override import override
from ui.screen import Context, Screen, Shell

_PAGES = {"send": 0, "pending": 1, "laptops": 2, "backups": 3}
_SEND = {
    DeviceRole.OFFICER: "Gửi người phụ trách xã",
    DeviceRole.LEAD: "Gửi lên cấp trên",
    DeviceRole.UPPER_LEVEL: "Gửi xã",
}


class ExchangeScreen(Screen):
    name = "exchange"
    title = "Trao đổi"
    icon = "exchange"

    restored = Signal(str)
    """A backup stands in the place of the data now, the desk is open on it; the sentence that says so."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._panes = ExchangePanes()
        self._is_upper = shell.desk.desk.role is Role.UPPER_LEVEL
        if self._is_upper:
            self._panes.take_in_first()
        self._pending = PendingPage()
        self._laptops = LaptopsPage(shell)
        self._safety = SafetyPane()
        self._tabs = named(QTabWidget(), "exchange_tabs", "Các phần của trao đổi")
        self._tabs.setDocumentMode(True)
        for page, words in (
            (self._panes, "Gửi và nhận"),
            (self._pending, "Đang chờ, để riêng"),
            (self._laptops, "Máy và giấy phép"),
            (self._safety, "Sao lưu"),
        ):
            self._tabs.addTab(page, words)
        outer = QVBoxLayout(self)
        outer.setContentsMargins(style.WIDE, style.GAP, style.WIDE, style.WIDE)
        outer.addWidget(self._tabs)
        self.sending = Sending(shell, self._panes, self)
        self.receiving = Receiving(shell, self._panes, self)
        self.papers = PaperActs(shell, self._panes.register, self)
        self.safekeeping = Safekeeping(shell, self._safety, self)
        self._using_aside = UsingAside(shell, self._pending, self)
        self._evidence_files = EvidenceFiles(shell, self._safety, self)
        self._evidence_files.done.connect(self.saved)
        self._connect()
        self._has_led = False

    @override
    def show_context(self, context: Context) -> None:
        self._refresh()
        if self._wants_permit() and not self._has_led:
            # A laptop of an officer starts with its permit; afterwards the person chooses.
            self._tabs.setCurrentIndex(_PAGES["laptops"])
        self._has_led = True

    @override
    def focus_first(self) -> None:
        page = self._tabs.currentWidget()
        self._tabs.tabBar().setFocus()  # where the page has nothing that takes the keys
        if isinstance(page, LaptopsPage | PendingPage | SafetyPane):
            page.focus_first()
        elif self._is_upper:
            self._panes.receive.setFocus()
        elif self._panes.export.isEnabled():
            self._panes.export.setFocus()
        else:
            self._panes.next.button.setFocus()

    @override
    def open_at(self, target: object) -> None:
        """`target` is "send", "pending", "laptops" or "backups"."""
        self._tabs.setCurrentIndex(_PAGES.get(str(target), 0))
        self.focus_first()

    @override
    def print_shown(self) -> None:
        if job := self.paper():
            job.ask()

    def paper(self) -> PaperJob | None:
        """The list on the page that is shown, as it would be printed; None while it is empty."""
        page = self._tabs.currentWidget()
        lists = page.register if isinstance(page, ExchangePanes) else page
        assert isinstance(lists, (RegisterPane, PendingPage, LaptopsPage, SafetyPane))
        sheet = lists.sheet(self.shell.desk.place.title)
        if sheet is None:
            self.shell.messages.tell("Trang này chưa có gì để in.")
            return None
        return PaperJob(self, *sheet, self.shell.messages.tell)

    def _connect(self) -> None:
        for part in (self.sending, self.receiving, self.safekeeping, self._using_aside):
            part.done.connect(self._tell_done)
        self.papers.wiped.connect(self._tell_done)
        self.papers.noted.connect(self._panes.show_result)
        self.receiving.wipe_asked.connect(self.papers.ask_wipe)
        self.receiving.taken_in.connect(self._show_commune)
        self.safekeeping.restored.connect(self._tell_restored)
        self._laptops.saved.connect(self._tell_enrolled)
        self._panes.next.acted.connect(self._take_next_step)

    def _refresh(self) -> None:
        desk = self.shell.desk
        desk.log.forget_rights()  # tasks have taken in what says who may write what
        role = own_role(desk)
        wants = self._wants_permit()
        wanted = DeviceRole(recall(desk, "enrolment.asked")) if wants else role
        has_officers = bool(devices_of(desk, desk.place.id, DeviceRole.OFFICER))
        self._panes.name_acts(
            _SEND[wanted], can_send=not wants, to_commune=role is DeviceRole.LEAD and has_officers and not wants
        )
        self._panes.offer_households("" if wants else households_asked(desk))
        self._panes.target.offer(desk)
        self._panes.show_words(own_words(desk))
        self._panes.register.show_register(register(desk), self.receiving.name)
        self._panes.register.offer_undo(latest_import(desk), self.receiving.name)
        self._show_next(wants)
        self._show_pending()
        self._laptops.refresh()
        self._safety.show_backups(list_backups(desk.folder))

    def _wants_permit(self) -> bool:
        """An officer's laptop before its permit: nothing it sends would count anywhere."""
        desk = self.shell.desk
        return recall(desk, "enrolment.asked") == DeviceRole.OFFICER and own_permit(desk) is None

    def _show_next(self, wants_permit: bool) -> None:
        waiting = len(open_fields(self.shell.desk))
        if wants_permit:
            has_written = bool(recall(self.shell.desk, "enrolment.written"))
            act = "Nhận giấy phép..." if has_written else "Xin giấy phép cho máy này..."
            self._panes.next.say("Máy này chưa có giấy phép của người phụ trách xã nên chưa gửi được số liệu.", act)
        elif waiting:
            waits = "đang chờ xã quyết định" if self._is_upper else "đang chờ quyết định"
            self._panes.next.say(
                f"⚠ {format_number(waiting)} chỗ các máy ghi khác nhau {waits}; cả hai số đều được giữ.",
                "Xem các chỗ đó" if self._is_upper else "Xem và quyết định",
            )
        else:
            self._panes.next.say("")

    def _show_pending(self) -> None:
        waiting, aside = list_waiting(self.shell.desk), list_put_aside(self.shell.desk)
        self._pending.show_pending(waiting, aside)
        count = len(waiting) + len(aside)
        self._tabs.setTabText(_PAGES["pending"], f"Đang chờ, để riêng ({count})" if count else "Đang chờ, để riêng")

    @Slot()
    def _take_next_step(self) -> None:
        if not self._wants_permit():
            self._decide()
        elif recall(self.shell.desk, "enrolment.written"):
            self._laptops.accept_permit()
        else:
            self._laptops.ask_permit()

    @Slot()
    def _decide(self) -> None:
        self.go_to.emit("conflicts", None)

    @Slot(str)
    def _show_commune(self, public_key: str) -> None:
        """At the upper level every screen goes to the commune whose file came."""
        if self._is_upper and (commune := place_of_key(self.shell.desk, public_key)):
            self.commune_asked.emit(commune)

    @Slot(str)
    def _tell_done(self, sentence: str) -> None:
        self._refresh()
        self.saved.emit(sentence)

    @Slot(str)
    def _tell_enrolled(self, sentence: str) -> None:
        self._refresh()
        self._panes.result.say("")
        self.saved.emit(sentence)

    @Slot(str)
    def _tell_restored(self, sentence: str) -> None:
        self._tell_done(sentence)
        self.restored.emit(sentence)
