"""Sizes and spaces of Nghị định 30/2020/NĐ-CP, phụ lục I. Imported only when a paper is drawn."""

from reportlab.lib.enums import TA_CENTER, TA_JUSTIFY, TA_LEFT, TA_RIGHT
from reportlab.lib.pagesizes import A4, landscape
from reportlab.lib.styles import ParagraphStyle
from reportlab.lib.units import cm, mm

from ntm_desktop.documents.blocks import Align, Orientation
from ntm_desktop.documents.pdf_fonts import BOLD, BOLD_ITALIC, ITALIC, REGULAR

PAGE_SIZES = {Orientation.PORTRAIT: A4, Orientation.LANDSCAPE: landscape(A4)}
TOP, BOTTOM, LEFT, RIGHT = 20 * mm, 20 * mm, 30 * mm, 15 * mm
PAGE_NUMBER_FROM_TOP = 12 * mm
PAGE_MARK_FROM_BOTTOM = 11 * mm
PAGE_NUMBER_SIZE = 13
SIGNING_ROOM = 25 * mm
FIRST_LINE = 1.27 * cm
_BODY, _LEADING, _BETWEEN = 14, 18, 6


def _style(name: str, font: str, size: float, leading: float, **more: object) -> ParagraphStyle:
    return ParagraphStyle(name, fontName=font, fontSize=size, leading=leading, **more)


NATION = _style("nation", BOLD, 12, 15, alignment=TA_CENTER)
MOTTO = _style("motto", BOLD, 13, 16, alignment=TA_CENTER)
PARENT = _style("parent", REGULAR, 12, 15, alignment=TA_CENTER)
AGENCY = _style("agency", BOLD, 12, 15, alignment=TA_CENTER)
NUMBER = _style("number", REGULAR, 13, 16, alignment=TA_CENTER)
PLACE_DATE = _style("place-date", ITALIC, 13, 16, alignment=TA_CENTER)
DRAFT = _style("draft", BOLD, 13, 16, alignment=TA_CENTER)

NAME = _style("name", BOLD, 14, 18, alignment=TA_CENTER)
SUMMARY = _style("summary", BOLD, 14, 18, alignment=TA_CENTER)
APPENDIX_LABEL = _style("appendix-label", BOLD, 14, 18, alignment=TA_CENTER)
APPENDIX_OF = _style("appendix-of", ITALIC, 14, 18, alignment=TA_CENTER)

ADDRESSEE = _style("addressee", REGULAR, _BODY, _LEADING, alignment=TA_CENTER, spaceBefore=6, spaceAfter=10)
_TEXT = {
    "alignment": TA_JUSTIFY,
    "firstLineIndent": FIRST_LINE,
    "spaceBefore": _BETWEEN,
    "allowWidows": 0,
    "allowOrphans": 0,
}
BODY = _style("body", REGULAR, _BODY, _LEADING, **_TEXT)
BASIS = _style("basis", ITALIC, _BODY, _LEADING, **_TEXT)
FILL = _style("fill", REGULAR, _BODY, _LEADING, **{**_TEXT, "alignment": TA_LEFT})
DOTS = _style("dots", REGULAR, _BODY, _LEADING, spaceBefore=_BETWEEN)
NOTE = _style("note", REGULAR, 11, 14, alignment=TA_JUSTIFY, spaceBefore=3)
_HEAD = {**_TEXT, "alignment": TA_LEFT, "spaceBefore": 9, "keepWithNext": 1}
HEADINGS = {
    1: _style("heading-1", BOLD, _BODY, _LEADING, **_HEAD),
    2: _style("heading-2", BOLD, _BODY, _LEADING, **_HEAD),
    3: _style("heading-3", REGULAR, _BODY, _LEADING, **{**_HEAD, "spaceBefore": _BETWEEN}),
}

TABLE_TITLE = _style("table-title", BOLD, 11, 13, alignment=TA_CENTER)
_CELLS = {Align.LEFT: TA_LEFT, Align.CENTRE: TA_CENTER, Align.RIGHT: TA_RIGHT}
CELL = {align: _style(f"cell-{align}", REGULAR, 11, 13, alignment=to) for align, to in _CELLS.items()}
CELL_BOLD = {align: _style(f"cell-bold-{align}", BOLD, 11, 13, alignment=to) for align, to in _CELLS.items()}

CAPTION = _style("caption", BOLD, 11, 13, alignment=TA_CENTER)
CAPTION_MORE = _style("caption-more", ITALIC, 11, 13, alignment=TA_CENTER)

RECIPIENTS_TITLE = _style("recipients-title", BOLD_ITALIC, 12, 15)
RECIPIENT = _style("recipient", REGULAR, 11, 13)
SIGNER = _style("signer", BOLD, _BODY, _LEADING, alignment=TA_CENTER)
SIGNER_HINT = _style("signer-hint", ITALIC, 13, 16, alignment=TA_CENTER)
