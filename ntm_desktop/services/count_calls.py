"""What waits for a person at this desk beside the figures themselves."""

from dataclasses import dataclass

from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.desk import Role
from ntm_desktop.domain.places import Place
from ntm_desktop.services.decide_conflicts import open_fields
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.review import count_unanswered, list_remarks, list_reviewed


@dataclass(frozen=True, slots=True)
class Calls:
    """Fields two laptops wrote differently, packages kept until another comes, and what has no answer yet.

    `remarks` counts remarks on figures and returned criteria.
    """

    conflicts: int = 0
    packages: int = 0
    remarks: int = 0


def count_calls(desk: OpenDesk, commune: Place, criteria_set: CriteriaSet, year: int) -> Calls:
    """Remarks are the commune's to answer: those on its places in that year."""
    remarks = 0
    if desk.desk.role is Role.COMMUNE:
        places = [commune, *desk.villages(commune.id)]
        said = list_remarks(desk, commune, criteria_set, year).values()
        reviewed = list_reviewed(desk, places, criteria_set, year).values()
        remarks = count_unanswered(said, reviewed)
    waiting = desk.folder.waiting
    packages = sum(1 for _ in waiting.glob("*.ntm")) if waiting.is_dir() else 0
    return Calls(len(open_fields(desk)), packages, remarks)
