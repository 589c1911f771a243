"""What the papers say: results, blanks, marks of drafts and of illustrative figures."""

import unicodedata
from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from ntm_desktop.documents.blocks import Paragraph, Table
from ntm_desktop.documents.village_papers import (
    INDICATOR_TABLE,
    MINUTES,
    PAPERS,
    SELF_ASSESSMENT,
    SUBMISSION,
    PaperKind,
    compose_papers,
    write_dossier,
    write_paper,
)
from ntm_desktop.domain.dossier import FundingLine, VillageDossier, VillageFacts, VillageMeeting
from tests.documents import builders
from tests.documents.pdf_reading import plain_text, read_pdf

VIETNAMESE = (
    "aàảãáạăằẳẵắặâầẩẫấậ eèẻẽéẹêềểễếệ iìỉĩíị oòỏõóọôồổỗốộơờởỡớợ uùủũúụưừửữứự yỳỷỹýỵ đ "
    "AÀẢÃÁẠĂẰẲẴẮẶÂẦẨẪẤẬ EÈẺẼÉẸÊỀỂỄẾỆ IÌỈĨÍỊ OÒỎÕÓỌÔỒỔỖỐỘƠỜỞỠỚỢ UÙỦŨÚỤƯỪỬỮỨỰ YỲỶỸÝỴ Đ"
)
MINORITY = "Brơ̆ng Kơ̆n Kê̆ Mư̆t ŏ ĕ ƀ č Ơ̆ Ê̆ Ŏ Ĕ Ƀ Č MƠ̆T Ia H'Drai ĐăkHlơ"
FOOTER = "SỐ LIỆU MINH HỌA - KHÔNG DÙNG LÀM HỒ SƠ CHÍNH THỨC"


def table_rows(dossier: VillageDossier) -> list[list[str]]:
    (paper,) = compose_papers(dossier, (INDICATOR_TABLE,))
    table = next(block for block in paper.blocks if isinstance(block, Table))
    return [[cell.text for cell in row.cells] for row in table.rows]


def row_of(dossier: VillageDossier, code: str) -> list[str]:
    return next(row for row in table_rows(dossier) if row[1] == code)


@pytest.mark.parametrize("letters", [VIETNAMESE, MINORITY, unicodedata.normalize("NFD", MINORITY)])
def test_every_letter_copies_out_as_it_was_put_in(letters: str, tmp_path: Path) -> None:
    """In body, bold heading, italic, table cell and metadata alike."""
    dossier = builders.dossier(village=f"Làng {letters}", notes={"9.1": f"ghi chú {letters} hết"})
    write_dossier(dossier, tmp_path / "a.pdf")
    text = plain_text(tmp_path / "a.pdf")
    expected = unicodedata.normalize("NFC", letters)
    assert f"Làng {expected}" in text
    assert f"ghi chú {expected} hết" in text
    assert f"LÀNG {expected.upper()}" in text


@example("ơ̆☐")
@example("☑ơ̆ 75 %")
@settings(max_examples=15, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    st.lists(
        st.sampled_from([*VIETNAMESE, "ơ̆", "ê̆", *"ŏĕƀč<>&\"'{}[]()%/\\;:!?*0123456789≥≤☐☑"]),
        min_size=1,
        max_size=60,
    ).map("".join)
)
def test_whatever_is_noted_prints_as_it_stands(tmp_path: Path, note: str) -> None:
    dossier = builders.dossier(figures=builders.MET, notes={"9.2": f"đầu {note} cuối"})
    write_paper(dossier, SELF_ASSESSMENT, tmp_path / "a.pdf")
    found = plain_text(tmp_path / "a.pdf")
    wanted = unicodedata.normalize("NFC", f"đầu {note} cuối")
    assert "".join(wanted.split()) in "".join(found.split())


def test_a_village_without_figures_gives_blanks_and_no_number(tmp_path: Path) -> None:
    write_dossier(builders.dossier(), tmp_path / "a.pdf")
    text = plain_text(tmp_path / "a.pdf")
    assert "có ........ hộ, ........ nhân khẩu" in text
    assert "Số: ..../TTr-UBND" in text
    assert "ngày .... tháng .... năm ...." in text
    assert "số người nhất trí ......../tổng số ........, đạt ........ %" in text
    assert "đạt 0/3 tiêu chí, 0/8 chỉ tiêu" in text
    assert row_of(builders.dossier(), "9.2")[4:6] == ["........", "Chưa có số liệu"]


