"""Plans from workbooks: every text as printed, and whatever is no plan refused in one sentence."""

import contextlib
import datetime
import random
import zipfile
from pathlib import Path

import pytest
from openpyxl import Workbook
from openpyxl.chart import BarChart

from ntm_desktop.domain.errors import FileUnreadable, PlanInvalid
from ntm_desktop.excel.plan_workbook import MAX_ROWS, read_plan
from tests.excel.workbooks import HEADER, ROWS, changed, plan_workbook

SHEET = "xl/worksheets/sheet1.xml"


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    return plan_workbook(tmp_path / "kế hoạch.xlsx")


def test_tasks_stand_in_the_printed_order_under_their_headings(workbook: Path) -> None:
    sheet = read_plan(workbook)
    assert sheet.title == "KẾ HOẠCH XÂY DỰNG NÔNG THÔN MỚI HUYỆN IA H'DRAI"
    assert [(row["section"], row["subsection"], row["number"]) for row in sheet.rows] == [
        ("I", "", "1"),
        ("I", "", "2"),
        ("II", "1", "1.5"),
        ("II", "1", "1.6"),
        ("II", "1", "1.6"),
        ("II", "1", "2"),
    ]
    assert {row["section_title"] for row in sheet.rows} == {"Quy hoạch", "Hạ tầng kinh tế - xã hội"}
    assert sheet.rows[2]["subsection_title"] == "Giao thông"


def test_every_text_stays_as_printed(workbook: Path) -> None:
    rows = read_plan(workbook).rows
    assert [row["deadline"] for row in rows] == ["Năm 2020", "", "Thường xuyên", "quý III năm 2024", "2024", ""]
    assert rows[3]["content"] == "Đường ĐăkHlơ – Ia Ơ̆"
    assert rows[3]["lead"] == "UBND xã\nIa Đal"
    assert rows[4]["content"] == "Đường nội thôn  "


def test_a_numbered_row_without_deadline_and_unit_is_a_task_unless_its_numbers_go_on(tmp_path: Path) -> None:
    rows = read_plan(plan_workbook(tmp_path / "a.xlsx", [("I", "Mục", None), (3, "Việc chưa giao ai", None)])).rows
    assert [(row["number"], row["content"], row["section"]) for row in rows] == [("3", "Việc chưa giao ai", "I")]


def test_a_date_is_read_as_people_write_it(tmp_path: Path) -> None:
    day = datetime.datetime(2024, 6, 30)
    rows = read_plan(plan_workbook(tmp_path / "a.xlsx", [(1, "Nghiệm thu", day, "UBND xã", None)])).rows
    assert rows[0]["deadline"] == "30/06/2024"


def test_columns_are_found_by_their_titles_in_any_order(tmp_path: Path) -> None:
    header = ("Số TT", "Cơ quan phối hợp", "Cơ quan CHỦ TRÌ", "Thời hạn hoàn thành", "Nhiệm vụ")
    rows = read_plan(plan_workbook(tmp_path / "a.xlsx", [(1, "A", "B", "2024", "C")], header)).rows
    wanted = {"number": "1", "coordinating": "A", "lead": "B", "deadline": "2024", "content": "C"}
    assert {name: rows[0][name] for name in wanted} == wanted


def test_a_sheet_formatted_to_its_last_row_is_read_quickly(workbook: Path) -> None:
    def stray(members: dict[str, bytes]) -> None:
        rows = b"".join(b'<row r="%d" ht="15"/>' % number for number in range(13, 1_048_577))
        members[SHEET] = members[SHEET].replace(b"</sheetData>", rows + b"</sheetData>")

    assert len(read_plan(changed(workbook, stray)).rows) == 6


def test_a_plan_longer_than_is_read_is_refused_and_not_cut(tmp_path: Path) -> None:
    rows = [(number, "Việc", "2024", "UBND xã", None) for number in range(MAX_ROWS)]
    with pytest.raises(FileUnreadable) as refused:
        read_plan(plan_workbook(tmp_path / "a.xlsx", rows))
    assert refused.value.reason == "too_large"


def test_what_excel_says_beside_the_cells_is_no_concern(workbook: Path) -> None:
    extension = b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}"/></extLst></worksheet>'
    path = changed(
        workbook, lambda members: members.update({SHEET: members[SHEET].replace(b"</worksheet>", extension)})
    )
    assert len(read_plan(path).rows) == 6


def test_a_formula_is_read_by_its_result(workbook: Path) -> None:
    cell = b'<c r="A5" t="n"><v>1</v></c>'
    formula = b'<c r="A5"><f>1+6</f><v>7</v></c>'

    def calculate(members: dict[str, bytes]) -> None:
        assert cell in members[SHEET]
        members[SHEET] = members[SHEET].replace(cell, formula)

    assert read_plan(changed(workbook, calculate)).rows[0]["number"] == "7"


