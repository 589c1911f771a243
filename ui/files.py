"""The one door to the file dialogs: opened without blocking, every word in Vietnamese."""

from collections.abc import Callable
from pathlib import Path

from PySide6.QtCore import QFileInfo, QModelIndex, QPersistentModelIndex, QStandardPaths, Qt
from PySide6.QtWidgets import (
    QApplication,
    QFileDialog,
    QFileSystemModel,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from ui.cell_option import fields_of
from ui.qt_override import override

Then = Callable[[str], None]
_DATE_COLUMN = 3
_LAST_FOLDER = "last_folder"
"""Where the last file was taken from or put: the application keeps it until it ends."""


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
    dialog = QFileDialog(parent, title, start or first_folder())
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
    dialog.filesSelected.connect(_note_folder)
    if (listed := dialog.findChild(QTreeView, "treeView")) is not None:  # none where the system has its own dialog
        listed.setItemDelegateForColumn(_DATE_COLUMN, _Dates(listed))
        for column in range(1, _DATE_COLUMN + 1):
            listed.header().setSectionResizeMode(column, QHeaderView.ResizeMode.ResizeToContents)
    return dialog


def first_folder() -> str:
    """The folder used last, else the documents folder; never the one the program lies in."""
    application = QApplication.instance()
    last = str(application.property(_LAST_FOLDER) or "") if application is not None else ""
    if last and Path(last).is_dir():
        return last
    kinds = QStandardPaths.StandardLocation
    for kind in (kinds.DocumentsLocation, kinds.HomeLocation):
        if Path(folder := QStandardPaths.writableLocation(kind)).is_dir():
            return folder
    return ""


def _note_folder(files: list[str]) -> None:
    application = QApplication.instance()
    if files and application is not None:
        path = Path(files[0])
        application.setProperty(_LAST_FOLDER, str(path if path.is_dir() else path.parent))


class _Dates(QStyledItemDelegate):
    """Qt writes dates as the system does, which may be in English."""

    @override
    def initStyleOption(self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex) -> None:
        super().initStyleOption(option, index)
        model = index.model()
        if isinstance(model, QFileSystemModel):
            path = model.filePath(model.index(index.row(), 0, index.parent()))
            moment = QFileInfo(path).lastModified().toString("dd/MM/yyyy HH:mm")
            fields_of(option).text = moment
