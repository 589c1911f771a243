"""The one door to the file dialogs: opened without blocking, every word in Vietnamese."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFileDialog, QWidget

Then = Callable[[str], None]


def ask_file(parent: QWidget, name: str, title: str, kinds: str, act: str, then: Then, *, start: str = "") -> None:
    """Asks for an existing file; `kinds` as Qt writes them, "Kế hoạch (*.xlsx *.json)"."""
    dialog = _dialog(parent, name, title, act, start)
    dialog.setNameFilter(kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
    dialog.fileSelected.connect(then)
    dialog.open()


def ask_files(
    parent: QWidget, name: str, title: str, kinds: str, act: str, then: Callable[[list[str]], None]
) -> None:
    """Asks for one or several existing files."""
    dialog = _dialog(parent, name, title, act, "")
    dialog.setNameFilter(kinds)
    dialog.setFileMode(QFileDialog.FileMode.ExistingFiles)
    dialog.filesSelected.connect(then)
    dialog.open()


def ask_folder(parent: QWidget, name: str, title: str, act: str, then: Then, *, start: str = "") -> None:
    """Opens the dialog; `then` is called with the folder, not at all when it is left."""
    dialog = _dialog(parent, name, title, act, start)
    dialog.setFileMode(QFileDialog.FileMode.Directory)
    dialog.setOption(QFileDialog.Option.ShowDirsOnly)
    dialog.fileSelected.connect(then)
    dialog.open()


def ask_where_to_save(
    parent: QWidget, name: str, title: str, kinds: str, suggested: str, then: Then, *, start: str = ""
) -> None:
    """Opens the dialog; `then` is called with the path, not at all when it is left."""
    dialog = _dialog(parent, name, title, "Lưu", start)
    dialog.setAcceptMode(QFileDialog.AcceptMode.AcceptSave)
    dialog.setNameFilter(kinds)
    dialog.setDefaultSuffix(kinds.rpartition("*.")[2].rstrip(") "))
    dialog.selectFile(suggested)
    dialog.fileSelected.connect(then)
    dialog.open()


def _dialog(parent: QWidget, name: str, title: str, act: str, start: str) -> QFileDialog:
    dialog = QFileDialog(parent, title, start)
    dialog.setObjectName(name)
    dialog.setAccessibleName(title)
    dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
    label = QFileDialog.DialogLabel
    for one, text in {
        label.LookIn: "Thư mục:",
        label.FileName: "Tên tệp:",
        label.FileType: "Loại tệp:",
        label.Accept: act,
        label.Reject: "Thôi",
    }.items():
        dialog.setLabelText(one, text)
    return dialog
