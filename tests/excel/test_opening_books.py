"""Whatever a person brings under a workbook's name: read, or refused in a sentence that says what it is."""

import contextlib
import datetime
import random
import zipfile
from pathlib import Path
from typing import Any

import pytest
import xlwt
from openpyxl import Workbook
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont
from openpyxl.styles import Font

from ntm_desktop.domain.errors import FileMissing, FileUnreadable
from ntm_desktop.domain.legacy_vietnamese import Encoding
from ntm_desktop.excel.book import CellError, Spot, column_name
from ntm_desktop.excel.open_book import read_book
from ntm_desktop.excel.plan_workbook import read_plan
from ntm_desktop.sentences import sentence_for
from tests.excel.lists import people_old_workbook, people_workbook, tcvn3, vni
from tests.excel.workbooks import changed

SHEET = "xl/worksheets/sheet1.xml"


def book_of(path: Path, *rows: Any) -> Path:
    book = Workbook()
    for row in rows:
        book.active.append(row)
    book.save(path)
    return path


def reason_for(path: Path) -> str:
    with pytest.raises(FileUnreadable) as refused:
        read_book(path)
    assert "chưa có gì thay đổi" in sentence_for(refused.value)
    return refused.value.reason


def test_values_come_as_excel_keeps_them(tmp_path: Path) -> None:
    day = datetime.datetime(2021, 5, 12)
    sheet = read_book(book_of(tmp_path / "a.xlsx", ["Hộ", 5, 2.5, True, day, None, "e\u0302\u0323"], [None, 1]))[0]
    assert sheet.rows == [["Hộ", 5, 2.5, True, day, None, "ệ"], [None, 1]]
    assert sheet.value(Spot(9, 9)) is None


def test_columns_are_called_as_excel_calls_them() -> None:
    assert [column_name(at) for at in (0, 25, 26, 701, 702)] == ["A", "Z", "AA", "ZZ", "AAA"]


def test_old_fonts_are_converted_cell_by_cell(tmp_path: Path) -> None:
    book = Workbook()
    for at, (text, font) in enumerate(
        [
            (tcvn3("Rơ Mah"), ".VnTime"),
            (vni("Đặng Văn"), "VNI-Times"),
            (tcvn3("thôn một"), ".VnTimeH"),
            ("Nguyễn", ".VnTime"),
            ("Hµ", "Arial"),
        ],
        start=1,
    ):
        book.active.cell(at, 1, text).font = Font(name=font)
    book.save(tmp_path / "a.xlsx")
    sheet = read_book(tmp_path / "a.xlsx")[0]
    assert [row[0] for row in sheet.rows] == ["Rơ Mah", "Đặng Văn", "THÔN MỘT", "Nguyễn", "Hµ"]
    assert [one.encoding for one in sheet.conversions] == [Encoding.TCVN3, Encoding.VNI, Encoding.TCVN3_CAPITALS]
    assert sheet.doubtful == (Spot(4, 0),)


def test_parts_of_a_text_are_converted_by_their_own_fonts(tmp_path: Path) -> None:
    book = Workbook()
    book.active["A1"] = CellRichText("Thôn ", TextBlock(InlineFont(rFont="VNI-Times"), vni("Một")))
    book.save(tmp_path / "a.xlsx")
    assert read_book(tmp_path / "a.xlsx")[0].rows == [["Thôn Một"]]


@pytest.mark.parametrize("font", [".VnTime", "VNI-Times"])
def test_the_same_list_reads_the_same_from_every_kind_of_workbook(tmp_path: Path, font: str) -> None:
    rows = read_book(people_workbook(tmp_path / "a.xlsx"))[0].rows
    assert read_book(people_workbook(tmp_path / "b.xlsx", font))[0].rows == rows
    assert read_book(people_old_workbook(tmp_path / "c.xls", font))[0].rows == rows


