"""Pasted rectangles: read as spreadsheets copy them, matched by names and codes, and nothing that is not shown."""

import unicodedata
from collections.abc import Mapping

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.clipboard import MOST_COLUMNS, MOST_ROWS, read_table, write_table
from ntm_desktop.domain.entries import entry_text, parse_entry
from ntm_desktop.domain.errors import NotANumber, NumeratorAboveDenominator, PasteTooLarge, PercentTyped
from ntm_desktop.domain.pasting import Pasting, Sheet, arrange
from ntm_desktop.domain.places import Place, PlaceKind
from ntm_desktop.domain.recording import Figure
from tests.domain.builders import count, ratio, yes_no

INDICATORS = (
    count("9.1")._replace(text="Số nhà tạm, nhà dột nát trên địa bàn thôn"),
    ratio("9.2")._replace(text="Tỷ lệ hộ có nhà ở kiên cố hoặc bán kiên cố"),
    yes_no("10.1")._replace(text="Có nhà văn hóa hoặc nơi sinh hoạt cộng đồng"),
)
PLACES = (
    Place("a", PlaceKind.VILLAGE, "Thôn 1", aliases=("Làng Mới",)),
    Place("b", PlaceKind.VILLAGE, "Làng Lợt"),
    Place("c", PlaceKind.VILLAGE, "Đăk Hlơ̆"),
)


def paste(text: str, row: int = 0, column: int = 0, chosen: Mapping[int, Place | None] | None = None) -> Pasting:
    return arrange(read_table(text), Sheet(INDICATORS, PLACES, row, column), chosen)


def landed(found: Pasting) -> dict[str, str]:
    return {
        f"{one.place.name} {one.indicator.code}": entry_text(one.new)
        for one in found.cells
        if one.place and one.indicator and not one.is_faulty
    }


@pytest.mark.parametrize(
    ("text", "table"),
    [
        ("1\t2\r\n3\t4\r\n", (("1", "2"), ("3", "4"))),
        ("151/200", (("151/200",),)),
        ('"hai\ndòng"\tb\n', (("hai dòng", "b"),)),
        ('"nói ""thế"""\tb', (('nói "thế"', "b"),)),
        ('"không đóng\tb', (('"không đóng', "b"),)),
        ("1\u00a0234\t\u200b x \n\n\n", (("1 234", "x"),)),
        (unicodedata.normalize("NFD", "Thôn\tLợt"), (("Thôn", "Lợt"),)),
        ("1\t\t\n2\t\t\n", (("1",), ("2",))),
        ("a\n1\t2", (("a", ""), ("1", "2"))),
        ("mã;Thôn 1;Thôn 2\n9.1;3;4", (("mã", "Thôn 1", "Thôn 2"), ("9.1", "3", "4"))),
        ('mã,Thôn 1\n9.1,"1,5"', (("mã", "Thôn 1"), ("9.1", "1,5"))),
        ("3,5\n4,5", (("3,5",), ("4,5",))),
        ("1, 3\n2, 4", (("1, 3",), ("2, 4",))),
        ("40/52;61/70\n1/2;3/4", (("40/52;61/70",), ("1/2;3/4",))),
        ("'=1+1\t'x", (("=1+1", "'x"),)),
        ("", ()),
        ("\n\n", ()),
    ],
)
def test_copied_text_is_read_as_the_cells_it_was(text: str, table: object) -> None:
    assert read_table(text) == table


def test_whole_columns_copied_by_mistake_are_too_much() -> None:
    for text in ("1\n" * (MOST_ROWS + 1), "\t".join("1" * (MOST_COLUMNS + 1)), "1\t" * 3_000_000):
        with pytest.raises(PasteTooLarge):
            read_table(text)


def test_too_much_text_still_says_how_many_columns_it_has() -> None:
    with pytest.raises(PasteTooLarge) as caught:
        read_table(("x" * 2_000 + "\t1\n") * 3_000)
    assert (caught.value.rows, caught.value.columns) == ("3.001", "2")


