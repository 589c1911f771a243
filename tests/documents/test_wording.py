"""Wording files: the packaged ones are right, and a wrong one says where and what."""

import shutil
from pathlib import Path

import pytest

import resources
from ntm_desktop.documents.village_papers import PAPERS, SUBMISSION, compose_papers, write_paper
from ntm_desktop.documents.wording import fill
from ntm_desktop.documents.wording_reader import load_wording, read_paper, read_shared
from ntm_desktop.domain.dossier import VillageDossier
from ntm_desktop.domain.errors import WordingInvalid
from tests.documents import builders
from tests.documents.pdf_reading import plain_text

PAPER = """
title = "Tờ trình"
subject = "Về {village}"
name = "TỜ TRÌNH"
[letterhead]
parents = []
agency = ["{COMMUNE}"]
"""


def problems_of(tmp_path: Path, text: str) -> str:
    (tmp_path / "to-trinh.toml").write_text(text, encoding="utf-8")
    with pytest.raises(WordingInvalid) as caught:
        read_paper(tmp_path / "to-trinh.toml")
    assert caught.value.file == "to-trinh.toml"
    return "\n".join(caught.value.problems)


def test_every_packaged_wording_file_is_valid_and_used() -> None:
    files = set(resources.names("wording", ".toml"))
    office = {"bien-ban-giao-nhan.toml", "khoa-khoi-phuc.toml", "danh-sach-ho.toml", "thu-nhap-ho.toml"}
    assert files == {"chung.toml", *office, *(f"{kind.id}.toml" for kind in PAPERS)}
    load_wording(tuple(kind.id for kind in PAPERS))


@pytest.mark.parametrize(
    "dossier", [builders.dossier(), builders.all_met(), builders.dossier(figures=builders.HALF)]
)
def test_no_placeholder_is_left_on_paper(dossier: VillageDossier) -> None:
    for paper in compose_papers(dossier):
        assert "{" not in repr(paper.blocks)


def test_an_unknown_placeholder_names_its_place(tmp_path: Path) -> None:
    text = PAPER + '[[blocks]]\nkind = "text"\ntext = "Kính gửi {vilage}"\n'
    assert "blocks[1] (text).text: {vilage} không có" in problems_of(tmp_path, text)


def test_a_placeholder_of_an_indicator_is_unknown_outside_it(tmp_path: Path) -> None:
    text = PAPER + '[[blocks]]\nkind = "text"\ntext = "{result}"\n'
    assert "{result} không có" in problems_of(tmp_path, text)


def test_all_problems_are_told_at_once(tmp_path: Path) -> None:
    text = (
        PAPER
        + """
colour = "đỏ"
[[blocks]]
kind = "texxt"
[[blocks]]
kind = "heading"
text = "I."
[[blocks]]
kind = "lines"
count = 900
[[blocks]]
kind = "note"
text = "thiếu ngoặc {village"
when = "sometimes"
[[blocks]]
kind = "each_indicator"
blocks = []
[[blocks]]
kind = "indicators"
total = ""
columns = [{ id = "order", title = "TT", width = -1 }, { id = "price", title = "Giá", width = 1, align = "up" }]
"""
    )
    problems = problems_of(tmp_path, text)
    for expected in (
        "letterhead: không có mục tên colour",
        "kind = 'texxt' không có",
        "(heading): thiếu level",
        "count phải từ 1 đến 40",
        "không đủ đôi",
        "when = 'sometimes' không có",
        "chỉ dùng bên trong each_criterion",
        "width phải là số lớn hơn 0",
        "cột 'price' không có",
        "align = 'up' không có",
    ):
        assert expected in problems


def test_missing_keys_and_broken_toml_are_told(tmp_path: Path) -> None:
    assert "thiếu subject" in problems_of(tmp_path, 'name = "A"\n')
    assert "không đọc được TOML" in problems_of(tmp_path, "name = ")
    assert "letterhead hoặc appendix_of" in problems_of(tmp_path, 'title = "A"\n')
    shared = resources.text("wording", "chung.toml").replace('nation = "', 'nations = "')
    (tmp_path / "chung.toml").write_text(shared, encoding="utf-8")
    with pytest.raises(WordingInvalid) as caught:
        read_shared(tmp_path / "chung.toml")
    assert set(caught.value.problems) == {"tệp: thiếu nation", "tệp: không có mục tên nations"}


def test_a_provinces_own_file_stands_before_the_packaged_one(tmp_path: Path) -> None:
    file = tmp_path / "to-trinh.toml"
    shutil.copy(resources.path("wording", "to-trinh.toml"), file)
    changed = file.read_text(encoding="utf-8").replace("II. ĐỀ NGHỊ", "II. KIẾN NGHỊ CỦA {COMMUNE}")
    file.write_text(changed, encoding="utf-8")
    write_paper(builders.all_met(), SUBMISSION, tmp_path / "a.pdf", wording_folder=tmp_path)
    assert "II. KIẾN NGHỊ CỦA XÃ IA TƠI" in plain_text(tmp_path / "a.pdf")


def test_a_province_may_drop_and_reorder_columns(tmp_path: Path) -> None:
    shutil.copy(resources.path("wording", "bieu-tong-hop.toml"), tmp_path)
    file = tmp_path / "bieu-tong-hop.toml"
    head, *columns = file.read_text(encoding="utf-8").split("[[blocks.columns]]")
    last, rest = columns[-1].split("[[blocks]]", 1)
    kept = [columns[5], columns[1], columns[2], last]
    file.write_text("[[blocks.columns]]".join([head, *kept]) + "[[blocks]]" + rest, encoding="utf-8")
    kind = next(kind for kind in PAPERS if kind.id == "bieu-tong-hop")
    write_paper(builders.all_met(), kind, tmp_path / "a.pdf", wording_folder=tmp_path)
    text = plain_text(tmp_path / "a.pdf")
    assert "Cấp trên thẩm định" not in text
    assert "Thôn tự đánh giá" in text


def test_capitals_of_a_placeholder_are_asked_for_in_capitals() -> None:
    assert fill("{village} / {VILLAGE}", {"village": "Làng Brơ̆ng"}) == "Làng Brơ̆ng / LÀNG BRƠ̆NG"


def test_a_capital_in_front_is_asked_for_with_a_capital_in_front() -> None:
    assert fill("{Village} {village_unit}", {"village": "làng Groi", "village_unit": "làng"}) == "Làng Groi làng"
