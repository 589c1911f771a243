"""Lists of households from any workbook: people under their heads, every doubtful cell told, one act."""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from ntm_desktop.domain.errors import (
    Cancelled,
    NoHeadingFound,
    NothingNewInWorkbook,
    UnknownSheet,
    WorkbookInvalid,
)
from ntm_desktop.domain.household_indicators import NOT_ASKED, judge_household
from ntm_desktop.domain.households import Household
from ntm_desktop.domain.legacy_vietnamese import Encoding
from ntm_desktop.services.act import undo
from ntm_desktop.services.count_households import load_rules
from ntm_desktop.services.keep_households import list_households
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.take_in_households import (
    HouseholdReport,
    ListChoices,
    guess_choices,
    parts_like,
    preview_households,
    read_sheets,
    remember_choices,
    sheet_called,
    take_in_households,
)
from tests.excel.lists import (
    PEOPLE,
    households_workbook,
    people_old_workbook,
    people_rows,
    people_workbook,
    tcvn3,
)
from tests.services.state import facts_of

TODAY = date(2022, 3, 1)
HEADER = (
    "STT",
    "Thôn",
    "Số hộ",
    "Họ tên chủ hộ",
    "Số khẩu",
    "Hộ nghèo",
    "Hộ cận nghèo",
    "Nhà ở",
    "Thu nhập (nghìn đồng)",
)


@pytest.fixture
def desk(empty_desk: OpenDesk) -> OpenDesk:
    return empty_desk


def silent(done: int, total: int, what: str) -> None:
    pass


def look(desk: OpenDesk, path: Path, *, sheet: str = "", **more: Any) -> HouseholdReport:
    chosen = sheet_called(path, read_sheets(path), sheet)
    choices = replace(guess_choices(desk, chosen), **more)
    return preview_households(desk, path, [(chosen, choices)], desk.communes()[0], silent, today=TODAY)


def take(desk: OpenDesk, path: Path, **more: Any) -> str:
    return take_in_households(desk, look(desk, path, **more), desk.communes()[0]).sentence


def register(desk: OpenDesk) -> list[Household]:
    return list_households(desk, desk.communes()[0])


def told(report: HouseholdReport) -> list[str]:
    return [one.line for one in report.problems]


def people(path: Path, *rows: Sequence[Any]) -> Path:
    """The usual people, with further rows below."""
    people_workbook(path)
    book = load_workbook(path)
    for row in rows:
        book.worksheets[0].append(list(row))
    book.save(path)
    return path


def test_people_are_grouped_under_their_heads(desk: OpenDesk, tmp_path: Path) -> None:
    assert take(desk, people_workbook(tmp_path / "a.xlsx")) == "Đã nhận 2 hộ mới từ tệp a.xlsx"
    first, second = register(desk)
    assert [(one.name, one.sex, one.birth, one.relation) for one in first.members] == [
        ("Rơ Mah Hluân", "male", "1975", "head"),
        ("Nguyễn Thị Ánh Nguyệt", "female", "1978", "spouse"),
        ("Rơ Mah Đỗ Quyên", "female", "2003-05-12", "child"),
    ]
    assert (first.number, first.answer("ethnic"), first.answer("latrine")) == ("1", "gia_rai", "none")
    assert [one.ethnic for one in first.members] == ["", "kinh", ""]
    assert [one.insured for one in second.members] == ["", "no"]


def test_the_whole_list_is_one_act(desk: OpenDesk, tmp_path: Path) -> None:
    take(desk, people_workbook(tmp_path / "a.xlsx"))
    assert undo(desk).title == "nhận 2 hộ từ tệp a.xlsx"
    assert register(desk) == []


@pytest.mark.parametrize("font", [".VnTime", "VNI-Times"])
def test_the_same_list_in_old_fonts_and_formats_changes_nothing_more(
    desk: OpenDesk, tmp_path: Path, font: str
) -> None:
    take(desk, people_workbook(tmp_path / "a.xlsx"))
    before = facts_of(desk.folder)
    for path in (people_workbook(tmp_path / "b.xlsx", font), people_old_workbook(tmp_path / "c.xls", font)):
        with pytest.raises(NothingNewInWorkbook):
            take(desk, path, village_id=desk.find_place("Thôn 1").id)
    assert facts_of(desk.folder) == before


