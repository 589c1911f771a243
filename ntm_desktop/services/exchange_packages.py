"""Carrying data by USB stick: exporting a package, checking one, taking one in, and knowing who signed it."""

import time
from collections.abc import Iterator
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from db.repositories import desk as settings
from db.repositories import exchange as packages
from db.repositories.exchange import RegisteredPackage
from db.take_in import TakenIn
from ntm_desktop.domain.desk import Role
from ntm_desktop.domain.errors import (
    DiskFull,
    FolderReadOnly,
    NothingToExport,
    PackageDamaged,
    PackageNotForUs,
    SenderWordsDiffer,
    UnknownSender,
)
from ntm_desktop.domain.names import fold, squeeze
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.operation import Operation
from ntm_desktop.domain.places import Place
from ntm_desktop.exchange import keys
from ntm_desktop.exchange.container import Reason
from ntm_desktop.exchange.manifest import CriteriaSetRef, Draft, Manifest, PlaceRef, Purpose, Sender
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
from ntm_desktop.services.keep_safe import back_up
from ntm_desktop.services.open_desk import OpenDesk, Progress


@dataclass(frozen=True, slots=True)
class Exported:
    path: Path
    number: int
    operations: int
    sha256: str
    sentence: str


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

    @property
    def sentence(self) -> str:
        sample = " Tệp có SỐ LIỆU MINH HỌA." if self.is_sample else ""
        to = f", gửi {', '.join(self.recipients)}" if self.recipients else ""
        day = f"{local_time(self.created_at):%d/%m/%Y}"
        count = format_number(self.operations)
        return f"Tệp nguyên vẹn: số {self.number} của {self.sender}{to}, lập ngày {day}, {count} thay đổi.{sample}"

    def as_data(self) -> dict[str, Any]:
        return asdict(self) | {"path": str(self.path), "ok": True}


@dataclass(frozen=True, slots=True)
class Imported:
    """The counted result of taking a package in, or of only looking (`is_dry_run`)."""

    report: PackageReport
    added: int
    changed: int
    known: int
    waiting: int
    conflicts: tuple[tuple[str, str], ...] = ()
    by_kind: dict[str, int] = field(default_factory=dict)
    is_dry_run: bool = False
    backup: Path | None = None
    received_before: int | None = None

    @property
    def sentence(self) -> str:
        if self.received_before is not None and not self.added:
            day = local_time(self.received_before)
            return f"Tệp này đã nhận ngày {day:%d/%m/%Y}; không có gì mới, dữ liệu không thay đổi."
        verb = "Nếu nhận" if self.is_dry_run else "Đã nhận"
        figures = format_number(self.by_kind.get("reading", 0))
        parts = [f"{format_number(self.added)} thay đổi mới (trong đó {figures} số liệu)"]
        parts.append(f"{format_number(self.known)} đã có")
        if self.waiting:
            parts.append(f"{format_number(self.waiting)} đang chờ tệp gửi trước đó")
        if self.conflicts:
            parts.append(f"{format_number(len(self.conflicts))} chỗ khác nhau cần quyết định")
        nothing = " Không có gì mới." if not self.added and not self.waiting else ""
        return f"{verb} tệp số {self.report.number} của {self.report.sender}: {', '.join(parts)}.{nothing}"


