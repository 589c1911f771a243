"""kill -9 at any moment: `python -m tests.soak.kill [--times 500] [--seed N]`.

A laptop records, exports, takes in, undoes, decides, restores and is recovered; it is killed at one of the calls
that reach the disk, or at a random moment. Afterwards everything stands as before or as after, never between.
"""

import argparse
import os
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from random import Random
from typing import Any

from ntm_desktop.domain.evidence import Details
from ntm_desktop.exchange.package import verify_package
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.add_evidence import add_evidence
from ntm_desktop.services.check_evidence import check_evidence
from ntm_desktop.services.decide_conflicts import decide, list_conflicts
from ntm_desktop.services.keep_safe import back_up, check, restore
from ntm_desktop.services.known_machines import own_words
from ntm_desktop.services.list_packages import register
from ntm_desktop.services.make_recovery_key import new_recovery_key
from ntm_desktop.services.open_desk import OpenDesk, open_desk
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.recover_desk import recover_desk
from ntm_desktop.services.send_package import export_package
from ntm_desktop.services.undo_import import undo_import
from tests.exchange_story.desks import (
    Laptops,
    carry,
    copied_laptops,
    enrol_laptops,
    enter,
    full_round,
    reading_key,
    shared_facts,
)

_STEPS = frozenset(
    (
        "execute",
        "executemany",
        "backup",
        "fsync",
        "replace",
        "rename",
        "unlink",
        "write",
        "open",
        "close",
        "mkstemp",
    )
)
"""C functions that reach the disk: the process is killed as one of them is called, or as it has returned."""

Outcome = tuple[Any, ...]


def _record(folder: Path) -> None:
    with open_desk(DataFolder(folder / "lead")) as desk:
        enter(desk, "4.1", "177/200")


def _export(folder: Path) -> None:
    with open_desk(DataFolder(folder / "lead")) as desk:
        export_package(desk, folder / "USB" / "out")


def _import(folder: Path) -> None:
    with open_desk(DataFolder(folder / "lead")) as desk:
        import_package(desk, next((folder / "USB" / "in").glob("*.ntm")))


def _undo(folder: Path) -> None:
    with open_desk(DataFolder(folder / "lead")) as desk:
        undo_import(desk)


def _decide(folder: Path) -> None:
    with open_desk(DataFolder(folder / "lead")) as desk:
        conflict = list_conflicts(desk)[0]
        decide(desk, conflict, conflict.sides[0].value, "đếm lại")


def _restore(folder: Path) -> None:
    restore(DataFolder(folder / "lead"), folder / "kept.db")


def _recover(folder: Path) -> None:
    key = (folder / "key.txt").read_text("ascii")
    recover_desk(DataFolder(folder / "new"), folder / "kept.db", key).close()


ACTIONS: dict[str, Callable[[Path], None]] = {
    "record": _record,
    "export": _export,
    "import": _import,
    "undo": _undo,
    "decide": _decide,
    "restore": _restore,
    "recover": _recover,
}


def prepare(template: Path, root: Path) -> None:
    """A lead with an open conflict, an import that can be undone, a backup, and a package still on the stick."""
    laptops = copied_laptops(template, root)
    try:
        full_round(laptops)
        for name in ("in", "out"):
            (laptops.stick / name).mkdir()
        (root / "key.txt").write_text(new_recovery_key(laptops.lead), "ascii")
        back_up(laptops.lead, root / "kept.db")
        for officer, text in zip(laptops.officers, ("150/200", "151/200"), strict=True):
            enter(officer, "9.2", text)
            carry(officer, laptops.lead, laptops.stick)
        enter(laptops.officers[1], "11.1", "160/200")
        _attach(laptops.officers[1], root)
        export_package(laptops.officers[1], laptops.stick / "in")
    finally:
        laptops.close()
    assert isinstance(laptops, Laptops)


def _attach(desk: OpenDesk, root: Path) -> None:
    """Two files of evidence that travel with the package on the stick."""
    given = []
    for name in ("mot.pdf", "hai.pdf"):
        (root / name).write_bytes(f"%PDF-1.4 {name} %%EOF".encode())
        given.append(root / name)
    add_evidence(desk, reading_key(desk, "6.1"), desk.find_place("Thôn 1"), given, Details())