def test_a_million_empty_rows_after_the_figures_do_no_harm() -> None:
    assert read_table("5\t6\n" + "\n" * 1_048_576) == (("5", "6"),)


cells = st.text(max_size=12)


@given(st.lists(st.lists(cells, min_size=1, max_size=4), min_size=1, max_size=4))
def test_what_is_copied_is_pasted_back_and_is_no_formula(rows: list[list[str]]) -> None:
    wide = [[*row, "."] for row in rows]  # empty ends are not kept
    text = write_table(wide)
    assert not any(cell.startswith(("=", "+", "-", "@")) for line in text.split("\n") for cell in line.split("\t"))
    again = read_table(text)
    assert read_table(write_table(again)) == again
    assert len(again) == len(rows)


def test_a_bare_rectangle_begins_at_the_cell() -> None:
    found = paste("5\t6\n151/200\t140/200\n", row=0, column=1)
    assert landed(found) == {
        "Làng Lợt 9.1": "5",
        "Đăk Hlơ̆ 9.1": "6",
        "Làng Lợt 9.2": "151/200",
        "Đăk Hlơ̆ 9.2": "140/200",
    }
    assert not found.faults


def test_villages_and_codes_are_matched_wherever_they_stand() -> None:
    found = paste(
        "Biểu số 3\n"
        "Mã\tNội dung\tlang lot\tTHÔN 1\tToàn xã\tGhi chú\n"
        "9.2\tnhà\t140/200\t151/200\t291/400\tđủ\n"
        "9.1\tnhà tạm\t4\t0\t4\t\n"
    )
    assert landed(found) == {
        "Làng Lợt 9.2": "140/200",
        "Thôn 1 9.2": "151/200",
        "Làng Lợt 9.1": "4",
        "Thôn 1 9.1": "0",
    }
    assert not found.faults
    assert [one.heading for one in found.columns] == ["lang lot", "THÔN 1"], "sums and remarks are nobody's"


def test_villages_are_matched_by_alias_and_without_marks() -> None:
    found = paste("\tlàng mới\tdakhlo\n9,1\t3\t4\n")
    assert landed(found) == {"Thôn 1 9.1": "3", "Đăk Hlơ̆ 9.1": "4"}


def test_indicators_are_matched_by_their_text() -> None:
    found = paste(
        "Chỉ tiêu\tThôn 1\nTy le ho co nha o kien co hoac ban kien co\t9/10\nCó nhà văn hóa hoặc nơi\tx\n"
    )
    assert landed(found) == {"Thôn 1 9.2": "9/10", "Thôn 1 10.1": "Đạt"}


def test_a_column_of_labels_may_mix_codes_texts_and_both() -> None:
    rows = ("9.1\t3", f"{INDICATORS[1].text}\t150/200", f"10.1 {INDICATORS[2].text}\tx")
    found = paste("\n".join(rows))
    assert landed(found) == {"Thôn 1 9.1": "3", "Thôn 1 9.2": "150/200", "Thôn 1 10.1": "Đạt"}
    named = paste("mã\tLàng Lợt\n9,1\t3\nTy le ho co nha o kien co\t1/2\nkhông có ở đây\t4")
    assert landed(named) == {"Làng Lợt 9.1": "3", "Làng Lợt 9.2": "1/2"}
    assert [one.refusal for one in named.cells if one.is_faulty] == [
        "Bảng đang hiện không có chỉ tiêu “không có ở đây”."
    ]


def test_numerator_and_denominator_stand_in_two_columns() -> None:
    found = paste("Mã\tThôn 1\t\tLàng Lợt\t\n9.2\t151\t200\t140\t200\n9.1\t3\t\t4\t\n")
    assert landed(found) == {
        "Thôn 1 9.2": "151/200",
        "Làng Lợt 9.2": "140/200",
        "Thôn 1 9.1": "3",
        "Làng Lợt 9.1": "4",
    }


