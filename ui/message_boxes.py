"""The dialogs behind `Messages`: loaded with the first of them, for most starts show none."""

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QMessageBox, QPushButton, QWidget

from ui.naming import named


def warn(window: QWidget, text: str, details: str = "") -> None:
    box = _box(window, QMessageBox.Icon.Warning, text)
    box.setObjectName("warning")
    if details:
        box.setDetailedText(details)
    box.setDefaultButton(_button(box, "understood", "Đã hiểu", QMessageBox.ButtonRole.AcceptRole))
    box.open()


def ask(window: QWidget, question: str, act: str, keep: str, then: Callable[[], None]) -> None:
    """The way back is what Enter and Escape take."""
    box = _box(window, QMessageBox.Icon.Question, question)
    box.setObjectName("question")
    acting = _button(box, "act", act, QMessageBox.ButtonRole.AcceptRole)
    keeping = _button(box, "keep", keep, QMessageBox.ButtonRole.RejectRole)
    box.setDefaultButton(keeping)
    box.setEscapeButton(keeping)
    acting.clicked.connect(then)
    box.open()


def tell_bug(window: QWidget, details: str) -> None:
    """A fault while painting comes again and again; one dialog tells it."""
    if window.findChild(QMessageBox, "bug") is not None:
        return
    box = _box(
        window,
        QMessageBox.Icon.Warning,
        "Chương trình gặp lỗi khi làm việc vừa rồi. Số liệu đã lưu vẫn còn nguyên và có thể làm tiếp.\n"
        "Nếu lỗi lặp lại, hãy bấm “Sao chép chi tiết” và gửi cho người hỗ trợ.",
    )
    box.setObjectName("bug")
    copying = _button(box, "copy_details", "Sao chép chi tiết", QMessageBox.ButtonRole.ActionRole)
    close = _button(box, "work_on", "Làm tiếp", QMessageBox.ButtonRole.AcceptRole)
    box.setDefaultButton(close)
    box.setEscapeButton(close)
    copying.clicked.connect(_Copying(details, box).copy)
    box.open()


def refusal(sentence: str) -> QMessageBox:
    """Why the data cannot be opened, to be said before there is a window; the caller opens and keeps it."""
    box = QMessageBox(QMessageBox.Icon.Warning, "NTM Desktop", sentence)
    box.setObjectName("refusal")
    box.setAccessibleName(sentence)
    _button(box, "close_program", "Đóng chương trình", QMessageBox.ButtonRole.AcceptRole)
    return box


def _box(window: QWidget, icon: QMessageBox.Icon, text: str) -> QMessageBox:
    box = QMessageBox(window)
    box.setIcon(icon)
    box.setWindowTitle("NTM Desktop")
    box.setText(text)
    box.setAccessibleName(text)
    box.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    return box


def _button(box: QMessageBox, name: str, text: str, role: QMessageBox.ButtonRole) -> QPushButton:
    return named(box.addButton(text, role), name, text)


class _Copying(QObject):
    """Puts a text on the clipboard; lives and dies with its dialog."""

    def __init__(self, text: str, parent: QObject) -> None:
        super().__init__(parent)
        self._text = text

    def copy(self) -> None:
        QGuiApplication.clipboard().setText(self._text)