def test_a_later_list_changes_what_it_says_and_keeps_the_rest(desk: OpenDesk, tmp_path: Path) -> None:
    take(desk, people_workbook(tmp_path / "a.xlsx"))
    header = ("Số hộ", "Họ tên chủ hộ", "Nhà ở", "Điện thoại")
    path = households_workbook(
        tmp_path / "b.xlsx", header, [(1, "Rơ Mah Hluân", "kiên cố", "0987")], sheet="Thôn 1"
    )
    assert take(desk, path) == "Đã cập nhật 1 hộ từ tệp b.xlsx"
    first = register(desk)[0]
    assert (len(first.members), first.answer("house"), first.answer("latrine")) == (3, "solid", "none")
    assert first.phone == "0987"


def test_a_row_a_household_with_marks_and_income(desk: OpenDesk, tmp_path: Path) -> None:
    rows = [
        (1, "Thôn 1", "H01", "A Nhâm", 5, "x", None, "Nhà tạm", 24_500),
        (2, "lang lot", "H02", "Y Blut", 3, None, "x", "bkc", "30.000"),
        (3, "Làng Lợt", "H03", "A Dũng", 4, None, None, None, None),
        (None, None, None, "Tổng cộng", 12, None, None, None, None),
    ]
    path = households_workbook(tmp_path / "a.xlsx", HEADER, rows)
    report = look(desk, path, year=2021)
    assert told(report) == [
        "Trang “Danh sách”, dòng 7 (“Tổng cộng”): dòng này không phải hộ hay thành viên, được bỏ qua."
    ]
    take_in_households(desk, report, desk.communes()[0])
    found = {one.number: one for one in register(desk)}
    assert [found[key].answer("poverty") for key in ("H01", "H02", "H03")] == ["poor", "near_poor", "none"]
    assert [found[key].people for key in ("H01", "H02", "H03")] == [5, 3, 4]
    assert [found[key].answer("house") for key in ("H01", "H02")] == ["makeshift", "semi_solid"]
    assert found["H01"].income_of(2021) == Decimal("24.5")
    assert found["H02"].income_of(2021) == Decimal(30)


def test_a_villages_name_over_its_rows_holds_for_them(desk: OpenDesk, tmp_path: Path) -> None:
    header = ("Số hộ", "Họ tên chủ hộ", "Số khẩu")
    rows = [("Thôn 1", None, None), (1, "A Nhâm", 5), (None, "Làng Lợt", None), (1, "Y Blut", 3)]
    take(desk, households_workbook(tmp_path / "a.xlsx", header, rows))
    names = {one.id: one.name for one in desk.villages(desk.communes()[0].id)}
    assert {one.head: names[one.village_id] for one in register(desk)} == {"A Nhâm": "Thôn 1", "Y Blut": "Làng Lợt"}


def test_a_household_in_no_village_stops(desk: OpenDesk, tmp_path: Path) -> None:
    header = ("Số hộ", "Họ tên chủ hộ", "Thôn")
    path = households_workbook(tmp_path / "a.xlsx", header, [(1, "A Nhâm", None), (2, "Y Blut", "Thôn 99")])
    report = look(desk, path)
    assert "chưa biết hộ ở thôn nào" in told(report)[0]
    assert "không có thôn tên này" in told(report)[1]
    assert (len(report.households), report.left_out) == (0, 2)
    with pytest.raises(WorkbookInvalid):
        take_in_households(desk, report, desk.communes()[0])
    assert register(desk) == []


def test_a_village_may_be_said_for_rows_that_name_none(desk: OpenDesk, tmp_path: Path) -> None:
    path = households_workbook(tmp_path / "a.xlsx", ("Số hộ", "Họ tên chủ hộ"), [(1, "A Nhâm")])
    village = desk.find_place("Làng Lợt").id
    take(desk, path, village_id=village)
    assert [one.village_id for one in register(desk)] == [village]


