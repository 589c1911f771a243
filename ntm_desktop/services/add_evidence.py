"""Adding evidence to a figure: recognised, photos made small, stored, then recorded as one act."""

import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from uuid import uuid4

from db.operation_log import Change
from db.repositories import evidence as rows
from ntm_desktop.domain.criteria import Indicator
from ntm_desktop.domain.errors import (
    EvidenceRefused,
    EvidenceRepeated,
    ExpectedError,
    FileMissing,
    FileUnreadable,
    NoEvidenceFiles,
    UnknownRequirement,
    WrongPlaceForIndicator,
)
from ntm_desktop.domain.evidence import (
    LARGEST,
    PHOTOS,
    SUFFIXES,
    Details,
    EvidenceFile,
    Media,
    Piece,
    checked_details,
    file_to_data,
)
from ntm_desktop.domain.names import nfc
from ntm_desktop.domain.numbers import format_number
from ntm_desktop.domain.places import Place
from ntm_desktop.domain.recording import ReadingKey
from ntm_desktop.evidence.recognise import recognise
from ntm_desktop.evidence.store import Copied, EvidenceStore, hash_of
from ntm_desktop.exchange.stick import safe_name
from ntm_desktop.services.act import act
from ntm_desktop.services.open_desk import OpenDesk, Progress, json_text
from ntm_desktop.services.record import is_recorded_for

_LONGEST_NAME = 150


@dataclass(frozen=True, slots=True)
class Added:
    """What became of the files: the new pieces, and why each of the others is none."""

    pieces: tuple[Piece, ...]
    refused: tuple[ExpectedError, ...] = ()


def store_of(desk: OpenDesk) -> EvidenceStore:
    """Where this desk keeps files of evidence."""
    return EvidenceStore(desk.folder.evidence)


def add_evidence(
    desk: OpenDesk,
    key: ReadingKey,
    place: Place,
    files: Sequence[Path],
    details: Details = Details(),  # noqa: B008 -- frozen
    progress: Progress | None = None,
) -> Added:
    """Adds files to one figure; all that are fit, in one act. What is refused is returned with its reason.

    Stopping (`progress` raises Cancelled) leaves no trace. Raises UnknownIndicator, WrongPlaceForIndicator,
    UnknownRequirement, WrongDate, TextTooLong, NotAllowed and the errors of this laptop's disk.
    """
    criteria_set = desk.criteria_sets[key.criteria_set]
    indicator = criteria_set.indicator(key.code)
    if not is_recorded_for(indicator, criteria_set, place.kind):
        raise WrongPlaceForIndicator(indicator.code, place.title)
    _check_requirement(indicator, details.requirement)
    said = checked_details(details)
    store = store_of(desk)
    standing = rows.list_within(desk.database, [key.place_id], key.criteria_set, key.period, key.code)
    adding = _Adding(store, key, place, indicator, said, [one for one in standing if one.key == key])
    try:
        for position, path in enumerate(files):
            if progress:
                progress(position, len(files), f"Thêm {path.name}")
            adding.take(path)
        if progress:
            progress(len(files), len(files), "Ghi minh chứng")
        _record(desk, place, indicator, adding.pieces)
    except BaseException:
        adding.take_back()
        raise
    return Added(tuple(adding.pieces), tuple(adding.refused))


def add_picture(
    desk: OpenDesk, key: ReadingKey, place: Place, content: bytes, name: str, progress: Progress | None = None
) -> Added:
    """Adds a picture that has no file (from the clipboard) under `name`; as `add_evidence`."""
    with tempfile.TemporaryDirectory(prefix="ntm-") as folder:
        path = Path(folder) / safe_name(name)
        path.write_bytes(content)
        return add_evidence(desk, key, place, [path], Details(), progress)


def evidence_files_in(folder: Path) -> list[Path]:
    """The files of a folder (not of folders in it) that could be evidence by their ending, by name.

    Raises NoEvidenceFiles, FileMissing, FileUnreadable.
    """
    endings = {ending for ones in SUFFIXES.values() for ending in ones}
    try:
        found = [one for one in folder.iterdir() if one.suffix.casefold() in endings and one.is_file()]
    except FileNotFoundError as error:
        raise FileMissing(str(folder)) from error
    except OSError as error:
        raise FileUnreadable(str(folder), "") from error
    found = [one for one in found if not one.name.startswith((".", "~$"))]  # what other systems and Office leave
    if not found:
        raise NoEvidenceFiles(str(folder))
    return sorted(found, key=lambda one: one.name.casefold())


