"""Pictures of every screen at 1366x768, for the manual and for eyes that check."""

import time
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEventLoop, QSize

from ntm_desktop.domain.errors import DiskFull, FolderReadOnly
from ntm_desktop.services.open_desk import OpenDesk
from ui.app import build_window
from ui.navigation import ENTRIES
from ui.window import MainWindow

SIZE = QSize(1366, 768)
_SETTLED_AFTER = 0.25
_LONGEST_WAIT = 20.0


def take_screenshots(desk: OpenDesk, out: Path) -> list[Path]:
    """One PNG a screen, named after it. Raises FolderReadOnly, DiskFull."""
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise (DiskFull if error.errno == 28 else FolderReadOnly)(str(out)) from error
    window = build_window(desk)
    window.resize(SIZE)
    window.show()
    saved = []
    for screen in ENTRIES:
        window.show_screen(screen.name)
        _settle(window)
        target = out / f"{screen.name}.png"
        if not window.grab().save(str(target)):
            raise FolderReadOnly(str(out))
        saved.append(target)
    window.close()
    return saved


def _settle(window: MainWindow) -> None:
    """Waits until what the screen loads in the background is there."""
    begun = quiet_since = time.monotonic()
    while time.monotonic() - quiet_since < _SETTLED_AFTER and time.monotonic() - begun < _LONGEST_WAIT:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        if window.tasks.is_busy:
            quiet_since = time.monotonic()
