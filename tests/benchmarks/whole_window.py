"""A working day in one window: how long it stands still at most, and what memory it holds with everything open.

20 villages, 60 indicators, 20 periods, 5,000 households, photos of evidence. Counted is the time of the window's
own thread, for each turn of the event loop: what other programs take is no part of it.
"""

import json
import os
import re
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from ntm_desktop.domain.periods import year_of
from ntm_desktop.domain.recording import ReadingKey
from ntm_desktop.paths import DataFolder
from tests.benchmarks.figures import Figure
from tests.benchmarks.large_desk import SET_ID, large_desk

SCREENS = ("overview", "recording", "households", "checks", "plan", "dossier", "exchange", "catalogue", "help")
_WALK = "import sys; from tests.benchmarks.whole_window import walk; walk(sys.argv[1])"
_PHOTOS, _CODE = 3, "9.1"
_QUIET = 0.4
_SHORT = 0.001


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        prepare(folder)
        environment = os.environ | {
            "QT_QPA_PLATFORM": "offscreen",
            "PYTHONDONTWRITEBYTECODE": "",
            "PYTHONPYCACHEPREFIX": str(folder / "compiled"),
        }
        compiling = [sys.executable, "-m", "compileall", "-q", "ntm_desktop", "ui", "db", "resources"]
        subprocess.run(compiling, env=environment, check=True)
        walking = [sys.executable, "-c", _WALK, name]
        done = subprocess.run(walking, env=environment, capture_output=True, text=True, check=True)
    said = json.loads(done.stdout)
    for part, what, limit in (
        ("acts", "longest the window stands still while one types, searches, filters", 50),
        ("rest", "longest turn of what is worked out at rest", 50),
        ("again", "longest it stands still when a screen reads everything again: after a change, undone", 100),
        ("first", "longest it stands still when a screen is first shown: loaded, made and filled", 400),
    ):
        longest = sorted(said[part].items(), key=lambda one: -one[1])
        detail = ", ".join(f"{name} {taken:.0f}" for name, taken in longest[:4])
        yield Figure(what, longest[0][1], limit, "ms", detail)
    detail = f"{said['window']:.0f} MB when the window stood; every screen, a form, a list, photos, a dossier"
    yield Figure("memory with everything open, at its peak", said["peak"], 250, "MB", detail)


def prepare(folder: Path) -> None:
    """The laptop, and beside it a filled form, a list of households."""
    from PIL import Image

    from ntm_desktop.services.add_evidence import add_evidence
    from ntm_desktop.services.keep_households import save_households
    from ntm_desktop.services.write_workbook import write_commune_workbook
    from tests.benchmarks.households import SIZE, make_households
    from tests.benchmarks.workbooks import household_list

    photos = [folder / f"{at}.jpg" for at in range(_PHOTOS)]
    for photo in photos:
        Image.effect_noise((4000, 3000), 40).convert("RGB").save(photo, quality=85)
    with large_desk(DataFolder(folder / "desk")) as desk:
        commune, chosen = desk.place, desk.criteria_sets[SET_ID]
        villages = desk.villages(commune.id)
        save_households(desk, commune, make_households([one.id for one in villages], SIZE), "nhập 5.000 hộ")
        key = ReadingKey(villages[0].id, SET_ID, _CODE, year_of(2021))
        add_evidence(desk, key, villages[0], photos)
        write_commune_workbook(desk, commune, chosen, year_of(2021), folder / "form.xlsx")
    household_list(folder / "list.xlsx")


def walk(name: str) -> None:
    """The day itself, in a process of its own; says as JSON what it took."""
    from ntm_desktop.services.open_desk import open_desk

    folder = Path(name)
    with open_desk(DataFolder(folder / "desk")) as desk:
        sys.stdout.write(json.dumps(_Day(desk, folder).said()))


