"""Sticks that are full, write-protected, pulled out while writing or reading, or give back something else."""

import contextlib
import errno
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import IO

import pytest

from ntm_desktop.domain.errors import (
    DiskFull,
    ExpectedError,
    FileNotWritten,
    FileUnreadable,
    FolderReadOnly,
    PackageDamaged,
)
from ntm_desktop.exchange import stick as sticks
from ntm_desktop.services.keep_safe import check
from ntm_desktop.services.list_packages import register
from ntm_desktop.services.receive_package import import_package
from ntm_desktop.services.send_package import export_package
from tests.exchange_story.desks import Laptops, enter, everything, full_round
from tests.exchange_story.failing_sticks import opened_with


def _size(laptops: Laptops) -> int:
    path = export_package(laptops.lead, laptops.root / "probe.ntm").path
    size = path.stat().st_size
    path.unlink()
    return size


@pytest.fixture
def ready(laptops: Laptops) -> Laptops:
    full_round(laptops)
    for path in laptops.stick.iterdir():
        path.unlink()
    for code, text in (("9.2", "150/200"), ("4.1", "190/200"), ("11.1", "160/200")):
        enter(laptops.lead, code, text)
    return laptops


@pytest.mark.parametrize("number", [errno.EIO, errno.ENOSPC])
def test_a_stick_that_fails_at_any_byte_of_writing_keeps_no_half_package(
    ready: Laptops, monkeypatch: pytest.MonkeyPatch, number: int
) -> None:
    size = _size(ready)
    sent = len(register(ready.lead))
    for at in sorted({0, 1, 30, size // 2, size - 100, *range(0, size - 100, 211)}):  # sizes differ by a few bytes
        with monkeypatch.context() as patched:
            opened_with(patched, at, number, "xb", ".part")
            with pytest.raises(ExpectedError) as refused:
                export_package(ready.lead, ready.stick)
        assert isinstance(refused.value, DiskFull if number == errno.ENOSPC else FileNotWritten)
        assert list(ready.stick.iterdir()) == []
    assert len(register(ready.lead)) == sent
    check(ready.lead)
    assert import_package(ready.upper, export_package(ready.lead, ready.stick).path).added == 3


def test_a_stick_pulled_out_while_reading_changes_nothing(ready: Laptops, monkeypatch: pytest.MonkeyPatch) -> None:
    path = export_package(ready.lead, ready.stick).path
    before = everything(ready.upper)
    for at in range(0, path.stat().st_size, 97):
        with monkeypatch.context() as patched:
            opened_with(patched, at, errno.EIO, "rb", path.name)
            with pytest.raises(FileUnreadable):
                import_package(ready.upper, path)
    assert everything(ready.upper) == before
    assert import_package(ready.upper, path).added == 3


def test_a_stick_that_gives_back_something_else_is_noticed_at_once(
    ready: Laptops, monkeypatch: pytest.MonkeyPatch
) -> None:
    honest = sticks.settle

    def settle(file: IO[bytes]) -> None:
        honest(file)
        with Path(file.name).open("r+b") as again:  # a worn-out cell
            again.seek(100)
            letter = again.read(1)
            again.seek(100)
            again.write(bytes([letter[0] ^ 1]))

    monkeypatch.setattr(sticks, "settle", settle)
    with pytest.raises(PackageDamaged) as refused:
        export_package(ready.lead, ready.stick)
    assert refused.value.reason == "not_written"
    assert list(ready.stick.iterdir()) == []


# Real file systems


@contextlib.contextmanager
def _mounted(folder: Path, options: str) -> Iterator[Path]:
    """A small real file system, where this machine lets us have one."""
    folder.mkdir()
    done = subprocess.run(
        ["mount", "-t", "tmpfs", "-o", options, "tmpfs", str(folder)], capture_output=True, check=False
    )
    if done.returncode:
        pytest.skip("mounting a file system needs an administrator")
    try:
        yield folder
    finally:
        subprocess.run(["umount", str(folder)], check=True)


@pytest.fixture
def _has_mount() -> None:
    if os.name != "posix" or os.geteuid() != 0:
        pytest.skip("mounting a file system needs an administrator")


@pytest.mark.usefixtures("_has_mount")
def test_a_full_stick_is_said_and_kept_clean(ready: Laptops, tmp_path: Path) -> None:
    with _mounted(tmp_path / "full", "size=64k") as stick:
        filler = stick / "anh.jpg"
        with contextlib.suppress(OSError), filler.open("wb", buffering=0) as file:
            while True:
                file.write(b"x" * 1024)
        with pytest.raises(DiskFull):
            export_package(ready.lead, stick)
        assert {path.name for path in stick.iterdir()} == {filler.name}
        filler.unlink()
        assert import_package(ready.upper, export_package(ready.lead, stick).path).added == 3


@pytest.mark.usefixtures("_has_mount")
def test_a_write_protected_stick_is_said_and_can_still_be_read(ready: Laptops, tmp_path: Path) -> None:
    with _mounted(tmp_path / "protected", "size=1m") as stick:
        path = export_package(ready.lead, stick).path
        subprocess.run(["mount", "-o", "remount,ro", str(stick)], check=True)
        with pytest.raises(FolderReadOnly):
            export_package(ready.lead, stick)
        assert import_package(ready.upper, path).added == 3


@pytest.mark.usefixtures("_has_mount")
def test_a_full_disk_of_ones_own_takes_nothing_in(laptops: Laptops, tmp_path: Path) -> None:
    full_round(laptops)
    enter(laptops.lead, "9.2", "150/200")
    path = export_package(laptops.lead, laptops.stick).path
    incoming = laptops.upper.folder.incoming
    for left in incoming.iterdir():
        left.unlink()
    incoming.rmdir()
    before = everything(laptops.upper)
    with _mounted(incoming, "size=4k"):
        (incoming / "anh.jpg").write_bytes(b"x" * 4096)
        with pytest.raises(DiskFull):
            import_package(laptops.upper, path)
    assert everything(laptops.upper) == before
    assert import_package(laptops.upper, path).added > 0