def test_an_old_workbook_gives_dates_percents_merged_cells_and_parts_of_texts(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet = book.add_sheet("Hộ")
    sheet.write(0, 0, datetime.date(2020, 1, 2), xlwt.easyxf(num_format_str="dd/mm/yyyy"))
    sheet.write(0, 1, 0.75, xlwt.easyxf(num_format_str="0%"))
    sheet.write(0, 2, 12)
    sheet.write_rich_text(1, 0, ["Thôn ", (vni("Một"), xlwt.easyfont("name VNI-Times"))])
    sheet.write_merge(2, 2, 0, 2, "gộp")
    book.save(str(tmp_path / "a.xls"))
    read = read_book(tmp_path / "a.xls")[0]
    assert read.rows == [[datetime.datetime(2020, 1, 2), 0.75, 12], ["Thôn Một"], ["gộp"]]
    assert read.percents == {Spot(0, 1)}
    assert [one.name for one in read.merged] == ["A3:C3"]


def test_formulas_are_told_with_and_without_a_result(tmp_path: Path) -> None:
    path = book_of(tmp_path / "a.xlsx", ["=1+2", 7])
    seven, with_result = b'<c r="B1"', b'<c r="B1"><f>3+4</f><v>7</v></c>'

    def calculate(members: dict[str, bytes]) -> None:
        head, _, rest = members[SHEET].partition(seven)
        members[SHEET] = head + with_result + rest.partition(b"</c>")[2]

    sheet = read_book(changed(path, calculate))[0]
    assert (sheet.rows, sheet.unresolved, sheet.formulas) == ([[None, 7]], {Spot(0, 0)}, {Spot(0, 1)})


def test_an_error_of_excel_is_no_text(tmp_path: Path) -> None:
    sheet = read_book(book_of(tmp_path / "a.xlsx", ["#REF!", "#REF"]))[0]
    assert isinstance(sheet.rows[0][0], CellError)


def test_what_stands_a_million_rows_below_costs_nothing(tmp_path: Path) -> None:
    path = book_of(tmp_path / "a.xlsx", ["Hộ"])

    def stray(members: dict[str, bytes]) -> None:
        rows = b"".join(b'<row r="%d" ht="15"/>' % number for number in range(2, 1_048_577))
        members[SHEET] = members[SHEET].replace(b"</sheetData>", rows + b"</sheetData>")

    sheet = read_book(changed(path, stray))[0]
    assert (sheet.rows, sheet.is_cut) == ([["Hộ"]], False)


def test_a_cell_in_the_last_corner_is_told_and_left_out(tmp_path: Path) -> None:
    path = book_of(tmp_path / "a.xlsx", ["Hộ"])
    corner = b'<row r="1048576"><c r="XFD1048576" t="str"><v>x</v></c></row></sheetData>'
    sheet = read_book(
        changed(path, lambda members: members.update({SHEET: members[SHEET].replace(b"</sheetData>", corner)}))
    )[0]
    assert (sheet.rows, sheet.is_cut) == ([["Hộ"]], True)


def test_a_space_in_the_last_row_is_no_row(tmp_path: Path) -> None:
    path = book_of(tmp_path / "a.xlsx", ["Hộ"])
    cell = b'<c r="A1048576" t="inlineStr"><is><t xml:space="preserve"> </t></is></c>'
    space = b'<row r="1048576">' + cell + b"</row></sheetData>"
    sheet = read_book(
        changed(path, lambda members: members.update({SHEET: members[SHEET].replace(b"</sheetData>", space)}))
    )[0]
    assert (sheet.rows, sheet.is_cut) == ([["Hộ"]], False)


def test_a_row_without_end_is_refused(tmp_path: Path) -> None:
    row = b"<row>" + b"<c/>" * 1_200_000 + b"</row></sheetData>"

    def lengthen(members: dict[str, bytes]) -> None:
        head, _, rest = members[SHEET].partition(b"<dimension")  # without which openpyxl would look for the size
        members[SHEET] = head + rest.partition(b"/>")[2].replace(b"</sheetData>", row)

    assert reason_for(changed(book_of(tmp_path / "a.xlsx", ["Hộ"]), lengthen)) == "too_large"


def test_a_bomb_of_styles_is_refused(tmp_path: Path) -> None:
    fonts = b"<fonts>" + b"<font/>" * 250_000 + b"</fonts>"
    path = changed(
        book_of(tmp_path / "a.xlsx", ["Hộ"]),
        lambda members: members.update({"xl/styles.xml": b"<styleSheet>" + fonts + b"</styleSheet>"}),
    )
    assert reason_for(path) == "too_large"


def test_entities_and_other_encodings_are_refused(tmp_path: Path) -> None:
    path = book_of(tmp_path / "a.xlsx", ["Hộ"])
    doctype = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a "a">]>'

    def declare(members: dict[str, bytes]) -> None:
        members[SHEET] = doctype + members[SHEET].partition(b"?>")[2]

    def widen(members: dict[str, bytes]) -> None:
        text = members[SHEET].decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
        members[SHEET] = text.encode("utf-16")

    assert reason_for(changed(path, declare)) == "workbook"
    assert reason_for(changed(book_of(path, ["Hộ"]), widen)) == "workbook"


