"""The embedded fonts, and markup that picks the right one for each letter. Imported only when a paper is drawn."""

import re
import unicodedata
from functools import cache, lru_cache
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

import resources
from ntm_desktop.domain.names import nfc

REGULAR, BOLD, ITALIC, BOLD_ITALIC = "Tinos", "Tinos-Bold", "Tinos-Italic", "Tinos-BoldItalic"
_FILES = {
    REGULAR: "Tinos-Regular.ttf",
    BOLD: "Tinos-Bold.ttf",
    ITALIC: "Tinos-Italic.ttf",
    BOLD_ITALIC: "Tinos-BoldItalic.ttf",
}
_SIGNS = "DejaVuSans"  # has the letters and boxes that Tinos lacks
# Spaces a line must not break at: "≥ 75 %", "☑ Đạt", "Thôn 1", "75 % (**)"; a long unit and a sign must part.
_GLUE = re.compile(r"(?<=[≥≤☑☐]) | (?=%)|(?:(?<=%)|(?<=Đạt)) (?=\(\*)|(?<=[^\W\d]) (?=\d{1,3}(?![\w/]|[.,]\d))")
_CONTROL = re.compile(r"[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")
_COMMON = re.compile(r"[^\x20-\x7e\u00a0\u00c0-\u024f\u0300-\u0303\u0306\u0309\u0323\u1ea0-\u1ef9–≥≤“”’]+")


@cache
def register() -> None:
    """Makes the bundled fonts known to reportlab, once."""
    for name, file in _FILES.items():
        pdfmetrics.registerFont(TTFont(name, str(resources.path("fonts", file))))
    pdfmetrics.registerFont(TTFont(_SIGNS, str(resources.path("fonts", "DejaVuSans.ttf"))))


def markup(text: str) -> str:
    """User text for a reportlab Paragraph: escaped, composed, lines kept, odd signs in a font that has them."""
    clean = _CONTROL.sub("", nfc(text).replace("\r\n", "\n").replace("\r", "\n"))
    glued = _GLUE.sub("\u00a0", escape(clean))
    return _COMMON.sub(_marked, _signs_apart(glued) if needs_shaping(clean) else glued)


def _signs_apart(text: str) -> str:
    """A word is shaped by one font: a sign of another beside ơ̆ gets a space, or it would print as a wrong glyph."""
    letters = _tinos_letters()
    signs = [not letter.isspace() and ord(letter) not in letters for letter in text]
    parts: list[str] = []
    for at, letter in enumerate(text):
        beside = signs[max(at - 1, 0) : at] + signs[at + 1 : at + 2]
        if at and signs[at] != signs[at - 1] and not letter.isspace() and not text[at - 1].isspace():
            parts.append(" ")
        parts.append(" " if letter == "\u00a0" and any(beside) else letter)
    return "".join(parts)


def width_of(text: str, font: str, size: float) -> float:
    """Width of the text in points, in that font and size."""
    return float(pdfmetrics.stringWidth(nfc(text), font, size))


def needs_shaping(text: str) -> bool:
    """Whether a mark still stands apart from its letter after composing (ơ̆, ê̆): only then it must be placed."""
    return not text.isascii() and any(unicodedata.combining(letter) for letter in nfc(text))


def styled(style: ParagraphStyle, text: str) -> ParagraphStyle:
    """`style`, in its shaping variant when the text needs it (selectively: shaping all is 2.4x slower)."""
    return _shaping(style) if needs_shaping(text) else style


@lru_cache(maxsize=64)
def _shaping(style: ParagraphStyle) -> ParagraphStyle:
    return ParagraphStyle(f"{style.name}-shaped", parent=style, shaping=1)


@cache
def _tinos_letters() -> frozenset[int]:
    register()
    return frozenset(pdfmetrics.getFont(REGULAR).face.charToGlyph)


def _marked(found: re.Match[str]) -> str:
    letters = _tinos_letters()
    parts = []
    for letter in found.group():
        if letter == "\n":
            parts.append("<br/>")
        elif ord(letter) in letters or letter == "\t":
            parts.append(letter)
        else:
            parts.append(f'<font name="{_SIGNS}">{letter}</font>')
    return "".join(parts)
