"""template, record --from and households import, as a person runs them."""

from pathlib import Path
from typing import Any

import pytest
from openpyxl import load_workbook

from tests.cli.running import Runner
from tests.excel.lists import people_rows, people_workbook, tcvn3


@pytest.fixture
def office(blank: Runner) -> Runner:
    """A commune of two villages without figures."""
    assert blank("init", "--commune", "Măng Bút", "--village", "Thôn 1", "--village", "Làng Lợt").status == 0
    return blank


def fill(path: Path, code: str, **cells: Any) -> Path:
    book = load_workbook(path)
    sheet = book.worksheets[0]
    row = next(cell.row for cell in sheet["A"] if str(cell.value).startswith(f"{code}|"))
    for column, value in cells.items():
        sheet[f"{column}{row}"].value = value
    book.save(path)
    return path


def template(run: Runner, path: Path, *more: str) -> Path:
    said = run("template", path, *(more or ("--village", "thon 1")), "--period", "2021")
    assert (said.status, said.err) == (0, "")
    assert str(path) in said.out
    return path


def test_a_form_goes_out_and_its_figures_come_in(office: Runner, tmp_path: Path) -> None:
    path = fill(template(office, tmp_path / "a.xlsx"), "9.2", F=151, G=200)
    said = office("record", "--from", path)
    assert "Thôn 1, 9.2: trống → 151/200" in said.out
    assert said.out.endswith("Đã nhận 1 số liệu từ biểu a.xlsx.\n")
    assessed = office("assess", "--village", "Thôn 1", "--period", "2021", "--json").data
    assert next(one["figure"] for one in assessed if one["code"] == "9.2") == "151/200"
    assert office("undo").status == 0


def test_a_form_that_may_be_filled_in_is_never_written_over(office: Runner, tmp_path: Path) -> None:
    mine = tmp_path / "mine.xlsx"
    mine.write_text("FILLED")
    for options in (("--village", "Thôn 1"), ("--commune",)):
        said = office("template", mine, *options, "--period", "2021").refused()
        assert "thêm --force để ghi đè" in said
        assert mine.read_text() == "FILLED"
    folder = tmp_path / "biểu"
    assert office("template", folder, "--each-village", "--period", "2021").status == 0
    for file in list(folder.iterdir())[1:]:
        file.unlink()
    (kept,) = folder.iterdir()
    kept.write_text("FILLED")
    office("template", folder, "--each-village", "--period", "2021").refused()
    assert [one.read_text() for one in folder.iterdir()] == ["FILLED"]
    assert office("template", mine, "--village", "Thôn 1", "--period", "2021", "--force").status == 0
    assert office("template", folder, "--each-village", "--period", "2021", "--force").status == 0
    assert kept.read_bytes().startswith(b"PK")


def test_a_dry_run_writes_nothing_and_says_everything(office: Runner, tmp_path: Path) -> None:
    path = fill(template(office, tmp_path / "a.xlsx"), "9.2", F="75%")
    said = office("record", "--from", path, "--dry-run")
    assert "0 số liệu sẽ thay đổi, 1 chỗ phải sửa trước khi nhận. Chưa ghi gì." in said.out
    data = office("record", "--from", path, "--dry-run", "--json").data
    assert [(one["text"], one["stops"]) for one in data["problems"]] == [("75%", True)]
    assert data["is_taken_in"] is False


def test_a_form_with_a_bad_cell_is_refused_whole(office: Runner, tmp_path: Path) -> None:
    path = fill(fill(template(office, tmp_path / "a.xlsx"), "9.2", F=151, G=200), "4.1", F="abc", G=10)
    sentence = office("record", "--from", path).refused()
    assert "chưa có gì thay đổi" in sentence
    assert "abc" in sentence
    assessed = office("assess", "--village", "Thôn 1", "--period", "2021", "--json").data
    assert {one["figure"] for one in assessed} == {None}


