"""Evidence: files that prove a figure, with what the list of evidence says of them.

A piece belongs to one reading (place x criteria set x indicator x period). Its bytes are kept outside the
database under their SHA-256.
"""

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date, datetime
from enum import StrEnum
from typing import Any

from ntm_desktop.domain.criteria import Indicator
from ntm_desktop.domain.errors import TextTooLong, WrongDate
from ntm_desktop.domain.names import fold, nfc
from ntm_desktop.domain.recording import ReadingKey

LARGEST = 50 * 2**20
"""Bytes of one file: a scanned dossier of two hundred pages; four of them fill no stick."""
_LONGEST = 500


class Media(StrEnum):
    """What a file is by its content, never by its name."""

    JPEG = "image/jpeg"
    PNG = "image/png"
    PDF = "application/pdf"
    DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"
    XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
    DOC = "application/msword"
    XLS = "application/vnd.ms-excel"


SUFFIXES: dict[Media, tuple[str, ...]] = {
    Media.JPEG: (".jpg", ".jpeg", ".jpe", ".jfif"),
    Media.PNG: (".png",),
    Media.PDF: (".pdf",),
    Media.DOCX: (".docx",),
    Media.XLSX: (".xlsx",),
    Media.DOC: (".doc",),
    Media.XLS: (".xls",),
}
"""The endings that say the truth about a kind; the first one is ours."""
MEDIA_TITLES = {
    Media.JPEG: "ảnh",
    Media.PNG: "ảnh",
    Media.PDF: "PDF",
    Media.DOCX: "Word",
    Media.XLSX: "Excel",
    Media.DOC: "Word",
    Media.XLS: "Excel",
}
PHOTOS = frozenset({Media.JPEG, Media.PNG})


@dataclass(frozen=True, slots=True)
class EvidenceFile:
    """The stored bytes: `name` as the person knows it, `original` the SHA-256 of what was given.

    `taken_at` is the camera's clock ("2021-05-03T10:12:00"), `latitude` and `longitude` decimal degrees.
    """

    sha256: str
    name: str
    size: int
    media: Media
    original: str = ""
    taken_at: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    width: int | None = None
    height: int | None = None

    @property
    def is_photo(self) -> bool:
        """Whether it can be shown as a picture."""
        return self.media in PHOTOS


@dataclass(frozen=True, slots=True)
class Details:
    """What the list of evidence says of a piece; empty is left for the pen. `date` is ISO ("2022-02-05")."""

    requirement: str = ""
    number: str = ""
    date: str = ""
    issuer: str = ""
    abstract: str = ""


@dataclass(frozen=True, slots=True)
class Piece:
    """One piece of evidence of one reading."""

    id: str
    key: ReadingKey
    file: EvidenceFile
    details: Details = Details()

    @property
    def title(self) -> str:
        """What people call it: its abstract, or the name of its file."""
        return self.details.abstract or self.file.name


@dataclass(frozen=True, slots=True)
class EvidenceState:
    """How complete the evidence of one indicator of one place is. `missing` are titles of the checklist."""

    present: int = 0
    required: int = 0
    missing: tuple[str, ...] = ()

    @property
    def is_complete(self) -> bool:
        """Whether everything that is asked for is there."""
        return not self.missing


def caption_of(piece: Piece, indicator: Indicator) -> str:
    """What papers call it: its abstract; else of a photo what it proves, of another file its name.

    The names that cameras give say nothing, so a photo's is never printed.
    """
    if piece.details.abstract:
        return nfc(piece.details.abstract)
    if not piece.file.is_photo:
        return piece.file.name.rpartition(".")[0] or piece.file.name
    proved = next((one.text for one in indicator.evidence if one.id == piece.details.requirement), indicator.text)
    return nfc(proved)


def state_of(indicator: Indicator, requirements_met: Iterable[str], present: int) -> EvidenceState:
    """`requirements_met` are the ids that the pieces there answer; `present` counts all pieces."""
    met = set(requirements_met)
    missing = tuple(one.text for one in indicator.evidence if one.id not in met)
    return EvidenceState(present, len(indicator.evidence), missing)


def checked_details(details: Details) -> Details:
    """As they are kept: composed, trimmed, the date in ISO. Raises WrongDate, TextTooLong."""
    kept = {}
    for one in fields(Details):
        text = " ".join(nfc(getattr(details, one.name)).split())
        if len(text) > _LONGEST:
            raise TextTooLong(FIELD_TITLES[one.name], _LONGEST)
        kept[one.name] = text
    return Details(**{**kept, "date": parse_date(kept["date"])})


FIELD_TITLES = {
    "requirement": "minh chứng cần có",
    "number": "số, ký hiệu",
    "date": "ngày văn bản",
    "issuer": "cơ quan ban hành",
    "abstract": "trích yếu",
}

_DATE = re.compile(r"(\d{1,2})[/.\-](\d{1,2})[/.\-](\d{4}|\d{2})|(\d{4})-(\d{1,2})-(\d{1,2})")
_EARLIEST = 1945


