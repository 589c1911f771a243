"""Draws papers as one PDF. Imported only when a paper is drawn: reportlab costs a tenth of a second."""

from collections.abc import Callable, Iterator, Sequence
from io import BytesIO
from threading import RLock
from typing import Any

from reportlab import rl_config
from reportlab.lib.units import mm
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFInfo, PDFString
from reportlab.pdfbase.ttfonts import ShapedStr
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject
from reportlab.platypus import (
    BaseDocTemplate,
    CondPageBreak,
    Flowable,
    Frame,
    KeepTogether,
    NextPageTemplate,
    PageBreak,
    PageTemplate,
)

from ntm_desktop.documents import pdf_flowables as flowables
from ntm_desktop.documents import pdf_fonts as fonts
from ntm_desktop.documents import pdf_styles as styles
from ntm_desktop.documents.blocks import (
    AppendixHead,
    Block,
    DottedLines,
    Heading,
    Letterhead,
    Paper,
    PaperName,
    Paragraph,
    Pictures,
    Role,
    Signatures,
    Table,
)
from ntm_desktop.documents.pdf_pictures import picture_rows
from ntm_desktop.documents.pdf_table import SigningTable, flowing_table

Progress = Callable[[int, int, str], None]

_ROOM_FOR_TABLE = 45 * mm  # the sentence before it, its titles and a few rows
_SIGNED_WITH = 3
_ONE_AT_A_TIME = RLock()  # the fonts keep the shapes they were asked for: two threads would mix theirs
_ROLES = {
    Role.BODY: styles.BODY,
    Role.BASIS: styles.BASIS,
    Role.ADDRESSEE: styles.ADDRESSEE,
    Role.NOTE: styles.NOTE,
}


def draw_papers(
    papers: Sequence[Paper], *, title: str, subject: str, author: str, progress: Progress | None = None
) -> tuple[bytes, int]:
    """The PDF's bytes (equal for equal papers) and its number of pages.

    `progress` hears (papers drawn, papers in all, title of the next) and may raise to stop.
    """
    with _ONE_AT_A_TIME:
        return _draw(papers, progress, title=title, subject=subject, author=author)


def _draw(papers: Sequence[Paper], progress: Progress | None, **metadata: str) -> tuple[bytes, int]:
    fonts.register()
    rl_config.useA85 = 0  # a third of the time and a fifth smaller
    out = BytesIO()
    document = _Document(out, papers, **metadata)
    story: list[Any] = []
    for at, paper in enumerate(papers):
        if at:
            story += [NextPageTemplate(f"{at}-first"), PageBreak()]
        story.append(_PaperStart(at, len(papers), paper, progress))
        story += _flowables(paper, at)
    try:
        document.build(story, canvasmaker=_Canvas)
        if progress:
            progress(len(papers), len(papers), "")
        return out.getvalue(), document.page
    finally:
        document.let_go()


class _TextObject(PDFTextObject):  # type: ignore[misc]  # reportlab is untyped
    """Text that copies out as it was put in.

    Viewers put spaces around the placed marks of a shaped word unless it says what it reads; and a space that
    only keeps a line from breaking is an ordinary one to whoever searches or copies.
    """

    def _formatText(self, text: str) -> str:
        if not isinstance(text, ShapedStr):
            return str(super()._formatText(text.replace("\u00a0", " ") if "\u00a0" in text else text))
        code = super()._formatText(text)
        reads = ("\ufeff" + text.replace("\u00a0", " ")).encode("utf-16-be").hex()
        return f"/Span<</ActualText<{reads}>>>BDC {code} EMC"


class _Undated(PDFInfo):  # type: ignore[misc]  # reportlab is untyped
    """What the file says of itself, without a day: equal papers are equal bytes, a fixed day would be false."""

    def format(self, document: Any) -> Any:
        texts = {
            "Title": self.title,
            "Author": self.author,
            "Subject": self.subject,
            "Keywords": self.keywords,
            "Creator": self.creator,
            "Producer": self.producer,
        }
        return PDFDictionary({name: PDFString(text) for name, text in texts.items()}).format(document)


class _Canvas(Canvas):  # type: ignore[misc]  # reportlab is untyped
    def __init__(self, *given: Any, **named: Any) -> None:
        super().__init__(*given, **named)
        undated = _Undated()
        undated.__dict__.update(self._doc.info.__dict__)
        self._doc.info = undated

    def beginText(self, x: float = 0, y: float = 0, direction: str | None = None) -> PDFTextObject:
        return _TextObject(self, x, y, direction=direction)


class _Document(BaseDocTemplate):  # type: ignore[misc]  # reportlab is untyped
    """Every paper has a first page without a number and later pages with one, counted apart."""

    def __init__(self, out: BytesIO, papers: Sequence[Paper], **metadata: str) -> None:
        super().__init__(
            out, invariant=1, lang="vi", creator="NTM Desktop", initialFontName=fonts.REGULAR, **metadata
        )
        self.first_page = 1
        for at, paper in enumerate(papers):
            self.addPageTemplates([_first_page(at, paper), _later_page(at, paper)])

    def let_go(self) -> None:
        """Frees the tens of megabytes of its pages at once: its parts refer to each other."""
        canvas = self.__dict__.pop("canv", None)
        if canvas is not None:
            canvas._doc.__dict__.clear()
            canvas.__dict__.clear()
        self.__dict__.clear()


