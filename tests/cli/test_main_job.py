"""record, assess, plan, dossier, check, backup, restore, criteria: what they say and give."""

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import resources
from ntm_desktop.domain.numbers import format_entry
from ntm_desktop.domain.plan import TASK_STATUS_TITLES
from ntm_desktop.paths import DataFolder
from tests.cli.running import Runner
from tests.excel.lists import tcvn3
from tests.excel.workbooks import old_plan_workbook, plan_workbook
from tests.services.state import facts_of, state_of

SHAPE = ("criterion", "code", "kind", "value", "numerator", "denominator", "target", "verdict", "gap")


def of(rows: list[dict[str, Any]], code: str) -> dict[str, Any]:
    """The least that machines were promised of one indicator."""
    return {name: row[name] for row in rows if row["code"] == code for name in SHAPE}


def test_a_year_the_set_is_not_for_is_remarked_and_no_error(commune: Runner) -> None:
    figure = ["--numerator", "151", "--denominator", "200"]
    remark = "Lưu ý: Bộ tiêu chí này áp dụng từ năm 2021 đến năm 2025, không áp dụng cho năm 2027."
    recorded = commune("record", "Thôn 1", "9.2", "--period", "2027-Q1", *figure)
    assert (recorded.status, recorded.out.splitlines()[-1]) == (0, remark)
    assert remark in commune("assess", "--village", "Thôn 1", "--period", "2027").out
    as_data = commune("assess", "--village", "Thôn 1", "--period", "2027", "--json")
    assert (as_data.status, as_data.err) == (0, remark + "\n")
    assert len(as_data.data) > 10
    assert "Lưu ý" not in commune("assess", "--village", "Thôn 1", "--period", "2025").out


def test_a_figure_is_recorded_and_assessed(commune: Runner) -> None:
    said = commune("record", "Thôn 1", "9.2", "--period", "2021", "--numerator", "151", "--denominator", "200")
    assert said.out == "Đã lưu chỉ tiêu 9.2 của Thôn 1, Năm 2021: 151/200 = 75,5 %. Đạt.\n"
    rows = commune("assess", "--village", "Thôn 1", "--period", "2021", "--json").data
    assert of(rows, "9.2") == {
        "criterion": 9,
        "code": "9.2",
        "kind": "ratio",
        "value": 75.5,
        "numerator": 151,
        "denominator": 200,
        "target": 75,
        "verdict": "met",
        "gap": None,
    }


def test_a_gap_is_said_in_households_and_given_as_a_number(commune: Runner) -> None:
    said = commune("record", "Thôn 1", "9.2", "--period", "2021", "--numerator", "138", "--denominator", "200")
    assert said.out.endswith("Chưa đạt, còn thiếu 12 hộ.\n")
    rows = commune("assess", "--village", "Thôn 1", "--period", "2021", "--json").data
    assert (of(rows, "9.2")["verdict"], of(rows, "9.2")["gap"]) == ("not_met", 12)


@pytest.mark.parametrize("village", ["Thôn 1", "thon 1", "THÔN 1", "1"])
def test_a_village_is_named_as_people_write_it(commune: Runner, village: str) -> None:
    said = commune("record", village, "16.2", "--period", "2021", "--yes")
    assert said.out == "Đã lưu chỉ tiêu 16.2 của Thôn 1, Năm 2021: Đạt. Đạt.\n"


def test_every_way_of_recording(commune: Runner) -> None:
    ways: list[tuple[list[str], dict[str, Any]]] = [
        (["16.2", "--no"], {"value": False, "verdict": "not_met", "kind": "yes_no", "target": True}),
        (["5.1", "--not-applicable"], {"value": None, "verdict": "not_applicable"}),
        (["9.1", "--value", "4"], {"value": 4, "verdict": "not_met", "gap": 4, "kind": "count", "target": 0}),
        (["10.1", "--numerator", "1.234,5", "--denominator", "25"], {"kind": "average", "value": 49.38}),
        (["15.1", "--female", "52/52", "--male", "70/70"], {"value": 100, "numerator": 122, "denominator": 122}),
        (["9.1", "--clear"], {"verdict": "no_data", "value": None, "gap": None}),
    ]
    for arguments, expected in ways:
        code, *options = arguments
        recorded = commune("record", "Thôn 1", code, "--period", "2022", *options, "--json").data
        assert {name: recorded[name] for name in expected} == expected
        rows = commune("assess", "--village", "Thôn 1", "--period", "2022", "--json").data
        assert of(rows, code) == {name: recorded[name] for name in SHAPE}


