"""First start: making the data folder of a commune or of the upper level, empty or with the sample district."""

import json
from collections.abc import Sequence

import resources
from db.connection import Database
from db.operation_log import Change, OperationLog
from db.repositories import desk as settings
from db.repositories import places
from ntm_desktop.domain.desk import Role
from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.domain.errors import (
    MissingText,
    UnknownPlace,
    UnknownSample,
)
from ntm_desktop.domain.names import nfc, squeeze
from ntm_desktop.domain.operation import PERSONAL_KINDS, Operation
from ntm_desktop.domain.places import PlaceKind, find_place, place_id
from ntm_desktop.domain.sample import sample_operations
from ntm_desktop.domain.text_lengths import LONGEST_NAME, fitting
from ntm_desktop.exchange.keys import new_signing_key, public_key
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.new_database import new_database
from ntm_desktop.services.open_desk import OpenDesk, home_of, json_text, load_criteria_sets, new_device, open_desk
from ntm_desktop.services.spell_names import commune_name, upper_level_name

SAMPLES = ("ia-hdrai",)
DEFAULT_PERSON = "Cán bộ nông thôn mới"
DEFAULT_SAMPLE_COMMUNE = "Ia Tơi"


def start_with_sample(
    folder: DataFolder,
    sample: str,
    *,
    commune: str | None = None,
    upper_level: bool = False,
    person: str = "",
) -> OpenDesk:
    """A desk of the sample district: one commune's laptop, or the upper level's desk with all of them.

    Raises UnknownSample, UnknownPlace, DeskExists and the errors of the disk.
    """
    if sample not in SAMPLES:
        raise UnknownSample(sample, SAMPLES)
    operations = _sample_operations(sample)
    district = next(name for name, ones in operations.items() if _is_upper_level(ones))
    communes = [name for name in operations if name != district]
    if upper_level:
        wanted, role = [district, *communes], Role.UPPER_LEVEL
        own = district
    else:
        own = _named(commune or DEFAULT_SAMPLE_COMMUNE, communes)
        wanted, role = [district, own], Role.COMMUNE
    batches = [operations[name] for name in wanted]
    if upper_level:  # what a commune knows of its people does not leave it, not even what is invented
        batches = [[one for one in batch if one.kind not in PERSONAL_KINDS] for batch in batches]
    with new_database(folder) as database:
        OperationLog(database, "", 0).take_in(batches)
        kind = PlaceKind.UPPER_LEVEL if upper_level else PlaceKind.COMMUNE
        own_place = find_place([one for one in places.list_places(database) if one.kind is kind], own)
        settle(database, folder, role, own_place.id, person, [], has_sample=True)
    return open_desk(folder)


def start_commune(
    folder: DataFolder,
    name: str,
    *,
    upper_level: str = "",
    province: str = "",
    villages: Sequence[str] = (),
    column: str | None = None,
    person: str = "",
) -> OpenDesk:
    """An empty commune with its villages; the upper level may be named later.

    Names typed without their marks are spelt as the places that come with the program.

    Raises MissingText, TextTooLong, DeskExists.
    """
    name = commune_name(_required(name, "tên xã"))
    changes: list[Change] = []
    above: tuple[str, ...] = ()
    parent = None
    if upper_level.strip():
        above = (upper_level_name(fitting(upper_level, "tên cấp trên", LONGEST_NAME)),)
        parent = place_id(*above)
        changes += _place_changes(parent, PlaceKind.UPPER_LEVEL, above[0], province=province)
    own = place_id(*above, name)
    changes += _place_changes(own, PlaceKind.COMMUNE, name, parent=parent, column=column)
    for order, village in enumerate(villages, start=1):
        changes += village_changes(
            (*above, name), own, _required(village, "tên thôn"), order, taken=villages[: order - 1]
        )
    return _start_empty(folder, Role.COMMUNE, own, changes, person)


def start_upper_level(folder: DataFolder, name: str, *, province: str = "", person: str = "") -> OpenDesk:
    """An empty desk of the upper level. Raises MissingText, TextTooLong, DeskExists."""
    name = upper_level_name(_required(name, "tên đơn vị cấp trên"))
    own = place_id(name)
    changes = _place_changes(own, PlaceKind.UPPER_LEVEL, name, province=province)
    return _start_empty(folder, Role.UPPER_LEVEL, own, changes, person)


def village_changes(
    above: Sequence[str], commune_id: str, name: str, order: int, *, taken: Sequence[str] = ()
) -> list[Change]:
    """A new village of a commune; of two villages with one name the second gets an id of its own."""
    repeated = sum(squeeze(other) == squeeze(name) for other in taken)
    village_id = place_id(*above, name, *([str(repeated + 1)] if repeated else []))
    return _place_changes(village_id, PlaceKind.VILLAGE, nfc(name), parent=commune_id, order=order)


def _start_empty(folder: DataFolder, role: Role, own: str, changes: list[Change], person: str) -> OpenDesk:
    with new_database(folder) as database:
        settle(database, folder, role, own, person, changes, has_sample=False)
    return open_desk(folder)


def settle(
    database: Database,
    folder: DataFolder,
    role: Role,
    own: str,
    person: str,
    changes: list[Change],
    *,
    has_sample: bool,
) -> None:
    """Makes the database this laptop's own: its keys, what it says of itself, and its first facts."""
    device, signing_key = new_device(), new_signing_key()
    name = fitting(person, "họ tên", LONGEST_NAME) or DEFAULT_PERSON
    values = {
        "role": role,
        "place_id": own,
        "person": name,
        "device": device,
        "incarnation": 1,
        "home": home_of(folder),
        "has_sample": has_sample,
        "signing_key": signing_key.hex(),
    }
    device_role = DeviceRole.LEAD if role is Role.COMMUNE else DeviceRole.UPPER_LEVEL
    claims = {"public_key": public_key(signing_key), "role": device_role, "place": own, "name": name}
    said = [Change("device", device, field, json_text(value)) for field, value in claims.items()]
    with database.transaction():
        for setting, value in values.items():
            settings.save_setting(database, setting, value)
        OperationLog(database, device, 1).write([*said, *changes], name)


def _place_changes(
    entity: str,
    kind: PlaceKind,
    name: str,
    *,
    parent: str | None = None,
    column: str | None = None,
    province: str = "",
    order: int = 0,
) -> list[Change]:
    fields: dict[str, object] = {"place_kind": kind, "name": nfc(name), "order": order}
    if parent:
        fields["parent"] = parent
    if column:
        fields["column"] = column
    if province.strip():
        fields["province"] = fitting(province, "tên tỉnh", LONGEST_NAME)
    return [Change("place", entity, field, json_text(value)) for field, value in fields.items()]


def _required(text: str, label: str) -> str:
    if not text.strip():
        raise MissingText(label)
    return fitting(text, label, LONGEST_NAME)


def _sample_operations(sample: str) -> dict[str, list[Operation]]:
    data = json.loads(resources.text("sample", f"{sample}.json"))
    programme = json.loads(resources.text("sample", f"{sample}-programme.json"))
    return sample_operations(data, programme, load_criteria_sets())


def _is_upper_level(operations: Sequence[Operation]) -> bool:
    return any(one.field == "place_kind" and json.loads(one.value) == PlaceKind.UPPER_LEVEL for one in operations)


def _named(text: str, names: Sequence[str]) -> str:
    for name in names:
        if squeeze(text) in (squeeze(name), squeeze(f"xã {name}")):
            return name
    raise UnknownPlace(text, tuple(names))
