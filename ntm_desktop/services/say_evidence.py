"""Evidence in words, for lists that speak of anything: conflicts and what was put aside."""

from typing import Any

from db.repositories import evidence as rows
from ntm_desktop.domain.evidence import FIELD_TITLES, date_text
from ntm_desktop.services.open_desk import OpenDesk

_FIELDS = {**FIELD_TITLES, "file": "tệp", "reading": "số liệu mà nó chứng minh", "deleted": "gỡ hay giữ"}


def evidence_title(desk: OpenDesk, entity: str) -> str:
    """What the piece with that name in the log is called, and of which indicator: "Danh mục tài sản (6.1)"."""
    piece = rows.find(desk.database, entity.partition("|")[2])
    return f"{piece.title} ({piece.key.code})" if piece else "không rõ"


def field_title(field: str) -> str:
    """The Vietnamese name of one of its fields."""
    return _FIELDS.get(field, field)


def field_text(desk: OpenDesk, entity: str, field: str, said: Any) -> str:
    """A value of one of its fields as people read it; `said` is decoded JSON."""
    if said is None:
        return "để trống"
    if field == "deleted":
        return "gỡ" if said else "giữ lại"
    if field == "date":
        return date_text(str(said)) or str(said)
    if field == "file" and isinstance(said, dict):
        return str(said.get("name", "không rõ"))
    if field == "requirement":
        piece = rows.find(desk.database, entity.partition("|")[2])
        chosen = desk.criteria_sets.get(piece.key.criteria_set) if piece else None
        listed = {one.id: one.text for each in (chosen.indicators() if chosen else ()) for one in each.evidence}
        return listed.get(str(said), str(said))
    return str(said)
