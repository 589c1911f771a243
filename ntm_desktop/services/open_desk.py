"""Opening the data folder of a laptop: its database, whose desk it is, and the criteria sets it can use."""

import contextlib
import json
import os
import sys
from collections.abc import Callable, Collection, Mapping
from typing import Any

import resources
from db.connection import Database, open_database
from db.kept import Kept
from db.operation_log import OperationLog
from db.repositories import criteria as criteria_rows
from db.repositories import desk as settings
from db.repositories import places, recording
from db.repositories import targets as target_rows
from ntm_desktop.domain.criteria import CriteriaSet, Level
from ntm_desktop.domain.criteria_format import criteria_from_json
from ntm_desktop.domain.desk import Desk, Role
from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.domain.errors import (
    CommuneNotNamed,
    CriteriaSetInvalid,
    DatabaseDamaged,
    FolderReadOnly,
    UnknownCriteriaSet,
    UnknownPlace,
)
from ntm_desktop.domain.names import fold
from ntm_desktop.domain.operation import SAMPLE_PREFIX
from ntm_desktop.domain.periods import Period
from ntm_desktop.domain.places import Place, PlaceKind, find_place
from ntm_desktop.domain.recording import Reading
from ntm_desktop.paths import DataFolder

Progress = Callable[[int, int, str], None]
"""done, total, what is being done (Vietnamese); raising Cancelled from it stops the work without a trace."""


class OpenDesk:
    """An open data folder, of one thread. Close it when done."""

    def __init__(
        self,
        folder: DataFolder,
        database: Database,
        log: OperationLog,
        desk: Desk,
        criteria_sets: dict[str, CriteriaSet],
    ) -> None:
        self.folder = folder
        self.database = database
        self.log = log
        self.desk = desk
        self.criteria_sets = criteria_sets
        self.kept = Kept(database)

    def close(self) -> None:
        """Ends the work with the file; the desk cannot be used afterwards."""
        self.database.close()

    @property
    def is_open(self) -> bool:
        """Whether its database can still be read."""
        return self.database.is_open

    def __enter__(self) -> "OpenDesk":
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    @property
    def place(self) -> Place:
        """The commune or upper level whose desk this is. Raises UnknownPlace when its row is gone."""
        found = places.find(self.database, self.desk.place_id)
        if found is None:
            raise UnknownPlace(self.desk.place_id, ())
        return found

    def communes(self) -> list[Place]:
        """The communes this desk works with: its own, or all of the upper level's."""
        if self.desk.role is Role.COMMUNE:
            return [self.place]
        return [one for one in places.list_communes(self.database) if not self._is_left_behind(one)]

    def left_behind(self) -> list[Place]:
        """At the upper level, communes under whose name laptops began that were permitted for another one."""
        if self.desk.role is Role.COMMUNE:
            return []
        return [one for one in places.list_communes(self.database) if self._is_left_behind(one)]

    def _is_left_behind(self, commune: Place) -> bool:
        """Only laptops that were permitted for another commune have named it: they started under a wrong name."""
        devices = self.log.rights().devices
        authors = [devices.get(one) for one in places.list_authors(self.database, commune.id)]
        is_moved = all(
            one is not None and one.role is not DeviceRole.UPPER_LEVEL and one.place_id != commune.id
            for one in authors
        )
        return bool(authors) and is_moved and all(one.place_id != commune.id for one in devices.values())

    def reread(self) -> None:
        """Takes up what changed about the desk itself: its place, person, role, or device."""
        self.desk = _read_desk(self.database)
        incarnation = int(settings.setting(self.database, "incarnation", 1))
        self.log = OperationLog(self.database, self.desk.device, incarnation)

    def reread_criteria_sets(self) -> None:
        """Takes up criteria sets that were brought in, and targets that were entered or confirmed."""
        self.criteria_sets = load_criteria_sets(self.database)

    def all_places(self) -> list[Place]:
        """Every known place, the upper level and other communes included."""
        return places.list_places(self.database)

    def villages(self, commune_id: str) -> list[Place]:
        """The commune's villages, in the order people gave them."""
        return places.list_villages(self.database, commune_id)

    def figures_now(
        self, place_ids: Collection[str], criteria_set: str, period: Period
    ) -> Mapping[tuple[str, str], Reading]:
        """By place and indicator the reading that speaks for the period; every part of a screen asks for them."""
        ids = sorted(place_ids)

        def read() -> Mapping[tuple[str, str], Reading]:
            return recording.list_current(self.database, ids, criteria_set, period)

        of_so_many = f"{criteria_set} of {len(ids)}"  # one village is asked for in between
        return self.kept.get("reading", of_so_many, (*ids, period), read)

    def upper_level(self) -> Place | None:
        """The upper level, when it is known by name."""
        own = self.place
        if self.desk.role is Role.UPPER_LEVEL:
            return own
        return places.find(self.database, own.parent_id) if own.parent_id else None

    def criteria_set(self, text: str | None, level: Level) -> CriteriaSet:
        """The set called `text` (id or title), or the first of that level. Raises UnknownCriteriaSet."""
        known = [one for one in self.criteria_sets.values() if text or one.level is level]
        if not text and known:
            return known[0]
        wanted = fold(text or "")
        for one in known:
            if wanted and wanted in (fold(one.id), fold(one.title)):
                return one
        raise UnknownCriteriaSet(text or level, tuple(one.id for one in self.criteria_sets.values()))

    def criteria_set_for(self, place: Place, text: str | None) -> CriteriaSet:
        """The set called `text`, or the first of those that judge such a place. Raises UnknownCriteriaSet."""
        return self.criteria_set(text, Level.VILLAGE if place.kind is PlaceKind.VILLAGE else Level.COMMUNE)

    def find_commune(self, text: str | None) -> Place:
        """The commune of that name, or the only one. Raises UnknownPlace, AmbiguousPlace, CommuneNotNamed."""
        communes = self.communes()
        if text:
            return find_place(communes, text)
        if not communes:
            raise UnknownPlace("xã", ())
        if len(communes) > 1:
            raise CommuneNotNamed(tuple(one.title for one in communes))
        return communes[0]

    def find_place(self, text: str, commune: str | None = None) -> Place:
        """A village, or a commune, as people write it. Raises UnknownPlace, AmbiguousPlace with the candidates."""
        communes = [self.find_commune(commune)] if commune else self.communes()
        parents = {one.id: one for one in communes}
        known = [village for one in communes for village in self.villages(one.id)]
        if by_id := [one for one in known if one.id == text.strip()]:
            return by_id[0]  # the only way to tell two villages of one commune and one name apart
        return find_place([*known, *communes], text, parents=parents if len(communes) > 1 else None)


