"""Reading a PDF back as a person sees it: pages, texts, where they stand and how large."""

import ctypes
import unicodedata
from dataclasses import dataclass
from pathlib import Path

import pypdfium2
import pypdfium2.raw as pdfium

MM = 72 / 25.4


@dataclass(frozen=True)
class Letter:
    """One visible letter; x, y in points from the page's lower left corner, `font` its PostScript name."""

    text: str
    left: float
    bottom: float
    right: float
    top: float
    size: float
    font: str


@dataclass(frozen=True)
class Page:
    width: float
    height: float
    text: str
    letters: tuple[Letter, ...]

    def lines(self) -> list[str]:
        return [line.strip() for line in self.text.splitlines() if line.strip()]

    def first_of(self, text: str) -> Letter:
        """The first letter of `text` on the page."""
        wanted = "".join(text.split())
        joined = "".join(letter.text for letter in self.letters)
        at = joined.index(wanted)
        return self.letters[at]

    def in_top_margin(self) -> str:
        return "".join(letter.text for letter in self.letters if letter.bottom > self.height - 19 * MM)


def read_pdf(file: Path) -> list[Page]:
    document = pypdfium2.PdfDocument(file)
    try:
        return [_page(document[number]) for number in range(len(document))]
    finally:
        document.close()


def plain_text(file: Path) -> str:
    """All text with line ends as spaces, composed."""
    text = " ".join(page.text for page in read_pdf(file))
    return unicodedata.normalize("NFC", " ".join(text.split()))


def _page(page: pypdfium2.PdfPage) -> Page:
    texts = page.get_textpage()
    letters = []
    for at in range(texts.count_chars()):
        letter = chr(pdfium.FPDFText_GetUnicode(texts, at))
        if letter.isspace() or pdfium.FPDFText_IsGenerated(texts, at):
            continue
        letters.append(
            Letter(letter, *texts.get_charbox(at), pdfium.FPDFText_GetFontSize(texts, at), _font(texts, at))
        )
    width, height = page.get_size()
    read = Page(width, height, texts.get_text_range(), tuple(letters))
    texts.close()
    page.close()
    return read


def _font(texts: pypdfium2.PdfTextPage, at: int) -> str:
    buffer = ctypes.create_string_buffer(200)
    flags = ctypes.c_int()
    pdfium.FPDFText_GetFontInfo(texts, at, buffer, 200, ctypes.byref(flags))
    return buffer.value.decode().partition("+")[2] or buffer.value.decode()
