"""Carrying data by USB stick: exporting a package, checking one, taking one in, undoing that."""

import shutil
import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field, replace
from pathlib import Path
from typing import Any

from db import undo_taking_in
from db.operation_log import Change
from db.repositories import exchange as packages
from db.repositories import segments as stored_segments
from db.repositories.exchange import RegisteredPackage, Vector
from db.repositories.review import keys_of_devices
from db.take_in import TakenIn
from ntm_desktop.domain.errors import (
    CannotUndoImport,
    DiskFull,
    ExpectedError,
    FolderReadOnly,
    NothingToExport,
    PackageDamaged,
    PackageNotForUs,
    UnknownSender,
)
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.operation import Operation, is_sample_device
from ntm_desktop.domain.places import Place
from ntm_desktop.domain.rights import DeviceRole, Refusal
from ntm_desktop.exchange import keys
from ntm_desktop.exchange.container import Reason
from ntm_desktop.exchange.manifest import (
    CriteriaSetRef,
    Draft,
    Manifest,
    Mark,
    PlaceRef,
    Purpose,
    Receipt,
    Recipient,
    Sender,
)
from ntm_desktop.exchange.package import (
    SUFFIX,
    OpenedPackage,
    PackageSummary,
    open_package,
    suggested_name,
    write_package,
)
from ntm_desktop.exchange.package import verify_package as verify
from ntm_desktop.exchange.read_me import local_time
from ntm_desktop.exchange.segments import Segment, is_authentic, make_segments
from ntm_desktop.services.keep_safe import back_up
from ntm_desktop.services.known_machines import (
    devices_of,
    knows_key,
    own_key,
    own_role,
    own_words,
    place_code,
    signing_key,
    trust_sender,
)
from ntm_desktop.services.open_desk import OpenDesk, Progress, json_text

__all__ = [
    "Exported",
    "Imported",
    "PackageReport",
    "RegisteredPackage",
    "can_undo",
    "export_package",
    "import_package",
    "is_known_sender",
    "own_words",
    "register",
    "trust_sender",
    "undo_import",
    "verify_package",
]


@dataclass(frozen=True, slots=True)
class Exported:
    path: Path
    number: int
    operations: int
    sha256: str
    sentence: str
    is_sealed: bool = False


@dataclass(frozen=True, slots=True)
class PackageReport:
    """What a whole package says of itself; `words` are the six words of the machine that signed it."""

    path: Path
    sender: str
    public_key: str
    words: str
    number: int
    created_at: int
    operations: int
    kinds: dict[str, int]
    is_sample: bool
    purpose: str
    recipients: tuple[str, ...]
    id: str
    is_sealed: bool = False
    builds_on: int | None = None

    @property
    def sentence(self) -> str:
        sample = " Tệp có SỐ LIỆU MINH HỌA." if self.is_sample else ""
        sealed = " Nội dung được niêm phong cho nơi nhận." if self.is_sealed else ""
        to = f", gửi {', '.join(self.recipients)}" if self.recipients else ""
        day = f"{local_time(self.created_at):%d/%m/%Y}"
        count = format_number(self.operations)
        whole = f"Tệp nguyên vẹn: số {self.number} của {self.sender}{to}"
        return f"{whole}, lập ngày {day}, {count} thay đổi.{sealed}{sample}"

    def as_data(self) -> dict[str, Any]:
        return asdict(self) | {"path": str(self.path), "ok": True}


