"""Preparing a village's dossier: what is missing, the papers on screen, as PDF files, for one village or all."""

import contextlib
import errno
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

from db.repositories import places
from ntm_desktop.documents.preview import PageImage as PageImage
from ntm_desktop.documents.preview import pages_as_images
from ntm_desktop.documents.village_papers import PAPERS as PAPERS
from ntm_desktop.documents.village_papers import PaperKind, worth_printing
from ntm_desktop.documents.village_papers import write_dossier as write_pdf
from ntm_desktop.domain.criteria import CriteriaSet, Indicator, IndicatorKind
from ntm_desktop.domain.dossier import Exhibit, Missing, VillageDossier, VillageFacts, missing_of
from ntm_desktop.domain.errors import ChecksFail, DiskFull, FileInUse, FolderReadOnly, NothingToPrint, OpenConflicts
from ntm_desktop.domain.evaluation import Assessment
from ntm_desktop.domain.periods import Period
from ntm_desktop.domain.places import Place, PlaceKind
from ntm_desktop.domain.recording import Reading
from ntm_desktop.domain.review import Appraisal
from ntm_desktop.domain.text_lengths import LONGEST_NAME, shortened
from ntm_desktop.exchange.stick import safe_name
from ntm_desktop.services.add_evidence import store_of
from ntm_desktop.services.assess import Grid, assess_grid
from ntm_desktop.services.check_figures import check_village
from ntm_desktop.services.count_poverty import RULE as POVERTY
from ntm_desktop.services.count_poverty import count_poverty
from ntm_desktop.services.list_evidence import evidence_state, list_pieces
from ntm_desktop.services.open_desk import OpenDesk, Progress
from ntm_desktop.services.review import list_reviewed

__all__ = [
    "PAPERS",
    "PageImage",
    "PaperKind",
    "RefusedDossier",
    "SavedDossier",
    "SavedDossiers",
    "build_dossier",
    "dossier_file_name",
    "missing",
    "paper_kinds",
    "preview",
    "save_dossier",
    "save_village_dossiers",
]


@dataclass(frozen=True, slots=True)
class SavedDossier:
    """A village's dossier as it was written."""

    village: Place
    path: Path
    pages: int
    is_draft: bool


@dataclass(frozen=True, slots=True)
class RefusedDossier:
    """A village whose final papers cannot be printed, and why."""

    village: Place
    reason: OpenConflicts | ChecksFail


@dataclass(frozen=True, slots=True)
class SavedDossiers:
    """What became of the villages that have figures."""

    saved: tuple[SavedDossier, ...]
    refused: tuple[RefusedDossier, ...] = ()


def build_dossier(
    desk: OpenDesk, village: Place, period: Period, criteria_set: CriteriaSet, *, printed_on: date | None = None
) -> VillageDossier:
    """Everything the village's papers say.

    Raises NothingToPrint where not one figure is recorded, OpenConflicts where the papers would be final (no
    draft) and two laptops wrote a figure apart (a draft marks such a figure), ChecksFail where they would be
    final and figures contradict each other.
    """
    commune = next(one for one in desk.communes() if one.id == village.parent_id)
    return _dossier(desk, assess_grid(desk, commune, criteria_set, period), village, printed_on)


def missing(dossier: VillageDossier) -> tuple[Missing, ...]:
    """What does not add up, and every indicator that is not met, with what would mend it."""
    return missing_of(dossier)


def paper_kinds(ids: Sequence[str] | None) -> tuple[PaperKind, ...]:
    """The papers of those ids in the order of the dossier; all of them for None."""
    return PAPERS if ids is None else tuple(kind for kind in PAPERS if kind.id in ids)


def save_dossier(
    dossier: VillageDossier, target: Path, kinds: Sequence[str] | None = None, progress: Progress | None = None
) -> SavedDossier:
    """Writes the chosen papers as one PDF, whole or not at all. Raises the errors of the disk."""
    pages = write_pdf(dossier, target, worth_printing(dossier, paper_kinds(kinds)), progress=progress)
    return SavedDossier(dossier.village, target, pages, dossier.is_draft)