def test_both_ways_of_writing_a_number(commune: Runner) -> None:
    for text in ("1.234,5", "1,234.5", "1234,5", "1234.5"):
        arguments = ("--period", "2021", "--numerator", text, "--denominator", "2000", "--json")
        assert commune("record", "Thôn 1", "2.1", *arguments).data["numerator"] == 1234.5


@settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    numerator=st.decimals(min_value=0, max_value=10**6, places=3, allow_nan=False, allow_infinity=False),
    more=st.decimals(min_value=1, max_value=10**6, places=3, allow_nan=False, allow_infinity=False),
)
def test_any_number_is_taken_as_the_program_writes_it(commune: Runner, numerator: Any, more: Any) -> None:
    total = numerator + more
    arguments = ("--numerator", format_entry(numerator), "--denominator", format_entry(total), "--json")
    recorded = commune("record", "Thôn 1", "2.1", "--period", "2021", *arguments).data
    assert (recorded["numerator"], recorded["denominator"]) == (float(numerator), float(total))


@pytest.mark.parametrize("period", ["2021", "2021-H1", "2021-Q3", "2021-07", "2021-q3"])
def test_periods_of_every_length(commune: Runner, period: str) -> None:
    assert commune("record", "Thôn 1", "9.1", "--period", period, "--value", "4").status == 0
    rows = commune("assess", "--village", "Thôn 1", "--period", period, "--json").data
    assert of(rows, "9.1")["value"] == 4


def test_a_village_is_assessed_for_people(commune: Runner) -> None:
    lines = commune("assess", "--village", "Thôn 7", "--period", "2021").out.splitlines()
    assert lines[0].startswith("Thôn 7, Năm 2021, Bộ tiêu chí thôn")
    assert lines[2] == "Có số liệu minh họa (đánh dấu *)."
    assert len(lines) == 4 + 34


def test_the_commune_is_assessed_under_its_own_set(commune: Runner) -> None:
    rows = commune("assess", "--commune", "--period", "2021", "--json").data
    assert len(rows) == 57
    assert {name in row for row in rows for name in SHAPE} == {True}
    assert commune("assess", "--commune", "Ia Tơi", "--period", "2021", "--json").data == rows
    village_rows = commune("assess", "--commune", "--set", "village-ntm-starter", "--period", "2021", "--json").data
    assert len(village_rows) == 34


def test_the_communes_own_figure_is_recorded_by_its_name(commune: Runner) -> None:
    assert commune("record", "Ia Tơi", "1.1", "--period", "2021", "--yes").status == 0
    assert of(commune("assess", "--commune", "--period", "2021", "--json").data, "1.1")["value"] is True


def test_at_the_district_the_commune_decides_between_villages_of_one_name(district: Runner) -> None:
    for arguments in (
        ["assess", "--village", "Thôn 1", "--period", "2021"],
        ["dossier", "--village", "thon 1", "--period", "2021"],
        ["record", "Thôn 1", "9.1", "--period", "2021", "--value", "1"],
    ):
        said = district(*arguments).refused()
        assert "Thôn 1 (Xã Ia Tơi)" in said
        assert "Thôn 1 (Xã Ia Đal)" in said
    chosen = district("assess", "--village", "Thôn 1", "--commune", "ia dal", "--period", "2021", "--json")
    assert len(chosen.data) == 34


def test_at_the_district_a_commune_is_named(district: Runner) -> None:
    assert "Xã Ia Dom" in district("assess", "--commune", "--period", "2021").refused()
    assert district("assess", "--commune", "Ia Đal", "--period", "2021").status == 0
    assert "Xã Ia Dom" in district("dossier", "--all", "--period", "2021").refused()


