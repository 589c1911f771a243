"""What waits for a person at this desk beside the figures themselves."""

from dataclasses import dataclass

from db.repositories import review as rows
from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.desk import Role
from ntm_desktop.domain.places import Place
from ntm_desktop.services.decide_conflicts import open_fields
from ntm_desktop.services.open_desk import OpenDesk


@dataclass(frozen=True, slots=True)
class Calls:
    """Fields two laptops wrote differently, packages kept until another comes, remarks without an answer."""

    conflicts: int = 0
    packages: int = 0
    remarks: int = 0


def count_calls(desk: OpenDesk, commune: Place, criteria_set: CriteriaSet, year: int) -> Calls:
    """Remarks are the commune's to answer: those on its places in that year."""
    remarks = 0
    if desk.desk.role is Role.COMMUNE:
        places = [commune.id, *(village.id for village in desk.villages(commune.id))]
        said = rows.list_remarks(desk.database, places, criteria_set.id, year).values()
        remarks = sum(bool(one.text) and not one.answer for one in said)
    waiting = desk.folder.waiting
    packages = sum(1 for _ in waiting.glob("*.ntm")) if waiting.is_dir() else 0
    return Calls(len(open_fields(desk)), packages, remarks)
