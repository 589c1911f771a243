"""What was put aside, in words: every value a list shows is one that people read, whatever the log keeps."""

from collections.abc import Callable
from decimal import Decimal
from typing import Any

from ntm_desktop.domain.devices import DeviceRole
from ntm_desktop.domain.entries import entry_text
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.places import PlaceKind
from ntm_desktop.domain.plan import TASK_STATUS_TITLES, TaskStatus
from ntm_desktop.domain.recording import figure_from_data
from ntm_desktop.domain.review import REVIEW_TITLES, ReviewState
from ntm_desktop.services import say_evidence
from ntm_desktop.services.decide_conflicts import REASON
from ntm_desktop.services.enrol import DEVICE_ROLE_TITLES
from ntm_desktop.services.open_desk import OpenDesk, read_json
from ntm_desktop.services.say_households import field_text

_PLACE_KINDS = {PlaceKind.UPPER_LEVEL: "cấp trên", PlaceKind.COMMUNE: "xã", PlaceKind.VILLAGE: "thôn"}
_WORDS: dict[tuple[str, str], dict[str, str]] = {
    ("place", "place_kind"): {str(kind): title for kind, title in _PLACE_KINDS.items()},
    ("device", "role"): {str(role): title.lower() for role, title in DEVICE_ROLE_TITLES.items()},
    ("plan_task", "status"): {str(one): TASK_STATUS_TITLES[one].lower() for one in TaskStatus},
    ("review", "state"): {str(one): REVIEW_TITLES[one].lower() for one in ReviewState},
}
_OF_PLACES = {("place", "parent"), ("device", "place"), ("household", "village"), ("plan_figure", "place")}
_CODES = {("device", "public_key"), ("evidence", "reading"), ("plan_task", "plan"), ("plan_task", "criteria")}
"""What only the program reads: shown as a code, so that two laptops can be compared by it."""


def value_words(desk: OpenDesk, kind: str, entity: str, field: str, value: str) -> str:
    """`value` is JSON text; what no version wrote is said to be unreadable."""
    try:
        said = read_json(value)
        if said is None:
            return "(xóa)"
        if kind == "reading" and field == "figure":
            return entry_text(figure_from_data(said)[0])
        if isinstance(said, dict) and field.endswith(f".{REASON}"):
            return str(said["reason"])
        if isinstance(said, bool):
            return _flag(field, said=said)
        if kind == "household":
            return field_text(desk, entity, field, value)
        if kind == "evidence" and (kind, field) not in _CODES:
            return say_evidence.field_text(desk, entity, field, said)
        return _plain(kind, field, said, lambda one: _place_title(desk, one))
    except (ValueError, TypeError, KeyError, AttributeError):
        return "không đọc được"


def _plain(kind: str, field: str, said: Any, place: Callable[[str], str]) -> str:
    if isinstance(said, str):
        return _text(kind, field, said, place)
    if isinstance(said, int | float | Decimal):
        return format_number(Decimal(str(said)))
    if isinstance(said, list):
        if (kind, field) == ("device", "revoked"):
            return "thu hồi giấy phép"
        return ", ".join(str(one) for one in said if isinstance(one, str)) or "nhiều mục"
    return _object(kind, field, said, place)


def _text(kind: str, field: str, said: str, place: Callable[[str], str]) -> str:
    known = _WORDS.get((kind, field))
    if known is not None:
        return known.get(said, "không rõ")
    if (kind, field) in _OF_PLACES:
        return place(said)
    if (kind, field) in _CODES:
        return f"mã {said[:8]}"
    return said


def _object(kind: str, field: str, said: dict[str, Any], place: Callable[[str], str]) -> str:
    if (kind, field) == ("device", "permit"):
        role = DEVICE_ROLE_TITLES[DeviceRole(said["role"])].lower()
        return ", ".join(part for part in (str(said.get("name", "")), role, place(str(said["place"]))) if part)
    if (kind, field) == ("device", "recovery"):
        return "khóa khôi phục mới"
    if kind == "criteria_set":
        return "cả bộ tiêu chí"
    if kind == "target":
        return "mức đạt kèm quyết định"
    if "hash" in said:
        return f"mã {str(said['hash'])[:8]}"
    return "nhiều mục"


def _flag(field: str, *, said: bool) -> str:
    if field in ("deleted", "erased"):
        return "bỏ" if said else "giữ lại"
    return "có" if said else "không"


def _place_title(desk: OpenDesk, identity: str) -> str:
    titles = {place.id: place.title for place in desk.all_places()}
    return titles.get(identity, "nơi chưa biết tên")