def export_package(desk: OpenDesk, out: Path, progress: Progress | None = None) -> Exported:
    """Everything this desk knows, signed, as a new package in the folder `out` (or as the file `out`).

    Cumulative: a lost stick costs nothing. Raises NothingToExport, FolderReadOnly, DiskFull, FileMissing.
    """
    total = desk.log.count()
    if not total:
        raise NothingToExport
    draft = _draft(desk)
    target = out if out.suffix == SUFFIX else _folder(out) / suggested_name(draft)

    def tell(done: int, _: int) -> None:
        if progress:
            progress(done, total, "Đang ghi tệp")

    summary = write_package(target, draft, _operations(desk), _signing_key(desk), progress=tell)
    path = Path(summary.path)
    count = summary.manifest.contents.operations
    to = draft.recipients[0].code if draft.recipients else "nơi nhận"
    sample = " Tệp ghi rõ SỐ LIỆU MINH HỌA." if summary.manifest.about.is_sample else ""
    sentence = (
        f"Đã xuất tệp số {draft.number} gửi {to}: {path}, {format_number(count)} thay đổi; "
        f"đã đọc lại và khớp, có thể rút USB an toàn.{sample}"
    )
    line = RegisteredPackage(
        0, "sent", draft.number, to, path.name, summary.id, int(time.time()), count, "đã ghi và đọc lại"
    )
    packages.add_package(desk.database, line)
    return Exported(path, draft.number, count, summary.id, sentence)


def verify_package(path: Path, progress: Progress | None = None) -> PackageReport:
    """Checks every byte and row. Raises FileMissing, PackageDamaged, PackageNewer, PackageTooLarge."""
    found = verify(path, progress=_bytes(progress, "Đang kiểm tra tệp"))
    if found.fault is not None:
        raise found.fault
    assert found.summary is not None
    return _report(found.summary)


def import_package(
    desk: OpenDesk, path: Path, *, dry_run: bool = False, progress: Progress | None = None
) -> Imported:
    """Takes a package in: all or nothing, in any order, as often as one likes. `dry_run` only counts.

    Raises UnknownSender, PackageNotForUs and what `verify_package` raises; then nothing was changed.
    """
    _folder(desk.folder.incoming)
    told = _bytes(progress, "Đang chép và kiểm tra tệp")
    with open_package(path, desk.folder.incoming, progress=told) as opened:
        report = _report(opened.summary)
        _check_for_us(desk, report, opened.manifest)
        if _holds_all(desk, opened.manifest):
            return _nothing_new(desk, report, dry_run)
        backup = None if dry_run else back_up(desk, reason="truoc-nhan-tep")
        taken = _take_in(desk, opened, dry_run=dry_run, progress=progress)
    result = Imported(
        report,
        taken.added,
        taken.changed,
        taken.known,
        taken.waiting,
        taken.conflicts,
        taken.by_kind,
        dry_run,
        backup,
    )
    if not dry_run:
        _register(desk, report, result)
    return result


def is_known_sender(desk: OpenDesk, report: PackageReport) -> bool:
    """Enrolled, this machine itself, or sample data between two desks that both hold the sample."""
    return (
        packages.find_sender(desk.database, report.public_key) is not None
        or report.public_key == keys.public_key(_signing_key(desk))
        or (report.is_sample and desk.desk.has_sample)
    )


def trust_sender(desk: OpenDesk, path: Path, words: str) -> str:
    """Accepts the machine that signed `path`, once its six words were compared; returns its name.

    Raises SenderWordsDiffer and what `verify_package` raises.
    """
    report = verify_package(path)
    if squeeze(words) != squeeze(report.words):
        raise SenderWordsDiffer(str(path), words)
    packages.add_sender(desk.database, report.public_key, report.sender, int(time.time()))
    return report.sender


def own_words(desk: OpenDesk) -> str:
    """The six words other machines know this one by."""
    return keys.six_words(keys.public_key(_signing_key(desk)))


def register(desk: OpenDesk) -> list[RegisteredPackage]:
    """Every package sent and received, latest first."""
    return packages.list_packages(desk.database)


def _draft(desk: OpenDesk) -> Draft:
    own = desk.place
    signing_key = _signing_key(desk)
    to_upper = desk.desk.role is Role.COMMUNE
    upper = desk.upper_level()
    recipients = [upper] if to_upper and upper else [] if to_upper else desk.communes()
    return Draft(
        purpose=Purpose.LEAD_TO_UPPER_LEVEL if to_upper else Purpose.UPPER_LEVEL_TO_COMMUNES,
        sender=Sender(desk.desk.device, PlaceRef(_code(own)), keys.public_key(signing_key)),
        recipients=tuple(PlaceRef(_code(place)) for place in recipients),
        number=packages.next_number(desk.database),
        created_at=int(time.time()),
        is_sample=desk.desk.has_sample,
        criteria_sets=tuple(CriteriaSetRef(one.id, one.version) for one in desk.criteria_sets.values()),
    )


