"""From wording and a dossier to the blocks of one paper."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace

from ntm_desktop.documents import phrases
from ntm_desktop.documents.blocks import (
    AppendixHead,
    Block,
    Cell,
    Column,
    DottedLines,
    Heading,
    Letterhead,
    Paper,
    PaperName,
    Paragraph,
    Role,
    Row,
    Signatures,
    Signer,
    Table,
)
from ntm_desktop.documents.evidence_list import evidence_of_criterion, evidence_table, pictures
from ntm_desktop.documents.facts_table import facts_table
from ntm_desktop.documents.headings import fill_heading
from ntm_desktop.documents.indicator_table import indicator_table
from ntm_desktop.documents.wording import PaperWording, Piece, Shared, fill
from ntm_desktop.domain.dossier import FundingLine, VillageDossier
from ntm_desktop.domain.evaluation import Assessment, CriterionAssessment, Verdict
from ntm_desktop.domain.names import nfc
from ntm_desktop.domain.numbers import format_number

PARAGRAPH_ROLES = {
    "addressee": Role.ADDRESSEE,
    "basis": Role.BASIS,
    "text": Role.BODY,
    "note": Role.NOTE,
}
_VERDICT_LISTS = {
    "each_not_met": Verdict.NOT_MET,
    "each_no_data": Verdict.NO_DATA,
    "each_no_target": Verdict.NO_TARGET,
}


@dataclass(frozen=True, slots=True)
class _Scope:
    """What a piece may speak of: the words and conditions of the paper, a criterion or an indicator."""

    dossier: VillageDossier
    shared: Shared
    facts: Mapping[str, str]
    conditions: Mapping[str, bool]
    criterion: CriterionAssessment | None = None

    def holds(self, when: str) -> bool:
        if not when:
            return True
        return not self.conditions[when[4:]] if when.startswith("not ") else self.conditions[when]

    def of_criterion(self, one: CriterionAssessment, position: int, count: int) -> "_Scope":
        facts = phrases.criterion_facts(self.facts, one, position, count, self.shared)
        facts["criterion_evidence"] = evidence_of_criterion(self.dossier, one.criterion.number, self.shared)
        return _Scope(self.dossier, self.shared, facts, self.conditions, one)

    def of_indicator(self, one: Assessment) -> "_Scope":
        note = self.dossier.notes.get(one.indicator.code, "")
        facts = phrases.indicator_facts(self.facts, one, note, self.shared)
        held = {**self.conditions, **phrases.indicator_conditions(one, note)}
        return _Scope(self.dossier, self.shared, facts, held, self.criterion)


def compose(dossier: VillageDossier, wording: PaperWording, shared: Shared) -> Paper:
    """The paper's blocks in order, every placeholder filled, unknown things left to the pen."""
    facts = phrases.paper_facts(dossier, shared)
    scope = _Scope(dossier, shared, facts, phrases.conditions(dossier))
    draft = shared.draft if dossier.is_draft else ""
    blocks = (*_head(wording, shared, facts, draft), *_blocks(wording.pieces, scope))
    title = " ".join(fill(wording.title, facts).split())
    return Paper(
        title=f"{title} - {fill('{Village}', facts)}",
        subject=fill(wording.subject, facts),
        author=f"Ủy ban nhân dân {facts['commune']}",
        orientation=wording.orientation,
        blocks=blocks,
        page_mark=shared.illustrative_page if scope.conditions["is_illustrative"] else "",
        draft=draft,
    )


def _head(wording: PaperWording, shared: Shared, facts: Mapping[str, str], draft: str) -> Iterator[Block]:
    name = fill_heading(wording.name, facts)
    if wording.letterhead is None:
        belongs_to = fill_heading(wording.appendix_of, facts)
        yield AppendixHead(fill(wording.appendix_label, facts), name, belongs_to, draft)
        return
    head = wording.letterhead
    yield Letterhead(
        parents=tuple(fill_heading(line, facts, narrow=True) for line in head.parents),
        agency=tuple(fill_heading(line, facts, narrow=True) for line in head.agency),
        nation=shared.nation,
        motto=shared.motto,
        number=fill(head.number, facts),
        place_date=fill(head.place_date, facts),
        draft=draft,
    )
    yield PaperName(name, fill_heading(wording.summary, facts))


