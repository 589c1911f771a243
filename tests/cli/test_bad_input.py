"""Bad input, and what it gets: exit status 1, one clear Vietnamese sentence, and nothing changed."""

import contextlib
import errno
import json
import os
import sqlite3
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import resources
from db import connection
from ntm_desktop.paths import DataFolder
from tests.cli.running import Runner
from tests.excel.workbooks import plan_workbook
from tests.services.state import State, facts_of, names_in, state_of


@contextlib.contextmanager
def nothing_changes(runner: Runner) -> Iterator[None]:
    """Neither the facts nor what the laptop keeps of its own; only a signature may have been made beforehand."""

    def state() -> State:
        return {name: rows for name, rows in state_of(DataFolder(runner.folder)).items() if name != "segment"}

    before = state()
    yield
    assert state() == before


def record(code: str, *options: str, place: str = "Thôn 1", period: str = "2021") -> list[str]:
    return ["record", place, code, "--period", period, *options]


def share(numerator: str, denominator: str) -> list[str]:
    return ["--numerator", numerator, "--denominator", denominator]


REFUSED = [
    (record("9.2", *share("201", "200")), "lớn hơn mẫu số 200 (tổng số hộ)"),
    (record("9.2", *share("-5", "200")), "số âm"),
    (record("9.1", "--value", "-1"), "số âm"),
    (record("9.1", "--value", "ba"), "“ba” không phải là số"),
    (record("9.1", "--value", ""), "đang để trống"),
    (record("9.1", "--value", "1,2.3,4"), "không phải là số"),
    (record("9.1", "--value", "1.234.56"), "không phải là số"),
    (record("9.1", "--value", "1e5"), "không phải là số"),
    (record("9.1", "--value", "NaN"), "không phải là số"),
    (record("9.1", "--value", "4,5"), "phải đếm tròn"),
    (record("9.1", "--value", "9" * 30), "quá lớn"),
    (record("2.1", *share("1.234", "2000")), "có thể hiểu là số nguyên 1234 hoặc số lẻ 1,234"),
    (record("9.2", *share("0", "0")), "bằng 0"),
    (record("9.2", "--value", "75"), "cần nhập tử số/mẫu số"),
    (record("9.2", "--yes"), "cần nhập tử số/mẫu số"),
    (record("1.1", "--value", "1"), "đạt hoặc không đạt"),
    (record("15.1", *share("1", "2")), "nữ tử số/mẫu số"),
    (record("15.1", "--female", "60/52", "--male", "1/2"), "lớn hơn mẫu số"),
    (record("15.1", "--female", "ba", "--male", "1/2"), "nữ tử số/mẫu số"),
    (record("9.1", "--items", "1,x"), "không phải là số"),
    (record("9.2", "--not-applicable"), "không cho phép"),
    (record("99.9", "--yes"), "không có chỉ tiêu “99.9”"),
    (record("", "--yes"), "không có chỉ tiêu"),
    (record("9.1", "--value", "1", place="Thôn 99"), "Không có thôn, xã nào tên “Thôn 99”"),
    (record("9.1", "--value", "1", place=""), "Chưa ghi tên thôn hoặc xã"),
    (record("9.1", "--value", "1", period="2021-13"), "“2021-13” không phải là kỳ báo cáo"),
    (record("9.1", "--value", "1", period="2021-Q5"), "không phải là kỳ báo cáo"),
    (record("9.1", "--value", "1", period="1999"), "không phải là kỳ báo cáo"),
    (record("9.1", "--value", "1", period=""), "không phải là kỳ báo cáo"),
    (record("9.1", "--value", "1", "--set", "bộ khác"), "Không có bộ tiêu chí “bộ khác”"),
    (record("9.1", "--value", "1", "--commune", "Ia Đal"), "Ia Đal"),
    (record("1.1", "--yes", "--set", "commune-ntm-2021-2025"), "không nhập cho Thôn 1"),
    (record("9.2", *share("1", "2"), "--set", "village-ntm-starter", place="Ia Tơi"), "không nhập cho Xã Ia Tơi"),
    (["assess", "--village", "Thôn 99", "--period", "2021"], "Thôn 99"),
    (["assess", "--village", "Ia Tơi", "--period", "2021"], "Không có thôn, xã nào tên “Ia Tơi”"),
    (["assess", "--village", "Thôn 1", "--period", "năm nay"], "“năm nay” không phải là kỳ"),
    (["assess", "--commune", "Ia Grai", "--period", "2021"], "Ia Grai"),
    (["assess", "--commune", "--period", "2021", "--set", "x"], "Không có bộ tiêu chí “x”"),
    (["dossier", "--village", "Ia Tơi", "--period", "2021"], "Không có thôn, xã nào tên “Ia Tơi”"),
    (["dossier", "--village", "Thôn 1", "--period", "2035"], "chưa có số liệu nào"),
    (["dossier", "--all", "--period", "2035"], "chưa có số liệu nào"),
    (["plan", "update", "74", "--progress", "5"], "Không có nhiệm vụ “74”"),
    (["plan", "update", "1.6", "--progress", "5"], "Không có nhiệm vụ “1.6”"),
    (["plan", "import", "không có.xlsx"], "Không thấy tệp không có.xlsx"),
    (["criteria", "add", "không có.json"], "Không thấy tệp"),
    (["import", "không có.ntm"], "Không thấy tệp"),
    (["verify", "không có.ntm"], "Không thấy tệp"),
    (["restore", "không có.db"], "Không thấy tệp"),
    (["village", "add", "  "], "tên thôn"),
]


