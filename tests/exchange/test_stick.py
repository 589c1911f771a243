"""Full, read-only, pulled out, cancelled: nothing is left behind and nothing is lost."""

import errno
import io
import os
import subprocess
import sys
import unicodedata
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ntm_desktop.domain.errors import (
    Cancelled,
    DiskFull,
    FileMissing,
    FileNotWritten,
    FolderReadOnly,
    PackageDamaged,
    PackageTooLarge,
)
from ntm_desktop.exchange import payload, stick
from ntm_desktop.exchange.operation_lines import BLOCK_SIZE
from ntm_desktop.exchange.package import open_package, verify_package
from ntm_desktop.exchange.package_writing import write_package
from ntm_desktop.exchange.segments import Segment
from ntm_desktop.exchange.stick import safe_name
from tests.exchange.packages import DRAFT, SEED, operations, segments, whole_package

_open = Path.open


class SmallDisk(io.FileIO):
    """A file that refuses to grow beyond `room` bytes."""

    def __init__(self, path: Path | int, mode: str, room: int, error: int = errno.ENOSPC) -> None:
        super().__init__(path, mode)
        self._room = room
        self._error = error

    def write(self, data: Any) -> int:
        if self.tell() + len(data) > self._room:
            raise OSError(self._error, os.strerror(self._error))
        return super().write(data)


def _put_in(monkeypatch: pytest.MonkeyPatch, make: Callable[[Path], io.RawIOBase]) -> None:
    """`.part` files are opened by `make`."""

    def opened(path: Path, mode: str = "r", *rest: Any, **more: Any) -> Any:
        if path.suffix == ".part" and mode == "xb":
            return io.BufferedWriter(make(path), 64)
        return _open(path, mode, *rest, **more)

    monkeypatch.setattr(Path, "open", opened)


def test_a_disk_that_is_full_at_any_point_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    size = whole_package(tmp_path).stat().st_size
    before = _contents(tmp_path)
    for room in range(0, size, 61):
        with monkeypatch.context() as patched:
            _put_in(patched, lambda path, room=room: SmallDisk(path, "xb", room))
            with pytest.raises(DiskFull) as caught:
                whole_package(tmp_path, operations(6))
        assert caught.value.path == str(tmp_path)
        assert _contents(tmp_path) == before


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="a device of Linux")
def test_a_device_that_is_really_full_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    _put_in(monkeypatch, lambda path: io.FileIO("/dev/full", "r+"))
    with pytest.raises(DiskFull):
        whole_package(tmp_path)
    assert _contents(tmp_path) == {}


@pytest.mark.parametrize(
    ("error", "expected"),
    [
        (errno.EROFS, FolderReadOnly),
        (errno.EACCES, FolderReadOnly),
        (errno.EPERM, FolderReadOnly),
        (errno.ENOSPC, DiskFull),
        (errno.EFBIG, PackageTooLarge),
        (errno.EIO, FileNotWritten),
        (errno.ENODEV, FileNotWritten),
    ],
)
@pytest.mark.parametrize("where", ["open", "fsync", "rename"])
def test_what_the_disk_refuses_is_named_and_leaves_nothing_behind(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, error: int, expected: type[Exception], where: str
) -> None:
    def refuse(*_: Any) -> Any:
        raise OSError(error, os.strerror(error))

    if where == "open":
        _put_in(monkeypatch, refuse)
    elif where == "fsync":
        monkeypatch.setattr(os, "fsync", refuse)
    else:
        monkeypatch.setattr(Path, "replace", refuse)
    with pytest.raises(expected):
        whole_package(tmp_path)
    assert _contents(tmp_path) == {}


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="nothing is read-only to root")
def test_a_read_only_folder_is_named(tmp_path: Path) -> None:
    tmp_path.chmod(0o500)
    with pytest.raises(FolderReadOnly):
        whole_package(tmp_path)


def test_a_folder_that_is_gone_is_named(tmp_path: Path) -> None:
    with pytest.raises(FileMissing) as caught:
        whole_package(tmp_path / "pulled out")
    assert caught.value.path == str(tmp_path / "pulled out")


def test_cancelled_writing_leaves_nothing_and_the_old_package_stays(tmp_path: Path) -> None:
    old = whole_package(tmp_path).read_bytes()
    some = list(segments(operations(3 * BLOCK_SIZE)))
    for patience in range(5):
        asked = iter([False] * patience + [True] * 99)
        with pytest.raises(Cancelled):
            write_package(
                tmp_path / "gói.ntm",
                DRAFT,
                some,
                SEED,
                cancelled=partial(next, asked),
            )
        assert _contents(tmp_path) == {"gói.ntm": old}


def test_a_fault_of_the_source_leaves_nothing_and_is_not_renamed(tmp_path: Path) -> None:
    [whole] = segments(operations(2))

    def failing() -> Iterator[Segment]:
        yield whole
        raise KeyError("bug")

    with pytest.raises(KeyError):
        write_package(tmp_path / "p.ntm", DRAFT, failing(), SEED)
    for wrong in (whole._replace(line=b"{}\n"), whole._replace(last=3), whole._replace(device="2" * 16)):
        with pytest.raises(ValueError):
            write_package(tmp_path / "p.ntm", DRAFT, [wrong], SEED)
    assert _contents(tmp_path) == {}


