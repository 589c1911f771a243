"""Taking in 100,000 operations against a bare executemany of the same rows under the same indexes."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

from db.connection import Database, open_database
from ntm_desktop.domain.history import History
from ntm_desktop.domain.operation import Operation
from ntm_desktop.exchange.keys import new_signing_key, public_key
from ntm_desktop.exchange.manifest import Draft, PlaceRef, Purpose, Sender
from ntm_desktop.exchange.package_writing import write_package
from ntm_desktop.exchange.segments import make_segments
from ntm_desktop.exchange.tally import counted
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.check_package import verify_package
from ntm_desktop.services.known_machines import trust_sender
from ntm_desktop.services.open_desk import open_desk
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.start_desk import start_upper_level
from tests.benchmarks.figures import Figure, paired

COUNT = 100_000
DEVICE = "c0ffee0000000001"


def operations(public: str, count: int = COUNT) -> list[Operation]:
    """A commune's log: its laptop, its 20 villages, then readings of 60 indicators over as many periods."""
    made, random = _set_up(public), Random(7)
    for at in range(count - len(made)):
        village, rest = at % 20, at // 20
        indicator, period = rest % 60, rest // 60
        entity = f"{village:032x}|village-ntm-starter|{indicator // 4 + 1}.{indicator % 4 + 1}|{2000 + period}"
        households = 80 + village * 9
        value = json.dumps({"n": str(random.randrange(households)), "d": str(households)}, separators=(",", ":"))
        when = 1_640_000_000 + at * 7
        made.append(Operation(DEVICE, 1, len(made) + 1, "reading", entity, "figure", value, "", "A Nam", when))
    return made


def _set_up(public: str) -> list[Operation]:
    commune = f"{99:032x}"
    claims = {"public_key": public, "role": "lead", "place": commune, "name": "A Nam"}
    facts = [("device", DEVICE, name, value) for name, value in claims.items()]
    facts += [("place", commune, "place_kind", "commune"), ("place", commune, "name", "Thử")]
    for village in range(20):
        fields = (("place_kind", "village"), ("parent", commune), ("name", f"Thôn {village}"))
        facts += [("place", f"{village:032x}", name, value) for name, value in fields]
    return [
        Operation(
            DEVICE, 1, seq, kind, entity, name, json.dumps(value, ensure_ascii=False), "", "A Nam", 1_640_000_000
        )
        for seq, (kind, entity, name, value) in enumerate(facts, start=1)
    ]


def package(folder: Path, ones: list[Operation], key: bytes, history: History | None = None) -> Path:
    """As a desk writes it; `history` is what stands before the first of these operations."""
    sender = Sender(DEVICE, PlaceRef("xa-thu"), public_key(key))
    draft = Draft(Purpose.LEAD_TO_UPPER_LEVEL, sender, (), 1, 1_640_000_000)
    made = list(make_segments(ones, key, history))
    return Path(write_package(folder / "thu.ntm", draft, made, key, counted=counted(made, len(ones))).path)


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        key = new_signing_key()
        ones = operations(public_key(key))
        file = package(folder, ones, key)
        prepared = folder / "prepared"
        with start_upper_level(DataFolder(prepared), "huyện Thử") as desk:
            trust_sender(desk, file, verify_package(file).words)
        target = folder / "target"

        def ours() -> None:
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(prepared, target)
            with open_desk(DataFolder(target)) as desk:
                assert import_package(desk, file).added == COUNT

        def bare() -> None:
            shutil.rmtree(target, ignore_errors=True)
            shutil.copytree(prepared, target)
            database = open_database(target / "ntm.db")
            _write_bare(database, ones)
            database.close()

        ratio, mine, other = paired(ours, bare)
        rate = f"{COUNT / mine:,.0f} operations a second"
        detail = f"{mine:.2f} s / {other:.2f} s, {rate}"
        yield Figure("import of 100,000 operations / bare executemany", ratio, 1.7, detail=detail)
        size = file.stat().st_size
        yield Figure("package bytes for each changed cell", size / COUNT, 20, "B", f"{size:,} bytes")


def _write_bare(database: Database, ones: list[Operation]) -> None:
    """The same log and projection rows, with nothing read, checked or decided."""
    connection = database.connection
    readings = [one for one in ones if one.kind == "reading"]
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO origin VALUES (99, ?, 1, ?)", (DEVICE, COUNT))
    connection.executemany(
        "INSERT INTO operation VALUES (99, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(one.seq, one.kind, one.entity, one.field, one.value, one.parents, one.person, one.at) for one in ones],
    )
    connection.executemany(
        "INSERT INTO reading (place, criteria_set, code, period, figure) VALUES (?, ?, ?, ?, ?)",
        [(*one.entity.split("|"), one.value) for one in readings],
    )
    connection.execute("COMMIT")
