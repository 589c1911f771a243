"""Exporting a package: everything its recipients are not known to hold, signed, onto the stick."""

import time
from dataclasses import dataclass, replace
from pathlib import Path

from db.repositories import exchange as packages
from db.repositories import segments as stored_segments
from db.repositories.exchange import RegisteredPackage, Vector
from db.what_stands import history_at
from ntm_desktop.domain.counted_changes import FIGURES, changes_text
from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.domain.errors import NothingToExport, RecipientRevoked
from ntm_desktop.domain.operation import is_sample_device
from ntm_desktop.domain.places import Place
from ntm_desktop.exchange.manifest import CriteriaSetRef, Draft, Mark, PlaceRef, Purpose, Receipt, Recipient, Sender
from ntm_desktop.exchange.package_writing import write_package
from ntm_desktop.exchange.segments import Segment, make_segments
from ntm_desktop.exchange.stick import expected_errors, sha256_of
from ntm_desktop.exchange.tally import counted
from ntm_desktop.services.ask_households import check_households_may_go
from ntm_desktop.services.carry_evidence import departing, note_sent
from ntm_desktop.services.known_machines import devices_of, own_key, own_role, place_code, revoked_keys, signing_key
from ntm_desktop.services.make_recovery_key import recovery_keys, renew_wrapped
from ntm_desktop.services.name_places import called, titles_by_code
from ntm_desktop.services.open_desk import OpenDesk, Progress
from ntm_desktop.services.place_package import place_for, where_it_lies

_NOT_SEALED = (
    " Tệp chỉ được ký, CHƯA NIÊM PHONG vì máy này chưa biết máy của nơi nhận: ai nhặt được cũng xem được nội dung, "
    "hãy giữ kỹ USB."
)


@dataclass(frozen=True, slots=True)
class Exported:
    """A package that was written and read back; `sentence` says so to people."""

    path: Path
    number: int
    operations: int
    id: str
    sha256: str
    sentence: str
    is_sealed: bool = False


def export_package(
    desk: OpenDesk,
    out: Path,
    progress: Progress | None = None,
    *,
    to_commune: bool = False,
    whole: bool = False,
    again: int | None = None,
    households: bool = False,
) -> Exported:
    """Everything the recipient is not known to hold, signed, in the folder `out` (or as the file `out`).

    Cumulative until acknowledged: a lost stick costs nothing. Sealed to every key that is known.
    `to_commune` sends from the lead to the other laptops of its commune instead of the upper level. `whole` sends
    everything whatever was acknowledged: a laptop that has lost all can be brought back from it.
    `again` is the number of a package that is written once more, for another stick. With `households` the register
    goes to the upper level too, where a criteria set asks for it: all of it, since it was left behind before.
    Raises NothingToExport, RecipientRevoked, HouseholdsStay, FileExists, FolderReadOnly, DiskFull, FileMissing.
    """
    if not desk.log.count():
        raise NothingToExport
    renew_wrapped(desk)
    _pack_own(desk)
    draft, base, holders, left_out = _draft(desk, to_commune, whole or households)
    if left_out and not draft.recipients:
        raise RecipientRevoked(", ".join(left_out))
    draft = draft if again is None else replace(draft, number=again)
    going = check_households_may_go(desk, draft) if households else ""
    along = departing(desk, draft.purpose, holders, whole=whole)
    target = place_for(desk, out, draft)
    total = desk.log.count()

    def tell(done: int, _: int) -> None:
        if progress:
            progress(done, total, "Đang ghi tệp")

    segments = (
        Segment(*one) if households else _for_recipient(Segment(*one), draft.purpose)
        for one in stored_segments.list_since(desk.database, base)
    )
    by_name = (Segment(*one) for one in stored_segments.list_since(desk.database, base, by_name=True))
    found = counted(by_name, total)
    key = signing_key(desk)
    summary = write_package(target, draft, segments, key, counted=found, evidence=along.files, progress=tell)
    path, manifest = Path(summary.path), summary.manifest
    with expected_errors(path, writing=False), path.open("rb") as file:
        sha256 = sha256_of(file)
    count, figures = manifest.contents.operations, manifest.contents.kinds.get(FIGURES, 0)
    to = _titles(desk, draft.recipients)
    sample = " Tệp ghi rõ SỐ LIỆU MINH HỌA." if manifest.about.is_sample else ""
    sealed = ", đã niêm phong" if manifest.is_sealed else ""
    readable = "" if manifest.is_sealed else _NOT_SEALED
    sentence = (
        f"Đã xuất tệp số {draft.number} gửi {to}: {path}, {changes_text(count, figures)}{sealed}; "
        f"đã đọc lại và khớp, {where_it_lies(desk, path)}.{readable}{along.sentence(is_sealed=manifest.is_sealed)}"
        f"{_left_out(left_out)}{going}{sample}"
    )
    line = RegisteredPackage(
        0,
        "sent",
        draft.number,
        to,
        path.name,
        summary.id,
        sha256,
        int(time.time()),
        count,
        f"đã ghi và đọc lại{', có kèm sổ hộ dân' if households else ''}",
        desk.desk.device,
        figures=figures,
        held_after=dict(desk.log.origins().values()),
        awaited=tuple(holders),
    )
    packages.add_package(desk.database, line)
    if manifest.is_sealed:
        note_sent(desk, summary.id, along.files)
    return Exported(path, draft.number, count, summary.id, sha256, sentence, manifest.is_sealed)


