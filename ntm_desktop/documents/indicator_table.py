"""Biểu tổng hợp: a row per criterion, its indicators below it, the totals last."""

from collections.abc import Mapping

from ntm_desktop.documents import phrases
from ntm_desktop.documents.blocks import Align, Cell, Column, Row, Table
from ntm_desktop.documents.wording import Piece, Shared, fill
from ntm_desktop.domain.dossier import VillageDossier
from ntm_desktop.domain.evaluation import Assessment, CriterionAssessment
from ntm_desktop.domain.names import nfc


def indicator_table(piece: Piece, dossier: VillageDossier, shared: Shared, facts: Mapping[str, str]) -> Table:
    """The columns the wording asks for, in its order; the commune's stays empty for the pen."""
    ids = [column.id for column in piece.columns]
    rows: list[Row] = []
    for criterion in dossier.assessment.criteria:
        appraisal = phrases.appraisal(dossier.appraisals.get(criterion.criterion.number), shared)
        rows.append(_criterion_row(ids, criterion, appraisal, shared))
        for one in criterion.indicators:
            code = one.indicator.code
            note = dossier.notes.get(code, "")
            rows.append(_indicator_row(ids, one, note, shared, has_conflict=code in dossier.conflicts))
    rows.append(_total_row(ids, fill(piece.total, facts), facts))
    columns = tuple(Column(fill(column.title, facts), column.width, column.align) for column in piece.columns)
    return Table(columns, tuple(rows))


def _criterion_row(ids: list[str], one: CriterionAssessment, appraisal: str, shared: Shared) -> Row:
    """The name runs over the empty cells to the right of its own."""
    words = {
        "order": str(one.criterion.number),
        "criterion": nfc(one.criterion.name),
        "self": phrases.criterion_verdict(one, shared),
        "upper_level": appraisal,
    }
    cells: list[Cell] = []
    at = 0
    while at < len(ids):
        span = 1
        if ids[at] == "criterion":
            while at + span < len(ids) and ids[at + span] in ("indicator", "target", "result"):
                span += 1
        align = Align.LEFT if ids[at] == "criterion" else None
        cells.append(Cell(words.get(ids[at], ""), bold=True, span=span, align=align))
        at += span
    return Row(tuple(cells), shaded=True)


def _indicator_row(ids: list[str], one: Assessment, note: str, shared: Shared, *, has_conflict: bool) -> Row:
    notes = [shared.conflict_note] if has_conflict else []
    notes += [shared.illustrative_note] if one.is_illustrative else []
    notes += [text for text in (phrases.what_is_missing(one), nfc(note.strip())) if text]
    words = {
        "criterion": one.indicator.code,
        "indicator": nfc(one.indicator.text),
        "target": phrases.target(one, shared),
        "result": phrases.measured(one, shared),
        "self": phrases.verdict(one.verdict, shared),
        "note": ". ".join(notes),
    }
    if "criterion" not in ids:
        words["order"] = one.indicator.code
    return Row(tuple(Cell(words.get(id_, "")) for id_ in ids))


def _total_row(ids: list[str], text: str, facts: Mapping[str, str]) -> Row:
    """The totals in words over all columns up to the village's own verdict, and there in short."""
    short = f"{facts['criteria_met']}/{facts['criteria_total']}"
    until = ids.index("self") if "self" in ids else len(ids)
    cells = [Cell(text, bold=True, span=max(until, 1), align=Align.LEFT)]
    cells += [Cell(short if id_ == "self" else "", bold=True) for id_ in ids[max(until, 1) :]]
    return Row(tuple(cells), shaded=True)
