"""The running window: QApplication, the dialog of first start, and the net under every bug."""

import logging
import sys
import traceback
from types import TracebackType

from PySide6.QtCore import QLocale, QTimer
from PySide6.QtWidgets import QApplication

from ntm_desktop.paths import DataFolder
from ntm_desktop.services.open_desk import OpenDesk
from ui.qt_words import QtWords
from ui.style import apply_style
from ui.window import MainWindow

_log = logging.getLogger(__name__)
_BACKUP_AFTER_MS = 1500


def start(folder: DataFolder, desk: OpenDesk | None) -> QApplication:
    """Shows the window of the desk, or the first start where there is none yet."""
    app = _application()
    running = Running(folder)
    sys.excepthook = running.catch
    if desk is None:
        running.start_first()
    else:
        running.show(desk)
    return app


def build_window(desk: OpenDesk) -> MainWindow:
    """The window at its first screen, not shown yet: for tests, pictures and the self-test."""
    _application()
    window = MainWindow(desk)
    window.show_first()
    return window


def show_refusal(sentence: str) -> None:
    """Says why the data cannot be opened, before there is a window to say it in."""
    from ui import message_boxes

    app = _application()
    box = message_boxes.refusal(sentence)
    box.finished.connect(app.quit)
    box.open()
    app.exec()


def _application() -> QApplication:
    standing = QApplication.instance()
    if isinstance(standing, QApplication):
        dress(standing)
        return standing
    app = QApplication([*sys.argv[:1], "-style", "Fusion"])
    dress(app)
    return app


def dress(app: QApplication) -> None:
    """Name, language, style: once per application."""
    if app.property("dressed"):
        return
    app.setApplicationName("NTM Desktop")
    app.setApplicationDisplayName("")
    QLocale.setDefault(QLocale(QLocale.Language.Vietnamese, QLocale.Country.Vietnam))
    app.installTranslator(QtWords(app))
    apply_style(app)
    app.setProperty("dressed", True)


class Running:
    """What lives as long as the program runs: the window, or the dialog before it."""

    def __init__(self, folder: DataFolder) -> None:
        self._folder = folder
        self._window: MainWindow | None = None
        self._desk: OpenDesk | None = None
        self._first: object = None

    def start_first(self) -> None:
        """Asks whose laptop this is; the window follows once that is said."""
        from ui.first_start.dialog import FirstStart

        first = FirstStart(self._folder)
        first.ready.connect(self.show)
        first.open()
        self._first = first

    def show(self, desk: OpenDesk) -> None:
        """Shows the window of that desk, over the whole of a small display; the copy of the day follows."""
        self._window = build_window(desk)
        self._desk = desk
        self._window.closed.connect(self._close_desk)
        available = self._window.screen_area()
        if available.width() <= 1440:
            self._window.showMaximized()
        else:
            self._window.show()
        QTimer.singleShot(_BACKUP_AFTER_MS, self._window, self._window.back_up_if_due)

    def _close_desk(self) -> None:
        if self._desk is not None:
            self._desk.close()

    def catch(self, kind: type[BaseException], error: BaseException, trace: TracebackType | None) -> None:
        """Every bug ends here: logged and told, and the program runs on."""
        details = "".join(traceback.format_exception(kind, error, trace))
        _log.error("a bug reached the top\n%s", details)
        if self._window is not None and not issubclass(kind, KeyboardInterrupt):
            self._window.messages.tell_bug(details)
