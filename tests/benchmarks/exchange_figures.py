"""What exchanging costs besides the bare import: again, undone, sealed, in memory, and as it grows.

`python -m tests.benchmarks.exchange_figures [--to 500000]` draws the curve alone.
"""

import argparse
import hashlib
import json
import shutil
import statistics
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from random import Random
from typing import IO

from nacl import bindings

from ntm_desktop.domain.history import History
from ntm_desktop.exchange import keys, sealing
from ntm_desktop.exchange.keys import new_signing_key, public_key
from ntm_desktop.exchange.manifest import Draft, PlaceRef, Purpose, Recipient, Sender
from ntm_desktop.exchange.package_writing import write_package
from ntm_desktop.exchange.segments import make_segments
from ntm_desktop.exchange.tally import counted
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.check_package import verify_package
from ntm_desktop.services.known_machines import trust_sender
from ntm_desktop.services.open_desk import OpenDesk, open_desk
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.start_desk import start_upper_level
from ntm_desktop.services.undo_import import undo_import
from tests.benchmarks.figures import Figure, paired, process, seconds
from tests.benchmarks.importing import COUNT, DEVICE, operations, package

RUNS = 5
SIZES = (10_000, 50_000, 100_000, 200_000, 500_000, 1_000_000, 2_000_000)
_LARGEST = SIZES[-1]
_UNDONE_BESIDE = ((1_000, 100_000), (10_000, 100_000), (50_000, 100_000), (60_000, 50_000), (100_000, 1_000_000))
"""How many operations an import adds, and how many stand already."""


@dataclass(frozen=True, slots=True)
class Bench:
    """An upper level that trusts one commune, and packages of that commune."""

    folder: Path
    key: bytes

    @classmethod
    def prepare(cls, folder: Path) -> "Bench":
        made = cls(folder, new_signing_key())
        small = made.package_of(100)
        with start_upper_level(DataFolder(folder / "prepared"), "huyện Thử") as desk:
            trust_sender(desk, small, verify_package(small).words)
        return made

    def package_of(self, count: int) -> Path:
        target = self.folder / str(count)
        target.mkdir(exist_ok=True)
        return package(target, operations(public_key(self.key), count), self.key)

    def fresh(self) -> OpenDesk:
        shutil.rmtree(self.folder / "target", ignore_errors=True)
        shutil.copytree(self.folder / "prepared", self.folder / "target")
        return open_desk(DataFolder(self.folder / "target"))


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        bench = Bench.prepare(Path(name))
        file = bench.package_of(COUNT)
        yield from _again_and_undone(bench, file)
        for count, standing in _UNDONE_BESIDE:
            yield _undone_beside(bench, count, standing)
        yield _changed_cells(bench)
        yield _memory(bench, file)
        yield _sealing(bench)
        yield _growth(bench, _LARGEST)


def _again_and_undone(bench: Bench, file: Path) -> Iterator[Figure]:
    rounds: list[tuple[float, float, float]] = []
    for _ in range(RUNS + 1):
        with bench.fresh() as desk:
            first = seconds(lambda: import_package(desk, file))
            renamed = file.with_name("lai.ntm")
            shutil.copyfile(file, renamed)
            again = seconds(lambda: _nothing_new(desk, renamed))  # noqa: B023 -- called within the round
            undone = seconds(lambda: undo_import(desk))
            rounds.append((first, again, undone))
    first, again, undone = (statistics.median(column) for column in zip(*rounds[1:], strict=True))
    detail = f"{again:.2f} s / {first:.2f} s, 0 changes"
    yield Figure("the same package again / first import", again / first, 0.9, detail=detail)
    yield Figure("undo / import", undone / first, 0.5, detail=f"{undone:.2f} s / {first:.2f} s")


def _undone_beside(bench: Bench, count: int, standing: int) -> Figure:
    """What an import added goes again from among much that stays."""
    ones = operations(public_key(bench.key), standing + count)
    history = History()
    history.add(ones[:standing])
    target = bench.folder / f"{count}-beside-{standing}"
    target.mkdir()
    file = package(target, ones[standing:], bench.key, history)
    with bench.fresh() as desk:
        import_package(desk, bench.package_of(standing))
        rounds = [
            (seconds(lambda: import_package(desk, file)), seconds(lambda: undo_import(desk))) for _ in range(4)
        ]
    imported, undone = (statistics.median(column) for column in zip(*rounds[1:], strict=True))
    detail = f"{undone * 1000:.0f} ms / {imported * 1000:.0f} ms"
    return Figure(f"undo / import of {count:,} beside {standing:,}", undone / imported, 0.5, detail=detail)


def _nothing_new(desk: OpenDesk, file: Path) -> None:
    taken = import_package(desk, file)
    assert (taken.added, taken.changed, taken.waiting) == (0, 0, 0)


