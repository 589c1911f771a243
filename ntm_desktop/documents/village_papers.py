"""The papers of a village's dossier: what a person asks for, written to disk whole or not at all."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from ntm_desktop.documents.atomic import write_whole
from ntm_desktop.documents.blocks import Paper
from ntm_desktop.documents.compose import compose
from ntm_desktop.documents.wording_reader import load_wording
from ntm_desktop.domain.dossier import VillageDossier

Progress = Callable[[int, int, str], None]


@dataclass(frozen=True, slots=True)
class PaperKind:
    """`id` names the wording file, `stem` the PDF of the paper alone."""

    id: str
    title: str
    stem: str


SUBMISSION = PaperKind("to-trinh", "Tờ trình của xã", "01-to-trinh")
SELF_ASSESSMENT = PaperKind("bao-cao-tu-danh-gia", "Báo cáo tự đánh giá của thôn", "02-bao-cao-tu-danh-gia")
INDICATOR_TABLE = PaperKind("bieu-tong-hop", "Biểu tổng hợp kết quả thực hiện các tiêu chí", "03-bieu-tong-hop")
MINUTES = PaperKind("bien-ban-hop-thon", "Biên bản họp thôn", "04-bien-ban-hop-thon")
EVIDENCE_LIST = PaperKind("danh-muc-minh-chung", "Danh mục minh chứng", "05-danh-muc-minh-chung")
PHOTO_APPENDIX = PaperKind("phu-luc-hinh-anh", "Phụ lục hình ảnh", "06-phu-luc-hinh-anh")
PAPERS: tuple[PaperKind, ...] = (
    *(SUBMISSION, SELF_ASSESSMENT, INDICATOR_TABLE, MINUTES),
    *(EVIDENCE_LIST, PHOTO_APPENDIX),
)
"""In the order of the bound dossier; the table is the appendix of the paper before it."""


def worth_printing(dossier: VillageDossier, kinds: Sequence[PaperKind]) -> tuple[PaperKind, ...]:
    """Without the lists of evidence that have nothing to list; where nothing else was asked for they stay."""
    empty = set() if dossier.evidence else {EVIDENCE_LIST}
    empty |= set() if any(one.photo for one in dossier.evidence) else {PHOTO_APPENDIX}
    return tuple(kind for kind in kinds if kind not in empty) or tuple(kinds)


_IDS = tuple(kind.id for kind in PAPERS)


def compose_papers(
    dossier: VillageDossier, kinds: Sequence[PaperKind] = PAPERS, *, wording_folder: Path | None = None
) -> tuple[Paper, ...]:
    """The papers as blocks. A wording file in `wording_folder` stands before the packaged one.

    Raises WordingInvalid.
    """
    wording = load_wording(_IDS, wording_folder)
    return tuple(compose(dossier, wording.papers[kind.id], wording.shared) for kind in kinds)


def write_paper(
    dossier: VillageDossier,
    kind: PaperKind,
    target: Path,
    *,
    progress: Progress | None = None,
    wording_folder: Path | None = None,
) -> int:
    """Writes one paper as PDF and returns its number of pages; errors as `write_dossier`."""
    return write_dossier(dossier, target, (kind,), progress=progress, wording_folder=wording_folder)


def write_dossier(
    dossier: VillageDossier,
    target: Path,
    kinds: Sequence[PaperKind] = PAPERS,
    *,
    progress: Progress | None = None,
    wording_folder: Path | None = None,
) -> int:
    """Writes the papers in one PDF, each numbered apart, and returns the number of pages.

    `progress` hears (papers drawn, papers in all, title of the next) and may raise to stop; then, and on any
    error, nothing is changed at `target`.
    Raises WordingInvalid, FolderReadOnly, DiskFull, FileInUse, FileMissing (no such folder).
    """
    from ntm_desktop.documents.pdf import draw_papers  # reportlab is loaded by the action that needs it

    papers = compose_papers(dossier, kinds, wording_folder=wording_folder)
    name = dossier.village.name
    title = papers[0].title if len(papers) == 1 else f"Hồ sơ đề nghị công nhận {name} đạt chuẩn nông thôn mới"
    content, pages = draw_papers(
        papers, title=title, subject=papers[0].subject, author=papers[0].author, progress=progress
    )
    write_whole(target, content)
    return pages
