"""A register of 5,000 households: found while one types, counted, loaded, saved, edited, held in memory.

Of what the window waits for, the thread's own time is counted, not other programs' nor the disk's.
"""

import os
import random
import tempfile
import time
from collections.abc import Callable, Iterator
from decimal import Decimal
from pathlib import Path

from ntm_desktop.domain.households import Household, Income, Member
from ntm_desktop.domain.periods import year_of
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.count_households import recount
from ntm_desktop.services.keep_households import list_households, load_form, save_households
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.start_desk import start_commune
from tests.benchmarks.figures import Figure, process, seconds

SIZE, VILLAGES = 5000, 20
_FAMILIES = ("Rơ Mah", "Rơ Châm", "Ksor", "Siu", "Nguyễn Văn", "Trần Thị", "A", "Y")
_NAMES = ("H'Lan", "H'Ngọt", "Nam", "Thu", "Bình", "Klŏ", "Đăm", "Hoa", "Blươ̆")
_TYPED = ("r", "ro", "ro ", "ro c", "ro ch", "ro cha", "rchl", "hoa", "klo", "1990", "4999")
_PEAK = """
import re, sys
from pathlib import Path
from ntm_desktop.domain.criteria import Level
from ntm_desktop.domain.household_search import search_text
from ntm_desktop.domain.periods import year_of
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.keep_households import list_households
from ntm_desktop.services.open_desk import open_desk
from ui.households.register import Register
def held(): return int(re.search(r"VmRSS:\\s+(\\d+)", Path("/proc/self/status").read_text())[1])
with open_desk(DataFolder(Path(sys.argv[1]))) as desk:
    chosen = desk.criteria_set(None, Level.VILLAGE)
    before = held()
    entries = [(one, search_text(one)) for one in list_households(desk, desk.place)]
    register = Register(desk, desk.place, chosen, year_of(2021), entries)
    assert len(register.households) == int(sys.argv[2])
    print((held() - before) / 1024)
"""


def make_households(villages: list[str], size: int) -> list[Household]:
    """Households as a highland commune has them, the same in every run."""
    draw = random.Random(4)
    form = load_form()

    def member(at: int) -> Member:
        born = str(draw.randint(1940, 1985) if at < 2 else draw.randint(1990, 2020))
        relation = ("head", "spouse", "child", "child")[at]
        name = f"{draw.choice(_FAMILIES)} {draw.choice(_NAMES)}"
        job = draw.choice(("farming", "wages", "student", "seeking"))
        return Member(name, draw.choice(("male", "female")), born, relation, "", draw.choice(("yes", "no")), job)

    return [
        Household(
            villages[at % len(villages)],
            tuple(member(one) for one in range(4)),
            str(at // len(villages) + 1),
            answers={field.code: draw.choice(field.choices).code for field in form.fields},
            lacks=("water",),
            income=tuple(Income(2021, source, Decimal(draw.randint(5, 90))) for source in ("crops", "wages")),
        )
        for at in range(size)
    ]


def measure() -> Iterator[Figure]:
    os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    with tempfile.TemporaryDirectory() as name:
        folder = DataFolder(Path(name) / "desk")
        names = [f"Thôn {one}" for one in range(1, VILLAGES + 1)]
        with start_commune(folder, "Ia Tơi", villages=names) as desk:
            villages = [one.id for one in desk.villages(desk.place.id)]
            made = make_households(villages, SIZE)
            saving = seconds(lambda: save_households(desk, desk.place, made, "nhập 5.000 hộ"))
            yield Figure(f"saving {SIZE} new households as one act", saving, 2.0, "s", "one operation each")
            loading = min(seconds(lambda: list_households(desk, desk.place)) for _ in range(3))
            yield Figure(f"loading {SIZE} households", loading * 1000, 400, "ms", "20,000 people")
            yield _recounting(desk)
            yield from _in_the_screen(desk)
        held = float(process(_PEAK, str(folder.root), str(SIZE)))
        yield Figure("memory of the register while its screen is open", held, 60, "MB", f"{SIZE} households")


def _own(work: Callable[[], object]) -> float:
    begun = time.thread_time()
    work()
    return time.thread_time() - begun


def _recounting(desk: OpenDesk) -> Figure:
    register = list_households(desk, desk.place)
    chosen = next(iter(desk.criteria_sets.values()))
    times = sorted(_own(lambda: recount(desk, desk.place, chosen, year_of(2021), register)) for _ in range(11))
    return Figure("recounting every indicator, median", times[5] * 1000, 100, "ms", "11 indicators, 21 places")


def _in_the_screen(desk: OpenDesk) -> Iterator[Figure]:
    from PySide6.QtCore import Qt
    from PySide6.QtWidgets import QApplication

    from tests.ui.keys import press, type_text
    from ui.app import build_window, dress
    from ui.households.grid import CellGrid

    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    dress(app)
    window = build_window(desk)
    window.resize(1366, 768)
    window.choose_period(year_of(2021))
    begun = time.thread_time()
    window.show_screen("households")
    window.show()
    window.activateWindow()
    screen = window.made_screen("households")
    while screen.findChild(CellGrid).model().rowCount() < SIZE:
        app.processEvents()
    yield Figure("opening the screen", (time.thread_time() - begun) * 1000, 900, "ms", "read in parts and drawn")
    times = []
    for words in _TYPED:
        begun = time.thread_time()
        screen.look_for(words)
        app.processEvents()
        times.append(time.thread_time() - begun)
    yield Figure("a letter typed into the search, the slowest", max(times) * 1000, 50, "ms", "searched and drawn")
    screen.look_for("")
    grid = screen.findChild(CellGrid, "households_grid")
    assert isinstance(grid, CellGrid)
    edits = []
    for at in range(24):
        grid.go_to(at * 40, 8)
        grid.setFocus()
        type_text("kcb"[at % 3])
        begun = time.thread_time()
        press(Qt.Key.Key_Return)
        app.processEvents()
        edits.append(time.thread_time() - begun)
    edits.sort()
    yield Figure(
        "an answer typed and saved, 95th percentile", edits[22] * 1000, 100, "ms", "one operation, one act"
    )
    window.close()