def test_the_plan_is_listed_searched_and_followed(commune: Runner) -> None:
    rows = commune("plan", "list", "--json").data
    assert len(rows) == 73
    assert [row["position"] for row in rows] == list(range(1, 74))
    assert [row["number"] for row in rows].count("1.6") == 2
    found = commune("plan", "list", "--search", "giao thong", "--json").data
    assert 0 < len(found) < 73
    said = commune("plan", "update", "7", "--progress", "60", "--note", "Đã xong 3/5 tuyến")
    assert said.out == f"Đã lưu nhiệm vụ {rows[6]['number']}: Đang thực hiện, tiến độ 60 %.\n"
    (one,) = commune("plan", "list", "--status", "in_progress", "--json").data
    assert (one["position"], one["progress"], one["note"]) == (7, 60, "Đã xong 3/5 tuyến")


def test_the_plan_is_listed_for_people(commune: Runner) -> None:
    lines = commune("plan", "list").out.splitlines()
    assert lines[0].split() == ["STT", "Số", "Trạng", "thái", "Thời", "hạn", "Chủ", "trì", "Nội", "dung"]
    assert lines[-1] == "73 nhiệm vụ."
    assert any(TASK_STATUS_TITLES[next(iter(TASK_STATUS_TITLES))] in line for line in lines)


def test_a_plan_is_taken_in_from_a_workbook(commune: Runner, tmp_path: Path) -> None:
    said = commune("plan", "import", plan_workbook(tmp_path / "kế hoạch.xlsx"))
    assert said.out == "Đã nhận kế hoạch “KẾ HOẠCH XÂY DỰNG NÔNG THÔN MỚI HUYỆN IA H'DRAI”: 6 nhiệm vụ.\n"
    assert len(commune("plan", "list", "--json").data) == 79


def test_a_plan_in_an_unknown_font_is_looked_at_and_taken_in_by_the_font_a_person_names(
    commune: Runner, tmp_path: Path
) -> None:
    path = old_plan_workbook(tmp_path / "kế hoạch.xlsx", "", tcvn3)
    looked = commune("plan", "import", path, "--dry-run").out
    assert "→ “Làm đường nội thôn”" in looked
    assert "2 nhiệm vụ mới" in looked
    assert "--font tcvn3" in commune("plan", "import", path).refused(1)
    assert len(commune("plan", "list", "--json").data) == 73
    assert "2 nhiệm vụ" in commune("plan", "import", path, "--font", "tcvn3").out
    assert len(commune("plan", "list", "--json").data) == 75


def test_dossiers_are_saved_into_a_new_folder_or_under_a_name(commune: Runner, tmp_path: Path) -> None:
    out = tmp_path / "hồ sơ" / "2021"
    said = commune("dossier", "--village", "thon 7", "--period", "2021", "--out", out, "--json")
    (made,) = said.data
    assert made["village"] == "Thôn 7"
    assert Path(made["path"]).parent == out
    named = commune(
        "dossier", "--village", "Thôn 7", "--period", "2021", "--out", tmp_path / "a.pdf", "--paper", "to-trinh"
    )
    assert named.out.startswith(f"Đã lưu hồ sơ Thôn 7: {tmp_path / 'a.pdf'}")


def test_a_paper_that_lies_there_is_kept_unless_it_is_to_be_replaced(commune: Runner, tmp_path: Path) -> None:
    file = tmp_path / "hồ sơ.pdf"
    file.write_text("đã ký")
    asked = ("dossier", "--village", "Thôn 7", "--period", "2021", "--out", file)
    assert "thêm --force" in commune(*asked).refused()
    assert file.read_text() == "đã ký"
    assert commune(*asked, "--force").status == 0
    assert file.read_bytes().startswith(b"%PDF")
    whole = ("dossier", "--all", "--period", "2021", "--out", tmp_path / "a")
    assert commune(*whole).status == 0
    before = {one: one.stat().st_mtime_ns for one in (tmp_path / "a").iterdir()}
    assert "thêm --force" in commune(*whole).refused()
    assert {one: one.stat().st_mtime_ns for one in (tmp_path / "a").iterdir()} == before
    assert commune(*whole, "--force").status == 0
    note = tmp_path / "list.pdf"
    note.write_text("x")
    asked = ("households", "income", "--year", "2021", "--out", note)
    assert "thêm --force" in commune(*asked).refused()
    assert note.read_text() == "x"