def test_a_form_of_a_whole_commune_and_one_for_each_village(office: Runner, tmp_path: Path) -> None:
    path = template(office, tmp_path / "xã.xlsx", "--commune")
    data = office("record", "--from", fill(path, "1.1", F="Đạt", G="Không đạt"), "--json").data
    assert [(one["place"], one["after"]) for one in data["changes"]] == [
        ("Thôn 1", "Đạt"),
        ("Làng Lợt", "Không đạt"),
    ]
    assert data["written"] == 2
    template(office, tmp_path / "thôn", "--each-village")
    assert len(list((tmp_path / "thôn").iterdir())) == 2


def test_what_does_not_go_together_is_a_usage_error(office: Runner, tmp_path: Path) -> None:
    assert "--village" in office("template", tmp_path / "a.xlsx", "--period", "2021").refused(2)
    assert "--from" in office("record", "Thôn 1", "9.2", "--from", "a.xlsx").refused(2)
    assert "--dry-run" in office("record", "Thôn 1", "9.2", "--period", "2021", "--dry-run").refused(2)
    assert "NƠI" in office("record").refused(2)
    assert "--map" in office("households", "import", people_workbook(tmp_path / "b.xlsx"), "--map", "C").refused(2)


@pytest.mark.parametrize("command", [("record", "--from"), ("households", "import")])
@pytest.mark.parametrize(("name", "said"), [("không-có.xlsx", "Không thấy tệp"), ("sai.xlsx", "bảng tính")])
def test_a_file_that_cannot_be_read_is_one_sentence(
    office: Runner, tmp_path: Path, command: tuple[str, ...], name: str, said: str
) -> None:
    (tmp_path / "sai.xlsx").write_bytes(b"PK\x03\x04 sai")
    assert said in office(*command, tmp_path / name).refused()


def test_households_come_in_from_an_old_font(office: Runner, tmp_path: Path) -> None:
    path = people_workbook(tmp_path / "a.xlsx", ".VnTime")
    looked = office("households", "import", path, "--dry-run")
    assert "C5: “R¬ Mah Hlu©n” → “Rơ Mah Hluân”" in looked.out
    assert "2 hộ, 5 nhân khẩu: 2 hộ mới, 0 hộ thay đổi. Chưa ghi gì." in looked.out
    assert office("households", "list", "--json").data == []
    data = office("households", "import", path, "--json").data
    assert (data["added"], data["people"], data["is_taken_in"]) == (2, 5, True)
    assert "Đặng Văn Đức" in office("households", "list").out
    assert "không có gì thay đổi" in office("households", "import", path).refused()


def test_columns_fonts_and_villages_may_be_said(office: Runner, tmp_path: Path) -> None:
    path = people_workbook(tmp_path / "a.xlsx", sheet="Hộ")
    assert "chưa biết hộ ở thôn nào" in office("households", "import", path).refused()
    options = ("--village", "Làng Lợt", "--map", "J=-", "--map", "A=order", "--sheet", "hộ")
    data = office("households", "import", path, *options, "--dry-run", "--json").data
    assert (data["added"], data["problems"]) == (2, [])


def test_an_old_font_that_no_cell_names_may_be_said(office: Runner, tmp_path: Path) -> None:
    rows = [[tcvn3(value) if at > 3 else value for value in row] for at, row in enumerate(people_rows())]
    path = people_workbook(tmp_path / "a.xlsx", rows=rows)
    assert office("households", "import", path, "--font", "tcvn3").status == 0
    assert "Đặng Văn Đức" in office("households", "list").out


def test_bad_cells_may_be_passed_over(office: Runner, tmp_path: Path) -> None:
    path = people_workbook(tmp_path / "a.xlsx")
    book = load_workbook(path)
    book.worksheets[0]["E8"].value = 2199
    book.save(path)
    assert "E8" in office("households", "import", path).refused()
    assert office("households", "import", path, "--skip-problems").out.endswith("Đã nhận 2 hộ mới từ tệp a.xlsx.\n")


def test_all_sheets_of_one_heading_may_be_taken_in_at_once(office: Runner, tmp_path: Path) -> None:
    path = people_workbook(tmp_path / "a.xlsx")
    book = load_workbook(path)
    book.copy_worksheet(book.worksheets[0]).title = "Làng Lợt"
    book.save(path)
    data = office("households", "import", path, "--all-sheets", "--json").data
    assert (data["sheet"], data["added"]) == ("Thôn 1, Làng Lợt", 4)