def test_unknown_funding_is_left_to_the_pen_and_known_funding_adds_up() -> None:
    def amounts(dossier: VillageDossier) -> list[str]:
        (paper,) = compose_papers(dossier, (SELF_ASSESSMENT,))
        table = next(block for block in paper.blocks if isinstance(block, Table))
        return [row.cells[2].text for row in table.rows]

    assert set(amounts(builders.dossier())) == {"........"}
    known = (FundingLine("Ngân sách xã", Decimal("152863.3")), FundingLine("Nhân dân", Decimal("0.7")))
    assert amounts(replace(builders.dossier(), funding=known)) == ["152.863,3", "0,7", "152.864,0"]
    partly = (*known, FundingLine("Doanh nghiệp", None))
    assert amounts(replace(builders.dossier(), funding=partly))[-2:] == ["........", "........"]


def test_what_is_known_of_village_and_meeting_is_printed(tmp_path: Path) -> None:
    facts = VillageFacts(Decimal(200), Decimal(1850), "Gia Rai, Kinh", Decimal(12), Decimal(8))
    meeting = VillageMeeting(
        chair="Rơ Châm H'Lơ̆n", secretary="Nguyễn Văn An", votes_for=Decimal(171), votes_total=Decimal(180)
    )
    dossier = replace(builders.all_met(), facts=facts, meeting=meeting)
    write_dossier(dossier, tmp_path / "a.pdf")
    text = plain_text(tmp_path / "a.pdf")
    assert "có 200 hộ, 1.850 nhân khẩu; dân tộc: Gia Rai, Kinh; hộ nghèo: 12 hộ, hộ cận nghèo: 8 hộ" in text
    assert "Chủ trì (chủ tọa): Rơ Châm H'Lơ̆n 2. Thư ký: Nguyễn Văn An 3." in text
    assert "171/tổng số 180, đạt 95 %" in text


def test_each_result_stands_with_its_counts_and_each_gap_in_things() -> None:
    met, half = builders.all_met(), builders.dossier(figures=builders.HALF)
    assert row_of(met, "9.2")[3:6] == ["≥ 75 %", "75,5 % (151/200 hộ)", "Đạt"]
    assert row_of(met, "9.1")[3:6] == ["0 hộ", "0 hộ", "Đạt"]
    assert row_of(half, "9.2")[3] == "≥ 75 % (**)"
    assert row_of(half, "9.1")[3] == "0 hộ (*)"
    assert row_of(met, "10.1")[4] == "36,5 triệu đồng/người/năm (7.300 triệu đồng/200 người)"
    assert row_of(met, "10.2")[4] == "93,44 % (nữ 48/52, nam 66/70 người)"
    assert row_of(met, "10.3")[3:5] == ["≥ 3/4 nội dung", "3/4 nội dung"]
    assert row_of(met, "10.4")[4:6] == ["Không áp dụng (không có đất lúa)", "Không áp dụng"]
    assert row_of(half, "9.2")[5:] == ["Chưa đạt", "", "", "Còn thiếu 12 hộ"]
    assert row_of(half, "9.1")[8] == "Còn vượt 3 hộ"
    assert row_of(half, "9.3")[3:6] == ["chưa có quy định", "60 % (120/200 hộ)", "Chưa có quy định"]


def test_targets_that_are_not_quoted_are_marked_and_explained(tmp_path: Path) -> None:
    write_paper(builders.dossier(figures=builders.HALF), INDICATOR_TABLE, tmp_path / "a.pdf")
    text = plain_text(tmp_path / "a.pdf")
    assert "(*) Mức quy định chưa đối chiếu" in text
    assert "(**) Mức ghi theo bộ mẫu của chương trình, chưa đối chiếu" in text
    assert "“Chưa có quy định”" in text
    quoted = builders.criteria_set(builders.small_set().criteria[0])
    write_paper(builders.dossier(quoted), INDICATOR_TABLE, tmp_path / "b.pdf")
    assert "đối chiếu" not in plain_text(tmp_path / "b.pdf")


def test_totals_count_criteria_and_the_indicators_in_force() -> None:
    assert table_rows(builders.all_met())[-1][:2] == ["Tổng cộng: đạt 3/3 tiêu chí, 7/7 chỉ tiêu", "3/3"]
    assert table_rows(builders.dossier(figures=builders.HALF))[-1][0].startswith("Tổng cộng: đạt 1/3 tiêu chí, 2/8")


def test_an_unfinished_village_gives_drafts_and_a_finished_one_does_not(tmp_path: Path) -> None:
    write_dossier(builders.dossier(figures=builders.HALF), tmp_path / "draft.pdf")
    assert all("DỰ THẢO" in page.text for page in read_pdf(tmp_path / "draft.pdf"))
    write_dossier(builders.all_met(), tmp_path / "final.pdf")
    assert "DỰ THẢO" not in plain_text(tmp_path / "final.pdf")


