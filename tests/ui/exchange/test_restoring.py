"""Going back to a backup in the open window: the list is as the folder is, and every screen reads on afterwards."""

from PySide6.QtWidgets import QAbstractButton, QListWidget, QMessageBox, QTabWidget
from pytestqt.qtbot import QtBot

from ntm_desktop.services.keep_safe import back_up
from ntm_desktop.services.list_backups import list_backups
from ntm_desktop.services.open_desk import OpenDesk
from tests.ui.stage import Stage
from ui.exchange.screen import ExchangeScreen
from ui.window import MainWindow

SCREENS = ("overview", "recording", "conflicts", "households", "dossier", "catalogue", "exchange")


def _restore_the_chosen(window: MainWindow) -> None:
    window.show_screen("exchange")
    button = window.findChild(QAbstractButton, "restore_chosen")
    assert button is not None
    button.click()
    box = window.findChild(QMessageBox, "question")
    assert box is not None
    next(one for one in box.buttons() if one.text() == "Khôi phục bản này").click()


def test_every_screen_reads_on_after_a_restore(window: MainWindow) -> None:
    for name in SCREENS:
        window.show_screen(name)
    back_up(window.desk)
    window._screens.note_change()
    _restore_the_chosen(window)
    for name in SCREENS:
        window.show_screen(name)
        assert window.findChild(QMessageBox, "warning") is None


def test_every_screen_reads_on_after_a_refused_restore(window: MainWindow) -> None:
    for name in SCREENS:
        window.show_screen(name)
    gone = back_up(window.desk)
    window._screens.note_change()
    window.show_screen("exchange")
    gone.unlink()
    _restore_the_chosen(window)
    box = window.findChild(QMessageBox, "warning")
    assert box is not None
    assert gone.name in box.text()
    box.close()
    window._screens.note_change()
    for name in SCREENS:
        window.show_screen(name)


def _names(stage: Stage) -> int:
    backups: QListWidget = stage.find(QListWidget, "backups")
    return backups.count()


def test_the_list_is_as_the_folder_is_when_it_is_looked_at(qtbot: QtBot, sample_desk: OpenDesk) -> None:
    first = back_up(sample_desk)
    stage = Stage(qtbot, sample_desk, ExchangeScreen)
    assert _names(stage) == 1
    back_up(sample_desk, reason="sau-xoa-ho")
    first.unlink()
    tabs: QTabWidget = stage.find(QTabWidget, "exchange_tabs")
    tabs.setCurrentIndex(3)
    backups: QListWidget = stage.find(QListWidget, "backups")
    assert backups.count() == 1
    assert backups.item(0).text().endswith("sau khi xóa hộ")


def test_a_backup_that_is_gone_is_refused_and_leaves_the_list(qtbot: QtBot, sample_desk: OpenDesk) -> None:
    back_up(sample_desk, reason="thu-cong")
    stage = Stage(qtbot, sample_desk, ExchangeScreen)
    stage.find(QTabWidget, "exchange_tabs").setCurrentIndex(3)
    (gone,) = list_backups(sample_desk.folder)
    gone.unlink()
    stage.click("restore_chosen")
    stage.answer("Khôi phục bản này")
    assert gone.name in stage.warning()
    assert _names(stage) == 0
    assert sample_desk.villages(sample_desk.place.id)
