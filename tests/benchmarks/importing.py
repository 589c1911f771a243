"""Taking in 100,000 operations against a bare executemany of the same rows under the same indexes."""

import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

from db.connection import Database, open_database
from ntm_desktop.domain.operation import Operation
from ntm_desktop.exchange.keys import new_signing_key, public_key
from ntm_desktop.exchange.manifest import Draft, PlaceRef, Purpose, Sender
from ntm_desktop.exchange.package import write_package
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.exchange_packages import import_package, trust_sender, verify_package
from ntm_desktop.services.open_desk import open_desk
from ntm_desktop.services.start_desk import start_upper_level
from tests.benchmarks.figures import Figure, paired

COUNT = 100_000
DEVICE = "c0ffee0000000001"


def operations(count: int = COUNT) -> list[Operation]:
    """Readings of 20 villages, 60 indicators and as many periods as it takes."""
    made, random = [], Random(7)
    for at in range(count):
        village, rest = at % 20, at // 20
        indicator, period = rest % 60, rest // 60
        entity = f"{village:032x}|village-ntm-starter|{indicator // 4 + 1}.{indicator % 4 + 1}|{2000 + period}"
        households = 80 + village * 9
        value = json.dumps({"n": str(random.randrange(households)), "d": str(households)}, separators=(",", ":"))
        when = 1_640_000_000 + at * 7
        made.append(Operation(DEVICE, 1, at + 1, "reading", entity, "figure", value, "", "A Nam", when))
    return made


def package(folder: Path, ones: list[Operation]) -> Path:
    key = new_signing_key()
    sender = Sender(DEVICE, PlaceRef("xa-thu"), public_key(key))
    draft = Draft(Purpose.LEAD_TO_UPPER_LEVEL, sender, (), 1, 1_640_000_000)
    return Path(write_package(folder / "thu.ntm", draft, ones, key).path)


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        ones = operations()
        file = package(folder, ones)
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
        yield Figure("import of 100,000 operations / bare executemany", ratio, 2.0, detail=detail)
        size = file.stat().st_size
        yield Figure("package bytes for each changed cell", size / COUNT, 20, "B", f"{size:,} bytes")


def _write_bare(database: Database, ones: list[Operation]) -> None:
    connection = database.connection
    connection.execute("BEGIN IMMEDIATE")
    connection.execute("INSERT INTO origin VALUES (99, ?, 1, ?)", (DEVICE, COUNT))
    connection.executemany(
        "INSERT INTO operation VALUES (99, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(one.seq, one.kind, one.entity, one.field, one.value, one.parents, one.person, one.at) for one in ones],
    )
    heads = [(one.entity, one.field, one.seq) for one in ones]
    connection.executemany("INSERT INTO head VALUES (?, ?, 99, ?)", heads)
    connection.executemany(
        "INSERT INTO reading (place, criteria_set, code, period, figure) VALUES (?, ?, ?, ?, ?)",
        [(*one.entity.split("|"), one.value) for one in ones],
    )
    connection.execute("COMMIT")