BAD: list[tuple[tuple[Any, ...], str, str]] = [
    ((6, 3, "A", "Chủ hộ", 2199, None, "Kinh"), "E10", "2199"),
    ((6, 3, "A", "Chủ hộ", "3/13/1980", None, "Kinh"), "E10", "không phải là năm sinh"),
    ((6, 3, "A", "Chủ hộ", 1980, None, "Kinh", "mất"), "H10", "không có câu trả lời này"),
    ((6, 3, "A", "Chủ hộ", 1980, None, "Kinh", None, "lều"), "I10", "không có câu trả lời này"),
    ((6, None, "A", "Chủ hộ", True, None, "Kinh"), "E10", "không phải là năm sinh"),
    ((6, 1, "A", "Chủ hộ", 1980, None, "Kinh"), "dòng 10", "1"),
    ((6, None, None, "Con", 1980, None, "Kinh"), "dòng 10", "không có họ tên"),
]


@pytest.mark.parametrize(("row", "cell", "said"), BAD)
def test_what_cannot_be_read_is_told_by_cell_and_nothing_is_taken_in(
    desk: OpenDesk, tmp_path: Path, row: tuple[Any, ...], cell: str, said: str
) -> None:
    report = look(desk, people(tmp_path / "a.xlsx", row))
    assert [one.cell for one in report.stopping] == [cell]
    assert said in report.stopping[0].line
    before = facts_of(desk.folder)
    with pytest.raises(WorkbookInvalid):
        take_in_households(desk, report, desk.communes()[0])
    assert facts_of(desk.folder) == before


def test_a_person_may_pass_over_what_cannot_be_read(desk: OpenDesk, tmp_path: Path) -> None:
    bad = (6, 3, "A Tin", "Chủ hộ", 2199, None, "Kinh"), (7, 1, "A Trùng", "Chủ hộ", 1980)
    report = look(desk, people(tmp_path / "a.xlsx", *bad))
    assert report.left_out == 1
    take_in_households(desk, report, desk.communes()[0], skips_problems=True)
    assert [(one.head, one.members[0].birth) for one in register(desk)][2] == ("A Tin", "")


def test_another_people_is_told_and_kept_as_another(desk: OpenDesk, tmp_path: Path) -> None:
    report = look(desk, people(tmp_path / "a.xlsx", (6, 3, "A", "Chủ hộ", 1980, None, "Sán Chỉ")))
    assert [(one.cell, one.text, one.stops) for one in report.problems] == [("G10", "Sán Chỉ", False)]
    assert report.households[2].answer("ethnic") == "other"


def test_two_heads_of_one_name_are_two_households_every_time(desk: OpenDesk, tmp_path: Path) -> None:
    header = ("Họ tên chủ hộ", "Số khẩu")
    path = households_workbook(tmp_path / "a.xlsx", header, [("A Tin", 3), ("A Tin", 5)], sheet="Thôn 1")
    take(desk, path)
    assert sorted(one.people or 0 for one in register(desk)) == [3, 5]
    with pytest.raises(NothingNewInWorkbook):
        take(desk, path)


def test_a_text_without_a_telling_font_is_converted_only_when_the_person_says_so(
    desk: OpenDesk, tmp_path: Path
) -> None:
    rows = [[tcvn3(value) if at > 3 else value for value in row] for at, row in enumerate(people_rows())]
    path = people_workbook(tmp_path / "a.xlsx", rows=rows)
    assert "có thể là chữ TCVN3 hoặc VNI" in " ".join(told(look(desk, path)))
    report = look(desk, path, encoding=Encoding.TCVN3)
    assert [one.members[0].name for one in report.households] == ["Rơ Mah Hluân", "Đặng Văn Đức"]
    assert report.stopping == ()


def test_a_column_may_have_a_font_of_its_own(desk: OpenDesk, tmp_path: Path) -> None:
    header = ("Số hộ", "Họ tên chủ hộ", "Ghi chú")
    path = households_workbook(tmp_path / "a.xlsx", header, [(1, "Hµ", "Hµ")], sheet="Thôn 1")
    found = look(desk, path, encodings={1: Encoding.TCVN3}).households[0]
    assert (found.head, found.note) == ("Hà", "Hµ")


