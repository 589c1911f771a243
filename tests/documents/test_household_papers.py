"""The working list of a village and the income of the households, as they are printed."""

import re
from decimal import Decimal
from pathlib import Path

import pytest

from ntm_desktop.domain.errors import NobodyToList
from ntm_desktop.domain.households import Household, Income, Member
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.keep_households import save_households
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.print_households import save_income, save_working_list
from ntm_desktop.services.start_desk import start_commune
from tests.documents.pdf_reading import plain_text, read_pdf
from tests.services.state import YEAR, village_set


def _list(desk: OpenDesk, place: str, code: str, tmp_path: Path) -> Path:
    where = desk.find_place(place)
    return save_working_list(desk, where, village_set(desk), code, YEAR, tmp_path / "list.pdf")


def test_a_list_says_what_is_asked_who_lacks_it_and_leaves_room_for_the_pen(
    sample_desk: OpenDesk, tmp_path: Path
) -> None:
    file = _list(sample_desk, "Thôn 9", "17.1", tmp_path)
    text = plain_text(file)
    for words in (
        "ỦY BAN NHÂN DÂN XÃ IA TƠI",
        "THÔN 9",
        "DANH SÁCH HỘ",
        "Chưa có nước hợp vệ sinh",
        "Thôn 9 có 101 hộ; 7 hộ chưa có nước hợp vệ sinh.",
        "Ghi chú, ngày làm xong",
        "TRƯỞNG THÔN",
        "SỐ LIỆU MINH HỌA",
    ):
        assert words in " ".join(text.split()), words
    assert len(read_pdf(file)) == 1


def test_each_village_of_a_commune_has_a_list_of_its_own(empty_desk: OpenDesk, tmp_path: Path) -> None:
    listed = [
        Household(village.id, (Member(f"A {village.order}", "male"),), answers={"house": "makeshift"})
        for village in empty_desk.villages(empty_desk.place.id)
    ]
    save_households(empty_desk, empty_desk.place, listed, "nhập hộ")
    file = _list(empty_desk, "xã Măng Bút", "9.1", tmp_path)
    assert len(read_pdf(file)) == 2
    text = plain_text(file)
    assert "LÀNG LỢT" in text
    assert {"TRƯỞNG LÀNG", "TRƯỞNG THÔN"} <= {found.group() for found in re.finditer(r"TRƯỞNG \w+", text)}
    assert "MINH HỌA" not in text


def test_a_long_list_repeats_its_headings_on_every_page(empty_desk: OpenDesk, tmp_path: Path) -> None:
    village = empty_desk.find_place("Thôn 1").id
    listed = [
        Household(village, (Member(f"Rơ Châm H'Blươ̆ thứ {at}", "female"),), str(at), answers={"latrine": "none"})
        for at in range(1, 90)
    ]
    save_households(empty_desk, empty_desk.place, listed, "nhập hộ")
    file = _list(empty_desk, "Thôn 1", "17.2", tmp_path)
    pages = len(read_pdf(file))
    assert pages > 2
    assert plain_text(file).count("Họ và tên chủ hộ") >= pages - 1


def test_where_there_is_nobody_to_list_nothing_is_written(empty_desk: OpenDesk, tmp_path: Path) -> None:
    with pytest.raises(NobodyToList):
        _list(empty_desk, "Thôn 1", "9.1", tmp_path)
    with pytest.raises(NobodyToList):
        save_income(empty_desk, empty_desk.place, 2021, tmp_path / "income.pdf")
    assert list(tmp_path.glob("*.pdf")) == []


def test_the_income_paper_has_a_column_for_each_source(sample_desk: OpenDesk, tmp_path: Path) -> None:
    text = plain_text(save_income(sample_desk, sample_desk.place, 2021, tmp_path / "income.pdf"))
    for words in ("BIỂU TỔNG HỢP", "Trồng trọt", "Tiền công", "101/101", "12.766", "35,46", "Toàn xã"):
        assert words in text, words


@pytest.mark.parametrize("villages", [8, 10, 12, 14, 16, 18, 20, 30])
def test_the_income_of_many_villages_begins_under_its_heading_and_is_signed_beside_rows(
    folder: DataFolder, tmp_path: Path, villages: int
) -> None:
    names = [f"Làng {number}" for number in range(1, villages + 1)]
    with start_commune(folder, "Ia Tơi", villages=names, person="A Nam") as desk:
        listed = [
            Household(one.id, (Member("A Nam", "male"),), "1", 4, income=(Income(2021, "total", Decimal(100)),))
            for one in desk.villages(desk.place.id)
        ]
        save_households(desk, desk.place, listed, "nhập hộ")
        pages = read_pdf(save_income(desk, desk.place, 2021, tmp_path / "income.pdf"))
    texts = [page.text for page in pages]
    assert "Làng 1" in texts[0]
    signed = next(text for text in texts if "NGƯỜI LẬP BIỂU" in text)
    assert "Toàn xã" in signed
    assert f"Làng {villages}" in signed
    assert len(pages) == (1 if villages <= 8 else 2)