@dataclass(frozen=True, slots=True)
class Imported:
    """The counted result of taking a package in, or of only looking (`is_dry_run`).

    `waits_for` is the number of the package that has to come first; then nothing was taken in yet.
    """

    report: PackageReport
    added: int = 0
    changed: int = 0
    known: int = 0
    waiting: int = 0
    quarantined: int = 0
    conflicts: tuple[tuple[str, str], ...] = ()
    by_kind: dict[str, int] = field(default_factory=dict)
    is_dry_run: bool = False
    backup: Path | None = None
    received_before: int | None = None
    waits_for: int | None = None
    followed: int = 0
    """Packages that had waited for this one and were taken in with it."""

    @property
    def sentence(self) -> str:
        number, sender = self.report.number, self.report.sender
        if self.waits_for is not None:
            return (
                f"Tệp số {number} của {sender} đang chờ tệp số {self.waits_for} đến trước; "
                "tệp được giữ trên máy, số liệu chưa thay đổi. Hãy nhận tệp kia, tệp này sẽ tự được nhận tiếp."
            )
        if self.received_before is not None and not self.added:
            day = local_time(self.received_before)
            return f"Tệp này đã nhận ngày {day:%d/%m/%Y}; không có gì mới, dữ liệu không thay đổi."
        verb = "Nếu nhận" if self.is_dry_run else "Đã nhận"
        figures = format_number(self.by_kind.get("reading", 0))
        parts = [f"{format_number(self.added)} thay đổi mới (trong đó {figures} số liệu)"]
        parts.append(f"{format_number(self.known)} đã có")
        if self.waiting:
            parts.append(f"{format_number(self.waiting)} đang chờ tệp gửi trước đó")
        if self.quarantined:
            parts.append(f"{format_number(self.quarantined)} ngoài quyền người gửi nên để riêng")
        if self.conflicts:
            parts.append(f"{format_number(len(self.conflicts))} chỗ khác nhau cần quyết định")
        nothing = " Không có gì mới." if not self.added and not self.waiting else ""
        followed = f" Đã nhận tiếp {self.followed} tệp đang chờ." if self.followed else ""
        sample = " Tệp có SỐ LIỆU MINH HỌA." if self.report.is_sample else ""
        return f"{verb} tệp số {number} của {sender}: {', '.join(parts)}.{nothing}{followed}{sample}"


# ---- sending


def export_package(
    desk: OpenDesk, out: Path, progress: Progress | None = None, *, to_commune: bool = False
) -> Exported:
    """Everything the recipient is not known to hold, signed, in the folder `out` (or as the file `out`).

    Cumulative until acknowledged: a lost stick costs nothing. Sealed once every recipient's key is known.
    `to_commune` sends from the lead to the other laptops of its commune instead of the upper level.
    Raises NothingToExport, FolderReadOnly, DiskFull, FileMissing.
    """
    if not desk.log.count():
        raise NothingToExport
    _pack_own(desk)
    draft, base = _draft(desk, to_commune)
    target = out if out.suffix == SUFFIX else _folder(out) / _file_name(draft)
    total = desk.log.count()

    def tell(done: int, _: int) -> None:
        if progress:
            progress(done, total, "Đang ghi tệp")

    segments = (Segment(*one) for one in stored_segments.list_since(desk.database, base))
    summary = write_package(target, draft, segments, signing_key(desk), progress=tell)
    path, manifest = Path(summary.path), summary.manifest
    count = manifest.contents.operations
    to = _titles(desk, draft.recipients)
    sample = " Tệp ghi rõ SỐ LIỆU MINH HỌA." if manifest.about.is_sample else ""
    sealed = ", đã niêm phong" if manifest.is_sealed else ""
    sentence = (
        f"Đã xuất tệp số {draft.number} gửi {to}: {path}, {format_number(count)} thay đổi{sealed}; "
        f"đã đọc lại và khớp, có thể rút USB an toàn.{sample}"
    )
    line = RegisteredPackage(
        0, "sent", draft.number, to, path.name, summary.id, int(time.time()), count, "đã ghi và đọc lại",
        desk.desk.device,
    )  # fmt: skip
    packages.add_package(desk.database, line)
    return Exported(path, draft.number, count, summary.id, sentence, manifest.is_sealed)


def _file_name(draft: Draft) -> str:
    """Two laptops of one commune never write the same name onto a stick."""
    stem, dot, number = suggested_name(draft).partition("-so-")
    return f"{stem}-{draft.sender.device[:4]}{dot}{number}"


def _pack_own(desk: OpenDesk) -> None:
    """Signs what this laptop has written since, and wraps the sample it was born with."""
    with desk.database.transaction():
        for device, incarnation, last in desk.log.ranges():
            is_own = device == desk.desk.device
            packed = stored_segments.last_packed(desk.database, device, incarnation)
            if packed < last and (is_own or is_sample_device(device)):
                operations = desk.log.operations_since(device, incarnation, packed)
                for segment in make_segments(operations, signing_key(desk) if is_own else None):
                    stored_segments.add(desk.database, segment)