def test_what_was_chosen_is_remembered_by_its_heading(desk: OpenDesk, tmp_path: Path) -> None:
    sheet = read_sheets(people_workbook(tmp_path / "a.xlsx"))[0]
    choices = guess_choices(desk, sheet)
    columns = {at: key for at, key in choices.columns.items() if key != "note"}
    remember_choices(desk, replace(choices, columns=columns, encoding=Encoding.VNI))
    again = guess_choices(desk, sheet)
    assert (again.columns, again.encoding) == (columns, Encoding.VNI)


def test_a_sheet_is_found_by_its_name_or_by_its_heading(desk: OpenDesk, tmp_path: Path) -> None:
    path = people_workbook(tmp_path / "a.xlsx")
    book = load_workbook(path)
    book.create_sheet("Bìa", 0).append(["Danh sách hộ, xã Măng Bút"])
    book.save(path)
    sheets = read_sheets(path)
    assert sheet_called(path, sheets, "").name == "Thôn 1"
    assert sheet_called(path, sheets, "thon 1").name == "Thôn 1"
    with pytest.raises(UnknownSheet):
        sheet_called(path, sheets, "Thôn 2")
    with pytest.raises(NoHeadingFound):
        guess_choices(desk, sheet_called(path, sheets, "Bìa"))


def test_stopping_in_the_middle_leaves_no_trace(desk: OpenDesk, tmp_path: Path) -> None:
    path = people_workbook(tmp_path / "a.xlsx")
    sheet = read_sheets(path)[0]
    choices: ListChoices = guess_choices(desk, sheet)

    def stop(done: int, total: int, what: str) -> None:
        raise Cancelled

    with pytest.raises(Cancelled):
        preview_households(desk, path, [(sheet, choices)], desk.communes()[0], stop)
    assert register(desk) == []


def test_an_empty_list_says_so(desk: OpenDesk, tmp_path: Path) -> None:
    path = people_workbook(tmp_path / "a.xlsx", rows=people_rows()[: -len(PEOPLE)])
    assert "không có hộ nào" in told(look(desk, path))[-1]


def two_villages(path: Path) -> Path:
    """A sheet for each village, and a cover that is none."""
    people_workbook(path)
    book = load_workbook(path)
    book.copy_worksheet(book.worksheets[0]).title = "Làng Lợt"
    book.create_sheet("Bìa", 0).append(["Sổ hộ xã Măng Bút"])
    book.save(path)
    return path


def test_every_sheet_of_one_heading_comes_in_as_one_act(desk: OpenDesk, tmp_path: Path) -> None:
    path = two_villages(tmp_path / "a.xlsx")
    sheets = read_sheets(path)
    parts = parts_like(sheets, guess_choices(desk, sheet_called(path, sheets, "")))
    assert [sheet.name for sheet, _ in parts] == ["Thôn 1", "Làng Lợt"]
    commune = desk.communes()[0]
    report = preview_households(desk, path, parts, commune, silent, today=TODAY)
    assert (report.added, report.people, report.stopping) == (4, 10, ())
    take_in_households(desk, report, commune)
    assert len({one.village_id for one in register(desk)}) == 2
    assert undo(desk).title == "nhận 4 hộ từ tệp a.xlsx"


def test_a_household_that_gets_its_number_later_stays_the_same(desk: OpenDesk, tmp_path: Path) -> None:
    header = ("Số hộ", "Họ tên chủ hộ", "Số khẩu")
    take(desk, households_workbook(tmp_path / "a.xlsx", header, [(None, "A Tin", 3)], sheet="Thôn 1"))
    take(desk, households_workbook(tmp_path / "b.xlsx", header, [("H1", "A Tin", 4)], sheet="Thôn 1"))
    assert [(one.number, one.people) for one in register(desk)] == [("H1", 4)]


def test_a_refused_row_is_not_also_told_as_a_change(desk: OpenDesk, tmp_path: Path) -> None:
    header = ("Số hộ", "Họ tên chủ hộ", "Số khẩu")
    take(desk, households_workbook(tmp_path / "a.xlsx", header, [("20", "A Tin", 3)], sheet="Thôn 1"))
    rows = [("20", "A Tin", 3), ("20", "Y Thắng", 2)]
    report = look(desk, households_workbook(tmp_path / "b.xlsx", header, rows, sheet="Thôn 1"))
    assert any("đã là của hộ" in one.sentence for one in report.stopping)
    assert not any("sẽ đổi chủ hộ" in one for one in told(report))
    corrected = look(desk, households_workbook(tmp_path / "c.xlsx", header, [("20", "Y Thắng", 2)], sheet="Thôn 1"))
    assert any("sẽ đổi chủ hộ" in one for one in told(corrected))