def test_a_formula_without_a_result_is_named_and_never_an_empty_text(tmp_path: Path) -> None:
    path = plan_workbook(tmp_path / "a.xlsx", [(1, '="Việc "&1', "2024", "UBND xã", None)])
    with pytest.raises(PlanInvalid) as refused:
        read_plan(path)
    assert "Dòng 4: ô công thức chưa có kết quả." in refused.value.problems


def test_a_sheet_without_the_column_of_contents_is_refused(tmp_path: Path) -> None:
    with pytest.raises(PlanInvalid) as refused:
        read_plan(plan_workbook(tmp_path / "a.xlsx", ROWS, ("A", "B", "C", "D", "E")))
    assert "Nội dung" in refused.value.problems[0]


def test_an_empty_sheet_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    Workbook().save(path)
    with pytest.raises(PlanInvalid):
        read_plan(path)


def test_a_book_of_charts_alone_is_refused(tmp_path: Path) -> None:
    book = Workbook()
    book.create_chartsheet().add_chart(BarChart())
    book.remove(book.worksheets[0])
    book.save(tmp_path / "a.xlsx")
    assert reason_for(tmp_path / "a.xlsx") == "workbook"


@pytest.mark.parametrize("data", [b"", b"PK", b"PK\x03\x04", b"\xd0\xcf\x11\xe0" * 200, "Nội dung\n".encode() * 9])
def test_what_is_no_zip_is_refused(tmp_path: Path, data: bytes) -> None:
    path = tmp_path / "a.xlsx"
    path.write_bytes(data)
    assert reason_for(path) == "workbook"


def test_a_zip_that_is_no_workbook_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "a.xlsx"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Nội dung.txt", "a")
    assert reason_for(path) == "workbook"


def test_a_workbook_is_known_by_what_it_is_and_not_by_its_ending(workbook: Path) -> None:
    assert len(read_plan(workbook.rename(workbook.with_suffix(".xls"))).rows) == 6


def test_a_zip_bomb_is_refused_before_it_unfolds(workbook: Path) -> None:
    bomb = bytes(201 * 2**20)
    assert (
        reason_for(changed(workbook, lambda members: members.update({"xl/worksheets/sheet9.xml": bomb})))
        == "too_large"
    )


def test_a_bomb_of_texts_is_refused(workbook: Path) -> None:
    bomb = b"<si><t/></si>" * 4_000_000
    assert (
        reason_for(changed(workbook, lambda members: members.update({"xl/sharedStrings.xml": bomb}))) == "too_large"
    )


@pytest.mark.parametrize("member", [SHEET, "xl/workbook.xml", "xl/styles.xml", "[Content_Types].xml"])
def test_a_bomb_of_entities_is_refused(workbook: Path, member: str) -> None:
    entities = b"".join(b'<!ENTITY a%d "%s">' % (level, b"&a%d;" % (level - 1) * 20) for level in range(1, 12))
    bomb = b'<?xml version="1.0"?><!DOCTYPE x [<!ENTITY a0 "a">' + entities + b"]><x>&a11;</x>"
    assert reason_for(changed(workbook, lambda members: members.update({member: bomb}))) == "workbook"


def test_a_workbook_damaged_anywhere_is_read_or_refused_and_nothing_else(workbook: Path) -> None:
    whole = workbook.read_bytes()
    chosen = random.Random(7)
    for _ in range(150):
        damaged = bytearray(whole)
        for _ in range(chosen.choice((1, 1, 4, 40))):
            damaged[chosen.randrange(len(whole))] = chosen.randrange(256)
        workbook.write_bytes(damaged[: chosen.choice((len(whole), chosen.randrange(len(whole))))])
        with contextlib.suppress(FileUnreadable, PlanInvalid):
            read_plan(workbook)


def test_a_workbook_whose_xml_is_scrambled_is_read_or_refused_and_nothing_else(workbook: Path) -> None:
    with zipfile.ZipFile(workbook) as archive:
        whole = {name: archive.read(name) for name in archive.namelist()}
    chosen = random.Random(11)
    for _ in range(300):
        members = dict(whole)
        name = chosen.choice(sorted(members))
        data = bytearray(members[name])
        start = chosen.randrange(len(data))
        data[start : start + chosen.choice((1, 5, 60))] = chosen.choice((b"", b"9", b"<", b"zzzzz"))
        members[name] = bytes(data)
        with zipfile.ZipFile(workbook, "w") as archive:
            for member, content in members.items():
                archive.writestr(member, content)
        with contextlib.suppress(FileUnreadable, PlanInvalid):
            read_plan(workbook)


def reason_for(path: Path) -> str:
    """Why the file was refused."""
    with pytest.raises(FileUnreadable) as refused:
        read_plan(path)
    return refused.value.reason


def test_the_header_is_looked_for_without_marks(tmp_path: Path) -> None:
    header = [str(title).upper() for title in HEADER]
    assert len(read_plan(plan_workbook(tmp_path / "a.xlsx", ROWS, header)).rows) == 6
