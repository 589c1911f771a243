"""Looking after the files of evidence: what is lost, damaged or superfluous; cleaning up after asking."""

from PySide6.QtCore import QObject, Signal, Slot
from PySide6.QtWidgets import QWidget

from ntm_desktop.domain.errors import EvidenceDamaged
from ntm_desktop.domain.evidence import size_text
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.sentences import sentence_for
from ntm_desktop.services.check_evidence import Cleaned, EvidenceCheck, check_evidence, clean_evidence
from ntm_desktop.services.open_desk import OpenDesk, Progress
from ui.exchange.safety import SafetyPane
from ui.screen import Shell


class EvidenceFiles(QObject):
    done = Signal(str)

    def __init__(self, shell: Shell, pane: SafetyPane, window: QWidget) -> None:
        super().__init__(window)
        self._shell, self._pane = shell, pane
        pane.check_asked.connect(self.check)

    @Slot()
    def check(self) -> None:
        """Reads every file and compares, as a task."""
        self._shell.tasks.run("Đang kiểm tra tệp minh chứng", check_evidence, self._tell)

    def _tell(self, found: EvidenceCheck) -> None:
        if found.problems:
            self._shell.messages.warn(sentence_for(EvidenceDamaged(found.problems)))
        waiting = (
            f" {format_number(len(found.awaited))} minh chứng do máy khác thêm, tệp chưa đến."
            if found.awaited
            else ""
        )
        whole = found.files - len({one.file.sha256 for one in found.damaged})
        self._pane.say(
            f"Đã kiểm tra minh chứng: {format_number(whole)} tệp nguyên vẹn, {size_text(found.bytes)}.{waiting}"
        )
        count = len(found.removed) + len(found.orphans)
        if not count or found.problems:
            return
        parts = [f"{format_number(len(found.removed))} của minh chứng đã gỡ"] if found.removed else []
        parts += [f"{format_number(len(found.orphans))} không thuộc minh chứng nào"] if found.orphans else []
        self._shell.messages.ask(
            f"Có {format_number(count)} tệp không còn dùng ({size_text(found.superfluous_bytes)}): "
            f"{', '.join(parts)}. Xóa rồi thì không hoàn tác việc gỡ được, khôi phục bản sao lưu cũ trong máy "
            "cũng không có lại các tệp này.",
            f"Xóa {format_number(count)} tệp",
            "Giữ lại",
            self._clean,
        )

    @Slot()
    def _clean(self) -> None:
        self._shell.tasks.run("Đang dọn tệp minh chứng", _clean, self._tell_cleaned)

    def _tell_cleaned(self, cleaned: Cleaned) -> None:
        sentence = (
            f"Đã xóa {format_number(cleaned.files)} tệp không còn dùng, giải phóng {size_text(cleaned.bytes)}"
        )
        self._pane.say(f"{sentence}.")
        self.done.emit(sentence)


def _clean(desk: OpenDesk, progress: Progress) -> Cleaned:
    progress(0, 0, "Đang dọn")
    return clean_evidence(desk)
