"""Gửi lại toàn bộ cho máy này: the file from which a lost laptop comes back."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from ntm_desktop.services.enrol import KnownDevice
from ntm_desktop.services.open_desk import OpenDesk
from ui.enrolment.step_dialog import StepDialog, told


class ResendDialog(StepDialog):
    chosen = Signal(str)
    """The folder to write into; the writing is the page's, which outlives this dialog."""

    def __init__(self, desk: OpenDesk, device: KnownDevice, parent: QWidget) -> None:
        super().__init__("resend_dialog", "Gửi lại toàn bộ cho một máy", "Ghi tệp", parent)
        who = device.name or device.words
        self.asking.addWidget(
            told(
                "resend_why",
                "Khi nào gửi lại toàn bộ",
                f"Khi máy của {who} hỏng hoặc mất hết số liệu: tệp này mang mọi thứ máy này đang giữ. Trên máy "
                "mới, mở chương trình lần đầu, chọn “Khôi phục từ khóa khôi phục”, chọn tệp này rồi gõ khóa "
                "trên giấy.",
            )
        )
        self.asking.addWidget(
            told(
                "resend_lost",
                "Máy bị lấy cắp thì thu hồi",
                "Máy bị lấy cắp thì không khôi phục: hãy thu hồi giấy phép, rồi cấp giấy phép cho máy mới.",
            )
        )
        self._target = self.ask_target("resend_target", desk)
        self.fit()

    def _do(self) -> None:
        self._target.with_folder(self, "resend_folder", self._choose)

    def _choose(self, folder: str) -> None:
        self.chosen.emit(folder)
        self.accept()
