"""Taking a package in: copied off the stick, checked, and then all of it or nothing."""

import contextlib
import shutil
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from pathlib import Path

from db.personal_data import Gone
from db.repositories import exchange as packages
from ntm_desktop.domain.counted_changes import FIGURES, Remarked, changes_text
from ntm_desktop.domain.disk_errors import not_writable
from ntm_desktop.domain.errors import (
    DatabaseLocked,
    DiskFull,
    ExpectedError,
    PackageNotForUs,
    PackageSealedForOthers,
    SenderRevoked,
    UnknownSender,
)
from ntm_desktop.domain.moments import package_day_text
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.exchange.manifest import Purpose
from ntm_desktop.exchange.package import SUFFIX, OpenedPackage, open_package
from ntm_desktop.exchange.stick import sweep_copies
from ntm_desktop.services.carry_evidence import ArrivingEvidence
from ntm_desktop.services.check_package import PackageReport, byte_progress, is_known_sender, report_of
from ntm_desktop.services.erase_households import copies_hold, list_copies_holding
from ntm_desktop.services.keep_safe import back_up
from ntm_desktop.services.kept_names import kept_name
from ntm_desktop.services.known_machines import machine_titles, place_code, revoked_on, signing_key
from ntm_desktop.services.make_folder import make_folder
from ntm_desktop.services.open_desk import OpenDesk, Progress
from ntm_desktop.services.take_in_package import holds, holds_all, take_in

_FROM_ABOVE = (Purpose.UPPER_LEVEL_TO_COMMUNES, Purpose.HAND_OVER)


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
    apart: tuple[str, ...] = ()
    """Laptops of which the package tells another history than the one that stands here, and stays."""
    files: int = 0
    """Files of evidence that came along and were not here."""
    remarked: Remarked = field(default_factory=Remarked)
    """Of those that count, the reviews, remarks and answers."""
    erased: int = 0
    """Households whose data went for good here, because the word of it came along."""
    older_backups: tuple[Path, ...] = ()
    """Copies on this laptop that still hold some of that."""
    own_aside: dict[str, int] = field(default_factory=dict)
    """By kind, what this laptop itself had written and no longer counts here."""

    @property
    def used(self) -> int:
        """Of those added, the ones that count: what was put aside is told apart."""
        return self.added - self.quarantined

    @property
    def sentence(self) -> str:
        """What came of it, as one Vietnamese sentence."""
        number, sender = self.report.number, self.report.sender
        if self.waits_for is not None:
            return (
                f"Tệp số {number} của {sender} đang chờ tệp số {self.waits_for} đến trước; "
                "tệp được giữ trên máy, số liệu chưa thay đổi. Hãy nhận tệp kia, tệp này sẽ tự được nhận tiếp."
            )
        if self.received_before is not None and not self.added and not self.apart and not self.files:
            day = package_day_text(self.received_before)
            return f"Tệp này đã nhận ngày {day}; không có gì mới, dữ liệu không thay đổi."
        verb = "Nếu nhận" if self.is_dry_run else "Đã nhận"
        parts = [f"{changes_text(self.used, self.by_kind.get(FIGURES, 0), self.remarked)} mới"]
        parts.append(f"{format_number(self.known)} đã có")
        if self.waiting:
            parts.append(f"{format_number(self.waiting)} đang chờ tệp gửi trước đó")
        if self.quarantined:
            parts.append(f"{format_number(self.quarantined)} ngoài quyền người ghi nên để riêng")
        if self.conflicts:
            parts.append(f"{format_number(len(self.conflicts))} chỗ khác nhau cần quyết định")
        if self.files:
            parts.append(f"{format_number(self.files)} tệp minh chứng mới")
        nothing = " Không có gì mới." if not self.added and not self.waiting and not self.files else ""
        followed = f" Đã nhận tiếp {format_number(self.followed)} tệp đang chờ." if self.followed else ""
        sample = " Tệp có SỐ LIỆU MINH HỌA." if self.report.is_sample else ""
        told = f"{nothing}{followed}{sample}{self._own}{self._erasing}{self._to_read}"
        said = f"{verb} tệp số {number} của {sender}: {', '.join(parts)}.{told}"
        return said + self._sentence_of_two_histories if self.apart else said

    @property
    def _own(self) -> str:
        if not self.own_aside:
            return ""
        what = changes_text(sum(self.own_aside.values()), self.own_aside.get(FIGURES, 0))
        is_to_be = "sẽ" if self.is_dry_run else "đã"
        return f" {what} của máy này {is_to_be} để riêng, không dùng nữa: xem thẻ Đang chờ, để riêng."

    @property
    def _to_read(self) -> str:
        is_told = self.remarked.reviews or self.remarked.remarks
        if not is_told or self.is_dry_run or self.report.purpose not in _FROM_ABOVE:
            return ""
        return " Xem ở mục Ý kiến cấp trên."

    @property
    def _erasing(self) -> str:
        if not self.erased:
            return ""
        whose = f"dữ liệu của {format_number(self.erased)} hộ mà nơi gửi đã xóa hẳn"
        if self.is_dry_run:
            return f" Sẽ xóa hẳn {whose}."
        copies = f" {copies_hold(self.older_backups)}" if self.older_backups else ""
        return f" Đã xóa hẳn khỏi máy này {whose}.{copies}"

    @property
    def _sentence_of_two_histories(self) -> str:
        return (
            f" CẢNH BÁO: {', '.join(self.apart)} có hai lịch sử khác nhau dưới cùng số thứ tự; đã giữ bản có "
            "trước, không nhận bản kia. Có thể khóa bị lộ hoặc dữ liệu bị chép sang máy khác: hãy hỏi người dùng "
            "máy đó, thu hồi giấy phép nếu cần."
        )