def _draft(desk: OpenDesk, to_commune: bool) -> tuple[Draft, Vector]:
    purpose, recipients, holders = _recipients(desk, to_commune)
    base = _held_by_all(desk, holders)
    received = [one for one in packages.list_packages(desk.database) if one.direction == "received"]
    draft = Draft(
        purpose=purpose,
        sender=Sender(desk.desk.device, PlaceRef(place_code(desk.place)), own_key(desk)),
        recipients=recipients,
        number=packages.next_number(desk.database),
        created_at=max(0, int(time.time())),
        is_sample=desk.desk.has_sample,
        criteria_sets=tuple(CriteriaSetRef(one.id, one.version) for one in desk.criteria_sets.values()),
        builds_on=_marks(base),
        builds_on_package=_last_acknowledged(desk, recipients) if base else None,
        holds=_marks({(device, incarnation): last for device, incarnation, last in desk.log.ranges()}),
        received=tuple(Receipt(one.sha256, one.number, one.at) for one in received if one.undone_at is None),
    )
    return draft, base


def _last_acknowledged(desk: OpenDesk, recipients: tuple[Recipient, ...]) -> int | None:
    """The number of the latest package to the same places that they have taken in."""
    to = _titles(desk, recipients)
    return max(
        (
            one.number
            for one in packages.list_packages(desk.database)
            if one.direction == "sent" and one.acknowledged_at is not None and one.counterpart == to
        ),
        default=None,
    )


def _titles(desk: OpenDesk, recipients: tuple[Recipient, ...]) -> str:
    titles = {place_code(place): place.title for place in desk.all_places()}
    return ", ".join(titles.get(one.code, one.code) for one in recipients) or "nơi nhận"


def _recipients(desk: OpenDesk, to_commune: bool) -> tuple[Purpose, tuple[Recipient, ...], list[list[str]]]:
    """Whom it is for, and the devices of each recipient place whose receipts count."""
    role, own = own_role(desk), desk.place
    upper = desk.upper_level()
    wanted: list[tuple[Place, tuple[DeviceRole, ...]]]
    if role is DeviceRole.OFFICER:
        purpose, wanted = Purpose.OFFICER_TO_LEAD, [(own, (DeviceRole.LEAD,))]
    elif role is DeviceRole.UPPER_LEVEL:
        purpose = Purpose.UPPER_LEVEL_TO_COMMUNES
        wanted = [(one, (DeviceRole.LEAD,)) for one in desk.communes()]
    elif to_commune:
        purpose, wanted = Purpose.HAND_OVER, [(own, (DeviceRole.OFFICER, DeviceRole.LEAD))]
    else:
        purpose = Purpose.LEAD_TO_UPPER_LEVEL
        wanted = [(upper, (DeviceRole.UPPER_LEVEL,))] if upper else []
    recipients, holders = [], []
    for place, roles in wanted:
        devices = devices_of(desk, place.id, *roles)
        code = place_code(place)
        known = {one.public_key for one in devices} | set(packages.senders_called(desk.database, code))
        recipients.append(Recipient(PlaceRef(code), tuple(sorted(known - {own_key(desk)}))))
        holders.append([one.id for one in devices])
    return purpose, tuple(recipients), holders


def _held_by_all(desk: OpenDesk, holders: list[list[str]]) -> Vector:
    """What every recipient has said it holds; nothing while one of them has never answered."""
    vectors = [packages.held_by(desk.database, device) for place in holders for device in place]
    if not vectors or not all(holders) or not all(vectors):
        return {}
    shared = set.intersection(*(set(vector) for vector in vectors))
    return {home: min(vector[home] for vector in vectors) for home in shared}


def _marks(vector: Vector) -> tuple[Mark, ...]:
    return tuple(Mark(device, incarnation, seq) for (device, incarnation), seq in sorted(vector.items()) if seq)


# ---- receiving


def verify_package(path: Path, progress: Progress | None = None, *, desk: OpenDesk | None = None) -> PackageReport:
    """Checks every byte and row. Raises FileMissing, PackageDamaged, PackageNewer, PackageTooLarge.

    A sealed package is read where `desk` is one of its recipients; elsewhere only its outside is checked.
    """
    key = signing_key(desk) if desk else None
    found = verify(path, signing_key=key, progress=_bytes(progress, "Đang kiểm tra tệp"))
    if found.summary is None:
        assert found.fault is not None
        raise found.fault
    report = _report(found.summary)
    return _named(desk, report) if desk else report


