"""The one transaction of an import: segments proven, operations taken in, register, ledger and receipts written."""

import contextlib
import time
from collections import Counter
from collections.abc import Collection, Iterator
from functools import partial

from db.operation_log import Change
from db.repositories import exchange as packages
from db.repositories.exchange import RegisteredPackage
from db.repositories.review import count_remarked, keys_of_devices, list_quarantined
from db.take_in import Home, PutAside, TakenIn
from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.domain.errors import PackageDamaged
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.operation import Operation
from ntm_desktop.domain.rights import Refusal
from ntm_desktop.exchange.container import Reason
from ntm_desktop.exchange.manifest import Manifest, Mark
from ntm_desktop.exchange.package import OpenedPackage
from ntm_desktop.services.carry_evidence import ArrivingEvidence
from ntm_desktop.services.check_package import PackageReport
from ntm_desktop.services.erase_households import erase_what_arrived
from ntm_desktop.services.kept_names import name_on_stick
from ntm_desktop.services.known_machines import knows_key, own_role
from ntm_desktop.services.name_places import sender_called
from ntm_desktop.services.open_desk import OpenDesk, Progress, json_text
from ntm_desktop.services.prove_segments import Arriving
from ntm_desktop.services.rest_collector import collector_resting

OwnAside = tuple[int, int, str]


def take_in(
    desk: OpenDesk, opened: OpenedPackage, report: PackageReport, *, dry_run: bool, progress: Progress | None
) -> TakenIn:
    """All or nothing; a dry run is the same transaction, not kept. Raises PackageDamaged."""
    taken: TakenIn | None = None
    files = ArrivingEvidence(desk, opened)
    try:
        with _kept_together(files), collector_resting(), desk.database.transaction():
            _trust_sample_sender(desk, opened.manifest)
            decides = own_role(desk) is DeviceRole.LEAD
            stood_aside = _own_aside(desk)
            taken = _apply(desk, opened, progress, partial(_put_aside, desk) if decides else None)
            taken.own_aside = _kinds_of_own(desk, stood_aside, taken)
            note_package(desk, opened, report, taken)
            if dry_run:
                taken.files = len(files.wanted)
                raise _OnlyLooking
            taken.files = files.store(progress)
            files.note()
    except _OnlyLooking:
        desk.log.forget_rights()
    except ValueError as error:  # a value of another shape than its field
        raise PackageDamaged(opened.summary.path, Reason.MALFORMED) from error
    assert taken is not None
    return taken


def take_in_as_own(
    desk: OpenDesk, opened: OpenedPackage, report: PackageReport, progress: Progress | None
) -> TakenIn:
    """Everything a lost laptop had, into its new and empty database; nothing of it can be undone or judged here.

    Raises PackageDamaged.
    """
    files = ArrivingEvidence(desk, opened)
    try:
        with _kept_together(files), desk.database.transaction():
            taken = _apply(desk, opened, progress, None)
            note_package(desk, opened, report, TakenIn(added=taken.added))
            taken.files = files.store(progress)
            return taken
    except ValueError as error:
        raise PackageDamaged(opened.summary.path, Reason.MALFORMED) from error


def note_package(desk: OpenDesk, opened: OpenedPackage, report: PackageReport, taken: TakenIn) -> None:
    """Register, ledger for undoing, and the receipts that came along."""
    sender = opened.manifest.about.sender
    if keys_of_devices(desk.database).get(sender.device, sender.public_key) != sender.public_key:
        raise PackageDamaged(opened.summary.path, Reason.SIGNATURE)  # receipts in another laptop's name
    _take_receipts(desk, opened.manifest)
    numbers = desk.log.origins()
    counterpart = sender_called(desk, sender.place.code, sender.public_key, is_spoken=False)
    line = RegisteredPackage(
        0,
        "received",
        report.number,
        counterpart,
        name_on_stick(report.path, desk.folder.waiting),
        report.id,
        opened.file_sha256(),
        int(time.time()),
        report.operations,
        _counted(taken),
        opened.manifest.about.sender.device,
        None,
        dict(numbers.values()),
        figures=report.figures,
    )
    package_id = packages.add_package(desk.database, line)
    packages.add_ranges(
        desk.database, package_id, [(numbers[home][0], first, last) for home, (first, last) in taken.ranges.items()]
    )


