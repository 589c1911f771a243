"""The layout of Nghị định 30/2020/NĐ-CP, read back from the PDF."""

import re
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest

from ntm_desktop.documents.village_papers import (
    INDICATOR_TABLE,
    MINUTES,
    PAPERS,
    SELF_ASSESSMENT,
    SUBMISSION,
    PaperKind,
    write_dossier,
    write_paper,
)
from tests.documents import builders
from tests.documents.pdf_reading import MM, Page, read_pdf


@pytest.fixture(scope="module")
def long_pages(tmp_path_factory: pytest.TempPathFactory) -> dict[PaperKind, list[Page]]:
    """Each paper of a village with 19 criteria, half of them met."""
    folder = tmp_path_factory.mktemp("papers")
    criteria = builders.nineteen_set()
    dossier = builders.dossier(criteria, builders.figures_of(criteria, 0.5))
    pages = {}
    for kind in PAPERS:
        write_paper(dossier, kind, folder / f"{kind.stem}.pdf")
        pages[kind] = read_pdf(folder / f"{kind.stem}.pdf")
    return pages


def page_number(page: Page) -> str:
    return re.sub(r"\D", "", page.in_top_margin())


@pytest.mark.parametrize("kind", PAPERS, ids=lambda kind: kind.id)
def test_pages_are_a4_and_only_the_table_lies_across(
    kind: PaperKind, long_pages: dict[PaperKind, list[Page]]
) -> None:
    for page in long_pages[kind]:
        size = (round(page.width / MM), round(page.height / MM))
        assert size == ((297, 210) if kind is INDICATOR_TABLE else (210, 297))


@pytest.mark.parametrize("kind", PAPERS, ids=lambda kind: kind.id)
def test_text_keeps_the_margins(kind: PaperKind, long_pages: dict[PaperKind, list[Page]]) -> None:
    for page in long_pages[kind]:
        inside = [letter for letter in page.letters if letter.bottom < page.height - 19 * MM]
        assert min(letter.left for letter in inside) >= 30 * MM - 0.5
        assert max(letter.right for letter in inside) <= page.width - 15 * MM + 0.5
        assert max(letter.top for letter in inside) <= page.height - 20 * MM + 1
        assert min(letter.bottom for letter in inside) >= 20 * MM - 1


@pytest.mark.parametrize("kind", [SUBMISSION, SELF_ASSESSMENT, INDICATOR_TABLE], ids=lambda kind: kind.id)
def test_page_one_has_no_number_and_later_pages_count_on_in_the_top_margin(
    kind: PaperKind, long_pages: dict[PaperKind, list[Page]]
) -> None:
    pages = long_pages[kind]
    assert [page_number(page) for page in pages] == ["", *[str(number) for number in range(2, len(pages) + 1)]]
    number = next(letter for letter in pages[1].letters if letter.bottom > pages[1].height - 19 * MM)
    assert number.size == pytest.approx(13)
    middle = (30 * MM + pages[1].width - 15 * MM) / 2
    assert (number.left + number.right) / 2 == pytest.approx(middle, abs=2)


def test_every_paper_of_a_dossier_is_numbered_apart(tmp_path: Path) -> None:
    criteria = builders.nineteen_set()
    count = write_dossier(builders.dossier(criteria), tmp_path / "all.pdf")
    pages = read_pdf(tmp_path / "all.pdf")
    assert count == len(pages)
    numbers = [page_number(page) for page in pages]
    assert numbers.count("") == len(PAPERS)
    for before, after in pairwise(numbers):
        assert after in ("", "2" if before == "" else str(int(before) + 1))