def _code(place: Place) -> str:
    """What stands on the outside: the name in plain letters ("xa-ia-toi"), nothing else."""
    letters = "".join(letter if letter.isalnum() else " " for letter in fold(place.title))
    return "-".join(letters.split())


def _signing_key(desk: OpenDesk) -> bytes:
    return bytes.fromhex(str(settings.setting(desk.database, "signing_key")))


def _operations(desk: OpenDesk) -> Iterator[Operation]:
    for batch in desk.log.operations():
        yield from batch


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
        recipients=tuple(place.name or place.code for place in about.recipients),
        id=summary.id,
    )


def _check_for_us(desk: OpenDesk, report: PackageReport, manifest: Manifest) -> None:
    if not is_known_sender(desk, report):
        raise UnknownSender(str(report.path), report.sender, report.words)
    codes = {place.code for place in manifest.about.recipients}
    is_own = manifest.about.sender.place.code == _code(desk.place)
    if codes and not is_own and _code(desk.place) not in codes:
        raise PackageNotForUs(str(report.path), ", ".join(sorted(codes)))


def _holds_all(desk: OpenDesk, manifest: Manifest) -> bool:
    """Whether every operation the package carries has been taken in before; running numbers have no holes."""
    held = {(device, incarnation): last for device, incarnation, last in desk.log.ranges()}
    return all(held.get((one.device, one.incarnation), 0) >= one.last for one in manifest.contents.ranges)


def _nothing_new(desk: OpenDesk, report: PackageReport, dry_run: bool) -> Imported:
    before = packages.find_received(desk.database, report.id)
    received_before = before.at if before else None
    return Imported(report, 0, 0, report.operations, 0, is_dry_run=dry_run, received_before=received_before)


class _OnlyLooking(Exception):
    """Ends the transaction of a dry run without keeping it."""


def _take_in(desk: OpenDesk, opened: OpenedPackage, *, dry_run: bool, progress: Progress | None) -> TakenIn:
    total = opened.manifest.contents.operations

    def tell(done: int) -> None:
        if progress:
            progress(done, total, "Đang nhận số liệu")

    taken: TakenIn | None = None
    try:
        with desk.database.transaction():
            _trust_sample_sender(desk, opened.manifest)
            taken = desk.log.take_in(opened.operations(), tell)
            if not taken.waiting and not _holds_all(desk, opened.manifest):
                raise PackageDamaged(opened.summary.path, Reason.MALFORMED)
            if dry_run:
                raise _OnlyLooking
    except _OnlyLooking:
        pass
    except ValueError as error:  # a value of another shape than its field
        raise PackageDamaged(opened.summary.path, Reason.MALFORMED) from error
    assert taken is not None
    return taken


def _trust_sample_sender(desk: OpenDesk, manifest: Manifest) -> None:
    """Two desks of the sample district may try the exchange out; deleting the sample ends that trust."""
    sender = manifest.about.sender
    if packages.find_sender(desk.database, sender.public_key) is None:
        packages.add_sender(desk.database, sender.public_key, sender.place.code, int(time.time()))


def _register(desk: OpenDesk, report: PackageReport, result: Imported) -> None:
    summary = f"{format_number(result.added)} mới, {format_number(result.known)} đã có"
    line = RegisteredPackage(
        0, "received", report.number, report.sender, report.path.name, report.id, int(time.time()),
        report.operations, summary,
    )  # fmt: skip
    packages.add_package(desk.database, line)


def _bytes(progress: Progress | None, what: str) -> "Any":
    def tell(done: int, total: int) -> None:
        if progress:
            progress(done, total, what)

    return tell
