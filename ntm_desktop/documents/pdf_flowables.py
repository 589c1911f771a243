"""Parts of a paper that reportlab has no flowable for. Imported only when a paper is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph

from ntm_desktop.documents import pdf_styles as styles
from ntm_desktop.documents.blocks import AppendixHead, Letterhead, PaperName, Signatures, Signer
from ntm_desktop.documents.pdf_fonts import markup, styled, width_of

_LEFT_SHARE = 0.43
_LINE_GAP = 3
_LINE_WIDTH = 0.7
_PART_RULE = 0.4  # between a third and a half of the text above it
_FEWEST_DOTS = 8
_NARROWEST = 0.5


def paragraph(text: str, style: ParagraphStyle) -> Paragraph:
    """User text as one paragraph, escaped here; shaped where it holds a combining mark."""
    return Paragraph(markup(text), styled(style, text))


class OutlineParagraph(Paragraph):  # type: ignore[misc]  # reportlab is untyped
    """A heading that is also one of the PDF's bookmarks."""

    bookmark: tuple[str, str, int] | None = None

    def draw(self) -> None:
        """Draws the heading and notes it in the outline of the PDF."""
        if self.bookmark:
            key, title, level = self.bookmark
            self.canv.bookmarkHorizontal(key, 0, self.height)
            self.canv.addOutlineEntry(title, key, level, closed=level == 0)
        super().draw()


@dataclass(slots=True)
class _Line:
    """One paragraph of a column; `rule` draws a line below, this share of its last line; `boxed` frames it."""

    text: str
    style: ParagraphStyle
    rule: float = 0
    before: float = 0
    boxed: bool = False


