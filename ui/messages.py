"""The one door for telling and asking. Tests replace it; nothing else opens a message box."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QWidget

from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.sentences import sentence_for


class Messages(QObject):
    """Short news goes to the status bar (`told`); what needs an answer or an action opens a dialog."""

    told = Signal(str)

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self._window = parent

    def tell(self, text: str) -> None:
        """News that needs no answer: never a dialog after success."""
        self.told.emit(text)

    def tell_error(self, error: ExpectedError) -> None:
        """One sentence: what happened, what it means, what to do."""
        self.warn(sentence_for(error))

    def warn(self, text: str, details: str = "") -> None:
        box = self._box(QMessageBox.Icon.Warning, text)
        box.setObjectName("warning")
        if details:
            box.setDetailedText(details)
        close = box.addButton("Đã hiểu", QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(close)
        box.open()

    def ask(self, question: str, act: str, keep: str, then: Callable[[], None]) -> None:
        """Asks before a risky step; the buttons name the act ("Xóa 3 nhiệm vụ") and the way back ("Giữ lại")."""
        box = self._box(QMessageBox.Icon.Question, question)
        box.setObjectName("question")
        acting = box.addButton(act, QMessageBox.ButtonRole.AcceptRole)
        keeping = box.addButton(keep, QMessageBox.ButtonRole.RejectRole)
        box.setDefaultButton(keeping)
        box.setEscapeButton(keeping)
        acting.clicked.connect(then)
        box.open()

    def tell_bug(self, details: str) -> None:
        """A fault of the program: it runs on; the details can be copied for whoever mends it."""
        if self._window.findChild(QMessageBox, "bug") is not None:
            return  # A fault while painting comes again and again; one dialog tells it.
        box = self._box(
            QMessageBox.Icon.Warning,
            "Chương trình gặp lỗi khi làm việc vừa rồi. Số liệu đã lưu vẫn còn nguyên và có thể làm tiếp.\n"
            "Nếu lỗi lặp lại, hãy bấm “Sao chép chi tiết” và gửi cho người hỗ trợ.",
        )
        box.setObjectName("bug")
        copying = box.addButton("Sao chép chi tiết", QMessageBox.ButtonRole.ActionRole)
        close = box.addButton("Làm tiếp", QMessageBox.ButtonRole.AcceptRole)
        box.setDefaultButton(close)
        box.setEscapeButton(close)
        copying.clicked.connect(_Copying(details, box).copy)
        box.open()

    def _box(self, icon: QMessageBox.Icon, text: str) -> QMessageBox:
        box = QMessageBox(self._window)
        box.setIcon(icon)
        box.setWindowTitle("NTM Desktop")
        box.setText(text)
        box.setAccessibleName(text)
        box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        return box


class _Copying(QObject):
    """Puts a text on the clipboard; lives and dies with its dialog."""

    def __init__(self, text: str, parent: QObject) -> None:
        super().__init__(parent)
        self._text = text

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