def test_a_plain_yes_or_no_names_no_kind_and_says_how_it_was_understood(desk: OpenDesk, tmp_path: Path) -> None:
    header = ("Số hộ", "Họ tên chủ hộ", "Số khẩu", "Nước sạch", "Nhà tiêu", "Hộ nghèo")
    rows = [(1, "A Tin", 3, "Có", "Có", "Không"), (2, "A Nhâm", 2, "Không", "Không", "x")]
    path = households_workbook(tmp_path / "a.xlsx", header, rows, sheet="Thôn 1")
    report = look(desk, path)
    answers = [dict(one.answers) for one in report.households]
    assert answers[0] == {"water": "yes", "latrine": "there", "poverty": "not_poor"}
    assert answers[1] == {"water": "no", "latrine": "no", "poverty": "poor"}
    said = [one.line for one in report.understood]
    assert any("“Nước sạch” ghi “Có” được hiểu là “Có, hợp vệ sinh (không rõ loại)”: 1 ô." in one for one in said)
    assert any("“Nhà tiêu” ghi “Có” được hiểu là “Có, chưa rõ có hợp vệ sinh”: 1 ô." in one for one in said)
    assert any("chưa rõ cận nghèo" in one for one in said)
    rules = load_rules()
    assert [judge_household(rules["hygienic_water"], one) for one in report.households] == [True, False]
    assert [judge_household(rules["hygienic_latrine"], one) for one in report.households] == [None, False]
    assert [judge_household(rules["poverty"], one) for one in report.households] == [None, True]


def test_a_list_of_plain_yes_and_no_is_not_taken_for_an_old_font(desk: OpenDesk, tmp_path: Path) -> None:
    header = ("Số hộ", "Họ tên chủ hộ", "Số khẩu", "Nhà tiêu", "Nhà tắm", "Rác thải")
    rows = [(at, f"A Tin {at}", 3, "Có", "Không", "KHÔNG CÓ") for at in range(1, 30)]
    path = households_workbook(tmp_path / "a.xlsx", header, rows, sheet="Thôn 1")
    assert not any("TCVN3" in one for one in told(look(desk, path)))
    (sheet,) = read_sheets(path)
    assert all("Nhà tiêu" in str(sheet.value(spot)) for spot in sheet.doubtful)


PLAIN = [
    ("Điện", "x", "electricity", "there", "safe_electricity", None),
    ("Điện", "Điện lưới", "electricity", "there", "safe_electricity", None),
    ("Điện", "Không", "electricity", "none", "safe_electricity", False),
    ("Sử dụng điện thường xuyên, an toàn", "x", "electricity", "safe", "safe_electricity", True),
    ("Điện an toàn", "Không", "electricity", "not_safe", "safe_electricity", False),
    ("Điện", "Đạt", "electricity", "safe", "safe_electricity", True),
    ("Nhà tiêu HVS", "Có", "latrine", "yes", "hygienic_latrine", True),
    ("Nhà tiêu hợp vệ sinh", "Không có", "latrine", "no", "hygienic_latrine", False),
    ("Nhà tiêu", "Không có", "latrine", "none", "hygienic_latrine", False),
    ("Nước sinh hoạt", "x", "water", "there", "hygienic_water", None),
    ("Rác thải", "Có", "waste", "yes", "waste_collected", True),
    ("Rác thải", "Không", "waste", "none", "waste_collected", False),
    ("Chuồng trại hợp vệ sinh", "x", "livestock", "good", "hygienic_livestock", True),
    ("Chuồng trại hợp vệ sinh", "Không", "livestock", "no", "hygienic_livestock", None),
    ("Chăn nuôi, chuồng trại", "Không", "livestock", "keeps_none", "hygienic_livestock", NOT_ASKED),
    ("Chăn nuôi, chuồng trại", "Có", "livestock", "there", "hygienic_livestock", None),
    ("Chuồng trại", "Có", "livestock", "there", "hygienic_livestock", None),
]


