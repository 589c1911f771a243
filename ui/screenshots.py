"""Pictures of every screen at 1366x768, for the manual and for eyes that check."""

import contextlib
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from PySide6.QtCore import (
    QCoreApplication,
    QEventLoop,
    QMessageLogContext,
    QSize,
    QtMsgType,
    qInstallMessageHandler,
)
from PySide6.QtWidgets import QWidget

from ntm_desktop.domain.disk_errors import not_writable
from ntm_desktop.domain.errors import FolderReadOnly
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.demonstrate_laptops import RETURNED, YEAR, Laptops, laptops_that_met, returned_village
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.remember import remember
from ui.app import build_window
from ui.first_start.dialog import FirstStart
from ui.navigation import ENTRIES
from ui.persons.dialog import PersonDialog
from ui.window import MainWindow

SIZE = QSize(1366, 768)
_SETTLED_AFTER = 0.25
_LONGEST_WAIT = 20.0
_NO_FAULT = "This plugin does not support propagateSizeHints()"
"""What Qt says of every window it draws without a display; nobody can do anything about it."""


def take_screenshots(desk: OpenDesk, out: Path) -> list[Path]:
    """One PNG a screen, named after it: this desk's screens, and what only laptops that have met can show.

    Raises FolderReadOnly, DiskFull.
    """
    try:
        out.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise not_writable(error, out) from error
    with _without_needless_warnings():
        window = _opened(desk)
        saved = [_take(window, entry.name, out) for entry in ENTRIES]
        window.close()
        with tempfile.TemporaryDirectory(prefix="ntm-") as folder, laptops_that_met(Path(folder)) as laptops:
            saved += _take_meeting(laptops, out)
    return saved


@contextlib.contextmanager
def _without_needless_warnings() -> Iterator[None]:
    def tell(_kind: QtMsgType, _context: QMessageLogContext, text: str) -> None:
        if text != _NO_FAULT:
            sys.stderr.write(f"{text}\n")

    before = qInstallMessageHandler(tell)
    try:
        yield
    finally:
        qInstallMessageHandler(before)


def _take_meeting(laptops: Laptops, out: Path) -> list[Path]:
    """Conflicts, reviews, assignments, permits, persons, and the first start."""
    returned = returned_village(laptops.upper)
    remember(laptops.upper, "frame.context", {"commune": returned.parent_id, "period": str(YEAR)})
    upper, lead = _opened(laptops.upper), _opened(laptops.lead)
    saved = [
        _take(upper, "review", out, at=(returned.id, RETURNED)),
        _take(lead, "review", out, "remarks"),
        _take(lead, "conflicts", out),
        _take(lead, "catalogue", out, "assignments", at="assignments"),
        _take(lead, "exchange", out, "enrolment", at="laptops"),
    ]
    for dialog, name in (
        (PersonDialog(laptops.lead, lead), "persons"),
        (FirstStart(DataFolder(Path("NTM Desktop")), lead), "first_start"),
    ):
        dialog.show()
        _settle(lead)
        saved.append(_save(dialog, out / f"{name}.png"))
        dialog.close()
    for window in (upper, lead):
        window.close()
    return saved


def _opened(desk: OpenDesk) -> MainWindow:
    window = build_window(desk)
    window.resize(SIZE)
    window.show()
    return window


def _take(window: MainWindow, screen: str, out: Path, name: str = "", at: object = None) -> Path:
    window.go_to(screen, at)
    _settle(window)
    return _save(window, out / f"{name or screen}.png")


def _save(widget: QWidget, target: Path) -> Path:
    if not widget.grab().save(str(target)):
        raise FolderReadOnly(str(target.parent))
    return target


def _settle(window: MainWindow) -> None:
    """Waits until what the screen loads in the background is there."""
    begun = quiet_since = time.monotonic()
    while time.monotonic() - quiet_since < _SETTLED_AFTER and time.monotonic() - begun < _LONGEST_WAIT:
        QCoreApplication.processEvents(QEventLoop.ProcessEventsFlag.AllEvents, 20)
        if window.tasks.is_busy:
            quiet_since = time.monotonic()