def is_known_sender(desk: OpenDesk, report: PackageReport) -> bool:
    return knows_key(desk, report.public_key, is_sample=report.is_sample)


def import_package(
    desk: OpenDesk, path: Path, *, dry_run: bool = False, progress: Progress | None = None
) -> Imported:
    """Takes a package in: all or nothing, in any order, as often as one likes. `dry_run` only counts.

    Raises UnknownSender, PackageNotForUs, PackageSealedForOthers and what `verify_package` raises; then nothing
    was changed.
    """
    result = _import_one(desk, path, dry_run, progress)
    is_taken = not dry_run and result.waits_for is None
    return replace(result, followed=_take_followers(desk)) if is_taken else result


def _import_one(desk: OpenDesk, path: Path, dry_run: bool, progress: Progress | None) -> Imported:
    _folder(desk.folder.incoming)
    told = _bytes(progress, "Đang chép và kiểm tra tệp")
    key = signing_key(desk)
    with open_package(path, desk.folder.incoming, signing_key=key, progress=told) as opened:
        report = _named(desk, _report(opened.summary))
        _check_for_us(desk, report, opened.manifest)
        if not _holds(desk, opened.manifest.about.builds_on):
            return _park(desk, path, report, dry_run)
        if _holds_all(desk, opened.manifest):
            return _nothing_new(desk, opened, report, dry_run)
        backup = None if dry_run else back_up(desk, reason="truoc-nhan-tep")
        taken = _take_in(desk, opened, report, dry_run=dry_run, progress=progress)
    return Imported(
        report,
        taken.added,
        taken.changed,
        taken.known,
        taken.waiting,
        taken.quarantined,
        taken.conflicts,
        taken.by_kind,
        dry_run,
        backup,
    )


def can_undo(desk: OpenDesk) -> RegisteredPackage | None:
    """The latest import, while nothing builds on it."""
    latest = next(
        (
            one
            for one in packages.list_packages(desk.database)
            if one.direction == "received" and one.undone_at is None and packages.list_ranges(desk.database, one.id)
        ),
        None,
    )
    if latest is None:
        return None
    ranges = packages.list_ranges(desk.database, latest.id)
    return None if undo_taking_in.builds_on(desk.database, ranges, latest.held_after) else latest


def undo_import(desk: OpenDesk) -> tuple[RegisteredPackage, int]:
    """Takes the latest import out again, after a backup; returns it and how many operations went.

    Raises CannotUndoImport.
    """
    received = [one for one in packages.list_packages(desk.database) if one.direction == "received"]
    if not any(one.undone_at is None and packages.list_ranges(desk.database, one.id) for one in received):
        raise CannotUndoImport("none")
    latest = can_undo(desk)
    if latest is None:
        raise CannotUndoImport("built_on")
    back_up(desk, reason="truoc-hoan-tac")
    with desk.database.transaction():
        ranges = packages.list_ranges(desk.database, latest.id)
        count = undo_taking_in.undo(desk.database, desk.desk.device, ranges)
        packages.mark_undone(desk.database, latest.id, int(time.time()))
        desk.log.forget_rights()
    return latest, count


def register(desk: OpenDesk) -> list[RegisteredPackage]:
    """Every package sent and received, latest first."""
    return packages.list_packages(desk.database)


class _OnlyLooking(Exception):
    """Ends the transaction of a dry run without keeping it."""