def sent_already(desk: OpenDesk, *, to_commune: bool = False) -> RegisteredPackage | None:
    """The latest package, where it went to the same recipients, waits for its receipt and nothing is new since."""
    latest = next(iter(packages.list_packages(desk.database)), None)
    if latest is None or latest.direction != "sent" or latest.acknowledged_at is not None:
        return None
    _, recipients, _, _ = _recipients(desk, to_commune)
    is_same = latest.counterpart == _titles(desk, recipients)
    return latest if is_same and latest.held_after == dict(desk.log.origins().values()) else None


def _for_recipient(segment: Segment, purpose: Purpose) -> Segment:
    """Personal data of households does not leave the commune."""
    stays = purpose in (Purpose.LEAD_TO_UPPER_LEVEL, Purpose.UPPER_LEVEL_TO_COMMUNES)
    return segment._replace(opening=b"") if stays else segment


def _pack_own(desk: OpenDesk) -> None:
    """Signs what this laptop has written since, and wraps the sample it was born with."""
    with desk.database.transaction():
        for device, incarnation, last in desk.log.ranges():
            is_own = device == desk.desk.device
            packed = stored_segments.last_packed(desk.database, device, incarnation)
            if packed < last and (is_own or is_sample_device(device)):
                operations = desk.log.operations_since(device, incarnation, packed)
                history = history_at(desk.database, device, incarnation, packed)
                for segment in make_segments(operations, signing_key(desk) if is_own else None, history):
                    stored_segments.add(desk.database, segment)


def _draft(desk: OpenDesk, to_commune: bool, whole: bool) -> tuple[Draft, Vector, list[str], list[str]]:
    purpose, recipients, holders, left_out = _recipients(desk, to_commune)
    base = {} if whole else _held_by_all(desk, holders)
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
        received=tuple(Receipt(one.package_id, one.number, one.at) for one in received if one.undone_at is None),
    )
    return draft, base, [device for place in holders for device in place], left_out


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
    titles = titles_by_code(desk)
    return ", ".join(called(one.code, titles) for one in recipients) or "nơi nhận"


def _recipients(
    desk: OpenDesk, to_commune: bool
) -> tuple[Purpose, tuple[Recipient, ...], list[list[str]], list[str]]:
    """Whom it is for, the devices of each recipient place whose receipts count, and who cannot be among them.

    Places without a known key could not open what is sealed; where no key was ever known, nothing is sealed.
    """
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
    found: list[tuple[Place, Recipient, list[str]]] = []
    revoked, had_keys = revoked_keys(desk), False
    for place, roles in wanted:
        devices = devices_of(desk, place.id, *roles)
        code = place_code(place)
        known = {one.public_key for one in devices} | set(packages.senders_called(desk.database, code))
        is_lost = any(
            key in known or (one.place_id == place.id and one.role in roles) for key, one in revoked.items()
        )
        had_keys = had_keys or is_lost
        known -= revoked.keys()
        if known:
            known |= set(recovery_keys(desk, [one.id for one in devices]))
        recipient = Recipient(PlaceRef(code), tuple(sorted(known - {own_key(desk)})))
        found.append((place, recipient, [one.id for one in devices]))
    is_sealed = had_keys or any(recipient.keys for _, recipient, _ in found)
    reached = [one for one in found if one[1].keys or not is_sealed]
    left_out = [place.title for place, recipient, _ in found if is_sealed and not recipient.keys]
    return purpose, tuple(one[1] for one in reached), [one[2] for one in reached], left_out


def _left_out(titles: list[str]) -> str:
    if not titles:
        return ""
    return f" {', '.join(titles)} chưa có máy được cấp phép nên không mở được tệp này."


def _held_by_all(desk: OpenDesk, holders: list[list[str]]) -> Vector:
    """What every recipient has said it holds; nothing while one of them has never answered."""
    vectors = [packages.held_by(desk.database, device) for place in holders for device in place]
    if not vectors or not all(holders) or not all(vectors):
        return {}
    shared = set.intersection(*(set(vector) for vector in vectors))
    return {home: min(vector[home] for vector in vectors) for home in shared}


def _marks(vector: Vector) -> tuple[Mark, ...]:
    return tuple(Mark(device, incarnation, seq) for (device, incarnation), seq in sorted(vector.items()) if seq)