def import_package(
    desk: OpenDesk, path: Path, *, dry_run: bool = False, progress: Progress | None = None
) -> Imported:
    """Takes a package in: all or nothing, in any order, as often as one likes. `dry_run` only counts.

    Raises PackageNotForUs, PackageSealedForOthers, UnknownSender, SenderRevoked and what `verify_package` raises;
    then nothing was changed.
    """
    sweep_copies(desk.folder.incoming)
    result = _import_one(desk, path, dry_run, progress)
    if dry_run or result.waits_for is not None:
        return result
    followers = _take_followers(desk)
    copies = [path for one in (result, *followers) for path in one.older_backups]
    return replace(
        result,
        followed=len(followers),
        erased=result.erased + sum(one.erased for one in followers),
        older_backups=tuple(dict.fromkeys(copies)),
        own_aside=dict(sum((Counter(one.own_aside) for one in (result, *followers)), Counter[str]())),
    )


def _import_one(desk: OpenDesk, path: Path, dry_run: bool, progress: Progress | None) -> Imported:
    make_folder(desk.folder.incoming)
    told = byte_progress(progress, "Đang chép và kiểm tra tệp")
    key = signing_key(desk)
    with open_package(path, desk.folder.incoming, signing_key=key, progress=told) as opened:
        report = report_of(desk, opened.summary)
        _check_for_us(desk, report, opened)
        if not holds(desk, opened.manifest.about.builds_on):
            return _park(desk, path, report, dry_run)
        is_held = holds_all(desk, opened.manifest)
        if is_held and (before := packages.find_received(desk.database, report.id)):
            # The figures are here; a file of evidence that was lost since comes back with the same package.
            files = _missing_files(desk, opened, dry_run, progress)
            return Imported(
                report, known=report.operations, is_dry_run=dry_run, received_before=before.at, files=files
            )
        # What is held is still compared with what came: a copied key must not go unnoticed.
        with _backed_up(desk, is_needed=not dry_run and not is_held) as backup:
            taken = take_in(desk, opened, report, dry_run=dry_run, progress=progress)
        copies = () if dry_run else _leave_no_traces(desk, taken.gone)
        report = report_of(desk, opened.summary)  # the package may have brought its sender's name
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
        apart=machine_titles(desk, dict.fromkeys(device for device, _ in taken.apart)),
        files=taken.files,
        remarked=taken.remarked,
        erased=len(taken.gone.entities),
        older_backups=copies,
        own_aside=taken.own_aside,
    )


@contextlib.contextmanager
def _backed_up(desk: OpenDesk, *, is_needed: bool) -> Iterator[Path | None]:
    """A copy from before the import; where nothing was taken in it goes again, so as to push out no older one."""
    backup = back_up(desk, reason="truoc-nhan-tep") if is_needed else None
    try:
        yield backup
    except BaseException:
        if backup is not None:
            with contextlib.suppress(OSError):
                backup.unlink()
        raise


def _leave_no_traces(desk: OpenDesk, gone: Gone) -> tuple[Path, ...]:
    """What was erased stands nowhere in the file either; returns the copies that still hold some of it."""
    if not gone.entities:
        return ()
    with contextlib.suppress(DatabaseLocked, DiskFull):  # it is taken in; the file is tidied another time
        desk.database.leave_no_traces()
    return tuple(list_copies_holding(desk, gone))


def _missing_files(desk: OpenDesk, opened: OpenedPackage, dry_run: bool, progress: Progress | None) -> int:
    files = ArrivingEvidence(desk, opened)
    return len(files.wanted) if dry_run else files.store(progress)


def _park(desk: OpenDesk, path: Path, report: PackageReport, dry_run: bool) -> Imported:
    """Keeps a package whose base has not arrived; it is taken in with the one it waits for."""
    if not dry_run:
        kept = make_folder(desk.folder.waiting) / kept_name(report.id, path.name)
        if not any(kept.parent.glob(f"{report.id[:16]}*{SUFFIX}")):
            try:
                part = kept.with_suffix(".part")
                shutil.copyfile(path, part)
                part.replace(kept)
            except OSError as error:
                raise not_writable(error, kept.parent) from error
    return Imported(report, waiting=report.operations, is_dry_run=dry_run, waits_for=report.builds_on or 0)


def _take_followers(desk: OpenDesk) -> list[Imported]:
    """Takes in what had waited for the package that has just come."""
    followed: list[Imported] = []
    while taken := [one for path in sorted(desk.folder.waiting.glob(f"*{SUFFIX}")) if (one := _follow(desk, path))]:
        followed += taken
    return followed


def _follow(desk: OpenDesk, kept: Path) -> Imported | None:
    try:
        after = _import_one(desk, kept, False, None)
    except ExpectedError:
        return None  # it stays, and says why when it is taken in by hand
    if after.waits_for is not None:
        return None
    kept.unlink(missing_ok=True)
    return after


def _check_for_us(desk: OpenDesk, report: PackageReport, opened: OpenedPackage) -> None:
    """First whether it is for this laptop at all: nobody compares six words for a file of others."""
    about = opened.manifest.about
    codes = {recipient.code for recipient in about.recipients}
    is_own = about.sender.place.code == place_code(desk.place)
    if codes and not is_own and place_code(desk.place) not in codes:
        raise PackageNotForUs(str(report.path), ", ".join(report.recipients))
    if not opened.is_readable:
        raise PackageSealedForOthers(str(report.path))
    if not is_known_sender(desk, report):
        if day := revoked_on(desk, report.public_key):
            raise SenderRevoked(str(report.path), report.sender, day)
        raise UnknownSender(str(report.path), report.sender, report.words)
