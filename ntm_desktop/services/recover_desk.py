"""Bringing a lost laptop back on a new one: its recovery key on paper, and a backup or a package sent to it.

It comes back as the same laptop (key, role, place, permit, trust) in a new incarnation, so that nothing written
from here on is mistaken for what the lost one had numbered.
"""

import contextlib
import json
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from db import backup as backups
from db.connection import Database
from db.operation_log import OperationLog
from db.repositories import desk as settings
from db.repositories import exchange as packages
from db.repositories import places
from ntm_desktop.domain.desk import Desk, Role
from ntm_desktop.domain.devices import Device, DeviceRole
from ntm_desktop.domain.errors import (
    DatabaseDamaged,
    DeskExists,
    ExpectedError,
    RecoveryKeyWrong,
    RecoveryMustWait,
    RecoveryNotPossible,
    UnknownSender,
)
from ntm_desktop.domain.operation import Operation, OperationKey, shown_first
from ntm_desktop.domain.package_numbers import after_a_gap
from ntm_desktop.exchange import keys, recovery
from ntm_desktop.exchange.manifest import Manifest
from ntm_desktop.exchange.package import OpenedPackage, open_package
from ntm_desktop.exchange.recovery import Secrets
from ntm_desktop.exchange.stick import expected_errors
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.check_package import byte_progress, report_of
from ntm_desktop.services.keep_evidence import bring_back
from ntm_desktop.services.keep_safe import number_after, set_aside
from ntm_desktop.services.known_machines import knows_key
from ntm_desktop.services.make_folder import make_folder
from ntm_desktop.services.make_recovery_key import FIELD, read_wrapped
from ntm_desktop.services.new_database import new_database
from ntm_desktop.services.open_desk import (
    OpenDesk,
    Progress,
    draw_incarnation,
    home_of,
    json_text,
    load_criteria_sets,
    open_desk,
)
from ntm_desktop.services.take_in_package import take_in_as_own

_SQLITE = b"SQLite format 3\0"
_LONGEST_WAIT = 300


def recover_desk(folder: DataFolder, source: Path, typed: str, progress: Progress | None = None) -> OpenDesk:
    """The desk of the lost laptop in the empty `folder`, from a backup of it or a whole package sealed to it.

    All or nothing. Raises RecoveryKeyWrong (then RecoveryMustWait for a while), RecoveryNotPossible, DeskExists,
    UnknownSender, and what reading backups and packages raises.
    """
    attempts = _Attempts(folder)
    attempts.check()
    try:
        recovery_key = recovery.read_recovery_key(typed)
        with _room(folder):
            if _is_database(source):
                _from_backup(folder, source, recovery_key)
            else:
                _from_package(folder, source, recovery_key, progress)
    except RecoveryKeyWrong:
        attempts.note_failure()
        raise
    attempts.forget()
    return open_desk(folder)


@contextlib.contextmanager
def _room(folder: DataFolder) -> Iterator[None]:
    """A database that can no longer be opened makes room, unless recovering fails; any other stays where it is."""
    if not folder.database.is_file():
        yield
        return
    with contextlib.suppress(DatabaseDamaged):
        open_desk(folder).close()
        raise DeskExists(str(folder.root))
    set_aside(folder)
    damaged = folder.database.with_name("ntm.db.hong")
    folder.database.replace(damaged)
    try:
        yield
    except BaseException:
        damaged.replace(folder.database)
        raise
    damaged.unlink()


def _is_database(source: Path) -> bool:
    with expected_errors(source, writing=False), source.open("rb") as file:
        return file.read(len(_SQLITE)) == _SQLITE


# From a backup


def _from_backup(folder: DataFolder, source: Path, recovery_key: bytes) -> None:
    backups.check_backup(source)

    def begin(part: Path) -> None:
        home, number = json_text(home_of(folder)), json_text(number_after(source))
        backups.put_back(source, part, draw_incarnation(), home=home, next_number=number)

    with new_database(folder, begin) as database:
        device = str(settings.setting(database, "device"))
        wrapped = read_wrapped(OperationLog(database, device, 0).value(device, FIELD))
        if wrapped is None:
            raise RecoveryNotPossible(str(source), "no_key")
        secrets = recovery.unwrap(wrapped[1], recovery_key)
        settings.save_setting(database, "signing_key", secrets.signing_key.hex())
        bring_back(folder, source)


# From a package


def _from_package(folder: DataFolder, source: Path, recovery_key: bytes, progress: Progress | None) -> None:
    told = byte_progress(progress, "Đang chép và kiểm tra tệp")
    seed = recovery.seed_of(recovery_key)
    with open_package(source, make_folder(folder.incoming), signing_key=seed, progress=told) as opened:
        if not opened.is_readable:
            raise RecoveryKeyWrong
        if opened.manifest.about.builds_on:
            raise RecoveryNotPossible(str(source), "not_whole")
        device, secrets = _secrets_in(opened, recovery_key)
        with new_database(folder) as database:
            _take_over(folder, database, device, secrets, opened, progress)


