"""Forms given out and taken in again: what was changed comes in as one act, whatever is wrong is told by cell."""

import datetime
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from ntm_desktop.domain.criteria import Level
from ntm_desktop.domain.entries import entry_text
from ntm_desktop.domain.errors import (
    ExpectedError,
    NotATemplate,
    NothingNewInWorkbook,
    TemplateAltered,
    TemplateForOthers,
    TemplateOtherPeriod,
    TemplateOtherSet,
    TemplateOutdated,
    WorkbookInvalid,
)
from ntm_desktop.domain.periods import parse_period
from ntm_desktop.paths import DataFolder
from ntm_desktop.services.act import undo
from ntm_desktop.services.assess import assess_grid
from ntm_desktop.services.open_desk import OpenDesk
from ntm_desktop.services.start_desk import start_commune
from ntm_desktop.services.take_in_workbook import WorkbookReport, preview_workbook, take_in_workbook
from ntm_desktop.services.write_workbook import (
    write_commune_workbook,
    write_village_workbook,
    write_village_workbooks,
)
from tests.excel.workbooks import changed
from tests.services.state import YEAR, commune_set, enter, facts_of, village_set

KEYS, HEADER, FORM = 5, 6, "Biểu nhập số liệu"
Edit = Callable[[Any], None]


@pytest.fixture
def desk(empty_desk: OpenDesk) -> OpenDesk:
    enter(empty_desk, "Thôn 1", "9.2", "151/200")
    enter(empty_desk, "Thôn 1", "1.1", "Đ")
    enter(empty_desk, "Thôn 1", "15.1", "400/520; 610/700")
    return empty_desk


def village_form(desk: OpenDesk, folder: Path, *, is_filled: bool = True, village: str = "Thôn 1") -> Path:
    path = folder / "biểu.xlsx"
    place = desk.find_place(village)
    write_village_workbook(desk, place, village_set(desk), YEAR, path, is_filled=is_filled)
    return path


def commune_form(desk: OpenDesk, folder: Path) -> Path:
    path = folder / "biểu xã.xlsx"
    write_commune_workbook(desk, desk.communes()[0], village_set(desk), YEAR, path)
    return path


def edited(path: Path, edit: Edit) -> Path:
    """The form after a person was at its sheet."""
    book = load_workbook(path)
    edit(book[FORM])
    book.save(path)
    return path


def row_of(sheet: Any, key: str) -> int:
    return next(cell.row for cell in sheet["A"] if cell.value == key)


def written(path: Path, **values: Any) -> Path:
    """The village form with these cells filled: `F9_2="75%"` is column F of 9.2."""

    def fill(sheet: Any) -> None:
        for name, value in values.items():
            code = name[1:].replace("_", ".")
            key = next(cell.value for cell in sheet["A"] if str(cell.value).startswith(f"{code}|"))
            sheet[f"{name[0]}{row_of(sheet, key)}"].value = value

    return edited(path, fill)


def changes(report: WorkbookReport) -> dict[str, tuple[str, str]]:
    return {one.code: (one.before, one.after) for one in report.changes}


def sentence(report: WorkbookReport) -> str:
    assert len(report.problems) == 1, report.problems
    return report.problems[0].line


def standing(desk: OpenDesk, code: str, village: str = "Thôn 1") -> str:
    place = desk.find_place(village)
    grid = assess_grid(desk, desk.communes()[0], village_set(desk), YEAR)
    return entry_text(grid.cells[(place.id, code)].assessment.figure)


def test_a_form_that_nobody_changed_changes_nothing(desk: OpenDesk, tmp_path: Path) -> None:
    report = preview_workbook(desk, village_form(desk, tmp_path))
    assert (report.changes, report.problems) == ((), ())
    with pytest.raises(NothingNewInWorkbook):
        take_in_workbook(desk, report)


