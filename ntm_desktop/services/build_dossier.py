"""Gathering everything a village's papers say, into the one record they are printed from."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from db.repositories import places
from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.dossier import Exhibit, VillageDossier, VillageFacts
from ntm_desktop.domain.errors import ChecksFail, NothingToPrint, OpenConflicts
from ntm_desktop.domain.evaluation import Assessment
from ntm_desktop.domain.periods import Period
from ntm_desktop.domain.places import Place, PlaceKind
from ntm_desktop.domain.recording import Reading
from ntm_desktop.domain.review import Appraisal
from ntm_desktop.domain.text_lengths import LONGEST_NAME, shortened
from ntm_desktop.services.add_evidence import store_of
from ntm_desktop.services.assess import Grid, assess_grid
from ntm_desktop.services.check_figures import check_at
from ntm_desktop.services.count_people import count_people
from ntm_desktop.services.count_poverty import RULE as POVERTY
from ntm_desktop.services.count_poverty import count_poverty
from ntm_desktop.services.follow_figures import differing_today
from ntm_desktop.services.list_evidence import evidence_state, list_pieces
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.review import list_reviewed


def build_dossier(
    desk: OpenDesk, village: Place, period: Period, criteria_set: CriteriaSet, *, printed_on: date | None = None
) -> VillageDossier:
    """Everything the village's papers say.

    Raises NothingToPrint where not one figure is recorded, OpenConflicts where the papers would be final (no
    draft) and two laptops wrote a figure apart (a draft marks such a figure), ChecksFail where they would be
    final and figures contradict each other.
    """
    commune = next(one for one in desk.communes() if one.id == village.parent_id)
    return dossier_of(desk, assess_grid(desk, commune, criteria_set, period), village, printed_on)


def dossier_of(desk: OpenDesk, grid: Grid, village: Place, printed_on: date | None = None) -> VillageDossier:
    """The same from figures that are assessed already. Raises as `build_dossier`."""
    assessment = grid.place(village.id)
    if all(one.figure is None for one in assessment.indicators):
        raise NothingToPrint(village.title, grid.period.title)
    upper = desk.upper_level() or Place("", PlaceKind.UPPER_LEVEL, "")
    notes = {
        code: said
        for (place_id, code), cell in grid.cells.items()
        if place_id == village.id and cell.reading is not None and (said := _said_of(cell.reading))
    }
    conflicts = tuple(
        one.indicator.code
        for one in assessment.indicators
        if grid.cells[village.id, one.indicator.code].has_conflict
    )
    dossier = VillageDossier(
        village=_on_paper(village),
        commune=_on_paper(grid.commune),
        upper_level=_on_paper(upper),
        province=places.province_of(desk.database, upper.id),
        period=grid.period,
        criteria_set=grid.criteria_set,
        column=grid.commune.column,
        assessment=assessment,
        notes=notes,
        printed_on=printed_on,
        is_sample=village.is_sample and desk.desk.has_sample,
        facts=_with_poverty(desk, village, grid, assessment.indicators),
        appraisals=_appraisals(desk, grid, village),
        conflicts=frozenset(conflicts),
        findings=tuple(
            one for one in check_at(desk, village, grid.criteria_set, grid.period) if not one.is_answered
        ),
        differs_today=differing_today(desk, village, grid.criteria_set, grid.period),
        **_evidence(desk, village, grid),
    )
    if conflicts and not dossier.is_draft:
        raise OpenConflicts(village.title, conflicts)
    errors = [one.text for one in dossier.findings if one.blocks_printing]
    if errors and not dossier.is_draft:
        raise ChecksFail(village.title, str(len(errors)), errors[0])
    return dossier


def _said_of(reading: Reading) -> str:
    """Where the figure comes from, then what a person noted; each a sentence."""
    said = [text for one in (reading.origin, *reading.note.splitlines()) if (text := one.strip())]
    return " ".join(text if text[-1] in _ENDS else f"{text}." for text in said)


_ENDS = ".!?…"
"""What a sentence ends with already."""


def _evidence(desk: OpenDesk, village: Place, grid: Grid) -> dict[str, Any]:
    """The pieces with where their photos lie, and what the checklists still lack."""
    store = store_of(desk)
    known = {one.code for one in grid.criteria_set.indicators()}  # a later version of the set may have dropped some
    exhibits = [
        Exhibit(
            piece,
            str(store.path(piece.file.sha256)) if piece.file.is_photo and store.has(piece.file.sha256) else "",
        )
        for piece in list_pieces(desk, [village], grid.criteria_set, grid.period)
        if piece.key.code in known
    ]
    states = evidence_state(desk, grid.commune, grid.criteria_set, grid.period)
    missing = {
        code: state.missing
        for (place_id, code), state in states.items()
        if place_id == village.id and state.missing
    }
    return {"evidence": tuple(exhibits), "missing_evidence": missing}


def _on_paper(place: Place) -> Place:
    return place._replace(name=shortened(place.name, LONGEST_NAME))


def _appraisals(desk: OpenDesk, grid: Grid, village: Place) -> dict[int, Appraisal]:
    reviewed = list_reviewed(desk, [village], grid.criteria_set, grid.period.year)
    return {
        number: Appraisal(one.review.state, one.review.accepted_hash, one.is_reopened)
        for (_, number), one in reviewed.items()
        if one.review.state is not None
    }


def _with_poverty(desk: OpenDesk, village: Place, grid: Grid, assessments: Sequence[Assessment]) -> VillageFacts:
    facts = count_people(desk, village, assessments)
    asked = next((one for one in assessments if one.indicator.from_households == POVERTY), None)
    if asked is None:
        return facts
    code, year = asked.indicator.code, grid.period.year
    found = count_poverty(desk, village, grid.criteria_set, code, asked.figure, year)
    return replace(facts, poor_households=found.poor, near_poor_households=found.near_poor)