def holds(desk: OpenDesk, marks: tuple[Mark, ...]) -> bool:
    """Whether this desk has every origin up to its mark."""
    held = {(device, incarnation): last for device, incarnation, last in desk.log.ranges()}
    return all(held.get((one.device, one.incarnation), 0) >= one.seq for one in marks)


def holds_all(desk: OpenDesk, manifest: Manifest, apart: Collection[Home] = ()) -> bool:
    """Whether every operation the package carries has been taken in before; running numbers have no holes.

    Of origins that stand `apart` nothing is asked.
    """
    ranges = [one for one in manifest.contents.ranges if (one.device, one.incarnation) not in apart]
    return holds(desk, tuple(Mark(one.device, one.incarnation, one.last) for one in ranges))


def _apply(desk: OpenDesk, opened: OpenedPackage, progress: Progress | None, put_aside: PutAside | None) -> TakenIn:
    total = opened.manifest.contents.operations

    def tell(done: int) -> None:
        if progress:
            progress(done, total, "Đang nhận số liệu")

    arriving = Arriving(desk, opened)
    taken = desk.log.take_in(arriving.operations(), tell, put_aside=put_aside, expected=total)
    taken.known += arriving.skipped
    taken.apart = tuple(arriving.apart)
    taken.gone = erase_what_arrived(desk)
    if taken.by_kind.get("review") or taken.by_kind.get("remark"):
        numbers = desk.log.origins()
        spans = [(numbers[home][0], *span) for home, span in taken.ranges.items()]
        taken.remarked = count_remarked(desk.database, spans)
    if not taken.waiting and not holds_all(desk, opened.manifest, taken.apart):
        raise PackageDamaged(opened.summary.path, Reason.MALFORMED)
    arriving.check()
    return taken


def _counted(taken: TakenIn) -> str:
    apart = f", {format_number(len(taken.apart))} máy có hai lịch sử" if taken.apart else ""
    aside = f", {format_number(taken.quarantined)} để riêng" if taken.quarantined else ""
    new = format_number(taken.added - taken.quarantined)
    return f"{new} mới, {format_number(taken.known)} đã có{aside}{apart}"


@contextlib.contextmanager
def _kept_together(files: ArrivingEvidence) -> Iterator[None]:
    """Files that came for figures which were not committed go again."""
    try:
        yield
    except BaseException:
        files.take_back()
        raise


class _OnlyLooking(Exception):
    """Ends the transaction of a dry run without keeping it."""


def _put_aside(desk: OpenDesk, not_assigned: list[Operation]) -> None:
    """The lead's decision on what officers wrote outside their assignments travels as operations of its own."""
    reason = json_text(Refusal.NOT_ASSIGNED)
    changes = [Change("quarantine", str(one.key), "reason", reason) for one in not_assigned]
    desk.log.write(changes, desk.desk.person)
    desk.log.reconsider((one.entity, one.field) for one in not_assigned)


def _own_aside(desk: OpenDesk) -> set[OwnAside]:
    """What this laptop wrote and does not count here: incarnation, running number, kind."""
    listed = list_quarantined(desk.database)
    return {(one.incarnation, one.seq, one.kind) for one in listed if one.device == desk.desk.device}


def _kinds_of_own(desk: OpenDesk, before: set[OwnAside], taken: TakenIn) -> dict[str, int]:
    """By kind what was put aside of its own; what came back only now had not stood here."""
    arrived = {number: span for (device, number), span in taken.ranges.items() if device == desk.desk.device}
    found: Counter[str] = Counter()
    for number, seq, kind in _own_aside(desk) - before:
        first, last = arrived.get(number, (0, -1))
        found[kind] += not first <= seq <= last
    return dict(+found)


def _take_receipts(desk: OpenDesk, manifest: Manifest) -> None:
    """What the sender holds, and which of our packages it has taken in."""
    about = manifest.about
    held = {(one.device, one.incarnation): one.seq for one in about.holds}
    packages.save_receipt(desk.database, about.sender.device, held)
    for one in about.received:
        packages.mark_acknowledged(desk.database, one.id, one.at, about.sender.device)


def _trust_sample_sender(desk: OpenDesk, manifest: Manifest) -> None:
    """Two desks of the sample district may try the exchange out; deleting the sample ends that trust."""
    sender = manifest.about.sender
    if not knows_key(desk, sender.public_key, is_sample=False):
        packages.add_sender(desk.database, sender.public_key, sender.place.code, int(time.time()))
        desk.log.forget_rights()