def test_what_was_filled_in_comes_in_as_one_act_and_goes_out_with_one_undo(desk: OpenDesk, tmp_path: Path) -> None:
    path = written(
        village_form(desk, tmp_path), F9_2=160, F4_1=197, G4_1=200, F1_1="Không đạt", F14_2="Không áp dụng"
    )
    report = preview_workbook(desk, path)
    assert report.problems == ()
    assert changes(report) == {
        "1.1": ("Đạt", "Không đạt"),
        "4.1": ("", "197/200"),
        "9.2": ("151/200", "160/200"),
        "14.2": ("", "Không áp dụng"),
    }
    taken = take_in_workbook(desk, report)
    assert (len(taken.written), standing(desk, "9.2")) == (4, "160/200")
    assert undo(desk).title == "nhận 4 số liệu từ biểu biểu.xlsx"
    assert (standing(desk, "9.2"), standing(desk, "4.1"), standing(desk, "1.1")) == ("151/200", "", "Đạt")


def test_another_reason_for_leaving_an_indicator_out_is_a_change(desk: OpenDesk, tmp_path: Path) -> None:
    enter(desk, "Thôn 1", "14.2", "- không có chợ")
    path = village_form(desk, tmp_path)
    assert preview_workbook(desk, path).changes == ()
    report = preview_workbook(desk, written(path, F14_2="Không áp dụng: chợ ở thôn bên"))
    assert changes(report) == {"14.2": ("Không áp dụng: không có chợ", "Không áp dụng: chợ ở thôn bên")}
    take_in_workbook(desk, report)
    assert standing(desk, "14.2") == "Không áp dụng: chợ ở thôn bên"


def test_choosing_not_applicable_from_the_list_takes_no_reason_away(desk: OpenDesk, tmp_path: Path) -> None:
    enter(desk, "Thôn 1", "14.2", "- không có chợ")
    report = preview_workbook(desk, written(village_form(desk, tmp_path), F14_2="Không áp dụng"))
    assert (report.changes, report.problems) == ((), ())


def test_a_reason_given_meanwhile_is_not_put_back(desk: OpenDesk, tmp_path: Path) -> None:
    enter(desk, "Thôn 1", "14.2", "-")
    path = village_form(desk, tmp_path)
    enter(desk, "Thôn 1", "14.2", "- không có chợ")
    assert preview_workbook(desk, path).changes == ()


def test_a_reason_changed_on_both_sides_is_told(desk: OpenDesk, tmp_path: Path) -> None:
    enter(desk, "Thôn 1", "14.2", "- không có chợ")
    path = written(village_form(desk, tmp_path), F14_2="Không áp dụng: chợ ở thôn bên")
    enter(desk, "Thôn 1", "14.2", "- chợ đã bỏ")
    report = preview_workbook(desk, path)
    assert "không có chợ" in sentence(report)
    assert changes(report)["14.2"][0] == "Không áp dụng: chợ đã bỏ"


def test_a_long_reason_comes_back_whole(desk: OpenDesk, tmp_path: Path) -> None:
    reason = "không có chợ vì " + "thôn nằm xa trung tâm xã, " * 20 + "hết"
    path = written(village_form(desk, tmp_path), F14_2=f"Không áp dụng: {reason}")
    take_in_workbook(desk, preview_workbook(desk, path))
    assert standing(desk, "14.2") == f"Không áp dụng: {reason}"


def test_looking_at_a_form_writes_nothing(desk: OpenDesk, tmp_path: Path) -> None:
    before = facts_of(desk.folder)
    preview_workbook(desk, written(village_form(desk, tmp_path), F9_2=160, F4_1="abc"))
    assert facts_of(desk.folder) == before


def test_an_empty_cell_clears_a_figure_only_where_the_form_was_given_out_with_it(
    desk: OpenDesk, tmp_path: Path
) -> None:
    path = written(village_form(desk, tmp_path), F9_2=None, G9_2=None)
    assert changes(preview_workbook(desk, path)) == {"9.2": ("151/200", "")}
    assert preview_workbook(desk, village_form(desk, tmp_path, is_filled=False)).changes == ()


def test_what_others_recorded_meanwhile_is_not_put_back(desk: OpenDesk, tmp_path: Path) -> None:
    path = written(village_form(desk, tmp_path), F4_1=197, G4_1=200)
    enter(desk, "Thôn 1", "9.2", "180/200")
    assert changes(preview_workbook(desk, path)) == {"4.1": ("", "197/200")}


