"""Photos two in a row, four to a page, the one left over in the middle. Imported only when a paper is drawn."""

from collections.abc import Iterator
from typing import Any

from reportlab.lib.units import mm
from reportlab.lib.utils import ImageReader
from reportlab.platypus import Flowable

from ntm_desktop.documents import pdf_styles as styles
from ntm_desktop.documents.blocks import Picture, Pictures
from ntm_desktop.documents.pdf_flowables import paragraph

_ROW = 102 * mm
"""Two rows and the heading of an appendix fit on a page, three rows never do."""
_ALONE = 150 * mm
"""A single photo is shown as large as its page allows."""
_GAP = 5 * mm
_USUAL = 3 / 4
"""Height of a photo as a share of its width, where there is none to ask."""
_UNREADABLE = "Không đọc được ảnh này"


def picture_rows(block: Pictures, width: float) -> Iterator[Flowable]:
    """The pictures two to a row, each row `width` points wide."""
    height = _ROW if len(block.pictures) > 1 else _ALONE
    for at in range(0, len(block.pictures), 2):
        yield _Row(block.pictures[at : at + 2], width, height)


class _Row(Flowable):  # type: ignore[misc]  # reportlab is untyped
    """One or two pictures with their captions, never torn apart."""

    def __init__(self, pictures: tuple[Picture | None, ...], width: float, height: float) -> None:
        super().__init__()
        self._pictures, self._high = pictures, height
        self._side = (width - _GAP) / 2 if len(pictures) > 1 else width
        self._captions: list[tuple[list[Any], float]] = []

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        self._captions = [self._wrapped(one) for one in self._pictures]
        self.width, self.height = available_width, self._high
        return self.width, self.height

    def draw(self) -> None:
        room = self._high - max(below for _, below in self._captions) - 6 * mm
        photos = [_opened(one) for one in self._pictures]
        shown = [photo for picture, photo in zip(self._pictures, photos, strict=True) if picture is not None]
        base = self._high - 4 * mm - max(min(room, _tallness(photo) * self._side) for photo in shown)
        for at, (picture, photo, (lines, _)) in enumerate(zip(self._pictures, photos, self._captions, strict=True)):
            if picture is None:
                continue
            x = at * (self._side + _GAP)
            self._draw_photo(photo, x, base, min(room, _tallness(photo) * self._side))
            y = base - 2 * mm
            for line in lines:
                y -= line.height
                line.drawOn(self.canv, x, y)
        for photo in filter(None, photos):  # it refers to itself: its millions of pixels would stay for a while
            vars(photo).clear()

    def _wrapped(self, picture: Picture | None) -> tuple[list[Any], float]:
        """The caption's paragraphs and how high they stand together."""
        texts = picture.lines if picture else ()
        lines = [
            paragraph(text, styles.CAPTION if not at else styles.CAPTION_MORE) for at, text in enumerate(texts)
        ]
        return lines, sum(line.wrap(self._side, self._high)[1] for line in lines)

    def _draw_photo(self, photo: ImageReader | None, x: float, y: float, height: float) -> None:
        try:
            if photo is not None:
                self.canv.drawImage(
                    photo, x, y, self._side, height, preserveAspectRatio=True, anchor="s", anchorAtXY=False
                )
                return
        except (OSError, ValueError, SyntaxError):  # its heading could be read, not what follows
            pass
        self.canv.rect(x, y, self._side, height)
        said = paragraph(_UNREADABLE, styles.CAPTION_MORE)
        _, tall = said.wrap(self._side, height)
        said.drawOn(self.canv, x, y + (height - tall) / 2)


def _opened(picture: Picture | None) -> ImageReader | None:
    """None for one that is gone or damaged since the dossier was read: the paper says so."""
    if picture is None:
        return None
    try:
        return ImageReader(picture.path)
    except (OSError, ValueError, SyntaxError):
        return None


def _tallness(photo: ImageReader | None) -> float:
    """Its height as a share of its width."""
    if photo is None:
        return _USUAL
    width, height = photo.getSize()
    return float(height / width)
