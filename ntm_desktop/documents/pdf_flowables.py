"""Parts of a paper that reportlab has no flowable for. Imported only when a paper is drawn."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.utils import simpleSplit
from reportlab.platypus import Flowable, Paragraph

from ntm_desktop.documents import pdf_styles as styles
from ntm_desktop.documents.blocks import AppendixHead, Letterhead, PaperName, Signatures, Signer
from ntm_desktop.documents.pdf_fonts import markup, styled, width_of
from ntm_desktop.domain.names import nfc

_LEFT_SHARE = 0.43
_LINE_GAP = 3
_LINE_WIDTH = 0.7


def paragraph(text: str, style: ParagraphStyle) -> Paragraph:
    return Paragraph(markup(text), styled(style, text))


class OutlineParagraph(Paragraph):  # type: ignore[misc]
    """A heading that is also one of the PDF's bookmarks."""

    bookmark: tuple[str, str, int] | None = None

    def draw(self) -> None:
        if self.bookmark:
            key, title, level = self.bookmark
            self.canv.bookmarkHorizontal(key, 0, self.height)
            self.canv.addOutlineEntry(title, key, level, closed=level == 0)
        super().draw()


@dataclass(slots=True)
class _Line:
    """One paragraph of a column; `rule` draws a line below it, `boxed` a frame around it."""

    text: str
    style: ParagraphStyle
    rule: float = 0
    before: float = 0
    boxed: bool = False


class Columns(Flowable):  # type: ignore[misc]
    """Paragraphs side by side: (x, width, lines) per column, shares of the text's width."""

    def __init__(self, columns: Sequence[tuple[float, float, Sequence[_Line]]], before: float, after: float):
        super().__init__()
        self._columns = columns
        self.spaceBefore, self.spaceAfter = before, after
        self._placed: list[tuple[Paragraph, float, float, _Line]] = []

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
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
        for drawn, x, y, line in self._placed:
            drawn.drawOn(self.canv, x, self.height - y)
            if line.rule:
                self._rule(x + drawn.width / 2, self.height - y - _LINE_GAP, line.rule)
            if line.boxed:
                half = width_of(line.text, line.style.fontName, line.style.fontSize) / 2 + 6
                self.canv.setLineWidth(_LINE_WIDTH)
                self.canv.rect(x + drawn.width / 2 - half, self.height - y - 3, 2 * half, drawn.height + 3)

    def _rule(self, centre: float, y: float, length: float) -> None:
        self.canv.setLineWidth(_LINE_WIDTH)
        self.canv.line(centre - length / 2, y, centre + length / 2, y)


class DotLine(Flowable):  # type: ignore[misc]
    """A line of dots from margin to margin."""

    def __init__(self) -> None:
        super().__init__()
        self.spaceBefore = styles.DOTS.spaceBefore

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self.width, self.height = available_width, styles.DOTS.leading
        return self.width, self.height

    def draw(self) -> None:
        style = styles.DOTS
        self.canv.setFont(style.fontName, style.fontSize)
        y = style.leading - style.fontSize
        self.canv.drawString(0, y, "." * int(self.width / width_of(".", style.fontName, style.fontSize)))


def fill_paragraph(text: str, width: float) -> Paragraph:
    """`text` with dots from its end up to the right margin."""
    style = styles.FILL
    font, size = style.fontName, style.fontSize
    plain = nfc(text)
    indent = style.firstLineIndent
    widths = [width - indent, width]
    used = 0.0
    space, current, limit = width_of(" ", font, size), -1.0, widths[0]
    for word in plain.split():
        wide = width_of(word, font, size)
        if current >= 0 and current + space + wide > limit:
            current, limit = wide, widths[1]
        else:
            current = wide if current < 0 else current + space + wide
        used = current
    room = limit - used - space - 1
    dot = width_of(".", font, size)
    dots = max(int(room / dot), 0)
    filled = f"{text} {'.' * dots}" if dots >= 8 else f"{text} {'.' * int((widths[1] - 1) / dot)}"
    return Paragraph(markup(filled), styled(style, text))


def letterhead(block: Letterhead, width: float) -> Flowable:
    left = [_Line(text, styles.PARENT) for text in block.parents]
    left += [_Line(text, styles.AGENCY) for text in block.agency]
    left[-1].rule = _last_line_width(left[-1], _LEFT_SHARE * width) * 0.4
    motto_width = width_of(block.motto, styles.MOTTO.fontName, styles.MOTTO.fontSize)
    right = [_Line(block.nation, styles.NATION), _Line(block.motto, styles.MOTTO, rule=motto_width)]
    top = Columns([(0, _LEFT_SHARE, left), (_LEFT_SHARE, 1 - _LEFT_SHARE, right)], 0, 0)
    lower_left = [_Line(block.number, styles.NUMBER)] if block.number else []
    if block.draft:
        lower_left.append(_Line(block.draft, styles.DRAFT, before=6, boxed=True))
    lower_right = [_Line(block.place_date, styles.PLACE_DATE)] if block.place_date else []
    lower = Columns([(0, _LEFT_SHARE, lower_left), (_LEFT_SHARE, 1 - _LEFT_SHARE, lower_right)], 4, 0)
    return _Stack((top, lower))


def appendix_head(block: AppendixHead, width: float) -> list[Flowable]:
    lines = [_Line(block.label, styles.APPENDIX_LABEL), _Line(block.title, styles.NAME)]
    lines.append(_Line(block.belongs_to, styles.APPENDIX_OF))
    lines[-1].rule = _last_line_width(lines[-1], width) * 0.4
    heads: list[Flowable] = []
    columns: list[tuple[float, float, list[_Line]]] = [(0.05, 0.9, lines)]
    if block.draft:
        columns.append((0, 0.14, [_Line(block.draft, styles.DRAFT, boxed=True)]))
    heads.append(Columns(columns, 0, 8))
    return heads


def paper_name(block: PaperName, width: float) -> Flowable:
    lines = [_Line(block.name, styles.NAME)]
    if block.summary:
        summary = _Line(block.summary, styles.SUMMARY)
        summary.rule = _last_line_width(summary, 0.9 * width) * 0.4
        lines.append(summary)
    return Columns([(0.05, 0.9, lines)], 16, 8)


def signatures(block: Signatures) -> Flowable:
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


def _last_line_width(line: _Line, width: float) -> float:
    """How long the text's last line is when it is set in `width`: rules are a part of it."""
    font, size = line.style.fontName, line.style.fontSize
    set_lines: list[str] = simpleSplit(nfc(line.text), font, size, width)
    return width_of(set_lines[-1], font, size) if set_lines else 0.0


class _Stack(Flowable):  # type: ignore[misc]
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
