"""A commune with a lead and two officers, and the upper level above it: four laptops enrolled by the book."""

import contextlib
import shutil
import sqlite3
from pathlib import Path
from typing import Any

from ntm_desktop.domain.criteria import CriteriaSet, Level
from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.domain.periods import Period, parse_period
from ntm_desktop.domain.recording import ReadingKey
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.decide_conflicts import list_conflicts
from ntm_desktop.services.enrol import accept_permit, permit, write_request
from ntm_desktop.services.keep_safe import check
from ntm_desktop.services.known_machines import own_words
from ntm_desktop.services.open_desk import OpenDesk, home_of, json_text, open_desk
from ntm_desktop.services.receive_package import Imported, import_package
from ntm_desktop.services.record import record_entry
from ntm_desktop.services.send_package import export_package
from ntm_desktop.services.start_desk import start_commune, start_upper_level

DISTRICT = "huyện Ia H'Drai"
VILLAGES = ("Thôn 1", "Thôn 7")
YEAR = parse_period("2021")
OFFICERS = ("A Nam", "Y Hoa")
LEAD, UPPER = "Rơ Châm H'Lan", "Phòng Nông nghiệp"

Facts = dict[str, list[tuple[Any, ...]]]


class Laptops:
    """Four data folders side by side and a stick; `names` are the folders of laptops that are open."""

    def __init__(self, root: Path) -> None:
        self.root = root
        self.stick = root / "USB"
        self.open: dict[str, OpenDesk] = {}

    def __getitem__(self, name: str) -> OpenDesk:
        return self.open[name]

    @property
    def upper(self) -> OpenDesk:
        return self.open["upper"]

    @property
    def lead(self) -> OpenDesk:
        return self.open["lead"]

    @property
    def officers(self) -> tuple[OpenDesk, OpenDesk]:
        return self.open["nam"], self.open["hoa"]

    def reopen(self, name: str) -> OpenDesk:
        self.open[name].close()
        self.open[name] = open_desk(DataFolder(self.root / name))
        return self.open[name]

    def copy(self, name: str, other: str) -> OpenDesk:
        """Someone copies the data folder to another machine: both go on working."""
        self.open[name].close()
        shutil.copytree(self.root / name, self.root / other)
        self.open[name] = open_desk(DataFolder(self.root / name))
        self.open[other] = open_desk(DataFolder(self.root / other))
        return self.open[other]

    def close(self) -> None:
        for desk in self.open.values():
            desk.close()


def enrol_laptops(root: Path) -> Laptops:
    """Each starts by itself; the upper level permits the lead, the lead its officers, six words read aloud."""
    made = Laptops(root)
    made.stick.mkdir(parents=True)
    above = {"upper_level": DISTRICT, "villages": VILLAGES, "column": "special"}
    made.open["upper"] = start_upper_level(DataFolder(root / "upper"), DISTRICT, person=UPPER)
    for name, person in (("lead", LEAD), ("nam", OFFICERS[0]), ("hoa", OFFICERS[1])):
        made.open[name] = start_commune(DataFolder(root / name), "Ia Tơi", person=person, **above)
    enrol(made, made.lead, made.upper, DeviceRole.LEAD)
    for officer in made.officers:
        enrol(made, officer, made.lead, DeviceRole.OFFICER)
    for path in made.stick.iterdir():
        path.unlink()
    return made


def enrol(made: Laptops, desk: OpenDesk, issuer: OpenDesk, role: DeviceRole) -> None:
    """One laptop asks, the other permits; six words read aloud both ways."""
    request, words = write_request(desk, made.stick, role)
    accept_permit(desk, permit(issuer, request, words, made.stick), own_words(issuer))


def copied_laptops(template: Path, root: Path) -> Laptops:
    """The same laptops at another place, without their noticing: not a copy but a fresh test."""
    made = Laptops(root)
    shutil.copytree(template, root)
    for path in sorted(root.glob("*/ntm.db")):
        folder = DataFolder(path.parent)
        with contextlib.closing(sqlite3.connect(path)) as connection, connection:
            home = json_text(home_of(folder))
            connection.execute("UPDATE setting SET value = ? WHERE name = 'home'", (home,))
        made.open[path.parent.name] = open_desk(folder)
    return made


