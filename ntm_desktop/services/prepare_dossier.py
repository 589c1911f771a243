"""A village's dossier as papers: what is missing, the pages on screen, as PDF files, for one village or all."""

import contextlib
import tempfile
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from ntm_desktop.documents.preview import PageImage as PageImage
from ntm_desktop.documents.preview import pages_as_images
from ntm_desktop.documents.village_papers import PAPERS as PAPERS
from ntm_desktop.documents.village_papers import PaperKind, worth_printing
from ntm_desktop.documents.village_papers import write_dossier as write_pdf
from ntm_desktop.domain.criteria import CriteriaSet
from ntm_desktop.domain.disk_errors import not_writable
from ntm_desktop.domain.dossier import Missing, VillageDossier, missing_of
from ntm_desktop.domain.errors import (
    ChecksFail,
    DiskFull,
    FileInUse,
    FileStands,
    FolderReadOnly,
    NothingToPrint,
    OpenConflicts,
)
from ntm_desktop.domain.periods import Period
from ntm_desktop.domain.places import Place
from ntm_desktop.exchange.stick import safe_name
from ntm_desktop.services.assess import assess_grid
from ntm_desktop.services.build_dossier import dossier_of
from ntm_desktop.services.open_desk import OpenDesk, Progress

__all__ = [
    "PAPERS",
    "PageImage",
    "PaperKind",
    "RefusedDossier",
    "SavedDossier",
    "SavedDossiers",
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
    *,
    replaces: bool = True,
) -> SavedDossiers:
    """A dossier of every village of the commune that has figures, one PDF each, into `folder`.

    A village whose final papers are refused is returned with its reason and keeps no other from its papers; on
    trouble with the disk none is written. Raises NothingToPrint where no village has figures, FileStands where a
    paper lies there and is not replaced, and the errors of the disk.
    """
    grid = assess_grid(desk, commune, criteria_set, period)
    dossiers, refused = [], []
    for village in grid.villages:
        try:
            dossiers.append(dossier_of(desk, grid, village))
        except NothingToPrint:
            continue
        except (OpenConflicts, ChecksFail) as error:
            refused.append(RefusedDossier(village, error))
    if not dossiers and not refused:
        raise NothingToPrint(commune.title, period.title)
    if not dossiers:
        return SavedDossiers((), tuple(refused))
    names = _file_names(dossiers)
    taken = next((folder / name for name in names if (folder / name).exists()), None)
    if taken is not None and not replaces:
        raise FileStands(str(taken))
    with _staged(folder) as staging:
        saved: list[SavedDossier] = []
        for position, (dossier, name) in enumerate(zip(dossiers, names, strict=True)):
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
        raise not_writable(error, folder) from error
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