class Columns(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """Paragraphs side by side: (x, width, lines) per column, shares of the text's width."""

    def __init__(self, columns: Sequence[tuple[float, float, Sequence[_Line]]], before: float, after: float):
        super().__init__()
        self._columns = columns
        self.spaceBefore, self.spaceAfter = before, after
        self._placed: list[tuple[Paragraph, float, float, _Line]] = []

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Width as given and the height of the tallest column, in points."""
        self._placed = []
        self.width, self.height = available_width, 0.0
        for start, share, lines in self._columns:
            width, y = share * available_width, 0.0
            for line in lines:
                drawn = paragraph(line.text, line.style)
                _, height = drawn.wrap(width, available_height)
                y += line.before + height
                self._placed.append((drawn, start * available_width, y, line))
                y += _LINE_GAP + 2 if line.rule or line.boxed else 0
            self.height = max(self.height, y)
        return self.width, self.height

    def draw(self) -> None:
        """Draws the columns side by side, level at the top."""
        for drawn, x, y, line in self._placed:
            drawn.drawOn(self.canv, x, self.height - y)
            if line.rule:
                length = line.rule * (drawn.width - _room_on_last_line(drawn))
                self._rule(x + drawn.width / 2, self.height - y - _LINE_GAP, length)
            if line.boxed:
                half = width_of(line.text, line.style.fontName, line.style.fontSize) / 2 + 6
                self.canv.setLineWidth(_LINE_WIDTH)
                self.canv.rect(x + drawn.width / 2 - half, self.height - y - 3, 2 * half, drawn.height + 3)

    def _rule(self, centre: float, y: float, length: float) -> None:
        self.canv.setLineWidth(_LINE_WIDTH)
        self.canv.line(centre - length / 2, y, centre + length / 2, y)


class DotLine(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """A line of dots from margin to margin."""

    def __init__(self) -> None:
        super().__init__()
        self.spaceBefore = styles.DOTS.spaceBefore

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """The whole width and one line's height, in points."""
        self.width, self.height = available_width, styles.DOTS.leading
        return self.width, self.height

    def draw(self) -> None:
        """Dots to write on by hand, to the right margin."""
        style = styles.DOTS
        self.canv.setFont(style.fontName, style.fontSize)
        y = style.leading - style.fontSize
        self.canv.drawString(0, y, "." * int(self.width / width_of(".", style.fontName, style.fontSize)))


LINES = (Paragraph, DotLine)


def fill_paragraph(text: str, width: float) -> Paragraph:
    """`text` with dots from its end up to the right margin; on a new line when hardly any room is left."""
    style = styles.FILL
    dot = width_of(".", style.fontName, style.fontSize)
    room = width - style.firstLineIndent - width_of(text, style.fontName, style.fontSize)
    if room < 0:
        plain = paragraph(text, style)
        plain.wrap(width, 0)
        room = _room_on_last_line(plain)
    dots = int(room / dot - 1.1)  # a space, as wide as a dot, stands before them
    return paragraph(f"{text} {'.' * (dots if dots >= _FEWEST_DOTS else int(width / dot) - 1)}", style)


def letterhead(block: Letterhead) -> Flowable:
    """Agency left, national heading right, each with its line below (Nghị định 30/2020/NĐ-CP)."""
    left = [_Line(text, styles.PARENT) for text in block.parents]
    left += [_Line(text, styles.AGENCY) for text in block.agency]
    left[-1].rule = _PART_RULE
    right = [_Line(block.nation, styles.NATION), _Line(block.motto, styles.MOTTO, rule=1)]
    top = Columns([(0, _LEFT_SHARE, left), (_LEFT_SHARE, 1 - _LEFT_SHARE, right)], 0, 0)
    lower_left = [_Line(block.number, styles.NUMBER)] if block.number else []
    if block.draft:
        lower_left.append(_Line(block.draft, styles.DRAFT, before=6, boxed=True))
    lower_right = [_Line(block.place_date, styles.PLACE_DATE)] if block.place_date else []
    lower = Columns([(0, _LEFT_SHARE, lower_left), (_LEFT_SHARE, 1 - _LEFT_SHARE, lower_right)], 4, 0)
    return _Stack((top, lower))


def appendix_head(block: AppendixHead) -> Flowable:
    """ "Phụ lục I", its title, and in italics what it belongs to."""
    lines = [
        _Line(block.label, styles.APPENDIX_LABEL),
        _Line(block.title, styles.NAME),
        _Line(block.belongs_to, styles.APPENDIX_OF, rule=_PART_RULE),
    ]
    draft = [_Line(block.draft, styles.DRAFT, boxed=True)] if block.draft else []
    # Upright pages are narrow: the box reaches a little below the centred lines, which never begin so far left.
    return Columns([(0, 0.17, draft), (0.13, 0.74, lines)], 0, 8)


def paper_name(block: PaperName, width: float) -> Flowable:
    """The name of the paper and its abstract, with a line below."""
    columns: list[tuple[float, float, list[_Line]]] = [(0, 1, [_Line(block.name, styles.NAME)])]
    if block.summary:
        share = 0.9 * _balanced(block.summary, styles.SUMMARY, 0.9 * width)
        below = _Line(block.summary, styles.SUMMARY, rule=_PART_RULE, before=styles.NAME.leading)
        columns.append(((1 - share) / 2, share, [below]))
    return Columns(columns, 16, 8)


def signatures(block: Signatures) -> Flowable:
    """Those who sign, side by side, with room for signature and stamp."""
    left: list[_Line] = []
    if block.left:
        left = _signer_lines(block.left)
    elif block.recipients:
        left = [_Line(block.recipients_title, styles.RECIPIENTS_TITLE)]
        left += [_Line(text, styles.RECIPIENT) for text in block.recipients]
    right = _signer_lines(block.right)
    return Columns([(0, 0.45, left), (0.48, 0.52, right)], 12, 0)


def _signer_lines(signer: Signer) -> list[_Line]:
    lines = [_Line(text, styles.SIGNER) for text in signer.lines]
    if signer.hint:
        lines.append(_Line(signer.hint, styles.SIGNER_HINT))
    lines.append(_Line(signer.name, styles.SIGNER, before=styles.SIGNING_ROOM))
    return lines


def _room_on_last_line(drawn: Paragraph) -> float:
    """What the last line of a wrapped paragraph leaves free."""
    last = drawn.blPara.lines[-1]
    return float(last[0] if isinstance(last, tuple) else last.extraSpace)


def _balanced(text: str, style: ParagraphStyle, width: float) -> float:
    """The least share of `width` that sets the text in no more lines: no last line of one word."""
    drawn = paragraph(text, style)
    lines = drawn.wrap(width, 0)[1]
    share = 1.0
    while share > _NARROWEST and drawn.wrap((share - 0.05) * width, 0)[1] == lines:
        share -= 0.05
    return share


class _Stack(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """Flowables drawn one below the other, never apart."""

    def __init__(self, parts: Sequence[Any]) -> None:
        super().__init__()
        self._parts = parts
        self._heights: list[float] = []

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self._heights = [part.wrap(available_width, available_height)[1] for part in self._parts]
        gaps = sum(part.getSpaceBefore() for part in self._parts[1:])
        self.width, self.height = available_width, sum(self._heights) + gaps
        return self.width, self.height

    def draw(self) -> None:
        y = self.height
        for at, (part, height) in enumerate(zip(self._parts, self._heights, strict=True)):
            y -= height + (part.getSpaceBefore() if at else 0)
            part.drawOn(self.canv, 0, y)
