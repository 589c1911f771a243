"""Papers outside the dossier: one wording file and the words that fill it make one PDF."""

from collections.abc import Iterator, Mapping
from pathlib import Path

from ntm_desktop.documents.blocks import Block, DottedLines, Heading, Letterhead, Paper, PaperName, Paragraph, Role
from ntm_desktop.documents.compose import signatures
from ntm_desktop.documents.facts_table import facts_table
from ntm_desktop.documents.headings import fill_heading
from ntm_desktop.documents.wording import PaperWording, Piece, Shared, fill
from ntm_desktop.documents.wording_reader import load_office_paper

_ROLES = {"text": Role.BODY, "note": Role.NOTE, "basis": Role.BASIS, "addressee": Role.ADDRESSEE}


def compose_office_paper(
    id_: str, facts: Mapping[str, str], *, is_sample: bool = False, wording_folder: Path | None = None
) -> Paper:
    """An empty fact is left to the pen; a sample says so on every page. Raises WordingInvalid."""
    shared, wording = load_office_paper(id_, frozenset(facts), wording_folder)
    known = {name: text or shared.blank for name, text in facts.items()}
    return Paper(
        title=fill(wording.title, known),
        subject=fill(wording.subject, known),
        author=known.get("own_place", ""),
        orientation=wording.orientation,
        blocks=(*_head(wording, shared, known), *_blocks(wording.pieces, shared, known)),
        page_mark=shared.illustrative_page if is_sample else "",
    )


def draw_office_paper(paper: Paper) -> bytes:
    """The PDF's bytes."""
    from ntm_desktop.documents.pdf import draw_papers  # reportlab is loaded by the action that needs it

    content, _ = draw_papers([paper], title=paper.title, subject=paper.subject, author=paper.author)
    return content


def _head(wording: PaperWording, shared: Shared, facts: Mapping[str, str]) -> Iterator[Block]:
    if (head := wording.letterhead) is not None:
        yield Letterhead(
            parents=tuple(fill_heading(line, facts, narrow=True) for line in head.parents),
            agency=tuple(fill_heading(line, facts, narrow=True) for line in head.agency),
            nation=shared.nation,
            motto=shared.motto,
            number=fill(head.number, facts),
            place_date=fill(head.place_date, facts),
        )
    yield PaperName(fill_heading(wording.name, facts), fill_heading(wording.summary, facts))


def _blocks(pieces: tuple[Piece, ...], shared: Shared, facts: Mapping[str, str]) -> Iterator[Block]:
    """Kinds that speak of a village's criteria have nothing to say here and are left out."""
    for piece in pieces:
        if piece.kind in _ROLES:
            yield Paragraph(fill(piece.text, facts), _ROLES[piece.kind])
        elif piece.kind == "fill":
            text = fill(piece.text, facts)
            is_blank = text.endswith(shared.blank) or not piece.text.endswith("}")
            yield Paragraph(text.removesuffix(shared.blank).rstrip(), Role.FILL if is_blank else Role.BODY)
        elif piece.kind == "heading":
            yield Heading(fill(piece.text, facts), piece.level, piece.in_outline)
        elif piece.kind == "lines":
            yield DottedLines(piece.count)
        elif piece.kind == "facts":
            yield facts_table(piece, facts)
        elif piece.kind == "signatures":
            yield signatures(piece, facts)
