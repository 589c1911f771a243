"""The window starts with what its first screen shows; the rest is loaded when it is used.

Every module here costs each start one to fifty milliseconds. `dataclasses` stands for the classes it generates, at
half a millisecond each: records that the first screen needs are named tuples. `PySide6.QtCore.Qt` is the namespace
with its 92 enums, which are made at its first mention.
"""

import subprocess
import sys

from ntm_desktop.services.open_desk import OpenDesk

LATER = {"nacl", "reportlab", "openpyxl", "pypdfium2", "click", "sqlite_utils", "PIL", "numpy", "xlrd"}
LATER |= {"hashlib", "tomllib", "socket", "_strptime", "html", "logging.handlers", "dataclasses", "uuid"}
LATER |= {"platform", "PySide6.QtCore.Qt", "PySide6.QtPrintSupport"}
LATER |= {"ui.message_boxes", "ui.undoing", "ui.empty_state", "ui.recording.screen", "ui.overview.figures"}
LATER |= {"db.take_in", "ntm_desktop.services.check_figures", "ntm_desktop.services.record"}
LATER |= {"ntm_desktop.domain.targets", "ntm_desktop.services.keep_safe"}

WINDOW = """
import sys
from pathlib import Path
from PySide6 import QtCore
from PySide6.QtWidgets import QApplication
from ntm_desktop import bootstrap
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.open_desk import open_desk
from ui.app import build_window
with open_desk(DataFolder(Path(sys.argv[1]))) as desk:
    window = build_window(desk)
    assert window.screen_name == "overview"
    window.show()
    QApplication.processEvents()
print(*sys.modules, *(f"PySide6.QtCore.{name}" for name in vars(QtCore)))
"""


def test_the_first_screen_loads_nothing_it_does_not_show(sample_desk: OpenDesk) -> None:
    ours = _modules(WINDOW, str(sample_desk.folder.root))
    bare = _modules("import sys, PySide6.QtWidgets; print(*sys.modules)")
    assert LATER & ours - bare == set()


def _modules(code: str, *arguments: str) -> set[str]:
    done = subprocess.run([sys.executable, "-c", code, *arguments], capture_output=True, text=True, check=True)
    return set(done.stdout.split())