def test_bombs_of_texts_and_of_sheets_are_refused_before_they_unfold(tmp_path: Path) -> None:
    path = book_of(tmp_path / "a.xlsx", ["Hộ"])
    bomb = bytes(201 * 2**20)
    members = {"xl/worksheets/sheet9.xml": bomb}
    assert reason_for(changed(path, lambda known: known.update(members))) == "too_large"
    texts = {"xl/sharedStrings.xml": b"<si><t/></si>" * 4_000_000}
    assert reason_for(changed(book_of(path, ["Hộ"]), lambda known: known.update(texts))) == "too_large"


def test_links_to_other_workbooks_are_not_followed(tmp_path: Path) -> None:
    path = book_of(tmp_path / "a.xlsx", ["Hộ"])
    link = {"xl/externalLinks/externalLink1.xml": b"<externalLink/>"}
    assert read_book(changed(path, lambda members: members.update(link)))[0].rows == [["Hộ"]]


LIES: list[tuple[str, bytes, str]] = [
    ("hộ.xls", b"<html><table><tr><td>1</td></tr></table></html>", "web_page"),
    ("hộ.xls", b'<?xml version="1.0"?><Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">', "web_page"),
    ("hộ.xlsx", "Họ tên;Năm sinh\nA;1980\n".encode(), "text_table"),
    ("hộ.xlsx", b"%PDF-1.7 ...", "other_document"),
    ("~$hộ.xlsx", b"\x05A", "lock_file"),
    ("hộ.xlsx", b"", "workbook"),
    ("hộ.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(4000), "workbook"),
    ("hộ.xlsx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    ("hộ.xls", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "WordDocument".encode("utf-16-le"), "other_document"),
]


@pytest.mark.parametrize(("name", "data", "reason"), LIES)
def test_a_file_that_lies_about_its_type_is_told_for_what_it_is(
    tmp_path: Path, name: str, data: bytes, reason: str
) -> None:
    (tmp_path / name).write_bytes(data)
    assert reason_for(tmp_path / name) == reason


@pytest.mark.parametrize(
    ("member", "reason"),
    [
        ("word/document.xml", "other_document"),
        ("content.xml", "other_document"),
        ("xl/workbook.bin", "binary_workbook"),
    ],
)
def test_other_zips_are_told_for_what_they_are(tmp_path: Path, member: str, reason: str) -> None:
    with zipfile.ZipFile(tmp_path / "a.xlsx", "w") as archive:
        archive.writestr(member, "a")
    assert reason_for(tmp_path / "a.xlsx") == reason


def test_a_file_that_another_program_holds_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = book_of(tmp_path / "a.xlsx", ["Hộ"])

    def locked(*_: Any, **__: Any) -> None:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "open", locked)
    assert reason_for(path) == "in_use"


def test_a_vanished_file_is_missing(tmp_path: Path) -> None:
    with pytest.raises(FileMissing):
        read_book(tmp_path / "a.xlsx")


def test_an_old_workbook_damaged_anywhere_is_read_or_refused_and_nothing_else(tmp_path: Path) -> None:
    path = people_old_workbook(tmp_path / "a.xls")
    whole, chosen = path.read_bytes(), random.Random(7)
    for _ in range(150):
        damaged = bytearray(whole)
        for _ in range(chosen.choice((1, 1, 4, 40))):
            damaged[chosen.randrange(len(whole))] = chosen.randrange(256)
        path.write_bytes(damaged[: chosen.choice((len(whole), chosen.randrange(len(whole))))])
        with contextlib.suppress(FileUnreadable):
            read_book(path)


def test_a_plan_in_an_old_font_is_read_from_an_old_workbook(tmp_path: Path) -> None:
    book = xlwt.Workbook()
    sheet, style = book.add_sheet("KH"), xlwt.easyxf("font: name .VnTime")
    rows = [("TT", "Nội dung", "Thời gian", "Chủ trì"), (1, "Làm đường nội thôn", "quý III", "xã")]
    for at, row in enumerate(rows):
        for column, value in enumerate(row):
            sheet.write(at, column, tcvn3(value), style)
    book.save(str(tmp_path / "a.xls"))
    assert read_plan(tmp_path / "a.xls").rows[0]["content"] == "Làm đường nội thôn"
