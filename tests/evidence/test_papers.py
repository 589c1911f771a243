"""The list of evidence and the appendix of photos, from real files to a real PDF."""

from pathlib import Path

import pypdfium2
import pytest

from ntm_desktop.domain.dossier import Lack, VillageDossier
from ntm_desktop.services.build_dossier import build_dossier
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.prepare_dossier import missing, save_dossier
from tests.documents.pdf_reading import plain_text
from tests.evidence import files
from tests.evidence.desks import add, pieces
from tests.services.state import YEAR, enter, village_set

LIST, PHOTOS = "danh-muc-minh-chung", "phu-luc-hinh-anh"
MIDDLE = (30 + (210 - 30 - 15) / 2) * 72 / 25.4
"""Of the text between its margins, in points."""


def dossier_of(desk: OpenDesk) -> VillageDossier:
    enter(desk, "Thôn 1", "6.1", "x")
    return build_dossier(desk, desk.find_place("Thôn 1"), YEAR, village_set(desk))


def printed(desk: OpenDesk, folder: Path, *papers: str) -> str:
    save_dossier(dossier_of(desk), folder / "a.pdf", papers or None)
    return plain_text(folder / "a.pdf")


def page_count(path: Path) -> int:
    document = pypdfium2.PdfDocument(path)
    count = len(document)
    document.close()
    return count


def boxes(path: Path) -> list[tuple[float, float]]:
    """Left and right of every picture on the first page, in points."""
    document = pypdfium2.PdfDocument(path)
    found = [one.get_bounds() for one in document[0].get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])]
    document.close()
    return [(left, right) for left, _, right, _ in found]


def test_the_list_names_number_date_issuer_and_abstract_by_criterion(empty_desk: OpenDesk, tmp_path: Path) -> None:
    add(
        empty_desk,
        files.pdf(tmp_path / "1.pdf"),
        number="05/QĐ-UBND",
        date="5/2/2022",
        issuer="UBND xã Măng Bút",
        abstract="Quyết định giao nhà văn hóa",
    )
    add(empty_desk, files.photo(tmp_path / "2.jpg"), code="17.6", abstract="Bể thu gom cạnh rẫy")
    text = printed(empty_desk, tmp_path, LIST)
    assert "DANH MỤC MINH CHỨNG" in text
    assert "Tiêu chí 6. Cơ sở vật chất văn hóa" in text
    for words in ("05/QĐ-UBND", "05/02/2022", "UBND xã Măng Bút", "Quyết định giao nhà văn hóa", "PDF"):
        assert words in text
    assert text.index("Tiêu chí 6.") < text.index("Tiêu chí 17.")
    assert "Bể thu gom cạnh rẫy Ảnh 1" in text
    assert "Danh mục gồm 2 minh chứng./." in text


def test_the_report_names_the_evidence_of_each_criterion(empty_desk: OpenDesk, tmp_path: Path) -> None:
    said = {"number": "05/DM", "date": "5/2/2022", "abstract": "Danh mục tài sản"}
    add(empty_desk, files.pdf(tmp_path / "1.pdf"), **said)
    add(empty_desk, files.photo(tmp_path / "2.jpg"), code="6.2")
    text = printed(empty_desk, tmp_path, "bao-cao-tu-danh-gia")
    assert "Minh chứng: Danh mục tài sản số 05/DM ngày 05/02/2022; ảnh 1 (Phụ lục hình ảnh)." in text
    assert "Minh chứng: ...." in text  # of the other criteria, for the pen


def test_photos_stand_four_to_a_page_with_caption_date_and_place(empty_desk: OpenDesk, tmp_path: Path) -> None:
    for number in range(5):
        photo = files.photo(
            tmp_path / f"{number}.jpg", (400 + number, 300), taken="2021:05:03 10:12:00", place=(14.1, 107.5)
        )
        add(empty_desk, photo, abstract=f"Nhà văn hóa, góc {number}")
    text = printed(empty_desk, tmp_path, PHOTOS)
    assert page_count(tmp_path / "a.pdf") == 2
    assert "Ảnh 1. Nhà văn hóa, góc 0" in text
    assert "Chỉ tiêu 6.1; ngày 03/05/2021; Thôn 1 (14,10000; 107,50000)" in text
    assert "Phụ lục gồm 5 ảnh./." in text


def test_a_photo_without_caption_is_called_the_same_in_the_list_and_below_its_picture(
    empty_desk: OpenDesk, tmp_path: Path
) -> None:
    indicator = village_set(empty_desk).indicator("6.1")
    add(empty_desk, files.photo(tmp_path / "IMG_0001.jpg", (50, 30)))
    add(empty_desk, files.photo(tmp_path / "IMG_0002.jpg", (60, 30)), requirement=indicator.evidence[0].id)
    listed, below = printed(empty_desk, tmp_path, LIST), printed(empty_desk, tmp_path, PHOTOS)
    for number, caption in ((1, indicator.text), (2, indicator.evidence[0].text)):
        assert f"{caption} Ảnh {number}" in listed
        assert f"Ảnh {number}. {caption}" in below
    assert "IMG_000" not in listed + below