class _Day:
    """Milliseconds by what was done, until it was seen (`first`, `again`, `acts`), and of turns after (`rest`)."""

    def __init__(self, desk: Any, folder: Path) -> None:
        from ntm_desktop.bootstrap import _nothing_to_collect
        from ui.app import build_window
        from ui.screens import Screens

        self._desk, self._folder = desk, folder
        self._taken: dict[str, dict[str, float]] = {"first": {}, "again": {}, "acts": {}, "rest": {}}
        with _nothing_to_collect():  # as the program starts
            self._window = build_window(desk)
            self._window.resize(1366, 768)
            self._window.show()
        self._settle("window")
        self._window.activateWindow()
        self._window.choose_period(year_of(2021))
        self._settle("window")
        self._screens = self._window.findChild(Screens)
        self._stood = _megabytes("VmRSS")

    def said(self) -> dict[str, Any]:
        for name in SCREENS:
            self._do("first", name, lambda name=name: self._window.show_screen(name))
        self._work_in_the_grid()
        for name in SCREENS:
            self._screens.note_change()  # as after any change: every screen reads its part anew
            self._do("again", name, lambda name=name: self._window.show_screen(name))
        self._work_in_the_register()
        self._take_in_files()
        self._window.show_screen("dossier")
        self._settle("dossier")
        self._window.close()
        return {**self._taken, "window": self._stood, "peak": _megabytes("VmHWM")}

    def _work_in_the_grid(self) -> None:
        from PySide6.QtCore import Qt

        from tests.ui.keys import press, type_text
        from ui.recording.model import FIXED

        village = self._desk.villages(self._desk.place.id)[0].id
        self._window.go_to("recording", (village, _CODE))
        self._settle("evidence")
        screen = self._window.made_screen("recording")
        self._do("acts", "cell with evidence", lambda: self._window.go_to("recording", (village, _CODE)))
        for code in ("9.2", "4.1"):
            screen.grid.go_to_cell(screen.model.row_of(code), FIXED + 3)
            screen.grid.places.setFocus()
            type_text("150/200")
            self._do("acts", f"figure {code}", lambda: press(Qt.Key.Key_Return))
        self._do("again", "undo a figure", self._window.undo)

    def _work_in_the_register(self) -> None:
        from PySide6.QtCore import Qt

        from tests.ui.keys import press, type_text
        from ui.households.grid import CellGrid
        from ui.households.register import Wanted

        screen = self._window.made_screen("households")
        self._window.show_screen("households")
        self._settle("register")
        for words in ("r", "ro", "ro ch", ""):
            self._do("acts", f"search {words}", lambda words=words: screen.look_for(words))
        village = self._desk.villages(self._desk.place.id)[4].id
        for wanted in (Wanted(village), Wanted("", "", _CODE), Wanted()):
            screen._filters.choose(wanted)
            self._do("acts", f"filter {wanted.village_id[:2]}{wanted.code}", screen._refilter)
        grid = screen.findChild(CellGrid, "households_grid")
        for row in (3, 400):
            grid.go_to(row, 8)
            grid.setFocus()
            type_text("k")
            self._do("acts", f"household {row}", lambda: press(Qt.Key.Key_Return))
        self._do("again", "undo a household", self._window.undo)

    def _take_in_files(self) -> None:
        from ui.workbooks.form_acts import FormActs
        from ui.workbooks.household_import import open_household_import

        screen = self._window.made_screen("recording")
        acts = FormActs(screen.shell, screen)
        acts.context = self._window._context_bar.context()
        acts._read(str(self._folder / "form.xlsx"))
        self._settle("form")
        dialog = open_household_import(screen.shell, screen)
        dialog.read_file(str(self._folder / "list.xlsx"))
        self._settle("list")
        dialog._next.click()
        self._settle("list")

    def _do(self, part: str, name: str, act: Callable[[], object]) -> None:
        from PySide6.QtWidgets import QApplication

        begun = time.thread_time()
        act()
        QApplication.sendPostedEvents()
        self._taken[part][name] = (time.thread_time() - begun) * 1000
        self._settle(name)

    def _settle(self, name: str) -> None:
        """Until nothing more is worked out; the longest turn of it."""
        from PySide6.QtWidgets import QApplication

        quiet_since = time.monotonic()
        while time.monotonic() - quiet_since < _QUIET:
            begun = time.thread_time()
            QApplication.processEvents()
            taken = time.thread_time() - begun
            self._taken["rest"][name] = max(self._taken["rest"].get(name, 0), taken * 1000)
            if taken > _SHORT or self._window.tasks.is_busy:
                quiet_since = time.monotonic()
            else:
                time.sleep(_SHORT)


def _megabytes(what: str) -> float:
    found = re.search(rf"{what}:\s+(\d+)", Path("/proc/self/status").read_text(encoding="utf-8"))
    assert found is not None
    return int(found[1]) / 1024
