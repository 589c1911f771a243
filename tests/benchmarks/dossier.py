"""A village dossier against the same texts and tables drawn by bare reportlab on as many pages."""

import tempfile
from collections.abc import Iterator
from pathlib import Path

from ntm_desktop.documents.blocks import Paper
from ntm_desktop.documents.preview import count_pages
from ntm_desktop.documents.village_papers import compose_papers, write_dossier
from ntm_desktop.domain.criteria import Level
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.build_dossier import build_dossier
from ntm_desktop.services.start_desk import start_with_sample
from tests.benchmarks.bare_papers import draw_bare
from tests.benchmarks.figures import Figure, paired


def measure() -> Iterator[Figure]:
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        with start_with_sample(DataFolder(folder / "data"), "ia-hdrai") as desk:
            chosen = desk.criteria_set(None, Level.VILLAGE)
            dossier = build_dossier(desk, desk.find_place("Thôn 7"), parse_period("2021"), chosen)
        papers: tuple[Paper, ...] = compose_papers(dossier)
        ours = folder / "ours.pdf"
        ratio, mine, other = paired(lambda: write_dossier(dossier, ours), lambda: draw_bare(papers), runs=7)
        pages, bare_pages = count_pages(ours), draw_bare(papers)
    per_page = (mine / pages) / (other / bare_pages)
    whole = f"{mine * 1000:.0f} ms, {pages} pages / {other * 1000:.0f} ms, {bare_pages} pages"
    what = "a page of a village dossier / a page by bare reportlab"
    yield Figure(what, per_page, 1.5, detail=f"{whole}; whole dossier {ratio:.2f} x")