NEGATED = ("Chưa đạt", "Không đạt", "KHÔNG ĐẠT", "Ko đạt", "KĐ", "Chưa hợp vệ sinh", "Không HVS", "chưa hvs")
PLAIN += [
    (title, text, field, answer, rule, False)
    for title, field, answer, rule in (
        ("Nhà tắm hợp vệ sinh", "bath", "none", "sanitation"),
        ("Nhà tắm", "bath", "none", "sanitation"),
        ("Bể nước hợp vệ sinh", "tank", "none", "sanitation"),
        ("Bể nước", "tank", "none", "sanitation"),
        ("Nhà tiêu hợp vệ sinh", "latrine", "bad", "hygienic_latrine"),
        ("Nhà tiêu", "latrine", "bad", "hygienic_latrine"),
        ("Chuồng trại hợp vệ sinh", "livestock", "bad", "hygienic_livestock"),
        ("Nước hợp vệ sinh", "water", "no", "hygienic_water"),
    )
    for text in NEGATED
]
PLAIN += [
    ("Điện an toàn", text, "electricity", "not_safe", "safe_electricity", False) for text in ("Chưa đạt", "KĐ")
] + [
    ("Rác thải", text, "waste", "none", "waste_collected", False)
    for text in ("Chưa đạt", "Không đạt", "Không có", "Chưa thu gom", "Không thu gom", "Ko")
]


@pytest.mark.parametrize(("title", "text", "field", "answer", "rule", "judged"), PLAIN)
def test_a_plain_yes_says_what_the_columns_title_asks_and_no_more(
    desk: OpenDesk, tmp_path: Path, title: str, text: str, field: str, answer: str, rule: str, judged: object
) -> None:
    header = ("Số hộ", "Họ tên chủ hộ", "Số khẩu", title)
    path = households_workbook(tmp_path / "a.xlsx", header, [(1, "A Tin", 3, text)], sheet="Thôn 1")
    (one,) = look(desk, path).households
    assert one.answers[field] == answer
    assert judge_household(load_rules()[rule], one) is judged


def test_a_bath_and_a_tank_of_which_only_that_is_said_are_not_taken_for_hygienic(
    desk: OpenDesk, tmp_path: Path
) -> None:
    header = ("Số hộ", "Họ tên chủ hộ", "Số khẩu", "Nhà tiêu HVS", "Nhà tắm", "Bể nước")
    rows = [(1, "A Tin", 3, "x", "x", "x"), (2, "A Nhâm", 2, "x", "HVS", "HVS"), (3, "A Thu", 2, "x", "Không", "x")]
    path = households_workbook(tmp_path / "a.xlsx", header, rows, sheet="Thôn 1")
    sanitation = load_rules()["sanitation"]
    assert [judge_household(sanitation, one) for one in look(desk, path).households] == [None, True, False]


def test_not_poor_is_not_near_poor_only_where_a_column_says_so(desk: OpenDesk, tmp_path: Path) -> None:
    header = ("Số hộ", "Họ tên chủ hộ", "Số khẩu", "Hộ nghèo", "Hộ cận nghèo")
    rows = [(1, "A Tin", 3, "Không", "Không"), (2, "A Nhâm", 2, "Không", "Có")]
    path = households_workbook(tmp_path / "a.xlsx", header, rows, sheet="Thôn 1")
    assert [one.answer("poverty") for one in look(desk, path).households] == ["none", "near_poor"]


@pytest.mark.parametrize("said", ["Ko", "Không có", "Không phải", "Chưa có"])
def test_a_no_written_another_way_marks_no_poverty(desk: OpenDesk, tmp_path: Path, said: str) -> None:
    header = ("Số hộ", "Họ tên chủ hộ", "Số khẩu", "Hộ nghèo", "Hộ cận nghèo")
    report = look(
        desk, households_workbook(tmp_path / "a.xlsx", header, [(1, "A Tin", 3, said, "Có")], sheet="Thôn 1")
    )
    assert report.stopping == ()
    assert report.households[0].answer("poverty") == "near_poor"


