"""From process start to a usable window with the sample, and its memory, against a bare PySide6 window.

Usable: the first screen stands painted with its data and the event loop runs. Both windows are full screen on the
same display of 1366 x 768 and start in a process of their own, ours through `bootstrap.main`; modules are compiled,
as they are where the program is installed.
"""

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from ntm_desktop.paths import DataFolder
from ntm_desktop.services.start_desk import start_with_sample
from tests.benchmarks.figures import Figure

PAIRS = 11
DISPLAY = {"name": "display", "x": 0, "y": 0, "width": 1366, "height": 768, "logicalDpi": 96, "dpr": 1}

_WATCH = """
import time
from PySide6.QtCore import QEvent, QObject, QTimer
from PySide6.QtWidgets import QApplication
class Watch(QObject):
    "Reports once the paint that reached the widget is done and the event loop has come round."
    def __init__(self, widget, shown=lambda: 1):
        super().__init__(widget)
        self.widget, self.shown = widget, shown
        widget.installEventFilter(self)
    def eventFilter(self, watched, event):
        if event.type() == QEvent.Type.Paint:
            self.widget.removeEventFilter(self)
            QTimer.singleShot(0, self.report)
        return False
    def report(self):
        moment = time.monotonic()
        memory = int(open("/proc/self/statm").read().split()[1]) * 4096
        window = self.widget.window()
        print(moment, memory, window.isVisible() * window.width(), self.shown(), flush=True)
        QApplication.quit()
"""

BARE = f"""
import sys
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication(sys.argv[:1])
window = QMainWindow()
window.setCentralWidget(QLabel("Xin chào"))
window.showMaximized()
{_WATCH}
Watch(window.centralWidget())
app.exec()
"""

OURS = f"""
import contextlib, sys
from ntm_desktop import bootstrap
def watch():
    {_WATCH.strip().replace(chr(10), chr(10) + "    ")}
    window = sys.excepthook.__self__._window
    places, lacks = (window.findChild(QObject, name) for name in ("overview_places", "overview_lacks"))
    Watch(lacks, lambda: min(places.model().rowCount(), lacks.model().rowCount()))
starting = bootstrap._nothing_to_collect
@contextlib.contextmanager
def watched_when_started():
    with starting():
        yield
    watch()
bootstrap._nothing_to_collect = watched_when_started
sys.exit(bootstrap.main(["--data-dir", sys.argv[1]]))
"""


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = DataFolder(Path(name) / "data")
        start_with_sample(folder, "ia-hdrai").close()
        display = Path(name) / "display.json"
        display.write_text(json.dumps({"screens": [DISPLAY]}), encoding="utf-8")
        environment = os.environ | {
            "QT_QPA_PLATFORM": f"offscreen:configfile={display}",
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": str(Path(name) / "compiled"),
        }
        pairs = [(_start(environment, OURS, str(folder.root)), _start(environment, BARE)) for _ in range(PAIRS + 1)]
    pairs = pairs[1:]  # the first pair compiles the modules and warms the disk
    ratio, ours, bare = _medians([(mine[0], other[0]) for mine, other in pairs])
    detail = f"{ours:.3f} s / {bare:.3f} s"
    yield Figure("start to a usable window / bare PySide6 window", ratio, 2.0, detail=detail)
    ratio, ours, bare = _medians([(mine[1] / 2**20, other[1] / 2**20) for mine, other in pairs])
    yield Figure("resident memory / bare PySide6 window", ratio, 1.6, detail=f"{ours:.0f} MB / {bare:.0f} MB")


def _start(environment: dict[str, str], code: str, *arguments: str) -> tuple[float, float]:
    """Seconds until the window was usable, and the bytes of memory it held then."""
    command = [sys.executable, "-c", code, *arguments]
    begun = time.monotonic()
    done = subprocess.run(command, env=environment, capture_output=True, text=True, check=True)
    moment, memory, width, lines = (float(figure) for figure in done.stdout.split())
    assert width * lines > 1000, "a window that shows nothing is not usable"
    return moment - begun, memory


def _medians(pairs: list[tuple[float, float]]) -> tuple[float, float, float]:
    """The median ratio, and both medians."""
    ratio = statistics.median(mine / other for mine, other in pairs)
    return ratio, statistics.median(mine for mine, _ in pairs), statistics.median(other for _, other in pairs)