def preview(
    dossier: VillageDossier, kinds: Sequence[str] | None = None, dpi: int = 96, progress: Progress | None = None
) -> list[PageImage]:
    """The pages as pictures, exactly as they will be printed."""
    with tempfile.TemporaryDirectory(prefix="ntm-") as folder:
        target = Path(folder) / "preview.pdf"
        pages = write_pdf(dossier, target, worth_printing(dossier, paper_kinds(kinds)), progress=progress)
        images = []
        for image in pages_as_images(target, dpi):
            images.append(image)
            if progress:
                progress(len(images), pages, "Đang dựng trang xem trước")
        return images


def save_village_dossiers(
    desk: OpenDesk,
    commune: Place,
    period: Period,
    criteria_set: CriteriaSet,
    folder: Path,
    progress: Progress | None = None,
) -> SavedDossiers:
    """A dossier of every village of the commune that has figures, one PDF each, into `folder`.

    A village whose final papers are refused is returned with its reason and keeps no other from its papers; on
    trouble with the disk none is written. Raises NothingToPrint where no village has figures, and the errors of
    the disk.
    """
    grid = assess_grid(desk, commune, criteria_set, period)
    dossiers, refused = [], []
    for village in grid.villages:
        try:
            dossiers.append(_dossier(desk, grid, village, None))
        except NothingToPrint:
            continue
        except (OpenConflicts, ChecksFail) as error:
            refused.append(RefusedDossier(village, error))
    if not dossiers and not refused:
        raise NothingToPrint(commune.title, period.title)
    if not dossiers:
        return SavedDossiers((), tuple(refused))
    with _staged(folder) as staging:
        saved: list[SavedDossier] = []
        for position, (dossier, name) in enumerate(zip(dossiers, _file_names(dossiers), strict=True)):
            if progress:
                progress(position, len(dossiers), f"Hồ sơ {dossier.village.name}")
            saved.append(save_dossier(dossier, staging / name))
        placed = tuple(replace(one, path=_put_in_place(one.path, folder)) for one in saved)
        return SavedDossiers(placed, tuple(refused))


def _file_names(dossiers: Sequence[VillageDossier]) -> list[str]:
    """Two villages may have one name: a paper never takes the other's place."""
    names: list[str] = []
    met: Counter[str] = Counter()
    for name in map(dossier_file_name, dossiers):
        met[name.casefold()] += 1
        repeated = met[name.casefold()]
        names.append(f"{name.removesuffix('.pdf')} ({repeated}).pdf" if repeated > 1 else name)
    return names


@contextlib.contextmanager
def _staged(folder: Path) -> Iterator[Path]:
    """A place inside `folder` for papers until all of them are written; gone afterwards with what is left."""
    try:
        is_new = not folder.exists()
        folder.mkdir(parents=True, exist_ok=True)
        staging = tempfile.TemporaryDirectory(prefix=".ntm-", dir=folder)
    except OSError as error:
        raise (DiskFull if error.errno in (errno.ENOSPC, errno.EDQUOT) else FolderReadOnly)(str(folder)) from error
    try:
        yield Path(staging.name)
    except BaseException as error:
        staging.cleanup()
        if is_new:
            with contextlib.suppress(OSError):
                folder.rmdir()
        if isinstance(error, DiskFull):  # people know the folder they chose, not the place inside it
            raise DiskFull(str(folder)) from error
        raise
    staging.cleanup()


def _put_in_place(paper: Path, folder: Path) -> Path:
    target = folder / paper.name
    try:
        return paper.replace(target)
    except PermissionError as error:
        raise FileInUse(str(target)) from error
    except OSError as error:
        raise FolderReadOnly(str(folder)) from error


def dossier_file_name(dossier: VillageDossier) -> str:
    """`Ho so Thôn 1 - Ia Tơi - 2021.pdf`, without letters that FAT32 or Windows refuse."""
    return safe_name(f"Hồ sơ {dossier.village.name} - {dossier.commune.name} - {dossier.period.code}.pdf")


