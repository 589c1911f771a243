"""Pages of a PDF as pictures, for the preview and the printer. No Qt, no Pillow: raw RGB."""

import zlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Lock
from typing import Any

from ntm_desktop.domain.errors import FileMissing, FileUnreadable


@dataclass(frozen=True, slots=True)
class PageImage:
    """A page as it will be printed, packed: paper is mostly white, and a dossier has dozens of pages."""

    width: int
    height: int
    stride: int
    packed: bytes

    @property
    def rgb(self) -> bytes:
        """`height` lines of `stride` bytes, three bytes a pixel; unpacked in a few milliseconds."""
        return zlib.decompress(self.packed)


_ONE_AT_A_TIME = Lock()
"""PDFium must not be called by two threads at once, not even for two files."""


def count_pages(pdf: Path) -> int:
    """Raises FileMissing, FileUnreadable."""
    with _ONE_AT_A_TIME:
        document = _open(pdf)
        try:
            return len(document)
        finally:
            document.close()


def pages_as_images(pdf: Path, dpi: int) -> Iterator[PageImage]:
    """Page by page, so that the first is there at once. Raises FileMissing, FileUnreadable."""
    for number in range(count_pages(pdf)):
        with _ONE_AT_A_TIME:
            document = _open(pdf)
            try:
                image = _picture(document[number], dpi)
            finally:
                document.close()
        yield image


def images_of(content: bytes, dpi: int) -> list[PageImage]:
    """The pages of a PDF that never lay on the disk: what is on them is for paper alone."""
    import pypdfium2  # loaded by the action that needs it

    with _ONE_AT_A_TIME:
        document = pypdfium2.PdfDocument(content)
        try:
            return [_picture(page, dpi) for page in document]
        finally:
            document.close()


def _picture(page: Any, dpi: int) -> PageImage:
    bitmap = page.render(scale=dpi / 72, rev_byteorder=True)
    try:
        return PageImage(bitmap.width, bitmap.height, bitmap.stride, zlib.compress(bitmap.buffer, level=1))
    finally:
        bitmap.close()
        page.close()


def _open(pdf: Path) -> Any:
    import pypdfium2  # loaded by the action that needs it

    if not pdf.is_file():
        raise FileMissing(str(pdf))
    try:
        return pypdfium2.PdfDocument(pdf.read_bytes())
    except (pypdfium2.PdfiumError, OSError) as error:
        raise FileUnreadable(str(pdf), str(error)) from error