def state(root: Path) -> Outcome:
    """Facts, register and incarnation at the lead's and where it was recovered; proven whole, packages too."""
    for package in (root / "USB" / "out").glob("*.ntm"):
        found = verify_package(package)
        assert found.summary is not None, found
    recovered: list[Any] = []
    if DataFolder(root / "new").database.exists():
        with open_desk(DataFolder(root / "new")) as desk:
            check(desk)
            recovered = [shared_facts(desk), own_words(desk)]
    with open_desk(DataFolder(root / "lead")) as desk:
        check(desk)
        files = check_evidence(desk)
        assert not files.problems + files.awaited, files  # at worst a file that nobody names
        incarnation = desk.database.row("SELECT value = '1' FROM setting WHERE name = 'incarnation'")
        lines = [(one.direction, one.number, one.undone_at is None) for one in register(desk)]
        for path in desk.folder.backups.glob("*.db"):
            assert path.stat().st_size
        return (shared_facts(desk), recovered), lines, incarnation


class Victim:
    """A process of its own that dies in the middle of one action."""

    def __init__(self, action: str, root: Path) -> None:
        self._action, self._root = action, root

    def run(self, kill_at: int | None = None, after: float | None = None) -> int:
        """Returns how many steps were counted, or -1 when it was killed."""
        reading, writing = os.pipe()
        child = os.fork()
        if child == 0:
            self._live(kill_at, writing)
        os.close(writing)
        if after is not None:
            time.sleep(after)
            os.kill(child, signal.SIGKILL)
        _, status = os.waitpid(child, 0)
        with os.fdopen(reading) as pipe:
            told = pipe.read()
        if os.WIFSIGNALED(status):
            return -1
        if not told:
            raise AssertionError(f"{self._action} failed by itself")
        return int(told)

    def _live(self, kill_at: int | None, writing: int) -> None:
        steps = 0

        def count(frame: object, event: str, called: Any) -> None:
            nonlocal steps
            if event in ("c_call", "c_return") and called.__name__ in _STEPS:
                steps += 1
                if steps == kill_at:
                    os.kill(os.getpid(), signal.SIGKILL)

        try:
            sys.setprofile(count)
            ACTIONS[self._action](self._root)
            sys.setprofile(None)
            os.write(writing, str(steps).encode())
        finally:
            os._exit(0)


class Executioner:
    """Kills one action after another, each on the same prepared laptops."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        enrol_laptops(folder / "template").close()
        prepare(folder / "template", folder / "play")
        shutil.copytree(folder / "play", folder / "prepared")
        self._before = self._state()
        self._steps: dict[str, int] = {}
        self._seconds: dict[str, float] = {}
        self._after: dict[str, Outcome] = {}
        for action in ACTIONS:
            self._fresh()
            begun = time.perf_counter()
            self._steps[action] = Victim(action, folder / "play").run()
            self._seconds[action] = time.perf_counter() - begun
            self._after[action] = self._state()
            assert self._after[action] != self._before, action

    def kill(self, action: str, random: Random) -> str:
        """Returns "before" or "after"."""
        self._fresh()
        victim = Victim(action, self._folder / "play")
        if random.random() < 0.7:
            victim.run(kill_at=random.randint(1, self._steps[action]))
        else:
            victim.run(after=random.uniform(0, self._seconds[action] * 0.7))
        found = self._state()
        if found == self._before:
            self._goes_on(action)
            return "before"
        facts, lines, incarnation = found
        if facts == self._after[action][0] and incarnation == self._after[action][2]:
            return "after"
        raise AssertionError(f"{action}: neither before nor after: {lines}")

    def _goes_on(self, action: str) -> None:
        """What was killed can simply be done again."""
        assert Victim(action, self._folder / "play").run() > 0
        facts, _, incarnation = self._state()
        assert (facts, incarnation) == (self._after[action][0], self._after[action][2])

    def _fresh(self) -> None:
        """The same path again: a copy at another place would be another laptop."""
        shutil.rmtree(self._folder / "play")
        shutil.copytree(self._folder / "prepared", self._folder / "play")

    def _state(self) -> Outcome:
        return state(self._folder / "play")


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--times", type=int, default=500)
    arguments.add_argument("--seed", type=int, default=20220205)
    chosen = arguments.parse_args()
    random = Random(chosen.seed)
    folder = Path(tempfile.mkdtemp(prefix="ntm-kill-"))
    executioner = Executioner(folder)
    outcomes: Counter[str] = Counter()
    for number in range(chosen.times):
        action = list(ACTIONS)[number % len(ACTIONS)]
        outcomes[f"{action}: {executioner.kill(action, random)}"] += 1
    for outcome, count in sorted(outcomes.items()):
        sys.stdout.write(f"{count:7}  {outcome}\n")
    sys.stdout.write(f"{chosen.times:7}  kills, nothing between\n")
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
