"""What evidence there is of figures, what the checklists still lack, and showing a piece in another program."""

import contextlib
import shutil
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from db.repositories import evidence as rows
from ntm_desktop.domain.criteria import CriteriaSet, Indicator
from ntm_desktop.domain.disk_errors import not_writable
from ntm_desktop.domain.errors import EvidenceFileMissing, FileExists, UnknownEvidence
from ntm_desktop.domain.evidence import EvidenceState, Piece, state_of
from ntm_desktop.domain.periods import Period
from ntm_desktop.domain.places import Place
from ntm_desktop.domain.recording import NotApplicable, ReadingKey
from ntm_desktop.evidence.store import EvidenceStore
from ntm_desktop.exchange.stick import safe_name
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.add_evidence import store_of
from ntm_desktop.services.make_folder import make_folder
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.record import is_recorded_for

if TYPE_CHECKING:
    from ntm_desktop.evidence.photos import Thumbnail

__all__ = ["Lack", "ReadingEvidence", "evidence_state", "find_piece", "list_pieces", "missing_evidence"]


@dataclass(frozen=True, slots=True)
class ReadingEvidence:
    """The evidence of one figure: its pieces, and which of them have no file on this laptop."""

    indicator: Indicator
    pieces: tuple[Piece, ...]
    state: EvidenceState
    without_file: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class EvidenceCount:
    """Pieces there are; figures (of each place) that need evidence, and those of them that lack some."""

    pieces: int
    needing: int
    lacking: int


@dataclass(frozen=True, slots=True)
class Lack:
    """An indicator of a place whose checklist of evidence is not complete."""

    place: Place
    indicator: Indicator
    state: EvidenceState


def evidence_of(desk: OpenDesk, key: ReadingKey) -> ReadingEvidence:
    """The pieces of a figure and of its shorter periods (what was shown in July proves the year)."""
    indicator = desk.criteria_sets[key.criteria_set].indicator(key.code)
    pieces = rows.list_within(desk.database, [key.place_id], key.criteria_set, key.period, key.code)
    store = store_of(desk)
    lacking = frozenset(one.id for one in pieces if not store.has(one.file.sha256))
    met = [one.details.requirement for one in pieces]
    return ReadingEvidence(indicator, tuple(pieces), state_of(indicator, met, len(pieces)), lacking)


def list_pieces(
    desk: OpenDesk, places: Sequence[Place], criteria_set: CriteriaSet, period: Period, code: str | None = None
) -> list[Piece]:
    """The pieces of those places, in their order and that of the set."""
    place_order = {one.id: at for at, one in enumerate(places)}
    order = {one.code: at for at, one in enumerate(criteria_set.indicators())}
    found = rows.list_within(desk.database, list(place_order), criteria_set.id, period, code)
    return sorted(found, key=lambda one: (place_order[one.key.place_id], order.get(one.key.code, len(order))))


def evidence_state(
    desk: OpenDesk, commune: Place, criteria_set: CriteriaSet, period: Period
) -> dict[tuple[str, str], EvidenceState]:
    """By (place id, indicator code) how complete the evidence is, for the commune and its villages.

    Two queries however many cells there are. Where a figure says "không áp dụng" nothing is required; an
    indicator that is not recorded for a place is not listed.
    """
    places = [commune, *desk.villages(commune.id)]
    ids = [one.id for one in places]
    met: dict[tuple[str, str], list[str]] = defaultdict(list)
    for place_id, code, requirement in rows.list_answers(desk.database, ids, criteria_set.id, period):
        met[place_id, code].append(requirement)
    readings = desk.figures_now(ids, criteria_set.id, period)
    states = {}
    for place in places:
        for indicator in criteria_set.indicators():
            key = (place.id, indicator.code)
            if not is_recorded_for(indicator, criteria_set, place.kind):
                continue
            reading = readings.get(key)
            if reading is not None and isinstance(reading.figure, NotApplicable):
                states[key] = EvidenceState(len(met[key]))
            else:
                states[key] = state_of(indicator, met[key], len(met[key]))
    return states


def count_evidence(desk: OpenDesk, commune: Place, criteria_set: CriteriaSet, period: Period) -> EvidenceCount:
    """How far the evidence of the commune and its villages is, of what is recorded: no figure, nothing to prove."""
    figures = desk.figures_now(
        [commune.id, *(one.id for one in desk.villages(commune.id))], criteria_set.id, period
    )
    recorded = {at for at, one in figures.items() if one.figure is not None}
    listed = evidence_state(desk, commune, criteria_set, period).items()
    states = [one for at, one in listed if at in recorded or one.present]
    return EvidenceCount(
        sum(one.present for one in states),
        sum(bool(one.required) for one in states),
        sum(not one.is_complete for one in states),
    )


def missing_evidence(desk: OpenDesk, commune: Place, criteria_set: CriteriaSet, period: Period) -> list[Lack]:
    """Every open line of the checklists, village by village in the order of the set."""
    states = evidence_state(desk, commune, criteria_set, period)
    places = {one.id: one for one in (commune, *desk.villages(commune.id))}
    return [
        Lack(places[place_id], criteria_set.indicator(code), state)
        for (place_id, code), state in states.items()
        if not state.is_complete
    ]


def find_piece(desk: OpenDesk, text: str) -> Piece:
    """The piece with that id, or whose id begins so, if that is one. Raises UnknownEvidence."""
    wanted = text.strip().lower()
    found = [one for one in rows.list_all(desk.database) if wanted and one.id.startswith(wanted)]
    if len(found) != 1:
        raise UnknownEvidence(text)
    return found[0]


def export_piece(desk: OpenDesk, piece: Piece, target: Path) -> Path:
    """Copies the piece's file to `target`, or into it under its own name where it is a folder.

    Nothing is written over, and nothing half-copied stays. Raises FileExists, EvidenceFileMissing,
    DiskFull, FolderReadOnly.
    """
    store = store_of(desk)
    if not store.has(piece.file.sha256):
        raise EvidenceFileMissing(piece.title)
    path = _free(target / safe_name(piece.file.name)) if target.is_dir() else target
    is_begun = False
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with store.path(piece.file.sha256).open("rb") as source, path.open("xb") as copy:
            is_begun = True
            shutil.copyfileobj(source, copy)
    except FileExistsError as error:
        raise FileExists(str(path)) from error
    except OSError as error:
        if is_begun:
            with contextlib.suppress(OSError):
                path.unlink()
        raise not_writable(error, path.parent) from error
    return path


def copy_for_viewing(desk: OpenDesk, piece: Piece) -> Path:
    """A copy under the piece's own name for another program to show; earlier copies go, as far as they can."""
    folder = desk.folder.viewing
    with contextlib.suppress(OSError):  # one may still be open elsewhere
        shutil.rmtree(folder)
    return export_piece(desk, piece, make_folder(folder / piece.id[:8]))


def thumbnail_of(folder: DataFolder, sha256: str, longest: int) -> "Thumbnail | None":
    """A stored photo made small, for any thread: nothing of the database is touched. None for what is no photo."""
    from ntm_desktop.evidence.photos import thumbnail  # Pillow is loaded by the action that needs it

    return thumbnail(EvidenceStore(folder.evidence).path(sha256), longest)


def _free(path: Path) -> Path:
    number, free = 1, path
    while free.exists():
        number += 1
        free = path.with_name(f"{path.stem} ({number}){path.suffix}")
    return free
