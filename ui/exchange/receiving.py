"""A file in: found on the stick, looked at, taken in, or taken out again."""

from pathlib import Path

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from ntm_desktop.domain.numbers import format_number
from ntm_desktop.services.check_package import PackageReport, is_known_sender, verify_package
from ntm_desktop.services.erase_households import forget_after_backing_up
from ntm_desktop.services.find_packages import FoundPackage, PackageState, find_packages
from ntm_desktop.services.known_machines import revoked_on
from ntm_desktop.services.list_packages import RegisteredPackage, register
from ntm_desktop.services.name_places import place_called
from ntm_desktop.services.open_desk import OpenDesk, Progress
from ntm_desktop.services.receive_package import Imported, import_package
from ntm_desktop.services.undo_import import can_undo, undo_import, undo_question, why_not
from ntm_desktop.services.wipe_package import copies_on
from ui.exchange.looking import Looked, look, trust_and_look
from ui.exchange.panes import ExchangePanes
from ui.files import ask_file
from ui.folder_chooser import places_to_look
from ui.screen import Shell

_KINDS = "Tệp trao đổi (*.ntm)"
_FOR_SEVERAL = ("hand_over", "upper_level_to_communes")


class Receiving(QObject):
    done = Signal(str)
    taken_in = Signal(str)
    """The public key of the laptop whose file was taken in."""
    wipe_asked = Signal(object)

    def __init__(self, shell: Shell, panes: ExchangePanes, window: QWidget) -> None:
        super().__init__(window)
        self._shell, self._panes, self._window = shell, panes, window
        self._file = Path()
        self._looked: Looked | None = None
        self._found: list[FoundPackage] = []
        self._to_wipe: RegisteredPackage | None = None
        panes.receive.clicked.connect(self.find)
        panes.verify.clicked.connect(self._ask_check)
        panes.register.undo_asked.connect(self._ask_undo)
        panes.result.acted.connect(self._follow_result)
        panes.files.chosen.connect(self.look_at)
        panes.files.other_asked.connect(self._ask_file)
        panes.files.left.connect(self._leave)
        panes.package.accepted.connect(self._take_in)
        panes.package.trusted.connect(self._trust)
        panes.package.other_asked.connect(self._choose_other)
        panes.package.left.connect(self._leave)

    def name(self, code: str) -> str:
        """The name of a place that is known only by the letters on the outside of a package."""
        return place_called(self._shell.desk, code)

    @Slot()
    def find(self) -> None:
        """Looks through the sticks; the only new file is shown at once, several are offered."""
        folders = places_to_look(self._shell.desk)

        def work(desk: OpenDesk, progress: Progress) -> list[FoundPackage]:
            progress(0, 0, "Đang tìm tệp trên USB")
            return find_packages(desk, folders)

        self._shell.tasks.run("Đang tìm tệp trên USB", work, self._show_found)

    @Slot(str)
    def look_at(self, file: str) -> None:
        """Checks the file and shows what taking it in would do; changes nothing."""
        path = self._file = Path(file)

        def work(desk: OpenDesk, progress: Progress) -> Looked:
            return look(desk, path, progress)

        self._shell.tasks.run("Đang kiểm tra tệp", work, self._show_looked)

    def check(self, file: str) -> None:
        """Checks the file only."""
        path = self._file = Path(file)

        def work(desk: OpenDesk, progress: Progress) -> PackageReport:
            return verify_package(path, progress, desk=desk)

        self._shell.tasks.run("Đang kiểm tra tệp", work, self._show_checked)

    def _show_found(self, found: list[FoundPackage]) -> None:
        self._found = found
        new = [one for one in found if one.state is PackageState.NEW]
        if len(new) == 1:
            self.look_at(str(new[0].path))
        elif found:
            self._panes.files.show_found(found)
            self._panes.show_files()
        else:
            self._ask_file()

    @Slot()
    def _ask_file(self) -> None:
        ask_file(self._window, "receive_file", "Nhận tệp", _KINDS, "Xem tệp", self.look_at, start=self._start())

    @Slot()
    def _ask_check(self) -> None:
        ask_file(self._window, "check_file", "Kiểm tra tệp", _KINDS, "Kiểm tra", self.check, start=self._start())

    def _start(self) -> str:
        return next((str(path) for path in places_to_look(self._shell.desk)), "")

    @Slot()
    def _choose_other(self) -> None:
        if len(self._found) > 1:
            self._panes.files.show_found(self._found)
            self._panes.show_files()
        else:
            self._ask_file()

    def _show_looked(self, looked: Looked) -> None:
        self._looked = looked
        sender = self.name(looked.report.sender)
        if looked.revoked_on:
            self._panes.package.show_revoked(looked, sender)
        elif looked.dry_run is None:
            self._panes.package.show_unknown(looked, sender)
        else:
            self._panes.package.show_dry_run(looked, sender)
        self._panes.show_package()

    def _show_checked(self, report: PackageReport) -> None:
        known = is_known_sender(self._shell.desk, report)
        gone = revoked_on(self._shell.desk, report.public_key)
        self._panes.package.show_checked(report, self.name(report.sender), is_known=known, revoked_on=gone)
        self._panes.show_package()

    @Slot()
    def _trust(self) -> None:
        if self._looked is None:
            return
        path, words = self._file, self._looked.report.words

        def work(desk: OpenDesk, progress: Progress) -> Looked:
            return trust_and_look(desk, path, words, progress)

        self._shell.tasks.run("Đang kiểm tra tệp", work, self._show_looked)

    @Slot()
    def _take_in(self) -> None:
        path = self._file

        def work(desk: OpenDesk, progress: Progress) -> Imported:
            return import_package(desk, path, progress=progress)

        self._shell.tasks.run("Đang nhận tệp", work, self._show_taken_in)

    def _show_taken_in(self, imported: Imported) -> None:
        self._looked, self._found = None, []
        report = imported.report
        sender = self.name(report.sender)
        self._to_wipe = None
        act = ""
        if imported.waits_for is None and report.purpose not in _FOR_SEVERAL:
            self._to_wipe = self._on_stick(report.id)
            act = "Xóa tệp trên USB..." if self._to_wipe else ""
        backup = " Máy đã tự sao lưu trước khi nhận." if imported.backup else ""
        self._panes.show_result(imported.sentence.replace(report.sender, sender) + backup, act)
        self._panes.receive.setFocus()
        verb = "Đã giữ" if imported.waits_for is not None else "Đã nhận"
        self.done.emit(f"{verb} tệp số {report.number} của {sender}")
        if imported.waits_for is None:
            self.taken_in.emit(report.public_key)
        if imported.older_backups:
            self._offer_to_forget(imported.older_backups)

    def _offer_to_forget(self, older: tuple[Path, ...]) -> None:
        """Copies on this laptop that still hold a household which the sender has erased."""
        count = format_number(len(older))

        def work(desk: OpenDesk, progress: Progress) -> int:
            progress(0, 0, "Đang sao lưu lại")
            return forget_after_backing_up(desk, older)

        self._shell.messages.ask(
            f"{count} bản sao lưu trước đây trên máy vẫn còn dữ liệu của hộ mà nơi gửi đã xóa hẳn. Máy sẽ sao lưu "
            "lại, kiểm tra bản mới rồi mới xóa các bản cũ; sau đó không khôi phục về trước lúc này được nữa.",
            f"Xóa {count} bản sao lưu cũ",
            "Giữ các bản cũ",
            lambda: self._shell.tasks.run("Đang xóa bản sao lưu cũ", work, self._show_forgotten),
        )

    def _show_forgotten(self, count: int) -> None:
        self.done.emit(f"Đã xóa {format_number(count)} bản sao lưu cũ; bản sao lưu mới vẫn còn.")

    def _on_stick(self, package_id: str) -> RegisteredPackage | None:
        desk = self._shell.desk
        taken = next((one for one in register(desk) if one.package_id == package_id), None)
        return taken if taken and copies_on(desk, taken, places_to_look(desk)) else None

    @Slot()
    def _follow_result(self) -> None:
        if self._to_wipe is not None:
            self.wipe_asked.emit(self._to_wipe)

    @Slot()
    def _ask_undo(self) -> None:
        desk = self._shell.desk
        latest = can_undo(desk)
        if latest is None:
            if refused := why_not(desk):
                self._shell.messages.tell_error(refused)
            return
        self._shell.messages.ask(
            undo_question(desk, latest),
            "Hoàn tác lần nhận này",
            "Giữ lại",
            self._undo,
        )

    @Slot()
    def _undo(self) -> None:
        self._shell.tasks.run("Đang hoàn tác lần nhận", _undo_import, self._show_undone)

    def _show_undone(self, undone: tuple[RegisteredPackage, int]) -> None:
        package, count = undone
        sender = self.name(package.counterpart)
        sentence = f"Đã hoàn tác lần nhận tệp số {package.number} của {sender}: {format_number(count)} thay đổi"
        self._panes.show_result(f"{sentence} không còn trên máy.")
        self.done.emit(sentence)

    @Slot()
    def _leave(self) -> None:
        self._looked = None
        self._panes.show_register()
        self._panes.receive.setFocus()


def _undo_import(desk: OpenDesk, progress: Progress) -> tuple[RegisteredPackage, int]:
    progress(0, 0, "Đang hoàn tác lần nhận")
    return undo_import(desk)
