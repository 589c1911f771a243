"""Evidence on the command line: added, listed, missing, removed, checked, cleaned, backed up."""

from pathlib import Path

from tests.cli.running import Runner
from tests.evidence import files

AT = ("--village", "Thôn 1", "--period", "2021")


def test_evidence_is_added_listed_changed_and_removed(commune: Runner, tmp_path: Path) -> None:
    paper = files.pdf(tmp_path / "so tai san.pdf")
    said = commune(
        *("evidence", "add", paper, *AT, "--code", "6.1", "--requirement", "so-tai-san"),
        *("--number", "05/DM", "--date", "5/2/2022", "--issuer", "Thôn 1", "--abstract", "Danh mục tài sản"),
    )
    assert said.status == 0
    assert "Đã thêm 1 minh chứng cho chỉ tiêu 6.1, Thôn 1" in said.out
    (row,) = commune("evidence", "list", *AT, "--json").data
    assert (row["requirement"], row["number"], row["date"]) == ("so-tai-san", "05/DM", "2022-02-05")
    assert commune("evidence", "change", row["id"][:8], "--number", "06/DM").status == 0
    shown = commune("evidence", "list", "--period", "2021").out
    assert "06/DM" in shown
    assert "05/02/2022" in shown
    assert commune("evidence", "remove", row["id"]).status == 0
    assert commune("evidence", "list", *AT, "--json").data == []


def test_a_folder_is_taken_whole_and_bad_files_are_named(commune: Runner, tmp_path: Path) -> None:
    folder = tmp_path / "ảnh"
    folder.mkdir()
    files.photo(folder / "1.jpg")
    files.photo(folder / "2.jpg", (50, 30))
    files.photo(folder / "gia.pdf", (60, 30))
    said = commune("evidence", "add", folder, *AT, "--code", "6.1")
    assert said.status == 1
    assert said.err == (
        "Không nhận tệp gia.pdf: nội dung bên trong không đúng với tên tệp; tệp này chưa được thêm. Hãy mở tệp xem "
        "lại, lưu lại cho đúng loại rồi thêm lại.\n"
    )
    assert len(commune("evidence", "list", *AT, "--json").data) == 2
    again = commune("evidence", "add", folder / "1.jpg", *AT, "--code", "6.1")
    assert again.status == 0
    assert "đã có trong minh chứng" in again.err


def test_wrong_places_and_dates_are_refused_in_one_sentence(commune: Runner, tmp_path: Path) -> None:
    paper = files.pdf(tmp_path / "1.pdf")
    assert (
        "không phải là ngày" in commune("evidence", "add", paper, *AT, "--code", "6.1", "--date", "mai").refused()
    )
    assert "99.9" in commune("evidence", "add", paper, *AT, "--code", "99.9").refused()
    assert "evidence list" in commune("evidence", "remove", "khong-co").refused()
    missing = commune("evidence", "add", tmp_path / "khong.pdf", *AT, "--code", "6.1")
    assert (missing.status, missing.err.count("\n")) == (1, 1)


def test_what_is_missing_is_listed_for_a_village_or_the_whole_commune(commune: Runner, tmp_path: Path) -> None:
    before = commune("evidence", "missing", *AT, "--json").data
    assert {
        name: value
        for name, value in before[[one["code"] for one in before].index("6.2")].items()
        if name != "missing"
    } == {"place": "Thôn 1", "code": "6.2", "present": 0, "required": 1}
    proves = ("--code", "6.2", "--requirement", "anh-khuon-vien")
    commune("evidence", "add", files.photo(tmp_path / "1.jpg"), *AT, *proves)
    after = commune("evidence", "missing", *AT, "--json").data
    assert len(after) == len(before) - 1
    everywhere = commune("evidence", "missing", "--period", "2021")
    assert everywhere.out.startswith("Còn thiếu ")


def test_check_names_lost_files_and_clean_removes_only_what_is_superfluous(commune: Runner, tmp_path: Path) -> None:
    commune(
        "evidence",
        "add",
        files.pdf(tmp_path / "1.pdf", "1"),
        files.pdf(tmp_path / "2.pdf", "2"),
        *AT,
        "--code",
        "6.1",
    )
    assert "2 tệp nguyên vẹn" in commune("check").out
    first, second = commune("evidence", "list", *AT, "--json").data
    commune("evidence", "remove", first["id"])
    assert "evidence clean" in commune("check").out
    assert "--yes" in commune("evidence", "clean").out
    assert "Đã xóa 1 tệp" in commune("evidence", "clean", "--yes").out
    (commune.folder / "evidence" / second["sha256"][:2] / second["sha256"]).unlink()
    refused = commune("check").refused()
    assert "mất tệp: 2.pdf (chỉ tiêu 6.1, kỳ 2021)" in refused
    found = commune("check", "--json")
    assert (found.status, found.data["ok"], found.data["evidence"]["lost"]) == (1, False, [second["id"]])
    assert "Chưa có tệp của minh chứng" in commune("evidence", "export", second["id"], tmp_path).refused()


def test_a_piece_is_copied_out(commune: Runner, tmp_path: Path) -> None:
    commune("evidence", "add", files.pdf(tmp_path / "bien ban.pdf"), *AT, "--code", "6.1")
    (row,) = commune("evidence", "list", *AT, "--json").data
    out = tmp_path / "ra.pdf"
    assert commune("evidence", "export", row["id"], out).status == 0
    assert out.read_bytes() == (tmp_path / "bien ban.pdf").read_bytes()
    assert "không bị ghi đè" in commune("evidence", "export", row["id"], out).refused()