class _PaperStart(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """Starts a paper's bookmarks and tells how far the drawing is."""

    def __init__(self, at: int, count: int, paper: Paper, progress: Progress | None) -> None:
        super().__init__()
        self._at, self._count, self._paper, self._progress = at, count, paper, progress

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        return 0, 0

    def draw(self) -> None:
        if self._progress:
            self._progress(self._at, self._count, self._paper.title)
        key = f"paper-{self._at}"
        self.canv.bookmarkPage(key)
        self.canv.addOutlineEntry(self._paper.title, key, 0, closed=False)
        if not self._at:
            self.canv.showOutline()


def _frame(paper: Paper) -> Frame:
    width, height = styles.PAGE_SIZES[paper.orientation]
    return Frame(
        styles.LEFT,
        styles.BOTTOM,
        width - styles.LEFT - styles.RIGHT,
        height - styles.TOP - styles.BOTTOM,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )


def _first_page(at: int, paper: Paper) -> PageTemplate:
    def on_page(canvas: Canvas, document: _Document) -> None:
        document.first_page = document.page
        _mark_page(canvas, paper)

    size = styles.PAGE_SIZES[paper.orientation]
    return PageTemplate(
        f"{at}-first", [_frame(paper)], onPage=on_page, pagesize=size, autoNextPageTemplate=f"{at}-later"
    )


def _later_page(at: int, paper: Paper) -> PageTemplate:
    width, height = styles.PAGE_SIZES[paper.orientation]

    def on_page(canvas: Canvas, document: _Document) -> None:
        middle = (styles.LEFT + width - styles.RIGHT) / 2
        y = height - styles.PAGE_NUMBER_FROM_TOP
        canvas.setFont(fonts.REGULAR, styles.PAGE_NUMBER_SIZE)
        canvas.drawCentredString(middle, y, str(document.page - document.first_page + 1))
        if paper.draft:
            canvas.setFont(fonts.BOLD, 11)
            canvas.drawRightString(width - styles.RIGHT, y, paper.draft)
        _mark_page(canvas, paper)

    return PageTemplate(f"{at}-later", [_frame(paper)], onPage=on_page, pagesize=(width, height))


def _mark_page(canvas: Canvas, paper: Paper) -> None:
    if not paper.page_mark:
        return
    width, _ = styles.PAGE_SIZES[paper.orientation]
    middle = (styles.LEFT + width - styles.RIGHT) / 2
    canvas.setFont(fonts.BOLD, 11)
    canvas.drawCentredString(middle, styles.PAGE_MARK_FROM_BOTTOM, paper.page_mark)


def _flowables(paper: Paper, at: int) -> list[Flowable]:
    page_width, _ = styles.PAGE_SIZES[paper.orientation]
    width = page_width - styles.LEFT - styles.RIGHT
    made: list[Flowable] = []
    for position, block in enumerate(paper.blocks):
        if isinstance(block, Signatures) and made:
            _sign(made, flowables.signatures(block))
        else:
            if isinstance(block, Table) and made:
                made.insert(len(made) - 1, CondPageBreak(_ROOM_FOR_TABLE))
            if _is_note(block) and position and _is_note(paper.blocks[position - 1]):
                made[-1].keepWithNext = 1  # a note alone at the top of a page explains nothing
            made += _drawn(block, width, f"{at}-{position}")
    return made


def _sign(made: list[Flowable], signatures: Flowable) -> None:
    """The signatures, on one page with what stands above them: the last lines, or the last rows of a table."""
    if isinstance(made[-1], SigningTable):
        made[-1].signing = signatures
        made.append(signatures)
        return
    kept = _lines_before_signing(made)
    made[-kept:] = [KeepTogether([*made[-kept:], signatures])]


def _is_note(block: Block) -> bool:
    return isinstance(block, Paragraph) and block.role is Role.NOTE


def _lines_before_signing(made: Sequence[Flowable]) -> int:
    """How many parts go to the last page with the signature: never only the closing sentence, where text allows."""
    count = 1
    while count < min(_SIGNED_WITH, len(made)) and isinstance(made[-count - 1], flowables.LINES):
        count += 1
    return count


def _drawn(block: Block, width: float, key: str) -> Iterator[Flowable]:
    if isinstance(block, Paragraph):
        if block.role is Role.FILL:
            yield flowables.fill_paragraph(block.text, width)
        else:
            yield flowables.paragraph(block.text, _ROLES[block.role])
    elif isinstance(block, Heading):
        yield _heading(block, key)
    elif isinstance(block, DottedLines):
        yield from (flowables.DotLine() for _ in range(block.count))
    elif isinstance(block, Table):
        yield flowing_table(block, width)
    elif isinstance(block, Pictures):
        yield from picture_rows(block, width)
    elif isinstance(block, Letterhead):
        yield flowables.letterhead(block)
    elif isinstance(block, PaperName):
        yield flowables.paper_name(block, width)
    elif isinstance(block, AppendixHead):
        yield flowables.appendix_head(block)


def _heading(block: Heading, key: str) -> Flowable:
    style = styles.HEADINGS[block.level]
    if not block.in_outline:
        return flowables.paragraph(block.text, style)
    drawn = flowables.OutlineParagraph(fonts.markup(block.text), fonts.styled(style, block.text))
    drawn.bookmark = (key, block.text, block.level)
    return drawn