def _changed_cells(bench: Bench) -> Figure:
    """A tenth of the figures changed by hand, here and there, each at a time of its own."""
    ones, random = operations(public_key(bench.key)), Random(7)
    readings = [one for one in ones if one.kind == "reading"]
    at = max(one.at for one in ones)
    changed = []
    for seq, one in enumerate(random.sample(readings, COUNT // 10), COUNT + 1):
        at += random.randrange(5, 600)
        count = random.randrange(20, 400)
        value = json.dumps({"n": str(random.randrange(count)), "d": str(count)}, separators=(",", ":"))
        changed.append(one._replace(seq=seq, value=value, parents=f"{DEVICE}:1:{one.seq}", at=at))
    target = bench.folder / "changed"
    target.mkdir()
    history = History()
    history.add(ones)
    size = package(target, changed, bench.key, history).stat().st_size
    detail = f"{size:,} bytes for {len(changed):,} cells, their values included"
    return Figure("package bytes for each changed cell", size / len(changed), 20, "B", detail)


_IMPORT = """
import sys
from pathlib import Path
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.open_desk import open_desk
with open_desk(DataFolder(Path(sys.argv[1]))) as desk:
    assert import_package(desk, Path(sys.argv[2])).added == int(sys.argv[3])
status = dict(line.split(":", 1) for line in open("/proc/self/status"))
print(status["VmHWM"].split()[0])
"""


# Not getrusage: its peak begins with that of the process that started this one.


def _memory(bench: Bench, file: Path) -> Figure:
    bench.fresh().close()
    peak = int(process(_IMPORT, str(bench.folder / "target"), str(file), str(COUNT))) / 1024
    return Figure("peak memory of importing 100,000 operations", peak, 150, "MB", "a process of its own")


# Sealing


def _sealing(bench: Bench) -> Figure:
    """Against reading and hashing the same bytes plus what PyNaCl itself takes for them."""
    recipient = new_signing_key()
    ones = operations(public_key(bench.key))
    made = list(make_segments(ones, bench.key))
    found = counted(made, len(ones))
    line_bytes = b"".join(one.line for one in made) * 12  # enough to be measured
    target = bench.folder / "sealed.bin"
    target.write_bytes(line_bytes)

    def ours() -> None:
        payload_key = sealing.new_payload_key()
        sealing.seal_key(payload_key, public_key(recipient))
        digest = hashlib.sha256()
        sealer = sealing.Sealer(payload_key, digest.update)
        with target.open("rb") as file:
            while chunk := file.read(sealing.CHUNK):
                sealer.write(chunk)
        sealer.close()
        keys.sign(bench.key, digest.digest())

    def bare() -> None:
        """Reading and hashing the same bytes, plus PyNaCl alone."""
        _hash(target.open("rb"))
        payload_key = sealing.new_payload_key()
        state = bindings.crypto_secretstream_xchacha20poly1305_state()
        bindings.crypto_secretstream_xchacha20poly1305_init_push(state, payload_key)
        for chunk in chunks:
            bindings.crypto_secretstream_xchacha20poly1305_push(state, chunk)

    chunks = [line_bytes[at : at + sealing.CHUNK] for at in range(0, len(line_bytes), sealing.CHUNK)]
    ratio, mine, other = paired(ours, bare, runs=9)
    sender = Sender(DEVICE, PlaceRef("xa-thu"), public_key(bench.key))
    to = (Recipient(PlaceRef("huyen-thu"), (public_key(recipient),)),)
    both = [Draft(Purpose.LEAD_TO_UPPER_LEVEL, sender, each, 1, 1_640_000_000) for each in ((), to)]
    writing = [
        seconds(lambda: write_package(bench.folder / "x.ntm", one, made, bench.key, counted=found))  # noqa: B023 -- called within the round
        for one in both
    ]
    detail = (
        f"{mine * 1000:.0f} ms / {other * 1000:.0f} ms for {len(line_bytes) / 1e6:.0f} MB; "
        f"whole package open {writing[0]:.2f} s, sealed {writing[1]:.2f} s"
    )
    return Figure("sealing and signing / reading, hashing and PyNaCl", ratio, 1.2, detail=detail)


def _hash(file: IO[bytes]) -> None:
    digest = hashlib.sha256()
    with file:
        while chunk := file.read(sealing.CHUNK):
            digest.update(chunk)


# Growth


def curve(bench: Bench, largest: int) -> list[tuple[int, float]]:
    """Operations and the seconds an import of so many takes."""
    found = []
    for size in (each for each in SIZES if each <= largest):
        file = bench.package_of(size)
        with bench.fresh() as desk:
            found.append((size, seconds(lambda: import_package(desk, file))))  # noqa: B023 -- called within the round
    return found


def _growth(bench: Bench, largest: int) -> Figure:
    """Cost of one operation where they are most against where they are fewest but fixed costs are small."""
    found = curve(bench, largest)
    each = [spent / size * 1e6 for size, spent in found]
    detail = ", ".join(f"{size:,}: {cost:.1f} µs" for (size, _), cost in zip(found, each, strict=True))
    return Figure(f"cost of an operation at {largest:,} / at 50,000", each[-1] / each[1], 1.5, detail=detail)


def drawn(found: list[tuple[int, float]]) -> str:
    """The curve as text: a line for each size, its bar as long as its seconds."""
    longest = max(spent for _, spent in found)
    return "\n".join(
        f"{size:>10,}  {spent:7.2f} s  {spent / size * 1e6:6.1f} µs each  {'█' * round(spent / longest * 50)}"
        for size, spent in found
    )


def main() -> int:
    arguments = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    arguments.add_argument("--to", type=int, default=_LARGEST)
    chosen = arguments.parse_args()
    with tempfile.TemporaryDirectory() as name:
        sys.stdout.write(drawn(curve(Bench.prepare(Path(name)), chosen.to)) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
