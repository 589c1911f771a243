"""What the upper level said of these figures and who may write them: read once a context, kept beside the grid."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from ntm_desktop.domain.criteria import Indicator
from ntm_desktop.domain.places import Place
from ntm_desktop.domain.recording import ReadingKey
from ntm_desktop.domain.review import Remark
from ntm_desktop.domain.rights import REFUSAL_TITLES, Refusal
from ntm_desktop.services.assess import Grid
from ntm_desktop.services.assign import why_not, writers_of
from ntm_desktop.services.check_figures import Finding
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.review import Reviewed, list_remarks, list_reviewed, review_of
from ui.review_words import by_figure, look_of
from ui.style import Look


@dataclass(slots=True)
class Reviews:
    """By place and criterion the review, by place and indicator the remark, and why a cell is locked."""

    reviewed: dict[tuple[str, int], Reviewed] = field(default_factory=dict)
    remarks: dict[tuple[str, str], Remark] = field(default_factory=dict)
    locks: Mapping[tuple[str, int], str] = field(default_factory=dict)
    is_assigned_apart: frozenset[tuple[str, int]] = frozenset()
    """Places and criteria that are other people's on this laptop."""
    findings: dict[tuple[str, str], tuple[Finding, ...]] = field(default_factory=dict)
    """By place and indicator what does not add up; filled in after the first look at the grid."""
    lacks: set[tuple[str, str]] = field(default_factory=set)
    """Places and indicators whose checklist of evidence is not complete; filled in later too."""

    def open_findings(self, place_id: str, code: str) -> list[Finding]:
        """Those nobody has given a reason for."""
        return [one for one in self.findings.get((place_id, code), ()) if not one.is_answered]

    def look(self, place_id: str, number: int) -> Look | None:
        return look_of(self.reviewed.get((place_id, number)))

    def remark(self, place_id: str, code: str) -> Remark | None:
        return self.remarks.get((place_id, code))


def read_reviews(desk: OpenDesk, grid: Grid) -> Reviews:
    """All remarks, reviews and locks of the grid's year, by place."""
    year = grid.period.year
    places = [*grid.villages, grid.commune]
    said = list_remarks(desk, grid.commune, grid.criteria_set, year)
    remarks = by_figure({entity: one for entity, one in said.items() if one.text})
    reviewed = list_reviewed(desk, places, grid.criteria_set, year)
    locks, apart = _locks(desk, grid, places)
    return Reviews(reviewed, remarks, locks, frozenset(apart))


def reread_one(desk: OpenDesk, reviews: Reviews, grid: Grid, place: Place, number: int) -> None:
    """After a figure changed: what was accepted may be open again, what was returned may be answered."""
    standing = reviews.reviewed.get((place.id, number))
    if standing is not None and (standing.review.accepted is not None or standing.is_returned):
        reviews.reviewed[(place.id, number)] = review_of(desk, place, grid.criteria_set, number, grid.period.year)


def _locks(
    desk: OpenDesk, grid: Grid, places: list[Place]
) -> tuple[dict[tuple[str, int], str], list[tuple[str, int]]]:
    locks: dict[tuple[str, int], str] = {}
    apart: list[tuple[str, int]] = []
    for place in places:
        for criterion in grid.criteria_set.criteria:
            code = criterion.indicators[0].code
            refusal = why_not(desk, ReadingKey(place.id, grid.criteria_set.id, code, grid.period))
            if refusal is not None:
                locks[(place.id, criterion.number)] = _why(desk, grid, place, criterion.number, refusal)
            if refusal is Refusal.NOT_ASSIGNED:
                apart.append((place.id, criterion.number))
    return locks, apart


def _why(desk: OpenDesk, grid: Grid, place: Place, number: int, refusal: Refusal) -> str:
    if refusal is Refusal.COMMUNE_ONLY:
        return "Số liệu do xã nhập, cấp trên không sửa; hãy nêu ý kiến ở màn hình Thẩm tra (Ctrl+Shift+1)."
    if refusal is Refusal.NOT_ASSIGNED:
        writers = ", ".join(writers_of(desk, place, number, grid.period.year) or ()) or "chưa ai"
        return (
            f"Tiêu chí {number} của {place.title} năm {grid.period.year} giao cho {writers}; "
            f"{desk.desk.person} không được phân công nên không nhập ở đây."
        )
    return f"Không nhập được ở đây vì {REFUSAL_TITLES[refusal]}."


def number_of(grid: Grid, indicator: Indicator) -> int:
    return grid.criteria_set.criterion_of(indicator.code).number