@pytest.mark.parametrize("kind", [SUBMISSION, SELF_ASSESSMENT, MINUTES], ids=lambda kind: kind.id)
def test_the_heading_has_the_nation_right_and_the_agency_left(
    kind: PaperKind, long_pages: dict[PaperKind, list[Page]]
) -> None:
    page = long_pages[kind][0]
    nation = page.first_of("CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM")
    motto = page.first_of("Độc lập - Tự do - Hạnh phúc")
    agency = page.first_of("ỦY BAN NHÂN DÂN")
    assert (nation.size, motto.size, agency.size) == (12, 13, 12)
    assert nation.font == motto.font == "Tinos-Bold"
    assert agency.left < page.width / 2 < motto.left
    assert nation.bottom == pytest.approx(agency.bottom, abs=1)
    assert motto.bottom < nation.bottom


def test_the_commune_is_bold_and_the_villages_parent_is_upright(long_pages: dict[PaperKind, list[Page]]) -> None:
    assert long_pages[SUBMISSION][0].first_of("ỦY BAN NHÂN DÂN").font == "Tinos-Bold"
    village = long_pages[MINUTES][0]
    assert village.first_of("ỦY BAN NHÂN DÂN XÃ IA TƠI").font == "Tinos"
    assert village.first_of("THÔN 1").font == "Tinos-Bold"


def test_number_and_date_stand_level_and_wait_for_the_pen(long_pages: dict[PaperKind, list[Page]]) -> None:
    page = long_pages[SUBMISSION][0]
    number, place = page.first_of("Số: ..../TTr-UBND"), page.first_of("Ia Tơi, ngày .... tháng .... năm ....")
    assert (number.size, place.size, place.font) == (13, 13, "Tinos-Italic")
    assert number.bottom == pytest.approx(place.bottom, abs=1)
    assert number.left < place.left


def test_days_below_ten_and_the_first_two_months_take_a_zero(tmp_path: Path) -> None:
    dossier = replace(builders.all_met(), printed_on=date(2022, 2, 5))
    write_paper(dossier, SUBMISSION, tmp_path / "a.pdf")
    assert "Ia Tơi, ngày 05 tháng 02 năm 2022" in read_pdf(tmp_path / "a.pdf")[0].text
    write_paper(replace(dossier, printed_on=date(2022, 9, 15)), SUBMISSION, tmp_path / "a.pdf")
    assert "Ia Tơi, ngày 15 tháng 9 năm 2022" in read_pdf(tmp_path / "a.pdf")[0].text


def test_name_summary_and_body_have_their_sizes_and_styles(long_pages: dict[PaperKind, list[Page]]) -> None:
    page = long_pages[SUBMISSION][0]
    for text, font in (
        ("TỜ TRÌNH", "Tinos-Bold"),
        ("Về việc thẩm định", "Tinos-Bold"),
        ("Căn cứ Luật", "Tinos-Italic"),
        ("Thực hiện quy định", "Tinos"),
        ("I. KẾT QUẢ THỰC HIỆN", "Tinos-Bold"),
    ):
        letter = page.first_of(text)
        assert (letter.size, letter.font) == (14, font)


def test_a_paragraphs_first_line_is_indented_by_1_27_cm(long_pages: dict[PaperKind, list[Page]]) -> None:
    page = long_pages[SUBMISSION][0]
    assert page.first_of("Thực hiện quy định").left == pytest.approx(30 * MM + 12.7 * MM, abs=1)


def test_recipients_stand_left_and_level_with_the_signature(long_pages: dict[PaperKind, list[Page]]) -> None:
    page = long_pages[SUBMISSION][-1]
    recipients, signer = page.first_of("Nơi nhận:"), page.first_of("TM. ỦY BAN NHÂN DÂN")
    assert (recipients.size, recipients.font) == (12, "Tinos-BoldItalic")
    assert page.first_of("- Như trên;").size == 11
    assert (signer.size, signer.font) == (14, "Tinos-Bold")
    assert recipients.left < page.width / 2 < signer.left
    assert recipients.bottom == pytest.approx(signer.bottom, abs=4)


def test_minutes_are_signed_by_the_secretary_left_and_the_chair_right_without_a_date_on_top(
    long_pages: dict[PaperKind, list[Page]],
) -> None:
    pages = long_pages[MINUTES]
    secretary, chair = pages[-1].first_of("THƯ KÝ"), pages[-1].first_of("CHỦ TỌA")
    assert secretary.left < chair.left
    assert secretary.bottom == pytest.approx(chair.bottom, abs=1)
    assert "Ia Tơi, ngày" not in pages[0].text