class _Adding:
    """The files of one act, one after the other."""

    def __init__(
        self,
        store: EvidenceStore,
        key: ReadingKey,
        place: Place,
        indicator: Indicator,
        details: Details,
        standing: list[Piece],
    ) -> None:
        self._store, self._key, self._place, self._indicator = store, key, place, indicator
        self._details, self._standing = details, standing
        self._new: list[str] = []
        self.pieces: list[Piece] = []
        self.refused: list[ExpectedError] = []

    def take(self, path: Path) -> None:
        """One file; what is wrong with it alone is noted, what is wrong with this laptop is raised."""
        try:
            file = self._stored(path)
        except (EvidenceRefused, EvidenceRepeated, FileMissing, FileUnreadable) as error:
            self.refused.append(error)
            return
        self.pieces.append(Piece(uuid4().hex, self._key, file, self._details))

    def take_back(self) -> None:
        """Files that this act brought into the store, and nothing else."""
        for sha256 in self._new:
            self._store.remove(sha256)

    def _stored(self, path: Path) -> EvidenceFile:
        name = _kept_name(path.name)
        with self._store.copied(path, LARGEST) as copy:
            self._refuse_repeated(name, copy.sha256)
            media = recognise(copy.path, name)
            return self._photo(copy, media, name) if media in PHOTOS else self._document(copy, media, name)

    def _document(self, copy: Copied, media: Media, name: str) -> EvidenceFile:
        self._keep(copy.path, copy.sha256)
        return EvidenceFile(copy.sha256, _with_ending(name, media), copy.size, media, copy.sha256)

    def _photo(self, copy: Copied, media: Media, name: str) -> EvidenceFile:
        from ntm_desktop.evidence.photos import make_small  # Pillow is loaded by the action that needs it

        with self._store.arriving() as small:
            photo = make_small(copy.path, media, name, small)
            sha256, size = hash_of(small), small.stat().st_size
            self._refuse_repeated(name, sha256)
            self._keep(small, sha256)
        return EvidenceFile(
            sha256,
            _with_ending(name, Media.JPEG),
            size,
            Media.JPEG,
            copy.sha256,
            photo.taken_at,
            photo.latitude,
            photo.longitude,
            photo.width,
            photo.height,
        )

    def _keep(self, part: Path, sha256: str) -> None:
        if self._store.keep(part, sha256):
            self._new.append(sha256)

    def _refuse_repeated(self, name: str, sha256: str) -> None:
        """By what was given as well as by what was stored: the same photo is the same after another Pillow."""
        for piece in (*self._standing, *self.pieces):
            if sha256 in (piece.file.original, piece.file.sha256):
                raise EvidenceRepeated(name, self._indicator.code, self._place.title)


def _check_requirement(indicator: Indicator, requirement: str) -> None:
    if requirement and requirement not in {one.id for one in indicator.evidence}:
        known = tuple(f"{one.id} ({one.text})" for one in indicator.evidence)
        raise UnknownRequirement(requirement, known)


def _record(desk: OpenDesk, place: Place, indicator: Indicator, pieces: Sequence[Piece]) -> None:
    if not pieces:
        return
    what = f"{format_number(len(pieces))} minh chứng" if len(pieces) > 1 else f"minh chứng “{pieces[0].file.name}”"
    changes = [change for piece in pieces for change in _first_changes(piece)]
    act(desk, f"thêm {what} cho {indicator.code}, {place.name}", changes)


def _first_changes(piece: Piece) -> list[Change]:
    values: dict[str, object] = {"reading": rows.reading_text(piece.key), "file": file_to_data(piece.file)}
    said = piece.details
    for field in ("requirement", "number", "date", "issuer", "abstract"):
        if text := getattr(said, field):
            values[field] = text
    entity = rows.entity_of(piece)
    return [Change("evidence", entity, field, json_text(value)) for field, value in values.items()]


def _kept_name(name: str) -> str:
    clean = "".join(letter if letter.isprintable() else " " for letter in nfc(name)).strip()
    if len(clean) <= _LONGEST_NAME:
        return clean or "tệp"
    stem, ending = Path(clean).stem, Path(clean).suffix[:10]
    return stem[: _LONGEST_NAME - len(ending)].rstrip() + ending


def _with_ending(name: str, media: Media) -> str:
    """With the ending of what is stored: a PNG is kept as a JPEG, a scan without an ending gets one."""
    ending = Path(name).suffix.casefold()
    if ending in SUFFIXES[media]:
        return name
    known = {one for ones in SUFFIXES.values() for one in ones}
    return (Path(name).stem if ending in known else name) + SUFFIXES[media][0]
