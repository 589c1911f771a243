"""Photos made small enough to keep and to print: at most 1600 pixels, upright, without what the camera wrote.

Time and place are read before, for columns of the database. Imported only when a photo is worked on.
"""

import math
import struct
import warnings
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from PIL.Image import Image, Resampling, Transpose
from PIL.Image import new as new_picture
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile

from ntm_desktop.domain.errors import EvidenceRefused
from ntm_desktop.domain.evidence import Media

LONGEST_SIDE = 1600
MOST_PIXELS = 200_000_000
"""Of a plain JPEG, which is decoded at an eighth of its size where need be: never held whole."""
MOST_PIXELS_WHOLE = 16_000_000
"""Of a PNG or a progressive JPEG, which must be held whole: an A4 page scanned at 400 dpi."""
_QUALITY = 85
_ORIENTATION, _EXIF, _GPS = 0x0112, 0x8769, 0x8825
_TAKEN, _CHANGED = 36867, 306
_BROKEN = (OSError, ValueError, SyntaxError, TypeError, KeyError, IndexError, ArithmeticError, struct.error)
"""What a decoder says of a damaged file; Pillow promises no single error."""


@dataclass(frozen=True, slots=True)
class Photo:
    """What was kept of a photo; `taken_at` as "2021-05-03T10:12:00", the place in decimal degrees."""

    width: int
    height: int
    taken_at: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@dataclass(frozen=True, slots=True)
class Thumbnail:
    """Pixels as rows of red, green, blue."""

    width: int
    height: int
    rgb: bytes


def make_small(source: Path, media: Media, name: str, target: Path) -> Photo:
    """Writes the photo at `source` to `target` as a JPEG of at most 1600 pixels, turned upright.

    Raises EvidenceRefused (photo: damaged or cut off; photo_too_large). The memory needed stays below 150 MB.
    """
    with _refused_when_broken(name), source.open("rb") as file:
        opened = _opened(file, media)
        if opened.width * opened.height > _most_pixels(opened):
            raise EvidenceRefused(name, "photo_too_large")
        said = _said_by_camera(opened)
        upright = _upright(_scaled(opened, LONGEST_SIDE), said.orientation)
    with target.open("wb") as out:
        upright.save(out, "JPEG", quality=_QUALITY, optimize=True)
    return Photo(upright.width, upright.height, said.taken_at, said.latitude, said.longitude)


def thumbnail(path: Path, longest: int) -> Thumbnail | None:
    """A stored photo as a small picture, None where it cannot be read. A few milliseconds."""
    try:
        with path.open("rb") as file:
            small = _scaled(_opened(file, Media.JPEG), longest)
    except _BROKEN:
        return None
    return Thumbnail(small.width, small.height, small.tobytes())


@dataclass(frozen=True, slots=True)
class _Said:
    orientation: int = 1
    taken_at: str | None = None
    latitude: float | None = None
    longitude: float | None = None


@contextmanager
def _refused_when_broken(name: str) -> Iterator[None]:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # Pillow's word that the EXIF is damaged
            yield
    except _BROKEN as error:
        raise EvidenceRefused(name, "photo") from error


def _opened(file: Any, media: Media) -> Image:
    """Only the decoder of the recognised kind, never whatever Pillow would choose."""
    return JpegImageFile(file) if media is Media.JPEG else PngImageFile(file)


def _most_pixels(opened: Image) -> int:
    is_plain = isinstance(opened, JpegImageFile) and not opened.info.get("progressive")
    return MOST_PIXELS if is_plain else MOST_PIXELS_WHOLE


def _scaled(opened: Image, longest: int) -> Image:
    """Red, green, blue, at most `longest` on the long side; decoded small where the format allows."""
    share = min(1.0, longest / max(opened.size))
    width, height = (max(1, round(side * share)) for side in opened.size)
    if isinstance(opened, JpegImageFile):
        opened.draft("RGB", (width, height))
    opened.load()
    if opened.mode in ("RGBA", "LA", "PA", "P"):
        opened = _on_white(opened, min(opened.width // width, opened.height // height))
    # Sixteen-bit greys would be cut off at 255 rather than scaled.
    converted = opened.point(lambda grey: grey / 256).convert("RGB") if opened.mode == "I;16" else opened
    converted = converted if converted.mode == "RGB" else converted.convert("RGB")
    if converted.size == (width, height):
        return converted
    return converted.resize((width, height), Resampling.LANCZOS, reducing_gap=2.0)


def _on_white(opened: Image, factor: int) -> Image:
    """What is see-through shows white paper; a whole number of times smaller first, for the sake of memory."""
    with_alpha = opened if opened.mode == "RGBA" else opened.convert("RGBA")
    with_alpha = with_alpha.reduce(factor) if factor > 1 else with_alpha
    sheet = new_picture("RGB", with_alpha.size, "white")
    sheet.paste(with_alpha, mask=with_alpha.getchannel("A"))
    return sheet


_TURNS = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}


def _upright(picture: Image, orientation: int) -> Image:
    """As the EXIF orientation (1 to 8) asks: what follows carries none."""
    return picture.transpose(_TURNS[orientation]) if orientation in _TURNS else picture


def _said_by_camera(opened: Image) -> _Said:
    """What the EXIF says, as far as it can be read: damaged EXIF does not make a photo useless."""
    try:
        exif = opened.getexif()
        shot, place = exif.get_ifd(_EXIF), exif.get_ifd(_GPS)
        orientation = exif.get(_ORIENTATION, 1)
        taken = shot.get(_TAKEN) or exif.get(_CHANGED)
    except _BROKEN:
        return _Said()
    latitude, longitude = _degrees(place, 1, "S", 90), _degrees(place, 3, "W", 180)
    has_place = latitude is not None and longitude is not None and (latitude, longitude) != (0, 0)
    return _Said(
        orientation if isinstance(orientation, int) else 1,
        _iso_time(taken),
        latitude if has_place else None,
        longitude if has_place else None,
    )


def _iso_time(text: object) -> str | None:
    """ "2021:05:03 10:12:00" as ISO; None for anything else, and for a camera whose clock was never set."""
    if not isinstance(text, str):
        return None
    try:
        taken = datetime.strptime(text.strip("\0 ")[:19], "%Y:%m:%d %H:%M:%S")
    except ValueError:
        return None
    return taken.isoformat() if taken.year > 1990 else None


def _degrees(place: dict[int, Any], tag: int, negative: str, most: int) -> float | None:
    try:
        degrees, minutes, seconds = (float(part) for part in place[tag + 1])
        value = degrees + minutes / 60 + seconds / 3600
        side = str(place[tag]).strip("\0 ").upper()
    except _BROKEN:
        return None
    if not math.isfinite(value) or not 0 <= value <= most:
        return None
    return round(-value if side == negative else value, 6)
