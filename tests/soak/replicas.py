"""Random histories of two to six laptops: `python -m tests.soak.replicas [--count 300] [--seed N]`.

Laptops record, remark, assign, send, receive in any order and twice, lose sticks, go back to backups, are copied,
revoked, undo what they received, and their clocks lie by decades. After everybody has sent to everybody all show
the same, every parallel edit stands in the list of conflicts exactly once, and nothing acknowledged is missing.
"""

import argparse
import shutil
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path
from random import Random
from typing import NamedTuple
from unittest import mock

from ntm_desktop.domain.errors import CannotUndoImport, ExpectedError, NotAllowed, NothingToReview
from ntm_desktop.domain.operation import OperationKey
from ntm_desktop.domain.review import ReviewState
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.assign import assign
from ntm_desktop.services.decide_conflicts import decide, list_conflicts
from ntm_desktop.services.enrol import revoke
from ntm_desktop.services.keep_safe import back_up, restore
from ntm_desktop.services.list_packages import register
from ntm_desktop.services.open_desk import OpenDesk, open_desk
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.review import answer_remark, set_review, write_remark
from ntm_desktop.services.send_package import export_package
from ntm_desktop.services.undo_import import undo_import
from tests.exchange_story.desks import (
    OFFICERS,
    VILLAGES,
    Laptops,
    assert_same,
    copied_laptops,
    enrol_laptops,
    enter,
    reading_key,
    shared_facts,
    village_set,
)

CODES = ("4.1", "9.2", "11.1")
STEPS = (
    *("record",) * 8,
    *("send",) * 5,
    *("receive",) * 9,
    *("remark", "answer", "review", "assign", "decide"),
    *("lose", "keep", "restore", "copy", "clock", "undo", "revoke"),
)
_MOST_LAPTOPS = 6
_MOST_ROUNDS = 24


class Step(NamedTuple):
    """What happens, at which laptop, and two numbers that choose the rest."""

    name: str
    laptop: int
    which: int
    value: int