def parse_date(text: str) -> str:
    """A day as people write it (05/02/2022, 5-2-22) or ISO, as ISO; empty stays empty. Raises WrongDate."""
    if not text.strip():
        return ""
    found = _DATE.fullmatch(text.strip())
    if not found:
        raise WrongDate(text)
    day, month, year = map(int, found.group(1, 2, 3) if found.group(1) else found.group(6, 5, 4))
    if year < 100:
        year += 1900 if 1900 + year >= _EARLIEST else 2000
    try:
        parsed = date(year, month, day)
    except ValueError as error:
        raise WrongDate(text) from error
    if not _EARLIEST <= parsed.year <= 2100:
        raise WrongDate(text)
    return parsed.isoformat()


def date_text(iso: str) -> str:
    """05/02/2022, as dates are shown; empty where none is known."""
    try:
        return f"{date.fromisoformat(iso):%d/%m/%Y}" if iso else ""
    except ValueError:
        return ""


def taken_text(file: EvidenceFile) -> str:
    """03/05/2021 10:12, by the camera's clock; empty where the file does not say."""
    return f"{datetime.fromisoformat(file.taken_at):%d/%m/%Y %H:%M}" if file.taken_at else ""


def position_text(file: EvidenceFile) -> str:
    """14,10000; 107,50000: latitude and longitude in degrees; empty where the file does not say."""
    if file.latitude is None or file.longitude is None:
        return ""
    return f"{file.latitude:.5f}; {file.longitude:.5f}".replace(".", ",")


def size_text(count: int) -> str:
    """Bytes as people say them: "3 KB", "12,5 MB"."""
    return f"{-(-count // 1024)} KB" if count < 2**20 else f"{count / 2**20:.1f} MB".replace(".", ",")


def file_to_data(file: EvidenceFile) -> dict[str, Any]:
    """The file as the one field `file` of a piece in the operation log; unknown parts are left out."""
    data = {one.name: getattr(file, one.name) for one in fields(EvidenceFile)}
    return {name: value for name, value in data.items() if value not in (None, "")}


def file_from_data(data: object) -> EvidenceFile:
    """The inverse of `file_to_data`, of what any laptop may have written. Raises ValueError."""
    if not isinstance(data, Mapping):
        raise ValueError("no file")
    sha256, name, size = data.get("sha256"), data.get("name"), data.get("size")
    if not is_sha256(sha256) or not isinstance(name, str) or not name or not _is_count(size):
        raise ValueError("no file")
    original, taken = data.get("original"), data.get("taken_at")
    return EvidenceFile(
        str(sha256),
        nfc(name),
        int(str(size)),
        Media(str(data.get("media"))),
        str(original) if is_sha256(original) else "",
        taken if isinstance(taken, str) and _TAKEN.fullmatch(taken) else None,
        _degrees(data.get("latitude"), 90),
        _degrees(data.get("longitude"), 180),
        _pixels(data.get("width")),
        _pixels(data.get("height")),
    )


_SHA256 = re.compile(r"[0-9a-f]{64}")
_TAKEN = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}")


def side_by_side(photos: Sequence[Piece]) -> list[Piece | None]:
    """Photos two in a row, "trước ..." left of "sau ..." of the same thing; None is an empty place.

    Other photos keep their order.
    """
    placed: list[Piece | None] = []
    left = list(photos)
    while left:
        one = left.pop(0)
        pair = _pair_of(one, left)
        if pair is None:
            placed.append(one)
            continue
        left.remove(pair)
        placed += [None] * (len(placed) % 2)
        placed += [one, pair] if _stage(one)[0] == "truoc" else [pair, one]
    return placed


def _pair_of(one: Piece, others: Sequence[Piece]) -> Piece | None:
    stage, of_what = _stage(one)
    if not stage:
        return None
    wanted = ("sau" if stage == "truoc" else "truoc", of_what)
    return next((other for other in others if other.key == one.key and _stage(other) == wanted), None)


def _stage(piece: Piece) -> tuple[str, str]:
    """truoc or sau, and of what; empty where the caption says neither."""
    first, _, rest = fold(piece.title).partition(" ")
    return (first, rest.removeprefix("khi ")) if first in ("truoc", "sau") and piece.details.abstract else ("", "")


def is_sha256(text: object) -> bool:
    """Whether `text` can be the name of a stored file: nothing else may ever become part of a path."""
    return isinstance(text, str) and _SHA256.fullmatch(text) is not None


def _is_count(value: object) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and 0 < value <= LARGEST


def _degrees(value: object, most: int) -> float | None:
    if isinstance(value, bool) or not isinstance(value, int | float) or not -most <= value <= most:
        return None
    return float(value)


def _pixels(value: object) -> int | None:
    return value if isinstance(value, int) and not isinstance(value, bool) and value > 0 else None