def test_a_figure_changed_on_both_sides_is_told(desk: OpenDesk, tmp_path: Path) -> None:
    path = written(village_form(desk, tmp_path), F9_2=160)
    enter(desk, "Thôn 1", "9.2", "180/200")
    report = preview_workbook(desk, path)
    assert changes(report) == {"9.2": ("180/200", "160/200")}
    assert "đã đổi từ “151/200” thành “180/200”" in sentence(report)
    assert report.can_be_taken_in


def test_every_village_is_a_column_of_the_communes_form(desk: OpenDesk, tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        columns = {sheet.cell(HEADER, at).value: at for at in range(1, sheet.max_column + 1)}
        row = row_of(sheet, "9.2|n")
        sheet.cell(row, columns["Làng Lợt"]).value = 30
        sheet.cell(row + 1, columns["Làng Lợt"]).value = 40
        sheet.cell(row_of(sheet, "15.1|mn"), columns["Thôn 1"]).value = 650

    report = preview_workbook(desk, edited(commune_form(desk, tmp_path), fill))
    assert report.problems == ()
    assert {(one.place.name, one.code): one.after for one in report.changes} == {
        ("Làng Lợt", "9.2"): "30/40",
        ("Thôn 1", "15.1"): "400/520; 650/700",
    }


def test_a_communes_own_set_is_filled_for_the_whole_commune(desk: OpenDesk, tmp_path: Path) -> None:
    path, chosen = tmp_path / "a.xlsx", commune_set(desk)
    write_commune_workbook(desk, desk.communes()[0], chosen, YEAR, path)
    code = next(one.code for one in chosen.indicators() if not one.sums_villages and one.kind == "yes_no")

    def fill(sheet: Any) -> None:
        at = next(cell.column for cell in sheet[HEADER] if cell.value == "Toàn xã")
        sheet.cell(row_of(sheet, f"{code}|v"), at).value = "Đạt"

    assert changes(preview_workbook(desk, edited(path, fill))) == {code: ("", "Đạt")}


def test_every_village_gets_a_file_of_its_own(desk: OpenDesk, tmp_path: Path) -> None:
    made = write_village_workbooks(
        desk, desk.communes()[0], village_set(desk), YEAR, tmp_path / "biểu", lambda done, total, what: None
    )
    assert [one.path.name for one in made] == [
        "Biểu Măng Bút - Thôn 1 - 2021.xlsx",
        "Biểu Măng Bút - Làng Lợt - 2021.xlsx",
    ]
    assert [preview_workbook(desk, one.path).title.split(",")[0] for one in made] == ["Thôn 1", "Làng Lợt"]


BAD_CELLS: list[tuple[dict[str, Any], str, str]] = [
    ({"F9_2": datetime.datetime(2021, 5, 12)}, "F", "là ngày 12/05/2021"),
    ({"F9_2": "12/05/2021"}, "F", "đây là ngày tháng"),
    ({"F9_2": 0.75, "G9_2": None}, "F", "có vẻ là tỷ lệ phần trăm"),
    ({"F9_2": "75%"}, "F", "tỷ lệ phần trăm; hãy ghi tử số"),
    ({"F9_2": "75 %", "G9_2": None}, "F", "tỷ lệ phần trăm"),
    ({"F9_2": 75, "G9_2": None}, "G", "còn thiếu mẫu số"),
    ({"F9_2": "một trăm"}, "F", "không phải là số"),
    ({"F9_2": "-5"}, "F", "số âm"),
    ({"F9_2": 12.5}, "F", "không phải số nguyên"),
    ({"F9_2": 201}, "F", "lớn hơn mẫu số"),
    ({"G9_2": 0}, "F", "bằng 0"),
    ({"F9_2": True}, "F", "đúng/sai"),
    ({"F9_2": "=45+32"}, "F", "chưa có kết quả"),
    ({"F9_2": "#REF!"}, "F", "công thức bị lỗi"),
    ({"F9_2": 10**20}, "F", "quá lớn"),
    ({"F1_1": "có lẽ"}, "F", "đạt hoặc không đạt"),
    ({"F1_1": 5}, "F", "đạt hoặc không đạt"),
    ({"F9_2": "Không áp dụng", "G9_2": None}, "F", "không cho phép"),
]


@pytest.mark.parametrize(("cells", "column", "said"), BAD_CELLS)
def test_a_cell_no_figure_can_be_read_from_is_told_with_its_place_and_stops(
    desk: OpenDesk, tmp_path: Path, cells: dict[str, Any], column: str, said: str
) -> None:
    path = written(village_form(desk, tmp_path), F4_1=197, G4_1=200, **cells)
    report = preview_workbook(desk, path)
    assert said in sentence(report)
    assert report.problems[0].cell.startswith(column)
    assert report.problems[0].sheet == FORM
    before = facts_of(desk.folder)
    with pytest.raises(WorkbookInvalid):
        take_in_workbook(desk, report)
    assert facts_of(desk.folder) == before


@pytest.mark.parametrize(
    ("cells", "after"),
    [
        ({"F9_2": "1.234", "G9_2": "2.000"}, "1234/2000"),
        ({"F9_2": "160", "G9_2": " 200 "}, "160/200"),
        ({"F9_2": "160/210", "G9_2": None}, "160/210"),
        ({"F9_2": 160.0, "G9_2": 200.0}, "160/200"),
    ],
)
def test_numbers_as_text_with_vietnamese_marks_are_read(
    desk: OpenDesk, tmp_path: Path, cells: dict[str, Any], after: str
) -> None:
    report = preview_workbook(desk, written(village_form(desk, tmp_path), **cells))
    assert (changes(report)["9.2"][1], report.problems) == (after, ())


@pytest.mark.parametrize(
    "text",
    [
        "160 ",
        "\u00a0160",
        "160\u202f",
        "１６０",
        "\u200b160",
        "\ufeff160",
        "160,0",
        "160/200",
        " 160 / 200 ",
        "１６０／２００",
    ],
)
def test_what_nobody_sees_in_a_cell_does_not_matter(desk: OpenDesk, tmp_path: Path, text: str) -> None:
    report = preview_workbook(desk, written(village_form(desk, tmp_path), F9_2=text))
    assert (changes(report), report.problems) == ({"9.2": ("151/200", "160/200")}, ())


def test_a_share_in_one_cell_beside_another_denominator_is_told(desk: OpenDesk, tmp_path: Path) -> None:
    report = preview_workbook(desk, written(village_form(desk, tmp_path), F9_2="160/190"))
    assert "ô G" in sentence(report)
    assert report.changes == ()


@pytest.mark.parametrize("text", ["Đạt ", "\u00a0ĐẠT", "Đa\u0323t", "\u200bđạt", "√", "✔", "x"])
def test_a_choice_is_known_however_its_letters_are_stored(desk: OpenDesk, tmp_path: Path, text: str) -> None:
    enter(desk, "Thôn 1", "1.1", "k")
    report = preview_workbook(desk, written(village_form(desk, tmp_path), F1_1=text))
    assert changes(report) == {"1.1": ("Không đạt", "Đạt")}


_OOXML = b"http://schemas.openxmlformats.org/"
_INLINE = re.compile(rb't="inlineStr"><is><t[^>]*>(.*?)</t></is></c>', re.DOTALL)


def _shared(members: dict[str, bytes], look: bytes = b'<si><t xml:space="preserve">%s</t></si>') -> None:
    """As Excel and LibreOffice save it: every text once, in a part of its own."""
    texts: list[bytes] = []

    def numbered(found: re.Match[bytes]) -> bytes:
        texts.append(found[1])
        return b't="s"><v>%d</v></c>' % (len(texts) - 1)

    for name in [one for one in members if one.startswith("xl/worksheets/sheet")]:
        members[name] = _INLINE.sub(numbered, members[name])
    shared = b"".join(look % ((text,) * look.count(b"%s")) for text in texts)
    members["xl/sharedStrings.xml"] = b'<sst xmlns="%sspreadsheetml/2006/main">%s</sst>' % (_OOXML, shared)
    members["[Content_Types].xml"] = members["[Content_Types].xml"].replace(
        b"</Types>",
        b'<Override PartName="/xl/sharedStrings.xml" ContentType="application/vnd.openxmlformats-officedocument.'
        b'spreadsheetml.sharedStrings+xml"/></Types>',
    )
    members["xl/_rels/workbook.xml.rels"] = members["xl/_rels/workbook.xml.rels"].replace(
        b"</Relationships>",
        b'<Relationship Id="rId99" Type="%sofficeDocument/2006/relationships/sharedStrings" '
        b'Target="sharedStrings.xml"/></Relationships>' % _OOXML,
    )


def _runs(members: dict[str, bytes]) -> None:
    """Every text in runs, as Excel writes it once a part of it had a look of its own; with a reading aid beside."""
    _shared(
        members,
        b'<si><r><t xml:space="preserve">%s</t></r><r><rPr><b/><sz val="11"/></rPr><t></t></r>'
        b'<rPh sb="0" eb="1"><t>a</t></rPh><phoneticPr fontId="1"/></si>',
    )


def _prefixed(members: dict[str, bytes]) -> None:
    """With a prefix before every name, and cells that do not say where they stand."""
    name = "xl/worksheets/sheet1.xml"
    text = re.sub(rb"<(/?)([a-zA-Z])", rb"<\1x:\2", members[name])
    members[name] = text.replace(b'xmlns="', b'xmlns:x="').replace(b"<x:?xml", b"<?xml")


def _shown_and_formatted(members: dict[str, bytes]) -> None:
    """As LibreOffice saves it: the hidden sheet only hidden, every number marked as one, heights on every row."""
    members["xl/workbook.xml"] = members["xl/workbook.xml"].replace(b"veryHidden", b"hidden")
    name = "xl/worksheets/sheet1.xml"
    text = re.sub(rb'<c r="([A-Z]+\d+)"( s="\d+")?><v>', rb'<c r="\1"\2 t="n"><v>', members[name])
    members[name] = text.replace(b"<row ", b'<row outlineLevel="0" collapsed="false" ')


@pytest.mark.parametrize("rewrite", [_shared, _runs, _prefixed, _shown_and_formatted])
def test_a_form_is_read_as_other_programs_write_it(
    desk: OpenDesk, tmp_path: Path, rewrite: Callable[[dict[str, bytes]], None]
) -> None:
    enter(desk, "Thôn 1", "14.2", "- không có chợ")
    path = changed(village_form(desk, tmp_path), rewrite)
    report = preview_workbook(desk, path)
    assert (report.changes, report.problems) == ((), ())
    path = changed(written(village_form(desk, tmp_path), F9_2=160, F1_1="Không đạt"), rewrite)
    report = preview_workbook(desk, path)
    assert (changes(report), report.problems) == (
        {"1.1": ("Đạt", "Không đạt"), "9.2": ("151/200", "160/200")},
        (),
    )


def test_a_number_stored_as_text_and_a_text_a_formula_gives_are_read(desk: OpenDesk, tmp_path: Path) -> None:
    def as_excel_keeps_them(members: dict[str, bytes]) -> None:
        name = "xl/worksheets/sheet1.xml"
        text = members[name]
        at = re.search(rb'<c r="(F\d+)"( s="\d+")?[^>]*><v>987</v></c>', text)
        assert at is not None
        text = text.replace(
            at[0], b'<c r="%s"%s t="str"><f>TEXT(160,"0")</f><v>160</v></c>' % (at[1], at[2] or b"")
        )
        marks = b'<ignoredErrors><ignoredError sqref="F1:G99" numberStoredAsText="1"/></ignoredErrors>'
        members[name] = text.replace(b"</worksheet>", marks + b"</worksheet>")

    path = changed(written(village_form(desk, tmp_path), F9_2=987, G9_2="200"), as_excel_keeps_them)
    report = preview_workbook(desk, path)
    assert changes(report) == {"9.2": ("151/200", "160/200")}
    assert "công thức" in sentence(report)


def test_both_bad_halves_of_a_share_are_told(desk: OpenDesk, tmp_path: Path) -> None:
    report = preview_workbook(desk, written(village_form(desk, tmp_path), F9_2="a", G9_2="b"))
    assert [one.text for one in report.problems] == ["a", "b"]


def test_a_percent_format_is_known_for_what_it_is(desk: OpenDesk, tmp_path: Path) -> None:
    def fill(sheet: Any) -> None:
        cell = sheet[f"F{row_of(sheet, '9.2|s')}"]
        cell.value, cell.number_format = 0.75, "0%"

    assert "tỷ lệ phần trăm; hãy ghi tử số" in sentence(
        preview_workbook(desk, edited(village_form(desk, tmp_path), fill))
    )


def test_merged_cells_are_told(desk: OpenDesk, tmp_path: Path) -> None:
    def merge(sheet: Any) -> None:
        row = row_of(sheet, "9.2|s")
        sheet.merge_cells(f"F{row}:G{row}")

    assert "vùng gộp" in sentence(preview_workbook(desk, edited(village_form(desk, tmp_path), merge)))


def test_a_formula_excel_has_calculated_is_read_by_its_result(desk: OpenDesk, tmp_path: Path) -> None:
    from tests.excel.workbooks import changed

    path = written(village_form(desk, tmp_path), F9_2=777)

    def calculate(members: dict[str, bytes]) -> None:
        name = "xl/worksheets/sheet1.xml"
        assert b"<v>777</v>" in members[name]
        members[name] = members[name].replace(b"<v>777</v>", b"<f>100+60</f><v>160</v>")

    report = preview_workbook(desk, changed(path, calculate))
    assert changes(report) == {"9.2": ("151/200", "160/200")}
    assert "1 ô ghi bằng công thức" in sentence(report)
    assert report.can_be_taken_in


@pytest.mark.parametrize("move", ["insert_rows", "insert_cols"])
def test_rows_and_columns_put_in_between_are_seen_through(desk: OpenDesk, tmp_path: Path, move: str) -> None:
    path = written(village_form(desk, tmp_path), F9_2=160)
    edited(path, lambda sheet: getattr(sheet, move)(7 if move == "insert_rows" else 6))
    report = preview_workbook(desk, path)
    assert (changes(report), report.problems) == ({"9.2": ("151/200", "160/200")}, ())


def test_columns_that_changed_places_are_known_by_their_keys(desk: OpenDesk, tmp_path: Path) -> None:
    def swap(sheet: Any) -> None:
        for row in range(KEYS, sheet.max_row + 1):
            one, other = sheet.cell(row, 6), sheet.cell(row, 7)
            one.value, other.value = other.value, one.value

    path = edited(village_form(desk, tmp_path), lambda sheet: None)
    report = preview_workbook(desk, edited(path, swap))
    assert report.changes == ()
    assert "chuyển chỗ" in sentence(report)


def test_a_row_that_was_deleted_keeps_its_old_figure(desk: OpenDesk, tmp_path: Path) -> None:
    path = edited(village_form(desk, tmp_path), lambda sheet: sheet.delete_rows(row_of(sheet, "9.2|s")))
    report = preview_workbook(desk, path)
    assert report.changes == ()
    assert "thiếu dòng của chỉ tiêu 9.2" in sentence(report)


def test_a_column_that_was_deleted_is_told(desk: OpenDesk, tmp_path: Path) -> None:
    report = preview_workbook(desk, edited(village_form(desk, tmp_path), lambda sheet: sheet.delete_cols(7)))
    assert "thiếu cột “Mẫu số”" in report.problems[0].sentence
    assert report.changes == ()


def test_a_row_or_column_added_with_content_is_told_and_left_out(desk: OpenDesk, tmp_path: Path) -> None:
    def add(sheet: Any) -> None:
        sheet.append([None, "20", "Chỉ tiêu của thôn"])
        sheet.cell(HEADER, 9).value = "Ghi chú"

    said = [one.line for one in preview_workbook(desk, edited(village_form(desk, tmp_path), add)).problems]
    assert ["cột thêm vào" in said[0], "dòng thêm vào" in said[1], len(said)] == [True, True, 2]


def test_a_row_copied_twice_stops(desk: OpenDesk, tmp_path: Path) -> None:
    def copy(sheet: Any) -> None:
        sheet.append([cell.value for cell in sheet[row_of(sheet, "9.2|s")]])

    report = preview_workbook(desk, edited(village_form(desk, tmp_path), copy))
    assert "bản chép của dòng" in sentence(report)
    assert not report.can_be_taken_in


def test_a_form_without_its_keys_is_not_guessed_at(desk: OpenDesk, tmp_path: Path) -> None:
    report = preview_workbook(desk, edited(village_form(desk, tmp_path), lambda sheet: sheet.delete_rows(KEYS)))
    assert "mã ẩn" in sentence(report)
    assert report.stopping


def test_protected_texts_that_were_changed_are_told(desk: OpenDesk, tmp_path: Path) -> None:
    def change(sheet: Any) -> None:
        sheet[f"C{row_of(sheet, '9.2|s')}"].value = "Nhà đẹp"
        sheet["B1"].value = "BIỂU CỦA LÀNG LỢT"

    said = [one.sentence for one in preview_workbook(desk, edited(village_form(desk, tmp_path), change)).problems]
    assert ["ô được bảo vệ đã bị sửa" in said[0], "tiêu đề đã bị sửa" in said[1]] == [True, True]


def test_a_row_that_bears_another_indicators_name_stops(desk: OpenDesk, tmp_path: Path) -> None:
    def rename(sheet: Any) -> None:
        sheet[f"C{row_of(sheet, '9.2|s')}"].value = sheet[f"C{row_of(sheet, '4.1|s')}"].value

    assert preview_workbook(desk, edited(village_form(desk, tmp_path), rename)).stopping


def test_a_sheet_that_was_added_is_told_and_not_read(desk: OpenDesk, tmp_path: Path) -> None:
    path = village_form(desk, tmp_path)
    edited(path, lambda sheet: sheet.parent.create_sheet("Ghi chú").append(["của tôi"]))
    assert "trang tính thêm vào" in sentence(preview_workbook(desk, path))


def test_a_form_is_refused_where_another_set_period_or_commune_is_chosen(desk: OpenDesk, tmp_path: Path) -> None:
    path = village_form(desk, tmp_path)
    with pytest.raises(TemplateOtherPeriod):
        preview_workbook(desk, path, period=parse_period("2021-Q3"))
    with pytest.raises(TemplateOtherSet):
        preview_workbook(desk, path, criteria_set=desk.criteria_set(None, Level.COMMUNE))
    folder = DataFolder(tmp_path / "khác")
    with (
        start_commune(folder, "Ia Dom", villages=["Thôn 1"], person="B") as other,
        pytest.raises(TemplateForOthers),
    ):
        preview_workbook(other, path)


def test_a_workbook_that_is_no_form_or_was_forged_is_refused(desk: OpenDesk, tmp_path: Path) -> None:
    from openpyxl import Workbook

    Workbook().save(tmp_path / "a.xlsx")
    with pytest.raises(NotATemplate):
        preview_workbook(desk, tmp_path / "a.xlsx")
    for row, value, error in ((4, "{}", TemplateAltered), (2, 0, TemplateOutdated), (2, 2, TemplateOutdated)):
        path = village_form(desk, tmp_path)
        book = load_workbook(path)
        book["ntm"].cell(row, 1).value = value
        book.save(path)
        with pytest.raises(error):
            preview_workbook(desk, path)


def test_texts_of_a_form_are_never_formulas(desk: OpenDesk, tmp_path: Path) -> None:
    from ntm_desktop.services.manage_places import add_village

    evil = add_village(desk, desk.communes()[0], "=cmd|'/c calc'!A1")
    path = commune_form(desk, tmp_path)
    cells = [cell for row in load_workbook(path)[FORM].iter_rows() for cell in row if cell.data_type == "f"]
    assert cells == []
    assert evil.name in [cell.value for cell in load_workbook(path)[FORM][HEADER]]
    assert preview_workbook(desk, path).problems == ()


def test_only_entry_cells_are_open_and_the_form_prints_on_wide_paper(desk: OpenDesk, tmp_path: Path) -> None:
    sheet = load_workbook(village_form(desk, tmp_path))[FORM]
    row = row_of(sheet, "9.2|s")
    assert [sheet.cell(row, at).protection.locked for at in range(1, 8)] == [True] * 5 + [False] * 2
    assert [sheet.cell(row_of(sheet, "1.1|v"), at).protection.locked for at in (6, 7)] == [False, True]
    assert (sheet.protection.sheet, sheet.freeze_panes) == (True, "F7")
    assert (sheet.page_setup.orientation, sheet.page_setup.fitToWidth) == ("landscape", 1)
    lists = {one.formula1: str(one.sqref) for one in sheet.data_validations.dataValidation}
    assert f"F{row_of(sheet, '1.1|v')}" in lists['"Đạt,Không đạt"']


def test_sample_figures_are_marked_in_the_form(sample_desk: OpenDesk, tmp_path: Path) -> None:
    path = village_form(sample_desk, tmp_path)
    sheet = load_workbook(path)[FORM]
    assert "số liệu minh họa" in sheet["B3"].value
    assert sheet[f"F{row_of(sheet, '9.2|s')}"].font.i
    assert preview_workbook(sample_desk, path).changes == ()


def test_a_form_may_be_saved_as_an_old_workbook(desk: OpenDesk, tmp_path: Path) -> None:
    import xlwt

    source = load_workbook(written(village_form(desk, tmp_path), F9_2=160))
    book = xlwt.Workbook()
    for sheet in source.worksheets:
        other = book.add_sheet(sheet.title)
        for row in sheet.iter_rows():
            for cell in row:
                if cell.value is not None:
                    other.write(cell.row - 1, cell.column - 1, cell.value)
    book.save(str(tmp_path / "a.xls"))
    report = preview_workbook(desk, tmp_path / "a.xls")
    assert (changes(report), report.problems) == ({"9.2": ("151/200", "160/200")}, ())


def test_every_refusal_has_a_sentence(tmp_path: Path) -> None:
    from ntm_desktop.sentences import sentence_for

    path = str(tmp_path / "a.xlsx")
    errors: list[ExpectedError] = [
        NotATemplate(path),
        TemplateAltered(path),
        *(TemplateOutdated(path, why) for why in ("older", "newer", "set")),
        TemplateForOthers(path, "Thôn 1", ""),
        TemplateForOthers(path, "Thôn 1", "chosen"),
        TemplateOtherSet(path, "A", "B"),
        TemplateOtherPeriod(path, "A", "B"),
        WorkbookInvalid("a", ("b",)),
    ]
    assert all("chưa có gì thay đổi" in sentence_for(one) for one in errors)


def test_a_confirmed_figure_is_told_and_the_others_are_taken_in(desk: OpenDesk, tmp_path: Path) -> None:
    from ntm_desktop.services.confirm_figures import confirm_figures

    path = written(village_form(desk, tmp_path), F9_2=160, F1_1="Không đạt")
    confirm_figures(desk, village_set(desk), YEAR, [(desk.find_place("Thôn 1"), "9.2")])
    report = preview_workbook(desk, path)
    assert "mở lại rồi nhận biểu này lần nữa" in sentence(report)
    assert list(changes(report)) == ["1.1"]
    take_in_workbook(desk, report)
    assert (standing(desk, "9.2"), standing(desk, "1.1")) == ("151/200", "Không đạt")


def test_not_applicable_beside_an_old_denominator_says_to_clear_it(desk: OpenDesk, tmp_path: Path) -> None:
    report = preview_workbook(desk, written(village_form(desk, tmp_path), F9_2="Không áp dụng"))
    assert "xóa mẫu số" in sentence(report)
    assert report.problems[0].cell.startswith("G")
