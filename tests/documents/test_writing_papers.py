"""The file: bookmarks, metadata, equal bytes, all or nothing, and pictures of it."""

import errno
import gc
import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pypdfium2
import pytest
from reportlab.pdfbase.pdfdoc import PDFPage

from ntm_desktop.documents import atomic
from ntm_desktop.documents.preview import count_pages, pages_as_images
from ntm_desktop.documents.village_papers import PAPERS, SELF_ASSESSMENT, SUBMISSION, write_dossier, write_paper
from ntm_desktop.domain.errors import (
    Cancelled,
    DiskFull,
    ExpectedError,
    FileInUse,
    FileMissing,
    FileUnreadable,
    FolderReadOnly,
)
from tests.documents import builders


def test_the_same_dossier_gives_the_same_bytes_in_any_process(tmp_path: Path) -> None:
    write_dossier(builders.dossier(figures=builders.HALF, village="Làng Brơ̆ng"), tmp_path / "one.pdf")
    write_dossier(builders.dossier(figures=builders.HALF, village="Làng Brơ̆ng"), tmp_path / "two.pdf")
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()
    code = (
        "from pathlib import Path; from tests.documents import builders;"
        "from ntm_desktop.documents.village_papers import write_dossier;"
        "write_dossier(builders.dossier(figures=builders.HALF, village='Làng Brơ̆ng'), Path('three.pdf').resolve())"
    )
    root = str(Path(__file__).parents[2])
    environment = {**os.environ, "PYTHONPATH": root, "PYTHONHASHSEED": "7", "PYTHONUTF8": "1"}
    subprocess.run([sys.executable, "-c", code], cwd=tmp_path, env=environment, check=True)
    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "three.pdf").read_bytes()