@pytest.mark.parametrize("kind", PAPERS, ids=lambda kind: kind.id)
def test_illustrative_figures_are_marked_on_every_page(kind: PaperKind, tmp_path: Path) -> None:
    criteria = builders.nineteen_set()
    dossier = builders.dossier(criteria, builders.figures_of(criteria), illustrative=True)
    write_paper(dossier, kind, tmp_path / "a.pdf")
    pages = read_pdf(tmp_path / "a.pdf")
    assert all(FOOTER in page.text for page in pages)
    write_paper(builders.all_met(), kind, tmp_path / "b.pdf")
    assert FOOTER not in plain_text(tmp_path / "b.pdf")
    write_paper(replace(builders.all_met(), is_sample=True), kind, tmp_path / "c.pdf")
    assert all(FOOTER in page.text for page in read_pdf(tmp_path / "c.pdf"))


def test_each_illustrative_indicator_says_so_in_the_table_and_in_the_report() -> None:
    dossier = builders.dossier(figures={"9.2": builders.MET["9.2"]}, illustrative=True)
    assert row_of(dossier, "9.2")[8] == "Số liệu minh họa"
    assert row_of(dossier, "9.1")[8] == ""
    (report,) = compose_papers(dossier, (SELF_ASSESSMENT,))
    texts = [block.text for block in report.blocks if isinstance(block, Paragraph)]
    assert "- Chỉ tiêu 9.2: 75,5 % (151/200 hộ) (số liệu minh họa)." in texts


def test_unmet_criteria_are_named_in_every_paper_that_sums_up(tmp_path: Path) -> None:
    write_dossier(builders.dossier(figures=builders.HALF), tmp_path / "a.pdf", (SUBMISSION, MINUTES))
    text = plain_text(tmp_path / "a.pdf")
    assert "Các tiêu chí chưa đạt: số 9." in text
    assert "Các tiêu chí chưa có số liệu: số 10." in text
    wanted = "Tiêu chí chưa đạt: 9; tiêu chí chưa có số liệu: 10; tiêu chí chưa có quy định mức đạt: không có."
    assert wanted in text


def test_a_criterion_without_a_target_is_not_called_unmet(tmp_path: Path) -> None:
    figures = {**builders.MET, "9.3": builders.HALF["9.3"]}
    write_dossier(builders.dossier(figures=figures), tmp_path / "a.pdf", (SUBMISSION, SELF_ASSESSMENT))
    text = plain_text(tmp_path / "a.pdf")
    assert "Các tiêu chí chưa có quy định mức đạt: số 9." in text
    assert "Các tiêu chí chưa có quy định mức đạt: - Tiêu chí số 9 - Nhà ở dân cư" in text
    assert "Các tiêu chí chưa đạt" not in text
    assert "Các tiêu chí chưa có số liệu" not in text


@pytest.mark.parametrize("kind", PAPERS, ids=lambda kind: kind.id)
def test_a_verdict_is_a_word_and_never_a_box_left_to_tick(kind: PaperKind, tmp_path: Path) -> None:
    write_paper(builders.dossier(figures=builders.HALF), kind, tmp_path / "a.pdf")
    assert not set("☐☑") & set(plain_text(tmp_path / "a.pdf"))


def test_counts_taken_from_sample_figures_say_so(tmp_path: Path) -> None:
    facts = VillageFacts(Decimal(200), Decimal(1850), poor_households=Decimal(12), is_illustrative=True)
    write_dossier(replace(builders.dossier(), facts=facts), tmp_path / "a.pdf", (SELF_ASSESSMENT, MINUTES))
    text = plain_text(tmp_path / "a.pdf")
    assert "có 200 hộ, 1.850 nhân khẩu (số liệu minh họa); dân tộc" in text
    assert "Tổng số hộ của Thôn 1: 200 hộ (số liệu minh họa); số hộ có đại diện" in text
    write_dossier(replace(builders.dossier(), is_sample=True), tmp_path / "b.pdf", (SELF_ASSESSMENT, MINUTES))
    assert "(số liệu minh họa)" not in plain_text(tmp_path / "b.pdf")


def test_the_village_judges_itself_under_its_own_word() -> None:
    (paper,) = compose_papers(builders.dossier(village="Làng Kon Klŏ"), (INDICATOR_TABLE,))
    table = next(block for block in paper.blocks if isinstance(block, Table))
    assert table.columns[5].title == "Làng tự đánh giá"