def test_a_desk_with_several_communes_asks_which_one_is_meant(district: Runner, tmp_path: Path) -> None:
    said = district("dossier", "--all", "--period", "2021", "--out", tmp_path).refused()
    assert "Máy này có nhiều xã: " in said
    assert "--commune TÊN" in said


def test_every_village_has_its_dossier(commune: Runner, tmp_path: Path) -> None:
    assert len(commune("dossier", "--all", "--period", "2021", "--out", tmp_path / "a", "--json").data) == 5


def test_the_data_is_checked_backed_up_and_restored(commune: Runner, tmp_path: Path) -> None:
    assert commune("check", "--json").data["ok"] is True
    saved = tmp_path / "USB" / "bản sao.db"
    assert commune("backup", saved).out == f"Đã sao lưu và kiểm tra: {saved}\n"
    before = facts_of(DataFolder(commune.folder))
    commune("record", "Thôn 1", "9.1", "--period", "2021", "--value", "7")
    said = commune("restore", saved)
    assert said.out.startswith(f"Đã khôi phục từ {saved}. Dữ liệu trước khi khôi phục nằm ở: ")
    assert facts_of(DataFolder(commune.folder)) == before
    assert "nguyên vẹn" in commune("check", "--rebuild").out
    assert commune("backup").status == 0


def test_criteria_sets_are_listed_checked_and_added(blank: Runner, tmp_path: Path) -> None:
    listed = blank("criteria", "list", "--json").data
    assert [one["id"] for one in listed] == ["village-ntm-starter", "commune-ntm-2021-2025"]
    data = json.loads(resources.text("criteria", "village-ntm-starter.json")) | {
        "id": "bo-tinh",
        "title": "Bộ tỉnh",
    }
    (tmp_path / "bộ.json").write_text(json.dumps(data), encoding="utf-8")
    assert blank.bare("criteria", "check", tmp_path / "bộ.json").out.startswith("Bộ tiêu chí đúng: Bộ tỉnh; 19 ")
    blank("init", "--commune", "Ia Tơi", "--village", "Thôn 1")
    assert blank("criteria", "add", tmp_path / "bộ.json").out == "Đã thêm bộ tiêu chí Bộ tỉnh.\n"
    assert "bo-tinh" in {one["id"] for one in blank("criteria", "list", "--json").data}


def test_reading_commands_change_nothing(commune: Runner, tmp_path: Path) -> None:
    before = state_of(DataFolder(commune.folder))
    for arguments in (
        ["assess", "--commune", "--period", "2021"],
        ["assess", "--village", "Thôn 1", "--period", "2021", "--json"],
        ["plan", "list"],
        ["village", "list"],
        ["criteria", "list"],
        ["register"],
        ["check"],
        ["backup", str(tmp_path / "a.db")],
        ["dossier", "--all", "--period", "2021", "--out", str(tmp_path / "a")],
    ):
        assert commune(*arguments).status == 0
    assert state_of(DataFolder(commune.folder)) == before


def test_every_command_shows_the_hash_of_the_file_as_other_tools_give_it(commune: Runner, tmp_path: Path) -> None:
    made = commune("export", tmp_path, "--json").data
    whole = hashlib.sha256(Path(made["path"]).read_bytes()).hexdigest()
    assert made["sha256"] == whole
    assert commune("exchange", "inspect", made["path"], "--json").data["sha256"] == whole
    assert commune("register", "--json").data[0]["sha256"] == whole
    grouped = " ".join(whole[start : start + 8] for start in range(0, 64, 8))
    for command in (("exchange", "inspect"), ("verify",)):
        assert f"Mã SHA-256 của tệp: {grouped}" in commune(*command, made["path"]).out


def test_the_delivery_note_of_a_package_is_saved(commune: Runner, tmp_path: Path) -> None:
    number = commune("export", str(tmp_path), "--json").data["number"]
    target = tmp_path / "biên bản.pdf"
    assert commune("exchange", "note", number, "--out", str(target)).status == 0
    assert target.read_bytes().startswith(b"%PDF")
    assert "không có tệp số 9" in commune("exchange", "note", "9", "--out", str(target)).refused(2)