@pytest.mark.parametrize("kind", PAPERS, ids=lambda kind: kind.id)
def test_the_text_ends_with_the_customary_sign(kind: PaperKind, long_pages: dict[PaperKind, list[Page]]) -> None:
    text = "\n".join(page.text for page in long_pages[kind])
    assert len(re.findall(r"[^.]\./\.(?!\.)", text)) == 1


def test_the_appendix_says_what_it_belongs_to(long_pages: dict[PaperKind, list[Page]]) -> None:
    page = long_pages[INDICATOR_TABLE][0]
    assert page.first_of("Phụ lục").size == 14
    assert page.first_of("BIỂU TỔNG HỢP").font == "Tinos-Bold"
    assert page.first_of("(Kèm theo Báo cáo").font == "Tinos-Italic"
    assert "CỘNG HÒA" not in page.text


def test_the_tables_titles_are_repeated_on_every_page_that_has_rows(
    long_pages: dict[PaperKind, list[Page]],
) -> None:
    pages = long_pages[INDICATOR_TABLE]
    assert len(pages) > 2
    for page in pages[:-1]:
        assert "Nội dung chỉ tiêu" in page.text
        assert "Ghi chú" in page.text


def test_a_criterions_name_never_ends_a_page(long_pages: dict[PaperKind, list[Page]]) -> None:
    names = [criterion.name for criterion in builders.nineteen_set().criteria]
    for page in long_pages[INDICATOR_TABLE]:
        text = page.text.split("DỰ THẢO")[-1] if "DỰ THẢO" in page.lines()[-1] else page.text
        last = [line.strip() for line in text.splitlines() if line.strip()][-2:]
        assert not any(line.endswith(name) for line in last for name in names)


@pytest.fixture(scope="module")
def long_named_pages(tmp_path_factory: pytest.TempPathFactory) -> dict[PaperKind, list[Page]]:
    """Papers of a village and a commune whose names fill more than half a line."""
    folder = tmp_path_factory.mktemp("names")
    dossier = builders.dossier(village="Làng Kon Klŏ", commune="Đăk Tơ Lŭng")
    pages = {}
    for kind in PAPERS:
        write_paper(dossier, kind, folder / "a.pdf")
        pages[kind] = read_pdf(folder / "a.pdf")
    return pages


@pytest.mark.parametrize(
    ("kind", "whole"),
    [
        (SUBMISSION, "XÃ ĐĂK TƠ LŬNG"),
        (SUBMISSION, "làng Kon Klŏ đạt chuẩn nông thôn mới"),
        (SELF_ASSESSMENT, "XÃ ĐĂK TƠ LŬNG"),
        (SELF_ASSESSMENT, "nông thôn mới"),
        (MINUTES, "XÃ ĐĂK TƠ LŬNG"),
        (MINUTES, "nông thôn mới"),
        (INDICATOR_TABLE, "XÃ ĐĂK TƠ LŬNG"),
        (INDICATOR_TABLE, "NÔNG THÔN MỚI"),
    ],
)
def test_names_and_terms_of_a_heading_stay_on_one_line_and_copy_out_as_plain_text(
    kind: PaperKind, whole: str, long_named_pages: dict[PaperKind, list[Page]]
) -> None:
    lines = long_named_pages[kind][0].lines()
    heading = lines[: next(at for at, line in enumerate(lines) if line.startswith(("Kính gửi", "Hôm nay", "TT")))]
    assert any(whole.split()[0] in line for line in heading)
    for term in ("XÃ ĐĂK TƠ LŬNG", "LÀNG KON KLŎ", "nông thôn mới", "NÔNG THÔN MỚI", "làng Kon Klŏ"):
        joined = " ".join(heading)
        assert joined.count(term) == sum(line.count(term) for line in heading)