def _blocks(pieces: tuple[Piece, ...], scope: _Scope) -> Iterator[Block]:
    for piece in pieces:
        if scope.holds(piece.when):
            yield from _block(piece, scope)


def _block(piece: Piece, scope: _Scope) -> Iterator[Block]:
    kind, facts = piece.kind, scope.facts
    if kind == "fill":
        yield _to_fill(piece, scope)
    elif kind in PARAGRAPH_ROLES:
        yield Paragraph(fill(piece.text, facts), PARAGRAPH_ROLES[kind])
    elif kind == "heading":
        yield Heading(fill(piece.text, facts), piece.level, piece.in_outline)
    elif kind == "lines":
        yield DottedLines(piece.count)
    elif kind == "signatures":
        yield signatures(piece, facts)
    elif kind == "facts":
        yield facts_table(piece, facts)
    elif kind == "funding":
        yield _funding(piece, scope)
    elif kind == "evidence":
        yield replace(evidence_table(piece, scope.dossier, facts), continued=scope.shared.continued)
    elif kind == "photos":
        yield pictures(piece, scope.dossier, scope.shared, facts)
    elif kind == "indicators":
        yield replace(indicator_table(piece, scope.dossier, scope.shared, facts), continued=scope.shared.continued)
    elif kind == "each_indicator" and scope.criterion is not None:
        for indicator in scope.criterion.indicators:
            yield from _blocks(piece.pieces, scope.of_indicator(indicator))
    else:
        yield from _each_criterion(piece, scope)


def _to_fill(piece: Piece, scope: _Scope) -> Paragraph:
    """Dots up to the margin, except where what belongs there is known."""
    text, blank = fill(piece.text, scope.facts), scope.shared.blank
    is_known = piece.text.endswith("}") and not text.endswith(blank)
    return Paragraph(text, Role.BODY) if is_known else Paragraph(text.removesuffix(blank).rstrip(), Role.FILL)


def _each_criterion(piece: Piece, scope: _Scope) -> Iterator[Block]:
    listed = [one for one in scope.dossier.assessment.criteria if _is_listed(piece.kind, one)]
    for position, one in enumerate(listed, 1):
        yield from _blocks(piece.pieces, scope.of_criterion(one, position, len(listed)))


def _is_listed(kind: str, one: CriterionAssessment) -> bool:
    if kind == "each_criterion":
        return True
    verdict = _VERDICT_LISTS.get(kind)
    return not one.counts_as_met and (verdict is None or one.verdict is verdict)


def signatures(piece: Piece, facts: Mapping[str, str]) -> Signatures:
    """Two signers, or one and who receives the paper."""
    left = tuple(fill(line, facts) for line in piece.left_lines)
    return Signatures(
        right=Signer(tuple(fill(line, facts) for line in piece.lines), fill(piece.hint, facts)),
        left=Signer(left, fill(piece.hint, facts)) if left else None,
        recipients_title=fill(piece.recipients_title, facts),
        recipients=tuple(fill(line, facts) for line in piece.recipients),
    )


def _funding(piece: Piece, scope: _Scope) -> Table:
    """The recorded sources; without any, the customary ones with room for the pen. Million đồng."""
    blank = scope.shared.blank
    lines = scope.dossier.funding or tuple(FundingLine(fill(row, scope.facts), None) for row in piece.rows)
    rows = []
    for order, line in enumerate(lines, 1):
        amount = blank if line.amount is None else format_number(line.amount)
        words = {"order": str(order), "source": nfc(line.source), "amount": amount, "note": nfc(line.note)}
        rows.append(Row(tuple(Cell(words[column.id]) for column in piece.columns)))
    known = [line.amount for line in lines if line.amount is not None]
    total = format_number(sum(known)) if len(known) == len(lines) else blank
    words = {"order": "", "source": fill(piece.total, scope.facts), "amount": total, "note": ""}
    rows.append(Row(tuple(Cell(words[column.id], bold=True) for column in piece.columns)))
    return Table(_columns(piece, scope.facts), tuple(rows))


def _columns(piece: Piece, facts: Mapping[str, str]) -> tuple[Column, ...]:
    return tuple(Column(fill(column.title, facts), column.width, column.align) for column in piece.columns)