def test_the_report_names_what_each_unmet_criterion_lacks(tmp_path: Path) -> None:
    write_paper(builders.dossier(figures=builders.HALF), SELF_ASSESSMENT, tmp_path / "a.pdf")
    text = plain_text(tmp_path / "a.pdf")
    housing = "chỉ tiêu chưa đạt: 9.1 (còn vượt 3 hộ), 9.2 (còn thiếu 12 hộ); chưa có quy định: 9.3."
    assert f"chưa đạt: - Tiêu chí số 9 - Nhà ở dân cư: {housing}" in text
    assert "số liệu: - Tiêu chí số 10 - Thu nhập và lao động: chỉ tiêu chưa có số liệu: 10.2, 10.3, 10.4." in text


@pytest.mark.parametrize(
    ("name", "printed"),
    [
        ("Thôn 1", "Thôn 1"),
        ("Tổ dân phố 5", "Tổ dân phố 5"),
        ("Làng Kon Klŏ", "làng Kon Klŏ"),
        ("Làng Groi (Thôn 3)", "làng Groi (Thôn 3)"),
        ("Ia Der", "thôn Ia Der"),
    ],
)
def test_a_village_is_called_by_its_name_with_its_kind_once_and_small_before_a_proper_name(
    name: str, printed: str, tmp_path: Path
) -> None:
    write_paper(builders.dossier(village=name), SUBMISSION, tmp_path / "a.pdf")
    text = plain_text(tmp_path / "a.pdf")
    assert f"xét công nhận {printed} đạt chuẩn" in text
    assert f"mới, {printed} đã tự đánh giá" in text
    assert f"- {printed[0].upper()}{printed[1:]}; - Lưu" in text


def test_texts_longer_than_a_page_run_on(tmp_path: Path) -> None:
    """A note, an indicator and an unbroken word, each too long for a page of the table."""
    long_note = " ".join(f"chữ{number}" for number in range(900))
    criteria = builders.small_set()
    first = criteria.criteria[0]
    lengthy = first._replace(indicators=(first.indicators[0]._replace(text="nội dung " * 400),))
    dossier = builders.dossier(
        criteria._replace(criteria=(lengthy, *criteria.criteria[1:])),
        builders.HALF,
        notes={"1.1": long_note, "9.1": long_note, "10.4": "x" * 4000},
    )
    write_dossier(dossier, tmp_path / "a.pdf")
    text = plain_text(tmp_path / "a.pdf")
    assert text.count("chữ899") == 4  # two notes, in the report and in the table
    assert all(f"chữ{number}" in text for number in range(900))


def test_a_submission_of_a_village_that_meets_nothing_lists_its_criteria_in_one_sentence(tmp_path: Path) -> None:
    write_paper(builders.dossier(builders.nineteen_set()), SUBMISSION, tmp_path / "a.pdf")
    numbers = ", ".join(str(number) for number in range(1, 20))
    assert f"Các tiêu chí chưa có số liệu: số {numbers}." in plain_text(tmp_path / "a.pdf")


def test_a_criterion_that_runs_over_a_page_is_named_again_on_the_next(tmp_path: Path) -> None:
    criteria = builders.nineteen_set()
    write_paper(builders.dossier(criteria, builders.figures_of(criteria)), INDICATOR_TABLE, tmp_path / "a.pdf")
    pages = [page.text for page in read_pdf(tmp_path / "a.pdf")]
    torn = next(page for page in pages if "17.3" in page)
    assert "17.2" not in torn
    assert "Môi trường và an toàn thực phẩm (tiếp theo)" in " ".join(torn.split())
    assert all(page.count("(tiếp theo)") <= 1 for page in pages)
    assert "(tiếp theo)" not in pages[0]


def test_a_note_of_an_indicator_is_a_line_of_its_own_with_one_full_stop() -> None:
    (report,) = compose_papers(
        builders.dossier(figures=builders.MET, notes={"1.1": "Theo quyết định.", "9.1": "Lấy từ sổ hộ"}),
        (SELF_ASSESSMENT,),
    )
    texts = [block.text for block in report.blocks if isinstance(block, Paragraph)]
    assert {"+ Theo quyết định.", "+ Lấy từ sổ hộ."} <= set(texts)


@pytest.mark.parametrize("count", [5, 11])  # where the table leaves too little of its last page
def test_notes_below_a_table_go_to_the_next_page_together(count: int, tmp_path: Path) -> None:
    criteria = builders.nineteen_set()
    cut = criteria._replace(criteria=criteria.criteria[:count])
    write_paper(builders.dossier(cut, builders.figures_of(criteria)), INDICATOR_TABLE, tmp_path / "a.pdf")
    (page,) = (page.text for page in read_pdf(tmp_path / "a.pdf") if "Ghi chú:" in page.text)
    assert "(**) Mức ghi theo" in page
    assert "./." in page
