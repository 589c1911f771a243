"""In khóa khôi phục: made anew, shown once, printed for the safe; nothing but paper keeps it."""

from PySide6.QtCore import Qt, Slot
from PySide6.QtPrintSupport import QPrinter
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QWidget

from ntm_desktop.domain.moments import moment_text
from ntm_desktop.services.find_recovery_key import recovery_key_since
from ntm_desktop.services.make_recovery_key import new_recovery_key
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.print_recovery_key import recovery_sheet_pages
from ui import style
from ui.dossier.printing import DPI, paint_pages
from ui.enrolment.step_dialog import StepDialog, told
from ui.naming import named
from ui.paper import print_dialog, written_file

_NO_DIGITS = "\u2007" * 4
"""As wide as a group."""


class RecoveryDialog(StepDialog):
    def __init__(self, desk: OpenDesk, parent: QWidget) -> None:
        super().__init__("recovery_dialog", "Khóa khôi phục của máy này", "Lập khóa mới", parent)
        self._desk, self._key = desk, ""
        self._printer: QPrinter | None = None
        self.asking.addWidget(
            told(
                "recovery_why",
                "Khóa khôi phục để làm gì",
                "Khóa khôi phục là một dãy số in ra giấy, cất trong tủ có khóa hoặc két. Máy hỏng thì tờ giấy cùng "
                "một bản sao lưu, hoặc cùng tệp nơi khác gửi lại, dựng lại được máy này trên máy mới. Từ khi có "
                "khóa, bản sao lưu không còn mang chữ ký của máy.\n\nKhóa chỉ hiện một lần, không lưu ở đâu. Lập "
                "khóa mới thì hủy tờ giấy cũ: tờ cũ vẫn mở được những bản sao lưu và tệp có từ trước.",
            )
        )
        self.fit()

    def print_on(self, printer: QPrinter) -> None:
        """Prints the sheet without asking."""
        count = paint_pages(printer, recovery_sheet_pages(self._desk, self._key, DPI))
        if not count:
            said = "Máy in không nhận; hãy kiểm tra máy in rồi in lại, hoặc chép tay dãy số trên."
        elif file := written_file(printer):
            said = (
                f"⚠ Tờ khóa đã thành tệp {file}. Ai chép được tệp này là có khóa: in ra giấy rồi xóa tệp, "
                "trước khi bấm “Xong”."
            )
        else:
            said = "Đã gửi tờ khóa đến máy in. Kiểm tra tờ in đọc rõ rồi mới bấm “Xong”."
        self._printed.setText(said)
        self.fit()

    def _do(self) -> None:
        self._key = new_recovery_key(self._desk)
        groups = self._key.split(" ")
        whole = groups + [_NO_DIGITS] * (-len(groups) % 4)  # the last line begins below the first ones
        lines = [" ".join(whole[start : start + 4]) for start in range(0, len(groups), 4)]
        shown = told("recovery_key", "Khóa khôi phục", "\n".join(lines))
        shown.setAlignment(Qt.AlignmentFlag.AlignCenter)
        shown.setStyleSheet(
            f"background: {style.ACCENT_TINT}; border-radius: 3px; padding: 12px; "
            "font-size: 18pt; font-weight: 600;"
        )
        button = named(QPushButton("In tờ khóa..."), "recovery_print", "In tờ khóa khôi phục")
        button.setAutoDefault(False)
        button.clicked.connect(self._ask_printer)
        row_holder = QWidget()
        row = QHBoxLayout(row_holder)
        row.setContentsMargins(0, 0, 0, 0)
        row.addStretch(1)
        row.addWidget(button)
        row.addStretch(1)
        self._printed = told("recovery_printed", "Kết quả in", "Đóng hộp này rồi thì không xem lại được dãy số.")
        self._printed.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.show_done("Khóa khôi phục: in ngay, cất vào tủ", shown, row_holder, self._printed)
        button.setFocus()

    @Slot()
    def _ask_printer(self) -> None:
        self._printer = QPrinter(QPrinter.PrinterMode.HighResolution)
        self._printer.setDocName("Khóa khôi phục")
        dialog = print_dialog(self._printer, "In khóa khôi phục", self)
        dialog.accepted.connect(self._print)
        QDialog.open(dialog)

    @Slot()
    def _print(self) -> None:
        if self._printer is not None:
            self.print_on(self._printer)


def recovery_words(desk: OpenDesk) -> str:
    """Whether there is a paper in a safe, since when, and what a new one does to it."""
    since = recovery_key_since(desk)
    if since is None:
        return (
            "Chưa có khóa khôi phục. In một tờ, cất vào tủ có khóa: máy hỏng thì tờ đó cùng bản sao lưu hoặc tệp "
            "nơi khác gửi lại dựng lại được máy này."
        )
    return (
        f"✓ Có khóa khôi phục, lập lúc {moment_text(since)}. Lập khóa mới thì tờ cũ chỉ còn mở được những bản sao "
        "lưu và tệp có từ trước."
    )
