"""A file is what its bytes are; one that says otherwise is refused."""

from collections.abc import Callable
from pathlib import Path

import pytest

from ntm_desktop.domain.errors import EvidenceRefused
from ntm_desktop.domain.evidence import Media
from ntm_desktop.evidence.recognise import recognise
from ntm_desktop.sentences import sentence_for
from tests.evidence import files

Make = Callable[[Path], Path]


@pytest.mark.parametrize(
    ("make", "name", "media"),
    [
        (files.photo, "nha van hoa.JPG", Media.JPEG),
        (lambda path: files.photo(path, kind="PNG"), "chup.png", Media.PNG),
        (files.pdf, "bien ban.pdf", Media.PDF),
        (files.word, "danh sach.docx", Media.DOCX),
        (files.excel, "bieu.xlsx", Media.XLSX),
        (files.old_word, "quyet dinh.doc", Media.DOC),
        (files.old_excel, "bieu cu.xls", Media.XLS),
        (files.pdf, "Biên bản họp ngày 5.6", Media.PDF),
        (files.pdf, "khong co duoi", Media.PDF),
    ],
)
def test_each_kind_is_recognised_by_content(tmp_path: Path, make: Make, name: str, media: Media) -> None:
    assert recognise(make(tmp_path / "tep"), name) is media


@pytest.mark.parametrize(
    ("make", "name"),
    [
        (files.photo, "bien ban.pdf"),
        (files.pdf, "anh.jpg"),
        (files.word, "bieu.xlsx"),
        (files.excel, "bieu.docx"),
        (files.old_word, "bieu.xls"),
        (files.word, "quyet dinh.doc"),
        (files.photo, "anh.png"),
        (files.pdf, "chuong trinh.exe"),
    ],
)
def test_a_file_that_lies_about_its_type_is_refused_with_one_sentence(
    tmp_path: Path, make: Make, name: str
) -> None:
    with pytest.raises(EvidenceRefused) as caught:
        recognise(make(tmp_path / "tep"), name)
    assert caught.value.reason == "lies"
    assert "không đúng với tên tệp" in sentence_for(caught.value)


@pytest.mark.parametrize(
    ("content", "name", "reason"),
    [
        (b"MZ\x90\x00 a program", "anh.jpg", "lies"),
        (b"MZ\x90\x00 a program", "setup.exe", "kind"),
        (b"<html></html>", "trang.html", "kind"),
        (b"\x00\x00\x00\x18ftypheic", "IMG_1.HEIC", "heic"),
        (b"%PDF-1.4 cut off here", "bien ban.pdf", "cut_off"),
        (b"PK\x03\x04 cut off", "danh sach.docx", "cut_off"),
        (b"PK\x03\x04" + b"PK\x05\x06" + b"\xff" * 18, "danh sach.docx", "cut_off"),
        (b"PK\x05\x06" + bytes(18), "danh sach.docx", "lies"),
    ],
)
def test_what_is_no_evidence_says_why(tmp_path: Path, content: bytes, name: str, reason: str) -> None:
    file = tmp_path / "tep"
    file.write_bytes(content)
    with pytest.raises(EvidenceRefused) as caught:
        recognise(file, name)
    assert caught.value.reason == reason
    assert name in sentence_for(caught.value)


def test_macros_and_passwords_are_refused(tmp_path: Path) -> None:
    for make, name, reason in (
        (files.with_macros, "danh sach.docx", "macros"),
        (files.with_password, "danh sach.docx", "protected"),
    ):
        with pytest.raises(EvidenceRefused) as caught:
            recognise(make(tmp_path / "tep"), name)
        assert caught.value.reason == reason


def test_a_plain_archive_is_no_word_file(tmp_path: Path) -> None:
    import zipfile

    with zipfile.ZipFile(tmp_path / "tep", "w") as archive:
        archive.writestr("thu.txt", "x")
    with pytest.raises(EvidenceRefused) as caught:
        recognise(tmp_path / "tep", "ho so.docx")
    assert caught.value.reason == "lies"