def _dossier(desk: OpenDesk, grid: Grid, village: Place, printed_on: date | None) -> VillageDossier:
    assessment = grid.place(village.id)
    if all(one.figure is None for one in assessment.indicators):
        raise NothingToPrint(village.title, grid.period.title)
    upper = desk.upper_level() or Place("", PlaceKind.UPPER_LEVEL, "")
    notes = {
        code: said
        for (place_id, code), cell in grid.cells.items()
        if place_id == village.id and cell.reading is not None and (said := _said_of(cell.reading))
    }
    conflicts = tuple(
        one.indicator.code
        for one in assessment.indicators
        if grid.cells[village.id, one.indicator.code].has_conflict
    )
    dossier = VillageDossier(
        village=_on_paper(village),
        commune=_on_paper(grid.commune),
        upper_level=_on_paper(upper),
        province=places.province_of(desk.database, upper.id),
        period=grid.period,
        criteria_set=grid.criteria_set,
        column=grid.commune.column,
        assessment=assessment,
        notes=notes,
        printed_on=printed_on,
        is_sample=village.is_sample and desk.desk.has_sample,
        facts=_with_poverty(desk, village, grid, assessment.indicators),
        appraisals=_appraisals(desk, grid, village),
        conflicts=frozenset(conflicts),
        findings=tuple(
            one for one in check_village(desk, village, grid.criteria_set, grid.period) if not one.is_answered
        ),
        **_evidence(desk, village, grid),
    )
    if conflicts and not dossier.is_draft:
        raise OpenConflicts(village.title, conflicts)
    errors = [one.text for one in dossier.findings if one.blocks_printing]
    if errors and not dossier.is_draft:
        raise ChecksFail(village.title, str(len(errors)), errors[0])
    return dossier


def _said_of(reading: Reading) -> str:
    """Where the figure comes from, then what a person noted; each a sentence."""
    said = [text for one in (reading.origin, *reading.note.splitlines()) if (text := one.strip())]
    return " ".join(text if text[-1] in _ENDS else f"{text}." for text in said)


_ENDS = ".!?…"
"""What a sentence ends with already."""


def _evidence(desk: OpenDesk, village: Place, grid: Grid) -> dict[str, Any]:
    """The pieces with where their photos lie, and what the checklists still lack."""
    store = store_of(desk)
    known = {one.code for one in grid.criteria_set.indicators()}  # a later version of the set may have dropped some
    exhibits = [
        Exhibit(
            piece,
            str(store.path(piece.file.sha256)) if piece.file.is_photo and store.has(piece.file.sha256) else "",
        )
        for piece in list_pieces(desk, [village], grid.criteria_set, grid.period)
        if piece.key.code in known
    ]
    states = evidence_state(desk, grid.commune, grid.criteria_set, grid.period)
    missing = {
        code: state.missing
        for (place_id, code), state in states.items()
        if place_id == village.id and state.missing
    }
    return {"evidence": tuple(exhibits), "missing_evidence": missing}


def _on_paper(place: Place) -> Place:
    return place._replace(name=shortened(place.name, LONGEST_NAME))


def _appraisals(desk: OpenDesk, grid: Grid, village: Place) -> dict[int, Appraisal]:
    reviewed = list_reviewed(desk, [village], grid.criteria_set, grid.period.year)
    return {
        number: Appraisal(one.review.state, one.review.accepted_hash, one.is_reopened)
        for (_, number), one in reviewed.items()
        if one.review.state is not None
    }


def _facts(assessments: Sequence[Assessment]) -> VillageFacts:
    """Households and people, only where every indicator that counts them agrees; otherwise left for the pen."""
    of_households = [one for one in assessments if one.indicator.denominator_label == "tổng số hộ"]
    of_people = [one for one in assessments if _counts_everyone(one.indicator)]
    return VillageFacts(
        households=_agreed(of_households),
        people=_agreed(of_people),
        is_illustrative=any(one.is_illustrative for one in (*of_households, *of_people)),
    )


def _with_poverty(desk: OpenDesk, village: Place, grid: Grid, assessments: Sequence[Assessment]) -> VillageFacts:
    facts = _facts(assessments)
    asked = next((one for one in assessments if one.indicator.from_households == POVERTY), None)
    if asked is None:
        return facts
    code, year = asked.indicator.code, grid.period.year
    found = count_poverty(desk, village, grid.criteria_set, code, asked.figure, year)
    return replace(facts, poor_households=found.poor, near_poor_households=found.near_poor)


def _agreed(ones: list[Assessment]) -> Decimal | None:
    counts = {one.denominator for one in ones if one.denominator is not None}
    return counts.pop() if len(counts) == 1 else None


def _counts_everyone(indicator: Indicator) -> bool:
    return indicator.kind is IndicatorKind.RATIO and indicator.denominator_label == "tổng dân số"
