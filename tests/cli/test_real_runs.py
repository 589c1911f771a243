"""The program as it is really started: its streams, its exit status, whatever the terminal is like."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = [sys.executable, "-W", "error", "-m", "ntm_desktop"]
ROOT = Path(__file__).parents[2]


def started(*arguments: str, **environment: str) -> subprocess.CompletedProcess[bytes]:
    own = {name: value for name, value in os.environ.items() if name not in ("DISPLAY", "WAYLAND_DISPLAY")}
    return subprocess.run(
        [*PROGRAM, *arguments], cwd=ROOT, env=own | environment, capture_output=True, timeout=60, check=False
    )


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = str(tmp_path_factory.mktemp("thư mục") / "Dữ liệu xã Ia Tơi")
    assert started("init", "--sample", "ia-hdrai", "--data-dir", path).returncode == 0
    return path


def test_a_figure_is_recorded_from_a_real_terminal(folder: str) -> None:
    arguments = ["--period", "2021", "--numerator", "151", "--denominator", "200", "--data-dir", folder]
    said = started("record", "Thôn 1", "9.2", *arguments)
    assert (said.returncode, said.stderr) == (0, b"")
    assert said.stdout.decode() == "Đã lưu chỉ tiêu 9.2 của Thôn 1, Năm 2021: 151/200 = 75,5 %. Đạt.\n"


@pytest.mark.parametrize(
    "environment",
    [{"PYTHONIOENCODING": "ascii"}, {"LC_ALL": "C"}, {"PYTHONIOENCODING": "cp1252"}],
)
def test_vietnamese_is_said_whatever_the_terminal_is_set_to(folder: str, environment: dict[str, str]) -> None:
    said = started("--data-dir", folder, "village", "list", **environment)
    assert (said.returncode, said.stderr) == (0, b"")
    assert "Ia Tơi: Thôn Ia Dơr" in said.stdout.decode()
    refused = started("--data-dir", folder, "assess", "--village", "Thôn 99", "--period", "2021", **environment)
    assert (refused.returncode, refused.stdout) == (1, b"")
    assert refused.stderr.decode().startswith("Không có thôn, xã nào tên “Thôn 99”")


def test_a_usage_error_has_status_2(folder: str) -> None:
    said = started("record", "--data-dir", folder)
    assert (said.returncode, said.stdout) == (2, b"")
    assert said.stderr.decode().startswith("Lệnh chưa đúng: thiếu NƠI.")


def test_a_reader_that_goes_away_is_no_error_to_speak_of(folder: str) -> None:
    process = subprocess.Popen(
        [*PROGRAM, "--data-dir", folder, "plan", "list", "--json"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    assert process.stderr is not None
    process.stdout.close()
    said = process.stderr.read()
    process.stderr.close()
    assert process.wait(timeout=60) in (0, 1)
    assert said == b""


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_an_answer_that_cannot_be_written_is_one_sentence(folder: str) -> None:
    with Path("/dev/full").open("wb") as full:
        said = subprocess.run(
            [*PROGRAM, "--data-dir", folder, "village", "list"],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert said.returncode == 1
    assert said.stderr.decode().count("\n") == 1
    assert "đã đầy" in said.stderr.decode()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is always full")
def test_a_figure_that_was_stored_is_never_said_to_be_unchanged(folder: str) -> None:
    with Path("/dev/full").open("wb") as full:
        said = subprocess.run(
            [
                *PROGRAM,
                "record",
                "Thôn 9",
                "9.2",
                "--period",
                "2022",
                "--numerator",
                "7",
                "--denominator",
                "9",
                "--data-dir",
                folder,
            ],
            cwd=ROOT,
            stdout=full,
            stderr=subprocess.PIPE,
            timeout=60,
            check=False,
        )
    assert said.returncode == 1
    assert said.stderr.decode().count("\n") == 1
    assert "đã lưu trước đó vẫn được giữ" in said.stderr.decode()
    assert "thay đổi" not in said.stderr.decode()
    kept = started("assess", "--village", "Thôn 9", "--period", "2022", "--json", "--data-dir", folder)
    assert {one["figure"] for one in json.loads(kept.stdout) if one["code"] == "9.2"} == {"7/9"}


def _hears_ctrl_c() -> None:
    """Tests that run in the background have it ignored, and what they start would too."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGINT")
@pytest.mark.parametrize("step", [1, 2, 3])
def test_ctrl_c_during_the_demonstration_ends_it_with_one_true_sentence(tmp_path: Path, step: int) -> None:
    process = subprocess.Popen(
        [*PROGRAM, "demo", str(tmp_path / "out")],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONUNBUFFERED": "1"},
        preexec_fn=_hears_ctrl_c,
    )
    assert process.stdout is not None
    for _ in range(step):
        process.stdout.readline()
    process.send_signal(signal.SIGINT)
    out, err = process.communicate(timeout=60)
    assert process.returncode == 1
    assert len(err.decode().strip().splitlines()) == 1
    assert err.decode().strip().startswith("Đã dừng theo yêu cầu; những gì lệnh đã lưu")
    assert "Xong" not in out.decode()


def test_closed_streams_are_no_hindrance(folder: str) -> None:
    command = f'exec "{sys.executable}" -m ntm_desktop --data-dir "$0" village list >&- 2>&-'
    assert subprocess.run(["sh", "-c", command, folder], cwd=ROOT, timeout=60, check=False).returncode == 0


def test_without_a_display_the_window_names_the_run_without_one() -> None:
    said = started(QT_QPA_PLATFORM="")
    assert said.returncode == 1
    assert "demo OUT" in said.stderr.decode()


def test_the_whole_main_job_runs_from_the_command_line(tmp_path: Path) -> None:
    out = tmp_path / "kết quả"
    said = started("demo", str(out), "--json")
    assert (said.returncode, said.stderr) == (0, b"")
    assert json.loads(said.stdout)["same_figures"] is True
    assert json.loads((out / "summary.json").read_text(encoding="utf-8")) == json.loads(said.stdout)
    again = started("demo", str(out))
    assert again.returncode == 1
    assert "đã có dữ liệu" in again.stderr.decode()
