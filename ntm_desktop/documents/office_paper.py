"""Papers outside the dossier: one wording file and the words that fill it make one PDF."""

from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from ntm_desktop.documents.blocks import (
    Align,
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
    Table,
)
from ntm_desktop.documents.compose import PARAGRAPH_ROLES, signatures
from ntm_desktop.documents.facts_table import facts_table
from ntm_desktop.documents.headings import fill_heading
from ntm_desktop.documents.wording import PaperWording, Piece, Shared, fill
from ntm_desktop.documents.wording_reader import load_office_paper

TableRow = Mapping[str, str]
"""Text by the id of its column."""


def compose_office_paper(
    id_: str,
    facts: Mapping[str, str],
    *,
    rows: Sequence[TableRow] = (),
    more_columns: Mapping[str, Sequence[tuple[str, str]]] | None = None,
    is_sample: bool = False,
    wording_folder: Path | None = None,
) -> Paper:
    """An empty fact is left to the pen; a sample says so on every page. `rows` fill the paper's table.

    `more_columns` are ids and titles of the columns that stand in place of one of that id. Raises WordingInvalid.
    """
    shared, wording = load_office_paper(id_, frozenset(facts), wording_folder)
    known = {name: text or shared.blank for name, text in facts.items()}
    return Paper(
        title=fill(wording.title, known),
        subject=fill(wording.subject, known),
        author=known.get("own_place", ""),
        orientation=wording.orientation,
        blocks=(
            *_head(wording, shared, known),
            *_blocks(wording.pieces, shared, known, rows, more_columns or {}),
        ),
        page_mark=shared.illustrative_page if is_sample else "",
    )


def draw_office_paper(paper: Paper, *others: Paper) -> bytes:
    """The PDF's bytes; further papers begin on pages of their own, numbered apart."""
    from ntm_desktop.documents.pdf import draw_papers  # reportlab is loaded by the action that needs it

    content, _ = draw_papers([paper, *others], title=paper.title, subject=paper.subject, author=paper.author)
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


def _blocks(
    pieces: tuple[Piece, ...],
    shared: Shared,
    facts: Mapping[str, str],
    rows: Sequence[TableRow],
    more_columns: Mapping[str, Sequence[tuple[str, str]]],
) -> Iterator[Block]:
    """Kinds that speak of a village's criteria have nothing to say here and are left out."""
    for piece in pieces:
        if piece.kind in PARAGRAPH_ROLES:
            yield Paragraph(fill(piece.text, facts), PARAGRAPH_ROLES[piece.kind])
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
        elif piece.kind == "table":
            yield _table(piece, facts, rows, more_columns)
        elif piece.kind == "signatures":
            yield signatures(piece, facts)


def _table(
    piece: Piece,
    facts: Mapping[str, str],
    rows: Sequence[TableRow],
    more_columns: Mapping[str, Sequence[tuple[str, str]]],
) -> Table:
    ids, columns = [], []
    for column in piece.columns:
        titles = more_columns.get(column.id, ((column.id, fill(column.title, facts)),))
        ids += [id_ for id_, _ in titles]
        columns += [Column(title, column.width, column.align) for _, title in titles]
    return Table(tuple(columns), tuple(_row(row, ids) for row in rows))


def _row(row: TableRow, ids: Sequence[str]) -> Row:
    """A row marked "heading" runs across in bold; one marked "total" is bold."""
    if heading := row.get("heading", ""):
        return Row((Cell(heading, bold=True, span=len(ids), align=Align.LEFT),), shaded=True)
    is_total = bool(row.get("is_total"))
    return Row(tuple(Cell(row.get(id_, ""), bold=is_total) for id_ in ids), shaded=is_total)