def test_the_people_told_beforehand_are_those_the_register_counts_afterwards(
    desk: OpenDesk, tmp_path: Path
) -> None:
    header = ("Số hộ", "Họ tên chủ hộ", "Số khẩu", "Thôn")
    rows = [
        (1, "A Tin", 3, "Thôn 1"),
        (1, "A Nhâm", 2, "Thôn 1"),
        (3, "Y Blut", 4, "Thôn 99"),
        (4, "Y Lan", 5, "Thôn 1"),
    ]
    report = look(desk, households_workbook(tmp_path / "a.xlsx", header, rows))
    take_in_households(desk, report, desk.communes()[0], skips_problems=True)
    assert report.people == sum(one.people or 0 for one in register(desk)) == 8


def test_a_missing_village_is_told_once_and_no_number_is_said_to_be_taken(desk: OpenDesk, tmp_path: Path) -> None:
    header = ("Số hộ", "Họ tên chủ hộ", "Thôn")
    rows = [(50, "A Tin", None), (50, "A Nhâm", None)]
    report = look(desk, households_workbook(tmp_path / "a.xlsx", header, rows))
    assert ["chưa biết hộ ở thôn nào" in one for one in told(report)] == [True, True]
    assert report.left_out == 2


def test_two_heads_of_one_name_in_a_village_are_told_beforehand(desk: OpenDesk, tmp_path: Path) -> None:
    header = ("Số hộ", "Họ tên chủ hộ")
    path = households_workbook(tmp_path / "a.xlsx", header, [(1, "A Tin"), (2, "A Tin")], sheet="Thôn 1")
    report = look(desk, path)
    assert [(one.cell, one.stops) for one in report.problems] == [("dòng 4", False), ("dòng 5", False)]
    assert "2 chủ hộ cùng tên" in told(report)[0]


def test_as_many_converted_cells_are_told_as_the_columns_page_counts(desk: OpenDesk, tmp_path: Path) -> None:
    path = people_workbook(tmp_path / "a.xlsx", ".VnTime")
    sheet = read_sheets(path)[0]
    first = guess_choices(desk, sheet).heading.first_row
    count = sum(one.spot.row >= first for one in sheet.conversions)
    assert count < len(sheet.conversions)
    assert any(f"{count} ô chữ" in one for one in told(look(desk, path)))


def titled_list(path: Path, *rows: Sequence[Any]) -> Path:
    """A list whose own title names its year."""
    households_workbook(path, ("DANH SÁCH HỘ NĂM 2021",), (HEADER, *rows))
    return path


ROWS = (
    (1, "Thôn 1", "1", "A Nam", 4, "", "", "Kiên cố", 60000),
    (2, "Thôn 1", "2", "Y Lan", 3, "x", "", "Tạm", 20000),
)


def test_what_a_list_would_change_is_told_household_by_household(desk: OpenDesk, tmp_path: Path) -> None:
    first = titled_list(tmp_path / "1.xlsx", *ROWS)
    assert look(desk, first).changes == ()  # everything is new: the register is empty
    take(desk, first)
    third = (3, "Làng Lợt", "1", "A Bình", 2, "", "", "Kiên cố", 30000)
    corrected = (2, "Thôn 1", "2", "Y Lan", 5, "", "x", "Kiên cố", 25000)
    report = look(desk, titled_list(tmp_path / "2.xlsx", ROWS[0], corrected, third))
    assert (report.added, report.changed) == (1, 1)
    assert [tuple(one) for one in report.changes] == [
        ("Thôn 1", "2", "Y Lan", "Nhân khẩu", "3", "5"),
        ("Thôn 1", "2", "Y Lan", "Diện hộ", "Hộ nghèo", "Hộ cận nghèo"),
        ("Thôn 1", "2", "Y Lan", "Nhà ở", "Nhà tạm, dột nát", "Kiên cố"),
        ("Thôn 1", "2", "Y Lan", "Thu nhập 2021: chưa chia theo nguồn", "20", "25"),
        ("Làng Lợt", "1", "A Bình", "Hộ mới", "", "2 nhân khẩu"),
    ]
    taken = take_in_households(desk, report, desk.communes()[0])
    assert undo(desk).title == "nhận 2 hộ từ tệp 2.xlsx"
    assert (taken.added, taken.changed) == (1, 1)