def test_a_heading_that_names_no_village_here_waits_for_a_choice() -> None:
    text = "Mã\tThôn 1\tThôn Tân Lập\n9.1\t3\t4\n"
    found = paste(text)
    unknown = [one for one in found.columns if not one.is_matched]
    assert [(one.at, one.heading) for one in unknown] == [(2, "Thôn Tân Lập")]
    assert landed(found) == {"Thôn 1 9.1": "3"}
    assert landed(paste(text, chosen={2: PLACES[1]})) == {"Thôn 1 9.1": "3", "Làng Lợt 9.1": "4"}


def test_two_figures_for_one_cell_are_not_chosen_between() -> None:
    found = paste("Mã\tThôn 1\tThôn Tân Lập\n9.1\t3\t4\n", chosen={2: PLACES[0]})
    assert landed(found) == {"Thôn 1 9.1": "3"}
    assert [one.refusal for one in found.faults] == ["Bảng vừa chép có hai số cho ô này."]


def test_every_faulty_cell_says_why_and_the_others_go_in() -> None:
    found = paste("9.1\tba\t4\n9.2\t75 %\t201/200\n99.9\t1\t2\n", column=0)
    kinds = [type(one.error) for one in found.faults if one.error]
    assert kinds == [NotANumber, PercentTyped, NumeratorAboveDenominator]
    assert [one.refusal for one in found.faults if one.refusal] == ["Bảng đang hiện không có chỉ tiêu “99.9”."] * 2
    assert landed(found) == {"Làng Lợt 9.1": "4"}


def test_what_does_not_fit_beside_or_below_is_said() -> None:
    found = paste("1\t2\n3/4\t5/6\nx\tx\nx\tx", row=0, column=2)
    assert landed(found) == {"Đăk Hlơ̆ 9.1": "1", "Đăk Hlơ̆ 9.2": "3/4", "Đăk Hlơ̆ 10.1": "Đạt"}
    assert len(found.faults) == 5


def test_half_a_share_keeps_what_stands_and_the_same_figure_is_no_change() -> None:
    standing: dict[tuple[str, str], Figure | None] = {
        ("a", "9.2"): parse_entry(INDICATORS[1], "151/200"),
        ("b", "9.2"): parse_entry(INDICATORS[1], "1/200"),
    }
    found = arrange(read_table("151\t140"), Sheet(INDICATORS, PLACES, 1, 0, standing))
    assert [one.is_change for one in found.cells] == [False, True]
    assert entry_text(found.changes[0].new) == "140/200"


def test_locked_cells_are_left_out_with_their_reason() -> None:
    found = arrange(read_table("1\t2"), Sheet(INDICATORS, PLACES, 0, 0, refusals={("a", "9.1"): "Đã xác nhận."}))
    assert [one.refusal for one in found.cells] == ["Đã xác nhận.", ""]
    assert len(found.changes) == 1


grids = st.lists(
    st.lists(
        st.sampled_from(["", "9.1", "9.2", "Thôn 1", "Làng Lợt", "Tổng", "151/200", "4", "x", "-", "75%", "ba"])
        | st.text(max_size=8),
        max_size=5,
    ).map("\t".join),
    max_size=6,
).map("\n".join)


@given(grids | st.text(max_size=60), st.integers(0, 2), st.integers(0, 2))
def test_whatever_is_pasted_is_arranged_and_every_figure_is_accounted_for(text: str, row: int, column: int) -> None:
    found = paste(text, row, column)
    for cell in found.cells:
        assert cell.text
        assert cell.is_faulty or cell.new is not None or cell.place is not None
    keys = [(one.place.id, one.indicator.code) for one in found.changes if one.place and one.indicator]
    assert len(keys) == len(set(keys)) == len(found.changes)
