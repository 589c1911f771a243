"""A second window on the same data is refused in one sentence; whatever ends the first one frees the data."""

import os
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest

from db.connection import open_database
from ntm_desktop.cli import run
from ntm_desktop.domain.errors import WindowOpen
from ntm_desktop.one_window import OneWindow
from ntm_desktop.paths import DataFolder

ROOT = Path(__file__).parents[1]


@pytest.fixture
def folder(tmp_path: Path) -> DataFolder:
    made = DataFolder(tmp_path / "Dữ liệu xã")
    assert run(["init", "--commune", "Ia Tơi", "--village", "Thôn 1", "--data-dir", str(made.root)]) == 0
    return made


@pytest.fixture
def window(folder: DataFolder) -> Iterator[subprocess.Popen[bytes]]:
    """The program's window, really running."""
    holder = _started(folder, "import time; print('mở', flush=True); time.sleep(60)")
    assert holder.stdout is not None
    assert holder.stdout.readline().strip() == "mở".encode()
    yield holder
    holder.kill()
    holder.communicate()


def _started(folder: DataFolder, then: str) -> subprocess.Popen[bytes]:
    code = (
        "import sys; from pathlib import Path; from ntm_desktop.one_window import OneWindow; "
        "from ntm_desktop.paths import DataFolder; held = OneWindow(DataFolder(Path(sys.argv[1]))).__enter__(); "
    )
    return subprocess.Popen(
        [sys.executable, "-c", code + then, str(folder.root)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        env=os.environ | {"PYTHONUTF8": "1"},
    )


def test_the_second_window_says_that_the_program_is_open(
    folder: DataFolder, window: subprocess.Popen[bytes]
) -> None:
    second = subprocess.Popen(
        [sys.executable, "-m", "ntm_desktop", "--data-dir", str(folder.root)],
        cwd=ROOT,
        stderr=subprocess.PIPE,
        env=os.environ | {"QT_QPA_PLATFORM": "offscreen"},
    )
    assert second.stderr is not None
    said = second.stderr.readline().decode()
    second.kill()  # it shows the same sentence in a dialog and waits for it to be read
    second.communicate()
    assert said.startswith("Chương trình đang mở sẵn với dữ liệu ở")


@pytest.mark.skipif(sys.platform == "win32", reason="sends SIGKILL")
def test_a_window_that_was_killed_leaves_nothing_that_keeps_people_out(
    folder: DataFolder, window: subprocess.Popen[bytes]
) -> None:
    with pytest.raises(WindowOpen), OneWindow(folder):
        pass
    window.send_signal(signal.SIGKILL)
    window.wait()
    with OneWindow(folder):
        assert folder.window_lock.read_bytes() == b""
    with OneWindow(folder):
        pass


def test_windows_on_two_folders_do_not_hinder_each_other(folder: DataFolder, tmp_path: Path) -> None:
    other = DataFolder(tmp_path / "xã khác")
    with OneWindow(folder), OneWindow(other):
        for held in (folder, other):
            with pytest.raises(WindowOpen), OneWindow(held):
                pass


def test_commands_read_and_write_beside_the_window(folder: DataFolder, window: subprocess.Popen[bytes]) -> None:
    """The window holds no transaction while it waits for people; SQLite numbers what both write in turn."""
    at = ["--data-dir", str(folder.root)]
    with_window = open_database(folder.database)
    figure = ["record", "Thôn 1", "9.2", "--period", "2021", "--numerator", "1", "--denominator", "2"]
    assert run([*figure, *at]) == 0
    assert run(["village", "add", "Thôn 2", *at]) == 0
    assert run(["check", *at]) == 0
    with_window.close()


def test_a_command_waits_a_moment_for_whoever_is_writing(folder: DataFolder) -> None:
    begun = threading.Event()

    def write_slowly() -> None:
        database = open_database(folder.database)
        with database.transaction():
            begun.set()
            threading.Event().wait(0.7)
        database.close()

    writer = threading.Thread(target=write_slowly)
    writer.start()
    begun.wait()
    assert run(["village", "add", "Thôn 2", "--data-dir", str(folder.root)]) == 0
    writer.join()
