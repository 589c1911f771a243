"""What came but does not count yet: packages waiting for an earlier one, and what was put aside and why."""

from dataclasses import dataclass
from pathlib import Path

from db.repositories import review as rows
from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.domain.errors import ExpectedError
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.domain.rights import REFUSAL_TITLES, Refusal
from ntm_desktop.exchange.package import SUFFIX
from ntm_desktop.services.check_package import verify_package
from ntm_desktop.services.decide_conflicts import REASON
from ntm_desktop.services.known_machines import own_role
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.say_put_aside import value_words

KIND_TITLES = {
    "reading": "Số liệu",
    "plan": "Kế hoạch",
    "plan_task": "Nhiệm vụ kế hoạch",
    "plan_figure": "Số liệu của kế hoạch",
    "place": "Thôn, xã",
    "criteria_set": "Bộ tiêu chí",
    "review": "Thẩm tra",
    "remark": "Ý kiến",
    "evidence": "Minh chứng",
    "assignment": "Phân công",
    "target": "Mức đạt",
    "household": "Hộ dân",
    "check_answer": "Lý do khi kiểm tra",
    "device": "Giấy phép của máy",
    "quarantine": "Quyết định để riêng",
}
_FIELD_TITLES = {
    "note": "ghi chú",
    "text": "ý kiến",
    "answer": "trả lời",
    "name": "tên",
    "place_kind": "là thôn, xã hay cấp trên",
    "parent": "thuộc xã",
    "role": "vai trò",
    "place": "nơi",
    "permit": "giấy phép",
    "revoked": "thu hồi",
    "public_key": "khóa của máy",
    "recovery": "khóa khôi phục",
    "status": "tình trạng",
    "state": "kết quả",
    "confirmed": "xác nhận",
    "checked": "đối chiếu",
    f"figure.{REASON}": "lý do quyết định",
}


@dataclass(frozen=True, slots=True)
class WaitingPackage:
    """A package kept on this laptop until package `waits_for` of the same sender arrives."""

    path: Path
    sender: str
    number: int
    created_at: int
    waits_for: int


@dataclass(frozen=True, slots=True)
class PutAside:
    """Something outside its author's rights: kept and forwarded, never shown or counted."""

    reason: str
    what: str
    place: str
    value: str
    person: str
    key: str = ""
    """What names the operation, for `use_put_aside`."""
    may_be_used: bool = False
    """Whether this desk may let it count: the lead, of what was only not assigned."""


def list_waiting(desk: OpenDesk) -> list[WaitingPackage]:
    """By sender and number; a kept file that can no longer be read is left out."""
    folder = desk.folder.waiting
    found = []
    for path in folder.glob(f"*{SUFFIX}") if folder.is_dir() else []:
        try:
            report = verify_package(path, desk=desk)
        except ExpectedError:
            continue
        found.append(WaitingPackage(path, report.sender, report.number, report.created_at, report.builds_on or 0))
    return sorted(found, key=lambda one: (one.sender, one.number))


def list_put_aside(desk: OpenDesk) -> list[PutAside]:
    """Latest first."""
    places = {place.id: place.title for place in desk.all_places()}
    is_lead = own_role(desk) is DeviceRole.LEAD
    return [_put_aside(desk, row, places, is_lead=is_lead) for row in rows.list_quarantined(desk.database)]


def _put_aside(desk: OpenDesk, row: rows.Quarantined, places: dict[str, str], *, is_lead: bool) -> PutAside:
    parts = row.entity.split("|")
    title = REFUSAL_TITLES[Refusal(row.reason)] if row.reason in set(Refusal) else row.reason
    said = value_words(desk, row.kind, row.entity, row.field, row.value)
    may_be_used = is_lead and row.reason == Refusal.NOT_ASSIGNED
    where = places.get(parts[0], "")
    return PutAside(title, _what(row.kind, parts, row.field), where, said, row.person, row.key, may_be_used)


def what_of(desk: OpenDesk, kind: str, entity: str, field: str) -> str:
    """ "Số liệu 9.2, Năm 2021, Thôn 1": what an operation speaks of, and where."""
    parts = entity.split("|")
    ids = {place.id: place.title for place in desk.all_places()}
    return ", ".join(one for one in (_what(kind, parts, field), ids.get(parts[0], "")) if one)


def _what(kind: str, parts: list[str], field: str) -> str:
    """ "Số liệu 9.2, Năm 2021", "Ý kiến 9.2, Năm 2021: trả lời"."""
    what = KIND_TITLES.get(kind, "Mục khác")
    if kind in ("reading", "remark") and len(parts) == 4:
        what = f"{what} {parts[2]}, {parse_period(parts[3]).title}"
    elif kind in ("review", "assignment") and len(parts) == 4:
        what = f"{what} tiêu chí {parts[2]}, năm {parts[3]}"
    more = _FIELD_TITLES.get(field, "")
    return f"{what}: {more}" if more else what
