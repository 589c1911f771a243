"""What was put aside for want of an assignment, taken in by the lead: asked first, then counted everywhere."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.services.list_pending import PutAside
from ntm_desktop.services.use_put_aside import use_put_aside
from ui.exchange.pending_page import PendingPage
from ui.screen import Shell


class UsingAside(QObject):
    done = Signal(str)

    def __init__(self, shell: Shell, page: PendingPage, window: QWidget) -> None:
        super().__init__(window)
        self._shell = shell
        self._chosen: list[PutAside] = []
        page.use_asked.connect(self.ask)

    @Slot(list)
    def ask(self, chosen: list[PutAside]) -> None:
        """Names what would count from now on, and whose it stays."""
        self._chosen = chosen
        first = chosen[0]
        others = f" và {format_number(len(chosen) - 1)} mục nữa" if len(chosen) > 1 else ""
        self._shell.messages.ask(
            f"Dùng {first.what}, {first.place}: {first.value} của {first.person}{others}? Người ghi vẫn như cũ, "
            "quyết định cho dùng đứng tên bạn và đi theo tệp gửi. Ô nào đã có số khác thì cả hai số vào mục Cần "
            "quyết định.",
            f"Dùng {format_number(len(chosen))} mục",
            "Vẫn để riêng",
            self._use,
        )

    def _use(self) -> None:
        try:
            count = use_put_aside(self._shell.desk, [one.key for one in self._chosen])
        except ExpectedError as error:
            self._shell.messages.tell_error(error)
            return
        self.done.emit(f"Đã dùng {format_number(count)} mục để riêng")