def _secrets_in(opened: OpenedPackage, recovery_key: bytes) -> tuple[str, Secrets]:
    """The laptop whose recovery key this is, and its secrets as it wrapped them last. Raises RecoveryKeyWrong."""
    public_half = recovery.public_half(recovery_key)
    found: dict[OperationKey, Operation] = {}
    for one in (one for rows in opened.operations() for one in rows):
        if one.kind == "device" and one.field == FIELD and one.device == one.entity:
            wrapped = read_wrapped(one.value)
            if wrapped and wrapped[0] == public_half:
                found[one.key] = one
    replaced = {key for one in found.values() for key in one.parent_keys}
    heads = [one for key, one in found.items() if key not in replaced]
    if not heads:
        raise RecoveryKeyWrong
    best = max(heads, key=lambda one: shown_first(one.key, one.value))
    wrapped = read_wrapped(best.value)
    assert wrapped is not None
    return best.device, recovery.unwrap(wrapped[1], recovery_key)


def _take_over(
    folder: DataFolder,
    database: Database,
    device: str,
    secrets: Secrets,
    opened: OpenedPackage,
    progress: Progress | None,
) -> None:
    incarnation = draw_incarnation()
    for sender in secrets.senders:
        packages.add_sender(
            database, sender.public_key, sender.name, int(time.time()), role=sender.role, place=sender.place
        )
    values = {
        "device": device,
        "incarnation": incarnation,
        "home": home_of(folder),
        "signing_key": secrets.signing_key.hex(),
        "has_sample": opened.manifest.about.is_sample and opened.manifest.contents.holds_sample,
        "next_number": _next_number(opened.manifest),
    }
    if secrets.permit:
        values["permit"] = secrets.permit
    for name, value in values.items():
        settings.save_setting(database, name, value)
    log = OperationLog(database, device, incarnation)
    desk = OpenDesk(folder, database, log, Desk(Role.COMMUNE, "", "", device, False), load_criteria_sets())
    report = report_of(desk, opened.summary)
    take_in_as_own(desk, opened, report, progress)
    own = log.rights().devices.get(device)
    path = opened.summary.path
    if own is None or own.public_key != keys.public_key(secrets.signing_key):
        raise RecoveryNotPossible(path, "")
    if own.revoked_after is not None:
        raise RecoveryNotPossible(path, "revoked")
    if places.find(database, own.place_id) is None:
        raise RecoveryNotPossible(path, "")
    if not knows_key(desk, report.public_key, is_sample=False):
        raise UnknownSender(path, report.sender, report.words)
    _settle_as(database, own)


def _next_number(manifest: Manifest) -> int:
    """The sender knows the numbers of those packages that reached it: the next hundred is above the others too."""
    return after_a_gap(max((one.number for one in manifest.about.received), default=0))


def _settle_as(database: Database, own: Device) -> None:
    role = Role.UPPER_LEVEL if own.role is DeviceRole.UPPER_LEVEL else Role.COMMUNE
    for name, value in {"role": role, "place_id": own.place_id, "person": own.name}.items():
        settings.save_setting(database, name, value)


# Wrong keys


@dataclass(slots=True)
class _Attempts:
    """Wrong keys typed here: each doubles the wait for the next, whichever program run it is typed in."""

    folder: DataFolder
    failures: int = field(default=0, init=False)
    failed_at: int = field(default=0, init=False)

    def __post_init__(self) -> None:
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError):
            kept = json.loads(self._path.read_text("utf-8"))
            self.failures, self.failed_at = int(kept["failures"]), int(kept["failed_at"])

    @property
    def _path(self) -> Path:
        return self.folder.root / "recovery-attempts.json"

    def check(self) -> None:
        """Raises RecoveryMustWait. A clock that was set back locks nobody out for years."""
        wait = min(_LONGEST_WAIT, 2 ** min(self.failures, 9)) if self.failures > 0 else 0
        left = self.failed_at + wait - int(time.time())
        if 0 < left <= wait:
            raise RecoveryMustWait(str(left))

    def note_failure(self) -> None:
        with contextlib.suppress(OSError, ExpectedError):
            make_folder(self.folder.root)
            kept = {"failures": self.failures + 1, "failed_at": int(time.time())}
            self._path.write_text(json.dumps(kept), "utf-8")

    def forget(self) -> None:
        with contextlib.suppress(OSError):
            self._path.unlink(missing_ok=True)