def test_a_stick_that_gives_back_something_else_is_noticed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    settle = stick.settle

    def worn_out(file: Any) -> None:
        settle(file)
        with _open(Path(file.name), "r+b") as written:
            written.seek(40)
            written.write(b"\0\0\0")

    monkeypatch.setattr(stick, "settle", worn_out)
    with pytest.raises(PackageDamaged) as caught:
        whole_package(tmp_path)
    assert (caught.value.reason, caught.value.path) == ("not_written", str(tmp_path / "gói.ntm"))
    assert _contents(tmp_path) == {}


def test_a_part_left_by_a_crash_is_replaced(tmp_path: Path) -> None:
    (tmp_path / "gói.ntm.part").write_bytes(b"half")
    path = whole_package(tmp_path)
    assert list(_contents(tmp_path)) == ["gói.ntm"]
    assert verify_package(path).is_ok


def test_progress_counts_operations(tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    some = segments(operations(2 * BLOCK_SIZE + 1))
    write_package(tmp_path / "p.ntm", DRAFT, some, SEED, progress=lambda done, total: told.append((done, total)))
    assert told == [(0, 0), (BLOCK_SIZE, 0), (2 * BLOCK_SIZE, 0), (2 * BLOCK_SIZE + 1, 0)]


def test_more_than_a_reader_takes_is_not_written(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(payload, "MAX_PAYLOAD", 100)
    with pytest.raises(PackageTooLarge):
        whole_package(tmp_path)
    assert _contents(tmp_path) == {}


def test_a_full_disk_while_copying_names_the_folder_of_the_copy(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = whole_package(tmp_path)
    incoming = tmp_path / "incoming"
    incoming.mkdir()
    monkeypatch.setattr(os, "fdopen", lambda handle, mode: io.BufferedWriter(SmallDisk(handle, mode, 100), 8))
    with pytest.raises(DiskFull) as caught, open_package(path, incoming):
        pass
    assert caught.value.path == str(incoming)
    assert _contents(incoming) == {}


def test_a_file_larger_than_fat32_holds_is_not_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = whole_package(tmp_path)
    incoming = tmp_path / "incoming"
    incoming.mkdir()
    monkeypatch.setattr(stick, "MAX_FILE", 1000)
    with pytest.raises(PackageTooLarge), open_package(path, incoming):
        pass
    assert _contents(incoming) == {}


@pytest.mark.parametrize(
    ("name", "safe"),
    [
        ("gói.ntm", "gói.ntm"),
        ("go\u0301i.ntm", "gói.ntm"),
        ("Ia H'Drai: quý 1/2024?.ntm", "Ia H'Drai- quý 1-2024-.ntm"),
        ("con.ntm", "con_.ntm"),
        ("LPT1.x.ntm", "LPT1.x_.ntm"),
        (" . .ntm", "NTM.ntm"),
        ("", "NTM"),
        ("a\n\tb.ntm", "ab.ntm"),
        ("x" * 300 + ".ntm", "x" * 100 + ".ntm"),
    ],
)
def test_names_are_made_for_fat32(name: str, safe: str) -> None:
    assert safe_name(name) == safe


@given(st.text(max_size=150))
def test_any_name_becomes_one_that_fat32_holds(name: str) -> None:
    safe = safe_name(name)
    assert safe == unicodedata.normalize("NFC", safe) == safe.strip(". ")
    assert 0 < len(safe) <= 112
    assert safe.isprintable()
    assert not set(safe) & set('<>:"/\\|?*')
    assert safe_name(safe) == safe


def test_the_package_is_written_under_its_safe_name(tmp_path: Path) -> None:
    summary = write_package(tmp_path / "quý 1?.ntm", DRAFT, segments(operations(1)), SEED)
    assert summary.path == str(tmp_path / "quý 1-.ntm")
    assert Path(summary.path).exists()


def _contents(folder: Path) -> dict[str, bytes]:
    return {each.name: each.read_bytes() for each in folder.iterdir()}


_USING = """
import sys, time
from pathlib import Path
from ntm_desktop.exchange.stick import copied
with copied(Path(sys.argv[1]), Path(sys.argv[2]), None, None) as copy:
    print(copy.name, flush=True)
    time.sleep(60)
"""


def _using(path: Path, folder: Path) -> tuple[subprocess.Popen[str], Path]:
    """Another program that reads its copy of `path`."""
    program = subprocess.Popen(
        [sys.executable, "-c", _USING, str(path), str(folder)], stdout=subprocess.PIPE, text=True
    )
    assert program.stdout is not None
    return program, folder / program.stdout.readline().strip()


def test_copies_of_killed_programs_are_swept_and_those_in_use_stay(tmp_path: Path) -> None:
    source, folder = tmp_path / "a.ntm", tmp_path / "incoming"
    source.write_bytes(b"x" * 1000)
    killed, left = _using(source, folder)
    killed.kill()
    killed.communicate()
    program, used = _using(source, folder)
    with stick.copied(source, folder, None, None) as own:
        assert {path.name for path in folder.iterdir()} == {left.name, used.name, own.name}
        stick.sweep_copies(folder)
        assert {path.name for path in folder.iterdir()} == {used.name, own.name}
        assert own.read_bytes() == used.read_bytes() == source.read_bytes()
    program.terminate()
    program.communicate()
    stick.sweep_copies(folder)
    assert list(folder.iterdir()) == []
    stick.sweep_copies(tmp_path / "none")
