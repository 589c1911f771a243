"""The same texts and tables as a dossier, by reportlab with nothing around it: what any program would pay."""

import io

import resources
from ntm_desktop.documents.blocks import (
    AppendixHead,
    DottedLines,
    Heading,
    Letterhead,
    Orientation,
    Paper,
    PaperName,
    Paragraph,
    Signatures,
    Table,
)


def draw_bare(papers: tuple[Paper, ...]) -> int:
    """Draws every paper and returns the number of pages."""
    from reportlab import rl_config
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.units import mm
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.ttfonts import TTFont
    from reportlab.platypus import SimpleDocTemplate

    rl_config.useA85 = 0
    for face in ("Regular", "Bold", "Italic"):
        if f"Bare-{face}" not in pdfmetrics.getRegisteredFontNames():
            pdfmetrics.registerFont(TTFont(f"Bare-{face}", str(resources.path("fonts", f"Tinos-{face}.ttf"))))
    pages = 0
    for paper in papers:
        size = landscape(A4) if paper.orientation is Orientation.LANDSCAPE else A4
        document = SimpleDocTemplate(
            io.BytesIO(),
            pagesize=size,
            leftMargin=30 * mm,
            rightMargin=15 * mm,
            topMargin=20 * mm,
            bottomMargin=20 * mm,
        )
        document.build(_flowables(paper))
        pages += document.page
    return pages


def _flowables(paper: Paper) -> list[object]:
    from reportlab.lib import colors
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.platypus import Paragraph as Text
    from reportlab.platypus import Spacer
    from reportlab.platypus import Table as Grid

    body = ParagraphStyle("body", fontName="Bare-Regular", fontSize=13, leading=18, spaceAfter=6)
    bold = ParagraphStyle("bold", parent=body, fontName="Bare-Bold")
    small = ParagraphStyle("small", parent=body, fontSize=11, leading=13, spaceAfter=0)
    made: list[object] = []
    for block in paper.blocks:
        if isinstance(block, Table):
            rows: list[list[object]] = [[Text(_escaped(one.title), small) for one in block.columns]]
            for row in block.rows:
                cells: list[object] = []
                for cell in row.cells:
                    cells += [Text(_escaped(cell.text), small), *[""] * (cell.span - 1)]
                rows.append(cells)
            unit = (
                720 / sum(one.width for one in block.columns)
                if len(block.columns) > 4
                else 450 / sum(one.width for one in block.columns)
            )
            widths = [one.width * unit for one in block.columns]
            made.append(
                Grid(rows, colWidths=widths, repeatRows=1, style=[("GRID", (0, 0), (-1, -1), 0.5, colors.black)])
            )
        elif isinstance(block, DottedLines):
            made += [Text("." * 110, body) for _ in range(block.count)]
        else:
            made += [Text(_escaped(text), bold if isinstance(block, Heading) else body) for text in _texts(block)]
    return [*made, Spacer(1, 1)]


def _texts(block: object) -> list[str]:
    if isinstance(block, Paragraph | Heading):
        return [block.text]
    if isinstance(block, PaperName):
        return [block.name, block.summary]
    if isinstance(block, AppendixHead):
        return [block.label, block.title, block.belongs_to]
    if isinstance(block, Letterhead):
        return [*block.parents, *block.agency, block.nation, block.motto, block.number, block.place_date]
    if isinstance(block, Signatures):
        return [*block.recipients, *block.right.lines, *(block.left.lines if block.left else ())]
    return []


def _escaped(text: str) -> str:
    from xml.sax.saxutils import escape

    return escape(text)
