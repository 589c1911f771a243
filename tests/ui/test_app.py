import sqlite3

import pytest
from PySide6.QtWidgets import QApplication, QMessageBox, QPushButton, QRadioButton, QWidget
from pytestqt.qtbot import QtBot

from ntm_desktop.paths import DataFolder
from ntm_desktop.services.open_desk import open_desk
from ntm_desktop.services.start_desk import start_commune
from ui.app import Running
from ui.window import MainWindow


def _shown(name: str) -> QWidget:
    return next(widget for widget in QApplication.topLevelWidgets() if widget.objectName() == name)


def test_the_first_start_leads_to_the_window(qtbot: QtBot, folder: DataFolder) -> None:
    running = Running(folder)
    running.start_first()
    first = _shown("first_start")
    sample = first.findChild(QRadioButton, "choose_sample")
    start = first.findChild(QPushButton, "start")
    assert sample is not None
    assert start is not None
    sample.click()
    start.click()
    window = _shown("main_window")
    assert isinstance(window, MainWindow)
    assert window.isVisible()
    assert not first.isVisible()
    window.close()
    with pytest.raises(sqlite3.ProgrammingError):
        window.desk.database.connection.execute("SELECT 1")
    window.deleteLater()
    first.deleteLater()


def test_a_bug_anywhere_is_told_and_logged_and_the_window_stays(
    qtbot: QtBot, folder: DataFolder, caplog: pytest.LogCaptureFixture
) -> None:
    start_commune(folder, "Ia Dom").close()
    running = Running(folder)
    running.show(open_desk(folder))
    window = _shown("main_window")
    error = RuntimeError("hỏng")
    running.catch(RuntimeError, error, None)
    box = window.findChild(QMessageBox, "bug")
    assert box is not None
    assert "hỏng" not in box.text()
    assert "hỏng" in caplog.text
    caplog.clear()
    assert window.isVisible()
    box.close()
    window.close()
    window.deleteLater()
