"""The window starts with what its first screen shows; the rest is loaded when it is used."""

import subprocess
import sys

LATER = {"nacl", "reportlab", "openpyxl", "pypdfium2", "click", "sqlite_utils"}
LATER |= {"hashlib", "tomllib", "socket", "_strptime", "html", "logging.handlers", "PySide6.QtPrintSupport"}


def test_the_first_screen_loads_nothing_it_does_not_show() -> None:
    code = "import sys, ntm_desktop.bootstrap, ui.app, ui.overview.screen; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    bare = subprocess.run(
        [sys.executable, "-c", "import sys, PySide6.QtWidgets; print(*sys.modules)"],
        capture_output=True,
        text=True,
        check=True,
    )
    assert LATER & set(done.stdout.split()) - set(bare.stdout.split()) == set()