def open_desk(folder: DataFolder) -> OpenDesk:
    """Raises DeskMissing and whatever `open_database` raises."""
    database = open_database(folder.database)
    try:
        return _desk_of(folder, database)
    except (ValueError, TypeError, LookupError) as error:  # settings that are there, but are not what was written
        database.close()
        raise DatabaseDamaged(str(folder.database)) from error
    except BaseException:
        database.close()
        raise


def load_criteria_sets(database: Database | None = None, *, with_targets: bool = True) -> dict[str, CriteriaSet]:
    """The packaged sets and those brought in, by id; village sets first, as they are used most.

    Targets that were entered or confirmed at this desk are laid over them, unless not `with_targets`.
    """
    documents = [
        (name, resources.text("criteria", name))
        for name in resources.names("criteria", ".json")
        if name != "schema.json"
    ]
    loaded = [criteria_from_json(text, name) for name, text in documents]
    for set_id, text in criteria_rows.list_documents(database) if database is not None else ():
        with contextlib.suppress(CriteriaSetInvalid):  # of a later version: it stays in the log and travels on
            loaded.append(criteria_from_json(text, set_id))
    loaded.sort(key=lambda one: (one.level is not Level.VILLAGE, one.id, one.version))
    known = {one.id: one for one in loaded}
    if database is not None and with_targets:
        for set_id, entered in target_rows.list_entered(database, known).items():
            if set_id in known:
                from ntm_desktop.domain.targets import with_entered  # most starts have no entered target

                known[set_id] = with_entered(known[set_id], entered)
    return known


def new_device() -> str:
    """Sixteen random hex digits that never look like the sample's."""
    while (device := os.urandom(8).hex()).startswith(SAMPLE_PREFIX):
        pass
    return device


def home_of(folder: DataFolder) -> str:
    """Tells this place from a copy of its files: machine and folder."""
    return f"{_machine()}|{folder.root.resolve()}"


def _machine() -> str:
    """Not `platform.node`: loading it takes a millisecond of every start, to learn what the system says at once."""
    return os.environ.get("COMPUTERNAME", "") if sys.platform == "win32" else os.uname().nodename


def _desk_of(folder: DataFolder, database: Database) -> OpenDesk:
    device = str(settings.setting(database, "device"))
    incarnation = int(settings.setting(database, "incarnation", 1))
    home = home_of(folder)
    if settings.setting(database, "home") != home:
        # The file was copied here: two databases must never number their operations alike.
        with contextlib.suppress(FolderReadOnly):  # opened to be read: nothing will be numbered
            incarnation = new_incarnation(database)
            settings.save_setting(database, "home", home)
    log = OperationLog(database, device, incarnation)
    return OpenDesk(folder, database, log, _read_desk(database), load_criteria_sets(database))


def _read_desk(database: Database) -> Desk:
    return Desk(
        role=Role(settings.setting(database, "role")),
        place_id=str(settings.setting(database, "place_id")),
        person=str(settings.setting(database, "person", "")),
        device=str(settings.setting(database, "device")),
        has_sample=bool(settings.setting(database, "has_sample", False)),
    )


def new_incarnation(database: Database) -> int:
    """Draws and keeps a new incarnation: after a restore, or when the file was copied to another machine."""
    from db.repositories import exchange as packages  # here, not above: the window starts without it
    from ntm_desktop.domain.package_numbers import after_a_gap

    incarnation = draw_incarnation()
    with database.transaction():
        settings.save_setting(database, "incarnation", incarnation)
        # The other copy goes on numbering its packages from here.
        settings.save_setting(database, "next_number", after_a_gap(packages.next_number(database) - 1))
    return incarnation


def draw_incarnation() -> int:
    """A random number from 2 up: 1 is a database that was never copied or restored."""
    return 2 + int.from_bytes(os.urandom(4), "big") % (2**31 - 2)


def json_text(value: object) -> str:
    """The one spelling of JSON in the log: equal values are equal texts."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))


def read_json(text: str) -> Any:
    """The value of a field of the log. Raises ValueError."""
    return json.loads(text)
