"""Trao đổi: a file out, a file in, the register, and backups."""

from pathlib import Path

from PySide6.QtCore import Signal, Slot
from PySide6.QtWidgets import QWidget

from ntm_desktop.domain.desk import Role
from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.services.exchange_packages import (
    Exported,
    Imported,
    PackageReport,
    RegisteredPackage,
    can_undo,
    export_package,
    import_package,
    is_known_sender,
    own_words,
    register,
    undo_import,
    verify_package,
)
from ntm_desktop.services.find_sticks import find_sticks
from ntm_desktop.services.keep_safe import back_up, list_backups
from ntm_desktop.services.open_desk import OpenDesk, Progress
from ntm_desktop.services.remember import recall, remember
from ntm_desktop.services.restore_desk import restore_in_place
from ui.exchange.looking import Looked, look, spoken, trust_and_look
from ui.exchange.panes import ExchangePanes
from ui.exchange.safety import backup_title
from ui.files import ask_file, ask_folder
from ui.qt_override import override
from ui.screen import Context, Screen, Shell

_KINDS = "Tệp trao đổi (*.ntm)"


class ExchangeScreen(Screen):
    name = "exchange"
    title = "Trao đổi"
    icon = "exchange"

    restored = Signal(str)
    """A backup stands in the place of the data now, the desk is open on it; the sentence that says so."""

    def __init__(self, shell: Shell, parent: QWidget | None = None) -> None:
        super().__init__(shell, parent)
        self._file = Path()
        self._looked: Looked | None = None
        self._to_restore = Path()
        is_upper = shell.desk.desk.role is Role.UPPER_LEVEL
        self._panes = ExchangePanes("Xuất tệp gửi xã" if is_upper else "Xuất tệp gửi cấp trên", self)
        self._connect()

    @override
    def show_context(self, context: Context) -> None:
        self._refresh()

    @override
    def focus_first(self) -> None:
        self._panes.export.setFocus()

    def export_to(self, folder: str) -> None:
        """Writes the package into `folder`, as a task."""
        remember(self.shell.desk, "exchange.folder", folder)

        def work(desk: OpenDesk, progress: Progress) -> Exported:
            return export_package(desk, Path(folder), progress)

        self.shell.tasks.run("Đang xuất tệp", work, self._show_exported)

    def look_at(self, file: str) -> None:
        """Checks the file and shows what taking it in would do; changes nothing."""
        path = self._file = Path(file)

        def work(desk: OpenDesk, progress: Progress) -> Looked:
            return look(desk, path, progress)

        self.shell.tasks.run("Đang kiểm tra tệp", work, self._show_looked)

    def check(self, file: str) -> None:
        """Checks the file only."""
        path = self._file = Path(file)

        def work(desk: OpenDesk, progress: Progress) -> PackageReport:
            return verify_package(path, progress, desk=desk)

        self.shell.tasks.run("Đang kiểm tra tệp", work, self._show_checked)

    def _connect(self) -> None:
        panes = self._panes
        panes.undo.clicked.connect(self._ask_undo)
        panes.export.clicked.connect(self._export)
        panes.receive.clicked.connect(self._ask_receive)
        panes.verify.clicked.connect(self._ask_check)
        panes.package.accepted.connect(self._take_in)
        panes.package.trusted.connect(self._trust)
        panes.package.left.connect(self._leave)
        panes.safety.back_up_asked.connect(self._back_up)
        panes.safety.restore_asked.connect(self._ask_restore)

    def _refresh(self) -> None:
        desk = self.shell.desk
        self._panes.show_targets(find_sticks(), str(recall(desk, "exchange.folder", "")))
        self._panes.show_words(own_words(desk))
        self._panes.show_register(register(desk), self._name)
        self._panes.offer_undo(can_undo(desk) is not None)
        self._panes.safety.show_backups(list_backups(desk.folder))

    def _name(self, code: str) -> str:
        return spoken(code, self.shell.desk.all_places())

    @Slot()
    def _export(self) -> None:
        target = self._panes.target()
        if target:
            self.export_to(target)
        else:
            ask_folder(self, "export_folder", "Chọn nơi ghi tệp", "Ghi vào đây", self.export_to)

    def _show_exported(self, exported: Exported) -> None:
        self._refresh()
        to = register(self.shell.desk)[0].counterpart
        self._panes.show_result(exported.sentence.replace(to, self._name(to)))
        self.saved.emit(f"Đã xuất tệp số {exported.number}")

    @Slot()
    def _ask_receive(self) -> None:
        ask_file(self, "receive_file", "Nhận tệp", _KINDS, "Xem tệp", self.look_at, start=self._stick())

    @Slot()
    def _ask_check(self) -> None:
        ask_file(self, "check_file", "Kiểm tra tệp", _KINDS, "Kiểm tra", self.check, start=self._stick())

    def _stick(self) -> str:
        return next((str(path) for path in find_sticks()), self._panes.target())

    def _show_looked(self, looked: Looked) -> None:
        self._looked = looked
        sender = self._name(looked.report.sender)
        if looked.dry_run is None:
            self._panes.package.show_unknown(looked, sender)
        else:
            self._panes.package.show_dry_run(looked, sender)
        self._panes.show_package()

    def _show_checked(self, report: PackageReport) -> None:
        known = is_known_sender(self.shell.desk, report)
        self._panes.package.show_checked(report, self._name(report.sender), is_known=known)
        self._panes.show_package()

    @Slot()
    def _trust(self) -> None:
        if self._looked is None:
            return
        path, words = self._file, self._looked.report.words

        def work(desk: OpenDesk, progress: Progress) -> Looked:
            return trust_and_look(desk, path, words, progress)

        self.shell.tasks.run("Đang kiểm tra tệp", work, self._show_looked)

    @Slot()
    def _take_in(self) -> None:
        path = self._file

        def work(desk: OpenDesk, progress: Progress) -> Imported:
            return import_package(desk, path, progress=progress)

        self.shell.tasks.run("Đang nhận tệp", work, self._show_taken_in)

    def _show_taken_in(self, imported: Imported) -> None:
        self._looked = None
        self._refresh()
        backup = f" Bản sao lưu trước khi nhận: {imported.backup.name}." if imported.backup else ""
        sender = self._name(imported.report.sender)
        self._panes.show_result(imported.sentence.replace(imported.report.sender, sender) + backup)
        self._panes.receive.setFocus()
        self.saved.emit(f"Đã nhận tệp số {imported.report.number} của {sender}")

    @Slot()
    def _ask_undo(self) -> None:
        latest = can_undo(self.shell.desk)
        if latest is None:
            self._refresh()
            return
        self.shell.messages.ask(
            f"Lấy ra khỏi máy những gì vừa nhận từ tệp số {latest.number} của {self._name(latest.counterpart)}? "
            "Số liệu trở lại như trước khi nhận; máy tự sao lưu trước.",
            "Hoàn tác lần nhận này",
            "Giữ lại",
            self._undo,
        )

    @Slot()
    def _undo(self) -> None:
        self.shell.tasks.run("Đang hoàn tác lần nhận", _undo_import, self._show_undone)

    def _show_undone(self, undone: tuple[RegisteredPackage, int]) -> None:
        package, count = undone
        self._refresh()
        sender = self._name(package.counterpart)
        sentence = f"Đã hoàn tác lần nhận tệp số {package.number} của {sender}: {format_number(count)} thay đổi"
        self._panes.show_result(f"{sentence} không còn trên máy.")
        self.saved.emit(sentence)

    @Slot()
    def _leave(self) -> None:
        self._looked = None
        self._panes.show_register_again()
        self._panes.receive.setFocus()

    @Slot()
    def _back_up(self) -> None:
        self.shell.tasks.run("Đang sao lưu", _back_up, self._show_backed_up)

    def _show_backed_up(self, path: Path) -> None:
        self._refresh()
        self._panes.show_result(f"Đã sao lưu và kiểm tra lại: {path}")

    @Slot(str)
    def _ask_restore(self, file: str) -> None:
        if not file:
            folder = str(self.shell.desk.folder.backups)
            title = "Chọn bản sao lưu"
            ask_file(self, "backup_file", title, "Bản sao lưu (*.db)", "Chọn", self._confirm_restore, start=folder)
        else:
            self._confirm_restore(file)

    @Slot(str)
    def _confirm_restore(self, file: str) -> None:
        self._to_restore = Path(file)
        self.shell.messages.ask(
            f"Thay toàn bộ dữ liệu trên máy bằng bản sao lưu {backup_title(self._to_restore)}? Những gì nhập sau "
            "lúc đó sẽ không còn trên màn hình. Dữ liệu hôm nay được sao lưu trước.",
            "Khôi phục bản này",
            "Giữ dữ liệu hôm nay",
            self._restore,
        )

    @Slot()
    def _restore(self) -> None:
        if self.shell.tasks.is_busy:
            self.shell.messages.warn("Đang làm việc khác; chờ xong rồi khôi phục.")
            return
        try:
            saved = restore_in_place(self.shell.desk, self._to_restore)
        except ExpectedError as error:
            self.shell.messages.tell_error(error)
            return
        kept = f" Dữ liệu trước khi khôi phục: {saved.name}." if saved else ""
        sentence = f"Đã khôi phục bản sao lưu {backup_title(self._to_restore)}.{kept}"
        self._refresh()
        self._panes.show_result(sentence)
        self.saved.emit(sentence)
        self.restored.emit(sentence)


def _back_up(desk: OpenDesk, progress: Progress) -> Path:
    progress(0, 0, "Đang sao lưu")
    return back_up(desk)


def _undo_import(desk: OpenDesk, progress: Progress) -> tuple[RegisteredPackage, int]:
    progress(0, 0, "Đang hoàn tác lần nhận")
    return undo_import(desk)