def test_incomes_for_another_year_than_the_title_of_the_list_are_told(desk: OpenDesk, tmp_path: Path) -> None:
    path = titled_list(tmp_path / "1.xlsx", *ROWS)
    assert guess_choices(desk, read_sheets(path)[0]).year == 2021
    assert not [one for one in look(desk, path).problems if "năm" in one.sentence]
    (told,) = [one for one in look(desk, path, year=2022).problems if "năm" in one.sentence]
    assert not told.stops
    assert (told.cell, told.text) == ("A3", "DANH SÁCH HỘ NĂM 2021")
    assert told.sentence == (
        "tên danh sách ghi năm 2021, nhưng thu nhập sẽ ghi cho năm 2022; nếu không đúng, quay lại chọn năm 2021."
    )


def test_persons_who_come_go_and_change_are_told_by_name(desk: OpenDesk, tmp_path: Path) -> None:
    take(desk, people_workbook(tmp_path / "1.xlsx"))
    book = load_workbook(people_workbook(tmp_path / "2.xlsx"))
    sheet = book.worksheets[0]
    sheet["C7"], sheet["E9"] = "Rơ Mah Ánh", 2011
    book.save(tmp_path / "2.xlsx")
    changes = look(desk, tmp_path / "2.xlsx").changes
    assert [tuple(one[2:]) for one in changes] == [
        ("Rơ Mah Hluân", "Thêm người", "", "Rơ Mah Ánh 12/05/2003"),
        ("Rơ Mah Hluân", "Bớt người", "Rơ Mah Đỗ Quyên 12/05/2003", ""),
        ("Đặng Văn Đức", "Kpă Hữu Thọ: năm sinh", "2010", "2011"),
    ]


SEXES = ("STT", "Họ và tên", "Quan hệ với chủ hộ", "Thôn", "Nam", "Nữ", "Số hộ")


def members_of(desk: OpenDesk) -> list[tuple[str, str, str]]:
    found = list_households(desk, desk.communes()[0])
    return [(one.name, one.sex, one.birth) for household in found for one in household.members]


def test_men_and_women_marked_in_columns_of_their_own_are_told_apart(desk: OpenDesk, tmp_path: Path) -> None:
    rows = [
        (1, "A Nam", "Chủ hộ", "Thôn 1", "x", None, 1),
        (2, "Y Lan", "Vợ", "Thôn 1", None, "X", None),
        (3, "Y Hoa", "Con", "Thôn 1", "không", 2010, None),
        (4, "A Bo", "Con", "Thôn 1", None, None, None),
    ]
    path = households_workbook(tmp_path / "1.xlsx", SEXES, rows)
    take(desk, path)
    assert members_of(desk) == [
        ("A Nam", "male", ""),
        ("Y Lan", "female", ""),
        ("Y Hoa", "female", "2010"),
        ("A Bo", "", ""),
    ]
    rows[1] = (2, "Y Lan", "Vợ", "Thôn 1", "x", "x", None)
    (told,) = look(desk, households_workbook(tmp_path / "2.xlsx", SEXES, rows)).stopping
    assert (told.cell, told.sentence) == ("E5", "người này được đánh dấu cả Nam và Nữ; hãy để một dấu.")


def test_where_women_alone_are_marked_the_others_are_men(desk: OpenDesk, tmp_path: Path) -> None:
    header = ("STT", "Họ và tên", "Quan hệ với chủ hộ", "Thôn", "Nữ", "Số hộ")
    rows = [(1, "A Nam", "Chủ hộ", "Thôn 1", None, 1), (2, "Y Lan", "Vợ", "Thôn 1", "x", None)]
    path = households_workbook(tmp_path / "1.xlsx", header, rows)
    report = look(desk, path)
    assert "“Nữ” ghi “(để trống)” được hiểu là “Nam”: 1 ô." in [one.sentence for one in report.understood]
    take(desk, path)
    assert [one[1] for one in members_of(desk)] == ["male", "female"]
