"""A stick locked against writing, or another person's folder: everything can be read, and nothing is written."""

import json
import os
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from ntm_desktop.paths import DataFolder
from ntm_desktop.services.open_desk import open_desk
from tests.cli.running import Runner

ROOT = Path(__file__).parents[2]
_IS_ROOT = hasattr(os, "geteuid") and os.geteuid() == 0
# Permissions do not bind root, unless it lays its powers down.
_BOUND = ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"] if _IS_ROOT else []

pytestmark = pytest.mark.skipif(
    sys.platform == "win32" or (_IS_ROOT and shutil.which("setpriv") is None), reason="needs folders that bind us"
)


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [*_BOUND, sys.executable, "-W", "error", "-m", "ntm_desktop", *arguments, "--data-dir", str(folder)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@pytest.fixture
def locked(commune: Runner) -> Iterator[Path]:
    """The sample laptop's folder, that nobody may write to."""
    _forbid(commune.folder)
    yield commune.folder
    _allow(commune.folder)


def _forbid(folder: Path) -> None:
    for path in (*folder.rglob("*"), folder):
        path.chmod(0o555 if path.is_dir() else 0o444)


def _allow(folder: Path) -> None:
    folder.chmod(0o755)
    for path in folder.rglob("*"):
        path.chmod(0o755 if path.is_dir() else 0o644)


READING = [
    ("assess", "--village", "Thôn 1", "--period", "2021", "--json"),
    ("plan", "list", "--json"),
    ("check", "--json"),
    ("criteria", "list", "--json"),
    ("village", "list", "--json"),
]


@pytest.mark.parametrize("arguments", READING, ids=" ".join)
def test_reading_commands_answer_from_a_folder_nobody_may_write_to(
    locked: Path, arguments: tuple[str, ...]
) -> None:
    before = sorted(path.name for path in locked.iterdir())
    said = run(locked, *arguments)
    assert (said.returncode, said.stderr) == (0, "")
    assert json.loads(said.stdout)
    assert sorted(path.name for path in locked.iterdir()) == before


def test_a_dossier_is_written_to_another_folder(locked: Path, tmp_path: Path) -> None:
    said = run(locked, "dossier", "--village", "Thôn 1", "--period", "2021", "--out", str(tmp_path / "hồ sơ"))
    assert (said.returncode, said.stderr) == (0, "")
    assert len(list((tmp_path / "hồ sơ").glob("*.pdf"))) == 1


@pytest.mark.parametrize(
    "arguments",
    [
        ("record", "Thôn 1", "9.2", "--period", "2021", "--numerator", "1", "--denominator", "2"),
        ("plan", "update", "1", "--progress", "50"),
        ("village", "add", "Thôn 10"),
        ("backup",),
    ],
    ids=" ".join,
)
def test_writing_commands_say_one_sentence_and_change_nothing(locked: Path, arguments: tuple[str, ...]) -> None:
    before = (locked / "ntm.db").read_bytes()
    said = run(locked, *arguments)
    assert (said.returncode, said.stdout) == (1, "")
    assert said.stderr.count("\n") == 1
    assert "không cho ghi" in said.stderr
    assert (locked / "ntm.db").read_bytes() == before


def test_a_copy_from_another_machine_is_read_as_well(locked: Path, tmp_path: Path) -> None:
    copied = tmp_path / "bản chép"
    _allow(locked)
    shutil.copytree(locked, copied)
    _forbid(copied)
    assert run(copied, "check").returncode == 0
    _allow(copied)


def test_what_a_power_cut_left_written_ahead_is_read_too(commune: Runner) -> None:
    with open_desk(DataFolder(commune.folder)) as desk:
        held = sqlite3.connect(desk.folder.database)
        held.execute("BEGIN")
        held.execute("SELECT * FROM setting").fetchone()  # a reader keeps SQLite from folding the pages in
        commune("record", "Thôn 1", "9.2", "--period", "2021", "--numerator", "7", "--denominator", "9")
        cut = commune.folder.with_name("mất điện")
        shutil.copytree(commune.folder, cut)
        held.close()
    (cut / "ntm.db-shm").unlink()
    assert (cut / "ntm.db-wal").stat().st_size
    _forbid(cut)
    said = run(cut, "assess", "--village", "Thôn 1", "--period", "2021", "--json")
    _allow(cut)
    assert {one["figure"] for one in json.loads(said.stdout) if one["code"] == "9.2"} == {"7/9"}
