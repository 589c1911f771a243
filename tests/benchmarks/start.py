"""From process start to a usable window with the sample, and its memory, against a bare PySide6 window."""

import json
import statistics
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from ntm_desktop.paths import DataFolder
from ntm_desktop.services.start_desk import start_with_sample
from tests.benchmarks.figures import Figure, process

RUNS = 7

_REPORT = """
import json, resource
def report():
    print(json.dumps({"rss": int(open("/proc/self/statm").read().split()[1]) * 4096}), flush=True)
"""

BARE = (
    _REPORT
    + """
import sys
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication(sys.argv[:1])
window = QMainWindow()
window.setCentralWidget(QLabel("Xin chào"))
window.resize(1366, 768)
window.show()
def done():
    report()
    app.quit()
QTimer.singleShot(0, done)
app.exec()
"""
)

OURS = (
    _REPORT
    + """
import sys
from pathlib import Path
from PySide6.QtCore import QTimer
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.open_desk import open_desk
desk = open_desk(DataFolder(Path(sys.argv[1])))
from ui.app import build_window
from PySide6.QtWidgets import QApplication
window = build_window(desk)
app = QApplication.instance()
window.resize(1366, 768)
window.show()
def done():
    report()
    app.quit()
QTimer.singleShot(0, done)
app.exec()
"""
)


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = DataFolder(Path(name) / "data")
        start_with_sample(folder, "ia-hdrai").close()
        process(OURS, str(folder.root))
        process(BARE)
        pairs = [(_timed(OURS, str(folder.root)), _timed(BARE)) for _ in range(RUNS)]
    times = statistics.median(ours[0] / bare[0] for ours, bare in pairs)
    memory = statistics.median(ours[1] / bare[1] for ours, bare in pairs)
    mine, other = (statistics.median(pair[side][0] for pair in pairs) for side in (0, 1))
    detail = f"{mine:.2f} s / {other:.2f} s"
    yield Figure("start to a usable window / bare PySide6 window", times, 2.0, detail=detail)
    mine, other = (statistics.median(pair[side][1] for pair in pairs) / 2**20 for side in (0, 1))
    yield Figure("resident memory / bare PySide6 window", memory, 1.6, detail=f"{mine:.0f} MB / {other:.0f} MB")


def _timed(code: str, *arguments: str) -> tuple[float, float]:
    begun = time.perf_counter()
    printed = process(code, *arguments)
    return time.perf_counter() - begun, float(json.loads(printed)["rss"])