# What people do


def village_set(desk: OpenDesk) -> CriteriaSet:
    return desk.criteria_set(None, Level.VILLAGE)


def enter(desk: OpenDesk, code: str, text: str, village: str = VILLAGES[0], period: Period = YEAR) -> None:
    record_entry(desk, desk.find_place(village), village_set(desk), code, period, text)


def reading_key(desk: OpenDesk, code: str, village: str = VILLAGES[0]) -> ReadingKey:
    return ReadingKey(desk.find_place(village).id, village_set(desk).id, code, YEAR)


def carry(sender: OpenDesk, receiver: OpenDesk, stick: Path, *, to_commune: bool = False) -> Imported:
    """One walk with the stick."""
    return import_package(receiver, export_package(sender, stick, to_commune=to_commune).path)


def full_round(laptops: Laptops) -> None:
    """Officers to the lead, the lead to the upper level, and all the way back."""
    for officer in laptops.officers:
        carry(officer, laptops.lead, laptops.stick)
    carry(laptops.lead, laptops.upper, laptops.stick)
    carry(laptops.upper, laptops.lead, laptops.stick)
    path = export_package(laptops.lead, laptops.stick, to_commune=True).path
    for officer in laptops.officers:
        import_package(officer, path)


# What stands


_SHARED = (
    "reading",
    "place",
    "review",
    "remark",
    "assignment",
    "device",
    "quarantine",
    "criteria_set",
    "plan_task",
)


def shared_facts(desk: OpenDesk) -> Facts:
    """Every shared row without the laptop's local numbers: the same on every laptop that has heard everything."""
    rows = desk.database.rows
    facts = {table: sorted(rows(f"SELECT * FROM {table}"), key=repr) for table in _SHARED}
    of_origin = "FROM {0} JOIN origin ON origin.id = {0}.origin"
    facts["head"] = sorted(rows(f"SELECT entity, field, device, incarnation, seq {of_origin.format('head')}"))
    facts["quarantined"] = sorted(
        rows(f"SELECT device, incarnation, seq, reason {of_origin.format('quarantined')}")
    )
    facts["operation"] = sorted(
        rows(
            f"SELECT device, incarnation, seq, kind, entity, field, value, parents {of_origin.format('operation')}"
        )
    )
    facts["parallel"] = sorted(rows("SELECT * FROM parallel"))
    facts["waiting"] = sorted(rows("SELECT * FROM waiting"))
    facts["conflicts"] = sorted((one.entity, one.field) for one in list_conflicts(desk))
    return facts


def everything(desk: OpenDesk) -> Facts:
    """Every row of every table, the laptop's own included: what must not change where something is refused."""
    names = [name for (name,) in desk.database.rows("SELECT name FROM sqlite_master WHERE type = 'table'")]
    return {name: sorted(desk.database.rows(f'SELECT * FROM "{name}"'), key=repr) for name in names}


def figure(desk: OpenDesk, code: str, village: str = VILLAGES[0]) -> str | None:
    """The figure shown, as JSON text."""
    row = desk.database.row(
        "SELECT figure FROM reading WHERE place = ? AND code = ? AND period = '2021'",
        (desk.find_place(village).id, code),
    )
    return None if row is None else row[0]


def assert_same(*desks: OpenDesk) -> None:
    """Every laptop shows the same, and what it shows is what its log says."""
    first = shared_facts(desks[0])
    for desk in desks:
        check(desk)
        found = shared_facts(desk)
        apart = {name: _apart(first[name], rows) for name, rows in found.items() if rows != first[name]}
        assert not apart, str(apart)[:3000]


def _apart(some: list[tuple[Any, ...]], others: list[tuple[Any, ...]]) -> list[tuple[Any, ...]]:
    return sorted(set(some) ^ set(others), key=repr)