def _take_in(
    desk: OpenDesk, opened: OpenedPackage, report: PackageReport, *, dry_run: bool, progress: Progress | None
) -> TakenIn:
    total = opened.manifest.contents.operations
    taken: TakenIn | None = None

    def tell(done: int) -> None:
        if progress:
            progress(done, total, "Đang nhận số liệu")

    try:
        with desk.database.transaction():
            _trust_sample_sender(desk, opened.manifest)
            arriving = _Arriving(desk, opened)
            decides = own_role(desk) is DeviceRole.LEAD
            taken = desk.log.take_in(arriving.operations(), tell, decides=decides)
            taken.known += arriving.skipped
            _put_aside(desk, taken)
            if not taken.waiting and not _holds_all(desk, opened.manifest):
                raise PackageDamaged(opened.summary.path, Reason.MALFORMED)
            _note(desk, opened, report, taken)
            if dry_run:
                raise _OnlyLooking
    except _OnlyLooking:
        desk.log.forget_rights()
    except ValueError as error:  # a value of another shape than its field
        raise PackageDamaged(opened.summary.path, Reason.MALFORMED) from error
    assert taken is not None
    return taken


class _Arriving:
    """The segments of a package that this desk does not hold yet, each proven to be its author's."""

    def __init__(self, desk: OpenDesk, opened: OpenedPackage) -> None:
        self._desk, self._opened = desk, opened
        self._held = {(device, incarnation): last for device, incarnation, last in desk.log.ranges()}
        self._keys = keys_of_devices(desk.database)
        self.skipped = 0

    def operations(self) -> Iterator[list[Operation]]:
        for segment in self._opened.segments():
            if segment.last <= self._held.get((segment.device, segment.incarnation), 0):
                self.skipped += segment.last - segment.first + 1
                continue
            operations = self._opened.operations_of(segment)
            self._learn_key(segment, operations)
            if not is_authentic(segment, self._keys.get(segment.device)):
                raise PackageDamaged(self._opened.summary.path, Reason.SIGNATURE)
            stored_segments.add(self._desk.database, segment)
            yield operations

    def _learn_key(self, segment: Segment, operations: list[Operation]) -> None:
        """A laptop's first operations say its key; what it says later never changes it."""
        if segment.device in self._keys:
            return
        for one in operations:
            if one.kind == "device" and one.entity == segment.device and one.field == "public_key":
                self._keys[segment.device] = one.value.strip('"')
                return


def _put_aside(desk: OpenDesk, taken: TakenIn) -> None:
    """The lead's decision on what officers wrote outside their assignments travels as operations of its own."""
    reason = json_text(Refusal.NOT_ASSIGNED)
    changes = [Change("quarantine", str(one.key), "reason", reason) for one in taken.not_assigned]
    if changes:
        desk.log.write(changes, desk.desk.person)
        desk.log.reconsider((one.entity, one.field) for one in taken.not_assigned)


def _note(desk: OpenDesk, opened: OpenedPackage, report: PackageReport, taken: TakenIn) -> None:
    """Register, ledger for undoing, and the receipts that came along."""
    sender = opened.manifest.about.sender
    if keys_of_devices(desk.database).get(sender.device, sender.public_key) != sender.public_key:
        raise PackageDamaged(opened.summary.path, Reason.SIGNATURE)  # receipts in another laptop's name
    _take_receipts(desk, opened.manifest)
    numbers = desk.log.origins()
    line = RegisteredPackage(
        0, "received", report.number, report.sender, report.path.name, report.id, int(time.time()),
        report.operations, f"{format_number(taken.added)} mới, {format_number(taken.known)} đã có",
        opened.manifest.about.sender.device, None, dict(numbers.values()),
    )  # fmt: skip
    package_id = packages.add_package(desk.database, line)
    packages.add_ranges(
        desk.database, package_id, [(numbers[home][0], first, last) for home, (first, last) in taken.ranges.items()]
    )


def _take_receipts(desk: OpenDesk, manifest: Manifest) -> None:
    """What the sender holds, and which of our packages it has taken in."""
    about = manifest.about
    held = {(one.device, one.incarnation): one.seq for one in about.holds}
    packages.save_receipt(desk.database, about.sender.device, held)
    for one in about.received:
        packages.mark_acknowledged(desk.database, one.id, one.at)


def _park(desk: OpenDesk, path: Path, report: PackageReport, dry_run: bool) -> Imported:
    """Keeps a package whose base has not arrived; it is taken in with the one it waits for."""
    if not dry_run:
        kept = _folder(desk.folder.waiting) / f"{report.id[:16]}{SUFFIX}"
        if not kept.exists():
            try:
                shutil.copyfile(path, kept.with_suffix(".part"))
                kept.with_suffix(".part").replace(kept)
            except OSError as error:
                raise (DiskFull if error.errno == 28 else FolderReadOnly)(str(kept.parent)) from error
    return Imported(report, waiting=report.operations, is_dry_run=dry_run, waits_for=report.builds_on or 0)