@pytest.mark.parametrize("kind", [SELF_ASSESSMENT, INDICATOR_TABLE], ids=lambda kind: kind.id)
def test_the_sign_of_an_unchecked_target_never_begins_a_line(
    kind: PaperKind, long_pages: dict[PaperKind, list[Page]]
) -> None:
    lines = [line for page in long_pages[kind] for line in page.lines()]
    assert any("(**)" in line for line in lines)
    assert not [after for before, after in pairwise(lines) if after[:2] == "(*" and before[-1:] in ("%", "t")]


def test_no_word_of_the_table_is_torn(long_pages: dict[PaperKind, list[Page]]) -> None:
    page = next(page for page in long_pages[INDICATOR_TABLE] if "10.1" in page.text)
    assert any(line.startswith("đồng/người/năm") for line in page.lines())


def test_a_name_too_long_for_its_column_keeps_the_margins(tmp_path: Path) -> None:
    dossier = builders.dossier(village="Làng Kon Klŏ Măng Bút Đăk Ruồng", commune="Măng Cành Đăk Tơ Lŭng Thượng")
    write_dossier(dossier, tmp_path / "a.pdf")
    for page in read_pdf(tmp_path / "a.pdf"):
        assert min(letter.left for letter in page.letters) >= 30 * MM - 0.5
        assert max(letter.right for letter in page.letters) <= page.width - 15 * MM + 0.5


@pytest.mark.parametrize("village", [f"Làng {'Kon ' * count}Klŏ" for count in range(0, 12, 2)])
def test_a_last_page_holds_more_than_the_closing_sentence_and_the_signature(village: str, tmp_path: Path) -> None:
    """Wherever the page happens to end."""
    for kind in (SUBMISSION, SELF_ASSESSMENT, MINUTES):
        write_paper(builders.dossier(village=village), kind, tmp_path / "a.pdf")
        last = read_pdf(tmp_path / "a.pdf")[-1].text
        before, _, _ = last.partition("./.")
        closing = re.search(r"(Ủy ban nhân dân [^.]*kính trình|Trên đây là báo cáo|Cuộc họp kết thúc)", before)
        assert closing is not None
        above = before[: closing.start()].replace("DỰ THẢO", "")
        assert len(re.sub(r"[\d\s]", "", above)) > 20


@pytest.mark.parametrize(
    ("lines", "last"), [(14, "An ninh, trật tự bảo đảm, không có khiếu kiện. " * 2), (37, "x " * 60)]
)
def test_the_titles_of_a_table_stand_once_on_a_page(lines: int, last: str, tmp_path: Path) -> None:
    """Also where the titles, but not the next row, would find room in what is left of it."""
    criteria = builders.nineteen_set()
    first, large = criteria.criteria[0], criteria.criteria[16]
    rows = [large.indicators[0]._replace(code=f"17.{number}") for number in range(1, lines)]
    rows.append(rows[0]._replace(code=f"17.{lines}", text=last))
    cut = criteria._replace(criteria=(first, large._replace(indicators=tuple(rows))))
    write_paper(builders.dossier(cut), INDICATOR_TABLE, tmp_path / "a.pdf")
    pages = [" ".join(page.text.split()) for page in read_pdf(tmp_path / "a.pdf")]
    assert [page.count("Nội dung chỉ tiêu") for page in pages if "17." in page] == [1] * len(pages)
    assert "(tiếp theo)" not in pages[0]


def test_a_row_higher_than_a_page_begins_below_its_criterion(tmp_path: Path) -> None:
    criteria = builders.nineteen_set()
    note = " ".join(f"chữ{number}" for number in range(200))
    write_paper(builders.dossier(criteria, notes={"1.1": note}), INDICATOR_TABLE, tmp_path / "a.pdf")
    first, second, *_ = (" ".join(page.text.split()) for page in read_pdf(tmp_path / "a.pdf"))
    assert first.count("Nội dung chỉ tiêu") == 1
    assert "chữ0 " in first
    assert "Quy hoạch (tiếp theo)" in second