def test_bookmarks_lead_to_each_paper_and_each_criterion(tmp_path: Path) -> None:
    write_dossier(builders.all_met(), tmp_path / "a.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    marks = [(mark.level, mark.get_title(), mark.get_dest().get_index()) for mark in document.get_toc()]
    document.close()
    assert [title for level, title, _ in marks if level == 0] == [
        "Tờ trình - Thôn 1",
        "Báo cáo tự đánh giá - Thôn 1",
        "Phụ lục - Biểu tổng hợp kết quả thực hiện các tiêu chí - Thôn 1",
        "Biên bản họp thôn - Thôn 1",
        "Danh mục minh chứng - Thôn 1",
        "Phụ lục - Hình ảnh minh chứng - Thôn 1",
    ]
    titles = [title for _, title, _ in marks]
    assert "1. Tiêu chí số 1 - Quy hoạch" in titles
    assert "3. Tiêu chí số 10 - Thu nhập và lao động" in titles
    pages = [page for _, _, page in marks]
    assert pages == sorted(pages)


def test_the_file_says_whose_it_is(tmp_path: Path) -> None:
    write_dossier(builders.all_met(), tmp_path / "a.pdf")
    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    data = document.get_metadata_dict()
    document.close()
    assert data["Title"] == "Hồ sơ đề nghị công nhận Thôn 1 đạt chuẩn nông thôn mới"
    assert data["Author"] == "Ủy ban nhân dân xã Ia Tơi"
    assert "Thôn 1, xã Ia Tơi" in data["Subject"]
    assert b"/Lang (vi)" in (tmp_path / "a.pdf").read_bytes()


def test_the_file_names_no_day_it_was_not_made_on(tmp_path: Path) -> None:
    write_dossier(builders.all_met(), tmp_path / "a.pdf")
    content = (tmp_path / "a.pdf").read_bytes()
    assert b"CreationDate" not in content
    assert b"ModDate" not in content


def test_only_embedded_fonts_are_used(tmp_path: Path) -> None:
    write_dossier(builders.all_met(), tmp_path / "a.pdf")
    content = (tmp_path / "a.pdf").read_bytes()
    assert b"Tinos" in content
    assert b"Helvetica" not in content
    assert b"Times" not in content


def test_progress_is_told_paper_by_paper(tmp_path: Path) -> None:
    heard = []
    write_dossier(builders.all_met(), tmp_path / "a.pdf", progress=lambda *step: heard.append(step))
    assert [(at, count) for at, count, _ in heard] == [(at, len(PAPERS)) for at in range(len(PAPERS) + 1)]
    assert heard[0][2] == "Tờ trình - Thôn 1"


def test_stopping_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    target = tmp_path / "a.pdf"
    target.write_bytes(b"old")

    def stop(at: int, count: int, title: str) -> None:
        if at == 2:
            raise Cancelled

    with pytest.raises(Cancelled):
        write_dossier(builders.all_met(), target, progress=stop)
    assert [file.name for file in tmp_path.iterdir()] == ["a.pdf"]
    assert target.read_bytes() == b"old"


@pytest.mark.parametrize(
    ("number", "error"),
    [
        (errno.ENOSPC, DiskFull),
        (errno.EROFS, FolderReadOnly),
        (errno.EACCES, FolderReadOnly),
        (errno.EIO, FolderReadOnly),
    ],
)
def test_a_disk_that_fails_gives_its_error_and_no_half_file(
    number: int, error: type[ExpectedError], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(descriptor: int) -> None:
        raise OSError(number, os.strerror(number))

    monkeypatch.setattr(atomic.os, "fsync", fail)
    with pytest.raises(error):
        write_paper(builders.all_met(), SUBMISSION, tmp_path / "a.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_file_that_a_viewer_holds_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def held(self: Path, target: Path) -> Path:
        raise PermissionError(errno.EACCES, "held")

    monkeypatch.setattr(Path, "replace", held)
    with pytest.raises(FileInUse) as caught:
        write_paper(builders.all_met(), SUBMISSION, tmp_path / "a.pdf")
    assert caught.value.path == str(tmp_path / "a.pdf")
    assert list(tmp_path.iterdir()) == []


def test_a_folder_that_is_not_there_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        write_paper(builders.all_met(), SUBMISSION, tmp_path / "none" / "a.pdf")


def test_the_preview_shows_every_page_as_a_picture(tmp_path: Path) -> None:
    pages = write_paper(builders.all_met(), SELF_ASSESSMENT, tmp_path / "a.pdf")
    images = list(pages_as_images(tmp_path / "a.pdf", 50))
    assert len(images) == pages == count_pages(tmp_path / "a.pdf")
    first = images[0]
    assert (first.width, first.height) == pytest.approx((413, 585), abs=1)
    assert len(first.rgb) == first.stride * first.height
    assert 0 < sum(value < 128 for value in first.rgb) < len(first.rgb) // 5


def test_two_threads_may_draw_and_look_at_once(tmp_path: Path) -> None:
    def run(number: int) -> int:
        target = tmp_path / f"{number}.pdf"
        write_dossier(builders.dossier(figures=builders.HALF, village="Làng Brơ̆ng"), target)
        return len(list(pages_as_images(target, 30)))

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(run, range(8)))) == 1
    assert len({(tmp_path / f"{number}.pdf").read_bytes() for number in range(8)}) == 1


def test_what_a_drawn_paper_was_made_of_does_not_wait_for_the_collector(tmp_path: Path) -> None:
    gc.collect()
    gc.disable()
    try:
        write_dossier(builders.dossier(), tmp_path / "a.pdf")
        left = [one for one in gc.get_objects() if isinstance(one, PDFPage)]
    finally:
        gc.enable()
    assert not left


def test_previewing_a_damaged_file_is_an_expected_error(tmp_path: Path) -> None:
    (tmp_path / "a.pdf").write_bytes(b"%PDF-1.4 nothing")
    with pytest.raises(FileUnreadable):
        list(pages_as_images(tmp_path / "a.pdf", 50))
    with pytest.raises(FileMissing):
        list(pages_as_images(tmp_path / "b.pdf", 50))


def test_importing_the_papers_loads_no_pdf_library() -> None:
    code = (
        "import sys, ntm_desktop.documents.village_papers, ntm_desktop.documents.preview;"
        "sys.exit(any(name.split('.')[0] in ('reportlab', 'pypdfium2', 'uharfbuzz') for name in sys.modules))"
    )
    root = str(Path(__file__).parents[2])
    subprocess.run([sys.executable, "-c", code], env={**os.environ, "PYTHONPATH": root}, check=True)