def _take_followers(desk: OpenDesk) -> int:
    """Takes in what had waited for the package that has just come; returns how many there were."""
    followed = 0
    while kept := [path for path in sorted(desk.folder.waiting.glob(f"*{SUFFIX}")) if _follows(desk, path)]:
        followed += len(kept)
    return followed


def _follows(desk: OpenDesk, kept: Path) -> bool:
    try:
        after = _import_one(desk, kept, False, None)
    except ExpectedError:
        return False  # it stays, and says why when it is taken in by hand
    if after.waits_for is not None:
        return False
    kept.unlink(missing_ok=True)
    return True


def _nothing_new(desk: OpenDesk, opened: OpenedPackage, report: PackageReport, dry_run: bool) -> Imported:
    before = packages.find_received(desk.database, report.id)
    if not dry_run and before is None:
        with desk.database.transaction():
            _note(desk, opened, report, TakenIn(known=report.operations))
    received_before = before.at if before else None
    return Imported(report, known=report.operations, is_dry_run=dry_run, received_before=received_before)


def _check_for_us(desk: OpenDesk, report: PackageReport, manifest: Manifest) -> None:
    if not is_known_sender(desk, report):
        raise UnknownSender(str(report.path), report.sender, report.words)
    codes = {recipient.code for recipient in manifest.about.recipients}
    is_own = manifest.about.sender.place.code == place_code(desk.place)
    if codes and not is_own and place_code(desk.place) not in codes:
        raise PackageNotForUs(str(report.path), ", ".join(sorted(codes)))


def _holds(desk: OpenDesk, marks: tuple[Mark, ...]) -> bool:
    held = {(device, incarnation): last for device, incarnation, last in desk.log.ranges()}
    return all(held.get((one.device, one.incarnation), 0) >= one.seq for one in marks)


def _holds_all(desk: OpenDesk, manifest: Manifest) -> bool:
    """Whether every operation the package carries has been taken in before; running numbers have no holes."""
    return _holds(desk, tuple(Mark(one.device, one.incarnation, one.last) for one in manifest.contents.ranges))


def _trust_sample_sender(desk: OpenDesk, manifest: Manifest) -> None:
    """Two desks of the sample district may try the exchange out; deleting the sample ends that trust."""
    sender = manifest.about.sender
    if not knows_key(desk, sender.public_key, is_sample=False):
        packages.add_sender(desk.database, sender.public_key, sender.place.code, int(time.time()))
        desk.log.forget_rights()


def _folder(path: Path) -> Path:
    try:
        path.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise (DiskFull if error.errno == 28 else FolderReadOnly)(str(path)) from error
    return path


def _report(summary: PackageSummary) -> PackageReport:
    about = summary.manifest.about
    return PackageReport(
        path=Path(summary.path),
        sender=about.sender.place.name or about.sender.place.code,
        public_key=about.sender.public_key,
        words=keys.six_words(about.sender.public_key),
        number=about.number,
        created_at=about.created_at,
        operations=summary.manifest.contents.operations,
        kinds=dict(summary.manifest.contents.kinds),
        is_sample=about.is_sample,
        purpose=about.purpose,
        recipients=tuple(one.name or one.code for one in about.recipients),
        id=summary.id,
        is_sealed=summary.manifest.is_sealed,
        builds_on=about.builds_on_package,
    )


def _named(desk: OpenDesk, report: PackageReport) -> PackageReport:
    """With the names people know instead of the codes on the outside."""
    titles = {place_code(place): place.title for place in desk.all_places()}
    persons = {one.public_key: one.name for one in desk.log.rights().devices.values() if one.name}
    sender = titles.get(report.sender, report.sender)
    if person := persons.get(report.public_key):
        sender = f"{sender} ({person})"
    return replace(report, sender=sender, recipients=tuple(titles.get(one, one) for one in report.recipients))


def _bytes(progress: Progress | None, what: str) -> Any:
    def tell(done: int, total: int) -> None:
        if progress:
            progress(done, total, what)

    return tell