def test_before_and_after_stand_side_by_side(empty_desk: OpenDesk, tmp_path: Path) -> None:
    add(empty_desk, files.photo(tmp_path / "1.jpg", (50, 30)), abstract="Đường trục")
    add(empty_desk, files.photo(tmp_path / "2.jpg", (60, 30)), abstract="Sau khi xóa nhà tạm hộ A Nam", code="9.1")
    add(
        empty_desk, files.photo(tmp_path / "3.jpg", (70, 30)), abstract="Trước khi xóa nhà tạm hộ A Nam", code="9.1"
    )
    text = printed(empty_desk, tmp_path, PHOTOS)
    assert text.index("Ảnh 2. Trước khi") < text.index("Ảnh 3. Sau khi")
    assert page_count(tmp_path / "a.pdf") == 1


def test_papers_without_anything_to_list_are_left_out_unless_asked_for(
    empty_desk: OpenDesk, tmp_path: Path
) -> None:
    assert "DANH MỤC MINH CHỨNG" not in printed(empty_desk, tmp_path)
    assert "Chưa có minh chứng nào" in printed(empty_desk, tmp_path, LIST)
    assert "Chưa có hình ảnh nào" in printed(empty_desk, tmp_path, PHOTOS)
    add(empty_desk, files.pdf(tmp_path / "1.pdf"))
    everything = printed(empty_desk, tmp_path)
    assert "DANH MỤC MINH CHỨNG" in everything
    assert "HÌNH ẢNH KẾT QUẢ" not in everything


@pytest.mark.parametrize("is_gone", [True, False])
def test_a_photo_lost_or_damaged_breaks_no_paper(empty_desk: OpenDesk, tmp_path: Path, is_gone: bool) -> None:
    add(empty_desk, files.photo(tmp_path / "1.jpg"))
    (piece,) = pieces(empty_desk)
    path = empty_desk.folder.evidence / piece.file.sha256[:2] / piece.file.sha256
    made = dossier_of(empty_desk)
    path.chmod(0o600)
    if is_gone:
        path.unlink()
        assert "Ảnh, chưa có tệp" in printed(empty_desk, tmp_path, LIST)
    else:
        path.write_bytes(path.read_bytes()[:40])
    save_dossier(made, tmp_path / "a.pdf", [PHOTOS])
    assert "Không đọc được ảnh này" in plain_text(tmp_path / "a.pdf")


def test_missing_evidence_stands_in_the_list_before_printing(empty_desk: OpenDesk, tmp_path: Path) -> None:
    enter(empty_desk, "Thôn 1", "5.1", "-")
    lacks = {one.code: one for one in missing(dossier_of(empty_desk)) if one.lack is Lack.EVIDENCE}
    assert lacks["6.2"].what == ("thiếu minh chứng: Ảnh khuôn viên: khu vệ sinh, vườn hoa, cổng, tường rào")
    assert "5.1" not in lacks
    add(empty_desk, files.photo(tmp_path / "1.jpg"), code="6.2", requirement="anh-khuon-vien")
    assert "6.2" not in {one.code for one in missing(dossier_of(empty_desk)) if one.lack is Lack.EVIDENCE}


def test_a_photo_left_over_stands_in_the_middle_and_a_single_one_is_large(
    empty_desk: OpenDesk, tmp_path: Path
) -> None:
    add(empty_desk, files.photo(tmp_path / "0.jpg", (400, 300)))
    printed(empty_desk, tmp_path, PHOTOS)
    (single,) = boxes(tmp_path / "a.pdf")
    for number in (1, 2):
        add(empty_desk, files.photo(tmp_path / f"{number}.jpg", (400 + number, 300)))
    printed(empty_desk, tmp_path, PHOTOS)
    *_, last = boxes(tmp_path / "a.pdf")
    for left, right in (single, last):
        assert (left + right) / 2 == pytest.approx(MIDDLE, abs=1)
    assert single[1] - single[0] > 1.3 * (last[1] - last[0])


def test_photos_of_a_row_stand_on_one_line_close_below_what_is_above_them(
    empty_desk: OpenDesk, tmp_path: Path
) -> None:
    long = "Bên trong hội trường có đủ bàn ghế, khánh tiết, bộ trang âm và dụng cụ thể thao của thôn"
    for number, caption in enumerate(("Mặt trước", long)):
        add(empty_desk, files.photo(tmp_path / f"{number}.jpg", (400 + number, 300)), abstract=caption)
    printed(empty_desk, tmp_path, PHOTOS)
    document = pypdfium2.PdfDocument(tmp_path / "a.pdf")
    page = document[0]
    (_, first, _, top), (_, second, _, _) = (
        one.get_bounds() for one in page.get_objects([pypdfium2.raw.FPDF_PAGEOBJ_IMAGE])
    )
    heading = page.get_textpage()
    found = heading.search("Danh mục minh chứng")
    at, _ = found.get_next()
    below_heading = heading.get_charbox(at)[1]
    document.close()
    assert first == pytest.approx(second, abs=0.5)
    assert 0 < below_heading - top < 60
