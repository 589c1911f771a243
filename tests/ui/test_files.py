"""The file dialogs: where they open, and that they speak Vietnamese."""

from pathlib import Path

import pytest
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from ui import files
from ui.qt_words import WORDS


@pytest.fixture(autouse=True)
def just_started(qapp: QApplication) -> None:
    qapp.setProperty("last_folder", None)


def test_a_dialog_opens_in_the_folder_used_last(qtbot: QtBot, tmp_path: Path) -> None:
    (chosen := tmp_path / "chon.ntm").touch()
    chosen_files: list[str] = []
    holder = QWidget()
    qtbot.addWidget(holder)
    for _ in range(2):
        files.ask_file(holder, "any", "Chọn tệp", "Tệp (*.ntm)", "Xem", chosen_files.append)
    first, _ = holder.findChildren(QFileDialog)
    first.filesSelected.emit([str(chosen)])
    assert files.first_folder() == str(tmp_path)
    files.ask_file(holder, "again", "Chọn tệp", "Tệp (*.ntm)", "Xem", chosen_files.append)
    again = holder.findChild(QFileDialog, "again")
    assert again is not None
    assert Path(again.directory().path()) == tmp_path


def test_the_first_dialog_opens_with_the_documents() -> None:
    assert files.first_folder()
    assert Path(files.first_folder()) != Path.cwd()


def test_directories_are_called_so_in_vietnamese() -> None:
    assert WORDS["Directories"] == "Thư mục"