class History:
    """Plays steps on laptops; what a person would be refused is refused here too and changes nothing."""

    def __init__(self, laptops: Laptops) -> None:
        self.laptops = laptops
        self.packages: list[Path] = []
        self.backups: dict[str, list[Path]] = {}
        self.clocks: dict[str, float] = {}
        self.acknowledged: dict[str, set[OperationKey]] = {}
        self.has_revoked = False
        self._sent = 0

    @property
    def names(self) -> list[str]:
        return list(self.laptops.open)

    def play(self, step: Step) -> None:
        name = self.names[step.laptop % len(self.names)]
        with self._at(name), suppress(NotAllowed):
            getattr(self, f"_{step.name}")(name, step.which, step.value)

    def _at(self, name: str) -> "mock._patch[mock.MagicMock]":
        offset = self.clocks.get(name, 0.0)
        now = time.time
        return mock.patch("time.time", side_effect=lambda: now() + offset)

    # What people do

    def _record(self, name: str, which: int, value: int) -> None:
        desk = self.laptops[name]
        village = VILLAGES[which % 2]
        desk_village = village if len(desk.communes()) == 1 else None
        if desk_village is None:  # the upper level has heard of no commune yet, or may not write
            return
        text = "" if value % 7 == 0 else f"{100 + value % 5}/200"
        enter(desk, CODES[which // 2 % len(CODES)], text, village)

    def _remark(self, name: str, which: int, value: int) -> None:
        desk = self.laptops[name]
        if self._knows_villages(desk):
            write_remark(desk, reading_key(desk, CODES[which % 3]), f"Xem lại {value % 4}")

    def _answer(self, name: str, which: int, value: int) -> None:
        desk = self.laptops[name]
        if self._knows_villages(desk):
            answer_remark(desk, reading_key(desk, CODES[which % 3]), f"Đã xem {value % 4}")

    def _review(self, name: str, which: int, value: int) -> None:
        desk = self.laptops[name]
        if not self._knows_villages(desk):
            return
        state = list(ReviewState)[value % 3]
        with suppress(NothingToReview):
            set_review(desk, desk.find_place(VILLAGES[which % 2]), village_set(desk), 9, 2021, state, "Xem lại")

    def _assign(self, name: str, which: int, value: int) -> None:
        desk = self.laptops[name]
        if self._knows_villages(desk):
            writers = [None, [OFFICERS[0]], [OFFICERS[1]], []][value % 4]
            assign(desk, [desk.find_place(VILLAGES[which % 2])], village_set(desk), [9], 2021, writers)

    def _decide(self, name: str, which: int, value: int) -> None:
        desk = self.laptops[name]
        if found := list_conflicts(desk):
            chosen = found[which % len(found)]
            decide(desk, chosen, chosen.sides[value % len(chosen.sides)].value, "đếm lại")

    def _revoke(self, name: str, which: int, value: int) -> None:
        if self.has_revoked or name != "lead":
            return
        revoke(self.laptops[name], self.laptops["hoa"].desk.device)
        self.has_revoked = True

    # The stick

    def _send(self, name: str, which: int, value: int) -> None:
        self._sent += 1
        folder = self.laptops.stick / f"{self._sent:04d}"
        folder.mkdir()
        self.packages.append(export_package(self.laptops[name], folder, to_commune=bool(which % 2)).path)

    def _receive(self, name: str, which: int, value: int) -> None:
        if not self.packages:
            return
        recent = self.packages[-12:] if value % 3 else self.packages
        with suppress(ExpectedError):  # for others, sealed for others, of a laptop not known
            import_package(self.laptops[name], recent[which % len(recent)])
        self._note_acknowledged(name)

    def _lose(self, name: str, which: int, value: int) -> None:
        if self.packages:
            self.packages.pop(which % len(self.packages)).unlink()

    def _undo(self, name: str, which: int, value: int) -> None:
        with suppress(CannotUndoImport):
            package, _ = undo_import(self.laptops[name])
            # Said on purpose: who takes a package out again answers for taking it in another time.
            for keys in self.acknowledged.values():
                keys.clear()
            assert package.undone_at is None

    # What happens to laptops

    def _keep(self, name: str, which: int, value: int) -> None:
        self.backups.setdefault(name, []).append(back_up(self.laptops[name]))

    def _restore(self, name: str, which: int, value: int) -> None:
        kept = [path for path in self.backups.get(name, []) if path.exists()]
        if not kept:
            return
        folder = self.laptops[name].folder
        self.laptops[name].close()
        restore(folder, kept[which % len(kept)])
        self.laptops.open[name] = open_desk(folder)

    def _copy(self, name: str, which: int, value: int) -> None:
        if len(self.names) >= _MOST_LAPTOPS or not value % 3:
            return
        other = f"copy-{len(self.names)}"
        before = self.laptops[name].folder
        self.laptops[name].close()
        shutil.copytree(before.root, self.laptops.root / other)
        self.laptops.open[name] = open_desk(before)
        self.laptops.open[other] = open_desk(DataFolder(self.laptops.root / other))

    def _clock(self, name: str, which: int, value: int) -> None:
        self.clocks[name] = (which % 110 - 45) * 365.25 * 86_400

    def _knows_villages(self, desk: OpenDesk) -> bool:
        return any(desk.villages(commune.id) for commune in desk.communes())

    # The end

    def _note_acknowledged(self, name: str) -> None:
        """What a receipt has come back for stays, whatever happens to its author's laptop."""
        desk = self.laptops[name]
        if any(one.acknowledged_at is not None for one in register(desk) if one.direction == "sent"):
            held = desk.database.rows(
                "SELECT device, incarnation, seq FROM receipt WHERE device = ?", (desk.desk.device,)
            )
            keys = self.acknowledged.setdefault(name, set())
            for device, incarnation, last in held:
                keys.update(OperationKey(device, incarnation, seq) for seq in range(1, last + 1))

    def exchange_fully(self) -> int:
        """Everybody sends to everybody until nothing changes; returns how many rounds that took."""
        before: list[object] = []
        for done in range(_MOST_ROUNDS):
            now: list[object] = [_heard(desk) for desk in self.laptops.open.values()]
            if now == before:
                return done
            before = now
            for sender in self.names:
                for to_commune in (0, 1) if self.laptops[sender].desk.role == "commune" else (0,):
                    with self._at(sender):
                        self._send(sender, to_commune, 0)
                    for receiver in self.names:
                        if receiver != sender:
                            with self._at(receiver), suppress(ExpectedError):
                                import_package(self.laptops[receiver], self.packages[-1])
        raise AssertionError(f"still changing after {_MOST_ROUNDS} rounds")

    def prove(self) -> None:
        self.exchange_fully()
        listening = [desk for name, desk in self.laptops.open.items() if not self._is_shut_out(name)]
        assert_same(*listening)
        for desk in listening:
            assert shared_facts(desk)["conflicts"] == _conflicts_by_hand(desk)
            known = {OperationKey(*row[:3]) for row in shared_facts(desk)["operation"]}
            for name, keys in self.acknowledged.items():
                if not self._is_shut_out(name):
                    assert keys <= known, name

    def _is_shut_out(self, name: str) -> bool:
        """A revoked laptop hears nothing more, and nobody listens to it."""
        revoked = self.laptops["lead"].log.rights().devices[self.laptops["hoa"].desk.device].revoked_after
        return revoked is not None and self.laptops[name].desk.device == self.laptops["hoa"].desk.device


def _heard(desk: OpenDesk) -> object:
    """What a laptop knows, and what it has heard of the others' knowledge."""
    rows = desk.database.rows
    return shared_facts(desk), rows("SELECT * FROM receipt"), rows("SELECT * FROM doubt")


def _conflicts_by_hand(desk: OpenDesk) -> list[tuple[str, str]]:
    """Worked out from the log alone: fields of which several values were never replaced by what may be written."""
    facts = shared_facts(desk)
    aside = {row[:3] for row in facts["quarantined"]}
    standing: dict[tuple[str, str], dict[str, str]] = {}
    replaced: set[str] = set()
    for device, incarnation, seq, _, entity, field, value, parents in facts["operation"]:
        if (device, incarnation, seq) not in aside:
            standing.setdefault((entity, field), {})[f"{device}:{incarnation}:{seq}"] = value
            replaced.update(parents.split())
    return sorted(
        home
        for home, values in standing.items()
        if len({value for key, value in values.items() if key not in replaced}) > 1
    )


def play(template: Path, root: Path, steps: Sequence[Step]) -> None:
    """Plays a history on fresh laptops and proves what must hold after it."""
    laptops = copied_laptops(template, root)
    try:
        history = History(laptops)
        for step in steps:
            history.play(step)
        history.prove()
    finally:
        laptops.close()


def random_steps(random: Random) -> list[Step]:
    count = random.randrange(5, 80)
    return [
        Step(random.choice(STEPS), random.randrange(60), random.randrange(1000), random.randrange(1000))
        for _ in range(count)
    ]


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--count", type=int, default=300)
    arguments.add_argument("--seed", type=int, default=20220205)
    chosen = arguments.parse_args()
    folder = Path(tempfile.mkdtemp(prefix="ntm-replicas-"))
    enrol_laptops(folder / "template").close()
    played: Counter[str] = Counter()
    begun = time.perf_counter()
    for number in range(chosen.count):
        steps = random_steps(Random(f"{chosen.seed}:{number}"))
        root = folder / str(number)
        try:
            play(folder / "template", root, steps)
        except Exception:
            sys.stderr.write(f"history {number} of seed {chosen.seed} is a surprise; kept in {root}\n")
            for step in steps:
                sys.stderr.write(f"  {step}\n")
            raise
        played.update(step.name for step in steps)
        shutil.rmtree(root)
    for name, count in played.most_common():
        sys.stdout.write(f"{count:7}  {name}\n")
    sys.stdout.write(f"{chosen.count:7}  histories in {time.perf_counter() - begun:.0f} s, no surprise\n")
    shutil.rmtree(folder)
    return 0


if __name__ == "__main__":
    sys.exit(main())