@pytest.mark.parametrize(("arguments", "words"), REFUSED, ids=[" ".join(one) for one, _ in REFUSED])
def test_bad_input_gets_one_sentence_and_changes_nothing(
    commune: Runner, arguments: list[str], words: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with nothing_changes(commune):
        said = commune(*arguments).refused()
    assert words in said
    assert said.count("\n") == 0
    assert said.endswith((".", "?"))
    assert names_in(tmp_path) == {commune.folder.name}


def test_a_criteria_set_with_a_hole_names_every_one(commune: Runner, tmp_path: Path) -> None:
    broken = json.loads(resources.text("criteria", "village-ntm-starter.json"))
    del broken["criteria"][2]["indicators"][0]["kind"]
    broken["criteria"][8]["indicators"][1]["targets"]["*"]["value"] = "nhiều"
    (tmp_path / "bộ.json").write_text(json.dumps(broken), encoding="utf-8")
    for command in ("check", "add"):
        with nothing_changes(commune):
            arguments = ["criteria", command, str(tmp_path / "bộ.json")]
            said = (commune(*arguments) if command == "add" else commune.bare(*arguments)).refused()
        assert "bộ.json" in said
        assert "3.1" in said
        assert "9.2" in said
        assert len(said.split("\n- ")) >= 3


def test_a_plan_without_contents_names_its_rows(commune: Runner, tmp_path: Path) -> None:
    path = plan_workbook(tmp_path / "kế hoạch.xlsx", [(1, None, "2024", "UBND xã", None)])
    with nothing_changes(commune):
        said = commune("plan", "import", path).refused()
    assert "Dòng 1: nhiệm vụ không có nội dung." in said


@pytest.mark.parametrize("name", ["a.xlsx", "a.json", "a.csv", "a"])
@pytest.mark.parametrize("data", [b"", b"PK\x03\x04" + bytes(60), b"\xd0\xcf\x11\xe0" * 99, b"[[["])
def test_a_file_that_is_no_plan_is_refused(commune: Runner, tmp_path: Path, name: str, data: bytes) -> None:
    (tmp_path / name).write_bytes(data)
    with nothing_changes(commune):
        assert "không phải là" in commune("plan", "import", tmp_path / name).refused()


def exported(runner: Runner, folder: Path) -> Path:
    return Path(runner("export", folder, "--json").data["path"])


def test_a_package_cut_off_or_altered_is_refused(commune: Runner, district: Runner, tmp_path: Path) -> None:
    path = exported(commune, tmp_path / "USB")
    whole = path.read_bytes()
    changed = bytearray(whole)
    changed[len(whole) // 2] ^= 255
    for data in (b"", b"x", whole[:1], whole[:100], whole[: len(whole) // 2], whole[:-1], bytes(changed)):
        path.write_bytes(data)
        for arguments in (["verify"], ["import"], ["import", "--dry-run"]):
            with nothing_changes(district):
                said = district(*arguments, path).refused()
            assert path.name in said
            assert "không thay đổi" in said


def test_a_package_of_an_unknown_sender_is_taken_in_after_its_words(
    commune: Runner, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    upper = Runner(tmp_path / "huyện", capsys)
    upper("init", "--upper-level", "huyện Ia H'Drai")
    path = exported(commune, tmp_path / "USB")
    with nothing_changes(upper):
        said = upper("import", path).refused()
    words = upper("verify", path, "--json").data["words"]
    assert words in said
    assert commune("sender", "words").out == f"{words}\n"
    with nothing_changes(upper):
        assert "không khớp" in upper("sender", "trust", path, "--words", "một hai ba").refused()
    assert upper("sender", "trust", path, "--words", words).status == 0
    assert upper("import", path).status == 0
    assert upper("register", "--json").data[0]["direction"] == "received"


def test_a_package_is_looked_at_and_then_taken_in(commune: Runner, district: Runner, tmp_path: Path) -> None:
    commune("record", "Thôn 1", "9.2", "--period", "2021", *share("151", "200"))
    path = exported(commune, tmp_path / "USB")
    facts = facts_of(DataFolder(district.folder))
    looked = district("import", path, "--dry-run", "--json").data
    assert facts_of(DataFolder(district.folder)) == facts
    taken = district("import", path, "--json").data
    assert looked["added"] == taken["added"] > 0
    assert (looked["dry_run"], taken["dry_run"]) == (True, False)
    assert district("import", path, "--json").data["added"] == 0
    rows = [
        runner("assess", "--village", "Thôn 1", "--commune", "Ia Tơi", "--period", "2021", "--json").data
        for runner in (commune, district)
    ]
    assert rows[0] == rows[1]


def test_what_is_no_backup_is_refused(commune: Runner, tmp_path: Path) -> None:
    (tmp_path / "a.db").write_bytes(b"SQLite format 3\0" + bytes(4080))
    with nothing_changes(commune):
        assert "không phải là bản sao lưu" in commune("restore", tmp_path / "a.db").refused()
        assert commune("backup", commune.folder / "ntm.db").refused()
        assert commune("backup", "/dev/full").refused()


def spoil_version(path: Path) -> None:
    with contextlib.closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA user_version = 99")


@pytest.mark.parametrize(
    ("spoil", "words"),
    [
        (spoil_version, "phiên bản chương trình mới hơn"),
        (lambda path: path.write_bytes(b""), "bị hỏng"),
        (lambda path: path.write_bytes(b"Ghi chu" * 900), "bị hỏng"),
        (lambda path: path.write_bytes(path.read_bytes()[:9000]), "bị hỏng"),
    ],
)
def test_a_database_newer_or_damaged_is_said_and_left_alone(
    commune: Runner, spoil: Callable[[Path], Any], words: str
) -> None:
    path = commune.folder / "ntm.db"
    spoil(path)
    before = path.read_bytes()
    for arguments in (["village", "list"], record("9.1", "--value", "1"), ["check"], ["plan", "list", "--json"]):
        assert words in commune(*arguments).refused()
    assert path.read_bytes() == before


def test_a_locked_database_is_said_and_nothing_changed(commune: Runner, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(connection, "_BUSY_MS", 50)
    with (
        nothing_changes(commune),
        contextlib.closing(sqlite3.connect(commune.folder / "ntm.db", isolation_level=None)) as other,
    ):
        other.execute("BEGIN IMMEDIATE")
        assert "cửa sổ khác" in commune(*record("9.1", "--value", "1")).refused()
        assert commune("village", "list").status == 0
        other.rollback()
    assert commune(*record("9.1", "--value", "1")).status == 0


@pytest.mark.parametrize(("code", "words"), [(errno.ENOSPC, "đã đầy"), (errno.EROFS, "không cho ghi")])
def test_a_full_disk_and_a_read_only_folder_are_said(
    commune: Runner, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, code: int, words: str
) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise OSError(code, os.strerror(code))

    (tmp_path / "USB").mkdir()
    monkeypatch.setattr(os, "fsync", refuse)
    for arguments in (
        ["backup", str(tmp_path / "USB" / "a.db")],
        ["export", str(tmp_path / "USB")],
        ["dossier", "--village", "Thôn 1", "--period", "2021", "--out", str(tmp_path / "USB")],
    ):
        facts = facts_of(DataFolder(commune.folder))
        assert words in commune(*arguments).refused()
        assert facts_of(DataFolder(commune.folder)) == facts
        assert names_in(tmp_path / "USB") == set()
    assert commune("register", "--json").data == []


@pytest.mark.parametrize("command", [["export"], ["dossier", "--all", "--period", "2021", "--out"]])
def test_a_folder_that_cannot_be_made_is_said(commune: Runner, tmp_path: Path, command: list[str]) -> None:
    (tmp_path / "tệp").write_text("a")
    with nothing_changes(commune):
        assert "không cho ghi" in commune(*command, tmp_path / "tệp" / "x").refused()


def test_a_demonstration_where_nothing_can_be_written_is_said(blank: Runner, tmp_path: Path) -> None:
    (tmp_path / "tệp").write_text("a")
    assert blank.bare("demo", tmp_path / "tệp" / "x").refused()
    assert blank.bare("demo", tmp_path / "tệp").status == 2


def test_a_bug_is_one_sentence_and_its_details_go_to_the_log(
    commune: Runner, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    from ntm_desktop.cli import run
    from ntm_desktop.services import track_plan

    def fail(*_: object) -> None:
        raise ZeroDivisionError("a bug")

    kept: list[Path] = []
    monkeypatch.setattr(track_plan, "list_tasks", fail)
    status = run(["plan", "list", "--data-dir", str(commune.folder)], lambda folder: kept.append(folder.root))
    assert status == 1
    assert kept == [commune.folder]
    assert [record.exc_info is not None for record in caplog.records] == [True]
    caplog.clear()
